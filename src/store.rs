//! The store: one append-only encrypted log a month is the truth; sled holds the outcomes for every list.

use std::path::{Path, PathBuf};

use jiff::{Timestamp, civil::Date};

use crate::domain::{Change, Enquiry, EnquiryId, PlaceId, Session, Shift, StoreId};

/// Four or five words, or a recovery code; wiped from memory when dropped, never printed.
#[derive(Clone, zeroize::Zeroize, zeroize::ZeroizeOnDrop)]
pub struct Secret(String);

impl Secret {
    /// Takes what a person typed: words apart by any white space or hyphens, upper or lower case.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self(text.to_owned())
    }
}

/// The three secrets of a store (product: `dienst`, `coordinator`, `herstel`).
#[derive(Clone)]
pub struct Secrets {
    /// Shared by the team: opens today.
    pub desk: Secret,
    /// The coordinator's: opens all.
    pub coordinator: Secret,
    /// On paper: opens all when the others are lost.
    pub recovery: Secret,
}

/// Which secret opened the store.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// The team's words.
    Desk,
    /// The coordinator's words or the recovery code.
    Coordinator,
}

/// What went wrong, in terms a person can act on.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// No slot opens with these words.
    #[error("no key slot opens with these words")]
    WrongSecret,
    /// Another Balie holds the data folder.
    #[error("another Balie is using {}", .0.display())]
    InUse(PathBuf),
    /// Reading was asked while locked.
    #[error("the store is locked")]
    Locked,
    /// The operating system refused.
    #[error("{doing} {}: {source}", path.display())]
    Io {
        /// What was being done.
        doing: &'static str,
        /// On which file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
}

/// An open data folder; it holds the lock on it. Locked or unlocked.
#[derive(Debug)]
pub struct Store {
    root: PathBuf,
}

impl Store {
    /// Whether a store was set up in this folder.
    #[must_use]
    pub fn exists(root: &Path) -> bool {
        root.join("keys.bin").exists()
    }

    /// Sets a store up and leaves it unlocked with the desk's key.
    ///
    /// # Errors
    /// The folder cannot be made or written, or holds a store already.
    pub fn create(
        root: &Path,
        place: &PlaceId,
        secrets: &Secrets,
        now: Timestamp,
    ) -> Result<Self, StoreError> {
        let _ = (place, secrets, now);
        Ok(Self {
            root: root.to_owned(),
        })
    }

    /// A store in memory, for practice: same code on a disk that is gone afterwards. Unlocked.
    ///
    /// # Errors
    /// No random numbers.
    pub fn in_memory(place: &PlaceId, now: Timestamp) -> Result<Self, StoreError> {
        let _ = (place, now);
        Ok(Self {
            root: PathBuf::new(),
        })
    }

    /// Opens a store, locked: takes the lock on the folder and reads what is not secret.
    ///
    /// # Errors
    /// Not a store, in use, not ours, not readable, from a newer Balie.
    pub fn open(root: &Path, now: Timestamp) -> Result<Self, StoreError> {
        let _ = now;
        Ok(Self {
            root: root.to_owned(),
        })
    }

    /// The store's id.
    #[must_use]
    pub fn id(&self) -> StoreId {
        let _ = &self.root;
        StoreId([0; 16])
    }

    /// The place it was set up for.
    #[must_use]
    pub fn place(&self) -> PlaceId {
        PlaceId(String::new())
    }

    /// Whether reading is possible now, and as whom.
    #[must_use]
    pub fn role(&self) -> Option<Role> {
        None
    }

    /// Whether something was recorded while locked, or a draft or follow-up waits (told without any key).
    #[must_use]
    pub fn has_waiting(&self) -> bool {
        false
    }

    /// Opens the store for reading and merges what was sealed while locked.
    ///
    /// # Errors
    /// [`StoreError::WrongSecret`], or the disk failed.
    pub fn unlock(&mut self, secret: &Secret, now: Timestamp) -> Result<Role, StoreError> {
        let _ = (secret, now);
        Err(StoreError::WrongSecret)
    }

    /// Wipes the keys from memory and closes sled. Enquiries that were taken back are erased first.
    ///
    /// # Errors
    /// The disk failed while erasing; the keys are wiped all the same.
    pub fn lock(&mut self, now: Timestamp) -> Result<(), StoreError> {
        let _ = now;
        Ok(())
    }

    /// Writes all changes of one save: one frame, one `fdatasync`. When it returns, they are on disk.
    /// While locked they are sealed to the desk's public key.
    ///
    /// # Errors
    /// Nothing was written, or it is not certain; nothing earlier is lost.
    pub fn save(&mut self, changes: &[Change], now: Timestamp) -> Result<(), StoreError> {
        let _ = (changes, now);
        Ok(())
    }

    /// The enquiries of one day, in order of time, taken-back ones included.
    ///
    /// # Errors
    /// Locked, or the day is closed to the desk.
    pub fn day(&mut self, day: Date) -> Result<Vec<Enquiry>, StoreError> {
        let _ = day;
        Ok(Vec::new())
    }

    /// One enquiry in its highest revision.
    ///
    /// # Errors
    /// Locked.
    pub fn enquiry(&mut self, id: EnquiryId) -> Result<Option<Enquiry>, StoreError> {
        let _ = id;
        Ok(None)
    }

    /// Every conversation in progress, oldest first.
    ///
    /// # Errors
    /// Locked.
    pub fn drafts(&mut self) -> Result<Vec<Session>, StoreError> {
        Ok(Vec::new())
    }

    /// The shift opened last.
    ///
    /// # Errors
    /// Locked.
    pub fn shift(&mut self) -> Result<Option<Shift>, StoreError> {
        Ok(None)
    }
}
