//! Backups outside the data folder: on the team's stick, or in a file that a person named.
//!
//! What happens if
//! - *the stick fills up or is pulled out*: the file has its name only once it was read back; the one before stands;
//! - *a half one is left behind*: the next backup there removes it.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Write},
    path::{Path, PathBuf},
};

use jiff::{Timestamp, ToSpan, civil::Date};

use super::{Backup, BackupHeader, HALF, day_of};
use crate::store::{Store, StoreError, disk};

/// How many days a copy elsewhere is kept.
const ELSEWHERE: i64 = 35;

impl Store {
    /// Writes a backup to a file that does not exist yet, and reads it back. Works while locked.
    ///
    /// # Errors
    /// The file exists, cannot be written, or does not read back as it was written.
    pub fn back_up(&self, to: &Path, now: Timestamp) -> Result<BackupHeader, StoreError> {
        if fs::symlink_metadata(to).is_ok() {
            return Err(StoreError::AlreadyExists(to.to_owned()));
        }
        let backup = self.copy(now)?;
        put(to, &backup.to_bytes())?;
        Ok(backup.header)
    }
}

/// Writes the backup of today to a folder elsewhere, such as the team's stick, unless the one there holds the same
/// already. Removes those of this store there that are past their term of 35 days: what was erased here ends there by
/// then. The newest of them only goes when the one of today stands. Says whether one was written.
///
/// # Errors
/// The folder cannot be read or written, or the backup does not read back as it was written; the one before then stands.
pub fn back_up_to_folder(
    store: &Store,
    folder: &Path,
    today: Date,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let id = store.id().to_string();
    let prefix = format!("balie-{}-", id.get(..8).unwrap_or_default());
    let refused = |source| StoreError::from_io("list", folder.to_owned(), source);
    let mut copies = Vec::new();
    for entry in fs::read_dir(folder).map_err(refused)? {
        let path = entry.map_err(refused)?.path();
        let name = path.file_name().and_then(|name| name.to_str());
        let Some(name) = name.and_then(|name| name.strip_prefix(&prefix)) else {
            continue;
        };
        let half = name.strip_suffix(HALF).and_then(day_of);
        if half.is_some_and(|day| day != today) {
            remove(&path)?;
        } else if let Some(day) = day_of(name) {
            copies.push((day, path));
        }
    }
    let newest = copies.iter().map(|(day, _)| *day).max();
    let first = today.saturating_sub(ELSEWHERE.days());
    copies.retain(|(day, _)| *day < first);
    for (day, path) in &copies {
        if Some(*day) != newest {
            remove(path)?;
        }
    }
    let backup = store.copy(now)?;
    let to = folder.join(format!("{prefix}{today}.balie"));
    let stands = fs::read(&to).ok();
    let stands = stands.and_then(|bytes| Backup::parse(&bytes).ok());
    let must_write = stands.is_none_or(|stands| stands.files != backup.files);
    if must_write {
        put(&to, &backup.to_bytes())?;
    }
    for (day, path) in &copies {
        if Some(*day) == newest {
            remove(path)?;
        }
    }
    Ok(must_write)
}

fn remove(path: &Path) -> Result<(), StoreError> {
    fs::remove_file(path).map_err(|source| StoreError::from_io("remove", path.to_owned(), source))
}

/// Writes a file beside its place and reads it back; only then it gets its name.
fn put(to: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    let mut beside = to.as_os_str().to_owned();
    beside.push(HALF);
    let beside = PathBuf::from(beside);
    let refused = |source| StoreError::from_io("write", to.to_owned(), source);
    let written = write_and_sync(&beside, bytes).and_then(|()| fs::read(&beside));
    let named = written.map_err(refused).and_then(|back| {
        if back != bytes {
            return Err(StoreError::Corrupt {
                file: to.to_owned(),
                what: "it does not read back as it was written".to_owned(),
            });
        }
        fs::rename(&beside, to).map_err(refused)
    });
    named.inspect_err(|_| drop(fs::remove_file(&beside)))?;
    disk::sync_names(to.parent().unwrap_or(to)).map_err(refused)
}

fn write_and_sync(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut options = OpenOptions::new();
    let mut file: File =
        disk::private(options.write(true).create(true).truncate(true)).open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}
