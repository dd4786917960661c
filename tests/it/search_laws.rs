//! What holds for every query: an answer at once, in order, the same each time.
#![expect(clippy::unwrap_used, reason = "a test that fails here fails rightly")]

use std::{collections::BTreeSet, sync::LazyLock};

use balie::{
    assets::{self, Folder},
    knowledge::{self, Article},
    search::{Answer, Index, Options, Synonyms, Verdict},
};
use proptest::prelude::*;

use crate::search::card;

static SHIPPED: LazyLock<Vec<Article>> = LazyLock::new(|| {
    let (files, _) = assets::load(None);
    let cards = files.iter().filter(|file| file.folder == Folder::Knowledge);
    cards
        .map(|file| knowledge::parse_article(&file.name, &file.text).unwrap())
        .collect()
});
static INDEX: LazyLock<Index> = LazyLock::new(|| Index::new(&SHIPPED));

/// Checks what holds for every answer.
#[track_caller]
fn lawful(query: &str, limit: usize) -> Answer {
    let answer = INDEX.find(query, limit);
    assert!(answer.hits.len() <= limit);
    assert!(
        answer.hits.is_sorted_by(|a, b| a.score >= b.score),
        "{query:?} is not in order"
    );
    let cards: BTreeSet<usize> = answer.hits.iter().map(|hit| hit.position).collect();
    assert_eq!(
        cards.len(),
        answer.hits.len(),
        "{query:?} shows a card twice"
    );
    for hit in &answer.hits {
        let article = SHIPPED.get(hit.position).unwrap();
        assert_eq!(article.id, hit.id);
        assert!(hit.score.is_finite());
        let mut end = 0;
        for range in &hit.highlights {
            assert!(range.start >= end && range.start < range.end);
            assert!(
                article.name.get(range.clone()).is_some(),
                "{range:?} cuts a letter of {}",
                article.name
            );
            end = range.end + 1;
        }
    }
    assert_eq!(
        answer,
        INDEX.find(query, limit),
        "{query:?} has two answers"
    );
    answer
}

proptest! {
    #[test]
    fn any_text_gets_a_lawful_answer(query in any::<String>(), limit in 0_usize..20) {
        lawful(&query, limit);
    }

    #[test]
    fn any_bytes_get_a_lawful_answer(bytes in prop::collection::vec(any::<u8>(), 0..60)) {
        lawful(&String::from_utf8_lossy(&bytes), 10);
    }

    #[test]
    fn words_of_cards_get_a_lawful_answer(
        words in prop::collection::vec("[a-z]{1,4}|huur|toeslag|zorg|bijstand|geld|de|ik|man", 0..6),
        limit in 1_usize..12,
    ) {
        lawful(&words.join(" "), limit);
    }

    #[test]
    fn the_start_of_a_name_finds_something(card in 0..SHIPPED.len(), letters in 4_usize..12) {
        let article = SHIPPED.get(card).unwrap();
        let start: String = article.name.chars().take(letters).collect();
        prop_assert!(!lawful(&start, 10).hits.is_empty(), "{start:?}");
    }
}

/// A small index, so that each case can have a fresh one.
fn small() -> Index {
    Index::build(
        &[
            card("huurtoeslag", "Huurtoeslag", &["huursubsidie"]),
            card("zorg", "Zorg thuis", &["wijkverpleging"]),
            card("geld", "Geld en bijstand", &["uitkering van de gemeente"]),
        ],
        &Synonyms::default(),
    )
}

proptest! {
    #[test]
    fn a_search_leaves_nothing_behind_for_the_next(
        queries in prop::collection::vec("(huur|toeslag|zorg|bijstand|geld|thuis|gemente|[a-z]{1,5})( [a-z]{1,4}| zorg)?", 1..6),
    ) {
        let used = small();
        for query in &queries {
            prop_assert_eq!(used.find(query, 5), small().find(query, 5), "{}", query);
        }
    }
}

