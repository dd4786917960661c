//! Quick jump: a name found by letters of it in order, some of them skipped (`bijz bij`, `indiv ink`).
//!
//! The only place that knows `fuzzy-matcher`, which is no longer maintained: behind [`Jump::find`] another matcher
//! can take its place. It also tells which letters of a name to mark when nothing else explains a hit.

use std::ops::Range;

use fuzzy_matcher::{FuzzyMatcher, skim::SkimMatcherV2};

/// Compares queries with names, letter by letter.
pub(super) struct Jump(SkimMatcherV2);

impl Default for Jump {
    fn default() -> Self {
        Self(SkimMatcherV2::default().ignore_case())
    }
}

impl Jump {
    /// How well every word of a query fits one name, each with letters skipped; none when some word does not.
    pub(super) fn find(&self, name: &str, query: &str) -> Option<i64> {
        query
            .split_whitespace()
            .map(|word| self.0.fuzzy_match(name, word))
            .sum()
    }

    /// Which letters of a name the words of a query fall on, as byte ranges.
    pub(super) fn letters(&self, name: &str, query: &str) -> Vec<Range<usize>> {
        let mut letters: Vec<usize> = query
            .split_whitespace()
            .filter_map(|word| self.0.fuzzy_indices(name, word))
            .flat_map(|(_, letters)| letters)
            .collect();
        letters.sort_unstable();
        let marked = name
            .char_indices()
            .enumerate()
            .filter(|(number, _)| letters.binary_search(number).is_ok())
            .map(|(_, (start, letter))| start..start + letter.len_utf8());
        super::highlight::merged(marked.collect())
    }
}
