//! A child that saves every kind of change until it is killed, and what has to be there afterwards.
//!
//! Everything follows from the number of the save, so that parent and child need not speak. The child prints a number
//! once its save is on disk.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Debug,
    io::Write,
    path::Path,
    process::Command,
};

use balie::{
    domain::{
        Answer, Change, Consent, Contact, ContactId, Enquiry, EnquiryId, FieldName, FollowUp,
        FollowUpId, Left, Missed, Outcome, Retention, Session, Shift, ShiftId, ShiftKind, SolvedBy,
        Tempo, Theme, Trail, TrailId, UrgentUse, UrgentUseId, VisitId,
    },
    store::{Secret, Store},
};
use jiff::{Timestamp, civil::Date};

const DATA: &str = "BALIE_KILL_DATA";
const WORDS: &str = "BALIE_KILL_WORDS";
const FIRST: &str = "BALIE_KILL_FIRST";
/// Ids of this child begin so; those of the program are random.
const OURS: [u8; 4] = [0xba, 0x11, 0xe0, 0x07];
/// So many conversations go on at a time.
const TALKS: u32 = 5;
/// More than a child gets through.
const MANY: u32 = 100_000;

/// Tells a child where to begin. The words of these tests protect nothing.
pub(super) fn describe(command: &mut Command, data: &Path, words: Option<&str>, first: u32) {
    command.env(DATA, data).env(FIRST, first.to_string());
    command.env_remove(WORDS);
    if let Some(words) = words {
        command.env(WORDS, words);
    }
}

/// The child.
pub(super) fn save_until_killed() {
    let Ok(data) = std::env::var(DATA) else {
        return;
    };
    let first: u32 = std::env::var(FIRST).unwrap().parse().unwrap();
    let mut store = Store::open(Path::new(&data), Timestamp::now()).unwrap();
    if let Ok(words) = std::env::var(WORDS) {
        store
            .unlock(&Secret::new(&words), Timestamp::now())
            .unwrap();
    }
    // What the test harness says stands on a line of its own.
    println!();
    for number in first..first + MANY {
        store.save(&changes(number), Timestamp::now()).unwrap();
        // Not told: so that a kill also falls into a backup, and into what sled lets go of after one.
        if number % 4 == 1 {
            let today = balie::cli::now().unwrap().date();
            store.back_up_daily(today, Timestamp::now()).unwrap();
        }
        let mut out = std::io::stdout().lock();
        writeln!(out, "{number:032x}").unwrap();
        out.flush().unwrap();
    }
}

/// As many large rows as make sled too large.
pub(super) const LARGE: u32 = 10;

/// The child that is killed while sled is thrown away and filled anew.
pub(super) fn back_up_until_killed() {
    let Ok(data) = std::env::var(DATA) else {
        return;
    };
    let now = Timestamp::now();
    let first: u32 = std::env::var(FIRST).unwrap().parse().unwrap();
    let mut store = Store::open(Path::new(&data), now).unwrap();
    let words = Secret::new(&std::env::var(WORDS).unwrap());
    store.unlock(&words, now).unwrap();
    println!();
    for number in first..first + LARGE {
        store
            .save(&[Change::Enquiry(large_row(number))], now)
            .unwrap();
        store.catch_up();
        println!("{number:032x}");
    }
    let today = balie::cli::now().unwrap().date();
    store.back_up_daily(today, now).unwrap();
    println!("{:032x}", first + LARGE);
    // Nothing is told any more: the kill comes.
    std::thread::sleep(std::time::Duration::from_secs(60));
}

/// The enquiry with this number, a megabyte long.
pub(super) fn large_row(number: u32) -> Enquiry {
    let mut row = row(number);
    let text = Answer::Text(format!("{number}: {}", "een brief ".repeat(100_000)));
    row.answers.insert("vraag_woorden".into(), text);
    row
}

/// Whether a conversation is one of the child's.
pub(super) fn is_theirs(id: EnquiryId) -> bool {
    id.0.starts_with(&OURS)
}

fn id(kind: u8, number: u32) -> [u8; 16] {
    let mut id = [kind; 16];
    id[..4].copy_from_slice(&OURS);
    id[4..8].copy_from_slice(&number.to_be_bytes());
    id
}

fn day() -> Date {
    "2026-11-21".parse().unwrap()
}

fn moment() -> Timestamp {
    "2026-11-21T09:00:00Z".parse().unwrap()
}

fn text(number: u32) -> Answer {
    let filler = "wat er gezegd werd, ".repeat(usize::try_from(number % 61).unwrap());
    Answer::Text(format!("{number}: {filler}"))
}

fn said(number: u32) -> BTreeMap<FieldName, Answer> {
    [
        ("vraag_woorden".into(), text(number)),
        ("thema".into(), Answer::One("geld".to_owned())),
        ("getal".into(), Answer::Whole(i64::from(number))),
    ]
    .into()
}

