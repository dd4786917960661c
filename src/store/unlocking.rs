//! Unlocking: keys, log, index and sealed boxes are brought together, and damage is mended from what is whole.
//!
//! Begin reading at [`Store::unlock`].

use std::collections::{HashMap, HashSet};

use jiff::Timestamp;

use super::{
    AuditAct, DRAFTS, QUARANTINE, Recovery, Role, SEALED, Secret, Store, StoreError, VAULT, disk,
    frame,
    indexing::free_place,
    key::Ring,
    record::{self, Piece, Sealed, from_cbor},
    saving::{SEALED_PURPOSE, Written, closes_copies, sealed_context},
    seal::{self, Key, KeyPair, Plain},
    unlocked::Unlocked,
    vault,
    wire::Reader,
};
use crate::domain::StoreId;

impl Store {
    /// Opens the store for reading and merges what was sealed while locked. When it is unlocked already, a
    /// secret of another role changes the role; a wrong one leaves all as it was.
    ///
    /// # Errors
    /// [`StoreError::WrongSecret`], or the disk failed.
    pub fn unlock(&mut self, secret: &Secret, now: Timestamp) -> Result<Role, StoreError> {
        let ring = self.keys.unlock(secret)?;
        self.sealing = None;
        let role = self.unlock_with(ring, now)?;
        let noted = self.note_for_table(AuditAct::Unlocked, "", now);
        let noted = noted.and_then(|()| self.tell_doubt(now));
        let noted = noted.and_then(|()| self.finish_erasing(now));
        match noted.and_then(|()| self.purge(now)) {
            // Reading goes on; the lock tries again.
            Ok(_) | Err(StoreError::Full(_)) => Ok(role),
            Err(error) => Err(error),
        }
    }

    pub(super) fn unlock_with(
        &mut self,
        mut ring: Ring,
        now: Timestamp,
    ) -> Result<Role, StoreError> {
        // sled lets one opener in and lets go slowly, so a change of role takes the open one along.
        let present = self.unlocked.take().map(|open| open.index);
        self.keep_keys_up(&mut ring, now)?;
        match self.unpack_boxes(&ring) {
            // No room: they wait for the next unlock, and reading goes on.
            Ok(()) | Err(StoreError::Full(_)) => {}
            Err(error) => return Err(error),
        }
        let role = ring.role;
        let told = self.recovered.len();
        let (index, indexed) = self.open_index(&ring, present);
        let mut open = Unlocked::new(self.id(), ring, index, indexed);
        self.read_erased(&mut open)?;
        let is_blind = open.indexed.is_empty();
        self.replay_log(&mut open)?;
        self.mend(&mut open, (told, is_blind), now)?;
        if open.unreadable > 0 {
            self.recovered.push(Recovery::Unreadable(open.unreadable));
        }
        self.merge_sealed(&mut open, now)?;
        self.mend_index(&mut open);
        if open.must_close_copies || self.keys.has_older(vault::CLOSED_BEHIND) {
            match self.close_copies(&mut open, now) {
                Ok(()) | Err(StoreError::Full(_)) => {}
                Err(error) => return Err(error),
            }
        }
        self.unlocked = Some(open);
        Ok(role)
    }

    /// A disk that is full keeps nobody from reading: the keys are then made at the first save.
    fn keep_keys_up(&mut self, ring: &mut Ring, now: Timestamp) -> Result<(), StoreError> {
        let mut keys = self.keys.clone();
        if !keys.keep_up(ring, now)? {
            return Ok(());
        }
        // Without a trace: a copy with the boxes of before would open weeks that are closed now.
        let written = self
            .journal
            .disk_mut()
            .and_then(|disk| keys.write_without_trace(disk));
        match written {
            Ok(()) => {
                self.keys = keys;
                Ok(())
            }
            Err(StoreError::Full(_)) => Ok(()),
            Err(error) => Err(error),
        }
    }

    pub(super) fn replay_log(&mut self, open: &mut Unlocked) -> Result<(), StoreError> {
        let mut files = self.month_files()?;
        if open.indexed.is_empty() && !files.is_empty() {
            open.in_backup = self.enquiries_in_backup()?;
        }
        files.extend([DRAFTS, VAULT].map(str::to_owned));
        for file in files {
            self.journal.replay(&file, &mut self.recovered, |frame| {
                // The number counts even when no entry can be read.
                open.sequence = open.sequence.max(frame.sequence);
                for entry in record::entries(frame.payload).unwrap_or_default() {
                    open.apply(frame.sequence, &file, &entry);
                }
            })?;
        }
        open.settle(&self.keys);
        open.in_backup = HashSet::new();
        open.listed_before = HashMap::new();
        Ok(())
    }

