//! Cards for measuring: the shipped ones, and as many more as asked, made from a fixed seed.
//!
//! A made card has a name of two Dutch nouns and a made-up place, and a text of sentences of real cards in which
//! every eighth word is a made-up compound, so that the vocabulary grows with the number of cards as it would.

use balie::{
    assets::{self, Folder},
    domain::ArticleId,
    knowledge::{self, Article},
};

/// The smallest generator that will do: xorshift, the same on every machine.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap_or(0) % sides.max(1)
    }

    fn pick<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words.get(self.roll(words.len())).copied().unwrap_or("x")
    }
}

const NOUNS: &[&str] = &[
    "buurt",
    "wijk",
    "zorg",
    "huur",
    "kinder",
    "jeugd",
    "ouderen",
    "taal",
    "sport",
    "voedsel",
    "kleding",
    "fiets",
    "computer",
    "energie",
    "schuld",
    "werk",
    "school",
    "muziek",
    "tuin",
    "koffie",
    "wandel",
    "reis",
    "woon",
    "licht",
    "water",
    "afval",
    "brief",
    "belasting",
    "rijbewijs",
    "paspoort",
    "mantel",
    "respijt",
    "maaltijd",
    "vakantie",
];
const HEADS: &[&str] = &[
    "hulp", "loket", "groep", "punt", "dienst", "fonds", "toeslag", "maatje", "centrum", "lijn",
    "tafel", "coach", "regeling", "kaart", "advies", "opvang", "les", "bank", "winkel", "project",
    "team", "steun",
];
const STARTS: &[&str] = &[
    "Noord", "Zuid", "Oost", "West", "Nieuw", "Oud", "Groot", "Klein", "Hoog", "Laag", "Midden",
];
const ENDS: &[&str] = &[
    "dijk", "drecht", "wijk", "veen", "kerk", "berg", "horn", "woude", "sluis", "land", "hoeve",
    "beek",
];
const SYLLABLES: &[&str] = &[
    "ba", "ker", "lo", "mi", "ten", "ra", "vel", "sto", "dri", "pen", "gra", "lin", "mo", "ze",
    "wol", "ka", "ri", "ster", "bo", "nel", "fa", "tu", "har", "schi", "pla",
];

/// Every shipped card.
pub(crate) fn shipped() -> Vec<Article> {
    let (files, _) = assets::load(None);
    files
        .iter()
        .filter(|file| file.folder == Folder::Knowledge)
        .map(|file| {
            knowledge::parse_article(&file.name, &file.text).expect("a shipped card is sound")
        })
        .collect()
}

/// The shipped cards, in the order of their files and no more than `count`, and made ones up to it.
pub(crate) fn cards(count: usize) -> Vec<Article> {
    let mut cards = shipped();
    cards.truncate(count);
    let Some(model) = cards.first().cloned() else {
        return cards;
    };
    let sentences: Vec<String> = cards
        .iter()
        .flat_map(|card| {
            card.facts
                .iter()
                .chain(&card.how)
                .chain(&card.who_for)
                .cloned()
        })
        .collect();
    let sentences: Vec<&str> = sentences.iter().map(String::as_str).collect();
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    for number in cards.len()..count {
        let place = format!("{}{}", dice.pick(STARTS), dice.pick(ENDS));
        let noun = format!("{}{}", dice.pick(NOUNS), dice.pick(HEADS));
        let mut card = model.clone();
        card.id = ArticleId::from(format!("gemaakt-{number}"));
        card.name = format!("{noun} {place}");
        card.aka = vec![
            format!("{} {}", dice.pick(NOUNS), dice.pick(HEADS)),
            made_up(&mut dice),
        ];
        "landelijk".clone_into(&mut card.region);
        card.facts = (0..6 + dice.roll(20))
            .map(|_| sentence(&mut dice, &sentences))
            .collect();
        card.how = (0..dice.roll(6))
            .map(|_| sentence(&mut dice, &sentences))
            .collect();
        card.who_for = vec![sentence(&mut dice, &sentences)];
        cards.push(card);
    }
    cards
}

fn made_up(dice: &mut Dice) -> String {
    (0..2 + dice.roll(3))
        .map(|_| dice.pick(SYLLABLES))
        .collect()
}

fn sentence(dice: &mut Dice, sentences: &[&str]) -> String {
    let words = dice.pick(sentences).split(' ');
    let changed: Vec<String> = words
        .map(|word| match dice.roll(16) {
            0 => made_up(dice),
            1 => format!("{}{}", dice.pick(NOUNS), dice.pick(HEADS)),
            _ => word.to_owned(),
        })
        .collect();
    changed.join(" ")
}

/// What is typed: every judged query, and every start of every fifth, as keys are pressed.
pub(crate) fn key_presses() -> Vec<String> {
    let queries: Vec<&str> = include_str!("../../../tests/search/zichtbaar.tsv")
        .lines()
        .skip(1)
        .filter_map(|line| line.split('\t').nth(1))
        .collect();
    let typed = queries.iter().step_by(5).flat_map(|query| {
        query
            .char_indices()
            .skip(1)
            .map(|(end, _)| query[..end].to_owned())
    });
    queries
        .iter()
        .map(|query| (*query).to_owned())
        .chain(typed)
        .collect()
}
