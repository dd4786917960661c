//! Which letters of a name to mark, so that a volunteer sees why it stands there.
//!
//! Knows the read query and one name. Begin reading at [`highlights`].

use std::ops::Range;

use super::{
    Index, Why,
    index::Card,
    query::{Alternative, Unit},
    text::{Word, folded_length},
};

/// The read query, with a quick answer to whether it can mean a word at all.
pub(super) struct Meant<'a> {
    units: Vec<&'a Unit>,
    /// A bit for each word it may mean, by the last bits of its number: most words of a name are not meant.
    bits: [u64; 32],
}

impl<'a> Meant<'a> {
    /// By the words of a query.
    pub(super) fn by(units: Vec<&'a Unit>) -> Self {
        let mut bits = [0; 32];
        for alternative in units.iter().flat_map(|unit| &unit.alternatives) {
            let word = alternative.word as usize;
            if let Some(slot) = bits.get_mut(word / 64 % 32) {
                *slot |= 1 << (word % 64);
            }
        }
        Self { units, bits }
    }

    fn may_be(&self, word: u32) -> bool {
        let word = word as usize;
        self.bits
            .get(word / 64 % 32)
            .is_some_and(|bits| bits >> (word % 64) & 1 == 1)
    }

    /// Why a word of the query means a word of the index, if it does.
    fn why(&self, unit: &Unit, word: u32) -> Option<Why> {
        if !self.may_be(word) {
            return None;
        }
        meaning(unit, word).map(|alternative| alternative.why)
    }

    /// How surely the query means a word of the index, from 0 to 1.
    pub(super) fn sure(&self, word: u32) -> f32 {
        if !self.may_be(word) {
            return 0.0;
        }
        let meanings = self.units.iter().filter_map(|unit| meaning(unit, word));
        meanings
            .map(|alternative| alternative.sure)
            .fold(0.0, f32::max)
    }
}

fn meaning(unit: &Unit, word: u32) -> Option<&Alternative> {
    let order = |alternative: &Alternative| alternative.word.cmp(&word);
    let found = unit.alternatives.binary_search_by(order).ok()?;
    unit.alternatives.get(found)
}

/// Byte ranges of a name that the query meant, ascending and apart.
///
/// A whole word is marked for itself, another form, its sound, its spelling or a synonym; of a word being typed
/// only what was typed; of a compound only the part.
pub(super) fn highlights(index: &Index, card: &Card, meant: &Meant) -> Vec<Range<usize>> {
    let mut marked = Vec::new();
    for (number, word) in &card.words {
        let parts = index.inside.get(*number);
        if !meant.may_be(*number) && !parts.iter().any(|part| meant.may_be(*part)) {
            continue;
        }
        for unit in &meant.units {
            if let Some(why) = meant.why(unit, *number) {
                let is_start = why == Why::Start && word.text.starts_with(&unit.text);
                let letters = 0..if is_start { &unit.text } else { &word.text }.len();
                marked.push(in_name(card.name(), word, &letters));
                continue;
            }
            for &part in parts
                .iter()
                .filter(|part| meant.why(unit, **part).is_some())
            {
                let text = index.vocabulary.words.get(part);
                if let Some(start) = word.text.find(text) {
                    marked.push(in_name(card.name(), word, &(start..start + text.len())));
                }
            }
        }
    }
    merged(marked)
}

/// From letters of a folded word to bytes of the name it came from: folding changes how long a letter is.
fn in_name(name: &str, word: &Word, letters: &Range<usize>) -> Range<usize> {
    let written = name.get(word.at.clone()).unwrap_or_default();
    let mut folded = 0;
    let (mut start, mut end) = (word.at.end, word.at.end);
    for (at, letter) in written.char_indices() {
        if folded >= letters.start {
            start = start.min(word.at.start + at);
        }
        if folded >= letters.end {
            end = end.min(word.at.start + at);
        }
        folded += folded_length(letter);
    }
    start..end
}

/// Ranges in order, those that touch made one, empty ones left out.
pub(super) fn merged(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.retain(|range| range.start < range.end);
    ranges.sort_unstable_by_key(|range| (range.start, range.end));
    let mut merged: Vec<Range<usize>> = Vec::with_capacity(ranges.len());
    for range in ranges {
        match merged.last_mut() {
            Some(last) if last.end >= range.start => last.end = last.end.max(range.end),
            _ => merged.push(range),
        }
    }
    merged
}
