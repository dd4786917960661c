//! The store: one append-only encrypted log a month is the truth; sled holds the outcomes for every list.
//!
//! Must not know a screen, a card or a route. Begin reading at [`Store::save`], then `store::journal` (what
//! "saved" means), `store::unlocked` (what is in memory) and `store::key` (who can read what).
//!
//! ```text
//! data/  LOCK  FORMAT  keys.bin(.1 .2)  register/2026-11.log ...  drafts.log  sealed.log  sled/  quarantine/
//! ```
//!
//! One save is one frame in one file and one `fdatasync`:
//! - enquiries and shifts go to the month file of their day, drafts to `drafts.log`;
//! - while locked, everything goes to `sealed.log` in a box that only the desk's private key opens; at unlock
//!   the boxes are merged, which may be cut short and done again at any point, and the file is emptied.
//!
//! # What happens if
//!
//! - *the power fails during a save*: the half frame is cut off at the next start; what was called saved is there;
//! - *a frame is damaged*: it is skipped, and put back from sled when sled has it; [`Store::recovered`] tells;
//! - *sled is damaged, gone or panics*: it is set aside in `quarantine/` and filled anew from the month files;
//! - *the disk is full*: the half frame is cut off, [`StoreError::Full`] is told, and reading goes on;
//! - *the system does not confirm a write*: [`StoreError::Broken`], and no more writes until the next start.

pub mod disk;
mod error;
pub mod frame;
mod index;
mod journal;
mod key;
mod record;
mod seal;
mod secret;
mod slot;
mod unlocked;
mod unlocking;
mod wire;

pub use error::StoreError;
pub use index::is_panic_expected;
pub use secret::{Secret, Secrets, generate_desk_secret, generate_secrets};
pub use slot::Derivation;

use std::{collections::HashSet, fmt, path::Path};

use jiff::{Timestamp, civil::Date};

use self::{
    disk::{Disk, Folder, Memory},
    journal::Journal,
    key::{KeyFile, Scope},
    record::{Head, Kind, SCHEMA, Sealed, put_entry, to_cbor},
    unlocked::{ReadError, Unlocked},
};
use crate::domain::{Change, Enquiry, EnquiryId, PlaceId, Session, Shift, StoreId};

const FORMAT: &str = "FORMAT";
const FORMAT_NUMBER: u32 = 1;
const REGISTER: &str = "register";
const DRAFTS: &str = "drafts.log";
const SEALED: &str = "sealed.log";
const QUARANTINE: &str = "quarantine";
/// Drafts are replaced at every answer; beyond this the file is written anew with the last of each.
const DRAFTS_TOO_LONG: u64 = 1 << 20;

/// What opens the practice store ([`Store::in_memory`]) after it was locked. It protects nothing.
pub const PRACTICE_WORDS: &str = "dit is maar oefenen";

/// Which secret opened the store.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// The team's words.
    Desk,
    /// The coordinator's words or the recovery code.
    Coordinator,
}

/// Something that was found damaged and dealt with, to be told in plain words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Recovery {
    /// A save was cut off by a power cut, or the last one was damaged; it was removed.
    TornSave {
        /// The file, relative to the data folder.
        file: String,
        /// How many bytes were removed.
        bytes: usize,
    },
    /// Stretches in the middle of a file cannot be read; what stands around them was kept.
    Damaged {
        /// The file, relative to the data folder.
        file: String,
        /// How many stretches.
        stretches: usize,
    },
    /// The first copy of the keys was damaged; the second one was used and the first restored.
    KeysFromCopy,
    /// The file `FORMAT` was damaged or gone and was written anew.
    FormatRewritten,
    /// The index was filled anew from the month files.
    IndexRebuilt {
        /// What was wrong with it.
        why: String,
    },
    /// So many enquiries were damaged in their month file and were put back from the index.
    RowsFromIndex(usize),
    /// So many records cannot be read although their key is here.
    Unreadable(usize),
    /// So many saves made while locked cannot be opened; they were set aside in `quarantine/`.
    SealedUnreadable(usize),
}

