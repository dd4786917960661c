//! After damage: what the log and the index lost and the newest whole backup in this folder still has goes back to its
//! place, as that backup has it.
//!
//! Only records that are nowhere else any more come back; what was erased or whose term has ended does not. Begin reading
//! at [`Store::put_back_from_backup`].

use std::collections::BTreeSet;

use jiff::{Timestamp, civil::Date};

use super::{
    REGISTER, Recovery, Store, StoreError, VAULT,
    backup::{self, Backup},
    check::{name_of, names_in},
    frame,
    key::today,
    purging::month_of_file,
    record::{self, Kind},
    unlocked::Unlocked,
};
use crate::domain::EnquiryId;

impl Store {
    /// Looks in the newest whole backup for what damage took, when this unlock found any: `told` is how much had been
    /// recovered before it. A full disk puts this off; the backup stays.
    pub(super) fn put_back_from_backup(
        &mut self,
        open: &mut Unlocked,
        told: usize,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let news = self.recovered.get(told..).unwrap_or_default();
        if !news.iter().any(takes_records) {
            return Ok(());
        }
        let Some((day, copy)) = self.newest_backup()? else {
            return Ok(());
        };
        let mut count = 0;
        for (file, bytes) in copy.into_files() {
            if !self.is_kept_still(&file, now) {
                continue;
            }
            let here = names_in(&self.journal.read(&file)?.unwrap_or_default());
            let mut missing = names_in(&bytes);
            missing.retain(|(kind, id)| {
                let is_served =
                    *kind == Kind::Enquiry && open.standing.contains_key(&EnquiryId(*id));
                !here.contains(&(*kind, *id)) && !open.erased.contains(id) && !is_served
            });
            match self.put_back(open, &file, &bytes, &missing) {
                Ok(back) => count += back,
                Err(StoreError::Full(_)) => break,
                Err(error) => return Err(error),
            }
        }
        open.settle(&self.keys);
        if count > 0 {
            self.recovered.push(Recovery::FromBackup { day, count });
        }
        Ok(())
    }

    /// Appends the missing records of one file under their old numbers: nothing that was written since may lose to them.
    /// Gives how many there were.
    fn put_back(
        &mut self,
        open: &mut Unlocked,
        file: &str,
        copy: &[u8],
        missing: &BTreeSet<(Kind, [u8; 16])>,
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
                    name_of(&entry).is_some_and(|name| missing.contains(&name))
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

    fn newest_backup(&self) -> Result<Option<(Date, Backup)>, StoreError> {
        for day in self.backups()?.into_iter().rev() {
            let name = format!("{}/{day}.balie", backup::FOLDER);
            let bytes = self.journal.read(&name)?.unwrap_or_default();
            if let Ok(copy) = Backup::parse(&bytes) {
                return Ok(Some((day, copy)));
            }
        }
        Ok(None)
    }

    /// Whether a file holds records, and not only such as have become totals.
    fn is_kept_still(&self, file: &str, now: Timestamp) -> bool {
        let is_over = |month: Date| self.terms.is_register_over(month, today(now));
        file == VAULT || file.starts_with(REGISTER) && !month_of_file(file).is_some_and(is_over)
    }
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
        | Recovery::Unreadable(_)
        | Recovery::SealedUnreadable(_) => false,
    }
}
