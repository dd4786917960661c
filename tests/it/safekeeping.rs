//! What is done without anybody asking: the backup of the day, on the disk and on the team's stick, and the look at how
//! full the disk is. What the screen then says and still allows stands here as well.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on has failed; the place says why"
)]

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use balie::{
    domain::{Change, Left, Trail, TrailId},
    export::{self, target},
    kiosk::{custody, safekeeping},
    store::{
        Derivation, PRACTICE_WORDS, Secret, Secrets, Store,
        disk::{Disk, Memory},
        restore,
    },
    tui::{
        Message, Report,
        message::{Custodial, Kept, OnStick, Room},
    },
};
use jiff::{Timestamp, civil::Date};
use tempfile::tempdir;

use crate::desk::Pilot;

fn now() -> Timestamp {
    "2026-11-21T09:00:00Z".parse().unwrap()
}

fn today() -> Date {
    "2026-11-21".parse().unwrap()
}

fn secrets() -> Secrets {
    Secrets {
        desk: Secret::new(PRACTICE_WORDS),
        coordinator: Secret::new("wolk lamp trein kaars brood"),
        recovery: Secret::new("een code op papier"),
    }
}

fn create(root: &Path) -> Store {
    let place = "wijkcontactpunt-de-oever".into();
    let cheap = Derivation::cheap_for_tests();
    Store::create_with(root, &place, &secrets(), cheap, now()).unwrap()
}

