//! Which backups name one of a few ids, found without taking them apart: eleven of a year would take seconds.
//!
//! Begin reading at [`Halves::leave_alone`].

use std::collections::BTreeSet;

use super::Gone;
use crate::store::{backup::BOXED, frame};

/// Looks for a few ids in a backup without taking it apart. Its pieces may cut an id in two, but never both of its halves;
/// so halves are looked for.
pub(super) struct Halves {
    halves: BTreeSet<[u8; HALF]>,
    /// How far the search may go on from a place that ends with this byte: as the algorithm of Horspool, for several words.
    skips: [usize; 256],
}

const HALF: usize = 8;
/// So many ids are looked for that way; of more, every backup is taken apart.
const FEW: usize = 32;

impl Halves {
    pub(super) fn of(gone: &Gone) -> Option<Self> {
        if gone.len() > FEW {
            return None;
        }
        let halves: BTreeSet<[u8; HALF]> = gone
            .iter()
            .flat_map(|id| id.as_chunks::<HALF>().0)
            .copied()
            // What was noted while locked may be of anyone.
            .chain(BOXED.as_bytes().first_chunk().copied())
            .collect();
        let mut skips = [HALF; 256];
        for half in &halves {
            for (at, byte) in half.iter().enumerate() {
                if let Some(skip) = skips.get_mut(usize::from(*byte)) {
                    *skip = (*skip).min(HALF - 1 - at);
                }
            }
        }
        Some(Self { halves, skips })
    }

    /// Whether a backup is undamaged, names none of them, and holds no boxes.
    pub(super) fn leave_alone(&self, backup: &[u8]) -> bool {
        let scan = frame::scan(backup);
        !backup.is_empty()
            && scan.damaged.is_empty()
            && scan.torn.is_none()
            && !self.stand_in(backup)
    }

    fn stand_in(&self, bytes: &[u8]) -> bool {
        let mut at = 0;
        while let Some(word) = bytes.get(at..).and_then(<[u8]>::first_chunk::<HALF>) {
            let [.., last] = *word;
            match self.skips.get(usize::from(last)) {
                Some(0) if self.halves.contains(word) => return true,
                Some(0) | None => at += 1,
                Some(skip) => at += skip,
            }
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::{Gone, Halves};
    use crate::store::frame;

    const ID: [u8; 16] = *b"0123456789abcdef";

    fn halves(ids: impl IntoIterator<Item = [u8; 16]>) -> Option<Halves> {
        Halves::of(&ids.into_iter().collect::<Gone>())
    }

    fn backup(pieces: &[&[u8]]) -> Vec<u8> {
        let frames = pieces.iter().filter_map(|piece| frame::encode(1, piece));
        frames.flatten().collect()
    }

    #[test]
    fn an_id_is_found_wherever_it_stands_and_wherever_pieces_cut_it() {
        for before in 0..40 {
            for cut in 0..=ID.len() {
                let (left, right) = ID.split_at(cut);
                let left = ["z".repeat(before).as_bytes(), left].concat();
                let bytes = backup(&[&left, &[right, b"0a1b2c3d4e5f".as_slice()].concat()]);
                let others = (0..20).map(|other| [other; 16]);
                let halves = halves(others.chain([ID]));
                let is_left = halves.map(|halves| halves.leave_alone(&bytes));
                assert_eq!(
                    is_left,
                    Some(false),
                    "{before} bytes before it, cut at {cut}"
                );
            }
        }
    }

    #[test]
    fn a_backup_is_left_alone_only_when_it_is_whole_and_names_none() {
        let mut bytes = backup(&[b"0123456789", b"6789abcdef, and 01234567_89abcde"]);
        let is_left = |bytes: &[u8]| halves([*b"0123456x89abcdex"]).map(|it| it.leave_alone(bytes));
        assert_eq!(is_left(&bytes), Some(true));
        if let Some(byte) = bytes.last_mut() {
            *byte ^= 1;
        }
        assert_eq!(is_left(&bytes), Some(false), "damaged");
        assert_eq!(is_left(&[]), Some(false), "empty");
        assert!(halves((0..200).map(|id| [id; 16])).is_none(), "many");
    }
}
