//! The store against a plain map: any order of saves, locks and restarts gives the same answers.

use std::collections::BTreeMap;

use balie::{
    domain::{Change, Enquiry, EnquiryId, Session},
    store::{Role, Store},
};
use jiff::civil::Date;
use proptest::{collection::vec, prelude::*};
use tempfile::tempdir;

use super::support::{create, enquiry, now, secrets, session, today};

#[derive(Debug, Clone)]
enum Step {
    Record(u8, u8),
    Withdraw(u8),
    Draft(u8),
    End(u8),
    Lock,
    Unlock(bool),
    Restart,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        6 => (0..6_u8, 0..3_u8).prop_map(|(id, day)| Step::Record(id, day)),
        1 => (0..6_u8).prop_map(Step::Withdraw),
        4 => (0..6_u8).prop_map(Step::Draft),
        2 => (0..6_u8).prop_map(Step::End),
        1 => Just(Step::Lock),
        2 => any::<bool>().prop_map(Step::Unlock),
        1 => Just(Step::Restart),
    ];
    vec(step, 1..30)
}

/// Days of this month and the one before, all open to the team.
fn day(number: u8) -> Date {
    today()
        .checked_sub(jiff::Span::new().days(i64::from(number)))
        .unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_morning_gives_the_answers_of_a_plain_map(steps in steps()) {
        let folder = tempdir().unwrap();
        let mut store = create(folder.path());
        let mut rows: BTreeMap<EnquiryId, Enquiry> = BTreeMap::new();
        let mut drafts: BTreeMap<EnquiryId, Session> = BTreeMap::new();
        for step in steps {
            let save = match step {
                Step::Record(id, on) => {
                    let mut row = enquiry(id, day(on));
                    let known = rows.get(&row.id).map_or(0, |row| row.revision);
                    row.revision = known + 1;
                    rows.insert(row.id, row.clone());
                    drafts.remove(&row.id);
                    vec![Change::Enquiry(row.clone()), Change::EndDraft(row.id)]
                }
                Step::Withdraw(id) => match rows.get_mut(&EnquiryId([id; 16])) {
                    None => continue,
                    Some(row) => {
                        row.revision += 1;
                        row.withdrawn = true;
                        vec![Change::Enquiry(row.clone())]
                    }
                },
                Step::Draft(id) => {
                    drafts.insert(EnquiryId([id; 16]), session(id));
                    vec![Change::Draft(session(id))]
                }
                Step::End(id) => {
                    drafts.remove(&EnquiryId([id; 16]));
                    vec![Change::EndDraft(EnquiryId([id; 16]))]
                }
                Step::Lock => {
                    if store.role().is_some() {
                        let gone: Vec<_> = rows.values().filter(|row| row.withdrawn).collect();
                        let gone: Vec<EnquiryId> = gone.iter().map(|row| row.id).collect();
                        drafts.retain(|id, _| !gone.contains(id));
                        rows.retain(|id, _| !gone.contains(id));
                    }
                    store.lock(now()).unwrap();
                    continue;
                }
                Step::Unlock(as_coordinator) => {
                    let secrets = secrets();
                    let (secret, role) = if as_coordinator {
                        (secrets.coordinator, Role::Coordinator)
                    } else {
                        (secrets.desk, Role::Desk)
                    };
                    prop_assert_eq!(store.unlock(&secret, now()).unwrap(), role);
                    continue;
                }
                Step::Restart => {
                    drop(store);
                    store = Store::open(folder.path(), now()).unwrap();
                    continue;
                }
            };
            store.save(&save, now()).unwrap();
        }
        store.unlock(&secrets().desk, now()).unwrap();
        let there = store.days(day(5), today()).unwrap();
        let there: BTreeMap<_, _> = there.into_iter().map(|row| (row.id, row)).collect();
        prop_assert_eq!(there, rows);
        let there = store.drafts().unwrap();
        let there: BTreeMap<_, _> = there.into_iter().map(|draft| (draft.id, draft)).collect();
        prop_assert_eq!(there, drafts);
        prop_assert_eq!(store.recovered(), []);
        prop_assert_eq!(store.verify(true).unwrap().findings, []);
    }

    #[test]
    fn any_bytes_are_scanned_without_harm(noise in vec(any::<u8>(), 0..600), cut in 0..400_usize) {
        let mut file = balie::store::frame::encode(7, b"hele post").unwrap();
        let whole = file.len();
        file.extend(&noise);
        let scan = balie::store::frame::scan(&file);
        let first = scan.frames.first().map(|frame| (frame.sequence, frame.payload));
        prop_assert_eq!(first, Some((7, b"hele post".as_slice())));
        let mut file = noise;
        let after = file.len();
        file.extend(balie::store::frame::encode(8, b"nog een").unwrap());
        file.truncate(file.len() - cut.min(file.len()));
        let scan = balie::store::frame::scan(&file);
        let is_whole = file.len() == after + whole - 2;
        prop_assert_eq!(scan.frames.iter().any(|frame| frame.sequence == 8), is_whole);
    }
}

