//! Two plain shapes that hold the whole index: a list of words, and lists of numbers by number.
//!
//! Both are flat, so that they can be written to a file and read back as they are. Knows nothing of what the
//! numbers mean. Begin reading at [`Words`] and [`Lists`].

use std::ops::Range;

/// Words, each once, end to end in one string; the number of a word is how many came before it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Words {
    letters: String,
    /// Where each word ends in `letters`; it begins where the one before ends.
    ends: Vec<u32>,
    /// The number of each word at a slot that its hash tells, or the next free one after it. At most half are taken,
    /// so that a look-up costs about one comparison, where a binary search would cost one for each doubling. The first
    /// eight bits are some of the hash: another word in the slot is passed by without being read.
    slots: Vec<u32>,
}

/// A slot without a word; no word has this number.
const FREE: u32 = u32::MAX;
/// The bits of a slot that are the number of its word; words beyond 16 million are not found.
const NUMBER: u32 = 0x00ff_ffff;

impl Words {
    /// An empty table with room for so many words.
    pub(super) fn with_room_for(words: usize) -> Self {
        Self {
            letters: String::with_capacity(8 * words),
            ends: Vec::with_capacity(words),
            slots: vec![FREE; (2 * words.max(8)).next_power_of_two()],
        }
    }

    /// From words that each stand once, in their order.
    pub(super) fn from_unique<'a>(words: impl Iterator<Item = &'a str>) -> Self {
        let mut table = Self {
            letters: String::with_capacity(8 * words.size_hint().0),
            ends: Vec::with_capacity(words.size_hint().0),
            slots: Vec::new(),
        };
        for word in words {
            table.letters.push_str(word);
            table.ends.push(number(table.letters.len()));
        }
        table.fill_slots();
        table
    }

    /// From the two columns of another table; none when they do not fit each other.
    pub(super) fn from_columns(letters: String, ends: Vec<u32>) -> Option<Self> {
        let is_whole = ends.is_sorted()
            && ends
                .iter()
                .all(|end| letters.is_char_boundary(*end as usize))
            && ends.last().map_or(0, |end| *end as usize) == letters.len();
        is_whole.then(|| {
            let mut table = Self {
                letters,
                ends,
                slots: Vec::new(),
            };
            table.fill_slots();
            table
        })
    }

    /// Both columns, to be written down.
    pub(super) fn columns(&self) -> (&str, &[u32]) {
        (&self.letters, &self.ends)
    }

    /// The number of a word, which is added when it is new.
    pub(super) fn number(&mut self, word: &str) -> u32 {
        let hash = hash(word);
        if let Some(found) = self.find_hashed(word, hash) {
            return found;
        }
        let new = number(self.len());
        self.letters.push_str(word);
        self.ends.push(number(self.letters.len()));
        if self.slots.len() < 2 * self.len() {
            self.fill_slots();
        } else {
            self.take_slot(new, hash);
        }
        new
    }

    /// The same words in ascending order, and the new number of each.
    pub(super) fn sorted(&self) -> (Self, Vec<u32>) {
        // The first eight letters as one number decide nearly always; numbers are put in order without a branch.
        let first = |word: &str| u64::from_be_bytes(first_bytes(word.as_bytes()));
        let mut order: Vec<u128> = self
            .iter()
            .map(|(number, word)| u128::from(first(word)) << 64 | u128::from(number))
            .collect();
        order.sort_unstable();
        for alike in order.chunk_by_mut(|a, b| a >> 64 == b >> 64) {
            if alike.len() > 1 {
                alike.sort_unstable_by_key(|packed| self.bytes(low(*packed)));
            }
        }
        let order: Vec<u32> = order.iter().map(|packed| low(*packed)).collect();
        let mut numbers = vec![0; order.len()];
        for (place, old) in order.iter().enumerate() {
            if let Some(slot) = numbers.get_mut(*old as usize) {
                *slot = number(place);
            }
        }
        let sorted = Self::from_unique(order.iter().map(|old| self.get(*old)));
        (sorted, numbers)
    }

    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The word with this number; empty for a number that is not in the table.
    pub(super) fn get(&self, number: u32) -> &str {
        self.letters.get(self.at(number)).unwrap_or_default()
    }

    /// The bytes of a word; empty for a number that is not in the table.
    pub(super) fn bytes(&self, number: u32) -> &[u8] {
        self.letters
            .as_bytes()
            .get(self.at(number))
            .unwrap_or_default()
    }

    /// The number of a word.
    pub(super) fn find(&self, word: &str) -> Option<u32> {
        self.find_hashed(word, hash(word))
    }

    /// The same for a word of which the hash is known.
    pub(super) fn find_hashed(&self, word: &str, hash: u64) -> Option<u32> {
        let last = self.slots.len().checked_sub(1)?;
        let mut slot = place(hash) & last;
        loop {
            let found = self
                .slots
                .get(slot)
                .copied()
                .filter(|found| *found != FREE)?;
            if (found ^ tag(hash)) & !NUMBER == 0 && self.bytes(found & NUMBER) == word.as_bytes() {
                return Some(found & NUMBER);
            }
            slot = (slot + 1) & last;
        }
    }

    /// The numbers of the words that begin with `start`, in a table whose words are in ascending order.
    pub(super) fn starting_with(&self, start: &str) -> Range<u32> {
        let start = start.as_bytes();
        let first = self.partition(0, |word| word < start);
        first..self.partition(first, |word| word.starts_with(start))
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

    /// Where a word stands in `letters`.
    fn at(&self, number: u32) -> Range<usize> {
        let index = number as usize;
        let start = index
            .checked_sub(1)
            .and_then(|before| self.ends.get(before))
            .map_or(0, |end| *end as usize);
        start..self.ends.get(index).map_or(start, |end| *end as usize)
    }

    /// The number of the first word from `low` on for which `is_before` no longer holds.
    fn partition(&self, mut low: u32, is_before: impl Fn(&[u8]) -> bool) -> u32 {
        let mut high = number(self.len());
        while low < high {
            let middle = low + (high - low) / 2;
            if is_before(self.bytes(middle)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }

    fn fill_slots(&mut self) {
        let wanted = (2 * self.len().max(8)).next_power_of_two();
        // When words are added, growing by four leaves room.
        let room = if self.slots.is_empty() { 1 } else { 2 };
        self.slots = vec![FREE; wanted * room];
        for word in 0..number(self.len()) {
            self.take_slot(word, hash(self.get(word)));
        }
    }

    fn take_slot(&mut self, word: u32, hash: u64) {
        if word >= NUMBER {
            return;
        }
        let last = self.slots.len().saturating_sub(1);
        let mut slot = place(hash) & last;
        while self.slots.get(slot).is_some_and(|taken| *taken != FREE) {
            slot = (slot + 1) & last;
        }
        if let Some(free) = self.slots.get_mut(slot) {
            *free = tag(hash) | word;
        }
    }
}

/// An odd number that spreads the bits of what it is multiplied with.
pub(super) const SPREAD: u64 = 0x517c_c1b7_2722_0a95;

/// Spreads words over slots. Made for short words and speed: nobody gains by words that share a slot.
pub(super) fn hash(word: &str) -> u64 {
    let mix = |sum: u64, part: u64| (sum.rotate_left(5) ^ part).wrapping_mul(SPREAD);
    let (eights, rest) = word.as_bytes().as_chunks::<8>();
    let sum = eights.iter().fold(word.len() as u64, |sum, eight| {
        mix(sum, u64::from_le_bytes(*eight))
    });
    // Four, two and one of the last seven letters.
    let (fours, rest) = rest.as_chunks::<4>();
    let (twos, ones) = rest.as_chunks::<2>();
    let four = fours.first().map_or(0, |four| u32::from_le_bytes(*four));
    let two = twos.first().map_or(0, |two| u16::from_le_bytes(*two));
    let one = ones.first().copied().unwrap_or(0);
    let last = u64::from(four) << 32 | u64::from(two) << 8 | u64::from(one);
    let sum = mix(sum, last);
    sum ^ (sum >> 32)
}

/// The first eight bytes; zeros where there are fewer.
pub(super) fn first_bytes(bytes: &[u8]) -> [u8; 8] {
    bytes.first_chunk().copied().unwrap_or_else(|| {
        let mut first = [0; 8];
        for (slot, byte) in first.iter_mut().zip(bytes) {
            *slot = *byte;
        }
        first
    })
}

/// The slot that a hash tells; only the low bits are used.
#[expect(
    clippy::cast_possible_truncation,
    reason = "only the low bits are used"
)]
fn place(hash: u64) -> usize {
    hash as usize
}

