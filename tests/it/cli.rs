//! The command line: how it is read, what a person is told, and the exit codes of the real program.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on has failed; the place says why"
)]

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

use balie::cli::{self, Cli};
use clap::Parser;
use tempfile::TempDir;

/// Runs the real program on a data folder with something piped in.
pub(crate) fn run(data: &Path, arguments: &[&str], input: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_balie"))
        .arg("--data")
        .arg(data)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A program that stops at its arguments does not read what is piped in.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    child.wait_with_output().unwrap()
}

pub(crate) fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

pub(crate) fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

#[track_caller]
fn check_refused(data: &Path, arguments: &[&str], exit: i32, sentence: &str) {
    let output = run(data, arguments, "");
    assert_eq!(output.status.code(), Some(exit), "{}", err(&output));
    assert!(err(&output).contains(sentence), "{}", err(&output));
    assert_eq!(out(&output), "", "{arguments:?}");
}

#[test]
fn the_data_folder_may_stand_before_or_after_the_command() {
    for arguments in [
        ["balie", "--data", "/d", "search", "kwijt"],
        ["balie", "search", "--data", "/d", "kwijt"],
        ["balie", "search", "kwijt", "--data", "/d"],
        ["balie", "search", "kwijt", "--data=/d", "--limit=3"],
    ] {
        let cli = Cli::try_parse_from(arguments).unwrap();
        assert_eq!(cli.data, Some(PathBuf::from("/d")), "{arguments:?}");
        assert!(matches!(cli.command, Some(cli::Command::Search(_))));
    }
    let deep = Cli::try_parse_from(["balie", "knowledge", "list", "--json", "--data", "/d"]);
    assert_eq!(deep.unwrap().data, Some(PathBuf::from("/d")));
}

#[test]
fn no_command_is_the_screen() {
    let cli = Cli::try_parse_from(["balie", "--data", "/d"]).unwrap();
    assert!(cli.command.is_none());
    assert_eq!(
        cli::data_folder(cli.data.as_deref()).unwrap(),
        Path::new("/d")
    );
}

#[test]
fn what_is_missing_or_contradicts_is_refused() {
    for arguments in [
        vec!["balie", "search"],
        vec!["balie", "search", "--batch", "kwijt"],
        vec!["balie", "record", "--route", "snel"],
        vec!["balie", "check", "--deep"],
        vec![
            "balie",
            "export",
            "--day",
            "25-11-2026",
            "--format",
            "csv",
            "--to",
            "-",
            "--passphrase-file",
            "f",
        ],
        vec![
            "balie",
            "export",
            "--day",
            "2026-11-25",
            "--format",
            "doc",
            "--to",
            "-",
            "--passphrase-file",
            "f",
        ],
    ] {
        assert!(Cli::try_parse_from(&arguments).is_err(), "{arguments:?}");
    }
}

#[test]
fn usage_is_for_a_person_to_mend_and_help_is_no_fault() {
    let data = TempDir::new().unwrap();
    check_refused(data.path(), &["zoek"], 1, "unrecognized subcommand 'zoek'");
    check_refused(data.path(), &["export"], 1, "--passphrase-file <FILE>");
    assert_eq!(run(data.path(), &["--help"], "").status.code(), Some(0));
    assert_eq!(run(data.path(), &["--version"], "").status.code(), Some(0));
}

#[test]
fn a_batch_answers_every_line_in_order() {
    let data = TempDir::new().unwrap();
    let output = run(
        data.path(),
        &["search", "--batch", "--limit", "2"],
        "kwijtschelding\n\nxyzzyq \"=;\n",
    );
    assert_eq!(output.status.code(), Some(0));
    let answers: Vec<serde_json::Value> = out(&output)
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let queries: Vec<&str> = answers
        .iter()
        .map(|answer| answer["query"].as_str().unwrap())
        .collect();
    assert_eq!(queries, ["kwijtschelding", "", "xyzzyq \"=;"]);
    assert_eq!(answers[0]["verdict"], "found");
    assert!(answers[0]["micros"].as_f64().unwrap() > 0.0);
    let hits = answers[0]["hits"].as_array().unwrap();
    assert!((1..=2).contains(&hits.len()), "{hits:?}");
    assert!(hits[0]["title"].as_str().unwrap().contains("wijtschelding"));
    assert!(hits[0]["id"].is_string() && hits[0]["score"].is_number());
    assert_eq!(answers[1]["verdict"], "none");
    assert_eq!(answers[1]["hits"], serde_json::json!([]));
    let verdict = answers[2]["verdict"].as_str().unwrap();
    assert!(["found", "unsure", "none"].contains(&verdict));
}

#[test]
fn a_batch_that_is_no_text_is_told_with_its_line() {
    let data = TempDir::new().unwrap();
    let mut child = Command::new(env!("CARGO_BIN_EXE_balie"))
        .args(["search", "--batch", "--data"])
        .arg(data.path())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child
        .stdin
        .take()
        .unwrap()
        .write_all(b"geld\n\xff\xfe\n")
        .unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(
        err(&output).starts_with("balie: line 2 of the input"),
        "{}",
        err(&output)
    );
    assert_eq!(
        out(&output).lines().count(),
        1,
        "the line before it is answered"
    );
}

