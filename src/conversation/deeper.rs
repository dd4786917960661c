//! Where a talk opens up: from short to long, or to a route of its own.
//!
//! A route says it with the word `vervolg` in the appearance of one question: its choice `doorvragen` opens the long
//! form, a choice that is the id of a route leads there ([`Conversation::deepen`]). What was answered is not asked
//! again. Begin reading at [`Conversation::further`].

use std::sync::Arc;

use jiff::Zoned;

use super::Conversation;
use crate::{
    domain::{Answer, FieldName, Tempo},
    route::{Field, FieldKind},
};

/// The word of the question that opens the long form.
pub const HINGE: &str = "vervolg";
/// The choice that opens it.
pub const FURTHER: &str = "doorvragen";
/// The word of a field that is never asked: the program fills it in.
pub(super) const HIDDEN: &str = "hidden";
/// The word of a field that is not asked either, but takes its default when the check page comes, where it can be changed.
pub(super) const BY_ITSELF: &str = "vanzelf";

impl Conversation {
    /// The question where this route opens up, when it does and has not yet.
    #[must_use]
    pub fn hinge(&self) -> Option<&Field> {
        let mut fields = self.route.fields.iter();
        let hinge = fields.find(|field| field.appears_as(HINGE))?;
        let answer = self.answer_of(hinge.name.as_str());
        let is_open = matches!(answer, Some(Answer::One(code)) if code == FURTHER);
        (!is_open).then_some(hinge)
    }

    /// The same talk in its long form, at the first question of it that was not asked; none when this route has no
    /// long form, or it is open already.
    #[must_use]
    pub fn further(&self, now: &Zoned) -> Option<Self> {
        let name = self.hinge()?.name.clone();
        let mut longer = self.clone();
        let answer = Answer::One(FURTHER.to_owned());
        longer.session.answers.insert(name, answer);
        Some(longer.deepen(Arc::clone(&self.authored), Tempo::Long, now))
    }

    /// Fills in the answer of a field that stands elsewhere, such as a card that was looked up; it is still asked.
    pub fn fill(&mut self, field: &FieldName, answer: Answer) {
        self.session.answers.insert(field.clone(), answer);
        self.renew();
    }

    /// The places of the questions that apply and that someone is asked, in order.
    pub(super) fn asked(&self) -> impl Iterator<Item = usize> + use<'_> {
        let places: Vec<usize> = self.standing().applying().collect();
        places.into_iter().filter(|place| {
            let field = self.route.fields.get(*place);
            field.is_some_and(|field| !field.appears_as(HIDDEN) && !field.appears_as(BY_ITSELF))
        })
    }

    /// Whether the question at this place is still to be asked. Notes are always shown.
    pub(super) fn is_left(&self, place: usize) -> bool {
        let standing = self.standing();
        let field = self.route.fields.get(place);
        field.is_some_and(|field| field.kind == FieldKind::Note || standing.answer(field).is_none())
    }

    /// Whether a question behind the present one was answered already: the talk was deepened, or left going back.
    pub(super) fn has_answers_ahead(&self) -> bool {
        let Some(at) = self
            .session
            .at
            .as_ref()
            .and_then(|name| self.place_of(name))
        else {
            return false;
        };
        let standing = self.standing();
        self.asked()
            .filter(|later| *later > at)
            .filter_map(|later| self.route.fields.get(later))
            .any(|field| standing.answer(field).is_some())
    }
}
