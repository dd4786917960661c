//! The manifest of a pack: which pack it is, and the hash of every file.
//!
//! Knows names and hashes, not zips. Begin reading at [`Manifest`].

use std::collections::BTreeMap;

use data_encoding::HEXLOWER;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::{MOST_CARD, MOST_OTHER, Pack, PackError};

/// The name of the manifest in a pack.
pub(super) const MANIFEST: &str = "manifest.toml";

/// The format this program writes and reads.
const FORMAT: u32 = 1;

/// The longest name of a file.
const LONGEST_NAME: usize = 120;

/// The longest id and the longest maker, in letters.
const LONGEST_TEXT: usize = 100;

/// What `manifest.toml` holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// The format of the pack, now 1.
    pub format: u32,
    /// Which pack it is.
    pub id: String,
    /// Counts the exports of one centre.
    pub version: u32,
    /// The day it was made, as `2026-11-22`.
    pub made_on: Date,
    /// Who made it, in words.
    pub made_by: String,
    /// Every other file of the pack.
    #[serde(default)]
    pub files: Vec<Listed>,
}

/// One file as the manifest lists it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listed {
    /// Its name in the pack, such as `kennisbank/aow.md`.
    pub name: String,
    /// SHA-256 of its bytes, as 64 small hexadecimal digits.
    pub sha256: String,
}

impl Manifest {
    pub(super) fn of(pack: &Pack) -> Self {
        let listed = |(name, text): (&String, &String)| Listed {
            name: name.clone(),
            sha256: sha256(text.as_bytes()),
        };
        Self {
            format: FORMAT,
            id: pack.id.clone(),
            version: pack.version,
            made_on: pack.made_on,
            made_by: pack.made_by.clone(),
            files: pack.files.iter().map(listed).collect(),
        }
    }

    pub(super) fn to_text(&self) -> Result<String, PackError> {
        toml::to_string(self).map_err(|error| PackError::Manifest(error.to_string()))
    }

    /// Reads the text of a manifest.
    pub(super) fn parse(text: &str) -> Result<Self, PackError> {
        /// Read first: a newer format may look different.
        #[derive(Deserialize)]
        struct Format {
            format: u32,
        }
        let broken = |error: toml::de::Error| PackError::Manifest(error.message().to_owned());
        let Format { format } = toml::from_str(text).map_err(broken)?;
        if format != FORMAT {
            return Err(PackError::NewerFormat(format));
        }
        let manifest: Self = toml::from_str(text).map_err(broken)?;
        let is_word =
            |text: &str| text.chars().count() <= LONGEST_TEXT && !text.contains(char::is_control);
        if manifest.id.len() > LONGEST_TEXT || !is_slug(&manifest.id) || !is_word(&manifest.made_by)
        {
            return Err(PackError::Manifest(
                "its id or its maker is no name".to_owned(),
            ));
        }
        Ok(manifest)
    }

    /// The pack, when these files are exactly those of the manifest.
    pub(super) fn into_pack(self, files: BTreeMap<String, String>) -> Result<Pack, PackError> {
        if self.files.len() != files.len() {
            let (listed, found) = (self.files.len(), files.len());
            return Err(PackError::Manifest(format!(
                "it lists {listed} files, and there are {found}"
            )));
        }
        for Listed { name, sha256: hash } in &self.files {
            let Some(text) = files.get(name) else {
                return Err(PackError::Manifest(format!("`{name}` is missing")));
            };
            if sha256(text.as_bytes()) != *hash {
                return Err(PackError::Manifest(format!("`{name}` has another hash")));
            }
        }
        Ok(Pack {
            id: self.id,
            version: self.version,
            made_on: self.made_on,
            made_by: self.made_by,
            files,
        })
    }
}

/// The most bytes a file of this name may have; an error when no file of a pack has such a name.
///
/// Everything that is not a known place is refused, so that a path that climbs out, a drive, a link or a folder has no
/// rule of its own that could be forgotten.
pub(super) fn most_bytes(name: &str) -> Result<usize, PackError> {
    let bad = || {
        PackError::BadName(
            name.chars()
                .take(LONGEST_NAME)
                .filter(|c| !c.is_control())
                .collect(),
        )
    };
    if name.len() > LONGEST_NAME {
        return Err(bad());
    }
    if name == MANIFEST || name == "kennisbank/synoniemen.toml" {
        return Ok(MOST_OTHER);
    }
    let (folder, file) = name.split_once('/').ok_or_else(bad)?;
    let (stem, extension) = file.split_once('.').ok_or_else(bad)?;
    match (folder, extension) {
        _ if !is_slug(stem) => Err(bad()),
        ("kennisbank", "md") | ("noodkaarten", "toml") => Ok(MOST_CARD),
        ("lokaal", "toml") => Ok(MOST_OTHER),
        _ => Err(bad()),
    }
}

/// Whether a text is an id: small letters, digits and hyphens.
pub(super) fn is_slug(text: &str) -> bool {
    let is_allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    !text.is_empty() && text.bytes().all(is_allowed)
}

/// SHA-256 as small hexadecimal digits.
pub(super) fn sha256(bytes: &[u8]) -> String {
    HEXLOWER.encode(&Sha256::digest(bytes))
}
