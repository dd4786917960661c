//! What can happen to the model, and what the model can ask for.

pub mod cards;
mod custody;

use std::path::PathBuf;

use jiff::{
    Timestamp,
    civil::{Date, DateTime},
};
use zeroize::Zeroizing;

use crate::{
    domain::{
        Change, Contact, Enquiry, FollowUp, Note, PatternWork, PlaceId, Reviewed, Session, Shift,
        StoreId, Trail,
    },
    figures::{Found, Period},
    practice::Case,
};

use self::cards::{CardReport, CardTask};
pub use self::custody::{
    About, AboutLine, Copies, Custodial, Kept, KeptSignal, OnStick, Stick, Trace, Whose,
};
use super::{
    keys::Action,
    theme::{Density, Look},
};

/// Something that happened. One closed list, handled in one place.
#[derive(Debug, Clone)]
pub enum Message {
    /// A key with a meaning on this screen.
    Act(Action),
    /// A letter or digit that is typed.
    Type(char),
    /// Text that was pasted.
    Paste(String),
    /// The window has another size, or must be drawn again.
    Redraw,
    /// The deadline the model asked for has passed.
    Due,
    /// An effect takes longer than a moment.
    Busy,
    /// A file takes longer than a moment; so far it is, in thousandths.
    Working(usize),
    /// What came of an effect.
    Done(Report),
}

/// What came of an effect.
#[derive(Debug, Clone)]
pub enum Report {
    /// A save: on disk, or not, and why.
    Saved(Saving, Result<(), Trouble>),
    /// Unlocking, or the set-up that ends unlocked.
    Opened(Result<Box<Opened>, Trouble>),
    /// The keys are wiped. Says whether something waits, and what went wrong on the way, if anything.
    Locked {
        /// Something can be read after the next unlock.
        waiting: bool,
        /// What went wrong while erasing what was taken back.
        trouble: Option<Trouble>,
    },
    /// Three new secrets, to write down.
    Secrets(Secrets),
    /// The enquiries of a day.
    Day(Date, Result<Vec<Enquiry>, Trouble>),
    /// Where files can go.
    Targets(Vec<Target>),
    /// A folder whose name was typed is there, or why nothing can go there.
    Folder(Result<PathBuf, Trouble>),
    /// A day's log was written, or not.
    Exported(Result<Exported, Trouble>),
    /// The figures of a period, as rows of a screen.
    Figures(Period, Result<Vec<FigureRow>, Trouble>),
    /// The figures of a period are in a file, and which; or not, and why.
    FiguresTaken(Result<Trouble, Trouble>),
    /// What comes up too often, and what the team does about it.
    Patterns(Result<(Vec<Found>, Vec<PatternWork>), Trouble>),
    /// What the team does about patterns is on disk, or not, and why.
    PatternsKept(Result<(), Trouble>),
    /// What volunteers learned, and what was decided about each.
    Stories(Result<Vec<Reviewed>, Trouble>),
    /// What was decided is on disk, or not, and why.
    StoryKept(Result<(), Trouble>),
    /// A note went to a printer or a file, and where; or not, and why.
    NoteTaken(Result<Trouble, Trouble>),
    /// What came of work on cards.
    Cards(CardReport),
    /// How the screen looks is remembered, or not, and why.
    LookKept(Result<(), Trouble>),
    /// Something about vault and keys was done, or not.
    Custody(Result<Kept, Trouble>),
    /// Something that everyone should know, such as a disk that is nearly full.
    Warned(Trouble),
    /// How much room the disk has.
    Room(Room),
    /// The cases to practise with.
    Cases(Vec<Case>),
    /// This is the real desk again.
    PracticeEnded,
}

/// What a save was for, so that its result finds its screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Saving {
    /// An answer; the screen waits to go on.
    Answer,
    /// A finished word in a text field.
    Word,
    /// The end of a conversation.
    Conclusion,
    /// A correction, a deletion or an undo.
    Correction,
    /// The shift.
    Shift,
    /// Words that found nothing.
    Missed,
    /// What looking up leaves behind, without anyone asking for it.
    Trail,
}

/// Something that the model asks the kiosk to do.
#[derive(Debug, Clone)]
pub enum Effect {
    /// Put these changes on disk, together.
    Save(Saving, Vec<Change>),
    /// Open the store for reading.
    Unlock(Zeroizing<String>),
    /// Wipe the keys.
    Lock,
    /// Make three new secrets.
    MakeSecrets,
    /// Set up a store in the data folder.
    SetUp(Box<Founding>),
    /// Go on with a store in memory.
    Practise(PlaceId),
    /// Back to the real desk, as it was found.
    EndPractice,
    /// Read the cases to practise with.
    ReadCases,
    /// Read a day.
    ReadDay(Date),
    /// Look where files can go.
    FindTargets,
    /// Look whether a folder whose name was typed is there.
    FindFolder(PathBuf),
    /// Write a day's log.
    Export {
        /// Which day.
        day: Date,
        /// In which formats.
        formats: Vec<Format>,
        /// To which folder.
        folder: PathBuf,
    },
    /// Count a period.
    ReadFigures(Period),
    /// Take the figures of a period along.
    TakeFigures(FiguresAlong),
    /// Look for what comes up too often.
    ReadPatterns,
    /// Keep what the team does about one.
    KeepPattern(PatternWork),
    /// Gather what volunteers learned.
    ReadStories,
    /// Keep what the coordinator decided about one.
    KeepStory(Reviewed),
    /// Take a resident's note along.
    TakeNote {
        /// What stands on it.
        note: Box<Note>,
        /// As what.
        form: NoteForm,
        /// To which folder; none for a printer.
        folder: Option<PathBuf>,
    },
    /// Remember how the screen looks, and how much stands on a page.
    KeepLook(Look, Density),
    /// Work on cards.
    Cards(CardTask),
    /// Do something about vault and keys.
    Custody(Custodial),
    /// Leave.
    Quit,
}

