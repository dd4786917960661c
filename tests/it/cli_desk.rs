//! A desk without a screen: set up, record, export, all with the real program.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on has failed; the place says why"
)]

use std::{fs, os::unix::fs::PermissionsExt, path::PathBuf, process::Output};

use balie::{
    domain::{Reviewed, StoreId},
    export, kiosk,
    store::{Secret, Store},
};
use tempfile::TempDir;

use crate::cli::{err, out, run};

const TEAM: &str = "fiets lepel wolk appel";
const COORDINATOR: &str = "molen sjaal kaas brug tulp";

/// A data folder with the files beside it that a person keeps elsewhere.
pub(crate) struct Desk {
    folder: TempDir,
    /// The day on which it was set up: that of the machine, in the time zone of the desks.
    day: String,
}

impl Desk {
    pub(crate) fn set_up() -> Self {
        let desk = Self {
            folder: TempDir::new().unwrap(),
            day: balie::cli::now().unwrap().date().to_string(),
        };
        desk.secret("team", TEAM);
        desk.secret("coordinator", &format!("{COORDINATOR}\n"));
        let output = desk.run(
            &[
                "init",
                "--place",
                "wijkcontactpunt-de-oever",
                "--passphrase-file",
                &desk.path("team"),
                "--coordinator-file",
                &desk.path("coordinator"),
                "--recovery-to",
                &desk.path("herstel"),
            ],
            "",
        );
        assert_eq!(output.status.code(), Some(0), "{}", err(&output));
        desk
    }

    pub(crate) fn path(&self, name: &str) -> String {
        let path: PathBuf = self.folder.path().join(name);
        path.to_str().unwrap().to_owned()
    }

    /// Writes a file that only this account can read.
    pub(crate) fn secret(&self, name: &str, words: &str) {
        fs::write(self.path(name), words).unwrap();
        fs::set_permissions(self.path(name), fs::Permissions::from_mode(0o600)).unwrap();
    }

    pub(crate) fn run(&self, arguments: &[&str], input: &str) -> Output {
        run(&self.folder.path().join("data"), arguments, input)
    }

    /// What the coordinator let go on the screen.
    pub(crate) fn keep(&self, story: Reviewed) {
        let now = balie::cli::now().unwrap();
        let data = self.folder.path().join("data");
        let mut desk = Store::open(&data, now.timestamp()).unwrap();
        let words = Secret::new(COORDINATOR);
        desk.unlock(&words, now.timestamp()).unwrap();
        kiosk::stories::keep(&mut desk, story, (now.date(), now.timestamp())).unwrap();
        desk.close(now.timestamp()).unwrap();
    }

    pub(crate) fn record(&self, lines: &str) -> Output {
        self.run(&["record", "--route", "snel", "--answers", "-"], lines)
    }

    pub(crate) fn export(&self, format: &str, to: &str) -> Output {
        let team = self.path("team");
        let day = &self.day;
        self.run(
            &[
                "export",
                "--day",
                day,
                "--format",
                format,
                "--to",
                to,
                "--passphrase-file",
                &team,
            ],
            "",
        )
    }
}

#[test]
fn what_was_recorded_while_locked_comes_out_of_the_export() {
    let desk = Desk::set_up();
    let output = desk.record(
        "{\"thema\":\"geld\",\"uitkomst\":\"beantwoord\"}\n\
         \n\
         {\"thema\":\"gelt\"}\n\
         geen json\n\
         [1]\n\
         {\"thema\":\"zorg\",\"naam\":\"x\"}\n\
         {\"thema\":\"wonen\",\"uitkomst\":\"verwezen\",\"wie_hielp\":\"professional\"}\n",
    );
    assert_eq!(
        output.status.code(),
        Some(1),
        "four lines are for a person to mend"
    );
    let told = out(&output);
    let told: Vec<&str> = told.lines().collect();
    assert_eq!(told.len(), 6, "{told:?}");
    for id in [told[0], told[5]] {
        assert!(id.len() == 32 && id.chars().all(|digit| digit.is_ascii_hexdigit()));
    }
    assert_eq!(told[1], "line 3: thema: `gelt` is not one of the choices");
    assert!(
        told[2].starts_with("line 4: this is not JSON: "),
        "{}",
        told[2]
    );
    assert!(
        told[3].starts_with("line 5: this is not a JSON object"),
        "{}",
        told[3]
    );
    assert!(told[4].starts_with("line 6: naam: "), "{}", told[4]);

    let log = export::read(&out(&desk.export("jsonl", "-"))).unwrap();
    assert_eq!((log.totals.all, log.totals.by_volunteers), (2, 1));
    assert_eq!(log.place.as_str(), "wijkcontactpunt-de-oever");
}

