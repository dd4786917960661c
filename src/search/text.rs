//! From what people type to plain words: lower case, no accents, no punctuation.
//!
//! Knows nothing of cards or ranking. Begin reading at [`words`].

use std::ops::Range;

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Letters of a word that count; what is typed beyond them is taken for a stuck key.
pub(super) const LONGEST_WORD: usize = 40;

/// One word of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    /// Folded: lower case, without accents.
    pub(super) text: String,
    /// Where it stands in the text it came from, in bytes.
    pub(super) at: Range<usize>,
}

/// Splits a text into folded words.
///
/// `Sociëteit` becomes `societeit`, `W.M.O.` becomes `wmo`, `AIO-aanvulling` two words, `AOW'ers` becomes
/// `aow` and `ers`.
pub(super) fn words(text: &str) -> Vec<Word> {
    let mut found = Vec::new();
    each_word(text, &mut String::new(), |text, at| {
        found.push(Word {
            text: text.to_owned(),
            at,
        });
    });
    found
}

/// Tells each folded word of a text and where it stands, as [`words`] does, without memory of its own: `folded` holds
/// one word at a time.
pub(super) fn each_word(
    text: &str,
    folded: &mut String,
    mut found: impl FnMut(&str, Range<usize>),
) {
    folded.clear();
    let mut at = 0..0;
    let mut letters = 0;
    // Letters since the last dot or start: an abbreviation has one letter between its dots.
    let mut since_dot = 0;
    let mut rest = text;
    loop {
        if folded.is_empty() {
            let between = rest.bytes().take_while(|byte| sort(*byte) == BETWEEN);
            rest = rest.get(between.count()..).unwrap_or_default();
        }
        let start = text.len() - rest.len();
        // Most of a Dutch text is runs of plain letters.
        let mut has_capitals = false;
        let plain = rest.bytes().take_while(|byte| {
            let sort = sort(*byte);
            has_capitals |= sort == CAPITAL;
            sort == PLAIN || sort == CAPITAL
        });
        let run = plain.count();
        let Some((plain, after)) = rest.split_at_checked(run) else {
            break;
        };
        if folded.is_empty() && run > 0 && run <= LONGEST_WORD && ends_a_word(after) {
            rest = after;
            let at = start..start + run;
            if has_capitals {
                folded.push_str(plain);
                folded.make_ascii_lowercase();
                found(folded, at);
                folded.clear();
            } else {
                found(plain, at);
            }
            continue;
        }
        if run > 0 {
            rest = after;
            if folded.is_empty() {
                (at, letters, since_dot) = (start..start, 0, 0);
            }
            at.end = start + run;
            let before = folded.len();
            let room = LONGEST_WORD.saturating_sub(letters);
            folded.push_str(plain.get(..run.min(room)).unwrap_or_default());
            if let Some(added) = folded.get_mut(before..) {
                added.make_ascii_lowercase();
            }
            letters += run;
            since_dot += run;
            continue;
        }
        let Some(letter) = rest.chars().next() else {
            break;
        };
        let length = letter.len_utf8();
        rest = rest.get(length..).unwrap_or_default();
        if letter.is_alphanumeric() || (!folded.is_empty() && is_mark(letter)) {
            if folded.is_empty() {
                (at, letters, since_dot) = (start..start, 0, 0);
            }
            at.end = start + length;
            letters += 1;
            since_dot += 1;
            if letters <= LONGEST_WORD {
                fold_into(letter, folded);
            }
            continue;
        }
        if letter == '.' && since_dot == 1 {
            let mut ahead = rest.chars();
            let (next, after) = (ahead.next(), ahead.next());
            if next.is_some_and(char::is_alphabetic) && !after.is_some_and(char::is_alphanumeric) {
                since_dot = 0;
                continue;
            }
        }
        if !folded.is_empty() {
            found(folded, at.clone());
            folded.clear();
        }
    }
    if !folded.is_empty() {
        found(folded, at);
    }
}

