//! Cards of one thing, in the town and in the country.
//!
//! Begin reading at [`twins`].

use std::{collections::BTreeSet, ops::Range};

use super::{
    super::{
        table::{Lists, SPREAD, number},
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
    let says = |word: u32| !vocabulary.is_empty(word) && !regions.contains(&word);
    let says: Vec<bool> = (0..number(vocabulary.words.len())).map(says).collect();
    // The stems of all names, end to end; names of the same stems come to stand beside each other.
    let mut stems: Vec<u32> = Vec::new();
    let mut names: Vec<(u64, Range<usize>, u32)> = Vec::new();
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
        names.push((spread(name), start..stems.len(), head.card));
        if let Some(first) = first.filter(|_| head.weight >= WHOLE_NAME) {
            let start = stems.len();
            let name = [u32::MAX, first];
            stems.extend(name);
            names.push((spread(&name), start..stems.len(), head.card));
        }
    }
    let stems_of = |at: &Range<usize>| stems.get(at.clone()).unwrap_or_default();
    names.sort_unstable_by(|a, b| {
        let by_stems = || stems_of(&a.1).cmp(stems_of(&b.1));
        a.0.cmp(&b.0).then_with(by_stems)
    });
    let card = |at: u32| articles.get(at as usize);
    let is_body = |kind: Kind| matches!(kind, Kind::Organisatie | Kind::Locatie);
    let mut pairs = Vec::new();
    for same in names.chunk_by(|a, b| stems_of(&a.1) == stems_of(&b.1)) {
        for &(_, _, national) in same {
            for &(_, _, local) in same {
                let (Some(a), Some(b)) = (card(national), card(local)) else {
                    continue;
                };
                let same_thing = a.kind == b.kind || (!is_body(a.kind) && !is_body(b.kind));
                if a.region == NATIONAL && b.region != NATIONAL && same_thing {
                    pairs.push((national, local));
                }
            }
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    Lists::from_pairs(articles.len(), &pairs)
}

/// A number that nearly always differs for different names: they are sorted by it, which is quicker than by stems.
fn spread(stems: &[u32]) -> u64 {
    stems.iter().fold(0, |sum, stem| {
        (sum ^ u64::from(*stem))
            .wrapping_mul(SPREAD)
            .rotate_left(29)
    })
}
