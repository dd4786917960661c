//! Vault and keys on the screen: each sees their own lines, someone is shown and erased, the team gets new words.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on has failed; the place says why"
)]

use crate::desk::{COORDINATOR, Pilot};

/// A desk with one quick question in it, opened with the coordinator's words.
fn as_coordinator() -> Pilot {
    let mut desk = Pilot::open();
    desk.press("enter 1 enter enter");
    desk.press("ctrl+l");
    desk.press("ctrl+l");
    desk.type_text(COORDINATOR);
    desk.press("enter");
    desk
}

#[test]
fn the_audit_log_is_shown_with_the_initials_that_were_typed() {
    let mut desk = Pilot::open();
    desk.press("tab - 5 1");
    desk.sees("Van wie wilt u het zien?");
    desk.press("ctrl+u enter");
    desk.sees("ontgrendeld");
    desk.press("esc 1 ctrl+u");
    desk.type_text("niemand");
    desk.press("enter");
    desk.sees("Er is niets gevonden bij deze initialen.");
}

#[test]
fn someone_is_shown_and_erased_only_at_the_second_enter() {
    let mut desk = as_coordinator();
    let visit = desk.last_enquiry().unwrap().visit.to_string();
    desk.press("esc esc tab - 5 2");
    desk.type_text(&visit);
    desk.press("enter");
    desk.sees("Hulpvraag van");
    desk.press("enter");
    desk.sees("Dat kan niet terug.");
    assert_eq!(desk.kept_today().len(), 1);
    desk.press("esc");
    desk.sees("Hulpvraag van");
    desk.press("enter enter");
    desk.sees("Gewist: 1.");
    assert_eq!(desk.kept_today().len(), 0);
}

#[test]
fn only_the_coordinator_gives_the_team_new_words_and_they_open_the_desk() {
    let mut desk = Pilot::open();
    desk.press("tab - 5");
    desk.sees_no("Nieuwe woorden voor het team");
    desk.press("3");
    desk.sees("Wie deed wat");

    let mut desk = as_coordinator();
    desk.press("esc esc tab - 5 3");
    desk.sees("Schrijf deze vier woorden op.");
    let screen = desk.screen();
    let mut after = screen
        .lines()
        .skip_while(|line| !line.contains("Schrijf deze"));
    let words = after.nth(2).unwrap().trim().to_owned();
    assert_eq!(words.split(' ').count(), 4, "{screen}");
    desk.press("enter");
    desk.sees("Het team heeft nieuwe woorden.");
    desk.press("ctrl+l ctrl+l");
    desk.type_text(&words);
    desk.press("enter");
    desk.sees_no("Deze woorden passen niet.");
}
