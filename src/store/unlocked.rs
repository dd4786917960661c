//! What is in memory while the store is unlocked: keys, where every enquiry stands, drafts and shifts.
//!
//! It is built by replaying the log ([`Unlocked::apply`] for every entry, then [`Unlocked::settle`]) and kept
//! up by the same functions after every save, so that a restart can never see something else than what was there before it.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use jiff::civil::Date;
use serde::de::DeserializeOwned;

use super::{
    index::{DayTag, Index, IndexError, Row, Stamp, Summary},
    kept::{Kept, Numbered, keep_newest},
    key::{KeyFile, Ring, Scope},
    record::{self, Concern, Entry, FOR_COORDINATOR, Kind, from_cbor},
    row::{FreeText, Standing, read_row, stamp_of},
    seal::Plain,
    twins,
};
use crate::domain::{
    Contact, ContactId, Enquiry, EnquiryId, FollowUp, FollowUpId, OwnNote, OwnNoteId, Session,
    Shift, ShiftId, StoreId, Trail, TrailId, UrgentUse, UrgentUseId,
};

/// The state of an unlocked store.
pub(crate) struct Unlocked {
    store: StoreId,
    pub(crate) ring: Ring,
    pub(crate) index: Box<dyn Index>,
    /// What the index held when it was opened, and what it was given since.
    pub(crate) indexed: HashMap<EnquiryId, Summary>,
    pub(crate) standing: HashMap<EnquiryId, Standing>,
    /// The month files that enquiries were found in.
    pub(crate) files: Vec<String>,
    /// What the newest backup holds, while an index is filled from nothing: it needs no second copy there.
    pub(crate) in_backup: HashSet<(EnquiryId, Stamp)>,
    /// What an index listed that was thrown away, while the next one is filled: its days need not be decrypted again.
    pub(crate) listed_before: HashMap<EnquiryId, Summary>,
    pub(crate) drafts: HashMap<EnquiryId, Numbered<Session>>,
    pub(crate) shifts: BTreeMap<ShiftId, Numbered<Shift>>,
    pub(crate) follow_ups: Kept<FollowUpId, FollowUp>,
    pub(crate) contacts: Kept<ContactId, Contact>,
    pub(crate) urgent_uses: Kept<UrgentUseId, UrgentUse>,
    pub(crate) trails: Kept<TrailId, Trail>,
    pub(crate) own_notes: Kept<OwnNoteId, OwnNote>,
    /// The newest of each as it stands in the log, until [`Unlocked::settle`].
    unread_drafts: BTreeMap<EnquiryId, Numbered<Vec<u8>>>,
    unread_shifts: BTreeMap<ShiftId, Numbered<Vec<u8>>>,
    unindexed: BTreeMap<EnquiryId, Row>,
    /// Boxes sealed while locked that were merged already, with the number of the save they became.
    pub(crate) merged: HashMap<[u8; 16], u64>,
    /// The last day on which a record may be kept, and the save that said so.
    pub(crate) ends_on: HashMap<[u8; 16], (u64, Date)>,
    /// Consents that were withdrawn in this session: local backups forget them at the lock.
    pub(crate) withdrawn: BTreeSet<[u8; 16]>,
    /// Copies that the desk could read have still to go.
    pub(crate) must_close_copies: bool,
    /// What was erased and must not be put back.
    pub(crate) erased: HashSet<[u8; 16]>,
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
    /// Enquiries that the index alone has: there was no room to put them back into the log.
    pub(crate) unlogged: BTreeSet<EnquiryId>,
    /// What was saved and has no second copy yet, with the numbers of the saves.
    pub(crate) untwinned: Vec<(u64, Vec<u8>)>,
    /// Cards that the vault lost had a second copy.
    pub(crate) vault_came_back: bool,
    /// Set when the index failed; the store puts another in its place.
    pub(crate) index_failure: Option<IndexError>,
}

