//! Checking a store: every frame without a key, every record with one. For `balie check`.
//!
//! Opening and unlocking mend what can be mended before this looks, so their reports are part of the verdict.
//! Begin reading at [`Store::verify`].

use std::collections::{BTreeMap, HashSet};

use jiff::civil::Date;

use super::{
    DRAFTS, Disk, Recovery, SEALED, Store, StoreError, Total, VAULT, audit,
    backup::{self, Backup},
    erasing::ERASED,
    frame,
    index::Stamp,
    key::{self, KeyFile, Ring},
    purging::TOTALS,
    record::{self, Kind, from_cbor},
    row::{FreeText, stamp_of},
    unlocked::{ReadError, Unlocked},
};
use crate::domain::{
    Answer, Contact, Enquiry, EnquiryId, FieldName, FollowUp, OwnNote, Session, Shift, Trail,
    UrgentUse,
};

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing that was saved is missing; it was mended, or a person can mend it.
    Mendable,
    /// Something that was saved cannot be read any more from this folder.
    Lost,
}

/// One thing that is not as it should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The file, relative to the data folder.
    pub file: String,
    /// How bad it is.
    pub severity: Severity,
    /// What was found, in one English sentence.
    pub what: String,
    /// What was done or what to do about it.
    pub remedy: String,
}

/// The verdict on a store.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Health {
    /// What is not as it should be, in no particular order.
    pub findings: Vec<Finding>,
    /// Whole frames that were read.
    pub frames: usize,
    /// Records that were decrypted and understood; none without a key.
    pub records: usize,
    /// Records that only the coordinator's key could check.
    pub closed: usize,
}

impl Health {
    /// The worst finding; none when all is sound.
    #[must_use]
    pub fn worst(&self) -> Option<Severity> {
        self.findings.iter().map(|finding| finding.severity).max()
    }

    fn find(&mut self, file: &str, severity: Severity, what: String, remedy: &str) {
        self.findings.push(Finding {
            file: file.to_owned(),
            severity,
            what,
            remedy: remedy.to_owned(),
        });
    }
}

const FROM_BACKUP: &str = "restore the newest backup into a new folder and compare";

impl Store {
    /// Checks every frame, and with `deep` decrypts and decodes every record that the role may read and
    /// compares the index with the log.
    ///
    /// # Errors
    /// [`StoreError::Locked`] when `deep` is asked of a locked store, or a file cannot be read at all.
    pub fn verify(&mut self, deep: bool) -> Result<Health, StoreError> {
        let mut health = Health::default();
        for recovery in &self.recovered {
            self.tell(&mut health, recovery);
        }
        check_keys(self.journal.disk(), &mut health)?;
        let mut files = self.month_files()?;
        files.extend(self.audit_files()?);
        files.extend([DRAFTS, VAULT, TOTALS, ERASED, SEALED].map(str::to_owned));
        for file in &files {
            let bytes = self.journal.read(file)?.unwrap_or_default();
            let scan = frame::scan(&bytes);
            health.frames += scan.frames.len();
            let stretches = scan.damaged.len() + usize::from(scan.torn.is_some());
            if stretches > 0 {
                let what = format!("{stretches} stretches of it cannot be read");
                let remedy = "unlock Balie: it puts back what the index still has";
                health.find(file, Severity::Mendable, what, remedy);
            }
            let is_log = file != SEALED;
            let strange = scan
                .frames
                .iter()
                .filter(|frame| is_log && record::entries(frame.payload).is_none());
            let strange = strange.count();
            if strange > 0 {
                let what = format!("{strange} frames hold something this Balie does not know");
                let remedy = "a newer Balie may have written it: install the newest one";
                health.find(file, Severity::Mendable, what, remedy);
            }
        }
        if deep {
            self.with_unlocked(|store, open| store.verify_records(open, &files, &mut health))?;
        }
        Ok(health)
    }

