//! The figures, what comes up too often, what was learned, and the note a resident takes home.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on has failed; the place says why"
)]

use balie::tui::{Effect, message::Place};

use crate::desk::Pilot;

#[test]
fn the_figures_of_a_day_a_month_and_a_year_are_one_key_each() {
    let mut desk = Pilot::open();
    desk.press("enter 1 1 1");
    desk.press("tab 8");
    desk.sees("Cijfers: woensdag 25 november 2026");
    desk.sees("Hulpvragen");
    desk.press("2");
    desk.sees("Cijfers: november 2026");
    desk.press("left");
    desk.sees("Cijfers: oktober 2026");
    desk.press("right right");
    desk.sees("Cijfers: november 2026");
    desk.press("3");
    desk.sees("Cijfers: kwartaal 4 van 2026");
    desk.press("4");
    desk.sees("Cijfers: 2026");
    desk.press("esc");
    assert!(desk.is_home());
}

/// A month end: the coordinator finds the month that is asked for without a key, and today one key away.
#[test]
fn the_coordinator_finds_the_month_that_is_to_be_told() {
    let mut desk = Pilot::coordinator();
    desk.press("tab 8");
    desk.sees("Cijfers: november 2026");
    desk.sees("[2 maand]");
    desk.press("1");
    desk.sees("Cijfers: woensdag 25 november 2026");
    for (moment, month) in [
        ("2026-12-07T08:00:00Z", "november 2026"),
        ("2026-12-08T08:00:00Z", "december 2026"),
        ("2027-01-04T08:00:00Z", "december 2026"),
    ] {
        desk.press("esc");
        desk.set_clock(moment);
        desk.press("ctrl+l");
        if !desk.screen().contains("Typ de vier woorden") {
            desk.press("ctrl+l");
        }
        desk.type_text(crate::desk::COORDINATOR);
        desk.press("enter");
        while !desk.is_home() {
            desk.press("enter");
        }
        desk.press("tab 8");
        desk.sees(&format!("Cijfers: {month}"));
    }
    // The quarter and the year of that month, not of the new year; the day is today.
    desk.press("3");
    desk.sees("Cijfers: kwartaal 4 van 2026");
    desk.press("esc tab 8 1");
    desk.sees("Cijfers: maandag 4 januari 2027");
    desk.press("2");
    desk.sees("Cijfers: januari 2027");
}

/// The team looks at the day: what it may see is totals of the last weeks.
#[test]
fn the_team_finds_the_figures_of_today() {
    let mut desk = Pilot::open();
    desk.press("tab 8");
    desk.sees("Cijfers: woensdag 25 november 2026");
}

#[test]
fn the_note_is_one_key_from_the_check_page_and_stays_when_there_is_no_printer() {
    let mut desk = Pilot::with_a_note();
    desk.sees("Briefje voor de bewoner");
    desk.sees("U: de brief zoeken");
    desk.sees("Wij zijn open op");
    desk.press("1");
    desk.sees("Er is geen printer op deze computer.");
    desk.sees("U: de brief zoeken");
    desk.press("2");
    desk.sees("Typ de naam van de map");
    desk.press("esc esc");
    desk.sees("Klopt dit?");
}

/// A note is the resident's: it goes to a folder of this computer when that was chosen, never by itself.
#[test]
fn a_note_goes_to_a_folder_of_this_computer_only_when_it_was_chosen() {
    let mut desk = Pilot::with_a_note();
    desk.offer(Place::Home, "Documenten", "/thuis/Documenten".into());
    desk.press("esc tab 2");
    desk.sees("[x] Documenten op deze computer");
    assert!(!desk.asked.iter().any(takes_a_note));
    desk.press("enter");
    assert!(desk.asked.iter().any(takes_a_note));
}

fn takes_a_note(effect: &Effect) -> bool {
    matches!(effect, Effect::TakeNote { folder: Some(folder), .. } if folder.ends_with("Documenten"))
}

#[test]
fn what_comes_up_too_often_is_for_the_coordinator() {
    let mut desk = Pilot::open();
    desk.press("tab 8");
    desk.sees_no("rode draad");
    desk.press("5");
    desk.sees("Cijfers: woensdag 25 november 2026");
}

