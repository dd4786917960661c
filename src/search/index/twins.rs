//! Cards of one thing, in the town and in the country.
//!
//! Begin reading at [`twins`].

use std::collections::{BTreeSet, HashMap};

use super::{
    super::{table::Lists, vocabulary::Vocabulary},
    corpus::{ALIAS_NAME, Head, WHOLE_NAME},
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
    heads: &[Head],
    vocabulary: &Vocabulary,
    regions: &BTreeSet<String>,
) -> Lists {
    let says =
        |word: u32| !vocabulary.is_empty(word) && !regions.contains(vocabulary.words.get(word));
    let mut names: HashMap<Vec<u32>, Vec<u32>> = HashMap::new();
    for head in heads.iter().filter(|head| head.weight >= ALIAS_NAME) {
        let mut stems: Vec<u32> = head
            .words
            .iter()
            .filter(|word| says(**word))
            .map(|&word| vocabulary.stem_of(word))
            .collect();
        if head.weight >= WHOLE_NAME
            && let Some(&first) = stems.first()
        {
            names
                .entry(vec![u32::MAX, first])
                .or_default()
                .push(head.card);
        }
        stems.sort_unstable();
        names.entry(stems).or_default().push(head.card);
    }
    let card = |at: u32| articles.get(at as usize);
    let is_body = |kind: Kind| matches!(kind, Kind::Organisatie | Kind::Locatie);
    let mut pairs = Vec::new();
    for cards in names.values() {
        for &national in cards {
            for &local in cards {
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
