//! The menu: digits that never move, letters that are always a query, and a way to everything without a chord.

use crate::desk::Pilot;

#[test]
fn every_letter_typed_in_the_menu_is_the_first_of_a_query() {
    for letter in ('a'..='z').map(|letter| letter.to_string()) {
        for menu in ["tab", "tab -"] {
            let mut desk = Pilot::coordinator();
            desk.press(menu);
            desk.press(&letter);
            desk.sees("  Zoeken");
            desk.sees(&format!("  {letter}\n"));
        }
    }
}

#[test]
fn tab_and_a_digit_mean_the_menu_also_when_it_has_the_focus_already() {
    let mut desk = Pilot::open();
    desk.press("tab 5 esc tab 6");
    desk.sees("  Daglog");
    desk.press("esc tab 8");
    desk.sees("  Cijfers");
    desk.press("esc esc");
    desk.type_text("112");
    desk.sees("  112\n");
}

#[test]
fn while_locked_every_digit_that_reads_asks_for_the_words_and_then_the_search_box_has_the_focus() {
    for digit in 3..=8 {
        let mut desk = Pilot::locked();
        desk.press(&format!("tab {digit}"));
        desk.sees("Typ de vier woorden van het team.");
        desk.type_text(crate::desk::WORDS);
        desk.press("enter");
        desk.skip_tour();
        desk.press("enter enter enter enter");
        assert!(desk.is_home());
        desk.type_text("112");
        desk.sees("  112\n");
    }
}

#[test]
fn help_is_a_menu_of_what_can_be_done_here() {
    let mut desk = Pilot::open();
    desk.press("tab 2 1");
    desk.type_text("de huur is te hoog");
    desk.press("ctrl+g down");
    desk.sees("doe dit");
    for _ in 0..20 {
        if desk.screen().contains("▶ Ctrl+P") {
            break;
        }
        desk.press("down");
    }
    desk.press("enter");
    assert!(desk.is_home());
    desk.sees("Gesprek geparkeerd.");
    // From the menu, with Tab, arrows, digits and Enter alone: help, and the red-flag cards in it.
    desk.press("tab - 3");
    desk.sees("Uitleg · Balie");
    desk.press("end up up up up");
    for _ in 0..12 {
        if desk.screen().contains("▶ Ctrl+N") {
            break;
        }
        desk.press("down");
    }
    desk.press("enter");
    desk.sees("Wat is er aan de hand?");
    desk.press("esc esc");
    assert!(desk.is_home());
}

#[test]
fn a_window_of_eighty_columns_shows_every_key_of_a_question() {
    let mut desk = Pilot::open();
    desk.press("tab 2 1 enter 1");
    for (width, height) in [(60, 20), (80, 24)] {
        desk.resize(width, height);
        for hint in [
            "Enter verder",
            "Esc terug",
            "Ctrl+P parkeren",
            "Ctrl+N nood",
            "Ctrl+G uitleg",
            "Bewaard 09:02",
        ] {
            desk.sees(hint);
        }
    }
    desk.press("ctrl+p");
    desk.type_text("huurtoeslag");
    desk.resize(80, 24);
    desk.sees("Ctrl+R staat er niet bij");
    // Where there is less room the red-flag cards go before it.
    desk.resize(60, 20);
    desk.sees("Ctrl+N nood");
}

#[test]
fn letters_jump_in_the_long_list_of_cards_to_look_through() {
    let mut desk = Pilot::coordinator();
    desk.press("tab - 6");
    desk.sees("▶ 1");
    desk.press("w o o");
    let screen = desk.screen();
    let row = screen
        .lines()
        .find(|row| row.starts_with('▶'))
        .unwrap_or_default();
    assert!(row.to_lowercase().contains("woo"), "{row}\n{screen}");
    desk.press("home");
    desk.sees("▶ 1");
}

#[test]
fn what_is_pasted_stands_in_every_field() {
    for (keys, pasted, seen) in [
        ("", "huurtoeslag\n", "  huurtoeslag"),
        ("tab", "huurtoeslag", "  huurtoeslag"),
        ("tab -", "huurtoeslag", "  huurtoeslag"),
        ("tab 2 1", "de huur\r\nis te hoog", "  de huur is te hoog"),
        ("tab 7 2", "An\tBo", "  An Bo"),
        ("tab 5 tab", "12 of meer", "  12"),
        ("tab - 5 1", "AB", "  AB"),
        (
            "h u u r t o e s l a g enter ctrl+r 6",
            "de prijs",
            "  de prijs",
        ),
        ("ctrl+l ctrl+l tab", "appel fiets", "  appel fiets"),
    ] {
        let mut desk = Pilot::open();
        desk.press("enter 3 enter enter");
        desk.press(keys);
        desk.paste(pasted);
        desk.sees(seen);
    }
}
