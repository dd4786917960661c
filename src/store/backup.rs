//! Backups: one file with the ciphertext files and the key slots, read back before it counts.
//!
//! A backup holds nothing a thief of the laptop would not have, and opens with the secrets of its day. Cards and routes of
//! the desk itself go along; they are not secret. It opens for the team again once the coordinator has unlocked. The file
//! is a row of frames: a header, every file in pieces, and the SHA-256 of all that comes before. Begin reading
//! at [`Store::back_up_daily`]; [`restore`] is the way back, always into a new folder; `elsewhere` writes to sticks, `keeping`
//! lets go of old ones.
//!
//! What happens if
//! - *the stick is pulled out*: the file has its name only when it is whole; a half one ends in `.new`;
//! - *a byte of it is wrong*: [`restore`] refuses it before it writes anything;
//! - *something was erased since*: it is left out while restoring, see [`restore`];
//! - *the log lost something to damage since the backup before*: it goes along from that one, see `Store::carry_over`.

mod elsewhere;
mod keeping;

pub use elsewhere::back_up_to_folder;

use std::{
    collections::{BTreeMap, HashSet},
    fs,
    path::Path,
};

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{
    DRAFTS, Disk, FORMAT, Folder, REGISTER, SEALED, Store, StoreError, VAULT, audit, beside, disk,
    erasing::{self, ERASED, Gone},
    frame,
    index::Stamp,
    key,
    purging::{TERMS, TOTALS},
    record::{self, from_cbor, to_cbor},
    row::stamp_of,
    seal,
    wire::{Reader, put_counted},
};
use crate::domain::{EnquiryId, PlaceId, StoreId};

/// The folder of the daily backups within the data folder.
pub(super) const FOLDER: &str = "backup";
/// How a file ends while it is written.
const HALF: &str = ".new";
/// A file is stored in pieces, well below the longest frame.
const PIECE: usize = 4 << 20;
const NUMBER: u32 = 1;
/// What a backup holds beside the keys and the files of the months.
const SINGLE: [&str; 8] = [FORMAT, DRAFTS, SEALED, BOXED, ERASED, VAULT, TOTALS, TERMS];
/// The boxes of `sealed.log` as a backup carries them: in one for the coordinator, whose first unlock takes them out.
pub(super) const BOXED: &str = "sealed.box";
pub(super) const BOXED_PURPOSE: &[u8] = b"balie backup 1 sealed";

/// What a backup says of itself; not secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BackupHeader {
    /// The version of the form of a backup.
    pub number: u32,
    /// The store it was made of.
    pub store: StoreId,
    /// The place of that store.
    pub place: PlaceId,
    /// When it was made.
    pub made_at: Timestamp,
}

/// A whole backup in memory: a year is 2 to 20 MB.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Backup {
    header: BackupHeader,
    files: BTreeMap<String, Vec<u8>>,
}

impl Store {
    /// Makes the backup of today in the data folder and lets go of old ones: the last seven days and the last of each
    /// of the four weeks before are kept. One that is there already is made anew when something was written since.
    /// Says whether one was made.
    ///
    /// # Errors
    /// The disk failed or is full; older backups are then as they were.
    pub fn back_up_daily(&mut self, today: Date, now: Timestamp) -> Result<bool, StoreError> {
        let name = format!("{FOLDER}/{today}.balie");
        let is_the_same = self.is_changed == Some(false) && !self.has_newer_beside(&name);
        if is_the_same && self.journal.read(&name)?.is_some() {
            return Ok(false);
        }
        let mut copy = self.copy(now)?;
        self.carry_over(&mut copy, today, now)?;
        if self.is_changed.is_none() {
            let stands = self.backup_of(today)?;
            if stands.is_some_and(|stands| stands.files == copy.files) {
                self.is_changed = Some(false);
                return Ok(false);
            }
        }
        let bytes = copy.to_bytes();
        let disk = self.journal.disk_mut()?;
        disk.make_folder(FOLDER)
            .and_then(|()| disk.sync_folder(""))
            .map_err(|source| StoreError::from_io("make", disk.path_of(FOLDER), source))?;
        self.journal.rewrite(&name, &bytes)?;
        if self.journal.read(&name)?.as_deref() != Some(&bytes) {
            return Err(StoreError::Corrupt {
                file: self.journal.disk().path_of(&name),
                what: "it does not read back as it was written".to_owned(),
            });
        }
        self.let_go(today)?;
        self.let_twins_go(&copy)?;
        self.is_changed = Some(false);
        if let Some(mut open) = self.unlocked.take() {
            let released = self.release_bodies(&mut open, &copy.enquiries());
            self.unlocked = Some(open);
            released?;
        }
        Ok(true)
    }

    /// The days of the backups in the data folder, oldest first.
    ///
    /// # Errors
    /// The folder cannot be read.
    pub fn backups(&self) -> Result<Vec<Date>, StoreError> {
        let names = self.journal.list(FOLDER)?;
        Ok(names.iter().filter_map(|name| day_of(name)).collect())
    }

