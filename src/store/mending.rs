//! After damage: what the log lost and the index has, or the newest whole backup in this folder, goes back to its place.
//!
//! Only records that are nowhere else any more come back from a backup; what was erased or whose term has ended does not.
//! Begin reading at [`Store::put_back_rows`] and [`Store::put_back_from_backup`].

use std::collections::{BTreeMap, BTreeSet, HashSet};

use jiff::{Timestamp, civil::Date};

use super::{
    REGISTER, Recovery, Store, StoreError, VAULT,
    backup::{self, Backup},
    frame,
    index::Stamp,
    key::today,
    purging::month_of_file,
    record::{self, Kind, Name},
    unlocked::Unlocked,
};
use crate::domain::EnquiryId;

impl Store {
    /// Rows that the index has and the log lost to damage are appended to their month file again.
    pub(super) fn put_back_rows(&mut self, open: &mut Unlocked) -> Result<(), StoreError> {
        let mut put_back = 0;
        for id in open.lost() {
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

    /// Looks in the newest whole backup for what damage took, when this unlock found any: `told` is how much had been
    /// recovered before it, and `is_short` that the index lists more than the log holds. A full disk puts this off; the
    /// backup stays.
    pub(super) fn put_back_from_backup(
        &mut self,
        open: &mut Unlocked,
        (told, is_short): (usize, bool),
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let news = self.recovered.get(told..).unwrap_or_default();
        if !is_short && !news.iter().any(takes_records) {
            return Ok(());
        }
        let mut is_first = true;
        for day in self.backups()?.into_iter().rev() {
            // The newest whole one, and older ones as long as something is missing: a wrong clock dates them wrongly.
            if !is_first && open.lost().is_empty() {
                break;
            }
            let Some(copy) = self.backup_of(day)? else {
                continue;
            };
            is_first = false;
            let mut count = 0;
            for (file, bytes) in copy.into_files() {
                if !self.is_kept_still(&file, now) {
                    continue;
                }
                let missing = self.missing_here(open, &file, &bytes)?;
                match self.put_back(open, &file, &bytes, &missing) {
                    Ok(back) => count += back,
                    Err(StoreError::Full(_)) => return Ok(()),
                    Err(error) => return Err(error),
                }
            }
            open.settle(&self.keys);
            if count > 0 {
                self.recovered.push(Recovery::FromBackup { day, count });
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
        let here: BTreeSet<Name> = newest_in(&bytes).into_keys().collect();
        let mut missing = newest_in(copy);
        missing.retain(|name @ (kind, id), stamp| {
            let is_here = if *kind == Kind::Enquiry {
                let standing = open.standing.get(&EnquiryId(*id));
                standing.is_some_and(|standing| standing.stamp >= *stamp)
            } else {
                here.contains(name)
            };
            !is_here && !open.erased.contains(id)
        });
        Ok(missing.into_keys().collect())
    }

    /// Every revision of an enquiry that the newest whole backup in this folder holds.
    pub(super) fn enquiries_in_backup(&self) -> Result<HashSet<(EnquiryId, Stamp)>, StoreError> {
        for day in self.backups()?.into_iter().rev() {
            if let Some(copy) = self.backup_of(day)? {
                return Ok(copy.enquiries());
            }
        }
        Ok(HashSet::new())
    }

    /// Appends the missing records of one file under their old numbers: nothing that was written since may lose to them.
    /// Gives how many there were.
    fn put_back(
        &mut self,
        open: &mut Unlocked,
        file: &str,
        copy: &[u8],
        missing: &BTreeSet<Name>,
    ) -> Result<usize, StoreError> {
        if missing.is_empty() {
            return Ok(0);
        }
        let mut back = Vec::new();
        for frame in frame::scan(copy).frames {
            let mut payload = Vec::new();
            for entry in record::entries(frame.payload).unwrap_or_default() {
                // Free text goes along with its row, unless it has ended: its key was thrown away then.
                let is_missing = if entry.head.kind == Kind::Words {
                    missing.contains(&(Kind::Enquiry, entry.head.id))
                        && self.keys.knows(entry.head.key)
                } else {
                    entry
                        .head
                        .name()
                        .is_some_and(|name| missing.contains(&name))
                };
                if is_missing {
                    payload.extend_from_slice(entry.whole);
                }
            }
            if !payload.is_empty() {
                back.push((frame.sequence, payload));
            }
        }
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

    /// The backup of a day; none when it is damaged.
    fn backup_of(&self, day: Date) -> Result<Option<Backup>, StoreError> {
        let name = format!("{}/{day}.balie", backup::FOLDER);
        let bytes = self.journal.read(&name)?.unwrap_or_default();
        Ok(Backup::parse(&bytes).ok())
    }

    /// Whether a file holds records, and not only such as have become totals.
    fn is_kept_still(&self, file: &str, now: Timestamp) -> bool {
        let is_over = |month: Date| self.terms.is_register_over(month, today(now));
        file == VAULT || file.starts_with(REGISTER) && !month_of_file(file).is_some_and(is_over)
    }
}

/// The records in a file, each with its highest stamp.
fn newest_in(bytes: &[u8]) -> BTreeMap<Name, Stamp> {
    let mut newest = BTreeMap::new();
    for frame in frame::scan(bytes).frames {
        for entry in record::entries(frame.payload).unwrap_or_default() {
            if let Some(name) = entry.head.name() {
                let stamp = Stamp {
                    revision: entry.head.revision,
                    sequence: frame.sequence,
                };
                let known = newest.entry(name).or_insert(stamp);
                *known = stamp.max(*known);
            }
        }
    }
    newest
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
        | Recovery::Unreadable(_)
        | Recovery::SealedUnreadable(_) => false,
    }
}
