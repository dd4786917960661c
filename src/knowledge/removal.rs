//! A card that the overlay takes away: a file with its id and `verwijderd = true`, nothing else.
//!
//! Kept as a file so that it is undone by removing it. Begin reading at [`removed`].

use serde::Deserialize;

use crate::domain::ArticleId;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Removal {
    id: ArticleId,
    verwijderd: bool,
}

/// The card that this file takes away; none when the file is a card, or broken.
#[must_use]
pub fn removed(text: &str) -> Option<ArticleId> {
    // Asked first, so that no other file is read twice.
    if !text.contains("verwijderd") {
        return None;
    }
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let front = text.trim().strip_prefix("+++")?.strip_suffix("+++")?;
    let removal: Removal = toml::from_str(front).ok()?;
    removal.verwijderd.then_some(removal.id)
}

/// The text of a file that takes a card away.
#[must_use]
pub fn removal(id: &ArticleId) -> String {
    format!(
        "+++\nid = {}\nverwijderd = true\n+++\n",
        toml::Value::from(id.as_str())
    )
}
