//! How far two spellings are apart: letters put in, left out, changed or swapped.
//!
//! Knows letters only. Words stand by length with a mask of their letters, which rejects nearly every word before a
//! distance is computed; up to about 100,000 words that beats a Levenshtein automaton, and costs twelve bytes a word.
//! A distance takes a dozen instructions a letter: a whole column of the table of differences is the bits of one
//! number (Hyyrö 2003, after Myers 1999). Begin reading at [`Shelf::near`].

use super::table::Words;

/// The longest word that is compared, in bytes; a longer one is not mended.
const LONGEST: usize = 64;

/// For each letter a bit that it stands in a word and a bit that it does so again; capitals, which stand in keys of
/// sound only, have eleven bits, and all else shares the last one.
pub(super) fn mask(word: &[u8]) -> u64 {
    mask_of(word, &BITS)
}

/// The same of a name as it is written: capitals are no letters of their own.
pub(super) fn mask_of_name(name: &str) -> u64 {
    mask_of(name.as_bytes(), &BITS_OF_NAMES)
}

fn mask_of(letters: &[u8], bits: &[u64; 256]) -> u64 {
    let (once, again) = letters.iter().fold((0, 0), |(once, again), byte| {
        let bit = bits.get(usize::from(*byte)).copied().unwrap_or_default();
        (once | bit, again | once & bit)
    });
    once | (again & SMALL_LETTERS) << 26
}

/// The bits of small letters that stand in a word; 26 further stand the bits of those that do so again.
const SMALL_LETTERS: u64 = (1 << 26) - 1;

/// The bit of each byte: looked up, because every letter of every word is asked.
static BITS: [u64; 256] = bits(false);
/// The same for names as they are written.
static BITS_OF_NAMES: [u64; 256] = bits(true);

#[expect(
    clippy::indexing_slicing,
    reason = "a byte outside of the table would not compile"
)]
const fn bits(capitals_are_small: bool) -> [u64; 256] {
    let mut bits = [1 << 63; 256];
    let mut byte = b'A';
    while byte <= b'z' {
        match byte {
            b'a'..=b'z' => bits[byte as usize] = 1 << (byte - b'a'),
            b'A'..=b'Z' if capitals_are_small => bits[byte as usize] = 1 << (byte - b'A'),
            b'A'..=b'Z' => bits[byte as usize] = 1 << (52 + (byte - b'A') % 11),
            _ => {}
        }
        byte += 1;
    }
    bits
}

/// What is left of bits when the first `MOST` are taken away.
fn beyond<const MOST: usize>(bits: u64) -> u64 {
    (0..MOST).fold(bits, |bits, _| bits & bits.wrapping_sub(1))
}

/// A word to compare others with.
pub(super) struct Pattern {
    /// For each byte the places where it stands in the word.
    places: [u64; 256],
    length: usize,
    mask: u64,
}

impl Pattern {
    /// Of a word of 1 to 64 bytes.
    pub(super) fn new(word: &str) -> Option<Self> {
        if word.is_empty() || word.len() > LONGEST {
            return None;
        }
        let mut places = [0; 256];
        for (at, &byte) in word.as_bytes().iter().enumerate() {
            if let Some(bits) = places.get_mut(usize::from(byte)) {
                *bits |= 1 << at;
            }
        }
        Some(Self {
            places,
            length: word.len(),
            mask: mask(word.as_bytes()),
        })
    }

    /// Whether a word with this mask can be at most `MOST` mistakes away: a mistake takes at most one letter away and
    /// brings at most one.
    fn may_be_near<const MOST: usize>(&self, other: u64) -> bool {
        beyond::<MOST>(self.mask & !other) | beyond::<MOST>(other & !self.mask) == 0
    }

    /// Whether all letters but one stand in a word with this mask.
    pub(super) fn may_start(&self, other: u64) -> bool {
        beyond::<1>(self.mask & !other) == 0
    }

    /// The number of mistakes to another word, when it is at most `most`; a swap of neighbours is one mistake.
    pub(super) fn distance(&self, other: &[u8], most: usize) -> Option<usize> {
        let mut found = self.length;
        let mut left = other.len();
        self.compare(other, |distance| {
            (found, left) = (distance, left - 1);
            // Each letter that is left can mend one mistake.
            distance <= most + left
        });
        (found <= most).then_some(found)
    }

