//! The loop of the line mode: writes what the model says, reads a line, performs what it leads to.
//!
//! Lines are read on a thread of its own, so that the desk can be covered and locked while nobody types; it sleeps until
//! a line comes. The end of the input and a signal are lines as well: the talk is parked, the store closed, the window
//! cleared. Begin reading at [`run`].

use std::{
    fs::File,
    io::{self, IsTerminal, Read, Write},
    os::fd::AsFd,
    path::Path,
    sync::mpsc::{self, Receiver, RecvTimeoutError, Sender},
    thread,
    time::Duration,
};

use anyhow::Context;
use jiff::{Timestamp, tz::TimeZone};
use unicode_width::UnicodeWidthStr;
use zeroize::{Zeroize, Zeroizing};

use super::{
    Kiosk, Next, Wishes, ZONE, face::Face, librarian::Librarian, logbook::Event, stamp, unix,
};
use crate::{
    plain, store,
    tui::{
        Message, Model,
        keys::Action,
        message::Status,
        shared::Desk,
        terminal,
        theme::{Colours, Look, Theme},
        told::Asks,
        widget::paper::wrap,
    },
    words::Words,
};

/// The longest line that is read, in bytes; a field takes less.
const LONGEST_LINE: usize = 16_384;
/// How many screens can stand over each other at most, when a talk below them is parked.
const MOST_STEPS: usize = 32;
/// Home, the window, and what scrolled out of it.
const CLEARED: &str = "\u{1b}[H\u{1b}[2J\u{1b}[3J";

/// Whether the terminal says of itself that it can do no more than lines.
#[must_use]
pub fn is_wanted() -> bool {
    std::env::var("TERM").is_ok_and(|term| term == "dumb")
}

/// Runs the line mode until someone stops it, the input ends or a signal comes. After a signal the process ends here,
/// with the code of the signal.
///
/// # Errors
/// The input cannot be read, or nobody reads what is said.
pub fn run(data: &Path, wishes: Wishes) -> anyhow::Result<()> {
    let zone = TimeZone::get(ZONE).context("the time zone data inside the program")?;
    let theme = Theme::new(Look::Mono, Colours::None);
    let mut model = Model::new(Words::shipped(), theme, stamp(&zone)?);
    model.shared.cards.is_prior_off = wishes.is_prior_off;
    unix::keep_files_private();
    unix::forbid_core_dumps().context("forbidding core dumps")?;
    terminal::show_typing_on_panic(store::is_panic_expected);
    let mut kiosk = Kiosk::of(data, zone);
    kiosk.log.clone().note_panics(store::is_panic_expected);
    let (tell, heard) = mpsc::channel();
    let told = tell.clone();
    unix::tell_of_signals(move |signal| drop(told.send(Heard::Signal(signal))))
        .context("listening for signals")?;
    listen(tell).context("reading lines")?;
    let mut lines = Lines::new();
    let ran = kiosk.converse(&mut model, &mut lines, &heard);
    // Whatever ended it, also a window that is gone.
    let parked = kiosk.park(&mut model, &mut lines);
    let is_practice = model.shared.is_practice;
    if let Ok(Some(signal)) = &ran {
        kiosk.log.note(&Event::Signalled(*signal), Timestamp::now());
    }
    kiosk.close(&mut model, &mut lines);
    let goodbye = if is_practice {
        "stop-oefenen"
    } else {
        "regel-tot-ziens"
    };
    terminal::show_typing();
    // Nothing can be done about a window that is gone.
    let below_the_prompt = if lines.can_clear { "" } else { "\n" };
    let goodbye = format!("{below_the_prompt}{}\n", model.shared.say(goodbye));
    let _ = lines.clear().and_then(|()| lines.write(&goodbye));
    let signal = ran?;
    parked?;
    match signal {
        Some(signal) => std::process::exit(128 + signal),
        None => Ok(()),
    }
}

/// What came in.
enum Heard {
    /// A line, without its end. It may be a secret.
    Line(Zeroizing<String>),
    /// There will be no more.
    End,
    /// The system asks to stop.
    Signal(i32),
}

