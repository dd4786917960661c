//! Backups and restoring them, and erasing for good.

use std::fs;

use balie::{
    domain::{Change, Enquiry, EnquiryId},
    store::{self, Store, StoreError, frame, probe},
};
use jiff::{ToSpan, civil::Date};
use tempfile::tempdir;

use super::support::{create, enquiry, later, now, reopened, secrets, session, shift, today};

fn numbers(rows: &[Enquiry]) -> Vec<u8> {
    rows.iter().map(|row| row.id.0[0]).collect()
}

/// A restored store: the coordinator is the first to unlock it.
fn open(root: &std::path::Path) -> Store {
    let mut store = Store::open(root, now()).unwrap();
    store.unlock(&secrets().coordinator, now()).unwrap();
    store.unlock(&secrets().desk, now()).unwrap();
    store
}

#[test]
fn a_backup_restores_everything_also_what_was_sealed() {
    let (folder, elsewhere) = (tempdir().unwrap(), tempdir().unwrap());
    let mut store = create(folder.path());
    store
        .save(&[Change::Enquiry(enquiry(1, today()))], now())
        .unwrap();
    store.save(&[Change::Draft(session(2))], now()).unwrap();
    store.lock(now()).unwrap();
    store
        .save(&[Change::Enquiry(enquiry(3, today()))], now())
        .unwrap();
    let file = elsewhere.path().join("balie.backup");
    let header = store.back_up(&file, now()).unwrap();
    assert_eq!(header.store, store.id());
    let again = store.back_up(&file, now());
    assert!(matches!(again, Err(StoreError::AlreadyExists(_))));

    let root = elsewhere.path().join("terug");
    assert_eq!(store::restore(&file, &root, None).unwrap(), header);
    let mut restored = open(&root);
    assert_eq!(numbers(&restored.day(today()).unwrap()), [1, 3]);
    assert_eq!(restored.drafts().unwrap(), [session(2)]);
    assert_eq!(restored.id(), header.store);
    let refused = store::restore(&file, &root, None);
    assert!(matches!(refused, Err(StoreError::AlreadyExists(_))));
}

#[test]
fn a_damaged_backup_is_refused_before_anything_is_written() {
    let (folder, elsewhere) = (tempdir().unwrap(), tempdir().unwrap());
    let mut store = create(folder.path());
    store
        .save(&[Change::Enquiry(enquiry(1, today()))], now())
        .unwrap();
    let file = elsewhere.path().join("balie.backup");
    store.back_up(&file, now()).unwrap();
    let whole = fs::read(&file).unwrap();
    let root = elsewhere.path().join("terug");
    let refuses = |bytes: &[u8], case: usize| {
        fs::write(&file, bytes).unwrap();
        let refused = store::restore(&file, &root, None);
        assert!(matches!(refused, Err(StoreError::Corrupt { .. })), "{case}");
        assert!(!root.exists(), "{case}");
    };
    for at in (0..whole.len()).step_by(37) {
        let mut flipped = whole.clone();
        *flipped.get_mut(at).unwrap() ^= 1;
        refuses(&flipped, at);
        refuses(whole.get(..at).unwrap(), at);
    }
    // A path that leads out of the folder, in a backup that is otherwise whole.
    let name = b"register/2026-11.log";
    let at = whole.windows(name.len()).position(|bytes| bytes == name);
    let mut led_out = whole.clone();
    for (to, from) in led_out
        .iter_mut()
        .skip(at.unwrap())
        .zip(b"register/../ergens.x")
    {
        *to = *from;
    }
    refuses(&led_out, 0);
}

