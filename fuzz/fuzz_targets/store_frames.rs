//! Any bytes as a file of frames: every byte is a whole frame, named as damage, or the torn end, and what was found is the
//! same when it is written again.
#![no_main]

use balie::store::frame;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let scan = frame::scan(bytes);
    let mut written = Vec::new();
    for found in &scan.frames {
        written.extend(frame::encode(found.sequence, found.payload).expect("no longer than it was"));
    }
    let skipped: usize = scan.damaged.iter().chain(&scan.torn).map(|range| range.len()).sum();
    assert_eq!(written.len() + skipped, bytes.len());
    let again = frame::scan(&written);
    assert_eq!(again.frames, scan.frames);
    assert!(again.damaged.is_empty() && again.torn.is_none());
});
