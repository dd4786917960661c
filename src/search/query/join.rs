//! Words typed apart that are one word in Dutch: `huis artsen post`, `toeslag huur`, `zorg toesl`.
//!
//! Knows the vocabulary. Begin reading at [`Reader::joined`].

use super::{
    super::{Why, stem::stem},
    Alternative, Reader, Typed,
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
    pub(super) fn joined(&mut self, run: &[Typed], is_last: bool) -> Vec<Alternative> {
        let mut found = Vec::new();
        if !may_join(run) {
            return found;
        }
        let mut text = std::mem::take(&mut self.pad.joined);
        self.forms(run, &mut text, &mut found);
        text.clear();
        text.extend(run.iter().map(|word| word.text.as_str()));
        if let [_, second] = run {
            self.in_the_making(&text, second, is_last, &mut found);
            let is_odd = |word: &Typed| !word.is_known && !word.is_begun();
            if found.is_empty() && text.len() > 6 && run.iter().any(is_odd) {
                found = self.mended(&text);
                found.retain(|alternative| alternative.sure > MENDED);
            }
        }
        self.pad.joined = text;
        found
    }

    /// Every way to write the run as one word that is known: with a link, a stem as the first part, turned round.
    fn forms(&self, run: &[Typed], text: &mut String, found: &mut Vec<Alternative>) {
        let mut form = |parts: &[&str], sure: f32| {
            text.clear();
            text.extend(parts.iter().copied());
            self.form(text, sure, found);
        };
        if let [a, b] = run {
            let (first, second) = (a.text.as_str(), b.text.as_str());
            form(&[first, second], JOINED);
            for link in ["s", "en"] {
                form(&[first, link, second], JOINED);
                form(&[second, link, first], TURNED);
            }
            if a.stem != a.text {
                form(&[&a.stem, second], JOINED);
            }
            form(&[second, first], TURNED);
            if b.stem != b.text {
                form(&[&b.stem, first], TURNED);
            }
        } else {
            let parts: Vec<&str> = run.iter().map(|word| word.text.as_str()).collect();
            form(&parts, JOINED);
        }
    }

    /// The words a joined one may still become, when the second part is being typed.
    fn in_the_making(
        &self,
        text: &str,
        second: &Typed,
        is_last: bool,
        found: &mut Vec<Alternative>,
    ) {
        if is_last && found.is_empty() && second.text.len() > 1 {
            let starts = self.index.vocabulary.starting_with(text);
            found.extend(starts.take(MOST_STARTS).map(|word| Alternative {
                word,
                sure: TURNED,
                why: Why::Start,
            }));
        }
    }

    /// Adds every form of a joined word that is known.
    fn form(&self, text: &str, sure: f32, found: &mut Vec<Alternative>) {
        let vocabulary = &self.index.vocabulary;
        let known = vocabulary
            .words
            .find(text)
            .map(|word| vocabulary.stem_of(word));
        if let Some(stem) = known.or_else(|| vocabulary.stems.find(&stem(text))) {
            let words = vocabulary.with_stem(stem).iter();
            found.extend(words.map(|&word| Alternative {
                word,
                sure,
                why: Why::Part,
            }));
        }
    }
}

/// Empty words join only to what is no word by itself: `uit kering`, but not `in huis`.
fn may_join(run: &[Typed]) -> bool {
    !run.iter().any(|word| word.is_empty) || run.iter().any(|word| !word.is_empty && !word.is_known)
}