/// The enquiry with this number.
pub(super) fn row(number: u32) -> Enquiry {
    // Every seventh is a worry, for the coordinator alone.
    let route = if number % 7 == 6 {
        "signaal"
    } else {
        "algemeen"
    };
    Enquiry {
        id: EnquiryId(id(1, number)),
        revision: 1,
        visit: VisitId(id(2, number)),
        shift: Some(ShiftId(id(3, number))),
        place: "wijkcontactpunt-de-oever".into(),
        route: route.into(),
        tempo: Tempo::Short,
        day: balie::cli::now().unwrap().date(),
        time: jiff::civil::time(9, 30, 0, 0),
        theme: Theme::Money,
        outcome: Outcome::Ongoing,
        solved_by: SolvedBy::Volunteer,
        rung: None,
        answers: said(number),
        withdrawn: false,
        unknown: BTreeMap::new(),
    }
}

fn talk(number: u32) -> Session {
    Session {
        id: EnquiryId(id(4, number % TALKS)),
        visit: VisitId(id(2, number % TALKS)),
        shift: None,
        place: "wijkcontactpunt-de-oever".into(),
        route: "algemeen".into(),
        tempo: Tempo::Short,
        began_at: moment(),
        saved_at: moment(),
        answers: said(number),
        at: Some("thema".into()),
        typing: None,
        parked: number.is_multiple_of(2),
    }
}

fn contact(number: u32) -> Contact {
    let today = balie::cli::now().unwrap().date();
    Contact {
        id: ContactId(id(5, number)),
        enquiry: EnquiryId(id(1, number)),
        route: "algemeen".into(),
        place: "wijkcontactpunt-de-oever".into(),
        class: Retention::Resident,
        consent: Consent {
            wording: "2026-11".to_owned(),
            given_on: today,
        },
        ends_on: Retention::Resident.ends_on(today),
        answers: [("naam".into(), text(number))].into(),
        changed_on: today,
        closed_on: number.is_multiple_of(3).then_some(today),
        asked_on: None,
        unknown: BTreeMap::new(),
    }
}

/// What the save with this number holds: an answer, and what else a talk may leave.
fn changes(number: u32) -> Vec<Change> {
    let mut changes = vec![Change::Draft(talk(number))];
    match number % 8 {
        1 => changes.push(Change::Enquiry(row(number))),
        3 => changes.extend([
            Change::Enquiry(row(number)),
            Change::Contact(contact(number)),
            Change::FollowUp(FollowUp {
                id: FollowUpId(id(6, number)),
                enquiry: EnquiryId(id(1, number)),
                contact: Some(ContactId(id(5, number))),
                route: "algemeen".into(),
                theme: Theme::Money,
                outcome: None,
                place: "wijkcontactpunt-de-oever".into(),
                field: "terugkijken".into(),
                due: "2030-01-01".parse().unwrap(),
                agreed: format!("wij bellen, {number}"),
                made_on: day(),
                kept: None,
                unknown: BTreeMap::new(),
            }),
        ]),
        4 => changes.push(Change::Trail(Trail {
            id: TrailId(id(7, number)),
            day: balie::cli::now().unwrap().date(),
            left: Left::Missed(Missed {
                query: format!("niet te vinden {number}"),
                opened: None,
                settled: None,
            }),
        })),
        5 => changes.push(Change::UrgentUse(UrgentUse {
            id: UrgentUseId(id(8, number)),
            card: format!("R{number}"),
            at: balie::cli::now()
                .unwrap()
                .start_of_day()
                .unwrap()
                .timestamp(),
            action: "achterwacht-gebeld".to_owned(),
            discussed_with: None,
        })),
        6 => changes.push(Change::Shift(Shift {
            id: ShiftId(id(9, number)),
            place: "wijkcontactpunt-de-oever".into(),
            day: balie::cli::now().unwrap().date(),
            kind: ShiftKind::Invoer,
            people: vec![format!("vrijwilliger {number}")],
            standby: None,
            opened_at: moment(),
        })),
        7 => changes = vec![Change::EndDraft(talk(number).id)],
        _ => {}
    }
    changes
}

