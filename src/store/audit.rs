//! The audit log: what was read, exported, corrected, purged and unlocked, when, and by whom.
//!
//! One file a month, one sealed entry a line; every entry holds the hash of the one before, so that a line that
//! was taken out or moved shows. The team reads it too: each volunteer can see what is kept about them. Initials
//! are what a person typed, not proof of who it was. Begin reading at [`Store::note`].
//!
//! What it cannot show: lines cut off the end of a month by someone who has both the folder and the words.

use jiff::{SignedDuration, Timestamp, civil::Date};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{
    Role, Store, StoreError, frame,
    key::{Scope, today},
    record::{self, Entry, Head, Kind, SCHEMA, from_cbor, put_entry, to_cbor},
    unlocked::Unlocked,
};

/// The folder of the audit log within the data folder.
pub(super) const FOLDER: &str = "audit";
/// How long a line is kept; a month's file goes when its last day is older.
const KEPT: SignedDuration = SignedDuration::from_hours(90 * 24);

/// What was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AuditAct {
    /// The store was unlocked.
    Unlocked,
    /// Records were shown.
    Read,
    /// A record was corrected or taken back.
    Corrected,
    /// A file was made: a day's log, figures, a note.
    Exported,
    /// Records were erased, on request or because their term had ended.
    Purged,
    /// A backup was made or restored.
    BackedUp,
    /// The team was given new words.
    WordsReplaced,
}

/// One line of the audit log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditLine {
    /// When.
    pub at: Timestamp,
    /// With whose words: `desk` or `coordinator`.
    pub role: Role,
    /// The initials at the table, as they were typed; empty when nobody was named.
    pub initials: String,
    /// What was done.
    pub act: AuditAct,
    /// To what: an id, a day, a file name. Never the content of a record.
    pub about: String,
}

/// A line and the hash of the entry before it.
#[derive(Serialize, Deserialize)]
struct Link {
    before: [u8; 32],
    line: AuditLine,
}

/// The audit log as it was read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Audit {
    /// The lines, oldest first.
    pub lines: Vec<AuditLine>,
    /// The months whose chain is broken: a line was taken out, changed or damaged.
    pub broken_months: Vec<String>,
}

impl Store {
    /// Adds a line, durably.
    ///
    /// # Errors
    /// Locked, or the disk failed.
    pub fn note(
        &mut self,
        act: AuditAct,
        initials: &str,
        about: &str,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.with_unlocked(|store, open| {
            store.ensure_key(open, Scope::Audit, now)?;
            let file = month_file(today(now));
            let before = store.last_link(&file)?;
            let line = AuditLine {
                at: now,
                role: open.ring.role,
                initials: initials.to_owned(),
                act,
                about: about.to_owned(),
            };
            let (key_id, key) = store
                .keys
                .key_for(&open.ring, Scope::Audit)
                .ok_or(StoreError::Locked)?;
            let head = Head {
                kind: Kind::Audit,
                id: [0; 16],
                revision: 0,
                schema: SCHEMA,
                key: key_id,
            };
            let mut payload = Vec::new();
            let plain = to_cbor(&Link { before, line });
            put_entry(&mut payload, store.id(), &head, key, &plain)?;
            let disk = store.journal.disk_mut()?;
            disk.make_folder(FOLDER)
                .map_err(|source| StoreError::from_io("make", disk.path_of(FOLDER), source))?;
            store.journal.append(&file, 0, &payload)
        })
    }

    /// Every line that is kept, and whether the chains are whole.
    ///
    /// # Errors
    /// Locked, or a file cannot be read.
    pub fn audit(&mut self) -> Result<Audit, StoreError> {
        self.with_unlocked(|store, open| store.read_audit(open))
    }

    pub(super) fn read_audit(&self, open: &Unlocked) -> Result<Audit, StoreError> {
        let mut audit = Audit::default();
        for file in self.audit_files()? {
            let bytes = self.journal.read(&file)?.unwrap_or_default();
            let scan = frame::scan(&bytes);
            let mut is_whole = scan.damaged.is_empty() && scan.torn.is_none();
            let mut before = [0; 32];
            for frame in &scan.frames {
                let entries = record::entries(frame.payload).unwrap_or_default();
                let link = entries
                    .first()
                    .and_then(|entry| self.open_link(open, entry));
                is_whole &= link.as_ref().is_some_and(|link| link.before == before);
                audit.lines.extend(link.map(|link| link.line));
                before = hash(frame.payload);
            }
            if !is_whole {
                audit.broken_months.push(file);
            }
        }
        Ok(audit)
    }

    fn open_link(&self, open: &Unlocked, entry: &Entry<'_>) -> Option<Link> {
        from_cbor(&*open.ring.open(self.id(), entry)?)
    }

    /// The hash of the last entry of a file; zeros at its beginning. The first time in a session the file is
    /// read, and a line that was cut off by a power cut is removed.
    fn last_link(&mut self, file: &str) -> Result<[u8; 32], StoreError> {
        let mut last = [0; 32];
        let told = &mut self.recovered;
        self.journal
            .replay(file, told, |frame| last = hash(frame.payload))?;
        Ok(last)
    }

    /// Removes the months that are over for longer than a line is kept.
    pub(super) fn purge_audit(&mut self, now: Timestamp) -> Result<(), StoreError> {
        let first_kept = month_file(today(now - KEPT));
        for file in self.audit_files()? {
            if file < first_kept {
                self.journal.rewrite(&file, &[])?;
            }
        }
        Ok(())
    }

    pub(super) fn audit_files(&self) -> Result<Vec<String>, StoreError> {
        let names = self.journal.list(FOLDER)?;
        let months = names.iter().filter(|name| is_month(name));
        Ok(months.map(|name| format!("{FOLDER}/{name}")).collect())
    }
}

fn month_file(day: Date) -> String {
    format!("{FOLDER}/{}.log", day.strftime("%Y-%m"))
}

fn is_month(name: &str) -> bool {
    let day = name.strip_suffix(".log").map(|month| format!("{month}-01"));
    day.is_some_and(|day| day.parse::<Date>().is_ok())
}

fn hash(payload: &[u8]) -> [u8; 32] {
    Sha256::digest(payload).into()
}
