//! Any bytes as the entries of a frame, and as the plain body of each kind of entry.
#![no_main]

use balie::store::probe;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Some((_, length)) = probe::read_entries(bytes) {
        assert_eq!(length, bytes.len());
    }
    let _ = probe::read_bodies(bytes);
});
