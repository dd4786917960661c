//! After damage: what the log lost and the index has, or a whole backup in this folder, goes back to its place.
//!
//! Only records that are nowhere else any more come back from a backup; what was erased or whose term has ended does not.
//! Begin reading at [`Store::mend`].

use std::collections::{BTreeMap, BTreeSet, HashSet};

use jiff::{Timestamp, civil::Date};

use super::{
    REGISTER, Recovery, Store, StoreError, VAULT,
    backup::{self, Backup},
    erasing::{self, ERASED},
    frame,
    index::Stamp,
    key::today,
    purging::month_of_file,
    record::{self, Kind, Name},
    row::stamp_of,
    unlocked::Unlocked,
};
use crate::domain::EnquiryId;

impl Store {
    /// Brings log and index together once the log was read: `told` is how much had been recovered before that, and
    /// `is_blind` that the index was empty, so that nobody knows what the log should hold.
    pub(super) fn mend(
        &mut self,
        open: &mut Unlocked,
        (told, is_blind): (usize, bool),
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.mend_index(open);
        let erased = open.erased_in_index();
        self.unlist(open, &erased);
        let is_short = !open.lost().is_empty();
        self.put_back_rows(open)?;
        self.put_back_from_backup(open, (told, is_blind, is_short), now)?;
        self.replace_damaged_files()
    }

    /// As at the unlock: the log is read anew, because it may have been damaged since.
    pub(super) fn mend_again(
        &mut self,
        open: &mut Unlocked,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let told = self.recovered.len();
        self.refill_index(open)?;
        self.mend(open, (told, false), now)
    }

    /// Before files are written anew from their whole frames: after that nobody would see that something is missing.
    pub(super) fn mend_when_damaged(
        &mut self,
        open: &mut Unlocked,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let mut files = self.month_files()?;
        files.push(VAULT.to_owned());
        for file in files {
            let bytes = self.journal.read(&file)?.unwrap_or_default();
            let scan = frame::scan(&bytes);
            if !scan.damaged.is_empty() || scan.torn.is_some() {
                return self.mend_again(open, now);
            }
        }
        Ok(())
    }

