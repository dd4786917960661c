//! The cards are read aloud across a table: short sentences, plain words, one screen and a half, what to do first.

use std::collections::{HashMap, HashSet};

use balie::{
    assets::{self, Folder},
    knowledge::Article,
};

use super::shipped::shipped;

const MOST_WORDS: usize = 15;
const WIDTH: usize = 76;
const MOST_LINES: usize = 36;
const LEAST_ALIASES: usize = 10;
const MOST_ALIASES: usize = 25;

/// The headings of a card, in the order in which it is read aloud.
const HEADINGS: [&str; 6] = [
    "Wat is het",
    "Voor wie",
    "Voorwaarden",
    "Zo regelt u het",
    "Meenemen",
    "Let op",
];

/// How a sentence begins that tells the resident what to do.
const TO_DO: &[&str] = &[
    "Begin", "Bel", "Betaal", "Blokkeer", "Doe", "Ga", "Gebruik", "Geef", "Haal", "Kijk", "Klaag",
    "Kom", "Laat", "Leg", "Log", "Loop", "Maak", "Mail", "Meld", "Neem", "Praat", "Probeer",
    "Regel", "Reken", "Schrijf", "Sluit", "Stel", "Stuur", "Teken", "Verleng", "Vraag", "Vul",
    "Word", "Zeg", "Zet", "Zoek",
];

/// Abbreviations that are said more often than what they stand for, and names that look like one.
const EVERYDAY: &[&str] = &[
    "AA", "ABN", "AMRO", "AOW", "EU", "II", "ING", "MEE", "MIND", "WW",
];

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
fn every_card_has_ten_to_twenty_five_other_names_that_differ() {
    let (cards, _) = shipped();
    let wrong: Vec<&str> = cards
        .iter()
        .filter(|card| {
            let names = std::iter::once(&card.name).chain(&card.aka);
            let different: HashSet<String> = names.map(|name| name.to_lowercase()).collect();
            let is_enough = (LEAST_ALIASES..=MOST_ALIASES).contains(&card.aka.len());
            different.len() != card.aka.len() + 1 || !is_enough
        })
        .map(|card| card.id.as_str())
        .collect();
    assert_eq!(wrong, Vec::<&str>::new());
}

#[test]
fn the_headings_stand_in_one_order() {
    let (files, _) = assets::load(None);
    let wrong: Vec<&String> = files
        .iter()
        .filter(|file| file.folder == Folder::Knowledge)
        .filter(|file| {
            let place = |line: &str| {
                let heading = line.strip_prefix("## ")?;
                HEADINGS.iter().position(|known| *known == heading)
            };
            !file.text.lines().filter_map(place).is_sorted()
        })
        .map(|file| &file.name)
        .collect();
    assert_eq!(wrong, Vec::<&String>::new());
}

#[test]
fn what_to_do_now_stands_in_the_first_three_lines() {
    let (cards, _) = shipped();
    let tells = |line: &String| {
        let sentences = line.split(['.', '?', '!']);
        let mut first_words = sentences
            .filter_map(|sentence| sentence.split([' ', ',', ':']).find(|w| !w.is_empty()));
        first_words.any(|word| TO_DO.contains(&word))
    };
    let silent: Vec<&str> = cards
        .iter()
        .filter(|card| !card.facts.iter().take(3).any(tells))
        .map(|card| card.id.as_str())
        .collect();
    assert_eq!(silent, Vec::<&str>::new());
}

/// The words of a text that are written in two capitals or more: `UWV`, but not `DigiD` or `A`.
fn abbreviations(text: &str) -> HashSet<&str> {
    text.split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| word.len() > 1 && word.chars().all(|letter| letter.is_ascii_uppercase()))
        .collect()
}

/// Whether a text says what an abbreviation stands for: `schuldsanering (Wsnp)`, `pgb (geld om ..)`, `CIZ is het ..`.
fn explains(text: &str, short: &str) -> bool {
    [
        format!("({short}"),
        format!("{short})"),
        format!("{short} ("),
        format!("{short} is "),
        format!("{short} betekent"),
    ]
    .iter()
    .any(|form| text.contains(form.as_str()))
}

#[test]
fn an_abbreviation_is_explained_on_the_card_or_on_one_a_key_away() {
    let (cards, _) = shipped();
    let names: HashMap<&str, &str> = cards
        .iter()
        .map(|card| (card.id.as_str(), card.name.as_str()))
        .collect();
    let mut unexplained = Vec::new();
    for card in &cards {
        let lines = sections(card).into_iter().flatten().chain(&card.cost);
        let text: Vec<&str> = lines.map(String::as_str).collect();
        let text = format!("{} {}", card.name, text.join(" "));
        for short in abbreviations(&text) {
            let is_near = card
                .related
                .iter()
                .filter_map(|id| names.get(id.as_str()))
                .any(|name| abbreviations(name).contains(short));
            if !EVERYDAY.contains(&short) && !is_near && !explains(&text, short) {
                unexplained.push((card.id.as_str(), short.to_owned()));
            }
        }
    }
    assert_eq!(unexplained, []);
}

#[test]
fn national_and_local_twins_point_at_each_other_and_say_so() {
    let (cards, _) = shipped();
    let mut twins = 0;
    let mut wrong = Vec::new();
    for national in cards.iter().filter(|card| card.region == "landelijk") {
        let is_twin = |card: &&Article| {
            let rest = card.id.as_str().strip_prefix(national.id.as_str());
            card.region != "landelijk" && rest.is_some_and(|rest| rest.starts_with('-'))
        };
        for local in cards.iter().filter(is_twin) {
            twins += 1;
            let says = |card: &Article| card.facts.iter().any(|line| line.contains(" kaart"));
            let is_mutual =
                national.related.contains(&local.id) && local.related.contains(&national.id);
            if !is_mutual || !says(national) || !says(local) {
                wrong.push((national.id.as_str(), local.id.as_str()));
            }
        }
    }
    assert!(twins >= 10, "only {twins} twins were found");
    assert_eq!(wrong, []);
}