#[test]
fn every_card_is_listed() {
    let data = TempDir::new().unwrap();
    let output = run(data.path(), &["knowledge", "list", "--json"], "");
    let cards: Vec<serde_json::Value> = serde_json::from_slice(&output.stdout).unwrap();
    assert!(cards.len() >= 225, "{} cards", cards.len());
    assert!(cards.iter().any(|card| card["id"] == "huurtoeslag"));
    let names = out(&run(data.path(), &["knowledge", "list"], ""));
    assert_eq!(names.lines().count(), cards.len());
}

#[test]
fn what_is_shipped_is_sound() {
    let data = TempDir::new().unwrap();
    let output = run(data.path(), &["check"], "");
    assert_eq!(output.status.code(), Some(0), "{}", out(&output));
    assert!(out(&output).contains(" 0 problems\n"), "{}", out(&output));
    assert!(out(&output).contains("store: none in "), "{}", out(&output));
}

#[test]
fn every_broken_file_is_told_at_once_and_the_rest_still_works() {
    let data = TempDir::new().unwrap();
    let cards = data.path().join("kennisbank");
    fs::create_dir_all(&cards).unwrap();
    fs::write(cards.join("huurtoeslag.md"), b"\x00\xff binair").unwrap();
    fs::write(cards.join("eigen.md"), "geen kaart").unwrap();
    let output = run(data.path(), &["check"], "");
    assert_eq!(output.status.code(), Some(1));
    let told = out(&output);
    assert!(told.contains("huurtoeslag.md"), "{told}");
    assert!(told.contains("eigen.md"), "{told}");
    let found = run(data.path(), &["search", "huurtoeslag"], "");
    assert!(
        out(&found).contains("Huurtoeslag"),
        "the shipped card stays"
    );
}

#[test]
fn an_own_card_is_added_and_found() {
    let data = TempDir::new().unwrap();
    let cards = data.path().join("kennisbank/eigen");
    fs::create_dir_all(&cards).unwrap();
    let shipped = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/assets/kennisbank/landelijk/huurtoeslag.md"
    );
    let text = fs::read_to_string(shipped).unwrap();
    let own = text
        .replacen("id = \"huurtoeslag\"", "id = \"breicafe\"", 1)
        .replacen("name = \"Huurtoeslag\"", "name = \"Breicafé Zonnehoek\"", 1);
    fs::write(cards.join("breicafe.md"), own).unwrap();
    assert!(out(&run(data.path(), &["search", "breicafe"], "")).contains("Breicafé Zonnehoek"));
    assert_eq!(run(data.path(), &["check"], "").status.code(), Some(0));
}

#[test]
fn a_folder_without_a_desk_is_told_with_what_to_do() {
    let data = TempDir::new().unwrap();
    let export = [
        "export",
        "--day",
        "2026-11-25",
        "--format",
        "csv",
        "--to",
        "-",
        "--passphrase-file",
        "woorden",
    ];
    check_refused(data.path(), &export, 1, "no desk was set up in");
    check_refused(data.path(), &export, 1, "balie init");
    let name = ["stick", "name", ".", "--coordinator-file", "woorden"];
    check_refused(data.path(), &name, 1, "no desk was set up in");
}

#[test]
fn an_unknown_route_is_told_with_the_known_ones() {
    let data = TempDir::new().unwrap();
    let record = ["record", "--route", "traag", "--answers", "-"];
    check_refused(data.path(), &record, 1, "there is no route `traag`");
}

#[test]
fn a_log_that_was_changed_by_one_digit_is_refused() {
    let data = TempDir::new().unwrap();
    let lines = crate::export_reading::written();
    let file = data.path().join("daglog.jsonl");
    let name = file.to_str().unwrap();
    fs::write(&file, &lines).unwrap();
    let output = run(data.path(), &["verify", name], "");
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    let key = crate::export_reading::key().public();
    assert_eq!(
        out(&output),
        format!(
            "whole: 2026-11-25 of wijkcontactpunt-de-oever (store 07070707070707070707070707070707), \
             edition 1, 3 rows, 3 of 3 by volunteers\nsigned: {} {key} \
             (compare this with what the desk says, or give --key FILE)\n",
            key.fingerprint()
        )
    );
    let keys = data.path().join("sleutel");
    fs::write(&keys, format!("# de balie\n{key}\n")).unwrap();
    let with_key = ["verify", name, "--key", keys.to_str().unwrap()];
    assert_eq!(run(data.path(), &with_key, "").status.code(), Some(0));
    let seed = zeroize::Zeroizing::new([1; 32]);
    let other = balie::signature::SigningKey::from_seed(&seed).public();
    fs::write(&keys, format!("{other}\n")).unwrap();
    check_refused(
        data.path(),
        &with_key,
        1,
        "daglog.jsonl: line 4: signed by another desk",
    );
    fs::write(&file, lines.replacen("\"uur\":9", "\"uur\":8", 1)).unwrap();
    check_refused(data.path(), &["verify", name], 1, "daglog.jsonl: line 1: ");
    fs::write(&file, [0x7b, 0xff, 0x0a]).unwrap();
    check_refused(
        data.path(),
        &["verify", name],
        1,
        "daglog.jsonl: line 1: not text",
    );
}
