//! Cards: what is shipped, and what is said of a card that is not right.
#![expect(
    clippy::unwrap_used,
    reason = "a test stops at the first thing that fails"
)]

use std::collections::BTreeMap;

use balie::{
    assets::{self, Folder},
    knowledge::{self, Article},
};
use sha2::{Digest, Sha256};

/// Every card that is shipped.
fn shipped() -> Vec<Article> {
    let (files, _) = assets::load(None);
    files
        .iter()
        .filter(|file| file.folder == Folder::Knowledge)
        .map(|file| knowledge::parse_article(&file.name, &file.text).unwrap())
        .collect()
}

/// The fields in which a slip of the editor could send a resident to the wrong place.
const HARD: [&str; 15] = [
    "id",
    "kind",
    "phone",
    "email",
    "web",
    "address",
    "hours",
    "cost",
    "amounts",
    "law",
    "sources",
    "domains",
    "region",
    "related",
    "confidence",
];

fn digest(article: &Article) -> String {
    let all = serde_json::to_value(article).unwrap();
    let hard: BTreeMap<_, _> = HARD.iter().map(|key| (key, all.get(key))).collect();
    let bytes = Sha256::digest(serde_json::to_string(&hard).unwrap());
    let first = bytes.first_chunk::<8>().unwrap();
    format!("{:016x}", u64::from_be_bytes(*first))
}

/// `digests.tsv` was computed, apart from this program, over the facts the cards were made of. A number
/// that changes on purpose changes its line there too: a second look at what people will dial or count on.
#[test]
fn numbers_addresses_and_sources_are_the_ones_that_were_gathered() {
    let gathered: BTreeMap<&str, &str> = include_str!("../content/digests.tsv")
        .lines()
        .map(|line| line.split_once('\t').unwrap())
        .collect();
    let cards = shipped();
    let now: BTreeMap<&str, String> = cards
        .iter()
        .map(|card| (card.id.as_str(), digest(card)))
        .collect();
    let differ: Vec<String> = now
        .iter()
        .filter(|(id, digest)| gathered.get(*id) != Some(&digest.as_str()))
        .map(|(id, digest)| format!("{id}\t{digest}"))
        .collect();
    assert_eq!(differ, Vec::<String>::new(), "lines for digests.tsv");
    assert_eq!(gathered.len(), now.len(), "a card is gone");
}
