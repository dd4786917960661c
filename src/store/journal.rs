//! The files of frames on a disk: read one with its damage named, append one save, replace a file.
//!
//! Knows frames and files, nothing of what a payload holds. Begin reading at [`Journal::append`].
//!
//! A failed `fdatasync` is final: the system may have dropped the bytes and say nothing at the next call.
//! From then on every write is refused until the folder is opened and read anew.

use std::{
    collections::{HashMap, HashSet},
    path::PathBuf,
};

use super::{
    Recovery, StoreError,
    disk::{self, Disk, folder_of},
    frame::{self, Frame},
};

/// The files of frames in one data folder.
pub(crate) struct Journal {
    disk: Box<dyn Disk>,
    /// How far each file is known to be whole; a file not named here was not read yet.
    whole: HashMap<String, u64>,
    /// Files whose name in their folder is durable.
    named: HashSet<String>,
    broken: Option<PathBuf>,
}

impl Journal {
    pub(crate) fn new(disk: Box<dyn Disk>) -> Self {
        Self {
            disk,
            whole: HashMap::new(),
            named: HashSet::new(),
            broken: None,
        }
    }

    pub(crate) fn disk(&self) -> &dyn Disk {
        self.disk.as_ref()
    }

    /// The disk, to write to.
    pub(crate) fn disk_mut(&mut self) -> Result<&mut dyn Disk, StoreError> {
        self.refuse_when_broken()?;
        Ok(self.disk.as_mut())
    }

    pub(crate) const fn is_broken(&self) -> bool {
        self.broken.is_some()
    }

    /// How many bytes of a file are whole; only known of a file that was read or written.
    pub(crate) fn len(&self, name: &str) -> u64 {
        self.whole.get(name).copied().unwrap_or_default()
    }

