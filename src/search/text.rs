//! From what people type to plain words: lower case, no accents, no punctuation.
//!
//! Knows nothing of cards or ranking. Begin reading at [`words`].

use std::ops::Range;

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use super::table::first_bytes;

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
    each_word(text, &mut String::new(), |text, _, at| {
        found.push(Word {
            text: text.to_owned(),
            at,
        });
    });
    found
}

/// Tells each folded word of a text, its letters in one number if it is [`short`](short_letters), and where it stands,
/// as [`words`] does, without memory of its own: `folded` holds one word at a time.
pub(super) fn each_word(
    text: &str,
    folded: &mut String,
    mut found: impl FnMut(&str, Option<u64>, Range<usize>),
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
        if rest.is_empty() {
            break;
        }
        let start = text.len() - rest.len();
        // Most of a Dutch text is words of plain letters.
        if folded.is_empty()
            && let Some(word) = plain_word(rest)
            && let Some((plain, after)) = rest.split_at_checked(word.length)
        {
            rest = after;
            let at = start..start + word.length;
            if word.has_capitals {
                folded.push_str(plain);
                folded.make_ascii_lowercase();
                found(folded, word.letters, at);
                folded.clear();
            } else {
                found(plain, word.letters, at);
            }
            continue;
        }
        let plain = rest.bytes().take_while(|byte| sort(*byte) == PLAIN);
        let run = plain.count();
        let Some((plain, after)) = rest.split_at_checked(run) else {
            break;
        };
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
            found(folded, short_letters(folded), at.clone());
            folded.clear();
        }
    }
    if !folded.is_empty() {
        found(folded, short_letters(folded), at);
    }
}

/// A word of plain letters.
struct PlainWord {
    /// Its letters in lower case, as [`short_letters`] tells them.
    letters: Option<u64>,
    length: usize,
    has_capitals: bool,
}

/// The word of plain letters that a text begins with, when it ends for certain: no dot behind it that may belong to it, no
/// digit, no letter with an accent. Eight bytes are looked at together.
fn plain_word(text: &str) -> Option<PlainWord> {
    /// The same byte in each of eight.
    const fn each(byte: u8) -> u64 {
        u64::from_le_bytes([byte; 8])
    }
    let mut word = PlainWord {
        letters: None,
        length: 0,
        has_capitals: false,
    };
    loop {
        let eight = first_bytes(text.as_bytes().get(word.length..)?);
        let read = u64::from_le_bytes(eight);
        // Capitals become small letters, and nothing that was no letter becomes one.
        let small = read | each(0x20);
        // The highest bit of each byte tells, because no sum of seven bits reaches the next byte.
        let low = small & each(0x7f);
        let from_a = low + each(0x80 - b'a');
        let past_z = low + each(0x7f - b'z');
        let other = !(from_a & !past_z & !small) & each(0x80);
        let run = other.trailing_zeros() / 8;
        let kept = u64::MAX.checked_shr(64 - 8 * run).unwrap_or_default();
        let run = run as usize;
        word.has_capitals |= (small ^ read) & kept != 0;
        if word.length == 0 {
            word.letters = Some(small & kept);
        } else if run > 0 {
            word.letters = None;
        }
        word.length += run;
        let Some(next) = eight.get(run) else {
            continue;
        };
        let ends = word.length > 0 && word.length <= LONGEST_WORD;
        return (ends && sort(*next) == BETWEEN && *next != b'.').then_some(word);
    }
}

/// The letters of a word of at most eight bytes in one number; no other word has the same.
pub(super) fn short_letters(word: &str) -> Option<u64> {
    (word.len() <= 8).then(|| u64::from_le_bytes(first_bytes(word.as_bytes())))
}

/// Sorts of bytes: plain letters and digits, what stands between words, and parts of all other letters.
const PLAIN: u8 = 0;
const BETWEEN: u8 = 1;
const OTHER: u8 = 2;

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
            b'a'..=b'z' | b'0'..=b'9' | b'A'..=b'Z' => PLAIN,
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

/// As [`str::strip_suffix`], for lists of endings: the last two letters tell most words apart before they are compared.
#[expect(
    clippy::inline_always,
    reason = "a call costs more than the letter that it compares"
)]
#[inline(always)]
pub(super) fn without_end<'a>(word: &'a str, ending: &str) -> Option<&'a str> {
    let may_fit = match (word.as_bytes(), ending.as_bytes()) {
        ([.., a, b], [.., c, d]) => a == c && b == d,
        (word, ending) => ending.is_empty() || word.last() == ending.last(),
    };
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
    fn a_short_word_is_the_same_whatever_stands_before_and_behind_it() {
        for length in 1..=9 {
            let word: String = ('a'..='z').rev().take(length).collect();
            let capitals = word.to_uppercase();
            for behind in [
                "", " ", ", zo", ".", ". Dan", "-", "\u{0}", "@x", "[x", "{x", "`x",
            ] {
                for written in [&word, &capitals] {
                    let folded = fold(&format!("{written}{behind}"));
                    assert_eq!(
                        folded.split(' ').next(),
                        Some(word.as_str()),
                        "{written}{behind}"
                    );
                }
            }
            for behind in ["1", "é", "ß", "\u{308}a"] {
                assert_ne!(fold(&format!("{word}{behind}")), word, "{word}{behind}");
            }
        }
    }

    #[test]
    fn marks_without_a_letter_make_no_word() {
        assert_eq!(fold("\u{308} ' - 😀"), "");
    }
}
