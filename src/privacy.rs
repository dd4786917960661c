//! The guard on free text. Knows text only.
//!
//! Runs before anything reaches disk, undo history or a list. A BSN (the number every resident has) may never be
//! written down: [`find_bsn`] and [`without_bsn`]. Other traces of a person are found by [`findings`], to warn and
//! offer a replacement; words that may tell of someone's health or name only hint ([`Lexicon`]). [`storable`] says which part of a text that is still being typed may be written.
//!
//! Everything returned as a range lies on letter boundaries of the text that was given.

mod bsn;
mod digits;
mod finding;
mod hint;

pub use bsn::{find_bsn, without_bsn};
pub use finding::{Finding, Kind, findings};
pub use hint::{About, Hint, Lexicon, LexiconError};

/// What stands where a number was taken away.
pub const REMOVED: &str = "[nummer weggehaald]";

/// From how many digits on a run is withheld while a field is being typed in.
pub const WITHHELD_DIGITS: usize = 5;

/// The part of a text that may be written while its field is still being typed in: up to the last finished word,
/// without any run of five or more digits (spaces, dots and hyphens between them count as part of the run), nor the
/// digits at the very end, which may grow into one. A withheld run leaves `…`.
///
/// ```
/// use balie::privacy::storable;
/// assert_eq!(storable("mevrouw belt morg"), "mevrouw belt ");
/// assert_eq!(storable("kenmerk 1234 56 staat er "), "kenmerk … staat er ");
/// assert_eq!(storable("nummer 1234 "), "nummer ");
/// ```
#[must_use]
pub fn storable(text: &str) -> String {
    let finished = text
        .char_indices()
        .rev()
        .find(|(_, letter)| letter.is_whitespace())
        .map_or(0, |(at, letter)| at + letter.len_utf8());
    let mut out = String::with_capacity(finished);
    let mut copied = 0;
    for run in digits::runs(text) {
        if run.range.start >= finished {
            break;
        }
        // Digits that reach the end of the text, with nothing but separators after them, may still grow.
        let is_open = run.reaches_end;
        let is_long = run.digits >= WITHHELD_DIGITS;
        if is_open || is_long {
            out.push_str(text.get(copied..run.range.start).unwrap_or_default());
            if is_open {
                return out;
            }
            out.push('…');
            copied = run.range.end;
        }
    }
    // A run may end past the last finished word.
    out.push_str(text.get(copied..finished).unwrap_or_default());
    out
}
