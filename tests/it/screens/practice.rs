//! The second page of the menu, the tour, the exercises, reading together, the display, and lists that had no picture.

use super::look;
use crate::desk::{COORDINATOR, Pilot};

#[test]
fn the_second_page_of_the_menu_and_what_stands_on_it() {
    let mut desk = Pilot::coordinator();
    desk.press("tab -");
    look("meer", &mut desk);
    desk.press("4");
    look("weergave", &mut desk);
    desk.press("esc 5");
    look("sleutels", &mut desk);
    desk.press("1");
    look("sleutels-sporen", &mut desk);
    desk.press("enter");
    look("sleutels-sporen-lijst", &mut desk);
    desk.press("esc 2");
    look("sleutels-inzage", &mut desk);
    let mut desk = Pilot::locked();
    desk.press("tab -");
    look("meer-op-slot", &mut desk);
}

#[test]
fn the_tour() {
    let mut desk = Pilot::at_first_start();
    desk.press("4");
    for page in 1..=6 {
        look(&format!("rondleiding-{page}"), &mut desk);
        desk.press("right");
    }
}

#[test]
fn the_exercises() {
    let mut desk = Pilot::locked();
    desk.press("tab - 1");
    look("oefeningen", &mut desk);
    desk.press("1");
    look("oefening", &mut desk);
    desk.press("enter");
    look("oefening-thuis", &mut desk);
    desk.type_text("waters");
    look("oefening-zoeken", &mut desk);
    desk.press("ctrl+k");
    look("oefening-vraag", &mut desk);
    desk.press("enter enter enter");
    look("oefening-goed", &mut desk);
    desk.press("enter enter enter 3 3 4");
    look("oefening-bijna", &mut desk);
    desk.press("ctrl+c");
    look("oefenen-stoppen", &mut desk);
}

#[test]
fn reading_together() {
    let mut desk = Pilot::open();
    desk.press("tab 2 1 enter enter enter 2 ctrl+t");
    look("samen-vraag", &mut desk);
    desk.press("esc ctrl+p");
    desk.type_text("huurtoeslag");
    desk.press("ctrl+t");
    look("samen-kaart", &mut desk);
    desk.press("esc esc tab 5 ctrl+t");
    look("samen-niets", &mut desk);
}

#[test]
fn a_step_a_page() {
    let mut desk = Pilot::open();
    desk.press("tab - 4 6 esc esc esc tab 2 1");
    desk.type_text("de huur is te hoog");
    desk.press("enter 1");
    look("gesprek-vlot", &mut desk);
    desk.press("tab 3 1");
    look("gesprek-vlot-thema", &mut desk);
}

#[test]
fn lists_and_their_pages() {
    let mut desk = Pilot::open();
    desk.press("enter 3 enter enter tab 5 tab");
    look("vandaag-turven", &mut desk);
    desk.press("esc esc esc tab 4 tab tab");
    look("burenhulp", &mut desk);
    desk.press("esc esc esc ctrl+g down down");
    look("uitleg-kiezen", &mut desk);
    let mut desk = Pilot::locked();
    desk.press("tab 2 1");
    desk.type_text("de huur is te hoog ");
    desk.press("enter 1 ctrl+p");
    desk.sleep_minutes(60 * 24);
    desk.press("ctrl+l");
    desk.type_text(COORDINATOR);
    desk.press("enter");
    look("verder-van-gisteren", &mut desk);
}