/// An open data folder; it holds the lock on it. Locked or unlocked.
pub struct Store {
    journal: Journal,
    keys: KeyFile,
    /// The highest number of a save made while locked.
    sealed_sequence: u64,
    unlocked: Option<Unlocked>,
    recovered: Vec<Recovery>,
}

impl fmt::Debug for Store {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Store")
            .field("id", &self.id())
            .field("role", &self.role())
            .finish_non_exhaustive()
    }
}

impl Store {
    /// Whether a store was set up in this folder.
    #[must_use]
    pub fn exists(root: &Path) -> bool {
        key::FILES.iter().any(|name| root.join(name).exists())
    }

    /// Sets a store up and leaves it unlocked with the desk's key. Takes a few seconds: the cost of a try of a
    /// secret is measured on this machine.
    ///
    /// # Errors
    /// The folder cannot be made or written, or holds a store already.
    pub fn create(
        root: &Path,
        place: &PlaceId,
        secrets: &Secrets,
        now: Timestamp,
    ) -> Result<Self, StoreError> {
        Self::create_with(root, place, secrets, Derivation::calibrated()?, now)
    }

    /// As [`Store::create`], with a chosen cost of a try of a secret.
    ///
    /// # Errors
    /// As [`Store::create`].
    pub fn create_with(
        root: &Path,
        place: &PlaceId,
        secrets: &Secrets,
        derivation: Derivation,
        now: Timestamp,
    ) -> Result<Self, StoreError> {
        let folder = Folder::make(root)?;
        Self::create_on(Box::new(folder), place, secrets, derivation, now)
    }

    /// A store in memory, for practice: same code on a disk that is gone afterwards. Unlocked; after locking,
    /// [`PRACTICE_WORDS`] open it.
    ///
    /// # Errors
    /// No random numbers.
    pub fn in_memory(place: &PlaceId, now: Timestamp) -> Result<Self, StoreError> {
        let secrets = Secrets {
            desk: Secret::new(PRACTICE_WORDS),
            ..generate_secrets()?
        };
        let cheap = Derivation::cheap_for_tests();
        Self::create_on(Box::<Memory>::default(), place, &secrets, cheap, now)
    }

    /// Sets a store up on any disk; the keys are written last, so that half a set-up is none.
    ///
    /// # Errors
    /// As [`Store::create`].
    pub fn create_on(
        mut disk: Box<dyn Disk>,
        place: &PlaceId,
        secrets: &Secrets,
        derivation: Derivation,
        now: Timestamp,
    ) -> Result<Self, StoreError> {
        let rows = disk
            .list(REGISTER)
            .map_err(|source| StoreError::from_io("list", disk.path_of(REGISTER), source))?;
        if !rows.is_empty() || KeyFile::stands_on(disk.as_ref())? {
            return Err(StoreError::AlreadyExists(disk.path_of("")));
        }
        let mut keys = KeyFile::generate(place, secrets, derivation)?;
        disk.make_folder(REGISTER)
            .and_then(|()| disk.sync_folder(""))
            .map_err(|source| StoreError::from_io("make", disk.path_of(REGISTER), source))?;
        write_format(disk.as_mut(), keys.lock.store)?;
        keys.write(disk.as_mut())?;
        let mut store = Self::new(disk, keys);
        store.unlock(&secrets.desk, now)?;
        Ok(store)
    }

    /// Opens a store, locked: takes the lock on the folder and reads what is not secret.
    ///
    /// # Errors
    /// Not a store, in use, not ours, not readable, from a newer Balie.
    pub fn open(root: &Path, now: Timestamp) -> Result<Self, StoreError> {
        // Asked before entering, so that no lock file is left in a folder that is not ours.
        if root.is_dir() && !root.is_symlink() && !Self::exists(root) {
            return Err(StoreError::NotAStore(root.to_owned()));
        }
        let folder = Folder::enter(root)?;
        Self::open_on(Box::new(folder), now)
    }