/// Figures that are taken along.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FiguresAlong {
    /// Of which period.
    pub period: Period,
    /// As what; not as lines for another program.
    pub format: Format,
    /// For outside the team: rounded, without small numbers, over a quarter or a year.
    pub is_outside: bool,
    /// To which folder.
    pub folder: PathBuf,
}

/// How much room the disk has for what is still to come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Room {
    /// Enough.
    #[default]
    Enough,
    /// It gets little: someone should make room.
    Little,
    /// Only for the talks that are going on; no new one is begun.
    None,
}

/// Three secrets as they are shown once; wiped from memory when dropped.
#[derive(Debug, Clone, PartialEq, Eq, zeroize::Zeroize, zeroize::ZeroizeOnDrop)]
pub struct Secrets {
    /// The team's four words.
    pub desk: String,
    /// The coordinator's five words.
    pub coordinator: String,
    /// The recovery code.
    pub recovery: String,
}

/// What set-up asks for.
#[derive(Debug, Clone)]
pub struct Founding {
    /// The place of the desk.
    pub place: PlaceId,
    /// The secrets that were written down.
    pub secrets: Secrets,
}

/// What can be read after unlocking.
#[derive(Debug, Clone)]
pub struct Opened {
    /// Which store.
    pub store: StoreId,
    /// Where the desk stands.
    pub place: PlaceId,
    /// Opened with the coordinator's words or the recovery code.
    pub is_coordinator: bool,
    /// A store in memory.
    pub is_practice: bool,
    /// Today's enquiries.
    pub today: Vec<Enquiry>,
    /// Conversations in progress, oldest first.
    pub drafts: Vec<Session>,
    /// Days to look back, open and done, the first due first.
    pub follow_ups: Vec<FollowUp>,
    /// Everyone who may be called.
    pub contacts: Vec<Contact>,
    /// What looking up left behind.
    pub trails: Vec<Trail>,
    /// The shift opened last.
    pub shift: Option<Shift>,
    /// What was repaired and was not told before, one sentence each.
    pub recovered: Vec<Trouble>,
    /// When the newest that is there was noted, by the clock of the desk; asked only when the data were repaired.
    pub newest: Option<DateTime>,
    /// The four digits that open the covered screen today, the same after a restart; none where the store signs nothing.
    pub code: Option<u16>,
}

/// A format of the day's log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// For Dutch Excel.
    Csv,
    /// One JSON object a line.
    Jsonl,
    /// A workbook.
    Xlsx,
    /// A page on paper.
    Pdf,
    /// A page to read.
    Text,
}

/// As what a resident's note goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoteForm {
    /// To the printer of this computer.
    Printer,
    /// A page on paper.
    Pdf,
    /// Plain text.
    Text,
}

/// One row of the figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FigureRow {
    /// What stands above a table.
    Heading(String),
    /// What stands above a table, and above its columns.
    Head {
        /// What stands above the table.
        title: String,
        /// What the numbers now are called.
        now: String,
        /// What those of the period before are called.
        before: String,
    },
    /// A sentence.
    Text(String),
    /// A name with its number now and before.
    Numbers {
        /// What it is called.
        name: String,
        /// Its number now.
        now: String,
        /// Its number in the period before.
        before: String,
        /// The length of its bar, of a thousand; none for shares and medians.
        per_mille: Option<usize>,
    },
    /// A bar.
    Bar {
        /// What it is called.
        name: String,
        /// What stands behind it.
        value: String,
        /// Its length, of a thousand.
        per_mille: usize,
    },
}

/// A place a file can go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// What it is called on the screen.
    pub name: String,
    /// The folder.
    pub folder: PathBuf,
    /// What sort of place it is.
    pub place: Place,
}

/// What sort of place a file can go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// The team's own stick.
    Stick,
    /// A folder that the coordinator named.
    Named,
    /// A folder of the person who works at this computer, such as Documents. Nobody named it: it is asked about.
    Home,
}

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exported {
    /// The names of the files.
    pub files: Vec<String>,
    /// Where they stand.
    pub folder: PathBuf,
    /// How many rows each holds.
    pub rows: usize,
}

/// Something that went wrong, as a message with values: the screen has the sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trouble {
    /// The name of the message in the file of words.
    pub message: &'static str,
    /// The values it shows.
    pub values: Vec<(&'static str, String)>,
}

impl Trouble {
    /// A sentence without values.
    #[must_use]
    pub const fn new(message: &'static str) -> Self {
        Self {
            message,
            values: Vec::new(),
        }
    }

    /// Adds a value.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.values.push((name, value.into()));
        self
    }
}

/// What stands at the right end of the last line.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Status {
    /// Nothing.
    #[default]
    Quiet,
    /// An effect takes longer than a moment.
    Busy,
    /// A file takes longer than a moment; so far it is, in thousandths.
    Working(usize),
    /// On disk since.
    Saved(Timestamp),
    /// On disk since, readable after unlocking.
    Sealed(Timestamp),
}