impl Unlocked {
    pub(crate) fn new(
        store: StoreId,
        ring: Ring,
        index: Box<dyn Index>,
        indexed: HashMap<EnquiryId, Summary>,
    ) -> Self {
        Self {
            store,
            ring,
            index,
            had_whole_index: !indexed.is_empty(),
            indexed,
            standing: HashMap::new(),
            files: Vec::new(),
            in_backup: HashSet::new(),
            listed_before: HashMap::new(),
            drafts: HashMap::new(),
            shifts: BTreeMap::new(),
            follow_ups: Kept::default(),
            contacts: Kept::default(),
            urgent_uses: Kept::default(),
            trails: Kept::default(),
            own_notes: Kept::default(),
            unread_drafts: BTreeMap::new(),
            unread_shifts: BTreeMap::new(),
            unindexed: BTreeMap::new(),
            merged: HashMap::new(),
            ends_on: HashMap::new(),
            withdrawn: BTreeSet::new(),
            must_close_copies: false,
            erased: HashSet::new(),
            ended: HashMap::new(),
            drafts_in_months: HashSet::new(),
            sequence: 0,
            unreadable: 0,
            unlogged: BTreeSet::new(),
            untwinned: Vec::new(),
            vault_came_back: false,
            index_failure: None,
        }
    }

    /// Takes one entry of the log in; the order of calls does not matter, newer wins. What has to be decrypted
    /// waits for [`Unlocked::settle`], so that only the newest of each is.
    pub(crate) fn apply(&mut self, sequence: u64, file: &str, entry: &Entry<'_>) {
        self.sequence = self.sequence.max(sequence);
        let id = EnquiryId(entry.head.id);
        match entry.head.kind {
            Kind::Enquiry | Kind::Withdrawn => self.apply_enquiry(sequence, file, entry),
            Kind::Words => self.keep_beside(sequence, entry),
            Kind::EndsOn => {
                self.keep_beside(sequence, entry);
                self.apply_end(sequence, entry);
            }
            Kind::Draft => {
                // Also when we cannot read it: who can must not find a conversation that ended.
                if file != super::DRAFTS {
                    self.drafts_in_months.insert(id);
                }
                // The same conversation stands elsewhere under a key that we have.
                if !self.ring.can_open(entry.head.key) {
                    return;
                }
                let ended = self.ended.get(&id).copied().unwrap_or_default();
                let known = self.drafts.get(&id).map_or(0, |draft| draft.sequence);
                if sequence > ended && sequence > known {
                    keep_newest(&mut self.unread_drafts, id, sequence, entry);
                }
            }
            Kind::EndDraft => {
                self.keep_beside(sequence, entry);
                let ended = self.ended.entry(id).or_default();
                *ended = sequence.max(*ended);
                let ended = *ended;
                self.drafts
                    .retain(|known, draft| *known != id || draft.sequence > ended);
                self.unread_drafts
                    .retain(|known, draft| *known != id || draft.sequence > ended);
            }
            Kind::Shift => {
                let id = ShiftId(entry.head.id);
                let known = self.shifts.get(&id).map_or(0, |shift| shift.sequence);
                if sequence > known {
                    keep_newest(&mut self.unread_shifts, id, sequence, entry);
                }
            }
            Kind::Merged => {
                self.merged.insert(entry.head.id, entry.head.revision);
            }
            Kind::FollowUp => {
                let id = FollowUpId(entry.head.id);
                self.follow_ups.apply(id, sequence, entry);
            }
            Kind::EndFollowUp => self.follow_ups.end(FollowUpId(entry.head.id), sequence),
            Kind::Contact => {
                let id = ContactId(entry.head.id);
                self.contacts.apply(id, sequence, entry);
            }
            Kind::UrgentUse => {
                let id = UrgentUseId(entry.head.id);
                self.urgent_uses.apply(id, sequence, entry);
            }
            Kind::Trail => {
                let id = TrailId(entry.head.id);
                self.trails.apply(id, sequence, entry);
            }
            Kind::OwnNote => {
                let id = OwnNoteId(entry.head.id);
                self.own_notes.apply(id, sequence, entry);
            }
            Kind::EndContact => {
                self.withdrawn.insert(entry.head.id);
                self.contacts.end(ContactId(entry.head.id), sequence);
            }
            Kind::Erased | Kind::Audit | Kind::Totals => {}
        }
    }

    fn apply_enquiry(&mut self, sequence: u64, file: &str, entry: &Entry<'_>) {
        let id = EnquiryId(entry.head.id);
        let stamp = stamp_of(sequence, entry);
        let known = self.standing.get(&id);
        if known.is_some_and(|known| known.stamp >= stamp) {
            return;
        }
        let is_withdrawn = entry.head.kind == Kind::Withdrawn;
        let can_read = self.ring.can_open(entry.head.key);
        let standing = Standing {
            stamp,
            file: self.number_of(file),
            is_withdrawn,
            is_concern: entry.head.key == FOR_COORDINATOR,
            can_read,
        };
        self.standing.insert(id, standing);
        let is_indexed = self.indexed.get(&id).is_some_and(|row| {
            row.stamp > stamp || row.stamp == stamp && (row.day.is_some() || !can_read)
        });
        if is_indexed {
            self.unindexed.remove(&id);
            return;
        }
        let row = Row {
            stamp,
            day: None,
            file: file.to_owned(),
            entry: entry.whole.to_vec(),
        };
        self.unindexed.insert(id, row);
    }

