//! Any bytes as a workbook: refused in bounded time and memory, or read as a route.
#![no_main]

use balie::{
    assets::workbook,
    route::{self, Lists, Purpose, Source},
};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(sheets) = workbook::sheets(bytes) {
        let _ = route::read("fuzz.xlsx", Source::Workbook(&sheets), &Lists::new(), Purpose::Form);
    }
});
