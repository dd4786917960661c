//! When a card must be looked through again.
//!
//! Knows dates only; the day comes in as an argument. Begin reading at [`check_due`].

use jiff::{ToSpan, civil::Date};

use super::{Article, PartialDate};

/// The day from which a card must be looked through again: a year after a person checked it, or else a year after the
/// newest page it rests on. None when nothing tells how old it is: then it is always due.
///
/// A year, because amounts, hours and people change with the year; Citizens Advice and GOV.UK keep to the same.
#[must_use]
pub fn check_due(card: &Article) -> Option<Date> {
    let pages = card.sources.iter().filter_map(|source| source.as_of);
    let newest = pages.max().and_then(PartialDate::first_day);
    let seen = newest.max(card.checked)?;
    Some(seen.saturating_add(1.year()))
}

/// The cards that must be looked through by now, the longest overdue first.
#[must_use]
pub fn cards_to_check(cards: &[Article], today: Date) -> Vec<&Article> {
    let mut due: Vec<(Option<Date>, &Article)> = cards
        .iter()
        .map(|card| (check_due(card), card))
        .filter(|(due, _)| due.is_none_or(|due| due <= today))
        .collect();
    due.sort_by(|(a, one), (b, other)| a.cmp(b).then_with(|| one.name.cmp(&other.name)));
    due.into_iter().map(|(_, card)| card).collect()
}
