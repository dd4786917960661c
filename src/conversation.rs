//! The engine: a session walks a route; next, back, which question applies, is an answer valid.
//!
//! Three values: the [`Route`] (what may be asked), the [`Session`] (answers and position), the [`Enquiry`]
//! (what was concluded). Relevance is computed from the answers each time and never stored. It knows no screen, no
//! store and no clock: the moment comes in with each step.
//!
//! Begin reading at [`Conversation::next`]; `standing` computes what applies, `check` judges one answer, `settle`
//! tidies it, `pass` leaves a question, `renew` brings the route up to the answers, `aftercare` says what is left to do,
//! `record` draws the conclusion, `walk` goes through a file of answers, `typed` reads what a volunteer
//! types in a number or day field.
//!
//! # What happens if
//!
//! - an answer makes the question of another answer disappear: that answer stays in the session, so that going back
//!   finds it, and is left out of the record; the same for a choice that is no longer offered;
//! - the route was changed while a talk was parked: a position that is gone becomes the first open question, an
//!   answer that no longer fits is refused when it is passed or at the end;
//! - a row of a repeat is taken away again: as with any question that no longer applies, its answers stay and are left
//!   out of the record;
//! - a question is passed without an answer: its default is filled in; without one it is recorded as not asked.

mod aftercare;
mod check;
mod deeper;
mod nested;
mod pass;
mod record;
mod refusal;
mod renew;
mod settle;
mod standing;
mod typed;
mod walk;

use std::sync::Arc;

use jiff::{Zoned, tz::TimeZone};

use crate::{
    domain::{
        Answer, Enquiry, EnquiryId, FieldName, PlaceId, Session, ShiftId, Tempo, Typing,
        Unanswered, VisitId,
    },
    privacy,
    route::{Choice, Field, FieldKind, Route},
};

pub use aftercare::{Aftercare, CONSENT, LOOK_BACK, Reach, VAULT};
pub use deeper::{FURTHER, HINGE};
use pass::Skipping;
pub use refusal::{Reason, Refusal};
pub use settle::in_words;
use standing::{Known, Standing};
pub use typed::read as read_typed;
pub use walk::{Event, Walk, from_answers, walk};

/// The most letters of a line of text.
pub const LONGEST_LINE: usize = 120;

/// The most letters of a text whose appearance is `multiline`.
pub const LONGEST_NOTE: usize = 500;

/// A session together with the route it walks.
#[derive(Debug, Clone)]
pub struct Conversation {
    /// The route as it was written.
    authored: Arc<Route>,
    /// The route as it is walked now; see `renew`.
    route: Arc<Route>,
    /// How many rows each repeat has in it.
    rows: Vec<usize>,
    session: Session,
    /// The moment of the last step; its zone is the place's.
    now: Zoned,
    /// What the answers come to.
    known: Arc<Known>,
    course: Course,
}

/// Where the next step goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Course {
    /// To the question after this one.
    Onward,
    /// Back to the check page, where this question was chosen, by way of any that has begun to apply since.
    Returning,
    /// To the first question that was not asked yet: the talk was deepened.
    Deepening,
}

/// What a new session belongs to.
#[derive(Debug, Clone)]
pub struct Start {
    /// The id that the enquiry will have.
    pub id: EnquiryId,
    /// The visit it belongs to.
    pub visit: VisitId,
    /// The shift that is open, if any.
    pub shift: Option<ShiftId>,
    /// Where it takes place.
    pub place: PlaceId,
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
    /// Starts or resumes; a position that no longer exists in the route or no longer applies becomes the first open
    /// question.
    ///
    /// Until the first step tells the time zone of the place, the day is that of the last save in UTC.
    #[must_use]
    pub fn new(route: Arc<Route>, session: Session) -> Self {
        let now = session.saved_at.to_zoned(TimeZone::UTC);
        let mut conversation = Self::unsettled(route, session, now);
        conversation.renew();
        let is_lost = match &conversation.session.at {
            Some(name) => !conversation
                .place_of(name)
                .is_some_and(|place| conversation.standing().applies(place)),
            None => false,
        };
        if is_lost {
            conversation.session.at = conversation.first_open();
            conversation.session.typing = None;
        }
        if conversation.has_answers_ahead() {
            conversation.course = Course::Deepening;
        }
        conversation
    }

