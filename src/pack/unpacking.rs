//! From the bytes of a file to a [`Pack`]: first the signature, then the zip, then the hashes.
//!
//! Nothing of a file is unpacked before its signature is found to be that of a key somebody trusts. Begin reading at
//! [`open`].

use std::{
    collections::BTreeMap,
    io::{Cursor, Read},
};

use zip::ZipArchive;

use super::{
    MOST_BYTES, MOST_FILES, MOST_UNPACKED, Pack, PackError,
    manifest::{MANIFEST, Manifest, most_bytes},
    packing::{COMMENT, MAGIC},
};
use crate::signature::{PublicKey, Signature};

/// A pack that is whole, and who signed it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opened {
    /// The pack.
    pub pack: Pack,
    /// The key that signed it.
    pub key: PublicKey,
}

/// Reads a signed pack; `trusts` says whose packs this desk takes.
///
/// # Errors
/// It is no pack, was changed, is a stranger's, holds more than it may, a name that does not belong in it or a file that
/// differs from the manifest.
pub fn open(bytes: &[u8], trusts: &dyn Fn(&PublicKey) -> bool) -> Result<Opened, PackError> {
    if bytes.len() > MOST_BYTES {
        return Err(PackError::TooLarge {
            what: "the file".to_owned(),
            limit: format!("a pack has at most {MOST_BYTES} bytes"),
        });
    }
    let key = signed_by(bytes)?;
    if !trusts(&key) {
        return Err(PackError::Stranger(Box::new(key)));
    }
    let mut files = unzip(bytes)?;
    let manifest = files
        .remove(MANIFEST)
        .ok_or_else(|| PackError::Manifest("it is missing".to_owned()))?;
    let pack = Manifest::parse(&manifest)?.into_pack(files)?;
    Ok(Opened { pack, key })
}

/// The key in the comment, when it made the signature over every byte before it.
fn signed_by(bytes: &[u8]) -> Result<PublicKey, PackError> {
    let start = bytes
        .len()
        .checked_sub(COMMENT)
        .ok_or(PackError::NotAPack)?;
    let (zip, comment) = bytes.split_at(start);
    let comment = std::str::from_utf8(comment).map_err(|_| PackError::NotAPack)?;
    let lines = comment.strip_prefix(MAGIC).ok_or(PackError::NotAPack)?;
    let (key, signature) = lines.split_once('\n').ok_or(PackError::Tampered)?;
    let signature = signature.strip_suffix('\n').ok_or(PackError::Tampered)?;
    let found: PublicKey = key.parse().map_err(|_| PackError::Tampered)?;
    let made: Signature = signature.parse().map_err(|_| PackError::Tampered)?;
    // Written in one way only, so that no byte of the comment can differ either.
    let is_plain = found.to_string() == key && made.to_string() == signature;
    if is_plain && found.is_by_me(zip, &made) {
        Ok(found)
    } else {
        Err(PackError::Tampered)
    }
}

/// Every file of a zip, none larger than it may be, whatever the zip says of their size.
fn unzip(bytes: &[u8]) -> Result<BTreeMap<String, String>, PackError> {
    let broken = |error: zip::result::ZipError| PackError::Zip(error.to_string());
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(broken)?;
    if archive.len() > MOST_FILES {
        return Err(PackError::TooLarge {
            what: "the number of files".to_owned(),
            limit: format!("a pack has at most {MOST_FILES}"),
        });
    }
    let mut files = BTreeMap::new();
    let mut left = MOST_UNPACKED;
    for index in 0..archive.len() {
        let file = archive.by_index(index).map_err(broken)?;
        let name = file.name().map_err(broken)?.into_owned();
        let most = most_bytes(&name)?;
        let mut text = Vec::new();
        file.take(most as u64 + 1)
            .read_to_end(&mut text)
            .map_err(|error| PackError::Zip(format!("{name}: {error}")))?;
        if text.len() > most {
            return Err(PackError::TooLarge {
                what: name,
                limit: format!("at most {most} bytes"),
            });
        }
        left = left
            .checked_sub(text.len())
            .ok_or_else(|| PackError::TooLarge {
                what: "the pack".to_owned(),
                limit: format!("at most {MOST_UNPACKED} bytes once unpacked"),
            })?;
        let text = String::from_utf8(text)
            .map_err(|_| PackError::Zip(format!("{name} is not text in UTF-8")))?;
        if files.insert(name.clone(), text).is_some() {
            return Err(PackError::Manifest(format!("`{name}` stands in it twice")));
        }
    }
    Ok(files)
}
