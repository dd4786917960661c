//! Leaving a question: an answer is judged again, a missing one is filled in; and which question is still open.

use jiff::Zoned;

use super::{
    Conversation, Course, Refusal, check,
    deeper::{BY_ITSELF, HIDDEN},
    is_unanswered,
};
use crate::{
    domain::{Answer, FieldName, Unanswered},
    route::{Field, FieldKind},
};

/// What a field without an answer becomes when it is passed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Skipping {
    /// What Enter gives.
    TakesDefault,
    /// Not asked, unless it is required.
    NotAsked,
}

impl Conversation {
    /// Goes to the check page; what was not asked yet is recorded as such, and a required field takes its default.
    ///
    /// # Errors
    /// A required field has no answer and no default; the conversation then stands at that field.
    pub fn finish(&mut self, now: &Zoned) -> Result<(), Refusal> {
        self.at_moment(now);
        self.session.typing = None;
        self.fill_by_itself();
        // A default that is filled in can make another question apply, so look again after each.
        while let Some(place) = self.first_unsettled() {
            let Some(field) = self.route.fields.get(place).cloned() else {
                break;
            };
            if let Err(refusal) = self.pass(&field, Skipping::NotAsked) {
                self.session.at = Some(field.name);
                return Err(refusal);
            }
        }
        let skipped: Vec<FieldName> = self
            .standing()
            .applying()
            .filter_map(|place| self.route.fields.get(place))
            .filter(|field| field.kind != FieldKind::Note && !field.appears_as(HIDDEN))
            .map(|field| field.name.clone())
            .collect();
        for name in skipped {
            let not_asked = Answer::None(Unanswered::NotAsked);
            self.session.answers.entry(name).or_insert(not_asked);
        }
        self.renew();
        self.session.at = None;
        self.course = Course::Onward;
        Ok(())
    }

    /// Fills in what nobody is asked because it is nearly always the same: its default, when it has no answer.
    pub fn fill_by_itself(&mut self) {
        let standing = self.standing();
        let filled: Vec<(FieldName, Answer)> = standing
            .applying()
            .filter_map(|place| self.route.fields.get(place))
            .filter(|field| field.appears_as(BY_ITSELF) && standing.answer(field).is_none())
            .filter_map(|field| Some((field.name.clone(), self.default_of(field)?)))
            .collect();
        if !filled.is_empty() {
            self.session.answers.extend(filled);
            self.renew();
        }
    }

    /// The first question that applies and was never passed, or whose answer no longer fits. A route that begins with
    /// a note begins there.
    pub(super) fn first_open(&self) -> Option<FieldName> {
        let standing = self.standing();
        let is_open = |place: &usize| {
            self.route.fields.get(*place).is_some_and(|field| {
                let is_left = match standing.answer(field) {
                    Some(answer) => check::answer(&standing, field, answer).is_err(),
                    None => true,
                };
                is_left && field.kind != FieldKind::Note
            })
        };
        let is_fresh = self.session.answers.is_empty();
        self.name_of(self.asked().find(|place| is_fresh || is_open(place)))
    }

    /// The first question that applies and is required but unanswered, or holds an answer that no longer fits.
    pub(super) fn first_unsettled(&self) -> Option<usize> {
        let standing = self.standing();
        let is_unsettled = |place: &usize| {
            self.route.fields.get(*place).is_some_and(|field| {
                let answer = standing.answer(field);
                match answer.filter(|answer| !is_unanswered(Some(answer))) {
                    Some(answer) => check::answer(&standing, field, answer).is_err(),
                    None if field.kind == FieldKind::Note => false,
                    None => field.required || (field.read_only && self.default_of(field).is_some()),
                }
            })
        };
        standing.applying().find(is_unsettled)
    }

    /// Leaves one field: an answer is judged again, a missing one is filled in.
    pub(super) fn pass(&mut self, field: &Field, skipping: Skipping) -> Result<(), Refusal> {
        if field.kind == FieldKind::Note {
            return Ok(());
        }
        let standing = self.standing();
        let found = standing.answer(field);
        if let Some(answer) = found.filter(|answer| !is_unanswered(Some(answer))) {
            return check::answer(&standing, field, answer);
        }
        // Who skipped an optional field on purpose gets no default.
        let wants_default = field.required
            || field.read_only
            || (found.is_none() && skipping == Skipping::TakesDefault);
        let default = if wants_default {
            self.default_of(field)
        } else {
            None
        };
        if default.is_none() && field.required {
            return Err(check::required(field));
        }
        let answer = default.unwrap_or(Answer::None(Unanswered::NotAsked));
        self.session.answers.insert(field.name.clone(), answer);
        self.renew();
        Ok(())
    }
}
