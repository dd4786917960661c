//! Damage while the program runs, between two backups, and beside an old index: the second copy is still there when it
//! is asked for, and what was erased is not.

use std::{
    fs,
    path::{Path, PathBuf},
};

use balie::{
    domain::{
        Answer, Change, Enquiry, EnquiryId, FollowUp, FollowUpId, LookedBack, Outcome, RouteId,
        Theme,
    },
    store::{Derivation, Recovery, Secret, Severity, Store, disk::Disk, frame},
};
use jiff::{Span, ToSpan, civil::Date};
use tempfile::{TempDir, tempdir};

use super::{
    simulated::{Fault, Simulated},
    support::{
        create, enquiry, files_below, later, now, place, reopened, secrets, session, shift, today,
    },
};

const MONTH: &str = "register/2026-11.log";
/// What a frame has before its payload, in bytes.
const HEADER: usize = 21;

fn save(store: &mut Store, row: Enquiry) {
    store.save(&[Change::Enquiry(row)], now()).unwrap();
}

/// A store with these rows, which sled has too.
fn with_rows(numbers: &[u8]) -> (TempDir, Store) {
    let folder = tempdir().unwrap();
    let mut store = create(folder.path());
    for number in numbers {
        save(&mut store, enquiry(*number, today()));
    }
    store.catch_up();
    (folder, store)
}

fn numbers(rows: &[Enquiry]) -> Vec<u8> {
    rows.iter().map(|row| row.id.0[0]).collect()
}

fn as_coordinator(root: &Path, days: i64) -> Store {
    let mut store = Store::open(root, later(days)).unwrap();
    store.unlock(&secrets().coordinator, later(days)).unwrap();
    store
}

/// Where every whole frame of a file has its middle.
fn middles(file: &Path) -> Vec<usize> {
    middles_of(&fs::read(file).unwrap())
}

fn middles_of(bytes: &[u8]) -> Vec<usize> {
    let mut at = 0;
    let mut found = Vec::new();
    for frame in frame::scan(bytes).frames {
        found.push(at + HEADER + frame.payload.len() / 2);
        at += HEADER + frame.payload.len();
    }
    found
}

fn flip(file: &Path, at: usize) {
    let mut bytes = fs::read(file).unwrap();
    *bytes.get_mut(at).unwrap() ^= 1;
    fs::write(file, bytes).unwrap();
}

/// Damages the frame with this number of the month, the newest last.
fn damage(root: &Path, number: usize) {
    let log = root.join(MONTH);
    flip(&log, *middles(&log).get(number).unwrap());
}

fn copy_folder(from: &Path, to: &Path) {
    for file in files_below(from) {
        let to = to.join(file.strip_prefix(from).unwrap());
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::copy(&file, to).unwrap();
    }
}

fn backup_of(root: &Path, day: Date) -> PathBuf {
    root.join(format!("backup/{day}.balie"))
}

/// A row that takes a tenth of a megabyte.
fn large(number: u8, route: &str) -> Enquiry {
    let mut row = enquiry(number, today());
    row.route = RouteId::from(route);
    let text = Answer::Text("Een brief van het waterschap. ".repeat(3_500));
    row.answers.insert("vraag".into(), text);
    row
}

#[test]
fn sled_is_not_thrown_away_while_it_alone_has_a_row() {
    let (folder, mut store) = with_rows(&[]);
    for number in 1..=90 {
        save(&mut store, large(number, "snel"));
    }
    store.catch_up();
    damage(folder.path(), 40);
    store.back_up_daily(today(), now()).unwrap();
    drop(store);
    let mut store = reopened(folder.path());
    assert_eq!(store.day(today()).unwrap().len(), 90);
    assert!(store.recovered().contains(&Recovery::RowsFromIndex(1)));
}

#[test]
fn a_backup_that_is_made_anew_keeps_what_was_damaged_since() {
    for is_locked in [false, true] {
        let (folder, mut store) = with_rows(&[1, 2, 3]);
        store
            .save(&[Change::Shift(shift(1, today()))], now())
            .unwrap();
        store.back_up_daily(today(), now()).unwrap();
        // The second row, and the shift.
        damage(folder.path(), 1);
        damage(folder.path(), 2);
        if is_locked {
            store.lock(now()).unwrap();
        }
        save(&mut store, enquiry(4, today()));
        assert!(store.back_up_daily(today(), now()).unwrap());
        drop(store);
        let mut store = reopened(folder.path());
        assert_eq!(numbers(&store.day(today()).unwrap()), [1, 2, 3, 4]);
        assert_eq!(store.shifts().unwrap(), [shift(1, today())]);
    }
}

