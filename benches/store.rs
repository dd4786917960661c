//! What a save costs beside one bare write and `fdatasync` of the same size, and reading with 10,000 enquiries.
//!
//! Budgets: a save at most 2 times the bare write, the first usable list at most 150 ms after the key was
//! derived, the list of a day at most 5 ms, a year's scan at most 100 ms. Only ratios of one run mean
//! something: what a sync costs is the disk's doing.
#![expect(clippy::expect_used, reason = "a bench that fails here fails rightly")]

use std::{
    collections::BTreeMap,
    fs::OpenOptions,
    io::Write,
    path::Path,
    sync::{Arc, OnceLock},
};

use balie::{
    domain::{
        Answer, Change, Enquiry, EnquiryId, Outcome, Session, SolvedBy, Tempo, Theme, VisitId,
    },
    store::{Derivation, Secret, Secrets, Store, StoreError},
};
use divan::Bencher;
use jiff::{Timestamp, ToSpan, civil::Date};
use tempfile::TempDir;

fn main() {
    divan::main();
}

const ENQUIRIES: u32 = 10_000;

fn now() -> Timestamp {
    "2026-11-21T09:00:00Z".parse().expect("a moment")
}

fn today() -> Date {
    "2026-11-21".parse().expect("a day")
}

fn secrets() -> Secrets {
    Secrets {
        desk: Secret::new("appel fiets molen dijk"),
        coordinator: Secret::new("wolk lamp trein kaars brood"),
        recovery: Secret::new("een code op papier"),
    }
}

fn create(root: &Path) -> Store {
    let place = "wijkcontactpunt-de-oever".into();
    let cheap = Derivation::cheap_for_tests();
    Store::create_with(root, &place, &secrets(), cheap, now()).expect("a store")
}

/// A conversation halfway: what is saved at every answer.
fn draft(number: u32) -> Session {
    let answers = [
        ("thema", Answer::One("geld".to_owned())),
        (
            "vraag",
            Answer::Text("Een brief van het waterschap. ".repeat(12)),
        ),
    ];
    Session {
        id: id(number),
        visit: VisitId([1; 16]),
        shift: None,
        place: "wijkcontactpunt-de-oever".into(),
        route: "algemeen".into(),
        tempo: Tempo::Short,
        began_at: now(),
        saved_at: now(),
        answers: answers.map(|(name, answer)| (name.into(), answer)).into(),
        at: Some("uitkomst".into()),
        typing: None,
        parked: false,
    }
}

fn id(number: u32) -> EnquiryId {
    // Spread as random ids are; the multiplier is odd, so that no two are the same.
    let spread = u128::from(number + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835);
    EnquiryId(spread.to_be_bytes())
}

fn enquiry(number: u32) -> Enquiry {
    let Session {
        id,
        visit,
        shift,
        place,
        route,
        tempo,
        answers,
        ..
    } = draft(number);
    Enquiry {
        id,
        revision: 1,
        visit,
        shift,
        place,
        route,
        tempo,
        day: today().saturating_sub(i64::from(number % 365).days()),
        time: jiff::civil::time(10, 0, 0, 0),
        theme: Theme::Money,
        outcome: Outcome::Answered,
        solved_by: SolvedBy::Volunteer,
        rung: None,
        answers,
        withdrawn: false,
        unknown: BTreeMap::new(),
    }
}

/// A year of 10,000 enquiries, made once for all benches.
fn year() -> Arc<TempDir> {
    static YEAR: OnceLock<Arc<TempDir>> = OnceLock::new();
    Arc::clone(YEAR.get_or_init(|| {
        let folder = TempDir::new().expect("a folder");
        let mut store = create(folder.path());
        store
            .unlock(&secrets().coordinator, now())
            .expect("coordinator");
        let all: Vec<Enquiry> = (0..ENQUIRIES).map(enquiry).collect();
        for part in all.chunks(200) {
            let changes: Vec<Change> = part.iter().cloned().map(Change::Enquiry).collect();
            store.save(&changes, now()).expect("saved");
        }
        store.catch_up();
        // As the desk does every day: sled lets go of the bodies that the backup holds.
        store.back_up_daily(today(), now()).expect("a backup");
        store.close(now()).expect("closed");
        Arc::new(folder)
    }))
}

