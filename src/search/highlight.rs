//! Which letters of a name to mark, so that a volunteer sees why it stands there.
//!
//! Knows the read query and one name. Begin reading at [`highlights`].

use std::ops::Range;

use super::{
    Index, Why,
    index::Card,
    query::Unit,
    text::{Word, folded_length},
};

/// Byte ranges of a name that the query meant, ascending and apart.
///
/// A whole word is marked for itself, another form, its sound, its spelling or a synonym; of a word being typed
/// only what was typed; of a compound only the part.
pub(super) fn highlights(index: &Index, card: &Card, units: &[Unit]) -> Vec<Range<usize>> {
    let mut marked = Vec::new();
    for (number, word) in &card.words {
        let parts = index.inside.get(*number);
        for unit in units {
            if let Ok(found) = unit
                .alternatives
                .binary_search_by(|alternative| alternative.word.cmp(number))
            {
                let letters = match unit
                    .alternatives
                    .get(found)
                    .map(|alternative| alternative.why)
                {
                    Some(Why::Start) if word.text.starts_with(&unit.text) => 0..unit.text.len(),
                    _ => 0..word.text.len(),
                };
                marked.push(in_name(card.name(), word, &letters));
                continue;
            }
            let meant = parts.iter().filter(|part| {
                unit.alternatives
                    .binary_search_by(|alternative| alternative.word.cmp(part))
                    .is_ok()
            });
            for &part in meant {
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
