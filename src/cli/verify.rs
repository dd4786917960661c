//! `balie verify`: whether a day's log in JSON Lines is as it was written, and who wrote it. Asks for no data folder.

use std::{
    fs,
    path::{Path, PathBuf},
};

use clap::Args;

use super::{Exit, Failure, Streams};
use crate::{export, signature::PublicKey};

/// Which file.
#[derive(Debug, Args)]
pub struct Arguments {
    /// A day's log in JSON Lines
    pub file: PathBuf,
    /// File with the public key of the desk, one line; without it the key in the log is shown to compare
    #[arg(long, value_name = "FILE")]
    pub key: Option<PathBuf>,
}

/// Verifies, and names the desk, the day, what the rows come to and who signed.
///
/// # Errors
/// A file cannot be read, or the log is not as it was written, not signed, or signed by another desk; then it says where.
pub fn run(arguments: &Arguments, streams: &mut Streams<'_>) -> Result<Exit, Failure> {
    let file = &arguments.file;
    let changed = |what: &str| {
        Failure::mend(
            format!("{}: {what}", file.display()),
            "export the day again at its desk",
        )
    };
    let text = match fs::read(file) {
        Ok(bytes) => String::from_utf8(bytes).map_err(|error| {
            let whole = error.as_bytes().get(..error.utf8_error().valid_up_to());
            let lines = whole
                .unwrap_or_default()
                .split(|byte| *byte == b'\n')
                .count();
            changed(&format!("line {lines}: not text"))
        })?,
        Err(error) => return Err(Failure::file("read", file, &error)),
    };
    let log = export::read(&text).map_err(|found| changed(&found.to_string()))?;
    let last = log.rows.len() + 1;
    let Some(seal) = log.seal else {
        return Err(changed(&format!("line {last}: it carries no signature")));
    };
    if let Some(known) = &arguments.key
        && read_key(known)? != seal.key
    {
        return Err(changed(&format!(
            "line {last}: signed by another desk, with the key {} ({})",
            seal.key,
            seal.key.fingerprint()
        )));
    }
    let totals = &log.totals;
    writeln!(
        streams.out,
        "whole: {} of {} (store {}), edition {}, {} rows, {} of {} by volunteers",
        log.day,
        log.place,
        log.store,
        log.edition.number,
        totals.all,
        totals.by_volunteers,
        totals.counted
    )?;
    let compare = if arguments.key.is_some() {
        "the key that was given"
    } else {
        "compare this with what the desk says, or give --key FILE"
    };
    writeln!(
        streams.out,
        "signed: {} {} ({compare})",
        seal.key.fingerprint(),
        seal.key
    )?;
    Ok(Exit::Done)
}

/// The key in a file: its first line that is not a comment, in base64.
pub(super) fn read_key(file: &Path) -> Result<PublicKey, Failure> {
    let text = fs::read_to_string(file).map_err(|error| Failure::file("read", file, &error))?;
    let mut lines = text.lines().map(str::trim);
    let line = lines.find(|line| !line.is_empty() && !line.starts_with('#'));
    line.unwrap_or_default().parse().map_err(|error| {
        Failure::mend(
            format!("{}: {error}", file.display()),
            "give the file that `balie key` printed",
        )
    })
}
