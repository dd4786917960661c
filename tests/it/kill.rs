//! The real program, killed with `kill -9` at any moment: every save it had told of is there, byte for byte.
//!
//! Three things are killed, in turn. `record` prints the id of an enquiry once it is on disk; that line is the promise.
//! The desk in a terminal shows the next question once the answer is on disk. And a child of this test saves every kind
//! of change there is ([`writer`]) and prints the number of each. What was told is compared as a whole record with what
//! the test itself works out; what was read once is the same bytes at every later look. Sixty rounds here; two thousand
//! with `cargo test --test it kill -- --ignored two_thousand`. Every sixty rounds begin with a new folder. The child makes the backup of the
//! day now and then, so that kills fall into that and into what sled lets go of after it. `BALIE_KILLED`
//! names another file of the program, such as the one of a release. `tests/power/cut.sh` runs the same rounds on a file
//! system that forgets what was not synced, and cuts its power after each kill.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on has failed; the place says why"
)]

mod writer;

use std::{
    collections::BTreeMap,
    ffi::OsString,
    fmt::Write as _,
    fs,
    io::{BufRead, BufReader, Write},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::Arc,
    time::{Duration, Instant},
};

use balie::{
    conversation::{self, Start},
    domain::{Answer, Change, Enquiry, EnquiryId, FieldName},
    route::Route,
    store::{Derivation, Secret, Secrets, Severity, Store},
};
use jiff::{Timestamp, Zoned};
use portable_pty::CommandBuilder;
use rustix::process::Signal;
use serde_json::{Map, Value, json};
use tempfile::{TempDir, tempdir};

use self::writer::Kept;
use crate::desk::window::Window;

const TEAM: &str = "fiets lepel wolk appel";
const COORDINATOR: &str = "molen sjaal kaas brug tulp";
/// As many lines as a child never gets through before it is killed.
const LINES: usize = 300;
/// Rounds in one folder.
const AN_EVENING: u64 = 60;

#[test]
fn sixty_kills_lose_nothing_that_was_told() {
    rounds(60);
}

#[test]
#[ignore = "an hour or more; run before a release"]
fn two_thousand_kills_lose_nothing_that_was_told() {
    rounds(2000);
}

/// `BALIE_KILL_ROUNDS` says how many rounds, `BALIE_KILL_IN` in which folder, and `BALIE_KILL_AFTER` names a program
/// that cuts the power and comes back once it is on again.
#[test]
#[ignore = "tests/power/cut.sh runs it"]
fn as_many_power_cuts_as_asked_lose_nothing_that_was_told() {
    let rounds_asked = std::env::var("BALIE_KILL_ROUNDS").unwrap();
    rounds(rounds_asked.parse().unwrap());
}

#[test]
#[ignore = "is killed; the other tests run it"]
fn victim() {
    writer::save_until_killed();
}

#[test]
#[ignore = "is killed; the next test runs it"]
fn victim_with_a_large_sled() {
    writer::back_up_until_killed();
}

/// Within the backup, and within what follows it: sled lets go, is thrown away and filled anew.
#[test]
#[ignore = "three minutes; run before a release"]
fn kills_while_sled_is_made_small_lose_nothing() {
    let mut finished = 0;
    for round in 0..40_u32 {
        let evening = Evening::begin();
        let told = evening.kill_the_backup(round);
        finished += u32::from(told);
        let now = Timestamp::now();
        for words in [TEAM, COORDINATOR] {
            let mut store = Store::open(&evening.data(), now).unwrap();
            store.unlock(&Secret::new(words), now).unwrap();
            for number in 0..writer::LARGE {
                let row = writer::large_row(number);
                let is_closed = words == TEAM && row.is_concern();
                if !is_closed {
                    let found = store.enquiry(row.id).unwrap();
                    assert!(found == Some(row), "round {round}: {number}");
                }
            }
            let health = store.verify(true).unwrap();
            assert_ne!(
                health.worst(),
                Some(Severity::Lost),
                "round {round}: {health:?}"
            );
        }
    }
    println!("40 kills, of which {finished} after the backup");
    assert!((1..40).contains(&finished), "{finished}");
}

