//! The day's log: looked at, then taken along.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on has failed; the place says why"
)]

use std::fs;

use balie::tui::message::Place;

use crate::desk::Pilot;

/// Three questions, two of them solved by a volunteer.
fn with_three_questions() -> Pilot {
    let mut desk = Pilot::open();
    desk.press("enter 1 1 1");
    desk.press("enter 1 2 1");
    desk.press("enter 5 3 3");
    desk
}

#[test]
fn the_preview_counts_and_says_who_solved_how_much() {
    let mut desk = with_three_questions();
    desk.press("tab 6");
    desk.sees("3 vragen. 3 afgerond, 2 door een vrijwilliger: 67 %.");
    desk.sees("Geld en schulden");
    desk.press("left");
    desk.sees("nog geen vragen. Nog niets om te tellen.");
    desk.press("right");
    desk.sees("3 vragen.");
    desk.press("right");
    desk.sees("3 vragen.");
}

#[test]
fn the_log_goes_to_a_named_folder_and_the_screen_says_where_and_how_many() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = with_three_questions();
    desk.offer_folder("kast", folder.path().to_owned());
    desk.press("tab 6 enter");
    desk.sees("[x] De map kast");
    desk.press("1");
    desk.sees("Opgeslagen, 3 regels.");
    desk.sees(".csv");
    let files: Vec<_> = fs::read_dir(folder.path()).unwrap().collect();
    assert_eq!(files.len(), 1);
    desk.press("enter");
    assert!(desk.is_home());
}

#[test]
fn a_second_log_stands_beside_the_first() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = with_three_questions();
    desk.offer_folder("kast", folder.path().to_owned());
    desk.press("tab 6 enter 1 enter 6 enter 1");
    desk.sees("Opgeslagen, 3 regels.");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
}

#[test]
fn a_folder_that_is_typed_wrong_is_told_and_can_be_mended() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = with_three_questions();
    desk.press("tab 6 enter");
    desk.sees("De eigen stick zit er niet in.");
    desk.press("tab");
    let right = folder.path().to_str().unwrap().to_owned();
    desk.type_text(&right);
    desk.type_text("x");
    // What is not there is refused before anything is asked about it.
    desk.press("enter");
    desk.sees("is er niet.");
    desk.sees_no("Dit is niet de stick van het team.");
    desk.press("enter");
    desk.sees("is er niet.");
    desk.press("backspace enter");
    desk.sees("Dit is niet de stick van het team.");
    desk.press("enter");
    desk.sees("Opgeslagen, 3 regels.");
}

/// A folder that was changed after the question is another folder: it is asked about again, by whatever key or paste it
/// was changed.
#[test]
fn a_changed_folder_is_asked_about_again() {
    for change in ["backspace", "ctrl+u", "paste"] {
        let (asked, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let mut desk = with_three_questions();
        desk.press("tab 6 enter tab");
        let path = asked.path().to_str().unwrap();
        desk.type_text(&format!("{path}/"));
        desk.press("enter");
        desk.sees("Dit is niet de stick van het team.");
        match change {
            "paste" => desk.paste("."),
            key => desk.press(key),
        }
        desk.sees_no("Dit is niet de stick van het team.");
        if change == "ctrl+u" {
            desk.paste(other.path().to_str().unwrap());
        }
        desk.press("enter");
        desk.sees("Dit is niet de stick van het team.");
        let files = |folder: &tempfile::TempDir| fs::read_dir(folder.path()).unwrap().count();
        assert_eq!((files(&asked), files(&other)), (0, 0), "{change}");
        desk.press("enter");
        desk.sees("Opgeslagen, 3 regels.");
        assert_eq!(files(&asked) + files(&other), 1, "{change}");
    }
}

/// Without the stick nobody types the name of a folder: those of this computer stand there, and are asked about once.
#[test]
fn without_a_stick_the_log_goes_to_a_folder_of_this_computer_in_two_keys() {
    let (documents, downloads) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let mut desk = with_three_questions();
    desk.offer(Place::Home, "Documenten", documents.path().to_owned());
    desk.offer(Place::Home, "Downloads", downloads.path().to_owned());
    desk.press("tab 6 enter");
    desk.sees("[x] Documenten op deze computer");
    desk.sees("De eigen stick zit er niet in.");
    desk.press("1");
    desk.sees("Dit is niet de stick van het team.");
    // Another folder is asked about as well.
    desk.press("tab");
    desk.sees_no("Dit is niet de stick van het team.");
    desk.sees("[x] Downloads op deze computer");
    desk.press("1");
    desk.sees("Dit is niet de stick van het team.");
    desk.press("enter");
    desk.sees("Opgeslagen, 3 regels.");
    let files = |folder: &tempfile::TempDir| fs::read_dir(folder.path()).unwrap().count();
    assert_eq!((files(&documents), files(&downloads)), (0, 1));
}

/// What went wrong with a place is not said of the day, nor of another day.
#[test]
fn a_trouble_stays_with_the_place_it_is_about() {
    let mut desk = with_three_questions();
    desk.offer_folder("kast", "/nergens".into());
    desk.press("tab 6 enter 1");
    desk.sees("De map /nergens is er niet.");
    desk.press("esc");
    desk.sees_no("/nergens");
    desk.sees("3 vragen.");
    // Names of themes are whole where there is room.
    desk.press("esc esc enter 2 1 1 tab 6");
    desk.sees("Brief, formulier of computer");
    // Who goes back finds the mark at what was chosen.
    desk.press("esc");
    desk.sees("▶ 6  Daglog");
}

#[test]
fn a_stick_that_is_put_in_while_a_folder_is_chosen_is_taken() {
    let (stick, documents) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let mut desk = with_three_questions();
    desk.press("tab 6 enter");
    desk.sees("Steek hem erin");
    desk.offer(Place::Stick, "BALIE", stick.path().to_owned());
    desk.offer(Place::Home, "Documenten", documents.path().to_owned());
    desk.press("tab");
    desk.sees("[x] De eigen stick BALIE. Die zit erin.");
    desk.press("tab tab");
    desk.sees("[x] Een andere map.");
    desk.sees("Typ de naam van de map");
    desk.press("tab 1");
    desk.sees("Opgeslagen, 3 regels.");
    assert_eq!(fs::read_dir(stick.path()).unwrap().count(), 1);
}
