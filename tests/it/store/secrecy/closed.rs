//! What the words of the team cannot open, whatever files someone has.

use std::fs;

use balie::{
    domain::{Change, Enquiry, EnquiryId, FollowUp},
    store::{AuditAct, Secret, Store},
};
use tempfile::tempdir;

use super::{brought_out, closed, contact, create, draft, every_kind, row, secrets, signal};
use crate::store::support::{later, now, today};

#[test]
fn with_the_teams_words_and_every_file_nothing_comes_out_that_is_the_coordinators() {
    let folder = tempdir().unwrap();
    let root = folder.path();
    let mut store = create(root);
    let mut day = today();
    // At every step the backup of a day keeps how things stood.
    let mut keep = |store: &mut Store| {
        store.back_up_daily(day, now()).unwrap();
        day = day.tomorrow().unwrap();
    };
    store
        .save(&[Change::Enquiry(row(1, "oude-rij"))], now())
        .unwrap();
    store
        .save(&[Change::Draft(draft(2, "signaal", "signaal-open"))], now())
        .unwrap();
    store
        .save(&[Change::Contact(contact(1, "kaart-van-iemand"))], now())
        .unwrap();
    keep(&mut store);
    store.lock(now()).unwrap();
    store
        .save(
            &[Change::Draft(draft(3, "signaal", "signaal-op-slot"))],
            now(),
        )
        .unwrap();
    keep(&mut store);
    let done = [
        Change::Enquiry(signal(3, "signaal-op-slot")),
        Change::EndDraft(EnquiryId([3; 16])),
    ];
    store.save(&done, now()).unwrap();
    keep(&mut store);
    store.unlock(&secrets().desk, now()).unwrap();
    let done = [
        Change::Enquiry(signal(2, "signaal-open")),
        Change::EndDraft(EnquiryId([2; 16])),
    ];
    store.save(&done, now()).unwrap();
    store
        .save(&[Change::Contact(closed(1, "kaart-van-iemand"))], now())
        .unwrap();
    keep(&mut store);
    store.close(now()).unwrap();
    // Three weeks later.
    let mut store = Store::open(root, later(22)).unwrap();
    store.unlock(&secrets().desk, later(22)).unwrap();
    let new = Enquiry {
        day: later(22).to_zoned(jiff::tz::TimeZone::UTC).date(),
        ..row(9, "rij-van-nu")
    };
    store.save(&[Change::Enquiry(new)], later(22)).unwrap();
    keep(&mut store);
    store.close(later(22)).unwrap();

    let closed = [
        "oude-rij",
        "signaal-open",
        "signaal-op-slot",
        "kaart-van-iemand",
    ];
    let open = "rij-van-nu";
    let all: Vec<&str> = closed.into_iter().chain([open]).collect();
    // The same thief with the coordinator's words: so the search itself finds what is there.
    let coordinators = brought_out(root, &secrets().coordinator, &all);
    assert_eq!(coordinators.len(), all.len(), "{coordinators:?}");
    let teams = brought_out(root, &secrets().desk, &all);
    assert_eq!(
        teams.keys().copied().collect::<Vec<_>>(),
        [open],
        "{teams:?}"
    );
}

#[test]
fn a_worry_in_the_making_is_the_teams_until_it_is_saved() {
    let folder = tempdir().unwrap();
    let mut store = create(folder.path());
    store
        .save(&[Change::Draft(draft(2, "signaal", "signaal-open"))], now())
        .unwrap();
    drop(store);
    let teams = brought_out(folder.path(), &secrets().desk, &["signaal-open"]);
    assert_eq!(teams.len(), 1, "the search above would have found it");
}

/// Someone left with the words and a copy of the whole folder. What is written after the words were replaced does not
/// open with them: not with the keys of that copy, nor with what the team's slot was then.
#[test]
fn an_old_copy_of_the_slot_opens_nothing_that_is_written_later() {
    let (folder, copied) = (tempdir().unwrap(), tempdir().unwrap());
    let root = folder.path();
    let mut store = create(root);
    store
        .save(&[Change::Enquiry(row(1, "van-toen"))], now())
        .unwrap();
    store.back_up_daily(today(), now()).unwrap();
    for name in ["keys.bin", "keys.bin.1", "keys.bin.2"] {
        fs::copy(root.join(name), copied.path().join(name)).unwrap();
    }
    store.unlock(&secrets().coordinator, now()).unwrap();
    let new = Secret::new("nieuw zand rode boot");
    store.replace_desk_secret(&new, now()).unwrap();
    store.lock(now()).unwrap();
    store
        .save(
            &[Change::Draft(draft(
                2,
                "kanarie-route",
                "van-daarna op slot",
            ))],
            now(),
        )
        .unwrap();
    store.unlock(&new, now()).unwrap();
    let later = [
        Change::Enquiry(row(3, "van-daarna rij")),
        Change::Draft(draft(4, "kanarie-route", "van-daarna gesprek")),
        Change::Contact(contact(3, "van-daarna kaart")),
        Change::FollowUp(FollowUp {
            agreed: "van-daarna afspraak".to_owned(),
            ..follow_up()
        }),
    ];
    store.save(&later, now()).unwrap();
    store
        .note(AuditAct::Read, "van-daarna", "van-daarna", now())
        .unwrap();
    drop(store);
    // The old keys lie beside the new files; without them the old words open no slot at all.
    let refused = Store::open(root, now())
        .unwrap()
        .unlock(&secrets().desk, now());
    assert!(refused.is_err());
    for name in ["keys.bin", "keys.bin.1", "keys.bin.2"] {
        fs::copy(copied.path().join(name), root.join(format!("oud-{name}"))).unwrap();
    }
    let words = ["van-toen", "van-daarna"];
    let old = brought_out(root, &secrets().desk, &words);
    assert_eq!(
        old.keys().copied().collect::<Vec<_>>(),
        ["van-toen"],
        "{old:?}"
    );
    assert_eq!(brought_out(root, &new, &words).len(), 2);
}

fn follow_up() -> FollowUp {
    let found = every_kind(1).into_iter().find_map(|change| {
        if let Change::FollowUp(found) = change {
            Some(found)
        } else {
            None
        }
    });
    found.unwrap()
}

#[test]
fn a_talk_that_ended_under_newer_keys_stays_ended_for_who_can_read_the_older() {
    let folder = tempdir().unwrap();
    let mut store = create(folder.path());
    store.unlock(&secrets().desk, now()).unwrap();
    // Saved with a row, so it stands in the file of the month.
    let both = [
        Change::Draft(draft(8, "algemeen", "gesprek")),
        Change::Enquiry(row(9, "vraag")),
    ];
    store.save(&both, now()).unwrap();
    // A worry that is saved makes new keys for what goes on.
    let worry = Change::Enquiry(signal(3, "zorg"));
    store.save(&[worry], now()).unwrap();
    store.lock(now()).unwrap();
    store.unlock(&secrets().desk, now()).unwrap();
    let end = Change::EndDraft(EnquiryId([8; 16]));
    store.save(&[end], now()).unwrap();
    // Every lock writes the file of drafts anew.
    for _ in 0..2 {
        store.lock(now()).unwrap();
        store.unlock(&secrets().desk, now()).unwrap();
        assert_eq!(store.drafts().unwrap(), []);
    }
    store.lock(now()).unwrap();
    store.unlock(&secrets().coordinator, now()).unwrap();
    assert_eq!(store.drafts().unwrap(), []);
}
