//! The guard before words that are not about a resident: a query that found nothing, a few words about a card.
//!
//! Nothing that points to a person belongs there, so everything the guard knows is refused, not only a BSN. Names it
//! cannot know; the screen asks for those.

use crate::{
    privacy::{self, REMOVED},
    tui::message::Trouble,
};

/// Whether something that points to a person stands in the text.
#[must_use]
pub fn is_needed(text: &str) -> bool {
    !privacy::findings(text).is_empty()
}

/// Why a text cannot be kept; none when it can.
#[must_use]
pub fn refusal(text: &str, most_letters: usize) -> Option<Trouble> {
    if is_needed(text) {
        Some(Trouble::new("wacht-nummer"))
    } else if text.chars().count() > most_letters {
        Some(Trouble::new("antwoord-te-lang").with("meest", most_letters.to_string()))
    } else {
        None
    }
}

/// The text with all of that taken out.
#[must_use]
pub fn without(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut from = 0;
    for finding in privacy::findings(text) {
        kept.push_str(text.get(from..finding.range.start).unwrap_or_default());
        kept.push_str(REMOVED);
        from = finding.range.end;
    }
    kept.push_str(text.get(from..).unwrap_or_default());
    kept
}