    /// Opens a store on any disk.
    ///
    /// # Errors
    /// As [`Store::open`].
    pub fn open_on(mut disk: Box<dyn Disk>, now: Timestamp) -> Result<Self, StoreError> {
        let _ = now;
        let mut recovered = Vec::new();
        let format = read_format(disk.as_ref())?;
        let found = KeyFile::read(disk.as_ref())?;
        let mut found = found.ok_or_else(|| StoreError::NotAStore(disk.path_of("")))?;
        if found.must_heal {
            match found.keys.write_without_trace(disk.as_mut()) {
                // One whole copy is enough to read; a full disk is no reason not to.
                Ok(()) | Err(StoreError::Full(_)) => {}
                Err(error) => return Err(error),
            }
        }
        if found.is_from_copy {
            recovered.push(Recovery::KeysFromCopy);
        }
        if format != Some(FORMAT_NUMBER) {
            write_format(disk.as_mut(), found.keys.lock.store)?;
            recovered.push(Recovery::FormatRewritten);
        }
        let mut store = Self::new(disk, found.keys);
        store.recovered = recovered;
        let newest = &mut store.sealed_sequence;
        let told = &mut store.recovered;
        store.journal.replay(SEALED, told, |frame| {
            *newest = frame.sequence.max(*newest);
        })?;
        store.journal.replay(DRAFTS, told, |_| {})?;
        Ok(store)
    }

    fn new(disk: Box<dyn Disk>, keys: KeyFile) -> Self {
        Self {
            journal: Journal::new(disk),
            keys,
            sealed_sequence: 0,
            unlocked: None,
            recovered: Vec::new(),
        }
    }

    /// The store's id.
    #[must_use]
    pub fn id(&self) -> StoreId {
        self.keys.lock.store
    }

    /// The place it was set up for.
    #[must_use]
    pub fn place(&self) -> PlaceId {
        self.keys.place.clone()
    }

    /// Whether reading is possible now, and as whom.
    #[must_use]
    pub fn role(&self) -> Option<Role> {
        self.unlocked.as_ref().map(|open| open.ring.role)
    }

    /// Whether something was recorded while locked, or a draft waits (told without any key).
    #[must_use]
    pub fn has_waiting(&self) -> bool {
        match &self.unlocked {
            Some(open) => !open.drafts.is_empty(),
            None => self.journal.len(SEALED) > 0 || self.journal.len(DRAFTS) > 0,
        }
    }

    /// What was found damaged since the store was opened, and what was done about it.
    #[must_use]
    pub fn recovered(&self) -> &[Recovery] {
        &self.recovered
    }

    /// Whether the disk refused to confirm a write: every further save gives [`StoreError::Broken`].
    #[must_use]
    pub const fn is_broken(&self) -> bool {
        self.journal.is_broken()
    }

    /// Bytes still free on the disk; none for a practice store.
    ///
    /// # Errors
    /// What the system said.
    pub fn free_space(&self) -> Result<Option<u64>, StoreError> {
        let disk = self.journal.disk();
        disk.free_space()
            .map_err(|source| StoreError::from_io("measure", disk.path_of(""), source))
    }

    /// Wipes the keys from memory and closes sled. Enquiries that were taken back are erased first.
    ///
    /// # Errors
    /// The disk failed while erasing; the keys are wiped all the same.
    pub fn lock(&mut self, now: Timestamp) -> Result<(), StoreError> {
        let _ = now;
        let Some(mut open) = self.unlocked.take() else {
            return Ok(());
        };
        if self.journal.is_broken() {
            return Ok(());
        }
        self.erase_withdrawn(&mut open)?;
        self.compact_drafts(&mut open)
    }

    /// Locks and lets go of the folder.
    ///
    /// # Errors
    /// As [`Store::lock`].
    pub fn close(mut self, now: Timestamp) -> Result<(), StoreError> {
        self.lock(now)
    }

