//! `balie verify`: whether a day's log in JSON Lines is as it was written. Asks for no data folder.

use std::{fs, path::PathBuf};

use clap::Args;

use super::{Exit, Failure, Streams};
use crate::export;

/// Which file.
#[derive(Debug, Args)]
pub struct Arguments {
    /// A day's log in JSON Lines
    pub file: PathBuf,
}

/// Verifies, and names the desk, the day and what the rows come to.
///
/// # Errors
/// The file cannot be read, or is not as it was written; then it says where.
pub fn run(arguments: &Arguments, streams: &mut Streams<'_>) -> Result<Exit, Failure> {
    let file = &arguments.file;
    let text = fs::read_to_string(file).map_err(|error| Failure::file("read", file, &error))?;
    let log = export::read(&text).map_err(|changed| {
        Failure::mend(
            format!("{}: {changed}", file.display()),
            "export the day again at its desk",
        )
    })?;
    let totals = &log.totals;
    writeln!(
        streams.out,
        "whole: {} of {} (store {}), {} rows, {} of {} by volunteers",
        log.day, log.place, log.store, totals.all, totals.by_volunteers, totals.counted
    )?;
    Ok(Exit::Done)
}
