//! Patterns for the screen, and where it is kept what the team does about them.
//!
//! The list of work is one small file, sealed under a key that only an unlocked store can make: its signature over a
//! sentence that is never given away. It holds codes and what the coordinator typed, no names of residents.

use std::{fs, io, path::Path};

use chacha20poly1305::{KeyInit, XChaCha20Poly1305, XNonce, aead::Aead};
use jiff::{ToSpan, civil::Date};
use sha2::{Digest, Sha256};

use super::{told, trouble};
use crate::{
    domain::PatternWork,
    export::target,
    figures::{Found, patterns},
    store::{Role, Store},
    tui::message::Trouble,
};

/// The file in the data folder.
const FILE: &str = "patterns.sealed";
/// What is signed to make its key.
const SENTENCE: &[u8] = b"balie: the key of patterns.sealed";
/// How far back is read: the window and the year before it.
const YEARS: i32 = 2;

/// What stands out today, and what the team does about it.
pub(super) fn read(
    store: &mut Store,
    data: &Path,
    today: Date,
) -> Result<(Vec<Found>, Vec<PatternWork>), Trouble> {
    match store.role() {
        Some(Role::Coordinator) => {}
        Some(Role::Desk) | None => return Err(Trouble::new("rode-draad-coordinator")),
    }
    let enquiries = store
        .days(today.saturating_sub(YEARS.years()), today)
        .map_err(told)?;
    let first_day = enquiries.iter().map(|one| one.day).min().unwrap_or(today);
    Ok((patterns(today, first_day, &enquiries), work(store, data)?))
}

fn work(store: &Store, data: &Path) -> Result<Vec<PatternWork>, Trouble> {
    let file = data.join(FILE);
    let broken = || Trouble::new("fout-beschadigd").with("bestand", FILE);
    let bytes = match fs::read(&file) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(_) => return Err(broken()),
    };
    let (nonce, sealed) = bytes.split_at_checked(24).ok_or_else(broken)?;
    let nonce = XNonce::try_from(nonce).map_err(|_| broken())?;
    let plain = cipher(store)?
        .decrypt(&nonce, sealed)
        .map_err(|_| broken())?;
    serde_json::from_slice(&plain).map_err(|_| broken())
}

/// Keeps what the team does; when it returns, it is on the disk.
pub(super) fn keep(store: &Store, data: &Path, work: &[PatternWork]) -> Result<(), Trouble> {
    let plain = serde_json::to_vec(work).map_err(|_| Trouble::new("fout-stuk"))?;
    let mut nonce = [0; 24];
    getrandom::fill(&mut nonce).map_err(|_| Trouble::new("fout-toeval"))?;
    let sealed = cipher(store)?.encrypt(&XNonce::from(nonce), &plain[..]);
    let mut bytes = nonce.to_vec();
    bytes.extend(sealed.map_err(|_| Trouble::new("fout-stuk"))?);
    let written = target::replace_file(data, FILE, &bytes);
    written
        .map(|_| ())
        .map_err(|error| trouble::of_export(&error))
}

fn cipher(store: &Store) -> Result<XChaCha20Poly1305, Trouble> {
    let signature = store.sign(SENTENCE).map_err(told)?;
    let key = Sha256::digest(signature.to_string());
    Ok(XChaCha20Poly1305::new(&key))
}
