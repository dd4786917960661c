//! The audit log: what was read, exported, corrected, purged and unlocked, when, and by whom.
//!
//! One file a month, one sealed entry a line; every entry holds the hash of the one before, the first of a month that
//! of the last of the month before, and is signed with the key of the store: a line that was taken out, moved or made
//! elsewhere shows. The team reads it too: each volunteer can see what is kept about them. Initials are what a person
//! typed, not proof of who it was. The store writes what it does itself (unlocking, correcting, purging, new words);
//! who shows or exports something writes that. Begin reading at [`Store::note`].
//!
//! What it cannot show: lines cut off the end of this month, or made anew, by someone who has both folder and words.

use jiff::{SignedDuration, Timestamp, civil::Date};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{
    Role, Store, StoreError, frame,
    key::{Scope, today},
    record::{self, Entry, Head, Kind, SCHEMA, from_cbor, put_entry, to_cbor},
    unlocked::Unlocked,
};
use crate::{
    domain::{ShiftKind, StoreId},
    signature::{PublicKey, Signature},
};

/// The folder of the audit log within the data folder.
pub(super) const FOLDER: &str = "audit";
/// How long a line is kept; a month's file goes when its last day is older.
const KEPT: SignedDuration = SignedDuration::from_hours(90 * 24);
/// So much later it is next month.
const MONTH: SignedDuration = SignedDuration::from_hours(31 * 24);
/// A shift is half a day; who sat there yesterday did not do this.
const SHIFT: SignedDuration = SignedDuration::from_hours(12);

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
    /// A worry is kept longer than its term.
    KeptLonger,
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

impl AuditLine {
    /// Whether these initials sat at the table.
    #[must_use]
    pub fn is_of(&self, initials: &str) -> bool {
        let wanted = initials.trim().to_lowercase();
        let mut people = self.initials.split(',');
        people.any(|person| person.trim().to_lowercase() == wanted)
    }
}

/// A line and the hash of the entry before it.
#[derive(Serialize, Deserialize)]
struct Link {
    before: [u8; 32],
    line: AuditLine,
    /// Of what stands above, by the key of the store. None in a line of format 1, which had no such key.
    #[serde(default)]
    signature: Option<String>,
}

impl Link {
    fn signed(&self, store: StoreId, file: &str) -> Vec<u8> {
        let line = to_cbor(&(&self.before, &self.line));
        [
            b"balie audit 1".as_slice(),
            &store.0,
            file.as_bytes(),
            &line,
        ]
        .concat()
    }

