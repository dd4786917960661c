//! Damage on a real disk: what is whole is kept, what is lost is told, and nothing wrong is ever shown.

use std::{
    collections::BTreeMap,
    fs,
    os::unix::fs::{MetadataExt, PermissionsExt, symlink},
    path::Path,
};

use balie::{
    domain::{Change, Enquiry, EnquiryId},
    store::{Recovery, Severity, Store, StoreError},
};
use tempfile::{TempDir, tempdir};

use super::{
    simulated::Dice,
    support::{
        create, enquiry, files_below, locked, now, place, reopened, secrets, session, shift, today,
    },
};

/// A store with twelve enquiries, in as many frames, and two drafts, closed.
fn filled() -> TempDir {
    let folder = tempdir().unwrap();
    let mut store = create(folder.path());
    store
        .save(&[Change::Shift(shift(1, today()))], now())
        .unwrap();
    for number in 1..=12 {
        let enquiry = enquiry(number, today());
        store.save(&[Change::Enquiry(enquiry)], now()).unwrap();
    }
    for number in 21..=22 {
        store
            .save(&[Change::Draft(session(number))], now())
            .unwrap();
    }
    store.close(now()).unwrap();
    folder
}

fn all_twelve() -> BTreeMap<EnquiryId, Enquiry> {
    let rows = (1..=12).map(|number| enquiry(number, today()));
    rows.map(|row| (row.id, row)).collect()
}

fn rows(store: &mut Store) -> BTreeMap<EnquiryId, Enquiry> {
    let rows = store.day(today()).unwrap();
    rows.into_iter().map(|row| (row.id, row)).collect()
}

fn change(path: &Path, change: impl FnOnce(&mut Vec<u8>)) {
    let mut bytes = fs::read(path).unwrap();
    change(&mut bytes);
    fs::write(path, bytes).unwrap();
}

const MONTH: &str = "register/2026-11.log";

#[test]
fn a_save_that_was_cut_off_is_removed_and_told() {
    let folder = filled();
    let log = folder.path().join(MONTH);
    let whole = fs::metadata(&log).unwrap().len();
    change(&log, |bytes| {
        let half = bytes.iter().take(200).copied().collect::<Vec<u8>>();
        bytes.extend(half);
    });
    let mut store = reopened(folder.path());
    assert_eq!(rows(&mut store), all_twelve());
    let told = Recovery::TornSave {
        file: MONTH.to_owned(),
        bytes: 200,
    };
    assert_eq!(store.recovered(), [told]);
    assert_eq!(fs::metadata(&log).unwrap().len(), whole);
}

#[test]
fn a_damaged_frame_is_put_back_from_sled_and_the_file_is_whole_again() {
    let folder = filled();
    let log = folder.path().join(MONTH);
    let middle = fs::metadata(&log).unwrap().len() / 2;
    change(&log, |bytes| {
        *bytes.get_mut(usize::try_from(middle).unwrap()).unwrap() ^= 1;
    });
    let mut store = reopened(folder.path());
    assert_eq!(rows(&mut store), all_twelve());
    assert!(store.recovered().contains(&Recovery::RowsFromIndex(1)));
    let health = store.verify(true).unwrap();
    assert_eq!(health.worst(), Some(Severity::Mendable), "{health:?}");
    drop(store);
    let mut store = reopened(folder.path());
    assert_eq!(store.recovered(), []);
    assert_eq!(store.verify(true).unwrap().worst(), None);
    assert_eq!(rows(&mut store), all_twelve());
}

#[test]
fn without_sled_a_damaged_frame_is_lost_alone_and_said_to_be() {
    let folder = filled();
    fs::remove_dir_all(folder.path().join("sled")).unwrap();
    let log = folder.path().join(MONTH);
    let middle = fs::metadata(&log).unwrap().len() / 2;
    change(&log, |bytes| {
        *bytes.get_mut(usize::try_from(middle).unwrap()).unwrap() ^= 1;
    });
    let mut store = reopened(folder.path());
    let there = rows(&mut store);
    assert_eq!(there.len(), 11);
    let all = all_twelve();
    assert!(there.iter().all(|(id, row)| all.get(id) == Some(row)));
    assert_eq!(store.verify(true).unwrap().worst(), Some(Severity::Lost));
}

