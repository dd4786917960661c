//! An index that fails at the n-th call, whatever the store is doing: the lists stay whole, and what went stays away.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on has failed; the place says why"
)]

use std::{cell::Cell, collections::BTreeMap, collections::HashMap};

use jiff::{SignedDuration, Timestamp, civil::Date};

use super::{DayTag, InMemory, Index, IndexError, KeyId, Row, Summary};
use crate::{
    domain::{
        Answer, Change, Enquiry, EnquiryId, Outcome, RouteId, SolvedBy, Tempo, Theme, VisitId,
    },
    store::{AuditAct, Derivation, Recovery, Secret, Secrets, Store, disk::Memory},
};

struct Failing {
    inner: InMemory,
    left: Cell<u32>,
    is_broken: bool,
}

impl Failing {
    fn step(&self) -> Result<(), IndexError> {
        self.left.set(self.left.get().saturating_sub(1));
        if self.left.get() > 0 {
            return Ok(());
        }
        let why = "as planned".to_owned();
        Err(if self.is_broken {
            IndexError::Broken(why)
        } else {
            IndexError::Io(why)
        })
    }
}

impl Index for Failing {
    fn adopt(&mut self, key: KeyId) -> Result<(), IndexError> {
        self.step()?;
        self.inner.adopt(key)
    }

    fn summaries(&self) -> Result<HashMap<EnquiryId, Summary>, IndexError> {
        self.step()?;
        self.inner.summaries()
    }

    fn get(&self, id: EnquiryId) -> Result<Option<Row>, IndexError> {
        self.step()?;
        self.inner.get(id)
    }

    fn put(&mut self, id: EnquiryId, row: &Row) -> Result<(), IndexError> {
        self.step()?;
        self.inner.put(id, row)
    }

    fn release(&mut self, id: EnquiryId) -> Result<(), IndexError> {
        self.step()?;
        self.inner.release(id)
    }

    fn remove(&mut self, id: EnquiryId) -> Result<(), IndexError> {
        self.step()?;
        self.inner.remove(id)
    }

    fn of_day(&self, day: DayTag) -> Result<Vec<EnquiryId>, IndexError> {
        self.step()?;
        self.inner.of_day(day)
    }

    fn size(&self) -> u64 {
        0
    }
}

fn now() -> Timestamp {
    "2026-11-21T09:00:00Z".parse().unwrap()
}

fn later(days: i64) -> Timestamp {
    now() + SignedDuration::from_hours(24 * days)
}

fn today() -> Date {
    "2026-11-21".parse().unwrap()
}

fn row(number: u8, route: &str) -> Enquiry {
    Enquiry {
        id: EnquiryId([number; 16]),
        revision: 1,
        visit: VisitId([number; 16]),
        shift: None,
        place: "de-oever".into(),
        route: RouteId::from(route),
        tempo: Tempo::Quick,
        day: today(),
        time: jiff::civil::time(9, 0, 0, 0),
        theme: Theme::Money,
        outcome: Outcome::Answered,
        solved_by: SolvedBy::Volunteer,
        rung: None,
        // No free text: where that ends, the index is filled anew in any case.
        answers: [("vorm".into(), Answer::One("brief".to_owned()))].into(),
        withdrawn: false,
        unknown: BTreeMap::new(),
    }
}

fn numbers(store: &mut Store) -> Vec<(u8, u32)> {
    let rows = store.day(today()).unwrap();
    let of_period = store.days(today() - jiff::Span::new().days(60), today());
    assert_eq!(of_period.unwrap(), rows);
    let first = |row: &Enquiry| row.id.0.first().copied().unwrap();
    rows.iter().map(|row| (first(row), row.revision)).collect()
}

fn save(store: &mut Store, row: Enquiry) {
    store.save(&[Change::Enquiry(row)], now()).unwrap();
}

/// From now on the index is one that fails at this call.
fn plan(store: &mut Store, fails_at: u32) {
    store
        .with_unlocked(|store, open| {
            open.index = Box::new(Failing {
                inner: InMemory::default(),
                left: Cell::new(fails_at),
                is_broken: fails_at.is_multiple_of(2),
            });
            store.refill_index(open)
        })
        .unwrap();
}

/// A morning in which the index fails at this call. Says whether it did.
fn run(fails_at: u32, is_late: bool) -> bool {
    let secrets = Secrets {
        desk: Secret::new("appel fiets molen dijk"),
        coordinator: Secret::new("wolk lamp trein kaars brood"),
        recovery: Secret::new("een code op papier"),
    };
    let cheap = Derivation::cheap_for_tests();
    let disk = Box::<Memory>::default();
    let mut store = Store::create_on(disk, &"de-oever".into(), &secrets, cheap, now()).unwrap();
    if !is_late {
        plan(&mut store, fails_at);
    }
    for number in 1..=4 {
        save(&mut store, row(number, "snel"));
    }
    save(&mut store, row(5, "signaal"));
    assert_eq!(numbers(&mut store), [(1, 1), (2, 1), (3, 1), (4, 1)]);
    store.back_up_daily(today(), now()).unwrap();
    assert_eq!(numbers(&mut store), [(1, 1), (2, 1), (3, 1), (4, 1)]);
    let mut again = row(2, "snel");
    again.revision = 2;
    save(&mut store, again);
    store.erase(&[EnquiryId([3; 16])], now()).unwrap();
    assert_eq!(numbers(&mut store), [(1, 1), (2, 2), (4, 1)]);
    save(&mut store, row(6, "snel"));
    store.back_up_daily(today(), now()).unwrap();
    assert_eq!(numbers(&mut store), [(1, 1), (2, 2), (4, 1), (6, 1)]);
    if is_late {
        plan(&mut store, fails_at);
    }
    store.unlock(&secrets.coordinator, now()).unwrap();
    let with_signal = [(1, 1), (2, 2), (4, 1), (5, 1), (6, 1)];
    assert_eq!(numbers(&mut store), with_signal);
    // The signal has ended by then, and somebody was there the day before.
    store
        .note(AuditAct::Read, "", "2026-11", later(99))
        .unwrap();
    store.purge(later(100)).unwrap();
    assert_eq!(numbers(&mut store), [(1, 1), (2, 2), (4, 1), (6, 1)]);
    let words = Secret::new("nieuwe woorden");
    store.replace_desk_secret(&words, now()).unwrap();
    assert_eq!(numbers(&mut store), [(1, 1), (2, 2), (4, 1), (6, 1)]);
    assert_eq!(store.verify(true).unwrap().closed, 0);
    let is_told = |told: &Recovery| matches!(told, Recovery::IndexRebuilt { .. });
    store.recovered().iter().any(is_told)
}

#[test]
fn an_index_that_fails_at_any_call_empties_no_list() {
    for is_late in [false, true] {
        let failed = (1..200).take_while(|call| run(*call, is_late)).count();
        assert!((10..199).contains(&failed), "{failed}");
    }
}