    /// The number of a month file; entries come file by file, so the last one is asked first.
    fn number_of(&mut self, file: &str) -> usize {
        let known = self.files.iter().rposition(|known| known == file);
        known.unwrap_or_else(|| {
            self.files.push(file.to_owned());
            self.files.len() - 1
        })
    }

    /// What the save of an enquiry says of it behind its row goes with it into the index: its free text, that the
    /// conversation is over, and until when it is kept.
    fn keep_beside(&mut self, sequence: u64, entry: &Entry<'_>) {
        let row = self.unindexed.get_mut(&EnquiryId(entry.head.id));
        if let Some(row) = row.filter(|row| row.stamp.sequence == sequence) {
            row.entry.extend_from_slice(entry.whole);
        }
    }

    fn apply_end(&mut self, sequence: u64, entry: &Entry<'_>) {
        let known = self.ends_on.get(&entry.head.id);
        if known.is_some_and(|(known, _)| *known > sequence) {
            return;
        }
        let plain = self.ring.open(self.store, entry);
        if let Some(day) = plain.and_then(|plain| from_cbor(&plain)) {
            self.ends_on.insert(entry.head.id, (sequence, day));
        }
    }

    /// The last day of a worry. Once it is closed that day stands, also when the worry is corrected: the coordinator may
    /// have chosen a later one.
    pub(crate) fn end_of_concern(&self, concern: &Concern) -> Date {
        let known = self.ends_on.get(&concern.id.0).map(|(_, known)| *known);
        let stands = known.filter(|known| *known < Date::MAX && concern.ends_on < Date::MAX);
        stands.unwrap_or(concern.ends_on)
    }

    /// Decrypts what waits: drafts and shifts, and the days of enquiries that the index lacks.
    pub(crate) fn settle(&mut self, keys: &KeyFile) {
        self.settle_values(keys);
        self.fill_index(keys);
    }

    /// Decrypts what is kept in memory; enquiries wait for [`Unlocked::fill_index`].
    pub(crate) fn settle_values(&mut self, keys: &KeyFile) {
        for (id, unread) in std::mem::take(&mut self.unread_drafts) {
            if let Some(value) = self.read::<Session>(keys, &unread.value) {
                let sequence = unread.sequence;
                self.drafts.insert(id, Numbered { sequence, value });
            }
        }
        for (id, unread) in std::mem::take(&mut self.unread_shifts) {
            if let Some(value) = self.read::<Shift>(keys, &unread.value) {
                let sequence = unread.sequence;
                self.shifts.insert(id, Numbered { sequence, value });
            }
        }
        let mut follow_ups = std::mem::take(&mut self.follow_ups);
        follow_ups.settle(|whole| self.read(keys, whole));
        self.follow_ups = follow_ups;
        let mut contacts = std::mem::take(&mut self.contacts);
        contacts.settle(|whole| self.read(keys, whole));
        self.contacts = contacts;
        let mut urgent_uses = std::mem::take(&mut self.urgent_uses);
        urgent_uses.settle(|whole| self.read(keys, whole));
        self.urgent_uses = urgent_uses;
        let mut trails = std::mem::take(&mut self.trails);
        trails.settle(|whole| self.read(keys, whole));
        self.trails = trails;
        let mut own_notes = std::mem::take(&mut self.own_notes);
        own_notes.settle(|whole| self.read(keys, whole));
        self.own_notes = own_notes;
    }

    /// Notes what of a frame needs a second copy.
    pub(crate) fn must_twin(&mut self, sequence: u64, payload: &[u8]) {
        let needy = twins::to_twin(payload);
        if !needy.is_empty() {
            self.untwinned.push((sequence, needy));
        }
    }

    /// Whether the index is behind the log.
    pub(crate) fn is_index_behind(&self) -> bool {
        !self.unindexed.is_empty()
    }

