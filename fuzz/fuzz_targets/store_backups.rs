//! Any bytes as a backup, and as the pieces of one whose sum is right: what is accepted has only names of ours in it.
#![no_main]

use balie::store::{frame, probe};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let _ = probe::files_of_backup(bytes);
    let framed = frame::encode(1, bytes).unwrap_or_default();
    for pieces in [bytes, &framed] {
        for (name, content) in probe::files_of_backup(&probe::backup_around(pieces)).unwrap_or_default() {
            assert!(!name.starts_with('/') && !name.split('/').any(|part| part == ".." || part.is_empty()));
            assert!(content.len() <= framed.len());
        }
    }
});
