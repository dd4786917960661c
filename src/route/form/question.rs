//! Questions and calculations: the rows of the survey. Begin at [`read`].

use std::{borrow::Cow, collections::BTreeMap};

use super::{
    cell::{check_filter, condition, default, expression, optional, sentence, truth},
    defect,
    group::{Groups, both},
    is_name,
};
use crate::{
    domain::FieldName,
    route::{
        Calculation, Choice, Expression, Field, FieldKind, Lists, Repeat, Wording,
        rows::most_rows,
        sheet::{Defect, Place, Row, suggest},
    },
};

/// What the survey holds.
#[derive(Debug, Default)]
pub(super) struct Questions {
    pub(super) fields: Vec<Field>,
    pub(super) calculations: Vec<Calculation>,
    pub(super) repeats: Vec<Repeat>,
    /// The place of each question and calculation by name.
    pub(super) places: BTreeMap<String, Place>,
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
    "begin_repeat",
    "end_repeat",
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
    let mut groups = Groups::default();
    for row in rows {
        if groups.take(row, &mut questions, defects) {
            continue;
        }
        let kind = spelled(row.text("type"));
        let (word, list) = kind.split_once(char::is_whitespace).unwrap_or((&kind, ""));
        let (word, list) = (word.trim(), list.trim());
        let name = name(row, &mut questions.places, defects);
        let relevant = both(
            groups.relevant(),
            expression(row, "relevant", Expression::parse, defects),
        );
        if word == "calculate" {
            let found = calculation(row, name, defects);
            questions
                .calculations
                .extend(found.map(|found| Calculation {
                    relevant,
                    row: groups.row(),
                    ..found
                }));
            continue;
        }
        let Some(kind) = field_kind(word, list, row, defects) else {
            // The rest of the row is looked at all the same.
            for column in ["constraint", "calculation"] {
                expression(row, column, Expression::parse, defects);
            }
            condition(row, "required", defects);
            continue;
        };
        let choices = kind
            .list()
            .map(|list| own.get(list).or_else(|| shared.get(list)));
        if choices == Some(None) {
            defects.push(unknown_list(row, list, own, shared));
        }
        let field = field(row, name, kind, choices.flatten(), defects);
        questions.fields.push(Field {
            relevant,
            group: groups.label(),
            row: groups.row(),
            ..field
        });
    }
    groups.finish(defects);
    let in_repeats = questions.fields.iter().filter(|field| field.row.is_some());
    let most = most_rows(in_repeats.count());
    for repeat in &mut questions.repeats {
        repeat.most = most;
    }
    questions
}

/// Other spellings of a type that forms in the field use, and ours.
const SPELLINGS: &[(&str, &str)] = &[
    ("select one from ", "select_one "),
    ("select one ", "select_one "),
    ("select1 ", "select_one "),
    ("select_one from ", "select_one "),
    ("select all that apply from ", "select_multiple "),
    ("select all that apply ", "select_multiple "),
    ("select multiple from ", "select_multiple "),
    ("select multiple ", "select_multiple "),
    ("select_multiple from ", "select_multiple "),
];

/// A type in the spelling of this room.
fn spelled(kind: &str) -> Cow<'_, str> {
    match kind {
        "int" => return "integer".into(),
        "string" => return "text".into(),
        "calculation" => return "calculate".into(),
        _ => {}
    }
    SPELLINGS
        .iter()
        .find_map(|(other, ours)| Some(format!("{ours}{}", kind.strip_prefix(other)?)))
        .map_or(kind.into(), Cow::Owned)
}

/// The name of a row, which no other may have.
pub(super) fn name(
    row: &Row,
    places: &mut BTreeMap<String, Place>,
    defects: &mut Vec<Defect>,
) -> FieldName {
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

fn calculation(row: &Row, name: FieldName, defects: &mut Vec<Defect>) -> Option<Calculation> {
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
        relevant: None,
        row: None,
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
    let read_only = truth(row, "read_only", defects);
    if !read_only && !row.text("calculation").is_empty() {
        defects.push(defect(
            row,
            "calculation",
            "a question that can be answered has no calculation",
            "write read_only = true, use type = \"calculate\", or `default` to propose an answer",
        ));
    }
    if !row.text("repeat_count").is_empty() {
        defects.push(defect(
            row,
            "repeat_count",
            "only a begin_repeat has a repeat_count",
            "remove it",
        ));
    }
    let (default, default_expression) = default(row, &kind, choices, defects);
    let choice_filter = expression(row, "choice_filter", Expression::parse_filter, defects);
    if let Some(filter) = &choice_filter {
        check_filter(row, filter, choices, defects);
    }
    let (required, required_if) = condition(row, "required", defects);
    let wording = Wording {
        label: sentence(row, "label", defects),
        hint: sentence(row, "hint", defects),
        guidance_hint: sentence(row, "guidance_hint", defects),
        required_message: sentence(row, "required_message", defects),
        constraint_message: sentence(row, "constraint_message", defects),
    };
    Field {
        label: label.unwrap_or_default(),
        hint: optional(row, "hint", defects),
        guidance_hint: optional(row, "guidance_hint", defects),
        required,
        required_if,
        required_message: optional(row, "required_message", defects),
        constraint: expression(row, "constraint", Expression::parse, defects),
        constraint_message: optional(row, "constraint_message", defects),
        default,
        default_expression,
        read_only,
        calculation: expression(row, "calculation", Expression::parse, defects)
            .filter(|_| read_only),
        choice_filter,
        appearance: optional(row, "appearance", defects),
        wording: wording.or_none(),
        ..Field::new(name, kind)
    }
}
