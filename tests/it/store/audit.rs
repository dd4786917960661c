//! The audit log: kept, chained, readable by the team, and gone after its term.

use std::fs;

use balie::{
    domain::{Change, Enquiry},
    store::{AuditAct, Role, Secret, Severity, Store, StoreError},
};
use tempfile::tempdir;

use super::support::{create, enquiry, later, now, reopened, secrets, shift, today};

#[test]
fn lines_are_kept_in_order_with_their_role() {
    let folder = tempdir().unwrap();
    let mut store = create(folder.path());
    store.note(AuditAct::Unlocked, "JV", "", now()).unwrap();
    store
        .note(AuditAct::Exported, "JV", "daglog 2026-11-21", later(1))
        .unwrap();
    store.unlock(&secrets().coordinator, now()).unwrap();
    store
        .note(AuditAct::Read, "", "2026-11", later(20))
        .unwrap();
    drop(store);

    let mut store = Store::open(folder.path(), now()).unwrap();
    assert!(matches!(store.audit(), Err(StoreError::Locked)));
    store.unlock(&secrets().desk, now()).unwrap();
    let audit = store.audit().unwrap();
    let acts: Vec<_> = audit
        .lines
        .iter()
        .map(|line| (line.role, line.act))
        .collect();
    let expected = [
        (Role::Desk, AuditAct::Unlocked),
        (Role::Desk, AuditAct::Exported),
        (Role::Coordinator, AuditAct::Unlocked),
        (Role::Coordinator, AuditAct::Read),
        (Role::Desk, AuditAct::Unlocked),
    ];
    assert_eq!(acts, expected);
    assert!(audit.broken_months.is_empty());
}

#[test]
fn a_line_that_was_taken_out_shows() {
    let folder = tempdir().unwrap();
    let mut store = create(folder.path());
    for about in ["een", "twee", "drie"] {
        store.note(AuditAct::Read, "JV", about, now()).unwrap();
    }
    store.close(now()).unwrap();
    let file = folder.path().join("audit/2026-11.log");
    let bytes = fs::read(&file).unwrap();
    let scan = balie::store::frame::scan(&bytes);
    let [first, _, last] = scan.frames.as_slice() else {
        unreachable!("three lines were written");
    };
    let without: Vec<u8> = [first, last]
        .iter()
        .filter_map(|frame| balie::store::frame::encode(frame.sequence, frame.payload))
        .flatten()
        .collect();
    fs::write(&file, without).unwrap();
    let mut store = reopened(folder.path());
    assert_eq!(store.audit().unwrap().broken_months, ["audit/2026-11.log"]);
    assert_eq!(store.verify(true).unwrap().worst(), Some(Severity::Lost));
}

#[test]
fn a_month_goes_when_its_last_line_is_past_its_term() {
    let folder = tempdir().unwrap();
    let mut store = create(folder.path());
    store.note(AuditAct::Read, "JV", "oud", now()).unwrap();
    store
        .note(AuditAct::Read, "JV", "nieuw", later(60))
        .unwrap();
    store.lock(later(98)).unwrap();
    store.unlock(&secrets().desk, later(98)).unwrap();
    assert_eq!(read(&mut store), 2, "30 November is 89 days ago");
    store.lock(later(100)).unwrap();
    store.unlock(&secrets().desk, later(100)).unwrap();
    assert_eq!(read(&mut store), 1);
}

fn read(store: &mut Store) -> usize {
    let lines = store.audit().unwrap().lines;
    let read = lines.iter().filter(|line| line.act == AuditAct::Read);
    read.count()
}

#[test]
fn the_store_writes_down_what_it_does_with_the_initials_at_the_table() {
    let folder = tempdir().unwrap();
    let mut store = create(folder.path());
    let first = enquiry(1, today());
    let at_table = Change::Shift(shift(1, today()));
    store
        .save(&[at_table, Change::Enquiry(first.clone())], now())
        .unwrap();
    let corrected = Enquiry {
        revision: 2,
        ..first.clone()
    };
    store.save(&[Change::Enquiry(corrected)], now()).unwrap();
    store.erase(&[first.id], now()).unwrap();
    store.unlock(&secrets().coordinator, now()).unwrap();
    let words = Secret::new("nieuwe woorden voor morgen");
    store.replace_desk_secret(&words, now()).unwrap();
    let lines = store.audit().unwrap().lines;
    let acts: Vec<_> = lines.iter().map(|line| line.act).collect();
    let expected = [
        AuditAct::Corrected,
        AuditAct::Purged,
        AuditAct::Unlocked,
        AuditAct::WordsReplaced,
    ];
    assert_eq!(acts, expected);
    assert!(
        lines
            .iter()
            .all(|line| line.initials == "kanarie-aan-tafel")
    );
    assert!(!format!("{lines:?}").contains("kanarie-in-de-tekst"));
}

#[test]
fn a_line_of_another_store_and_a_month_that_was_cut_short_show() {
    let (folder, other) = (tempdir().unwrap(), tempdir().unwrap());
    let mut store = create(folder.path());
    store.note(AuditAct::Read, "JV", "een", now()).unwrap();
    store.note(AuditAct::Read, "JV", "twee", now()).unwrap();
    store.note(AuditAct::Read, "JV", "drie", later(20)).unwrap();
    assert!(store.audit().unwrap().broken_months.is_empty());
    drop(store);
    let mut elsewhere = create(other.path());
    elsewhere.note(AuditAct::Read, "JV", "nep", now()).unwrap();
    drop(elsewhere);
    let name = "audit/2026-11.log";
    let file = folder.path().join(name);
    let whole = fs::read(&file).unwrap();
    // The last line of a month that is over is missing.
    let scan = balie::store::frame::scan(&whole);
    let first = scan.frames.first().unwrap();
    let cut = balie::store::frame::encode(first.sequence, first.payload).unwrap();
    fs::write(&file, cut).unwrap();
    assert_eq!(
        reopened(folder.path()).audit().unwrap().broken_months,
        ["audit/2026-12.log"]
    );
    // A line that this store never wrote.
    fs::write(&file, whole).unwrap();
    fs::copy(other.path().join(name), &file).unwrap();
    let audit = reopened(folder.path()).audit().unwrap();
    assert!(audit.broken_months.contains(&name.to_owned()));
    assert!(!audit.lines.iter().any(|line| line.about == "nep"));
}
