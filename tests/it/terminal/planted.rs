//! Numbers of residents that were planted while someone worked, and cut off with `kill -9`: nothing holds them, in no
//! usual encoding, what is decrypted included.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may stop"
)]
#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "a test looks for one kind among many"
)]

use std::{
    fmt::Write as _,
    fs,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
};

use balie::{
    domain::{Answer, Session},
    store::{Secret, Store},
};
use data_encoding::{BASE32, BASE64, HEXLOWER, HEXUPPER};
use rustix::process::Signal;

use super::{WORDS, set_up};
use crate::{cli::run, desk::window::Window};

/// Test numbers that pass the eleven test; nobody's.
const PLANTED: [&str; 3] = ["123456782", "249566758", "111222333"];

/// A number as it might stand in a file: written together, with separators, wide, and in encodings of bytes.
fn disguises(number: &str) -> Vec<Vec<u8>> {
    let digits: Vec<String> = number.chars().map(String::from).collect();
    let mut written = vec![number.to_owned()];
    for separator in [" ", ".", "-", "\u{a0}"] {
        written.push(digits.join(separator));
        let groups: Vec<String> = digits.chunks(3).map(<[String]>::concat).collect();
        written.push(groups.join(separator));
    }
    let mut all = Vec::new();
    for text in &written {
        all.push(text.as_bytes().to_vec());
        all.push(text.encode_utf16().flat_map(u16::to_le_bytes).collect());
        all.push(text.encode_utf16().flat_map(u16::to_be_bytes).collect());
        all.push(HEXLOWER.encode(text.as_bytes()).into_bytes());
        all.push(HEXUPPER.encode(text.as_bytes()).into_bytes());
        all.push(text.bytes().rev().collect());
        // However many bytes stand before it, some letters of its base64 are always the same.
        for before in 0..3 {
            let bytes: Vec<u8> = std::iter::repeat_n(0, before).chain(text.bytes()).collect();
            let encoded = BASE64.encode(&bytes);
            let first = (before * 8).div_ceil(6);
            let last = bytes.len() * 8 / 6;
            all.push(encoded.as_bytes()[first..last].to_vec());
        }
        all.push(
            BASE32
                .encode(text.as_bytes())
                .trim_end_matches('=')
                .as_bytes()[..8]
                .to_vec(),
        );
    }
    // A number of eight bytes, as a binary form would hold it.
    let value: u64 = number.parse().unwrap();
    all.push(u32::try_from(value).unwrap().to_be_bytes().to_vec());
    all.push(u32::try_from(value).unwrap().to_le_bytes().to_vec());
    all
}

/// Which planted number these bytes hold.
fn found_in(bytes: &[u8]) -> Option<&'static str> {
    PLANTED.into_iter().find(|number| {
        disguises(number)
            .iter()
            .filter(|disguise| disguise.len() > 4 || bytes.len() < 4096)
            .any(|disguise| {
                bytes
                    .windows(disguise.len())
                    .any(|window| window == disguise)
            })
    })
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else if path.is_file() {
            found.push(path);
        }
    }
}

#[track_caller]
fn no_file_holds_any(folder: &Path) {
    let mut all = Vec::new();
    files(folder, &mut all);
    assert!(!all.is_empty());
    for file in all {
        let bytes = fs::read(&file).unwrap();
        assert_eq!(found_in(&bytes), None, "{}", file.display());
    }
}

#[test]
fn every_disguise_would_be_found() {
    for number in PLANTED {
        for disguise in disguises(number) {
            let mut bytes = b"\x07vooraf".to_vec();
            bytes.extend(&disguise);
            bytes.extend(b"achteraf");
            assert_eq!(found_in(&bytes), Some(number), "{disguise:?}");
        }
    }
    let middle = BASE64.encode(b"mevrouw met 249566758 aan de balie");
    assert_eq!(found_in(middle.as_bytes()), Some("249566758"));
    assert_eq!(found_in(b"niets te zien, 12345678"), None);
}

/// The desk opened again, at the first question of a general talk.
fn at_the_first_question(data: &Path) -> Window {
    let mut desk = Window::open(data);
    desk.wait_for("De Oever");
    desk.press("tab 2 1");
    desk.wait_for("Wat is uw vraag?");
    desk
}

