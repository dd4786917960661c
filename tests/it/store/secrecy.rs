//! Canaries in every field of every kind of record: in no file, in no encoding, and out of reach of who should not read
//! them.
//!
//! "Cannot be decrypted" is asked of a thief who has the code of the store, the words of the team, and every file of the
//! folder and of every backup in it: each file of keys is tried on each other file, by every key it gives
//! ([`probe::plain_texts`]).

mod closed;

use std::{collections::BTreeMap, fs, path::Path};

use balie::{
    domain::{
        Answer, Change, Consent, Contact, ContactId, Enquiry, EnquiryId, FieldName, FollowUp,
        FollowUpId, Left, LookedBack, Missed, Outcome, Retention, Session, Settled, Shift, Theme,
        Trail, TrailId, Typing, UrgentUse, UrgentUseId,
    },
    store::{AuditAct, Derivation, Secret, Secrets, Store, probe},
};
use data_encoding::{BASE64, HEXLOWER, HEXUPPER};
use serde_json::Value;
use tempfile::tempdir;

use super::support::{enquiry, files_below, now, place, session, shift, today};

const CANARY: &str = "kanarie";

fn secrets() -> Secrets {
    Secrets {
        desk: Secret::new("kanarie ploeg fiets dijk"),
        coordinator: Secret::new("kanarie baas lamp trein brood"),
        recovery: Secret::new("kanarie van papier"),
    }
}

fn create(root: &Path) -> Store {
    let cheap = Derivation::cheap_for_tests();
    Store::create_with(root, &place(), &secrets(), cheap, now()).unwrap()
}

fn text(said: &str) -> Answer {
    Answer::Text(format!("{CANARY} {said}"))
}

fn answers(said: &str) -> BTreeMap<FieldName, Answer> {
    [
        ("kanarie_veld".into(), text(said)),
        (
            "kanarie_keuze".into(),
            Answer::One(format!("kanarie-{said}")),
        ),
        (
            "kanarie_lijst".into(),
            Answer::Many(vec![format!("kanarie-{said}")]),
        ),
        ("kanarie_getal".into(), Answer::Whole(123_456_789)),
    ]
    .into()
}

fn unknown() -> BTreeMap<String, Value> {
    [(
        "kanarie_later".to_owned(),
        Value::from("kanarie van een nieuwer programma"),
    )]
    .into()
}

fn row(number: u8, said: &str) -> Enquiry {
    Enquiry {
        route: "kanarie-route".into(),
        answers: answers(said),
        unknown: unknown(),
        ..enquiry(number, today())
    }
}

fn signal(number: u8, said: &str) -> Enquiry {
    Enquiry {
        route: "signaal".into(),
        outcome: Outcome::Ongoing,
        ..row(number, said)
    }
}

fn draft(number: u8, route: &str, said: &str) -> Session {
    Session {
        route: route.into(),
        answers: answers(said),
        at: Some("kanarie_vraag".into()),
        typing: Some(Typing {
            text: format!("kanarie half get {said}"),
        }),
        ..session(number)
    }
}

fn contact(number: u8, said: &str) -> Contact {
    Contact {
        id: ContactId([100 + number; 16]),
        enquiry: EnquiryId([number; 16]),
        route: "kanarie-route".into(),
        place: place(),
        class: Retention::Resident,
        consent: Consent {
            wording: "kanarie-2026".to_owned(),
            given_on: today(),
        },
        ends_on: Retention::Resident.ends_on(today()),
        answers: answers(said),
        changed_on: today(),
        closed_on: None,
        asked_on: None,
        unknown: unknown(),
    }
}

fn closed(number: u8, said: &str) -> Contact {
    Contact {
        closed_on: Some(today()),
        ..contact(number, said)
    }
}

