//! Every word the index knows, and the ways to reach one: by itself, its start, its stem, its sound, its spelling.
//!
//! Knows words only, no cards. Begin reading at [`Vocabulary`].

use std::{collections::HashMap, ops::Range};

use super::{
    sound::sound,
    spelling::{Rows, distance, mask, may_be_near},
    stem::{stem, stems},
    table::{Lists, Words, number},
};

/// The words of all cards and synonyms, each with a number.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Vocabulary {
    pub(super) words: Words,
    /// For each word the letters that stand in it.
    pub(super) masks: Vec<u32>,
    /// For each word 1 where it stands in a name or alias.
    pub(super) in_head: Vec<u32>,
    /// For each word the number of its stem.
    pub(super) stem_of: Vec<u32>,
    pub(super) stems: Words,
    pub(super) by_stem: Lists,
    /// How each stem sounds, each sound once.
    pub(super) sounds: Words,
    pub(super) sound_masks: Vec<u32>,
    pub(super) by_sound: Lists,
}

/// A word near to one that is misspelt.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Near {
    pub(super) word: u32,
    /// Mistakes between the two, or between their sounds.
    pub(super) mistakes: usize,
}

impl Vocabulary {
    /// From sorted words that each stand once; `in_head` tells which stand in a name or alias.
    pub(super) fn new(words: Words, in_head: Vec<u32>) -> Self {
        let candidates: Vec<_> = words.iter().map(|(_, word)| stems(word)).collect();
        let mut times: HashMap<&str, u32> = HashMap::with_capacity(candidates.len());
        for candidate in &candidates {
            *times.entry(candidate.first.as_str()).or_default() += 1;
        }
        // An ending that needs the corpus counts where another word has that very stem.
        let chosen: Vec<&str> = candidates
            .iter()
            .map(|candidate| {
                candidate
                    .others
                    .iter()
                    .find(|other| other.len() > 3 && times.contains_key(other.as_str()))
                    .unwrap_or(&candidate.first)
                    .as_str()
            })
            .collect();
        let (stem_table, stem_of) = numbered(&chosen);
        let keys: Vec<String> = stem_table.iter().map(|(_, stem)| sound(stem)).collect();
        let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
        let (sounds, sound_of) = numbered(&keys);
        let by_stem = grouped(stem_table.len(), &stem_of);
        let by_sound = grouped(sounds.len(), &sound_of);
        Self {
            masks: words.iter().map(|(_, word)| mask(word)).collect(),
            sound_masks: sounds.iter().map(|(_, key)| mask(key)).collect(),
            in_head,
            stem_of,
            by_stem,
            by_sound,
            stems: stem_table,
            sounds,
            words,
        }
    }

    /// The stem of a word of the vocabulary.
    pub(super) fn stem_of(&self, word: u32) -> u32 {
        self.stem_of.get(word as usize).copied().unwrap_or(u32::MAX)
    }

    /// Whether a word stands in a name or alias.
    pub(super) fn is_in_head(&self, word: u32) -> bool {
        self.in_head.get(word as usize) == Some(&1)
    }

    /// The stem of any word: of the forms it may be, the first that the vocabulary has.
    pub(super) fn stem_for(&self, text: &str) -> Option<u32> {
        if let Some(word) = self.words.find(text) {
            return Some(self.stem_of(word));
        }
        let stems = stems(text);
        std::iter::once(&stems.first)
            .chain(&stems.others)
            .find_map(|stem| self.stems.find(stem))
    }

    /// The words with this stem.
    pub(super) fn with_stem(&self, stem: u32) -> &[u32] {
        self.by_stem.get(stem)
    }

    /// The stems that sound as this word does.
    pub(super) fn sounding_like(&self, text: &str) -> &[u32] {
        let stems = stems(text);
        std::iter::once(&stems.first)
            .chain(&stems.others)
            .find_map(|stem| self.sounds.find(&sound(stem)))
            .map_or(&[], |key| self.by_sound.get(key))
    }

    /// Words at most `most` mistakes from a misspelt one, in their letters; the nearest first.
    pub(super) fn near(&self, text: &str, most: usize, rows: &mut Rows, found: &mut Vec<Near>) {
        let wanted = mask(text);
        let mut start = 0;
        for (index, (&end, &mask)) in self.words.ends.iter().zip(&self.masks).enumerate() {
            let at = start as usize..end as usize;
            start = end;
            if at.len().abs_diff(text.len()) > most || !may_be_near(wanted, mask, most) {
                continue;
            }
            let word = self.words.letters.as_bytes().get(at).unwrap_or_default();
            if let Some(mistakes) = distance(text.as_bytes(), word, most, false, rows) {
                found.push(Near {
                    word: number(index),
                    mistakes,
                });
            }
        }
    }