    /// Gives the team new words, for when someone leaves or the old ones are forgotten. From now on the old
    /// words, and any copy of their slot, open nothing that is written. Only for the coordinator, by words or
    /// recovery code. A power cut leaves either the old or the new words valid.
    ///
    /// # Errors
    /// [`StoreError::CoordinatorOnly`], locked, or the disk failed: then the old words stay valid.
    pub fn replace_desk_secret(
        &mut self,
        words: &Secret,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.with_unlocked(|store, open| {
            if open.ring.role != Role::Coordinator {
                return Err(StoreError::CoordinatorOnly);
            }
            if store.journal.len(SEALED) > 0 {
                // A full disk kept boxes from being merged; only the present key opens them.
                return Err(StoreError::Full(store.journal.disk().path_of(SEALED)));
            }
            let mut keys = store.keys.clone();
            let mut ring = open.ring.clone();
            keys.replace_desk(&mut ring, words, now)?;
            keys.write_without_trace(store.journal.disk_mut()?)?;
            store.keys = keys;
            open.ring = ring;
            store.refill_index(open)?;
            store.compact_drafts(open)
        })
    }

    /// Writes all changes of one save: one frame, one `fdatasync`. When it returns, they are on disk.
    /// While locked they are sealed to the desk's public key.
    ///
    /// # Errors
    /// Nothing was written, or it is not certain; nothing earlier is lost.
    pub fn save(&mut self, changes: &[Change], now: Timestamp) -> Result<(), StoreError> {
        if changes.is_empty() {
            return Ok(());
        }
        let Some(mut open) = self.unlocked.take() else {
            return self.save_sealed(changes);
        };
        let written = self.write(&mut open, changes, None, now).and_then(|file| {
            self.journal.sync(file.name())?;
            Ok(file)
        });
        let outcome = written.map(|file| {
            file.apply(&mut open, &self.keys);
            self.mend_index(&mut open);
            if self.journal.len(DRAFTS) > DRAFTS_TOO_LONG {
                // The save stands; a compaction that fails is done again after the next one.
                drop(self.compact_drafts(&mut open));
            }
        });
        self.unlocked = Some(open);
        outcome
    }

    fn save_sealed(&mut self, changes: &[Change]) -> Result<(), StoreError> {
        let sealed: Vec<Sealed> = changes.iter().cloned().map(Sealed::from).collect();
        let id: [u8; 16] = seal::random()?;
        let plain = seal::pad(&to_cbor(&sealed));
        let context = sealed_context(self.id(), id);
        let boxed = seal::seal_to(&self.keys.desk_public, SEALED_PURPOSE, &context, &plain)?;
        let payload = [id.as_slice(), &boxed].concat();
        self.journal
            .append(SEALED, self.sealed_sequence + 1, &payload)?;
        self.sealed_sequence += 1;
        Ok(())
    }

    /// Appends one frame, not yet durable, and gives it back to be applied once it is.
    fn write(
        &mut self,
        open: &mut Unlocked,
        changes: &[Change],
        merged: Option<[u8; 16]>,
        now: Timestamp,
    ) -> Result<Written, StoreError> {
        let sequence = open.sequence + 1;
        let mut payload = Vec::new();
        for change in changes {
            let (kind, id, revision, scope, plain) = match change {
                Change::Enquiry(enquiry) => (
                    if enquiry.withdrawn {
                        Kind::Withdrawn
                    } else {
                        Kind::Enquiry
                    },
                    enquiry.id.0,
                    u64::from(enquiry.revision),
                    Scope::of_day(enquiry.day),
                    to_cbor(enquiry),
                ),
                Change::Draft(session) => (
                    Kind::Draft,
                    session.id.0,
                    sequence,
                    Scope::Drafts,
                    to_cbor(session),
                ),
                Change::EndDraft(id) => (
                    Kind::EndDraft,
                    id.0,
                    sequence,
                    Scope::Drafts,
                    seal::Plain::default(),
                ),
                Change::Shift(shift) => (
                    Kind::Shift,
                    shift.id.0,
                    sequence,
                    Scope::of_day(shift.day),
                    to_cbor(shift),
                ),
            };
            self.put(open, &mut payload, (kind, id, revision), scope, &plain, now)?;
        }
        if let Some(id) = merged {
            self.put(
                open,
                &mut payload,
                (Kind::Merged, id, sequence),
                Scope::Drafts,
                &[],
                now,
            )?;
        }
        let name = file_of(changes);
        self.journal.append_unsynced(&name, sequence, &payload)?;
        open.sequence = sequence;
        Ok(Written {
            name,
            sequence,
            payload,
        })
    }

