//! Draws the conclusion of a conversation.

use std::{collections::BTreeMap, str::FromStr, sync::Arc};

use jiff::Zoned;

use super::{Conversation, Reason, Refusal, Start, VAULT, check, is_unanswered};
use crate::{
    domain::{Answer, Enquiry, FieldName, Outcome, Rung, SolvedBy, Theme, Unanswered, UnknownCode},
    privacy,
    route::{FieldKind, Route, Value},
};

/// The fields that have a place of their own in an enquiry.
const OWN_PLACE: [&str; 4] = [Theme::FIELD, Outcome::FIELD, SolvedBy::FIELD, Rung::FIELD];

/// See [`Conversation::conclude`].
pub(super) fn conclude(conversation: &Conversation, now: &Zoned) -> Result<Enquiry, Vec<Refusal>> {
    let mut conversation = conversation.clone();
    conversation.at_moment(now);
    let (mut answers, mut refusals) = applying_answers(&conversation);
    for name in OWN_PLACE {
        answers.remove(name);
    }

    let theme = code::<Theme>(&conversation, Theme::FIELD, &mut refusals);
    let outcome = code::<Outcome>(&conversation, Outcome::FIELD, &mut refusals);
    let solved_by = code::<SolvedBy>(&conversation, SolvedBy::FIELD, &mut refusals);
    let rung = match conversation.standing().value(Rung::FIELD) {
        Some(_) => code::<Rung>(&conversation, Rung::FIELD, &mut refusals),
        None => None,
    };
    let (Some(theme), Some(outcome), Some(solved_by), true) =
        (theme, outcome, solved_by, refusals.is_empty())
    else {
        return Err(refusals);
    };
    let session = conversation.session;
    Ok(Enquiry {
        id: session.id,
        revision: 1,
        visit: session.visit,
        shift: session.shift,
        place: session.place,
        route: session.route,
        tempo: session.tempo,
        day: now.date(),
        time: now.time(),
        theme,
        outcome,
        solved_by,
        rung,
        answers,
        withdrawn: false,
        unknown: BTreeMap::new(),
    })
}

/// See [`Conversation::reopen`].
pub(super) fn reopen(route: Arc<Route>, enquiry: &Enquiry, now: &Zoned) -> Conversation {
    let start = Start {
        id: enquiry.id,
        visit: enquiry.visit,
        shift: enquiry.shift,
        place: enquiry.place.clone(),
    };
    let mut conversation = Conversation::start(route, start, now);
    let mut answers = enquiry.answers.clone();
    let codes = [
        (Theme::FIELD, Some(enquiry.theme.code())),
        (Outcome::FIELD, Some(enquiry.outcome.code())),
        (SolvedBy::FIELD, Some(enquiry.solved_by.code())),
        (Rung::FIELD, enquiry.rung.map(Rung::code)),
    ];
    for (field, code) in codes {
        if let Some(code) = code {
            answers.insert(FieldName::from(field), Answer::One(code.to_owned()));
        }
    }
    conversation.session.tempo = enquiry.tempo;
    conversation.session.answers = answers;
    conversation.session.at = None;
    conversation.renew();
    conversation
}

/// See [`Conversation::correct`].
pub(super) fn correct(
    conversation: &Conversation,
    enquiry: &Enquiry,
    now: &Zoned,
) -> Result<Enquiry, Vec<Refusal>> {
    Ok(Enquiry {
        id: enquiry.id,
        revision: enquiry.revision.saturating_add(1),
        day: enquiry.day,
        time: enquiry.time,
        withdrawn: enquiry.withdrawn,
        unknown: enquiry.unknown.clone(),
        ..conclude(conversation, now)?
    })
}

/// The answers of the fields that apply, and all that is wrong with them.
pub(super) fn applying_answers(
    conversation: &Conversation,
) -> (BTreeMap<FieldName, Answer>, Vec<Refusal>) {
    let standing = conversation.standing();
    let route = &conversation.route;
    let mut answers = BTreeMap::new();
    let mut refusals = Vec::new();
    let asked = standing
        .applying()
        .filter_map(|place| route.fields.get(place))
        .filter(|field| field.kind != FieldKind::Note);
    for field in asked {
        let answer = standing.answer(field);
        match answer.filter(|answer| !is_unanswered(Some(answer))) {
            None if field.required => refusals.push(check::required(field)),
            // What goes to the vault stands nowhere else, not even that it was skipped.
            None if field.appears_as(VAULT) => {}
            None => {
                let skipped = Answer::None(Unanswered::NotAsked);
                answers.insert(field.name.clone(), skipped);
            }
            Some(answer) => match check::answer(&standing, field, answer) {
                Ok(()) if field.appears_as(VAULT) => {}
                Ok(()) => {
                    answers.insert(field.name.clone(), answer.clone());
                }
                Err(refusal) => refusals.push(refusal),
            },
        }
    }
    for (place, calculation) in route.calculations.iter().enumerate() {
        if let Some(value) = standing.calculated(place) {
            answers.insert(calculation.name.clone(), answer_of(value));
        }
    }
    (answers, refusals)
}

/// A calculated value as it is kept.
fn answer_of(value: &Value) -> Answer {
    match value {
        Value::Number(number) => Answer::Decimal(*number),
        Value::Date(date) => Answer::Date(*date),
        Value::Text(_) | Value::Boolean(_) | Value::Moment(_) | Value::Rows(_) => {
            Answer::Text(privacy::without_bsn(&value.text()))
        }
    }
}

/// The code of a field with a place of its own; a missing one has been refused before, when it is a question.
fn code<T: FromStr<Err = UnknownCode>>(
    conversation: &Conversation,
    field: &str,
    refusals: &mut Vec<Refusal>,
) -> Option<T> {
    let standing = conversation.standing();
    let reason = match standing.value(field) {
        Some(value) => match value.text().parse() {
            Ok(code) => return Some(code),
            Err(_) => Reason::UnknownChoice(value.text()),
        },
        None => Reason::Required,
    };
    if !refusals
        .iter()
        .any(|refusal| refusal.field.as_str() == field)
    {
        refusals.push(Refusal {
            field: FieldName::from(field),
            reason,
        });
    }
    None
}
