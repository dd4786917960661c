//! The command line as plain types, and the commands without a screen.
//!
//! Each command has a file: its arguments and one function that takes what it needs and writes to [`Streams`], so that
//! a test can run it without a process. Messages are English; data is what it is. Begin reading at [`Command::run`].
//!
//! Exit codes, the same for every command: 0 done or sound, 1 content or usage at fault (a person can mend it),
//! 2 the machine at fault or data lost.

pub mod about;
pub mod audit;
pub mod backup;
pub mod check;
pub mod desktop;
pub mod export;
pub mod failure;
pub mod figures;
pub mod init;
pub mod key;
pub mod knowledge;
pub mod manual;
pub mod passphrase;
pub mod record;
pub mod route;
pub mod search;
pub mod stick;
pub mod verify;
pub mod wipe;
pub mod words;

use std::{
    io::{BufRead, Write},
    path::{Path, PathBuf},
};

use clap::{Parser, Subcommand};
use jiff::{Timestamp, Zoned};

pub use failure::{Exit, Failure};

use crate::{kiosk::library::Library, store::Store, tui::theme::Look};

/// A desk for the volunteers of a neighbourhood walk-in point. Without a command it opens the screen.
#[derive(Debug, Parser)]
#[command(name = "balie", version)]
pub struct Cli {
    /// The data folder, instead of the usual one of this account
    #[arg(long, global = true, value_name = "DIR")]
    pub data: Option<PathBuf>,
    /// How the screen looks this time: licht, donker, contrast or zonder-kleur
    #[arg(long, value_name = "LOOK", value_parser = look)]
    pub look: Option<Look>,
    /// Do not let what this desk opens most break near-ties between cards on the screen
    #[arg(long)]
    pub no_prior: bool,
    /// Lines and numbers instead of a screen: for screen readers, braille and plain terminals
    #[arg(long)]
    pub plain: bool,
    /// What to do; none opens the screen.
    #[command(subcommand)]
    pub command: Option<Command>,
}

fn look(code: &str) -> Result<Look, String> {
    Look::from_code(code).ok_or_else(|| {
        let known = Look::ALL.map(Look::code).join(", ");
        format!("there is no such look; choose one of {known}")
    })
}

/// What to do without a screen.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Set up a desk in the data folder
    Init(init::Arguments),
    /// Look something up in the cards
    Search(search::Arguments),
    /// Record enquiries from JSON Lines, through the same checks as the screen
    Record(record::Arguments),
    /// Write the log of a day
    Export(export::Arguments),
    /// Print what a period comes to, beside the period before it
    Figures(figures::Arguments),
    /// Tell whether a day's log in JSON Lines is as it was written
    Verify(verify::Arguments),
    /// Check the cards, routes and local data, and the store if there is one
    Check(check::Arguments),
    /// Print the public key that signs the day's logs of this desk; packs of cards carry another
    Key,
    /// Write a backup to a file, and read it back
    Backup(backup::Arguments),
    /// Restore a backup into a new folder
    Restore(backup::RestoreArguments),
    /// Give the team new words
    #[command(subcommand)]
    Words(words::Command),
    /// Print what is kept about someone, and erase it if they ask for that
    About(about::Arguments),
    /// Print who did what
    Audit(audit::Arguments),
    /// Remove everything of the desk, for a laptop that is handed on
    Wipe,
    /// Check a route file, walk it without a screen, try out an expression
    #[command(subcommand)]
    Route(route::Command),
    /// Show the knowledge base, exchange it as packs or Open Referral HSDS, check it
    #[command(subcommand)]
    Knowledge(knowledge::Command),
    /// Print the manual for the coordinator, in Dutch
    Manual,
    /// Put Balie in the menu of the session, full screen with large letters, or take it out
    Desktop(desktop::Arguments),
    /// Name the sticks that may take the day's log
    #[command(subcommand)]
    Stick(stick::Command),
}

/// Where a command reads and writes.
pub struct Streams<'a> {
    /// What is piped in.
    pub input: &'a mut dyn BufRead,
    /// What the command is for.
    pub out: &'a mut dyn Write,
    /// Warnings.
    pub warnings: &'a mut dyn Write,
}

impl Command {
    /// Runs the command on a data folder at a moment in the time zone of the desk.
    ///
    /// # Errors
    /// What went wrong, with what to do about it and the exit code.
    pub fn run(
        &self,
        data: &Path,
        now: &Zoned,
        streams: &mut Streams<'_>,
    ) -> Result<Exit, Failure> {
        match self {
            Self::Search(arguments) => search::run(arguments, &Library::load(Some(data)), streams),
            Self::Knowledge(command) => knowledge::run(command, data, now, streams),
            Self::Check(arguments) => {
                check::run(arguments, data, &Library::load(Some(data)), now, streams)
            }
            Self::Init(arguments) => {
                init::run(arguments, data, &Library::load(Some(data)), now, streams)
            }
            Self::Record(arguments) => {
                record::run(arguments, data, &Library::load(Some(data)), now, streams)
            }
            Self::Export(arguments) => {
                export::run(arguments, data, &Library::load(Some(data)), now, streams)
            }
            Self::Figures(arguments) => {
                figures::run(arguments, data, &Library::load(Some(data)), now, streams)
            }
            Self::Key => key::run(data, now, streams),
            Self::Backup(arguments) => backup::run(arguments, data, now, streams),
            Self::Restore(arguments) => backup::restore(arguments, data, streams),
            Self::Words(command) => words::run(command, data, now, streams),
            Self::About(arguments) => about::run(arguments, data, now, streams),
            Self::Audit(arguments) => audit::run(arguments, data, now, streams),
            Self::Wipe => wipe::run(data, &Library::load(Some(data)), now, streams),
            Self::Verify(arguments) => verify::run(arguments, streams),
            Self::Route(command) => route::run(command, data, now, streams),
            Self::Manual => manual::run(streams),
            Self::Desktop(arguments) => desktop::run(arguments, data, streams),
            Self::Stick(command) => stick::run(command, data, now, streams),
        }
    }
}

/// The data folder: the one that was asked for, or the usual one of this account.
///
/// # Errors
/// This account has no home folder.
pub fn data_folder(asked: Option<&Path>) -> Result<PathBuf, Failure> {
    if let Some(folder) = asked {
        return Ok(folder.to_owned());
    }
    directories::ProjectDirs::from("nl", "", "balie")
        .map(|folders| folders.data_dir().to_owned())
        .ok_or_else(|| {
            Failure::mend(
                "this account has no home folder, so there is no usual data folder",
                "name one with --data DIR",
            )
        })
}

/// The moment in the time zone of the desks, whatever zone the machine is set to.
///
/// # Errors
/// The program was built without its time-zone data.
pub fn now() -> Result<Zoned, Failure> {
    Timestamp::now()
        .in_tz("Europe/Amsterdam")
        .map_err(|error| Failure::machine(error.to_string(), "install Balie anew"))
}

/// Opens the store of a data folder, locked.
///
/// # Errors
/// No desk was set up there, or the store cannot be opened.
fn open_store(data: &Path, now: &Zoned) -> Result<Store, Failure> {
    // Whatever comes of it, a day's log or sled's files, is for its owner alone.
    #[cfg(unix)]
    crate::kiosk::keep_files_private();
    if Store::exists(data) {
        Ok(Store::open(data, now.timestamp())?)
    } else {
        Err(Failure::mend(
            format!("no desk was set up in {}", data.display()),
            "set one up with `balie init`, or name the right folder with --data DIR",
        ))
    }
}
