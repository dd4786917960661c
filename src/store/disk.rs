//! The seam under the store: the few things it asks of a disk, so that a test can stand in for one.
//!
//! Knows bytes and names, nothing of keys or records. Names are our own, relative to the data folder, with
//! `/` between folder and file. Begin reading at [`Disk`]; [`Folder`] is the real one, [`Memory`] is for
//! practice. The simulated disk that loses power lives with the tests.

mod folder;
mod memory;

pub use folder::Folder;
pub(crate) use folder::{is_link_refused, private, sync_names};
pub use memory::Memory;

use std::{io, path::Path, path::PathBuf};

/// What the store asks of a disk.
///
/// Nothing is promised to survive a power cut before [`Disk::sync`] (the bytes and length of a file) and
/// [`Disk::sync_folder`] (the names in a folder) have returned without an error.
pub trait Disk: Send + Sync {
    /// Where a name stands, for messages to people.
    fn path_of(&self, name: &str) -> PathBuf;

    /// The folder, when there is a real one; sled needs it.
    fn real_folder(&self) -> Option<&Path>;

    /// The whole file, or none when there is no such file.
    ///
    /// # Errors
    /// What the system said.
    fn read(&self, name: &str) -> io::Result<Option<Vec<u8>>>;

    /// As [`Disk::read`], into a room that held another file before; false when there is no such file.
    ///
    /// # Errors
    /// What the system said.
    fn read_into(&self, name: &str, room: &mut Vec<u8>) -> io::Result<bool> {
        let found = self.read(name)?;
        let is_there = found.is_some();
        *room = found.unwrap_or_default();
        Ok(is_there)
    }

    /// The names in a folder, in order; empty when there is no such folder.
    ///
    /// # Errors
    /// What the system said.
    fn list(&self, folder: &str) -> io::Result<Vec<String>>;

    /// Makes a folder that only we may enter, its name durable when this returns; nothing happens when it exists.
    ///
    /// # Errors
    /// What the system said.
    fn make_folder(&mut self, folder: &str) -> io::Result<()>;

    /// Writes a whole file that only we may read, replacing what stood there. Not durable yet.
    ///
    /// # Errors
    /// What the system said; the file may be half written.
    fn write(&mut self, name: &str, bytes: &[u8]) -> io::Result<()>;

    /// Writes behind the end of a file, made when missing. Not durable yet.
    ///
    /// # Errors
    /// What the system said; part of the bytes may stand there.
    fn append(&mut self, name: &str, bytes: &[u8]) -> io::Result<()>;

    /// Cuts a file off at a length.
    ///
    /// # Errors
    /// What the system said.
    fn truncate(&mut self, name: &str, len: u64) -> io::Result<()>;

    /// Makes the bytes of a file durable (`fdatasync`).
    ///
    /// # Errors
    /// What the system said. A failure is final: see `Journal`.
    fn sync(&mut self, name: &str) -> io::Result<()>;

    /// Makes the names in a folder durable; an empty name means the data folder itself.
    ///
    /// # Errors
    /// What the system said.
    fn sync_folder(&mut self, folder: &str) -> io::Result<()>;

    /// Gives a file or folder another name, replacing a file that had it.
    ///
    /// # Errors
    /// What the system said.
    fn rename(&mut self, from: &str, to: &str) -> io::Result<()>;

    /// Removes a file; nothing happens when there is none.
    ///
    /// # Errors
    /// What the system said.
    fn remove(&mut self, name: &str) -> io::Result<()>;

    /// Removes a file, or a folder with all that is in it; nothing happens when there is none.
    ///
    /// # Errors
    /// What the system said.
    fn remove_all(&mut self, name: &str) -> io::Result<()>;

    /// Bytes still free for us; none when that means nothing here.
    ///
    /// # Errors
    /// What the system said.
    fn free_space(&self) -> io::Result<Option<u64>>;
}

/// Replaces a whole file so that a power cut leaves either the old or the new one.
///
/// # Errors
/// What the system said; the old file still stands, unless only the last step failed.
pub fn replace(disk: &mut dyn Disk, name: &str, bytes: &[u8]) -> io::Result<()> {
    put(disk, name, bytes)?;
    disk.sync_folder(folder_of(name))
}

/// As [`replace`], with the name not durable yet.
pub(crate) fn put(disk: &mut dyn Disk, name: &str, bytes: &[u8]) -> io::Result<()> {
    let beside = format!("{name}.new");
    disk.write(&beside, bytes)
        .and_then(|()| disk.sync(&beside))
        .inspect_err(|_| drop(disk.remove(&beside)))?;
    disk.rename(&beside, name)
}

/// The folder part of a name; empty for a file in the data folder itself.
#[must_use]
pub fn folder_of(name: &str) -> &str {
    name.rsplit_once('/').map_or("", |(folder, _)| folder)
}
