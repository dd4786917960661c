//! One run that measures a save of Balie beside a save of SQLite, turn by turn, so that both meet the same disk; then
//! what a year of enquiries costs.
//!
//! `cargo run --release` in this folder; a number as argument is the count of enquiries (10,000 otherwise). `fill DIR
//! NUMBER`, `read DIR NUMBER` and `erase DIR` do the second half apart. SQLite
//! (bundled, WAL, synchronous=FULL) writes the same CBOR in plain text, one row a transaction; Balie encrypts.

use std::{
    collections::BTreeMap,
    path::Path,
    process::Command,
    time::Instant,
};

use balie::{
    domain::{
        Answer, Change, Enquiry, EnquiryId, Outcome, Session, SolvedBy, Tempo, Theme, VisitId,
    },
    store::{Derivation, Secret, Secrets, Store, StoreError},
};
use jiff::{Timestamp, ToSpan, civil::Date};
use rusqlite::Connection;

const SAVES: usize = 1000;

fn main() {
    let mut args = std::env::args().skip(1);
    let first = args.next();
    let count = |count: Option<String>| count.and_then(|count| count.parse().ok()).unwrap_or(10_000);
    match first.as_deref() {
        Some("fill") => fill(Path::new(&args.next().unwrap()), count(args.next())),
        Some("read") => read(Path::new(&args.next().unwrap()), count(args.next())),
        Some("erase") => erase(Path::new(&args.next().unwrap())),
        _ => {
            saves();
            year(count(first));
        }
    }
}

fn saves() {
    let folder = tempfile::tempdir().unwrap();
    let sqlite = Connection::open(folder.path().join("peer.db")).unwrap();
    sqlite.pragma_update(None, "journal_mode", "WAL").unwrap();
    sqlite.pragma_update(None, "synchronous", "FULL").unwrap();
    sqlite.execute("create table rows (id blob primary key, body blob) strict", ()).unwrap();
    let mut open = create(&folder.path().join("open"));
    let mut locked = create(&folder.path().join("locked"));
    locked.lock(now()).unwrap();
    let mut times: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
    for number in 0..u32::try_from(SAVES).unwrap() {
        // All of today: a new week makes a key first. Twenty answers a talk, as at the desk.
        let (row, draft) = (enquiry(number * 365), draft(number / 20));
        let body = cbor(&row);
        let insert = "insert into rows values (?1, ?2)";
        let mut time = |name, act: &mut dyn FnMut()| {
            let began = Instant::now();
            act();
            times.entry(name).or_default().push(began.elapsed().as_secs_f64() * 1e6);
        };
        time("a  SQLite, an enquiry in plain text", &mut || {
            sqlite.prepare_cached(insert).unwrap().execute((&row.id.0, &body)).unwrap();
        });
        time("b  Balie, an enquiry", &mut || {
            open.save(&[Change::Enquiry(row.clone()), Change::EndDraft(draft.id)], now()).unwrap();
        });
        time("f  Balie, filling sled with it, which nobody waits for", &mut || open.catch_up());
        time("c  Balie, an answer", &mut || open.save(&[Change::Draft(draft.clone())], now()).unwrap());
        time("d  Balie locked, an answer", &mut || locked.save(&[Change::Draft(draft.clone())], now()).unwrap());
        if number % 10 == 9 {
            time("e  Balie locked, the save that ends a talk", &mut || {
                locked.save(&[Change::Enquiry(row.clone()), Change::EndDraft(row.id)], now()).unwrap();
            });
        }
    }
    println!("{:<54}{:>9}{:>9}{:>9}", "one durable save, microseconds", "p50", "p99", "of SQLite");
    let mut sqlite = 0.0;
    for (name, mut times) in times {
        times.sort_by(f64::total_cmp);
        let (p50, p99) = (times[times.len() / 2], times[times.len() * 99 / 100]);
        if sqlite == 0.0 {
            sqlite = p50;
        }
        println!("{:<54}{p50:>9.0}{p99:>9.0}{:>9.2}", &name[3..], p50 / sqlite);
    }
}

