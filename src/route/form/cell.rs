//! What stands in one cell of the survey: an expression, words, yes or no, a default.

use super::{defect, words};
use crate::{
    domain::Answer,
    route::{
        Choice, Expression, ExpressionError, FieldKind,
        sheet::{Defect, Row},
        wording::Sentence,
    },
};

/// The expression of a column; none when it is empty or not understood, which is a defect.
pub(super) fn expression(
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

/// Words that may be left out.
pub(super) fn optional(row: &Row, column: &str, defects: &mut Vec<Defect>) -> Option<String> {
    let cell = row
        .cell(column)
        .filter(|cell| !cell.text.trim().is_empty())?;
    words(cell, column, defects);
    Some(cell.text.trim().to_owned())
}

/// Words that name other fields, cut into pieces; none when they name none.
pub(super) fn sentence(row: &Row, column: &str, defects: &mut Vec<Defect>) -> Option<Sentence> {
    match Sentence::parse(row.text(column)) {
        Ok(sentence) => sentence,
        Err(error) => {
            defects.push(defect(row, column, error.what, error.remedy));
            None
        }
    }
}

/// A column that says yes or no, in `XLSForm`'s spellings; none when it says neither.
fn plain_truth(text: &str) -> Option<bool> {
    match text.to_ascii_lowercase().as_str() {
        "true" | "true()" | "yes" | "1" => Some(true),
        "" | "false" | "false()" | "no" | "0" => Some(false),
        _ => None,
    }
}

/// A column that says yes or no; no when it is empty.
pub(super) fn truth(row: &Row, column: &str, defects: &mut Vec<Defect>) -> bool {
    let text = row.text(column);
    plain_truth(text).unwrap_or_else(|| {
        defects.push(defect(
            row,
            column,
            format!("`{text}` does not say yes or no"),
            "write true or false; for a condition, use relevant or constraint",
        ));
        false
    })
}

/// A column that says yes or no, or when: a condition over other fields.
pub(super) fn condition(
    row: &Row,
    column: &str,
    defects: &mut Vec<Defect>,
) -> (bool, Option<Expression>) {
    let text = row.text(column);
    match plain_truth(text) {
        Some(truth) => (truth, None),
        None if text.contains(['$', '(', '=', '.']) => {
            (false, expression(row, column, Expression::parse, defects))
        }
        None => {
            defects.push(defect(
                row,
                column,
                format!("`{text}` does not say yes or no"),
                "write true, false, or a condition such as ${thema} = 'geld'",
            ));
            (false, None)
        }
    }
}

/// What Enter gives: the answer itself, or an expression that is worked out at that moment. It is an expression when it
/// names a field or calls a function, and where only a number, day or time can be the answer, whatever can be worked
/// out.
pub(super) fn default(
    row: &Row,
    kind: &FieldKind,
    choices: Option<&Vec<Choice>>,
    defects: &mut Vec<Defect>,
) -> (Option<Answer>, Option<Expression>) {
    let text = row.text("default");
    if text.is_empty() {
        return (None, None);
    }
    let found = kind.read(text);
    let is_words = *kind == FieldKind::Text;
    let names_field = text.contains("${");
    let calls = text.contains('(') && text.contains(')');
    if names_field || calls || (found.is_none() && !is_words) {
        match Expression::parse(text) {
            Ok(expression) => return (None, Some(expression)),
            // "Bel ons (thuis)" is a text like any other.
            Err(_) if is_words && !names_field => {}
            Err(error) if names_field || calls => {
                defects.push(defect(row, "default", error.what, error.remedy));
                return (None, None);
            }
            Err(_) => {}
        }
    }
    let codes = match &found {
        Some(Answer::One(code)) => std::slice::from_ref(code),
        Some(Answer::Many(codes)) => codes.as_slice(),
        Some(_) | None => &[],
    };
    let is_choice = |code: &String| {
        choices.is_none_or(|choices| choices.iter().any(|choice| choice.name == *code))
    };
    if found.is_some() && codes.iter().all(is_choice) {
        return (found, None);
    }
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
    (None, None)
}

/// A choice filter looks at columns that the list has.
pub(super) fn check_filter(
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
