//! What only the coordinator can read, what ends by itself, and what a resident may ask.
//!
//! "Cannot be decrypted" is asked in the strongest way there is here: the words of the team, every file of the folder,
//! and the code of the store itself.

use std::{collections::BTreeMap, fs, path::Path};

use balie::{
    domain::{
        Answer, Change, Consent, Contact, ContactId, Enquiry, EnquiryId, FieldName, Outcome,
        Retention, RouteId, Session,
    },
    store::{self, Asked, Store, StoreError},
};
use tempfile::{TempDir, tempdir};

use super::support::{
    create, enquiry, later, locked, now, place, reopened, secrets, session, today,
};

const CANARY: &str = "kanarie-piet-uit-de-kerkstraat";

fn concern(number: u8) -> Enquiry {
    let seen = Answer::Text(CANARY.to_owned());
    Enquiry {
        route: RouteId::from("signaal"),
        answers: [(FieldName::from("gezien"), seen)].into(),
        ..enquiry(number, today())
    }
}

fn draft_of_concern(number: u8) -> Session {
    let seen = Answer::Text(CANARY.to_owned());
    Session {
        route: RouteId::from("signaal"),
        answers: [(FieldName::from("gezien"), seen)].into(),
        ..session(number)
    }
}

pub(super) fn contact(number: u8) -> Contact {
    let answers = [("naam", CANARY), ("telefoon", "06 - 12 34 56 78")];
    Contact {
        id: ContactId([100 + number; 16]),
        enquiry: EnquiryId([number; 16]),
        route: RouteId::from("algemeen"),
        place: place(),
        class: Retention::Resident,
        consent: Consent {
            wording: "2026-11".to_owned(),
            given_on: today(),
        },
        ends_on: Retention::Resident.ends_on(today()),
        answers: answers
            .map(|(field, text)| (FieldName::from(field), Answer::Text(text.to_owned())))
            .into(),
        changed_on: today(),
        closed_on: None,
        asked_on: None,
        unknown: BTreeMap::new(),
    }
}

fn closed(number: u8) -> Contact {
    Contact {
        closed_on: Some(today()),
        ends_on: Retention::Resident.ends_after_closing(today()),
        ..contact(number)
    }
}

/// Whether the team's words open anything with the canary in it: in the folder as it is, and in every older copy of a
/// file that one of its backups still holds, laid beside the keys of today.
fn desk_reads_the_canary(root: &Path) -> bool {
    let mut places = vec![root.to_owned()];
    let elsewhere = tempdir().unwrap();
    for (number, entry) in fs::read_dir(root.join("backup"))
        .into_iter()
        .flatten()
        .enumerate()
    {
        let to = elsewhere.path().join(number.to_string());
        store::restore(&entry.unwrap().path(), &to, None).unwrap();
        for keys in ["keys.bin", "keys.bin.1", "keys.bin.2"] {
            fs::copy(root.join(keys), to.join(keys)).unwrap();
        }
        places.push(to);
    }
    places.iter().any(|place| {
        let mut store = Store::open(place, now()).unwrap();
        store.unlock(&secrets().desk, now()).unwrap();
        let rows = store.days(today(), today()).unwrap();
        let all = format!(
            "{rows:?} {:?} {:?} {:?}",
            store.drafts().unwrap(),
            store.contacts().unwrap(),
            store.follow_ups().unwrap(),
        );
        all.contains(CANARY)
    })
}

#[test]
fn a_saved_signal_is_the_coordinators_alone() {
    let folder = tempdir().unwrap();
    let mut store = create(folder.path());
    let draft = Change::Draft(draft_of_concern(1));
    store.save(&[draft], now()).unwrap();
    store.back_up_daily(today(), now()).unwrap();
    assert_eq!(
        store.drafts().unwrap().len(),
        1,
        "until it is saved the desk goes on with it"
    );
    let saved = [Change::Enquiry(concern(1)), Change::EndDraft(concern(1).id)];
    store.save(&saved, now()).unwrap();
    assert!(matches!(
        store.enquiry(concern(1).id),
        Err(StoreError::Closed)
    ));
    assert_eq!(store.day(today()).unwrap(), []);
    drop(store);
    assert!(!desk_reads_the_canary(folder.path()));
    let mut store = Store::open(folder.path(), now()).unwrap();
    store.unlock(&secrets().coordinator, now()).unwrap();
    assert_eq!(store.day(today()).unwrap(), [concern(1)]);
    store.unlock(&secrets().desk, now()).unwrap();
    assert_eq!(
        store.day(today()).unwrap(),
        [],
        "also once the coordinator was here"
    );
}

