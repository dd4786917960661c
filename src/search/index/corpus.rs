//! What the cards and synonyms say, word by word: the first step of building.
//!
//! Knows the fields of a card and how much each weighs. Begin reading at [`Corpus::read`].

use std::{
    collections::{BTreeSet, HashMap},
    ops::Range,
};

use super::super::{
    Group, Synonyms, compound,
    stem::stem_into,
    stopword::{self, NO_MEANING},
    table::{Lists, SPREAD, Words, hash, number},
    text::{each_word, without_end, words},
    vocabulary::{Known, Vocabulary},
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

/// The fields of a card by their number, as [`texts`] tells them.
pub(super) const FIELDS: [Field; 7] = [NAME, ALIAS, DEFINITION, WHO, FACTS, LABELS, REST];
const ALIAS_FIELD: u8 = 1;

/// How much each kind of name counts: the part in brackets explains, an event is said of several cards.
pub(super) const WHOLE_NAME: f32 = 1.0;
pub(super) const ALIAS_NAME: f32 = 0.97;
const BRACKETS: f32 = 0.85;
const EVENT: f32 = 0.95;
/// Each later card of an event counts this much less than the one before.
const EVENT_STEP: f32 = 0.04;

/// One word of one field of a card, in one number: 29 bits the word, 3 bits the field.
#[derive(Clone, Copy)]
pub(super) struct Token(u32);

impl Token {
    fn new(word: u32, field: u8) -> Self {
        Self((word << 3) | u32::from(field & 7))
    }

    pub(super) fn word(self) -> u32 {
        self.0 >> 3
    }

    /// Its place in [`FIELDS`].
    pub(super) fn field(self) -> usize {
        (self.0 & 7) as usize
    }
}

/// Everything that is said, each word by its number in the vocabulary.
pub(super) struct Corpus {
    /// The texts of all cards, one after the other.
    pub(super) tokens: Vec<Token>,
    /// For each card where its tokens end.
    ends: Vec<usize>,
    pub(super) heads: Heads,
    /// For each word the words inside it, if it is a compound.
    pub(super) inside: Lists,
    pub(super) vocabulary: Vocabulary,
    /// The words of the names of regions.
    pub(super) regions: BTreeSet<u32>,
    /// For each group of synonyms its words, and the same of words that have to do with each other.
    pub(super) same: Vec<Vec<u32>>,
    pub(super) related: Vec<Vec<u32>>,
}

impl Corpus {
    /// Reads every card and every synonym.
    pub(super) fn read(articles: &[Article], synonyms: &Synonyms) -> Self {
        // As the shipped cards have them; with more cards the words are fewer for each.
        let mut seen = Seen::with_room_for(30 * articles.len());
        let mut tokens = Vec::with_capacity(200 * articles.len());
        let mut ends = Vec::with_capacity(articles.len());
        let mut heads = Heads::default();
        for (at, article) in articles.iter().enumerate() {
            let card = number(at);
            let (name, brackets) = without_brackets(&article.name);
            heads.add(card, WHOLE_NAME, |said| {
                seen.each(&name, |word| said.push(word));
            });
            for text in brackets {
                heads.add(card, BRACKETS, |said| {
                    seen.each(text, |word| said.push(word));
                });
            }
            for (field, text) in texts(article) {
                let start = tokens.len();
                seen.each(text, |word| tokens.push(Token::new(word, field)));
                let of_text = tokens.get(start..).unwrap_or_default();
                if field == ALIAS_FIELD {
                    heads.add(card, ALIAS_NAME, |said| {
                        said.extend(of_text.iter().map(|token| token.word()));
                    });
                }
            }
            ends.push(tokens.len());
        }
        events(articles, synonyms, &mut heads, &mut seen);
        heads.by_card(articles.len());
        let mut read = |groups: &[Group]| -> Vec<Vec<u32>> {
            let read = |group: &Group| {
                let mut said = Vec::with_capacity(group.woorden.len());
                for word in &group.woorden {
                    seen.each(word, |word| said.push(word));
                }
                said
            };
            groups.iter().map(read).collect()
        };
        let (mut same, mut related) = (read(&synonyms.zelfde), read(&synonyms.verwant));
        let mut firsts = Words::with_room_for(seen.words.len());
        let mut known = Vec::with_capacity(seen.words.len());
        seen.know(&mut known, &mut firsts);
        let mut inside = seen.parts(&known, &firsts);
        seen.know(&mut known, &mut firsts);

        let (words, places) = seen.words.sorted();
        let place = |old: u32| places.get(old as usize).copied().unwrap_or(u32::MAX);
        for token in &mut tokens {
            *token = Token(place(token.word()) << 3 | token.0 & 7);
        }
        for word in same.iter_mut().chain(&mut related).flatten() {
            *word = place(*word);
        }
        let names: BTreeSet<&str> = articles.iter().map(|article| &*article.region).collect();
        let regions = names.into_iter().flat_map(words_of);
        let regions = regions.filter_map(|word| words.find(&word)).collect();
        let mut in_order = vec![Known::default(); words.len()];
        for (old, known) in known.into_iter().enumerate() {
            if let Some(slot) = in_order.get_mut(place(number(old)) as usize) {
                *slot = known;
            }
        }
        for word in &mut heads.said {
            *word = place(*word);
            if let Some(known) = in_order.get_mut(*word as usize) {
                known.is_in_name = true;
            }
        }
        for (word, part) in &mut inside {
            (*word, *part) = (place(*word), place(*part));
        }
        inside.sort_unstable();
        inside.dedup();
        Self {
            tokens,
            ends,
            heads,
            inside: Lists::from_pairs(words.len(), &inside),
            vocabulary: Vocabulary::new(words, &firsts, &in_order),
            regions,
            same,
            related,
        }
    }

    /// The tokens of each card.
    pub(super) fn cards(&self) -> impl Iterator<Item = &[Token]> {
        let mut start = 0;
        self.ends.iter().map(move |&end| {
            let tokens = self.tokens.get(start..end).unwrap_or_default();
            start = end;
            tokens
        })
    }
}

/// The folded words of a text.
fn words_of(text: &str) -> impl Iterator<Item = String> {
    words(text).into_iter().map(|word| word.text)
}

/// Makes each phrase of an event a further name of its cards.
fn events(articles: &[Article], synonyms: &Synonyms, heads: &mut Heads, seen: &mut Seen) {
    let positions: HashMap<&str, u32> = articles
        .iter()
        .enumerate()
        .map(|(at, article)| (article.id.as_str(), number(at)))
        .collect();
    for event in &synonyms.gebeurtenis {
        let mut weight = EVENT;
        let mut cards = Vec::with_capacity(event.kaarten.len());
        for id in &event.kaarten {
            cards.extend(positions.get(id.as_str()).map(|&card| (card, weight)));
            weight -= EVENT_STEP;
        }
        for phrase in &event.zeg {
            heads.add_to_each(&cards, |said| seen.each(phrase, |word| said.push(word)));
        }
    }
}

/// Everything a query is compared with as a whole, in the order of the cards.
#[derive(Default)]
pub(super) struct Heads {
    all: Vec<Head>,
    /// The words of all heads; of some cards the same.
    said: Vec<u32>,
}

/// A name, alias or phrase of an event.
#[derive(Clone)]
pub(super) struct Head {
    pub(super) card: u32,
    pub(super) weight: f32,
    words: Range<usize>,
}

impl Heads {
    fn add(&mut self, card: u32, weight: f32, say: impl FnOnce(&mut Vec<u32>)) {
        self.add_to_each(&[(card, weight)], say);
    }

    /// Adds one head to several cards; what says nothing is no head.
    fn add_to_each(&mut self, cards: &[(u32, f32)], say: impl FnOnce(&mut Vec<u32>)) {
        let start = self.said.len();
        say(&mut self.said);
        let words = start..self.said.len();
        if words.is_empty() || cards.is_empty() {
            self.said.truncate(start);
            return;
        }
        self.all.extend(cards.iter().map(|&(card, weight)| Head {
            card,
            weight,
            words: words.clone(),
        }));
    }

    /// Puts them in the order of the cards; those of one card keep theirs.
    fn by_card(&mut self, cards: usize) {
        let card_of: Vec<u32> = self.all.iter().map(|head| head.card).collect();
        let order = Lists::grouped(cards, &card_of).items;
        let head = |at: &u32| self.all.get(*at as usize).cloned();
        self.all = order.iter().filter_map(head).collect();
    }

    /// How many words they have together.
    pub(super) fn said(&self) -> usize {
        self.said.len()
    }

    /// Each with its words.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&Head, &[u32])> {
        let words = |head: &Head| self.said.get(head.words.clone()).unwrap_or_default();
        self.all.iter().map(move |head| (head, words(head)))
    }
}