#[test]
fn what_was_learned_is_read_and_changed_before_it_may_leave() {
    let mut desk = Pilot::coordinator();
    desk.learned(1, "Mevrouw Jansen was blij met samen bellen.");
    desk.press("tab 8 6");
    desk.sees("Leermomenten");
    desk.sees("nieuw");
    desk.press("enter");
    desk.sees("Mag dit zo naar buiten?");
    desk.press("ctrl+u");
    desk.type_text("bel 06-12345678 voor hulp");
    desk.press("enter");
    desk.sees("Mag dit zo naar buiten?");
    desk.press("ctrl+k ctrl+u enter");
    desk.sees("Er staat nog niets.");
    desk.type_text("Samen bellen hielp.");
    desk.press("enter");
    desk.sees("mag mee");
    desk.sees("Samen bellen hielp.");
    desk.press("esc 4 end");
    desk.sees_no("↓ nog");
    desk.press("pgup");
    desk.sees("Samen bellen hielp.");
    desk.press("6 enter tab");
    desk.sees("blijft hier");
    desk.press("esc 4 end");
    desk.sees_no("Samen bellen hielp.");
}

#[test]
fn a_pattern_is_followed_from_new_to_done() {
    let mut desk = Pilot::coordinator();
    desk.asked_often();
    desk.press("tab 8 5");
    desk.sees("4 bezoeken");
    desk.press("enter");
    desk.sees("Kan dit een groepsaanbod worden?");
    desk.sees("[x] nieuw");
    desk.press("3");
    desk.type_text("Piet vraagt het wijkteam, voor 1 december");
    desk.press("enter");
    desk.sees("[x] actie");
    desk.press("esc esc 5 enter");
    desk.sees("Piet vraagt het wijkteam, voor 1 december");
    desk.press("5 esc");
    desk.sees("klaar");
}

#[test]
fn a_long_export_says_how_far_it_is_and_how_to_stop() {
    let mut desk = Pilot::open();
    desk.press("enter 1 1 1 tab 6 enter");
    desk.is_working(250);
    desk.sees("Bezig met opslaan. Met Esc stopt u.");
    desk.sees("25 %");
    desk.sees("Esc ophouden");
}

/// The coordinator's month end: the month is taken along from the screen, a quarter for outside the team as well.
#[test]
fn the_figures_of_a_month_are_taken_along_and_the_team_tells_none_outside() {
    let mut desk = Pilot::coordinator();
    desk.press("tab 8 2 enter");
    desk.sees("Hoe wilt u de cijfers meenemen?");
    desk.sees_no("Voor buiten het team");
    desk.press("1");
    // No stick: a folder is asked, and not the team's own stick asks once more.
    desk.sees("Typ de naam van de map");
    let (_folder, shelf) = shelf();
    desk.type_text(&shelf);
    desk.press("enter");
    desk.sees("Dit is niet de stick van het team.");
    desk.press("enter");
    desk.sees("staat in");
    desk.sees("Cijfers: november 2026");
    desk.press("3 enter");
    desk.sees("4  Voor buiten het team, op papier (PDF)");
    desk.press("esc");
    desk.sees("[3 kwartaal]");
    let mut team = Pilot::open();
    team.press("tab 8 3 enter");
    team.sees_no("Voor buiten het team");
}

/// As with the day's log: the question is about one folder, not about the next one.
#[test]
fn figures_ask_again_about_a_changed_folder() {
    let mut desk = Pilot::coordinator();
    desk.press("tab 8 enter 1");
    let (_folder, shelf) = shelf();
    desk.type_text(&shelf);
    desk.type_text("/");
    desk.press("enter");
    desk.sees("Dit is niet de stick van het team.");
    desk.press("backspace");
    desk.sees_no("Dit is niet de stick van het team.");
    desk.press("enter");
    desk.sees("Dit is niet de stick van het team.");
    // A folder that is not there is refused before anything is asked about it.
    desk.type_text("x");
    desk.press("enter");
    desk.sees("is er niet.");
    desk.sees_no("Dit is niet de stick van het team.");
    desk.press("backspace enter enter");
    desk.sees("staat in");
}

/// A folder that is there, and its name.
fn shelf() -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let name = folder.path().to_str().unwrap().to_owned();
    (folder, name)
}
