//! Words that say little: they hold a sentence together but name nothing at the desk.
//!
//! They still count a little, so that a query of only such words ("ik wil er niet meer zijn") can find a name
//! made of them. Begin reading at [`share`].

mod list;

use std::sync::LazyLock;

use super::table::{Words, hash, number};
use list::{EMPTY, PEOPLE, WEAK};

/// The words of all lists, to be found by their hash: [`EMPTY`], then [`PEOPLE`], then [`WEAK`].
struct Known {
    words: Words,
    /// Where the words of the first list and those of the second end.
    empty: u32,
    people: u32,
}

static KNOWN: LazyLock<Known> = LazyLock::new(|| {
    let mut words = Words::default();
    let mut add = |list: &[&str]| {
        for word in list {
            words.number(word);
        }
        number(words.len())
    };
    let (empty, people) = (add(EMPTY), add(PEOPLE));
    add(WEAK);
    Known {
        words,
        empty,
        people,
    }
});

/// How much of its rarity a word of each class keeps: 1 for most words, little for words that say little.
const SHARES: [f32; 4] = [1.0, 0.06, 0.35, 0.45];
/// The class of words that have no meaning of their own.
pub(super) const NO_MEANING: u32 = 1;

/// The class of a word with this hash, 0 to 3, by the list it stands in.
pub(super) fn class(word: &str, hash: u64) -> u32 {
    let Known {
        words,
        empty,
        people,
    } = &*KNOWN;
    match words.find_hashed(word, hash) {
        None => 0,
        Some(found) if found < *empty => NO_MEANING,
        Some(found) if found < *people => 2,
        Some(_) => 3,
    }
}

/// How much of its rarity a word of this class keeps.
pub(super) fn share_of(class: u32) -> f32 {
    SHARES.get(class as usize).copied().unwrap_or(1.0)
}

/// How much of its rarity a word keeps.
pub(super) fn share(word: &str) -> f32 {
    share_of(class(word, hash(word)))
}

/// Whether a word has no meaning of its own.
pub(super) fn is_empty(word: &str) -> bool {
    class(word, hash(word)) == NO_MEANING
}

#[cfg(test)]
mod tests {
    use super::{EMPTY, PEOPLE, WEAK};

    #[test]
    fn each_list_is_sorted() {
        assert!(
            [EMPTY, PEOPLE, WEAK]
                .iter()
                .all(|list| list.is_sorted_by(|a, b| a < b))
        );
    }
}
