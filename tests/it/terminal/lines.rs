//! The line mode as a whole: in a terminal, in one that can do little, and in a pipe.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on has failed; the place says why"
)]

use std::{
    io::Write,
    path::Path,
    process::{Command, Output, Stdio},
};

use balie::store::{Secret, Store};
use portable_pty::CommandBuilder;
use rustix::process::Signal;

use super::{WORDS, set_up};
use crate::desk::window::Window;

/// Home, the window, and what scrolled out of it.
const CLEARED: &[u8] = b"\x1b[H\x1b[2J\x1b[3J";

fn open(data: &Path, term: &str) -> Window {
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_balie"));
    command.env_clear();
    command.env("TERM", term);
    command.arg("--plain");
    command.arg("--data");
    command.arg(data);
    let mut desk = Window::run(command);
    desk.wait_for("Snelle vraag");
    desk
}

fn unlocked(data: &Path, term: &str) -> Window {
    set_up(data);
    let mut desk = open(data, term);
    desk.type_text("5\r");
    desk.wait_for("Typ de vier woorden");
    desk.type_text(WORDS);
    desk.type_text("\r");
    desk.wait_for("Rondleiding");
    desk.type_text("<\r");
    desk.wait_for("Waar bent u vandaag?");
    desk.type_text("1\r");
    desk.wait_for("Wie zitten er");
    desk.type_text("An\r");
    desk.wait_for("bellen voor overleg?");
    desk.type_text("1\r");
    desk.wait_for("Bewaard ");
    desk.type_text("\r");
    desk.wait_for("s. Op slot");
    desk
}

/// Begins a talk with these words; they are on disk when this returns.
fn talk(desk: &mut Window, words: &str) {
    desk.type_text("2\r");
    desk.wait_for("Welk gesprek begint u?");
    desk.type_text("1\r");
    desk.wait_for("Wat is uw vraag?");
    desk.type_text(&format!("{words}\r"));
    desk.wait_for("Voor wie is de vraag?");
}

pub(super) fn holds(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

/// The words of the talks that go on, and whether each was set aside.
pub(super) fn drafts(data: &Path) -> Vec<(String, bool)> {
    let now = balie::cli::now().unwrap().timestamp();
    let mut store = Store::open(data, now).unwrap();
    store.unlock(&Secret::new(WORDS), now).unwrap();
    let drafts = store.drafts().unwrap();
    store.close(now).unwrap();
    let words = |talk: &balie::domain::Session| format!("{:?}", talk.answers.get("vraag_woorden"));
    drafts
        .iter()
        .map(|talk| (words(talk), talk.parked))
        .collect()
}

#[test]
fn secrets_are_not_echoed_and_the_lock_clears_the_window_and_what_scrolled_out() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let mut desk = unlocked(&data, "xterm-256color");
    assert!(
        !holds(&desk.written, WORDS.as_bytes()),
        "the words were shown"
    );
    talk(&mut desk, "een verhaal dat niemand hoort");
    assert!(!holds(&desk.written, b"\x1b"), "nothing is drawn");
    desk.type_text(".s\r");
    desk.wait_for("Balie zit op slot.");
    assert!(holds(&desk.written, CLEARED));
    assert!(!desk.screen().contains("niemand hoort"));
    desk.type_text("0\r");
    desk.wait_for("Stoppen?");
    desk.type_text("\r");
    assert_eq!(desk.wait_for_end().exit_code(), 0);
    desk.is_handed_back();
    assert!(
        desk.screen().starts_with("Balie is gestopt."),
        "{}",
        desk.screen()
    );
}

#[test]
fn the_secrets_of_set_up_are_cleared_from_the_window_when_they_stand_on_paper() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_balie"));
    command.env_clear();
    command.env("TERM", "xterm");
    command.args(["--plain", "--data"]);
    command.arg(&data);
    let mut desk = Window::run(command);
    desk.wait_for("Welkom bij Balie.");
    desk.type_text("2\r");
    desk.wait_for("Waar staat deze laptop");
    desk.type_text("1\r");
    desk.wait_for("= opgeschreven");
    let screen = desk.screen();
    let secrets: Vec<String> = [
        "Voor het team",
        "Alleen voor de co",
        "In een gesloten envelop",
    ]
    .map(|label| {
        let mut lines = screen.lines().map(str::trim);
        let found = lines.find(|line| line.starts_with(label));
        found.and_then(|_| lines.next()).unwrap().to_owned()
    })
    .to_vec();
    desk.type_text("\r");
    for (asked, secret) in [
        "Typ de vier woorden",
        "vijf woorden van de co",
        "de code uit de envelop",
    ]
    .iter()
    .zip(&secrets)
    {
        desk.wait_for(asked);
        assert!(!holds(&desk.written, CLEARED));
        desk.type_text(&format!("{secret}\r"));
    }
    desk.wait_for("Rondleiding");
    desk.type_text("<\r");
    desk.wait_for("Waar bent u vandaag?");
    assert!(holds(&desk.written, CLEARED));
    for secret in &secrets {
        assert!(!desk.screen().contains(secret), "{}", desk.screen());
    }
}