/// A megabyte of beginnings that each claim the rest of the file: summing all of them would take hours.
#[test]
fn a_file_of_nothing_but_beginnings_is_given_up_in_time() {
    let mut file = Vec::new();
    let whole = balie::store::frame::encode(7, b"hele post").unwrap();
    file.extend(&whole);
    let size = 1_u32 << 20;
    while file.len() < usize::try_from(size).unwrap() {
        let left = size.saturating_sub(u32::try_from(file.len()).unwrap() + 21);
        file.extend(b"BLF\n\x01");
        file.extend(left.to_le_bytes());
        file.extend([0; 12]);
    }
    let began = std::time::Instant::now();
    let scan = balie::store::frame::scan(&file);
    assert!(began.elapsed() < std::time::Duration::from_secs(30));
    assert_eq!(scan.frames.len(), 1);
    assert_eq!(scan.kept(file.len()), whole.len());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    /// Envelopes, sealed boxes, slots and backups from bytes that nobody wrote: also inside a frame that is whole, where
    /// no checksum stands in their way.
    #[test]
    fn any_bytes_in_any_file_are_read_without_harm(
        bytes in prop::collection::vec(any::<u8>(), 0..600),
        is_framed in any::<bool>(),
        victim in 0_usize..9,
    ) {
        const FILES: [&str; 9] = [
            "keys.bin", "FORMAT", "register/2026-11.log", "vault.log", "drafts.log", "sealed.log", "erased.log",
            "totals.log", "audit/2026-11.log",
        ];
        let folder = tempfile::tempdir().unwrap();
        let mut store = create(folder.path());
        let kept = Change::Enquiry(enquiry(1, today()));
        store.save(&[kept], now()).unwrap();
        store.note(balie::store::AuditAct::Read, "JV", "", now()).unwrap();
        drop(store);
        let content = if is_framed {
            balie::store::frame::encode(7, &bytes).unwrap()
        } else {
            bytes
        };
        let victim = folder.path().join(FILES.get(victim).unwrap());
        std::fs::write(&victim, &content).unwrap();
        if let Ok(mut store) = balie::store::Store::open(folder.path(), now()) {
            let opened = store.unlock(&super::support::secrets().coordinator, now());
            prop_assert!(opened.is_ok(), "{opened:?}");
            // sled has the row, whatever became of the month file.
            let rows = store.day(today()).unwrap();
            prop_assert_eq!(rows, vec![enquiry(1, today())]);
            store.verify(true).unwrap();
        }
        let copy = folder.path().join("kopie.balie");
        std::fs::write(&copy, &content).unwrap();
        let refused = balie::store::restore(&copy, &folder.path().join("terug"), None);
        prop_assert!(refused.is_err());
    }
}
