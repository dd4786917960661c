//! Public suites: expressions of `JavaRosa` give the values it gives or are refused by name, and forms of `pyxform` parse
//! or are refused by name. `tests/public/README.md` has the counts, and how to run the forms.
#![expect(clippy::unwrap_used, reason = "a test may stop")]

use std::{
    collections::BTreeMap,
    env, fs,
    path::{Path, PathBuf},
};

use balie::{
    assets::{self, Folder},
    domain::Problem,
    kiosk::library,
    route::{self, Lists, Purpose},
};

/// Where our values differ on purpose, and why.
const ON_PURPOSE: &[(&str, &str)] = &[
    (
        "0.00000000000000000123",
        "closer to 0 than JavaRosa tells numbers apart: written as 0",
    ),
    ("number('0.00000000000000000123')", "the same"),
    (
        "int('0.00000000000000000123')",
        "a whole number is what int gives",
    ),
    (
        "string-length()",
        "the length of the own answer, which is blank here",
    ),
];

fn file(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// What became of one case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fate {
    Equal,
    Refused,
    /// `JavaRosa` stops with an error; here the value is blank or NaN, for a talk must go on.
    Blank,
    Different,
}

fn fate(expression: &str, expected: &str) -> (Fate, String) {
    let now = "2026-11-21T10:42[Europe/Amsterdam]".parse().unwrap();
    let found = match route::evaluate(expression, &serde_json::Map::new(), &now) {
        Ok(found) => found,
        Err(error) => {
            let is_named = error.what.contains('`') || error.what.contains('\'');
            let fate = if is_named || expected == "!" {
                Fate::Refused
            } else {
                Fate::Different
            };
            return (fate, error.what);
        }
    };
    let is_equal = match expected.split_at(1) {
        ("\"", text) => found == text,
        ("#", number) => {
            let (expected, found): (f64, f64) =
                (number.parse().unwrap(), found.parse().unwrap_or(f64::NAN));
            (expected - found).abs() <= expected.abs() * 1e-12
        }
        ("!", _) => {
            let is_nothing = ["", "NaN", "false"].contains(&found.as_str());
            return (
                if is_nothing {
                    Fate::Blank
                } else {
                    Fate::Different
                },
                found,
            );
        }
        _ => found == expected,
    };
    (
        if is_equal {
            Fate::Equal
        } else {
            Fate::Different
        },
        found,
    )
}

#[test]
fn expressions_of_javarosa_give_its_values_or_are_refused_by_name() {
    let text = fs::read_to_string(file("tests/public/xpath.tsv")).unwrap();
    let mut counts = BTreeMap::new();
    let mut different = Vec::new();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let (expression, expected) = line.split_once('\t').unwrap();
        let (fate, found) = fate(expression, expected);
        let is_on_purpose = ON_PURPOSE.iter().any(|(known, _)| *known == expression);
        assert!(
            !is_on_purpose || fate == Fate::Different,
            "{expression} no longer differs"
        );
        *counts.entry(fate).or_insert(0) += 1;
        if fate == Fate::Different && !is_on_purpose {
            different.push(format!("{expression} gives {found:?}, not {expected}"));
        }
    }
    assert!(different.is_empty(), "{}", different.join("\n"));
    insta::assert_snapshot!(format!("{counts:?}"), @"{Equal: 273, Refused: 100, Blank: 4, Different: 4}");
}

fn read(path: &Path) -> Result<(), Vec<Problem>> {
    let asset = assets::read(path, Folder::Routes).map_err(|problem| vec![problem])?;
    let source = library::source_of(&asset);
    route::read(&asset.name, source, &Lists::new(), Purpose::Form).map(|_| ())
}

/// The workbooks of a folder, in order.
fn workbooks(folder: &Path) -> Vec<PathBuf> {
    let mut all: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "xlsx")
        })
        .collect();
    all.sort();
    all
}

#[test]
fn a_few_forms_of_pyxform_parse_or_are_refused_by_name() {
    let mut shown = Vec::new();
    for path in workbooks(&file("tests/public/xlsform")) {
        let name = path.file_name().unwrap().to_str().unwrap();
        match read(&path) {
            Ok(()) => shown.push(format!("{name}: parses")),
            Err(problems) => {
                for problem in problems {
                    shown.push(format!("{name}: {} {}", problem.field, problem.what));
                }
            }
        }
    }
    insta::assert_snapshot!(shown.join("\n"), @"
    field-list.xlsx: parses
    group.xlsx: survey!A4 type the type `phone` is not understood
    text_and_integer.xlsx: parses
    yes_or_no_question.xlsx: parses
    ");
}

#[test]
#[ignore = "reads a folder of XLSForm workbooks: BALIE_XLSFORMS=FOLDER cargo test --test it public -- --ignored --nocapture"]
fn a_folder_of_forms() {
    let folder = PathBuf::from(env::var_os("BALIE_XLSFORMS").unwrap());
    let (mut parsed, mut refused) = (0, 0);
    for path in workbooks(&folder) {
        match read(&path) {
            Ok(()) => {
                parsed += 1;
                println!("parses   {}", path.display());
            }
            Err(problems) => {
                refused += 1;
                assert!(!problems.is_empty());
                println!("refused  {}: {} problems", path.display(), problems.len());
                for problem in problems.iter().take(3) {
                    println!("         {}: {}", problem.field, problem.what);
                }
            }
        }
    }
    println!("{parsed} parse, {refused} are refused by name");
    assert!(parsed + refused > 0);
}
