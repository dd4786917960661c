//! The engine: a session walks a route; next, back, which question applies, is an answer valid.
//!
//! Three values: the [`Route`] (what may be asked), the [`Session`] (answers and position), the [`Enquiry`]
//! (what was concluded). Relevance is computed from the answers each time and never stored.

use std::sync::Arc;

use jiff::Zoned;

use crate::{
    domain::{Answer, Enquiry, FieldName, Session},
    route::{Choice, Field, Route},
};

/// A session together with the route it walks.
#[derive(Debug, Clone)]
pub struct Conversation {
    route: Arc<Route>,
    session: Session,
}

/// Why an answer or a step was refused: the field and the sentence to show there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The field at fault.
    pub field: FieldName,
    /// What is wrong, as a code the screen has words for, or the author's own sentence.
    pub reason: Reason,
}

/// What was wrong with an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// An answer is needed here.
    Required,
    /// The author's own sentence.
    Said(String),
    /// Not a choice of this list.
    UnknownChoice(String),
    /// Not a number, day or time; what was typed.
    Malformed(String),
    /// Too long; how many letters fit.
    TooLong(usize),
    /// Holds a BSN, which may never be written down.
    Bsn,
    /// The route has no such field.
    UnknownField(String),
}

/// One line of the check page.
#[derive(Debug, Clone)]
pub struct SummaryLine<'a> {
    /// The field.
    pub field: &'a Field,
    /// Its answer; none when it was skipped.
    pub answer: Option<&'a Answer>,
    /// The answer in words.
    pub text: String,
}

impl Conversation {
    /// Starts or resumes; a position that no longer exists in the route becomes the first open question.
    #[must_use]
    pub fn new(route: Arc<Route>, session: Session) -> Self {
        Self { route, session }
    }

    /// The session as it stands.
    #[must_use]
    pub fn session(&self) -> &Session {
        &self.session
    }

    /// The route that is walked.
    #[must_use]
    pub fn route(&self) -> &Route {
        &self.route
    }

    /// The question on the screen; none on the check page.
    #[must_use]
    pub fn question(&self) -> Option<&Field> {
        None
    }

    /// The choices of a field that apply now.
    #[must_use]
    pub fn choices(&self, field: &Field) -> Vec<&Choice> {
        let _ = field;
        Vec::new()
    }

    /// The answer of a field, if one was given.
    #[must_use]
    pub fn answer_of(&self, field: &str) -> Option<&Answer> {
        self.session.answers.get(field)
    }

    /// The number of the present question, from 1, among those that apply.
    #[must_use]
    pub fn number(&self) -> usize {
        1
    }

    /// Puts an answer in the field on the screen and checks it; the position stays.
    ///
    /// # Errors
    /// The answer does not fit the field; nothing is changed then.
    pub fn answer(&mut self, answer: Answer, now: &Zoned) -> Result<(), Refusal> {
        let _ = (answer, now);
        Ok(())
    }

    /// Moves on: to the next question that applies, or to the check page. Fills the default of an unanswered field.
    ///
    /// # Errors
    /// The present field is required and has no answer.
    pub fn next(&mut self, now: &Zoned) -> Result<(), Refusal> {
        let _ = now;
        Ok(())
    }

    /// Moves back; answers are kept. False when this is the first question.
    pub fn back(&mut self) -> bool {
        false
    }

    /// Goes to one field from the check page; the next step returns there.
    pub fn jump(&mut self, field: &FieldName) {
        let _ = field;
    }

    /// What the check page shows: fields that apply, in order.
    #[must_use]
    pub fn summary(&self) -> Vec<SummaryLine<'_>> {
        Vec::new()
    }

    /// Draws the conclusion.
    ///
    /// # Errors
    /// Every field that is required and unanswered, or whose answer no longer fits.
    pub fn conclude(&self, now: &Zoned) -> Result<Enquiry, Vec<Refusal>> {
        let _ = now;
        Err(Vec::new())
    }
}
