//! Counts and shares over enquiries.

use crate::domain::{Enquiry, Theme};

/// What a day comes to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Totals {
    /// All enquiries that were not taken back.
    pub all: usize,
    /// Enquiries that count for the share: closed, not stopped (method 3.3).
    pub counted: usize,
    /// Of those, solved by a volunteer, alone or after consulting: the broad measure.
    pub by_volunteers: usize,
    /// Of those, solved by a volunteer alone: the strict measure.
    pub by_volunteers_alone: usize,
    /// Enquiries per theme, most first, then in the order of the codes.
    pub by_theme: Vec<(Theme, usize)>,
}

impl Totals {
    /// Counts.
    #[must_use]
    pub fn of(enquiries: &[Enquiry]) -> Self {
        Self {
            all: enquiries.len(),
            ..Self::default()
        }
    }

    /// The broad share in whole percents; none when nothing counts.
    #[must_use]
    pub fn percentage(&self) -> Option<usize> {
        None
    }
}
