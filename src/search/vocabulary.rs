//! Every word the index knows, and the ways to reach one: by itself, its start, its stem, its sound, its spelling.
//!
//! Knows words only, no cards. Begin reading at [`Vocabulary`].

use std::ops::Range;

use super::{
    sound::{Ear, sound},
    spelling::{Pattern, Shelf, mask},
    stem::{other_stems, stem},
    stopword,
    table::{Lists, Words, number},
};

/// Traits of a word: one bit whether it stands in a name, above it the class that [`stopword`] gives it.
const IN_HEAD: u32 = 1;
const CLASS: u32 = 1;

/// What a word says by itself.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Known {
    /// The number of its stem by the regular endings.
    pub(super) first: u32,
    /// As [`stopword::class`] tells it.
    pub(super) class: u32,
    /// Whether it stands in a name or alias.
    pub(super) is_in_name: bool,
}

/// The words of all cards and synonyms, each with a number.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Vocabulary {
    /// In ascending order.
    pub(super) words: Words,
    /// For each word whether it stands in a name or alias, and how much it says by itself.
    pub(super) traits: Vec<u32>,
    /// For each word the number of its stem.
    pub(super) stem_of: Vec<u32>,
    pub(super) stems: Words,
    /// For each stem the number of its sound.
    pub(super) sound_of: Vec<u32>,
    pub(super) sounds: Words,
    by_stem: Lists,
    by_sound: Lists,
    /// The words of names and aliases, and the letters of each.
    heads: Vec<u32>,
    head_masks: Vec<u64>,
    near_words: Shelf,
    near_sounds: Shelf,
}

/// A word near to one that is misspelt.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Near {
    pub(super) word: u32,
    /// Mistakes between the two, or between their sounds.
    pub(super) mistakes: usize,
}

impl Vocabulary {
    /// From words in ascending order and what is known of each, with their stems by the regular endings.
    pub(super) fn new(words: Words, firsts: &Words, known: &[Known]) -> Self {
        // Every stem is the first stem of some word: they are known by that number until they have one of their own.
        let mut stems = Vec::with_capacity(firsts.len());
        let mut stem_by_first = vec![u32::MAX; firsts.len()];
        let mut sounds = Words::with_room_for(firsts.len());
        let mut sound_of = Vec::with_capacity(firsts.len());
        let mut ear = Ear::default();
        let mut stem_of = Vec::with_capacity(words.len());
        let mut traits = Vec::with_capacity(words.len());
        for ((_, word), known) in words.iter().zip(known) {
            let first = known.first;
            // An ending that needs the corpus counts where another word has that very stem.
            let mut found = None;
            other_stems(word, firsts.get(first), |other| {
                found = firsts.find(other).filter(|_| other.len() > 3);
                found.is_some()
            });
            let first = found.unwrap_or(first);
            if let Some(stem) = stem_by_first.get_mut(first as usize) {
                if *stem == u32::MAX {
                    *stem = number(stems.len());
                    stems.push(first);
                    sound_of.push(sounds.number(ear.hear(firsts.get(first))));
                }
                stem_of.push(*stem);
            }
            traits.push(u32::from(known.is_in_name) | known.class << CLASS);
        }
        let stems = Words::from_unique(stems.iter().map(|&first| firsts.get(first)));
        Self::assemble(words, traits, stem_of, stems, sound_of, sounds)
    }

    /// From the columns that are kept; the other ways to reach a word follow from them.
    pub(super) fn assemble(
        words: Words,
        traits: Vec<u32>,
        stem_of: Vec<u32>,
        stems: Words,
        sound_of: Vec<u32>,
        sounds: Words,
    ) -> Self {
        let in_head = traits
            .iter()
            .enumerate()
            .filter(|(_, traits)| **traits & IN_HEAD != 0);
        let heads: Vec<u32> = in_head.map(|(word, _)| number(word)).collect();
        Self {
            by_stem: Lists::grouped(stems.len(), &stem_of),
            by_sound: Lists::grouped(sounds.len(), &sound_of),
            head_masks: heads.iter().map(|&word| mask(words.bytes(word))).collect(),
            heads,
            near_words: Shelf::of(&words),
            near_sounds: Shelf::of(&sounds),
            words,
            traits,
            stem_of,
            stems,
            sound_of,
            sounds,
        }
    }

    /// The stem of a word of the vocabulary.
    pub(super) fn stem_of(&self, word: u32) -> u32 {
        self.stem_of.get(word as usize).copied().unwrap_or(u32::MAX)
    }

    /// Whether a word stands in a name or alias.
    pub(super) fn is_in_head(&self, word: u32) -> bool {
        self.traits_of(word) & IN_HEAD != 0
    }

    /// Whether a word of the vocabulary has no meaning of its own.
    pub(super) fn is_empty(&self, word: u32) -> bool {
        self.traits_of(word) >> CLASS == stopword::NO_MEANING
    }

