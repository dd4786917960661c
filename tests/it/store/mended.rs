//! Damage to what has one place in the log: it comes back from the newest backup in the folder, and what ended does not.

use std::{fs, path::Path};

use balie::{
    domain::{Answer, Change, ContactId, Enquiry, EnquiryId, SolvedBy},
    store::{Recovery, Severity, Store, frame},
};
use jiff::Span;
use tempfile::{TempDir, tempdir};

use super::{
    secrecy::every_kind,
    support::{create, enquiry, files_below, later, now, secrets, today},
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

/// A copy without one of the folders: sled or the backups must not be what helps.
fn copied_without(folder: &str, whole: &Path) -> TempDir {
    let copy = tempdir().unwrap();
    for file in files_below(whole) {
        let inside = file.strip_prefix(whole).unwrap();
        if !inside.starts_with(folder) {
            let to = copy.path().join(inside);
            fs::create_dir_all(to.parent().unwrap()).unwrap();
            fs::copy(&file, to).unwrap();
        }
    }
    copy
}

fn copied(whole: &Path) -> TempDir {
    copied_without("sled", whole)
}

/// Copies without sled in each of which one frame of the register or the vault is damaged, with what was damaged.
fn damaged(whole: &Path) -> Vec<(TempDir, String)> {
    damaged_without("sled", whole)
}

fn damaged_without(folder: &str, whole: &Path) -> Vec<(TempDir, String)> {
    let mut copies = Vec::new();
    for file in ["register/2026-11.log", "vault.log"] {
        let bytes = fs::read(whole.join(file)).unwrap();
        for at in middles(&bytes) {
            let copy = copied_without(folder, whole);
            flip(&copy.path().join(file), at);
            copies.push((copy, format!("{file} at {at}")));
        }
    }
    copies
}

fn flip(file: &Path, at: usize) {
    let mut bytes = fs::read(file).unwrap();
    *bytes.get_mut(at).unwrap() ^= 1;
    fs::write(file, bytes).unwrap();
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
    let copies = damaged(whole.path());
    assert!(copies.len() > 8, "{}", copies.len());
    for (copy, place) in copies {
        let (read, told) = everything(copy.path());
        assert_eq!(read, expected, "{place}: {told:?}");
        let is_told = |told: &Recovery| matches!(told, Recovery::FromBackup { day, count: 1.. } if *day == today());
        assert!(told.iter().any(is_told), "{place}: {told:?}");
        let (read, told) = everything(copy.path());
        assert_eq!((read.as_str(), told), (expected.as_str(), Vec::new()));
    }
}

/// No backup was made yet. Enquiries have their second copy in sled, all else in a file beside the log.
#[test]
fn what_no_backup_holds_yet_comes_back_from_its_second_copy() {
    let whole = tempdir().unwrap();
    let mut store = create(whole.path());
    for change in every_kind(1) {
        store.save(&[change], now()).unwrap();
        store.catch_up();
    }
    // Killed.
    drop(store);
    assert!(!whole.path().join("backup").exists());
    let (expected, told) = everything(copied_without("backup", whole.path()).path());
    assert!(told.is_empty(), "{told:?}");
    let copies = damaged_without("backup", whole.path());
    assert!(copies.len() > 8, "{}", copies.len());
    for (copy, place) in copies {
        let (read, told) = everything(copy.path());
        assert_eq!(read, expected, "{place}: {told:?}");
        assert!(
            told.contains(&Recovery::RowsFromIndex(1))
                || told.contains(&Recovery::RowsFromIndex(2)),
            "{place}: {told:?}"
        );
        let mut store = Store::open(copy.path(), now()).unwrap();
        store.unlock(&secrets().coordinator, now()).unwrap();
        assert_eq!(store.recovered(), [], "{place}");
        assert_eq!(store.verify(true).unwrap().worst(), None, "{place}");
    }
}

#[test]
fn second_copies_go_with_the_first_backup_and_with_who_is_erased() {
    let folder = tempdir().unwrap();
    let twins = folder.path().join("twins.log");
    let mut store = create(folder.path());
    for change in every_kind(1) {
        store.save(&[change], now()).unwrap();
    }
    store.catch_up();
    let card = [101; 16];
    let stands = |id: [u8; 16]| {
        fs::read(&twins)
            .unwrap()
            .windows(16)
            .any(|bytes| bytes == id)
    };
    assert!(stands(card));
    store.erase(&[EnquiryId([1; 16])], now()).unwrap();
    assert!(!stands(card));
    // A frame of which the log lost the first copy stays until it was put back.
    let shift = [1; 16];
    assert!(stands(shift));
    let log = folder.path().join("register/2026-11.log");
    let whole = fs::read(&log).unwrap();
    for at in middles(&whole) {
        flip(&log, at);
    }
    store.back_up_daily(today(), now()).unwrap();
    assert!(stands(shift));
    fs::write(&log, whole).unwrap();
    store
        .save(&[Change::Enquiry(enquiry(9, today()))], now())
        .unwrap();
    assert!(store.back_up_daily(today(), now()).unwrap());
    assert!(!twins.exists());
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
    for (copy, _) in damaged(whole.path()) {
        let mut store = Store::open(copy.path(), now()).unwrap();
        store.unlock(&secrets().coordinator, now()).unwrap();
        let here = store.contacts().unwrap();
        assert!(!here.iter().any(|contact| gone.contains(contact)));
        let here = store.day(today()).unwrap();
        assert!(!here.iter().any(|row| ids.contains(&row.id)));
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

/// Three enquiries, of which the second was saved twice, and the backup of the day made at an open desk.
fn backed_up() -> (TempDir, Vec<Enquiry>) {
    let folder = tempdir().unwrap();
    let mut store = create(folder.path());
    for number in 1..=3 {
        let row = enquiry(number, today());
        store.save(&[Change::Enquiry(row)], now()).unwrap();
    }
    let mut again = enquiry(2, today());
    again.revision = 2;
    again.solved_by = SolvedBy::Nobody;
    store.save(&[Change::Enquiry(again)], now()).unwrap();
    store.catch_up();
    store.back_up_daily(today(), now()).unwrap();
    let rows = store.day(today()).unwrap();
    store.close(now()).unwrap();
    (folder, rows)
}

#[test]
fn what_a_backup_holds_needs_no_second_copy_in_sled_and_is_read_from_the_log() {
    let (folder, rows) = backed_up();
    assert_eq!(rows.len(), 3);
    let mut store = Store::open(folder.path(), now()).unwrap();
    store.unlock(&secrets().desk, now()).unwrap();
    assert_eq!(store.recovered(), []);
    assert_eq!(store.day(today()).unwrap(), rows);
    assert_eq!(
        store.days(today() - Span::new().days(60), today()).unwrap(),
        rows
    );
    for row in &rows {
        assert_eq!(store.enquiry(row.id).unwrap().as_ref(), Some(row));
    }
    assert_eq!(store.verify(true).unwrap().findings, []);
    drop(store);

    // Without the backup nothing has a damaged row any more: sled did let go.
    let copy = copied_without("backup", folder.path());
    let log = copy.path().join("register/2026-11.log");
    flip(&log, *middles(&fs::read(&log).unwrap()).last().unwrap());
    let mut store = Store::open(copy.path(), now()).unwrap();
    store.unlock(&secrets().desk, now()).unwrap();
    assert!(store.recovered().contains(&Recovery::Lost(1)));
    let left = store.day(today()).unwrap();
    assert_eq!(rows.iter().filter(|row| left.contains(row)).count(), 2);
    let health = store.verify(false).unwrap();
    assert_eq!(health.worst(), Some(Severity::Lost), "{health:?}");
}

#[test]
fn a_damaged_last_revision_comes_back_from_the_backup_and_not_an_older_one() {
    let (folder, rows) = backed_up();
    let log = folder.path().join("register/2026-11.log");
    let bytes = fs::read(&log).unwrap();
    for at in middles(&bytes) {
        fs::write(&log, &bytes).unwrap();
        flip(&log, at);
        let mut store = Store::open(folder.path(), now()).unwrap();
        store.unlock(&secrets().desk, now()).unwrap();
        assert_eq!(store.day(today()).unwrap(), rows, "{at}");
    }
}

#[test]
fn a_damaged_vault_without_a_backup_is_not_called_mended() {
    let whole = filled();
    for (without, wanted) in [
        ("backup", Severity::Lost),
        ("quarantine", Severity::Mendable),
    ] {
        let copy = copied_without(without, whole.path());
        let vault = copy.path().join("vault.log");
        let first = middles(&fs::read(&vault).unwrap()).into_iter().next();
        flip(&vault, first.unwrap());
        let mut store = Store::open(copy.path(), now()).unwrap();
        store.unlock(&secrets().coordinator, now()).unwrap();
        let health = store.verify(true).unwrap();
        assert_eq!(health.worst(), Some(wanted), "{without}: {health:?}");
    }
}

#[test]
fn a_month_file_that_is_gone_comes_back_from_the_backup() {
    let (folder, rows) = backed_up();
    fs::remove_file(folder.path().join("register/2026-11.log")).unwrap();
    let mut store = Store::open(folder.path(), now()).unwrap();
    store.unlock(&secrets().desk, now()).unwrap();
    assert_eq!(store.day(today()).unwrap(), rows);
    let is_told = |told: &Recovery| matches!(told, Recovery::FromBackup { .. });
    assert!(store.recovered().iter().any(is_told));
}

#[test]
fn sled_is_small_again_after_a_backup() {
    let folder = tempdir().unwrap();
    let mut store = create(folder.path());
    let size = || {
        let files = files_below(&folder.path().join("sled"));
        let sizes = files.iter().map(|file| fs::metadata(file).unwrap().len());
        sizes.sum::<u64>()
    };
    let rows = (1..=2_000_u16).map(|number| {
        let mut row = enquiry(1, today());
        let [high, low] = number.to_be_bytes();
        row.id = EnquiryId([high, low, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7]);
        let text = Answer::Text("Een brief van het waterschap. ".repeat(120));
        row.answers.insert("vraag".into(), text);
        Change::Enquiry(row)
    });
    let rows: Vec<Change> = rows.collect();
    for part in rows.chunks(100) {
        store.save(part, now()).unwrap();
        store.catch_up();
    }
    let before = size();
    assert!(before > 9 << 20, "{before}");
    store.back_up_daily(today(), now()).unwrap();
    let after = size();
    assert!(after < 5 << 20, "{after}");
    assert_eq!(store.day(today()).unwrap().len(), 2_000);
    store.close(now()).unwrap();
    let mut store = Store::open(folder.path(), now()).unwrap();
    store.unlock(&secrets().desk, now()).unwrap();
    assert_eq!(store.recovered(), []);
    assert_eq!(store.day(today()).unwrap().len(), 2_000);
}