/// Everything that was read back, by its kind and id, as bytes.
#[derive(Debug, Default, Clone, PartialEq)]
pub(super) struct Kept(BTreeMap<(&'static str, [u8; 16]), Vec<u8>>);

impl Kept {
    /// Everything of the child's that the store gives back.
    pub(super) fn read(store: &mut Store) -> Self {
        let today = balie::cli::now().unwrap().date();
        let mut changes: Vec<Change> = Vec::new();
        let yesterday = today.yesterday().unwrap();
        changes.extend(
            store
                .days(yesterday, today)
                .unwrap()
                .into_iter()
                .map(Change::Enquiry),
        );
        changes.extend(store.drafts().unwrap().into_iter().map(Change::Draft));
        changes.extend(store.contacts().unwrap().into_iter().map(Change::Contact));
        changes.extend(
            store
                .follow_ups()
                .unwrap()
                .into_iter()
                .map(Change::FollowUp),
        );
        changes.extend(store.trails().unwrap().into_iter().map(Change::Trail));
        changes.extend(
            store
                .urgent_uses()
                .unwrap()
                .into_iter()
                .map(Change::UrgentUse),
        );
        changes.extend(store.shifts().unwrap().into_iter().map(Change::Shift));
        let mut kept = Self::default();
        kept.take(&changes);
        kept.0.retain(|(_, id), _| id.starts_with(&OURS));
        kept
    }

    fn take(&mut self, changes: &[Change]) {
        for change in changes {
            let (kind, id, bytes) = match change {
                Change::Enquiry(value) => ("enquiry", value.id.0, super::cbor(value)),
                Change::Draft(value) => ("draft", value.id.0, super::cbor(value)),
                Change::EndDraft(id) => {
                    self.0.remove(&("draft", id.0));
                    continue;
                }
                Change::Shift(value) => ("shift", value.id.0, super::cbor(value)),
                Change::FollowUp(value) => ("follow-up", value.id.0, super::cbor(value)),
                Change::Contact(value) => ("contact", value.id.0, super::cbor(value)),
                Change::UrgentUse(value) => ("urgent", value.id.0, super::cbor(value)),
                Change::Trail(value) => ("trail", value.id.0, super::cbor(value)),
                Change::OwnNote(value) => ("own-note", value.id.0, super::cbor(value)),
                Change::EndContact(_) | Change::EndFollowUp(_) => continue,
            };
            self.0.insert((kind, id), bytes);
        }
    }
}

/// What the children told of, and the saves that were under way when they were killed.
#[derive(Debug, Default)]
pub(super) struct Told {
    kept: Kept,
    next: u32,
    count: u64,
    /// Each may be there as a whole, or not at all.
    under_way: BTreeSet<u32>,
    /// The newest save of each talk that was told of.
    newest: BTreeMap<[u8; 16], u32>,
}

impl Told {
    /// The number with which the next child begins.
    pub(super) const fn next(&self) -> u32 {
        self.next
    }

    pub(super) const fn count(&self) -> u64 {
        self.count
    }

    /// A child began with this number and told of so many.
    pub(super) fn take(&mut self, first: u32, told: &[String]) {
        let last = first + u32::try_from(told.len()).unwrap();
        for number in first..last {
            self.kept.take(&changes(number));
            self.newest.insert(talk(number).id.0, number);
        }
        self.count += told.len() as u64;
        self.under_way.insert(last);
        self.next = last + 1;
    }

    /// Compares with what is there; a save that was under way and is there is told of from now on.
    pub(super) fn compare(&mut self, there: &mut Kept, round: u64) {
        for number in std::mem::take(&mut self.under_way) {
            let mut with = Kept::default();
            with.take(&changes(number));
            with.0.retain(|(kind, _), _| *kind != "draft");
            let came = with.0.keys().filter(|key| there.0.contains_key(*key));
            // A card of the vault is written first and may be there alone: it ends by itself.
            let came: Vec<&str> = came.map(|(kind, _)| *kind).collect();
            let is_whole = came.is_empty() || came == ["contact"] || came.len() == with.0.len();
            assert!(is_whole, "round {round}: of save {number} only {came:?}");
            self.kept.0.extend(
                with.0
                    .into_iter()
                    .filter(|(key, _)| there.0.contains_key(key)),
            );
            let talk = talk(number);
            if self
                .newest
                .get(&talk.id.0)
                .is_some_and(|newest| *newest > number)
            {
                continue;
            }
            let key = ("draft", talk.id.0);
            let newer = super::cbor(&talk);
            let is_newest = there.0.get(&key) == Some(&newer);
            let is_ended = !there.0.contains_key(&key) && number % 8 == 7;
            if is_newest {
                self.kept.0.insert(key, newer);
            } else if is_ended {
                self.kept.0.remove(&key);
            }
        }
        let keys: BTreeSet<_> = self.kept.0.keys().chain(there.0.keys()).collect();
        for key in keys {
            let (told, found) = (self.kept.0.get(key), there.0.get(key));
            assert!(
                told == found,
                "round {round}: {key:?} is {:?}, told was {:?}; the newest save of it that was told of is {:?}, \
                 the next is {}",
                found.map(|bytes| String::from_utf8_lossy(bytes)),
                told.map(|bytes| String::from_utf8_lossy(bytes)),
                self.newest.get(&key.1),
                self.next
            );
        }
    }
}