/// The peer: as many bytes as one frame of a save.
#[divan::bench(sample_count = 300)]
fn bare_write_and_fdatasync(bencher: Bencher) {
    let folder = TempDir::new().expect("a folder");
    let mut store = create(folder.path());
    store
        .save(&[Change::Draft(draft(1))], now())
        .expect("saved");
    let log = folder.path().join("drafts.log");
    let size = std::fs::metadata(log).expect("a log").len();
    let mut file = OpenOptions::new()
        .append(true)
        .create(true)
        .open(folder.path().join("bare"))
        .expect("a file");
    let bytes = vec![7_u8; usize::try_from(size).expect("small")];
    bencher.bench_local(|| {
        file.write_all(&bytes).expect("written");
        file.sync_data().expect("synced");
    });
}

#[divan::bench(sample_count = 300)]
fn save_of_an_answer(bencher: Bencher) {
    let folder = TempDir::new().expect("a folder");
    let mut store = create(folder.path());
    let change = [Change::Draft(draft(1))];
    bencher.bench_local(|| store.save(&change, now()).expect("saved"));
}

#[divan::bench(sample_count = 300)]
fn save_of_an_enquiry(bencher: Bencher) {
    let folder = TempDir::new().expect("a folder");
    let mut store = create(folder.path());
    let mut number = 0;
    bencher.bench_local(|| {
        number += 365;
        let row = enquiry(number);
        let id = row.id;
        store
            .save(&[Change::Enquiry(row), Change::EndDraft(id)], now())
            .expect("saved");
    });
}

#[divan::bench(sample_count = 300)]
fn save_while_locked(bencher: Bencher) {
    let folder = TempDir::new().expect("a folder");
    let mut store = create(folder.path());
    store.lock(now()).expect("locked");
    let change = [Change::Draft(draft(1))];
    bencher.bench_local(|| store.save(&change, now()).expect("saved"));
}

/// From the words (with a cheap derivation) to the list of today, with 10,000 enquiries.
#[divan::bench(sample_count = 10)]
fn unlock_and_first_list(bencher: Bencher) {
    let folder = year();
    bencher
        .with_inputs(|| Store::open(folder.path(), now()).expect("opened"))
        .bench_local_values(|mut store| {
            store
                .unlock(&secrets().coordinator, now())
                .expect("unlocked");
            assert!(!store.day(today()).expect("a day").is_empty());
            store
        });
}

#[divan::bench(sample_count = 50)]
fn list_of_a_day(bencher: Bencher) {
    let folder = year();
    let mut store = Store::open(folder.path(), now()).expect("opened");
    store
        .unlock(&secrets().coordinator, now())
        .expect("unlocked");
    bencher.bench_local(|| store.day(today()).expect("a day"));
}

/// As figures count it: without free text.
#[divan::bench(sample_count = 10)]
fn scan_of_a_year(bencher: Bencher) {
    scan(bencher, Store::days_without_text);
}

#[divan::bench(sample_count = 10)]
fn scan_of_a_year_with_all_free_text(bencher: Bencher) {
    scan(bencher, Store::days);
}

type Scan = fn(&mut Store, Date, Date) -> Result<Vec<Enquiry>, StoreError>;

fn scan(bencher: Bencher, days: Scan) {
    let folder = year();
    let mut store = Store::open(folder.path(), now()).expect("opened");
    store
        .unlock(&secrets().coordinator, now())
        .expect("unlocked");
    let first = today().saturating_sub(365.days());
    bencher.bench_local(|| {
        let rows = days(&mut store, first, today()).expect("a year");
        assert_eq!(rows.len(), 10_000);
        rows
    });
}
