//! `balie export`: write the log of a day, the same bytes as the screen does.

use std::{
    ffi::OsStr,
    path::{Path, PathBuf},
};

use clap::{Args, ValueEnum};
use jiff::{Zoned, civil::Date};

use super::{Exit, Failure, Streams, open_store, passphrase};
use crate::{
    export::{
        self, DayLog, Format,
        target::{self, ExportError},
    },
    kiosk::library::Library,
};

/// Which day, how and where to.
#[derive(Debug, Args)]
pub struct Arguments {
    /// The day, as 2026-11-25
    #[arg(long, value_name = "DAY")]
    pub day: Date,
    /// How to write it
    #[arg(long)]
    pub format: Format,
    /// A folder or a new file; `-` writes to standard output
    #[arg(long, value_name = "PATH")]
    pub to: PathBuf,
    /// File with the team's words
    #[arg(long, value_name = "FILE")]
    pub passphrase_file: PathBuf,
}

impl ValueEnum for Format {
    fn value_variants<'a>() -> &'a [Self] {
        Self::ALL
    }

    fn to_possible_value(&self) -> Option<clap::builder::PossibleValue> {
        Some(clap::builder::PossibleValue::new(self.code()))
    }
}

/// Writes the log of a day and tells where it is and how many rows it has.
///
/// # Errors
/// No desk in the data folder, wrong words, a day closed to the team, or a place that cannot be written to.
pub fn run(
    arguments: &Arguments,
    data: &Path,
    library: &Library,
    now: &Zoned,
    streams: &mut Streams<'_>,
) -> Result<Exit, Failure> {
    let mut store = open_store(data, now)?;
    let secret = passphrase::read(&arguments.passphrase_file, streams)?;
    store.unlock(&secret, now.timestamp())?;
    let enquiries = store.day(arguments.day)?;
    let log = DayLog::new(arguments.day, store.place(), store.id(), &enquiries);
    let mut bytes = Vec::new();
    export::write(&log, arguments.format, &library.labels(), &mut bytes)?;
    if arguments.to == Path::new("-") {
        streams.out.write_all(&bytes)?;
    } else {
        let path = deliver(&arguments.to, &log, arguments.format, &bytes)?;
        let rows = log.rows.len();
        writeln!(streams.out, "{} ({rows} rows)", path.display())?;
    }
    Ok(Exit::Done)
}

/// Brings the bytes to a folder, under the name of the log, or to a new file. Whoever types a path may choose any,
/// but not a stick of another desk.
fn deliver(to: &Path, log: &DayLog, format: Format, bytes: &[u8]) -> Result<PathBuf, Failure> {
    let folder = if to.is_dir() { Some(to) } else { to.parent() };
    if let Some(Err(error @ ExportError::OtherDesk { .. })) =
        folder.map(|folder| target::check_marker(folder, log.store))
    {
        return Err(error.into());
    }
    if to.is_dir() {
        let (stem, extension) = (log.file_stem(), format.extension());
        return Ok(target::write_into(to, &stem, extension, bytes)?);
    }
    let text = |part: Option<&OsStr>| part.map(|part| part.to_string_lossy().into_owned());
    let Some(stem) = text(to.file_stem()) else {
        return Err(Failure::mend(
            format!("{} is not the name of a file", to.display()),
            "give a folder, a new file or -",
        ));
    };
    let folder = match to.parent() {
        Some(parent) if parent != Path::new("") => parent,
        Some(_) | None => Path::new("."),
    };
    let extension = text(to.extension()).unwrap_or_else(|| format.extension().to_owned());
    Ok(target::write_into(folder, &stem, &extension, bytes)?)
}
