//! Counts and shares over enquiries.
//!
//! Knows enquiries only: no clock, no disk, no words. Begin reading at [`Totals`] (a day)
//! and [`Period`] (a month, a quarter, a year). The rules are those of the intake
//! method, section 3.3; each stands beside the function that keeps it.

mod period;

use std::collections::BTreeMap;

pub use period::{Audience, Period, Share, Table};

use crate::domain::{Enquiry, Outcome, RouteId, SolvedBy, Theme};

/// Routes that are no question a volunteer could solve at the desk, and so stand outside the share: rides, offers of
/// help, interviews with organisations, worries about a person.
const OUTSIDE_THE_SHARE: [&str; 4] = ["rit", "burenhulp_aanbod", "sociale_kaart", "signaal"];

/// What a day comes to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Totals {
    /// All enquiries that were not taken back.
    pub all: usize,
    /// Enquiries that count for the share: closed, not stopped (method 3.3). The *n* behind every percentage.
    pub counted: usize,
    /// Of those, solved by a volunteer, alone or after consulting: the broad measure.
    pub by_volunteers: usize,
    /// Of those, solved by a volunteer alone: the strict measure.
    pub by_volunteers_alone: usize,
    /// Enquiries per theme, most first, then in the order of the codes.
    pub by_theme: Vec<(Theme, usize)>,
}

impl Totals {
    /// Counts. The order of the enquiries does not matter; those that were taken back never count.
    #[must_use]
    pub fn of(enquiries: &[Enquiry]) -> Self {
        let valid = enquiries.iter().filter(|enquiry| !enquiry.withdrawn);
        Self::count(valid.map(|enquiry| Counted {
            route: &enquiry.route,
            theme: enquiry.theme,
            outcome: enquiry.outcome,
            solved_by: enquiry.solved_by,
        }))
    }

    /// Counts what is left of enquiries when they left the desk.
    #[must_use]
    pub fn count<'a>(all: impl IntoIterator<Item = Counted<'a>>) -> Self {
        let mut totals = Self::default();
        let mut themes = BTreeMap::<Theme, usize>::new();
        for counted in all {
            totals.all += 1;
            *themes.entry(counted.theme).or_default() += 1;
            if counted.is_in_the_share() {
                totals.counted += 1;
                match counted.solved_by {
                    SolvedBy::Volunteer => {
                        totals.by_volunteers += 1;
                        totals.by_volunteers_alone += 1;
                    }
                    SolvedBy::AfterConsulting => totals.by_volunteers += 1,
                    SolvedBy::Professional | SolvedBy::Nobody => {}
                }
            }
        }
        totals.by_theme = themes.into_iter().collect();
        // The sort is stable, so themes that are equal stay in the order of their codes.
        totals
            .by_theme
            .sort_by_key(|&(_, count)| std::cmp::Reverse(count));
        totals
    }

    /// How many enquiries are left out of the share; shown beside every percentage.
    #[must_use]
    pub fn excluded(&self) -> usize {
        self.all - self.counted
    }

    /// The broad share in whole percents, a half rounded up; none when nothing counts.
    #[must_use]
    pub fn percentage(&self) -> Option<usize> {
        percent(self.by_volunteers, self.counted)
    }

    /// The strict share in whole percents, a half rounded up; none when nothing counts.
    #[must_use]
    pub fn percentage_alone(&self) -> Option<usize> {
        percent(self.by_volunteers_alone, self.counted)
    }
}

/// What the figures look at in one enquiry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counted<'a> {
    /// The route that was walked.
    pub route: &'a RouteId,
    /// What it was about.
    pub theme: Theme,
    /// How it ended.
    pub outcome: Outcome,
    /// Who solved it.
    pub solved_by: SolvedBy,
}

impl Counted<'_> {
    /// Whether it counts for the share: it is closed, the resident did not stop, and its route is a question.
    #[must_use]
    pub fn is_in_the_share(&self) -> bool {
        let is_closed = match self.outcome {
            Outcome::Answered
            | Outcome::ArrangedTogether
            | Outcome::Referred
            | Outcome::HandedOver
            | Outcome::Standby
            | Outcome::Matched
            | Outcome::Unsolved => true,
            Outcome::Ongoing | Outcome::Stopped => false,
        };
        is_closed && !OUTSIDE_THE_SHARE.contains(&self.route.as_str())
    }
}

/// `part` of `whole` in whole percents, a half rounded up.
fn percent(part: usize, whole: usize) -> Option<usize> {
    (200 * part + whole).checked_div(2 * whole)
}
