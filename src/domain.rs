//! The nouns that every room shares: plain values, without effects.
//!
//! One word for one thing; the word on the screen stands behind the dash.
//!
//! - [`Shift`] — *dienst*: one place, one half-day, the people at the table, the standby.
//! - Visit ([`VisitId`]) — *bezoek*: one person or group at the desk; holds one or more enquiries.
//! - [`Enquiry`] — *hulpvraag*: one question with its answers and outcome, the unit that is counted.
//! - [`Session`] — *gesprek*: a walk through a route that is still going on, or parked.
//! - [`Note`] — *afsprakenbriefje*: what the resident takes home.
//! - [`Theme`], [`Outcome`], [`SolvedBy`], [`Rung`] — *thema, uitkomst, wie hielp, trede*: codes that never change.
//! - [`FollowUp`] — *terugkijken*: a day to look back, with what came of it.
//! - [`Contact`] — a card of the *kluis*: who may be called, apart from the enquiries, with consent and an end.
//! - [`Trail`] — *spoor*: what looking things up leaves behind, for better cards.
//! - [`Change`] — what one save writes; the store writes all changes of one save or none.
//!
//! Invariant: nothing here reads a clock, a disk or random numbers. Moments and ids come in as values.

mod aftercare;
mod code;
mod enquiry;
mod id;
mod note;
mod own;
mod pattern;
mod session;
mod text;
mod trail;

pub use aftercare::{Consent, Contact, FollowUp, LookedBack, UrgentUse};
pub use code::{
    Outcome, PatternStage, Retention, Rung, SolvedBy, Tempo, Theme, Unanswered, UnknownCode,
};
pub use enquiry::{CONCERN_ROUTE, Enquiry, INTERVIEW_ROUTE};
pub use id::{
    ArticleId, ContactId, EnquiryId, FieldName, FollowUpId, MalformedId, NoticeId, OwnNoteId,
    PlaceId, RouteId, ShiftId, StoreId, TrailId, UrgentUseId, VisitId,
};
pub use note::{Note, NoteSection};
pub use own::{Own, OwnNote, Reviewed, Verdict};
pub use pattern::PatternWork;
pub use session::{Answer, Session, Typing};
pub use trail::{Interview, Left, Missed, Settled, Trail};

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

/// Something wrong in a file that a person wrote: what, where, and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The file, as a person would find it.
    pub file: String,
    /// The line, from 1; none when the whole file is meant.
    pub line: Option<usize>,
    /// The field, such as `amounts[2].valid_from`; empty when the whole file is meant.
    pub field: String,
    /// What is wrong, in one sentence.
    pub what: String,
    /// What to do about it.
    pub remedy: String,
}

/// One half-day at one place (*dienst*).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shift {
    /// Random id.
    pub id: ShiftId,
    /// The card of the place.
    pub place: PlaceId,
    /// The day in the time zone of the place.
    pub day: Date,
    /// What this shift is for.
    pub kind: ShiftKind,
    /// Initials or nicknames of the people at the table; no full names.
    pub people: Vec<String>,
    /// The code of the standby (*achterwacht*) who can be called today.
    pub standby: Option<String>,
    /// When the shift was opened.
    pub opened_at: Timestamp,
}

/// Why a shift exists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ShiftKind {
    /// People at a desk.
    Dienst,
    /// Enquiries that came in as a file, with no shift open.
    Invoer,
    /// Practice; nothing of it is kept.
    Oefenen,
}

/// One key change of a save. The store writes the changes of one save together or not at all.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    /// A new enquiry or a new revision of one.
    Enquiry(Enquiry),
    /// A conversation that is still going on: a draft, replaced at each answer.
    Draft(Session),
    /// The conversation is over: its draft goes.
    EndDraft(EnquiryId),
    /// A shift was opened or changed.
    Shift(Shift),
    /// A day to look back, or what came of it.
    FollowUp(FollowUp),
    /// It is no longer needed: the enquiry was taken back.
    EndFollowUp(FollowUpId),
    /// Someone who may be called, or a change of that.
    Contact(Contact),
    /// The consent was withdrawn, or the enquiry taken back: the contact goes.
    EndContact(ContactId),
    /// A red-flag card was used.
    UrgentUse(UrgentUse),
    /// What looking up left behind, or a change of that.
    Trail(Trail),
    /// What the coordinator keeps for herself, or a change of that. Only with her words.
    OwnNote(OwnNote),
}
