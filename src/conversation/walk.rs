//! Walks a route with answers from a file, through the same engine and checks as the screen.
//!
//! Begin at [`walk`]; [`from_answers`] is a walk of which only the conclusion matters.

use std::{collections::BTreeMap, sync::Arc};

use jiff::Zoned;
use serde::Serialize;
use serde_json::{Map, Value as Json};

use super::{Conversation, Reason, Refusal, Skipping, Start, nested, record, typed};
use crate::{
    domain::{Answer, Enquiry, FieldName, Unanswered},
    privacy,
    route::{Field, FieldKind, Route, Value},
};

/// One thing that happened on a walk.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "event", rename_all = "kebab-case")]
pub enum Event {
    /// A question was asked, and this is its answer after it was left.
    Asked {
        /// Its name.
        field: FieldName,
        /// What was asked.
        label: String,
        /// Its answer as files write it; null when it was not asked or refused, or is a note.
        answer: Json,
    },
    /// An answer was refused.
    Refused {
        /// The field at fault.
        field: FieldName,
        /// Why.
        reason: String,
    },
    /// A value was worked out anew.
    Calculated {
        /// Its name.
        field: FieldName,
        /// The value, as text.
        value: String,
    },
}

/// A whole walk: what happened, in order, and what was concluded.
#[derive(Debug, Clone)]
pub struct Walk {
    /// What happened.
    pub events: Vec<Event>,
    /// The answers and calculations that apply, as files write them; empty when an answer was refused. What was not
    /// asked is `null`, what does not apply is absent.
    pub answers: Map<String, Json>,
    /// The conclusion, or every refusal. A form that is not for the desk has none: it asks for no theme.
    pub record: Result<Enquiry, Vec<Refusal>>,
}

impl Walk {
    /// Whether no answer was refused.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        !self
            .events
            .iter()
            .any(|event| matches!(event, Event::Refused { .. }))
    }
}

/// Walks a route with answers from a file, through the same checks as the screen, and draws the conclusion.
///
/// Values are texts, numbers or lists of codes, and for a repeat a list of objects; `null` means not asked. An absent field is not asked; an absent
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
    answers: &Map<String, Json>,
    now: &Zoned,
) -> Result<Enquiry, Vec<Refusal>> {
    walk(route, start, answers, now).record
}

/// As [`from_answers`], and tells what happened on the way.
#[must_use]
pub fn walk(route: &Arc<Route>, start: Start, answers: &Map<String, Json>, now: &Zoned) -> Walk {
    let mut events: Vec<Event> = Vec::new();
    let (answers, mut refusals) = nested::flattened(route, answers);
    events.extend(refusals.iter().map(refused));
    let mut conversation = Conversation::start(Arc::clone(route), start, now);
    let mut asked = Vec::new();
    let mut calculated = BTreeMap::new();
    while let Some(field) = conversation.question().cloned() {
        calculations(&conversation, &mut calculated, &mut events);
        let json = answers.get(field.name.as_str());
        let answered = match json.filter(|_| field.kind != FieldKind::Note) {
            None => Ok(()),
            Some(_) if field.read_only => Err(Refusal {
                field: field.name.clone(),
                reason: Reason::Said("is read only; leave it out".to_owned()),
            }),
            Some(json) => read(conversation.route(), &field, json)
                .and_then(|answer| conversation.answer(answer, now)),
        };
        let passed = conversation.step_over(&field, now);
        // One refusal a field is enough.
        let refusal = answered.err().or(passed.err());
        let taken = conversation.answer_of(field.name.as_str()).cloned();
        events.push(Event::Asked {
            answer: taken
                .filter(|_| refusal.is_none())
                .map_or(Json::Null, |answer| nested::written(&answer)),
            label: field.label,
            field: field.name.clone(),
        });
        events.extend(refusal.as_ref().map(refused));
        refusals.extend(refusal);
        asked.push(field.name);
    }
    calculations(&conversation, &mut calculated, &mut events);
    // With one answer refused, whether the rest applies cannot be known.
    if refusals.is_empty() {
        refusals = nested::not_asked(route, &answers, &asked);
        events.extend(refusals.iter().map(refused));
    }
    let mut walk = Walk {
        events,
        answers: Map::new(),
        record: Err(refusals),
    };
    if walk.is_clean() {
        let (found, wrong) = record::applying_answers(&conversation);
        walk.events.extend(wrong.iter().map(refused));
        if wrong.is_empty() {
            walk.answers = nested::nested(route, &found);
        }
        walk.record = conversation.conclude(now);
    }
    walk
}

fn refused(refusal: &Refusal) -> Event {
    Event::Refused {
        field: refusal.field.clone(),
        reason: refusal.reason.to_string(),
    }
}

/// Tells which calculations have another value than `before`.
fn calculations(
    conversation: &Conversation,
    before: &mut BTreeMap<FieldName, String>,
    events: &mut Vec<Event>,
) {
    let standing = conversation.standing();
    let mut values = BTreeMap::new();
    for (place, calculation) in conversation.route.calculations.iter().enumerate() {
        let Some(value) = standing.calculated(place).map(Value::text) else {
            continue;
        };
        if before.get(&calculation.name) != Some(&value) {
            events.push(Event::Calculated {
                field: calculation.name.clone(),
                value: value.clone(),
            });
        }
        values.insert(calculation.name.clone(), value);
    }
    *before = values;
}

impl Conversation {
    /// Leaves a field as a file does: what is absent is not asked, a required field takes what Enter gives. Goes on
    /// even when the field is refused, so that every refusal is found.
    fn step_over(&mut self, field: &Field, now: &Zoned) -> Result<(), Refusal> {
        self.at_moment(now);
        let passed = self.pass(field, Skipping::NotAsked);
        let place = self.place_of(&field.name);
        let next = self.standing().applying().find(|at| Some(*at) > place);
        self.session.at = self.name_of(next);
        passed
    }
}

fn read(route: &Route, field: &Field, json: &Json) -> Result<Answer, Refusal> {
    let malformed = |text: &str| Refusal {
        field: field.name.clone(),
        reason: Reason::Malformed(privacy::without_bsn(text)),
    };
    match json {
        Json::Null => Ok(Answer::None(Unanswered::NotAsked)),
        Json::String(text) => {
            // "Weet niet" may be a choice of the list; otherwise it says why there is no answer.
            let is_choice = route
                .choices(field)
                .iter()
                .any(|choice| choice.name == *text);
            match text.parse::<Unanswered>() {
                Ok(why) if !is_choice => Ok(Answer::None(why)),
                Ok(_) | Err(_) => field.kind.read(text).ok_or_else(|| malformed(text)),
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
