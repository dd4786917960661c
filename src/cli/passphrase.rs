//! Reading a passphrase from a file. What it says is never printed.

use std::{fs, path::Path};

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

#[cfg(unix)]
fn is_world_readable(file: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    fs::metadata(file).is_ok_and(|found| found.permissions().mode() & 0o004 != 0)
}

#[cfg(not(unix))]
fn is_world_readable(_: &Path) -> bool {
    false
}