/// Numbers words as they come.
struct Seen {
    words: Words,
    folded: String,
    /// Short words that were met, each with its number, at a place that its letters tell: most of a text is a few hundred
    /// short words, and those need no look-up.
    short: Vec<(u64, u32)>,
}

impl Seen {
    fn with_room_for(words: usize) -> Self {
        Self {
            words: Words::with_room_for(words),
            folded: String::new(),
            // No word has no letters.
            short: vec![(0, 0); SHORT_WORDS],
        }
    }

    /// Tells the number of each word of a text.
    fn each(&mut self, text: &str, mut found: impl FnMut(u32)) {
        let Self {
            words,
            folded,
            short,
        } = self;
        each_word(text, folded, |word, letters, _| {
            let known = letters.and_then(|letters| Some((letters, short.get_mut(place(letters))?)));
            let number = match known {
                Some((letters, (found, number))) if *found == letters => *number,
                Some((letters, slot)) => {
                    let number = words.number(word);
                    *slot = (letters, number);
                    number
                }
                None => words.number(word),
            };
            found(number);
        });
    }

    /// Learns of every word that came since what it says by itself.
    fn know(&self, known: &mut Vec<Known>, firsts: &mut Words) {
        let new = self.words.iter().skip(known.len());
        let mut stem = String::new();
        known.extend(new.map(|(_, word)| {
            let hash = hash(word);
            stem_into(word, hash, &mut stem);
            Known {
                first: firsts.number(&stem),
                class: stopword::class(word, hash),
                is_in_name: false,
            }
        }));
    }