    /// Shows every whole frame of a file, in order, and cuts off a save that was never finished.
    pub(crate) fn replay(
        &mut self,
        name: &str,
        recovered: &mut Vec<Recovery>,
        mut visit: impl FnMut(&Frame<'_>),
    ) -> Result<(), StoreError> {
        let bytes = self.read(name)?.unwrap_or_default();
        let scan = frame::scan(&bytes);
        for frame in &scan.frames {
            visit(frame);
        }
        if !scan.damaged.is_empty() {
            let damage = Recovery::Damaged {
                file: name.to_owned(),
                stretches: scan.damaged.len(),
            };
            // A file is read again when the index is filled anew; its damage is told once.
            if !recovered.contains(&damage) {
                recovered.push(damage);
            }
        }
        let kept = u64::try_from(scan.kept(bytes.len())).unwrap_or_default();
        if let Some(torn) = &scan.torn {
            self.cut(name, kept)?;
            recovered.push(Recovery::TornSave {
                file: name.to_owned(),
                bytes: torn.len(),
            });
        }
        self.whole.insert(name.to_owned(), kept);
        Ok(())
    }

    /// The bytes of a file as they are.
    pub(crate) fn read(&self, name: &str) -> Result<Option<Vec<u8>>, StoreError> {
        self.disk
            .read(name)
            .map_err(|source| StoreError::from_io("read", self.disk.path_of(name), source))
    }

    /// As [`Journal::read`], into a room that held another file before; it is empty when there is none.
    pub(crate) fn read_into(&self, name: &str, room: &mut Vec<u8>) -> Result<(), StoreError> {
        let read = self.disk.read_into(name, room);
        read.map_err(|source| StoreError::from_io("read", self.disk.path_of(name), source))?;
        Ok(())
    }

    /// The names of the files in a folder.
    pub(crate) fn list(&self, folder: &str) -> Result<Vec<String>, StoreError> {
        self.disk
            .list(folder)
            .map_err(|source| StoreError::from_io("list", self.disk.path_of(folder), source))
    }

    /// Writes one frame and makes it durable. When this returns, the save is on the disk.
    ///
    /// What happens if the disk is full: what was written of the frame is cut off again and nothing else
    /// changed. If the system cannot promise durability, or the half frame cannot be cut off: the journal is
    /// broken.
    pub(crate) fn append(
        &mut self,
        name: &str,
        sequence: u64,
        payload: &[u8],
    ) -> Result<(), StoreError> {
        self.append_unsynced(name, sequence, payload)?;
        self.sync(name)
    }

    /// The first half of [`Journal::append`], for many frames under one sync.
    pub(crate) fn append_unsynced(
        &mut self,
        name: &str,
        sequence: u64,
        payload: &[u8],
    ) -> Result<(), StoreError> {
        self.refuse_when_broken()?;
        let path = self.disk.path_of(name);
        if !self.whole.contains_key(name) {
            // What stands in it must not be cut off with a write that fails.
            self.replay(name, &mut Vec::new(), |_| {})?;
        }
        let Some(frame) = frame::encode(sequence, payload) else {
            let source = std::io::Error::from(std::io::ErrorKind::FileTooLarge);
            return Err(StoreError::from_io("write", path, source));
        };
        let whole = self.len(name);
        if let Err(source) = self.disk.append(name, &frame) {
            let refused = StoreError::from_io("write", path.clone(), source);
            // A first append that failed before the file was made leaves nothing to cut off.
            if whole > 0 || matches!(self.disk.read(name), Ok(Some(_)) | Err(_)) {
                self.cut(name, whole)
                    .inspect_err(|_| self.broken = Some(path))?;
            }
            return Err(refused);
        }
        let len = u64::try_from(frame.len()).unwrap_or_default();
        self.whole.insert(name.to_owned(), whole + len);
        Ok(())
    }

    /// Makes what was appended to a file durable, and its name when the file is new.
    pub(crate) fn sync(&mut self, name: &str) -> Result<(), StoreError> {
        self.refuse_when_broken()?;
        let done = self.disk.sync(name);
        self.or_broken(name, done)?;
        // A file made in this session, or before a power cut, may not stand in its folder for good yet.
        // The first sync of each file in a session settles that.
        if self.named.insert(name.to_owned()) {
            let done = self.disk.sync_folder(folder_of(name));
            self.or_broken(name, done)?;
        }
        Ok(())
    }

    /// Replaces a whole file of frames; nothing is left of it when there are none.
    pub(crate) fn rewrite(&mut self, name: &str, frames: &[u8]) -> Result<(), StoreError> {
        self.refuse_when_broken()?;
        let path = self.disk.path_of(name);
        // Whatever goes wrong from here on, the next sync settles the name as well.
        self.named.remove(name);
        let done = if frames.is_empty() {
            self.disk.remove(name)
        } else {
            disk::put(self.disk.as_mut(), name, frames)
        };
        done.map_err(|source| StoreError::from_io("replace", path, source))?;
        // What is appended from here on hangs on that name; a later sync may call it durable although it is not.
        let done = self.disk.sync_folder(folder_of(name));
        self.or_broken(name, done)?;
        let len = u64::try_from(frames.len()).unwrap_or_default();
        self.whole.insert(name.to_owned(), len);
        Ok(())
    }

    /// Empties a file, durably.
    pub(crate) fn clear(&mut self, name: &str) -> Result<(), StoreError> {
        self.refuse_when_broken()?;
        self.cut(name, 0)
    }

    fn cut(&mut self, name: &str, len: u64) -> Result<(), StoreError> {
        let done = self.disk.truncate(name, len);
        done.map_err(|source| StoreError::from_io("cut off", self.disk.path_of(name), source))?;
        let done = self.disk.sync(name);
        self.or_broken(name, done)?;
        self.whole.insert(name.to_owned(), len);
        Ok(())
    }

    fn or_broken(&mut self, name: &str, done: std::io::Result<()>) -> Result<(), StoreError> {
        done.map_err(|_| {
            let path = self.disk.path_of(name);
            self.broken = Some(path.clone());
            StoreError::Broken(path)
        })
    }

    fn refuse_when_broken(&self) -> Result<(), StoreError> {
        match &self.broken {
            Some(path) => Err(StoreError::Broken(path.clone())),
            None => Ok(()),
        }
    }
}
