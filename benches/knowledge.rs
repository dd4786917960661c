//! How long it takes to read and check the cards of a large city: 2,000, made of the shipped ones.
//!
//! Run with `cargo bench --bench knowledge`. Budget, on the slowest machine we support: `read_and_check` in 50 ms.

use balie::{
    assets::{self, AssetFile, Folder, Layer},
    kiosk::library,
    knowledge::{self, Article, Local},
    pack::{self, Pack},
    signature::SigningKey,
};
use divan::{Bencher, counter::ItemsCount};
use jiff::civil::date;
use zeroize::Zeroizing;

const COUNT: usize = 2_000;

fn main() {
    divan::main();
}

/// Cards by their file name: the shipped ones over and over, each with an id and a name of its own.
fn cards() -> Vec<(String, String)> {
    let (files, _) = assets::load(None);
    let shipped: Vec<_> = files
        .into_iter()
        .filter(|file| file.folder == Folder::Knowledge)
        .collect();
    // The first of each keeps its id, so that related cards are there.
    let make = |(number, file): (usize, &assets::AssetFile)| {
        let stem = &file.stem;
        if number < shipped.len() {
            return (format!("{stem}.md"), file.text.clone().into_owned());
        }
        let id = format!("{stem}-{number}");
        let text = file
            .text
            .replacen(&format!("id = \"{stem}\""), &format!("id = \"{id}\""), 1)
            .replacen("name = \"", &format!("name = \"{number} "), 1);
        (format!("{id}.md"), text)
    };
    shipped
        .iter()
        .cycle()
        .take(COUNT)
        .enumerate()
        .map(make)
        .collect()
}

/// The same as the files of a desk.
fn files() -> Vec<AssetFile> {
    let make = |(name, text): (String, String)| AssetFile {
        folder: Folder::Knowledge,
        stem: name.trim_end_matches(".md").to_owned(),
        name,
        text: text.into(),
        workbook: None,
        layer: Layer::Desk,
    };
    cards().into_iter().map(make).collect()
}

fn read(files: &[AssetFile]) -> Vec<Article> {
    let mut problems = Vec::new();
    let (articles, _) = library::load_articles(files, &mut problems);
    assert_eq!(articles.len(), COUNT, "a card of the bench is not sound");
    articles
}

/// As a desk reads them at start: on all cores.
#[divan::bench]
fn read_and_check(bencher: Bencher) {
    let files = files();
    bencher.counter(ItemsCount::new(COUNT)).bench(|| {
        let articles = read(&files);
        let problems = knowledge::check(&articles, &Local::default());
        (articles, problems)
    });
}

/// The same cards on one core, without checking.
#[divan::bench]
fn read_alone(bencher: Bencher) {
    let cards = cards();
    bencher.counter(ItemsCount::new(COUNT)).bench(|| {
        cards
            .iter()
            .filter_map(|(file, text)| knowledge::parse_article(file, text).ok())
            .collect::<Vec<_>>()
    });
}

#[divan::bench]
fn check_only(bencher: Bencher) {
    let articles = read(&files());
    bencher.bench(|| knowledge::check(&articles, &Local::default()).len());
}

/// What a desk with a pack of 2,000 cards pays at each start: signature, unpacking and hashes.
#[divan::bench]
fn open_a_pack(bencher: Bencher) {
    let key = SigningKey::from_seed(&Zeroizing::new([1; 32]));
    let files = cards()
        .into_iter()
        .map(|(file, text)| (format!("kennisbank/{file}"), text))
        .collect();
    let made = Pack {
        id: "stad".to_owned(),
        version: 1,
        made_on: date(2026, 11, 22),
        made_by: "bench".to_owned(),
        files,
    };
    let bytes = pack::pack(&made, &key).unwrap_or_default();
    bencher.bench(|| pack::open(&bytes, &|_| true).map_or(0, |opened| opened.pack.files.len()));
}