    /// Starts a fresh session at its first question.
    #[must_use]
    pub fn start(route: Arc<Route>, start: Start, now: &Zoned) -> Self {
        let session = Session {
            id: start.id,
            visit: start.visit,
            shift: start.shift,
            place: start.place,
            route: route.id.clone(),
            tempo: route.tempo,
            began_at: now.timestamp(),
            saved_at: now.timestamp(),
            answers: std::collections::BTreeMap::new(),
            at: None,
            typing: None,
            parked: false,
        };
        let mut conversation = Self::unsettled(route, session, now.clone());
        conversation.renew();
        conversation.session.at = conversation.first_open();
        conversation
    }

    /// The same talk on a longer route, or in a slower tempo of the same one: nothing is asked twice.
    ///
    /// It stands at the first question that was not asked yet, and each step goes to the next of those. Answers whose
    /// questions the new route does not have stay in the session.
    #[must_use]
    pub fn deepen(&self, route: Arc<Route>, tempo: Tempo, now: &Zoned) -> Self {
        let session = Session {
            route: route.id.clone(),
            tempo,
            at: None,
            typing: None,
            ..self.session.clone()
        };
        let mut conversation = Self::unsettled(route, session, now.clone());
        conversation.at_moment(now);
        conversation.renew();
        conversation.session.at = conversation.first_open();
        conversation.course = Course::Deepening;
        conversation
    }

    fn unsettled(authored: Arc<Route>, session: Session, now: Zoned) -> Self {
        Self {
            route: Arc::clone(&authored),
            authored,
            // As written, a repeat has no rows at all.
            rows: Vec::new(),
            session,
            now,
            known: Arc::default(),
            course: Course::Onward,
        }
    }

    /// The session as it stands.
    #[must_use]
    pub fn session(&self) -> &Session {
        &self.session
    }

    /// The route that is walked, as it stands now: the questions of a repeat are written out for each row (`wat[2]`), and
    /// words that name other fields hold their answers.
    #[must_use]
    pub fn route(&self) -> &Route {
        &self.route
    }

    /// The question on the screen; none on the check page.
    #[must_use]
    pub fn question(&self) -> Option<&Field> {
        self.route.field(self.session.at.as_ref()?.as_str())
    }

    /// The choices of a field that apply now.
    #[must_use]
    pub fn choices(&self, field: &Field) -> Vec<&Choice> {
        self.standing().choices(field)
    }

    /// The answer of a field, if one was given.
    #[must_use]
    pub fn answer_of(&self, field: &str) -> Option<&Answer> {
        self.session.answers.get(field)
    }

    /// What Enter gives on a field that has no answer yet.
    #[must_use]
    pub fn default_of(&self, field: &Field) -> Option<Answer> {
        let standing = self.standing();
        let answer = field
            .default
            .clone()
            .or_else(|| standing.default_of(field))?;
        check::answer(&standing, field, &answer)
            .is_ok()
            .then_some(answer)
    }

    /// The number of the present question, from 1, among those that apply; on the check page, how many apply.
    #[must_use]
    pub fn number(&self) -> usize {
        let place = self
            .session
            .at
            .as_ref()
            .and_then(|name| self.place_of(name));
        match place {
            Some(place) => self.asked().filter(|at| *at <= place).count().max(1),
            None => self.asked().count(),
        }
    }

    /// How many questions apply now.
    #[must_use]
    pub fn count(&self) -> usize {
        self.asked().count()
    }

