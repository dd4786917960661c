//! What a power cut, a kill or a full disk stops halfway: it is finished later, and nothing is lost or counted twice by it.

use std::{fs, path::Path};

use balie::{
    domain::{Change, Contact, Enquiry, EnquiryId},
    store::{self, Asked, Derivation, Severity, Store, StoreError, frame, probe},
};
use jiff::{Timestamp, ToSpan};
use tempfile::tempdir;

use super::{
    simulated::{Fault, Simulated},
    support::{create, enquiry, later, now, place, secrets, session, shift, today},
    vault::contact,
};

fn create_on(disk: &Simulated) -> Store {
    let cheap = Derivation::cheap_for_tests();
    Store::create_on(Box::new(disk.clone()), &place(), &secrets(), cheap, now()).unwrap()
}

fn open_on(disk: &Simulated, at: Timestamp) -> Store {
    Store::open_on(Box::new(disk.clone()), at).unwrap()
}

fn numbers(rows: &[Enquiry]) -> Vec<u8> {
    rows.iter().map(|row| row.id.0[0]).collect()
}

fn save(store: &mut Store, number: u8) {
    let row = Change::Enquiry(enquiry(number, today()));
    store.save(&[row], now()).unwrap();
}

/// Whether the id stands there as the head of a record.
fn holds(bytes: &[u8], number: u8) -> bool {
    bytes.windows(17).any(|window| {
        let (kind, id) = window.split_first().unwrap();
        [1, 2, 3, 11].contains(kind) && *id == [number; 16]
    })
}

/// The power fails, or there is no room, at each call of an erasure. At the next unlock the row is there as it was, or it
/// is nowhere: not in the log, not in a backup here.
#[test]
fn an_erasure_that_was_cut_short_is_finished_at_the_next_unlock() {
    let mut seen = [0, 0];
    for fault in [Fault::PowerCut, Fault::Full] {
        for call in 1..60 {
            let disk = Simulated::new(call);
            let mut store = create_on(&disk);
            for number in [1, 2, 3] {
                save(&mut store, number);
            }
            let card = Contact {
                enquiry: EnquiryId([2; 16]),
                ..contact(2)
            };
            store.save(&[Change::Contact(card)], now()).unwrap();
            store.back_up_daily(today(), now()).unwrap();
            disk.fail_at(call, fault);
            let done = store.erase(&[EnquiryId([2; 16])], now());
            drop(store);
            disk.restart();
            let mut store = open_on(&disk, now());
            store.unlock(&secrets().desk, now()).unwrap();
            let rows = numbers(&store.day(today()).unwrap());
            let case = format!("call {call}, {fault:?}: {rows:?}");
            if rows == [1, 2, 3] {
                assert!(done.is_err(), "{case}");
                assert_eq!(store.contacts().unwrap().len(), 1, "{case}");
                seen[0] += 1;
                continue;
            }
            seen[1] += 1;
            assert_eq!(rows, [1, 3], "{case}");
            assert_eq!(store.contacts().unwrap(), [], "{case}");
            for (name, bytes) in disk.files() {
                assert!(!holds(&bytes, 2) && !holds(&bytes, 102), "{case}, {name}");
            }
            let worst = store.verify(true).unwrap().worst();
            assert_ne!(worst, Some(Severity::Lost), "{case}");
        }
    }
    assert!(seen[0] > 3 && seen[1] > 20, "{seen:?}");
}

/// A row that is saved again after an erasure that failed is a new row.
#[test]
fn what_is_saved_again_after_an_erasure_that_failed_stays() {
    let mut failed = 0;
    for call in 1..40 {
        let disk = Simulated::new(call);
        let mut store = create_on(&disk);
        save(&mut store, 1);
        disk.fail_at(call, Fault::Full);
        let done = store.erase(&[EnquiryId([1; 16])], now());
        if done.is_ok() || store.is_broken() {
            continue;
        }
        failed += 1;
        let again = Enquiry {
            revision: 2,
            ..enquiry(1, today())
        };
        store.save(&[Change::Enquiry(again)], now()).unwrap();
        drop(store);
        let mut store = open_on(&disk, now());
        store.unlock(&secrets().desk, now()).unwrap();
        assert_eq!(numbers(&store.day(today()).unwrap()), [1], "call {call}");
    }
    assert!(failed > 2, "{failed}");
}

