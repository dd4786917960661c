//! Keeping the store without a screen: key, backup and restore, new words, what is kept about someone, wiping. All with
//! the real program.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on has failed; the place says why"
)]

use std::{
    fs,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
    time::{Duration, Instant},
};

use balie::store::{Derivation, Secret, Secrets, Store};
use jiff::Timestamp;
use tempfile::TempDir;

use crate::{
    cli::{err, out, run},
    store::support::files_below,
    terminal::secrecy::core_limit_of,
};

const TEAM: &str = "fiets lepel wolk appel";
const COORDINATOR: &str = "molen sjaal kaas brug tulp";

/// A desk whose secrets are cheap to try, with one enquiry in it.
struct Desk(TempDir);

impl Desk {
    fn new() -> Self {
        let desk = Self(TempDir::new().unwrap());
        let secrets = Secrets {
            desk: Secret::new(TEAM),
            coordinator: Secret::new(COORDINATOR),
            recovery: Secret::new("een code op papier"),
        };
        let place = "wijkcontactpunt-de-oever".into();
        let cheap = Derivation::cheap_for_tests();
        Store::create_with(&desk.data(), &place, &secrets, cheap, Timestamp::now()).unwrap();
        for (name, words) in [("team", TEAM), ("coordinator", COORDINATOR)] {
            fs::write(desk.path(name), words).unwrap();
            fs::set_permissions(desk.path(name), fs::Permissions::from_mode(0o600)).unwrap();
        }
        let record = ["record", "--route", "snel", "--answers", "-"];
        let line = r#"{"thema":"geld","uitkomst":"beantwoord"}"#;
        assert_eq!(desk.run(&record, line).status.code(), Some(0));
        desk
    }

    fn data(&self) -> PathBuf {
        self.0.path().join("data")
    }

    fn path(&self, name: &str) -> String {
        self.0.path().join(name).to_str().unwrap().to_owned()
    }

    fn run(&self, arguments: &[&str], input: &str) -> Output {
        run(&self.data(), arguments, input)
    }

    fn check(&self, data: &Path, words: &str) -> Output {
        let file = self.path(words);
        run(data, &["check", "--deep", "--passphrase-file", &file], "")
    }
}

#[test]
fn the_key_is_printed_without_any_words() {
    let desk = Desk::new();
    let printed = out(&desk.run(&["key"], ""));
    let key: balie::signature::PublicKey = printed.lines().next().unwrap().parse().unwrap();
    assert!(printed.contains(&key.fingerprint()), "{printed}");
}

#[test]
fn a_backup_comes_back_in_a_new_folder_and_nowhere_else() {
    let desk = Desk::new();
    let (file, to) = (desk.path("kopie.balie"), desk.path("terug"));
    let backup = ["backup", "--to", &file];
    assert_eq!(desk.run(&backup, "").status.code(), Some(0));
    let again = desk.run(&backup, "");
    assert_eq!(again.status.code(), Some(1), "never over a file");
    let restore = ["restore", "--from", &file, "--to", &to];
    let restored = desk.run(&restore, "");
    assert_eq!(restored.status.code(), Some(0), "{}", err(&restored));
    let checked = desk.check(Path::new(&to), "coordinator");
    assert_eq!(checked.status.code(), Some(0), "{}", out(&checked));
    assert_eq!(
        desk.run(&restore, "").status.code(),
        Some(1),
        "never into a full folder"
    );
    fs::write(&file, b"kapot").unwrap();
    let elsewhere = desk.path("elders");
    let damaged = desk.run(&["restore", "--from", &file, "--to", &elsewhere], "");
    assert_eq!(damaged.status.code(), Some(2), "{}", err(&damaged));
    assert!(!Path::new(&elsewhere).exists());
}

