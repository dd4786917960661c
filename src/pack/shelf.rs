//! The packs of a desk on its disk, and which of them is in use.
//!
//! `pakken/` in the data folder holds the packs as they came, and `huidig`: their names, the one in use first, those
//! before it below. Changing `huidig` is the one step that counts. Begin reading at [`Shelf::put`].

use std::{
    fs::{self, File, OpenOptions},
    io::{self, ErrorKind, Read, Write},
    path::{Path, PathBuf},
};

use super::{MOST_BYTES, Opened, PackError, keys::Keys, manifest::sha256, unpacking::open};

/// The folder of the packs in the data folder.
pub(super) const FOLDER: &str = "pakken";

/// The file that names the pack in use.
const CURRENT: &str = "huidig";

/// The file with the number of the last pack this desk made.
const ISSUED: &str = "gemaakt";

/// Stands in [`CURRENT`] for having no pack.
const NO_PACK: &str = "-";

/// How many states one can go back to, the present one included.
const MOST_STATES: usize = 5;

/// What was just done while a pack is taken into use. A test stops after any of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// Half of a file was written under another name.
    Half,
    /// A whole file was written under another name and is on disk.
    Written,
    /// It has its own name.
    Named,
    /// What is no longer needed was removed.
    Swept,
}

/// The packs of a desk.
#[derive(Debug, Clone)]
pub struct Shelf {
    folder: PathBuf,
    keys: Keys,
}

impl Shelf {
    /// The packs in a data folder.
    #[must_use]
    pub fn of(data: &Path) -> Self {
        Self {
            folder: data.join(FOLDER),
            keys: Keys::of(data),
        }
    }

    /// The pack in use, read and checked again; none when the shipped cards are all there is.
    ///
    /// # Errors
    /// It cannot be read, was changed on the disk, or its key is no longer trusted.
    pub fn in_use(&self) -> Result<Option<(PathBuf, Opened)>, PackError> {
        match self.states()?.first() {
            Some(name) if name != NO_PACK => {
                let path = self.folder.join(name);
                let opened = self.read(&path)?;
                Ok(Some((path, opened)))
            }
            _ => Ok(None),
        }
    }

    /// Takes a pack into use and keeps the former. `step` hears of each step on the disk; an error from it stops there,
    /// as a power cut would.
    ///
    /// # Errors
    /// The disk. Then the former pack is still in use, or the new one is, whole either way.
    pub fn put(
        &self,
        opened: &Opened,
        bytes: &[u8],
        step: &mut dyn FnMut(Step) -> io::Result<()>,
    ) -> Result<(), PackError> {
        let hash: String = sha256(bytes).chars().take(12).collect();
        let name = format!("{}-{}-{hash}.zip", opened.pack.id, opened.pack.version);
        let mut states = self.states()?;
        if states.is_empty() {
            states.push(NO_PACK.to_owned());
        }
        if states.first() == Some(&name) {
            return Ok(());
        }
        replace(&self.folder, &name, bytes, step)?;
        states.insert(0, name);
        states.truncate(MOST_STATES);
        self.choose(&states, step)
    }

    /// Goes back to what was in use before, and tells which pack that is; none when it was no pack.
    ///
    /// # Errors
    /// There is nothing before, or the former pack cannot be read, or the disk. Then nothing changed.
    pub fn put_back(
        &self,
        step: &mut dyn FnMut(Step) -> io::Result<()>,
    ) -> Result<Option<Opened>, PackError> {
        let states = self.states()?;
        let [_, rest @ ..] = states.as_slice() else {
            return Err(PackError::NothingBefore);
        };
        let former = match rest {
            [] => return Err(PackError::NothingBefore),
            [name, ..] if name == NO_PACK => None,
            [name, ..] => Some(self.read(&self.folder.join(name))?),
        };
        self.choose(rest, step)?;
        Ok(former)
    }