#[test]
fn old_rows_that_become_totals_are_counted_once_whenever_the_power_fails() {
    let late = later(5 * 366 + 31);
    for call in 1..80 {
        let disk = Simulated::new(call);
        let mut store = create_on(&disk);
        for number in [1, 2, 3] {
            save(&mut store, number);
        }
        store
            .save(&[Change::Shift(shift(1, today()))], now())
            .unwrap();
        store.back_up_daily(today(), now()).unwrap();
        store.lock(now()).unwrap();
        disk.fail_at(call, Fault::PowerCut);
        drop(store.unlock(&secrets().coordinator, late));
        drop(store);
        let is_over = !disk.is_dead();
        disk.restart();
        let mut store = open_on(&disk, late);
        store.unlock(&secrets().coordinator, late).unwrap();
        let counts: Vec<u32> = store
            .totals()
            .unwrap()
            .iter()
            .map(|total| total.count)
            .collect();
        assert_eq!(counts, [3], "call {call}");
        assert_eq!(store.days(today(), today()).unwrap(), [], "call {call}");
        if is_over {
            return;
        }
    }
    unreachable!("the last cut came after it was done");
}

#[test]
fn a_full_disk_while_totals_are_written_keeps_the_totals_of_before() {
    let mut refused = 0;
    for call in 1..60 {
        let disk = Simulated::new(call);
        let mut store = create_on(&disk);
        let october = "2026-10-20".parse().unwrap();
        for row in [enquiry(1, october), enquiry(2, today())] {
            store.save(&[Change::Enquiry(row)], now()).unwrap();
        }
        store.lock(now()).unwrap();
        let (first, second) = (
            "2031-11-15T09:00:00Z".parse().unwrap(),
            "2031-12-05T09:00:00Z".parse().unwrap(),
        );
        store.unlock(&secrets().coordinator, first).unwrap();
        assert_eq!(store.totals().unwrap().len(), 1);
        store.lock(first).unwrap();
        drop(store);
        let mut store = open_on(&disk, second);
        disk.fail_at(call, Fault::Full);
        refused += u8::from(store.unlock(&secrets().coordinator, second).is_err());
        drop(store);
        disk.fail_at(1_000_000, Fault::Full);
        let mut store = open_on(&disk, second);
        store.unlock(&secrets().coordinator, second).unwrap();
        assert_eq!(store.totals().unwrap().len(), 2, "call {call}");
    }
    assert!(
        refused < 20,
        "{refused}: a full disk keeps nobody from reading"
    );
}

/// There is no room for a single byte when the desk starts and unlocks: what is there is read, a save says so, and once
/// there is room all goes on, with what was noted while locked.
#[test]
fn a_desk_whose_disk_is_full_opens_and_reads_and_goes_on_once_there_is_room() {
    for is_restored in [false, true] {
        let disk = Simulated::new(7);
        let mut store = create_on(&disk);
        save(&mut store, 1);
        store.save(&[Change::Draft(session(3))], now()).unwrap();
        store.lock(now()).unwrap();
        save(&mut store, 2);
        let mut disk = disk;
        if is_restored {
            store.back_up_daily(today(), now()).unwrap();
            drop(store);
            disk = restored(&disk);
        } else {
            drop(store);
        }
        // A week later: keys that are needed now cannot be made either.
        let then = later(7);
        disk.fill(true);
        let mut store = open_on(&disk, then);
        store.unlock(&secrets().coordinator, then).unwrap();
        assert_eq!(numbers(&store.day(today()).unwrap()), [1]);
        assert_eq!(store.drafts().unwrap(), [session(3)]);
        let refused = store.save(&[Change::Enquiry(enquiry(4, today()))], then);
        assert!(matches!(refused, Err(StoreError::Full(_))), "{refused:?}");
        let refused = store.lock(then);
        assert!(
            matches!(refused, Ok(()) | Err(StoreError::Full(_))),
            "{refused:?}"
        );
        assert_eq!(store.role(), None, "the keys go all the same");
        drop(store);
        disk.fill(false);
        let mut store = open_on(&disk, then);
        store.unlock(&secrets().coordinator, then).unwrap();
        assert_eq!(numbers(&store.day(today()).unwrap()), [1, 2]);
        assert_eq!(store.drafts().unwrap(), [session(3)]);
        assert_eq!(store.verify(true).unwrap().worst(), None);
    }
}

