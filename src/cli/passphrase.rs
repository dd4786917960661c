//! Passphrases in files: what such a file says is never printed.

use std::{
    fs::{self, OpenOptions},
    io::Write,
    path::Path,
};

use zeroize::Zeroizing;

use super::{Failure, Streams};
use crate::store::Secret;

/// Reads the words from a file; one newline at its end is ignored. A file that everybody on the machine can read gets
/// a warning, not a refusal: the words still have to work at the desk today.
///
/// # Errors
/// The file cannot be read, or is not text.
pub fn read(file: &Path, streams: &mut Streams<'_>) -> Result<Secret, Failure> {
    let text = read_words(file)?;
    if is_world_readable(file) {
        writeln!(
            streams.warnings,
            "warning: everybody on this machine can read {}; run `chmod 600` on it",
            file.display()
        )?;
    }
    Ok(Secret::new(&text))
}

/// The text of a passphrase file without the newline at its end.
///
/// # Errors
/// The file cannot be read, or is not text.
pub(super) fn read_words(file: &Path) -> Result<Zeroizing<String>, Failure> {
    let text = fs::read_to_string(file)
        .map(Zeroizing::new)
        .map_err(|error| Failure::file("read the passphrase file", file, &error))?;
    let words = text.strip_suffix('\n').unwrap_or(&text);
    Ok(Zeroizing::new(
        words.strip_suffix('\r').unwrap_or(words).to_owned(),
    ))
}

/// Writes a secret to a new file that only this account may read.
///
/// # Errors
/// There is a file of that name already, or it cannot be written.
pub(super) fn write_new(file: &Path, secret: &str) -> Result<(), Failure> {
    let failed = |error| Failure::file("write the secret to", file, &error);
    let mut opened = private()
        .write(true)
        .create_new(true)
        .open(file)
        .map_err(failed)?;
    writeln!(opened, "{secret}")
        .and_then(|()| opened.sync_all())
        .map_err(failed)
}

#[cfg(unix)]
fn private() -> OpenOptions {
    use std::os::unix::fs::OpenOptionsExt;
    let mut options = OpenOptions::new();
    options.mode(0o600);
    options
}

#[cfg(not(unix))]
fn private() -> OpenOptions {
    OpenOptions::new()
}

#[cfg(unix)]
fn is_world_readable(file: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    fs::metadata(file).is_ok_and(|found| found.permissions().mode() & 0o004 != 0)
}

#[cfg(not(unix))]
fn is_world_readable(_: &Path) -> bool {
    false
}