/// Whether the letters before this are a word for certain: no dot that may belong to it, no letter with an accent.
fn ends_a_word(after: &str) -> bool {
    let next = after.as_bytes().first();
    next.is_none_or(|next| sort(*next) == BETWEEN && *next != b'.')
}

/// Sorts of bytes: small letters and digits, capitals, what stands between words, and parts of all other letters.
const PLAIN: u8 = 0;
const CAPITAL: u8 = 1;
const BETWEEN: u8 = 2;
const OTHER: u8 = 3;

/// The sort of each byte: looked up, because every letter of every card is asked.
#[expect(
    clippy::indexing_slicing,
    reason = "a byte outside of the table would not compile"
)]
const SORTS: [u8; 256] = {
    let mut sorts = [OTHER; 256];
    let mut byte = 0_u8;
    while byte < 128 {
        sorts[byte as usize] = match byte {
            b'a'..=b'z' | b'0'..=b'9' => PLAIN,
            b'A'..=b'Z' => CAPITAL,
            _ => BETWEEN,
        };
        byte += 1;
    }
    sorts
};

fn sort(byte: u8) -> u8 {
    SORTS.get(usize::from(byte)).copied().unwrap_or(OTHER)
}

/// How many bytes a letter has once folded.
pub(super) fn folded_length(letter: char) -> usize {
    if letter.is_ascii() {
        return usize::from(letter.is_ascii_alphanumeric());
    }
    let mut folded = String::new();
    if letter.is_alphanumeric() {
        fold_into(letter, &mut folded);
    }
    folded.len()
}

/// As [`str::strip_suffix`], for lists of endings: the last letter tells most words apart before they are compared.
#[expect(
    clippy::inline_always,
    reason = "a call costs more than the letter that it compares"
)]
#[inline(always)]
pub(super) fn without_end<'a>(word: &'a str, ending: &str) -> Option<&'a str> {
    let may_fit = ending.is_empty() || word.as_bytes().last() == ending.as_bytes().last();
    may_fit.then(|| word.strip_suffix(ending)).flatten()
}

/// The same for beginnings.
#[expect(
    clippy::inline_always,
    reason = "a call costs more than the letter that it compares"
)]
#[inline(always)]
pub(super) fn without_start<'a>(word: &'a str, start: &str) -> Option<&'a str> {
    let may_fit = start.is_empty() || word.as_bytes().first() == start.as_bytes().first();
    may_fit.then(|| word.strip_prefix(start)).flatten()
}

fn is_mark(letter: char) -> bool {
    !letter.is_ascii() && is_combining_mark(letter)
}

/// Folds a whole text into one string of words with single spaces.
pub(super) fn fold(text: &str) -> String {
    let words: Vec<String> = words(text).into_iter().map(|word| word.text).collect();
    words.join(" ")
}

fn fold_into(letter: char, into: &mut String) {
    if letter.is_ascii() {
        into.push(letter.to_ascii_lowercase());
        return;
    }
    for part in letter.to_lowercase().nfkd() {
        match part {
            'ß' => into.push_str("ss"),
            'æ' => into.push_str("ae"),
            'œ' => into.push_str("oe"),
            'ø' => into.push('o'),
            'đ' => into.push('d'),
            'ł' => into.push('l'),
            'ı' => into.push('i'),
            mark if is_combining_mark(mark) => {}
            other if other.is_alphanumeric() => into.push(other),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn accents_case_and_punctuation_go() {
        assert_eq!(fold("De Sociëteit"), "de societeit");
        assert_eq!(fold("De Socie\u{308}teit"), "de societeit");
        assert_eq!(fold("AIO-aanvulling (65+)"), "aio aanvulling 65");
        assert_eq!(fold("ﬁets, straße"), "fiets strasse");
    }

    #[test]
    fn dots_inside_an_abbreviation_go() {
        assert_eq!(fold("w.m.o."), "wmo");
        assert_eq!(fold("A.O.W en W.W."), "aow en ww");
        assert_eq!(fold("bel 0800. Of kom"), "bel 0800 of kom");
    }

    #[test]
    fn marks_without_a_letter_make_no_word() {
        assert_eq!(fold("\u{308} ' - 😀"), "");
    }
}
