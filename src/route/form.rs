//! Turns the rows of a file into a route and finds every problem in it.
//!
//! Begin at [`route`]. It knows `XLSForm`'s columns and what a desk needs of a route (the fields that make an
//! enquiry); it does not know how the file was written, only rows with lines.

mod cell;
mod choice;
mod group;
mod question;
mod reference;

use std::collections::BTreeMap;

use super::{
    ANOTHER, Choice, Expression, Lists, MOST_QUESTIONS, Purpose, Route, YES, order, rows,
    sheet::{Cell, Defect, Row, Sheet},
    wording::steers,
};
use crate::domain::{Outcome, RouteId, Rung, SolvedBy, Tempo, Theme};

pub(super) use choice::shared_lists;

/// The fields without which no enquiry can be counted.
const NEEDED: &[&str] = &[Theme::FIELD, Outcome::FIELD, SolvedBy::FIELD];

/// The longest name of a field, list or choice.
const LONGEST_NAME: usize = 64;

/// A route from its rows; none when not even its name can be read.
pub(super) fn route(
    sheet: &Sheet,
    shared: &Lists,
    purpose: Purpose,
    defects: &mut Vec<Defect>,
) -> Option<Route> {
    let settings = &sheet.settings;
    let id = setting(settings, "id", defects);
    let title = setting(settings, "title", defects);
    let aim = setting(settings, "aim", defects);
    let tempo = tempo(settings, defects);
    if id.is_some_and(|cell| !is_name(&cell.text)) {
        defects.push(defect(
            settings,
            "id",
            "the id of a route may hold letters, digits and `_` only",
            "write it as in `burenhulp_vraag`",
        ));
    }
    if sheet.survey.is_empty() {
        defects.push(defect(
            settings,
            "survey",
            "the route asks nothing",
            "write a [[survey]] row for each question",
        ));
    }
    if sheet.survey.len() > MOST_QUESTIONS {
        defects.push(defect(
            settings,
            "survey",
            format!(
                "the route has {} rows; {MOST_QUESTIONS} is the most",
                sheet.survey.len()
            ),
            "split it into several routes",
        ));
        return None;
    }

    let own = choice::own_lists(sheet, shared, defects);
    let mut questions = question::read(&sheet.survey, &own, shared, defects);
    choice::check_columns(sheet, &questions.fields, defects);
    reference::check(&questions, &sheet.survey, purpose, defects);
    if purpose == Purpose::Desk {
        needed(&questions, settings, &own, shared, defects);
    }

    let order = order::order(
        &questions.fields,
        &questions.calculations,
        &questions.repeats,
    )
    .unwrap_or_else(|names| {
        defects.push(Defect {
            place: names
                .first()
                .and_then(|name| questions.places.get(name))
                .copied(),
            field: names.first().cloned().unwrap_or_default(),
            what: format!("these fields wait for each other: {}", names.join(", ")),
            remedy: "let one of them not look at the others".to_owned(),
        });
        Vec::new()
    });
    let lists = used_lists(&mut questions.fields, own, shared);
    let slots = rows::slots(&questions.fields, &questions.calculations);
    let mut route = Route {
        id: RouteId::from(id?.text.trim().to_owned()),
        title: title?.text.trim().to_owned(),
        aim: aim?.text.trim().to_owned(),
        tempo: tempo?,
        fields: questions.fields,
        calculations: questions.calculations,
        repeats: questions.repeats,
        lists,
        order,
        slots,
        looks_at_clock: false,
    };
    let looks_at_clock = route.expressions().any(Expression::looks_at_clock);
    route.looks_at_clock = looks_at_clock;
    Some(route)
}

fn setting<'a>(settings: &'a Row, name: &str, defects: &mut Vec<Defect>) -> Option<&'a Cell> {
    let found = settings
        .cell(name)
        .filter(|cell| !cell.text.trim().is_empty());
    match found {
        Some(cell) => words(cell, name, defects),
        None => defects.push(defect(
            settings,
            name,
            format!("the setting `{name}` is missing"),
            format!("write {name} = \"...\" at the top of the file"),
        )),
    }
    found
}

