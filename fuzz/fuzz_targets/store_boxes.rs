//! Any bytes as a box that was sealed while locked, and as what would stand inside one.
#![no_main]

use balie::store::probe;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let _ = probe::read_box(bytes);
});
