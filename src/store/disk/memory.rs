//! A disk in memory, for practice: the same store, gone when the program ends.

use std::{
    collections::{BTreeMap, BTreeSet},
    io,
    path::{Path, PathBuf},
};

use super::{Disk, folder_of};

/// Files in memory; everything written is at once as durable as it will ever be.
#[derive(Debug, Default)]
pub struct Memory {
    files: BTreeMap<String, Vec<u8>>,
    folders: BTreeSet<String>,
}

impl Disk for Memory {
    fn path_of(&self, name: &str) -> PathBuf {
        Path::new("memory").join(name)
    }

    fn real_folder(&self) -> Option<&Path> {
        None
    }

    fn read(&self, name: &str) -> io::Result<Option<Vec<u8>>> {
        Ok(self.files.get(name).cloned())
    }

    fn list(&self, folder: &str) -> io::Result<Vec<String>> {
        let names = self.files.keys().filter(|name| folder_of(name) == folder);
        Ok(names
            .filter_map(|name| name.rsplit('/').next().map(str::to_owned))
            .collect())
    }

    fn make_folder(&mut self, folder: &str) -> io::Result<()> {
        self.folders.insert(folder.to_owned());
        Ok(())
    }

    fn write(&mut self, name: &str, bytes: &[u8]) -> io::Result<()> {
        self.files.insert(name.to_owned(), bytes.to_vec());
        Ok(())
    }

    fn append(&mut self, name: &str, bytes: &[u8]) -> io::Result<()> {
        self.files
            .entry(name.to_owned())
            .or_default()
            .extend_from_slice(bytes);
        Ok(())
    }

    fn truncate(&mut self, name: &str, len: u64) -> io::Result<()> {
        let len = usize::try_from(len).map_err(io::Error::other)?;
        let file = self.files.get_mut(name).ok_or(io::ErrorKind::NotFound)?;
        file.truncate(len);
        Ok(())
    }

    fn sync(&mut self, _name: &str) -> io::Result<()> {
        Ok(())
    }

    fn sync_folder(&mut self, _folder: &str) -> io::Result<()> {
        Ok(())
    }

    fn rename(&mut self, from: &str, to: &str) -> io::Result<()> {
        let file = self.files.remove(from).ok_or(io::ErrorKind::NotFound)?;
        self.files.insert(to.to_owned(), file);
        Ok(())
    }

    fn remove(&mut self, name: &str) -> io::Result<()> {
        self.files.remove(name);
        Ok(())
    }

    fn remove_all(&mut self, name: &str) -> io::Result<()> {
        let inside = format!("{name}/");
        self.files
            .retain(|file, _| file != name && !file.starts_with(&inside));
        Ok(())
    }

    fn free_space(&self) -> io::Result<Option<u64>> {
        Ok(None)
    }
}