fn tempo(settings: &Row, defects: &mut Vec<Defect>) -> Option<Tempo> {
    let text = setting(settings, "tempo", defects)?.text.trim();
    match text.parse() {
        Ok(tempo) => Some(tempo),
        Err(error) => {
            let error: crate::domain::UnknownCode = error;
            defects.push(defect(
                settings,
                "tempo",
                error.to_string(),
                "write one of these codes",
            ));
            None
        }
    }
}

/// A desk route must give what makes an enquiry, in codes that never change.
fn needed(
    questions: &question::Questions,
    settings: &Row,
    own: &Lists,
    shared: &Lists,
    defects: &mut Vec<Defect>,
) {
    for name in NEEDED {
        let is_there = questions.places.contains_key(*name);
        if !is_there && !questions.fields.is_empty() {
            defects.push(defect(
                settings,
                name,
                format!("the route has no field `{name}`, so nothing can be counted"),
                format!(
                    "add a select_one with the name {name}, or a calculate that gives its code"
                ),
            ));
        }
    }
    for field in &questions.fields {
        let codes: Vec<&str> = match field.name.as_str() {
            Theme::FIELD => Theme::ALL.iter().map(|code| code.code()).collect(),
            Outcome::FIELD => Outcome::ALL.iter().map(|code| code.code()).collect(),
            SolvedBy::FIELD => SolvedBy::ALL.iter().map(|code| code.code()).collect(),
            Rung::FIELD => Rung::ALL.iter().map(|code| code.code()).collect(),
            _ => continue,
        };
        let place = questions.places.get(field.name.as_str()).copied();
        let super::FieldKind::SelectOne(list) = &field.kind else {
            defects.push(Defect {
                place,
                field: field.name.to_string(),
                what: format!("`{}` is not a select_one", field.name),
                remedy: format!("write type = \"select_one {}\"", field.name),
            });
            continue;
        };
        // A list that does not exist has been refused at its question.
        let list = own.get(list).or_else(|| shared.get(list));
        for choice in list.into_iter().flatten() {
            if !codes.contains(&choice.name.as_str()) {
                defects.push(Defect {
                    place,
                    field: field.name.to_string(),
                    what: format!("`{}` is not a code of `{}`", choice.name, field.name),
                    remedy: format!("use these codes: {}", codes.join(", ")),
                });
            }
        }
    }
}

/// Moves the lists that the questions use out of the route's own and the shared ones.
fn used_lists(fields: &mut [super::Field], mut own: Lists, shared: &Lists) -> Lists {
    let mut used = BTreeMap::new();
    for list in fields.iter().filter_map(|field| field.kind.list()) {
        if used.contains_key(list) {
            continue;
        }
        if let Some(choices) = own.remove(list).or_else(|| shared.get(list).cloned()) {
            used.insert(list.to_owned(), choices);
        } else if list == ANOTHER {
            // A form that brings no words of its own is shown the codes.
            used.insert(list.to_owned(), [YES, "nee"].map(Choice::plain).into());
        }
    }
    used
}

/// A defect at a column of a row.
fn defect(row: &Row, field: &str, what: impl Into<String>, remedy: impl Into<String>) -> Defect {
    Defect {
        place: Some(row.place_of(field)),
        field: field.to_owned(),
        what: what.into(),
        remedy: remedy.into(),
    }
}

/// Refuses words that a screen cannot show: too long, or with control characters or turned writing direction.
fn words(cell: &Cell, field: &str, defects: &mut Vec<Defect>) {
    let mut refuse = |what: String, remedy: &str| {
        defects.push(Defect {
            place: Some(cell.place),
            field: field.to_owned(),
            what,
            remedy: remedy.to_owned(),
        });
    };
    let length = cell.text.chars().count();
    if length > super::LONGEST_LABEL {
        refuse(
            format!(
                "the text has {length} letters; {} is the most",
                super::LONGEST_LABEL
            ),
            "say it shorter; a question reads best in twelve words",
        );
    }
    if let Some(letter) = cell.text.chars().find(|letter| steers(*letter)) {
        refuse(
            format!(
                "the text holds the control character {}",
                letter.escape_unicode()
            ),
            "remove it; only letters, signs and spaces can be shown",
        );
    }
}

/// Whether this can name a field or a list.
fn is_name(text: &str) -> bool {
    let text = text.trim();
    text.chars().count() <= LONGEST_NAME
        && text.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
        && text
            .chars()
            .all(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '_' | '-' | '.'))
}
