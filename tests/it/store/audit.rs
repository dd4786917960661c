//! The audit log: kept, chained, readable by the team, and gone after its term.

use std::fs;

use balie::store::{AuditAct, Role, Severity, Store, StoreError};
use tempfile::tempdir;

use super::support::{create, later, now, reopened, secrets};

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
        (Role::Coordinator, AuditAct::Read),
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
    assert_eq!(
        store.audit().unwrap().lines.len(),
        2,
        "30 November is 89 days ago"
    );
    store.lock(later(100)).unwrap();
    store.unlock(&secrets().desk, later(100)).unwrap();
    let lines = store.audit().unwrap().lines;
    assert_eq!(lines.len(), 1, "{lines:?}");
}
