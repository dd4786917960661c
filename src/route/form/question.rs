//! Questions, calculations and groups: the rows of the survey.

use std::collections::BTreeMap;

use super::{defect, is_name, words};
use crate::{
    domain::{Answer, FieldName},
    route::{
        Calculation, Choice, Expression, ExpressionError, Field, FieldKind, Lists,
        sheet::{Defect, Place, Row, suggest},
    },
};

/// What the survey holds.
#[derive(Debug, Default)]
pub(super) struct Questions {
    pub(super) fields: Vec<Field>,
    pub(super) calculations: Vec<Calculation>,
    /// The place of each question and calculation by name.
    pub(super) places: BTreeMap<String, Place>,
}

/// A group that is open while its rows are read.
struct Group {
    place: Place,
    label: Option<String>,
    relevant: Option<Expression>,
}

/// The types that are understood, as they are written.
const TYPES: &[&str] = &[
    "select_one",
    "select_multiple",
    "text",
    "integer",
    "decimal",
    "date",
    "time",
    "note",
    "calculate",
    "begin_group",
    "end_group",
];

/// Types of `XLSForm` that are left out, and what to write instead.
const REFUSED: &[(&str, &str)] = &[
    ("image", "pictures are never kept; ask what it shows"),
    ("photo", "pictures are never kept; ask what it shows"),
    ("audio", "sound is never kept; ask in words"),
    ("video", "film is never kept; ask in words"),
    ("file", "files are never kept; ask in words"),
    ("geopoint", "ask for the neighbourhood with select_one"),
    ("geotrace", "ask for the neighbourhood with select_one"),
    ("geoshape", "ask for the neighbourhood with select_one"),
    ("barcode", "use text"),
    ("rank", "use select_one for the first choice"),
    ("range", "use integer with a constraint"),
    ("acknowledge", "use note, or select_one ja-nee"),
    ("hidden", "use calculate"),
    (
        "today",
        "the day is kept with each enquiry; use today() in an expression",
    ),
    ("start", "the moment is kept with each enquiry"),
    ("end", "the moment is kept with each enquiry"),
    ("audit", "keystrokes are not kept"),
    ("datetime", "use a date and a time"),
    (
        "begin_repeat",
        "write the questions once; a visit holds several enquiries",
    ),
    (
        "end_repeat",
        "write the questions once; a visit holds several enquiries",
    ),
    ("select_one_from_file", "write the choices in [[choices]]"),
    (
        "select_multiple_from_file",
        "write the choices in [[choices]]",
    ),
];

/// Reads the rows of the survey.
pub(super) fn read(
    rows: &[Row],
    own: &Lists,
    shared: &Lists,
    defects: &mut Vec<Defect>,
) -> Questions {
    let mut questions = Questions::default();
    let mut groups: Vec<Group> = Vec::new();
    for row in rows {
        let kind = row.text("type");
        let (word, list) = kind.split_once(char::is_whitespace).unwrap_or((kind, ""));
        let (word, list) = (word.trim(), list.trim());
        match (word, list) {
            ("begin_group", "") | ("begin", "group") => {
                let relevant = expression(row, "relevant", Expression::parse, defects);
                let outer = groups.last().and_then(|group| group.relevant.clone());
                groups.push(Group {
                    place: row.place,
                    label: optional(row, "label", defects),
                    relevant: both(outer, relevant),
                });
            }
            ("end_group", "") | ("end", "group") => {
                if groups.pop().is_none() {
                    defects.push(defect(
                        row,
                        "type",
                        "this group was never begun",
                        "remove the row, or write a begin_group above",
                    ));
                }
            }
            _ => {
                let name = name(row, &mut questions.places, defects);
                let group = groups.last();
                let relevant = both(
                    group.and_then(|group| group.relevant.clone()),
                    expression(row, "relevant", Expression::parse, defects),
                );
                if word == "calculate" {
                    let found = calculation(row, name, relevant, defects);
                    questions.calculations.extend(found);
                    continue;
                }
                let Some(kind) = field_kind(word, list, row, defects) else {
                    continue;
                };
                let choices = kind
                    .list()
                    .map(|list| own.get(list).or_else(|| shared.get(list)));
                if choices == Some(None) {
                    defects.push(unknown_list(row, list, own, shared));
                }
                let mut field = field(row, name, kind, choices.flatten(), defects);
                field.relevant = relevant;
                field.group = group.and_then(|group| group.label.clone());
                questions.fields.push(field);
            }
        }
    }
    for group in groups {
        defects.push(Defect {
            place: Some(group.place),
            field: "type".to_owned(),
            what: "this group is never ended".to_owned(),
            remedy: "write a row with type = \"end_group\" after its last question".to_owned(),
        });
    }
    questions
}

