//! What a misspelt word may have been meant to be: by its sound, by its letters, or while it is still being typed.
//!
//! Knows the vocabulary. Begin reading at [`Reader::mended`].

use super::{
    super::{Why, vocabulary::Near},
    Alternative, Reader, share_of, sure,
};

/// A word that sounds the same.
const SOUND: f32 = 0.88;
/// One mistake in a word of ten letters costs a tenth of this.
const MISTAKE: f32 = 1.1;
/// People seldom mistake the first letter.
const OTHER_FIRST_LETTER: f32 = 0.85;
/// A misspelt word is sooner a name than a word of running text.
const NOT_IN_NAME: f32 = 0.88;
/// A word that sounds nearly the same.
const NEAR_SOUND: f32 = 0.95;
/// Less sure than this is a guess.
const GUESS: f32 = 0.6;
/// How many ways to mend a misspelt word are kept.
const MOST_MENDED: usize = 10;
/// Ways to mend a word that are this much less sure than the best are left out.
const MENDED_BAND: f32 = 0.13;

impl Reader<'_> {
    /// Words that a misspelt one may have been meant to be, the surest first.
    pub(super) fn mended(&mut self, text: &str) -> Vec<Alternative> {
        let vocabulary = &self.index.vocabulary;
        let letters = text.chars().count();
        let most = match letters {
            0..=2 => return Vec::new(),
            3..=5 => 1,
            6..=13 => 2,
            _ => 3,
        };
        if text.bytes().all(|byte| byte.is_ascii_digit()) {
            return Vec::new();
        }
        let mut found: Vec<Alternative> = Vec::new();
        for &stem in vocabulary.sounding_like(text) {
            let words = vocabulary.with_stem(stem);
            found.extend(words.iter().map(|&word| Alternative {
                word,
                sure: SOUND,
                why: Why::SoundsLike,
            }));
        }
        let near = &mut self.pad.near;
        near.clear();
        vocabulary.near(text, most, near);
        for near in near.iter() {
            let word = vocabulary.words.get(near.word);
            // Of three letters every word is near to another: only a name with the same first letter will do.
            if letters == 3
                && (!vocabulary.is_in_head(near.word)
                    || word.len() < 4
                    || first(word) != first(text))
            {
                continue;
            }
            found.push(Alternative {
                word: near.word,
                sure: mistaken(near.mistakes, letters) * same_start(text, word),
                why: Why::Spelling,
            });
        }
        near.clear();
        vocabulary.near_sound(text, most.min(2), near);
        for near in near.iter() {
            for &word in vocabulary.with_stem(near.word) {
                let sure = mistaken(near.mistakes, letters) * NEAR_SOUND;
                found.push(Alternative {
                    word,
                    sure,
                    why: Why::SoundsLike,
                });
            }
        }
        for alternative in &mut found {
            if !vocabulary.is_in_head(alternative.word) {
                alternative.sure *= NOT_IN_NAME;
            }
            if vocabulary.is_empty(alternative.word) {
                alternative.sure *= 0.7;
            }
        }
        found.sort_unstable_by(|a, b| b.sure.total_cmp(&a.sure).then(a.word.cmp(&b.word)));
        let least = found
            .first()
            .map_or(0.0, |best| (best.sure - MENDED_BAND).max(GUESS));
        found.retain(|alternative| alternative.sure >= least);
        found.truncate(MOST_MENDED);
        found
    }

    /// Names that begin nearly as what was typed, for a mistake in a word that is not finished: `zrogto`.
    pub(super) fn mended_start(&mut self, text: &str) -> Vec<Alternative> {
        let letters = text.chars().count();
        if letters < 4 {
            return Vec::new();
        }
        let vocabulary = &self.index.vocabulary;
        let near = &mut self.pad.near;
        near.clear();
        vocabulary.near_start(text, near);
        let sure = |near: &Near| {
            mistaken(near.mistakes, letters)
                * sure::START
                * (0.8 + 0.2 * share_of(text, vocabulary.words.get(near.word)))
        };
        let mut found: Vec<Alternative> = near
            .iter()
            .map(|near| Alternative {
                word: near.word,
                sure: sure(near),
                why: Why::Spelling,
            })
            .collect();
        found.sort_unstable_by(|a, b| b.sure.total_cmp(&a.sure).then(a.word.cmp(&b.word)));
        found.truncate(MOST_MENDED);
        found
    }
}

fn first(word: &str) -> Option<char> {
    word.chars().next()
}

fn same_start(a: &str, b: &str) -> f32 {
    if first(a) == first(b) {
        1.0
    } else {
        OTHER_FIRST_LETTER
    }
}

#[expect(clippy::cast_precision_loss, reason = "lengths of words")]
fn mistaken(mistakes: usize, letters: usize) -> f32 {
    0.92 - MISTAKE * mistakes as f32 / letters.max(1) as f32
}
