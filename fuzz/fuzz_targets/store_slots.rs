//! Any bytes as a file of keys, also inside a frame that is whole: read or refused, in bounded memory and time.
#![no_main]

use balie::store::{Secret, frame, probe};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let words = Secret::new("appel fiets molen dijk");
    let _ = probe::read_keys(bytes, &words);
    if let Some(framed) = frame::encode(7, bytes) {
        let _ = probe::read_keys(&framed, &words);
    }
});
