//! What the cards and synonyms say, word by word: the first step of building.
//!
//! Knows the fields of a card and how much each weighs. Begin reading at [`Corpus::read`].

use std::collections::{BTreeSet, HashMap, HashSet};

use super::super::{
    Synonyms, compound,
    stem::stem,
    stopword,
    table::{Lists, Words, number},
    text::words,
    vocabulary::Vocabulary,
};
use crate::knowledge::Article;

/// Where a card speaks, and how much a word weighs there beside the same word in running text.
///
/// Names weigh most because they are what an editor chose to be found by; the first fact is the definition.
/// `long` is how strongly a longer text dilutes each of its words, from 0 to 1.
pub(super) struct Field {
    pub(super) weight: f32,
    pub(super) long: f32,
}

const NAME: Field = Field {
    weight: 7.0,
    long: 0.3,
};
const ALIAS: Field = Field {
    weight: 6.0,
    long: 0.3,
};
const DEFINITION: Field = Field {
    weight: 3.0,
    long: 0.4,
};
const WHO: Field = Field {
    weight: 2.0,
    long: 0.4,
};
const FACTS: Field = Field {
    weight: 2.0,
    long: 0.5,
};
const LABELS: Field = Field {
    weight: 1.5,
    long: 0.4,
};
const REST: Field = Field {
    weight: 1.0,
    long: 0.6,
};

/// The fields of a card by their number in [`Found::field`].
pub(super) const FIELDS: [Field; 7] = [NAME, ALIAS, DEFINITION, WHO, FACTS, LABELS, REST];

/// How much each kind of name counts: the part in brackets explains, an event is said of several cards.
pub(super) const WHOLE_NAME: f32 = 1.0;
pub(super) const ALIAS_NAME: f32 = 0.97;
const BRACKETS: f32 = 0.85;
const EVENT: f32 = 0.95;
/// Each later card of an event counts this much less than the one before.
const EVENT_STEP: f32 = 0.04;
/// One word of one field of one card, while building.
pub(super) struct Found {
    pub(super) word: u32,
    pub(super) card: u32,
    pub(super) field: u8,
}

/// Everything that is said, each word by its number in the vocabulary.
pub(super) struct Corpus {
    pub(super) found: Vec<Found>,
    /// In the order of their cards.
    pub(super) heads: Vec<Head>,
    /// For each word the words inside it, if it is a compound.
    pub(super) inside: Lists,
    pub(super) vocabulary: Vocabulary,
    /// The words of the names of regions.
    pub(super) regions: BTreeSet<String>,
}

impl Corpus {
    /// Reads every card and every synonym.
    pub(super) fn read(articles: &[Article], synonyms: &Synonyms) -> Self {
        let mut seen = Numbering::default();
        let mut found = Vec::new();
        let mut heads = Vec::new();
        for (at, article) in articles.iter().enumerate() {
            let card = number(at);
            for (field, text) in texts(article) {
                for word in words(text) {
                    let word = seen.number(word.text);
                    found.push(Found { word, card, field });
                }
            }
            let (name, brackets) = without_brackets(&article.name);
            heads.push(Head::new(card, WHOLE_NAME, &name, &mut seen));
            for text in brackets {
                heads.push(Head::new(card, BRACKETS, text, &mut seen));
            }
            for alias in &article.aka {
                heads.push(Head::new(card, ALIAS_NAME, alias, &mut seen));
            }
        }
        events(articles, synonyms, &mut heads, &mut seen);
        heads.retain(|head| !head.words.is_empty());
        heads.sort_by_key(|head| head.card);
        for group in synonyms.zelfde.iter().chain(&synonyms.verwant) {
            for word in group.woorden.iter().flat_map(|word| words(word)) {
                seen.number(word.text);
            }
        }
        let mut inside = seen.parts();
        let (table, places) = seen.sorted();
        let place = |old: u32| places.get(old as usize).copied().unwrap_or(u32::MAX);
        for found in &mut found {
            found.word = place(found.word);
        }
        let mut in_head = vec![0; table.len()];
        for word in heads.iter_mut().flat_map(|head| &mut head.words) {
            *word = place(*word);
            if let Some(flag) = in_head.get_mut(*word as usize) {
                *flag = 1;
            }
        }
        for (word, part) in &mut inside {
            (*word, *part) = (place(*word), place(*part));
        }
        inside.sort_unstable();
        inside.dedup();
        Self {
            found,
            heads,
            inside: Lists::from_sorted(table.len(), inside.into_iter()),
            vocabulary: Vocabulary::new(table, in_head),
            regions: articles
                .iter()
                .flat_map(|article| words(&article.region))
                .map(|word| word.text)
                .collect(),
        }
    }
}

