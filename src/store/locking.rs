//! Locking: what was taken back is erased, drafts are compacted, keys are wiped. Also: new words for the team.
//!
//! Begin reading at [`Store::lock`].

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::{
    AuditAct, DRAFTS, REGISTER, Role, SEALED, Secret, Store, StoreError,
    erasing::Gone,
    frame,
    key::Scope,
    record::{self, Head, Kind, SCHEMA, put_entry, to_cbor},
    seal,
    unlocked::Unlocked,
};
use crate::domain::EnquiryId;

impl Store {
    /// Wipes the keys from memory and closes sled. Enquiries that were taken back are erased first.
    ///
    /// # Errors
    /// The disk failed while erasing; the keys are wiped all the same.
    pub fn lock(&mut self, now: Timestamp) -> Result<(), StoreError> {
        if self.unlocked.is_none() {
            return Ok(());
        }
        let purged = if self.is_broken() {
            Ok(())
        } else {
            self.purge(now).map(drop)
        };
        let Some(mut open) = self.unlocked.take() else {
            return purged;
        };
        if self.journal.is_broken() {
            return Ok(());
        }
        purged?;
        let withdrawn = open.standing.iter().filter(|(_, row)| row.is_withdrawn);
        let mut gone: Gone = withdrawn.map(|(id, _)| id.0).collect();
        gone.append(&mut open.withdrawn);
        if open.must_close_copies {
            self.close_copies(&mut open, now)?;
        }
        self.erase_from(&mut open, &gone, now)?;
        self.purge_audit(&open, now)
    }

    /// Locks and lets go of the folder.
    ///
    /// # Errors
    /// As [`Store::lock`].
    pub fn close(mut self, now: Timestamp) -> Result<(), StoreError> {
        self.lock(now)
    }

    /// Gives the team new words, for when someone leaves or the old ones are forgotten. From now on the old
    /// words, and any copy of their slot, open nothing that is written. Only for the coordinator, by words or
    /// recovery code. A power cut leaves either the old or the new words valid.
    ///
    /// # Errors
    /// [`StoreError::CoordinatorOnly`], locked, or the disk failed: then the old words stay valid.
    pub fn replace_desk_secret(
        &mut self,
        words: &Secret,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.with_unlocked(|store, open| {
            if open.ring.role != Role::Coordinator {
                return Err(StoreError::CoordinatorOnly);
            }
            if store.journal.len(SEALED) > 0 {
                // A full disk kept boxes from being merged; only the present key opens them.
                return Err(StoreError::Full(store.journal.disk().path_of(SEALED)));
            }
            // The index is filled anew under a new key: what only it has goes back into the log first.
            store.mend_again(open, now)?;
            if !open.unlogged.is_empty() {
                return Err(StoreError::Full(store.journal.disk().path_of(REGISTER)));
            }
            let mut keys = store.keys.clone();
            let mut ring = open.ring.clone();
            keys.replace_desk(&mut ring, words, now)?;
            keys.write_without_trace(store.journal.disk_mut()?)?;
            store.keys = keys;
            open.ring = ring;
            store.refill_index(open)?;
            store.compact_drafts(open)
        })?;
        self.note_for_table(AuditAct::WordsReplaced, "", now)
    }

    /// Conversations in the file of drafts that only the coordinator can open now, as they stand: after a backup was
    /// restored they wait for the coordinator.
    fn waiting_drafts(&self, open: &Unlocked) -> Result<Vec<(u64, Vec<u8>)>, StoreError> {
        let bytes = self.journal.read(DRAFTS)?.unwrap_or_default();
        let mut newest: BTreeMap<[u8; 16], (u64, Vec<u8>)> = BTreeMap::new();
        for frame in frame::scan(&bytes).frames {
            for entry in record::entries(frame.payload).unwrap_or_default() {
                let Head { kind, id, key, .. } = entry.head;
                let draft = EnquiryId(id);
                let waits = kind == Kind::Draft
                    && !open.ring.can_open(key)
                    && self.keys.may_come_back(key)
                    && !open.drafts.contains_key(&draft)
                    && !open.erased.contains(&id);
                let ended = open.ended.get(&draft).copied().unwrap_or_default();
                let known = newest.get(&id).map_or(0, |(sequence, _)| *sequence);
                if waits && frame.sequence > ended.max(known) {
                    newest.insert(id, (frame.sequence, entry.whole.to_vec()));
                }
            }
        }
        Ok(newest.into_values().collect())
    }

    /// Writes the file of drafts anew with the last of each conversation.
    pub(super) fn compact_drafts(&mut self, open: &mut Unlocked) -> Result<(), StoreError> {
        if self.journal.len(DRAFTS) == 0 && open.drafts.is_empty() {
            return Ok(());
        }
        let Some((key_id, key)) = self.keys.key_for(&open.ring, Scope::Drafts) else {
            return Ok(());
        };
        let boxes_wait = self.journal.len(SEALED) > 0;
        let live = open
            .drafts
            .iter()
            .map(|(id, draft)| (draft.sequence, Kind::Draft, id.0, to_cbor(&draft.value)));
        let ended = open
            .ended
            .iter()
            .filter(|(id, _)| open.drafts_in_months.contains(id))
            .map(|(id, ended)| (*ended, Kind::EndDraft, id.0, seal::Plain::default()));
        // As long as the boxes are still there, it must be known which were merged.
        let merged = open
            .merged
            .iter()
            .filter(|_| boxes_wait)
            .map(|(id, merged)| (*merged, Kind::Merged, *id, seal::Plain::default()));
        let mut entries: Vec<_> = live.chain(ended).chain(merged).collect();
        entries.sort_by_key(|(sequence, ..)| *sequence);
        let mut frames = Vec::new();
        for (sequence, whole) in self.waiting_drafts(open)? {
            frames.extend(frame::encode(sequence, &whole).unwrap_or_default());
        }
        for (sequence, kind, id, plain) in entries {
            let head = Head {
                kind,
                id,
                revision: sequence,
                schema: SCHEMA,
                key: key_id,
            };
            let mut payload = Vec::new();
            put_entry(&mut payload, self.keys.lock.store, &head, key, &plain)?;
            frames.extend(frame::encode(sequence, &payload).unwrap_or_default());
        }
        self.journal.rewrite(DRAFTS, &frames)?;
        self.drafts_kept = self.journal.len(DRAFTS);
        Ok(())
    }
}