    /// Puts an answer in the field on the screen and checks it; the position stays.
    ///
    /// Text loses its control characters and outer spaces; an empty one counts as not asked. Of several choices, one
    /// that stands alone ("weet niet") clears the others, or is cleared by them, whichever was chosen last.
    ///
    /// # Errors
    /// The answer does not fit the field; nothing is changed then.
    pub fn answer(&mut self, answer: Answer, now: &Zoned) -> Result<(), Refusal> {
        self.at_moment(now);
        let Some(field) = self.question() else {
            return Ok(());
        };
        if field.kind == FieldKind::Note || field.read_only {
            return Ok(());
        }
        let name = field.name.clone();
        let before = self.session.answers.get(&name);
        let answer = settle::settled(&self.route, field, before, answer);
        check::answer(&self.standing(), field, &answer)?;
        self.session.answers.insert(name, answer);
        self.session.typing = None;
        self.renew();
        Ok(())
    }

    /// Reads what was typed in the field on the screen, puts it in and checks it: a whole number, `3,5`, a day such as
    /// `12-3-2026`, `12 maart` or `morgen`, a time such as `9.30`. Nothing typed counts as not asked.
    ///
    /// # Errors
    /// It cannot be read, or does not fit; nothing is changed then.
    pub fn answer_typed(&mut self, text: &str, now: &Zoned) -> Result<(), Refusal> {
        self.at_moment(now);
        let Some(field) = self.question() else {
            return Ok(());
        };
        let answer = if text.trim().is_empty() {
            Answer::None(Unanswered::NotAsked)
        } else {
            self.understood(text, now).ok_or_else(|| Refusal {
                field: field.name.clone(),
                reason: Reason::Malformed(privacy::without_bsn(text.trim())),
            })?
        };
        self.answer(answer, now)
    }

    /// What the engine would make of a text typed in the field on the screen; none when it cannot be read. Of a day without
    /// a year the next one is meant, unless only the last one fits.
    #[must_use]
    pub fn understood(&self, text: &str, now: &Zoned) -> Option<Answer> {
        let field = self.question()?;
        let read = typed::read(&field.kind, text, now.date())?;
        let fits = |answer: &Answer| check::answer(&self.standing(), field, answer).is_ok();
        let past = typed::read_past(&field.kind, text, now.date());
        match past.filter(|past| *past != read && !fits(&read) && fits(past)) {
            Some(past) => Some(past),
            None => Some(read),
        }
    }

    /// Keeps what stands in a text field that has not been left: the part of it that may be written to disk.
    pub fn type_text(&mut self, text: &str, now: &Zoned) {
        self.at_moment(now);
        let kept: String = text.chars().take(LONGEST_NOTE).collect();
        self.session.typing = Some(Typing {
            text: privacy::storable(&kept),
        });
    }

    /// Moves on: to the next question that applies, or to the check page. Fills the default of an unanswered field.
    ///
    /// After a jump from the check page it returns there, by way of any question that has begun to apply since.
    ///
    /// # Errors
    /// The present field is required and has no answer, or its answer no longer fits.
    pub fn next(&mut self, now: &Zoned) -> Result<(), Refusal> {
        self.at_moment(now);
        let Some(place) = self
            .session
            .at
            .as_ref()
            .and_then(|name| self.place_of(name))
        else {
            self.session.at = None;
            return Ok(());
        };
        if let Some(field) = self.route.fields.get(place) {
            self.pass(&field.clone(), Skipping::TakesDefault)?;
        }
        self.session.typing = None;
        self.session.at = match self.course {
            Course::Onward => self.name_of(self.asked().find(|at| *at > place)),
            Course::Returning => self.first_open(),
            Course::Deepening => {
                let next = self.asked().find(|at| *at > place && self.is_left(*at));
                self.name_of(next).or_else(|| self.first_open())
            }
        };
        if self.session.at.is_none() {
            self.course = Course::Onward;
            self.fill_by_itself();
        }
        Ok(())
    }

