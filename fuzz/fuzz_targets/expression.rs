//! Any text as an expression: refused with what and remedy, or evaluated without a panic.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let answers = serde_json::json!({
        "thema": "geld", "vorm": ["brief", "rekening"], "aantal": 3.5, "dag": "2026-11-21", "leeg": null,
        "rij": [{"n": 1}, {"n": "x"}], ".": "42",
    });
    let now = "2026-11-21T10:42[Europe/Amsterdam]".parse().expect("a moment");
    let answers = answers.as_object().expect("an object");
    if let Err(error) = balie::route::evaluate(text, answers, &now) {
        assert!(!error.what.is_empty() && !error.remedy.is_empty());
    }
});
