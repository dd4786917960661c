//! The real data folder: ours alone, locked while we are in it, no links in it.
//!
//! The Unix calls of the store stand in this file. Other systems take the plain road of the standard
//! library; that road is untested.

use std::{
    collections::HashMap,
    fs::{self, File, OpenOptions, TryLockError},
    io::{self, Write},
    path::{Path, PathBuf},
    time::Duration,
};

use super::{Disk, folder_of};
use crate::store::StoreError;

const LOCK: &str = "LOCK";
/// How often the lock is asked for again, and the time between: a tenth of a second in all, before anyone is told.
const TRIES: usize = 5;
const BETWEEN_TRIES: Duration = Duration::from_millis(20);

/// A data folder on a real disk. The lock on it is held until this value is dropped.
#[derive(Debug)]
pub struct Folder {
    root: PathBuf,
    /// Files that were written, kept open: a failed write-back is only reported to who had the file open.
    written: HashMap<String, File>,
    _lock: File,
}

/// Takes the lock, asking again for a moment: a program that was just started by the one that held it has it too until it
/// runs, and one that was told to stop is still closing.
fn take(lock: &File) -> Result<(), TryLockError> {
    for _ in 0..TRIES {
        match lock.try_lock() {
            Err(TryLockError::WouldBlock) => std::thread::sleep(BETWEEN_TRIES),
            taken => return taken,
        }
    }
    lock.try_lock()
}

impl Folder {
    /// Enters a folder that exists: checks that it is ours and no link, then takes the lock.
    ///
    /// # Errors
    /// [`StoreError::NotAStore`], [`StoreError::Symlink`], [`StoreError::Foreign`],
    /// [`StoreError::ReadOnly`], [`StoreError::InUse`], or what the system said.
    pub fn enter(root: &Path) -> Result<Self, StoreError> {
        check_ours(root)?;
        let path = root.join(LOCK);
        let mut options = OpenOptions::new();
        options.read(true).write(true).create(true);
        let lock = private(&mut options)
            .open(&path)
            .map_err(|source| StoreError::from_io("open", path.clone(), source))?;
        take(&lock).map_err(|error| match error {
            TryLockError::WouldBlock => StoreError::InUse(root.to_owned()),
            TryLockError::Error(source) => StoreError::from_io("lock", path, source),
        })?;
        Ok(Self {
            root: root.to_owned(),
            written: HashMap::new(),
            _lock: lock,
        })
    }

    /// Makes the folder when it is missing, then enters it.
    ///
    /// # Errors
    /// As [`Folder::enter`].
    pub fn make(root: &Path) -> Result<Self, StoreError> {
        if !root.exists() {
            make_folders(root)
                .map_err(|source| StoreError::from_io("make", root.to_owned(), source))?;
        }
        Self::enter(root)
    }

    /// Writes over the first bytes of a file that exists, in place.
    ///
    /// # Errors
    /// What the system said.
    pub(crate) fn overwrite(&mut self, name: &str, bytes: &[u8]) -> io::Result<()> {
        self.written.remove(name);
        let mut options = OpenOptions::new();
        self.opened(name, options.write(true))?.write_all(bytes)
    }

    /// Where a name stands, once it is sure that the folder before it is no link: what is written must stay in here.
    fn place(&self, name: &str) -> io::Result<PathBuf> {
        let folder = folder_of(name);
        if !folder.is_empty() && self.root.join(folder).is_symlink() {
            return Err(link_refused());
        }
        Ok(self.root.join(name))
    }

    fn opened(&mut self, name: &str, options: &mut OpenOptions) -> io::Result<&mut File> {
        // Looked up twice because a borrow that is returned early cannot be followed by an insert.
        if !self.written.contains_key(name) {
            let file = private(options).open(self.place(name)?)?;
            self.written.insert(name.to_owned(), file);
        }
        self.written
            .get_mut(name)
            .ok_or_else(|| io::ErrorKind::NotFound.into())
    }
}

impl Disk for Folder {
    fn path_of(&self, name: &str) -> PathBuf {
        self.root.join(name)
    }

