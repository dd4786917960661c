//! What a month, a quarter or a year comes to: more tables than a day has, and the period before it to hold it against.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{Totals, percent};
use crate::domain::{Answer, Enquiry, Outcome, Rung, SolvedBy, Tempo, Theme};

/// Tables over answers, by the name of their field. The first two could point at a person, so only the coordinator
/// has them.
const ANSWERS: [(&str, Audience); 5] = [
    ("leeftijd", Audience::Coordinator),
    ("buurt", Audience::Coordinator),
    ("eerste_keer", Audience::Team),
    ("kanaal", Audience::Team),
    ("reden", Audience::Team),
];

/// For whom figures are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Audience {
    /// Everybody at the desk.
    Team,
    /// The coordinator, who also sees age bands and neighbourhoods.
    Coordinator,
}

/// How many enquiries have each code of one field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// The name of the field.
    pub field: &'static str,
    /// Each code that occurs, in the order of the codes or of the alphabet.
    pub counts: Vec<(String, usize)>,
}

/// A part of a whole, with both numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Share {
    /// How many.
    pub part: usize,
    /// Of how many.
    pub whole: usize,
}

impl Share {
    /// In whole percents, a half rounded up; none of nothing.
    #[must_use]
    pub fn percentage(self) -> Option<usize> {
        percent(self.part, self.whole)
    }
}

/// What a period comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Period {
    /// The first day.
    pub first: Date,
    /// The last day.
    pub last: Date,
    /// The counts and the two shares of the volunteers.
    pub totals: Totals,
    /// Solved questions that ended with the resident, the own circle or the neighbourhood, of all solved questions of
    /// which the rung was noted (method 3.3, *eigen kring eerst*).
    pub own_network: Share,
    /// One table a field; a field that no enquiry has is left out.
    pub tables: Vec<Table>,
    /// Enquiries by theme, outcome and who solved them; combinations that do not occur are left out.
    pub cells: BTreeMap<(Theme, Outcome, SolvedBy), usize>,
}

impl Period {
    /// Counts the enquiries of the days from `first` to `last`; those of other days and those taken back do not count.
    #[must_use]
    pub fn of(first: Date, last: Date, enquiries: &[Enquiry], audience: Audience) -> Self {
        let valid: Vec<Enquiry> = enquiries
            .iter()
            .filter(|one| (first..=last).contains(&one.day) && !one.withdrawn)
            .cloned()
            .collect();
        let mut cells = BTreeMap::new();
        for one in &valid {
            let cell = (one.theme, one.outcome, one.solved_by);
            *cells.entry(cell).or_default() += 1;
        }
        Self {
            first,
            last,
            totals: Totals::of(&valid),
            own_network: own_network(&valid),
            tables: tables(&valid, audience),
            cells,
        }
    }

    /// The period of as many days right before this one; none at the beginning of the calendar.
    #[must_use]
    pub fn before(first: Date, last: Date) -> Option<(Date, Date)> {
        let end = first.yesterday().ok()?;
        let span = last.since(first).ok()?;
        Some((end.checked_sub(span).ok()?, end))
    }
}

fn own_network(enquiries: &[Enquiry]) -> Share {
    let mut share = Share::default();
    for one in enquiries {
        let is_solved = match one.outcome {
            Outcome::Answered
            | Outcome::ArrangedTogether
            | Outcome::Referred
            | Outcome::HandedOver
            | Outcome::Standby
            | Outcome::Matched => true,
            Outcome::Ongoing | Outcome::Unsolved | Outcome::Stopped => false,
        };
        if let Some(rung) = one.rung.filter(|_| is_solved) {
            share.whole += 1;
            share.part += usize::from(rung <= Rung::Neighbourhood);
        }
    }
    share
}

fn tables(enquiries: &[Enquiry], audience: Audience) -> Vec<Table> {
    let mut tables = vec![
        coded(Theme::FIELD, Theme::ALL, enquiries, |one| Some(one.theme)),
        coded(Outcome::FIELD, Outcome::ALL, enquiries, |one| {
            Some(one.outcome)
        }),
        coded(SolvedBy::FIELD, SolvedBy::ALL, enquiries, |one| {
            Some(one.solved_by)
        }),
        coded(Rung::FIELD, Rung::ALL, enquiries, |one| one.rung),
        coded(Tempo::FIELD, Tempo::ALL, enquiries, |one| Some(one.tempo)),
    ];
    let shown = ANSWERS.iter().filter(|(_, who)| *who <= audience);
    tables.extend(shown.map(|(field, _)| answered(field, enquiries)));
    tables.retain(|table| !table.counts.is_empty());
    tables
}

/// The table of a field with codes of its own, in their order.
fn coded<T: Copy + PartialEq + std::fmt::Display>(
    field: &'static str,
    all: &[T],
    enquiries: &[Enquiry],
    code_of: impl Fn(&Enquiry) -> Option<T>,
) -> Table {
    let count = |code: T| {
        let having = enquiries.iter().filter(|one| code_of(one) == Some(code));
        (code.to_string(), having.count())
    };
    let counts = all.iter().map(|code| count(*code));
    Table {
        field,
        counts: counts.filter(|(_, count)| *count > 0).collect(),
    }
}

/// The table of an answer, by the code that was chosen or why there is none. Words are never counted.
fn answered(field: &'static str, enquiries: &[Enquiry]) -> Table {
    let mut counts = BTreeMap::<&str, usize>::new();
    for answer in enquiries.iter().filter_map(|one| one.answers.get(field)) {
        let codes = match answer {
            Answer::One(code) => std::slice::from_ref(code),
            Answer::Many(codes) => codes,
            Answer::None(why) => {
                *counts.entry(why.code()).or_default() += 1;
                continue;
            }
            Answer::Text(_)
            | Answer::Whole(_)
            | Answer::Decimal(_)
            | Answer::Date(_)
            | Answer::Time(_) => continue,
        };
        for code in codes {
            *counts.entry(code).or_default() += 1;
        }
    }
    Table {
        field,
        counts: counts
            .into_iter()
            .map(|(code, count)| (code.to_owned(), count))
            .collect(),
    }
}
