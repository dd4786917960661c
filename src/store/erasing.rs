//! Erasing for good: from memory, index, month files, drafts, quarantine and the backups in this folder. What of these
//! cannot be read goes as a whole, and so does sled, which keeps the bytes of what it removed.
//!
//! The ids of what was erased are kept for longer than any copy elsewhere may live, so that neither a damaged
//! log, nor an old backup, brings it back. An id is random and tells nothing. A list of ids that is not erased everywhere
//! yet has the number of the last save before it; one that is has none. Begin reading at [`Store::erase`].
//!
//! What happens if *the power fails halfway*: the next unlock sees the number and goes on, see [`Store::finish_erasing`].

mod halves;

use std::collections::BTreeSet;

use jiff::{SignedDuration, Timestamp};

use self::halves::Halves;
use super::{
    AuditAct, QUARANTINE, Recovery, Store, StoreError, VAULT,
    backup::{self, Backup},
    frame, index,
    key::Scope,
    record::{self, Entry, Head, Kind, SCHEMA, from_cbor, put_entry, to_cbor},
    twins::TWINS,
    unlocked::Unlocked,
};
use crate::domain::EnquiryId;

/// Ids of records of any kind that are to go.
pub(super) type Gone = BTreeSet<[u8; 16]>;

/// The ids of what was erased.
pub(super) const ERASED: &str = "erased.log";
/// The number of a list of ids that are erased everywhere here.
const DONE: u64 = 0;
/// Copies elsewhere end after 35 days; twice that is enough to be sure.
const REMEMBERED: SignedDuration = SignedDuration::from_hours(70 * 24);

impl Store {
    /// Erases enquiries and their conversations at once, wherever this folder holds them, local backups
    /// included. What a stick holds ends with its term; restoring from it leaves these out.
    ///
    /// # Errors
    /// Locked, or the disk failed: then call it again, it goes on where it stopped.
    pub fn erase(&mut self, ids: &[EnquiryId], now: Timestamp) -> Result<(), StoreError> {
        self.erase_all(&ids.iter().map(|id| id.0).collect(), now)
    }

    /// Erases records of any kind, and with an enquiry its days to look back and its cards.
    pub(super) fn erase_all(&mut self, ids: &Gone, now: Timestamp) -> Result<(), StoreError> {
        self.with_unlocked(|store, open| {
            let mut gone = ids.clone();
            let follow_ups = open.follow_ups.values();
            let follow_ups = follow_ups.filter(|found| ids.contains(&found.enquiry.0));
            gone.extend(follow_ups.map(|found| found.id.0));
            let cards = open.contacts.values();
            let cards = cards.filter(|found| ids.contains(&found.enquiry.0));
            gone.extend(cards.map(|found| found.id.0));
            store.erase_from(open, &gone, now)
        })?;
        let about = format!("op verzoek {}", ids.len());
        self.note_for_table(AuditAct::Purged, &about, now)
    }

    /// Goes on with what a power cut or a full disk kept from being erased everywhere. What was saved again since stays.
    pub(super) fn finish_erasing(&mut self, now: Timestamp) -> Result<(), StoreError> {
        self.with_unlocked(|store, open| {
            let bytes = store.journal.read(ERASED)?.unwrap_or_default();
            let mut gone = Gone::new();
            for frame in frame::scan(&bytes).frames {
                let is_newer = |id: &[u8; 16]| {
                    let id = EnquiryId(*id);
                    let row = open.standing.get(&id).map(|row| row.stamp.sequence);
                    let draft = open.drafts.get(&id).map(|draft| draft.sequence);
                    row.max(draft) > Some(frame.sequence)
                };
                if frame.sequence != DONE {
                    let ids = erased_in(frame.payload).into_iter();
                    gone.extend(ids.filter(|id| !is_newer(id)));
                }
            }
            if gone.is_empty() {
                return Ok(());
            }
            store.erase_from(open, &gone, now)
        })
    }

    /// The order matters for a power cut in between: first it is written down that they go; then sled forgets,
    /// from which a damaged log would be mended; drafts before months, so that no older draft comes back.
    pub(super) fn erase_from(
        &mut self,
        open: &mut Unlocked,
        gone: &Gone,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        if gone.is_empty() {
            return self.compact_drafts(open);
        }
        let ids = gone.iter().map(|id| EnquiryId(*id));
        let is_listed =
            |id: EnquiryId| open.standing.contains_key(&id) || open.indexed.contains_key(&id);
        let has_rows = ids.into_iter().any(is_listed);
        if has_rows {
            self.mend_again(open, now)?;
        } else {
            self.mend_when_damaged(open, now)?;
        }
        self.remember_erased(open, gone, now)?;
        forget(open, gone);
        // sled removes a row and leaves its bytes where they were: it goes as a whole.
        let must_refill = has_rows && open.unlogged.is_empty();
        if must_refill {
            self.throw_index_away(open)?;
        }
        let erased = self.erase_from_files(open, gone);
        if must_refill {
            self.fill_from_log(open, None)?;
        }
        self.mend_index(open);
        erased
    }

