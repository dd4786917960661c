//! Looking back, the vault, rides, helpers and the guard, as a person sees them.

use super::look;
use crate::desk::Pilot;

#[test]
fn looking_back() {
    let mut desk = Pilot::open();
    desk.press("tab 4");
    look("terugkijken-leeg", &mut desk);
    desk.press("esc esc");
    desk.press("tab 2 1 enter enter enter 3 enter enter enter enter 7 enter enter enter");
    desk.type_text("wij bellen de verhuurder");
    desk.press("enter");
    look("gesprek-terugkijken", &mut desk);
    desk.press("enter");
    look("gesprek-toestemming", &mut desk);
    desk.press("1");
    desk.type_text("Jansen");
    desk.press("enter");
    desk.type_text("072 511 00 00");
    desk.press("enter enter enter enter enter tab 4");
    look("terugkijken", &mut desk);
    desk.press("1");
    look("terugkijken-een", &mut desk);
    desk.press("tab");
    look("kluis", &mut desk);
    desk.press("esc 2");
    look("terugkijken-weer", &mut desk);
}

#[test]
fn the_guard_and_the_red_flag_that_words_suggest() {
    let mut desk = Pilot::open();
    desk.press("tab 2 1");
    desk.type_text("deurwaarder, bel 06-12345678");
    look("gesprek-let-op", &mut desk);
    desk.press("ctrl+n 1");
    look("nood-besproken", &mut desk);
}

#[test]
fn a_ride_and_its_booking_points() {
    let mut desk = Pilot::open();
    desk.press("tab 2");
    look("gesprek-routes", &mut desk);
    let screen = desk.screen();
    let row = screen
        .lines()
        .find(|row| row.contains("Rit met"))
        .unwrap_or_default();
    let key: String = row.trim_start_matches(['▶', ' ']).chars().take(1).collect();
    desk.press(&key);
    desk.type_text("27-4-2027");
    desk.press("enter");
    look("rit-feestdag", &mut desk);
    desk.press("ctrl+u");
    desk.type_text("morgen");
    desk.press("enter");
    desk.type_text("10");
    desk.press("enter 2 1 1 3 1 1 1 2 2 ");
    look("rit-punten", &mut desk);
    desk.press("enter enter enter enter enter esc esc esc");
    desk.press("ctrl+p tab 4 tab");
    look("ritten", &mut desk);
}
