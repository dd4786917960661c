//! The pictures of the README: real screens as SVG, drawn by the program itself.
//!
//! `PICTURES=write cargo test --test it pictures` makes them anew; without that the test fails when one is stale.
#![expect(clippy::unwrap_used, reason = "a test may stop")]

mod svg;

use std::{env, fs, path::PathBuf};

use crate::desk::Pilot;

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/pictures")
}

/// Compares a picture with the one that stands in the folder, or writes it.
#[track_caller]
fn picture(name: &str, title: &str, desk: &Pilot) {
    let path = folder().join(format!("{name}.svg"));
    let drawn = svg::draw(&desk.draw(), title);
    if env::var_os("PICTURES").is_some_and(|wish| wish == "write") {
        fs::create_dir_all(folder()).unwrap();
        fs::write(&path, &drawn).unwrap();
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        kept == drawn,
        "{name}.svg is stale: look at the screen, then PICTURES=write cargo test --test it pictures"
    );
}

#[test]
fn the_readme_shows_real_screens() {
    let mut desk = Pilot::open();
    picture("thuis", "Home: the search box and the menu", &desk);
    desk.type_text("waterschap kwijt");
    picture(
        "zoeken",
        "Results of a search, the first card beside them",
        &desk,
    );
    desk.press("enter");
    picture("kaart", "A card, with sources and dates", &desk);
    let mut desk = Pilot::open();
    desk.press("tab 2 1");
    desk.type_text("de huur is te hoog");
    desk.press("enter 1 enter");
    picture("gesprek", "A question of a conversation", &desk);
    desk.press("ctrl+n enter");
    picture("nood", "A red-flag card", &desk);
}

#[test]
fn the_readme_shows_how_a_card_is_edited() {
    let mut desk = Pilot::coordinator();
    desk.press("tab - 6");
    picture(
        "kaartenbak",
        "The coordinator's list of work on cards",
        &desk,
    );
    desk.press("esc esc");
    desk.type_text("huurtoeslag");
    desk.press("enter a");
    picture(
        "kaart-aanpassen",
        "A card in the form of the coordinator",
        &desk,
    );
}

#[test]
fn the_readme_names_every_picture_and_no_other() {
    let house = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let readme = fs::read_to_string(house.join("README.md")).unwrap();
    let mut kept: Vec<String> = fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    kept.sort();
    let mut named: Vec<String> = readme
        .split("tests/pictures/")
        .skip(1)
        .filter_map(|rest| Some(format!("{}.svg", rest.split_once(".svg")?.0)))
        .collect();
    named.sort();
    named.dedup();
    assert_eq!(named, kept);
}
