//! Recording, reading back, locking and unlocking.

use balie::{
    domain::{Answer, Change, Enquiry, EnquiryId, PlaceId, Shift, ShiftKind},
    store::{PRACTICE_WORDS, Role, Secret, Store, StoreError, frame, generate_secrets},
};
use tempfile::tempdir;

use super::support::{
    create, enquiry, later, locked, now, place, reopened, secrets, session, shift, today,
};

#[test]
fn what_was_saved_is_there_after_a_restart() {
    let folder = tempdir().unwrap();
    let mut store = create(folder.path());
    let first = enquiry(1, today());
    store
        .save(
            &[
                Change::Enquiry(first.clone()),
                Change::EndDraft(first.id),
                Change::Shift(shift(1, today())),
            ],
            now(),
        )
        .unwrap();
    store.save(&[Change::Draft(session(2))], now()).unwrap();
    drop(store);

    let mut store = reopened(folder.path());
    assert_eq!(store.enquiry(first.id).unwrap().as_ref(), Some(&first));
    assert_eq!(store.day(today()).unwrap(), [first]);
    assert_eq!(store.drafts().unwrap(), [session(2)]);
    assert_eq!(store.shift().unwrap(), Some(shift(1, today())));
    assert!(store.recovered().is_empty());
}

#[test]
fn what_is_counted_is_read_without_its_free_text_from_the_index_and_from_the_files() {
    let folder = tempdir().unwrap();
    let mut store = create(folder.path());
    let yesterday = today().yesterday().unwrap();
    // More than are looked up one by one.
    let mut rows: Vec<Enquiry> = (0..=210).map(|number| enquiry(number, yesterday)).collect();
    for row in &mut rows {
        row.answers
            .insert("duur".into(), Answer::One("kort".to_owned()));
    }
    rows.push(enquiry(240, today()));
    let changes: Vec<Change> = rows.iter().cloned().map(Change::Enquiry).collect();
    store.save(&changes, now()).unwrap();
    store.close(now()).unwrap();
    let mut store = reopened(folder.path());
    for (first, count) in [(yesterday, 212), (today(), 1)] {
        let whole = store.days(first, today()).unwrap();
        assert_eq!(whole.len(), count);
        assert!(whole.iter().all(|row| row.answers.contains_key("tekst")));
        let mut stripped = whole;
        for row in &mut stripped {
            row.answers.remove("tekst");
        }
        assert_eq!(store.days_without_text(first, today()).unwrap(), stripped);
    }
}

#[test]
fn the_highest_revision_is_the_valid_one_and_undo_is_a_newer_one() {
    let folder = tempdir().unwrap();
    let mut store = create(folder.path());
    let first = enquiry(1, today());
    let withdrawn = Enquiry {
        revision: 2,
        withdrawn: true,
        ..first.clone()
    };
    let undone = Enquiry {
        revision: 3,
        ..first.clone()
    };
    for revision in [&first, &withdrawn, &undone] {
        store
            .save(&[Change::Enquiry(revision.clone())], now())
            .unwrap();
    }
    store.close(now()).unwrap();
    let mut store = reopened(folder.path());
    assert_eq!(store.enquiry(first.id).unwrap(), Some(undone));
}

#[test]
fn a_draft_ends_with_the_save_that_concludes_it() {
    let folder = tempdir().unwrap();
    let mut store = create(folder.path());
    store.save(&[Change::Draft(session(1))], now()).unwrap();
    store.save(&[Change::Draft(session(2))], now()).unwrap();
    let done = enquiry(1, today());
    store
        .save(
            &[Change::Enquiry(done.clone()), Change::EndDraft(done.id)],
            now(),
        )
        .unwrap();
    assert_eq!(store.drafts().unwrap(), [session(2)]);
    drop(store);
    let mut store = reopened(folder.path());
    assert_eq!(store.drafts().unwrap(), [session(2)]);
    store.close(now()).unwrap();
    assert_eq!(reopened(folder.path()).drafts().unwrap(), [session(2)]);
}

#[test]
fn locked_it_records_and_does_not_read() {
    let folder = tempdir().unwrap();
    let mut store = locked(folder.path());
    assert!(!store.has_waiting());
    store
        .save(&[Change::Enquiry(enquiry(1, today()))], now())
        .unwrap();
    store.save(&[Change::Draft(session(2))], now()).unwrap();
    assert!(store.has_waiting());
    assert!(matches!(store.day(today()), Err(StoreError::Locked)));
    assert!(matches!(store.drafts(), Err(StoreError::Locked)));
    drop(store);

    let store = Store::open(folder.path(), now()).unwrap();
    assert!(store.has_waiting());
    drop(store);
    let mut store = reopened(folder.path());
    assert_eq!(store.day(today()).unwrap(), [enquiry(1, today())]);
    assert_eq!(store.drafts().unwrap(), [session(2)]);
    store.lock(now()).unwrap();
    assert!(store.has_waiting(), "a draft still waits");
}