#[test]
fn an_old_draft_does_not_come_back_over_a_newer_one() {
    let folder = tempdir().unwrap();
    let mut store = create(folder.path());
    let mut newest = session(1);
    for question in ["thema", "vraag", "uitkomst"] {
        newest.at = Some(question.into());
        store.save(&[Change::Draft(newest.clone())], now()).unwrap();
    }
    drop(store);
    // The oldest frame once more, behind the newest.
    change(&folder.path().join("drafts.log"), |bytes| {
        let first = bytes.len() / 3;
        let oldest: Vec<u8> = bytes.iter().take(first).copied().collect();
        bytes.extend(oldest);
    });
    assert_eq!(reopened(folder.path()).drafts().unwrap(), [newest]);
}

#[test]
fn the_desk_works_on_without_sled_and_with_a_ruined_one() {
    let folder = filled();
    fs::remove_dir_all(folder.path().join("sled")).unwrap();
    let mut store = reopened(folder.path());
    assert_eq!(rows(&mut store), all_twelve());
    store.close(now()).unwrap();

    let sled = folder.path().join("sled");
    let mut set_aside = 0;
    for ruined in files_below(&sled) {
        for ruin in [ruin_by_cutting, ruin_by_noise] {
            // A file of an earlier sled may be gone with it.
            if ruined.exists() {
                change(&ruined, ruin);
            }
            let mut store = reopened(folder.path());
            assert_eq!(rows(&mut store), all_twelve(), "{}", ruined.display());
            if let [Recovery::IndexRebuilt { .. }] = store.recovered() {
                set_aside += 1;
                let aside = format!("quarantine/sled-{set_aside}");
                assert!(folder.path().join(aside).is_dir());
            }
            store.close(now()).unwrap();
        }
    }
    assert!(set_aside > 0);
    let mut store = reopened(folder.path());
    assert_eq!(store.recovered(), []);
    assert_eq!(rows(&mut store), all_twelve());
}

fn ruin_by_cutting(bytes: &mut Vec<u8>) {
    bytes.truncate(bytes.len() / 20);
}

fn ruin_by_noise(bytes: &mut Vec<u8>) {
    let mut dice = Dice(7);
    for byte in bytes {
        *byte = u8::try_from(dice.roll(256)).unwrap();
    }
}

/// 60 flipped bits, 60 zeroed blocks and 60 cuts, each on a fresh copy and in a random file: every enquiry is
/// there, because one of its two copies is whole, and no record is ever a wrong one. Drafts have one copy: a
/// draft is right, or missing and said to be.
#[test]
fn damage_anywhere_loses_no_enquiry_and_shows_nothing_wrong() {
    let whole = filled();
    let files = files_below(whole.path());
    let mut dice = Dice(2026);
    for trial in 0..180 {
        let folder = tempdir().unwrap();
        let chosen = dice.roll(u64::try_from(files.len()).unwrap());
        let victim = files.get(usize::try_from(chosen).unwrap()).unwrap();
        for file in &files {
            let inside = file.strip_prefix(whole.path()).unwrap();
            let copy = folder.path().join(inside);
            fs::create_dir_all(copy.parent().unwrap()).unwrap();
            fs::copy(file, &copy).unwrap();
        }
        let inside = victim.strip_prefix(whole.path()).unwrap();
        change(&folder.path().join(inside), |bytes| {
            let len = u64::try_from(bytes.len()).unwrap();
            let at = usize::try_from(dice.roll(len)).unwrap();
            match trial % 3 {
                0 => bytes
                    .iter_mut()
                    .skip(at)
                    .take(1)
                    .for_each(|byte| *byte ^= 4),
                1 => bytes
                    .iter_mut()
                    .skip(at / 4096 * 4096)
                    .take(4096)
                    .for_each(|byte| *byte = 0),
                _ => bytes.truncate(at),
            }
        });
        let case = format!("trial {trial}, {}", inside.display());
        let mut store = reopened(folder.path());
        assert_eq!(rows(&mut store), all_twelve(), "{case}");
        let drafts = store.drafts().unwrap();
        assert!(
            drafts
                .iter()
                .all(|draft| [session(21), session(22)].contains(draft)),
            "{case}"
        );
        if drafts.len() < 2 {
            assert!(!store.recovered().is_empty(), "{case}");
        }
    }
}

