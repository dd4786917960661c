//! Two plain shapes that hold the whole index: a sorted list of words, and lists of numbers by number.
//!
//! Both are flat, so that they can be written to a file and read back as they are. Knows nothing of what the
//! numbers mean. Begin reading at [`Words`] and [`Lists`].

use std::ops::Range;

/// Words in order, end to end in one string.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Words {
    pub(super) letters: String,
    /// Where each word ends in `letters`; it begins where the one before ends.
    pub(super) ends: Vec<u32>,
}

impl Words {
    /// From words in ascending order.
    pub(super) fn from_sorted<'a>(words: impl Iterator<Item = &'a str>) -> Self {
        let mut table = Self::default();
        for word in words {
            table.letters.push_str(word);
            table.ends.push(number(table.letters.len()));
        }
        table
    }

    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The word with this number; empty for a number that is not in the table.
    pub(super) fn get(&self, number: u32) -> &str {
        let index = number as usize;
        let start = index
            .checked_sub(1)
            .and_then(|before| self.ends.get(before))
            .map_or(0, |end| *end as usize);
        self.ends
            .get(index)
            .and_then(|end| self.letters.get(start..*end as usize))
            .unwrap_or_default()
    }

    /// The number of a word.
    pub(super) fn find(&self, word: &str) -> Option<u32> {
        let place = self.place(word);
        (self.get(place) == word && (place as usize) < self.len()).then_some(place)
    }

    /// The numbers of the words that begin with `start`.
    pub(super) fn starting_with(&self, start: &str) -> Range<u32> {
        let first = self.place(start);
        let (mut low, mut high) = (first, number(self.len()));
        while low < high {
            let middle = low + (high - low) / 2;
            if self.get(middle).starts_with(start) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        first..low
    }

    /// Every word with its number, in order.
    pub(super) fn iter(&self) -> impl Iterator<Item = (u32, &str)> {
        let mut start = 0;
        self.ends.iter().enumerate().map(move |(index, &end)| {
            let word = self.letters.get(start..end as usize).unwrap_or_default();
            start = end as usize;
            (number(index), word)
        })
    }

    /// The number of the first word that is not before `word`.
    fn place(&self, word: &str) -> u32 {
        let (mut low, mut high) = (0, number(self.len()));
        while low < high {
            let middle = low + (high - low) / 2;
            if self.get(middle) < word {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }
}

/// For each number a list of numbers, end to end in one vector.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Lists {
    pub(super) ends: Vec<u32>,
    pub(super) items: Vec<u32>,
}

impl Lists {
    /// From pairs of a number below `len` and an item, sorted by number.
    pub(super) fn from_sorted(len: usize, pairs: impl Iterator<Item = (u32, u32)>) -> Self {
        let mut lists = Self {
            ends: Vec::with_capacity(len),
            items: Vec::new(),
        };
        for (key, item) in pairs {
            while lists.ends.len() < key as usize {
                lists.ends.push(number(lists.items.len()));
            }
            lists.items.push(item);
        }
        while lists.ends.len() < len {
            lists.ends.push(number(lists.items.len()));
        }
        lists
    }

    /// The list of a number; empty for one that has none.
    pub(super) fn get(&self, key: u32) -> &[u32] {
        let index = key as usize;
        let start = index
            .checked_sub(1)
            .and_then(|before| self.ends.get(before))
            .map_or(0, |end| *end as usize);
        self.ends
            .get(index)
            .and_then(|end| self.items.get(start..*end as usize))
            .unwrap_or_default()
    }
}

/// A length or place as a number of the index, which holds fewer than 2^32 of anything.
pub(super) fn number(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::{Lists, Words};

    #[test]
    fn words_are_found_by_themselves_and_by_their_start() {
        let words = Words::from_sorted(["aow", "huur", "huurtoeslag", "zorg"].into_iter());
        assert_eq!(words.find("huur"), Some(1));
        assert_eq!(words.find("huu"), None);
        assert_eq!(words.find("zzz"), None);
        assert_eq!(words.find(""), None);
        assert_eq!(words.starting_with("huur"), 1..3);
        assert_eq!(words.starting_with("x"), 3..3);
        assert_eq!(words.get(9), "");
    }

    #[test]
    fn a_number_without_items_has_an_empty_list() {
        let lists = Lists::from_sorted(4, [(0, 7), (2, 8), (2, 9)].into_iter());
        assert_eq!(lists.get(0), [7]);
        assert!(lists.get(1).is_empty());
        assert_eq!(lists.get(2), [8, 9]);
        assert!(lists.get(3).is_empty());
        assert!(lists.get(4).is_empty());
    }
}
