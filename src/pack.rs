//! Packs: one file with the cards of a centre, signed, so that six desks share one set by a stick.
//!
//! Knows files and their hashes, not what stands in them: whether a card is a card is for `knowledge`, what changed is
//! for whoever shows it. Begin reading at [`Pack`], then [`Shelf`].
//!
//! # The file
//!
//! A zip with `manifest.toml` and the files it lists (see [`Manifest`]). The comment of the zip, the last bytes of the
//! file, holds the public key and a signature over every byte before it. So the signature is checked before anything is
//! unpacked, and no byte of a pack can change unseen, not even one that no program reads.
//!
//! # What happens if
//!
//! - half of a pack was copied: the comment is missing, and it is refused as no pack or a part of one;
//! - a stranger signed it: it is whole, and refused with the fingerprint of the key until somebody trusts that key;
//! - power fails during an import: the pack in use is named by one small file that is replaced by one rename, after
//!   the new pack is on disk. Before it the old pack stands, after it the new one.

mod keys;
mod manifest;
mod packing;
mod shelf;
mod unpacking;

pub use keys::Keys;
pub use manifest::{Listed, Manifest};
pub use packing::{pack, seal};
pub use shelf::{Shelf, Step};
pub use unpacking::{Opened, open};

use std::{collections::BTreeMap, io, path::PathBuf};

use jiff::civil::Date;

use crate::signature::PublicKey;

/// The largest pack, in bytes; the shipped cards take a quarter of a million.
pub const MOST_BYTES: usize = 16_000_000;

/// The most files in a pack.
pub const MOST_FILES: usize = 5_000;

/// The most bytes of all files of a pack together, once unpacked.
pub const MOST_UNPACKED: usize = 32_000_000;

/// The largest card or red-flag card, in bytes; most have two thousand.
pub const MOST_CARD: usize = 100_000;

/// The largest other file: local data, synonyms, the manifest.
pub const MOST_OTHER: usize = 1_000_000;

/// The files of a pack and who made it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pack {
    /// Which pack it is: `alkmaar`. Small letters, digits and hyphens.
    pub id: String,
    /// Counts the exports of one centre, from 1.
    pub version: u32,
    /// The day it was made.
    pub made_on: Date,
    /// Who made it, in words.
    pub made_by: String,
    /// The text of each file by its name, such as `kennisbank/aow.md`.
    pub files: BTreeMap<String, String>,
}

/// Why a pack is not read, kept or taken into use.
#[derive(Debug, thiserror::Error)]
pub enum PackError {
    /// No pack, or only the first part of one.
    #[error("this is no pack of Balie, or only a part of one; copy the file again")]
    NotAPack,
    /// It was changed after it was signed.
    #[error("the pack was changed after it was signed; ask for it again")]
    Tampered,
    /// Signed, but not by somebody this desk trusts.
    #[error("the pack is signed by a key this desk does not know: {}", .0.fingerprint())]
    Stranger(Box<PublicKey>),
    /// More than a pack can hold.
    #[error("{what} is too large; {limit}")]
    TooLarge {
        /// The pack, or a file in it.
        what: String,
        /// What is allowed.
        limit: String,
    },
    /// A name that no file of a pack has: it climbs out of the folder, or belongs to nothing.
    #[error("a pack cannot hold a file `{0}`")]
    BadName(String),
    /// The files are not those of the manifest.
    #[error("the pack is not what its manifest says: {0}")]
    Manifest(String),
    /// A newer Balie made it.
    #[error("the pack has format {0}; install the newer Balie on this machine")]
    NewerFormat(u32),
    /// The zip cannot be read or written.
    #[error("the pack cannot be unpacked: {0}")]
    Zip(String),
    /// A key file that holds no key.
    #[error("{0} holds no key; restore it from a backup, or remove it to begin with a new key")]
    BrokenKey(PathBuf),
    /// The system gives no random numbers.
    #[error("the system gives no random numbers")]
    NoRandomness,
    /// There was no pack before this one.
    #[error("there is no former pack to go back to")]
    NothingBefore,
    /// What the system said.
    #[error("cannot {doing} {}: {source}", .path.display())]
    Io {
        /// What was tried.
        doing: &'static str,
        /// On which file.
        path: PathBuf,
        /// What it said.
        source: io::Error,
    },
}

impl PackError {
    fn io(doing: &'static str, path: &std::path::Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::Io {
            doing,
            path,
            source,
        }
    }
}
