//! What residents call things, as data that an editor changes: words with one meaning, and what happens in a life.
//!
//! Knows the text of one file and, to check it, the cards. Begin reading at [`Synonyms`].

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Deserializer, Serialize};
use toml::Spanned;

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
    #[serde(default, deserialize_with = "placed")]
    pub zelfde: Vec<Group>,
    /// Words that have to do with each other, in both directions; they count less.
    #[serde(default, deserialize_with = "placed")]
    pub verwant: Vec<Group>,
    /// What happens in a life, and the cards that help.
    #[serde(default, deserialize_with = "placed")]
    pub gebeurtenis: Vec<Event>,
}

/// Words that belong together.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// Single words; every form of each is meant.
    pub woorden: Vec<String>,
    #[serde(skip)]
    start: Start,
}

/// Something that happens in a life, in the words people use for it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Event {
    /// Ways to say it; each is treated as a further name of the cards.
    pub zeg: Vec<String>,
    /// The cards that help, the best first.
    pub kaarten: Vec<ArticleId>,
    #[serde(skip)]
    start: Start,
}

/// Where an entry begins in its file, in bytes. No part of what it says: an entry that only moved is equal to itself.
#[derive(Debug, Clone, Copy, Default)]
struct Start(usize);

impl PartialEq for Start {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Start {}

/// An entry that knows where it stands in its file.
trait Placed {
    fn place(&mut self, start: Start);
}

impl Placed for Group {
    fn place(&mut self, start: Start) {
        self.start = start;
    }
}

impl Placed for Event {
    fn place(&mut self, start: Start) {
        self.start = start;
    }
}

/// Reads entries, each with where it stands.
fn placed<'de, D, T>(from: D) -> Result<Vec<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Placed + Deserialize<'de>,
{
    let entries = Vec::<Spanned<T>>::deserialize(from)?;
    Ok(entries
        .into_iter()
        .map(|entry| {
            let start = Start(entry.span().start);
            let mut entry = entry.into_inner();
            entry.place(start);
            entry
        })
        .collect())
}

/// The number of the line in which a byte of a text stands, from 1; none past the end.
fn line_of(text: &str, at: usize) -> Option<usize> {
    text.get(..at)
        .map(|before| before.matches('\n').count() + 1)
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
                .and_then(|span| line_of(text, span.start)),
            field: String::new(),
            what: error.message().to_owned(),
            remedy: "write [[zelfde]] or [[verwant]] with `woorden`, or [[gebeurtenis]] with `zeg` and `kaarten`"
                .to_owned(),
        })
    }

    /// Adds the synonyms of another file, such as those of one desk beside the shipped ones.
    pub fn extend(&mut self, other: Self) {
        self.zelfde.extend(other.zelfde);
        self.verwant.extend(other.verwant);
        self.gebeurtenis.extend(other.gebeurtenis);
    }

    /// Everything that is wrong with the shipped synonyms beside these cards; see [`Self::check`].
    #[must_use]
    pub fn check_shipped(articles: &[Article], removed: &[ArticleId]) -> Vec<Problem> {
        Self::shipped().check(
            "kennisbank/synoniemen.toml",
            super::SHIPPED_SYNONYMS,
            articles,
            removed,
        )
    }

    /// Everything that is wrong with the synonyms beside these cards: a card that does not exist, a word that is
    /// more than one word, a phrase that is the name of another card and would hide it. `text` is what they were
    /// parsed from, for the lines; a card that the desk took away (`removed`) may still be named.
    #[must_use]
    pub fn check(
        &self,
        file: &str,
        text: &str,
        articles: &[Article],
        removed: &[ArticleId],
    ) -> Vec<Problem> {
        let mut found = Vec::new();
        let mut tell = |start: Start, field: String, what: String, remedy: &str| {
            found.push(Problem {
                file: file.to_owned(),
                line: line_of(text, start.0),
                field,
                what,
                remedy: remedy.to_owned(),
            });
        };
        let same = self.zelfde.iter().enumerate();
        let related = self.verwant.iter().enumerate();
        let groups = same
            .map(|(number, group)| (format!("zelfde[{number}].woorden"), group))
            .chain(related.map(|(number, group)| (format!("verwant[{number}].woorden"), group)));
        for (field, group) in groups {
            if group.woorden.len() < 2 {
                let what = "a group needs two words".to_owned();
                let remedy = "add a word or remove the group";
                tell(group.start, field.clone(), what, remedy);
            }
            for word in group.woorden.iter().filter(|word| words(word).len() != 1) {
                let what = format!("`{word}` is not one word");
                let remedy = "put phrases under [[gebeurtenis]]";
                tell(group.start, field.clone(), what, remedy);
            }
        }
        let known: BTreeSet<&ArticleId> = articles
            .iter()
            .map(|article| &article.id)
            .chain(removed)
            .collect();
        let mut names: BTreeMap<String, Vec<&ArticleId>> = BTreeMap::new();
        for article in articles {
            let name = names.entry(fold(&article.name)).or_default();
            name.push(&article.id);
        }
        for (number, event) in self.gebeurtenis.iter().enumerate() {
            let field = |part: &str| format!("gebeurtenis[{number}]{part}");
            if event.zeg.is_empty() || event.kaarten.is_empty() {
                let what = "`zeg` and `kaarten` need something each".to_owned();
                let remedy = "fill them or remove the event";
                tell(event.start, field(""), what, remedy);
            }
            for id in event.kaarten.iter().filter(|id| !known.contains(id)) {
                let what = format!("there is no card `{id}`");
                tell(event.start, field(".kaarten"), what, "use the id of a card");
            }
            for phrase in &event.zeg {
                let shadowed = names.get(&fold(phrase)).into_iter().flatten();
                for id in shadowed.filter(|id| !event.kaarten.contains(id)) {
                    let what = format!("`{phrase}` is the name of the card `{id}`");
                    let remedy = "remove the phrase, or add that card";
                    tell(event.start, field(".zeg"), what, remedy);
                }
            }
        }
        found
    }
}
