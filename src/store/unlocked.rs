//! What is in memory while the store is unlocked: keys, where every enquiry stands, drafts and shifts.
//!
//! It is built by replaying the log ([`Unlocked::apply`] for every entry) and kept up by the same function
//! after every save, so that a restart can never see something else than what was there before it.

use std::collections::{BTreeMap, HashMap, HashSet};

use jiff::civil::Date;

use super::{
    StoreError,
    index::{DayTag, Index, IndexError, Row, Stamp, Summary},
    key::{KeyFile, Ring, Scope},
    record::{Entry, Kind, from_cbor},
};
use crate::domain::{Enquiry, EnquiryId, Session, Shift, ShiftId};

/// Where the log has the valid revision of an enquiry.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Standing {
    pub(crate) stamp: Stamp,
    pub(crate) is_withdrawn: bool,
}

/// A value and the sequence number of the save it came with.
pub(crate) struct Numbered<T> {
    pub(crate) sequence: u64,
    pub(crate) value: T,
}

/// The state of an unlocked store.
pub(crate) struct Unlocked {
    pub(crate) ring: Ring,
    pub(crate) index: Box<dyn Index>,
    /// What the index held when it was opened, and what it was given since.
    pub(crate) indexed: HashMap<EnquiryId, Summary>,
    pub(crate) standing: HashMap<EnquiryId, Standing>,
    pub(crate) drafts: HashMap<EnquiryId, Numbered<Session>>,
    pub(crate) shifts: BTreeMap<ShiftId, Numbered<Shift>>,
    /// Boxes sealed while locked that were merged already.
    pub(crate) merged: HashSet<[u8; 16]>,
    /// The save that ended each conversation.
    pub(crate) ended: HashMap<EnquiryId, u64>,
    /// Drafts that stand in a month file, because they were saved together with an enquiry: that they ended
    /// must be remembered when the file of drafts is compacted.
    pub(crate) drafts_in_months: HashSet<EnquiryId>,
    /// The highest sequence number given out.
    pub(crate) sequence: u64,
    /// Entries that a key of ours should open and does not.
    pub(crate) unreadable: usize,
    /// The index was opened whole and had been filled before, so it can make good for damage to the log.
    pub(crate) had_whole_index: bool,
    /// Set when the index failed; the store puts another in its place.
    pub(crate) index_failure: Option<IndexError>,
}

impl Unlocked {
    pub(crate) fn new(
        ring: Ring,
        index: Box<dyn Index>,
        indexed: HashMap<EnquiryId, Summary>,
    ) -> Self {
        Self {
            ring,
            index,
            had_whole_index: !indexed.is_empty(),
            indexed,
            standing: HashMap::new(),
            drafts: HashMap::new(),
            shifts: BTreeMap::new(),
            merged: HashSet::new(),
            ended: HashMap::new(),
            drafts_in_months: HashSet::new(),
            sequence: 0,
            unreadable: 0,
            index_failure: None,
        }
    }

    /// Takes one entry of the log in; the order of calls does not matter, newer wins.
    pub(crate) fn apply(&mut self, keys: &KeyFile, sequence: u64, file: &str, entry: &Entry<'_>) {
        self.sequence = self.sequence.max(sequence);
        match entry.head.kind {
            Kind::Enquiry | Kind::Withdrawn => self.apply_enquiry(keys, sequence, file, entry),
            Kind::Draft => self.apply_draft(keys, sequence, file, entry),
            Kind::EndDraft => {
                let id = EnquiryId(entry.head.id);
                let ended = self.ended.entry(id).or_default();
                *ended = sequence.max(*ended);
                if self
                    .drafts
                    .get(&id)
                    .is_some_and(|draft| draft.sequence < sequence)
                {
                    self.drafts.remove(&id);
                }
            }
            Kind::Shift => {
                let Some(value) = self.read::<Shift>(keys, entry) else {
                    return;
                };
                let known = self.shifts.get(&value.id);
                if known.is_none_or(|known| known.sequence < sequence) {
                    self.shifts.insert(value.id, Numbered { sequence, value });
                }
            }
            Kind::Merged => {
                self.merged.insert(entry.head.id);
            }
            Kind::Erased | Kind::Audit => {}
        }
    }

