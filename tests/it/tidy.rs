//! Rules of the house that a compiler does not keep. Each test says what to do where it fails.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::panic,
    reason = "a test that cannot go on has failed; the place says why"
)]

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use balie::assets;

const HOUSE: &str = env!("CARGO_MANIFEST_DIR");

/// Who may import whom; the table of `src/lib.rs`.
const MAY_IMPORT: [(&str, &[&str]); 19] = [
    ("domain", &[]),
    ("privacy", &[]),
    ("signature", &[]),
    ("words", &[]),
    ("assets", &["domain", "pack"]),
    ("pack", &["signature"]),
    ("figures", &["domain"]),
    ("knowledge", &["domain"]),
    ("matching", &["domain"]),
    ("practice", &["domain"]),
    ("route", &["domain"]),
    ("store", &["domain", "signature"]),
    ("conversation", &["domain", "privacy", "route"]),
    ("search", &["domain", "knowledge"]),
    ("hsds", &["domain", "knowledge"]),
    ("export", &["domain", "figures", "knowledge", "signature"]),
    (
        "tui",
        &[
            "conversation",
            "domain",
            "figures",
            "knowledge",
            "matching",
            "practice",
            "privacy",
            "route",
            "search",
            "words",
        ],
    ),
    ("plain", &["tui"]),
    ("main", &["cli", "kiosk"]),
];

/// Rooms that may import every room.
const MAY_IMPORT_ALL: [&str; 2] = ["cli", "kiosk"];

/// Rooms that do no input or output, read no clock and no environment, and start no thread.
const PURE: [&str; 13] = [
    "domain",
    "route",
    "conversation",
    "privacy",
    "knowledge",
    "matching",
    "practice",
    "search",
    "figures",
    "signature",
    "hsds",
    "plain",
    "words",
];

/// What a pure room has no use for.
const IMPURE: [&str; 12] = [
    "std::fs",
    "std::io",
    "std::env",
    "std::net",
    "std::process",
    "std::thread",
    "std::time",
    "Timestamp::now",
    "Zoned::now",
    "TimeZone::system",
    "getrandom",
    "println!",
];

/// Packages of the lock file that are built for other systems only.
const NOT_ON_LINUX: [&str; 1] = ["iana-time-zone-haiku"];

/// Every file below a folder of the house, in order.
fn files_below(folder: &str) -> Vec<PathBuf> {
    fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, found);
            } else {
                found.push(path);
            }
        }
    }
    let mut found = Vec::new();
    let folder = Path::new(HOUSE).join(folder);
    if folder.is_dir() {
        walk(&folder, &mut found);
    }
    found.sort();
    found
}

/// A path as it is written in the house, with slashes.
fn name(path: &Path) -> String {
    path.strip_prefix(HOUSE)
        .unwrap()
        .to_string_lossy()
        .replace('\\', "/")
}

/// The Rust files of the program: the room, the name and the code without lines that are only comment.
fn rooms() -> Vec<(String, String, String)> {
    files_below("src")
        .iter()
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
        .map(|path| {
            let name = name(path);
            let inside = name.strip_prefix("src/").unwrap();
            let end = inside.find(['/', '.']).unwrap();
            let code: Vec<String> = fs::read_to_string(path)
                .unwrap()
                .lines()
                .filter(|line| !line.trim_start().starts_with("//"))
                .map(str::to_owned)
                .collect();
            (inside[..end].to_owned(), name, code.join("\n"))
        })
        .collect()
}

/// The rooms a file names after `root`, such as `crate::`, in `use` lines and elsewhere, alone or in braces.
fn rooms_named(code: &str, root: &str) -> BTreeSet<String> {
    let mut named = BTreeSet::new();
    for (at, _) in code.match_indices(root) {
        let rest = &code[at + root.len()..];
        let Some(group) = rest.strip_prefix('{') else {
            named.insert(first_word(rest));
            continue;
        };
        let mut depth = 1;
        let mut begins = true;
        for (at, letter) in group.char_indices() {
            match letter {
                '{' => depth += 1,
                '}' => depth -= 1,
                ',' if depth == 1 => begins = true,
                letter if begins && depth == 1 && !letter.is_whitespace() => {
                    named.insert(first_word(&group[at..]));
                    begins = false;
                }
                _ => {}
            }
            if depth == 0 {
                break;
            }
        }
    }
    named
}

