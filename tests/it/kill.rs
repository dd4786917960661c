//! The real program, killed with `kill -9` at any moment: every save it had told of is there, as it was.
//!
//! `record` prints the id of an enquiry once it is on disk; that line is the promise. Sixty rounds here; two thousand
//! with `cargo test --test it kill -- --ignored`.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on has failed; the place says why"
)]

use std::{
    collections::BTreeMap,
    fs,
    io::{BufRead, BufReader, Write},
    path::Path,
    process::{Child, Command, Stdio},
    time::Duration,
};

use balie::{
    domain::{EnquiryId, Theme},
    store::{Derivation, Secret, Secrets, Store},
};
use jiff::Timestamp;
use tempfile::tempdir;

const TEAM: &str = "fiets lepel wolk appel";
/// As many lines as a child never gets through before it is killed.
const LINES: usize = 400;

#[test]
fn sixty_kills_lose_nothing_that_was_told() {
    rounds(60);
}

#[test]
#[ignore = "half an hour; run before a release"]
fn two_thousand_kills_lose_nothing_that_was_told() {
    rounds(2000);
}

fn rounds(count: u64) {
    let folder = tempdir().unwrap();
    let (data, words) = (folder.path().join("data"), folder.path().join("woorden"));
    set_up(&data);
    fs::write(&words, TEAM).unwrap();
    let mut told: BTreeMap<EnquiryId, Theme> = BTreeMap::new();
    let mut dice = 2026_u64;
    for round in 0..count {
        dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        // Every other round the store stays locked, and what is noted is sealed.
        let words = (round % 2 == 0).then_some(words.as_path());
        let acknowledged = told_before_kill(&data, words, dice >> 33);
        told.extend(acknowledged);
        // Opened now and then, so that some rounds kill what another kill left behind.
        if round % 3 == 2 || round + 1 == count {
            check(&data, &told, round);
        }
    }
    assert!(told.len() as u64 >= count, "{} saves", told.len());
}

fn set_up(data: &Path) {
    let secrets = Secrets {
        desk: Secret::new(TEAM),
        coordinator: Secret::new("molen sjaal kaas brug tulp"),
        recovery: Secret::new("een code op papier"),
    };
    let place = "wijkcontactpunt-de-oever".into();
    let cheap = Derivation::cheap_for_tests();
    drop(Store::create_with(data, &place, &secrets, cheap, Timestamp::now()).unwrap());
}

/// Runs the program until it told of a few saves, waits a moment of its own and kills it.
fn told_before_kill(data: &Path, words: Option<&Path>, dice: u64) -> Vec<(EnquiryId, Theme)> {
    let mut child = record(data, words);
    let mut input = child.stdin.take().unwrap();
    let themes = Theme::ALL.iter().cycle().take(LINES).copied();
    let lines: String = themes.clone().fold(String::new(), |lines, theme| {
        lines + &format!("{{\"thema\":\"{theme}\",\"uitkomst\":\"beantwoord\"}}\n")
    });
    // The pipe holds them all, so that this does not wait for the child.
    input.write_all(lines.as_bytes()).unwrap();
    let enough = usize::try_from(1 + dice % 12).unwrap();
    let out = BufReader::new(child.stdout.take().unwrap());
    let mut ids = out.lines().map(|line| line.unwrap());
    let mut told: Vec<String> = ids.by_ref().take(enough).collect();
    std::thread::sleep(Duration::from_micros(dice % 3000));
    child.kill().unwrap();
    // What it told between the last look and the kill counts as well.
    told.extend(ids);
    child.wait().unwrap();
    assert!(told.len() >= enough, "the child ended by itself: {told:?}");
    let ids = told.iter().map(|id| id.parse().unwrap());
    ids.zip(themes).collect()
}

fn record(data: &Path, words: Option<&Path>) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_balie"));
    command.arg("--data").arg(data);
    command.args(["record", "--route", "snel", "--answers", "-"]);
    if let Some(words) = words {
        command.arg("--passphrase-file").arg(words);
    }
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

fn check(data: &Path, told: &BTreeMap<EnquiryId, Theme>, round: u64) {
    let mut store = Store::open(data, Timestamp::now()).unwrap();
    store.unlock(&Secret::new(TEAM), Timestamp::now()).unwrap();
    for (id, theme) in told {
        let found = store.enquiry(*id).unwrap();
        assert_eq!(
            found.map(|row| row.theme),
            Some(*theme),
            "round {round}, {id}"
        );
    }
    let health = store.verify(true).unwrap();
    let is_lost = health.worst() == Some(balie::store::Severity::Lost);
    assert!(!is_lost, "round {round}: {:?}", health.findings);
    store.close(Timestamp::now()).unwrap();
}
