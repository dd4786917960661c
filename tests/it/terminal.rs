//! The real program in a real terminal: one whole morning, and what only a terminal can show.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on has failed; the place says why"
)]

mod figures;
mod lines;
mod morning;
mod planted;
pub(crate) mod secrecy;
mod stuck;
mod torn;

use std::{
    fs,
    path::Path,
    time::{Duration, Instant},
};

use balie::{
    store::{Derivation, Secret, Secrets, Store},
    tui::terminal::{Terminal, hand_back_on_panic},
};
use portable_pty::CommandBuilder;
use rustix::process::Signal;
use tempfile::TempDir;

use crate::desk::window::Window;

pub(crate) const WORDS: &str = "appel fiets molen dijk";

/// A desk that was set up and is locked. The words cost little to try: these tests are not about that.
pub(crate) fn set_up(data: &Path) {
    let secrets = Secrets {
        desk: Secret::new(WORDS),
        coordinator: Secret::new("wolk lamp trein kaars brood"),
        recovery: Secret::new("herstel van papier met vele woorden"),
    };
    let now = balie::cli::now().unwrap().timestamp();
    let place = "wijkcontactpunt-de-oever".into();
    let cheap = Derivation::cheap_for_tests();
    let mut store = Store::create_with(data, &place, &secrets, cheap, now).unwrap();
    store.lock(now).unwrap();
}

fn locked_desk() -> (TempDir, Window) {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    set_up(&data);
    let mut window = Window::open(&data);
    // The place stands on the screen when the store was opened.
    window.wait_for("De Oever");
    (folder, window)
}

#[test]
fn stopping_hands_the_terminal_back() {
    let (_folder, mut window) = locked_desk();
    window.is_taken();
    window.press("ctrl+c");
    window.wait_for("Alles is bewaard.");
    window.press("enter");
    assert_eq!(window.wait_for_end().exit_code(), 0);
    window.is_handed_back();
}

#[test]
fn signals_hand_the_terminal_back() {
    for signal in [Signal::TERM, Signal::HUP] {
        let (_folder, mut window) = locked_desk();
        window.is_taken();
        window.type_text("kwijt");
        window.wait_for("kaarten");
        window.send(signal);
        let status = window.wait_for_end();
        assert!(!status.success());
        window.is_handed_back();
    }
}

#[test]
fn a_terminal_that_goes_without_a_signal_ends_the_program() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    set_up(&data);
    // Of a session of its own: the system sends no SIGHUP when the terminal goes.
    let mut command = CommandBuilder::new("setsid");
    let balie = env!("CARGO_BIN_EXE_balie");
    command.args(["--wait", balie, "--data"]);
    command.arg(&data);
    command.env("TERM", "xterm-256color");
    let mut window = Window::run(command);
    window.wait_for("De Oever");
    assert!(is_open(&data));
    drop(window);
    let deadline = Instant::now() + Duration::from_secs(30);
    while is_open(&data) {
        assert!(
            Instant::now() < deadline,
            "it still runs, without a terminal"
        );
        std::thread::yield_now();
    }
}

/// Whether some program has this desk open.
fn is_open(data: &Path) -> bool {
    let lock = fs::File::open(data.join("LOCK")).unwrap();
    match lock.try_lock() {
        Ok(()) => false,
        Err(fs::TryLockError::WouldBlock) => true,
        Err(fs::TryLockError::Error(error)) => panic!("{error}"),
    }
}

#[test]
#[ignore = "plants a panic in a view, in a terminal of its own; the next test runs it"]
fn planted() {
    let mut terminal = Terminal::take().unwrap();
    hand_back_on_panic(|| false);
    terminal.paint(|_| {}).unwrap();
    terminal.paint(|_| panic!("planted in a view")).unwrap();
}

#[test]
fn a_panic_in_a_view_hands_the_terminal_back_and_can_be_read() {
    let mut command = CommandBuilder::new(std::env::current_exe().unwrap());
    command.args(["--exact", "terminal::planted", "--ignored", "--nocapture"]);
    let mut window = Window::run(command);
    window.wait_for("planted in a view");
    assert!(!window.wait_for_end().success());
    window.is_handed_back();
    assert!(window.was_taken(), "the terminal was taken before");
}

