//! Uniform product names on cards, and amounts that end: what the command line says of them.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on has failed; the place says why"
)]

use std::fs;

use balie::{cli::Streams, cli::knowledge::Command, knowledge};
use jiff::civil::date;
use tempfile::TempDir;

use crate::cli::{err, out, run};

const CARD: &str = include_str!("../../assets/kennisbank/landelijk/huurtoeslag.md");

/// The form of the published list; these rows of it are from the copy of December 2021.
const LIST: &str = "UniformeProductnaam,URI,Rijk,Provincie,Waterschap,Gemeente,Burger\n\
    huurtoeslag,http://standaarden.overheid.nl/owms/terms/huurtoeslag,X,,,X,X\n\
    leerlingenvervoer,http://standaarden.overheid.nl/owms/terms/leerlingenvervoer,,,,X,X\n\
    leerlingenvervoer,http://standaarden.overheid.nl/owms/terms/leerlingenvervoer,,,,X,X\n";

/// A desk with one card that carries a product name, and a list beside it.
fn desk(uri: &str, list: &[u8]) -> (TempDir, String) {
    let data = TempDir::new().unwrap();
    let lines: Vec<&str> = CARD
        .lines()
        .filter(|line| !line.starts_with("upl = "))
        .collect();
    let without = lines.join("\n");
    let card = without.replacen("kind = ", &format!("upl = \"{uri}\"\nkind = "), 1);
    fs::create_dir_all(data.path().join("kennisbank")).unwrap();
    fs::write(data.path().join("kennisbank/huurtoeslag.md"), card).unwrap();
    let path = data.path().join("upl.csv");
    fs::write(&path, list).unwrap();
    (data, path.to_str().unwrap().to_owned())
}

#[test]
fn a_product_name_that_does_not_exist_is_told() {
    let (data, list) = desk(
        "http://standaarden.overheid.nl/owms/terms/huurtoeslaag",
        LIST.as_bytes(),
    );
    let output = run(data.path(), &["knowledge", "check", "--upl", &list], "");
    assert_eq!(output.status.code(), Some(1), "{}", err(&output));
    assert!(out(&output).contains("huurtoeslag.md: upl: http://standaarden.overheid.nl/owms/terms/huurtoeslaag is not in the list"), "{}", out(&output));
    assert!(
        out(&output).contains("among the 2 of the list"),
        "{}",
        out(&output)
    );
}

#[test]
fn a_product_name_that_exists_is_not_told() {
    let (data, list) = desk(
        "http://standaarden.overheid.nl/owms/terms/huurtoeslag",
        LIST.as_bytes(),
    );
    let output = run(data.path(), &["knowledge", "check", "--upl", &list], "");
    assert!(
        !out(&output).contains("/huurtoeslag is not in the list"),
        "{}",
        out(&output)
    );
}

#[test]
fn another_file_is_not_taken_for_the_list() {
    for (list, sentence) in [
        (
            b"naam;adres\n".as_slice(),
            "this is not the list of product names",
        ),
        (
            b"UniformeProductnaam,URI\nCaf\xe9,x\n".as_slice(),
            "this is not text in UTF-8",
        ),
    ] {
        let (data, path) = desk(
            "http://standaarden.overheid.nl/owms/terms/huurtoeslag",
            list,
        );
        let output = run(data.path(), &["knowledge", "check", "--upl", &path], "");
        assert_eq!(output.status.code(), Some(1));
        assert!(err(&output).contains(sentence), "{}", err(&output));
    }
}

#[test]
fn a_product_name_is_a_web_address() {
    let card = CARD.replacen("kind = ", "upl = \"huurtoeslag\"\nkind = ", 1);
    let problems = knowledge::parse_article("huurtoeslag.md", &card).unwrap_err();
    assert!(
        problems.iter().any(|problem| problem.field == "upl"),
        "{problems:?}"
    );
}

#[test]
fn amounts_that_end_this_year_are_told_from_the_first_of_december() {
    let data = TempDir::new().unwrap();
    let before = run(
        data.path(),
        &["knowledge", "ending", "--on", "2026-11-30"],
        "",
    );
    assert!(!out(&before).contains("2026-12-31"), "{}", out(&before));
    let from = run(
        data.path(),
        &["knowledge", "ending", "--on", "2026-12-01"],
        "",
    );
    assert!(
        out(&from).contains("2026-12-31  huurtoeslag: "),
        "{}",
        out(&from)
    );
    let last = run(
        data.path(),
        &["knowledge", "ending", "--on", "2026-12-31"],
        "",
    );
    assert_eq!(out(&from), out(&last));
    let never = run(
        data.path(),
        &["knowledge", "ending", "--on", "2030-05-05"],
        "",
    );
    assert_eq!(
        out(&never),
        "no amount ends within 31 days from 2030-05-05\n"
    );
}

#[test]
fn the_check_tells_them_too() {
    let data = TempDir::new().unwrap();
    let at = |day: jiff::civil::Date| {
        let now = day.at(9, 0, 0, 0).in_tz("Europe/Amsterdam").unwrap();
        let (mut printed, mut warned) = (Vec::new(), Vec::new());
        let mut streams = Streams {
            input: &mut std::io::empty(),
            out: &mut printed,
            warnings: &mut warned,
        };
        let check = balie::cli::check::Arguments {
            deep: false,
            passphrase_file: None,
        };
        balie::cli::Command::Check(check)
            .run(data.path(), &now, &mut streams)
            .unwrap();
        let ending = Command::Ending { on: None };
        balie::cli::Command::Knowledge(ending)
            .run(data.path(), &now, &mut streams)
            .unwrap();
        String::from_utf8(printed).unwrap()
    };
    let november = at(date(2026, 11, 22));
    assert!(!november.contains("amounts: "), "{november}");
    let december = at(date(2026, 12, 1));
    assert!(december.contains(" end within 31 days\n"), "{december}");
    assert_eq!(
        december.matches("2026-12-31  huurtoeslag: ").count() % 2,
        0,
        "once in each command\n{december}"
    );
}