    /// How much of its rarity a word of the vocabulary keeps.
    pub(super) fn share(&self, word: u32) -> f32 {
        stopword::share_of(self.traits_of(word) >> CLASS)
    }

    fn traits_of(&self, word: u32) -> u32 {
        self.traits.get(word as usize).copied().unwrap_or_default()
    }

    /// The stem of any word: of the forms it may be, the first that the vocabulary has.
    pub(super) fn stem_for(&self, text: &str) -> Option<u32> {
        if let Some(word) = self.words.find(text) {
            return Some(self.stem_of(word));
        }
        let first = stem(text);
        if let Some(found) = self.stems.find(&first) {
            return Some(found);
        }
        let other = other_stems(text, &first, |other| self.stems.find(other).is_some())?;
        self.stems.find(&other)
    }

    /// The words with this stem.
    pub(super) fn with_stem(&self, stem: u32) -> &[u32] {
        self.by_stem.get(stem)
    }

    /// The stems that sound as this word does; none for a key held down, of which next to nothing is heard.
    pub(super) fn sounding_like(&self, text: &str) -> &[u32] {
        let heard = |stem: &str| {
            let key = sound(stem);
            self.sounds
                .find(&key)
                .filter(|_| 3 * key.len() >= stem.len())
        };
        let first = stem(text);
        let mut key = heard(&first);
        if key.is_none() {
            other_stems(text, &first, |other| {
                key = heard(other);
                key.is_some()
            });
        }
        key.map_or(&[], |key| self.by_sound.get(key))
    }

    /// Words at most `most` mistakes from a misspelt one, in their letters.
    pub(super) fn near(&self, text: &str, most: usize, found: &mut Vec<Near>) {
        if let Some(pattern) = Pattern::new(text) {
            self.near_words
                .near(&self.words, &pattern, most, |word, mistakes| {
                    found.push(Near { word, mistakes });
                });
        }
    }

    /// Words of names and aliases of which some start is at most one mistake from a word being typed, and that begin
    /// with the same letter.
    pub(super) fn near_start(&self, text: &str, found: &mut Vec<Near>) {
        let first = text.char_indices().nth(1).map_or(text.len(), |(at, _)| at);
        let (Some(pattern), Some(first)) = (Pattern::new(text), text.get(..first)) else {
            return;
        };
        let at = self.heads_within(&self.words.starting_with(first));
        let heads = self.heads.get(at.clone()).unwrap_or_default();
        let masks = self.head_masks.get(at).unwrap_or_default();
        for (&word, &mask) in heads.iter().zip(masks) {
            let letters = self.words.bytes(word);
            if letters.len() >= text.len()
                && pattern.may_start(mask)
                && let Some(mistakes) = pattern.distance_to_start(letters, 1)
            {
                found.push(Near { word, mistakes });
            }
        }
    }

    /// Stems whose sound is 1 to `most` mistakes from the sound of a misspelt word.
    pub(super) fn near_sound(&self, text: &str, most: usize, found: &mut Vec<Near>) {
        let key = sound(&stem(text));
        let Some(pattern) = Pattern::new(&key).filter(|_| key.len() >= 4) else {
            return;
        };
        self.near_sounds
            .near(&self.sounds, &pattern, most, |other, mistakes| {
                let stems = self.by_sound.get(other).iter();
                if mistakes > 0 {
                    found.extend(stems.map(|&word| Near { word, mistakes }));
                }
            });
    }

    /// The words that begin with `start`.
    pub(super) fn starting_with(&self, start: &str) -> Range<u32> {
        self.words.starting_with(start)
    }

    /// The words of names and aliases that begin with `start`.
    pub(super) fn heads_starting_with(&self, start: &str) -> &[u32] {
        let at = self.heads_within(&self.starting_with(start));
        self.heads.get(at).unwrap_or_default()
    }

    /// Where the words of names among these words stand in `heads`.
    fn heads_within(&self, words: &Range<u32>) -> Range<usize> {
        let before = |end: u32| self.heads.partition_point(|word| *word < end);
        before(words.start)..before(words.end)
    }
}

#[cfg(test)]
mod tests {
    use super::{Known, Vocabulary, Words, stem};

    fn vocabulary(words: &[&str]) -> Vocabulary {
        let mut words = words.to_vec();
        words.sort_unstable();
        let mut firsts = Words::default();
        let known: Vec<Known> = words
            .iter()
            .map(|word| Known {
                first: firsts.number(&stem(word)),
                class: 0,
                is_in_name: true,
            })
            .collect();
        Vocabulary::new(Words::from_unique(words.into_iter()), &firsts, &known)
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
        words.near("hurutoelsag", 2, &mut found);
        let found: Vec<&str> = found
            .iter()
            .map(|near| words.words.get(near.word))
            .collect();
        assert_eq!(found, ["huurtoeslag"]);
    }
}
