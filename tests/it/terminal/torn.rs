//! Terminals that go away, shrink to nothing, or remember: what was said is kept, what was shown is not left behind.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on has failed; the place says why"
)]

use std::{
    io::{Read, Write},
    sync::mpsc,
    thread,
    time::{Duration, Instant},
};

use portable_pty::{CommandBuilder, PtySize, native_pty_system};
use rustix::process::Signal;

use super::{
    WORDS,
    lines::{drafts, holds},
    locked_desk, set_up,
};
use crate::desk::window::Window;

const PATIENCE: Duration = Duration::from_secs(60);

fn size(rows: u16, cols: u16) -> PtySize {
    PtySize {
        rows,
        cols,
        pixel_width: 0,
        pixel_height: 0,
    }
}

/// Someone who looks at a window for as long as they like.
struct Onlooker {
    reader: Box<dyn Read + Send>,
    parser: vt100::Parser,
}

impl Onlooker {
    /// Reads until this text is shown, and gives itself back: from then on nobody reads.
    #[track_caller]
    fn until(mut self, text: &'static str) -> Self {
        let (tell, told) = mpsc::channel();
        thread::spawn(move || {
            let mut bytes = [0; 4096];
            while !self.parser.screen().contents().contains(text) {
                let Ok(count @ 1..) = self.reader.read(&mut bytes) else {
                    return;
                };
                self.parser.process(bytes.get(..count).unwrap());
            }
            let _ = tell.send(self);
        });
        told.recv_timeout(PATIENCE)
            .unwrap_or_else(|_| panic!("`{text}` did not come"))
    }
}

#[test]
fn a_window_that_is_closed_in_the_middle_of_a_frame_ends_the_program_and_keeps_the_answers() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    set_up(&data);
    let pair = native_pty_system().openpty(size(60, 200)).unwrap();
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_balie"));
    command.env_clear();
    command.env("TERM", "xterm-256color");
    command.arg("--data");
    command.arg(&data);
    let mut child = pair.slave.spawn_command(command).unwrap();
    drop(pair.slave);
    let mut keys = pair.master.take_writer().unwrap();
    let onlooker = Onlooker {
        reader: pair.master.try_clone_reader().unwrap(),
        parser: vt100::Parser::new(60.try_into().unwrap(), 200.try_into().unwrap(), 0),
    };
    let onlooker = onlooker.until("De Oever");
    keys.write_all(b"\t21").unwrap();
    let onlooker = onlooker.until("Wat is uw vraag?");
    keys.write_all(b"de brief van de woningstichting\r")
        .unwrap();
    let onlooker = onlooker.until("Voor wie is de vraag?");
    // Nobody reads any more: whole frames fill the terminal until the program waits in the middle of one.
    for step in 0..20 {
        pair.master.resize(size(60 - step % 2, 200)).unwrap();
        thread::sleep(Duration::from_millis(20));
    }
    drop(onlooker);
    drop(keys);
    drop(pair.master);
    let deadline = Instant::now() + PATIENCE;
    while child.try_wait().unwrap().is_none() {
        assert!(
            Instant::now() < deadline,
            "the program goes on without a window"
        );
        thread::sleep(Duration::from_millis(20));
    }
    let kept = drafts(&data);
    assert!(
        kept.iter()
            .any(|(words, _)| words.contains("woningstichting")),
        "{kept:?}"
    );
}

#[test]
fn a_window_of_one_letter_is_typed_in_and_comes_back_whole() {
    let (_folder, mut desk) = locked_desk();
    for (columns, rows) in [(1, 1), (2, 1), (1, 50), (200, 1)] {
        desk.resize(columns, rows);
    }
    desk.resize(1, 1);
    desk.type_text("kwijt");
    desk.resize(80, 24);
    desk.wait_for("kwijt");
    desk.wait_for("kaarten");
    desk.is_taken();
}

#[test]
fn a_hang_up_keeps_what_was_typed_up_to_the_last_word() {
    for signal in [Signal::HUP, Signal::TERM] {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("data");
        set_up(&data);
        let mut desk = Window::open(&data);
        desk.wait_for("De Oever");
        desk.press("tab 2 1");
        desk.wait_for("Wat is uw vraag?");
        desk.type_text("de kachel is stuk en het is ");
        desk.wait_for("en het is");
        desk.wait_for("Bewaard");
        desk.type_text("ko");
        desk.wait_for("is ko");
        desk.send(signal);
        desk.wait_for_end();
        desk.is_handed_back();
        let (now, mut store) = opened(&data);
        let typing = store.drafts().unwrap().pop().unwrap().typing.unwrap();
        store.close(now).unwrap();
        assert!(
            typing.text.starts_with("de kachel is stuk en het is"),
            "{typing:?}"
        );
    }
}

fn opened(data: &std::path::Path) -> (jiff::Timestamp, balie::store::Store) {
    let now = balie::cli::now().unwrap().timestamp();
    let mut store = balie::store::Store::open(data, now).unwrap();
    store
        .unlock(&balie::store::Secret::new(WORDS), now)
        .unwrap();
    (now, store)
}

#[test]
fn nothing_of_the_screen_can_be_scrolled_back_to_after_the_lock_and_after_the_end() {
    let (_folder, mut desk) = locked_desk();
    desk.press("ctrl+l");
    desk.wait_for("Typ de vier woorden");
    desk.type_text(WORDS);
    desk.press("enter");
    desk.wait_for("Rondleiding");
    desk.press("esc");
    desk.wait_for("Waar bent u vandaag?");
    desk.press("1");
    desk.wait_for("Wie zitten er");
    desk.press("enter");
    desk.wait_for("bellen voor overleg?");
    desk.press("1 enter");
    desk.wait_for("Snelle vraag");
    desk.press("enter 1 1 1");
    desk.wait_for("Genoteerd: Geld en schulden");
    desk.press("tab 5");
    desk.wait_for("geld en schulden");
    desk.press("ctrl+l");
    desk.wait_for("Balie zit op slot.");
    assert_eq!(remembered(&desk.written), None);
    desk.press("ctrl+c");
    desk.wait_for("Alles is bewaard.");
    desk.press("enter");
    desk.wait_for_end();
    assert_eq!(remembered(&desk.written), None);
    assert!(holds(&desk.written, b"schulden"), "it was shown before");
}

/// A line of a terminal with a long memory that still tells of the day.
fn remembered(written: &[u8]) -> Option<String> {
    let mut parser = vt100::Parser::new(24.try_into().unwrap(), 80.try_into().unwrap(), 5_000);
    parser.process(written);
    let mut all = Vec::new();
    for back in 0..=5_000 {
        parser.screen_mut().set_scrollback(back);
        all.push(parser.screen().contents());
        if parser.screen().scrollback() < back {
            break;
        }
    }
    let tells = |line: &&str| line.to_lowercase().contains("schulden");
    let all = all.join("\n");
    all.lines().find(tells).map(str::to_owned)
}