#[test]
fn what_was_erased_is_in_no_backup_that_is_made_anew() {
    let (folder, mut store) = with_rows(&[1, 2, 3]);
    store.back_up_daily(today(), now()).unwrap();
    let before = fs::read(backup_of(folder.path(), today())).unwrap();
    store.erase(&[EnquiryId([2; 16])], now()).unwrap();
    // The backup of this morning, put back by hand.
    fs::write(backup_of(folder.path(), today()), before).unwrap();
    save(&mut store, enquiry(4, today()));
    store.back_up_daily(today(), now()).unwrap();
    drop(store);
    let made = fs::read(backup_of(folder.path(), today())).unwrap();
    assert!(!holds(&made, 2) && holds(&made, 3) && holds(&made, 4));
}

/// Neither with damage to what stands next to it: the backup of before is still asked.
#[test]
fn a_backup_of_before_gives_nothing_back_that_was_erased() {
    let (folder, mut store) = with_rows(&[1, 2, 3]);
    store.back_up_daily(today(), now()).unwrap();
    let before = fs::read(backup_of(folder.path(), today())).unwrap();
    store.erase(&[EnquiryId([2; 16])], now()).unwrap();
    drop(store);
    fs::write(backup_of(folder.path(), today()), before).unwrap();
    fs::remove_dir_all(folder.path().join("sled")).unwrap();
    damage(folder.path(), 0);
    let mut store = reopened(folder.path());
    assert_eq!(numbers(&store.day(today()).unwrap()), [1, 3]);
}

/// Whether the id stands there as the head of an enquiry, a withdrawn one or a draft.
fn holds(bytes: &[u8], number: u8) -> bool {
    bytes.windows(17).any(|window| {
        let (kind, id) = window.split_first().unwrap();
        (1..=3).contains(kind) && *id == [number; 16]
    })
}

/// A power cut may leave sled as it was before the row was erased; the list of what was erased is not kept for ever.
#[test]
fn an_erased_row_does_not_come_back_when_nobody_remembers_it() {
    let (folder, store) = with_rows(&[1, 2, 3]);
    drop(store);
    let before = tempdir().unwrap();
    copy_folder(&folder.path().join("sled"), before.path());
    let mut store = as_coordinator(folder.path(), 0);
    store.erase(&[EnquiryId([2; 16])], now()).unwrap();
    drop(store);
    fs::remove_dir_all(folder.path().join("sled")).unwrap();
    copy_folder(before.path(), &folder.path().join("sled"));
    as_coordinator(folder.path(), 1).close(later(1)).unwrap();
    let mut store = as_coordinator(folder.path(), 80);
    store.erase(&[EnquiryId([3; 16])], later(80)).unwrap();
    store.close(later(80)).unwrap();
    let mut store = as_coordinator(folder.path(), 81);
    assert_eq!(numbers(&store.day(today()).unwrap()), [1]);
    assert_eq!(store.recovered(), []);
}

fn promise(result: Option<&str>) -> FollowUp {
    FollowUp {
        id: FollowUpId([9; 16]),
        enquiry: EnquiryId([1; 16]),
        contact: None,
        route: "snel".into(),
        theme: Theme::Money,
        outcome: None,
        place: place(),
        field: "terugkijken".into(),
        due: today(),
        agreed: "wij bellen".to_owned(),
        made_on: today(),
        kept: result.map(|result| LookedBack {
            on: today(),
            result: result.to_owned(),
            noted: [].into(),
            outcome: None,
        }),
        unknown: [].into(),
    }
}