    /// The parts of every compound among the words, of which `stems` are the stems. Parts become words too, also where
    /// no card has them alone.
    fn parts(&mut self, known: &[Known], stems: &Words) -> Vec<(u32, u32)> {
        let starts = Starts::of(
            [&self.words, stems]
                .into_iter()
                .flat_map(|words| words.iter().map(|(_, word)| word))
                .chain(compound::COMMON_PARTS.iter().copied()),
        );
        let mut found = Vec::new();
        let mut word = String::new();
        for whole in 0..number(known.len()) {
            word.clear();
            word.push_str(self.words.get(whole));
            let is_word = |part: &str| {
                if !starts.may_hold(part) {
                    return false;
                }
                let hash = hash(part);
                let seen = self.words.find_hashed(part, hash);
                let says = match seen.and_then(|part| known.get(part as usize)) {
                    Some(seen) => seen.class != NO_MEANING,
                    None => {
                        (stems.find_hashed(part, hash).is_some() || is_form(part, stems))
                            && stopword::class(part, hash) != NO_MEANING
                    }
                };
                says || compound::is_common(part)
            };
            for part in compound::inside(&word, &is_word) {
                found.push((whole, self.words.number(part)));
            }
        }
        found
    }
}

/// How many short words are remembered, a power of two.
const SHORT_WORDS: usize = 1 << 12;

/// Where a short word is remembered.
fn place(letters: u64) -> usize {
    let spread = letters.wrapping_mul(SPREAD);
    usize::try_from(spread >> 52).unwrap_or_default() % SHORT_WORDS
}

/// Whether a part is a stem with an ending. A whole stem for each letter a word may be cut at takes too long.
fn is_form(part: &str, stems: &Words) -> bool {
    let endings = ["en", "s", "e", "n", "jes", "tjes"];
    endings
        .iter()
        .any(|ending| without_end(part, ending).is_some_and(|stem| stems.find(stem).is_some()))
}

/// The first four letters of words: most places where a long word may be cut are no start of any word. Shorter parts
/// are not asked for.
struct Starts(Vec<u64>);

impl Starts {
    fn of<'a>(words: impl Iterator<Item = &'a str>) -> Self {
        let mut starts = Self(vec![0; (1 << 20) / 64]);
        for word in words {
            match *word.as_bytes() {
                // A stem of three letters begins a part together with its ending, as `is_form` has them.
                [a, b, c] => b"esnjt"
                    .iter()
                    .for_each(|ending| starts.add([a, b, c, *ending])),
                [a, b, c, d, ..] => starts.add([a, b, c, d]),
                _ => {}
            }
        }
        starts
    }

    fn add(&mut self, start: [u8; 4]) {
        let at = Self::place(start);
        if let Some(bits) = self.0.get_mut(at / 64) {
            *bits |= 1 << (at % 64);
        }
    }

    /// False when no word begins as this part does.
    fn may_hold(&self, part: &str) -> bool {
        part.as_bytes().first_chunk::<4>().is_some_and(|start| {
            let at = Self::place(*start);
            self.0
                .get(at / 64)
                .is_some_and(|bits| bits >> (at % 64) & 1 == 1)
        })
    }

    /// Five bits for each of four letters.
    fn place(start: [u8; 4]) -> usize {
        let five = |sum: usize, letter: &u8| sum << 5 | usize::from(letter & 31);
        start.iter().fold(0, five)
    }
}

/// The texts of a card, each with the number of its field.
pub(in crate::search) fn texts(article: &Article) -> impl Iterator<Item = (u8, &str)> {
    let definition = article.facts.split_first();
    std::iter::once((0, article.name.as_str()))
        .chain(many(ALIAS_FIELD, &article.aka))
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