    fn erase_from_files(&mut self, open: &mut Unlocked, gone: &Gone) -> Result<(), StoreError> {
        self.compact_drafts(open)?;
        let mut files = self.month_files()?;
        files.push(VAULT.to_owned());
        for file in files {
            let bytes = self.journal.read(&file)?.unwrap_or_default();
            if let Some(kept) = without(&bytes, gone) {
                self.journal.rewrite(&file, &kept)?;
            }
        }
        // That they ended need not be remembered any longer.
        let before = open.drafts_in_months.len();
        open.drafts_in_months.retain(|id| !gone.contains(&id.0));
        if open.drafts_in_months.len() < before {
            self.compact_drafts(open)?;
        }
        let twins = self.journal.read(TWINS)?.unwrap_or_default();
        if let Some(kept) = without(&twins, gone) {
            self.journal.rewrite(TWINS, &kept)?;
        }
        self.erase_copies(gone)?;
        self.note_done(gone)
    }

    /// Writes down that these are erased everywhere.
    fn note_done(&mut self, gone: &Gone) -> Result<(), StoreError> {
        let bytes = self.journal.read(ERASED)?.unwrap_or_default();
        let frames = frame::scan(&bytes).frames.into_iter();
        let done = frames.flat_map(|frame| {
            let is_done = erased_in(frame.payload).iter().any(|id| gone.contains(id));
            let number = if is_done { DONE } else { frame.sequence };
            frame::encode(number, frame.payload).unwrap_or_default()
        });
        let done: Vec<u8> = done.collect();
        if done == bytes {
            return Ok(());
        }
        self.journal.rewrite(ERASED, &done)
    }

    /// Local backups are written anew without them, and those that cannot be read go; a log in quarantine that names one
    /// of them goes.
    fn erase_copies(&mut self, gone: &Gone) -> Result<(), StoreError> {
        let mut bytes = Vec::new();
        let halves = Halves::of(gone);
        for name in self.journal.list(backup::FOLDER)? {
            let name = format!("{}/{name}", backup::FOLDER);
            self.journal.read_into(&name, &mut bytes)?;
            if halves
                .as_ref()
                .is_some_and(|halves| halves.leave_alone(&bytes))
            {
                continue;
            }
            let Ok(mut copy) = Backup::parse(&bytes) else {
                // Of no use, and nobody can tell what stands in it.
                self.journal.rewrite(&name, &[])?;
                continue;
            };
            let had_boxes = copy.leave_boxes_out();
            // What stood in them goes into the next one as it stands now.
            self.is_changed = self.is_changed.filter(|_| !had_boxes);
            if copy.leave_out(gone) || had_boxes {
                self.journal.rewrite(&name, &copy.to_bytes())?;
            }
        }
        // What a sled that was set aside holds cannot be told, so it goes as a whole.
        for name in self.quarantined_indexes()? {
            self.remove_quarantined(&name)?;
        }
        for name in self.quarantined_logs()? {
            let bytes = self.journal.read(&name)?.unwrap_or_default();
            // It was set aside because a part of it cannot be read: the name may stand there.
            if bytes.windows(16).any(|id| gone.contains(id)) {
                self.remove_quarantined(&name)?;
            }
        }
        Ok(())
    }

    fn quarantined_logs(&self) -> Result<Vec<String>, StoreError> {
        let names = self.journal.list(QUARANTINE)?.into_iter();
        let logs = names.filter(|name| !name.starts_with(index::FOLDER));
        Ok(logs.map(|name| format!("{QUARANTINE}/{name}")).collect())
    }

    fn quarantined_indexes(&self) -> Result<Vec<String>, StoreError> {
        let names = self.journal.list(QUARANTINE)?.into_iter();
        let indexes = names.filter(|name| name.starts_with(index::FOLDER));
        Ok(indexes.map(|name| format!("{QUARANTINE}/{name}")).collect())
    }

    fn remove_quarantined(&mut self, name: &str) -> Result<(), StoreError> {
        let disk = self.journal.disk_mut()?;
        disk.remove_all(name)
            .map_err(|source| StoreError::from_io("remove", disk.path_of(name), source))
    }

