//! `balie words`: new words for the team, for when someone leaves or the words are forgotten.

use std::path::{Path, PathBuf};

use clap::Subcommand;
use jiff::Zoned;

use super::{Exit, Failure, Streams, open_store, passphrase};
use crate::store::{Role, generate_desk_secret};

/// What to do with the words.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Draw new words for the team (dienst); the old ones open nothing that is written from then on
    Replace {
        /// File with the coordinator's words or the recovery code
        #[arg(long, value_name = "FILE")]
        passphrase_file: PathBuf,
        /// New file for the new words, instead of printing them
        #[arg(long, value_name = "FILE")]
        to: Option<PathBuf>,
    },
}

/// Draws new words, hands them over, and only then makes them valid.
///
/// # Errors
/// The words are not the coordinator's, the file exists, or the disk failed: then the old words stay valid.
pub fn run(
    command: &Command,
    data: &Path,
    now: &Zoned,
    streams: &mut Streams<'_>,
) -> Result<Exit, Failure> {
    let Command::Replace {
        passphrase_file,
        to,
    } = command;
    let mut store = open_store(data, now)?;
    let secret = passphrase::read(passphrase_file, streams)?;
    if store.unlock(&secret, now.timestamp())? != Role::Coordinator {
        return Err(Failure::mend(
            "these are the team's words; only the coordinator gives new ones",
            "give the coordinator's words or the recovery code",
        ));
    }
    let words = generate_desk_secret()?;
    match to {
        Some(file) => passphrase::write_new(file, words.reveal())?,
        None => writeln!(
            streams.out,
            "Write this down now; it is not shown again.\n  dienst       {}",
            words.reveal()
        )?,
    }
    streams.out.flush()?;
    store.replace_desk_secret(&words, now.timestamp())?;
    store.close(now.timestamp())?;
    writeln!(streams.out, "the team has new words; the old ones are void")?;
    Ok(Exit::Done)
}
