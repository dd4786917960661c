//! Synonyms as data: what an editor may get wrong is told with file and line.
#![expect(clippy::unwrap_used, reason = "a test that fails here fails rightly")]

use std::{fs, path::Path, process::Command};

use balie::search::Synonyms;
use tempfile::TempDir;

use crate::search::card;

#[test]
fn everything_that_is_wrong_is_told_at_once() {
    let text = r#"
[[zelfde]]
woorden = ["huisbaas", "de verhuurder"]

[[verwant]]
woorden = ["alleen"]
[[gebeurtenis]]
zeg = ["Zorgtoeslag"]
kaarten = ["huurtoeslag", "weg"]
[[gebeurtenis]]
zeg = []
kaarten = ["huurtoeslag"]
"#;
    let synonyms = Synonyms::parse("synoniemen.toml", text).unwrap();
    let cards = [
        card("huurtoeslag", "Huurtoeslag", &[]),
        card("zorgtoeslag", "Zorgtoeslag", &[]),
    ];
    let told: Vec<String> = synonyms
        .check("synoniemen.toml", text, &cards, &[])
        .into_iter()
        .map(|problem| {
            let line = problem.line.unwrap();
            format!("{line} {}: {}", problem.field, problem.what)
        })
        .collect();
    assert_eq!(
        told,
        [
            "2 zelfde[0].woorden: `de verhuurder` is not one word",
            "5 verwant[0].woorden: a group needs two words",
            "7 gebeurtenis[0].kaarten: there is no card `weg`",
            "7 gebeurtenis[0].zeg: `Zorgtoeslag` is the name of the card `zorgtoeslag`",
            "10 gebeurtenis[1]: `zeg` and `kaarten` need something each",
        ]
    );
}

#[test]
fn a_file_that_is_no_list_of_synonyms_is_told_with_its_line() {
    let broken = Synonyms::parse("synoniemen.toml", "\n[[zelfde]]\nwoord = 1\n").unwrap_err();
    assert_eq!(broken.line, Some(3));
}

/// What `balie check` says with this file of synonyms in the data folder, and its exit code.
fn check(text: &str) -> (String, Option<i32>) {
    let data = TempDir::new().unwrap();
    let folder = data.path().join("kennisbank");
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join("synoniemen.toml"), text).unwrap();
    let output = Command::new(Path::new(env!("CARGO_BIN_EXE_balie")))
        .arg("--data")
        .arg(data.path())
        .arg("check")
        .output()
        .unwrap();
    (
        String::from_utf8(output.stdout).unwrap(),
        output.status.code(),
    )
}

#[test]
fn the_command_check_reads_the_synonyms_of_the_desk() {
    let (told, code) = check("[[gebeurtenis]]\nzeg = [\"zorgtoeslag\"]\nkaarten = [\"weg\"]\n");
    assert_eq!(code, Some(1), "{told}");
    for wanted in [
        "synoniemen.toml:1: gebeurtenis[0].kaarten: there is no card `weg`",
        "synoniemen.toml:1: gebeurtenis[0].zeg: `zorgtoeslag` is the name of the card `zorgtoeslag`",
    ] {
        assert!(told.contains(wanted), "{told}");
    }
    let (told, code) = check("[[zelfde]]\nwoorden = [\"fiets\", \"rijwiel\"]\n");
    assert_eq!(code, Some(0), "{told}");
}