/// One of every kind, with a canary in every text.
pub(super) fn every_kind(number: u8) -> Vec<Change> {
    vec![
        Change::Enquiry(row(number, "vraag")),
        Change::Enquiry(signal(number + 1, "signaal")),
        Change::Draft(draft(number + 2, "kanarie-route", "gesprek")),
        Change::Draft(draft(number + 3, "signaal", "signaal in wording")),
        Change::Contact(contact(number, "open kaart")),
        Change::Contact(closed(number + 1, "dichte kaart")),
        Change::Shift(Shift {
            people: vec!["kanarie aan tafel".to_owned()],
            standby: Some("kanarie-wacht".into()),
            ..shift(number, today())
        }),
        Change::FollowUp(FollowUp {
            id: FollowUpId([number; 16]),
            enquiry: EnquiryId([number; 16]),
            contact: Some(ContactId([100 + number; 16])),
            route: "kanarie-route".into(),
            theme: Theme::Money,
            outcome: None,
            place: place(),
            field: "kanarie_terugkijken".into(),
            due: today(),
            agreed: "kanarie is beloofd".to_owned(),
            made_on: today(),
            kept: Some(LookedBack {
                on: today(),
                result: "kanarie is gelukt".to_owned(),
                noted: [(
                    "kanarie_genoteerd".into(),
                    Answer::Text("kanarie".to_owned()),
                )]
                .into(),
                outcome: None,
            }),
            unknown: unknown(),
        }),
        Change::UrgentUse(UrgentUse {
            id: UrgentUseId([number; 16]),
            card: "kanarie-R7".to_owned(),
            at: now(),
            action: "kanarie-gebeld".to_owned(),
            discussed_with: Some("kanarie-arts".to_owned()),
        }),
        Change::Trail(Trail {
            id: TrailId([number; 16]),
            day: today(),
            left: Left::Missed(Missed {
                query: "kanarie gezocht".to_owned(),
                opened: Some("kanarie-kaart".into()),
                settled: Some(Settled {
                    on: today(),
                    alias_of: Some("kanarie-naam".into()),
                }),
            }),
        }),
        Change::Trail(Trail {
            id: TrailId([number + 1; 16]),
            day: today(),
            left: Left::Opened([("kanarie-kaart".into(), 3)].into()),
        }),
    ]
}

fn json(change: &Change) -> Value {
    let value = match change {
        Change::Enquiry(value) => serde_json::to_value(value),
        Change::Draft(value) => serde_json::to_value(value),
        Change::Shift(value) => serde_json::to_value(value),
        Change::FollowUp(value) => serde_json::to_value(value),
        Change::Contact(value) => serde_json::to_value(value),
        Change::UrgentUse(value) => serde_json::to_value(value),
        Change::Trail(value) => serde_json::to_value(value),
        Change::OwnNote(value) => serde_json::to_value(value),
        Change::EndDraft(_) | Change::EndFollowUp(_) | Change::EndContact(_) => Ok(Value::Null),
    };
    value.unwrap()
}

