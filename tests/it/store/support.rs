//! Values and folders for the tests of the store.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use balie::{
    domain::{
        Answer, Enquiry, EnquiryId, FieldName, Outcome, PlaceId, RouteId, Session, Shift, ShiftId,
        ShiftKind, SolvedBy, Tempo, Theme, VisitId,
    },
    store::{Derivation, Secret, Secrets, Store},
};
use jiff::{Timestamp, civil::Date};

/// Saturday 21 November 2026, ten in the morning in Alkmaar.
pub(super) fn now() -> Timestamp {
    "2026-11-21T09:00:00Z".parse().unwrap()
}

pub(super) fn later(days: i64) -> Timestamp {
    now() + jiff::SignedDuration::from_hours(24 * days)
}

pub(super) fn today() -> Date {
    "2026-11-21".parse().unwrap()
}

pub(super) fn place() -> PlaceId {
    "wijkcontactpunt-de-oever".into()
}

pub(super) fn secrets() -> Secrets {
    Secrets {
        desk: Secret::new("appel fiets molen dijk"),
        coordinator: Secret::new("wolk lamp trein kaars brood"),
        recovery: Secret::new("herstel van papier met vele woorden"),
    }
}

pub(super) fn create(root: &Path) -> Store {
    Store::create_with(
        root,
        &place(),
        &secrets(),
        Derivation::cheap_for_tests(),
        now(),
    )
    .unwrap()
}

/// A store that was set up and locked again.
pub(super) fn locked(root: &Path) -> Store {
    let mut store = create(root);
    store.lock(now()).unwrap();
    store
}

pub(super) fn reopened(root: &Path) -> Store {
    let mut store = Store::open(root, now()).unwrap();
    store.unlock(&secrets().desk, now()).unwrap();
    store
}

pub(super) fn enquiry(number: u8, day: Date) -> Enquiry {
    let mut answers = BTreeMap::new();
    answers.insert(
        FieldName::from("tekst"),
        Answer::Text(format!("kanarie-in-de-tekst-{number}")),
    );
    Enquiry {
        id: EnquiryId([number; 16]),
        revision: 1,
        visit: VisitId([number; 16]),
        shift: None,
        place: place(),
        route: RouteId::from("snel"),
        tempo: Tempo::Quick,
        day,
        time: jiff::civil::time(9, i8::try_from(number % 60).unwrap(), 0, 0),
        theme: Theme::Money,
        outcome: Outcome::Answered,
        solved_by: SolvedBy::Volunteer,
        rung: None,
        answers,
        withdrawn: false,
        unknown: BTreeMap::new(),
    }
}

pub(super) fn session(number: u8) -> Session {
    Session {
        id: EnquiryId([number; 16]),
        visit: VisitId([number; 16]),
        shift: None,
        place: place(),
        route: RouteId::from("algemeen"),
        tempo: Tempo::Short,
        began_at: now(),
        saved_at: now(),
        answers: BTreeMap::new(),
        at: Some(FieldName::from("thema")),
        typing: None,
        parked: false,
    }
}

pub(super) fn shift(number: u8, day: Date) -> Shift {
    Shift {
        id: ShiftId([number; 16]),
        place: place(),
        day,
        kind: ShiftKind::Dienst,
        people: vec!["kanarie-aan-tafel".to_owned()],
        standby: None,
        opened_at: now(),
    }
}

/// Every file in a folder and the folders in it.
pub(crate) fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files_below(&path));
        } else {
            found.push(path);
        }
    }
    found
}
