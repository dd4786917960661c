//! The cards are read aloud across a table: short sentences, plain words, one screen and a half.

use std::collections::HashSet;

use balie::knowledge::Article;

use super::shipped::shipped;

const MOST_WORDS: usize = 15;
const WIDTH: usize = 76;
const MOST_LINES: usize = 36;
const MOST_ALIASES: usize = 25;

/// Words that must be written out, and ways to address someone that are not "u".
const AVOIDED: &[&str] = &[
    "bijv", "bijv.", "o.a.", "i.v.m.", "m.b.t.", "d.m.v.", "evt.", "d.w.z.", "incl.", "excl.",
    "etc.", "enz.", "t/m", "ca.", "nr.", "a.u.b.", "je", "jij", "jou", "jouw", "jezelf", "jullie",
];

/// What is read aloud, heading by heading.
fn sections(card: &Article) -> [&[String]; 6] {
    [
        &card.facts,
        &card.who_for,
        &card.conditions,
        &card.how,
        &card.documents,
        &card.deadlines,
    ]
}

/// Every sentence of a card with the id of the card, so that a test can say where it stands.
fn sentences(cards: &[Article]) -> Vec<(&str, &str)> {
    let mut all = Vec::new();
    for card in cards {
        for line in sections(card).into_iter().flatten().chain(&card.cost) {
            let mut rest = line.as_str();
            while let Some(end) = [". ", "? ", "! "]
                .iter()
                .filter_map(|end| rest.find(end))
                .min()
            {
                let (sentence, after) = rest.split_at(end + 1);
                all.push((card.id.as_str(), sentence));
                rest = after.trim_start();
            }
            all.push((card.id.as_str(), rest));
        }
    }
    all
}

#[test]
fn no_sentence_is_long() {
    let (cards, _) = shipped();
    let mut all = sentences(&cards);
    all.retain(|(_, sentence)| sentence.split_whitespace().count() > MOST_WORDS);
    assert_eq!(all, []);
}

#[test]
fn sentences_and_words_are_short_on_average() {
    let (cards, _) = shipped();
    let all = sentences(&cards);
    let words: Vec<&str> = all
        .iter()
        .flat_map(|(_, text)| text.split_whitespace())
        .collect();
    let letters: usize = words.iter().map(|word| word.chars().count()).sum();
    assert!(
        words.len() < all.len() * 9,
        "{} words in {} sentences",
        words.len(),
        all.len()
    );
    assert!(
        letters < words.len() * 6,
        "{letters} letters in {} words",
        words.len()
    );
}

#[test]
fn abbreviations_are_written_out_and_a_resident_is_u() {
    let (cards, _) = shipped();
    let mut all = sentences(&cards);
    all.retain(|(_, sentence)| {
        let lower = sentence.to_lowercase();
        let mut words = lower.split_whitespace();
        sentence.contains(';') || words.any(|word| AVOIDED.contains(&word))
    });
    assert_eq!(all, []);
}

#[test]
fn a_card_fits_on_a_screen_and_a_half() {
    let (cards, _) = shipped();
    let height = |card: &Article| -> usize {
        let lines = |text: &String| text.chars().count().div_ceil(WIDTH);
        let used = sections(card)
            .into_iter()
            .filter(|section| !section.is_empty());
        used.map(|section| 1 + section.iter().map(lines).sum::<usize>())
            .sum()
    };
    let tall: Vec<(&str, usize)> = cards
        .iter()
        .map(|card| (card.id.as_str(), height(card)))
        .filter(|(_, height)| *height > MOST_LINES)
        .collect();
    assert_eq!(tall, []);
}

#[test]
fn the_other_names_of_a_card_are_few_enough_and_differ() {
    let (cards, _) = shipped();
    let wrong: Vec<&str> = cards
        .iter()
        .filter(|card| {
            let names = std::iter::once(&card.name).chain(&card.aka);
            let different: HashSet<String> = names.map(|name| name.to_lowercase()).collect();
            different.len() != card.aka.len() + 1 || card.aka.len() > MOST_ALIASES
        })
        .map(|card| card.id.as_str())
        .collect();
    assert_eq!(wrong, Vec::<&str>::new());
}