#[test]
fn a_signal_noted_while_locked_leaves_nothing_that_the_desk_opens() {
    let folder = tempdir().unwrap();
    let mut store = locked(folder.path());
    store.save(&[Change::Draft(session(2))], now()).unwrap();
    store
        .save(&[Change::Draft(draft_of_concern(1))], now())
        .unwrap();
    store
        .save(&[Change::Draft(draft_of_concern(1))], now())
        .unwrap();
    let saved = [Change::Enquiry(concern(1)), Change::EndDraft(concern(1).id)];
    store.save(&saved, now()).unwrap();
    drop(store);
    assert!(!desk_reads_the_canary(folder.path()));
    let mut store = reopened(folder.path());
    assert_eq!(
        store.drafts().unwrap(),
        [session(2)],
        "another talk is not touched"
    );
    store.unlock(&secrets().coordinator, now()).unwrap();
    assert_eq!(store.day(today()).unwrap(), [concern(1)]);
}

#[test]
fn a_closed_contact_is_the_coordinators_alone_and_an_open_one_is_not() {
    let folder = tempdir().unwrap();
    let mut store = create(folder.path());
    let row = Change::Enquiry(enquiry(1, today()));
    store
        .save(&[row, Change::Contact(contact(1))], now())
        .unwrap();
    let mut other = contact(2);
    other.answers.clear();
    store
        .save(&[Change::Contact(other.clone())], now())
        .unwrap();
    store.back_up_daily(today(), now()).unwrap();
    drop(store);
    assert!(
        desk_reads_the_canary(folder.path()),
        "open work must be readable"
    );
    let mut store = reopened(folder.path());
    store.save(&[Change::Contact(closed(1))], now()).unwrap();
    assert_eq!(store.contacts().unwrap(), [other.clone()]);
    drop(store);
    assert!(!desk_reads_the_canary(folder.path()));
    let mut store = reopened(folder.path());
    assert_eq!(store.contacts().unwrap(), [other.clone()]);
    store.unlock(&secrets().coordinator, now()).unwrap();
    assert_eq!(store.contacts().unwrap(), [closed(1), other]);
    assert!(store.verify(true).unwrap().worst().is_none());
}

#[test]
fn what_was_closed_stays_closed_when_the_power_fails_at_any_step() {
    // The keys are new and the old ones still open: what a cut between the steps leaves behind.
    let folder = tempdir().unwrap();
    let mut store = create(folder.path());
    store.save(&[Change::Contact(contact(1))], now()).unwrap();
    store.unlock(&secrets().coordinator, now()).unwrap();
    // New words for the team give the vault a new key beside the old one.
    store.replace_desk_secret(&secrets().desk, now()).unwrap();
    store.lock(now()).unwrap();
    store.unlock(&secrets().desk, now()).unwrap();
    assert_eq!(store.contacts().unwrap(), [contact(1)]);
    store.save(&[Change::Contact(closed(1))], now()).unwrap();
    drop(store);
    assert!(!desk_reads_the_canary(folder.path()));
}

#[test]
fn contact_data_stands_in_the_vault_and_nowhere_else() {
    let folder = tempdir().unwrap();
    let mut store = create(folder.path());
    let changes = [
        Change::Enquiry(enquiry(1, today())),
        Change::Contact(contact(1)),
    ];
    store.save(&changes, now()).unwrap();
    drop(store);
    let vault = folder.path().join("vault.log");
    let bytes = fs::read(&vault).unwrap();
    fs::remove_file(&vault).unwrap();
    let mut store = reopened(folder.path());
    assert_eq!(store.contacts().unwrap(), []);
    assert_eq!(store.day(today()).unwrap(), [enquiry(1, today())]);
    drop(store);
    fs::write(&vault, bytes).unwrap();
    assert_eq!(reopened(folder.path()).contacts().unwrap(), [contact(1)]);
}

#[test]
fn cards_and_signals_end_with_their_term_although_only_the_desk_unlocks() {
    let folder = tempdir().unwrap();
    let mut store = create(folder.path());
    let changes = [
        Change::Contact(contact(1)),
        Change::Contact(closed(2)),
        Change::Enquiry(concern(3)),
        Change::Enquiry(Enquiry {
            outcome: Outcome::Ongoing,
            ..concern(4)
        }),
    ];
    store.save(&changes, now()).unwrap();
    store.close(now()).unwrap();
    let left = |days: i64| {
        let mut store = Store::open(folder.path(), later(days)).unwrap();
        store.unlock(&secrets().desk, later(days)).unwrap();
        store.close(later(days)).unwrap();
        let mut store = Store::open(folder.path(), later(days)).unwrap();
        store.unlock(&secrets().coordinator, later(days)).unwrap();
        let cards: Vec<u8> = store
            .contacts()
            .unwrap()
            .iter()
            .map(|card| card.id.0[0])
            .collect();
        let rows = store.day(today()).unwrap();
        let rows: Vec<u8> = rows.iter().map(|row| row.id.0[0]).collect();
        store.close(later(days)).unwrap();
        (cards, rows)
    };
    assert_eq!(left(30), (vec![101, 102], vec![3, 4]));
    assert_eq!(left(31), (vec![101], vec![3, 4]), "30 days after closing");
    assert_eq!(
        left(92),
        (vec![101], vec![3, 4]),
        "the last day, and the first one after a long time"
    );
    assert_eq!(left(93), (vec![101], vec![4]), "three months after closing");
    assert_eq!(left(181), (vec![101], vec![4]), "nobody was there for long");
    assert_eq!(
        left(182),
        (vec![], vec![4]),
        "six months; an open signal waits for a person"
    );
}