#[test]
fn the_coordinator_gives_the_team_new_words_and_the_team_cannot() {
    let desk = Desk::new();
    let (team, coordinator, new) = (
        desk.path("team"),
        desk.path("coordinator"),
        desk.path("nieuw"),
    );
    let replace = |file: &str| {
        desk.run(
            &["words", "replace", "--passphrase-file", file, "--to", &new],
            "",
        )
    };
    assert_eq!(replace(&team).status.code(), Some(1));
    assert!(!Path::new(&new).exists());
    let replaced = replace(&coordinator);
    assert_eq!(replaced.status.code(), Some(0), "{}", err(&replaced));
    assert_eq!(
        desk.check(&desk.data(), "team").status.code(),
        Some(1),
        "void"
    );
    assert_eq!(desk.check(&desk.data(), "nieuw").status.code(), Some(0));
    assert_eq!(
        desk.check(&desk.data(), "coordinator").status.code(),
        Some(0)
    );
}

#[test]
fn a_visit_is_shown_and_erased_and_the_audit_log_says_so() {
    let desk = Desk::new();
    let (team, now) = (desk.path("team"), Timestamp::now());
    let mut store = Store::open(&desk.data(), now).unwrap();
    store.unlock(&Secret::new(TEAM), now).unwrap();
    let day = balie::cli::now().unwrap().date();
    let visit = store.day(day).unwrap().first().unwrap().visit.to_string();
    store.close(now).unwrap();
    let about = ["about", "--visit", &visit, "--passphrase-file", &team];
    let shown = out(&desk.run(&about, ""));
    assert!(shown.contains("thema: geld"), "{shown}");
    let erased = out(&desk.run(&[about.as_slice(), &["--erase"]].concat(), ""));
    assert!(erased.contains("erased"), "{erased}");
    let shown = out(&desk.run(&about, ""));
    assert!(shown.contains("nothing is kept"), "{shown}");
    let audit = out(&desk.run(&["audit", "--passphrase-file", &team], ""));
    for act in ["unlocked", "read", "purged"] {
        assert!(audit.contains(act), "{act}: {audit}");
    }
}

#[test]
fn wiping_wants_the_name_of_the_place() {
    let desk = Desk::new();
    let refused = desk.run(&["wipe"], "ja\n");
    assert_eq!(refused.status.code(), Some(1));
    assert!(out(&refused).contains("register"), "says what would go");
    assert!(Store::exists(&desk.data()));
    let wiped = desk.run(&["wipe"], "de oever\n");
    assert_eq!(wiped.status.code(), Some(0), "{}", out(&wiped));
    assert!(!Store::exists(&desk.data()));
    assert_eq!(desk.run(&["wipe"], "x\n").status.code(), Some(1));
}

#[test]
fn a_deep_check_names_the_records_that_cannot_be_read() {
    let desk = Desk::new();
    assert_eq!(desk.check(&desk.data(), "team").status.code(), Some(0));
    let month = fs::read_dir(desk.data().join("register"))
        .unwrap()
        .next()
        .unwrap();
    let month = month.unwrap().path();
    // A whole frame with a body that no key opens: the damage that a checksum does not see.
    let bytes = fs::read(&month).unwrap();
    let mut forged = Vec::new();
    for frame in balie::store::frame::scan(&bytes).frames {
        let mut payload = frame.payload.to_vec();
        *payload.last_mut().unwrap() ^= 1;
        forged.extend(balie::store::frame::encode(frame.sequence, &payload).unwrap());
    }
    fs::write(&month, forged).unwrap();
    fs::remove_dir_all(desk.data().join("sled")).unwrap();
    let checked = desk.check(&desk.data(), "coordinator");
    assert_eq!(checked.status.code(), Some(2));
    assert!(
        out(&checked).contains("do not open with their key: "),
        "{}",
        out(&checked)
    );
}

