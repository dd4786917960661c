//! Where a file may go, and how it gets there whole.
//!
//! The day's log goes to a stick that the coordinator named for this, or to a folder that she named. A stick is named
//! by a small file in its root, [`MARKER`], that carries the id of the store: a stick of another desk, or one from
//! somebody's pocket, is not offered. The marker keeps people from mistakes, not from ill will: anyone can copy it.
//!
//! What happens if
//! - the stick is pulled out while writing: the file has not got its name yet, so nothing half-written looks whole;
//! - a file of that name exists: it stays, and the new one gets the next free number;
//! - two programs write at once: each takes its name with `O_EXCL`, so each gets its own.
//!
//! Begin reading at [`write`].

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Write},
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};

use crate::domain::StoreId;

/// The file in the root of a stick that says whose it is.
pub const MARKER: &str = "balie-stick.toml";

/// The file in the data folder that lists the folders the coordinator named.
pub const FOLDERS: &str = "folders.toml";

/// Where Linux desktops mount what a person plugs in.
const REMOVABLE: [&str; 3] = ["/media/", "/run/media/", "/mnt/"];

/// How many bytes are written between two questions whether to go on.
const A_STEP: usize = 256 * 1024;

/// How many files of one day fit beside each other.
const MOST_NAMES: u32 = 999;

/// Why a file did not get there.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ExportError {
    /// No room left.
    #[error("there is no room left in {}; make room or use another stick", .0.display())]
    Full(PathBuf),
    /// May not be written to.
    #[error("{} cannot be written to; is the stick locked, or is the folder somebody else's?", .0.display())]
    ReadOnly(PathBuf),
    /// Gone, or never there.
    #[error("{} is not there (any more); put the stick back and try again", .0.display())]
    Vanished(PathBuf),
    /// No marker.
    #[error("{} was not named for this desk; name it with `balie stick name`", .0.display())]
    NotNamed(PathBuf),
    /// The marker is of another store.
    #[error("{} belongs to another desk (store {found}); name it anew with `balie stick name`", folder.display())]
    OtherDesk {
        /// The root of the stick.
        folder: PathBuf,
        /// The store that its marker names.
        found: StoreId,
    },
    /// A small file of ours that a person can mend.
    #[error("{}: {what}", file.display())]
    Malformed {
        /// The marker, or the list of folders.
        file: PathBuf,
        /// What is wrong, with its line.
        what: String,
    },
    /// Somebody stopped it.
    #[error("stopped; nothing half-written is left in {}", .0.display())]
    Stopped(PathBuf),
    /// Every name of this day is taken.
    #[error("{} holds {MOST_NAMES} files of this day already; move some away", .0.display())]
    NoFreeName(PathBuf),
    /// Anything else the system said.
    #[error("{doing} {}: {source}", path.display())]
    Io {
        /// What was being done.
        doing: &'static str,
        /// On which file or folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

/// A place that is offered for a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// What a person calls it.
    pub name: String,
    /// The folder the file goes into.
    pub folder: PathBuf,
    /// What sort of place it is.
    pub kind: Kind,
}

/// What sort of place a target is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A stick; its marker is read again before each file.
    Stick,
    /// A folder on this computer or the network.
    Folder,
}

