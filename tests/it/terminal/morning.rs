//! One morning, from the lid that opens for the first time to the day's log on a stick.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on has failed; the place says why"
)]

use std::{fs, os::unix::fs::PermissionsExt, path::Path};

use rustix::process::Signal;

use crate::{
    cli::{err, run},
    desk::window::Window,
};

use super::write_down_and_type_over;

#[test]
fn a_morning_with_a_power_cut() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let stick = folder.path().join("stick");
    fs::create_dir(&stick).unwrap();

    let mut desk = Window::open(&data);
    let words = set_up(&mut desk);
    look_up(&mut desk);
    note_a_quick_question(&mut desk);
    begin_a_talk(&mut desk);
    desk.send(Signal::KILL);
    desk.wait_for_end();
    drop(desk);

    let mut desk = Window::open(&data);
    desk.wait_for("Er staat werk klaar.");
    unlock(&mut desk, &words);
    go_on_with_the_talk(&mut desk);

    desk.press("ctrl+l");
    desk.wait_for("Balie zit op slot.");
    desk.press("enter 3 1 1");
    desk.wait_for(", op slot");
    desk.wait_for("Genoteerd: Wonen");
    unlock(&mut desk, &words);
    desk.wait_for("3 vragen");

    take_the_day_log_along(&mut desk, &stick);
    desk.press("enter ctrl+c");
    desk.wait_for("Alles is bewaard.");
    desk.press("enter");
    assert_eq!(desk.wait_for_end().exit_code(), 0);
    desk.is_handed_back();

    the_file_is_what_export_gives(&folder.path().join("words"), &words, &data, &stick);
}

/// Set-up by the coordinator; gives the team's words as they stood on the screen.
fn set_up(desk: &mut Window) -> String {
    desk.wait_for("Welkom bij Balie.");
    desk.press("2");
    desk.wait_for("Waar staat deze laptop");
    // The places come with the cards, which are read after the first frame.
    desk.wait_for("De Oever");
    desk.press("1");
    let words = write_down_and_type_over(desk);
    assert_eq!(words.split(' ').count(), 4, "{words}");
    desk.wait_for("Rondleiding");
    desk.press("esc");
    desk.wait_for("Waar bent u vandaag?");
    desk.press("1");
    desk.wait_for("Wie zitten er achter de tafel?");
    desk.type_text("An Bo");
    desk.press("enter");
    desk.wait_for("Wie kunt u vandaag bellen");
    desk.press("2");
    desk.wait_for("De dienst van vandaag");
    desk.press("enter");
    desk.wait_for("Snelle vraag");
    words
}

fn look_up(desk: &mut Window) {
    desk.type_text("kwijtschelding");
    desk.wait_for("kaarten");
    desk.press("enter");
    desk.wait_for("Cocensus");
    desk.press("ctrl+k");
    desk.wait_for("Waar ging de vraag over?");
    desk.press_until("esc", "Waar gaat het over?");
}

fn note_a_quick_question(desk: &mut Window) {
    desk.press("enter 1 1 1");
    desk.wait_for("Genoteerd: Geld en schulden, Beantwoord.");
    desk.wait_for("Bewaard ");
}

fn begin_a_talk(desk: &mut Window) {
    desk.press("tab 2 1");
    desk.wait_for("Wat is uw vraag?");
    desk.type_text("er is geen geld voor eten");
    desk.press("enter");
    desk.wait_for("Voor wie is de vraag?");
    desk.press("1");
    desk.wait_for("Wat heeft u meegenomen?");
    desk.press("enter 1 1");
    desk.press_until("enter", "Wat kiest u zelf?");
    desk.type_text("de voedselbank helpt misschi");
    desk.wait_for("helpt misschi");
}

fn unlock(desk: &mut Window, words: &str) {
    desk.press("ctrl+l");
    desk.wait_for("Typ de vier woorden");
    desk.type_text(words);
    desk.press("enter");
}

fn go_on_with_the_talk(desk: &mut Window) {
    desk.wait_for("U was nog bezig. Verdergaan?");
    desk.wait_for("er is geen geld");
    desk.press("enter");
    desk.wait_for("Wat kiest u zelf?");
    desk.wait_for("de voedselbank helpt");
    assert!(
        !desk.screen().contains("helpt misschi"),
        "half a word was not kept"
    );
    desk.press_until("enter", "Klopt dit?");
    desk.wait_for("er is geen geld voor eten");
    desk.press("enter");
    desk.wait_for("Genoteerd: Geld en schulden");
    desk.wait_for("2 vragen");
}

fn take_the_day_log_along(desk: &mut Window, stick: &Path) {
    desk.press("tab 6");
    desk.wait_for("3 vragen. 3 afgerond, 3 door een vrijwilliger: 100 %.");
    desk.press("enter");
    desk.wait_for("Hoe wilt u de daglog meenemen?");
    desk.press_until("tab", "Typ de naam van de map");
    desk.type_text(stick.to_str().unwrap());
    // A folder that was typed is asked about once.
    desk.press("enter");
    desk.wait_for("Dit is niet de stick van het team.");
    desk.press("enter");
    desk.wait_for("Opgeslagen, 3 regels.");
}

fn the_file_is_what_export_gives(secret: &Path, words: &str, data: &Path, stick: &Path) {
    let files: Vec<_> = fs::read_dir(stick)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    let [file] = files.as_slice() else {
        panic!("one file was written, not {files:?}");
    };
    fs::write(secret, words).unwrap();
    fs::set_permissions(secret, fs::Permissions::from_mode(0o600)).unwrap();
    let day = balie::cli::now().unwrap().date().to_string();
    let output = run(
        data,
        &[
            "export",
            "--day",
            &day,
            "--format",
            "csv",
            "--to",
            "-",
            "--passphrase-file",
            secret.to_str().unwrap(),
        ],
        "",
    );
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    let written = fs::read(file).unwrap();
    assert_eq!(written, output.stdout, "the screen and the command line");

    let rows = written.strip_prefix(b"\xef\xbb\xbf").unwrap();
    let mut reader = csv::ReaderBuilder::new().delimiter(b';').from_reader(rows);
    let names = reader.headers().unwrap().clone();
    let of = |row: &csv::StringRecord, name: &str| {
        let column = names.iter().position(|each| each == name).unwrap();
        row.get(column).unwrap().to_owned()
    };
    let rows: Vec<_> = reader.records().map(Result::unwrap).collect();
    let themes: Vec<_> = rows.iter().map(|row| of(row, "thema")).collect();
    assert_eq!(themes, ["geld", "geld", "wonen"]);
    let routes: Vec<_> = rows.iter().map(|row| of(row, "route")).collect();
    assert_eq!(routes, ["snel", "algemeen", "snel"]);
    let text = String::from_utf8(written).unwrap();
    assert!(!text.contains("eten"), "no free text leaves the desk");
}
