//! How long a worry about a person is kept: three months after it was closed, longer when the coordinator says so.

use balie::{
    domain::{Change, Enquiry, Outcome, RouteId},
    store::{AuditAct, Store, StoreError},
};
use tempfile::tempdir;

use super::support::{create, enquiry, later, now, secrets, today};

fn signal(number: u8, outcome: Outcome) -> Enquiry {
    Enquiry {
        route: RouteId::from("signaal"),
        outcome,
        ..enquiry(number, today())
    }
}

fn as_coordinator(root: &std::path::Path, days: i64) -> Store {
    let mut store = Store::open(root, later(days)).unwrap();
    store.unlock(&secrets().coordinator, later(days)).unwrap();
    store
}

/// The last days of all worries, as text.
fn last_days(store: &mut Store) -> Vec<String> {
    let found = store.signals().unwrap().into_iter();
    let days = found.map(|signal| signal.ends_on.map(|day| day.to_string()));
    days.map(Option::unwrap_or_default).collect()
}

#[test]
fn the_coordinator_keeps_a_worry_longer_and_it_ends_later() {
    let folder = tempdir().unwrap();
    let mut store = create(folder.path());
    let both = [1, 2].map(|number| Change::Enquiry(signal(number, Outcome::Answered)));
    store.save(&both, now()).unwrap();
    let refused = store.keep_longer(signal(1, Outcome::Answered).id, now());
    assert!(
        matches!(refused, Err(StoreError::CoordinatorOnly)),
        "{refused:?}"
    );
    assert!(matches!(store.signals(), Err(StoreError::CoordinatorOnly)));
    store.close(now()).unwrap();

    let mut store = as_coordinator(folder.path(), 1);
    assert_eq!(last_days(&mut store), ["2027-02-21", "2027-02-21"]);
    let last = store
        .keep_longer(signal(1, Outcome::Answered).id, later(1))
        .unwrap();
    assert_eq!(last.unwrap().to_string(), "2027-05-21");
    let lines = store.audit().unwrap().lines;
    assert!(lines.iter().any(|line| line.act == AuditAct::KeptLonger));
    // Correcting it does not take the longer term away again.
    let corrected = Enquiry {
        revision: 2,
        ..signal(1, Outcome::Referred)
    };
    store.save(&[Change::Enquiry(corrected)], later(1)).unwrap();
    assert_eq!(last_days(&mut store), ["2027-02-21", "2027-05-21"]);
    store.close(later(1)).unwrap();

    // The desk alone unlocks; what is over goes, on the second day after a long time.
    as_coordinator(folder.path(), 99).close(later(99)).unwrap();
    let mut store = Store::open(folder.path(), later(100)).unwrap();
    store.unlock(&secrets().desk, later(100)).unwrap();
    store.close(later(100)).unwrap();
    let mut store = as_coordinator(folder.path(), 100);
    assert_eq!(last_days(&mut store), ["2027-05-21"]);
    store.close(later(100)).unwrap();
    as_coordinator(folder.path(), 189)
        .close(later(189))
        .unwrap();
    assert_eq!(
        last_days(&mut as_coordinator(folder.path(), 190)),
        Vec::<String>::new()
    );
}

#[test]
fn the_term_of_a_worry_begins_when_it_is_closed_and_not_when_it_was_noted() {
    let folder = tempdir().unwrap();
    let mut store = create(folder.path());
    let noted = signal(1, Outcome::Ongoing);
    store
        .save(&[Change::Enquiry(noted.clone())], now())
        .unwrap();
    store.unlock(&secrets().coordinator, now()).unwrap();
    assert_eq!(last_days(&mut store), [""], "not closed");
    assert_eq!(
        store.keep_longer(noted.id, now()).unwrap(),
        None,
        "it stays anyway"
    );
    store.close(now()).unwrap();
    let mut store = as_coordinator(folder.path(), 120);
    let closed = Enquiry {
        revision: 2,
        outcome: Outcome::Answered,
        ..noted
    };
    store.save(&[Change::Enquiry(closed)], later(120)).unwrap();
    assert_eq!(last_days(&mut store), ["2027-06-21"]);
    store.close(later(120)).unwrap();
    assert_eq!(last_days(&mut as_coordinator(folder.path(), 200)).len(), 1);
}