    fn verify_records(
        &self,
        open: &Unlocked,
        files: &[String],
        health: &mut Health,
    ) -> Result<(), StoreError> {
        let mut in_log = HashSet::new();
        for file in files.iter().filter(|file| *file != SEALED) {
            let bytes = self.journal.read(file)?.unwrap_or_default();
            let mut unreadable = Vec::new();
            for frame in frame::scan(&bytes).frames {
                for entry in record::entries(frame.payload).unwrap_or_default() {
                    if entry.head.kind.is_enquiry() {
                        in_log.insert((EnquiryId(entry.head.id), stamp_of(frame.sequence, &entry)));
                    }
                    if !open.ring.can_open(entry.head.key) {
                        health.closed += 1;
                    } else if self.is_sound(&entry, &open.ring) {
                        health.records += 1;
                    } else {
                        unreadable.push(format!("{:?} {}", entry.head.kind, hex(entry.head.id)));
                    }
                }
            }
            if !unreadable.is_empty() {
                let (count, which) = (unreadable.len(), unreadable.join(", "));
                let what = format!("{count} records do not open with their key: {which}");
                health.find(file, Severity::Lost, what, FROM_BACKUP);
            }
        }
        self.find_unlogged(open, &in_log, health)?;
        self.find_missing(open, health)?;
        for file in self.read_audit(open)?.broken_months {
            let what = "the chain of the audit log is broken: a line is missing or was changed";
            health.find(&file, Severity::Lost, what.to_owned(), FROM_BACKUP);
        }
        let mut differs = Vec::new();
        let readable = open.standing.iter().filter(|(_, row)| row.can_read);
        for id in readable.map(|(id, _)| *id) {
            match open.enquiry(&self.keys, id, FreeText::Read) {
                Ok(_) | Err(ReadError::Released) => {}
                Err(ReadError::Index(_)) => differs.push(id.to_string()),
            }
        }
        if !differs.is_empty() {
            let (count, which) = (differs.len(), differs.join(", "));
            let what = format!("{count} rows of the index differ from the log: {which}");
            let remedy = "remove the folder sled: it is filled anew from the month files";
            health.find("sled", Severity::Mendable, what, remedy);
        }
        Ok(())
    }

    fn is_sound(&self, entry: &record::Entry<'_>, ring: &Ring) -> bool {
        let plain = ring.open(self.id(), entry);
        plain.is_some_and(|plain| is_body(entry.head.kind, &plain))
    }

    /// Rows that stood in the log at the unlock and do not any more.
    fn find_unlogged(
        &self,
        open: &Unlocked,
        in_log: &HashSet<(EnquiryId, Stamp)>,
        health: &mut Health,
    ) -> Result<(), StoreError> {
        let rows = open.standing.iter().map(|(id, row)| (*id, row.stamp));
        let unlogged: Vec<_> = rows.filter(|row| !in_log.contains(row)).collect();
        if unlogged.is_empty() {
            return Ok(());
        }
        let in_backup = self.enquiries_in_backup()?;
        let (kept, lost): (Vec<_>, Vec<_>) = unlogged.into_iter().partition(|(id, stamp)| {
            let row = open.index.get(*id).ok().flatten();
            in_backup.contains(&(*id, *stamp)) || row.is_some_and(|row| row.stamp == *stamp)
        });
        for (rows, severity, remedy) in [
            (kept, Severity::Mendable, "unlock Balie: it puts them back"),
            (lost, Severity::Lost, FROM_BACKUP),
        ] {
            if !rows.is_empty() {
                let which = rows.iter().map(|(id, _)| id.to_string());
                let (count, which) = (rows.len(), which.collect::<Vec<_>>().join(", "));
                let what = format!("{count} enquiries are in no month file any more: {which}");
                health.find(super::REGISTER, severity, what, remedy);
            }
        }
        Ok(())
    }

    /// What the newest backup here holds and this folder does not, although nobody erased it: lost, with its name.
    fn find_missing(&self, open: &Unlocked, health: &mut Health) -> Result<(), StoreError> {
        for day in self.backups()?.into_iter().rev() {
            if let Some(copy) = self.backup_of(day)? {
                return self.find_missing_of(open, day, &copy, health);
            }
            let name = format!("{}/{day}.balie", backup::FOLDER);
            let what = "this backup is damaged, or of another store".to_owned();
            let remedy = "nothing to do: the next one is made today";
            health.find(&name, Severity::Mendable, what, remedy);
        }
        Ok(())
    }

    fn find_missing_of(
        &self,
        open: &Unlocked,
        day: Date,
        copy: &Backup,
        health: &mut Health,
    ) -> Result<(), StoreError> {
        for (file, bytes) in copy.logs() {
            let missing = self.missing_here(open, file, bytes)?;
            if !missing.is_empty() {
                let which = missing
                    .iter()
                    .map(|(kind, id)| format!("{kind:?} {}", hex(*id)));
                let (count, which) = (missing.len(), which.collect::<Vec<_>>().join(", "));
                let what = format!("{count} records of the backup of {day} are not here: {which}");
                health.find(file, Severity::Lost, what, FROM_BACKUP);
            }
        }
        Ok(())
    }