fn first_word(text: &str) -> String {
    text.chars()
        .take_while(|letter| letter.is_alphanumeric() || *letter == '_')
        .collect()
}

#[test]
fn imports_are_read_from_every_form() {
    let code = "use crate::domain::Day;\nuse crate::{\n    figures::{Totals, store},\n    export,\n};\nlet x = crate::words::say(1);";
    let named = rooms_named(code, "crate::");
    assert_eq!(
        named.iter().map(String::as_str).collect::<Vec<_>>(),
        ["domain", "export", "figures", "words"]
    );
}

#[test]
fn rooms_import_only_downward() {
    let mut wrong = Vec::new();
    for (room, file, code) in rooms() {
        if room == "lib" || MAY_IMPORT_ALL.contains(&room.as_str()) {
            continue;
        }
        let Some((_, allowed)) = MAY_IMPORT.iter().find(|(name, _)| *name == room) else {
            wrong.push(format!("{file}: the room `{room}` is not in the table"));
            continue;
        };
        let root = if room == "main" { "balie::" } else { "crate::" };
        for other in rooms_named(&code, root) {
            if other != room && !allowed.contains(&other.as_str()) {
                wrong.push(format!("{file}: `{room}` may not import `{other}`"));
            }
        }
    }
    assert_eq!(wrong, [""; 0], "keep to the table of src/lib.rs");
}

#[test]
fn the_table_is_that_of_the_map() {
    let map = fs::read_to_string(Path::new(HOUSE).join("src/lib.rs")).unwrap();
    let table: Vec<(Vec<&str>, BTreeSet<&str>)> = map
        .lines()
        .filter_map(|line| line.strip_prefix("//! ")?.split_once(" -> "))
        .map(|(left, right)| {
            (
                left.split(',').map(str::trim).collect(),
                right.split(',').map(str::trim).collect(),
            )
        })
        .collect();
    for (room, allowed) in MAY_IMPORT {
        let (_, right) = table
            .iter()
            .find(|(left, _)| left.contains(&room))
            .unwrap_or_else(|| panic!("src/lib.rs does not say what `{room}` may import"));
        let expected: BTreeSet<&str> = if allowed.is_empty() {
            BTreeSet::from(["the standard library and small value crates"])
        } else {
            allowed.iter().copied().collect()
        };
        assert_eq!(*right, expected, "{room}");
    }
}

#[test]
fn pure_rooms_touch_nothing_outside() {
    let mut wrong = Vec::new();
    for (room, file, code) in rooms() {
        if PURE.contains(&room.as_str()) {
            for impure in IMPURE.iter().filter(|impure| code.contains(**impure)) {
                wrong.push(format!("{file}: {impure}"));
            }
        }
    }
    assert_eq!(wrong, [""; 0], "let the caller hand it in as a value");
}

#[test]
fn no_file_has_two_ideas() {
    let mut wrong = Vec::new();
    for path in ["src", "tests", "benches"]
        .into_iter()
        .flat_map(files_below)
    {
        if path.extension().is_some_and(|extension| extension == "rs") {
            let lines = fs::read_to_string(&path).unwrap().lines().count();
            if lines > 500 {
                wrong.push(format!("{} has {lines} lines", name(&path)));
            }
            if path.ends_with("mod.rs") {
                wrong.push(format!("{} is a mod.rs", name(&path)));
            }
        }
    }
    assert_eq!(
        wrong, [""; 0],
        "give the second idea a file: room.rs and room/part.rs"
    );
}

#[test]
fn every_file_begins_with_what_it_is_for() {
    let mut wrong = Vec::new();
    for path in ["src", "tests", "benches"]
        .into_iter()
        .flat_map(files_below)
    {
        let is_rust = path.extension().is_some_and(|extension| extension == "rs");
        if is_rust && !fs::read_to_string(&path).unwrap().starts_with("//! ") {
            wrong.push(name(&path));
        }
    }
    assert_eq!(wrong, [""; 0], "begin with a //! paragraph");
}