/// A year of enquiries, filled by one process and read by another, so that what is resident is the reader's own.
fn year(count: u32) {
    let folder = tempfile::tempdir().unwrap();
    println!();
    for act in ["fill", "read"] {
        let mut child = Command::new(std::env::current_exe().unwrap());
        let status = child.arg(act).arg(folder.path()).arg(count.to_string()).status();
        assert!(status.unwrap().success());
    }
}

/// The desk makes a backup every day, this one after every month; sled keeps the bodies that no backup holds yet.
/// Free text goes after 90 days, so most of these rows stand without theirs at the end; `data` counts what stays.
fn fill(folder: &Path, count: u32) {
    let mut store = create(folder);
    let all: Vec<Enquiry> = (0..count).map(enquiry).collect();
    let mut by_month: BTreeMap<String, Vec<Change>> = BTreeMap::new();
    for row in all {
        by_month.entry(row.day.strftime("%Y-%m").to_string()).or_default().push(Change::Enquiry(row));
    }
    store.unlock(&secrets().coordinator, now()).unwrap();
    for changes in by_month.values() {
        for part in changes.chunks(50) {
            store.save(part, now()).unwrap();
            store.catch_up();
        }
        store.back_up_daily(today(), now()).unwrap();
    }
    store.close(now()).unwrap();
}

fn read(folder: &Path, count: u32) {
    println!("resident before opening {:.1} MB", resident());
    let mut store = Store::open(folder, now()).unwrap();
    let began = Instant::now();
    store.unlock(&secrets().coordinator, now()).unwrap();
    let rows = store.day(today()).unwrap().len();
    println!("unlock (cheap derivation) to first list of {rows}: {:.0} ms", ms(began));
    println!("resident after it {:.1} MB", resident());
    let best = |act: &mut dyn FnMut()| {
        let took = (0..5).map(|_| {
            let began = Instant::now();
            act();
            ms(began)
        });
        took.fold(f64::MAX, f64::min)
    };
    println!("today's list, best of 5: {:.2} ms", best(&mut || assert!(store.day(today()).unwrap().len() == rows)));
    let first = today().saturating_sub(366.days());
    // What is done with the rows is not the store's; nor is letting go of them.
    let mut scan = |days: fn(&mut Store, Date, Date) -> Result<Vec<Enquiry>, StoreError>| {
        let took = (0..5).map(|_| {
            let began = Instant::now();
            let rows = days(&mut store, first, today()).unwrap();
            let took = ms(began);
            assert!(rows.len() == count as usize);
            took
        });
        took.fold(f64::MAX, f64::min)
    };
    println!("a year's scan as figures count it, best of 5: {:.0} ms", scan(Store::days_without_text));
    println!("the same with all free text, best of 5: {:.0} ms", scan(Store::days));
    println!("resident after it {:.1} MB", resident());
    let data = store.days(first, today()).unwrap().iter().map(|row| cbor(row).len()).sum::<usize>();
    store.close(now()).unwrap();
    let (sled, backups) = (size(&folder.join("sled")), size(&folder.join("backup")));
    let all = size(folder) - backups;
    println!(
        "{count} enquiries, {:.1} MB of CBOR; disk {:.1} MB ({:.1} of it sled): {:.2} times the data; a backup {:.1} MB",
        data as f64 / 1e6,
        all as f64 / 1e6,
        sled as f64 / 1e6,
        all as f64 / data as f64,
        backups as f64 / 1e6
    );
}