#[test]
fn damaged_keys_are_restored_from_their_twin() {
    for name in ["keys.bin", "keys.bin.1"] {
        let folder = filled();
        change(&folder.path().join(name), |bytes| {
            *bytes.get_mut(60).unwrap() ^= 1;
        });
        let mut store = reopened(folder.path());
        assert_eq!(rows(&mut store), all_twelve());
        assert_eq!(
            store.recovered().contains(&Recovery::KeysFromCopy),
            name == "keys.bin"
        );
        drop(store);
        fs::remove_file(folder.path().join(if name == "keys.bin" {
            "keys.bin.1"
        } else {
            "keys.bin"
        }))
        .unwrap();
        assert_eq!(rows(&mut reopened(folder.path())), all_twelve());
    }
    let folder = filled();
    for name in ["keys.bin", "keys.bin.1", "keys.bin.2"] {
        change(&folder.path().join(name), |bytes| bytes.truncate(10));
    }
    let refused = Store::open(folder.path(), now());
    assert!(matches!(refused, Err(StoreError::Corrupt { .. })));
}

#[test]
fn a_cost_of_guessing_that_was_edited_down_opens_nothing() {
    // Raised here, because the cost for tests cannot go lower; any change must shut the slot.
    let folder = filled();
    let keys = fs::read(folder.path().join("keys.bin")).unwrap();
    let field = b"passes";
    let at = keys
        .windows(field.len())
        .position(|bytes| bytes == field)
        .unwrap();
    let mut payload = keys.get(21..).unwrap().to_vec();
    *payload.get_mut(at - 21 + field.len()).unwrap() = 2;
    let sequence = u64::from_le_bytes(*keys.get(9..17).unwrap().first_chunk().unwrap());
    let forged = balie::store::frame::encode(sequence, &payload).unwrap();
    for name in ["keys.bin", "keys.bin.1", "keys.bin.2"] {
        fs::write(folder.path().join(name), &forged).unwrap();
    }
    let mut store = Store::open(folder.path(), now()).unwrap();
    let refused = store.unlock(&secrets().desk, now());
    assert!(matches!(refused, Err(StoreError::WrongSecret)));
}

#[test]
fn a_second_balie_is_told_so_and_harms_nothing() {
    let folder = filled();
    let mut first = reopened(folder.path());
    let second = Store::open(folder.path(), now());
    assert!(matches!(second, Err(StoreError::InUse(_))));
    assert_eq!(rows(&mut first), all_twelve());
    drop(first);
    assert_eq!(rows(&mut reopened(folder.path())), all_twelve());
    assert!(!folder.path().join("quarantine").exists());
}

#[test]
fn links_are_refused_as_folder_and_as_file() {
    let folder = filled();
    let elsewhere = tempdir().unwrap();
    let link = elsewhere.path().join("balie");
    symlink(folder.path(), &link).unwrap();
    let refused = Store::open(&link, now());
    assert!(
        matches!(refused, Err(StoreError::Symlink(_))),
        "{refused:?}"
    );

    let target = elsewhere.path().join("keys");
    fs::rename(folder.path().join("keys.bin"), &target).unwrap();
    symlink(&target, folder.path().join("keys.bin")).unwrap();
    let refused = Store::open(folder.path(), now());
    assert!(
        matches!(refused, Err(StoreError::Symlink(_))),
        "{refused:?}"
    );
}

#[test]
fn a_linked_folder_of_ours_is_refused_and_nothing_is_written_through_it() {
    for name in ["register", "audit", "backup"] {
        let folder = filled();
        let elsewhere = tempdir().unwrap();
        let ours = folder.path().join(name);
        if ours.exists() {
            fs::rename(&ours, elsewhere.path().join("was")).unwrap();
        }
        let target = elsewhere.path().join("target");
        fs::create_dir(&target).unwrap();
        symlink(&target, &ours).unwrap();
        let done = Store::open(folder.path(), now()).and_then(|mut store| {
            store.unlock(&secrets().desk, now())?;
            store.back_up_daily(today(), now())
        });
        assert!(
            matches!(done, Err(StoreError::Symlink(_))),
            "{name}: {done:?}"
        );
        assert_eq!(fs::read_dir(&target).unwrap().count(), 0, "{name}");
    }
}

#[test]
fn a_linked_sled_is_not_followed_and_the_desk_works_on() {
    let folder = filled();
    let elsewhere = tempdir().unwrap();
    let sled = folder.path().join("sled");
    fs::rename(&sled, elsewhere.path().join("sled")).unwrap();
    symlink(elsewhere.path().join("sled"), &sled).unwrap();
    let mut store = reopened(folder.path());
    assert_eq!(rows(&mut store), all_twelve());
    assert!(matches!(store.recovered(), [Recovery::IndexRebuilt { .. }]));
}

