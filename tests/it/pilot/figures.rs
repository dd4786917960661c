//! The figures, what comes up too often, and the note a resident takes home.

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

#[test]
fn the_note_is_one_key_from_the_check_page_and_stays_when_there_is_no_printer() {
    let mut desk = Pilot::open();
    desk.press("tab 2 1 enter 1 enter 1 1 enter");
    for _ in 0..30 {
        if desk.screen().contains("Wat gaat u zelf doen") {
            desk.type_text("de brief zoeken");
        }
        if desk.screen().contains("Klopt dit?") {
            break;
        }
        desk.press("enter");
    }
    desk.press("tab");
    desk.sees("Briefje voor de bewoner");
    desk.sees("U: de brief zoeken");
    desk.sees("Kom terug op");
    desk.press("1");
    desk.sees("Er is geen printer op deze computer.");
    desk.sees("U: de brief zoeken");
    desk.press("2");
    desk.sees("Typ de naam van de map:");
    desk.press("esc esc");
    desk.sees("Klopt dit?");
}

#[test]
fn what_comes_up_too_often_is_for_the_coordinator() {
    let mut desk = Pilot::open();
    desk.press("tab 8");
    desk.sees_no("rode draad");
    desk.press("5");
    desk.sees("Cijfers: woensdag 25 november 2026");
}