#[test]
fn a_file_of_answers_is_recorded_with_the_words_of_the_team() {
    let desk = Desk::set_up();
    fs::write(desk.path("in.jsonl"), "\u{feff}{\"thema\":\"zorg\"}\r\n").unwrap();
    let (team, answers) = (desk.path("team"), desk.path("in.jsonl"));
    let record = [
        "record",
        "--route",
        "snel",
        "--answers",
        &answers,
        "--passphrase-file",
        &team,
    ];
    let output = desk.run(&record, "");
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    assert_eq!(err(&output), "", "nothing to warn of");
    let log = export::read(&out(&desk.export("jsonl", "-"))).unwrap();
    let row = &log.rows[0];
    assert_eq!(
        (row.theme.code(), row.outcome.code()),
        ("zorg", "beantwoord")
    );
    assert_eq!(row.solved_by.code(), "vrijwilliger");
}

#[test]
fn the_same_day_gives_the_same_bytes_and_never_overwrites() {
    let desk = Desk::set_up();
    desk.record("{\"thema\":\"geld\"}\n{\"thema\":\"zorg\"}\n");
    fs::create_dir(desk.path("uit")).unwrap();
    for format in ["csv", "jsonl", "xlsx", "pdf", "text"] {
        let first = desk.export(format, &desk.path("uit"));
        assert!(out(&first).ends_with(" (2 rows)\n"), "{}", out(&first));
        let second = desk.export(format, &desk.path("uit"));
        let file = |output: &Output| {
            let told = out(output);
            fs::read(told.strip_suffix(" (2 rows)\n").unwrap()).unwrap()
        };
        assert_ne!(first.stdout, second.stdout, "another name");
        assert_eq!(file(&first), file(&second));
        assert_eq!(file(&first), desk.export(format, "-").stdout);
    }
    let named = desk.path("uit/mijn.csv");
    assert!(out(&desk.export("csv", &named)).starts_with(&named));
    assert!(out(&desk.export("csv", &named)).starts_with(&desk.path("uit/mijn-2.csv")));
    assert_eq!(fs::read_dir(desk.path("uit")).unwrap().count(), 12);
}

#[test]
fn wrong_words_open_nothing_and_are_not_repeated() {
    let desk = Desk::set_up();
    desk.secret("team", "een twee drie vier");
    let output = desk.export("csv", "-");
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(out(&output), "");
    assert!(
        err(&output).starts_with("balie: no key slot opens"),
        "{}",
        err(&output)
    );
    assert!(!err(&output).contains("drie"));
}

#[test]
fn a_passphrase_file_that_all_can_read_is_warned_about() {
    let desk = Desk::set_up();
    fs::set_permissions(desk.path("team"), fs::Permissions::from_mode(0o644)).unwrap();
    let output = desk.export("csv", "-");
    assert_eq!(output.status.code(), Some(0));
    assert!(err(&output).starts_with("warning: everybody on this machine can read "));
    assert!(!err(&output).contains("lepel"));
}

#[test]
fn a_desk_is_set_up_once() {
    let desk = Desk::set_up();
    let output = desk.run(&["init", "--place", "wijkcontactpunt-de-oever"], "");
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(out(&output), "", "no words of a desk that was not made");
    assert!(
        err(&output).contains("holds a store already"),
        "{}",
        err(&output)
    );
    let code = fs::read_to_string(desk.path("herstel")).unwrap();
    let mode = fs::metadata(desk.path("herstel"))
        .unwrap()
        .permissions()
        .mode();
    assert_eq!((code.lines().count(), mode & 0o777), (1, 0o600));
}

#[test]
fn secrets_that_are_not_handed_in_are_printed_once_and_work() {
    let folder = TempDir::new().unwrap();
    let output = run(
        folder.path(),
        &["init", "--place", "wijkcontactpunt-de-oever"],
        "",
    );
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    let told = out(&output);
    let words = |name: &str| {
        let line = told
            .lines()
            .find(|line| line.trim_start().starts_with(name));
        line.unwrap()
            .trim()
            .strip_prefix(name)
            .unwrap()
            .trim()
            .to_owned()
    };
    assert_eq!(words("dienst").split_whitespace().count(), 4, "{told}");
    assert_eq!(words("coordinator").split_whitespace().count(), 5, "{told}");
    for name in ["dienst", "coordinator", "herstel"] {
        let elsewhere = TempDir::new().unwrap();
        let file = elsewhere.path().join("woorden");
        fs::write(&file, words(name)).unwrap();
        let file = file.to_str().unwrap();
        let check = ["check", "--deep", "--passphrase-file", file];
        let output = run(folder.path(), &check, "");
        assert_eq!(output.status.code(), Some(0), "{name}: {}", err(&output));
    }
}