fn both(outer: Option<Expression>, inner: Option<Expression>) -> Option<Expression> {
    match (outer, inner) {
        (Some(outer), Some(inner)) => Some(outer.and(inner)),
        (outer, inner) => outer.or(inner),
    }
}

fn name(row: &Row, places: &mut BTreeMap<String, Place>, defects: &mut Vec<Defect>) -> FieldName {
    let name = row.text("name");
    if !is_name(name) {
        defects.push(defect(
            row,
            "name",
            format!("`{name}` cannot name a field"),
            "write name = \"...\": a letter, then letters, digits and `_`",
        ));
    } else if let Some(place) = places.insert(name.to_owned(), row.place) {
        defects.push(defect(
            row,
            "name",
            format!("the name `{name}` was used before, at {place}"),
            "give one of them another name",
        ));
    }
    FieldName::from(name)
}

fn calculation(
    row: &Row,
    name: FieldName,
    relevant: Option<Expression>,
    defects: &mut Vec<Defect>,
) -> Option<Calculation> {
    for cell in &row.cells {
        if !matches!(
            cell.column.as_str(),
            "type" | "name" | "label" | "calculation" | "relevant"
        ) {
            defects.push(defect(
                row,
                &cell.column,
                format!("a calculate has no `{}`: nobody is asked", cell.column),
                "remove it",
            ));
        }
    }
    if row.text("calculation").is_empty() {
        defects.push(defect(
            row,
            "calculation",
            "a calculate has nothing to work out",
            "write calculation = \"...\"",
        ));
    }
    Some(Calculation {
        name,
        calculation: expression(row, "calculation", Expression::parse, defects)?,
        relevant,
    })
}

fn field_kind(word: &str, list: &str, row: &Row, defects: &mut Vec<Defect>) -> Option<FieldKind> {
    let kind = match word {
        "select_one" => FieldKind::SelectOne(list.to_owned()),
        "select_multiple" => FieldKind::SelectMultiple(list.to_owned()),
        "text" => FieldKind::Text,
        "integer" => FieldKind::Integer,
        "decimal" => FieldKind::Decimal,
        "date" => FieldKind::Date,
        "time" => FieldKind::Time,
        "note" => FieldKind::Note,
        _ => {
            let instead = REFUSED.iter().find(|(refused, _)| *refused == word);
            defects.push(defect(
                row,
                "type",
                format!("the type `{word}` is not understood"),
                instead.map_or_else(
                    || suggest(word, TYPES),
                    |(_, instead)| (*instead).to_owned(),
                ),
            ));
            return None;
        }
    };
    match (kind.list(), list) {
        (None, "") => {}
        (None, extra) => defects.push(defect(
            row,
            "type",
            format!("`{extra}` after `{word}` is not understood"),
            format!("write type = \"{word}\""),
        )),
        (Some(_), list) if list.contains(char::is_whitespace) => {
            defects.push(defect(
                row,
                "type",
                format!("`{list}` does not name one list"),
                "write the list name only; for `or_other`, add a choice `anders` and a text",
            ));
            return None;
        }
        (Some(_), _) => {}
    }
    Some(kind)
}

fn unknown_list(row: &Row, list: &str, own: &Lists, shared: &Lists) -> Defect {
    let known: Vec<&str> = own
        .keys()
        .chain(shared.keys())
        .map(String::as_str)
        .collect();
    let (what, remedy) = if list.is_empty() {
        (
            "the question names no choice list".to_owned(),
            "write the list after the type, as in \"select_one ja-nee\"".to_owned(),
        )
    } else {
        (
            format!("the choice list `{list}` does not exist"),
            suggest(list, &known),
        )
    };
    defect(row, "type", what, remedy)
}

