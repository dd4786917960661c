//! Days to look back and who may be called: kept, changed, ended, and there again after a restart.

use std::collections::BTreeMap;

use balie::{
    domain::{
        Answer, Change, Consent, Contact, ContactId, EnquiryId, FieldName, FollowUp, FollowUpId,
        LookedBack, Retention, RouteId, Theme, UrgentUse, UrgentUseId,
    },
    store::Store,
};

use super::support::{create, later, locked, now, place, reopened, secrets, today};

fn follow_up(number: u8) -> FollowUp {
    FollowUp {
        id: FollowUpId([number; 16]),
        enquiry: EnquiryId([number; 16]),
        contact: None,
        route: RouteId::from("algemeen"),
        theme: Theme::Money,
        outcome: None,
        place: place(),
        field: FieldName::from("terugkijken"),
        due: "2026-12-02".parse().unwrap(),
        agreed: "wij bellen de verhuurder".to_owned(),
        made_on: today(),
        kept: None,
        unknown: BTreeMap::new(),
    }
}

fn contact(number: u8) -> Contact {
    let name = Answer::Text("kanarie-naam".to_owned());
    Contact {
        id: ContactId([number; 16]),
        enquiry: EnquiryId([number; 16]),
        route: RouteId::from("algemeen"),
        place: place(),
        class: Retention::Resident,
        consent: Consent {
            wording: "2026-11".to_owned(),
            given_on: today(),
        },
        ends_on: Retention::Resident.ends_on(today()),
        answers: [(FieldName::from("naam"), name)].into(),
        changed_on: today(),
        closed_on: None,
        asked_on: None,
        unknown: BTreeMap::new(),
    }
}

#[test]
fn the_newest_save_counts_also_after_a_restart_and_a_long_file_of_drafts() {
    let folder = tempfile::tempdir().unwrap();
    let done = FollowUp {
        kept: Some(LookedBack {
            on: today(),
            result: "gelukt".to_owned(),
            noted: BTreeMap::new(),
            outcome: None,
        }),
        ..follow_up(1)
    };
    {
        let mut store = create(folder.path());
        let first = [
            Change::FollowUp(follow_up(1)),
            Change::Contact(contact(1)),
            Change::Contact(contact(2)),
        ];
        store.save(&first, now()).unwrap();
        let then = [
            Change::FollowUp(done.clone()),
            Change::EndContact(ContactId([2; 16])),
        ];
        store.save(&then, now()).unwrap();
        assert_eq!(store.follow_ups().unwrap(), std::slice::from_ref(&done));
        store.lock(now()).unwrap();
        store.close(now()).unwrap();
    }
    let store = reopened(folder.path());
    assert_eq!(store.follow_ups().unwrap(), [done]);
    assert_eq!(store.contacts().unwrap(), [contact(1)]);
}

#[test]
fn a_long_file_of_drafts_that_all_go_on_is_not_written_again_at_every_save() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = create(folder.path());
    let talk = |number: u32| {
        let mut draft = super::support::session(1);
        draft.id.0[..4].copy_from_slice(&number.to_be_bytes());
        let said = Answer::Text("wat er gezegd werd ".repeat(600));
        draft.answers.insert(FieldName::from("tekst"), said);
        draft
    };
    let file = folder.path().join("drafts.log");
    let mut shorter = 0;
    let mut before = 0;
    for number in 0..120 {
        store.save(&[Change::Draft(talk(number))], now()).unwrap();
        let len = std::fs::metadata(&file).unwrap().len();
        shorter += u32::from(len <= before);
        before = len;
    }
    assert!(before > 1 << 20, "{before}");
    assert!(shorter <= 2, "{shorter} times in 120 saves");
    assert_eq!(store.drafts().unwrap().len(), 120);
    // The same talk over and over leaves one.
    for _ in 0..240 {
        store.save(&[Change::Draft(talk(0))], now()).unwrap();
    }
    let len = std::fs::metadata(&file).unwrap().len();
    assert!(len < 3 << 20, "{len}");
}

#[test]
fn what_is_noted_while_locked_is_there_after_unlocking_and_open_work_stays_readable_for_months() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = locked(folder.path());
    let changes = [Change::FollowUp(follow_up(3)), Change::Contact(contact(3))];
    store.save(&changes, now()).unwrap();
    drop(store);
    let mut store = Store::open(folder.path(), later(80)).unwrap();
    store.unlock(&secrets().desk, later(80)).unwrap();
    assert_eq!(store.follow_ups().unwrap(), [follow_up(3)]);
    assert_eq!(store.contacts().unwrap(), [contact(3)]);
}

#[test]
fn a_red_flag_card_that_was_used_leaves_four_facts() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = create(folder.path());
    let used = UrgentUse {
        id: UrgentUseId([1; 16]),
        card: "R7".to_owned(),
        at: now(),
        action: "achterwacht-gebeld".to_owned(),
        discussed_with: Some("achterwacht".to_owned()),
    };
    store
        .save(&[Change::UrgentUse(used.clone())], now())
        .unwrap();
    drop(store);
    assert_eq!(reopened(folder.path()).urgent_uses().unwrap(), [used]);
}
