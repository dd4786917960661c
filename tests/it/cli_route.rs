//! `balie route`: a file checked, walked and tried out, with the real program.
#![expect(clippy::unwrap_used, reason = "a test may stop")]

use std::fs;

use tempfile::TempDir;

use crate::cli::{err, out, run};

/// A folder with these files.
fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

/// Runs `balie route` in a folder, with its files named by their bare names; gives exit code, output and complaints.
fn route(folder: &TempDir, arguments: &[&str]) -> (i32, String, String) {
    let path = folder.path().to_str().unwrap();
    let arguments: Vec<String> = std::iter::once("route".to_owned())
        .chain(
            arguments
                .iter()
                .map(|argument| argument.replace('@', &format!("{path}/"))),
        )
        .collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let output = run(&folder.path().join("data"), &arguments, "");
    let shown = |text: String| text.replace(&format!("{path}/"), "");
    (
        output.status.code().unwrap(),
        shown(out(&output)),
        shown(err(&output)),
    )
}

const PETS: &str = r#"id = "dieren"
title = "Dieren"
aim = "Tellen."
tempo = "kort"

[[survey]]
type = "integer"
name = "honden"
label = "Hoeveel honden?"
constraint = ". < 10"
constraint_message = "Zoveel honden kan niet."

[[survey]]
type = "calculate"
name = "poten"
calculation = "${honden} * 4"

[[survey]]
type = "text"
name = "naam"
label = "Hoe heet de hond?"
relevant = "${honden} > 0"
"#;

#[test]
fn an_expression_is_printed_as_xpath_writes_it() {
    let folder = folder(&[(
        "a.json",
        r#"{"aantal": 7, "vorm": ["brief", "rekening"], "rij": [{"n": 1}, {"n": 2}]}"#,
    )]);
    for (expression, value) in [
        ("3 + 4", "7"),
        ("7 div 2", "3.5"),
        ("-7", "-7"),
        ("-7 mod 4", "-3"),
        ("--7", "7"),
        ("0 div 0", "NaN"),
        ("not(false())", "true"),
        ("${aantal} * 2", "14"),
        ("selected(${vorm}, 'brief')", "true"),
        ("sum(${n})", "3"),
        ("count(${rij})", "2"),
        ("${er_niet} = ''", "true"),
    ] {
        let (exit, told, _) = route(&folder, &["eval", expression, "--answers", "@a.json"]);
        assert_eq!(
            (exit, told.as_str()),
            (0, format!("{value}\n").as_str()),
            "{expression}"
        );
    }
    let (exit, told, complaint) = route(&folder, &["eval", "pulldata('x')"]);
    assert_eq!((exit, told.as_str()), (1, ""));
    insta::assert_snapshot!(complaint, @"
    balie: the function `pulldata` is not part of the language
      put the values in a choice list
    ");
    let (exit, told, _) = route(&folder, &["eval", "'\u{1b}[2J'"]);
    assert_eq!((exit, told.as_str()), (0, " [2J\n"));
}

#[test]
fn a_sound_file_is_told_sound_and_a_wrong_one_every_problem() {
    let wrong = PETS
        .replace(". < 10", "pulldata(.)")
        .replace("integer", "geopoint");
    let folder = folder(&[("goed.toml", PETS), ("fout.toml", &wrong)]);
    let (exit, told, _) = route(&folder, &["check", "@goed.toml", "--form"]);
    insta::assert_snapshot!(told, @"goed.toml: route `dieren`, 2 questions, 1 calculations, 0 problems");
    assert_eq!(exit, 0);
    let (exit, told, _) = route(&folder, &["check", "@fout.toml"]);
    insta::assert_snapshot!(told, @"
    fout.toml:1: thema: the route has no field `thema`, so nothing can be counted
      add a select_one with the name thema, or a calculate that gives its code
    fout.toml:1: uitkomst: the route has no field `uitkomst`, so nothing can be counted
      add a select_one with the name uitkomst, or a calculate that gives its code
    fout.toml:1: wie_hielp: the route has no field `wie_hielp`, so nothing can be counted
      add a select_one with the name wie_hielp, or a calculate that gives its code
    fout.toml:7: type: the type `geopoint` is not understood
      ask for the neighbourhood with select_one
    fout.toml:10: constraint: the function `pulldata` is not part of the language
      put the values in a choice list
    5 problems
    ");
    assert_eq!(exit, 1);
    let (exit, told, _) = route(&folder, &["check", "@afwezig.toml"]);
    assert_eq!(exit, 1);
    assert!(told.contains("the file cannot be read"), "{told}");
}

#[test]
fn a_walk_prints_what_was_asked_refused_and_worked_out_and_the_record() {
    let folder = folder(&[
        ("dieren.toml", PETS),
        ("goed.json", r#"{"honden": 2, "naam": "Bello"}"#),
        ("veel.json", r#"{"honden": 12}"#),
        ("vreemd.json", r#"{"honden": 0, "katten": 1}"#),
        ("geen.json", "[1, 2]"),
    ]);
    let walk = |answers: &str| {
        route(
            &folder,
            &["run", "@dieren.toml", "--answers", answers, "--json"],
        )
    };
    let (exit, told, _) = walk("@goed.json");
    insta::assert_snapshot!(told, @r#"
    {"event":"asked","field":"honden","label":"Hoeveel honden?","answer":2}
    {"event":"calculated","field":"poten","value":"8"}
    {"event":"asked","field":"naam","label":"Hoe heet de hond?","answer":"Bello"}
    {"event":"record","record":{"honden":2,"naam":"Bello","poten":8}}
    "#);
    assert_eq!(exit, 0);
    let (exit, told, _) = walk("@veel.json");
    insta::assert_snapshot!(told, @r#"
    {"event":"asked","field":"honden","label":"Hoeveel honden?","answer":null}
    {"event":"refused","field":"honden","reason":"Zoveel honden kan niet."}
    {"event":"no-record","refused":1}
    "#);
    assert_eq!(exit, 1);
    let (exit, told, _) = walk("@vreemd.json");
    insta::assert_snapshot!(told, @r#"
    {"event":"refused","field":"katten","reason":"the route has no field `katten`"}
    {"event":"asked","field":"honden","label":"Hoeveel honden?","answer":0}
    {"event":"calculated","field":"poten","value":"0"}
    {"event":"no-record","refused":1}
    "#);
    assert_eq!(exit, 1);
    let (exit, told, complaint) = walk("@geen.json");
    assert_eq!((exit, told.as_str()), (1, ""));
    assert!(
        complaint.contains("geen.json is not a JSON object"),
        "{complaint}"
    );
    let (exit, told, _) = route(&folder, &["run", "@dieren.toml", "--answers", "@goed.json"]);
    insta::assert_snapshot!(told, @"
    asked honden: Hoeveel honden? -> 2
    calculated poten: 8
    asked naam: Hoe heet de hond? -> Bello
    record:
      honden: 2
      naam: Bello
      poten: 8
    ");
    assert_eq!(exit, 0);
}