    /// The number of mistakes to the nearest start of another word, for a word that is not finished yet.
    pub(super) fn distance_to_start(&self, other: &[u8], most: usize) -> Option<usize> {
        let mut found = self.length;
        let reach = other.len().min(self.length + most);
        self.compare(other.get(..reach).unwrap_or_default(), |distance| {
            found = found.min(distance);
            true
        });
        (found <= most).then_some(found)
    }

    /// Tells the distance to each longer start of another word, until `go_on` does not hold.
    fn compare(&self, other: &[u8], mut go_on: impl FnMut(usize) -> bool) {
        let last = 1_u64 << (self.length - 1);
        let (mut more, mut less) = (u64::MAX, 0_u64);
        let (mut same_before, mut zero) = (0_u64, 0_u64);
        let mut distance = self.length;
        for &byte in other {
            let same = self.places.get(usize::from(byte)).copied().unwrap_or(0);
            let swapped = ((!zero & same) << 1) & same_before;
            zero = ((same & more).wrapping_add(more) ^ more) | same | less | swapped;
            let right_more = less | !(zero | more);
            let right_less = zero & more;
            distance += usize::from(right_more & last != 0);
            distance -= usize::from(right_less & last != 0);
            let right_more = (right_more << 1) | 1;
            let right_less = right_less << 1;
            more = right_less | !(zero | right_more);
            less = right_more & zero;
            same_before = same;
            if !go_on(distance) {
                return;
            }
        }
    }
}

/// The words of a table by their length, each with its mask, so that a scan reads only what it needs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Shelf {
    /// The shortest first.
    order: Vec<u32>,
    masks: Vec<u64>,
    /// For each length where the words of it end in `order`.
    ends: Vec<u32>,
}

impl Shelf {
    /// Of all words of a table.
    pub(super) fn of(words: &Words) -> Self {
        let mut ends = vec![0_u32; LONGEST + 1];
        for (_, word) in words.iter() {
            if let Some(end) = ends.get_mut(word.len()) {
                *end += 1;
            }
        }
        let mut start = 0;
        for end in &mut ends {
            start += std::mem::replace(end, start);
        }
        let mut order = vec![0; start as usize];
        let mut masks = vec![0; start as usize];
        for (number, word) in words.iter() {
            let Some(place) = ends.get_mut(word.len()) else {
                continue;
            };
            let at = *place as usize;
            if let (Some(slot), Some(letters)) = (order.get_mut(at), masks.get_mut(at)) {
                (*slot, *letters) = (number, mask(word.as_bytes()));
            }
            *place += 1;
        }
        Self { order, masks, ends }
    }

    /// Tells every word at most `most` (1 to 3) mistakes from the pattern, with its mistakes.
    pub(super) fn near(
        &self,
        words: &Words,
        pattern: &Pattern,
        most: usize,
        mut found: impl FnMut(u32, usize),
    ) {
        let compare = |word: u32| {
            if let Some(mistakes) = pattern.distance(words.bytes(word), most) {
                found(word, mistakes);
            }
        };
        match most {
            1 => self.scan::<1>(pattern, compare),
            2 => self.scan::<2>(pattern, compare),
            _ => self.scan::<3>(pattern, compare),
        }
    }