    /// Whether a card or another file beside the store was changed after this backup was made.
    fn has_newer_beside(&self, name: &str) -> bool {
        let Some(root) = self.journal.disk().real_folder() else {
            return false;
        };
        let made_at = fs::metadata(root.join(name)).and_then(|found| found.modified());
        made_at.is_ok_and(|made_at| beside::changed_at(root) > Some(made_at))
    }

    fn copy(&self, now: Timestamp) -> Result<Backup, StoreError> {
        let mut names = self.month_files()?;
        names.extend(self.audit_files()?);
        names.extend(SINGLE.map(str::to_owned));
        let mut files = BTreeMap::from([(key::FILE.to_owned(), self.keys.for_backup()?)]);
        for name in names {
            if let Some(bytes) = self.journal.read(&name)? {
                files.insert(name, bytes);
            }
        }
        // The desk's key opens those boxes, and one may hold the beginning of what is the coordinator's alone by now.
        if let Some(boxes) = files.remove(SEALED).filter(|boxes| !boxes.is_empty()) {
            let coordinator = &self.keys.coordinator_public;
            let boxed = seal::seal_to(coordinator, BOXED_PURPOSE, &self.id().0, &boxes)?;
            files.insert(BOXED.to_owned(), boxed);
        }
        if let Some(root) = self.journal.disk().real_folder() {
            files.extend(beside::read_all(root));
        }
        let header = BackupHeader {
            number: NUMBER,
            store: self.id(),
            place: self.place(),
            made_at: now,
        };
        Ok(Backup { header, files })
    }
}

/// Restores a backup into a folder that does not exist or is empty. First the enquiries that were erased since
/// are taken out: those that the backup itself lists, and those of the present data folder, if there is one.
///
/// # Errors
/// The backup is damaged or of a newer form, the folder is not empty, or the disk failed. A backup is checked
/// as a whole before anything is written.
pub fn restore(from: &Path, to: &Path, present: Option<&Path>) -> Result<BackupHeader, StoreError> {
    let read = |path: &Path| {
        fs::read(path).map_err(|source| StoreError::from_io("read", path.to_owned(), source))
    };
    let corrupt = |what: &str| StoreError::Corrupt {
        file: from.to_owned(),
        what: what.to_owned(),
    };
    let mut backup = Backup::parse(&read(from)?).map_err(corrupt)?;
    if fs::read_dir(to).is_ok_and(|mut entries| entries.next().is_some()) {
        return Err(StoreError::AlreadyExists(to.to_owned()));
    }
    let mut gone = backup
        .files
        .get(ERASED)
        .map(|bytes| erasing::erased_ids(bytes))
        .unwrap_or_default();
    if let Some(list) = present.map(|folder| folder.join(ERASED))
        && list.exists()
    {
        let list = read(&list)?;
        gone.extend(erasing::erased_ids(&list));
        // The new folder is asked in its turn: for the boxes in this backup, and when a still older one is restored.
        for erased in frame::scan(&list).frames {
            backup.append(ERASED, 0, erased.payload);
        }
    }
    backup.leave_out(&gone);
    let mut folder = Folder::make(to)?;
    let refused = |folder: &Folder, name: &str, source| {
        StoreError::from_io("write", folder.path_of(name), source)
    };
    for inside in [REGISTER, audit::FOLDER] {
        folder
            .make_folder(inside)
            .map_err(|source| refused(&folder, inside, source))?;
    }
    // The keys come last: a restore that was cut short is no store.
    let (keys, rest): (Vec<_>, Vec<_>) = backup
        .files
        .iter()
        .partition(|(name, _)| *name == key::FILE);
    for (name, bytes) in rest.into_iter().chain(keys) {
        let inside = disk::folder_of(name);
        folder
            .make_folder(inside)
            .map_err(|source| refused(&folder, inside, source))?;
        disk::replace(&mut folder, name, bytes).map_err(|source| refused(&folder, name, source))?;
    }
    Ok(backup.header)
}

impl Backup {
    /// Takes enquiries out; says whether there were any.
    pub(super) fn leave_out(&mut self, gone: &Gone) -> bool {
        let mut has_gone = false;
        for (name, bytes) in &mut self.files {
            let is_log = [DRAFTS, VAULT].contains(&name.as_str()) || name.starts_with(REGISTER);
            if let Some(kept) = is_log.then(|| erasing::without(bytes, gone)).flatten() {
                *bytes = kept;
                has_gone = true;
            }
        }
        has_gone
    }

    /// Takes out what was noted while locked: nobody here can tell what stands in it. It was merged since.
    pub(super) fn leave_boxes_out(&mut self) -> bool {
        self.files.remove(BOXED).is_some()
    }

