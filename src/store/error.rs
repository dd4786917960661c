//! What can go wrong in the store, in terms a person can act on. The screen has a sentence for each variant.

use std::{io, path::PathBuf};

use super::disk;

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
    /// The team's words do not reach this far back.
    #[error("these rows are closed to the team; the coordinator can open them")]
    Closed,
    /// Only the coordinator may do this.
    #[error("this needs the coordinator's words or the recovery code")]
    CoordinatorOnly,
    /// The folder holds no store.
    #[error("{} holds no store of Balie", .0.display())]
    NotAStore(PathBuf),
    /// Set-up was asked for a folder that was set up before.
    #[error("{} holds a store already", .0.display())]
    AlreadyExists(PathBuf),
    /// A newer Balie wrote this folder.
    #[error("the data has format {found}; this Balie knows formats up to {known}")]
    NewerFormat {
        /// The number in the file `FORMAT`.
        found: u32,
        /// The newest number this program knows.
        known: u32,
    },
    /// The folder belongs to another user of the computer.
    #[error("{} belongs to another user", .0.display())]
    Foreign(PathBuf),
    /// A link stands where a folder or file of ours must stand.
    #[error("{} is a link; a real folder or file is needed", .0.display())]
    Symlink(PathBuf),
    /// The folder cannot be written: a read-only disk or missing permission.
    #[error("{} cannot be written: {source}", path.display())]
    ReadOnly {
        /// On which file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The disk is full; what was being written was taken back, what stood there before is whole.
    #[error("no room left on the disk to write {}", .0.display())]
    Full(PathBuf),
    /// The system could not promise that a write reached the disk. Nothing more is written until the
    /// store is opened again, because what is on the disk has to be read back first.
    #[error("the disk did not confirm a write to {}; close Balie and start it again", .0.display())]
    Broken(PathBuf),
    /// A file cannot be understood and no whole copy of it is left.
    #[error("{} is damaged: {what}", file.display())]
    Corrupt {
        /// The damaged file.
        file: PathBuf,
        /// What was found, in a few words.
        what: String,
    },
    /// The file with the terms of keeping cannot be understood.
    #[error("{}: {what}", file.display())]
    Terms {
        /// The file.
        file: PathBuf,
        /// What is wrong with it.
        what: String,
    },
    /// The system gave no random numbers.
    #[error("the system gives no random numbers: {0}")]
    NoRandomness(String),
    /// The operating system refused.
    #[error("{doing} {}: {source}", path.display())]
    Io {
        /// What was being done.
        doing: &'static str,
        /// On which file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

impl StoreError {
    /// Sorts what the system said by what a person can do about it.
    #[must_use]
    pub fn from_io(doing: &'static str, path: PathBuf, source: io::Error) -> Self {
        use io::ErrorKind;
        let kind = source.kind();
        if disk::is_link_refused(&source) {
            Self::Symlink(path)
        } else if matches!(kind, ErrorKind::StorageFull | ErrorKind::QuotaExceeded) {
            Self::Full(path)
        } else if matches!(
            kind,
            ErrorKind::ReadOnlyFilesystem | ErrorKind::PermissionDenied
        ) {
            Self::ReadOnly { path, source }
        } else {
            Self::Io {
                doing,
                path,
                source,
            }
        }
    }
}
