//! Any text as a route file: every problem told, or a route that can be walked to its end.
#![no_main]

use std::sync::Arc;

use balie::{
    conversation::{self, Start},
    domain::{EnquiryId, PlaceId, VisitId},
    route::{self, Lists, Purpose, Source},
};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let route = match route::read("fuzz.toml", Source::Toml(text), &Lists::new(), Purpose::Form) {
        Ok(route) => Arc::new(route),
        Err(problems) => return assert!(!problems.is_empty()),
    };
    // A walk of very many rows is bounded, but not what this looks for.
    if route.repeats.iter().any(|repeat| repeat.count.is_some()) {
        return;
    }
    let now = "2026-11-21T10:42[Europe/Amsterdam]".parse().expect("a moment");
    let start = Start {
        id: EnquiryId([0; 16]),
        visit: VisitId([0; 16]),
        shift: None,
        place: PlaceId::from("fuzz"),
    };
    let _ = conversation::walk(&route, start, &serde_json::Map::new(), &now);
});
