//! Texts of other people as a card wants them: lines, one line, an id.
//!
//! Knows letters only. Begin reading at [`lines`].

use unicode_normalization::UnicodeNormalization;

/// Small letters, digits and hyphens.
pub(super) fn slug(text: &str) -> String {
    let letters = text
        .nfd()
        .filter(char::is_ascii)
        .map(|letter| letter.to_ascii_lowercase());
    let spaced: String = letters
        .map(|letter| {
            if letter.is_ascii_alphanumeric() {
                letter
            } else {
                ' '
            }
        })
        .collect();
    spaced.split_whitespace().collect::<Vec<_>>().join("-")
}

pub(super) fn lines(text: &str) -> Vec<String> {
    text.lines()
        .map(on_one_line)
        .filter(|line| !line.is_empty())
        .collect()
}

pub(super) fn on_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

pub(super) fn some(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}
