//! What looking up leaves behind: kept while locked, changed by a newer save, closed to the desk with its week.

use balie::{
    domain::{Change, Left, Missed, Settled, Trail, TrailId},
    store::Store,
};

use super::support::{create, later, now, reopened, secrets, today};

fn trail(number: u8, settled: Option<Settled>) -> Trail {
    Trail {
        id: TrailId([number; 16]),
        day: today(),
        left: Left::Missed(Missed {
            query: "traplift huren".to_owned(),
            opened: Some("wmo".into()),
            settled,
        }),
    }
}

#[test]
fn words_noted_while_locked_are_read_after_unlocking_in_their_last_state() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = create(folder.path());
    store.lock(now()).unwrap();
    let settled = Some(Settled {
        on: today(),
        alias_of: Some("wmo".into()),
    });
    let both = [trail(1, None), trail(2, None)];
    store.save(&both.clone().map(Change::Trail), now()).unwrap();
    store
        .save(&[Change::Trail(trail(2, settled.clone()))], now())
        .unwrap();
    store.close(now()).unwrap();
    let expected = [trail(1, None), trail(2, settled)];
    assert_eq!(reopened(folder.path()).trails().unwrap(), expected);
}

#[test]
fn old_words_are_for_the_coordinator_only() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = create(folder.path());
    store.save(&[Change::Trail(trail(1, None))], now()).unwrap();
    store.close(now()).unwrap();
    let mut store = Store::open(folder.path(), later(80)).unwrap();
    store.unlock(&secrets().desk, later(80)).unwrap();
    assert_eq!(store.trails().unwrap(), []);
    store.unlock(&secrets().coordinator, later(80)).unwrap();
    assert_eq!(store.trails().unwrap(), [trail(1, None)]);
    let settled = trail(
        1,
        Some(Settled {
            on: today(),
            alias_of: None,
        }),
    );
    store
        .save(&[Change::Trail(settled.clone())], later(80))
        .unwrap();
    assert_eq!(store.trails().unwrap(), [settled]);
}
