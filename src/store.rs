//! The store: one append-only encrypted log a month is the truth; sled holds the outcomes for every list.
//!
//! Must not know a screen, a card or a route. Begin reading at [`Store::save`] in `store::saving`, then
//! `store::journal` (what "saved" means), `store::unlocked` (what is in memory) and `store::key` (who can
//! read what).
//!
//! ```text
//! data/  LOCK  FORMAT  keys.bin(.1 .2)  register/2026-11.log ...  vault.log  drafts.log  sealed.log  erased.log
//!        twins.log  totals.log  audit/2026-11.log ...  sled/  backup/2026-11-21.balie ...  quarantine/
//! ```
//!
//! One save is one frame in one file and one `fdatasync` (two, when it has a card of the vault); sled is filled behind it:
//! - enquiries and shifts go to the month file of their day, drafts to `drafts.log`, cards of the vault to `vault.log`;
//! - while locked, everything goes to `sealed.log` in a box that only the desk's private key opens; at unlock
//!   the boxes are merged, which may be cut short and done again at any point, and the file is emptied.
//!
//! # What happens if
//!
//! - *the power fails during a save*: the half frame is cut off at the next start; what was called saved is there;
//! - *a frame is damaged*: it is skipped, and put back from sled when sled has it, else from a backup;
//!   [`Store::recovered`] tells;
//! - *sled is damaged, gone or panics*: it is set aside in `quarantine/` and filled anew from the month files;
//! - *the disk is full*: the half frame is cut off, [`StoreError::Full`] is told, and reading goes on;
//! - *the system does not confirm a write*: [`StoreError::Broken`], and no more writes until the next start.

mod audit;
mod backup;
mod beside;
mod boxes;
mod check;
mod clock;
pub mod disk;
mod erasing;
mod error;
pub mod frame;
mod index;
mod indexing;
mod journal;
mod kept;
mod key;
mod locking;
mod mending;
pub mod probe;
mod purging;
mod reading;
mod record;
mod row;
mod saving;
mod seal;
mod secret;
mod slot;
mod twins;
mod unlocked;
mod unlocking;
mod vault;
mod wiping;
mod wire;

pub use audit::{Audit, AuditAct, AuditLine};
pub use backup::{BackupHeader, back_up_to_folder, restore};
pub use check::{Finding, Health, Severity};
pub use error::StoreError;
pub use index::is_panic_expected;
pub use purging::{Purged, Signal, Terms, Total};
pub use secret::{Secret, Secrets, generate_desk_secret, generate_secrets};
pub use slot::Derivation;
pub use vault::{About, Asked, SHORTEST_CODE};
pub use wiping::{what_wipe_removes, wipe};

use std::{fmt, path::Path};

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use self::{
    disk::{Disk, Folder, Memory},
    journal::Journal,
    key::KeyFile,
    seal::Sender,
    unlocked::Unlocked,
};
use crate::{
    domain::{EnquiryId, PlaceId, StoreId},
    signature::{PublicKey, Signature},
};

const FORMAT: &str = "FORMAT";
/// 1: as it began. 2: the store has a key that signs; one of format 1 gets it when it is opened.
const FORMAT_NUMBER: u32 = 2;
const REGISTER: &str = "register";
const DRAFTS: &str = "drafts.log";
const SEALED: &str = "sealed.log";
const VAULT: &str = "vault.log";
const QUARANTINE: &str = "quarantine";
/// Drafts are replaced at every answer; beyond this the file is written anew with the last of each.
const DRAFTS_TOO_LONG: u64 = 1 << 20;

/// What opens the practice store ([`Store::in_memory`]) after it was locked. It protects nothing.
pub const PRACTICE_WORDS: &str = "dit is maar oefenen";

/// Which secret opened the store.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
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
    /// So many records were damaged in their file and were put back from their second copy: enquiries from the index.
    RowsFromIndex(usize),
    /// The last day before this one on which somebody unlocked is so long ago that the clock may be wrong; nothing was
    /// purged.
    LongAgo(Date),
    /// So many records were nowhere else any more and came back as the backup of this day has them.
    FromBackup {
        /// The day of the backup.
        day: Date,
        /// How many.
        count: usize,
    },
    /// So many enquiries are in no file any more, although they had been saved, and no whole backup here has them.
    Lost(usize),
    /// So many records cannot be read although their key is here.
    Unreadable(usize),
    /// So many saves made while locked cannot be opened; they were set aside in `quarantine/`.
    SealedUnreadable(usize),
}