    /// Writes one entry into a frame, with a data key that is made, and made durable, when there is none.
    fn put(
        &mut self,
        open: &mut Unlocked,
        payload: &mut Vec<u8>,
        (kind, id, revision): (Kind, [u8; 16], u64),
        scope: Scope,
        plain: &[u8],
        now: Timestamp,
    ) -> Result<(), StoreError> {
        if self.keys.key_for(&open.ring, scope).is_none() {
            let mut keys = self.keys.clone();
            keys.add_key(&mut open.ring, scope, now)?;
            keys.write(self.journal.disk_mut()?)?;
            self.keys = keys;
        }
        let (key_id, key) = self
            .keys
            .key_for(&open.ring, scope)
            .ok_or(StoreError::Locked)?;
        let head = Head {
            kind,
            id,
            revision,
            schema: SCHEMA,
            key: key_id,
        };
        put_entry(payload, self.id(), &head, key, plain)
    }

    /// The enquiries of one day, in order of time, taken-back ones included.
    ///
    /// # Errors
    /// Locked, or the day is closed to the desk.
    pub fn day(&mut self, day: Date) -> Result<Vec<Enquiry>, StoreError> {
        self.with_unlocked(|store, open| {
            if store.keys.is_closed(&open.ring, day) {
                return Err(StoreError::Closed);
            }
            let Some(tag) = open.day_tag(&store.keys, day) else {
                return Err(StoreError::Closed);
            };
            let ids = match open.index.of_day(tag) {
                Ok(ids) => ids,
                Err(failure) => {
                    store.replace_index(open, failure);
                    open.index.of_day(tag).unwrap_or_default()
                }
            };
            let mut found = Vec::with_capacity(ids.len());
            for id in ids {
                match store.read_enquiry(open, id) {
                    Ok(enquiry) => found.extend(enquiry),
                    // A wrong clock can close part of a week to the team; the rest is shown.
                    Err(StoreError::Closed) => {}
                    Err(error) => return Err(error),
                }
            }
            found.sort_by_key(|enquiry| (enquiry.time, enquiry.id));
            Ok(found)
        })
    }

