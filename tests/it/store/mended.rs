//! Damage to what has one place in the log: it comes back from the newest backup in the folder, and what ended does not.

use std::{fs, path::Path};

use balie::{
    domain::{Change, ContactId},
    store::{Recovery, Store, frame},
};
use tempfile::{TempDir, tempdir};

use super::{
    secrecy::every_kind,
    support::{create, files_below, later, now, secrets, today},
};

/// What a frame has before its payload, in bytes.
const HEADER: usize = 21;

/// A store with one of every kind, a backup of it, closed.
fn filled() -> TempDir {
    let folder = tempdir().unwrap();
    let mut store = create(folder.path());
    for change in every_kind(1) {
        store.save(&[change], now()).unwrap();
    }
    store.lock(now()).unwrap();
    store.back_up_daily(today(), now()).unwrap();
    drop(store);
    folder
}

fn copied(whole: &Path) -> TempDir {
    let copy = tempdir().unwrap();
    for file in files_below(whole) {
        let inside = file.strip_prefix(whole).unwrap();
        // sled is filled anew: it must not be what helps.
        if !inside.starts_with("sled") {
            let to = copy.path().join(inside);
            fs::create_dir_all(to.parent().unwrap()).unwrap();
            fs::copy(&file, to).unwrap();
        }
    }
    copy
}

/// Everything but the talks that go on, as the coordinator reads it.
fn everything(root: &Path) -> (String, Vec<Recovery>) {
    let mut store = Store::open(root, now()).unwrap();
    store.unlock(&secrets().coordinator, now()).unwrap();
    let read = format!(
        "{:?} {:?} {:?} {:?} {:?} {:?} {:?}",
        store.day(today()).unwrap(),
        store.contacts().unwrap(),
        store.follow_ups().unwrap(),
        store.shifts().unwrap(),
        store.urgent_uses().unwrap(),
        store.trails().unwrap(),
        store.signals().unwrap(),
    );
    (read, store.recovered().to_vec())
}

/// The middle of every whole frame of a file.
fn middles(file: &[u8]) -> Vec<usize> {
    let mut at = 0;
    let mut found = Vec::new();
    for frame in frame::scan(file).frames {
        found.push(at + HEADER + frame.payload.len() / 2);
        at += HEADER + frame.payload.len();
    }
    found
}

#[test]
fn a_damaged_record_of_any_kind_comes_back_from_the_newest_backup() {
    let whole = filled();
    let (expected, told) = everything(copied(whole.path()).path());
    assert!(told.is_empty(), "{told:?}");
    let mut damaged = 0;
    for file in ["register/2026-11.log", "vault.log"] {
        let bytes = fs::read(whole.path().join(file)).unwrap();
        for at in middles(&bytes) {
            let copy = copied(whole.path());
            let mut ruined = bytes.clone();
            *ruined.get_mut(at).unwrap() ^= 1;
            fs::write(copy.path().join(file), &ruined).unwrap();
            let (read, told) = everything(copy.path());
            assert_eq!(read, expected, "{file} at {at}: {told:?}");
            let is_told = |told: &Recovery| matches!(told, Recovery::FromBackup { day, count: 1.. } if *day == today());
            assert!(told.iter().any(is_told), "{file} at {at}: {told:?}");
            let (read, told) = everything(copy.path());
            assert_eq!((read.as_str(), told), (expected.as_str(), Vec::new()));
            damaged += 1;
        }
    }
    assert!(damaged > 8, "{damaged}");
}

#[test]
fn what_ended_since_the_backup_does_not_come_back_with_the_damage() {
    let whole = filled();
    let mut store = Store::open(whole.path(), now()).unwrap();
    store.unlock(&secrets().coordinator, now()).unwrap();
    let gone = store.contacts().unwrap();
    let about = store.day(today()).unwrap();
    for contact in &gone {
        store
            .save(&[Change::EndContact(ContactId(contact.id.0))], now())
            .unwrap();
    }
    let ids: Vec<_> = about.iter().map(|row| row.id).collect();
    store.erase(&ids, now()).unwrap();
    store.save(&every_kind(40), now()).unwrap();
    store.close(now()).unwrap();
    for file in ["register/2026-11.log", "vault.log"] {
        let bytes = fs::read(whole.path().join(file)).unwrap();
        for at in middles(&bytes) {
            let copy = copied(whole.path());
            let mut ruined = bytes.clone();
            *ruined.get_mut(at).unwrap() ^= 1;
            fs::write(copy.path().join(file), &ruined).unwrap();
            let mut store = Store::open(copy.path(), now()).unwrap();
            store.unlock(&secrets().coordinator, now()).unwrap();
            let here = store.contacts().unwrap();
            assert!(!here.iter().any(|contact| gone.contains(contact)));
            let here = store.day(today()).unwrap();
            assert!(!here.iter().any(|row| ids.contains(&row.id)));
        }
    }
}

#[test]
fn what_the_term_took_stays_away_when_a_file_is_damaged_afterwards() {
    let whole = filled();
    // The cards of the vault have ended by then.
    let then = later(400);
    let mut store = Store::open(whole.path(), then).unwrap();
    store.unlock(&secrets().coordinator, then).unwrap();
    store.close(then).unwrap();
    let file = whole.path().join("vault.log");
    fs::write(&file, [7; 100]).unwrap();
    let mut store = Store::open(whole.path(), then).unwrap();
    store.unlock(&secrets().coordinator, then).unwrap();
    assert!(!store.recovered().is_empty(), "the damage was seen");
    assert_eq!(store.contacts().unwrap(), []);
}
