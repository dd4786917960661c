//! What the desk knows, shipped and with the data folder over it.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on has failed; the place says why"
)]

use std::{fs, path::Path};

use balie::{
    domain::{ArticleId, RouteId},
    kiosk::library::Library,
};
use tempfile::TempDir;

const CARD: &str = include_str!("../../assets/kennisbank/landelijk/huurtoeslag.md");

fn write(data: &Path, file: &str, text: &str) {
    let path = data.join(file);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

#[test]
fn a_position_of_the_index_is_a_position_of_the_cards() {
    let library = Library::load(None);
    let answer = library.index.find("huurtoeslag", 1);
    let article = &library.articles[answer.hits[0].position];
    assert_eq!(article.id, answer.hits[0].id);
    assert_eq!(library.article(&article.id), Some(article));
    assert_eq!(library.article(&ArticleId::from("geen-kaart")), None);
}

#[test]
fn routes_ask_for_the_subthemes_of_the_local_data() {
    let library = Library::load(None);
    let route = &library.routes[&RouteId::from("algemeen")];
    let of_route: Vec<&str> = route.lists["subthema"]
        .iter()
        .map(|choice| choice.name.as_str())
        .collect();
    let local: Vec<&str> = library
        .local
        .subthemes
        .iter()
        .map(|subtheme| subtheme.id.as_str())
        .collect();
    assert_eq!(of_route, local);
}

#[test]
fn codes_have_the_words_of_the_lists() {
    let labels = Library::load(None).labels();
    assert_eq!(labels["thema-geld"], "Geld en schulden");
    assert_eq!(labels["subthema-schulden"], "Schulden of achterstand");
    assert_eq!(labels["plaats-wijkcontactpunt-de-oever"], "De Oever");
    assert_eq!(labels["route-snel"], "Snelle vraag");
}

#[test]
fn a_card_of_the_data_folder_replaces_the_shipped_one() {
    let data = TempDir::new().unwrap();
    let own = CARD.replacen("name = \"Huurtoeslag\"", "name = \"Onze huurtoeslag\"", 1);
    write(data.path(), "kennisbank/huurtoeslag.md", &own);
    let library = Library::load(Some(data.path()));
    assert_eq!(library.problems, []);
    let article = library.article(&ArticleId::from("huurtoeslag")).unwrap();
    assert_eq!(article.name, "Onze huurtoeslag");
    assert_eq!(library.articles.len(), Library::load(None).articles.len());
}

#[test]
fn a_broken_replacement_leaves_the_shipped_card() {
    let data = TempDir::new().unwrap();
    write(
        data.path(),
        "kennisbank/huurtoeslag.md",
        "+++\nid = \n+++\n",
    );
    let library = Library::load(Some(data.path()));
    assert_ne!(library.problems, []);
    assert!(
        library
            .problems
            .iter()
            .all(|problem| problem.file.ends_with("kennisbank/huurtoeslag.md")),
        "{:?}",
        library.problems
    );
    let article = library.article(&ArticleId::from("huurtoeslag")).unwrap();
    assert_eq!(article.name, "Huurtoeslag");
}

#[test]
fn two_files_of_one_id_are_told_and_the_first_stays() {
    let data = TempDir::new().unwrap();
    write(data.path(), "kennisbank/a/huurtoeslag.md", CARD);
    write(data.path(), "kennisbank/b/huurtoeslag.md", CARD);
    let library = Library::load(Some(data.path()));
    let [problem] = library.problems.as_slice() else {
        unreachable!("{:?}", library.problems)
    };
    assert!(problem.file.ends_with("kennisbank/b/huurtoeslag.md"));
    assert!(problem.what.starts_with("the id `huurtoeslag` is that of "));
    assert_eq!(problem.field, "id");
}