#[test]
fn a_terminal_that_can_do_little_gets_lines_by_itself_and_no_escape_sequence() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    set_up(&data);
    let mut desk = Window::open_with(&data, &[("TERM", "dumb")]);
    desk.wait_for("Snelle vraag");
    desk.type_text("kwijtschelding\r");
    desk.wait_for("Enter = de eerste kaart");
    // The end of the input.
    desk.type_text("\u{4}");
    assert_eq!(desk.wait_for_end().exit_code(), 0);
    assert!(holds(&desk.written, b"Balie is gestopt."));
    assert!(!holds(&desk.written, b"\x1b"));
}

#[test]
fn the_end_of_the_input_and_every_signal_set_the_talk_aside() {
    let ends = [
        None,
        Some(Signal::INT),
        Some(Signal::TERM),
        Some(Signal::HUP),
    ];
    for end in ends {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("data");
        let mut desk = unlocked(&data, "xterm-256color");
        talk(&mut desk, "een brief van de belasting");
        desk.type_text("!\r");
        desk.wait_for("Wat is er aan de hand?");
        match end {
            None => desk.type_text("\u{4}"),
            Some(signal) => desk.send(signal),
        }
        let status = desk.wait_for_end();
        assert_eq!(status.success(), end.is_none());
        desk.is_handed_back();
        assert!(desk.written.ends_with(b"Alles is bewaard.\r\n"));
        let kept = drafts(&data);
        assert_eq!(kept.len(), 1, "{end:?}: {kept:?}");
        assert!(
            kept.iter()
                .all(|(words, parked)| words.contains("brief") && *parked)
        );
    }
}

#[test]
fn a_signal_while_a_secret_is_typed_hands_the_terminal_back() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    set_up(&data);
    let mut desk = open(&data, "xterm");
    desk.type_text("5\r");
    desk.wait_for("Typ de vier woorden");
    desk.type_text("appel fi");
    desk.send(Signal::TERM);
    desk.wait_for_end();
    desk.is_handed_back();
    assert!(!holds(&desk.written, b"appel"));
}

#[test]
fn a_killed_line_mode_keeps_every_answer() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let mut desk = unlocked(&data, "xterm");
    talk(&mut desk, "de kachel is stuk");
    desk.send(Signal::KILL);
    desk.wait_for_end();
    let kept = drafts(&data);
    assert!(
        kept.iter().any(|(words, _)| words.contains("kachel")),
        "{kept:?}"
    );
    let mut again = open(&data, "xterm");
    again.type_text("5\r");
    again.wait_for("Typ de vier woorden");
    again.type_text(&format!("{WORDS}\r"));
    again.wait_for("de kachel is stuk");
    again.type_text("1\r");
    again.wait_for("Voor wie is de vraag?");
}

/// Runs the line mode with these lines piped in.
fn piped(data: &Path, lines: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_balie"))
        .env_clear()
        .arg("--plain")
        .arg("--data")
        .arg(data)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A child that ended already says why below.
    let _ = child.stdin.take().unwrap().write_all(lines.as_bytes());
    child.wait_with_output().unwrap()
}

#[test]
fn a_pipe_is_read_to_its_end_and_what_was_begun_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    set_up(&data);
    let lines = format!("5\n{WORDS}\n<\n1\nAn\n1\n\n1\n1\n1\n1\n2\n1\neen vraag uit een pijp");
    let output = piped(&data, &lines);
    let said = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(0), "{said}");
    assert!(said.contains("Genoteerd: Geld en schulden"), "{said}");
    assert!(said.contains("Voor wie is de vraag?"), "{said}");
    assert!(!said.contains('\u{1b}'));
    assert!(output.stderr.is_empty());
    let kept = drafts(&data);
    assert!(
        kept.iter()
            .all(|(words, parked)| words.contains("pijp") && *parked),
        "{kept:?}"
    );
    assert_eq!(kept.len(), 1);
}

#[test]
fn bytes_that_are_no_text_and_a_line_without_end_do_no_harm() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    set_up(&data);
    let mut child = Command::new(env!("CARGO_BIN_EXE_balie"))
        .env_clear()
        .args(["--plain", "--data"])
        .arg(&data)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    input.write_all(b"\xff\xfe\x1b[31m\x00kwijt\n").unwrap();
    input.write_all(&vec![b'a'; 3_000_000]).unwrap();
    drop(input);
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert!(!holds(&output.stdout, b"\x1b"));
}