    /// Every revision of an enquiry in it.
    pub(super) fn enquiries(&self) -> HashSet<(EnquiryId, Stamp)> {
        let logs = self.files.iter();
        let logs = logs.filter(|(name, _)| name.starts_with(REGISTER));
        let frames = logs.flat_map(|(_, bytes)| frame::scan(bytes).frames);
        let revisions = frames.flat_map(|frame| {
            let entries = record::entries(frame.payload).unwrap_or_default();
            let enquiries = entries
                .into_iter()
                .filter(|entry| entry.head.kind.is_enquiry());
            enquiries.map(move |entry| (EnquiryId(entry.head.id), stamp_of(frame.sequence, &entry)))
        });
        revisions.collect()
    }

    /// The store that it was made of.
    pub(super) const fn store(&self) -> StoreId {
        self.header.store
    }

    /// One of its files; empty when there is none of this name.
    pub(super) fn file(&self, name: &str) -> &[u8] {
        self.files.get(name).map_or(&[], Vec::as_slice)
    }

    /// Its files of records: the months and the vault.
    pub(super) fn logs(&self) -> impl Iterator<Item = (&String, &Vec<u8>)> {
        let is_log = |name: &str| name == VAULT || name.starts_with(REGISTER);
        self.files.iter().filter(move |(name, _)| is_log(name))
    }

    /// Writes a frame behind the others of a file.
    pub(super) fn append(&mut self, name: &str, sequence: u64, payload: &[u8]) {
        let file = self.files.entry(name.to_owned()).or_default();
        file.extend(frame::encode(sequence, payload).unwrap_or_default());
    }

    pub(super) fn into_files(self) -> BTreeMap<String, Vec<u8>> {
        self.files
    }

    /// A backup with these bytes between its header and its sum, for fuzzing.
    pub(super) fn around(pieces: &[u8]) -> Vec<u8> {
        let header = BackupHeader {
            number: NUMBER,
            store: StoreId([7; 16]),
            place: PlaceId::from("wijkcontactpunt-de-oever"),
            made_at: Timestamp::UNIX_EPOCH,
        };
        let mut out = frame::encode(0, &to_cbor(&header)).unwrap_or_default();
        out.extend_from_slice(pieces);
        let sum = Sha256::digest(&out);
        out.extend(frame::encode(2, &sum).unwrap_or_default());
        out
    }

    pub(super) fn to_bytes(&self) -> Vec<u8> {
        let mut out = frame::encode(0, &to_cbor(&self.header)).unwrap_or_default();
        for (name, bytes) in &self.files {
            // An empty file has one empty piece.
            let pieces = bytes
                .chunks(PIECE)
                .chain(bytes.is_empty().then_some([].as_slice()));
            for piece in pieces {
                let mut payload = Vec::with_capacity(piece.len() + name.len() + 4);
                put_counted(&mut payload, name.as_bytes());
                payload.extend_from_slice(piece);
                out.extend(frame::encode(1, &payload).unwrap_or_default());
            }
        }
        let sum = Sha256::digest(&out);
        out.extend(frame::encode(2, &sum).unwrap_or_default());
        out
    }

    /// Reads a backup as a whole, or says what is wrong with it.
    pub(super) fn parse(bytes: &[u8]) -> Result<Self, &'static str> {
        let scan = frame::scan(bytes);
        if !scan.damaged.is_empty() || scan.torn.is_some() {
            return Err("it is damaged or was cut off");
        }
        let [header, pieces @ .., sum] = scan.frames.as_slice() else {
            return Err("it is not a backup of Balie");
        };
        let end = frame::encode(sum.sequence, sum.payload).unwrap_or_default();
        let before = bytes.len().saturating_sub(end.len());
        let content = bytes.get(..before).unwrap_or_default();
        if Sha256::digest(content).as_slice() != sum.payload {
            return Err("it is damaged or was cut off");
        }
        let header: BackupHeader =
            from_cbor(header.payload).ok_or("it is not a backup of Balie")?;
        if header.number > NUMBER {
            return Err("a newer Balie made it");
        }
        let mut files: BTreeMap<String, Vec<u8>> = BTreeMap::new();
        for piece in pieces {
            let mut reader = Reader::new(piece.payload);
            let name = reader.counted().and_then(|name| str::from_utf8(name).ok());
            let name = name
                .filter(|name| is_ours(name))
                .ok_or("it holds a file that is none of Balie's")?;
            let file = files.entry(name.to_owned()).or_default();
            file.extend_from_slice(reader.rest());
        }
        Ok(Self { header, files })
    }
}

/// Whether a file of this name belongs in a store: no path may lead out of the folder.
fn is_ours(name: &str) -> bool {
    let month = name
        .strip_prefix(REGISTER)
        .or_else(|| name.strip_prefix(audit::FOLDER))
        .and_then(|rest| rest.strip_prefix('/')?.strip_suffix(".log"));
    let is_month = month.is_some_and(|month| {
        let is_plain = |letter: char| letter.is_ascii_digit() || letter == '-';
        !month.is_empty() && month.chars().all(is_plain)
    });
    is_month || name == key::FILE || SINGLE.contains(&name) || beside::is_name(name)
}

fn day_of(name: &str) -> Option<Date> {
    name.strip_suffix(".balie")?.parse().ok()
}