/// The newest backup of a disk, laid on another one as restoring does.
fn restored(disk: &Simulated) -> Simulated {
    use balie::store::disk::{Disk, replace};

    let bytes = disk.read("backup/2026-11-21.balie").unwrap().unwrap();
    let mut fresh = Simulated::new(8);
    for (name, bytes) in probe::files_of_backup(&bytes).unwrap() {
        replace(&mut fresh, &name, &bytes).unwrap();
    }
    fresh
}

/// A piece of a backup: the name behind its length, and the bytes.
fn piece(name: &str, bytes: &[u8]) -> Vec<u8> {
    let len = u32::try_from(name.len()).unwrap().to_le_bytes();
    let payload = [len.as_slice(), name.as_bytes(), bytes].concat();
    frame::encode(1, &payload).unwrap()
}

/// Restoring stops halfway, because two names in the backup are in each other's way. What was erased was not written even
/// then.
#[test]
fn what_was_erased_is_left_out_before_anything_is_written() {
    let (folder, elsewhere) = (tempdir().unwrap(), tempdir().unwrap());
    let mut store = create(folder.path());
    for number in [1, 2] {
        save(&mut store, number);
    }
    let file = elsewhere.path().join("kopie.balie");
    store.back_up(&file, now()).unwrap();
    store.erase(&[EnquiryId([2; 16])], now()).unwrap();
    drop(store);
    let mut files = probe::files_of_backup(&fs::read(&file).unwrap()).unwrap();
    files.insert("templates/a".to_owned(), b"a".to_vec());
    files.insert("templates/a/b".to_owned(), b"b".to_vec());
    let pieces: Vec<u8> = files
        .iter()
        .flat_map(|(name, bytes)| piece(name, bytes))
        .collect();
    fs::write(&file, probe::backup_around(&pieces)).unwrap();
    let to = elsewhere.path().join("terug");
    store::restore(&file, &to, Some(folder.path())).unwrap_err();
    let month = fs::read(to.join("register/2026-11.log")).unwrap();
    assert!(holds(&month, 1) && !holds(&month, 2));
    assert!(
        !Store::exists(&to),
        "a restore that was cut short is no desk"
    );
    let again = store::restore(&file, &to, Some(folder.path()));
    assert!(matches!(again, Err(StoreError::AlreadyExists(_))));
}

fn rows_as_coordinator(root: &Path) -> (Vec<u8>, usize) {
    let mut store = Store::open(root, now()).unwrap();
    store.unlock(&secrets().coordinator, now()).unwrap();
    let rows = numbers(&store.day(today()).unwrap());
    let cards = store.contacts().unwrap().len();
    store.close(now()).unwrap();
    (rows, cards)
}

