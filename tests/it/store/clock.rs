//! Clocks that are wrong for a day, and the limits of the terms across a change of the clock and a leap day.

use std::{fs, path::Path};

use balie::{
    domain::{Change, Enquiry},
    store::{AuditAct, Recovery, Role, Store, StoreError},
};
use jiff::{Timestamp, ToSpan, civil::Date};
use tempfile::tempdir;

use super::{
    support::{create, enquiry, files_below, later, now, secrets, today},
    vault::contact,
};

const YEAR: i64 = 365;

/// What a desk kept: a card, a row with free text, a day of backups and the lines of the audit log.
fn kept(root: &Path) {
    let mut store = create(root);
    let changes = [
        Change::Enquiry(enquiry(1, today())),
        Change::Contact(contact(1)),
    ];
    store.save(&changes, now()).unwrap();
    store.lock(now()).unwrap();
    for days in 0..3 {
        store.unlock(&secrets().desk, later(days)).unwrap();
        let day = today().saturating_add(days.days());
        store.back_up_daily(day, later(days)).unwrap();
        store.lock(later(days)).unwrap();
    }
}

/// One day of the desk, as it begins and as it ends.
fn day_at(root: &Path, days: i64, role: Role) -> (Store, Vec<Recovery>) {
    let mut store = Store::open(root, later(days)).unwrap();
    let words = match role {
        Role::Desk => secrets().desk,
        Role::Coordinator => secrets().coordinator,
    };
    store.unlock(&words, later(days)).unwrap();
    let day = today().saturating_add(days.days());
    store.back_up_daily(day, later(days)).unwrap();
    let told = store.untold();
    (store, told)
}

fn end(store: Store, root: &Path, days: i64) {
    store.close(later(days)).unwrap();
    let mut store = Store::open(root, later(days)).unwrap();
    let day = today().saturating_add(days.days());
    store.back_up_daily(day, later(days)).unwrap();
}

fn lines(store: &mut Store) -> usize {
    let audit = store.audit().unwrap();
    assert_eq!(audit.broken_months, Vec::<String>::new());
    audit.lines.len()
}

#[test]
fn a_clock_that_is_years_ahead_for_a_day_ends_nothing() {
    for years in [1, 8] {
        let folder = tempdir().unwrap();
        let root = folder.path();
        kept(root);
        let wrong = years * YEAR;
        // The coordinator too, in whose hands the rows of years ago become totals.
        for role in [Role::Desk, Role::Coordinator] {
            let (mut store, told) = day_at(root, wrong, role);
            let last = today().saturating_add(2.days());
            assert!(told.contains(&Recovery::LongAgo(last)), "{told:?}");
            assert_eq!(
                lines(&mut store),
                4 + usize::from(role == Role::Coordinator)
            );
            end(store, root, wrong);
        }
        let (mut store, told) = day_at(root, 3, Role::Coordinator);
        assert_eq!(told, [], "the clock is right again");
        assert_eq!(store.contacts().unwrap(), [contact(1)]);
        assert_eq!(store.day(today()).unwrap(), [enquiry(1, today())]);
        assert_eq!(store.totals().unwrap(), []);
        assert_eq!(lines(&mut store), 6);
        assert_eq!(store.verify(true).unwrap().worst(), None);
        for day in 0..=3 {
            let day = today().saturating_add(day.days());
            assert!(store.backups().unwrap().contains(&day), "{day}");
        }
        end(store, root, 3);
        // What the wrong day left in the audit log ends with the line that it hangs on.
        for days in [30, 60, 90, 120, 150] {
            let (mut store, _) = day_at(root, days, Role::Desk);
            store.lock(later(days)).unwrap();
            store.unlock(&secrets().desk, later(days)).unwrap();
            assert!(lines(&mut store) > 0);
            end(store, root, days);
        }
    }
}

#[test]
fn what_is_past_its_term_goes_on_the_second_day_after_a_long_time() {
    let folder = tempdir().unwrap();
    let root = folder.path();
    kept(root);
    let (store, _) = day_at(root, YEAR, Role::Desk);
    assert_eq!(store.contacts().unwrap(), [contact(1)]);
    end(store, root, YEAR);
    let (mut store, told) = day_at(root, YEAR + 1, Role::Coordinator);
    assert_eq!(told, []);
    assert_eq!(store.contacts().unwrap(), []);
    let row = store.enquiry(enquiry(1, today()).id).unwrap().unwrap();
    assert!(row.answers.is_empty(), "the free text");
    let purged = store.audit().unwrap().lines;
    assert!(purged.iter().any(|line| line.act == AuditAct::Purged));
    let first = today().saturating_add(YEAR.days());
    assert!(store.backups().unwrap().iter().all(|day| *day >= first));
    end(store, root, YEAR + 1);
}