#[test]
fn free_text_goes_after_ninety_days_and_the_row_stays() {
    let folder = tempdir().unwrap();
    let mut store = create(folder.path());
    let row = enquiry(1, today());
    store.save(&[Change::Enquiry(row.clone())], now()).unwrap();
    store.close(now()).unwrap();
    let texts = |days: i64| {
        let mut store = Store::open(folder.path(), later(days)).unwrap();
        store.unlock(&secrets().desk, later(days)).unwrap();
        store.unlock(&secrets().coordinator, later(days)).unwrap();
        let found = store.enquiry(row.id).unwrap().unwrap();
        assert!(store.verify(true).unwrap().worst().is_none(), "day {days}");
        store.close(later(days)).unwrap();
        found.answers.len()
    };
    assert_eq!(texts(89), 1);
    assert_eq!(texts(97), 0, "a week is purged as a whole");
    let mut store = Store::open(folder.path(), later(97)).unwrap();
    store.unlock(&secrets().coordinator, later(97)).unwrap();
    let audit = store.audit().unwrap();
    assert!(
        audit
            .lines
            .iter()
            .any(|line| line.act == store::AuditAct::Purged)
    );
}

#[test]
fn rows_of_years_ago_end_as_totals() {
    let folder = tempdir().unwrap();
    let mut store = create(folder.path());
    for number in 1..=3 {
        store
            .save(&[Change::Enquiry(enquiry(number, today()))], now())
            .unwrap();
    }
    store.close(now()).unwrap();
    let late = later(5 * 366 + 31);
    let mut store = Store::open(folder.path(), late).unwrap();
    store.unlock(&secrets().coordinator, late).unwrap();
    assert_eq!(store.days(today(), today()).unwrap(), []);
    let totals = store.totals().unwrap();
    let counts: Vec<u32> = totals.iter().map(|total| total.count).collect();
    assert_eq!(counts, [3]);
    assert!(!folder.path().join("register/2026-11.log").exists());
    store.unlock(&secrets().desk, late).unwrap();
    assert!(matches!(store.totals(), Err(StoreError::CoordinatorOnly)));
}

/// A folder with someone's card, enquiry and backup in it.
fn someone() -> (TempDir, Store) {
    let folder = tempdir().unwrap();
    let mut store = create(folder.path());
    let changes = [
        Change::Enquiry(enquiry(1, today())),
        Change::Contact(contact(1)),
        Change::Enquiry(enquiry(2, today())),
    ];
    store.save(&changes, now()).unwrap();
    store.back_up_daily(today(), now()).unwrap();
    (folder, store)
}

#[test]
fn what_is_kept_about_someone_is_found_by_phone_and_by_visitor_code() {
    let (_folder, mut store) = someone();
    for phone in ["0612345678", "+31 6 12345678", "0031-612345678"] {
        let found = store.about(&Asked::Phone(phone.to_owned())).unwrap();
        assert_eq!(found.contacts, [contact(1)], "{phone}");
        assert_eq!(found.enquiries, [enquiry(1, today())], "{phone}");
    }
    let code = enquiry(1, today()).visit.to_string();
    let found = store
        .about(&Asked::Visit(
            code.chars().take(8).collect::<String>().to_uppercase(),
        ))
        .unwrap();
    assert_eq!(found.count(), 2);
    for nobody in [
        Asked::Phone(String::new()),
        Asked::Phone("0687654321".to_owned()),
        Asked::Visit(code.chars().take(7).collect()),
    ] {
        assert!(store.about(&nobody).unwrap().is_empty(), "{nobody:?}");
    }
}

#[test]
fn erasing_someone_reaches_vault_month_backups_and_a_restored_stick() {
    let (folder, mut store) = someone();
    let stick = tempdir().unwrap();
    let old = stick.path().join("oud.balie");
    store.back_up(&old, now()).unwrap();
    let asked = Asked::Phone("0612345678".to_owned());
    let found = store.about(&asked).unwrap();
    store.erase_about(&found, now()).unwrap();
    assert!(store.about(&asked).unwrap().is_empty());
    assert_eq!(store.day(today()).unwrap(), [enquiry(2, today())]);
    drop(store);
    let backups = fs::read_dir(folder.path().join("backup")).unwrap();
    for backup in backups.map(|entry| entry.unwrap().path()).chain([old]) {
        let to = stick.path().join("terug").join(backup.file_name().unwrap());
        store::restore(&backup, &to, Some(folder.path())).unwrap();
        let mut store = Store::open(&to, now()).unwrap();
        store.unlock(&secrets().coordinator, now()).unwrap();
        assert!(
            store.about(&asked).unwrap().is_empty(),
            "{}",
            backup.display()
        );
        assert_eq!(store.day(today()).unwrap(), [enquiry(2, today())]);
    }
}
