//! What leaves the desk from the command line, and what is refused.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on has failed; the place says why"
)]

use std::fs;

use balie::domain::{EnquiryId, Reviewed, Theme, Verdict};

use crate::{
    cli::{err, out},
    cli_desk::Desk,
};

#[test]
fn a_mistyped_folder_is_an_error_and_no_file() {
    let desk = Desk::set_up();
    for to in ["stik", "stik/"] {
        let output = desk.export("csv", &desk.path(to));
        assert_eq!(output.status.code(), Some(1), "{to}");
        assert!(
            err(&output).contains("there is no folder"),
            "{}",
            err(&output)
        );
        assert!(!fs::exists(desk.path(to)).unwrap(), "{to}");
    }
}

#[test]
fn outside_the_team_only_a_quarter_or_a_year_is_told() {
    let desk = Desk::set_up();
    desk.record("{\"thema\":\"geld\"}\n");
    let words = desk.path("coordinator");
    let figures = |from: &str, to: &str, more: &[&str]| {
        let asked = ["figures", "--from", from, "--to", to, "--outside"];
        let words = ["--passphrase-file", words.as_str()];
        desk.run(&[&asked[..], &words, more].concat(), "")
    };
    let month = figures("2026-11-01", "2026-11-30", &[]);
    assert_eq!(month.status.code(), Some(1));
    assert!(
        err(&month).contains("no quarter or year"),
        "{}",
        err(&month)
    );
    let story = Reviewed {
        enquiry: EnquiryId([1; 16]),
        day: balie::cli::now().unwrap().date(),
        theme: Theme::Money,
        text: "Samen lezen hielp.".to_owned(),
        verdict: Verdict::MayLeave,
    };
    desk.keep(story);
    let today = balie::cli::now().unwrap().date();
    let (first, last) = (today.first_of_year(), today.last_of_year());
    let year = figures(&first.to_string(), &last.to_string(), &[]);
    assert_eq!(year.status.code(), Some(0), "{}", err(&year));
    let page = out(&year);
    assert!(page.contains("afgerond op vijftallen"), "{page}");
    assert!(page.contains("Samen lezen hielp."), "{page}");
}

#[test]
fn figures_of_other_desks_are_added_when_their_logs_are_whole_and_signed() {
    let (ours, theirs) = (Desk::set_up(), Desk::set_up());
    ours.record("{\"thema\":\"geld\"}\n");
    theirs.record("{\"thema\":\"geld\"}\n{\"thema\":\"zorg\"}\n");
    let log = theirs.path("hun.jsonl");
    fs::write(&log, out(&theirs.export("jsonl", "-"))).unwrap();
    let words = ours.path("coordinator");
    let today = balie::cli::now().unwrap().date().to_string();
    let figures = |more: &[&str]| {
        let asked = [
            "figures", "--from", &today, "--to", &today, "--format", "json",
        ];
        let words = ["--passphrase-file", words.as_str()];
        ours.run(&[&asked[..], &words, more].concat(), "")
    };
    let count = |output: &std::process::Output| {
        assert_eq!(output.status.code(), Some(0), "{}", err(output));
        let object: serde_json::Value = serde_json::from_str(&out(output)).unwrap();
        object["nu"]["hulpvragen"]["hulpvragen"].as_u64().unwrap()
    };
    assert_eq!(count(&figures(&[])), 1);
    assert_eq!(count(&figures(&["--also", &log])), 3);
    let twice = figures(&["--also", &log, "--also", &log]);
    assert!(err(&twice).contains("added already"), "{}", err(&twice));
    let key = theirs.path("sleutel.txt");
    fs::write(&key, out(&theirs.run(&["key"], ""))).unwrap();
    assert_eq!(count(&figures(&["--also", &log, "--key", &key])), 3);
    fs::write(ours.path("sleutel.txt"), out(&ours.run(&["key"], ""))).unwrap();
    let stranger = figures(&["--also", &log, "--key", &ours.path("sleutel.txt")]);
    assert!(err(&stranger).contains("another key"), "{}", err(&stranger));
    let changed = fs::read_to_string(&log)
        .unwrap()
        .replacen("\"zorg\"", "\"geld\"", 1);
    fs::write(&log, changed).unwrap();
    let changed = figures(&["--also", &log]);
    assert_eq!(changed.status.code(), Some(1));
    assert!(err(&changed).contains("line "), "{}", err(&changed));
    fs::write(&log, out(&ours.export("jsonl", "-"))).unwrap();
    let own = figures(&["--also", &log]);
    assert!(err(&own).contains("of this desk itself"), "{}", err(&own));
}