    fn real_folder(&self) -> Option<&Path> {
        Some(&self.root)
    }

    fn read(&self, name: &str) -> io::Result<Option<Vec<u8>>> {
        let mut bytes = Vec::new();
        Ok(self.read_into(name, &mut bytes)?.then_some(bytes))
    }

    fn read_into(&self, name: &str, room: &mut Vec<u8>) -> io::Result<bool> {
        room.clear();
        let mut options = OpenOptions::new();
        let mut file = match private(options.read(true)).open(self.place(name)?) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
            Err(error) => return Err(error),
        };
        io::Read::read_to_end(&mut file, room)?;
        Ok(true)
    }

    fn list(&self, folder: &str) -> io::Result<Vec<String>> {
        let path = self.root.join(folder);
        if !folder.is_empty() && path.is_symlink() {
            return Err(link_refused());
        }
        let entries = match fs::read_dir(path) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(error),
        };
        let mut names = Vec::new();
        for entry in entries {
            names.extend(entry?.file_name().into_string());
        }
        names.sort();
        Ok(names)
    }

    fn make_folder(&mut self, folder: &str) -> io::Result<()> {
        let path = self.root.join(folder);
        match fs::symlink_metadata(&path) {
            Ok(found) if found.is_dir() => Ok(()),
            Ok(found) if found.is_symlink() => Err(link_refused()),
            Ok(_) => Err(io::ErrorKind::NotADirectory.into()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => make_folders(&path),
            Err(error) => Err(error),
        }
    }

    fn write(&mut self, name: &str, bytes: &[u8]) -> io::Result<()> {
        self.written.remove(name);
        let mut options = OpenOptions::new();
        let options = options.write(true).create(true).truncate(true);
        self.opened(name, options)?.write_all(bytes)
    }

    fn append(&mut self, name: &str, bytes: &[u8]) -> io::Result<()> {
        let mut options = OpenOptions::new();
        let options = options.append(true).create(true);
        self.opened(name, options)?.write_all(bytes)
    }

    fn truncate(&mut self, name: &str, len: u64) -> io::Result<()> {
        let mut options = OpenOptions::new();
        self.opened(name, options.append(true))?.set_len(len)
    }

    fn sync(&mut self, name: &str) -> io::Result<()> {
        let mut options = OpenOptions::new();
        self.opened(name, options.append(true))?.sync_data()
    }

    fn sync_folder(&mut self, folder: &str) -> io::Result<()> {
        sync_names(&self.root.join(folder))
    }

    fn rename(&mut self, from: &str, to: &str) -> io::Result<()> {
        self.written.remove(from);
        self.written.remove(to);
        fs::rename(self.place(from)?, self.place(to)?)
    }

    fn remove(&mut self, name: &str) -> io::Result<()> {
        self.written.remove(name);
        match fs::remove_file(self.place(name)?) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }

    fn remove_all(&mut self, name: &str) -> io::Result<()> {
        self.written.clear();
        let path = self.place(name)?;
        // Asked without following a link, so that only the link itself would go.
        match fs::symlink_metadata(&path) {
            Ok(found) if found.is_dir() => fs::remove_dir_all(&path),
            Ok(_) => fs::remove_file(&path),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            Err(error) => Err(error),
        }
    }

    fn free_space(&self) -> io::Result<Option<u64>> {
        free_space(&self.root)
    }
}

/// Makes a folder and those above it that are missing, each with a durable name: what is written in it hangs on that.
fn make_folders(path: &Path) -> io::Result<()> {
    let missing: Vec<&Path> = path
        .ancestors()
        .take_while(|above| !above.as_os_str().is_empty() && !above.exists())
        .collect();
    make_private_folder(path)?;
    for made in missing {
        match made.parent().map_or(Ok(()), sync_names) {
            // A folder that others own may be closed to reading, and so to syncing.
            Err(error) if error.kind() != io::ErrorKind::PermissionDenied => return Err(error),
            _ => {}
        }
    }
    Ok(())
}