fn field(
    row: &Row,
    name: FieldName,
    kind: FieldKind,
    choices: Option<&Vec<Choice>>,
    defects: &mut Vec<Defect>,
) -> Field {
    let label = optional(row, "label", defects);
    if label.is_none() {
        defects.push(defect(
            row,
            "label",
            format!("the question `{name}` has no label"),
            "write label = \"...\": what the volunteer asks",
        ));
    }
    if !row.text("calculation").is_empty() {
        defects.push(defect(
            row,
            "calculation",
            "only a calculate has a calculation",
            "use type = \"calculate\", or `default` to propose an answer",
        ));
    }
    let (default, default_expression) = default(row, &kind, choices, defects);
    let choice_filter = expression(row, "choice_filter", Expression::parse_filter, defects);
    if let Some(filter) = &choice_filter {
        check_filter(row, filter, choices, defects);
    }
    Field {
        required: truth(row, "required", defects),
        required_message: optional(row, "required_message", defects),
        hint: optional(row, "hint", defects),
        guidance_hint: optional(row, "guidance_hint", defects),
        relevant: None,
        constraint: expression(row, "constraint", Expression::parse, defects),
        constraint_message: optional(row, "constraint_message", defects),
        appearance: optional(row, "appearance", defects),
        group: None,
        name,
        kind,
        label: label.unwrap_or_default(),
        default,
        default_expression,
        choice_filter,
    }
}

fn check_filter(
    row: &Row,
    filter: &Expression,
    choices: Option<&Vec<Choice>>,
    defects: &mut Vec<Defect>,
) {
    let Some(choices) = choices else {
        if row.text("type").starts_with("select") {
            return; // The list is unknown: that has been said.
        }
        defects.push(defect(
            row,
            "choice_filter",
            "a choice_filter needs a choice list",
            "remove it, or use select_one or select_multiple",
        ));
        return;
    };
    for column in filter.columns() {
        let is_there = |choice: &Choice| {
            matches!(column, "name" | "label") || choice.columns.contains_key(column)
        };
        if !choices.iter().any(is_there) {
            defects.push(defect(
                row,
                "choice_filter",
                format!("the choice list has no column `{column}`"),
                format!(
                    "write ${{{column}}} for a field, '{column}' for a text, or add the column"
                ),
            ));
        }
    }
}

/// A default is an expression when it names a field or calls a function; otherwise it is the answer itself.
fn default(
    row: &Row,
    kind: &FieldKind,
    choices: Option<&Vec<Choice>>,
    defects: &mut Vec<Defect>,
) -> (Option<Answer>, Option<Expression>) {
    let text = row.text("default");
    if text.is_empty() {
        return (None, None);
    }
    if text.contains("${") || (text.contains('(') && text.contains(')')) {
        return (None, expression(row, "default", Expression::parse, defects));
    }
    let answer = kind.read(text);
    let codes = match &answer {
        Some(Answer::One(code)) => std::slice::from_ref(code),
        Some(Answer::Many(codes)) => codes.as_slice(),
        Some(_) | None => &[],
    };
    let is_choice = |code: &String| {
        choices.is_none_or(|choices| choices.iter().any(|choice| choice.name == *code))
    };
    if answer.is_none() || !codes.iter().all(is_choice) {
        defects.push(defect(
            row,
            "default",
            format!("`{text}` cannot be the answer"),
            match kind {
                FieldKind::SelectOne(list) | FieldKind::SelectMultiple(list) => {
                    format!("write a code of the list `{list}`")
                }
                FieldKind::Date => "write a day as 2026-11-21, or today()".to_owned(),
                FieldKind::Time => "write a time as 09:30".to_owned(),
                FieldKind::Note => "a note has no answer; remove it".to_owned(),
                FieldKind::Integer | FieldKind::Decimal | FieldKind::Text => {
                    "write a number".to_owned()
                }
            },
        ));
        return (None, None);
    }
    (answer, None)
}

fn expression(
    row: &Row,
    column: &str,
    parse: fn(&str) -> Result<Expression, ExpressionError>,
    defects: &mut Vec<Defect>,
) -> Option<Expression> {
    let text = row.text(column);
    if text.is_empty() {
        return None;
    }
    match parse(text) {
        Ok(expression) => Some(expression),
        Err(error) => {
            defects.push(defect(row, column, error.what, error.remedy));
            None
        }
    }
}

fn optional(row: &Row, column: &str, defects: &mut Vec<Defect>) -> Option<String> {
    let cell = row
        .cell(column)
        .filter(|cell| !cell.text.trim().is_empty())?;
    words(cell, column, defects);
    Some(cell.text.trim().to_owned())
}

/// A column that says yes or no, in `XLSForm`'s spellings; no when it is empty.
pub(super) fn truth(row: &Row, column: &str, defects: &mut Vec<Defect>) -> bool {
    match row.text(column).to_ascii_lowercase().as_str() {
        "true" | "true()" | "yes" => true,
        "" | "false" | "false()" | "no" => false,
        other => {
            defects.push(defect(
                row,
                column,
                format!("`{other}` does not say yes or no"),
                "write true or false; for a condition, use relevant or constraint",
            ));
            false
        }
    }
}