    fn apply_enquiry(&mut self, keys: &KeyFile, sequence: u64, file: &str, entry: &Entry<'_>) {
        let id = EnquiryId(entry.head.id);
        let stamp = Stamp {
            revision: entry.head.revision,
            sequence,
        };
        if self
            .standing
            .get(&id)
            .is_some_and(|known| known.stamp >= stamp)
        {
            return;
        }
        let is_withdrawn = entry.head.kind == Kind::Withdrawn;
        self.standing.insert(
            id,
            Standing {
                stamp,
                is_withdrawn,
            },
        );
        let indexed = self.indexed.get(&id);
        let can_read = self.ring.key(entry.head.key).is_some();
        let is_known = indexed.is_some_and(|row| {
            row.stamp > stamp || row.stamp == stamp && (row.day.is_some() || !can_read)
        });
        if is_known {
            return;
        }
        let day = self
            .read::<Enquiry>(keys, entry)
            .and_then(|enquiry| self.day_tag(keys, enquiry.day));
        let row = Row {
            stamp,
            day,
            file: file.to_owned(),
            entry: entry.whole.to_vec(),
        };
        self.indexed.insert(id, Summary { stamp, day });
        if let Err(failure) = self.index.put(id, &row) {
            self.index_failure = Some(failure);
        }
    }

    fn apply_draft(&mut self, keys: &KeyFile, sequence: u64, file: &str, entry: &Entry<'_>) {
        let id = EnquiryId(entry.head.id);
        if file != super::DRAFTS {
            self.drafts_in_months.insert(id);
        }
        let is_over = self.ended.get(&id).is_some_and(|ended| *ended > sequence);
        let is_old = self
            .drafts
            .get(&id)
            .is_some_and(|draft| draft.sequence >= sequence);
        if is_over || is_old {
            return;
        }
        if let Some(value) = self.read::<Session>(keys, entry) {
            self.drafts.insert(id, Numbered { sequence, value });
        }
    }

    /// The hashed day under the key that all unlocks share.
    pub(crate) fn day_tag(&self, keys: &KeyFile, day: Date) -> Option<DayTag> {
        let (_, key) = keys.key_for(&self.ring, Scope::Index)?;
        Some(DayTag::new(key, day))
    }

    /// The value in an entry; none when its key is closed to us, or, counted, when it does not open.
    fn read<T: serde::de::DeserializeOwned>(
        &mut self,
        keys: &KeyFile,
        entry: &Entry<'_>,
    ) -> Option<T> {
        let key = self.ring.key(entry.head.key)?;
        let plain = entry.open(keys.lock.store, key);
        let value = plain.and_then(|plain| from_cbor(&plain));
        if value.is_none() {
            self.unreadable += 1;
        }
        value
    }

    /// An enquiry from the row of the index.
    ///
    /// # Errors
    /// [`StoreError::Closed`], or the row is not what the log says it is.
    pub(crate) fn enquiry(
        &self,
        keys: &KeyFile,
        id: EnquiryId,
        standing: Standing,
    ) -> Result<Enquiry, ReadError> {
        let disagrees = || ReadError::Index(IndexError::Broken("sled and the log disagree".into()));
        let row = self.index.get(id).map_err(ReadError::Index)?;
        let row = row
            .filter(|row| row.stamp == standing.stamp)
            .ok_or_else(disagrees)?;
        let entries = super::record::entries(&row.entry).ok_or_else(disagrees)?;
        let entry = entries.first().ok_or_else(disagrees)?;
        let key = self
            .ring
            .key(entry.head.key)
            .ok_or(ReadError::Store(StoreError::Closed))?;
        let is_same = entry.head.id == id.0 && entry.head.revision == standing.stamp.revision;
        entry
            .open(keys.lock.store, key)
            .filter(|_| is_same)
            .and_then(|plain| from_cbor(&plain))
            .ok_or_else(disagrees)
    }
}

/// Why a row could not be read.
pub(crate) enum ReadError {
    /// The index is at fault: fill it anew and read again.
    Index(IndexError),
    /// It is not for us.
    Store(StoreError),
}
