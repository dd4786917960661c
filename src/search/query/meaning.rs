//! What a word means as it stands: itself, its forms, its synonyms, what it is a part or a start of.
//!
//! Knows the vocabulary. Begin reading at [`Reader::whole`].

use super::{super::Why, Alternative, Reader, share_of, sure};

/// How many words may be the end of one that is being typed; names first.
const MOST_STARTS: usize = 96;

impl Reader<'_> {
    /// The word itself, its other forms and its synonyms; empty for a word that is not known.
    pub(super) fn whole(&self, text: &str, sure: f32) -> Vec<Alternative> {
        let vocabulary = &self.index.vocabulary;
        let mut found = Vec::new();
        let Some(stem) = vocabulary.stem_for(text) else {
            return found;
        };
        for &word in vocabulary.with_stem(stem) {
            let (factor, why) = if vocabulary.words.get(word) == text {
                (sure::EXACT, Why::Exact)
            } else {
                (sure::OTHER_FORM, Why::OtherForm)
            };
            found.push(Alternative {
                word,
                sure: sure * factor,
                why,
            });
        }
        self.synonyms(stem, sure, &mut found);
        found
    }

    pub(super) fn synonyms(&self, stem: u32, sure: f32, found: &mut Vec<Alternative>) {
        let lists = [
            (&self.index.same, sure::SYNONYM),
            (&self.index.related, sure::RELATED),
        ];
        for (list, factor) in lists {
            for &other in list.get(stem) {
                let words = self.index.vocabulary.with_stem(other);
                found.extend(words.iter().map(|&word| Alternative {
                    word,
                    sure: sure * factor,
                    why: Why::Synonym,
                }));
            }
        }
    }

    /// What a known compound is about: `zorgtoeslag` is a `toeslag`.
    pub(super) fn within(&self, word: u32, sure: f32, found: &mut Vec<Alternative>) {
        let vocabulary = &self.index.vocabulary;
        for &part in self.index.inside.get(word) {
            let words = vocabulary.with_stem(vocabulary.stem_of(part));
            found.extend(words.iter().map(|&word| Alternative {
                word,
                sure: sure * sure::WITHIN,
                why: Why::Part,
            }));
        }
    }

    /// Words that begin with what was typed: of one or two letters only words of names.
    pub(super) fn starts(&self, text: &str, factor: f32, found: &mut Vec<Alternative>) {
        let vocabulary = &self.index.vocabulary;
        let heads = vocabulary.heads_starting_with(text).iter().copied();
        let others = if text.chars().count() < 3 {
            0..0
        } else {
            vocabulary.starting_with(text)
        };
        let others = others.filter(|&word| !vocabulary.is_in_head(word));
        let longer = heads
            .chain(others)
            .filter(|&word| vocabulary.words.bytes(word) != text.as_bytes());
        for word in longer.take(MOST_STARTS) {
            let share = share_of(text, vocabulary.words.get(word));
            let sure = factor * (1.0 - sure::START_LENGTH + sure::START_LENGTH * share);
            found.push(Alternative {
                word,
                sure,
                why: Why::Start,
            });
        }
    }

    /// The longest known end and the longest known start of a compound that did not come apart.
    pub(super) fn tail_or_trunk(&self, text: &str, found: &mut Vec<Alternative>) {
        let mut ends = text
            .char_indices()
            .skip(3)
            .map(|(at, _)| at)
            .filter(|at| text.len() - at > 3);
        let tail = ends.find_map(|at| {
            let found = self.whole(text.get(at..)?, sure::TAIL);
            (!found.is_empty()).then_some(found)
        });
        let mut starts = text
            .char_indices()
            .skip(4)
            .map(|(at, _)| at)
            .collect::<Vec<_>>()
            .into_iter()
            .rev();
        let trunk = starts.find_map(|at| {
            let part = text.get(..at)?;
            let found = self.whole(part, sure::TRUNK * (0.6 + 0.4 * share_of(part, text)));
            (!found.is_empty()).then_some(found)
        });
        for mut alternative in tail.into_iter().chain(trunk).flatten() {
            alternative.why = Why::Part;
            found.push(alternative);
        }
    }
}
