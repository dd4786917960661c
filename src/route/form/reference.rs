//! Checks that every expression names fields that exist and, for a condition, come before it.

use std::collections::BTreeMap;

use super::{defect, question::Questions};
use crate::route::{
    Expression, Field,
    sheet::{Defect, Row, suggest},
};

/// Which fields an expression may name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reach {
    /// Questions before this one, and calculations.
    Earlier,
    /// Any field of the route.
    Anywhere,
}

/// Checks all expressions of a route.
pub(super) fn check(questions: &Questions, rows: &[Row], defects: &mut Vec<Defect>) {
    let places: BTreeMap<&str, usize> = questions
        .fields
        .iter()
        .enumerate()
        .map(|(at, field)| (field.name.as_str(), at))
        .collect();
    let names: Vec<&str> = questions.places.keys().map(String::as_str).collect();
    let row_of = |name: &str| rows.iter().find(|row| row.text("name") == name);

    for (at, field) in questions.fields.iter().enumerate() {
        let Some(row) = row_of(field.name.as_str()) else {
            continue;
        };
        for (column, expression, reach) in expressions(field) {
            for name in expression.references() {
                let problem = match places.get(name) {
                    None if names.contains(&name) => None, // A calculation; loops are found by the order.
                    None => Some(unknown(name, &names)),
                    Some(place) if reach == Reach::Anywhere || *place < at => None,
                    Some(place) if *place == at => Some((
                        format!("`{name}` depends on its own answer"),
                        "use constraint to judge an answer".to_owned(),
                    )),
                    Some(_) => Some((
                        format!("`{name}` is asked later"),
                        format!("move the question `{name}` up, above this one"),
                    )),
                };
                if let Some((what, remedy)) = problem {
                    defects.push(defect(row, column, what, remedy));
                }
            }
            if column != "constraint" && expression.looks_at_itself() {
                defects.push(defect(
                    row,
                    column,
                    "`.` is the answer of this question, which has not been given yet",
                    "name another field: ${name}",
                ));
            }
        }
    }
    for calculation in &questions.calculations {
        let Some(row) = row_of(calculation.name.as_str()) else {
            continue;
        };
        let relevant = calculation.relevant.iter().map(|found| ("relevant", found));
        for (column, expression) in relevant.chain([("calculation", &calculation.calculation)]) {
            for name in expression.references() {
                if name == calculation.name.as_str() {
                    defects.push(defect(
                        row,
                        column,
                        format!("`{name}` depends on its own value"),
                        "name another field",
                    ));
                } else if !names.contains(&name) {
                    let (what, remedy) = unknown(name, &names);
                    defects.push(defect(row, column, what, remedy));
                }
            }
            if expression.looks_at_itself() {
                defects.push(defect(
                    row,
                    column,
                    "`.` has no meaning in a calculation",
                    "name a field: ${name}",
                ));
            }
        }
    }
}

fn unknown(name: &str, names: &[&str]) -> (String, String) {
    (
        format!("the field `{name}` does not exist"),
        suggest(name, names),
    )
}

fn expressions(field: &Field) -> impl Iterator<Item = (&'static str, &Expression, Reach)> {
    [
        ("relevant", &field.relevant, Reach::Earlier),
        ("choice_filter", &field.choice_filter, Reach::Earlier),
        ("default", &field.default_expression, Reach::Earlier),
        ("constraint", &field.constraint, Reach::Anywhere),
    ]
    .into_iter()
    .filter_map(|(column, expression, reach)| Some((column, expression.as_ref()?, reach)))
}