/// Reads lines on a thread of its own.
fn listen(tell: Sender<Heard>) -> io::Result<()> {
    let mut input = File::from(io::stdin().as_fd().try_clone_to_owned()?);
    thread::Builder::new()
        .name("lines".to_owned())
        .spawn(move || {
            let mut line = Zeroizing::new(Vec::new());
            let mut bytes = Zeroizing::new([0; 1024]);
            while let Ok(count @ 1..) = input.read(&mut bytes[..]) {
                for byte in bytes.iter().take(count) {
                    if *byte == b'\n' {
                        if tell.send(Heard::Line(text(&mut line))).is_err() {
                            return;
                        }
                    } else if line.len() < LONGEST_LINE {
                        line.push(*byte);
                    }
                }
                bytes.zeroize();
            }
            if !line.is_empty() {
                let _ = tell.send(Heard::Line(text(&mut line)));
            }
            let _ = tell.send(Heard::End);
        })?;
    Ok(())
}

fn text(line: &mut Vec<u8>) -> Zeroizing<String> {
    let text = Zeroizing::new(String::from_utf8_lossy(line).into_owned());
    line.zeroize();
    text
}

/// Where lines are written.
struct Lines {
    out: io::Stdout,
    /// A terminal that obeys.
    can_clear: bool,
}

impl Lines {
    fn new() -> Self {
        let out = io::stdout();
        let is_able = std::env::var("TERM").is_ok_and(|term| !term.is_empty() && term != "dumb");
        Self {
            can_clear: is_able && out.is_terminal(),
            out,
        }
    }

    fn write(&mut self, text: &str) -> io::Result<()> {
        let size = self
            .out
            .is_terminal()
            .then(|| crossterm::terminal::size().ok())
            .flatten();
        match size {
            Some((width @ 1.., _)) => {
                let text = whole_words(text, usize::from(width));
                self.out.write_all(text.as_bytes())?;
            }
            _ => self.out.write_all(text.as_bytes())?,
        }
        self.out.flush()
    }

    /// Takes everything from the window, also what scrolled out of it, where the terminal can.
    fn clear(&mut self) -> io::Result<()> {
        if self.can_clear {
            self.write(CLEARED)
        } else {
            Ok(())
        }
    }

    /// Says where the model is and what can be typed.
    fn ask(&mut self, model: &Model) -> io::Result<()> {
        if matches!(model.tell().asks, Asks::Secret | Asks::Code) {
            terminal::hide_typing();
            let unseen = model.shared.say("regel-ingetypt");
            return self.write(&format!("\n{unseen}{}", plain::prompt(model)));
        }
        terminal::show_typing();
        self.write(&plain::prompt(model))
    }
}

/// Lines that are longer than the window is wide, broken between words: a terminal breaks them anywhere.
fn whole_words(text: &str, width: usize) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    for line in text.split_inclusive('\n') {
        let bare = line.trim_end_matches('\n');
        if bare.width() <= width {
            out.push_str(line);
        } else {
            out.push_str(&wrap(bare, width).join("\n"));
            out.push_str(line.get(bare.len()..).unwrap_or_default());
        }
    }
    out
}

impl Face for Lines {
    /// Only that something takes long; the prompt comes when it is done.
    fn show(&mut self, model: &Model) -> io::Result<()> {
        if model.shared.status == Status::Busy {
            self.write(&format!("{}\n", model.shared.say("bezig")))
        } else {
            Ok(())
        }
    }
}

/// What must not be mixed up between hearing a line and acting on it.
fn standing(model: &Model) -> (bool, bool) {
    (model.shared.open().is_some(), model.is_covered())
}