fn check_ours(root: &Path) -> Result<(), StoreError> {
    let found = match fs::symlink_metadata(root) {
        Ok(found) => found,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return Err(StoreError::NotAStore(root.to_owned()));
        }
        Err(source) => return Err(StoreError::from_io("look at", root.to_owned(), source)),
    };
    if found.is_symlink() {
        return Err(StoreError::Symlink(root.to_owned()));
    }
    if !found.is_dir() {
        return Err(StoreError::NotAStore(root.to_owned()));
    }
    if !is_owned_by_us(&found) {
        return Err(StoreError::Foreign(root.to_owned()));
    }
    close_to_others(root, &found)
        .map_err(|source| StoreError::from_io("close to others", root.to_owned(), source))
}

#[cfg(unix)]
use unix::{close_to_others, free_space, is_owned_by_us, link_refused, make_private_folder};
#[cfg(unix)]
pub(crate) use unix::{is_link_refused, private, sync_names};

#[cfg(unix)]
mod unix {
    use std::{
        fs::{DirBuilder, File, Metadata, OpenOptions, Permissions, set_permissions},
        io,
        os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt, PermissionsExt},
        path::Path,
    };

    use rustix::{
        fs::{OFlags, statvfs},
        io::Errno,
        process::geteuid,
    };

    pub(crate) fn private(options: &mut OpenOptions) -> &mut OpenOptions {
        // The flag has the same bits in both types; a C flag word is signed.
        let no_link = OFlags::NOFOLLOW.bits().cast_signed();
        options.mode(0o600).custom_flags(no_link)
    }

    pub(super) fn make_private_folder(path: &Path) -> io::Result<()> {
        DirBuilder::new().recursive(true).mode(0o700).create(path)
    }

    /// How a link that we refuse to follow shows itself.
    pub(crate) fn is_link_refused(error: &io::Error) -> bool {
        error.raw_os_error() == Some(Errno::LOOP.raw_os_error())
    }

    pub(super) fn link_refused() -> io::Error {
        Errno::LOOP.into()
    }

    pub(super) fn is_owned_by_us(found: &Metadata) -> bool {
        found.uid() == geteuid().as_raw()
    }

    pub(super) fn close_to_others(path: &Path, found: &Metadata) -> io::Result<()> {
        let open_to_others = found.mode() & 0o077;
        if open_to_others == 0 {
            return Ok(());
        }
        set_permissions(path, Permissions::from_mode(0o700))
    }

    pub(crate) fn sync_names(folder: &Path) -> io::Result<()> {
        // The folder before a bare name is the one we are in.
        let is_here = folder.as_os_str().is_empty();
        File::open(if is_here { Path::new(".") } else { folder })?.sync_all()
    }

    pub(super) fn free_space(folder: &Path) -> io::Result<Option<u64>> {
        let found = statvfs(folder)?;
        Ok(Some(found.f_bavail.saturating_mul(found.f_frsize)))
    }
}

#[cfg(not(unix))]
use elsewhere::{close_to_others, free_space, is_owned_by_us, link_refused, make_private_folder};
#[cfg(not(unix))]
pub(crate) use elsewhere::{is_link_refused, private, sync_names};

#[cfg(not(unix))]
mod elsewhere {
    use std::{
        fs::{Metadata, OpenOptions, create_dir_all},
        io,
        path::Path,
    };

    pub(crate) fn private(options: &mut OpenOptions) -> &mut OpenOptions {
        options
    }

    pub(super) fn make_private_folder(path: &Path) -> io::Result<()> {
        create_dir_all(path)
    }

    pub(crate) fn is_link_refused(_error: &io::Error) -> bool {
        false
    }

    pub(super) fn link_refused() -> io::Error {
        io::ErrorKind::NotADirectory.into()
    }

    pub(super) fn is_owned_by_us(_found: &Metadata) -> bool {
        true
    }

    pub(super) fn close_to_others(_path: &Path, _found: &Metadata) -> io::Result<()> {
        Ok(())
    }

    pub(crate) fn sync_names(_folder: &Path) -> io::Result<()> {
        Ok(())
    }

    pub(super) fn free_space(_folder: &Path) -> io::Result<Option<u64>> {
        Ok(None)
    }
}
