//! Checks that every expression, and every sentence that names a field, names one that exists and, for a condition, comes
//! before it.

use std::collections::{BTreeMap, BTreeSet};

use super::{defect, question::Questions};
use crate::{
    domain::Tempo,
    route::{
        Expression, Field, Purpose, Slot, VAULT, rows,
        sheet::{Defect, Row, suggest},
    },
};

/// Which fields an expression may name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reach {
    /// Questions before this one, and calculations.
    Earlier,
    /// Any field of the route.
    Anywhere,
}

/// What is known of the names of a route.
struct Names<'a> {
    /// The place of each question among the questions.
    places: BTreeMap<&'a str, usize>,
    /// Those of repeats, which stand for their rows.
    repeats: BTreeSet<&'a str>,
    /// Those whose answers go to the vault, and so never into a value that is kept elsewhere.
    vault: BTreeSet<&'a str>,
    /// All of them.
    all: Vec<&'a str>,
    /// A question may look ahead: `XLSForm` allows it, a desk would not understand it.
    purpose: Purpose,
}

/// Checks all expressions of a route.
pub(super) fn check(
    questions: &Questions,
    rows: &[Row],
    purpose: Purpose,
    defects: &mut Vec<Defect>,
) {
    let fields = questions.fields.iter().enumerate();
    let names = Names {
        places: fields
            .map(|(at, field)| (field.name.as_str(), at))
            .collect(),
        repeats: questions
            .repeats
            .iter()
            .map(|repeat| repeat.name.as_str())
            .collect(),
        vault: questions
            .fields
            .iter()
            .filter(|field| field.appears_as(VAULT))
            .map(|field| field.name.as_str())
            .collect(),
        all: questions.places.keys().map(String::as_str).collect(),
        purpose,
    };
    let row_of: BTreeMap<&str, &Row> = rows
        .iter()
        .rev()
        .map(|row| (row.text("name"), row))
        .collect();
    for (at, field) in questions.fields.iter().enumerate() {
        let Some(row) = row_of.get(field.name.as_str()) else {
            continue;
        };
        for (column, references, reach) in references(field) {
            for name in references {
                let is_kept = matches!(column, "default" | "calculation");
                let secret = names
                    .secret(name)
                    .filter(|_| is_kept && !field.appears_as(VAULT));
                if let Some((what, remedy)) = names.problem(name, at, reach).or(secret) {
                    defects.push(defect(row, column, what, remedy));
                }
            }
        }
        for (column, expression, _) in expressions(field) {
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
        let Some(row) = row_of.get(calculation.name.as_str()) else {
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
                } else if let Some((what, remedy)) = names
                    .unknown(name)
                    .or(names.secret(name).filter(|_| column == "calculation"))
                {
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
    counts(questions, &names, &row_of, defects);
}

/// The number of rows is known before the first of them.
fn counts(
    questions: &Questions,
    names: &Names<'_>,
    row_of: &BTreeMap<&str, &Row>,
    defects: &mut Vec<Defect>,
) {
    let slots = rows::slots(&questions.fields, &questions.calculations);
    for (index, repeat) in questions.repeats.iter().enumerate() {
        let (Some(row), Some(count)) = (row_of.get(repeat.name.as_str()), &repeat.count) else {
            continue;
        };
        let is_own =
            |name: &str| matches!(slots.get(name), Some(Slot::Rows(at, _)) if *at == index);
        for name in count.references() {
            let problem = if is_own(name) {
                Some((
                    format!("`{name}` stands in the rows that are counted"),
                    "name a field above the repeat".to_owned(),
                ))
            } else {
                names.unknown(name)
            };
            if let Some((what, remedy)) = problem {
                defects.push(defect(row, "repeat_count", what, remedy));
            }
        }
    }
}

impl Names<'_> {
    /// What is wrong with naming `name` in the question at place `at`.
    fn problem(&self, name: &str, at: usize, reach: Reach) -> Option<(String, String)> {
        let Some(place) = self.places.get(name) else {
            return self.unknown(name); // Loops through calculations are found by the order.
        };
        if *place == at && reach == Reach::Earlier {
            return Some((
                format!("`{name}` depends on its own answer"),
                "use constraint to judge an answer".to_owned(),
            ));
        }
        let may_look_ahead = reach == Reach::Anywhere
            || self.purpose == Purpose::Form
            || self.repeats.contains(name);
        (*place > at && !may_look_ahead).then(|| {
            (
                format!("`{name}` is asked later"),
                format!("move the question `{name}` up, above this one"),
            )
        })
    }

    /// What is wrong with working something out from `name`.
    fn secret(&self, name: &str) -> Option<(String, String)> {
        self.vault.contains(name).then(|| {
            (
                format!("the answer of `{name}` stays in the vault"),
                "work with another field".to_owned(),
            )
        })
    }

    fn unknown(&self, name: &str) -> Option<(String, String)> {
        let is_known = self.all.contains(&name) || name == Tempo::FIELD;
        (!is_known).then(|| {
            (
                format!("the field `{name}` does not exist"),
                suggest(name, &self.all),
            )
        })
    }
}

/// The names in each column of a question.
fn references(field: &Field) -> impl Iterator<Item = (&'static str, BTreeSet<&str>, Reach)> {
    let sentences = field.wording.iter().flat_map(|wording| wording.sentences());
    let words = sentences.map(|(column, sentence)| {
        let reach = if column.ends_with("message") {
            Reach::Anywhere
        } else {
            Reach::Earlier
        };
        (column, sentence.references(), reach)
    });
    expressions(field)
        .map(|(column, expression, reach)| (column, expression.references(), reach))
        .chain(words)
}

fn expressions(field: &Field) -> impl Iterator<Item = (&'static str, &Expression, Reach)> {
    [
        ("relevant", &field.relevant, Reach::Earlier),
        ("choice_filter", &field.choice_filter, Reach::Earlier),
        ("default", &field.default_expression, Reach::Earlier),
        ("required", &field.required_if, Reach::Earlier),
        ("calculation", &field.calculation, Reach::Earlier),
        ("constraint", &field.constraint, Reach::Anywhere),
    ]
    .into_iter()
    .filter_map(|(column, expression, reach)| Some((column, expression.as_ref()?, reach)))
}
