//! `balie stick`: name the sticks that may take the day's log.

use std::path::{Path, PathBuf};

use clap::Subcommand;
use jiff::Zoned;

use super::{Exit, Failure, Streams, open_store, passphrase};
use crate::{export::target, store::Role};

/// What to do with a stick.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Name a stick for this desk; only the coordinator can
    Name {
        /// Where the stick stands, such as /media/USER/STICK
        dir: PathBuf,
        /// File with the coordinator's words
        #[arg(long, value_name = "FILE")]
        coordinator_file: PathBuf,
    },
}

/// Names a stick.
///
/// # Errors
/// No desk in the data folder, the words are not the coordinator's, or the stick cannot be written to.
pub fn run(
    command: &Command,
    data: &Path,
    now: &Zoned,
    streams: &mut Streams<'_>,
) -> Result<Exit, Failure> {
    let Command::Name {
        dir,
        coordinator_file,
    } = command;
    let mut store = open_store(data, now)?;
    let secret = passphrase::read(coordinator_file, streams)?;
    match store.unlock(&secret, now.timestamp())? {
        Role::Coordinator => {}
        Role::Desk => {
            return Err(Failure::mend(
                "these are the team's words; only the coordinator names sticks",
                "give the coordinator's words with --coordinator-file FILE",
            ));
        }
    }
    let marker = target::name_stick(dir, store.id())?;
    writeln!(streams.out, "{}", marker.display())?;
    Ok(Exit::Done)
}
