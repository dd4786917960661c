//! An enquiry as it stands in the log and in the index: its row and, behind it, its free text, each under a key of its own.

use std::collections::{BTreeMap, HashMap};

use super::{
    index::Stamp,
    key::Ring,
    record::{Entry, Kind, from_cbor},
    seal::Plain,
};
use crate::domain::{Answer, Enquiry, EnquiryId, FieldName, StoreId};

/// Where the log has the valid revision of an enquiry.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Standing {
    pub(crate) stamp: Stamp,
    /// Which of the [files](super::unlocked::Unlocked::files) it stands in.
    pub(crate) file: usize,
    pub(crate) is_withdrawn: bool,
    /// For the coordinator alone.
    pub(crate) is_concern: bool,
    /// Its key is here.
    pub(crate) can_read: bool,
}

/// Which save of a record an entry is, in a frame of this number.
pub(crate) const fn stamp_of(sequence: u64, entry: &Entry<'_>) -> Stamp {
    Stamp {
        revision: entry.head.revision,
        sequence,
    }
}

/// Whether this entry of a frame is the valid revision of an enquiry, and for us to read.
pub(crate) fn is_standing(
    standing: &HashMap<EnquiryId, Standing>,
    sequence: u64,
    entry: &Entry<'_>,
) -> bool {
    entry.head.kind.is_enquiry()
        && standing
            .get(&EnquiryId(entry.head.id))
            .is_some_and(|row| row.stamp == stamp_of(sequence, entry) && row.can_read)
}

/// Whether the text answers of an enquiry are decrypted with it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum FreeText {
    Read,
    LeftOut,
}

/// An enquiry from its row and, behind it, its free text, as long as that is kept. Decrypted in this room.
pub(crate) fn read_row(
    ring: &Ring,
    store: StoreId,
    row: &[Entry<'_>],
    text: FreeText,
    room: &mut Plain,
) -> Option<Enquiry> {
    let (row, beside) = row.split_first()?;
    let mut enquiry: Enquiry = from_cbor(ring.open_into(room, store, row)?)?;
    if text == FreeText::LeftOut {
        return Some(enquiry);
    }
    let mut words = beside.iter().filter(|entry| entry.head.kind == Kind::Words);
    if let Some(words) = words.find(|words| ring.can_open(words.head.key)) {
        let plain = ring.open_into(room, store, words)?;
        let words: BTreeMap<FieldName, Answer> = from_cbor(plain)?;
        enquiry.answers.extend(words);
    }
    Some(enquiry)
}
