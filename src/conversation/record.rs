//! Draws the conclusion of a conversation, and walks a route with answers from a file.

use std::{collections::BTreeMap, str::FromStr, sync::Arc};

use jiff::Zoned;
use serde_json::Value as Json;

use super::{Conversation, Reason, Refusal, Start, check, is_unanswered, typed};
use crate::{
    domain::{Answer, Enquiry, FieldName, Outcome, Rung, SolvedBy, Theme, Unanswered, UnknownCode},
    privacy,
    route::{Field, FieldKind, Route, Value},
};

/// The fields that have a place of their own in an enquiry.
const OWN_PLACE: [&str; 4] = [Theme::FIELD, Outcome::FIELD, SolvedBy::FIELD, Rung::FIELD];

/// See [`Conversation::conclude`].
pub(super) fn conclude(conversation: &Conversation, now: &Zoned) -> Result<Enquiry, Vec<Refusal>> {
    let mut conversation = conversation.clone();
    conversation.now = now.clone();
    let (answers, mut refusals) = applying_answers(&conversation);

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

/// The answers of the fields that apply, except those with a place of their own, and all that is wrong with them.
fn applying_answers(conversation: &Conversation) -> (BTreeMap<FieldName, Answer>, Vec<Refusal>) {
    let standing = conversation.standing();
    let route = &conversation.route;
    let mut answers = BTreeMap::new();
    let mut refusals = Vec::new();
    let asked = standing
        .applying()
        .filter_map(|place| route.fields.get(place))
        .filter(|field| field.kind != FieldKind::Note);
    for field in asked {
        let answer = conversation.session.answers.get(&field.name);
        match answer.filter(|answer| !is_unanswered(Some(answer))) {
            None if field.required => refusals.push(check::required(field)),
            None => {
                let skipped = Answer::None(Unanswered::NotAsked);
                answers.insert(field.name.clone(), skipped);
            }
            Some(answer) => match check::answer(&standing, field, answer) {
                Ok(()) => {
                    answers.insert(field.name.clone(), answer.clone());
                }
                Err(refusal) => refusals.push(refusal),
            },
        }
    }
    for calculation in &route.calculations {
        if let Some(value) = standing.value(calculation.name.as_str()) {
            answers.insert(calculation.name.clone(), answer_of(value));
        }
    }
    for name in OWN_PLACE {
        answers.remove(name);
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

/// Walks a route with answers from a file, through the same checks as the screen, and draws the conclusion.
///
/// Values are texts, numbers or lists of codes; `null` means not asked. An absent field is not asked; an absent
/// required field takes what Enter gives.
///
/// ```
/// # use std::{collections::BTreeMap, sync::Arc};
/// # use balie::{conversation::{Start, from_answers}, domain::{EnquiryId, PlaceId, SolvedBy, VisitId}, route};
/// let lists = route::parse_lists("keuzes.toml", include_str!("../../assets/routes/keuzes.toml")).unwrap();
/// let snel = route::parse("snel.toml", include_str!("../../assets/routes/snel.toml"), &lists).unwrap();
/// let start = Start {
///     id: EnquiryId([1; 16]),
///     visit: VisitId([2; 16]),
///     shift: None,
///     place: PlaceId::from("wijkcontactpunt-de-oever"),
/// };
/// let answers = serde_json::json!({"thema": "geld", "uitkomst": "beantwoord"});
/// let now = "2026-11-21T10:42[Europe/Amsterdam]".parse().unwrap();
/// let enquiry = from_answers(&Arc::new(snel), start, answers.as_object().unwrap(), &now).unwrap();
/// assert_eq!(enquiry.solved_by, SolvedBy::Volunteer);
/// ```
///
/// # Errors
/// Every answer that was refused, by field: one that the route does not have, one that does not fit, one to a
/// question that does not apply with the other answers, and every required field that is missing.
pub fn from_answers(
    route: &Arc<Route>,
    start: Start,
    answers: &serde_json::Map<String, Json>,
    now: &Zoned,
) -> Result<Enquiry, Vec<Refusal>> {
    let mut conversation = Conversation::start(Arc::clone(route), start, now);
    let mut refusals: Vec<Refusal> = answers
        .keys()
        .filter(|name| !route.fields.iter().any(|field| is_asked(field, name)))
        .map(|name| Refusal {
            field: FieldName(privacy::without_bsn(name)),
            reason: Reason::UnknownField(privacy::without_bsn(name)),
        })
        .collect();

    let mut used = Vec::new();
    while let Some(field) = conversation.question().cloned() {
        let json = answers.get(field.name.as_str());
        let answered = match json.filter(|_| field.kind != FieldKind::Note) {
            None => Ok(()),
            Some(json) => {
                used.push(field.name.clone());
                read(&field, json).and_then(|answer| conversation.answer(answer, now))
            }
        };
        let is_refused = answered.is_err();
        refusals.extend(answered.err());
        let passed = conversation.step_over(&field, now);
        // One refusal a field is enough.
        refusals.extend(passed.err().filter(|_| !is_refused));
    }
    let left = route.fields.iter().filter(|field| {
        !used.contains(&field.name)
            && answers
                .get(field.name.as_str())
                .is_some_and(|json| !json.is_null())
            && field.kind != FieldKind::Note
    });
    // With another answer refused, whether this one applies cannot be known.
    if refusals.is_empty() {
        refusals.extend(left.map(|field| Refusal {
            field: field.name.clone(),
            reason: Reason::Said("is not asked with these other answers; leave it out".to_owned()),
        }));
    }
    if refusals.is_empty() {
        conversation.conclude(now)
    } else {
        Err(refusals)
    }
}

fn is_asked(field: &Field, name: &str) -> bool {
    field.name.as_str() == name && field.kind != FieldKind::Note
}

impl Conversation {
    /// Leaves a field as a file does: what is absent is not asked, a required field takes what Enter gives. Goes on
    /// even when the field is refused, so that every refusal is found.
    fn step_over(&mut self, field: &Field, now: &Zoned) -> Result<(), Refusal> {
        self.at_moment(now);
        let passed = self.pass(field, super::Skipping::NotAsked);
        let place = self.place_of(&field.name);
        let next = self.standing().applying().find(|at| Some(*at) > place);
        self.session.at = self.name_of(next);
        passed
    }
}

fn read(field: &Field, json: &Json) -> Result<Answer, Refusal> {
    let malformed = |text: &str| Refusal {
        field: field.name.clone(),
        reason: Reason::Malformed(privacy::without_bsn(text)),
    };
    match json {
        Json::Null => Ok(Answer::None(Unanswered::NotAsked)),
        Json::String(text) => {
            let is_code = |why: &&Unanswered| why.code() == text;
            let why = Unanswered::ALL.iter().find(is_code);
            match (&field.kind, why) {
                (FieldKind::SelectOne(_), Some(why)) if *why != Unanswered::NotAsked => {
                    // A list may have "weet niet" as a choice; the check decides.
                    Ok(Answer::One(text.clone()))
                }
                (_, Some(why)) => Ok(Answer::None(*why)),
                (kind, None) => kind.read(text).ok_or_else(|| malformed(text)),
            }
        }
        Json::Number(number) => typed::from_file(&field.kind, &number.to_string())
            .ok_or_else(|| malformed(&number.to_string())),
        Json::Array(items) => {
            let codes: Option<Vec<String>> = items
                .iter()
                .map(|item| item.as_str().map(str::to_owned))
                .collect();
            match (&field.kind, codes) {
                (FieldKind::SelectMultiple(_), Some(codes)) => Ok(Answer::Many(codes)),
                _ => Err(malformed(&json.to_string())),
            }
        }
        Json::Bool(_) | Json::Object(_) => Err(malformed(&json.to_string())),
    }
}
