//! From a [`Pack`] to the bytes of its file.
//!
//! Knows the form, not where keys are kept. Begin reading at [`pack`].

use std::io::{Cursor, Write};

use zip::{CompressionMethod, DateTime, ZipWriter, write::SimpleFileOptions};

use super::{
    MOST_BYTES, Pack, PackError,
    manifest::{MANIFEST, Manifest, most_bytes},
};
use crate::signature::SigningKey;

/// Begins the comment of the zip; the number counts its forms.
pub(super) const MAGIC: &str = "balie-pak-1\n";

/// How many bytes the comment has: the magic, a key of 43 letters and a signature of 86, each with a line end.
pub(super) const COMMENT: usize = MAGIC.len() + 43 + 1 + 86 + 1;

/// The bytes of a signed pack. The same pack and key give the same bytes.
///
/// # Errors
/// A file has a name no pack can hold or is too large, or the zip cannot be made.
pub fn pack(pack: &Pack, key: &SigningKey) -> Result<Vec<u8>, PackError> {
    let manifest = Manifest::of(pack).to_text()?;
    // Read back, so that nothing is exported that no desk can import.
    Manifest::parse(&manifest)?;
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    let files = pack.files.iter().map(|(name, text)| (name.as_str(), text));
    for (name, text) in std::iter::once((MANIFEST, &manifest)).chain(files) {
        let most = most_bytes(name)?;
        if text.len() > most {
            return Err(PackError::TooLarge {
                what: name.to_owned(),
                limit: format!("at most {most} bytes"),
            });
        }
        zip.start_file(name, options).map_err(broken)?;
        zip.write_all(text.as_bytes()).map_err(broken)?;
    }
    let bytes = seal(zip.finish().map_err(broken)?.into_inner(), key)?;
    if bytes.len() > MOST_BYTES {
        return Err(PackError::TooLarge {
            what: "the pack".to_owned(),
            limit: format!("at most {MOST_BYTES} bytes"),
        });
    }
    Ok(bytes)
}

/// Signs a zip that has no comment: puts the key and the signature in its comment.
///
/// # Errors
/// The bytes do not end as a zip without a comment does.
pub fn seal(mut zip: Vec<u8>, key: &SigningKey) -> Result<Vec<u8>, PackError> {
    // The last field of a zip is the length of its comment: two bytes, the least first.
    let length = u16::try_from(COMMENT).map_err(broken)?.to_le_bytes();
    match zip.last_chunk_mut::<2>() {
        Some(field) if *field == [0, 0] => *field = length,
        _ => return Err(PackError::NotAPack),
    }
    let signature = key.sign(&zip);
    zip.extend(format!("{MAGIC}{}\n{signature}\n", key.public()).bytes());
    Ok(zip)
}

fn broken(error: impl std::fmt::Display) -> PackError {
    PackError::Zip(error.to_string())
}
