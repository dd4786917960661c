//! The log of the program: what stands in it, what never does, and how large it becomes.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on has failed; the place says why"
)]

use std::{fs, os::unix::fs::PermissionsExt, path::Path, process::Command};

use balie::kiosk::logbook::{Event, Logbook, NAME};
use jiff::Timestamp;
use regex_lite::Regex;
use rustix::process::Signal;

use crate::{
    desk::window::Window,
    terminal::{WORDS, set_up},
};

/// A name and a number that pass nowhere as anything else.
const NAME_OF_SOMEONE: &str = "Vanderplanting";
const NUMBER: &str = "123456782";

fn log(data: &Path) -> String {
    fs::read_to_string(data.join(NAME)).unwrap_or_default()
}

/// Every line is a moment, a word of ours, and at most codes and numbers.
#[track_caller]
fn holds_nobody(log: &str) {
    let line =
        Regex::new(r"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d [a-z-]+( [a-zA-Z0-9_./:-]+)*$").unwrap();
    for each in log.lines() {
        assert!(line.is_match(each), "{each}");
    }
    let log = log.to_lowercase();
    for planted in [NAME_OF_SOMEONE, NUMBER, "appel", "waterschap"] {
        assert!(!log.contains(&planted.to_lowercase()), "{log}");
    }
}

fn says(log: &str, words: &[&str]) {
    let mut lines = log.lines();
    for word in words {
        assert!(
            lines.any(|line| line.contains(word)),
            "`{word}` does not follow in\n{log}"
        );
    }
}

#[test]
fn a_morning_stands_in_the_log_and_nobody_does() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    set_up(&data);
    let mut desk = Window::open(&data);
    desk.wait_for("De Oever");
    desk.type_text("waterschap");
    desk.wait_for("kaarten");
    desk.press("esc ctrl+l");
    desk.wait_for("Typ de vier woorden");
    desk.type_text(NAME_OF_SOMEONE);
    desk.press("enter");
    desk.wait_for("Deze woorden passen niet.");
    desk.press("ctrl+u");
    desk.type_text(WORDS);
    desk.press("enter");
    desk.wait_for("Rondleiding");
    desk.press("esc");
    desk.wait_for("Waar bent u vandaag?");
    desk.press("1");
    desk.wait_for("Wie zitten er");
    desk.type_text("Vanderplanti");
    desk.press("enter");
    desk.wait_for("bellen voor overleg?");
    desk.press("1 enter");
    desk.wait_for("Snelle vraag");
    desk.press("tab 2 1");
    desk.wait_for("Wat is uw vraag?");
    desk.type_text(&format!("mevrouw {NAME_OF_SOMEONE} met {NUMBER} "));
    desk.wait_for(NUMBER);
    desk.press("enter");
    desk.press("ctrl+l");
    desk.wait_for("Balie zit op slot.");
    desk.press("ctrl+c");
    desk.wait_for("Alles is bewaard.");
    desk.press("enter");
    desk.wait_for_end();
    let log = log(&data);
    says(
        &log,
        &[
            "gestart ",
            "niet-ontgrendeld fout-woorden",
            "ontgrendeld",
            "op-slot",
            "gestopt",
        ],
    );
    holds_nobody(&log);
    let mode = fs::metadata(data.join(NAME)).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}

#[test]
fn a_signal_and_damage_that_was_repaired_stand_in_the_log() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    set_up(&data);
    let mut desk = Window::open(&data);
    desk.wait_for("De Oever");
    desk.press("enter 1 1 1");
    desk.wait_for("Genoteerd");
    desk.send(Signal::TERM);
    desk.wait_for_end();
    says(&log(&data), &["gestart", "signaal 15"]);
    // Half a save at the end of what is sealed.
    let sealed = data.join("sealed.log");
    let mut bytes = fs::read(&sealed).unwrap();
    bytes.extend([0x42; 20]);
    fs::write(&sealed, bytes).unwrap();
    let mut desk = Window::open(&data);
    desk.wait_for("De Oever");
    desk.press("ctrl+l");
    desk.wait_for("Typ de vier woorden");
    desk.type_text(WORDS);
    desk.press("enter");
    desk.wait_for("Balie keek de gegevens na.");
    desk.wait_for("De stroom viel uit tijdens het bewaren.");
    desk.wait_for("Het nieuwste dat er is, is van");
    desk.press("enter");
    desk.wait_for("Rondleiding");
    desk.press("esc");
    desk.wait_for("Waar bent u vandaag?");
    let log = log(&data);
    says(&log, &["ontgrendeld", "hersteld hersteld-"]);
    holds_nobody(&log);
}

#[test]
#[ignore = "panics on purpose in a process of its own; the next test runs it"]
fn planted() {
    let data = std::env::var_os("BALIE_PLANTED").unwrap();
    Logbook::of(Path::new(&data)).note_panics(|| false);
    panic!("mevrouw {NAME_OF_SOMEONE} {NUMBER}");
}

#[test]
fn a_panic_is_noted_by_its_place_and_never_by_what_it_says() {
    let folder = tempfile::tempdir().unwrap();
    let ran = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "logbook::planted", "--ignored"])
        .env("BALIE_PLANTED", folder.path())
        .output()
        .unwrap();
    assert!(!ran.status.success());
    let log = log(folder.path());
    says(&log, &["paniek tests/it/logbook.rs:"]);
    holds_nobody(&log);
}

#[test]
fn three_files_of_256_kb_at_most_are_kept() {
    let folder = tempfile::tempdir().unwrap();
    let book = Logbook::of(folder.path());
    let at = Timestamp::UNIX_EPOCH;
    for rows in 0..40_000 {
        book.note(&Event::Exported(1, rows), at);
    }
    let files = book.files();
    assert_eq!(files.len(), 3);
    for file in &files {
        assert!(fs::metadata(file).unwrap().len() <= 256 << 10);
    }
    assert!(log(folder.path()).ends_with("meegenomen 1 39999\n"));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 3);
}

#[test]
fn a_folder_that_is_not_there_is_not_made_and_a_link_is_not_followed() {
    let folder = tempfile::tempdir().unwrap();
    Logbook::of(&folder.path().join("nergens")).note(&Event::Started, Timestamp::UNIX_EPOCH);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    let other = folder.path().join("brief.txt");
    fs::write(&other, "van een ander").unwrap();
    std::os::unix::fs::symlink(&other, folder.path().join(NAME)).unwrap();
    Logbook::of(folder.path()).note(&Event::Started, Timestamp::UNIX_EPOCH);
    assert_eq!(fs::read_to_string(&other).unwrap(), "van een ander");
}

#[test]
fn nothing_is_written_while_nothing_happens() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    set_up(&data);
    let mut desk = Window::open(&data);
    desk.wait_for("De Oever");
    while !desk.is_silent_for(std::time::Duration::from_secs(1)) {}
    let before = log(&data);
    assert_eq!(before.lines().count(), 1, "{before}");
    let _ = desk.is_silent_for(std::time::Duration::from_secs(2));
    desk.type_text("kwijt");
    desk.wait_for("kaarten");
    assert_eq!(log(&data), before);
}
