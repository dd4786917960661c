//! Real misspellings of Dutch: what people wrote as queries, what they meant as the names of cards.
#![expect(
    clippy::unwrap_used,
    clippy::cast_precision_loss,
    reason = "a test that fails here fails rightly"
)]

use balie::{
    knowledge::Article,
    search::{Index, Synonyms},
};

use crate::search::card;

/// Pairs of a misspelling and the right word; lines that begin with `#` say where they come from.
fn corrections(text: &str) -> Vec<(&str, &str)> {
    text.lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| line.split_once('\t').unwrap())
        .collect()
}

#[test]
fn a_misspelt_word_finds_the_right_one() {
    let pairs = corrections(include_str!("../search/opentaal.tsv"));
    let mut right: Vec<&str> = pairs.iter().map(|(_, right)| *right).collect();
    right.sort_unstable();
    right.dedup();
    let cards: Vec<Article> = right.iter().map(|word| card(word, word, &[])).collect();
    let index = Index::build(&cards, &Synonyms::default());
    let (mut first, mut in_three) = (0, 0);
    let mut missed = Vec::new();
    for (wrong, right) in &pairs {
        let answer = index.find(wrong, 3);
        let place = answer.hits.iter().position(|hit| hit.id.as_str() == *right);
        first += usize::from(place == Some(0));
        in_three += usize::from(place.is_some());
        if place != Some(0) {
            let got = answer.hits.first().map(|hit| hit.id.as_str().to_owned());
            missed.push(format!("{wrong}: {got:?}, not {right}"));
        }
    }
    let share = |count: usize| count as f64 / pairs.len() as f64;
    println!(
        "{} words: first {:.3}, in three {:.3}",
        pairs.len(),
        share(first),
        share(in_three)
    );
    assert!(share(first) >= 0.75, "{missed:#?}");
    assert!(share(in_three) >= 0.85, "{missed:#?}");
}