    /// Moves back; answers are kept. False when this is the first question. After a jump from the check page it
    /// returns there.
    pub fn back(&mut self) -> bool {
        let place = self
            .session
            .at
            .as_ref()
            .and_then(|name| self.place_of(name));
        let before = self
            .asked()
            .filter(|at| place.is_none_or(|place| *at < place))
            .last();
        if self.course == Course::Returning {
            self.course = Course::Onward;
            self.session.at = None;
        } else if before.is_some() {
            self.session.at = self.name_of(before);
        } else {
            return false;
        }
        self.session.typing = None;
        true
    }

    /// Goes to one field that applies; from the check page, the next step returns there. Nothing happens when the
    /// field does not apply.
    pub fn jump(&mut self, field: &FieldName) {
        let Some(place) = self.place_of(field) else {
            return;
        };
        if !self.standing().applies(place) {
            return;
        }
        if self.session.at.is_none() {
            self.course = Course::Returning;
        }
        self.session.at = Some(field.clone());
        self.session.typing = None;
    }

    /// Sets the talk aside for someone else, or takes it up again.
    pub fn set_parked(&mut self, parked: bool, now: &Zoned) {
        self.at_moment(now);
        self.session.parked = parked;
    }

    /// What the check page shows: fields that apply, in order.
    #[must_use]
    pub fn summary(&self) -> Vec<SummaryLine<'_>> {
        let standing = self.standing();
        standing
            .applying()
            .filter_map(|place| self.route.fields.get(place))
            .filter(|field| field.kind != FieldKind::Note)
            .filter(|field| !field.appears_as(deeper::HIDDEN) || standing.answer(field).is_some())
            .map(|field| {
                let answer = standing.answer(field);
                SummaryLine {
                    field,
                    answer: answer.filter(|answer| !is_unanswered(Some(answer))),
                    text: settle::in_words(&self.route, field, answer),
                }
            })
            .collect()
    }

    /// Draws the conclusion.
    ///
    /// # Errors
    /// Every field that is required and unanswered, or whose answer no longer fits.
    pub fn conclude(&self, now: &Zoned) -> Result<Enquiry, Vec<Refusal>> {
        record::conclude(self, now)
    }

    /// Opens a concluded enquiry again, on its check page, to correct it.
    #[must_use]
    pub fn reopen(route: Arc<Route>, enquiry: &Enquiry, now: &Zoned) -> Self {
        record::reopen(route, enquiry, now)
    }

    /// Draws the conclusion of an enquiry that was opened again: the same enquiry, one revision further. Its day,
    /// time and place stay.
    ///
    /// # Errors
    /// As [`Self::conclude`].
    pub fn correct(&self, enquiry: &Enquiry, now: &Zoned) -> Result<Enquiry, Vec<Refusal>> {
        record::correct(self, enquiry, now)
    }

    fn standing(&self) -> Standing<'_> {
        Standing {
            route: &self.route,
            session: &self.session,
            now: &self.now,
            known: Arc::clone(&self.known),
        }
    }

    /// The same at this moment, in the time zone of the place.
    #[must_use]
    pub fn at_day(mut self, now: &Zoned) -> Self {
        self.at_moment(now);
        self
    }

    fn at_moment(&mut self, now: &Zoned) {
        let is_new = self.now != *now;
        self.now = now.clone();
        self.session.saved_at = now.timestamp();
        if is_new && self.route.looks_at_clock {
            self.renew();
        }
    }

    fn place_of(&self, name: &FieldName) -> Option<usize> {
        self.route
            .fields
            .iter()
            .position(|field| field.name == *name)
    }

    fn name_of(&self, place: Option<usize>) -> Option<FieldName> {
        Some(self.route.fields.get(place?)?.name.clone())
    }
}

fn is_unanswered(answer: Option<&Answer>) -> bool {
    matches!(answer, None | Some(Answer::None(Unanswered::NotAsked)))
}