#[test]
fn a_clock_that_was_years_ahead_does_not_hide_the_newer_backup() {
    let (folder, mut store) = with_rows(&[1]);
    store
        .save(&[Change::FollowUp(promise(None))], now())
        .unwrap();
    let years_ahead = "2036-01-01".parse().unwrap();
    store.back_up_daily(years_ahead, now()).unwrap();
    let kept = promise(Some("gelukt"));
    store
        .save(&[Change::FollowUp(kept.clone())], now())
        .unwrap();
    store
        .save(&[Change::Shift(shift(1, today()))], now())
        .unwrap();
    save(&mut store, enquiry(2, today()));
    store.back_up_daily(today(), now()).unwrap();
    drop(store);
    let whole = fs::read(folder.path().join(MONTH)).unwrap();
    for number in 0..middles(&folder.path().join(MONTH)).len() {
        fs::write(folder.path().join(MONTH), &whole).unwrap();
        damage(folder.path(), number);
        let mut store = reopened(folder.path());
        assert_eq!(
            store.follow_ups().unwrap(),
            std::slice::from_ref(&kept),
            "{number}"
        );
        assert_eq!(store.shifts().unwrap(), [shift(1, today())], "{number}");
        assert_eq!(numbers(&store.day(today()).unwrap()), [1, 2], "{number}");
    }
    // All of it at once, and sled.
    fs::remove_file(folder.path().join(MONTH)).unwrap();
    fs::remove_dir_all(folder.path().join("sled")).unwrap();
    let mut store = reopened(folder.path());
    assert_eq!(store.follow_ups().unwrap(), [kept]);
    assert_eq!(numbers(&store.day(today()).unwrap()), [1, 2]);
    let is_told = |told: &Recovery| matches!(told, Recovery::FromBackup { .. });
    assert!(store.recovered().iter().any(is_told));
}

#[test]
fn a_backup_of_another_desk_gives_this_one_nothing() {
    let (other, mut theirs) = with_rows(&[11, 12]);
    theirs.back_up_daily(today(), now()).unwrap();
    let (folder, mut store) = with_rows(&[1, 2]);
    store.back_up_daily(today(), now()).unwrap();
    drop(store);
    let later_day = today().saturating_add(3.days());
    fs::copy(
        backup_of(other.path(), today()),
        backup_of(folder.path(), later_day),
    )
    .unwrap();
    damage(folder.path(), 1);
    let mut store = reopened(folder.path());
    assert_eq!(numbers(&store.day(today()).unwrap()), [1, 2]);
    let health = store.verify(true).unwrap();
    assert_eq!(
        (health.closed, health.worst()),
        (0, Some(Severity::Mendable))
    );
    drop(store);
    let bytes = fs::read(folder.path().join(MONTH)).unwrap();
    assert!(!holds(&bytes, 11));
}

#[test]
fn a_damaged_or_half_backup_and_a_damaged_stretch_set_aside_hold_nothing_that_was_erased() {
    let (folder, mut store) = with_rows(&[1, 2, 3]);
    store.back_up_daily(today(), now()).unwrap();
    let backup = backup_of(folder.path(), today());
    let bytes = fs::read(&backup).unwrap();
    // Killed while it was written.
    let half = bytes.get(..bytes.len() - 9).unwrap();
    fs::write(backup.with_extension("balie.new"), half).unwrap();
    flip(&backup, 100);
    drop(store);
    // Behind the head of the second row.
    let log = folder.path().join(MONTH);
    let at = *middles(&log).get(1).unwrap();
    fs::remove_dir_all(folder.path().join("sled")).unwrap();
    fs::write(&backup, &bytes).unwrap();
    flip(&log, at);
    let mut store = reopened(folder.path());
    assert_eq!(numbers(&store.day(today()).unwrap()), [1, 2, 3]);
    flip(&backup, 100);
    store.erase(&[EnquiryId([2; 16])], now()).unwrap();
    store.close(now()).unwrap();
    for file in files_below(folder.path()) {
        let is_named = holds(&fs::read(&file).unwrap(), 2);
        assert!(!is_named, "{}", file.display());
    }
}

#[test]
fn half_a_backup_of_an_earlier_day_goes_with_the_next_one() {
    let (folder, mut store) = with_rows(&[1]);
    store.back_up_daily(today(), now()).unwrap();
    let half = folder.path().join("backup/2026-11-20.balie.new");
    fs::write(&half, b"half").unwrap();
    save(&mut store, enquiry(2, today()));
    store.back_up_daily(today(), now()).unwrap();
    assert!(!half.exists());
}