    fn is_by(&self, key: PublicKey, store: StoreId, file: &str) -> bool {
        let signature = self
            .signature
            .as_ref()
            .map(|text| text.parse::<Signature>());
        let signed = self.signed(store, file);
        matches!(signature, Some(Ok(signature)) if key.is_by_me(&signed, &signature))
    }
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
            let line = AuditLine {
                at: now,
                role: open.ring.role,
                initials: initials.to_owned(),
                act,
                about: about.to_owned(),
            };
            store.write_line(open, line, now)
        })
    }

    /// As [`Store::note`], with the initials of who sits at the table by the shift that is open today.
    ///
    /// # Errors
    /// As [`Store::note`].
    pub fn note_for_table(
        &mut self,
        act: AuditAct,
        about: &str,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let shift = self.shift()?;
        let ours = shift.filter(|shift| {
            shift.kind == ShiftKind::Dienst && now.duration_since(shift.opened_at) < SHIFT
        });
        let initials = ours.map(|shift| shift.people.join(", "));
        self.note(act, &initials.unwrap_or_default(), about, now)
    }

    fn write_line(
        &mut self,
        open: &mut Unlocked,
        line: AuditLine,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.ensure_key(open, Scope::Audit, now)?;
        let file = self.line_file(now)?;
        let mut entry = Link {
            before: self.last_link(&file)?,
            line,
            signature: None,
        };
        let signer = self
            .keys
            .signing_key(&open.ring)
            .ok_or(StoreError::Locked)?;
        let signature = signer.sign(&entry.signed(self.id(), &file));
        entry.signature = Some(signature.to_string());
        let last = self.append_link(open, &file, &entry)?;
        self.last_line = Some((file, last));
        Ok(())
    }

    /// Seals a line and appends it; gives its hash.
    fn append_link(
        &mut self,
        open: &Unlocked,
        file: &str,
        link: &Link,
    ) -> Result<[u8; 32], StoreError> {
        let (key_id, key) = self
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
        put_entry(&mut payload, self.id(), &head, key, &to_cbor(link))?;
        let disk = self.journal.disk_mut()?;
        disk.make_folder(FOLDER)
            .map_err(|source| StoreError::from_io("make", disk.path_of(FOLDER), source))?;
        self.journal.append(file, 0, &payload)?;
        Ok(hash(&payload))
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
        let mut has_beginning = false;
        let mut must_be_signed = false;
        let mut files = Vec::new();
        for file in self.audit_files()? {
            let bytes = self.journal.read(&file)?.unwrap_or_default();
            files.push((file, bytes));
        }
        let frames = files
            .iter()
            .flat_map(|(_, bytes)| frame::scan(bytes).frames);
        let all: Vec<[u8; 32]> = frames.map(|frame| hash(frame.payload)).collect();
        for (file, bytes) in files {
            let scan = frame::scan(&bytes);
            let mut before: Option<[u8; 32]> = None;
            let mut is_whole = scan.damaged.is_empty() && scan.torn.is_none();
            for frame in &scan.frames {
                let entries = record::entries(frame.payload).unwrap_or_default();
                let link = entries
                    .first()
                    .and_then(|entry| self.open_link(open, entry));
                is_whole &= link.as_ref().is_some_and(|link| {
                    let is_signed = link.is_by(self.public_key, self.id(), &file);
                    must_be_signed |= link.signature.is_some();
                    // A month hangs on the line that was the last when it was begun; a wrong clock may have gone on in
                    // another since. Of one month that line is gone, because its term ended.
                    let is_next = match before {
                        Some(hash) => hash == link.before,
                        None => {
                            all.contains(&link.before)
                                || !std::mem::replace(&mut has_beginning, true)
                        }
                    };
                    (is_signed || !must_be_signed) && is_next
                });
                audit.lines.extend(link.map(|link| link.line));
                before = Some(hash(frame.payload));
            }
            if !is_whole {
                audit.broken_months.push(file);
            }
        }
        Ok(audit)
    }

    pub(super) fn line_of(&self, open: &Unlocked, entry: &Entry<'_>) -> Option<AuditLine> {
        self.open_link(open, entry).map(|link| link.line)
    }

    fn open_link(&self, open: &Unlocked, entry: &Entry<'_>) -> Option<Link> {
        from_cbor(&open.ring.open(self.id(), entry)?)
    }

    /// The file of this month. When a clock was set back, the newest one that stands, so that the chain goes on.
    fn line_file(&self, now: Timestamp) -> Result<String, StoreError> {
        let this_month = month_file(today(now));
        let next_month = month_file(today(now + MONTH));
        let mut standing = self.audit_files()?.into_iter();
        let ahead = standing.rfind(|file| *file > this_month && *file <= next_month);
        Ok(ahead.unwrap_or(this_month))
    }

    /// The hash of the last line, of this month or else of the one before it; zeros when there is none. The first time in
    /// a session the file is read, and a line that was cut off by a power cut is removed.
    fn last_link(&mut self, file: &str) -> Result<[u8; 32], StoreError> {
        if let Some((_, last)) = self.last_line.as_ref().filter(|(known, _)| known == file) {
            return Ok(*last);
        }
        let mut last = None;
        let standing = self.audit_files()?;
        let earlier = standing.iter().rfind(|name| name.as_str() < file);
        // A clock that was set back begins an earlier month; it hangs on what stands too.
        let earlier = earlier.or_else(|| standing.last().filter(|name| *name != file));
        for file in earlier.map(String::as_str).into_iter().chain([file]) {
            let told = &mut self.recovered;
            self.journal
                .replay(file, told, |frame| last = Some(hash(frame.payload)))?;
        }
        Ok(last.unwrap_or([0; 32]))
    }

    /// Removes the months that are over for longer than a line is kept.
    pub(super) fn purge_audit(
        &mut self,
        open: &Unlocked,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        if self.doubts_clock(open, now)? {
            return Ok(());
        }
        let first_kept = month_file(today(now - KEPT));
        let next_month = month_file(today(now + MONTH));
        let (over, kept): (Vec<_>, Vec<_>) = self
            .audit_files()?
            .into_iter()
            .partition(|file| *file < first_kept);
        for file in over {
            self.journal.rewrite(&file, &[])?;
        }
        // What a clock that was far ahead dated wrongly ends with the line that it hangs on.
        if kept.last().is_some_and(|file| *file > next_month) {
            let broken = self.read_audit(open)?.broken_months;
            for file in broken.iter().filter(|file| **file > next_month) {
                self.journal.rewrite(file, &[])?;
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

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may stop")]
mod tests {
    use zeroize::Zeroizing;

    use super::*;
    use crate::signature::SigningKey;

    /// A line that fits the chain, under the right key, with no signature or that of somebody else.
    fn put_line(store: &mut Store, signer: Option<&SigningKey>, now: Timestamp) {
        let added = store.with_unlocked(|store, open| {
            let file = store.line_file(now)?;
            let told = AuditLine {
                at: now,
                role: Role::Desk,
                initials: "AB".to_owned(),
                act: AuditAct::Read,
                about: "nooit gelezen".to_owned(),
            };
            let mut forged = Link {
                before: store.last_link(&file)?,
                line: told,
                signature: None,
            };
            let bytes = forged.signed(store.id(), &file);
            forged.signature = signer.map(|signer| signer.sign(&bytes).to_string());
            store.append_link(open, &file, &forged)
        });
        added.unwrap();
    }

    #[test]
    fn a_line_that_the_store_did_not_sign_shows() {
        let now = Timestamp::UNIX_EPOCH;
        let other = SigningKey::from_seed(&Zeroizing::new([9; 32]));
        for signer in [None, Some(&other)] {
            let mut store = Store::in_memory(&"proef".into(), now).unwrap();
            store.note(AuditAct::Read, "JV", "een", now).unwrap();
            assert_eq!(store.audit().unwrap().broken_months, Vec::<String>::new());
            put_line(&mut store, signer, now);
            let audit = store.audit().unwrap();
            assert_eq!(audit.lines.len(), 2);
            assert_eq!(audit.broken_months, [month_file(today(now))]);
        }
    }
}
