//! Which figures there are, and what a line of one looks like.
//!
//! The set and order that a desk prints is data (`cijfers.toml`); a [`Measure`] is one table of it. Begin reading at
//! [`Measure::ALL`].

use std::{fmt, str::FromStr};

use super::percent;
use crate::domain::UnknownCode;

/// For whom figures are. The order is that of how much may be seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Audience {
    /// Outside the team: a funder, the municipality. One-way tables over a quarter or a year, rounded.
    Outside,
    /// Everybody at the desk.
    Team,
    /// The coordinator, who also sees age bands, neighbourhoods and small cells.
    Coordinator,
}

macro_rules! measures {
    ($($(#[$doc:meta])* $variant:ident = $code:literal, $audience:ident;)+) => {
        /// One table of figures.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Measure { $($(#[$doc])* $variant,)+ }

        impl Measure {
            /// Every table, in the order in which it is shipped.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// Its code, as `cijfers.toml` and the files have it.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)+ }
            }

            /// Who may see it, at least.
            #[must_use]
            pub const fn audience(self) -> Audience {
                match self { $(Self::$variant => Audience::$audience,)+ }
            }
        }
    };
}

measures! {
    /// Enquiries, visits, what goes on, what counts and what does not.
    Questions = "hulpvragen", Outside;
    /// The 70 % measure, broad and strict, and eigen kring eerst.
    Shares = "aandelen", Outside;
    /// By theme.
    Theme = "thema", Outside;
    /// By outcome.
    Outcome = "uitkomst", Outside;
    /// By who helped.
    SolvedBy = "wie_hielp", Outside;
    /// By theme, outcome and who helped together.
    Cells = "cellen", Coordinator;
    /// By the rung at which it ended.
    Rung = "trede", Outside;
    /// By how deep the conversation went.
    Tempo = "tempo", Team;
    /// Half of the conversations took at most so long, by tempo.
    Minutes = "minuten", Team;
    /// New or known.
    FirstTime = "eerste_keer", Outside;
    /// By age band.
    Age = "leeftijd", Coordinator;
    /// By neighbourhood.
    Neighbourhood = "buurt", Coordinator;
    /// How the question came in.
    Channel = "kanaal", Team;
    /// How the resident found the desk.
    FoundVia = "gevonden_via", Team;
    /// Why it did not work out.
    Reason = "reden", Outside;
    /// Unmet needs: by theme and reason together.
    Unmet = "onvervuld", Coordinator;
    /// Days to look back: due, kept on time.
    FollowUps = "terugkijken", Team;
    /// Rides asked for, by outcome.
    Rides = "ritten", Team;
    /// Requests for help from neighbours: matched, open, how long the open ones wait.
    Matches = "burenhulp", Team;
    /// Welzijn op recept: first talk within 14 days.
    Prescription = "wor", Team;
    /// Worries about a person: how many, and still open.
    Concerns = "signalen", Coordinator;
    /// Interviews for the social map.
    Interviews = "sociale_kaart", Team;
    /// Red-flag cards that were used.
    Urgent = "noodkaarten", Coordinator;
    /// Words that found no card and were noted.
    Missed = "gemist", Coordinator;
    /// What the team needs to know at the end of a day.
    Today = "dag", Coordinator;
    /// By place.
    Place = "plaats", Team;
    /// By desk, when logs of other desks were added.
    Store = "store", Team;
    /// The last twelve months: enquiries and the broad measure.
    Year = "twaalf_maanden", Team;
}

impl fmt::Display for Measure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for Measure {
    type Err = UnknownCode;

    fn from_str(text: &str) -> Result<Self, UnknownCode> {
        let found = Self::ALL.iter().find(|measure| measure.code() == text);
        found.copied().ok_or_else(|| UnknownCode {
            field: "tabel",
            found: text.to_owned(),
            known: Self::ALL
                .iter()
                .map(|measure| measure.code())
                .collect::<Vec<_>>()
                .join(", "),
        })
    }
}

/// A part of a whole, with both numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Share {
    /// How many.
    pub part: usize,
    /// Of how many: the *n* behind the percentage.
    pub whole: usize,
}

impl Share {
    /// In whole percents, a half rounded up; none of nothing.
    #[must_use]
    pub fn percentage(self) -> Option<usize> {
        percent(self.part, self.whole)
    }

    /// Counts one more; `is_part` says whether it belongs to the part.
    pub(super) fn add(&mut self, is_part: bool) {
        self.whole += 1;
        self.part += usize::from(is_part);
    }
}

/// What stands behind a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Value {
    /// How many.
    Count(usize),
    /// A part of a whole.
    Share(Share),
    /// The middle one of `n` durations, in tenths of a minute or day; none of nothing.
    Median {
        /// In tenths.
        tenths: Option<usize>,
        /// How many there were.
        n: usize,
    },
}

impl Value {
    /// Nothing of the same sort: what a period has in which the line does not occur.
    #[must_use]
    pub const fn nothing(self) -> Self {
        match self {
            Self::Count(_) => Self::Count(0),
            Self::Share(_) => Self::Share(Share { part: 0, whole: 0 }),
            Self::Median { .. } => Self::Median { tenths: None, n: 0 },
        }
    }

    /// What may go outside: counts rounded to five, each on its own.
    #[must_use]
    pub(super) const fn rounded(self) -> Self {
        match self {
            Self::Count(count) => Self::Count(to_five(count)),
            Self::Share(Share { part, whole }) => Self::Share(Share {
                part: to_five(part),
                whole: to_five(whole),
            }),
            Self::Median { tenths, n } => Self::Median {
                tenths,
                n: to_five(n),
            },
        }
    }
}

/// To the nearest multiple of five.
const fn to_five(count: usize) -> usize {
    (count + 2) / 5 * 5
}

/// What a line is called.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Key {
    /// A figure with a name of its own, which `cijfers.toml` has words for.
    Named(&'static str),
    /// One or more codes, each with the field it belongs to.
    Codes(Vec<(&'static str, String)>),
}

impl Key {
    /// The code of one field.
    #[must_use]
    pub fn code(field: &'static str, code: impl Into<String>) -> Self {
        Self::Codes(vec![(field, code.into())])
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Named(name) => f.write_str(name),
            Self::Codes(codes) => {
                for (position, (_, code)) in codes.iter().enumerate() {
                    if position > 0 {
                        f.write_str("+")?;
                    }
                    f.write_str(code)?;
                }
                Ok(())
            }
        }
    }
}

/// One line of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// What it is called.
    pub key: Key,
    /// What stands behind it.
    pub value: Value,
}

/// One table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// Which.
    pub measure: Measure,
    /// Its lines, in order.
    pub lines: Vec<Line>,
}