#[test]
fn a_folder_that_is_no_store_or_one_already_is_told_apart() {
    let empty = tempdir().unwrap();
    for root in [empty.path().to_owned(), empty.path().join("nergens")] {
        let refused = Store::open(&root, now());
        assert!(matches!(refused, Err(StoreError::NotAStore(_))));
    }
    assert_eq!(fs::read_dir(empty.path()).unwrap().count(), 0);

    let folder = filled();
    let again = Store::create(folder.path(), &place(), &secrets(), now());
    assert!(matches!(again, Err(StoreError::AlreadyExists(_))));
    assert_eq!(rows(&mut reopened(folder.path())), all_twelve());
}

#[test]
fn a_newer_format_is_refused_and_a_lost_one_is_written_anew() {
    let folder = filled();
    let format = folder.path().join("FORMAT");
    let text = fs::read_to_string(&format).unwrap();
    fs::write(&format, text.replacen(" 2 ", " 3 ", 1)).unwrap();
    let refused = Store::open(folder.path(), now());
    assert!(matches!(
        refused,
        Err(StoreError::NewerFormat { found: 3, known: 2 })
    ));
    fs::remove_file(&format).unwrap();
    let store = Store::open(folder.path(), now()).unwrap();
    assert_eq!(store.recovered(), [Recovery::FormatRewritten]);
    assert_eq!(fs::read_to_string(&format).unwrap(), text);
}

#[test]
fn folder_and_files_are_ours_alone() {
    let folder = tempdir().unwrap();
    let root = folder.path().join("nieuw/balie");
    drop(create(&root));
    fs::set_permissions(&root, fs::Permissions::from_mode(0o755)).unwrap();
    drop(reopened(&root));
    assert_eq!(fs::metadata(&root).unwrap().mode() & 0o777, 0o700);
    // sled makes its own files; they lie in a folder that only we may enter.
    for name in ["sled", "register"] {
        let mode = fs::metadata(root.join(name)).unwrap().mode();
        assert_eq!(mode & 0o077, 0, "{name}");
    }
    for file in files_below(&root) {
        let mode = fs::metadata(&file).unwrap().mode();
        let is_of_sled = file.starts_with(root.join("sled"));
        let open_to_others = mode & 0o077;
        assert!(is_of_sled || open_to_others == 0, "{}", file.display());
    }
}

/// No word of what a person typed stands anywhere in the folder, locked or unlocked.
#[test]
fn nothing_readable_is_on_the_disk() {
    let folder = tempdir().unwrap();
    let mut store = create(folder.path());
    let mut draft = session(7);
    draft.typing = Some(balie::domain::Typing {
        text: "kanarie-in-de-typtekst".to_owned(),
    });
    let saves = [
        Change::Enquiry(enquiry(1, today())),
        Change::Draft(draft),
        Change::Shift(shift(1, today())),
    ];
    store.save(&saves, now()).unwrap();
    store.lock(now()).unwrap();
    store.save(&saves, now()).unwrap();
    let canaries = [
        "kanarie",
        "appel fiets",
        "wolk lamp",
        "beantwoord",
        "2026-11-21",
        "thema",
        "algemeen",
    ];
    let check = || {
        for file in files_below(folder.path()) {
            let bytes = fs::read(&file).unwrap();
            for canary in canaries {
                let found = bytes
                    .windows(canary.len())
                    .any(|window| window == canary.as_bytes());
                assert!(!found, "{canary} in {}", file.display());
            }
        }
    };
    check();
    store.unlock(&secrets().desk, now()).unwrap();
    check();
    let shown = format!("{store:?} {:?}", secrets());
    assert!(!shown.contains("kanarie") && !shown.contains("appel"));
    drop(store);
    drop(locked(tempdir().unwrap().path()));
    check();
}

#[test]
fn a_folder_of_another_user_is_refused() {
    // Root can give a folder away; anyone else finds one that belongs to root.
    let folder = filled();
    let given_away = std::os::unix::fs::chown(folder.path(), Some(65534), None).is_ok();
    let root = if given_away {
        folder.path()
    } else {
        Path::new("/usr")
    };
    let refused = Store::create(root, &place(), &secrets(), now());
    assert!(
        matches!(refused, Err(StoreError::Foreign(_))),
        "{refused:?}"
    );
}
