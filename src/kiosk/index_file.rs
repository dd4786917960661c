//! The file in the data folder that keeps the index over many cards, so that the next start need not build it.
//!
//! Knows bytes only. It is a convenience: what cannot be read is built anew, what cannot be written is not kept, and
//! nobody is told. Begin reading at [`read`].

use std::{
    fs::{self, OpenOptions},
    io::{Read, Write},
    path::Path,
};

use crate::store::disk::private;

const NAME: &str = "kaartindex";
/// 100,000 cards make about a fifth of this; a larger file is not ours.
const MOST_BYTES: u64 = 256 << 20;

/// The bytes that were kept, if any.
pub(super) fn read(data: &Path) -> Option<Vec<u8>> {
    let file = private(OpenOptions::new().read(true))
        .open(data.join(NAME))
        .ok()?;
    let mut bytes = Vec::new();
    file.take(MOST_BYTES).read_to_end(&mut bytes).ok()?;
    Some(bytes)
}

/// Keeps bytes in place of what was kept. A power cut may leave half a file under the final name: the checksum inside
/// tells, so nothing is waited for here. A data folder that is not there is not made.
pub(super) fn write(data: &Path, bytes: &[u8]) {
    let new = data.join(format!("{NAME}.nieuw"));
    let written = private(OpenOptions::new().write(true).create(true).truncate(true))
        .open(&new)
        .and_then(|mut file| file.write_all(bytes))
        .and_then(|()| fs::rename(&new, data.join(NAME)));
    if written.is_err() {
        // Half a file takes room and helps nobody.
        let _ = fs::remove_file(new);
    }
}