impl Kiosk {
    /// The signal that ended it, if one did.
    fn converse(
        &mut self,
        model: &mut Model,
        lines: &mut Lines,
        heard: &Receiver<Heard>,
    ) -> anyhow::Result<Option<i32>> {
        self.librarian = Some(Librarian::begin(self.data.clone())?);
        let (desk, place) = self.arrive()?;
        model.arrive(desk, place);
        self.read_all(model);
        lines.write(&plain::opening(model))?;
        loop {
            self.read_all(model);
            lines.ask(model)?;
            let line = match self.next_line(model, lines, heard)? {
                Some(Heard::Line(line)) => line,
                Some(Heard::End) => return Ok(None),
                Some(Heard::Signal(signal)) => return Ok(Some(signal)),
                None => continue,
            };
            let before = standing(model);
            let next = self.handle(model, lines, Message::Due)?;
            if standing(model) != before {
                // Locked or covered since that was asked: the line was meant for something else.
                lines.clear()?;
                continue;
            }
            if next == Next::Stop || self.act_on(model, lines, &line)? == Next::Stop {
                return Ok(None);
            }
        }
    }

    /// Waits for a line. None when the desk was covered or locked meanwhile.
    fn next_line(
        &mut self,
        model: &mut Model,
        lines: &mut Lines,
        heard: &Receiver<Heard>,
    ) -> anyhow::Result<Option<Heard>> {
        loop {
            let Some(deadline) = model.deadline() else {
                return Ok(Some(heard.recv().unwrap_or(Heard::End)));
            };
            let left = deadline.duration_since(self.now()?.timestamp());
            let left = Duration::try_from(left).unwrap_or(Duration::ZERO);
            match heard.recv_timeout(left) {
                Ok(heard) => return Ok(Some(heard)),
                Err(RecvTimeoutError::Disconnected) => return Ok(Some(Heard::End)),
                Err(RecvTimeoutError::Timeout) => {}
            }
            let before = standing(model);
            self.keep_safe(model)?;
            self.handle(model, lines, Message::Due)?;
            if standing(model) != before {
                lines.clear()?;
                return Ok(None);
            }
        }
    }

    fn act_on(&mut self, model: &mut Model, lines: &mut Lines, line: &str) -> anyhow::Result<Next> {
        model.shared.status = Status::Quiet;
        model.shared.notice = None;
        let messages = match plain::hear(model, line) {
            Ok(messages) => messages,
            Err(trouble) => {
                model.shared.notice = Some(trouble);
                return Ok(Next::GoOn);
            }
        };
        let was_open = model.shared.open().is_some();
        let was_new = matches!(model.shared.desk, Desk::New);
        for message in messages {
            if self.handle(model, lines, message)? == Next::Stop {
                return Ok(Next::Stop);
            }
            if was_open && model.shared.open().is_none() {
                lines.clear()?;
                break;
            }
        }
        if was_new && model.shared.open().is_some() {
            // The three secrets were told; from now on they stand on paper only.
            lines.clear()?;
        }
        Ok(Next::GoOn)
    }

    /// Sets the talk that goes on aside, also from the screens over it.
    fn park(&mut self, model: &mut Model, lines: &mut Lines) -> anyhow::Result<()> {
        let can_park = |model: &Model| {
            model
                .offers()
                .iter()
                .any(|offer| offer.action == Action::Park)
        };
        for _ in 0..MOST_STEPS {
            if !model.is_in_talk() {
                break;
            }
            let key = if can_park(model) {
                Action::Park
            } else {
                Action::Escape
            };
            self.handle(model, lines, Message::Act(key))?;
        }
        Ok(())
    }

    /// Cards and index, as soon as something is to be said.
    fn read_all(&mut self, model: &mut Model) {
        let deliveries = self.librarian.take().map(Librarian::to_the_end);
        for delivery in deliveries.into_iter().flatten() {
            self.shelve(model, delivery);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::whole_words;

    #[test]
    fn words_are_whole_and_what_fits_stays_as_it_is() {
        let text = "\nTyp een nummer of woord.\n:  ";
        assert_eq!(whole_words(text, 80), text);
        let broken = "\nTyp een\nnummer of\nwoord.\n:  ";
        assert_eq!(whole_words(text, 11), broken);
        assert_eq!(whole_words("", 3), "");
    }
}