    /// Appends the ids to the list of what was erased, which is shortened when it has old ones.
    pub(super) fn remember_erased(
        &mut self,
        open: &mut Unlocked,
        gone: &Gone,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.ensure_key(open, Scope::Drafts, now)?;
        let key = self.keys.key_for(&open.ring, Scope::Drafts);
        let (key_id, key) = key.ok_or(StoreError::Locked)?;
        let mut payload = Vec::new();
        for id in gone {
            let head = Head {
                kind: Kind::Erased,
                id: *id,
                revision: 0,
                schema: SCHEMA,
                key: key_id,
            };
            put_entry(&mut payload, self.id(), &head, key, &to_cbor(&now))?;
        }
        let bytes = self.journal.read(ERASED)?.unwrap_or_default();
        let scan = frame::scan(&bytes);
        let is_doubted = self.doubts_clock(open, now)?;
        let is_old = |payload: &[u8]| {
            let entries = record::entries(payload).unwrap_or_default();
            let entry = entries.first()?;
            let plain = open.ring.open(self.id(), entry)?;
            let erased_at: Timestamp = from_cbor(&plain)?;
            Some(now.duration_since(erased_at) > REMEMBERED)
        };
        let mut kept: Vec<u8> = Vec::new();
        for frame in &scan.frames {
            let is_over = !is_doubted && is_old(frame.payload) == Some(true);
            let mut ids = erased_in(frame.payload).into_iter();
            // One that was begun before begins anew.
            let is_anew = frame.sequence != DONE && ids.all(|id| gone.contains(&id));
            if !is_over && !is_anew {
                kept.extend(frame::encode(frame.sequence, frame.payload).unwrap_or_default());
            }
        }
        let number = open.sequence.max(DONE + 1);
        kept.extend(frame::encode(number, &payload).unwrap_or_default());
        open.erased.extend(gone);
        self.journal.rewrite(ERASED, &kept)
    }

    /// Reads the list of what was erased, of which the index must put nothing back.
    pub(super) fn read_erased(&mut self, open: &mut Unlocked) -> Result<(), StoreError> {
        let mut told: Vec<Recovery> = Vec::new();
        self.journal.replay(ERASED, &mut told, |frame| {
            open.erased.extend(erased_in(frame.payload));
        })?;
        self.recovered.append(&mut told);
        Ok(())
    }
}

/// Takes them out of memory and index.
fn forget(open: &mut Unlocked, gone: &Gone) {
    open.follow_ups.forget(|id| gone.contains(&id.0));
    open.contacts.forget(|id| gone.contains(&id.0));
    open.own_notes.forget(|id| gone.contains(&id.0));
    for id in gone {
        open.ends_on.remove(id);
        let id = EnquiryId(*id);
        if open.drafts.remove(&id).is_some() {
            open.ended.insert(id, open.sequence);
        }
        let stood = open.standing.remove(&id).is_some();
        if stood {
            open.ended.insert(id, open.sequence);
        }
        let is_listed = open.indexed.remove(&id).is_some();
        if (stood || is_listed)
            && let Err(failure) = open.index.remove(id)
        {
            open.index_failure = Some(failure);
        }
    }
}

/// Every id in a list of what was erased.
pub(super) fn erased_ids(bytes: &[u8]) -> Gone {
    let frames = frame::scan(bytes).frames;
    frames
        .iter()
        .flat_map(|frame| erased_in(frame.payload))
        .collect()
}

fn erased_in(payload: &[u8]) -> Vec<[u8; 16]> {
    let entries = record::entries(payload).unwrap_or_default();
    let erased = entries
        .iter()
        .filter(|entry| entry.head.kind == Kind::Erased);
    erased.map(|entry| entry.head.id).collect()
}

/// A file of frames without these records; none when it holds nothing of them.
pub(super) fn without(bytes: &[u8], gone: &Gone) -> Option<Vec<u8>> {
    kept_of(bytes, |entry| {
        entry.head.kind.is_content() && gone.contains(&entry.head.id)
    })
}

/// A file of frames without the entries that are gone; none when it holds none of them.
pub(super) fn kept_of(bytes: &[u8], is_gone: impl Fn(&Entry<'_>) -> bool) -> Option<Vec<u8>> {
    let frames = frame::scan(bytes).frames;
    let entries = |payload| record::entries(payload).unwrap_or_default();
    // Most files hold nothing of them and are not written anew in memory first.
    if !frames
        .iter()
        .any(|frame| entries(frame.payload).iter().any(&is_gone))
    {
        return None;
    }
    let mut kept = Vec::with_capacity(bytes.len());
    for frame in frames {
        let mut payload = Vec::with_capacity(frame.payload.len());
        for entry in entries(frame.payload) {
            if !is_gone(&entry) {
                payload.extend_from_slice(entry.whole);
            }
        }
        if !payload.is_empty() {
            kept.extend(frame::encode(frame.sequence, &payload).unwrap_or_default());
        }
    }
    Some(kept)
}
