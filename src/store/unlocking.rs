//! Unlocking: keys, log, index and sealed boxes are brought together, and damage is mended from what is whole.
//!
//! Begin reading at [`Store::unlock`]. Also here: putting another index in the place of one that failed.

use std::collections::HashMap;

use jiff::Timestamp;

use super::{
    AuditAct, DRAFTS, Disk, QUARANTINE, Recovery, Role, SEALED, Secret, Store, StoreError, VAULT,
    disk, frame,
    index::{self, InMemory, Index, IndexError, Sled, Summary},
    key::{Ring, Scope},
    record::{self, Piece, Sealed, from_cbor},
    saving::{SEALED_PURPOSE, Written, closes_copies, sealed_context},
    seal::{self, Key, KeyPair, Plain},
    unlocked::Unlocked,
    vault,
    wire::Reader,
};
use crate::domain::{EnquiryId, StoreId};

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
        self.unpack_boxes(&ring)?;
        let role = ring.role;
        let told = self.recovered.len();
        let (index, indexed) = self.open_index(&ring, present);
        let mut open = Unlocked::new(self.id(), ring, index, indexed);
        self.read_erased(&mut open)?;
        self.replay_log(&mut open)?;
        self.mend_index(&mut open);
        self.put_back_rows(&mut open)?;
        self.put_back_from_backup(&mut open, told, now)?;
        self.replace_damaged_files()?;
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

    fn replay_log(&mut self, open: &mut Unlocked) -> Result<(), StoreError> {
        let mut files = self.month_files()?;
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
        Ok(())
    }

    /// Files with damage in the middle are set aside and written anew from their whole frames, so that
    /// the damage is told once. A full disk puts this off.
    fn replace_damaged_files(&mut self) -> Result<(), StoreError> {
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

    /// The index that is open already, or the one in the folder of sled, or else an empty one in memory.
    fn open_index(&mut self, ring: &Ring, present: Option<Box<dyn Index>>) -> ReadyIndex {
        if let Some(index) = present {
            match self.adopt(ring, index) {
                Ok(ready) => return ready,
                Err(failure) => self.set_aside(failure),
            }
        }
        match self.open_sled(ring) {
            Some(ready) => ready,
            None => (Box::<InMemory>::default(), HashMap::new()),
        }
    }

    fn open_sled(&mut self, ring: &Ring) -> Option<ReadyIndex> {
        let folder = self.journal.disk().real_folder()?.join(index::FOLDER);
        for _ in 0..2 {
            // Ours alone, and no link: sled would follow one.
            let disk = self.journal.disk_mut().ok()?;
            let opened = disk
                .make_folder(index::FOLDER)
                .map_err(|error| IndexError::Io(error.to_string()))
                .and_then(|()| Sled::open(&folder))
                .and_then(|sled| self.adopt(ring, Box::new(sled)));
            match opened {
                Ok(ready) => return Some(ready),
                Err(IndexError::Broken(why)) => self.quarantine_index(why),
                Err(failure @ IndexError::Io(_)) => {
                    self.set_aside(failure);
                    return None;
                }
            }
        }
        None
    }

    fn adopt(&self, ring: &Ring, mut index: Box<dyn Index>) -> Result<ReadyIndex, IndexError> {
        if let Some((key, _)) = self.keys.key_for(ring, Scope::Index) {
            index.adopt(key)?;
        }
        let summaries = index.summaries()?;
        Ok((index, summaries))
    }

    /// A broken index goes to quarantine; one whose disk failed or is full is left where it is.
    fn set_aside(&mut self, failure: IndexError) {
        match failure {
            IndexError::Broken(why) => self.quarantine_index(why),
            IndexError::Io(why) => self.recovered.push(Recovery::IndexRebuilt { why }),
        }
    }

    /// Moves the folder of sled aside; a person may look at it or throw it away.
    pub(super) fn quarantine_index(&mut self, why: String) {
        self.recovered.push(Recovery::IndexRebuilt { why });
        let Ok(disk) = self.journal.disk_mut() else {
            return;
        };
        let aside = free_place(disk, index::FOLDER);
        // When even this fails the index in memory serves, and the next start tries again.
        drop(
            disk.make_folder(QUARANTINE)
                .and_then(|()| disk.rename(index::FOLDER, &aside)),
        );
    }

    /// Fills the index anew after its key was replaced.
    pub(super) fn refill_index(&mut self, open: &mut Unlocked) -> Result<(), StoreError> {
        let none: Box<dyn Index> = Box::<InMemory>::default();
        let present = std::mem::replace(&mut open.index, none);
        let (index, indexed) = self.open_index(&open.ring, Some(present));
        open.index = index;
        open.indexed = indexed;
        open.standing.clear();
        self.replay_log(open)?;
        self.mend_index(open);
        Ok(())
    }

    /// Fills the index anew after its rows were changed in the files.
    pub(super) fn empty_index(&mut self, open: &mut Unlocked) -> Result<(), StoreError> {
        let ids: Vec<EnquiryId> = open.indexed.keys().copied().collect();
        for id in ids {
            if let Err(failure) = open.index.remove(id) {
                open.index_failure = Some(failure);
                break;
            }
        }
        self.mend_index(open);
        self.refill_index(open)
    }

    /// If the index failed, another takes its place, filled from the log.
    pub(super) fn mend_index(&mut self, open: &mut Unlocked) {
        if let Some(failure) = open.index_failure.take() {
            self.replace_index(open, failure);
        }
    }

    /// Puts an index in memory in the place of one that failed.
    pub(super) fn replace_index(&mut self, open: &mut Unlocked, failure: IndexError) {
        open.index = Box::<InMemory>::default();
        open.indexed.clear();
        open.standing.clear();
        self.set_aside(failure);
        open.had_whole_index = false;
        // What the log cannot give now, it could not give before; the rows it can are served.
        drop(self.replay_log(open));
    }

    /// Rows that the index has and the log lost to damage are appended to their month file again.
    fn put_back_rows(&mut self, open: &mut Unlocked) -> Result<(), StoreError> {
        let lost: Vec<EnquiryId> = open
            .indexed
            .iter()
            .filter(|(id, row)| {
                if open.erased.contains(&id.0) {
                    return false;
                }
                let standing = open.standing.get(id);
                standing.is_none_or(|standing| standing.stamp < row.stamp)
            })
            .map(|(id, _)| *id)
            .collect();
        let mut put_back = 0;
        for id in lost {
            let row = match open.index.get(id) {
                Ok(row) => row,
                Err(failure) => {
                    self.replace_index(open, failure);
                    break;
                }
            };
            let Some(row) = row else { continue };
            let entries = record::entries(&row.entry).unwrap_or_default();
            let Some(entry) = entries.first() else {
                continue;
            };
            let can_open = open.ring.can_open(entry.head.key);
            if can_open && open.ring.open(self.id(), entry).is_none() {
                continue;
            }
            // The old number again: nothing that was written since may lose to it.
            let sequence = row.stamp.sequence;
            match self.journal.append(&row.file, sequence, &row.entry) {
                // No room: it is served from the index, and put back at the next unlock.
                Ok(()) | Err(StoreError::Full(_)) => {}
                Err(error) => return Err(error),
            }
            for entry in &entries {
                open.apply(row.stamp.sequence, &row.file, entry);
            }
            put_back += 1;
        }
        if put_back > 0 {
            self.recovered.push(Recovery::RowsFromIndex(put_back));
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

/// An index and what it holds, without bodies.
type ReadyIndex = (Box<dyn Index>, HashMap<EnquiryId, Summary>);

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

/// A name in the quarantine that is not taken: the name of what goes there and a number.
fn free_place(disk: &dyn Disk, name: &str) -> String {
    let taken = disk.list(QUARANTINE).unwrap_or_default();
    let mut number = 1_u32;
    while taken.contains(&format!("{name}-{number}")) {
        number += 1;
    }
    format!("{QUARANTINE}/{name}-{number}")
}
