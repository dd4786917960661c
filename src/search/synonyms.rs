//! What residents call things, as data that an editor changes: words with one meaning, and what happens in a life.
//!
//! Knows the text of one file and, to check it, the cards. Begin reading at [`Synonyms`].

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::text::{fold, words};
use crate::{
    domain::{ArticleId, Problem},
    knowledge::Article,
};

/// The contents of a file of synonyms.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Synonyms {
    /// Words that mean the same at the desk, in both directions.
    #[serde(default)]
    pub zelfde: Vec<Group>,
    /// Words that have to do with each other, in both directions; they count less.
    #[serde(default)]
    pub verwant: Vec<Group>,
    /// What happens in a life, and the cards that help.
    #[serde(default)]
    pub gebeurtenis: Vec<Event>,
}

/// Words that belong together.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// Single words; every form of each is meant.
    pub woorden: Vec<String>,
}

/// Something that happens in a life, in the words people use for it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Event {
    /// Ways to say it; each is treated as a further name of the cards.
    pub zeg: Vec<String>,
    /// The cards that help, the best first.
    pub kaarten: Vec<ArticleId>,
}

impl Synonyms {
    /// The synonyms that are shipped; a test keeps them readable.
    #[must_use]
    pub fn shipped() -> Self {
        Self::parse("kennisbank/synoniemen.toml", super::SHIPPED_SYNONYMS).unwrap_or_default()
    }

    /// Reads a file of synonyms. `file` is its name, for the report of a problem.
    ///
    /// # Errors
    /// The one problem that keeps the file from being read, with its line.
    pub fn parse(file: &str, text: &str) -> Result<Self, Problem> {
        toml::from_str(text).map_err(|error| Problem {
            file: file.to_owned(),
            line: error
                .span()
                .and_then(|span| text.get(..span.start))
                .map(|before| before.matches('\n').count() + 1),
            field: String::new(),
            what: error.message().to_owned(),
            remedy: "write [[zelfde]] or [[verwant]] with `woorden`, or [[gebeurtenis]] with `zeg` and `kaarten`"
                .to_owned(),
        })
    }

    /// Everything that is wrong with the synonyms beside these cards: a card that does not exist, a word that is
    /// more than one word, a phrase that is the name of another card and would hide it.
    #[must_use]
    pub fn check(&self, file: &str, articles: &[Article]) -> Vec<Problem> {
        let known: BTreeSet<&ArticleId> = articles.iter().map(|article| &article.id).collect();
        let problem = |field: String, what: String, remedy: &str| Problem {
            file: file.to_owned(),
            line: None,
            field,
            what,
            remedy: remedy.to_owned(),
        };
        let mut found = Vec::new();
        let groups = [("zelfde", &self.zelfde), ("verwant", &self.verwant)];
        for (table, group, number) in groups.into_iter().flat_map(|(table, groups)| {
            groups
                .iter()
                .enumerate()
                .map(move |(at, group)| (table, group, at))
        }) {
            let field = format!("{table}[{number}].woorden");
            if group.woorden.len() < 2 {
                let what = "a group needs two words".to_owned();
                found.push(problem(
                    field.clone(),
                    what,
                    "add a word or remove the group",
                ));
            }
            for word in group.woorden.iter().filter(|word| words(word).len() != 1) {
                let what = format!("`{word}` is not one word");
                found.push(problem(
                    field.clone(),
                    what,
                    "put phrases under [[gebeurtenis]]",
                ));
            }
        }
        for (number, event) in self.gebeurtenis.iter().enumerate() {
            if event.zeg.is_empty() || event.kaarten.is_empty() {
                let what = "`zeg` and `kaarten` need something each".to_owned();
                found.push(problem(
                    format!("gebeurtenis[{number}]"),
                    what,
                    "fill them or remove the event",
                ));
            }
            for id in event.kaarten.iter().filter(|id| !known.contains(id)) {
                let field = format!("gebeurtenis[{number}].kaarten");
                found.push(problem(
                    field,
                    format!("there is no card `{id}`"),
                    "use the id of a card",
                ));
            }
            for phrase in &event.zeg {
                let folded = fold(phrase);
                let shadowed = articles.iter().find(|article| {
                    fold(&article.name) == folded && !event.kaarten.contains(&article.id)
                });
                if let Some(article) = shadowed {
                    let field = format!("gebeurtenis[{number}].zeg");
                    let what = format!("`{phrase}` is the name of the card `{}`", article.id);
                    found.push(problem(field, what, "remove the phrase, or add that card"));
                }
            }
        }
        found
    }
}