#[test]
fn each_secret_opens_as_its_role_and_no_other_text_does() {
    let folder = tempdir().unwrap();
    let mut store = locked(folder.path());
    for wrong in ["", "appel fiets molen", "appel fiets molen dijken"] {
        let refused = store.unlock(&Secret::new(wrong), now());
        assert!(matches!(refused, Err(StoreError::WrongSecret)), "{wrong}");
    }
    let typed = Secret::new(" Appel-FIETS  molen\tdijk\n");
    assert_eq!(store.unlock(&typed, now()).unwrap(), Role::Desk);
    for secret in [secrets().coordinator, secrets().recovery] {
        assert_eq!(store.unlock(&secret, now()).unwrap(), Role::Coordinator);
    }
    let refused = store.unlock(&Secret::new("nee"), now());
    assert!(matches!(refused, Err(StoreError::WrongSecret)));
    assert_eq!(store.role(), Some(Role::Coordinator));
}

#[test]
fn the_team_cannot_open_a_row_of_three_weeks_ago_and_the_coordinator_can() {
    let folder = tempdir().unwrap();
    let mut store = create(folder.path());
    let old = enquiry(1, today());
    store.save(&[Change::Enquiry(old.clone())], now()).unwrap();
    store.lock(now()).unwrap();

    store.unlock(&secrets().desk, later(14)).unwrap();
    assert_eq!(store.enquiry(old.id).unwrap().as_ref(), Some(&old));
    store.unlock(&secrets().desk, later(22)).unwrap();
    assert!(matches!(store.day(today()), Err(StoreError::Closed)));
    assert!(matches!(store.enquiry(old.id), Err(StoreError::Closed)));
    store.unlock(&secrets().coordinator, later(22)).unwrap();
    assert_eq!(store.day(today()).unwrap(), [old]);
}

#[test]
fn a_row_that_was_taken_back_is_erased_at_the_lock() {
    let folder = tempdir().unwrap();
    let mut store = create(folder.path());
    let kept = enquiry(1, today());
    let gone = enquiry(2, today());
    store
        .save(
            &[Change::Enquiry(kept.clone()), Change::Enquiry(gone.clone())],
            now(),
        )
        .unwrap();
    let taken_back = Enquiry {
        revision: 2,
        withdrawn: true,
        ..gone.clone()
    };
    store
        .save(&[Change::Enquiry(taken_back.clone())], now())
        .unwrap();
    assert_eq!(store.enquiry(gone.id).unwrap(), Some(taken_back));
    store.close(now()).unwrap();

    let log = std::fs::read(folder.path().join("register/2026-11.log")).unwrap();
    let holds = |id: EnquiryId| log.windows(16).any(|bytes| bytes == id.0);
    assert!(holds(kept.id) && !holds(gone.id));
    let mut store = reopened(folder.path());
    assert_eq!(store.enquiry(gone.id).unwrap(), None);
    assert_eq!(store.day(today()).unwrap(), [kept]);
}

#[test]
fn practice_is_the_same_store_and_leaves_nothing() {
    let mut store = Store::in_memory(&place(), now()).unwrap();
    store
        .save(&[Change::Enquiry(enquiry(1, today()))], now())
        .unwrap();
    store.lock(now()).unwrap();
    store.save(&[Change::Draft(session(2))], now()).unwrap();
    store.unlock(&Secret::new(PRACTICE_WORDS), now()).unwrap();
    assert_eq!(store.day(today()).unwrap(), [enquiry(1, today())]);
    assert_eq!(store.drafts().unwrap(), [session(2)]);
}

#[test]
fn generated_secrets_are_words_and_a_code_that_forgives_how_it_is_typed() {
    let secrets = generate_secrets().unwrap();
    assert_eq!(secrets.desk.word_count(), 4);
    assert_eq!(secrets.coordinator.word_count(), 5);
    let code = secrets.recovery.reveal();
    assert_eq!(code.len(), 34, "seven groups of four: {code}");
    let typed = code
        .to_lowercase()
        .replace('-', " ")
        .replace('0', "o")
        .replace('1', "l");
    assert_eq!(Secret::new(&typed).reveal(), code);
    let slip = code.replacen(|letter| letter != '-', "7", 1);
    assert!(slip == code || Secret::new(&slip).reveal() != slip);
}

#[test]
fn the_store_may_live_on_a_thread_of_its_own() {
    fn is_send<T: Send>() {}
    is_send::<Store>();
}