/// A sentence typed letter by letter, with a word taken back and typed again, beside an index that never kept a word.
#[test]
fn what_is_kept_of_the_key_before_changes_no_answer() {
    let mut cards: Vec<Article> = SHIPPED.clone();
    for number in 0..600 {
        let name = format!("Hulp bij de huur in dorp {number}");
        let mut card = card(&format!("dorp-{number}"), &name, &["geld voor huishouden"]);
        card.facts = vec!["Bel de gemeente over zorg, geld en huur.".to_owned()];
        cards.push(card);
    }
    let (typed, forgetful) = (Index::new(&cards), Index::new(&cards));
    let mut keys: Vec<String> = Vec::new();
    for sentence in [
        "hulp bij de huur voor mijn moeder",
        "zorg toeslag hurutoeslag aanvragen geld",
        "mijn man is overleden en ik heb geen geld voor de huis houding",
        "huur huur huur",
    ] {
        let ends = sentence.char_indices().map(|(end, _)| end);
        keys.extend(
            ends.filter_map(|end| sentence.get(..end))
                .map(ToOwned::to_owned),
        );
        keys.extend([sentence.to_owned(), sentence.replace("mijn", "zijn")]);
    }
    let local = Options {
        region: Some("alkmaar"),
        ..Options::new(9)
    };
    for key in &keys {
        for options in [Options::new(9), local] {
            let _ = forgetful.find("qqqq", 1);
            assert_eq!(
                typed.find_with(key, &options),
                forgetful.find_with(key, &options),
                "{key:?}"
            );
        }
    }
}

#[test]
fn a_common_word_still_counts_beside_a_rare_one() {
    let mut cards: Vec<Article> = (0..3_000)
        .map(|number| {
            card(
                &format!("dorp-{number}"),
                &format!("Hulp in dorp {number}"),
                &[],
            )
        })
        .collect();
    cards.push(card("schulden", "Hulp bij schulden in dorp", &[]));
    let mut local = card("oudorp", "Hulp in Oudorp en meer dan dat in de winter", &[]);
    "oudorp".clone_into(&mut local.region);
    cards.push(local);
    let index = Index::build(&cards, &Synonyms::default());
    for query in ["hulp schulden", "hulp bij schulden in een dorp"] {
        let answer = index.find(query, 3);
        assert_eq!(
            answer.hits.first().unwrap().id.as_str(),
            "schulden",
            "{query}"
        );
    }
    let options = Options {
        region: Some("oudorp"),
        ..Options::new(3)
    };
    let hits = index.find_with("hulp", &options).hits;
    assert_eq!(hits.len(), 1, "a filter looks at every card");
}

#[test]
fn a_keyboard_in_someones_elbow_is_not_found() {
    for query in [
        "asdf qwer",
        "asdf",
        "qwerty",
        "hjkl hjkl",
        "aaaa",
        "ghghgh",
        "zxcvbnm",
        "sdfsdf",
        "poiuy",
        "qqqqqq",
        "jjjjjjjj",
        "dsfkjh sdkfjh",
    ] {
        assert_ne!(lawful(query, 10).verdict, Verdict::Found, "{query}");
    }
}

#[test]
fn a_first_word_half_typed_is_the_start_of_one() {
    let answer = lawful("waters kwijt", 5);
    assert_eq!(
        answer.hits.first().unwrap().id.as_str(),
        "hhnk-waterschapsbelasting"
    );
    assert_eq!(answer.verdict, Verdict::Found);
}

#[test]
fn odd_input_gets_an_answer() {
    let long = "a".repeat(10_000);
    let mixed: String = ('a'..='z').cycle().take(10_000).collect();
    let marks = "e\u{301}".repeat(10_000);
    let arabic = "مرحبا".repeat(2_000);
    let many = "huurtoeslag ".repeat(2_000);
    for query in [
        "",
        " ",
        "a",
        "?",
        "de het een",
        "ik wil er niet meer zijn",
        "😀",
        "👩‍👩‍👧‍👦 gezin",
        "مرحبا بك",
        "\u{202e}gnalseot\u{202c}",
        "\0\u{7}\u{1b}[31m",
        "123456782",
        "06-12345678",
        "w.m.o.",
        "geld zorg rz",
        "e\u{301}\u{301}\u{301}",
        "'-'-...",
        "\u{200b}\u{200d}\u{feff}",
        "NL91ABNA0417164300",
        &long,
        &mixed,
        &marks,
        &arabic,
        &many,
    ] {
        lawful(query, 10);
    }
}

#[test]
fn nothing_is_found_in_nothing() {
    assert_eq!(lawful("", 10).verdict, Verdict::None);
    assert_eq!(lawful(" . ", 10).verdict, Verdict::None);
    assert_eq!(Index::new(&[]).find("aow", 10).verdict, Verdict::None);
}
