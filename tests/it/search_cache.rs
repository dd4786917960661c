//! The index as bytes: the same answers as a built one, and never trusted when anything is off.
#![expect(clippy::unwrap_used, reason = "a test that fails here fails rightly")]

use std::sync::LazyLock;

use balie::{
    knowledge::Article,
    search::{Fingerprint, Index, Synonyms},
};
use proptest::prelude::*;

use crate::search::card;

fn cards() -> Vec<Article> {
    let mut local = card(
        "voedselbank-alkmaar",
        "Voedselbank Alkmaar",
        &["gratis eten"],
    );
    "alkmaar".clone_into(&mut local.region);
    vec![
        card("huurtoeslag", "Huurtoeslag", &["huursubsidie"]),
        card("voedselbank", "Voedselbank", &[]),
        local,
    ]
}

fn synonyms() -> Synonyms {
    let text = r#"
        zelfde = [{ woorden = ["gratis", "goedkoop"] }]
        gebeurtenis = [{ zeg = ["geen geld voor boodschappen"], kaarten = ["voedselbank"] }]
    "#;
    Synonyms::parse("test", text).unwrap()
}

static CACHED: LazyLock<(Vec<u8>, Fingerprint)> = LazyLock::new(|| {
    let fingerprint = Fingerprint::of(&cards(), &synonyms());
    let bytes = Index::build(&cards(), &synonyms()).to_cache(fingerprint);
    (bytes, fingerprint)
});

fn read(bytes: &[u8]) -> Option<Index> {
    Index::from_cache(bytes, &cards(), CACHED.1)
}

#[test]
fn a_cached_index_answers_as_a_built_one() {
    let built = Index::build(&cards(), &synonyms());
    let read = read(&CACHED.0).unwrap();
    for query in [
        "huur",
        "hurutoeslag",
        "voedselbank",
        "gratis boodschappen",
        "bij",
        "",
        "subsidie voor de huur",
    ] {
        assert_eq!(read.find(query, 9), built.find(query, 9), "{query}");
    }
    assert_eq!(read.to_cache(CACHED.1), CACHED.0);
}

#[test]
fn a_cache_of_other_cards_or_synonyms_is_not_read() {
    let mut changed = cards();
    changed
        .last_mut()
        .unwrap()
        .facts
        .push("Ook brood.".to_owned());
    let of_changed = Fingerprint::of(&changed, &synonyms());
    assert!(Index::from_cache(&CACHED.0, &changed, of_changed).is_none());
    let of_fewer = Fingerprint::of(&cards(), &Synonyms::default());
    assert!(Index::from_cache(&CACHED.0, &cards(), of_fewer).is_none());
}

#[test]
fn a_cache_that_is_cut_off_or_too_long_is_not_read() {
    let bytes = &CACHED.0;
    for length in 0..bytes.len() {
        let cut = bytes.get(..length).unwrap();
        assert!(read(cut).is_none(), "{length} bytes");
    }
    let longer = [bytes.as_slice(), &[0; 4]].concat();
    assert!(read(&longer).is_none());
}

proptest! {
    #[test]
    fn a_cache_with_a_changed_byte_is_not_read(place in any::<prop::sample::Index>(), by in 1_u8..) {
        let mut bytes = CACHED.0.clone();
        let place = place.index(bytes.len());
        let byte = bytes.get_mut(place).unwrap();
        *byte = byte.wrapping_add(by);
        prop_assert!(read(&bytes).is_none());
    }
}
