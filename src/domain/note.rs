//! The note a resident takes home (*afsprakenbriefje*): plain words, no name. Nothing of it is kept.

use jiff::civil::Date;

/// What the resident takes home.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// The name of the place where it was agreed.
    pub place: String,
    /// The day of it.
    pub day: Date,
    /// What stands on it, in order.
    pub sections: Vec<NoteSection>,
    /// A web address to look at, if there is one.
    pub web: Option<String>,
}

/// A heading with lines below it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoteSection {
    /// The code of the part, by which a template orders: `afspraak`, `wie`, `waar`, `meenemen`, `datum`, `terug`.
    pub part: &'static str,
    /// What stands above it.
    pub heading: String,
    /// Its lines.
    pub lines: Vec<String>,
}