/// An open data folder; it holds the lock on it. Locked or unlocked.
pub struct Store {
    journal: Journal,
    keys: KeyFile,
    public_key: PublicKey,
    /// The highest number of a save made while locked.
    sealed_sequence: u64,
    /// What seals the boxes of the conversation that is going on while locked.
    sealing: Option<Sender>,
    /// The boxes of drafts of worries, by conversation, that were sealed in this session.
    sealed_drafts: Vec<(EnquiryId, u64)>,
    terms: Terms,
    /// The hash of the last line of the audit log that was written in this session, and its file.
    last_line: Option<(String, [u8; 32])>,
    /// How long the file of drafts was when it had just been written anew, in bytes.
    drafts_kept: u64,
    /// Whether something was written since the last backup; not known before one was made or compared, because whoever
    /// ran before may have been killed.
    is_changed: Option<bool>,
    /// Free text ended whose key was thrown away: older backups here hold it still.
    has_old_words: bool,
    unlocked: Option<Unlocked>,
    recovered: Vec<Recovery>,
    /// So many of them were told to a person.
    told: usize,
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
    /// Whether a store was set up in this folder. A folder that may not be looked into counts as one, so that nobody is
    /// asked to set up a desk that stands there already: opening it says what is wrong.
    #[must_use]
    pub fn exists(root: &Path) -> bool {
        key::FILES
            .iter()
            .any(|name| root.join(name).try_exists().unwrap_or(true))
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
        let (mut keys, ring) = KeyFile::generate(place, secrets, derivation)?;
        disk.make_folder(REGISTER)
            .and_then(|()| disk.sync_folder(""))
            .map_err(|source| StoreError::from_io("make", disk.path_of(REGISTER), source))?;
        write_format(disk.as_mut(), keys.lock.store)?;
        keys.write(disk.as_mut())?;
        let mut store = Self::new(disk, keys)?;
        store.unlock_with(ring, now)?;
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
        if found.keys.public_key().is_none() {
            found.keys.make_signing_key()?;
            found.keys.write_without_trace(disk.as_mut())?;
        }
        if format != Some(FORMAT_NUMBER) {
            write_format(disk.as_mut(), found.keys.lock.store)?;
        }
        if format.is_none() {
            recovered.push(Recovery::FormatRewritten);
        }
        // A folder that someone removed comes back empty; what it held is told by `verify`.
        disk.make_folder(REGISTER)
            .map_err(|source| StoreError::from_io("make", disk.path_of(REGISTER), source))?;
        let mut store = Self::new(disk, found.keys)?;
        store.recovered = recovered;
        let newest = &mut store.sealed_sequence;
        let told = &mut store.recovered;
        store.journal.replay(SEALED, told, |frame| {
            *newest = frame.sequence.max(*newest);
        })?;
        store.journal.replay(DRAFTS, told, |_| {})?;
        Ok(store)
    }

    fn new(disk: Box<dyn Disk>, keys: KeyFile) -> Result<Self, StoreError> {
        let public_key = keys.public_key().ok_or_else(|| StoreError::Corrupt {
            file: disk.path_of(key::FILE),
            what: "the public key is none".to_owned(),
        })?;
        Ok(Self {
            terms: Terms::of_disk(disk.as_ref())?,
            journal: Journal::new(disk),
            keys,
            public_key,
            sealed_sequence: 0,
            sealing: None,
            sealed_drafts: Vec::new(),
            last_line: None,
            drafts_kept: 0,
            is_changed: None,
            has_old_words: false,
            unlocked: None,
            recovered: Vec::new(),
            told: 0,
        })
    }

    /// The store's id.
    #[must_use]
    pub fn id(&self) -> StoreId {
        self.keys.lock.store
    }

    /// Recognises what this store signed; not secret, and known while locked too.
    #[must_use]
    pub const fn public_key(&self) -> PublicKey {
        self.public_key
    }

    /// Signs bytes with the key of the store. Desk and coordinator can; so a signature says which store it was, not
    /// which person.
    ///
    /// # Errors
    /// [`StoreError::Locked`].
    pub fn sign(&self, bytes: &[u8]) -> Result<Signature, StoreError> {
        let open = self.unlocked.as_ref().ok_or(StoreError::Locked)?;
        let key = self.keys.signing_key(&open.ring);
        Ok(key.ok_or(StoreError::Locked)?.sign(bytes))
    }

    /// The place of the last shift, at first the one it was set up for. Not secret: what is noted while locked counts
    /// there.
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

    /// What of [`Store::recovered`] this was not asked for before, so that each is told to a person once.
    pub fn untold(&mut self) -> Vec<Recovery> {
        let news = self.recovered.get(self.told..).unwrap_or_default().to_vec();
        self.told = self.recovered.len();
        news
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

    /// Gives sled what was saved since: a save is durable without it, so nobody has to wait for this. Whatever reads does
    /// it first.
    pub fn catch_up(&mut self) {
        // Locked, there is nothing to do.
        drop(self.with_unlocked(|_, _| Ok(())));
    }

    fn bring_index_up(&mut self, open: &mut Unlocked) {
        self.keep_twins(open);
        if open.is_index_behind() {
            open.fill_index(&self.keys);
            self.mend_index(open);
        }
    }

    /// Takes the open state out for a piece of work that needs the rest of the store as well.
    fn with_unlocked<T>(
        &mut self,
        work: impl FnOnce(&mut Self, &mut Unlocked) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let mut open = self.unlocked.take().ok_or(StoreError::Locked)?;
        self.bring_index_up(&mut open);
        let outcome = work(self, &mut open);
        self.unlocked = Some(open);
        outcome
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

fn write_format(disk: &mut dyn Disk, store: StoreId) -> Result<(), StoreError> {
    let text = format!("balie-store {FORMAT_NUMBER} {store}\n");
    disk::replace(disk, FORMAT, text.as_bytes())
        .map_err(|source| StoreError::from_io("write", disk.path_of(FORMAT), source))
}

/// The number in `FORMAT`; none when the file is gone or damaged.
fn read_format(disk: &dyn Disk) -> Result<Option<u32>, StoreError> {
    let bytes = disk
        .read(FORMAT)
        .map_err(|source| StoreError::from_io("read", disk.path_of(FORMAT), source))?;
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
