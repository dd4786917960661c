//! How long one key press of a search takes, and building the index.
//!
//! Goals (p50 / p99 of a key press): 30 / 300 us at 225 cards, 50 / 600 at 2,000, 100 / 2,000 at 10,000; building 10 ms
//! at 225 and 100 ms at 2,000; 264 are all that are shipped. `benches/README.md` tells which are met, beside other engines, from `benches/peers`.
#![expect(
    clippy::expect_used,
    clippy::string_slice,
    reason = "a bench that fails here fails rightly"
)]

#[path = "peers/src/corpus.rs"]
mod corpus;

use balie::search::{Fingerprint, Index, Synonyms};
use divan::{Bencher, counter::ItemsCount};

fn main() {
    divan::main();
}

const SIZES: [usize; 4] = [225, 264, 2_000, 10_000];

/// All key presses of the judged queries; divide by the items to get one.
#[divan::bench(args = SIZES, sample_count = 5)]
fn key_presses(bencher: Bencher, size: usize) {
    let index = Index::new(&corpus::cards(size));
    let keys = corpus::key_presses();
    bencher.counter(ItemsCount::new(keys.len())).bench(|| {
        keys.iter()
            .map(|key| index.find(key, 20).hits.len())
            .sum::<usize>()
    });
}

/// From cards and synonyms that were read, as the program builds it.
#[divan::bench(args = SIZES, sample_count = 25)]
fn build(bencher: Bencher, size: usize) {
    let cards = corpus::cards(size);
    let synonyms = Synonyms::shipped();
    bencher.bench(|| Index::build(&cards, &synonyms));
}

#[divan::bench]
fn read_the_synonyms() -> Synonyms {
    Synonyms::shipped()
}

#[divan::bench(args = SIZES, sample_count = 5)]
fn read_from_cache(bencher: Bencher, size: usize) {
    let cards = corpus::cards(size);
    let synonyms = Synonyms::shipped();
    let fingerprint = Fingerprint::of(&cards, &synonyms);
    let bytes = Index::build(&cards, &synonyms).to_cache(fingerprint);
    bencher.bench(|| {
        let fingerprint = Fingerprint::of(&cards, &synonyms);
        Index::from_cache(&bytes, &cards, fingerprint)
    });
}
