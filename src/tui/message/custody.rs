//! What is asked about vault and keys, and what came of it: the audit log, what is kept about someone, new words for the
//! team, worries that are kept longer, the last backups and the sticks that are in the computer.

use std::path::PathBuf;

use jiff::civil::Date;
use zeroize::Zeroizing;

use super::{Opened, Trouble};
use crate::domain::{Answer, EnquiryId, FieldName, RouteId};

/// Something about vault and keys that is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Custodial {
    /// The lines of the audit log with these initials; all of them when empty.
    Trail(String),
    /// What is kept about who has this phone number or visitor code.
    About(String),
    /// These lines, as they were shown, as a page in the folder that was named for files.
    Print(Vec<String>),
    /// Erase all of it.
    Erase(String),
    /// Read again what screens hold, after something was erased.
    Reread,
    /// Draw new words for the team.
    DrawWords,
    /// Make these the words of the team.
    NewWords(Zeroizing<String>),
    /// Worries about people, and until when they are kept.
    Signals,
    /// Keep this worry one term longer.
    Longer(EnquiryId),
    /// The last backups.
    Copies,
    /// The sticks that are in this computer.
    Sticks,
    /// Make the stick at this place the team's own.
    NameStick(PathBuf),
    /// Put a backup of now in this folder.
    BackUp(PathBuf),
}

/// What came of it.
#[derive(Debug, Clone)]
pub enum Kept {
    /// Lines of the audit log, newest first.
    Trail(Vec<Trace>),
    /// What is kept about someone.
    About(Box<About>),
    /// So many records were erased.
    Erased(usize),
    /// What is kept now.
    Reread(Box<Opened>),
    /// New words, to write down.
    Words(Zeroizing<String>),
    /// They are the words of the team now.
    Replaced,
    /// A page was written to this file.
    Printed(String),
    /// Worries about people, the first to end first.
    Signals(Vec<KeptSignal>),
    /// The last backups.
    Copies(Copies),
    /// The sticks that are in this computer.
    Sticks(Vec<Stick>),
    /// The stick of this name is the team's own now.
    StickNamed(String),
    /// A backup was made, and where it stands.
    BackedUp(Trouble),
}

/// A worry about a person, as a line to choose from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptSignal {
    /// Which.
    pub id: EnquiryId,
    /// The day it was noted.
    pub day: Date,
    /// What it was about, in the words of the lists.
    pub about: String,
    /// The last day it is kept; none while it is not closed.
    pub ends_on: Option<Date>,
}

/// A line of the audit log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trace {
    /// Someone did something.
    Did {
        /// The day and the moment, as `25-11 09:02`.
        at: String,
        /// The code of the role: `dienst` or `coordinator`.
        role: &'static str,
        /// Who sat at the table.
        initials: String,
        /// The code of what was done.
        act: &'static str,
        /// To what.
        about: String,
    },
    /// The lines of this month were changed by something else than Balie.
    Broken(String),
}

/// What is kept about someone.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct About {
    /// The records, each with its answers below it.
    pub lines: Vec<AboutLine>,
    /// How many records they tell of.
    pub count: usize,
}

/// One thing that is kept about someone.
#[derive(Debug, Clone, PartialEq)]
pub enum AboutLine {
    /// A record begins: what it is, as a sentence.
    Record(Trouble),
    /// An answer of it, to a question of this route where that is known.
    Answer(Option<RouteId>, FieldName, Answer),
}

/// The last backups.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Copies {
    /// The day of the last one in the data folder; none when there is none.
    pub here: Option<Date>,
    /// What the team's own stick holds.
    pub on_stick: OnStick,
}

/// What the team's own stick holds of backups.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OnStick {
    /// It is not in this computer: nothing is known of it.
    Away,
    /// It is in, and holds none of this desk.
    Nothing,
    /// The day of the last one.
    Last(Date),
}

/// A stick that is in the computer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stick {
    /// What it is called.
    pub name: String,
    /// Where it stands.
    pub folder: PathBuf,
    /// Whose it is.
    pub whose: Whose,
}

/// Whose a stick is, as its marker says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    /// This desk's.
    Ours,
    /// Another desk's.
    Another,
    /// Nobody named it.
    Nobody,
}
