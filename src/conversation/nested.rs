//! The answers of a file: a repeat is a list of objects there, and fields of rows (`wat[2]`) on a walk.

use std::collections::BTreeMap;

use serde_json::{Map, Value as Json};

use super::{Reason, Refusal};
use crate::{
    domain::{Answer, FieldName, Unanswered},
    privacy,
    route::{FieldKind, Repeat, Route, Slot, YES, name_in_row},
};

/// The answers of a file by the names of the walk, and all that names no field of the route.
pub(super) fn flattened(
    route: &Route,
    answers: &Map<String, Json>,
) -> (Map<String, Json>, Vec<Refusal>) {
    let mut flat = Map::new();
    let mut refusals = Vec::new();
    for (name, json) in answers {
        let repeat = route
            .repeats
            .iter()
            .enumerate()
            .find(|(_, repeat)| repeat.name.as_str() == name);
        let row_of_field = route
            .field(name)
            .filter(|field| field.kind != FieldKind::Note)
            .map(|field| field.row);
        match (repeat, row_of_field) {
            (Some((index, repeat)), _) => {
                rows(route, index, repeat, json, &mut flat, &mut refusals);
            }
            (None, Some(None)) => {
                flat.insert(name.clone(), json.clone());
            }
            (None, Some(Some(row))) => {
                let repeat = route.repeats.get(row.repeat);
                let repeat = repeat.map_or("", |repeat| repeat.name.as_str());
                let said = format!("stands in a repeat; write \"{repeat}\": [{{\"{name}\": ...}}]");
                refusals.push(refusal(name, Reason::Said(said)));
            }
            (None, None) => refusals.push(unknown(name)),
        }
    }
    (flat, refusals)
}

/// The rows of one repeat.
fn rows(
    route: &Route,
    index: usize,
    repeat: &Repeat,
    json: &Json,
    flat: &mut Map<String, Json>,
    refusals: &mut Vec<Refusal>,
) {
    let name = repeat.name.as_str();
    let rows: Option<Vec<&Map<String, Json>>> = match json {
        Json::Null => return,
        Json::Array(items) => items.iter().map(Json::as_object).collect(),
        Json::Bool(_) | Json::Number(_) | Json::String(_) | Json::Object(_) => None,
    };
    let Some(rows) = rows else {
        let said = "is a repeat: write a list of objects, one a row".to_owned();
        refusals.push(refusal(name, Reason::Said(said)));
        return;
    };
    if rows.len() > repeat.most {
        let said = format!("has {} rows; {} is the most", rows.len(), repeat.most);
        refusals.push(refusal(name, Reason::Said(said)));
        return;
    }
    for (before, row) in rows.iter().enumerate() {
        let number = before + 1;
        for (key, json) in *row {
            let is_here = key != name
                && route.field(key).is_some_and(|field| {
                    field.kind != FieldKind::Note
                        && field.row.is_some_and(|row| row.repeat == index)
                });
            let in_row = name_in_row(&FieldName::from(key.clone()), number).to_string();
            if is_here {
                flat.insert(in_row, json.clone());
            } else {
                refusals.push(unknown(&in_row));
            }
        }
        if repeat.count.is_none() {
            let code = if number < rows.len() { YES } else { "nee" };
            flat.insert(name_in_row(&repeat.name, number).to_string(), code.into());
        }
    }
}

fn unknown(name: &str) -> Refusal {
    refusal(name, Reason::UnknownField(privacy::without_bsn(name)))
}

fn refusal(name: &str, reason: Reason) -> Refusal {
    Refusal {
        field: FieldName::from(privacy::without_bsn(name)),
        reason,
    }
}

/// The answers that were given to questions that a walk did not ask.
pub(super) fn not_asked(
    route: &Route,
    flat: &Map<String, Json>,
    asked: &[FieldName],
) -> Vec<Refusal> {
    // Whether there is another row was read from the number of rows.
    let is_closing = |name: &str| {
        route.repeats.iter().any(|repeat| {
            name.strip_prefix(repeat.name.as_str())
                .is_some_and(|rest| rest.starts_with('['))
        })
    };
    flat.iter()
        .filter(|(name, json)| !json.is_null() && !is_closing(name))
        .filter(|(name, _)| !asked.iter().any(|asked| asked.as_str() == *name))
        .map(|(name, _)| {
            let said = "is not asked with these other answers; leave it out".to_owned();
            refusal(name, Reason::Said(said))
        })
        .collect()
}

/// The answers of a walk as a file writes them.
pub(super) fn nested(route: &Route, answers: &BTreeMap<FieldName, Answer>) -> Map<String, Json> {
    let mut nested = Map::new();
    let mut rows: Vec<BTreeMap<usize, Map<String, Json>>> =
        vec![BTreeMap::new(); route.repeats.len()];
    for (name, answer) in answers {
        let Some((base, repeat, number)) = row_of(route, name) else {
            nested.insert(name.to_string(), written(answer));
            continue;
        };
        let is_closing = route
            .repeats
            .get(repeat)
            .is_some_and(|repeat| repeat.name.as_str() == base);
        if let Some(rows) = rows.get_mut(repeat).filter(|_| !is_closing) {
            let row = rows.entry(number).or_default();
            row.insert(base.to_owned(), written(answer));
        }
    }
    for (repeat, rows) in route.repeats.iter().zip(rows) {
        if !rows.is_empty() {
            let rows = rows.into_values().map(Json::Object).collect();
            nested.insert(repeat.name.to_string(), Json::Array(rows));
        }
    }
    nested
}

/// The name without its row, its repeat and its row; none when it stands in no repeat.
fn row_of<'a>(route: &Route, name: &'a FieldName) -> Option<(&'a str, usize, usize)> {
    let (base, number) = name.as_str().strip_suffix(']')?.rsplit_once('[')?;
    match route.slot(base)? {
        Slot::Rows(repeat, _) => Some((base, *repeat, number.parse().ok()?)),
        Slot::One(_) => None,
    }
}

/// An answer as files write it.
pub(super) fn written(answer: &Answer) -> Json {
    match answer {
        Answer::None(Unanswered::NotAsked) => Json::Null,
        Answer::None(why) => why.code().into(),
        Answer::One(text) | Answer::Text(text) => text.as_str().into(),
        Answer::Many(codes) => codes.as_slice().into(),
        Answer::Whole(number) => (*number).into(),
        Answer::Decimal(number) => decimal(*number),
        Answer::Date(date) => date.to_string().into(),
        Answer::Time(time) => time.strftime("%H:%M").to_string().into(),
    }
}

/// A number; without `.0` when it is whole.
fn decimal(number: f64) -> Json {
    /// Up to here every whole number is exact.
    const EXACT: f64 = 9_007_199_254_740_992.0;
    if number.fract() == 0.0 && number.abs() < EXACT {
        #[expect(clippy::cast_possible_truncation, reason = "whole, and small enough")]
        let whole = number as i64;
        whole.into()
    } else {
        number.into()
    }
}
