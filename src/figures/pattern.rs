//! *Rode draad*: the same question too often in one neighbourhood (method 3.5).
//!
//! It proposes and shows its numbers; people decide. Counted are visits, not enquiries, so that one long story is not a
//! pattern. Begin reading at [`patterns`].

use std::collections::{BTreeMap, BTreeSet};

use jiff::{ToSpan, civil::Date};

use super::code_of;
use crate::domain::{Enquiry, Outcome};

/// Days in the window of a theme in a neighbourhood.
const CELL_DAYS: i32 = 28;
/// Fewer visits than this are never a pattern.
const CELL_LEAST: usize = 3;
/// In the first year there is no mean to hold it against; then so many are.
const CELL_FIRST_YEAR: usize = 4;
/// A cell is flagged when chance alone gives so many with less than this probability.
const RARE: f64 = 0.01;
/// Days over which the mean is taken: the twelve months before the window.
const YEAR_DAYS: i32 = 365;
/// The same sender so many times in so many days.
const SENDER: (usize, i32) = (4, 14);
/// The same reason with one theme so many times in so many days.
const REASON: (usize, i32) = (3, 90);
/// "Hoor ik vaker" so many times in the window of a cell.
const HEARD: usize = 2;

/// Why something is flagged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Rule {
    /// A theme in a neighbourhood, more often than chance explains.
    Cell,
    /// Letters of one sender.
    Sender,
    /// One reason why a theme does not work out.
    Reason,
    /// Colleagues hear a theme more often.
    Heard,
}

impl Rule {
    /// Every rule.
    pub const ALL: [Self; 4] = [Self::Cell, Self::Sender, Self::Reason, Self::Heard];

    /// Its code in files and words.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Cell => "thema-buurt",
            Self::Sender => "afzender",
            Self::Reason => "reden",
            Self::Heard => "hoor-vaker",
        }
    }
}

/// What a flag is about: codes with their fields, such as `thema` and `buurt`.
pub type Cell = Vec<(&'static str, String)>;

/// One flag, with its numbers.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// Why.
    pub rule: Rule,
    /// About what.
    pub cell: Cell,
    /// The first day of the window.
    pub since: Date,
    /// How many visits in the window.
    pub visits: usize,
    /// How many were to be expected in a window of this length, from the twelve months before; none in the first year,
    /// and for rules that do not use it.
    pub expected: Option<f64>,
    /// How likely chance alone gives as many or more; none without [`Self::expected`].
    pub chance: Option<f64>,
}

impl Found {
    /// Names the flag from one day to the next, so that what the team did about it stays with it.
    #[must_use]
    pub fn id(&self) -> String {
        let codes: Vec<&str> = self.cell.iter().map(|(_, code)| code.as_str()).collect();
        format!("{}:{}", self.rule.code(), codes.join("+"))
    }

    /// A flag by its name that does not stand out any more: no visits. None when it is not such a name.
    #[must_use]
    pub fn quiet(id: &str, since: Date) -> Option<Self> {
        let (rule, codes) = id.split_once(':')?;
        let rule = *Rule::ALL.iter().find(|known| known.code() == rule)?;
        let fields: &[&'static str] = match rule {
            Rule::Cell => &["thema", "buurt"],
            Rule::Sender => &["afzender"],
            Rule::Reason => &["thema", "reden"],
            Rule::Heard => &["thema"],
        };
        let codes: Vec<&str> = codes.split('+').collect();
        (codes.len() == fields.len()).then(|| Self {
            rule,
            cell: fields
                .iter()
                .zip(codes)
                .map(|(field, code)| (*field, code.to_owned()))
                .collect(),
            since,
            visits: 0,
            expected: None,
            chance: None,
        })
    }
}

/// What stands out on a day. `first_day` is the first day of the register: in its first year there is no mean yet.
/// Ordered by rule, then rarest first.
#[must_use]
pub fn patterns(today: Date, first_day: Date, enquiries: &[Enquiry]) -> Vec<Found> {
    let valid: Vec<&Enquiry> = enquiries
        .iter()
        .filter(|one| !one.withdrawn && one.day <= today)
        .collect();
    let mut found = cells(today, first_day, &valid);
    found.extend(repeated(
        today,
        &valid,
        Rule::Sender,
        SENDER,
        visit,
        |one| {
            let sender = code_of(one, "afzender").filter(|code| *code != "anders")?;
            Some(vec![("afzender", sender.to_owned())])
        },
    ));
    found.extend(repeated(
        today,
        &valid,
        Rule::Reason,
        REASON,
        visit,
        |one| {
            let reason = code_of(one, "reden").filter(|_| one.outcome == Outcome::Unsolved)?;
            Some(vec![
                ("thema", one.theme.code().to_owned()),
                ("reden", reason.to_owned()),
            ])
        },
    ));
    // Who ticked it is not kept; two shifts are two people at the table.
    let shift = |one: &Enquiry| one.shift.map_or(one.visit.0, |shift| shift.0);
    let heard = (HEARD, CELL_DAYS);
    found.extend(repeated(today, &valid, Rule::Heard, heard, shift, |one| {
        let is_heard = code_of(one, "hoor_vaker") == Some("ja");
        is_heard.then(|| vec![("thema", one.theme.code().to_owned())])
    }));
    found.sort_by(|left, right| {
        let chance = |found: &Found| found.chance.unwrap_or(0.0);
        let by_rule = left.rule.cmp(&right.rule);
        let by_chance = chance(left).total_cmp(&chance(right));
        let by_visits = right.visits.cmp(&left.visits);
        by_rule
            .then(by_chance)
            .then(by_visits)
            .then_with(|| left.cell.cmp(&right.cell))
    });
    found
}