    fn tell(&self, health: &mut Health, recovery: &Recovery) {
        let is_whole = self
            .unlocked
            .as_ref()
            .is_some_and(|open| open.had_whole_index);
        let is_back = |told: &Recovery| matches!(told, Recovery::FromBackup { .. });
        let open = self.unlocked.as_ref();
        let came_back =
            self.recovered.iter().any(is_back) || open.is_some_and(|open| open.vault_came_back);
        let (file, severity, what, remedy) = match recovery {
            Recovery::TornSave { file, bytes } => (
                file.as_str(),
                Severity::Mendable,
                format!("a save of {bytes} bytes was cut off and has been removed"),
                "nothing to do: it had not been called saved, unless the disk is failing",
            ),
            // The index holds enquiries only: a draft, a card or a list of what was erased has no second copy there.
            Recovery::Damaged { file, stretches }
                if is_whole
                    && (file.starts_with(super::REGISTER) || file == VAULT && came_back) =>
            {
                let what =
                    "of an enquiry the index has a second copy, of all else the newest backup";
                (
                    file.as_str(),
                    Severity::Mendable,
                    format!("{stretches} damaged stretches; {what}"),
                    "look at what was noted since that backup; the damaged file was set aside in quarantine",
                )
            }
            Recovery::Damaged { file, stretches } => (
                file.as_str(),
                Severity::Lost,
                format!("{stretches} damaged stretches, and no second copy of them here"),
                FROM_BACKUP,
            ),
            Recovery::KeysFromCopy => (
                key::FILE,
                Severity::Mendable,
                "the keys were damaged and were restored from their copy".to_owned(),
                "nothing to do",
            ),
            Recovery::FormatRewritten => (
                super::FORMAT,
                Severity::Mendable,
                "the file was damaged or gone and was written anew".to_owned(),
                "nothing to do",
            ),
            Recovery::IndexRebuilt { why } => (
                "sled",
                Severity::Mendable,
                format!("the index was filled anew from the month files: {why}"),
                "nothing to do; what was set aside in quarantine may be removed",
            ),
            Recovery::RowsFromIndex(count) => (
                super::REGISTER,
                Severity::Mendable,
                format!("{count} records were damaged and were put back from their second copy"),
                "nothing to do",
            ),
            Recovery::LongAgo(before) => (
                audit::FOLDER,
                Severity::Mendable,
                format!(
                    "nobody unlocked since {before}; nothing was purged, the clock may be wrong"
                ),
                "set the clock if it is wrong; the next day what is past its term goes",
            ),
            Recovery::FromBackup { day, count } => (
                super::REGISTER,
                Severity::Mendable,
                format!(
                    "{count} records were damaged and came back as the backup of {day} has them"
                ),
                "look at them: what was changed after that day is not in it",
            ),
            Recovery::Lost(count) => (
                super::REGISTER,
                Severity::Lost,
                format!("{count} enquiries are gone, and no backup in this folder has them"),
                FROM_BACKUP,
            ),
            Recovery::Unreadable(count) => (
                super::REGISTER,
                Severity::Lost,
                format!("{count} records do not open with their key"),
                FROM_BACKUP,
            ),
            Recovery::SealedUnreadable(count) => (
                SEALED,
                Severity::Lost,
                format!("{count} saves made while locked cannot be opened"),
                "they are kept in quarantine",
            ),
        };
        health.find(file, severity, what, remedy);
    }
}

/// Whether these are the bytes of the body of such an entry.
pub(super) fn is_body(kind: Kind, plain: &[u8]) -> bool {
    match kind {
        Kind::Enquiry | Kind::Withdrawn => from_cbor::<Enquiry>(plain).is_some(),
        Kind::Draft => from_cbor::<Session>(plain).is_some(),
        Kind::Shift => from_cbor::<Shift>(plain).is_some(),
        Kind::FollowUp => from_cbor::<FollowUp>(plain).is_some(),
        Kind::Contact => from_cbor::<Contact>(plain).is_some(),
        Kind::UrgentUse => from_cbor::<UrgentUse>(plain).is_some(),
        Kind::Trail => from_cbor::<Trail>(plain).is_some(),
        Kind::OwnNote => from_cbor::<OwnNote>(plain).is_some(),
        Kind::EndsOn => from_cbor::<Date>(plain).is_some(),
        Kind::Words => from_cbor::<BTreeMap<FieldName, Answer>>(plain).is_some(),
        Kind::Totals => from_cbor::<Vec<Total>>(plain).is_some(),
        Kind::EndDraft
        | Kind::Merged
        | Kind::Erased
        | Kind::Audit
        | Kind::EndFollowUp
        | Kind::EndContact => true,
    }
}

fn hex(id: [u8; 16]) -> String {
    EnquiryId(id).to_string()
}

fn check_keys(disk: &dyn Disk, health: &mut Health) -> Result<(), StoreError> {
    for name in key::FILES.into_iter().take(2) {
        let bytes = disk
            .read(name)
            .map_err(|source| StoreError::from_io("read", disk.path_of(name), source))?;
        if bytes.as_deref().and_then(KeyFile::decode).is_none() {
            let what = "this copy of the keys is damaged or missing".to_owned();
            let remedy = "open Balie once: it writes it anew from the other copy";
            health.find(name, Severity::Mendable, what, remedy);
        }
    }
    Ok(())
}
