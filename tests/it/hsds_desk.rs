//! Open Referral HSDS with the real program: taken whole, undone, exported, and kept away from emergency numbers.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops at the first thing that fails"
)]

use std::fs;

use balie::{hsds, knowledge::Article};
use tempfile::TempDir;

use crate::{
    cli::{err, out, run},
    hsds::{Files, shipped, specification},
};

/// A folder with these files, and the way to it.
fn folder(files: &Files) -> (TempDir, String) {
    let folder = TempDir::new().unwrap();
    for (name, bytes) in files {
        fs::write(folder.path().join(name), bytes).unwrap();
    }
    let path = folder.path().to_str().unwrap().to_owned();
    (folder, path)
}

#[test]
fn the_program_takes_the_good_rows_whole_and_can_undo_it() {
    let data = TempDir::new().unwrap();
    let mut files = specification();
    let text = String::from_utf8(files["services.csv"].clone()).unwrap();
    let wrong = text
        .lines()
        .nth(1)
        .unwrap()
        .replacen("ac148810", "bc148810", 1)
        .replace(",active,", ",open,");
    files.insert(
        "services.csv".to_owned(),
        format!("{}\n{wrong}\n", text.trim_end()).into_bytes(),
    );
    let (_folder, path) = folder(&files);
    let output = run(
        data.path(),
        &["knowledge", "import", "--hsds", &path, "--yes"],
        "",
    );
    assert_eq!(output.status.code(), Some(1), "{}", err(&output));
    let told = out(&output);
    for line in [
        "services.csv:3: status: `open` cannot stand here\n  use one of: active, ",
        "1 cards; 1 rows skipped, 1 problems; 0 services not active\n",
        "new          hsds-community-counselling-ac148810  Community Counselling\n",
        "in use from now on",
    ] {
        assert!(told.contains(line), "{line}\n{told}");
    }
    let list = run(data.path(), &["knowledge", "list"], "");
    assert!(out(&list).contains("Community Counselling"));
    assert_eq!(run(data.path(), &["check"], "").status.code(), Some(0));
    assert_eq!(
        run(data.path(), &["knowledge", "undo"], "").status.code(),
        Some(0)
    );
    assert!(!out(&run(data.path(), &["knowledge", "list"], "")).contains("Community Counselling"));
}

#[test]
fn the_program_exports_what_it_imports() {
    let data = TempDir::new().unwrap();
    let to = data.path().join("hsds");
    let path = to.to_str().unwrap();
    let output = run(data.path(), &["knowledge", "export", "--hsds", path], "");
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    let full = run(data.path(), &["knowledge", "export", "--hsds", path], "");
    assert!(err(&full).contains("is not empty"), "{}", err(&full));
    let import = run(
        data.path(),
        &["knowledge", "import", "--hsds", path, "--dry-run"],
        "",
    );
    assert_eq!(import.status.code(), Some(0), "{}", out(&import));
    assert!(
        out(&import).contains(" 0 rows skipped, 0 problems"),
        "{}",
        out(&import)
    );
    assert!(!data.path().join("pakken").exists());
}

#[test]
fn a_list_from_elsewhere_never_changes_an_emergency_number() {
    let alarm = shipped()
        .into_iter()
        .find(|card| card.id.as_str() == "112")
        .unwrap();
    let other = Article {
        phone: vec!["0900-1234".to_owned()],
        ..alarm
    };
    let (_folder, path) = folder(&hsds::write_tables(&[other], "NL", "Noord-Holland").unwrap());
    let data = TempDir::new().unwrap();
    let output = run(
        data.path(),
        &["knowledge", "import", "--hsds", &path, "--yes"],
        "",
    );
    assert_eq!(output.status.code(), Some(1));
    assert!(
        out(&output).contains("`112` is a card for emergencies"),
        "{}",
        out(&output)
    );
    assert!(!data.path().join("pakken").exists());
}