#[test]
fn a_place_nobody_knows_and_words_too_few_are_refused() {
    let folder = TempDir::new().unwrap();
    let data = folder.path().join("data");
    let output = run(&data, &["init", "--place", "maan"], "");
    assert_eq!(output.status.code(), Some(1));
    assert!(
        err(&output).contains("there is no place `maan`"),
        "{}",
        err(&output)
    );
    assert!(
        err(&output).contains("wijkcontactpunt-de-oever"),
        "{}",
        err(&output)
    );
    let short = folder.path().join("kort");
    fs::write(&short, "een twee drie\n").unwrap();
    let init = [
        "init",
        "--place",
        "wijkcontactpunt-de-oever",
        "--passphrase-file",
        short.to_str().unwrap(),
    ];
    let output = run(&data, &init, "");
    assert_eq!(output.status.code(), Some(1));
    assert!(err(&output).contains("is too short"), "{}", err(&output));
    assert!(!data.exists(), "nothing was made");
}

#[test]
fn only_the_coordinator_names_sticks() {
    let desk = Desk::set_up();
    let stick = TempDir::new().unwrap();
    let root = stick.path().to_str().unwrap();
    let name = |secret: &str| {
        let file = desk.path(secret);
        desk.run(&["stick", "name", root, "--coordinator-file", &file], "")
    };
    let refused = name("team");
    assert_eq!(refused.status.code(), Some(1));
    assert!(
        err(&refused).contains("only the coordinator"),
        "{}",
        err(&refused)
    );
    assert_eq!(fs::read_dir(root).unwrap().count(), 0);
    assert_eq!(name("coordinator").status.code(), Some(0));
    let id = export::read(&out(&desk.export("jsonl", "-")))
        .unwrap()
        .store;
    assert!(export::target::check_marker(stick.path(), id).is_ok());
    assert_eq!(desk.export("csv", root).status.code(), Some(0));
    export::target::name_stick(stick.path(), StoreId([7; 16])).unwrap();
    let refused = desk.export("csv", root);
    assert_eq!(refused.status.code(), Some(1));
    assert!(
        err(&refused).contains("belongs to another desk"),
        "{}",
        err(&refused)
    );
}

#[test]
fn a_whole_store_is_sound_and_a_damaged_one_is_told() {
    let desk = Desk::set_up();
    desk.record("{\"thema\":\"geld\"}\n");
    let output = desk.run(&["check"], "");
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    assert!(
        out(&output).contains("store: 1 saves, 0 problems\n"),
        "{}",
        out(&output)
    );
    let team = desk.path("team");
    let deep = ["check", "--deep", "--passphrase-file", &team];
    let output = desk.run(&deep, "");
    assert_eq!(output.status.code(), Some(0), "{}", out(&output));
    assert!(out(&output).contains("decrypted"), "{}", out(&output));

    let register = desk.path("data/register");
    for month in fs::read_dir(register).unwrap() {
        let path = month.unwrap().path();
        let mut bytes = fs::read(&path).unwrap();
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
        fs::write(path, bytes).unwrap();
    }
    let output = desk.run(&["check"], "");
    assert_ne!(output.status.code(), Some(0), "{}", out(&output));
    assert!(out(&output).contains("register/"), "{}", out(&output));
}

#[test]
fn figures_of_a_period_are_told_with_what_the_words_open() {
    let desk = Desk::set_up();
    desk.record("{\"thema\":\"geld\"}\n{\"thema\":\"zorg\",\"wie_hielp\":\"professional\"}\n");
    let figures = |from: &str, to: &str, secret: &str| {
        let file = desk.path(secret);
        let figures = ["figures", "--from", from, "--to", to, "--format", "json"];
        desk.run(&[&figures[..], &["--passphrase-file", &file]].concat(), "")
    };
    let output = figures(&desk.day, &desk.day, "coordinator");
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    let told: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let all = |when: &str| told[when]["hulpvragen"]["hulpvragen"].clone();
    assert_eq!((all("nu"), all("ervoor")), (2.into(), 0.into()));
    assert_eq!(told["nu"]["aandelen"]["breed"]["deel"], 1);
    assert_eq!(err(&output), "");
    let of_team = figures(&desk.day, &desk.day, "team");
    assert!(
        err(&of_team).contains("the last weeks only"),
        "{}",
        err(&of_team)
    );
    let backwards = figures("2026-11-30", "2026-11-01", "team");
    assert_eq!(backwards.status.code(), Some(1));
    assert!(
        err(&backwards).contains("is no period"),
        "{}",
        err(&backwards)
    );
}
