//! Folders that an older or a newer Balie wrote.
//!
//! `tests/store/format-1` was made by the last program of format 1: one enquiry, one line of audit, and a draft that
//! was sealed while locked.

use std::{fs, path::Path};

use balie::store::{Store, StoreError};
use tempfile::{TempDir, tempdir};

use super::support::{enquiry, now, reopened, session, today};

/// The folder of format 1 where it may be written to; sled is filled anew.
fn format_1() -> TempDir {
    let folder = tempdir().unwrap();
    copy(Path::new("tests/store/format-1"), folder.path());
    folder
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

#[test]
fn a_folder_of_format_1_is_brought_up_to_date_and_keeps_all_it_had() {
    let folder = format_1();
    let public = Store::open(folder.path(), now()).unwrap().public_key();
    let format = fs::read_to_string(folder.path().join("FORMAT")).unwrap();
    assert!(format.starts_with("balie-store 2 "), "{format}");
    let mut store = reopened(folder.path());
    assert_eq!(store.public_key(), public, "the key was kept");
    assert!(public.is_by_me(b"x", &store.sign(b"x").unwrap()));
    assert_eq!(store.day(today()).unwrap(), [enquiry(1, today())]);
    assert_eq!(store.drafts().unwrap(), [session(2)]);
    assert!(store.recovered().is_empty(), "{:?}", store.recovered());
}

#[test]
fn a_folder_of_a_newer_balie_is_refused_and_left_as_it_was() {
    let folder = format_1();
    let format = folder.path().join("FORMAT");
    let newer = fs::read_to_string(&format).unwrap().replace(" 1 ", " 99 ");
    fs::write(&format, &newer).unwrap();
    let keys = fs::read(folder.path().join("keys.bin")).unwrap();
    let refused = Store::open(folder.path(), now());
    assert!(matches!(
        refused,
        Err(StoreError::NewerFormat { found: 99, .. })
    ));
    assert_eq!(fs::read_to_string(&format).unwrap(), newer);
    assert_eq!(fs::read(folder.path().join("keys.bin")).unwrap(), keys);
}
