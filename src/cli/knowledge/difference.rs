//! What changes at this desk when a pack is taken into use: new, changed, gone, and what stays the desk's own.
//!
//! Begin reading at [`Difference::between`].

use std::{
    collections::{BTreeMap, HashSet},
    io::Write,
};

use serde_json::Value;

use super::Failure;
use crate::{
    domain::ArticleId,
    kiosk::library::Library,
    knowledge::{self, Article},
    pack::Pack,
    route::urgent::CallTo,
};

/// What changes, each as a line for a person.
#[derive(Debug, Default)]
pub(super) struct Difference {
    new: Vec<String>,
    changed: Vec<String>,
    gone: Vec<String>,
    /// Cards of the desk itself that the pack has too, otherwise.
    kept: Vec<String>,
}

impl Difference {
    /// Between what is known now and what would be known with the pack in use.
    pub(super) fn between(before: &Library, after: &Library, pack: &Pack) -> Self {
        let mut found = Self::default();
        let called = numbers_to_call(after);
        for card in after.articles.iter() {
            let mark = if called.contains(&card.id) {
                " (number of a red-flag card)"
            } else {
                ""
            };
            let line = format!("{}  {}", card.id, card.name);
            match before.article(&card.id) {
                None => found.new.push(line + mark),
                Some(old) => {
                    let fields = fields_that_differ(old, card);
                    if !fields.is_empty() {
                        found
                            .changed
                            .push(format!("{line}: {}{mark}", fields.join(", ")));
                    }
                }
            }
            let name = format!("kennisbank/{}.md", card.id);
            let packed = pack
                .files
                .get(&name)
                .and_then(|text| knowledge::parse_article(&name, text).ok());
            if packed.is_some_and(|packed| !fields_that_differ(&packed, card).is_empty()) {
                found.kept.push(format!("{}  {}", card.id, card.name));
            }
        }
        let gone = before
            .articles
            .iter()
            .filter(|card| after.article(&card.id).is_none());
        found
            .gone
            .extend(gone.map(|card| format!("{}  {}", card.id, card.name)));
        found.urgent(before, after);
        let lists = differing(&json(&before.local), &json(&after.local));
        found
            .changed
            .extend(lists.into_iter().map(|list| format!("local data: {list}")));
        if before.synonyms != after.synonyms {
            found.changed.push("synonyms".to_owned());
        }
        found
    }

    fn urgent(&mut self, before: &Library, after: &Library) {
        let old: BTreeMap<_, _> = before.urgent.iter().map(|card| (card.id, card)).collect();
        for card in &after.urgent {
            let line = format!("red-flag card {}  {}", card.id, card.title);
            match old.get(&card.id) {
                None => self.new.push(line),
                Some(old) if *old != card => self.changed.push(line),
                Some(_) => {}
            }
        }
        let left: HashSet<_> = after.urgent.iter().map(|card| card.id).collect();
        let gone = before.urgent.iter().filter(|card| !left.contains(&card.id));
        self.gone
            .extend(gone.map(|card| format!("red-flag card {}  {}", card.id, card.title)));
    }

    /// Prints each line under what it is, and the counts.
    pub(super) fn print(&self, out: &mut dyn Write) -> Result<(), Failure> {
        for (word, lines) in [
            ("new", &self.new),
            ("changed", &self.changed),
            ("gone", &self.gone),
            ("stays yours", &self.kept),
        ] {
            for line in lines {
                writeln!(out, "{word:<12} {line}")?;
            }
        }
        let [new, changed, gone, kept] =
            [&self.new, &self.changed, &self.gone, &self.kept].map(Vec::len);
        writeln!(
            out,
            "{new} new, {changed} changed, {gone} gone, {kept} stay as this desk wrote them"
        )?;
        Ok(())
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
