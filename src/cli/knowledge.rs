//! `balie knowledge`: the knowledge base as the desk has it: shown, exchanged as packs and as Open Referral HSDS, checked.

mod export;
mod hsds_import;
mod import;
mod upl;

use std::{
    fs::File,
    io::{self, Read, Write},
    path::{Path, PathBuf},
};

use clap::Subcommand;
use jiff::{Zoned, civil::Date};

use super::{Exit, Failure, Streams};
use crate::{
    kiosk::library::Library,
    knowledge::{Amount, Article, amounts_ending},
    pack::{PackError, Shelf},
};

/// What to do with it.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// List every card
    List {
        /// Whole cards as one JSON array, one card a line
        #[arg(long)]
        json: bool,
    },
    /// Write everything as a signed pack, or the cards as Open Referral HSDS
    Export(export::Arguments),
    /// Take a pack into use, or cards from Open Referral HSDS
    Import(import::Arguments),
    /// Go back to what was in use before the last import
    Undo,
    /// Tell which product names of cards are not in the national list (UPL)
    Check(upl::Arguments),
    /// List the amounts that end within 31 days: from 1 December those that end on 31 December
    Ending {
        /// From this day on, instead of today
        #[arg(long, value_name = "DATE")]
        on: Option<Date>,
    },
}

/// Does it.
///
/// # Errors
/// Files cannot be read or written, or hold what cannot be taken.
pub fn run(
    command: &Command,
    data: &Path,
    now: &Zoned,
    streams: &mut Streams<'_>,
) -> Result<Exit, Failure> {
    match command {
        Command::List { json } => list(*json, &Library::load(Some(data)), streams),
        Command::Export(arguments) => export::run(arguments, data, now, streams),
        Command::Import(arguments) => import::run(arguments, data, now, streams),
        Command::Undo => undo(data, streams),
        Command::Check(arguments) => upl::run(arguments, &Library::load(Some(data)), streams),
        Command::Ending { on } => {
            let on = on.unwrap_or_else(|| now.date());
            let library = Library::load(Some(data));
            if print_ending(&library, on, streams.out)? == 0 {
                writeln!(streams.out, "no amount ends within 31 days from {on}")?;
            }
            Ok(Exit::Done)
        }
    }
}

fn list(is_json: bool, library: &Library, streams: &mut Streams<'_>) -> Result<Exit, Failure> {
    if !is_json {
        for article in library.articles.iter() {
            writeln!(streams.out, "{:<40} {}", article.id.as_str(), article.name)?;
        }
        return Ok(Exit::Done);
    }
    let mut before = "[\n";
    for article in library.articles.iter() {
        write!(streams.out, "{before}")?;
        serde_json::to_writer(&mut *streams.out, article).map_err(io::Error::from)?;
        before = ",\n";
    }
    let is_empty = library.articles.is_empty();
    writeln!(streams.out, "{}", if is_empty { "[]" } else { "\n]" })?;
    Ok(Exit::Done)
}

fn undo(data: &Path, streams: &mut Streams<'_>) -> Result<Exit, Failure> {
    match Shelf::of(data).put_back(&mut |_| Ok(()))? {
        Some(opened) => {
            let (id, version) = (&opened.pack.id, opened.pack.version);
            writeln!(streams.out, "back to pack {id} {version}")?;
        }
        None => writeln!(streams.out, "back to the cards that come with Balie")?,
    }
    Ok(Exit::Done)
}

/// Prints the amounts that end within 31 days from a day on, one a line, and tells how many there are.
pub(super) fn print_ending(
    library: &Library,
    on: Date,
    out: &mut dyn Write,
) -> Result<usize, Failure> {
    let ending = amounts_ending(&library.articles, on);
    for (
        Article { id, .. },
        Amount {
            label,
            value,
            unit,
            valid_to,
            ..
        },
    ) in &ending
    {
        let last = valid_to.map(|day| day.to_string()).unwrap_or_default();
        writeln!(out, "{last}  {id}: {label}, {value} {unit}")?;
    }
    Ok(ending.len())
}

/// Reads a file that somebody gave us, as far as it may go.
fn read_at_most(path: &Path, most: usize) -> Result<Vec<u8>, Failure> {
    let failed = |error| Failure::file("read", path, &error);
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(failed)?;
    file.take(most as u64 + 1)
        .read_to_end(&mut bytes)
        .map_err(failed)?;
    if bytes.len() > most {
        return Err(Failure::mend(
            format!("{} has more than {} MB", path.display(), most / 1_000_000),
            "look whether it is the right file",
        ));
    }
    Ok(bytes)
}

/// Writes a new file and waits until it is on the disk or the stick. Half a file does not keep its name.
fn write_new(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let failed = |error| Failure::file("write", path, &error);
    if path.exists() {
        return Err(Failure::mend(
            format!("{} is there already", path.display()),
            "give another name, or remove it first",
        ));
    }
    let mut part = path.as_os_str().to_owned();
    part.push(".deel");
    let part = PathBuf::from(part);
    let mut file = File::create(&part).map_err(failed)?;
    file.write_all(bytes)
        .and_then(|()| file.sync_all())
        .and_then(|()| std::fs::rename(&part, path))
        .map_err(failed)
}

impl From<PackError> for Failure {
    fn from(error: PackError) -> Self {
        let what = error.to_string();
        match error {
            PackError::Stranger(key) => {
                let fingerprint = key.fingerprint();
                let remedy = format!(
                    "read it out to who made the pack; when they see the same, import it with --trust {fingerprint}"
                );
                Self::mend(what, remedy)
            }
            PackError::BadName(_)
            | PackError::Manifest(_)
            | PackError::TooLarge { .. }
            | PackError::Zip(_) => Self::mend(
                what,
                "nothing was changed; ask who made the pack for a new one",
            ),
            PackError::NotAPack
            | PackError::Tampered
            | PackError::NewerFormat(_)
            | PackError::BrokenKey(_)
            | PackError::NothingBefore => Self::mend(what, ""),
            PackError::NoRandomness => Self::machine(what, "start the machine again"),
            PackError::Io {
                doing,
                path,
                source,
            } => Self::file(doing, &path, &source),
        }
    }
}
