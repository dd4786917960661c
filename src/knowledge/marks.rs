//! Marks of doubt: what a volunteer must know about one amount, one phone number or one set of hours.
//!
//! Doubt stands at the fact it concerns and nowhere else. The day comes in as an argument; words are made
//! by whoever shows a mark. Begin reading at [`amount_doubts`].

use jiff::{ToSpan, civil::Date};

use super::{Amount, Article, Kind, PartialDate};

/// Why an amount may not be the one that holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AmountDoubt {
    /// It held until this day: "bedrag van 2025".
    Ended {
        /// The last day it held.
        last_day: Date,
    },
    /// It does not hold yet.
    NotYet {
        /// The first day it will hold.
        first_day: Date,
    },
    /// It was not seen at the authority itself: "via gidsnederland.nl".
    Via {
        /// The site it was seen on, without `www.`.
        site: String,
    },
}

/// A phone number or hours that were not seen lately: "bel na".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CallFirst {
    /// The date of the page; none when no source of the card shows a date.
    pub as_of: Option<PartialDate>,
}

/// What is doubtful about an amount of a card on a day.
///
/// `authorities` are the sites on which an authority speaks for itself, such as `overheid.nl`; the card's
/// own site is one as well.
#[must_use]
pub fn amount_doubts(
    amount: &Amount,
    card: &Article,
    authorities: &[String],
    today: Date,
) -> Vec<AmountDoubt> {
    let ended = amount.valid_to.filter(|last_day| *last_day < today);
    let not_yet = amount.valid_from.filter(|first_day| *first_day > today);
    let via = amount.source.as_deref().and_then(site).filter(|site| {
        let own = card.web.as_deref().and_then(self::site);
        let mut known = authorities.iter().map(String::as_str).chain(own);
        !known.any(|authority| is_within(site, authority))
    });
    [
        ended.map(|last_day| AmountDoubt::Ended { last_day }),
        not_yet.map(|first_day| AmountDoubt::NotYet { first_day }),
        via.map(|site| AmountDoubt::Via {
            site: site.to_owned(),
        }),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Whether the phone numbers of a card must be checked first.
#[must_use]
pub fn phone_doubt(card: &Article, today: Date) -> Option<CallFirst> {
    if card.phone.is_empty() {
        return None;
    }
    call_first(card, card.phone_as_of, today)
}

/// Whether the hours of a card must be checked first.
#[must_use]
pub fn hours_doubt(card: &Article, today: Date) -> Option<CallFirst> {
    if card.hours.is_none() && card.opening_hours.is_none() {
        return None;
    }
    call_first(card, card.hours_as_of, today)
}

/// The amounts that end within 31 days from a day on, with their cards: from 1 December those that end on
/// 31 December.
#[must_use]
pub fn amounts_ending(cards: &[Article], today: Date) -> Vec<(&Article, &Amount)> {
    let last = today.saturating_add(30.days());
    let ends_soon = |amount: &&Amount| {
        amount
            .valid_to
            .is_some_and(|end| today <= end && end <= last)
    };
    cards
        .iter()
        .flat_map(|card| {
            let amounts = card.amounts.iter().filter(ends_soon);
            amounts.map(move |amount| (card, amount))
        })
        .collect()
}

/// A fact is as old as the page it was seen on. Where that is not known it is as old as the newest source
/// of the card; a person who checked the whole card makes it new again.
///
/// Help in an emergency is never marked: nobody must hesitate to dial those numbers.
fn call_first(card: &Article, seen: Option<PartialDate>, today: Date) -> Option<CallFirst> {
    if card.kind == Kind::Noodhulp {
        return None;
    }
    let sources = || card.sources.iter().filter_map(|source| source.as_of).max();
    let as_of = seen.or_else(sources);
    let newest = as_of.and_then(PartialDate::first_day).max(card.checked);
    let is_old = newest.is_none_or(|day| day.saturating_add(2.years()) < today);
    is_old.then_some(CallFirst { as_of })
}

/// The site of a web address, in small letters and without `www.`; none for what is no address.
fn site(address: &str) -> Option<&str> {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    let host = rest.split(['/', ':', '?', '#']).next()?;
    let host = host.strip_prefix("www.").unwrap_or(host);
    host.contains('.').then_some(host)
}

/// True for the site itself and for what stands below it: `wetten.overheid.nl` is within `overheid.nl`.
fn is_within(site: &str, authority: &str) -> bool {
    let rest = site.strip_suffix(authority);
    rest.is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}