/// There is no room at some moment while a damaged row is put back, and then the index gets another key.
#[test]
fn a_full_disk_while_a_row_is_put_back_does_not_cost_it() {
    let mut broken = 0;
    for calls in 1..40 {
        let disk = Simulated::new(calls);
        let cheap = Derivation::cheap_for_tests();
        let mut store =
            Store::create_on(Box::new(disk.clone()), &place(), &secrets(), cheap, now()).unwrap();
        for number in [1, 2, 3] {
            save(&mut store, enquiry(number, today()));
        }
        store.catch_up();
        let mut bytes = disk.read(MONTH).unwrap().unwrap();
        let second = *middles_of(&bytes).get(1).unwrap();
        *bytes.get_mut(second).unwrap() ^= 1;
        disk.clone().write(MONTH, &bytes).unwrap();
        disk.fail_at(calls, Fault::Full);
        // The index is in memory and goes along when the role changes.
        drop(store.unlock(&secrets().coordinator, now()));
        let words = Secret::new("nieuwe woorden voor het team");
        drop(store.replace_desk_secret(&words, now()));
        drop(store.back_up_daily(today(), now()));
        // A sync that fails is final.
        if store.is_broken() {
            broken += 1;
            continue;
        }
        store.unlock(&secrets().coordinator, now()).unwrap();
        let rows = numbers(&store.day(today()).unwrap());
        assert_eq!(rows, [1, 2, 3], "call {calls}");
    }
    assert!(broken < 10, "{broken}");
}

#[test]
fn new_words_do_not_cost_a_row_that_sled_alone_has() {
    let (folder, store) = with_rows(&[1, 2, 3]);
    drop(store);
    let mut store = as_coordinator(folder.path(), 0);
    damage(folder.path(), 1);
    let words = Secret::new("nieuwe woorden voor het team");
    store.replace_desk_secret(&words, now()).unwrap();
    assert_eq!(numbers(&store.day(today()).unwrap()), [1, 2, 3]);
    drop(store);
    let mut store = Store::open(folder.path(), now()).unwrap();
    store.unlock(&words, now()).unwrap();
    store.unlock(&secrets().coordinator, now()).unwrap();
    assert_eq!(numbers(&store.day(today()).unwrap()), [1, 2, 3]);
}

#[test]
fn a_file_that_is_damaged_under_an_open_desk_is_read_from_the_backup() {
    let (folder, mut store) = with_rows(&[1, 2, 3]);
    store.back_up_daily(today(), now()).unwrap();
    let rows = store.day(today()).unwrap();
    for is_gone in [false, true] {
        if is_gone {
            fs::remove_file(folder.path().join(MONTH)).unwrap();
        } else {
            damage(folder.path(), 1);
        }
        assert_eq!(store.day(today()).unwrap(), rows);
        let first = today() - Span::new().days(60);
        assert_eq!(store.days(first, today()).unwrap(), rows);
        let second = store.enquiry(EnquiryId([2; 16])).unwrap();
        assert_eq!(second.as_ref(), rows.get(1));
        // A check says so too, although the lists are whole.
        let health = store.verify(true).unwrap();
        assert_eq!(health.worst(), Some(Severity::Mendable), "{health:?}");
    }
    fs::remove_dir_all(folder.path().join("backup")).unwrap();
    let health = store.verify(true).unwrap();
    assert_eq!(health.worst(), Some(Severity::Lost), "{health:?}");
}

#[test]
fn a_talk_that_ended_stays_ended_and_a_signal_keeps_its_term_when_their_save_is_damaged() {
    let (folder, mut store) = with_rows(&[]);
    store.save(&[Change::Draft(session(1))], now()).unwrap();
    let concern = Enquiry {
        route: RouteId::from("signaal"),
        outcome: Outcome::Answered,
        ..enquiry(2, today())
    };
    for row in [enquiry(1, today()), concern] {
        let end = Change::EndDraft(row.id);
        store.save(&[Change::Enquiry(row), end], now()).unwrap();
    }
    store.catch_up();
    drop(store);
    let expected = {
        let mut store = as_coordinator(folder.path(), 0);
        (store.drafts().unwrap(), store.signals().unwrap())
    };
    assert!(expected.0.is_empty() && expected.1.len() == 1);
    let whole = fs::read(folder.path().join(MONTH)).unwrap();
    for number in 0..2 {
        fs::write(folder.path().join(MONTH), &whole).unwrap();
        damage(folder.path(), number);
        for _ in 0..2 {
            let mut store = as_coordinator(folder.path(), 0);
            let found = (store.drafts().unwrap(), store.signals().unwrap());
            assert_eq!(found, expected, "{number}");
        }
    }
}