/// Themes in a neighbourhood.
fn cells(today: Date, first_day: Date, enquiries: &[&Enquiry]) -> Vec<Found> {
    let since = window(today, CELL_DAYS);
    let year = since.saturating_sub(YEAR_DAYS.days());
    let is_first_year = first_day > year;
    let cell_of = |one: &Enquiry| {
        let neighbourhood = code_of(one, "buurt")?;
        Some(vec![
            ("thema", one.theme.code().to_owned()),
            ("buurt", neighbourhood.to_owned()),
        ])
    };
    let before = tally(enquiries, year..since, visit, &cell_of);
    let now = tally(enquiries, since..after(today), visit, &cell_of);
    now.into_iter()
        .filter_map(|(cell, visits)| {
            let visits = visits.len();
            if is_first_year {
                return (visits >= CELL_FIRST_YEAR).then_some(Found {
                    rule: Rule::Cell,
                    cell,
                    since,
                    visits,
                    expected: None,
                    chance: None,
                });
            }
            let in_a_year = before.get(&cell).map_or(0, BTreeSet::len);
            let expected = as_float(in_a_year) * f64::from(CELL_DAYS) / f64::from(YEAR_DAYS);
            let chance = chance_of_at_least(visits, expected);
            (visits >= CELL_LEAST && chance < RARE).then_some(Found {
                rule: Rule::Cell,
                cell,
                since,
                visits,
                expected: Some(expected),
                chance: Some(chance),
            })
        })
        .collect()
}

/// The same thing so many times in so many days.
fn repeated(
    today: Date,
    enquiries: &[&Enquiry],
    rule: Rule,
    (least, days): (usize, i32),
    whose: impl Fn(&Enquiry) -> [u8; 16],
    cell_of: impl Fn(&Enquiry) -> Option<Cell>,
) -> Vec<Found> {
    let since = window(today, days);
    let found = tally(enquiries, since..after(today), whose, &cell_of);
    found
        .into_iter()
        .filter(|(_, visits)| visits.len() >= least)
        .map(|(cell, visits)| Found {
            rule,
            cell,
            since,
            visits: visits.len(),
            expected: None,
            chance: None,
        })
        .collect()
}

/// The visit an enquiry belongs to: what is counted.
fn visit(enquiry: &Enquiry) -> [u8; 16] {
    enquiry.visit.0
}

/// Who or what has each cell in some days.
fn tally(
    enquiries: &[&Enquiry],
    days: std::ops::Range<Date>,
    whose: impl Fn(&Enquiry) -> [u8; 16],
    cell_of: &impl Fn(&Enquiry) -> Option<Cell>,
) -> BTreeMap<Cell, BTreeSet<[u8; 16]>> {
    let mut found = BTreeMap::<Cell, BTreeSet<[u8; 16]>>::new();
    for one in enquiries.iter().filter(|one| days.contains(&one.day)) {
        if let Some(cell) = cell_of(one) {
            found.entry(cell).or_default().insert(whose(one));
        }
    }
    found
}

/// The chance of `n` or more where `mean` are expected, if they come one by one and independently (Poisson).
#[must_use]
pub fn chance_of_at_least(n: usize, mean: f64) -> f64 {
    if n == 0 {
        return 1.0;
    }
    // The sum of the chances of 0 to n - 1, each from the one before: e^-m m^k / k!.
    let mut term = (-mean).exp();
    let mut below = term;
    for k in 1..n {
        term *= mean / as_float(k);
        below += term;
    }
    (1.0 - below).max(0.0)
}

/// A count as a number with decimals; counts here are far below what that holds exactly.
fn as_float(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::from(u32::MAX), f64::from)
}

/// The first day of a window of so many days that ends today.
fn window(today: Date, days: i32) -> Date {
    today.saturating_sub((days - 1).days())
}

fn after(day: Date) -> Date {
    day.tomorrow().unwrap_or(day)
}