    /// The number of the next pack this desk makes: higher than every one before.
    ///
    /// # Errors
    /// The count cannot be read.
    pub fn next_version(&self) -> Result<u32, PackError> {
        let path = self.folder.join(ISSUED);
        match fs::read_to_string(&path) {
            Ok(text) => Ok(text.trim().parse().unwrap_or(0_u32).saturating_add(1)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(1),
            Err(error) => Err(PackError::io("read", &path)(error)),
        }
    }

    /// Keeps that a pack of this number was made.
    ///
    /// # Errors
    /// The count cannot be written.
    pub fn issue(&self, version: u32) -> Result<(), PackError> {
        replace(
            &self.folder,
            ISSUED,
            format!("{version}\n").as_bytes(),
            &mut |_| Ok(()),
        )
    }

    /// The names in `huidig`, the one in use first. Anything that is no name of a file here is passed over.
    fn states(&self) -> Result<Vec<String>, PackError> {
        let path = self.folder.join(CURRENT);
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(PackError::io("read", &path)(error)),
        };
        let is_name =
            |line: &&str| *line == NO_PACK || (is_pack(line) && !line.contains(['/', '\\']));
        Ok(text.lines().filter(is_name).map(str::to_owned).collect())
    }

    fn read(&self, path: &Path) -> Result<Opened, PackError> {
        let mut bytes = Vec::new();
        File::open(path)
            .and_then(|file| file.take(MOST_BYTES as u64 + 1).read_to_end(&mut bytes))
            .map_err(PackError::io("read", path))?;
        let trusted = self.keys.trusted()?;
        open(&bytes, &|key| trusted.contains(key))
    }

    fn choose(
        &self,
        states: &[String],
        step: &mut dyn FnMut(Step) -> io::Result<()>,
    ) -> Result<(), PackError> {
        let text = states.join("\n") + "\n";
        replace(&self.folder, CURRENT, text.as_bytes(), step)?;
        self.sweep(states);
        step(Step::Swept).map_err(PackError::io("sweep", &self.folder))
    }

    /// Removes packs nobody can go back to and what a broken-off import left. A file that stays is no harm.
    fn sweep(&self, states: &[String]) {
        let Ok(entries) = fs::read_dir(&self.folder) else {
            return;
        };
        for entry in entries.flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            if name.ends_with(PART) || (is_pack(&name) && !states.contains(&name)) {
                let _ = fs::remove_file(entry.path());
            }
        }
    }
}

fn is_pack(name: &str) -> bool {
    Path::new(name)
        .extension()
        .is_some_and(|extension| extension == "zip")
}

/// What the name of a file that is being written ends in.
const PART: &str = ".deel";

/// Writes a file that only this account may read, under another name first: after a power cut it is the old or the new
/// one, whole.
pub(super) fn replace(
    folder: &Path,
    name: &str,
    bytes: &[u8],
    step: &mut dyn FnMut(Step) -> io::Result<()>,
) -> Result<(), PackError> {
    make_folder(folder).map_err(PackError::io("make", folder))?;
    let (path, part) = (folder.join(name), folder.join(format!("{name}{PART}")));
    let half = bytes.split_at(bytes.len() / 2);
    let mut write = || {
        let mut file =
            private(OpenOptions::new().write(true).create(true).truncate(true)).open(&part)?;
        file.write_all(half.0)?;
        step(Step::Half)?;
        file.write_all(half.1)?;
        file.sync_all()?;
        step(Step::Written)?;
        fs::rename(&part, &path)?;
        // A rename is on disk when its folder is. Other systems cannot open a folder.
        if cfg!(unix) {
            File::open(folder)?.sync_all()?;
        }
        step(Step::Named)
    };
    write().map_err(PackError::io("write", &path))
}

#[cfg(unix)]
fn make_folder(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(path)
}

#[cfg(unix)]
fn private(options: &mut OpenOptions) -> &mut OpenOptions {
    use std::os::unix::fs::OpenOptionsExt;
    options.mode(0o600)
}

#[cfg(not(unix))]
fn make_folder(path: &Path) -> io::Result<()> {
    fs::create_dir_all(path)
}

#[cfg(not(unix))]
fn private(options: &mut OpenOptions) -> &mut OpenOptions {
    options
}
