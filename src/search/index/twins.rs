//! Cards of one thing, in the town and in the country.
//!
//! Begin reading at [`twins`].

use std::{collections::BTreeSet, ops::Range};

use super::{
    super::{
        table::{Lists, SPREAD, low, number},
        vocabulary::Vocabulary,
    },
    corpus::{ALIAS_NAME, Heads, WHOLE_NAME},
};
use crate::knowledge::{Article, Kind};

/// The region of cards that hold everywhere.
pub(in crate::search) const NATIONAL: &str = "landelijk";

/// For each national card its local twins: cards of the same thing, here.
///
/// Two cards are twins when they share a name or alias, apart from the names of regions, or when their own names
/// begin with the same word. An organisation or place is no twin of a scheme it only deals with.
pub(in crate::search) fn twins(
    articles: &[Article],
    heads: &Heads,
    vocabulary: &Vocabulary,
    regions: &BTreeSet<u32>,
) -> Lists {
    let all = 0..number(vocabulary.words.len());
    let mut says: Vec<bool> = all.map(|word| !vocabulary.is_empty(word)).collect();
    for &region in regions {
        if let Some(says) = says.get_mut(region as usize) {
            *says = false;
        }
    }
    // The stems of all names, end to end, and for each name its stems and its card.
    let mut stems: Vec<u32> = Vec::new();
    let mut names: Vec<(Range<usize>, u32)> = Vec::new();
    for (head, words) in heads.iter().filter(|(head, _)| head.weight >= ALIAS_NAME) {
        let start = stems.len();
        let telling = words
            .iter()
            .filter(|word| says.get(**word as usize).is_some_and(|says| *says));
        stems.extend(telling.map(|&word| vocabulary.stem_of(word)));
        let Some(name) = stems.get_mut(start..).filter(|name| !name.is_empty()) else {
            continue;
        };
        let first = name.first().copied();
        name.sort_unstable();
        names.push((start..stems.len(), head.card));
        if let Some(first) = first.filter(|_| head.weight >= WHOLE_NAME) {
            let start = stems.len();
            stems.extend([u32::MAX, first]);
            names.push((start..stems.len(), head.card));
        }
    }
    let stems_of = |at: &Range<usize>| stems.get(at.clone()).unwrap_or_default();
    // Names of the same stems come to stand beside each other: each is a number that nearly always differs for different
    // names, and behind it which name it is. Numbers are put in order without a branch.
    let number_of = |(name, (at, _)): (usize, &(Range<usize>, u32))| {
        u128::from(spread(stems_of(at))) << 64 | u128::from(number(name))
    };
    let mut order: Vec<u128> = names.iter().enumerate().map(number_of).collect();
    order.sort_unstable();
    let name = |packed: &u128| names.get(low(*packed) as usize);
    let card = |at: u32| articles.get(at as usize);
    let is_body = |kind: Kind| matches!(kind, Kind::Organisatie | Kind::Locatie);
    let mut pairs = Vec::new();
    for alike in order.chunk_by(|a, b| a >> 64 == b >> 64) {
        for (national_name, national) in alike.iter().filter_map(name) {
            let Some(a) = card(*national).filter(|card| card.region == NATIONAL) else {
                continue;
            };
            for (local_name, local) in alike.iter().filter_map(name) {
                let is_same = |b: &&Article| {
                    b.region != NATIONAL
                        && (a.kind == b.kind || (!is_body(a.kind) && !is_body(b.kind)))
                        && stems_of(national_name) == stems_of(local_name)
                };
                if card(*local).as_ref().is_some_and(is_same) {
                    pairs.push((*national, *local));
                }
            }
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    Lists::from_pairs(articles.len(), &pairs)
}

/// A number that nearly always differs for different names.
fn spread(stems: &[u32]) -> u64 {
    stems.iter().fold(0, |sum, stem| {
        (sum ^ u64::from(*stem))
            .wrapping_mul(SPREAD)
            .rotate_left(29)
    })
}