#[test]
fn a_clock_that_is_a_year_behind_for_a_day_loses_and_accuses_nothing() {
    for behind in [-YEAR, -60, -20] {
        let folder = tempdir().unwrap();
        let root = folder.path();
        kept(root);
        let then = today().saturating_add(behind.days());
        let (mut store, told) = day_at(root, behind, Role::Desk);
        assert_eq!(told, []);
        store
            .save(&[Change::Enquiry(enquiry(2, then))], later(behind))
            .unwrap();
        assert_eq!(lines(&mut store), 4);
        end(store, root, behind);
        let (mut store, told) = day_at(root, 3, Role::Coordinator);
        assert_eq!(told, []);
        assert_eq!(store.day(today()).unwrap(), [enquiry(1, today())]);
        // Its free text may be past its term by then, as it says itself.
        let rows = store.day(then).unwrap();
        assert_eq!(rows.len(), 1);
        assert_eq!(rows.first().unwrap().id, enquiry(2, then).id);
        assert_eq!(store.contacts().unwrap(), [contact(1)]);
        assert!(lines(&mut store) >= 5);
        assert_eq!(store.verify(true).unwrap().worst(), None);
        end(store, root, 3);
    }
}

fn moment(day: Date, time: &str) -> Timestamp {
    format!("{day}T{time}Z").parse().unwrap()
}

/// Ninety days are ninety days, with a change of the clock in March or October or a leap day in them: the week's text
/// stands on the ninetieth day after its Sunday and not on the day after that.
#[test]
fn free_text_ends_on_the_same_day_whatever_the_clock_and_the_calendar_did() {
    for sunday in ["2027-02-28", "2027-09-26", "2028-02-06", "2028-02-27"] {
        let sunday: Date = sunday.parse().unwrap();
        let folder = tempdir().unwrap();
        let mut store = create(folder.path());
        let row = Enquiry {
            day: sunday,
            ..enquiry(1, sunday)
        };
        let saved = moment(sunday, "10:00:00");
        store.save(&[Change::Enquiry(row)], saved).unwrap();
        store.lock(saved).unwrap();
        for (days, is_there) in [(31, true), (62, true), (90, true), (91, false)] {
            let day = sunday.saturating_add(i64::from(days).days());
            // A minute after midnight, and one before the next.
            for time in ["00:01:00", "23:59:00"] {
                store
                    .unlock(&secrets().coordinator, moment(day, time))
                    .unwrap();
                let row = store.enquiry(enquiry(1, sunday).id).unwrap().unwrap();
                let case = format!("{sunday}, {days} days, {time}");
                assert_eq!(!row.answers.is_empty(), is_there, "{case}");
                store.lock(moment(day, time)).unwrap();
            }
        }
    }
}

/// After ninety days no backup in the folder gives the text either, and no file holds what it was sealed into.
#[test]
fn free_text_that_ended_goes_from_the_backups_here_and_from_sled_too() {
    let folder = tempdir().unwrap();
    let root = folder.path();
    kept(root);
    let words = |root: &Path| {
        let mut found = 0;
        for backup in fs::read_dir(root.join("backup")).unwrap() {
            let to = tempdir().unwrap();
            let to = to.path().join("terug");
            balie::store::restore(&backup.unwrap().path(), &to, None).unwrap();
            // With the keys of that day: the clock of that day as well.
            let mut store = Store::open(&to, now()).unwrap();
            store.unlock(&secrets().coordinator, now()).unwrap();
            let row = store.enquiry(enquiry(1, today()).id).unwrap().unwrap();
            found += usize::from(!row.answers.is_empty());
        }
        found
    };
    let sealed = |root: &Path| {
        let files = files_below(root).into_iter();
        let holds = |bytes: &[u8]| {
            // The head of free text of this row.
            let head = [&[21], enquiry(1, today()).id.0.as_slice()].concat();
            bytes.windows(head.len()).any(|window| window == head)
        };
        let holding = files.filter(|file| holds(&fs::read(file).unwrap()));
        holding.count()
    };
    assert_eq!(words(root), 3);
    assert!(sealed(root) > 4, "{}", sealed(root));
    for days in [30, 60, 88, 89, 90, 91, 97] {
        let (store, _) = day_at(root, days, Role::Desk);
        end(store, root, days);
    }
    let left = fs::read_dir(root.join("backup")).unwrap().count();
    assert!(left > 2, "{left} of before");
    assert_eq!(words(root), 0);
    assert_eq!(sealed(root), 0);
}

#[test]
fn terms_that_would_end_everything_are_refused() {
    for wrong in [
        "free_text_days = -1",
        "free_text_days = 0",
        "free_text_days = 99999999",
        "register_years = 0",
        "register_years = 30000",
        "concern_months = -3",
    ] {
        let folder = tempdir().unwrap();
        kept(folder.path());
        let shipped = include_str!("../../../assets/bewaren.toml");
        let (field, _) = wrong.split_once(' ').unwrap();
        let lines = shipped.lines().map(|line| {
            let is_it = line.starts_with(field);
            if is_it { wrong } else { line }
        });
        let text = lines.collect::<Vec<_>>().join("\n");
        fs::write(folder.path().join("bewaren.toml"), text).unwrap();
        let refused = Store::open(folder.path(), now());
        assert!(
            matches!(refused, Err(StoreError::Terms { .. })),
            "{wrong}: {refused:?}"
        );
    }
}
