//! Words that say little: they hold a sentence together but name nothing at the desk.
//!
//! They still count a little, so that a query of only such words ("ik wil er niet meer zijn") can find a name
//! made of them. Begin reading at [`share`].

mod list;

use std::sync::LazyLock;

use super::table::{Words, number};
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

/// How much of its rarity a word keeps: 1 for most words, little for words that say little.
pub(super) fn share(word: &str) -> f32 {
    let Known {
        words,
        empty,
        people,
    } = &*KNOWN;
    match words.find(word) {
        None => 1.0,
        Some(found) if found < *empty => 0.06,
        Some(found) if found < *people => 0.35,
        Some(_) => 0.45,
    }
}

/// Whether a word has no meaning of its own.
pub(super) fn is_empty(word: &str) -> bool {
    KNOWN
        .words
        .find(word)
        .is_some_and(|found| found < KNOWN.empty)
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