/// The bits of a hash that stand before the number in a slot.
fn tag(hash: u64) -> u32 {
    ((hash >> 56) as u32) << 24
}

/// For each number a list of numbers, end to end in one vector.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Lists {
    pub(super) ends: Vec<u32>,
    pub(super) items: Vec<u32>,
}

impl Lists {
    /// From pairs of a number below `len` and an item. The items of one number keep their order; pairs of a number
    /// that is too high are left out.
    pub(super) fn from_pairs(len: usize, pairs: &[(u32, u32)]) -> Self {
        let mut ends = vec![0_u32; len];
        let mut count = 0;
        for (key, _) in pairs {
            if let Some(end) = ends.get_mut(*key as usize) {
                *end += 1;
                count += 1;
            }
        }
        // For now where each list begins; it moves to its end as items come in.
        let mut start = 0;
        for end in &mut ends {
            start += std::mem::replace(end, start);
        }
        let mut items = vec![0; count];
        for (key, item) in pairs {
            let Some(place) = ends.get_mut(*key as usize) else {
                continue;
            };
            if let Some(slot) = items.get_mut(*place as usize) {
                *slot = *item;
            }
            *place += 1;
        }
        Self { ends, items }
    }

    /// For each group its members, from the group of each member.
    pub(super) fn grouped(groups: usize, group_of: &[u32]) -> Self {
        let pairs: Vec<(u32, u32)> = group_of
            .iter()
            .enumerate()
            .map(|(member, &group)| (group, number(member)))
            .collect();
        Self::from_pairs(groups, &pairs)
    }

