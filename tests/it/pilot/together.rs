//! Reading together: only what a resident may see reaches the screen.

use crate::desk::Pilot;

/// Words that stand in the model and must never be read along.
const PLANTED: [&str; 7] = [
    "PLANTVRAAG",
    "PLANTNAAM",
    "PLANTMELDING",
    "PLANTWENS",
    "072 511 99 99",
    "Wonen, ",
    "AnPlant",
];

/// A desk with a shift, a question of today, a parked talk, a contact and a notice on a card.
fn planted() -> Pilot {
    let mut desk = Pilot::locked();
    desk.unlock();
    desk.press("enter");
    desk.type_text("AnPlant");
    desk.press("enter enter enter enter");
    desk.press("enter 3 enter enter");
    desk.type_text("huurtoeslag");
    desk.press("enter ctrl+r 6");
    desk.type_text("PLANTMELDING");
    desk.press("enter esc esc");
    desk.press("tab 2 1");
    desk.type_text("PLANTVRAAG ");
    desk.press("enter enter enter 3 enter enter enter enter 7 enter enter enter");
    desk.type_text("PLANTWENS");
    desk.press("enter enter 1");
    desk.type_text("PLANTNAAM");
    desk.press("enter");
    desk.type_text("072 511 99 99");
    desk
}

#[track_caller]
fn shows_no_plant(desk: &Pilot) {
    for word in PLANTED {
        desk.sees_no(word);
    }
    desk.sees_no("Bewaard");
    desk.sees_no("Genoteerd");
}

#[test]
fn the_question_stands_alone_with_its_answers_and_the_key_or_esc_goes_back() {
    let mut desk = planted();
    desk.sees("072 511 99 99");
    let before = desk.screen();
    desk.press("ctrl+t");
    desk.sees("Op welk nummer kunnen we u bellen?");
    shows_no_plant(&desk);
    desk.press("ctrl+t");
    assert_eq!(desk.screen(), before);
    // Every question of the talk, back to its first.
    for _ in 0..20 {
        desk.press("f6");
        shows_no_plant(&desk);
        desk.press("1 a enter x esc");
        desk.press("esc");
    }
    desk.press("ctrl+t");
    shows_no_plant(&desk);
}

#[test]
fn choices_are_shown_with_what_was_ticked() {
    let mut desk = Pilot::open();
    desk.press("tab 2 1 enter enter 2 ctrl+t");
    desk.sees("Wat heeft u meegenomen?");
    desk.sees("[x] ");
    desk.sees("[ ] ");
    let here = desk.screen();
    desk.press("1 2 3");
    assert_eq!(desk.screen(), here, "it is only read");
}

#[test]
fn a_card_is_shown_without_what_colleagues_wrote_about_it() {
    let mut desk = planted();
    desk.press("ctrl+p");
    desk.type_text("huurtoeslag");
    desk.press("ctrl+t");
    desk.sees("Huurtoeslag");
    shows_no_plant(&desk);
    desk.press("esc enter");
    desk.sees("PLANTMELDING");
    desk.press("ctrl+t");
    shows_no_plant(&desk);
    for _ in 0..12 {
        desk.press("pgdn");
        shows_no_plant(&desk);
    }
    desk.press("esc");
    desk.sees("PLANTMELDING");
}

#[test]
fn over_every_other_screen_it_says_nothing_of_it() {
    for keys in [
        "",
        "tab",
        "tab 3",
        "tab 4",
        "tab 5",
        "tab 5 enter",
        "tab 6",
        "tab 7",
        "tab 8",
        "tab 9",
        "tab -",
        "tab - 5",
        "ctrl+n 1",
        "ctrl+g",
        "ctrl+c",
        "ctrl+z",
    ] {
        let mut desk = planted();
        desk.press("ctrl+p");
        desk.press(keys);
        desk.press("ctrl+t");
        desk.sees("Een ogenblik.");
        shows_no_plant(&desk);
        desk.resize(200, 60);
        shows_no_plant(&desk);
        desk.press("esc");
        desk.sees_no("Een ogenblik.");
    }
}

#[test]
fn a_covered_screen_stays_covered() {
    let mut desk = Pilot::open();
    desk.wait_minutes(5);
    desk.press("ctrl+t");
    desk.sees("Typ de code van vandaag.");
    let mut desk = Pilot::open();
    desk.press("ctrl+t");
    desk.wait_minutes(5);
    desk.sees("Typ de code van vandaag.");
}
