//! Asking further: from a quick question to a talk, from a short talk to a long one, from a talk to a route of its own.
//!
//! What was answered stays and is not asked again. A route says where it opens up with the word `vervolg` in the
//! appearance of one question: its choice `doorvragen` opens the long form, a choice that is the id of a route leads
//! there. Begin reading at [`Conversation::deepen`].

use std::sync::Arc;

use jiff::Zoned;

use super::Conversation;
use crate::{
    domain::{Answer, FieldName, Tempo},
    route::{Field, FieldKind, Route},
};

/// The word of the question that opens the long form.
pub const HINGE: &str = "vervolg";
/// The choice that opens it.
pub const FURTHER: &str = "doorvragen";
/// The word of a field that is never asked: the program fills it in.
pub(super) const HIDDEN: &str = "hidden";

impl Conversation {
    /// The question where this route opens up, when it does and has not yet.
    #[must_use]
    pub fn hinge(&self) -> Option<&Field> {
        let mut fields = self.route.fields.iter();
        let hinge = fields.find(|field| field.appears_as(HINGE))?;
        let is_open = matches!(self.answer_of(hinge.name.as_str()), Some(Answer::One(code)) if code == FURTHER);
        (!is_open).then_some(hinge)
    }

    /// Opens the long form and goes to the first question of it that was not asked. False when this route has none, or
    /// it is open already.
    pub fn deepen(&mut self, now: &Zoned) -> bool {
        self.at_moment(now);
        let Some(name) = self.hinge().map(|hinge| hinge.name.clone()) else {
            return false;
        };
        let answer = Answer::One(FURTHER.to_owned());
        self.session.answers.insert(name, answer);
        self.session.tempo = Tempo::Long;
        self.go_ahead();
        true
    }

    /// Goes on along another route, with every answer that it has a question for.
    #[must_use]
    pub fn along(mut self, route: Arc<Route>, now: &Zoned) -> Self {
        self.at_moment(now);
        self.session.route = route.id.clone();
        self.session.tempo = route.tempo;
        self.route = route;
        self.returns = false;
        self.go_ahead();
        self
    }

    /// To the first open question; from there on what was answered before is stepped over.
    fn go_ahead(&mut self) {
        self.session.typing = None;
        self.session.at = self.first_open();
        self.skips_answered = true;
    }

    /// Whether a question at this place is still to be asked. Notes are always shown.
    pub(super) fn is_left(&self, place: usize) -> bool {
        let standing = self.standing();
        self.route
            .fields
            .get(place)
            .is_some_and(|field| field.kind == FieldKind::Note || standing.answer(field).is_none())
    }

    /// Whether a question behind the present one was answered already: the talk was deepened, or left going back.
    pub(super) fn has_answers_ahead(&self, at: &FieldName) -> bool {
        let place = self.place_of(at);
        let standing = self.standing();
        standing
            .applying()
            .filter(|later| Some(*later) > place)
            .filter_map(|later| self.route.fields.get(later))
            .any(|field| !field.appears_as(HIDDEN) && standing.answer(field).is_some())
    }
}