    /// The list of a number; empty for one that has none.
    pub(super) fn get(&self, key: u32) -> &[u32] {
        self.items.get(self.at(key)).unwrap_or_default()
    }

    /// The list of a number, to be put in another order.
    pub(super) fn get_mut(&mut self, key: u32) -> &mut [u32] {
        let at = self.at(key);
        self.items.get_mut(at).unwrap_or_default()
    }

    fn at(&self, key: u32) -> Range<usize> {
        let index = key as usize;
        let start = index
            .checked_sub(1)
            .and_then(|before| self.ends.get(before))
            .map_or(0, |end| *end as usize);
        start..self.ends.get(index).map_or(start, |end| *end as usize)
    }
}

/// What stands in the last 32 bits, behind what it was put in order by.
#[expect(
    clippy::cast_possible_truncation,
    reason = "only the low bits are asked for"
)]
pub(super) fn low(packed: u128) -> u32 {
    packed as u32
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
        let words = Words::from_unique(["aow", "huur", "huurtoeslag", "zorg"].into_iter());
        assert_eq!(words.find("huur"), Some(1));
        assert_eq!(words.find("huu"), None);
        assert_eq!(words.find("zzz"), None);
        assert_eq!(words.find(""), None);
        assert_eq!(words.starting_with("huur"), 1..3);
        assert_eq!(words.starting_with("x"), 3..3);
        assert_eq!(words.get(9), "");
        assert_eq!(Words::default().find("aow"), None);
    }

    #[test]
    fn words_are_numbered_as_they_come_and_can_be_put_in_order() {
        let mut words = Words::default();
        for _ in 0..2 {
            for count in 0..1_000_u32 {
                assert_eq!(words.number(&format!("woord{}", 999 - count)), count);
            }
        }
        let (sorted, numbers) = words.sorted();
        assert_eq!(sorted.len(), 1_000);
        assert!(sorted.iter().map(|(_, word)| word).is_sorted());
        for (old, word) in words.iter() {
            assert_eq!(sorted.find(word), numbers.get(old as usize).copied());
        }
    }

    #[test]
    fn columns_that_do_not_fit_make_no_table() {
        assert!(Words::from_columns("aow".to_owned(), vec![3]).is_some());
        assert!(Words::from_columns("aow".to_owned(), vec![2]).is_none());
        assert!(Words::from_columns("aow".to_owned(), vec![3, 1]).is_none());
        assert!(Words::from_columns("é".to_owned(), vec![1, 2]).is_none());
    }

    #[test]
    fn a_number_without_items_has_an_empty_list() {
        let lists = Lists::from_pairs(4, &[(2, 8), (0, 7), (2, 9), (9, 1)]);
        assert_eq!(lists.get(0), [7]);
        assert!(lists.get(1).is_empty());
        assert_eq!(lists.get(2), [8, 9]);
        assert!(lists.get(3).is_empty());
        assert!(lists.get(4).is_empty());
    }
}
