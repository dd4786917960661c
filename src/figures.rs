//! Counts and shares over enquiries.
//!
//! Knows enquiries only: no clock, no disk, no words. Begin reading at [`Totals`] (a day)
//! and [`Report`] (a month, a quarter, a year); what comes up too often stands in [`patterns`]. The rules are those of the intake
//! method, section 3.3; each stands beside the function that keeps it.

mod count;
mod measure;
mod pattern;
mod period;
mod report;

use std::collections::BTreeMap;

pub use measure::{Audience, Block, Key, Line, Measure, Share, Value};
pub use pattern::{Cell, Found, Rule, chance_of_at_least, patterns};
pub use period::{Period, Sort};
pub use report::{Beside, LookBack, Material, Report, beside};

use crate::domain::{Answer, Enquiry, EnquiryId, FollowUp, Outcome, SolvedBy, Theme};

/// Routes that are no question a volunteer could solve at the desk, and so stand outside the share: rides, offers of
/// help, interviews with organisations, worries about a person.
const OUTSIDE_THE_SHARE: [&str; 4] = ["rit", "burenhulp_aanbod", "sociale_kaart", "signaal"];

/// The answer that says that the receiver of a warm handover confirmed it.
pub const CONFIRMED: &str = "ontvanger_bevestigd";

/// The answer that says that what the standby took over is done.
pub const DONE: &str = "afgerond";

/// What a day comes to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Totals {
    /// All enquiries that were not taken back.
    pub all: usize,
    /// Enquiries that count for the share: questions, closed, not stopped (method 3.3). The *n* behind every percentage.
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
        Self::count(valid.map(Counted::of))
    }

    /// Counts what is left of enquiries when they left the desk.
    #[must_use]
    pub fn count(all: impl IntoIterator<Item = Counted>) -> Self {
        let mut totals = Self::default();
        let mut themes = BTreeMap::<Theme, usize>::new();
        for counted in all {
            totals.all += 1;
            *themes.entry(counted.theme).or_default() += 1;
            totals.counted += usize::from(counted.counts);
            totals.by_volunteers += usize::from(counted.is_solved_by_volunteers());
            totals.by_volunteers_alone += usize::from(
                counted.is_solved_by_volunteers() && counted.solved_by == SolvedBy::Volunteer,
            );
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

/// What the share looks at in one enquiry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counted {
    /// What it was about.
    pub theme: Theme,
    /// How it ended.
    pub outcome: Outcome,
    /// Who solved it.
    pub solved_by: SolvedBy,
    /// Whether it counts for the share at all.
    pub counts: bool,
}

impl Counted {
    /// Looks at an enquiry. It counts when its route is a question, it is closed, and the resident did not stop.
    #[must_use]
    pub fn of(enquiry: &Enquiry) -> Self {
        let is_question = !OUTSIDE_THE_SHARE.contains(&enquiry.route.as_str());
        Self {
            theme: enquiry.theme,
            outcome: enquiry.outcome,
            solved_by: enquiry.solved_by,
            counts: is_question && enquiry.outcome != Outcome::Stopped && is_closed(enquiry),
        }
    }

    /// Whether volunteers solved it, alone or after consulting (the broad measure). What did not work out is nobody's
    /// success, whatever was chosen at who helped.
    #[must_use]
    pub fn is_solved_by_volunteers(&self) -> bool {
        self.counts
            && self.outcome != Outcome::Unsolved
            && self.solved_by <= SolvedBy::AfterConsulting
    }
}

/// Brings enquiries up to what came of looking back at them, the oldest first.
pub fn looked_back(enquiries: &mut [Enquiry], follow_ups: &[FollowUp]) {
    let mut kept: BTreeMap<EnquiryId, Vec<&FollowUp>> = BTreeMap::new();
    for each in follow_ups.iter().filter(|each| each.kept.is_some()) {
        kept.entry(each.enquiry).or_default().push(each);
    }
    for enquiry in enquiries {
        let mut of_it = kept.remove(&enquiry.id).unwrap_or_default();
        of_it.sort_by_key(|each| (each.kept.as_ref().map(|kept| kept.on), each.due));
        for each in of_it {
            if let Some(amended) = each.amended(enquiry) {
                *enquiry = amended;
            }
        }
    }
}

/// Whether an enquiry is closed (method 3.1). A warm handover is when the receiver confirmed, what the standby took over
/// when that is done; both are noted with the enquiry, and until then they go on.
#[must_use]
pub fn is_closed(enquiry: &Enquiry) -> bool {
    let is_noted =
        |field: &str| matches!(enquiry.answers.get(field), Some(Answer::One(code)) if code == "ja");
    match enquiry.outcome {
        Outcome::Answered
        | Outcome::ArrangedTogether
        | Outcome::Referred
        | Outcome::Matched
        | Outcome::Unsolved
        | Outcome::Stopped => true,
        Outcome::HandedOver => is_noted(CONFIRMED),
        Outcome::Standby => is_noted(DONE),
        Outcome::Ongoing => false,
    }
}

/// The one code that was chosen for a field.
fn code_of<'a>(enquiry: &'a Enquiry, field: &str) -> Option<&'a str> {
    if let Some(Answer::One(code)) = enquiry.answers.get(field) {
        Some(code)
    } else {
        None
    }
}

/// `part` of `whole` in whole percents, a half rounded up.
fn percent(part: usize, whole: usize) -> Option<usize> {
    (200 * part + whole).checked_div(2 * whole)
}