#[test]
fn a_stopped_balie_lends_the_terminal_and_goes_on_where_it_was() {
    let (_folder, mut window) = locked_desk();
    window.type_text("kwijt");
    window.wait_for("kaarten");
    window.send(Signal::TSTP);
    window.wait_until_stopped();
    window.is_handed_back();
    window.send(Signal::CONT);
    window.wait_for("kwijt");
    window.type_text("schelding");
    window.wait_for("kwijtschelding");
    window.is_taken();
}

#[test]
fn a_second_balie_says_so_and_still_looks_things_up() {
    let (folder, _first) = locked_desk();
    let mut second = Window::open(&folder.path().join("data"));
    second.wait_for("Balie staat al open op deze computer.");
    second.type_text("kwijtschelding");
    second.wait_for("kaarten");
    second.press("enter");
    second.wait_for("Cocensus");
}

#[test]
fn a_file_in_the_place_of_the_data_folder_is_told_and_lookup_works() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    fs::write(&data, "geen map").unwrap();
    let mut window = Window::open(&data);
    window.wait_for("staan geen gegevens van Balie.");
    window.type_text("kwijtschelding");
    window.wait_for("kaarten");
    assert_eq!(fs::read_to_string(&data).unwrap(), "geen map");
}

/// From the choice of the place to the end of set-up; gives the team's words as they stood on the screen.
fn write_down_and_type_over(window: &mut Window) -> String {
    window.wait_for("Schrijf deze woorden");
    let team = words_below(window, "Voor het team");
    let coordinator = words_below(window, "Alleen voor de co");
    let recovery = words_below(window, "In een gesloten envelop");
    window.press("enter");
    for (asked, secret) in [
        ("Typ de vier woorden", &team),
        ("vijf woorden van de co", &coordinator),
        ("Typ nu de code uit de envelop", &recovery),
    ] {
        window.wait_for(asked);
        window.type_text(secret);
        window.press("enter");
    }
    team
}

fn words_below(window: &Window, label: &str) -> String {
    let screen = window.screen();
    let mut lines = screen.lines().map(str::trim);
    lines
        .find(|line| line.starts_with(label))
        .and_then(|_| lines.next())
        .unwrap()
        .to_owned()
}

#[test]
fn a_broken_card_in_the_data_folder_is_skipped_and_counted() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    set_up(&data);
    let cards = data.join("kennisbank");
    fs::create_dir_all(&cards).unwrap();
    fs::write(cards.join("kapot.md"), [0xff, 0xfe, 0x00, 0x9f, 0x92]).unwrap();
    let mut window = Window::open(&data);
    window.wait_for("Er zit een fout in de kaarten.");
    window.type_text("kwijtschelding");
    window.wait_for("kaarten");
}

#[test]
fn no_color_means_no_colour() {
    let folder = tempfile::tempdir().unwrap();
    let mut plain = Window::open_with(&folder.path().join("data"), &[("NO_COLOR", "1")]);
    plain.wait_for("Welkom bij Balie.");
    let mut coloured = Window::open(&folder.path().join("data"));
    coloured.wait_for("Welkom bij Balie.");
    assert!(!has_colour(&plain));
    assert!(has_colour(&coloured));
}

fn has_colour(window: &Window) -> bool {
    let screen = window.parsed();
    (0..24).any(|row| {
        (0..80).any(|column| {
            screen.cell(row, column).is_some_and(|cell| {
                cell.fgcolor() != vt100::Color::Default || cell.bgcolor() != vt100::Color::Default
            })
        })
    })
}

#[test]
fn nothing_wakes_the_program_before_unlocking() {
    let (_folder, mut window) = locked_desk();
    // Going to wait after the last frame is a switch of its own.
    while !window.is_silent_for(Duration::from_secs(1)) {}
    let before = window.wake_ups();
    assert!(window.is_silent_for(Duration::from_secs(2)));
    assert_eq!(window.wake_ups(), before);
}

#[test]
fn a_window_that_changes_size_is_drawn_anew() {
    let (_folder, mut window) = locked_desk();
    window.resize(30, 8);
    window.wait_for("te klein");
    window.resize(120, 40);
    window.wait_for("Ontgrendelen");
}

#[test]
fn pasted_text_with_control_characters_leaves_the_terminal_whole() {
    let (_folder, mut window) = locked_desk();
    window.type_text("\u{1b}[200~kwijt\u{7}schelding\r\nvoor de huur\u{1b}[201~");
    window.wait_for("kwijt schelding voor de huur");
    window.is_taken();
}