    /// Rows that the index has and the log lost to damage are appended to their month file again.
    fn put_back_rows(&mut self, open: &mut Unlocked) -> Result<(), StoreError> {
        let mut put_back = 0;
        open.unlogged.clear();
        for id in open.lost() {
            let row = match open.index.get(id) {
                Ok(row) => row,
                Err(failure) => {
                    self.replace_index(open, failure);
                    break;
                }
            };
            let listed = open.indexed.get(&id).map(|row| row.stamp);
            // A body that a power cut left behind may be an older one.
            let Some(row) = row.filter(|row| Some(row.stamp) == listed) else {
                continue;
            };
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
                Ok(()) => {}
                Err(StoreError::Full(_)) => {
                    open.unlogged.insert(id);
                }
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

    /// Looks in the backups for what damage took, when this unlock found any, or when nobody knows. A full disk puts this
    /// off; the backups stay.
    fn put_back_from_backup(
        &mut self,
        open: &mut Unlocked,
        (told, is_blind, is_short): (usize, bool, bool),
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let news = self.recovered.get(told..).unwrap_or_default();
        let is_damaged = is_short || news.iter().any(is_damage);
        if !is_damaged && !is_blind && !news.iter().any(takes_records) {
            return Ok(());
        }
        match self.put_back_twins(open, now) {
            Ok(0) => {}
            Ok(count) => {
                open.settle(&self.keys);
                self.recovered.push(Recovery::RowsFromIndex(count));
            }
            Err(StoreError::Full(_)) => return Ok(()),
            Err(error) => return Err(error),
        }
        for day in self.backups()?.into_iter().rev() {
            let Some(copy) = self.backup_of(day)? else {
                continue;
            };
            let mut count = 0;
            for (file, bytes) in copy.logs() {
                if !self.is_kept_still(file, now) {
                    continue;
                }
                let missing = self.missing_here(open, file, bytes)?;
                match self.put_back(open, file, bytes, &missing) {
                    Ok(back) => count += back,
                    Err(StoreError::Full(_)) => {
                        open.settle(&self.keys);
                        return Ok(());
                    }
                    Err(error) => return Err(error),
                }
            }
            open.settle(&self.keys);
            if count > 0 {
                self.recovered.push(Recovery::FromBackup { day, count });
            }
            // After damage all of them: a wrong clock dates one wrongly. Else the newest that is not of days to come.
            if !is_damaged && day <= today(now) {
                break;
            }
        }
        // What is nowhere any more is not looked for at every unlock.
        let lost = open.lost();
        if !lost.is_empty() {
            self.recovered.push(Recovery::Lost(lost.len()));
            open.had_whole_index = false;
            self.unlist(open, &lost);
        }
        Ok(())
    }

    /// The records in a file of a backup that this folder lost, or of which it lost the last revision; not what was erased.
    pub(super) fn missing_here(
        &self,
        open: &Unlocked,
        file: &str,
        copy: &[u8],
    ) -> Result<BTreeSet<Name>, StoreError> {
        let bytes = self.journal.read(file)?.unwrap_or_default();
        if bytes.starts_with(copy) {
            return Ok(BTreeSet::new());
        }
        let here = newest_in([bytes.as_slice()]);
        let mut missing = newest_in([copy]);
        missing.retain(|name @ (kind, id), stamp| {
            let known = if *kind == Kind::Enquiry {
                let standing = open.standing.get(&EnquiryId(*id));
                standing.map(|standing| standing.stamp)
            } else {
                here.get(name).copied()
            };
            known.is_none_or(|known| known < *stamp) && !open.erased.contains(id)
        });
        Ok(missing.into_keys().collect())
    }

    /// What the log lost to damage since the backup before goes along in the one that is made now, which may take its
    /// place. Needs no key, as a backup does not.
    pub(super) fn carry_over(
        &self,
        copy: &mut Backup,
        day: Date,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let Some(old) = self.newest_backup(day)? else {
            return Ok(());
        };
        let changed = old.logs().filter(|(file, bytes)| {
            !copy.file(file).starts_with(bytes) && self.is_kept_still(file, now)
        });
        let changed: Vec<_> = changed.collect();
        if changed.is_empty() {
            return Ok(());
        }
        let here = newest_in(copy.logs().map(|(_, bytes)| bytes.as_slice()));
        let erased = erasing::erased_ids(&self.journal.read(ERASED)?.unwrap_or_default());
        for (file, bytes) in changed {
            let mut missing = newest_in([bytes.as_slice()]);
            missing.retain(|name, stamp| {
                here.get(name).is_none_or(|known| known < stamp) && !erased.contains(&name.1)
            });
            let missing = missing.into_keys().collect();
            for (sequence, payload) in self.frames_of(bytes, &missing) {
                copy.append(file, sequence, &payload);
            }
        }
        Ok(())
    }

    /// Every revision of an enquiry that the newest whole backup in this folder holds.
    pub(super) fn enquiries_in_backup(&self) -> Result<HashSet<(EnquiryId, Stamp)>, StoreError> {
        let newest = self.newest_backup(Date::MAX)?;
        Ok(newest.map_or_else(HashSet::new, |copy| copy.enquiries()))
    }

    /// The newest whole backup of this day or before it.
    fn newest_backup(&self, day: Date) -> Result<Option<Backup>, StoreError> {
        let days = self.backups()?.into_iter().rev();
        let mut days = days.filter(|made| *made <= day);
        days.find_map(|made| self.backup_of(made).transpose())
            .transpose()
    }

    /// Appends the missing records of one file under their old numbers: nothing that was written since may lose to them.
    /// Gives how many there were.
    pub(super) fn put_back(
        &mut self,
        open: &mut Unlocked,
        file: &str,
        copy: &[u8],
        missing: &BTreeSet<Name>,
    ) -> Result<usize, StoreError> {
        if missing.is_empty() {
            return Ok(0);
        }
        let back = self.frames_of(copy, missing);
        for (sequence, payload) in &back {
            self.journal.append_unsynced(file, *sequence, payload)?;
        }
        self.journal.sync(file)?;
        for (sequence, payload) in &back {
            for entry in record::entries(payload).unwrap_or_default() {
                open.apply(*sequence, file, &entry);
            }
        }
        let ids: BTreeSet<[u8; 16]> = missing.iter().map(|(_, id)| *id).collect();
        Ok(ids.len())
    }

    /// The frames in a file of a backup that hold these records, without what else stands in them.
    fn frames_of(&self, copy: &[u8], missing: &BTreeSet<Name>) -> Vec<(u64, Vec<u8>)> {
        let mut found = Vec::new();
        for frame in frame::scan(copy).frames {
            let mut payload = Vec::new();
            for entry in record::entries(frame.payload).unwrap_or_default() {
                let head = entry.head;
                // What only goes along with a row: that the conversation was over, and free text, unless it has ended:
                // its key was thrown away then.
                let is_beside = head.kind == Kind::EndDraft
                    || head.kind == Kind::Words && self.keys.knows(head.key);
                let is_missing = is_beside && missing.contains(&(Kind::Enquiry, head.id))
                    || head.name().is_some_and(|name| missing.contains(&name));
                if is_missing {
                    payload.extend_from_slice(entry.whole);
                }
            }
            if !payload.is_empty() {
                found.push((frame.sequence, payload));
            }
        }
        found
    }

    /// The backup of a day; none when it is damaged, or of another store.
    pub(super) fn backup_of(&self, day: Date) -> Result<Option<Backup>, StoreError> {
        let name = format!("{}/{day}.balie", backup::FOLDER);
        let bytes = self.journal.read(&name)?.unwrap_or_default();
        let copy = Backup::parse(&bytes).ok();
        Ok(copy.filter(|copy| copy.store() == self.id()))
    }

    /// Whether a file holds records, and not only such as have become totals.
    fn is_kept_still(&self, file: &str, now: Timestamp) -> bool {
        let is_over = |month: Date| self.terms.is_register_over(month, today(now));
        file == VAULT || file.starts_with(REGISTER) && !month_of_file(file).is_some_and(is_over)
    }
}

/// The records in files, each with its highest stamp.
pub(super) fn newest_in<'a>(files: impl IntoIterator<Item = &'a [u8]>) -> BTreeMap<Name, Stamp> {
    let mut newest = BTreeMap::new();
    let frames = files
        .into_iter()
        .flat_map(|bytes| frame::scan(bytes).frames);
    for frame in frames {
        for entry in record::entries(frame.payload).unwrap_or_default() {
            if let Some(name) = entry.head.name() {
                let stamp = stamp_of(frame.sequence, &entry);
                let known = newest.entry(name).or_insert(stamp);
                *known = stamp.max(*known);
            }
        }
    }
    newest
}

/// Whether this is damage to the middle of the log, and not a save that was never finished.
fn is_damage(recovery: &Recovery) -> bool {
    matches!(
        recovery,
        Recovery::Damaged { .. } | Recovery::RowsFromIndex(_)
    ) && takes_records(recovery)
}

/// Whether such damage can have taken records that no other file of the log holds.
fn takes_records(recovery: &Recovery) -> bool {
    match recovery {
        Recovery::Damaged { file, .. } | Recovery::TornSave { file, .. } => {
            file == VAULT || file.starts_with(REGISTER)
        }
        Recovery::RowsFromIndex(_) => true,
        Recovery::KeysFromCopy
        | Recovery::FormatRewritten
        | Recovery::IndexRebuilt { .. }
        | Recovery::FromBackup { .. }
        | Recovery::Lost(_)
        | Recovery::LongAgo(_)
        | Recovery::Unreadable(_)
        | Recovery::SealedUnreadable(_) => false,
    }
}
