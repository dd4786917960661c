//! The keys of a desk: its own, made at the first export, and those it trusts.
//!
//! They stand in the folder of the packs: `sleutel`, which only this account may read, and `vertrouwd`, a line for each
//! key with its fingerprint behind it for a person. To stop trusting a key, remove its line: the pack it signed is then
//! no longer read. Begin reading at [`Keys`].

use std::{
    fs,
    io::ErrorKind,
    path::{Path, PathBuf},
};

use data_encoding::BASE64_NOPAD;
use zeroize::Zeroizing;

use super::{
    PackError,
    shelf::{FOLDER, replace},
};
use crate::signature::{PublicKey, SigningKey};

/// Where the keys of a desk stand.
#[derive(Debug, Clone)]
pub struct Keys {
    folder: PathBuf,
}

impl Keys {
    /// The keys in a data folder.
    #[must_use]
    pub fn of(data: &Path) -> Self {
        Self {
            folder: data.join(FOLDER),
        }
    }

    /// The key of this desk; none before its first export.
    ///
    /// # Errors
    /// The file cannot be read, or holds no key.
    pub fn own(&self) -> Result<Option<SigningKey>, PackError> {
        let path = self.folder.join("sleutel");
        let text = match fs::read_to_string(&path) {
            Ok(text) => Zeroizing::new(text),
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(PackError::io("read", &path)(error)),
        };
        let bytes = BASE64_NOPAD
            .decode(text.trim().as_bytes())
            .map(Zeroizing::new);
        let seed = bytes
            .ok()
            .and_then(|bytes| <[u8; 32]>::try_from(bytes.as_slice()).ok());
        let seed = Zeroizing::new(seed.ok_or(PackError::BrokenKey(path))?);
        Ok(Some(SigningKey::from_seed(&seed)))
    }

    /// The key of this desk, made now if there is none.
    ///
    /// # Errors
    /// As [`Self::own`], or it cannot be written, or the system gives no random numbers.
    pub fn own_or_new(&self) -> Result<SigningKey, PackError> {
        if let Some(key) = self.own()? {
            return Ok(key);
        }
        let mut seed = Zeroizing::new([0; 32]);
        getrandom::fill(&mut *seed).map_err(|_| PackError::NoRandomness)?;
        let text = Zeroizing::new(BASE64_NOPAD.encode(&*seed) + "\n");
        replace(&self.folder, "sleutel", text.as_bytes(), &mut |_| Ok(()))?;
        Ok(SigningKey::from_seed(&seed))
    }

    /// The keys whose packs this desk takes: its own and those it was told to trust.
    ///
    /// # Errors
    /// A file cannot be read, or its own key is broken. A line that holds no key is passed over.
    pub fn trusted(&self) -> Result<Vec<PublicKey>, PackError> {
        let own = self.own()?.map(|key| key.public());
        let listed = self.list()?;
        let named = listed
            .lines()
            .filter_map(|line| line.split_whitespace().next()?.parse().ok());
        Ok(own.into_iter().chain(named).collect())
    }

    /// Trusts a key from now on.
    ///
    /// # Errors
    /// The list cannot be read or written.
    pub fn trust(&self, key: &PublicKey) -> Result<(), PackError> {
        if self.trusted()?.contains(key) {
            return Ok(());
        }
        let old = self.list()?;
        let line = format!("{key} {}", key.fingerprint());
        let lines: Vec<&str> = old.lines().chain([line.as_str()]).collect();
        let list = lines.join("\n") + "\n";
        replace(&self.folder, "vertrouwd", list.as_bytes(), &mut |_| Ok(()))
    }

    fn list(&self) -> Result<String, PackError> {
        let path = self.folder.join("vertrouwd");
        match fs::read_to_string(&path) {
            Ok(text) => Ok(text),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(String::new()),
            Err(error) => Err(PackError::io("read", &path)(error)),
        }
    }
}