    /// Gives the index the enquiries that it lacks.
    pub(crate) fn fill_index(&mut self, keys: &KeyFile) {
        for (id, mut row) in std::mem::take(&mut self.unindexed) {
            let before = self.listed_before.get(&id);
            let known = before.filter(|before| before.stamp == row.stamp);
            row.day = known.and_then(|before| before.day).or_else(|| {
                let enquiry = self.read::<Enquiry>(keys, &row.entry)?;
                self.day_tag(keys, enquiry.day)
            });
            if self.in_backup.contains(&(id, row.stamp)) {
                row.entry = Vec::new();
            }
            self.indexed.insert(id, row.summary());
            if let Err(failure) = self.index.put(id, &row) {
                self.index_failure = Some(failure);
            }
        }
    }

    /// The index lets go of the bodies that a backup holds.
    pub(crate) fn release(&mut self, in_backup: &HashSet<(EnquiryId, Stamp)>) {
        for (id, row) in &mut self.indexed {
            if row.is_released || !in_backup.contains(&(*id, row.stamp)) {
                continue;
            }
            row.is_released = true;
            if let Err(failure) = self.index.release(*id) {
                self.index_failure = Some(failure);
                break;
            }
        }
    }

    /// Enquiries that the index lists and the log lost, or of which it lost the last revision.
    pub(crate) fn lost(&self) -> Vec<EnquiryId> {
        let is_lost = |(id, row): &(&EnquiryId, &Summary)| {
            let standing = self.standing.get(id);
            !self.erased.contains(&id.0)
                && standing.is_none_or(|standing| standing.stamp < row.stamp)
        };
        let lost = self.indexed.iter().filter(is_lost);
        lost.map(|(id, _)| *id).collect()
    }

    /// What the index still lists although it was erased: a power cut can have kept it from forgetting.
    pub(crate) fn erased_in_index(&self) -> Vec<EnquiryId> {
        let is_erased =
            |id: &&EnquiryId| self.erased.contains(&id.0) && !self.standing.contains_key(id);
        self.indexed.keys().filter(is_erased).copied().collect()
    }

    /// Whether it is a worry about a person, for the coordinator alone.
    pub(crate) fn is_concern(&self, id: EnquiryId) -> bool {
        self.standing.get(&id).is_some_and(|row| row.is_concern)
    }

    /// The hashed day under the key that all unlocks share.
    pub(crate) fn day_tag(&self, keys: &KeyFile, day: Date) -> Option<DayTag> {
        let (_, key) = keys.key_for(&self.ring, Scope::Index)?;
        Some(DayTag::new(key, day))
    }

    /// The value in an entry; none when its key is closed to us, or, counted, when it does not open.
    fn read<T: DeserializeOwned>(&mut self, keys: &KeyFile, whole: &[u8]) -> Option<T> {
        let entries = record::entries(whole)?;
        let entry = entries.first()?;
        if !self.ring.can_open(entry.head.key) {
            return None;
        }
        let plain = self.ring.open(keys.lock.store, entry);
        let value = plain.and_then(|plain| from_cbor(&plain));
        if value.is_none() {
            self.unreadable += 1;
        }
        value
    }

    /// An enquiry from the row of the index.
    ///
    /// # Errors
    /// The row is not what the log says it is, or it was released and has to be read from the log.
    pub(crate) fn enquiry(
        &self,
        keys: &KeyFile,
        id: EnquiryId,
        text: FreeText,
    ) -> Result<Option<Enquiry>, ReadError> {
        let Some(standing) = self.standing.get(&id) else {
            return Ok(None);
        };
        let disagrees = || ReadError::Index(IndexError::Broken("sled and the log disagree".into()));
        let listed = self.indexed.get(&id);
        if listed.is_some_and(|row| row.is_released && row.stamp == standing.stamp) {
            return Err(ReadError::Released);
        }
        let row = self.index.get(id).map_err(ReadError::Index)?;
        let row = row
            .filter(|row| row.stamp == standing.stamp)
            .ok_or_else(disagrees)?;
        let entries = record::entries(&row.entry).ok_or_else(disagrees)?;
        let is_theirs = |entry: &Entry<'_>| entry.head.id == id.0;
        let is_valid = |entry: &Entry<'_>| entry.head.revision == standing.stamp.revision;
        Some(&entries)
            .filter(|entries| entries.first().is_some_and(is_valid))
            .filter(|entries| entries.iter().all(is_theirs))
            .and_then(|entries| {
                let room = &mut Plain::default();
                read_row(&self.ring, keys.lock.store, entries, text, room)
            })
            .ok_or_else(disagrees)
            .map(Some)
    }
}

/// Why a row could not be read.
pub(crate) enum ReadError {
    /// The index is at fault: fill it anew and read again.
    Index(IndexError),
    /// A backup holds its body, the index does not: it stands in the log.
    Released,
}