#[test]
fn what_was_erased_is_gone_here_and_stays_out_of_an_older_backup() {
    let (folder, elsewhere) = (tempdir().unwrap(), tempdir().unwrap());
    let mut store = create(folder.path());
    for number in [1, 2] {
        let row = Change::Enquiry(enquiry(number, today()));
        store
            .save(&[row, Change::Draft(session(number))], now())
            .unwrap();
    }
    assert!(store.back_up_daily(today(), now()).unwrap());
    let file = elsewhere.path().join("balie.backup");
    store.back_up(&file, now()).unwrap();
    store.erase(&[EnquiryId([2; 16])], now()).unwrap();
    assert_eq!(numbers(&store.day(today()).unwrap()), [1]);
    assert_eq!(store.drafts().unwrap(), [session(1)]);
    drop(store);

    for name in ["register/2026-11.log", "drafts.log"] {
        let bytes = fs::read(folder.path().join(name)).unwrap_or_default();
        assert!(!holds(&bytes, 2), "{name}");
    }
    // The daily backup was written anew and holds its id only in no file of records.
    let daily = folder.path().join(format!("backup/{}.balie", today()));
    assert!(!holds(&fs::read(&daily).unwrap(), 2));
    for (count, from) in [&file, &daily].into_iter().enumerate() {
        let root = elsewhere.path().join(format!("terug-{count}"));
        store::restore(from, &root, Some(folder.path())).unwrap();
        let mut restored = open(&root);
        assert_eq!(numbers(&restored.day(today()).unwrap()), [1]);
        assert_eq!(restored.drafts().unwrap(), [session(1)]);
    }
    let mut store = reopened(folder.path());
    assert_eq!(numbers(&store.day(today()).unwrap()), [1]);
}

/// Whether the id stands there as the head of an enquiry, a withdrawn one or a draft.
fn holds(bytes: &[u8], number: u8) -> bool {
    bytes.windows(17).any(|window| {
        let (kind, id) = window.split_first().unwrap();
        (1..=3).contains(kind) && *id == [number; 16]
    })
}

#[test]
fn a_damaged_log_does_not_bring_an_erased_row_back() {
    let folder = tempdir().unwrap();
    let mut store = create(folder.path());
    for number in 1..=3 {
        let row = Change::Enquiry(enquiry(number, today()));
        store.save(&[row], now()).unwrap();
    }
    store.lock(now()).unwrap();
    // What a power cut may do: sled is as it was before the row was erased.
    let kept = tempdir().unwrap();
    copy_folder(&folder.path().join("sled"), kept.path());
    store.unlock(&secrets().desk, now()).unwrap();
    store.erase(&[EnquiryId([2; 16])], now()).unwrap();
    drop(store);
    fs::remove_dir_all(folder.path().join("sled")).unwrap();
    copy_folder(kept.path(), &folder.path().join("sled"));

    let mut store = reopened(folder.path());
    assert_eq!(store.enquiry(EnquiryId([2; 16])).unwrap(), None);
    assert_eq!(numbers(&store.day(today()).unwrap()), [1, 3]);
}

fn copy_folder(from: &std::path::Path, to: &std::path::Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let to = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy_folder(&entry.path(), &to);
        } else {
            fs::copy(entry.path(), to).unwrap();
        }
    }
}

#[test]
fn seven_days_and_four_weeks_of_backups_are_kept() {
    let folder = tempdir().unwrap();
    let mut store = create(folder.path());
    let first: Date = "2026-09-01".parse().unwrap();
    for day in first.series(1.day()).take_while(|day| *day <= today()) {
        assert!(store.back_up_daily(day, now()).unwrap());
        assert!(!store.back_up_daily(day, now()).unwrap());
    }
    let kept: Vec<String> = store
        .backups()
        .unwrap()
        .iter()
        .map(Date::to_string)
        .collect();
    let weeks = ["2026-10-18", "2026-10-25", "2026-11-01", "2026-11-08"];
    let days = (15..=21).map(|day| format!("2026-11-{day}"));
    let expected: Vec<String> = weeks.map(str::to_owned).into_iter().chain(days).collect();
    assert_eq!(kept, expected);
}