#[test]
fn no_planted_number_reaches_a_file_even_when_killed() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    set_up(&data);

    // Killed while it is being typed.
    let mut desk = at_the_first_question(&data);
    desk.type_text("haar bsn is 123456782 en verder ");
    desk.wait_for("en verder");
    desk.send(Signal::KILL);
    desk.wait_for_end();
    drop(desk);
    no_file_holds_any(&data);

    // Refused at Enter, typed on, killed.
    let mut desk = at_the_first_question(&data);
    desk.type_text("bsn 249.566.758");
    desk.wait_for("249.566.758");
    desk.press("enter");
    desk.type_text(" of 111222333 dus");
    desk.wait_for("dus");
    desk.send(Signal::KILL);
    desk.wait_for_end();
    drop(desk);
    no_file_holds_any(&data);

    // Looked up.
    let mut desk = Window::open(&data);
    desk.wait_for("De Oever");
    desk.type_text("123456782");
    desk.wait_for("123456782");
    desk.send(Signal::KILL);
    desk.wait_for_end();
    drop(desk);
    no_file_holds_any(&data);

    // Replaced with one key, parked; stopped as it should be.
    let mut desk = at_the_first_question(&data);
    desk.type_text("zijn nummer 1 2 3 4 5 6 7 8 2 graag");
    desk.wait_for("graag");
    desk.press("enter");
    desk.press("ctrl+k");
    desk.wait_for("weggehaald");
    desk.press("enter");
    desk.wait_for("Voor wie is de vraag?");
    desk.press("ctrl+p");
    desk.press("ctrl+c");
    desk.wait_for("Alles is bewaard.");
    desk.press("enter");
    desk.wait_for_end();
    drop(desk);
    no_file_holds_any(&data);

    let kept = decrypted(&data);
    assert!(kept.contains("weggehaald"), "{kept}");
    assert_eq!(found_in(kept.as_bytes()), None, "{kept}");
    no_export_holds_any(folder.path(), &data);
}

/// Everything the team can read, as text.
fn decrypted(data: &Path) -> String {
    let now = balie::cli::now().unwrap();
    let mut store = Store::open(data, now.timestamp()).unwrap();
    store.unlock(&Secret::new(WORDS), now.timestamp()).unwrap();
    let mut kept = String::new();
    for Session {
        answers, typing, ..
    } in store.drafts().unwrap()
    {
        let texts = answers.values().filter_map(|answer| match answer {
            Answer::Text(text) => Some(text.as_str()),
            _ => None,
        });
        writeln!(kept, "{}\n{typing:?}", texts.collect::<Vec<_>>().join("\n")).unwrap();
    }
    writeln!(kept, "{:?}", store.day(now.date()).unwrap()).unwrap();
    writeln!(kept, "{:?}", store.shifts().unwrap()).unwrap();
    store.close(now.timestamp()).unwrap();
    kept
}

fn no_export_holds_any(folder: &Path, data: &Path) {
    let secret = folder.join("words");
    fs::write(&secret, WORDS).unwrap();
    fs::set_permissions(&secret, fs::Permissions::from_mode(0o600)).unwrap();
    let stick = folder.join("stick");
    fs::create_dir(&stick).unwrap();
    let day = balie::cli::now().unwrap().date().to_string();
    let words = ["--passphrase-file", secret.to_str().unwrap()];
    let line = r#"{"vraag_woorden":"bsn 123456782","thema":"geld"}"#;
    let refused = run(
        data,
        &[
            &["record", "--route", "algemeen", "--answers", "-"][..],
            &words,
        ]
        .concat(),
        line,
    );
    assert_eq!(refused.status.code(), Some(1));
    assert_eq!(found_in(&refused.stdout), None);
    assert_eq!(found_in(&refused.stderr), None);
    for format in ["csv", "jsonl", "text", "xlsx"] {
        let export = [
            "export",
            "--day",
            &day,
            "--format",
            format,
            "--to",
            stick.to_str().unwrap(),
        ];
        let output = run(data, &[&export[..], &words].concat(), "");
        assert_eq!(output.status.code(), Some(0), "{format}");
    }
    no_file_holds_any(&stick);
    no_file_holds_any(data);
}