/// What it takes to erase one person, and to lock after something was taken back. Put more backups beside the one of the
/// fill to see what they cost.
fn erase(folder: &Path) {
    let mut store = Store::open(folder, now()).unwrap();
    store.unlock(&secrets().coordinator, now()).unwrap();
    let began = Instant::now();
    store.erase(&[id(5000)], now()).unwrap();
    println!("erasing one of half a year ago: {:.0} ms", ms(began));
    let began = Instant::now();
    store.erase(&[id(1)], now()).unwrap();
    println!("erasing one of yesterday: {:.0} ms", ms(began));
    let began = Instant::now();
    drop(store.day(today()).unwrap());
    println!("today's list after it: {:.1} ms", ms(began));
    // As when someone saves, sees that it is wrong and takes it back: it stands in the backup of the day, not in older ones.
    let mut row = enquiry(0);
    row.id = EnquiryId([9; 16]);
    store.save(&[Change::Enquiry(row.clone())], now()).unwrap();
    store.back_up_daily(today(), now()).unwrap();
    row.revision += 1;
    row.withdrawn = true;
    store.save(&[Change::Enquiry(row)], now()).unwrap();
    store.catch_up();
    let began = Instant::now();
    store.lock(now()).unwrap();
    println!("the lock after one was taken back: {:.0} ms", ms(began));
    let began = Instant::now();
    store.unlock(&secrets().desk, now()).unwrap();
    println!("the unlock after that: {:.0} ms", ms(began));
    let began = Instant::now();
    store.lock(now()).unwrap();
    println!("a lock with nothing to erase: {:.0} ms", ms(began));
}

fn ms(began: Instant) -> f64 {
    began.elapsed().as_secs_f64() * 1e3
}

fn resident() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmRSS")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse::<f64>().unwrap() / 1e3
}

fn size(folder: &Path) -> u64 {
    let sizes = std::fs::read_dir(folder).unwrap().map(|entry| {
        let entry = entry.unwrap();
        let found = entry.metadata().unwrap();
        if found.is_dir() { size(&entry.path()) } else { found.len() }
    });
    sizes.sum()
}

fn cbor(row: &Enquiry) -> Vec<u8> {
    cbor4ii::serde::to_vec(Vec::new(), row).unwrap()
}

fn now() -> Timestamp {
    "2026-11-21T09:00:00Z".parse().unwrap()
}

fn today() -> Date {
    "2026-11-21".parse().unwrap()
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
    Store::create_with(root, &place, &secrets(), Derivation::cheap_for_tests(), now()).unwrap()
}

fn id(number: u32) -> EnquiryId {
    // Spread as random ids are; the multiplier is odd, so that no two are the same.
    let spread = u128::from(number + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835);
    EnquiryId(spread.to_be_bytes())
}

fn draft(number: u32) -> Session {
    Session {
        id: id(number),
        visit: VisitId([1; 16]),
        shift: None,
        place: "wijkcontactpunt-de-oever".into(),
        route: "algemeen".into(),
        tempo: Tempo::Short,
        began_at: now(),
        saved_at: now(),
        answers: enquiry(number).answers,
        at: Some("uitkomst".into()),
        typing: None,
        parked: false,
    }
}

/// A talk of a quarter of an hour: twenty answers by code and four in words, 1.4 KB.
fn enquiry(number: u32) -> Enquiry {
    let codes = (0..20).map(|field| (format!("vraag_{field:02}"), Answer::One(format!("keuze_{field}"))));
    let words = (0..4).map(|field| {
        (format!("tekst_{field}"), Answer::Text("Een brief van het waterschap, wat nu? ".repeat(5)))
    });
    Enquiry {
        id: id(number),
        revision: 1,
        visit: VisitId([1; 16]),
        shift: None,
        place: "wijkcontactpunt-de-oever".into(),
        route: "algemeen".into(),
        tempo: Tempo::Short,
        day: today().saturating_sub(i64::from(number % 365).days()),
        time: jiff::civil::time(10, 0, 0, 0),
        theme: Theme::Money,
        outcome: Outcome::Answered,
        solved_by: SolvedBy::Volunteer,
        rung: None,
        answers: codes.chain(words).map(|(name, answer)| (name.as_str().into(), answer)).collect(),
        withdrawn: false,
        unknown: BTreeMap::new(),
    }
}
