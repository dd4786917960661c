//! What looking things up leaves behind (*spoor*), so that the cards become better: words that found nothing, how often
//! cards were opened, and what an organisation told of itself. Nothing in it points to a resident or to a moment of the
//! day.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Answer, ArticleId, EnquiryId, FieldName, TrailId};

/// One thing that looking up left behind. The newest save of an id counts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Trail {
    /// Random id.
    pub id: TrailId,
    /// The day.
    pub day: Date,
    /// What it is.
    pub left: Left,
}

/// What looking up left behind.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Left {
    /// Words that found nothing (*gemis*).
    Missed(Missed),
    /// How often each card was opened in one shift.
    Opened(BTreeMap<ArticleId, u16>),
    /// What an organisation told of itself: a card to be made.
    Interview(Interview),
}

/// What an organisation told of itself in a talk, with its yes: public facts only.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Interview {
    /// The talk.
    pub enquiry: EnquiryId,
    /// What was told, by the names of the questions.
    pub answers: BTreeMap<FieldName, Answer>,
    /// What the coordinator did about it; none while it waits.
    pub settled: Option<Settled>,
}

/// Words that found nothing, noted by a volunteer who saw them first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Missed {
    /// The words, guarded.
    pub query: String,
    /// The card that was opened next, if any: it may be the one that was meant.
    pub opened: Option<ArticleId>,
    /// What the coordinator did about it; none while it waits.
    pub settled: Option<Settled>,
}

/// What the coordinator did about words that found nothing, or about an interview.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settled {
    /// The day.
    pub on: Date,
    /// The card that has the words as a name now, or that was made; none when no card needed it.
    pub alias_of: Option<ArticleId>,
}
