//! `balie key`: the public key of the desk, which signs its day's logs. It is no secret: whoever has it can tell what this
//! desk signed. A pack of cards carries a key of its own; `balie knowledge export` prints that one.

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
    writeln!(
        streams.out,
        "fingerprint {}, of the key that signs the day's logs; a pack of cards carries a key of its own",
        key.fingerprint()
    )?;
    Ok(Exit::Done)
}