#[derive(Serialize, Deserialize)]
struct Marker {
    store: StoreId,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Folders {
    #[serde(default)]
    folder: Vec<NamedFolder>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NamedFolder {
    name: String,
    path: PathBuf,
}

/// The mount points of the system at which a stick can stand.
///
/// # Errors
/// The mount table of the system cannot be read.
pub fn stick_mounts() -> Result<Vec<PathBuf>, ExportError> {
    let table = Path::new("/proc/self/mountinfo");
    let text = fs::read_to_string(table).map_err(|source| ExportError::Io {
        doing: "read",
        path: table.to_owned(),
        source,
    })?;
    Ok(removable_mounts(&text))
}

/// The mount points in a table in the form of `/proc/self/mountinfo` at which a stick can stand, in its order.
#[must_use]
pub fn removable_mounts(table: &str) -> Vec<PathBuf> {
    table
        .lines()
        .filter_map(|line| line.split(' ').nth(4))
        .map(unescape)
        .filter(|point| REMOVABLE.iter().any(|start| point.starts_with(start)))
        .map(PathBuf::from)
        .collect()
}

/// Undoes the kernel's spelling of a blank, tab, newline and backslash in a mount point.
fn unescape(point: &str) -> String {
    point
        .replace("\\040", " ")
        .replace("\\011", "\t")
        .replace("\\012", "\n")
        .replace("\\134", "\\")
}

/// Those mount points that are sticks named for this store.
#[must_use]
pub fn sticks(mounts: &[PathBuf], store: StoreId) -> Vec<Target> {
    mounts
        .iter()
        .filter(|root| check_marker(root, store).is_ok())
        .map(|root| Target {
            name: root.file_name().map_or_else(
                || root.display().to_string(),
                |name| name.to_string_lossy().into_owned(),
            ),
            folder: root.clone(),
            kind: Kind::Stick,
        })
        .collect()
}

/// The folders the coordinator named, from [`FOLDERS`] in the data folder; none when there is no such file.
///
/// # Errors
/// The file cannot be read, or is not a list of `[[folder]]` with a `name` and a `path`.
pub fn folders(data: &Path) -> Result<Vec<Target>, ExportError> {
    let file = data.join(FOLDERS);
    let text = match fs::read_to_string(&file) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(source) => {
            return Err(ExportError::Io {
                doing: "read",
                path: file,
                source,
            });
        }
    };
    let list: Folders = toml::from_str(&text).map_err(|error| ExportError::Malformed {
        file,
        what: error.to_string(),
    })?;
    Ok(list
        .folder
        .into_iter()
        .map(|NamedFolder { name, path }| Target {
            name,
            folder: path,
            kind: Kind::Folder,
        })
        .collect())
}

/// Names a stick for a store: writes its marker, or replaces the one that stands there.
///
/// # Errors
/// The root of the stick is gone, full or cannot be written to.
pub fn name_stick(root: &Path, store: StoreId) -> Result<PathBuf, ExportError> {
    let text =
        format!("# This stick takes the day's logs of one Balie desk.\nstore = \"{store}\"\n");
    replace_file(root, MARKER, text.as_bytes())
}

/// Writes a file of ours, or replaces it as a whole; when it returns, it is on the disk.
///
/// # Errors
/// The folder is gone, full or cannot be written to; then the old file stands.
pub fn replace_file(folder: &Path, name: &str, bytes: &[u8]) -> Result<PathBuf, ExportError> {
    let temporary = Temporary::write(folder, name, bytes, &mut |_| true)?;
    let path = folder.join(name);
    temporary.rename_to(&path)?;
    sync_folder(folder)?;
    Ok(path)
}

/// Checks that a folder is there.
///
/// # Errors
/// It is not, or it is no folder.
pub fn check_folder(folder: &Path) -> Result<(), ExportError> {
    if folder.is_dir() {
        Ok(())
    } else {
        Err(ExportError::Vanished(folder.to_owned()))
    }
}

/// Checks that a stick was named for this store.
///
/// # Errors
/// It was not, it is gone, or its marker is broken.
pub fn check_marker(root: &Path, store: StoreId) -> Result<(), ExportError> {
    let file = root.join(MARKER);
    let text = fs::read_to_string(&file).map_err(|source| {
        if source.kind() == io::ErrorKind::NotFound && root.is_dir() {
            ExportError::NotNamed(root.to_owned())
        } else {
            refused("read", root, &file, source)
        }
    })?;
    let marker: Marker = toml::from_str(&text).map_err(|error| ExportError::Malformed {
        file,
        what: error.to_string(),
    })?;
    if marker.store == store {
        Ok(())
    } else {
        Err(ExportError::OtherDesk {
            folder: root.to_owned(),
            found: marker.store,
        })
    }
}

/// Writes a file to a target under the first free name and tells which; when it returns, the file is on the disk.
/// A stick must carry its marker at this moment: it may have been changed for another since it was offered.
///
/// # Errors
/// The stick is not ours, or what [`write_into`] gives.
pub fn write(
    target: &Target,
    store: StoreId,
    stem: &str,
    extension: &str,
    bytes: &[u8],
) -> Result<PathBuf, ExportError> {
    match target.kind {
        Kind::Stick => check_marker(&target.folder, store)?,
        Kind::Folder => {}
    }
    write_into(&target.folder, stem, extension, bytes)
}

/// Writes a file into a folder as `STEM.EXTENSION`, or `STEM-2.EXTENSION` and so on where that exists, and tells
/// which. Nothing that exists is overwritten; when it returns, the file is on the disk.
///
/// # Errors
/// The folder is gone, full or cannot be written to, or every name is taken. Nothing half-written is left then,
/// unless the folder itself went away.
pub fn write_into(
    folder: &Path,
    stem: &str,
    extension: &str,
    bytes: &[u8],
) -> Result<PathBuf, ExportError> {
    write_watched(folder, stem, extension, bytes, &mut |_| true)
}

/// As [`write_into`], and tells `went` how many bytes are on the disk, now and then; when that says no, it stops.
///
/// # Errors
/// As [`write_into`], or [`ExportError::Stopped`]; then nothing of it is left.
pub fn write_watched(
    folder: &Path,
    stem: &str,
    extension: &str,
    bytes: &[u8],
    went: &mut dyn FnMut(usize) -> bool,
) -> Result<PathBuf, ExportError> {
    let temporary = Temporary::write(folder, stem, bytes, went)?;
    let path = take_name(folder, stem, extension)?;
    // The name is ours and empty: this rename replaces nothing of anyone. A plain "rename, but never overwrite" does
    // not exist on every file system that sticks have; a hard link does not exist on FAT.
    if let Err(error) = temporary.rename_to(&path) {
        let _ = fs::remove_file(&path);
        return Err(error);
    }
    sync_folder(folder)?;
    Ok(path)
}

/// Takes the first free name by making an empty file of that name.
fn take_name(folder: &Path, stem: &str, extension: &str) -> Result<PathBuf, ExportError> {
    for number in 1..=MOST_NAMES {
        let name = match number {
            1 => format!("{stem}.{extension}"),
            _ => format!("{stem}-{number}.{extension}"),
        };
        let path = folder.join(name);
        match new_file(&path) {
            Ok(_) => return Ok(path),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(refused("create", folder, &path, error)),
        }
    }
    Err(ExportError::NoFreeName(folder.to_owned()))
}

fn new_file(path: &Path) -> io::Result<File> {
    OpenOptions::new().write(true).create_new(true).open(path)
}

/// A file that is whole but has not got its name yet; removed when it never gets one.
struct Temporary {
    folder: PathBuf,
    path: PathBuf,
}

impl Temporary {
    fn write(
        folder: &Path,
        stem: &str,
        bytes: &[u8],
        went: &mut dyn FnMut(usize) -> bool,
    ) -> Result<Self, ExportError> {
        let path = folder.join(format!(".{stem}.{}.part", std::process::id()));
        // A Balie that was killed may have left one of this name. A link that somebody put there is never followed.
        let _ = fs::remove_file(&path);
        let mut file = new_file(&path).map_err(|error| refused("create", folder, &path, error))?;
        let temporary = Self {
            folder: folder.to_owned(),
            path,
        };
        let failed = |error| refused("write", folder, &temporary.path, error);
        let mut done = 0;
        for part in bytes.chunks(A_STEP) {
            if !went(done) {
                return Err(ExportError::Stopped(folder.to_owned()));
            }
            // On the disk at each step: a slow stick would else take all its time at the end, and not be stopped there.
            file.write_all(part)
                .and_then(|()| file.sync_data())
                .map_err(failed)?;
            done += part.len();
        }
        file.sync_all().map_err(failed)?;
        Ok(temporary)
    }

