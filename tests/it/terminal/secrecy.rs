//! What a resident said, and the words that open the store, on a real terminal: on the screen while someone works, and
//! nowhere once it is locked, stopped or broken.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on has failed; the place says why"
)]

use std::{fs, path::Path};

use balie::{
    domain::{Answer, Change, EnquiryId, Session, Tempo, VisitId},
    store::{Secret, Store},
    tui::terminal::{Terminal, hand_back_on_panic},
};
use portable_pty::CommandBuilder;
use ratatui::widgets::Paragraph;

use super::{WORDS, set_up};
use crate::desk::window::Window;

const CANARY: &str = "kanariepiet";

/// Everything a person could still scroll to in the terminal: what was ever written, taken in by a terminal that keeps a
/// thousand lines, with the screen that the program leaves behind.
fn scrollback(written: &[u8]) -> String {
    let mut parser = vt100::Parser::new(24.try_into().unwrap(), 80.try_into().unwrap(), 1000);
    parser.process(written);
    let mut all = parser.screen().contents();
    for back in 0..1000 {
        parser.screen_mut().set_scrollback(back);
        all += &parser.screen().contents();
    }
    all
}

#[test]
fn what_was_typed_is_gone_from_the_terminal_once_it_is_locked_or_stopped() {
    let home = tempfile::tempdir().unwrap();
    let data = home.path().join("balie");
    set_up(&data);
    let mut desk = Window::open_with(&data, &[("HOME", home.path().to_str().unwrap())]);
    desk.wait_for("De Oever");
    desk.press("ctrl+l");
    desk.wait_for("Typ de vier woorden");
    desk.type_text(WORDS);
    assert_no_secret_in_process(&desk);
    desk.press("enter");
    desk.wait_for("Rondleiding");
    desk.press("esc");
    desk.wait_for("Waar bent u vandaag?");
    desk.press("1");
    desk.wait_for("Wie zitten er achter de tafel?");
    desk.press("enter");
    desk.wait_for("Wie kunt u vandaag bellen");
    desk.press("2");
    desk.wait_for("De dienst van vandaag");
    desk.press("enter");
    desk.wait_for("Snelle vraag");
    desk.press("tab 2 1");
    desk.wait_for("Wat is uw vraag?");
    desk.type_text(&format!("een {CANARY} zoekt hulp"));
    desk.wait_for(CANARY);
    desk.press("enter");
    desk.wait_for("Voor wie is de vraag?");
    desk.press("ctrl+p");
    desk.press("ctrl+l");
    desk.wait_for("Balie zit op slot.");
    assert!(!desk.screen().contains(CANARY), "{}", desk.screen());
    let seen = scrollback(&desk.written);
    assert!(seen.contains("Balie zit op slot."), "{seen}");
    assert!(!seen.contains(CANARY) && !seen.contains("molen"), "{seen}");
    desk.press("ctrl+c");
    desk.wait_for("Alles is bewaard.");
    desk.press("enter");
    desk.wait_for_end();
    desk.is_handed_back();
    let seen = scrollback(&desk.written);
    assert!(!seen.contains(CANARY) && !seen.contains("molen"), "{seen}");
    // Nothing but the data folder was written, and no file of it holds a word of it.
    let beside: Vec<_> = fs::read_dir(home.path())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    assert_eq!(beside, std::slice::from_ref(&data));
    no_file_holds(&data, CANARY);
    no_file_holds(&data, "molen dijk");
    let now = balie::cli::now().unwrap().timestamp();
    let mut store = Store::open(&data, now).unwrap();
    store.unlock(&Secret::new(WORDS), now).unwrap();
    assert!(
        format!("{:?}", store.drafts().unwrap()).contains(CANARY),
        "it was kept"
    );
}

/// Neither the arguments nor the environment of the program hold the words.
fn assert_no_secret_in_process(desk: &Window) {
    assert_eq!(core_limit_of(desk.process_id()), Ok(()));
    for file in ["cmdline", "environ"] {
        let text = fs::read(format!("/proc/{}/{file}", desk.process_id())).unwrap();
        let text = String::from_utf8_lossy(&text).into_owned();
        assert!(
            !text.is_empty() && !text.contains("molen"),
            "{file}: {text}"
        );
    }
}

/// A crash of this process leaves no copy of its memory behind. Says what its limit is when it is another.
pub(crate) fn core_limit_of(process: u32) -> Result<(), String> {
    let limits = fs::read_to_string(format!("/proc/{process}/limits")).unwrap();
    let line = limits
        .lines()
        .find(|line| line.starts_with("Max core file size"));
    let numbers: Vec<&str> = line.unwrap().split_whitespace().skip(4).take(2).collect();
    if numbers == ["0", "0"] {
        Ok(())
    } else {
        Err(line.unwrap().to_owned())
    }
}

fn no_file_holds(folder: &Path, word: &str) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            no_file_holds(&path, word);
        } else {
            let bytes = fs::read(&path).unwrap();
            let is_there = bytes
                .windows(word.len())
                .any(|window| window == word.as_bytes());
            assert!(!is_there, "{}", path.display());
        }
    }
}

#[test]
#[ignore = "panics with a talk in memory and on the screen, in a terminal of its own; the next test runs it"]
fn broken_off() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    set_up(&data);
    let now = balie::cli::now().unwrap().timestamp();
    let mut store = Store::open(&data, now).unwrap();
    store.unlock(&Secret::new(WORDS), now).unwrap();
    let talk = Session {
        id: EnquiryId([1; 16]),
        visit: VisitId([1; 16]),
        shift: None,
        place: "wijkcontactpunt-de-oever".into(),
        route: "algemeen".into(),
        tempo: Tempo::Short,
        began_at: now,
        saved_at: now,
        answers: [("vraag_woorden".into(), Answer::Text(CANARY.to_owned()))].into(),
        at: None,
        typing: None,
        parked: false,
    };
    store.save(&[Change::Draft(talk)], now).unwrap();
    let kept = store.drafts().unwrap();
    let mut terminal = Terminal::take().unwrap();
    hand_back_on_panic(|| false);
    terminal
        .paint(|frame| {
            frame.render_widget(
                Paragraph::new(format!("{:?}", kept.first().map(|talk| &talk.answers))),
                frame.area(),
            );
        })
        .unwrap();
    // The store, its secret and the talk are all alive.
    terminal
        .paint(|_| {
            panic!(
                "broken off with {} talks, {store:?}, {:?}",
                kept.len(),
                Secret::new(WORDS)
            )
        })
        .unwrap();
}

#[test]
fn a_panic_shows_neither_what_was_said_nor_the_words() {
    let mut command = CommandBuilder::new(std::env::current_exe().unwrap());
    command.args([
        "--exact",
        "terminal::secrecy::broken_off",
        "--ignored",
        "--nocapture",
    ]);
    command.env("RUST_BACKTRACE", "full");
    let mut window = Window::run(command);
    window.wait_for("broken off with 1 talks");
    assert!(!window.wait_for_end().success());
    let painted = String::from_utf8_lossy(&window.written).into_owned();
    assert!(painted.contains(CANARY), "it was on the screen before");
    let seen = scrollback(&window.written);
    assert!(seen.contains("broken off"), "{seen}");
    assert!(!seen.contains(CANARY) && !seen.contains("molen"), "{seen}");
}