#[test]
fn new_words_for_the_team_shut_the_old_ones_out_and_lose_nothing() {
    let folder = tempdir().unwrap();
    let mut store = create(folder.path());
    store
        .save(&[Change::Enquiry(enquiry(1, today()))], now())
        .unwrap();
    store.save(&[Change::Draft(session(2))], now()).unwrap();
    let new = Secret::new("nieuw zand rode boot");
    let refused = store.replace_desk_secret(&new, now());
    assert!(matches!(refused, Err(StoreError::CoordinatorOnly)));
    store.unlock(&secrets().recovery, now()).unwrap();
    store.replace_desk_secret(&new, now()).unwrap();
    store
        .save(&[Change::Enquiry(enquiry(3, today()))], now())
        .unwrap();
    store.close(now()).unwrap();

    let mut store = Store::open(folder.path(), now()).unwrap();
    let refused = store.unlock(&secrets().desk, now());
    assert!(matches!(refused, Err(StoreError::WrongSecret)));
    assert_eq!(store.unlock(&new, now()).unwrap(), Role::Desk);
    let both = [enquiry(1, today()), enquiry(3, today())];
    assert_eq!(store.day(today()).unwrap(), both);
    assert_eq!(store.drafts().unwrap(), [session(2)]);
    assert!(store.recovered().is_empty());
}

#[test]
fn what_is_noted_while_locked_counts_at_the_place_of_the_last_shift() {
    let folder = tempdir().unwrap();
    let mut store = create(folder.path());
    let elsewhere = PlaceId::from("wijkcontactpunt-de-daalder");
    let moved = Shift {
        place: elsewhere.clone(),
        kind: ShiftKind::Dienst,
        ..shift(1, today())
    };
    store.save(&[Change::Shift(moved)], now()).unwrap();
    store.close(now()).unwrap();
    let locked = Store::open(folder.path(), now()).unwrap();
    assert_eq!(locked.place(), elsewhere);
}

#[test]
fn a_register_that_was_removed_comes_back_empty_and_can_be_written() {
    let folder = tempdir().unwrap();
    create(folder.path()).close(now()).unwrap();
    std::fs::remove_dir_all(folder.path().join("register")).unwrap();
    let mut store = reopened(folder.path());
    let first = enquiry(1, today());
    store
        .save(&[Change::Enquiry(first.clone())], now())
        .unwrap();
    assert_eq!(store.day(today()).unwrap(), [first]);
}

/// Key files that somebody holds open, or that lie in another folder too, are zeros after wiping, and not only gone.
#[test]
fn wiping_writes_zeros_over_the_keys_before_anything_goes() {
    let (folder, elsewhere) = (tempdir().unwrap(), tempdir().unwrap());
    create(folder.path()).close(now()).unwrap();
    let names = ["keys.bin", "keys.bin.1", "keys.bin.2"];
    for name in names {
        std::fs::hard_link(folder.path().join(name), elsewhere.path().join(name)).unwrap();
    }
    balie::store::wipe(folder.path()).unwrap();
    for name in names {
        let bytes = std::fs::read(elsewhere.path().join(name)).unwrap();
        assert!(
            bytes.len() > 100 && bytes.iter().all(|byte| *byte == 0),
            "{name}"
        );
    }
}

/// One key agreement serves one conversation while locked, and no more.
#[test]
fn every_conversation_while_locked_has_a_key_of_its_own() {
    let folder = tempdir().unwrap();
    let mut store = locked(folder.path());
    for number in [1, 2] {
        store
            .save(&[Change::Draft(session(number))], now())
            .unwrap();
        let end = [
            Change::Enquiry(enquiry(number, today())),
            Change::EndDraft(EnquiryId([number; 16])),
        ];
        store.save(&end, now()).unwrap();
    }
    drop(store);
    let bytes = std::fs::read(folder.path().join("sealed.log")).unwrap();
    let frames = frame::scan(&bytes).frames;
    // Behind the id of the box.
    let senders: Vec<_> = frames
        .iter()
        .map(|frame| frame.payload.get(16..48).unwrap())
        .collect();
    let [draft, end, next, last] = senders.as_slice() else {
        unreachable!("four saves were made");
    };
    assert_eq!((draft, next), (end, last));
    assert_ne!(draft, next);
}

/// A body opens under its own head only: not as another record, another revision or another kind, however right the sums.
#[test]
fn a_body_under_another_head_is_shown_to_nobody() {
    // The places of the kind, the id, the revision and the version of the fields.
    for (at, to) in [(0, 2), (1, 9), (17, 7), (25, 0)] {
        let folder = tempdir().unwrap();
        let mut store = create(folder.path());
        let row = Enquiry {
            answers: [].into(),
            ..enquiry(1, today())
        };
        store.save(&[Change::Enquiry(row)], now()).unwrap();
        drop(store);
        std::fs::remove_dir_all(folder.path().join("sled")).unwrap();
        let log = folder.path().join("register/2026-11.log");
        let bytes = std::fs::read(&log).unwrap();
        let scan = frame::scan(&bytes);
        let first = scan.frames.first().unwrap();
        let mut payload = first.payload.to_vec();
        let byte = payload.get_mut(at).unwrap();
        assert_ne!(*byte, to, "{at}");
        *byte = to;
        std::fs::write(&log, frame::encode(first.sequence, &payload).unwrap()).unwrap();
        let mut store = reopened(folder.path());
        assert!(
            !matches!(store.day(today()), Ok(rows) if !rows.is_empty()),
            "{at}"
        );
        let health = store.verify(true).unwrap();
        assert_eq!(health.worst(), Some(balie::store::Severity::Lost), "{at}");
    }
}