    fn rename_to(&self, path: &Path) -> Result<(), ExportError> {
        fs::rename(&self.path, path).map_err(|error| refused("rename", &self.folder, path, error))
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        // Gone already when it got its name; nothing more can be done when the stick itself is gone.
        let _ = fs::remove_file(&self.path);
    }
}

/// Makes the new name last: a power cut may otherwise lose it, though the bytes are there.
fn sync_folder(folder: &Path) -> Result<(), ExportError> {
    match File::open(folder).and_then(|handle| handle.sync_all()) {
        // Some file systems in user space cannot do this; the bytes themselves are on the disk.
        Err(error)
            if matches!(
                error.kind(),
                io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported
            ) =>
        {
            Ok(())
        }
        done => done.map_err(|error| refused("sync", folder, folder, error)),
    }
}

/// Sorts what the system said by what a person can do about it.
fn refused(doing: &'static str, folder: &Path, path: &Path, source: io::Error) -> ExportError {
    use io::ErrorKind as Kind;
    let folder = folder.to_owned();
    // A stick that was pulled out gives all sorts of errors; that its folder is gone says it best.
    if !folder.is_dir() {
        return ExportError::Vanished(folder);
    }
    if matches!(source.kind(), Kind::StorageFull | Kind::QuotaExceeded) {
        ExportError::Full(folder)
    } else if matches!(
        source.kind(),
        Kind::ReadOnlyFilesystem | Kind::PermissionDenied
    ) {
        ExportError::ReadOnly(folder)
    } else {
        ExportError::Io {
            doing,
            path: path.to_owned(),
            source,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_person_can_mend_is_told_apart() {
        let here = Path::new(".");
        let told = |kind: io::ErrorKind| refused("write", here, here, io::Error::from(kind));
        assert!(matches!(
            told(io::ErrorKind::StorageFull),
            ExportError::Full(_)
        ));
        assert!(matches!(
            told(io::ErrorKind::QuotaExceeded),
            ExportError::Full(_)
        ));
        assert!(matches!(
            told(io::ErrorKind::ReadOnlyFilesystem),
            ExportError::ReadOnly(_)
        ));
        assert!(matches!(
            told(io::ErrorKind::TimedOut),
            ExportError::Io { .. }
        ));
        let gone = Path::new("nergens");
        let error = io::Error::from(io::ErrorKind::StorageFull);
        assert!(matches!(
            refused("write", gone, gone, error),
            ExportError::Vanished(_)
        ));
    }
}