    /// The enquiries of every day from the first to the last, in order of day and time; days that are closed
    /// to the team are left out.
    ///
    /// # Errors
    /// Locked.
    pub fn days(&mut self, first: Date, last: Date) -> Result<Vec<Enquiry>, StoreError> {
        let mut found = Vec::new();
        for day in first
            .series(jiff::Span::new().days(1))
            .take_while(|day| *day <= last)
        {
            match self.day(day) {
                Ok(of_day) => found.extend(of_day),
                Err(StoreError::Closed) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(found)
    }

    /// One enquiry in its highest revision.
    ///
    /// # Errors
    /// Locked, or the row is closed to the desk.
    pub fn enquiry(&mut self, id: EnquiryId) -> Result<Option<Enquiry>, StoreError> {
        self.with_unlocked(|store, open| store.read_enquiry(open, id))
    }

    /// Every conversation in progress, oldest first.
    ///
    /// # Errors
    /// Locked.
    pub fn drafts(&mut self) -> Result<Vec<Session>, StoreError> {
        let open = self.unlocked.as_ref().ok_or(StoreError::Locked)?;
        let mut drafts: Vec<Session> = open
            .drafts
            .values()
            .map(|draft| draft.value.clone())
            .collect();
        drafts.sort_by_key(|draft| (draft.began_at, draft.id));
        Ok(drafts)
    }

    /// The shift opened last.
    ///
    /// # Errors
    /// Locked.
    pub fn shift(&mut self) -> Result<Option<Shift>, StoreError> {
        Ok(self.shifts()?.pop())
    }

    /// Every shift that the role may read, in the order in which they were opened.
    ///
    /// # Errors
    /// Locked.
    pub fn shifts(&mut self) -> Result<Vec<Shift>, StoreError> {
        let open = self.unlocked.as_ref().ok_or(StoreError::Locked)?;
        let shifts = open.shifts.values();
        let mut found: Vec<&unlocked::Numbered<Shift>> = shifts.collect();
        found.sort_by_key(|shift| (shift.value.opened_at, shift.sequence));
        Ok(found.into_iter().map(|shift| shift.value.clone()).collect())
    }

    /// The shifts of one day, in the order in which they were opened.
    ///
    /// # Errors
    /// Locked.
    pub fn shifts_of_day(&mut self, day: Date) -> Result<Vec<Shift>, StoreError> {
        let mut shifts = self.shifts()?;
        shifts.retain(|shift| shift.day == day);
        Ok(shifts)
    }

    fn with_unlocked<T>(
        &mut self,
        work: impl FnOnce(&mut Self, &mut Unlocked) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let mut open = self.unlocked.take().ok_or(StoreError::Locked)?;
        let outcome = work(self, &mut open);
        self.unlocked = Some(open);
        outcome
    }

    fn read_enquiry(
        &mut self,
        open: &mut Unlocked,
        id: EnquiryId,
    ) -> Result<Option<Enquiry>, StoreError> {
        let Some(standing) = open.standing.get(&id).copied() else {
            return Ok(None);
        };
        let failure = match open.enquiry(&self.keys, id, standing) {
            Ok(enquiry) => return Ok(Some(enquiry)),
            Err(ReadError::Store(error)) => return Err(error),
            Err(ReadError::Index(failure)) => failure,
        };
        self.replace_index(open, failure);
        match open.enquiry(&self.keys, id, standing) {
            Ok(enquiry) => Ok(Some(enquiry)),
            Err(ReadError::Store(error)) => Err(error),
            Err(ReadError::Index(failure)) => Err(StoreError::Corrupt {
                file: self.journal.disk().path_of(REGISTER),
                what: failure.to_string(),
            }),
        }
    }

    /// Writes the month files without the enquiries that were taken back. sled forgets first, so that nothing
    /// can be put back from it.
    fn erase_withdrawn(&mut self, open: &mut Unlocked) -> Result<(), StoreError> {
        let withdrawn = open.standing.iter().filter(|(_, row)| row.is_withdrawn);
        let gone: HashSet<[u8; 16]> = withdrawn.map(|(id, _)| id.0).collect();
        if gone.is_empty() {
            return Ok(());
        }
        for id in &gone {
            let id = EnquiryId(*id);
            open.standing.remove(&id);
            open.indexed.remove(&id);
            open.drafts.remove(&id);
            if let Err(failure) = open.index.remove(id) {
                open.index_failure = Some(failure);
            }
        }
        self.mend_index(open);
        for file in self.month_files()? {
            let bytes = self.journal.read(&file)?.unwrap_or_default();
            let mut kept = Vec::with_capacity(bytes.len());
            let mut has_gone = false;
            for frame in frame::scan(&bytes).frames {
                let entries = record::entries(frame.payload).unwrap_or_default();
                let mut payload = Vec::with_capacity(frame.payload.len());
                for entry in entries {
                    let names = entry.head.kind.is_enquiry() || entry.head.kind == Kind::Draft;
                    if names && gone.contains(&entry.head.id) {
                        has_gone = true;
                    } else {
                        payload.extend_from_slice(entry.whole);
                    }
                }
                if !payload.is_empty() {
                    kept.extend(frame::encode(frame.sequence, &payload).unwrap_or_default());
                }
            }
            if has_gone {
                self.journal.rewrite(&file, &kept)?;
            }
        }
        Ok(())
    }

    /// Writes the file of drafts anew with the last of each conversation.
    fn compact_drafts(&mut self, open: &mut Unlocked) -> Result<(), StoreError> {
        if self.journal.len(DRAFTS) == 0 {
            return Ok(());
        }
        let Some((key_id, key)) = self.keys.key_for(&open.ring, Scope::Drafts) else {
            return Ok(());
        };
        let boxes_wait = self.journal.len(SEALED) > 0;
        let live = open
            .drafts
            .iter()
            .map(|(id, draft)| (draft.sequence, Kind::Draft, id.0, to_cbor(&draft.value)));
        let ended = open
            .ended
            .iter()
            .filter(|(id, _)| open.drafts_in_months.contains(id))
            .map(|(id, ended)| (*ended, Kind::EndDraft, id.0, seal::Plain::default()));
        // As long as the boxes are still there, it must be known which were merged.
        let merged = open
            .merged
            .iter()
            .filter(|_| boxes_wait)
            .map(|id| (open.sequence, Kind::Merged, *id, seal::Plain::default()));
        let mut entries: Vec<_> = live.chain(ended).chain(merged).collect();
        entries.sort_by_key(|(sequence, ..)| *sequence);
        let mut frames = Vec::new();
        for (sequence, kind, id, plain) in entries {
            let head = Head {
                kind,
                id,
                revision: sequence,
                schema: SCHEMA,
                key: key_id,
            };
            let mut payload = Vec::new();
            put_entry(&mut payload, self.keys.lock.store, &head, key, &plain)?;
            frames.extend(frame::encode(sequence, &payload).unwrap_or_default());
        }
        self.journal.rewrite(DRAFTS, &frames)
    }

    /// The month files, oldest first.
    fn month_files(&self) -> Result<Vec<String>, StoreError> {
        let names = self.journal.list(REGISTER)?;
        let months = names
            .into_iter()
            .filter(|name| Path::new(name).extension().is_some_and(|end| end == "log"));
        Ok(months.map(|name| format!("{REGISTER}/{name}")).collect())
    }
}

const SEALED_PURPOSE: &[u8] = b"balie sealed 1";

fn sealed_context(store: StoreId, id: [u8; 16]) -> Vec<u8> {
    [store.0, id].concat()
}

/// A frame that was appended but is not durable yet.
struct Written {
    name: String,
    sequence: u64,
    payload: Vec<u8>,
}

impl Written {
    fn name(&self) -> &str {
        &self.name
    }

    fn apply(&self, open: &mut Unlocked, keys: &KeyFile) {
        for entry in record::entries(&self.payload).unwrap_or_default() {
            open.apply(keys, self.sequence, &self.name, &entry);
        }
    }
}

/// The file that a save belongs in: the month of its first enquiry or shift, else the file of drafts.
fn file_of(changes: &[Change]) -> String {
    let day = changes.iter().find_map(|change| match change {
        Change::Enquiry(enquiry) => Some(enquiry.day),
        Change::Shift(shift) => Some(shift.day),
        Change::Draft(_) | Change::EndDraft(_) => None,
    });
    match day {
        Some(day) => format!("{REGISTER}/{}.log", day.strftime("%Y-%m")),
        None => DRAFTS.to_owned(),
    }
}

fn write_format(disk: &mut dyn Disk, store: StoreId) -> Result<(), StoreError> {
    let text = format!("balie-store {FORMAT_NUMBER} {store}\n");
    disk::replace(disk, FORMAT, text.as_bytes())
        .map_err(|source| StoreError::from_io("write", disk.path_of(FORMAT), source))
}

/// The number in `FORMAT`; none when the file is gone or damaged.
fn read_format(disk: &dyn Disk) -> Result<Option<u32>, StoreError> {
    let bytes = disk
        .read(FORMAT)
        .map_err(|source| disk::open_error("read", disk.path_of(FORMAT), source))?;
    let text = bytes.and_then(|bytes| String::from_utf8(bytes).ok());
    let number = text.and_then(|text| {
        let mut words = text.split_whitespace();
        (words.next()? == "balie-store").then(|| words.next()?.parse().ok())?
    });
    match number {
        Some(found) if found > FORMAT_NUMBER => Err(StoreError::NewerFormat {
            found,
            known: FORMAT_NUMBER,
        }),
        other => Ok(other),
    }
}
