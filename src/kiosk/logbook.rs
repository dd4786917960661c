//! What happened to the program, for who keeps the laptop: `balie.log` in the data folder.
//!
//! A line is a moment, a word for what happened, and at most a code, a place in the program and numbers. Texts that
//! were typed or read cannot stand in it: [`Event`] holds none. Three files of 256 kB at most, readable by their owner
//! alone. Nothing is written while nothing happens, and a log that cannot be written is no trouble to anyone.
//! Begin reading at [`Logbook::note`].

use std::{
    fs::{self, OpenOptions},
    io::{self, Write},
    panic::Location,
    path::{Path, PathBuf},
};

use jiff::{Timestamp, tz::TimeZone};

use super::Kiosk;
use crate::{
    store::disk::private,
    tui::{
        Report,
        message::{Opened, Trouble},
    },
};

/// The file that is written to; older ones have a number behind it.
pub const NAME: &str = "balie.log";
/// How large a file becomes, in bytes.
const LARGEST: u64 = 256 << 10;
/// How many older files are kept.
const OLDER: usize = 2;

/// Something that happened. No variant holds text but what stands in the program itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// The program was started on a store.
    Started,
    /// The program ends as it should.
    Stopped,
    /// The system asked it to end: the number of the signal.
    Signalled(i32),
    /// The store could not be opened: the name of the sentence on the screen.
    Closed(&'static str),
    /// The right words were typed.
    Unlocked,
    /// They were not, or the store did not open: the name of the sentence.
    NotUnlocked(&'static str),
    /// The keys were wiped.
    Locked,
    /// Something was repaired: the name of the sentence.
    Repaired(&'static str),
    /// A day's log was written: how many files and rows.
    Exported(usize, usize),
    /// Something could not be done: the name of the sentence.
    Failed(&'static str),
    /// The program found itself in an impossible place: file, line and column. Never the message.
    Panicked(String, u32, u32),
}

impl Event {
    /// As it stands in the log.
    fn line(&self) -> String {
        match self {
            Self::Started => format!("gestart {}", env!("CARGO_PKG_VERSION")),
            Self::Stopped => "gestopt".to_owned(),
            Self::Signalled(signal) => format!("signaal {signal}"),
            Self::Closed(why) => format!("niet-geopend {why}"),
            Self::Unlocked => "ontgrendeld".to_owned(),
            Self::NotUnlocked(why) => format!("niet-ontgrendeld {why}"),
            Self::Locked => "op-slot".to_owned(),
            Self::Repaired(what) => format!("hersteld {what}"),
            Self::Exported(files, rows) => format!("meegenomen {files} {rows}"),
            Self::Failed(why) => format!("mislukt {why}"),
            Self::Panicked(file, line, column) => format!("paniek {file}:{line}:{column}"),
        }
    }

    /// What a report tells of; nothing for what happens all day.
    pub(super) fn of(report: &Report) -> Vec<Self> {
        match report {
            Report::Opened(Ok(opened)) => Self::of_opened(opened),
            Report::Opened(Err(trouble)) => vec![Self::NotUnlocked(trouble.message)],
            Report::Locked { trouble, .. } => {
                let failed = trouble.iter().map(|trouble| Self::Failed(trouble.message));
                std::iter::once(Self::Locked).chain(failed).collect()
            }
            Report::Exported(Ok(exported)) => {
                vec![Self::Exported(exported.files.len(), exported.rows)]
            }
            Report::Saved(_, Err(trouble))
            | Report::Day(_, Err(trouble))
            | Report::Exported(Err(trouble))
            | Report::NoteTaken(Err(trouble))
            | Report::FiguresTaken(Err(trouble))
            | Report::Custody(Err(trouble))
            | Report::Figures(_, Err(trouble))
            | Report::Patterns(Err(trouble))
            | Report::PatternsKept(Err(trouble))
            | Report::Stories(Err(trouble))
            | Report::StoryKept(Err(trouble))
            | Report::LookKept(Err(trouble))
            | Report::Warned(trouble) => vec![Self::Failed(trouble.message)],
            Report::Saved(_, Ok(()))
            | Report::Day(_, Ok(_))
            | Report::NoteTaken(Ok(_))
            | Report::FiguresTaken(Ok(_))
            | Report::Custody(Ok(_))
            | Report::Figures(_, Ok(_))
            | Report::Patterns(Ok(_))
            | Report::PatternsKept(Ok(()))
            | Report::Stories(Ok(_))
            | Report::StoryKept(Ok(()))
            | Report::Cases(_)
            | Report::PracticeEnded
            | Report::LookKept(Ok(()))
            | Report::Secrets(_)
            | Report::Targets(_)
            | Report::Cards(_)
            | Report::Room(_)
            | Report::Folder(_) => Vec::new(),
        }
    }

    fn of_opened(opened: &Opened) -> Vec<Self> {
        if opened.is_practice {
            return Vec::new();
        }
        let repaired = opened.recovered.iter();
        let repaired = repaired.map(|trouble| Self::Repaired(trouble.message));
        std::iter::once(Self::Unlocked).chain(repaired).collect()
    }
}

impl Kiosk {
    /// That a store was opened, on the thread that waits for the disk.
    pub(super) fn note_started(&self) {
        let log = self.log.clone();
        // Nobody waits for it.
        drop(self.ask(move |_| log.note(&Event::Started, Timestamp::now())));
    }

    /// Why the store was not opened; nothing in a folder that is not ours.
    pub(super) fn note_closed(&self, trouble: &Trouble) {
        if !matches!(trouble.message, "fout-andermans" | "fout-link") {
            self.log
                .note(&Event::Closed(trouble.message), Timestamp::now());
        }
    }

    /// What came of an effect, when it is worth a line.
    pub(super) fn note(&self, report: &Report) {
        for event in Event::of(report) {
            self.log.note(&event, Timestamp::now());
        }
    }
}

/// The log of a data folder.
#[derive(Debug, Clone)]
pub struct Logbook {
    file: PathBuf,
}

impl Logbook {
    /// The log of this data folder.
    #[must_use]
    pub fn of(data: &Path) -> Self {
        Self {
            file: data.join(NAME),
        }
    }

    /// Writes one line at the end. A data folder that is not there is not made.
    pub fn note(&self, event: &Event, at: Timestamp) {
        // Nobody can be told: this is where it would stand.
        let _ = self.append(event, at);
    }

    fn append(&self, event: &Event, at: Timestamp) -> io::Result<()> {
        let zone = TimeZone::get(super::ZONE).unwrap_or(TimeZone::UTC);
        let moment = at.to_zoned(zone).strftime("%Y-%m-%d %H:%M:%S");
        let line = format!("{moment} {}\n", event.line());
        let is_full = fs::symlink_metadata(&self.file)
            .is_ok_and(|found| found.len() + line.len() as u64 > LARGEST);
        if is_full {
            self.rotate();
        }
        private(OpenOptions::new().append(true).create(true))
            .open(&self.file)?
            .write_all(line.as_bytes())
    }

    /// Each file takes the place of the one before it; the oldest goes.
    fn rotate(&self) {
        for number in (1..=OLDER).rev() {
            let from = if number == 1 {
                self.file.clone()
            } else {
                self.older(number - 1)
            };
            // One that is not there yet leaves its place empty.
            let _ = fs::rename(from, self.older(number));
        }
    }

    /// The files of the log that are there.
    #[must_use]
    pub fn files(&self) -> Vec<PathBuf> {
        let older = (1..=OLDER).map(|number| self.older(number));
        let all = std::iter::once(self.file.clone()).chain(older);
        all.filter(|file| file.exists()).collect()
    }

    fn older(&self, number: usize) -> PathBuf {
        let mut name = self.file.clone().into_os_string();
        name.push(format!(".{number}"));
        name.into()
    }

    /// Notes where a panic happened before it is reported, and nothing of what it says. One that is expected and
    /// caught is not noted.
    pub fn note_panics(self, is_expected: fn() -> bool) {
        let report = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            if !is_expected() {
                self.note(&panicked(panic.location()), Timestamp::now());
            }
            report(panic);
        }));
    }
}

/// The place of a panic: it stands in the program, and so holds nothing that was typed. Of a file of a library the last
/// names of its path are enough.
fn panicked(place: Option<&Location<'_>>) -> Event {
    let Some(place) = place else {
        return Event::Panicked(String::new(), 0, 0);
    };
    let names: Vec<&str> = place.file().rsplit(['/', '\\']).take(3).collect();
    let file = names.into_iter().rev().collect::<Vec<_>>().join("/");
    Event::Panicked(file, place.line(), place.column())
}