#[test]
fn nothing_names_a_path_of_one_machine() {
    // In two halves, so that this file does not find itself.
    let paths = [
        HOUSE,
        concat!("/ro", "ot/"),
        concat!("/ho", "me/"),
        concat!("/Us", "ers/"),
        concat!("../sha", "red"),
    ];
    let top = fs::read_dir(HOUSE)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_file() && !path.ends_with("Cargo.lock") && !path.ends_with(".git"));
    let below = ["src", "tests", "benches", "assets", ".ci"];
    let mut wrong = Vec::new();
    for path in top.chain(below.into_iter().flat_map(files_below)) {
        let text = String::from_utf8_lossy(&fs::read(&path).unwrap()).into_owned();
        for found in paths.iter().filter(|found| names_path(&text, found)) {
            wrong.push(format!("{}: {found}", name(&path)));
        }
    }
    assert_eq!(wrong, [""; 0]);
}

/// Whether a text names a path: the same letters in a web address are none.
fn names_path(text: &str, path: &str) -> bool {
    text.match_indices(path)
        .any(|(at, _)| !text[..at].ends_with(|before: char| before.is_alphanumeric()))
}

#[test]
fn every_asset_is_inside_the_program() {
    let (files, _) = assets::load(None);
    // Read only when someone practises.
    let (cases, _) = assets::load_folder(assets::Folder::Practice, None);
    let loaded: BTreeSet<String> = files
        .iter()
        .chain(&cases)
        .map(|file| format!("assets/{}", file.name))
        .collect();
    let code: String = rooms().into_iter().map(|(_, _, code)| code).collect();
    let mut wrong = Vec::new();
    for asset in files_below("assets").iter().map(|path| name(path)) {
        let included = format!("/{asset}\")");
        if !loaded.contains(&asset) && !code.contains(&included) {
            wrong.push(asset);
        }
    }
    assert_eq!(wrong, [""; 0], "delete it, or load it");
}

#[test]
fn the_lints_are_on() {
    let text = fs::read_to_string(Path::new(HOUSE).join("Cargo.toml")).unwrap();
    let package: toml::Table = toml::from_str(&text).unwrap();
    let lints = &package["lints"];
    assert_eq!(lints["rust"]["unsafe_code"].as_str(), Some("forbid"));
    assert_eq!(lints["rust"]["missing_docs"].as_str(), Some("warn"));
    for lint in [
        "unwrap_used",
        "expect_used",
        "panic",
        "indexing_slicing",
        "string_slice",
        "wildcard_enum_match_arm",
        "mod_module_files",
    ] {
        assert_eq!(lints["clippy"][lint].as_str(), Some("warn"), "{lint}");
    }
    assert_eq!(lints["clippy"]["pedantic"]["level"].as_str(), Some("warn"));
    assert_eq!(package["package"]["license"].as_str(), Some("EUPL-1.2"));
    assert!(package["package"]["rust-version"].is_str());
}

#[test]
fn nothing_below_compiles_c_or_asks_for_a_system_library() {
    let text = fs::read_to_string(Path::new(HOUSE).join("Cargo.lock")).unwrap();
    let lock: toml::Table = toml::from_str(&text).unwrap();
    let packages = lock["package"].as_array().unwrap();
    assert!(packages.len() > 100, "the lock file was read");
    for package in packages {
        let name = package["name"].as_str().unwrap();
        if let Some(source) = package.get("source").and_then(toml::Value::as_str) {
            assert!(
                source.starts_with("registry+") && source.ends_with("crates.io-index"),
                "{name} comes from {source}"
            );
        }
        let below = package.get("dependencies").and_then(toml::Value::as_array);
        for dependency in below.into_iter().flatten() {
            let dependency = first_word(&dependency.as_str().unwrap().replace('-', "_"));
            assert!(
                !["cc", "cmake", "bindgen", "pkg_config"].contains(&dependency.as_str())
                    || NOT_ON_LINUX.contains(&name),
                "{name} builds or links C with {dependency}"
            );
        }
    }
}