/// Every text in a value without a canary, with where it stands.
fn unplanted(value: &Value, at: &str, found: &mut Vec<String>) {
    match value {
        Value::String(text) if !text.contains(CANARY) => found.push(format!("{at}={text}")),
        Value::Array(values) => values.iter().for_each(|value| unplanted(value, at, found)),
        Value::Object(fields) => {
            for (name, value) in fields {
                unplanted(value, name, found);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

#[test]
fn no_field_of_any_kind_was_forgotten() {
    // Ids, days, moments, codes of closed lists, and the place, which the keys name in the clear: nothing anyone types.
    const NOT_TYPED: [&str; 23] = [
        "id",
        "visit",
        "shift",
        "enquiry",
        "contact",
        "place",
        "day",
        "time",
        "due",
        "on",
        "at",
        "made_on",
        "given_on",
        "ends_on",
        "changed_on",
        "closed_on",
        "opened_at",
        "began_at",
        "saved_at",
        "theme",
        "outcome",
        "solved_by",
        "tempo",
    ];
    let mut found = Vec::new();
    for change in every_kind(1) {
        unplanted(&json(&change), "", &mut found);
    }
    found.retain(|text| {
        let name = text.split('=').next().unwrap();
        let is_signal = text == "route=signaal";
        !NOT_TYPED.contains(&name) && !["class", "kind"].contains(&name) && !is_signal
    });
    assert_eq!(found, Vec::<String>::new());
}

/// The canary as it might stand in a file.
fn disguises() -> Vec<Vec<u8>> {
    let mut all = vec![
        CANARY.as_bytes().to_vec(),
        CANARY.bytes().rev().collect(),
        CANARY.to_uppercase().into_bytes(),
        CANARY.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        CANARY.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        HEXLOWER.encode(CANARY.as_bytes()).into_bytes(),
        HEXUPPER.encode(CANARY.as_bytes()).into_bytes(),
    ];
    for before in 0..3_usize {
        let bytes: Vec<u8> = std::iter::repeat_n(0, before)
            .chain(CANARY.bytes())
            .collect();
        let encoded = BASE64.encode(&bytes).into_bytes();
        let (first, last) = ((before * 8).div_ceil(6), bytes.len() * 8 / 6);
        all.push(encoded.get(first..last).unwrap().to_vec());
    }
    all
}

fn holds_canary(bytes: &[u8]) -> bool {
    disguises().iter().any(|disguise| {
        bytes
            .windows(disguise.len())
            .any(|window| window == disguise)
    })
}

#[track_caller]
fn no_file_holds_a_canary(folder: &Path) {
    let files = files_below(folder);
    assert!(files.len() > 8, "{files:?}");
    for file in files {
        assert!(
            !holds_canary(&fs::read(&file).unwrap()),
            "{}",
            file.display()
        );
    }
}

#[test]
fn canaries_in_every_field_of_every_kind_stand_in_no_file_and_no_message() {
    let folder = tempdir().unwrap();
    let (root, copy) = (
        folder.path().join("balie"),
        folder.path().join("kopie.balie"),
    );
    let mut store = create(&root);
    store.save(&every_kind(1), now()).unwrap();
    store.lock(now()).unwrap();
    for change in every_kind(41) {
        store.save(&[change], now()).unwrap();
    }
    store.back_up_daily(today(), now()).unwrap();
    no_file_holds_a_canary(&root);
    let mut told = Vec::new();
    let refused = store.unlock(&Secret::new("kanarie die niet past"), now());
    told.push(format!("{refused:?} {}", refused.as_ref().unwrap_err()));
    let refused = store.day(today());
    told.push(format!("{refused:?} {}", refused.as_ref().unwrap_err()));
    store.unlock(&secrets().coordinator, now()).unwrap();
    store
        .note(AuditAct::Read, "kanarie", "kanarie", now())
        .unwrap();
    let new = Secret::new("kanarie nieuw zand boot");
    store.replace_desk_secret(&new, now()).unwrap();
    // They are there, for who may read them.
    assert!(holds_canary(
        format!("{:?}", store.day(today()).unwrap()).as_bytes()
    ));
    told.push(format!(
        "{store:?} {:?} {new:?} {:?}",
        secrets(),
        store.recovered()
    ));
    told.push(format!("{:?}", store.verify(true).unwrap()));
    store.back_up(&copy, now()).unwrap();
    store.lock(now()).unwrap();
    store.back_up_daily(today(), now()).unwrap();
    let told = told.join("\n");
    assert!(!holds_canary(told.as_bytes()), "{told}");
    no_file_holds_a_canary(folder.path());
    store.close(now()).unwrap();
    no_file_holds_a_canary(folder.path());
}

/// Files by their name.
type Files = Vec<(String, Vec<u8>)>;

/// Every file there is, taken out of the backups too: files of keys, and all others, each with where it came from.
fn loot(root: &Path) -> (Files, Files) {
    let (mut keys, mut others) = (Vec::new(), Vec::new());
    let mut take = |name: String, bytes: Vec<u8>| {
        let is_keys = name.contains("keys.bin");
        if is_keys { &mut keys } else { &mut others }.push((name, bytes));
    };
    for file in files_below(root) {
        let bytes = fs::read(&file).unwrap();
        let name = file.strip_prefix(root).unwrap().display().to_string();
        for (inside, bytes) in probe::files_of_backup(&bytes).unwrap_or_default() {
            take(format!("{name}/{inside}"), bytes);
        }
        take(name, bytes);
    }
    (keys, others)
}

/// Which of these words a secret brings out of all that, and out of which file with which keys.
fn brought_out<'a>(root: &Path, secret: &Secret, wanted: &[&'a str]) -> BTreeMap<&'a str, String> {
    let (keys, others) = loot(root);
    assert!(keys.len() >= 3 && others.len() > 3);
    let mut found = BTreeMap::new();
    for (key_name, keys) in &keys {
        for (name, bytes) in &others {
            let Some(texts) = probe::plain_texts(keys, secret, bytes) else {
                continue;
            };
            for text in texts {
                for word in wanted {
                    if text
                        .windows(word.len())
                        .any(|window| window == word.as_bytes())
                    {
                        found.insert(*word, format!("{name} with {key_name}"));
                    }
                }
            }
        }
    }
    found
}
