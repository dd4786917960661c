//! Words typed apart that are one word in Dutch: `huis artsen post`, `toeslag huur`, `zorg toesl`.
//!
//! Knows the vocabulary. Begin reading at [`Reader::joined`].

use super::{
    super::{Why, stem, stopword, text::Word},
    Alternative, Reader,
};

/// A word typed in two.
const JOINED: f32 = 0.95;
/// The same with its parts turned round.
const TURNED: f32 = 0.9;
/// A joined word that is misspelt as well must be mended this surely.
const MENDED: f32 = 0.7;
/// How many words may be the end of a joined one that is being typed.
const MOST_STARTS: usize = 20;

impl Reader<'_> {
    /// The words that a run of two or three neighbours may form.
    pub(super) fn joined(&mut self, run: &[Word], is_last: bool) -> Vec<Alternative> {
        let mut found = Vec::new();
        if !self.may_join(run) {
            return found;
        }
        let whole: String = run.iter().map(|word| word.text.as_str()).collect();
        self.form(&whole, JOINED, &mut found);
        let [a, b] = run else {
            return found;
        };
        let (stem_a, stem_b) = (stem::stem(&a.text), stem::stem(&b.text));
        for (first, link, second, sure) in [
            (&a.text, "s", &b.text, JOINED),
            (&a.text, "en", &b.text, JOINED),
            (&stem_a, "", &b.text, JOINED),
            (&b.text, "", &a.text, TURNED),
            (&b.text, "s", &a.text, TURNED),
            (&b.text, "en", &a.text, TURNED),
            (&stem_b, "", &a.text, TURNED),
        ] {
            self.form(&format!("{first}{link}{second}"), sure, &mut found);
        }
        let vocabulary = &self.index.vocabulary;
        if is_last && found.is_empty() && b.text.len() > 1 {
            let starts = vocabulary.starting_with(&whole).take(MOST_STARTS);
            found.extend(starts.map(|word| Alternative {
                word,
                sure: TURNED,
                why: Why::Start,
            }));
        }
        let is_unknown = |word: &Word| vocabulary.stem_for(&word.text).is_none();
        if found.is_empty() && whole.len() > 6 && run.iter().any(is_unknown) {
            found = self.mended(&whole);
            found.retain(|alternative| alternative.sure > MENDED);
        }
        found
    }

    /// Empty words join only to what is no word by itself: `uit kering`, but not `in huis`.
    fn may_join(&self, run: &[Word]) -> bool {
        let is_empty = |word: &Word| stopword::is_empty(&word.text);
        let is_known = |word: &Word| self.index.vocabulary.stem_for(&word.text).is_some();
        !run.iter().any(is_empty) || run.iter().any(|word| !is_empty(word) && !is_known(word))
    }

    /// Adds every form of a joined word that is known.
    fn form(&self, text: &str, sure: f32, found: &mut Vec<Alternative>) {
        let vocabulary = &self.index.vocabulary;
        let known = vocabulary
            .words
            .find(text)
            .map(|word| vocabulary.stem_of(word));
        if let Some(stem) = known.or_else(|| vocabulary.stems.find(&stem::stem(text))) {
            let words = vocabulary.with_stem(stem).iter();
            found.extend(words.map(|&word| Alternative {
                word,
                sure,
                why: Why::Part,
            }));
        }
    }
}