#[test]
fn wiping_removes_the_store_and_leaves_what_is_not_its_own() {
    let folder = tempdir().unwrap();
    let mut store = create(folder.path());
    store
        .save(&[Change::Enquiry(enquiry(1, today()))], now())
        .unwrap();
    store.back_up_daily(today(), now()).unwrap();
    let cards = folder.path().join("kennisbank");
    fs::create_dir(&cards).unwrap();
    let refused = store::wipe(folder.path());
    assert!(matches!(refused, Err(StoreError::InUse(_))), "{refused:?}");
    store.close(now()).unwrap();

    let goes = store::what_wipe_removes(folder.path()).unwrap();
    for name in ["keys.bin", "register", "backup", "sled", "FORMAT"] {
        assert!(goes.contains(&name.to_owned()), "{name} in {goes:?}");
    }
    store::wipe(folder.path()).unwrap();
    let mut left: Vec<_> = fs::read_dir(folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    left.sort();
    assert_eq!(left, ["LOCK", "kennisbank"]);
    let again = store::wipe(folder.path());
    assert!(matches!(again, Err(StoreError::NotAStore(_))));
    drop(create(folder.path()));
}

/// Whoever has the team's words, the code and every file, with the clock set back: a row of three weeks ago
/// stays shut, by any copy of the keys and any backup in the folder.
#[test]
fn an_old_row_stays_shut_with_the_words_and_every_file() {
    let folder = tempdir().unwrap();
    let mut store = create(folder.path());
    store
        .save(&[Change::Enquiry(enquiry(1, today()))], now())
        .unwrap();
    store.back_up_daily(today(), now()).unwrap();
    store.lock(now()).unwrap();
    store.unlock(&secrets().desk, later(22)).unwrap();
    store.close(later(22)).unwrap();

    let shut = |root: &std::path::Path, case: &str| {
        let mut store = Store::open(root, now()).unwrap();
        store.unlock(&secrets().desk, now()).unwrap();
        let row = store.enquiry(EnquiryId([1; 16]));
        assert!(matches!(row, Err(StoreError::Closed)), "{case}: {row:?}");
        store.unlock(&secrets().coordinator, now()).unwrap();
        assert!(store.enquiry(EnquiryId([1; 16])).unwrap().is_some());
    };
    let copies = ["keys.bin", "keys.bin.1", "keys.bin.2"];
    for name in copies {
        let root = tempdir().unwrap();
        copy_folder(folder.path(), root.path());
        let keys = fs::read(root.path().join(name)).unwrap();
        for name in copies {
            fs::write(root.path().join(name), &keys).unwrap();
        }
        shut(root.path(), name);
    }
    let elsewhere = tempdir().unwrap();
    let root = elsewhere.path().join("terug");
    let backup = folder.path().join(format!("backup/{}.balie", today()));
    store::restore(&backup, &root, None).unwrap();
    shut(&root, "backup");
}

#[test]
fn cards_routes_and_notices_of_the_desk_go_along_and_come_back() {
    let (folder, elsewhere) = (tempdir().unwrap(), tempdir().unwrap());
    let mut store = create(folder.path());
    let files = [
        ("kennisbank/eigen-kaart.md", "een eigen kaart"),
        (
            "kennisbank/.eerder/eigen-kaart/0001_2026-11-20.md",
            "zoals hij was",
        ),
        ("lokaal/plekken.toml", "de eigen plekken"),
        ("oefenen/eigen-zaak.toml", "een eigen oefening"),
        ("meldingen.jsonl", "{}"),
    ];
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    // A link is no card, and what it points at stays out of the backup.
    let secret = elsewhere.path().join("geheim");
    fs::write(&secret, "niet van ons").unwrap();
    std::os::unix::fs::symlink(&secret, folder.path().join("kennisbank/link.md")).unwrap();
    assert!(store.back_up_daily(today(), now()).unwrap());
    assert!(
        !store.back_up_daily(today(), now()).unwrap(),
        "nothing changed"
    );
    let (to, backup) = (
        elsewhere.path().join("terug"),
        folder.path().join("backup/2026-11-21.balie"),
    );
    store::restore(&backup, &to, None).unwrap();
    for (name, text) in files {
        assert_eq!(fs::read_to_string(to.join(name)).unwrap(), text, "{name}");
    }
    assert!(!to.join("kennisbank/link.md").exists());
    // A card that was changed makes the backup of the day out of date.
    let made_at = fs::metadata(&backup).unwrap().modified().unwrap();
    let card = fs::File::options()
        .write(true)
        .open(folder.path().join("kennisbank/eigen-kaart.md"));
    card.unwrap()
        .set_modified(made_at + std::time::Duration::from_secs(5))
        .unwrap();
    assert!(store.back_up_daily(today(), now()).unwrap());
    for led_out in [
        "kennisbank/../../x.md",
        "kennisbank//x.md",
        "kennisbank",
        "elders/x.md",
        "/etc/x",
    ] {
        assert!(
            !led_out.is_empty() && probe::backup_with(led_out).is_none(),
            "{led_out}"
        );
    }
    assert!(probe::backup_with("kennisbank/x.md").is_some());
}

/// After restoring, the team may be there before the coordinator. Nothing that waits for the coordinator is lost by it.
#[test]
fn a_restored_desk_that_the_team_opens_first_keeps_what_waits_for_the_coordinator() {
    let (folder, elsewhere) = (tempdir().unwrap(), tempdir().unwrap());
    let mut store = create(folder.path());
    store.save(&[Change::Draft(session(1))], now()).unwrap();
    store
        .save(&[Change::Enquiry(enquiry(1, today()))], now())
        .unwrap();
    store.lock(now()).unwrap();
    store.save(&[Change::Draft(session(2))], now()).unwrap();
    let (file, root) = (
        elsewhere.path().join("kopie.balie"),
        elsewhere.path().join("terug"),
    );
    store.back_up(&file, now()).unwrap();
    store::restore(&file, &root, None).unwrap();

    let mut store = reopened(&root);
    assert_eq!(store.drafts().unwrap(), []);
    store.save(&[Change::Draft(session(3))], now()).unwrap();
    store.close(now()).unwrap();
    let mut store = reopened(&root);
    assert_eq!(store.drafts().unwrap(), [session(3)]);
    store.close(now()).unwrap();
    let mut store = open(&root);
    let drafts = store.drafts().unwrap();
    assert_eq!(drafts, [session(1), session(2), session(3)]);
    assert_eq!(numbers(&store.day(today()).unwrap()), [1]);
    store.close(now()).unwrap();
    assert_eq!(reopened(&root).drafts().unwrap().len(), 3);
}

#[test]
fn a_deep_check_names_what_the_newest_backup_has_and_the_folder_lost() {
    let folder = tempdir().unwrap();
    let mut store = create(folder.path());
    for number in 1..=3 {
        store
            .save(&[Change::Enquiry(enquiry(number, today()))], now())
            .unwrap();
        store
            .save(&[Change::Shift(shift(number, today()))], now())
            .unwrap();
    }
    store.back_up_daily(today(), now()).unwrap();
    store.erase(&[EnquiryId([3; 16])], now()).unwrap();
    assert_eq!(
        store.verify(true).unwrap().worst(),
        None,
        "what was erased is no loss"
    );
    // An enquiry and a shift, so neatly that it is no damage: somebody cut them out under the open desk.
    let log = folder.path().join("register/2026-11.log");
    let bytes = fs::read(&log).unwrap();
    let is_kept = |payload: &[u8]| !payload.windows(16).any(|id| id == [2; 16]);
    let frames = frame::scan(&bytes).frames.into_iter();
    let kept = frames.filter(|frame| is_kept(frame.payload));
    let kept = kept.flat_map(|frame| frame::encode(frame.sequence, frame.payload).unwrap());
    fs::write(&log, kept.collect::<Vec<u8>>()).unwrap();
    let findings = store.verify(true).unwrap().findings;
    let told = format!("{findings:?}");
    let id = EnquiryId([2; 16]).to_string();
    let enquiry = format!("1 enquiries are in no month file any more: {id}");
    assert!(told.contains(&enquiry), "{told}");
    assert!(told.contains(&format!("Shift {id}")), "{told}");
    let other = EnquiryId([1; 16]).to_string();
    assert!(!told.contains(&other), "{told}");
    drop(store);
    // Without sled nobody knows what the log should hold, so the backup is asked.
    fs::remove_dir_all(folder.path().join("sled")).unwrap();
    let mut store = reopened(folder.path());
    assert_eq!(numbers(&store.day(today()).unwrap()), [1, 2]);
    assert_eq!(store.shifts().unwrap().len(), 3);
}

#[test]
fn erasing_one_leaves_every_day_of_the_others_as_it_was() {
    let folder = tempdir().unwrap();
    let root = folder.path();
    let mut store = create(root);
    let day_of = |number: u8| today() - i64::from(number % 4).days();
    let mut rows: Vec<Enquiry> = (1..=20)
        .map(|number| enquiry(number, day_of(number)))
        .collect();
    let (first, last) = rows.split_at(12);
    for row in first {
        store.save(&[Change::Enquiry(row.clone())], now()).unwrap();
    }
    // Some stand in a backup, and some only in the log and in sled.
    store.back_up_daily(today(), now()).unwrap();
    for row in last {
        store.save(&[Change::Enquiry(row.clone())], now()).unwrap();
    }
    // One of the backup was corrected since, and moved to another day.
    let moved = rows.iter_mut().find(|row| row.id.0 == [5; 16]).unwrap();
    moved.revision = 2;
    moved.day = day_of(3);
    store
        .save(&[Change::Enquiry(moved.clone())], now())
        .unwrap();
    for (erased, words) in [(6, secrets().desk), (17, secrets().coordinator)] {
        let erased = EnquiryId([erased; 16]);
        store.erase(&[erased], now()).unwrap();
        rows.retain(|row| row.id != erased);
        let compare = |store: &mut Store, when: &str| {
            for day in (0..4).map(day_of) {
                let wanted = rows.iter().filter(|row| row.day == day);
                let wanted: Vec<Enquiry> = wanted.cloned().collect();
                assert_eq!(store.day(day).unwrap(), wanted, "{day}, {when}");
            }
        };
        compare(&mut store, "at once");
        store.close(now()).unwrap();
        store = Store::open(root, now()).unwrap();
        store.unlock(&words, now()).unwrap();
        compare(&mut store, "after a restart");
        assert_eq!(store.recovered(), []);
    }
}

#[test]
fn what_was_saved_before_a_kill_goes_into_the_backup_of_that_day() {
    let (folder, elsewhere) = (tempdir().unwrap(), tempdir().unwrap());
    let root = folder.path();
    let mut store = create(root);
    store.back_up_daily(today(), now()).unwrap();
    store
        .save(&[Change::Shift(shift(2, today()))], now())
        .unwrap();
    store
        .save(&[Change::Enquiry(enquiry(1, today()))], now())
        .unwrap();
    // Killed: no lock, no backup at the end. Later that day someone looks whether Balie starts, and ends it.
    drop(store);
    let mut store = Store::open(root, now()).unwrap();
    assert!(store.back_up_daily(today(), now()).unwrap());
    assert!(!store.back_up_daily(today(), now()).unwrap());
    drop(store);
    let backup = root.join("backup/2026-11-21.balie");
    store::restore(&backup, &elsewhere.path().join("new"), None).unwrap();
    let mut restored = open(&elsewhere.path().join("new"));
    assert_eq!(numbers(&restored.day(today()).unwrap()), [1]);
    assert_eq!(restored.shift().unwrap(), Some(shift(2, today())));
    // One that is as the folder is stays; one that was damaged meanwhile does not.
    let written = fs::read(&backup).unwrap();
    let mut store = Store::open(root, now()).unwrap();
    assert!(!store.back_up_daily(today(), now()).unwrap());
    drop(store);
    let mut bytes = written.clone();
    *bytes.get_mut(written.len() / 2).unwrap() ^= 1;
    fs::write(&backup, bytes).unwrap();
    let mut store = Store::open(root, now()).unwrap();
    assert!(store.back_up_daily(today(), now()).unwrap());
    assert_eq!(fs::read(&backup).unwrap(), written);
}