fn trail() -> Trail {
    Trail {
        id: TrailId([1; 16]),
        day: today(),
        left: Left::Opened([("wmo".into(), 2)].into()),
    }
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn the_idle_backup_stands_on_the_disk_and_on_the_stick_that_was_named_and_comes_back() {
    let (folder, stick, other) = (tempdir().unwrap(), tempdir().unwrap(), tempdir().unwrap());
    let mut store = create(folder.path());
    let trail = trail();
    store.save(&[Change::Trail(trail.clone())], now()).unwrap();
    target::name_stick(stick.path(), store.id()).unwrap();
    let sticks = [stick.path().to_owned()];
    assert_eq!(
        safekeeping::keep_on(&sticks, &mut store, today(), now()),
        None
    );
    assert_eq!(names(&folder.path().join("backup")), ["2026-11-21.balie"]);
    let on_stick = names(stick.path());
    let file = on_stick
        .iter()
        .find(|name| name.starts_with("balie-") && !name.ends_with("toml"));
    // The vault of the screen says so.
    let places = custody::Places {
        folder: None,
        mounts: sticks.to_vec(),
    };
    let moment = now().to_zoned(jiff::tz::TimeZone::UTC);
    let told = custody::answer(
        &mut store,
        &Custodial::Copies,
        &export::Labels::new(),
        &places,
        &moment,
    );
    let Ok(Kept::Copies(copies)) = told else {
        panic!("{told:?}")
    };
    assert_eq!(
        (copies.here, copies.on_stick),
        (Some(today()), OnStick::Last(today()))
    );
    // The second idle moment of the day makes nothing.
    let written = fs::metadata(folder.path().join("backup/2026-11-21.balie"))
        .unwrap()
        .modified()
        .unwrap();
    assert_eq!(
        safekeeping::keep_on(&sticks, &mut store, today(), now()),
        None
    );
    let again = fs::metadata(folder.path().join("backup/2026-11-21.balie"))
        .unwrap()
        .modified()
        .unwrap();
    assert_eq!(written, again);
    let to = folder.path().join("terug");
    restore(&stick.path().join(file.unwrap()), &to, None).unwrap();
    let mut restored = Store::open(&to, now()).unwrap();
    restored.unlock(&secrets().coordinator, now()).unwrap();
    assert_eq!(restored.trails().unwrap(), [trail]);

    // A stick of somebody else is told of, gets nothing, and keeps the backup on the disk from nothing.
    let tomorrow = today().tomorrow().unwrap();
    let strange = [other.path().to_owned()];
    let told = safekeeping::keep_on(&strange, &mut store, tomorrow, now());
    assert_eq!(
        told.map(|told| told.message),
        Some("fout-export-andere-stick")
    );
    assert_eq!(names(other.path()), Vec::<String>::new());
    assert_eq!(names(&folder.path().join("backup")).len(), 2);
}

#[test]
fn a_backup_that_fails_is_told_and_the_one_before_stays() {
    let folder = tempdir().unwrap();
    let mut store = create(folder.path());
    assert_eq!(safekeeping::keep_on(&[], &mut store, today(), now()), None);
    let before = fs::read(folder.path().join("backup/2026-11-21.balie")).unwrap();
    // A folder in the place of tomorrow's file.
    fs::create_dir_all(folder.path().join("backup/2026-11-22.balie.new/in-de-weg")).unwrap();
    let tomorrow = today().tomorrow().unwrap();
    let told = safekeeping::keep_on(&[], &mut store, tomorrow, now());
    assert!(told.is_some());
    assert_eq!(
        fs::read(folder.path().join("backup/2026-11-21.balie")).unwrap(),
        before
    );
}

/// A disk in memory that says how much room it has left.
struct Nearly(Memory, u64);

impl Disk for Nearly {
    fn path_of(&self, name: &str) -> PathBuf {
        self.0.path_of(name)
    }
    fn real_folder(&self) -> Option<&Path> {
        None
    }
    fn read(&self, name: &str) -> io::Result<Option<Vec<u8>>> {
        self.0.read(name)
    }
    fn list(&self, folder: &str) -> io::Result<Vec<String>> {
        self.0.list(folder)
    }
    fn make_folder(&mut self, folder: &str) -> io::Result<()> {
        self.0.make_folder(folder)
    }
    fn write(&mut self, name: &str, bytes: &[u8]) -> io::Result<()> {
        self.0.write(name, bytes)
    }
    fn append(&mut self, name: &str, bytes: &[u8]) -> io::Result<()> {
        self.0.append(name, bytes)
    }
    fn truncate(&mut self, name: &str, len: u64) -> io::Result<()> {
        self.0.truncate(name, len)
    }
    fn sync(&mut self, name: &str) -> io::Result<()> {
        self.0.sync(name)
    }
    fn sync_folder(&mut self, folder: &str) -> io::Result<()> {
        self.0.sync_folder(folder)
    }
    fn rename(&mut self, from: &str, to: &str) -> io::Result<()> {
        self.0.rename(from, to)
    }
    fn remove(&mut self, name: &str) -> io::Result<()> {
        self.0.remove(name)
    }
    fn remove_all(&mut self, name: &str) -> io::Result<()> {
        self.0.remove_all(name)
    }
    fn free_space(&self) -> io::Result<Option<u64>> {
        Ok(Some(self.1))
    }
}

#[test]
fn a_disk_warns_below_200_mb_and_takes_no_new_talk_below_32() {
    const MB: u64 = 1 << 20;
    let place = "wijkcontactpunt-de-oever".into();
    let room_with = |free: u64| {
        let disk = Box::new(Nearly(Memory::default(), free));
        let cheap = Derivation::cheap_for_tests();
        safekeeping::room(&Store::create_on(disk, &place, &secrets(), cheap, now()).unwrap())
    };
    assert_eq!(room_with(200 * MB), Room::Enough);
    assert_eq!(room_with(200 * MB - 1), Room::Little);
    assert_eq!(room_with(32 * MB), Room::Little);
    assert_eq!(room_with(32 * MB - 1), Room::None);
    let silent = Store::in_memory(&place, now()).unwrap();
    assert_eq!(safekeeping::room(&silent), Room::Enough);
}

#[test]
fn a_nearly_full_disk_is_told_once_and_the_talk_that_is_open_can_be_finished() {
    let mut desk = Pilot::open();
    desk.press("tab 2 1");
    desk.sees("Wat is uw vraag?");
    desk.update(Message::Done(Report::Room(Room::Little)));
    desk.sees("De schijf raakt vol.");
    desk.type_text("een brief");
    desk.press("enter");
    desk.sees("Voor wie is de vraag?");
    desk.sees_no("De schijf raakt vol.");
    desk.update(Message::Done(Report::Room(Room::None)));
    desk.press("1");
    desk.sees("Wat heeft u meegenomen?");
    assert!(
        desk.drafts().count() > 0,
        "it is still saved at every answer"
    );
    desk.press("ctrl+p");
    desk.press("esc esc tab 2 1");
    desk.sees("De schijf is te vol voor een nieuw gesprek.");
    desk.sees_no("Wat is uw vraag?");
}

#[test]
fn a_talk_on_a_disk_without_room_is_saved_at_every_answer_and_to_its_end() {
    let mut desk = Pilot::open();
    desk.press("tab 2 1");
    desk.update(Message::Done(Report::Room(Room::None)));
    let mut before = desk.drafts().count();
    for keys in ["enter", "1", "enter", "5", "tab enter"] {
        desk.press(keys);
        let saved = desk.drafts().count();
        assert!(saved > before, "{keys}: {}", desk.screen());
        before = saved;
    }
    for _ in 0..30 {
        if desk.screen().contains("Klopt dit?") {
            break;
        }
        desk.press("enter");
    }
    desk.sees("Klopt dit?");
    assert_eq!(desk.kept_today(), []);
    desk.press("enter");
    assert_eq!(desk.kept_today().len(), 1);
}
