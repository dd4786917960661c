//! The index beside the log: opened, filled, made small again, and replaced when it fails. The desk never stops for it.
//!
//! Begin reading at [`Store::open_index`].

use std::collections::{HashMap, HashSet};

use super::{
    Disk, QUARANTINE, Recovery, Store, StoreError,
    index::{self, InMemory, Index, IndexError, Sled, Stamp, Summary},
    key::{Ring, Scope},
    unlocked::Unlocked,
};
use crate::domain::EnquiryId;

/// What the index may take on disk: so much in any case, and so much more for each row. sled needs a fifth of it.
const ROOM: u64 = 8 << 20;
const ROOM_OF_A_ROW: u64 = 400;

/// An index and what it holds, without bodies.
type ReadyIndex = (Box<dyn Index>, HashMap<EnquiryId, Summary>);

impl Store {
    /// The index that is open already, or the one in the folder of sled, or else an empty one in memory.
    pub(super) fn open_index(
        &mut self,
        ring: &Ring,
        present: Option<Box<dyn Index>>,
    ) -> ReadyIndex {
        if let Some(index) = present {
            match self.adopt(ring, index) {
                Ok(ready) => return ready,
                Err(failure) => self.set_aside(failure),
            }
        }
        match self.open_sled(ring) {
            Some(ready) => ready,
            None => (self.index_in_memory(ring), HashMap::new()),
        }
    }

    /// Under the same key as another would be, so that a change of role does not empty it.
    fn index_in_memory(&self, ring: &Ring) -> Box<dyn Index> {
        let mut index = Box::<InMemory>::default();
        if let Some((key, _)) = self.keys.key_for(ring, Scope::Index) {
            // In memory nothing fails.
            drop(index.adopt(key));
        }
        index
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
    fn quarantine_index(&mut self, why: String) {
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
        self.fill_from_log(open, Some(present))
    }

    /// Fills the index, the one that is open already or else one in the folder of sled.
    pub(super) fn fill_from_log(
        &mut self,
        open: &mut Unlocked,
        present: Option<Box<dyn Index>>,
    ) -> Result<(), StoreError> {
        let (index, indexed) = self.open_index(&open.ring, present);
        open.index = index;
        open.indexed = indexed;
        open.standing.clear();
        self.replay_log(open)?;
        self.mend_index(open);
        Ok(())
    }

    /// Fills the index anew after bodies that it holds were changed in the files.
    pub(super) fn renew_bodies(&mut self, open: &mut Unlocked) -> Result<(), StoreError> {
        let held = open.indexed.iter();
        let held = held.filter(|(id, row)| !row.is_released && !open.unlogged.contains(id));
        let held: Vec<EnquiryId> = held.map(|(id, _)| *id).collect();
        self.unlist(open, &held);
        self.refill_index(open)
    }

    /// Takes rows out of the index.
    pub(super) fn unlist(&mut self, open: &mut Unlocked, ids: &[EnquiryId]) {
        for id in ids {
            open.indexed.remove(id);
            if let Err(failure) = open.index.remove(*id) {
                open.index_failure = Some(failure);
                break;
            }
        }
        self.mend_index(open);
    }

    /// If the index failed, another takes its place, filled from the log.
    pub(super) fn mend_index(&mut self, open: &mut Unlocked) {
        if let Some(failure) = open.index_failure.take() {
            self.replace_index(open, failure);
        }
    }

    /// Puts an index in memory in the place of one that failed.
    pub(super) fn replace_index(&mut self, open: &mut Unlocked, failure: IndexError) {
        open.index = self.index_in_memory(&open.ring);
        open.indexed.clear();
        open.standing.clear();
        self.set_aside(failure);
        open.had_whole_index = false;
        // What the log cannot give now, it could not give before; the rows it can are served.
        drop(self.replay_log(open));
    }

    /// The index lets go of the bodies that the backup that was just made holds.
    pub(super) fn release_bodies(
        &mut self,
        open: &mut Unlocked,
        in_backup: &HashSet<(EnquiryId, Stamp)>,
    ) -> Result<(), StoreError> {
        open.release(in_backup);
        self.mend_index(open);
        let rows = u64::try_from(open.indexed.len()).unwrap_or_default();
        // What the log lost since the unlock is in no backup, and mended from the index at the next one.
        let mut listed = open.indexed.iter();
        let is_needless = listed.all(|(id, row)| in_backup.contains(&(*id, row.stamp)));
        if !is_needless || open.index.size() <= ROOM + rows * ROOM_OF_A_ROW {
            return Ok(());
        }
        // sled gives no room back: it is thrown away and filled anew, without those bodies.
        self.throw_index_away(open)?;
        self.fill_from_log(open, None)
    }

    /// Closes the index, which lets go of its folder, and removes that.
    pub(super) fn throw_index_away(&mut self, open: &mut Unlocked) -> Result<(), StoreError> {
        let disk = self.journal.disk_mut()?;
        open.index = Box::<InMemory>::default();
        open.listed_before = std::mem::take(&mut open.indexed);
        open.index_failure = None;
        // What cannot be removed is opened again, or set aside.
        drop(disk.remove_all(index::FOLDER));
        Ok(())
    }
}

/// A name in the quarantine that is not taken: the name of what goes there and a number.
pub(super) fn free_place(disk: &dyn Disk, name: &str) -> String {
    let taken = disk.list(QUARANTINE).unwrap_or_default();
    let mut number = 1_u32;
    while taken.contains(&format!("{name}-{number}")) {
        number += 1;
    }
    format!("{QUARANTINE}/{name}-{number}")
}
