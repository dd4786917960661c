//! Backups on a stick: what stands there is only let go of when the next one stands.

use std::{fs, path::Path};

use balie::{
    domain::Change,
    store::{self, Store, back_up_to_folder},
};
use jiff::civil::Date;
use tempfile::tempdir;

use super::support::{create, enquiry, now, secrets, today};

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = names.collect();
    names.sort();
    names
}

fn prefix(store: &Store) -> String {
    let id = store.id().to_string();
    format!("balie-{}-", id.get(..8).unwrap())
}

fn save(store: &mut Store, number: u8) {
    let row = Change::Enquiry(enquiry(number, today()));
    store.save(&[row], now()).unwrap();
}

fn rows_in(backup: &Path) -> usize {
    let to = tempdir().unwrap();
    let to = to.path().join("terug");
    store::restore(backup, &to, None).unwrap();
    let mut store = Store::open(&to, now()).unwrap();
    store.unlock(&secrets().coordinator, now()).unwrap();
    store.day(today()).unwrap().len()
}

#[test]
fn the_end_of_the_day_goes_to_the_stick_too_and_only_when_something_changed() {
    let (folder, stick) = (tempdir().unwrap(), tempdir().unwrap());
    let mut store = create(folder.path());
    save(&mut store, 1);
    let copy = |store: &Store| back_up_to_folder(store, stick.path(), today(), now()).unwrap();
    assert!(copy(&store));
    assert!(!copy(&store), "it is there");
    save(&mut store, 2);
    assert!(copy(&store));
    let name = format!("{}{}.balie", prefix(&store), today());
    assert_eq!(names(stick.path()), [name.as_str()]);
    let file = stick.path().join(name);
    assert_eq!(rows_in(&file), 2);
    // One that was damaged is none.
    let mut bytes = fs::read(&file).unwrap();
    bytes.truncate(bytes.len() / 2);
    fs::write(&file, bytes).unwrap();
    assert!(copy(&store));
    assert_eq!(rows_in(&file), 2);
}

#[test]
fn a_stick_that_fails_halfway_keeps_the_newest_it_had_and_half_ones_go() {
    let (folder, stick) = (tempdir().unwrap(), tempdir().unwrap());
    let mut store = create(folder.path());
    save(&mut store, 1);
    let prefix = prefix(&store);
    // The desk was closed all summer.
    for day in ["2026-05-01", "2026-06-30"] {
        let day: Date = day.parse().unwrap();
        let file = stick.path().join(format!("{prefix}{day}.balie"));
        store.back_up(&file, now()).unwrap();
    }
    for other in [
        "foto.jpg".to_owned(),
        "balie-00000000-2020-01-01.balie".to_owned(),
        format!("{prefix}2026-06-29.balie.new"),
    ] {
        fs::write(stick.path().join(other), b"x").unwrap();
    }
    // What is in the way stands for a stick that is full or was pulled out.
    let half = stick.path().join(format!("{prefix}{}.balie.new", today()));
    fs::create_dir(&half).unwrap();
    back_up_to_folder(&store, stick.path(), today(), now()).unwrap_err();
    let newest = format!("{prefix}2026-06-30.balie");
    let others = ["balie-00000000-2020-01-01.balie", "foto.jpg"];
    let there = names(stick.path());
    assert!(there.contains(&newest), "{there:?}");
    assert!(!there.contains(&format!("{prefix}2026-05-01.balie")));
    assert!(!there.contains(&format!("{prefix}2026-06-29.balie.new")));
    assert_eq!(rows_in(&stick.path().join(&newest)), 1);

    fs::remove_dir(&half).unwrap();
    // The one of today that fails leaves the one of this morning.
    assert!(back_up_to_folder(&store, stick.path(), today(), now()).unwrap());
    let now_there = format!("{prefix}{}.balie", today());
    let mut wanted: Vec<&str> = others.into_iter().chain([now_there.as_str()]).collect();
    wanted.sort_unstable();
    assert_eq!(names(stick.path()), wanted);
    save(&mut store, 2);
    fs::create_dir(&half).unwrap();
    back_up_to_folder(&store, stick.path(), today(), now()).unwrap_err();
    assert_eq!(rows_in(&stick.path().join(now_there)), 1);
}

#[test]
fn a_stick_keeps_thirty_five_days_whatever_the_clock_and_the_calendar_did() {
    for (today, first) in [
        ("2027-04-12", "2027-03-08"),
        ("2027-11-10", "2027-10-06"),
        ("2028-03-10", "2028-02-04"),
        ("2028-02-29", "2028-01-25"),
    ] {
        let (folder, stick) = (tempdir().unwrap(), tempdir().unwrap());
        let store = create(folder.path());
        let prefix = prefix(&store);
        let (today, first): (Date, Date) = (today.parse().unwrap(), first.parse().unwrap());
        let before = first.yesterday().unwrap();
        let newer = first.tomorrow().unwrap();
        for day in [before, first, newer] {
            let file = stick.path().join(format!("{prefix}{day}.balie"));
            store.back_up(&file, now()).unwrap();
        }
        assert!(back_up_to_folder(&store, stick.path(), today, now()).unwrap());
        let wanted = [first, newer, today].map(|day| format!("{prefix}{day}.balie"));
        assert_eq!(names(stick.path()), wanted);
    }
}