#[test]
fn a_command_that_reads_words_leaves_no_copy_of_its_memory() {
    let desk = Desk::new();
    let mut child = Command::new(env!("CARGO_BIN_EXE_balie"))
        .arg("--data")
        .arg(desk.data())
        .args(["record", "--route", "snel", "--answers", "-"])
        .args(["--passphrase-file", &desk.path("team")])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    // It waits for its input; the limit is set before anything is read.
    let deadline = Instant::now() + Duration::from_secs(20);
    let mut limit = core_limit_of(child.id());
    while limit.is_err() && Instant::now() < deadline {
        std::thread::yield_now();
        limit = core_limit_of(child.id());
    }
    drop(child.stdin.take());
    child.wait().unwrap();
    assert_eq!(limit, Ok(()));
}

/// With a umask that closes nothing: whatever stands there afterwards, sled's files, backup, slots, lock and the day's log,
/// is for its owner alone.
#[test]
fn whatever_the_program_writes_is_for_its_owner_alone() {
    let desk = Desk::new();
    let (data, away) = (desk.data(), desk.path("weg"));
    fs::remove_dir_all(data.join("sled")).unwrap();
    fs::create_dir(&away).unwrap();
    let (words, coordinator) = (desk.path("team"), desk.path("coordinator"));
    let today = jiff::Zoned::now().date().to_string();
    let backup = format!("{away}/kopie.balie");
    let restored = format!("{away}/terug");
    let runs: [&[&str]; 7] = [
        &["check", "--deep", "--passphrase-file", &words],
        &[
            "export",
            "--day",
            &today,
            "--format",
            "csv",
            "--to",
            &away,
            "--passphrase-file",
            &words,
        ],
        &["backup", "--to", &backup],
        &["restore", "--from", &backup, "--to", &restored],
        &["words", "replace", "--passphrase-file", &coordinator],
        &["audit", "--passphrase-file", &coordinator],
        &["--plain"],
    ];
    for arguments in runs {
        let mut sh = Command::new("sh");
        sh.args([
            "-c",
            "umask 0; exec \"$0\" \"$@\"",
            env!("CARGO_BIN_EXE_balie"),
            "--data",
        ]);
        let done = sh
            .arg(&data)
            .args(arguments)
            .stdin(Stdio::null())
            .output()
            .unwrap();
        assert_eq!(done.status.code(), Some(0), "{arguments:?}: {}", err(&done));
    }
    let mut seen = String::new();
    for file in files_below(&data)
        .into_iter()
        .chain(files_below(Path::new(&away)))
    {
        let mode = fs::metadata(&file).unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "{} {mode:o}", file.display());
        seen.push_str(&file.display().to_string());
    }
    for wanted in [
        "sled/",
        "keys.bin.2",
        "LOCK",
        "audit/",
        "kopie.balie",
        ".csv",
        "balie.log",
        "terug/FORMAT",
    ] {
        assert!(seen.contains(wanted), "{wanted} in {seen}");
    }
}

/// A bare name stands in the folder where the command is given; a disk that is full leaves no half file and no name.
#[test]
fn a_backup_by_a_bare_name_stands_and_one_that_has_no_room_leaves_nothing() {
    let desk = Desk::new();
    let stick = desk.path("stick");
    fs::create_dir(&stick).unwrap();
    let run = |before: &str| {
        let script = format!("{before} exec \"$0\" --data \"$1\" backup --to kopie.balie");
        let mut sh = Command::new("sh");
        sh.args(["-c", &script, env!("CARGO_BIN_EXE_balie")]);
        let done = sh.arg(desk.data()).current_dir(&stick).output();
        done.unwrap()
    };
    // No file may be longer than half a kilobyte, and the program is told instead of ended.
    let full = run("trap '' XFSZ; ulimit -f 1;");
    assert_ne!(full.status.code(), Some(0), "{}", out(&full));
    assert_eq!(fs::read_dir(&stick).unwrap().count(), 0);
    let done = run("");
    assert_eq!(done.status.code(), Some(0), "{}", err(&done));
    assert!(Path::new(&stick).join("kopie.balie").exists());
}
