//! `balie manual`: the manual for the coordinator, in Dutch, as one page.

use super::{Exit, Failure, Streams};

/// The manual, as Markdown.
pub const TEXT: &str = include_str!("../../assets/handleiding.md");

/// Prints it.
///
/// # Errors
/// Nobody reads it.
pub fn run(streams: &mut Streams<'_>) -> Result<Exit, Failure> {
    streams.out.write_all(TEXT.as_bytes())?;
    Ok(Exit::Done)
}