/// What was noted while locked stands in a backup in a box that the team cannot open. Erasing reaches that too.
#[test]
fn what_was_noted_while_locked_and_erased_since_comes_back_from_no_backup() {
    let (folder, elsewhere) = (tempdir().unwrap(), tempdir().unwrap());
    let mut store = create(folder.path());
    store.lock(now()).unwrap();
    let changes = [
        Change::Enquiry(enquiry(1, today())),
        Change::Contact(contact(1)),
        Change::Shift(shift(1, today())),
    ];
    store.save(&changes, now()).unwrap();
    save(&mut store, 2);
    let stick = elsewhere.path().join("stick.balie");
    store.back_up(&stick, now()).unwrap();
    store.back_up_daily(today(), now()).unwrap();
    let here = folder.path().join("backup/2026-11-21.balie");

    store.unlock(&secrets().desk, now()).unwrap();
    let found = store.about(&Asked::Phone("0612345678".to_owned())).unwrap();
    assert_eq!(found.count(), 2);
    store.erase_about(&found, now()).unwrap();
    let to = elsewhere.path().join("van-hier");
    store::restore(&here, &to, None).unwrap();
    assert!(!rows_as_coordinator(&to).0.contains(&1));
    // The backup of today is made anew, with what stands now.
    assert!(store.back_up_daily(today(), now()).unwrap());
    drop(store);
    let to = elsewhere.path().join("van-nu");
    store::restore(&here, &to, None).unwrap();
    assert_eq!(rows_as_coordinator(&to), (vec![2], 0));

    // The stick of before, over this folder, and once more over what came of that.
    let once = elsewhere.path().join("een-keer");
    store::restore(&stick, &once, Some(folder.path())).unwrap();
    assert_eq!(rows_as_coordinator(&once), (vec![2], 0));
    let mut store = Store::open(&once, now()).unwrap();
    store.unlock(&secrets().coordinator, now()).unwrap();
    assert_eq!(store.shifts().unwrap(), [shift(1, today())]);
    drop(store);
    let twice = elsewhere.path().join("twee-keer");
    store::restore(&stick, &twice, Some(&once)).unwrap();
    assert_eq!(rows_as_coordinator(&twice), (vec![2], 0));
}

/// A sync of a name that failed is final as well: what is saved behind it would hang on a name that never gets there.
#[test]
fn a_name_that_was_not_confirmed_is_not_built_upon() {
    let mut broken = 0;
    for call in 1..40 {
        let disk = Simulated::new(call);
        let mut store = create_on(&disk);
        for number in [1, 2] {
            save(&mut store, number);
        }
        disk.fail_at(call, Fault::Error);
        drop(store.erase(&[EnquiryId([1; 16])], now()));
        broken += u8::from(store.is_broken());
        let third = [Change::Enquiry(enquiry(3, today()))];
        let fourth = [Change::Draft(session(4))];
        let promised = [
            store.save(&third, now()).is_ok(),
            store.save(&fourth, now()).is_ok(),
        ];
        drop(store);
        disk.restart();
        let mut store = open_on(&disk, now());
        store.unlock(&secrets().desk, now()).unwrap();
        let rows = numbers(&store.day(today()).unwrap());
        assert!(rows.contains(&2), "call {call}: {rows:?}");
        assert!(!promised[0] || rows.contains(&3), "call {call}: {rows:?}");
        let drafts = store.drafts().unwrap().len();
        assert!(!promised[1] || drafts == 1, "call {call}");
    }
    assert!(broken > 2, "{broken}");
}

/// A disk that takes a backup and gives back another one: that is told, and no older one goes for it.
#[test]
fn a_backup_that_does_not_read_back_does_not_count() {
    let disk = Simulated::new(9);
    let mut store = create_on(&disk);
    save(&mut store, 1);
    let first = today().saturating_sub(60.days());
    store.back_up_daily(first, now()).unwrap();
    save(&mut store, 2);
    disk.rot("backup/2026-11-21");
    for _ in 0..2 {
        let done = store.back_up_daily(today(), now());
        assert!(matches!(done, Err(StoreError::Corrupt { .. })), "{done:?}");
        assert!(store.backups().unwrap().contains(&first));
    }
    disk.rot("nothing");
    assert!(store.back_up_daily(today(), now()).unwrap());
    assert!(store.backups().unwrap().contains(&today()));
}
