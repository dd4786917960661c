//! What changes at this desk when a pack is taken into use: new, changed, gone, and what stays the desk's own.
//!
//! Begin reading at [`Difference::between`].

use std::collections::{BTreeMap, HashSet};

use serde_json::Value;

use super::library::Library;
use crate::{
    domain::ArticleId,
    knowledge::{self, Article},
    pack::Pack,
    route::urgent::{CallTo, UrgentCard},
};

/// What changes.
#[derive(Debug, Default)]
pub struct Difference {
    /// What was not there.
    pub new: Vec<Line>,
    /// What is otherwise.
    pub changed: Vec<Line>,
    /// What is there no more.
    pub gone: Vec<Line>,
    /// Cards of the desk itself that the pack has too, otherwise.
    pub kept: Vec<Line>,
}

/// One thing that changes.
#[derive(Debug)]
pub struct Line {
    /// For who works with commands: its id, its name and what is otherwise.
    pub told: String,
    /// What the screen calls it; empty for a list and for synonyms.
    pub name: String,
    /// A red-flag card tells to call its number.
    pub is_called: bool,
}

impl Line {
    fn of(card: &Article) -> Self {
        Self {
            told: format!("{}  {}", card.id, card.name),
            name: card.name.clone(),
            is_called: false,
        }
    }

    fn urgent(card: &UrgentCard) -> Self {
        let name = format!("{} {}", card.id, card.title);
        Self {
            told: format!("red-flag card {}  {}", card.id, card.title),
            name,
            is_called: false,
        }
    }

    const fn list(told: String) -> Self {
        Self {
            told,
            name: String::new(),
            is_called: false,
        }
    }
}

impl Difference {
    /// Between what is known now and what would be known with the pack in use.
    #[must_use]
    pub fn between(before: &Library, after: &Library, pack: &Pack) -> Self {
        let mut found = Self::default();
        let called = numbers_to_call(after);
        for card in after.articles.iter() {
            let mut line = Line::of(card);
            line.is_called = called.contains(&card.id);
            let mark = if line.is_called {
                " (number of a red-flag card)"
            } else {
                ""
            };
            match before.article(&card.id) {
                None => {
                    line.told += mark;
                    found.new.push(line);
                }
                Some(old) => {
                    let fields = fields_that_differ(old, card);
                    if !fields.is_empty() {
                        line.told = format!("{}: {}{mark}", line.told, fields.join(", "));
                        found.changed.push(line);
                    }
                }
            }
            let name = format!("kennisbank/{}.md", card.id);
            let packed = pack
                .files
                .get(&name)
                .and_then(|text| knowledge::parse_article(&name, text).ok());
            if packed.is_some_and(|packed| !fields_that_differ(&packed, card).is_empty()) {
                found.kept.push(Line::of(card));
            }
        }
        let gone = before
            .articles
            .iter()
            .filter(|card| after.article(&card.id).is_none());
        found.gone.extend(gone.map(Line::of));
        found.urgent(before, after);
        let lists = differing(&json(&before.local), &json(&after.local));
        found.changed.extend(
            lists
                .into_iter()
                .map(|list| Line::list(format!("local data: {list}"))),
        );
        if before.synonyms != after.synonyms {
            found.changed.push(Line::list("synonyms".to_owned()));
        }
        found
    }

    fn urgent(&mut self, before: &Library, after: &Library) {
        let old: BTreeMap<_, _> = before.urgent.iter().map(|card| (card.id, card)).collect();
        for card in &after.urgent {
            let line = Line::urgent(card);
            match old.get(&card.id) {
                None => self.new.push(line),
                Some(old) if *old != card => self.changed.push(line),
                Some(_) => {}
            }
        }
        let left: HashSet<_> = after.urgent.iter().map(|card| card.id).collect();
        let gone = before.urgent.iter().filter(|card| !left.contains(&card.id));
        self.gone.extend(gone.map(Line::urgent));
    }
}

/// The cards whose numbers red-flag cards tell to call.
fn numbers_to_call(library: &Library) -> HashSet<&ArticleId> {
    let calls = library.urgent.iter().flat_map(|card| &card.calls);
    calls
        .filter_map(|call| match &call.to {
            CallTo::Article(id) => Some(id),
            CallTo::Standby | CallTo::Coordinator => None,
        })
        .collect()
}

fn fields_that_differ(old: &Article, new: &Article) -> Vec<String> {
    differing(&json(old), &json(new))
}

fn json(value: &impl serde::Serialize) -> Value {
    serde_json::to_value(value).unwrap_or_default()
}

/// The keys of two objects under which they differ.
fn differing(old: &Value, new: &Value) -> Vec<String> {
    let (Value::Object(old), Value::Object(new)) = (old, new) else {
        return Vec::new();
    };
    let differs = |key: &&String| old.get(*key) != new.get(*key);
    new.keys().filter(differs).cloned().collect()
}
