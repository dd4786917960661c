//! Lookup as the screen uses it: cards in, hits out.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test that fails here fails rightly"
)]

use balie::{
    domain::ArticleId,
    knowledge::{Article, Kind},
    search::{Index, Verdict},
};

/// A card with only a name and aliases.
pub(crate) fn card(id: &str, name: &str, aka: &[&str]) -> Article {
    Article {
        id: ArticleId::from(id),
        kind: Kind::Regeling,
        name: name.to_owned(),
        aka: aka.iter().map(ToString::to_string).collect(),
        facts: Vec::new(),
        who_for: Vec::new(),
        conditions: Vec::new(),
        amounts: Vec::new(),
        how: Vec::new(),
        documents: Vec::new(),
        deadlines: Vec::new(),
        phone: Vec::new(),
        phone_as_of: None,
        email: None,
        web: None,
        address: None,
        hours: None,
        opening_hours: None,
        hours_as_of: None,
        cost: None,
        law: Vec::new(),
        related: Vec::new(),
        domains: Vec::new(),
        region: "landelijk".to_owned(),
        sources: Vec::new(),
        confidence: "high".to_owned(),
        checked: None,
        notes: None,
        file: String::new(),
    }
}

fn desk() -> Index {
    Index::new(&[
        card("huurtoeslag", "Huurtoeslag", &["huursubsidie"]),
        card("zorgtoeslag", "Zorgtoeslag", &[]),
        card("aow", "AOW-pensioen", &["staatspensioen"]),
        card("bijzondere-bijstand", "Bijzondere bijstand", &[]),
        card("societeit", "De Sociëteit", &[]),
    ])
}

fn ids(index: &Index, query: &str) -> Vec<String> {
    index
        .find(query, 10)
        .hits
        .into_iter()
        .map(|hit| hit.id.0)
        .collect()
}

#[test]
fn a_name_half_typed_stands_on_top() {
    assert_eq!(ids(&desk(), "huurt")[0], "huurtoeslag");
    assert_eq!(ids(&desk(), "bijz bij")[0], "bijzondere-bijstand");
}

#[test]
fn an_alias_finds_its_card() {
    let answer = desk().find("staatspensioen", 10);
    assert_eq!(answer.hits[0].id.as_str(), "aow");
    assert_eq!(answer.verdict, Verdict::Found);
}

#[test]
fn what_no_card_knows_is_none() {
    let answer = desk().find("qqqq", 10);
    assert_eq!(answer.verdict, Verdict::None);
    assert!(answer.hits.is_empty());
}

#[test]
fn highlights_fall_on_letters_of_the_name() {
    let name = "De Sociëteit";
    let hit = desk().find("ëteit", 1).hits.into_iter().next().unwrap();
    let parts: Vec<&str> = hit
        .highlights
        .iter()
        .map(|range| &name[range.clone()])
        .collect();
    assert_eq!(parts, ["ëteit"]);
}

#[test]
fn equal_cards_stand_in_the_order_of_their_names() {
    let index = Index::new(&[card("b", "Buurthuis", &[]), card("a", "Buurthuis", &[])]);
    assert_eq!(ids(&index, "buurthuis"), ["a", "b"]);
}