    /// Tells every word whose length and letters leave room for at most `MOST` mistakes.
    fn scan<const MOST: usize>(&self, pattern: &Pattern, mut found: impl FnMut(u32)) {
        let end = |length: usize| {
            let length = length.min(self.ends.len().saturating_sub(1));
            self.ends.get(length).map_or(0, |end| *end as usize)
        };
        let shortest = pattern.length.saturating_sub(MOST).max(1);
        let at = end(shortest - 1)..end(pattern.length + MOST);
        let masks = self.masks.get(at.clone()).unwrap_or_default();
        let order = self.order.get(at).unwrap_or_default();
        // Sixteen masks at a time without a branch, which the compiler turns into a few wide instructions.
        let (masks, last_masks) = masks.as_chunks::<16>();
        let (order, last_order) = order.as_chunks::<16>();
        for (masks, order) in masks.iter().zip(order) {
            let mut near = [false; 16];
            let mut is_any_near = false;
            for (near, mask) in near.iter_mut().zip(masks) {
                *near = pattern.may_be_near::<MOST>(*mask);
                is_any_near |= *near;
            }
            if is_any_near {
                for (word, _) in order.iter().zip(near).filter(|(_, is_near)| *is_near) {
                    found(*word);
                }
            }
        }
        for (mask, word) in last_masks.iter().zip(last_order) {
            if pattern.may_be_near::<MOST>(*mask) {
                found(*word);
            }
        }
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test that fails here fails rightly")]
mod tests {
    use proptest::prelude::*;

    use super::{Pattern, Shelf, Words, mask};

    fn far(a: &str, b: &str, most: usize) -> Option<usize> {
        Pattern::new(a).and_then(|pattern| pattern.distance(b.as_bytes(), most))
    }

    /// By the table of differences, as in a textbook.
    #[expect(clippy::indexing_slicing, reason = "every index is within the table")]
    fn by_table(a: &[u8], b: &[u8]) -> usize {
        let mut rows = vec![vec![0_usize; b.len() + 1]; a.len() + 1];
        for i in 0..=a.len() {
            for j in 0..=b.len() {
                rows[i][j] = if i == 0 || j == 0 {
                    i + j
                } else {
                    let changed = rows[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
                    let mut least = changed.min(rows[i - 1][j] + 1).min(rows[i][j - 1] + 1);
                    if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                        least = least.min(rows[i - 2][j - 2] + 1);
                    }
                    least
                };
            }
        }
        rows[a.len()][b.len()]
    }

    #[test]
    fn each_kind_of_mistake_counts_one() {
        assert_eq!(far("zorgtoeslag", "zorgtoeslag", 2), Some(0));
        assert_eq!(far("zorgtoelsag", "zorgtoeslag", 2), Some(1));
        assert_eq!(far("zorgteslag", "zorgtoeslag", 2), Some(1));
        assert_eq!(far("zorgtooeslag", "zorgtoeslag", 2), Some(1));
        assert_eq!(far("zorgtoeslak", "zorgtoeslag", 2), Some(1));
        assert_eq!(far("hurutoelsag", "huurtoeslag", 2), Some(2));
        assert_eq!(far("zorg", "toeslag", 2), None);
        assert_eq!(far("zorg", "", 2), None);
    }

    #[test]
    fn a_word_being_typed_is_compared_with_a_start() {
        let start = |a: &str, b: &str| {
            Pattern::new(a).and_then(|pattern| pattern.distance_to_start(b.as_bytes(), 1))
        };
        assert_eq!(start("zrogt", "zorgtoeslag"), Some(1));
        assert_eq!(start("zorgt", "zorgtoeslag"), Some(0));
        assert_eq!(start("kind", "zorgtoeslag"), None);
    }

    #[test]
    fn what_is_too_long_is_not_compared() {
        assert!(Pattern::new("").is_none());
        assert!(Pattern::new(&"a".repeat(64)).is_some());
        assert!(Pattern::new(&"a".repeat(65)).is_none());
    }

    proptest! {
        #[test]
        fn bits_and_table_agree(a in "[abcé1O]{1,12}", b in "[abcé1O]{0,12}") {
            let mistakes = by_table(a.as_bytes(), b.as_bytes());
            let pattern = Pattern::new(&a).unwrap();
            for most in 1..4 {
                prop_assert_eq!(far(&a, &b, most), (mistakes <= most).then_some(mistakes));
                let other = mask(b.as_bytes());
                let near = match most {
                    1 => pattern.may_be_near::<1>(other),
                    2 => pattern.may_be_near::<2>(other),
                    _ => pattern.may_be_near::<3>(other),
                };
                prop_assert!(near || mistakes > most);
            }
            let nearest = (0..=b.len()).map(|end| by_table(a.as_bytes(), b.as_bytes().get(..end).unwrap())).min().unwrap();
            prop_assert_eq!(
                pattern.distance_to_start(b.as_bytes(), 1),
                (nearest <= 1).then_some(nearest)
            );
            if nearest <= 1 {
                prop_assert!(pattern.may_start(mask(b.as_bytes())));
            }
        }

        #[test]
        fn a_scan_misses_no_near_word(a in "[abc]{1,8}", mut others in prop::collection::vec("[abc]{1,8}", 0..40)) {
            others.sort();
            others.dedup();
            let words = Words::from_unique(others.iter().map(String::as_str));
            let pattern = Pattern::new(&a).unwrap();
            for most in 1..4 {
                let mut found = Vec::new();
                Shelf::of(&words).near(&words, &pattern, most, |word, _| found.push(words.get(word)));
                found.sort_unstable();
                let wanted: Vec<&String> = others
                    .iter()
                    .filter(|other| by_table(a.as_bytes(), other.as_bytes()) <= most)
                    .collect();
                prop_assert_eq!(found, wanted);
            }
        }
    }
}
