//! Why an answer or a step was refused.

use crate::domain::FieldName;

/// Why an answer or a step was refused: the field and the sentence to show there.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{field}: {reason}")]
pub struct Refusal {
    /// The field at fault.
    pub field: FieldName,
    /// What is wrong, as a code the screen has words for, or the author's own sentence.
    pub reason: Reason,
}

/// What was wrong with an answer. Its text is for the command line; the screen has its own words.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Reason {
    /// An answer is needed here.
    #[error("an answer is needed")]
    Required,
    /// The author's own sentence.
    #[error("{0}")]
    Said(String),
    /// Not a choice of this list.
    #[error("`{0}` is not one of the choices")]
    UnknownChoice(String),
    /// Not a number, day or time; what was typed.
    #[error("`{0}` does not fit; numbers as 3 or 3.5, days as 2026-11-21, times as 09:30")]
    Malformed(String),
    /// Too long; how many letters fit.
    #[error("too long: {0} letters fit")]
    TooLong(usize),
    /// Holds a BSN, which may never be written down.
    #[error("holds a BSN, which may never be written down")]
    Bsn,
    /// The route has no such field.
    #[error("the route has no field `{0}`")]
    UnknownField(String),
}
