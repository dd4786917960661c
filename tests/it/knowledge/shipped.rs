//! What is shipped is sound.

use std::collections::{BTreeMap, BTreeSet};

use balie::{
    assets::{self, AssetFile, Folder},
    domain::Theme,
    knowledge::{self, Article, Local},
};
use sha2::{Digest, Sha256};

use super::told;

fn files(folder: Folder) -> impl Iterator<Item = AssetFile> {
    let (files, _) = assets::load(None);
    files.into_iter().filter(move |file| file.folder == folder)
}

/// Every card and all local data that are shipped.
pub(super) fn shipped() -> (Vec<Article>, Local) {
    let articles = files(Folder::Knowledge)
        .map(|file| knowledge::parse_article(&file.name, &file.text).unwrap())
        .collect();
    let mut local = Local::default();
    for file in files(Folder::Local) {
        knowledge::parse_local(&file.name, &file.text, &mut local).unwrap();
    }
    (articles, local)
}

#[test]
fn all_content_checks_sound() {
    let (articles, local) = shipped();
    assert_eq!(told(&knowledge::check(&articles, &local)), "");
}

#[test]
fn a_card_of_a_place_and_the_local_data_agree_on_its_hours() {
    let (articles, local) = shipped();
    assert_eq!(local.places.len(), 6);
    for place in &local.places {
        let mut cards = articles.iter();
        let card = cards
            .find(|card| card.id.as_str() == place.id.as_str())
            .unwrap();
        assert_eq!(card.opening_hours, place.opening_hours, "{}", place.id);
        if let Some(phone) = &place.phone {
            assert!(card.phone.contains(phone), "{}", place.id);
        }
    }
}

#[test]
fn every_theme_but_the_unnamed_one_has_subthemes() {
    let (_, local) = shipped();
    let with: BTreeSet<Theme> = local.subthemes.iter().map(|sub| sub.theme).collect();
    let wanted: BTreeSet<Theme> = Theme::ALL
        .iter()
        .copied()
        .filter(|theme| *theme != Theme::NotNamed)
        .collect();
    assert_eq!(with, wanted);
}

/// The fields in which a slip of the editor could send a resident to the wrong place.
const HARD: [&str; 14] = [
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
    "confidence",
];

fn digest(article: &Article) -> String {
    let all = serde_json::to_value(article).unwrap();
    let hard: BTreeMap<_, _> = HARD.iter().map(|key| (key, all.get(key))).collect();
    let bytes = Sha256::digest(serde_json::to_string(&hard).unwrap());
    let first = bytes.first_chunk::<8>().unwrap();
    format!("{:016x}", u64::from_be_bytes(*first))
}

/// The lines of the first 225 cards in `digests.tsv` were computed, apart from this program, over the facts those cards
/// were made of; only the words of costs and labels were made plainer since. A card that is added, or a number that
/// changes on purpose, changes its line there too: a second look at what people will dial or count on.
#[test]
fn numbers_addresses_and_sources_are_the_ones_that_were_gathered() {
    let gathered: BTreeMap<&str, &str> = include_str!("../../content/digests.tsv")
        .lines()
        .map(|line| line.split_once('\t').unwrap())
        .collect();
    let (cards, _) = shipped();
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