#[test]
fn every_export_is_in_the_audit_log() {
    let desk = Desk::set_up();
    desk.record("{\"thema\":\"geld\"}\n");
    fs::create_dir(desk.path("uit")).unwrap();
    let (uit, words) = (desk.path("uit"), desk.path("coordinator"));
    let today = balie::cli::now().unwrap().date().to_string();
    assert_eq!(desk.export("csv", &uit).status.code(), Some(0));
    let key = age::x25519::Identity::generate().to_public().to_string();
    let rides = ["--what", "rides", "--day", &today, "--format", "text"];
    for more in [
        &rides[..],
        &["--what", "calendar"],
        &["--what", "contacts"],
        &["--register", "--recipient", &key],
    ] {
        let asked = ["export", "--to", &uit, "--passphrase-file", &words];
        let output = desk.run(&[&asked[..], more].concat(), "");
        assert_eq!(output.status.code(), Some(0), "{more:?}: {}", err(&output));
    }
    let period = ["figures", "--from", &today, "--to", &today];
    let output = desk.run(&[&period[..], &["--passphrase-file", &words]].concat(), "");
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    let audit = out(&desk.run(&["audit", "--passphrase-file", &words], ""));
    let told: Vec<&str> = audit
        .lines()
        .filter(|line| line.contains("exported"))
        .collect();
    assert_eq!(told.len(), 6, "{audit}");
    for what in [
        "daglog-",
        "ritten-",
        "agenda-",
        "adressen-",
        "register-",
        "figures",
    ] {
        let count = told.iter().filter(|line| line.contains(what)).count();
        assert_eq!(count, 1, "{what}: {audit}");
    }
}

#[test]
fn two_exports_at_once_get_a_file_each() {
    let desks = [Desk::set_up(), Desk::set_up()];
    let folder = tempfile::tempdir().unwrap();
    let to = folder.path().to_str().unwrap();
    std::thread::scope(|scope| {
        for desk in &desks {
            scope.spawn(move || {
                let words = desk.path("team");
                let asked = ["export", "--what", "contacts", "--to", to];
                let words = ["--passphrase-file", words.as_str()];
                let output = desk.run(&[&asked[..], &words].concat(), "");
                assert_eq!(output.status.code(), Some(0), "{}", err(&output));
            });
        }
    });
    let files = fs::read_dir(folder.path()).unwrap();
    let files: Vec<_> = files.map(|file| file.unwrap().path()).collect();
    assert_eq!(files.len(), 2, "{files:?}");
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        assert!(text.ends_with("END:VCARD\r\n"), "{}", file.display());
    }
}

#[test]
fn the_register_leaves_encrypted_for_the_coordinator_or_not_at_all() {
    let desk = Desk::set_up();
    desk.record("{\"thema\":\"geld\"}\n");
    fs::create_dir(desk.path("uit")).unwrap();
    let to = desk.path("uit");
    let export = |words: &str, more: &[&str]| {
        let words = desk.path(words);
        let asked = [
            "export",
            "--register",
            "--to",
            to.as_str(),
            "--passphrase-file",
            words.as_str(),
        ];
        desk.run(&[&asked[..], more].concat(), "")
    };
    let key = age::x25519::Identity::generate();
    let recipient = key.to_public().to_string();
    assert_eq!(
        export("team", &["--recipient", &recipient]).status.code(),
        Some(1)
    );
    let plain = export("coordinator", &[]);
    assert!(
        err(&plain).contains("encrypted or not at all"),
        "{}",
        err(&plain)
    );
    let output = export("coordinator", &["--recipient", &recipient]);
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    let file = fs::read_dir(&to).unwrap().next().unwrap().unwrap().path();
    let opened = age::decrypt(&key, &fs::read(file).unwrap()).unwrap();
    assert!(String::from_utf8(opened).unwrap().contains("\"geld\""));
}

#[test]
fn a_bad_template_is_told_with_its_line_and_the_shipped_one_is_used() {
    let desk = Desk::set_up();
    desk.record("{\"thema\":\"geld\"}\n");
    fs::create_dir_all(desk.path("data/templates")).unwrap();
    fs::write(
        desk.path("data/templates/dagverslag.toml"),
        "naam = \"x\"\nlogo = 3\n",
    )
    .unwrap();
    let output = desk.export("text", "-");
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    let told = "templates/dagverslag.toml:2: ";
    assert!(err(&output).contains(told), "{}", err(&output));
    assert!(out(&output).contains("Hulpvragen: 1"), "{}", out(&output));
    let check = desk.run(&["check"], "");
    assert_eq!(check.status.code(), Some(1), "{}", out(&check));
    assert!(out(&check).contains(told), "{}", out(&check));
}
