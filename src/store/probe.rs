//! A seam for tests and fuzzers: what a person could get out of single files with the code of the store, and the readers of
//! every form of bytes on the disk.
//!
//! Nothing in the program calls this. Begin reading at [`plain_texts`].

use std::collections::{BTreeMap, HashMap};

use super::{
    Secret,
    backup::Backup,
    check::is_body,
    frame,
    key::{KeyFile, Ring},
    record::{self, Entry, Sealed, from_cbor},
    seal,
    unlocking::open_sealed,
    wire::put_counted,
};
use crate::domain::StoreId;

/// Every plain text that this secret opens in a file of frames, with the keys in these bytes: by the key that an entry
/// names, by every other key there is, and by the desk's key where the file holds boxes. None when the bytes are no keys
/// or the secret opens none of their slots.
#[must_use]
pub fn plain_texts(keys: &[u8], secret: &Secret, file: &[u8]) -> Option<Vec<Vec<u8>>> {
    let keys = KeyFile::decode(keys)?;
    let ring = keys.unlock(secret).ok()?;
    let store = keys.lock.store;
    let mut found = Vec::new();
    for frame in frame::scan(file).frames {
        for entry in record::entries(frame.payload).unwrap_or_default() {
            found.extend(open_entry(&ring, store, &entry));
        }
        let mut senders = HashMap::new();
        if let Some((_, plain)) = open_sealed(ring.desk(), store, &mut senders, frame.payload) {
            // A worry in the box is itself a box, for the coordinator.
            let inside: Vec<Sealed> = seal::unpad(&plain).and_then(from_cbor).unwrap_or_default();
            for piece in inside {
                if let Sealed::Concern(concern) = piece {
                    for entry in record::entries(&concern.entry).unwrap_or_default() {
                        found.extend(open_entry(&ring, store, &entry));
                    }
                }
            }
            found.push(plain.to_vec());
        }
    }
    Some(found)
}

fn open_entry(ring: &Ring, store: StoreId, entry: &Entry<'_>) -> Vec<Vec<u8>> {
    let named = ring.open(store, entry);
    let others = ring.keys().filter_map(|key| entry.open(store, key));
    named
        .into_iter()
        .chain(others)
        .map(|plain| plain.to_vec())
        .collect()
}

/// The files in a backup, by name; none when it is not a whole one.
#[must_use]
pub fn files_of_backup(bytes: &[u8]) -> Option<BTreeMap<String, Vec<u8>>> {
    Backup::parse(bytes).ok().map(Backup::into_files)
}

/// The files of a backup that holds one file of this name; none when such a backup is refused.
#[must_use]
pub fn backup_with(name: &str) -> Option<BTreeMap<String, Vec<u8>>> {
    let mut piece = Vec::new();
    put_counted(&mut piece, name.as_bytes());
    let framed = frame::encode(1, &piece)?;
    files_of_backup(&backup_around(&framed))
}

/// A backup of which the pieces are these, with a right sum: so that a fuzzer gets past it.
#[must_use]
pub fn backup_around(pieces: &[u8]) -> Vec<u8> {
    Backup::around(pieces)
}

/// Reads bytes as keys and, where a try costs next to nothing, tries a secret on them. Says whether they were keys.
#[must_use]
pub fn read_keys(bytes: &[u8], secret: &Secret) -> bool {
    let Some(keys) = KeyFile::decode(bytes) else {
        return false;
    };
    if keys.lock.derivation.is_cheap() {
        drop(keys.unlock(secret));
    }
    true
}

/// How many entries bytes hold, and how many bytes those take together; none when they are none of ours.
#[must_use]
pub fn read_entries(payload: &[u8]) -> Option<(usize, usize)> {
    let entries = record::entries(payload)?;
    Some((
        entries.len(),
        entries.iter().map(|entry| entry.whole.len()).sum(),
    ))
}

/// Reads bytes as the body of each kind of entry; says how many kinds they could be.
#[must_use]
pub fn read_bodies(plain: &[u8]) -> usize {
    let bodies = record::Kind::ALL
        .iter()
        .filter(|kind| is_body(**kind, plain));
    bodies.count()
}

/// Reads bytes as a box in `sealed.log`, and as what would be inside one; says whether it was either.
#[must_use]
pub fn read_box(payload: &[u8]) -> bool {
    let Ok(pair) = seal::KeyPair::generate() else {
        return false;
    };
    let opened = open_sealed(&pair, StoreId([7; 16]), &mut HashMap::new(), payload);
    let inside = seal::unpad(payload).and_then(from_cbor::<Vec<Sealed>>);
    opened.is_some() || inside.is_some()
}
