//! How far two spellings are apart: letters put in, left out, changed or swapped.
//!
//! Knows bytes only. A letter mask and the length reject nearly every word before a distance is computed, which
//! beats a Levenshtein automaton up to about 100,000 words and needs no memory. Begin reading at [`distance`].

/// One bit for each letter that stands in a word; digits and other bytes share the last ones.
pub(super) fn mask(word: &str) -> u32 {
    word.bytes().fold(0, |mask, byte| {
        let bit = match byte {
            b'a'..=b'z' => byte - b'a',
            b'A'..=b'Z' => 26 + (byte & 3),
            b'0'..=b'9' => 30,
            _ => 31,
        };
        mask | (1 << bit)
    })
}

/// Whether two words can be at most `most` mistakes apart, by their masks: one mistake changes two bits at most.
pub(super) fn may_be_near(a: u32, b: u32, most: usize) -> bool {
    (a ^ b).count_ones() as usize <= 2 * most
}

/// Rows for [`distance`], kept so that a scan over a vocabulary does not allocate.
#[derive(Debug, Default)]
pub(super) struct Rows {
    before: Vec<u8>,
    last: Vec<u8>,
    now: Vec<u8>,
}

/// The number of mistakes between two words, at most `most`; a swap of neighbours is one mistake.
///
/// With `typing` the distance is to the nearest start of `b`, for a word that is not finished yet.
pub(super) fn distance(
    a: &[u8],
    b: &[u8],
    most: usize,
    typing: bool,
    rows: &mut Rows,
) -> Option<usize> {
    if a.len() > b.len() + most || (!typing && b.len() > a.len() + most) {
        return None;
    }
    // A distance is clipped at `most + 1`, so a byte is enough.
    let far = u8::try_from(most + 1).unwrap_or(u8::MAX);
    // Beyond this part of `b` no start can be near.
    let width = b.len().min(a.len() + most);
    rows.last.clear();
    rows.last
        .extend((0..=width).map(|cell| u8::try_from(cell).unwrap_or(u8::MAX).min(far)));
    rows.before.clear();
    rows.before.resize(width + 1, far);
    let mut above_a = None;
    for (row, &letter) in a.iter().enumerate() {
        rows.now.clear();
        let mut left = u8::try_from(row + 1).unwrap_or(u8::MAX).min(far);
        rows.now.push(left);
        let mut least = left;
        let mut diagonal = rows.last.first().copied().unwrap_or(far);
        let mut above_b = None;
        // What a swap would come from: two rows up, two cells to the left.
        let mut swap_from = far;
        let cells = b
            .iter()
            .zip(rows.last.iter().skip(1))
            .zip(rows.before.iter());
        for ((&other, &above), &before) in cells {
            let mut cell = diagonal.saturating_add(u8::from(letter != other));
            cell = cell
                .min(above.saturating_add(1))
                .min(left.saturating_add(1));
            if Some(other) == above_a && Some(letter) == above_b {
                cell = cell.min(swap_from.saturating_add(1));
            }
            let cell = cell.min(far);
            rows.now.push(cell);
            least = least.min(cell);
            (diagonal, left, above_b, swap_from) = (above, cell, Some(other), before);
        }
        if least >= far {
            return None;
        }
        above_a = Some(letter);
        std::mem::swap(&mut rows.before, &mut rows.last);
        std::mem::swap(&mut rows.last, &mut rows.now);
    }
    let found = if typing {
        rows.last.iter().min().copied()
    } else {
        rows.last.last().copied()
    }?;
    (found < far).then_some(usize::from(found))
}

#[cfg(test)]
mod tests {
    use super::{Rows, distance, mask, may_be_near};

    fn far(a: &str, b: &str, most: usize) -> Option<usize> {
        assert!(
            distance(
                a.as_bytes(),
                b.as_bytes(),
                most,
                false,
                &mut Rows::default()
            )
            .is_none_or(|found| { may_be_near(mask(a), mask(b), found) })
        );
        distance(
            a.as_bytes(),
            b.as_bytes(),
            most,
            false,
            &mut Rows::default(),
        )
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
    }

    #[test]
    fn a_word_being_typed_is_compared_with_a_start() {
        let start =
            |a: &str, b: &str| distance(a.as_bytes(), b.as_bytes(), 1, true, &mut Rows::default());
        assert_eq!(start("zrogt", "zorgtoeslag"), Some(1));
        assert_eq!(start("zorgt", "zorgtoeslag"), Some(0));
        assert_eq!(start("kind", "zorgtoeslag"), None);
    }
}
