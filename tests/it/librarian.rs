//! Reading cards on a thread of its own, and the index that is kept for the next start.

#![expect(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on has failed; the place says why"
)]

use std::{fs, path::Path};

use balie::{
    kiosk::{
        librarian::{Delivery, Librarian},
        library::Library,
    },
    search::CACHE_FROM,
};
use tempfile::TempDir;

fn begin(data: &Path) -> Vec<Delivery> {
    Librarian::begin(data.to_owned()).unwrap().to_the_end()
}

/// A data folder with so many cards of its own that an index is kept.
fn many_cards() -> TempDir {
    let data = TempDir::new().unwrap();
    let folder = data.path().join("kennisbank");
    fs::create_dir(&folder).unwrap();
    for number in 0..CACHE_FROM {
        let text = format!(
            "+++\nid = \"eigen-{number}\"\nkind = \"dienst\"\nname = \"Buurthuis nummer {number}\"\nregion = \"alkmaar\"\n\
             confidence = \"high\"\n[[sources]]\ntitle = \"Bron\"\n+++\n## Wat is het\n- Een kaart.\n"
        );
        fs::write(folder.join(format!("eigen-{number}.md")), text).unwrap();
    }
    data
}

/// What a lookup answers, as ids.
fn found(deliveries: &[Delivery], query: &str) -> Vec<String> {
    let Some(Delivery::Index(index)) = deliveries.last() else {
        panic!("the index comes last")
    };
    let hits = index.find(query, 5).hits;
    hits.into_iter().map(|hit| hit.id.to_string()).collect()
}

#[test]
fn the_cards_come_first_and_the_index_after_them() {
    let data = TempDir::new().unwrap();
    let deliveries = begin(data.path());
    let [Delivery::Shelves(library), Delivery::Index(index)] = deliveries.as_slice() else {
        panic!("{} deliveries", deliveries.len())
    };
    assert!(library.index.find("huurtoeslag", 1).hits.is_empty());
    let hits = index.find("huurtoeslag", 1).hits;
    let article = hits.first().map(|hit| &library.articles[hit.position]);
    assert_eq!(article.unwrap().id.as_str(), "huurtoeslag");
    let left: Vec<_> = fs::read_dir(data.path()).unwrap().collect();
    assert!(left.is_empty(), "few cards need no file");
}

#[test]
fn after_a_change_everything_comes_at_once() {
    let data = TempDir::new().unwrap();
    let deliveries = Librarian::again(data.path().to_owned())
        .unwrap()
        .to_the_end();
    let [Delivery::Whole(library)] = deliveries.as_slice() else {
        panic!("{} deliveries", deliveries.len())
    };
    assert!(!library.index.find("huurtoeslag", 1).hits.is_empty());
}

#[test]
fn own_synonyms_stand_beside_the_shipped_ones() {
    let data = TempDir::new().unwrap();
    let folder = data.path().join("kennisbank");
    fs::create_dir(&folder).unwrap();
    let own = "[[gebeurtenis]]\nzeg = [\"de kikkers kwaken\"]\nkaarten = [\"huurtoeslag\"]\n";
    fs::write(folder.join("synoniemen.toml"), own).unwrap();
    let library = Library::load(Some(data.path()));
    assert_eq!(library.problems, []);
    let first = |query| library.index.find(query, 1).hits.pop().map(|hit| hit.id);
    assert_eq!(first("de kikkers kwaken"), Some("huurtoeslag".into()));
    assert_eq!(
        first("deurwaarder aan de deur"),
        Library::load(None)
            .index
            .find("deurwaarder aan de deur", 1)
            .hits
            .pop()
            .map(|hit| hit.id)
    );
    fs::write(folder.join("synoniemen.toml"), "[[zelfde]\n").unwrap();
    let library = Library::load(Some(data.path()));
    assert_eq!(library.problems.len(), 1);
    assert!(
        library.problems[0]
            .file
            .ends_with("kennisbank/synoniemen.toml")
    );
}

#[test]
fn an_index_that_was_kept_is_used_only_when_it_is_whole_and_of_these_cards() {
    let data = many_cards();
    let kept = data.path().join("kaartindex");
    let query = "buurthuis nummer 17";
    let built = found(&begin(data.path()), query);
    assert_eq!(built.first().map(String::as_str), Some("eigen-17"));
    let bytes = fs::read(&kept).unwrap();

    assert_eq!(found(&begin(data.path()), query), built, "from the file");
    assert_eq!(fs::read(&kept).unwrap(), bytes, "it is not written again");

    for wrong in [
        &bytes[..bytes.len() / 2],
        b"",
        b"BALIEIDX and then nonsense",
    ] {
        fs::write(&kept, wrong).unwrap();
        assert_eq!(found(&begin(data.path()), query), built);
        assert_eq!(fs::read(&kept).unwrap(), bytes, "it is kept anew");
    }

    fs::remove_file(data.path().join("kennisbank/eigen-17.md")).unwrap();
    let without = found(&begin(data.path()), query);
    assert!(!without.contains(&"eigen-17".to_owned()), "{without:?}");
    assert_ne!(fs::read(&kept).unwrap(), bytes);
}