    /// Words of names and aliases of which some start is at most one mistake from a word being typed.
    pub(super) fn near_start(&self, text: &str, rows: &mut Rows, found: &mut Vec<Near>) {
        let wanted = mask(text);
        let mut start = 0;
        let columns = self.words.ends.iter().zip(&self.masks).zip(&self.in_head);
        for (index, ((&end, &mask), &head)) in columns.enumerate() {
            let at = start as usize..end as usize;
            start = end;
            // All letters of the start but one must stand in the word.
            if head == 0 || at.len() < text.len() || (wanted & !mask).count_ones() > 1 {
                continue;
            }
            let word = self.words.letters.as_bytes().get(at).unwrap_or_default();
            if word.first() != text.as_bytes().first() {
                continue;
            }
            if let Some(mistakes) = distance(text.as_bytes(), word, 1, true, rows) {
                found.push(Near {
                    word: number(index),
                    mistakes,
                });
            }
        }
    }

    /// Stems whose sound is one mistake from the sound of a misspelt word.
    pub(super) fn near_sound(
        &self,
        text: &str,
        most: usize,
        rows: &mut Rows,
        found: &mut Vec<Near>,
    ) {
        let key = sound(&stem(text));
        if key.len() < 4 {
            return;
        }
        let wanted = mask(&key);
        let mut start = 0;
        for (index, (&end, &mask)) in self.sounds.ends.iter().zip(&self.sound_masks).enumerate() {
            let at = start as usize..end as usize;
            start = end;
            if at.len().abs_diff(key.len()) > most || !may_be_near(wanted, mask, most) {
                continue;
            }
            let other = self.sounds.letters.as_bytes().get(at).unwrap_or_default();
            if let Some(mistakes) = distance(key.as_bytes(), other, most, false, rows) {
                let stems = self.by_sound.get(number(index));
                found.extend(stems.iter().map(|&stem| Near {
                    word: stem,
                    mistakes,
                }));
            }
        }
    }

    /// The words that begin with `start`.
    pub(super) fn starting_with(&self, start: &str) -> Range<u32> {
        self.words.starting_with(start)
    }
}

/// Numbers strings in their order, each once; tells the number of each.
fn numbered(strings: &[&str]) -> (Words, Vec<u32>) {
    let mut sorted = strings.to_vec();
    sorted.sort_unstable();
    sorted.dedup();
    let table = Words::from_sorted(sorted.iter().copied());
    let numbers = strings
        .iter()
        .map(|string| table.find(string).unwrap_or(u32::MAX))
        .collect();
    (table, numbers)
}

/// For each group its members, from the group of each member.
fn grouped(groups: usize, group_of: &[u32]) -> Lists {
    let mut pairs: Vec<(u32, u32)> = group_of
        .iter()
        .enumerate()
        .map(|(member, &group)| (group, number(member)))
        .collect();
    pairs.sort_unstable();
    Lists::from_sorted(groups, pairs.into_iter())
}

#[cfg(test)]
mod tests {
    use super::{Rows, Vocabulary, Words};

    fn vocabulary(words: &[&str]) -> Vocabulary {
        let mut words = words.to_vec();
        words.sort_unstable();
        let heads = vec![1; words.len()];
        Vocabulary::new(Words::from_sorted(words.into_iter()), heads)
    }

    fn same_stem(words: &Vocabulary, a: &str, b: &str) -> bool {
        words.stem_for(a).is_some() && words.stem_for(a) == words.stem_for(b)
    }

    #[test]
    fn the_corpus_decides_what_is_an_ending() {
        let words = vocabulary(&["machtigen", "werken", "markt", "overstappen", "kaart"]);
        assert!(same_stem(&words, "gemachtigd", "machtigen"));
        assert!(same_stem(&words, "werkt", "werken"));
        assert!(same_stem(&words, "overgestapt", "overstappen"));
        assert!(same_stem(&words, "kaartje", "kaart"));
        assert_eq!(words.stem_for("kwark"), None);
    }

    #[test]
    fn a_misspelt_word_finds_its_neighbours() {
        let words = vocabulary(&["huurtoeslag", "zorgtoeslag", "toeslag"]);
        let mut found = Vec::new();
        words.near("hurutoelsag", 2, &mut Rows::default(), &mut found);
        let found: Vec<&str> = found
            .iter()
            .map(|near| words.words.get(near.word))
            .collect();
        assert_eq!(found, ["huurtoeslag"]);
    }
}