fn rounds(count: u64) {
    let mut dice = 2026_u64;
    let mut told = 0;
    let mut done = 0;
    while done < count {
        let mut evening = Evening::begin();
        let last = (count - done).min(AN_EVENING);
        for round in 0..last {
            dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            evening.kill_once(round, dice >> 33);
            // Opened now and then, so that some rounds kill what another kill left behind.
            if round % 3 == 2 || round + 1 == last {
                evening.check(done + round);
            }
        }
        done += last;
        told += evening.told();
        println!("{done} kills, {told} saves told, all there");
    }
    assert!(told >= count, "{told} saves");
}

/// One folder and all that was told about it.
struct Evening {
    folder: TempDir,
    /// The words stand elsewhere: who cuts the power under the folder must not lose them.
    words: TempDir,
    route: Arc<Route>,
    /// The answers of each line that `record` told of.
    lines: BTreeMap<EnquiryId, Map<String, Value>>,
    /// The answers after which the desk showed the next question.
    answered: Vec<String>,
    /// What the child told of.
    saved: writer::Told,
    /// Everything as it was read the first time.
    read: BTreeMap<String, Vec<u8>>,
}

impl Evening {
    fn begin() -> Self {
        let folder = match std::env::var_os("BALIE_KILL_IN") {
            Some(above) => tempfile::tempdir_in(above).unwrap(),
            None => tempdir().unwrap(),
        };
        let words = tempdir().unwrap();
        let secrets = Secrets {
            desk: Secret::new(TEAM),
            coordinator: Secret::new(COORDINATOR),
            recovery: Secret::new("een code op papier"),
        };
        let place = "wijkcontactpunt-de-oever".into();
        let cheap = Derivation::cheap_for_tests();
        let data = folder.path().join("data");
        drop(Store::create_with(&data, &place, &secrets, cheap, Timestamp::now()).unwrap());
        fs::write(words.path().join("woorden"), TEAM).unwrap();
        Self {
            folder,
            words,
            route: Arc::new(crate::route::shipped("algemeen")),
            lines: BTreeMap::new(),
            answered: Vec::new(),
            saved: writer::Told::default(),
            read: BTreeMap::new(),
        }
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    fn told(&self) -> u64 {
        (self.lines.len() + self.answered.len()) as u64 + self.saved.count()
    }

    fn kill_once(&mut self, round: u64, dice: u64) {
        // Every other round the store stays locked, and what is noted is sealed.
        let is_open = round.is_multiple_of(2);
        if round % 12 == 7 {
            self.kill_the_desk(round);
        } else if round % 5 < 2 {
            self.kill_the_writer(is_open, dice);
        } else {
            self.kill_record(is_open, round, dice);
        }
        if let Some(cut) = std::env::var_os("BALIE_KILL_AFTER") {
            assert!(
                Command::new(cut).status().unwrap().success(),
                "the power was not cut"
            );
        }
    }

    /// Runs `record` until it told of a few saves, waits a moment of its own and kills it.
    fn kill_record(&mut self, is_open: bool, round: u64, dice: u64) {
        let all: Vec<Map<String, Value>> = (0..LINES).map(|line| answers(round, line)).collect();
        let mut command = Command::new(program());
        command.arg("--data").arg(self.data());
        command.args(["record", "--route", "algemeen", "--answers", "-"]);
        if is_open {
            let words = self.words.path().join("woorden");
            command.arg("--passphrase-file").arg(words);
        }
        let lines = all.iter().fold(String::new(), |mut lines, answers| {
            writeln!(lines, "{}", Value::from(answers.clone())).unwrap();
            lines
        });
        let told = told_before_kill(command, &lines, dice);
        let ids = told.iter().map(|id| id.parse().unwrap());
        self.lines.extend(ids.zip(all));
    }

    fn kill_the_writer(&mut self, is_open: bool, dice: u64) {
        let mut command = Command::new(std::env::current_exe().unwrap());
        command.args(["--exact", "kill::victim", "--ignored", "--nocapture"]);
        let first = self.saved.next();
        writer::describe(&mut command, &self.data(), is_open.then_some(TEAM), first);
        let told = told_before_kill(command, "", dice);
        self.saved.take(first, &told);
    }

    /// Kills a child within the second after its last save. Says whether its backup was done.
    fn kill_the_backup(&self, round: u32) -> bool {
        let mut command = Command::new(std::env::current_exe().unwrap());
        let name = "kill::victim_with_a_large_sled";
        command.args(["--exact", name, "--ignored", "--nocapture"]);
        writer::describe(&mut command, &self.data(), Some(TEAM), 0);
        let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
        let out = BufReader::new(child.stdout.take().unwrap());
        let lines = out.lines().map_while(Result::ok);
        let mut told = lines.filter(|line| line.len() == 32);
        assert_eq!(told.by_ref().take(writer::LARGE as usize).count(), 10);
        std::thread::sleep(Duration::from_millis(u64::from(round) * 25));
        child.kill().unwrap();
        let is_done = told.next().is_some();
        child.wait().unwrap();
        is_done
    }

    /// Types an answer at the real desk and kills it once the next question is on the screen.
    fn kill_the_desk(&mut self, round: u64) {
        let mut command = CommandBuilder::new(program());
        command.env_clear();
        command.env("TERM", "xterm-256color");
        command.arg("--data");
        command.arg(self.data());
        let mut desk = Window::run(command);
        desk.wait_for("De Oever");
        desk.press("tab 2 1");
        desk.wait_for("Wat is uw vraag?");
        let typed = format!("een brief in ronde {round}");
        desk.type_text(&typed);
        desk.press("enter");
        desk.wait_for("Voor wie is de vraag?");
        desk.send(Signal::KILL);
        desk.wait_for_end();
        self.answered.push(typed);
    }

    fn check(&mut self, round: u64) {
        let now = Timestamp::now();
        let mut store = Store::open(&self.data(), now).unwrap();
        store.unlock(&Secret::new(COORDINATOR), now).unwrap();
        for (id, answers) in &self.lines {
            let found = store.enquiry(*id).unwrap();
            let found = found.unwrap_or_else(|| unreachable!("round {round}: {id} is lost"));
            let expected = expected(&self.route, answers, &found);
            assert_eq!(found, expected, "round {round}, {id}");
            self.read
                .entry(id.to_string())
                .or_insert_with(|| cbor(&found));
            assert_eq!(
                self.read.get(&id.to_string()),
                Some(&cbor(&found)),
                "round {round}, {id}"
            );
        }
        let mut drafts = store.drafts().unwrap();
        drafts.retain(|draft| !writer::is_theirs(draft.id));
        let words = FieldName::from("vraag_woorden");
        for typed in &self.answered {
            let wanted = Answer::Text(typed.clone());
            let mut found = drafts
                .iter()
                .filter(|draft| draft.answers.get(&words) == Some(&wanted));
            let draft = found
                .next()
                .unwrap_or_else(|| unreachable!("round {round}: {typed} is lost"));
            self.read
                .entry(typed.clone())
                .or_insert_with(|| cbor(draft));
            assert_eq!(
                self.read.get(typed),
                Some(&cbor(draft)),
                "round {round}, {typed}"
            );
        }
        self.saved.compare(&mut Kept::read(&mut store), round);
        let health = store.verify(true).unwrap();
        let is_lost = health.worst() == Some(Severity::Lost);
        assert!(!is_lost, "round {round}: {:?}", health.findings);
        store.close(now).unwrap();
    }
}

/// The answers of one line of one round: no two are the same.
fn answers(round: u64, line: usize) -> Map<String, Value> {
    let words = format!(
        "ronde {round}, regel {line}: {}",
        "een brief ".repeat(line % 9)
    );
    let Value::Object(answers) = json!({
        "vraag_woorden": words.trim_end(), "thema": "geld", "uitkomst": "beantwoord",
    }) else {
        unreachable!("an object was written");
    };
    answers
}

/// The whole record as the engine makes it of those answers. Visit, shift and hour are the child's own.
fn expected(route: &Arc<Route>, answers: &Map<String, Value>, found: &Enquiry) -> Enquiry {
    let start = Start {
        id: found.id,
        visit: found.visit,
        shift: found.shift,
        place: found.place.clone(),
    };
    let now: Zoned = balie::cli::now().unwrap();
    let made = conversation::from_answers(route, start, answers, &now).unwrap();
    assert_eq!(found.place.as_str(), "wijkcontactpunt-de-oever");
    let since = now.date().since(found.day).unwrap().get_days();
    assert!((0..=1).contains(&since), "{}", found.day);
    Enquiry {
        day: found.day,
        time: found.time,
        ..made
    }
}

fn program() -> OsString {
    std::env::var_os("BALIE_KILLED").unwrap_or_else(|| env!("CARGO_BIN_EXE_balie").into())
}

/// Runs a child until it told of a few saves, waits a moment of its own and kills it. Gives the lines it told.
fn told_before_kill(mut command: Command, input: &str, dice: u64) -> Vec<String> {
    let mut child: Child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut keyboard = child.stdin.take().unwrap();
    let input = input.to_owned();
    // A pipe that is full waits for the child; the kill ends that.
    let typing = std::thread::spawn(move || keyboard.write_all(input.as_bytes()));
    let enough = usize::try_from(1 + dice % 12).unwrap();
    let out = BufReader::new(child.stdout.take().unwrap());
    let is_told =
        |line: &String| line.len() == 32 && line.bytes().all(|byte| byte.is_ascii_hexdigit());
    let mut ids = out.lines().map_while(Result::ok).filter(is_told);
    let mut told: Vec<String> = ids.by_ref().take(enough).collect();
    std::thread::sleep(Duration::from_micros(dice % 3000));
    child.kill().unwrap();
    // What it told between the last look and the kill counts as well.
    told.extend(ids);
    let status = child.wait().unwrap();
    drop(typing.join());
    assert!(
        told.len() >= enough,
        "the child ended by itself, {status}: {told:?}"
    );
    told
}

fn cbor<T: serde::Serialize>(value: &T) -> Vec<u8> {
    cbor4ii::serde::to_vec(Vec::new(), value).unwrap()
}

/// Giving the team new words, killed at any moment: either the old words open the desk or the new ones, never both and
/// never neither, and what was saved is there.
#[test]
fn a_kill_while_the_words_are_replaced_leaves_one_of_the_two() {
    // Never killed: how long it takes on this machine, now.
    let (took, is_new) = replace_and_kill(None);
    assert!(is_new);
    let (_, is_new) = replace_and_kill(Some(Duration::ZERO));
    let mut old = u32::from(!is_new);
    for round in 1..24 {
        let (_, is_new) = replace_and_kill(Some(took * round / 24));
        old += u32::from(!is_new);
    }
    println!("in 24 kills within {took:?} the old words stayed {old} times");
}

/// Replaces the words with the real program, killed so long after the new ones were handed over. Gives how long it lived
/// from then on, and whether the new words are valid.
fn replace_and_kill(after: Option<Duration>) -> (Duration, bool) {
    let evening = Evening::begin();
    let (data, root) = (evening.data(), evening.folder.path());
    let now = Timestamp::now();
    let kept = writer::row(1);
    let mut store = Store::open(&data, now).unwrap();
    store.unlock(&Secret::new(TEAM), now).unwrap();
    store.save(&[Change::Enquiry(kept.clone())], now).unwrap();
    store.close(now).unwrap();
    fs::write(root.join("coordinator"), COORDINATOR).unwrap();
    let new = root.join("nieuw");
    let mut child = Command::new(program())
        .arg("--data")
        .arg(&data)
        .args(["words", "replace", "--passphrase-file"])
        .arg(root.join("coordinator"))
        .arg("--to")
        .arg(&new)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    // The words are handed over before they are valid; from here on it is a matter of a few writes.
    while !is_written(&new) {
        assert!(child.try_wait().unwrap().is_none() || is_written(&new));
        std::thread::yield_now();
    }
    let began = Instant::now();
    if let Some(after) = after {
        std::thread::sleep(after);
        child.kill().unwrap();
    }
    child.wait().unwrap();
    let lived = began.elapsed();
    let new = Secret::new(&fs::read_to_string(&new).unwrap());
    let mut store = Store::open(&data, now).unwrap();
    let is_new = store.unlock(&new, now).is_ok();
    let is_old = store.unlock(&Secret::new(TEAM), now).is_ok();
    assert!(is_new != is_old, "{after:?}: new {is_new}, old {is_old}");
    assert_eq!(store.enquiry(kept.id).unwrap(), Some(kept), "{after:?}");
    (lived, is_new)
}

fn is_written(file: &Path) -> bool {
    fs::read_to_string(file).is_ok_and(|text| text.ends_with('\n'))
}
