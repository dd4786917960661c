//! What the coordinator keeps for herself: what the team does about patterns, and which stories may leave.
//!
//! The desk can neither read nor write these.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{EnquiryId, OwnNoteId, PatternWork, Theme};

/// One note of the coordinator. The newest save of an id counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnNote {
    /// The id of the enquiry for a story, so that the story goes with it; else made from what the note is about.
    pub id: OwnNoteId,
    /// The day it was last changed.
    pub on: Date,
    /// What it holds.
    pub what: Own,
}

/// What the coordinator keeps.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Own {
    /// What the team does about a pattern.
    Pattern(PatternWork),
    /// What someone learned from an enquiry (*leermoment*), read by the coordinator.
    Story(Reviewed),
}

/// A story that the coordinator read: one an enquiry at most.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reviewed {
    /// The enquiry it came from.
    pub enquiry: EnquiryId,
    /// The day of that enquiry.
    pub day: Date,
    /// What it was about.
    pub theme: Theme,
    /// The words as they may leave, without anything that points to a person. They are kept for as long as the row of
    /// the enquiry, longer than what the volunteer typed.
    pub text: String,
    /// What she decided.
    pub verdict: Verdict,
}

/// Whether a story may leave the desk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// Nobody decided yet.
    New,
    /// It may stand in a report.
    MayLeave,
    /// It stays here.
    Stays,
}

impl Verdict {
    /// Its code in files and words.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::New => "nieuw",
            Self::MayLeave => "mag-mee",
            Self::Stays => "blijft-hier",
        }
    }
}

impl Reviewed {
    /// The note that keeps this story.
    #[must_use]
    pub const fn into_note(self, on: Date) -> OwnNote {
        OwnNote {
            id: OwnNoteId(self.enquiry.0),
            on,
            what: Own::Story(self),
        }
    }
}
