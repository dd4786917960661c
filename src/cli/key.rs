//! `balie key`: the public key of the desk. It is no secret: whoever has it can tell what this desk signed.

use std::path::Path;

use jiff::Zoned;

use super::{Exit, Failure, Streams, open_store};

/// Prints the key, and the short form that two people compare over the telephone.
///
/// # Errors
/// No desk in the data folder, or it cannot be opened.
pub fn run(data: &Path, now: &Zoned, streams: &mut Streams<'_>) -> Result<Exit, Failure> {
    let key = open_store(data, now)?.public_key();
    writeln!(streams.out, "{key}")?;
    writeln!(streams.out, "fingerprint {}", key.fingerprint())?;
    Ok(Exit::Done)
}