    /// Files with damage in the middle are set aside and written anew from their whole frames, so that
    /// the damage is told once. A full disk puts this off.
    pub(super) fn replace_damaged_files(&mut self) -> Result<(), StoreError> {
        let mut files = self.month_files()?;
        files.extend([DRAFTS, VAULT].map(str::to_owned));
        for file in files {
            let bytes = self.journal.read(&file)?.unwrap_or_default();
            let scan = frame::scan(&bytes);
            if scan.damaged.is_empty() {
                continue;
            }
            let whole: Vec<u8> = scan
                .frames
                .iter()
                .filter_map(|frame| frame::encode(frame.sequence, frame.payload))
                .flatten()
                .collect();
            let replaced = self
                .quarantine_file(&file, &bytes)
                .and_then(|()| self.journal.rewrite(&file, &whole));
            match replaced {
                Ok(()) | Err(StoreError::Full(_)) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    /// Writes what was sealed while locked into the files where it belongs, then empties `sealed.log`.
    ///
    /// Every frame written names the box it came from, so that a merge that was cut short is taken up where it
    /// stopped. Frames are synced once a file, and the boxes go only after that. A power cut before may have
    /// kept the frame of a later box and lost that of an earlier one, so an earlier one gets its old number
    /// again: the save that ended a conversation stays newer than the conversation.
    fn merge_sealed(&mut self, open: &mut Unlocked, now: Timestamp) -> Result<(), StoreError> {
        if self.journal.len(SEALED) == 0 {
            return Ok(());
        }
        let bytes = self.journal.read(SEALED)?.unwrap_or_default();
        let scan = frame::scan(&bytes);
        let mut senders = HashMap::new();
        let boxes: Vec<_> = scan
            .frames
            .iter()
            .filter_map(|frame| self.open_box(open, &mut senders, frame.payload))
            .collect();
        let unreadable = scan.frames.len() - boxes.len();
        let numbers = merge_numbers(&boxes, open);
        let mut written = Vec::new();
        let mut is_cut_short = false;
        for ((id, pieces), number) in boxes.iter().zip(numbers) {
            if open.merged.contains_key(id) {
                continue;
            }
            match self.write(open, pieces, (number, Some(*id)), now) {
                Ok(frames) => written.push(frames),
                // No room: the rest stays in its boxes until the next unlock, and reading goes on.
                Err(StoreError::Full(_)) => {
                    is_cut_short = true;
                    break;
                }
                Err(error) => return Err(error),
            }
        }
        open.must_close_copies |= boxes
            .iter()
            .any(|(_, pieces)| pieces.iter().any(closes_copies));
        let mut files: Vec<&str> = written.iter().flat_map(Written::names).collect();
        files.sort_unstable();
        files.dedup();
        for file in files {
            self.journal.sync(file)?;
        }
        for frames in &written {
            frames.apply(open);
        }
        open.settle(&self.keys);
        if is_cut_short {
            return Ok(());
        }
        if unreadable > 0 || !scan.damaged.is_empty() {
            self.quarantine_file(SEALED, &bytes)?;
        }
        if unreadable > 0 {
            self.recovered.push(Recovery::SealedUnreadable(unreadable));
        }
        self.journal.clear(SEALED)
    }

    /// What a box holds. The boxes of one conversation have one sender, whose key is agreed on once.
    fn open_box(
        &self,
        open: &Unlocked,
        senders: &mut HashMap<[u8; 32], Option<Key>>,
        payload: &[u8],
    ) -> Option<SealedBox> {
        let (id, plain) = open_sealed(open.ring.desk(), self.id(), senders, payload)?;
        let sealed: Vec<Sealed> = from_cbor(seal::unpad(&plain)?)?;
        Some((id, sealed.into_iter().map(Piece::from).collect()))
    }

    pub(super) fn quarantine_file(&mut self, name: &str, bytes: &[u8]) -> Result<(), StoreError> {
        let folder = self.journal.disk_mut()?;
        let aside = free_place(folder, name.rsplit('/').next().unwrap_or(name));
        folder
            .make_folder(QUARANTINE)
            .and_then(|()| disk::replace(folder, &aside, bytes))
            .map_err(|source| StoreError::from_io("write", folder.path_of(&aside), source))
    }
}

/// The id of a box and its plain bytes, filled up; none when it was not sealed for this desk.
pub(super) fn open_sealed(
    desk: &KeyPair,
    store: StoreId,
    senders: &mut HashMap<[u8; 32], Option<Key>>,
    payload: &[u8],
) -> Option<([u8; 16], Plain)> {
    let mut reader = Reader::new(payload);
    let id = reader.array()?;
    let boxed = reader.rest();
    let sender = reader.array()?;
    let key = senders
        .entry(sender)
        .or_insert_with(|| desk.key_of(&sender, SEALED_PURPOSE));
    let context = sealed_context(store, id);
    let plain = key
        .as_ref()
        .and_then(|key| seal::open(key, &context, reader.rest()))
        .or_else(|| desk.open(SEALED_PURPOSE_1, &context, boxed))?;
    Some((id, plain))
}

/// The id of a box and what it holds.
type SealedBox = ([u8; 16], Vec<Piece>);

/// Format 1 had a key agreement for every box.
const SEALED_PURPOSE_1: &[u8] = b"balie sealed 1";

/// The number of the save that each box is or becomes: before a box that was merged already, the numbers that
/// lead up to it; behind the last of those, new ones.
fn merge_numbers(boxes: &[SealedBox], open: &Unlocked) -> Vec<u64> {
    let last_merged = boxes
        .iter()
        .rposition(|(id, _)| open.merged.contains_key(id));
    let new = (open.sequence + 1..).take(boxes.len() - last_merged.map_or(0, |at| at + 1));
    let mut numbers: Vec<u64> = new.collect();
    numbers.reverse();
    let mut next = 0;
    for (id, _) in boxes.iter().take(last_merged.map_or(0, |at| at + 1)).rev() {
        let merged = open.merged.get(id).copied();
        next = merged.unwrap_or_else(|| u64::saturating_sub(next, 1));
        numbers.push(next);
    }
    numbers.reverse();
    numbers
}