/// Makes each phrase of an event a further name of its cards.
fn events(articles: &[Article], synonyms: &Synonyms, heads: &mut Vec<Head>, seen: &mut Numbering) {
    let positions: HashMap<&str, u32> = articles
        .iter()
        .enumerate()
        .map(|(at, article)| (article.id.as_str(), number(at)))
        .collect();
    for event in &synonyms.gebeurtenis {
        let mut weight = EVENT;
        for id in &event.kaarten {
            if let Some(&card) = positions.get(id.as_str()) {
                for phrase in &event.zeg {
                    heads.push(Head::new(card, weight, phrase, seen));
                }
            }
            weight -= EVENT_STEP;
        }
    }
}

/// A name, alias or phrase of an event: what a query is compared with as a whole.
pub(super) struct Head {
    pub(super) card: u32,
    pub(super) weight: f32,
    pub(super) words: Vec<u32>,
}

impl Head {
    fn new(card: u32, weight: f32, text: &str, seen: &mut Numbering) -> Self {
        let words = words(text)
            .into_iter()
            .map(|word| seen.number(word.text))
            .collect();
        Self {
            card,
            weight,
            words,
        }
    }
}

/// Numbers words as they come.
#[derive(Default)]
pub(super) struct Numbering {
    words: HashMap<String, u32>,
}

impl Numbering {
    fn number(&mut self, word: String) -> u32 {
        let next = number(self.words.len());
        *self.words.entry(word).or_insert(next)
    }

    /// The parts of every compound among the words. Parts are words too, also where no card has them alone.
    fn parts(&mut self) -> Vec<(u32, u32)> {
        let known: HashSet<String> = self.words.keys().map(|word| stem(word)).collect();
        // Taking endings off is enough here; a whole stem for each letter a word may be cut at takes too long.
        let is_form = |part: &str| {
            let endings = ["en", "s", "e", "n", "jes", "tjes"];
            endings.iter().any(|ending| {
                part.strip_suffix(ending)
                    .is_some_and(|stem| known.contains(stem))
            })
        };
        let is_word = |part: &str| {
            part.len() > 3
                && (self.words.contains_key(part) || known.contains(part) || is_form(part))
                && !stopword::is_empty(part)
        };
        let found: Vec<(u32, String)> = self
            .words
            .iter()
            .flat_map(|(word, &number)| {
                let parts = compound::inside(word, &is_word);
                parts.into_iter().map(move |part| (number, part.to_owned()))
            })
            .collect();
        found
            .into_iter()
            .map(|(word, part)| (word, self.number(part)))
            .collect()
    }

    /// The words in order, and the place in that order of each number.
    fn sorted(self) -> (Words, Vec<u32>) {
        let mut words: Vec<(String, u32)> = self.words.into_iter().collect();
        words.sort_unstable();
        let mut places = vec![0; words.len()];
        for (place, (_, old)) in words.iter().enumerate() {
            if let Some(slot) = places.get_mut(*old as usize) {
                *slot = number(place);
            }
        }
        (
            Words::from_sorted(words.iter().map(|(word, _)| word.as_str())),
            places,
        )
    }
}

/// The texts of a card, each with the number of its field.
pub(in crate::search) fn texts(article: &Article) -> impl Iterator<Item = (u8, &str)> {
    let definition = article.facts.split_first();
    std::iter::once((0, article.name.as_str()))
        .chain(many(1, &article.aka))
        .chain(definition.map(|(first, _)| (2, first.as_str())))
        .chain(many(3, &article.who_for))
        .chain(many(4, definition.map_or(&[], |(_, rest)| rest)))
        .chain(
            article
                .amounts
                .iter()
                .map(|amount| (5, amount.label.as_str())),
        )
        .chain(article.law.iter().map(|law| (5, law.name.as_str())))
        .chain(many(5, &article.domains))
        .chain(std::iter::once((5, article.region.as_str())))
        .chain(many(6, &article.conditions))
        .chain(many(6, &article.how))
        .chain(many(6, &article.documents))
        .chain(many(6, &article.deadlines))
        .chain(many(6, &article.phone))
        .chain(one(6, article.address.as_deref()))
        .chain(one(6, article.hours.as_deref()))
        .chain(one(6, article.cost.as_deref()))
}

/// Several texts of one field.
fn many(field: u8, texts: &[String]) -> impl Iterator<Item = (u8, &str)> {
    texts.iter().map(move |text| (field, text.as_str()))
}

/// A text that may be absent.
fn one(field: u8, text: Option<&str>) -> Option<(u8, &str)> {
    Some((field, text?))
}

/// A name without what stands in brackets, and what stands there.
fn without_brackets(name: &str) -> (String, Vec<&str>) {
    let mut plain = String::new();
    let mut inside = Vec::new();
    let mut rest = name;
    while let Some((before, after)) = rest.split_once('(') {
        let Some((within, behind)) = after.split_once(')') else {
            break;
        };
        plain.push_str(before);
        inside.push(within);
        rest = behind;
    }
    plain.push_str(rest);
    (plain, inside)
}
