//! What leaves the desk from the command line, and what is refused.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on has failed; the place says why"
)]

use std::fs;

use crate::{
    cli::{err, out},
    cli_desk::Desk,
};

#[test]
fn a_mistyped_folder_is_an_error_and_no_file() {
    let desk = Desk::set_up();
    for to in ["stik", "stik/"] {
        let output = desk.export("csv", &desk.path(to));
        assert_eq!(output.status.code(), Some(1), "{to}");
        assert!(
            err(&output).contains("there is no folder"),
            "{}",
            err(&output)
        );
        assert!(!fs::exists(desk.path(to)).unwrap(), "{to}");
    }
}

#[test]
fn outside_the_team_only_a_quarter_or_a_year_is_told() {
    let desk = Desk::set_up();
    desk.record("{\"thema\":\"geld\"}\n");
    let words = desk.path("coordinator");
    let figures = |from: &str, to: &str, more: &[&str]| {
        let asked = ["figures", "--from", from, "--to", to, "--outside"];
        let words = ["--passphrase-file", words.as_str()];
        desk.run(&[&asked[..], &words, more].concat(), "")
    };
    let month = figures("2026-11-01", "2026-11-30", &[]);
    assert_eq!(month.status.code(), Some(1));
    assert!(
        err(&month).contains("no quarter or year"),
        "{}",
        err(&month)
    );
    let stories = desk.path("verhalen.toml");
    fs::write(
        &stories,
        "[[verhaal]]\nthema = \"geld\"\ntekst = \"Samen lezen hielp.\"\n",
    )
    .unwrap();
    let year = figures("2026-01-01", "2026-12-31", &["--stories", &stories]);
    assert_eq!(year.status.code(), Some(0), "{}", err(&year));
    assert!(
        out(&year).contains("afgerond op vijftallen"),
        "{}",
        out(&year)
    );
    assert!(out(&year).contains("Samen lezen hielp."), "{}", out(&year));
    fs::write(
        &stories,
        "[[verhaal]]\nthema = \"geld\"\ntekst = \"nummer 123456782\"\n",
    )
    .unwrap();
    let refused = figures("2026-01-01", "2026-12-31", &["--stories", &stories]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(err(&refused).contains("holds a BSN"), "{}", err(&refused));
}

#[test]
fn the_register_leaves_encrypted_for_the_coordinator_or_not_at_all() {
    let desk = Desk::set_up();
    desk.record("{\"thema\":\"geld\"}\n");
    fs::create_dir(desk.path("uit")).unwrap();
    let to = desk.path("uit");
    let export = |words: &str, more: &[&str]| {
        let words = desk.path(words);
        let asked = [
            "export",
            "--register",
            "--to",
            to.as_str(),
            "--passphrase-file",
            words.as_str(),
        ];
        desk.run(&[&asked[..], more].concat(), "")
    };
    let key = age::x25519::Identity::generate();
    let recipient = key.to_public().to_string();
    assert_eq!(
        export("team", &["--recipient", &recipient]).status.code(),
        Some(1)
    );
    let plain = export("coordinator", &[]);
    assert!(
        err(&plain).contains("encrypted or not at all"),
        "{}",
        err(&plain)
    );
    let output = export("coordinator", &["--recipient", &recipient]);
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    let file = fs::read_dir(&to).unwrap().next().unwrap().unwrap().path();
    let opened = age::decrypt(&key, &fs::read(file).unwrap()).unwrap();
    assert!(String::from_utf8(opened).unwrap().contains("\"geld\""));
}
