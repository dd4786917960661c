//! A conversation in progress and the answers it holds.

use std::collections::BTreeMap;

use jiff::{
    Timestamp,
    civil::{Date, Time},
};
use serde::{Deserialize, Serialize};

use super::{EnquiryId, FieldName, PlaceId, RouteId, ShiftId, Tempo, Unanswered, VisitId};

/// One answer to one field.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Answer {
    /// No answer, and why.
    None(Unanswered),
    /// One choice, by its code.
    One(String),
    /// Several choices, by their codes, in the order of the list.
    Many(Vec<String>),
    /// Words.
    Text(String),
    /// A whole number.
    Whole(i64),
    /// A number with decimals.
    Decimal(f64),
    /// A day.
    Date(Date),
    /// A time of day.
    Time(Time),
}

/// What stands in a text field that has not been left yet.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Typing {
    /// The text up to the last finished word.
    pub text: String,
}

/// A conversation in progress (*gesprek*): answers and position. Which questions apply is computed
/// from the answers each time and never stored.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Session {
    /// The id that the enquiry will have.
    pub id: EnquiryId,
    /// The visit it belongs to.
    pub visit: VisitId,
    /// The shift that is open, if any.
    pub shift: Option<ShiftId>,
    /// Where it takes place.
    pub place: PlaceId,
    /// The route that is walked.
    pub route: RouteId,
    /// How deep it goes.
    pub tempo: Tempo,
    /// When it began.
    pub began_at: Timestamp,
    /// When it was last saved.
    pub saved_at: Timestamp,
    /// Answers given so far, also of questions that no longer apply.
    pub answers: BTreeMap<FieldName, Answer>,
    /// The question on the screen; none on the check page.
    pub at: Option<FieldName>,
    /// The text field that is being typed in.
    pub typing: Option<Typing>,
    /// Set aside for someone else; it stays in the list of parked talks.
    pub parked: bool,
}
