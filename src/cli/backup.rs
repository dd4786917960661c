//! `balie backup` and `balie restore`: the whole store in one file, and back into a new folder.
//!
//! A backup is made without any words: it holds what stands on the disk, which only the words open.

use std::path::{Path, PathBuf};

use clap::Args;
use jiff::Zoned;

use super::{Exit, Failure, Streams, open_store};
use crate::store::{self, Store};

/// Where the backup goes.
#[derive(Debug, Args)]
pub struct Arguments {
    /// A file that does not exist yet
    #[arg(long, value_name = "FILE")]
    pub to: PathBuf,
}

/// Which backup, and where it goes.
#[derive(Debug, Args)]
pub struct RestoreArguments {
    /// The backup
    #[arg(long, value_name = "FILE")]
    pub from: PathBuf,
    /// A folder that does not exist yet, or is empty
    #[arg(long, value_name = "DIR")]
    pub to: PathBuf,
}

/// Writes a backup and reads it back.
///
/// # Errors
/// No desk in the data folder, the file exists, or it cannot be written.
pub fn run(
    arguments: &Arguments,
    data: &Path,
    now: &Zoned,
    streams: &mut Streams<'_>,
) -> Result<Exit, Failure> {
    let store = open_store(data, now)?;
    let header = store.back_up(&arguments.to, now.timestamp())?;
    writeln!(
        streams.out,
        "{}: {} of {}, read back and equal",
        arguments.to.display(),
        header.place,
        header.made_at
    )?;
    Ok(Exit::Done)
}

/// Restores into a new folder. What was erased in the present data folder since the backup was made is left out.
///
/// # Errors
/// The backup is damaged or of a newer Balie, or the folder is not empty or cannot be written.
pub fn restore(
    arguments: &RestoreArguments,
    data: &Path,
    streams: &mut Streams<'_>,
) -> Result<Exit, Failure> {
    let present = Store::exists(data).then_some(data);
    let header = store::restore(&arguments.from, &arguments.to, present)?;
    let to = arguments.to.display();
    writeln!(
        streams.out,
        "{to}: {} as of {}",
        header.place, header.made_at
    )?;
    if present.is_none() {
        writeln!(
            streams.warnings,
            "warning: there is no desk in {}, so what was erased after this backup is back; name its folder with --data",
            data.display()
        )?;
    }
    writeln!(
        streams.out,
        "open it with `balie --data {to}`; unlock it first with the coordinator's words"
    )?;
    Ok(Exit::Done)
}
