//! Looking something up: from the first key, without a password, and back exactly to where one was.

use crate::desk::Pilot;

#[test]
fn home_searches_at_the_first_key_and_esc_returns_from_a_card_with_the_query_intact() {
    let mut desk = Pilot::locked();
    desk.type_text("kw");
    desk.sees("Zoeken");
    desk.type_text("ijtschelding");
    desk.sees("  kwijtschelding\n");
    desk.press("down enter");
    desk.sees("  Kaart ");
    desk.press("end");
    desk.sees("bron: ");
    desk.press("esc");
    desk.sees("  kwijtschelding\n");
    desk.sees("▶");
    desk.press("esc");
    assert!(desk.is_home());
    assert!(desk.asked.is_empty(), "looking something up saves nothing");
}

#[test]
fn digits_are_queries_and_choose_only_in_the_menu() {
    let mut desk = Pilot::open();
    desk.type_text("112");
    desk.sees("  Zoeken");
    desk.sees("  112\n");
    desk.press("esc tab 2 1");
    desk.sees("Wat is uw vraag?");
}

#[test]
fn a_letter_in_the_menu_is_the_first_letter_of_a_query() {
    let mut desk = Pilot::open();
    desk.press("tab w");
    desk.type_text("aterschap");
    desk.sees("  waterschap\n");
}

#[test]
fn a_query_that_nothing_fits_says_so_and_what_to_do() {
    let mut desk = Pilot::locked();
    desk.type_text("xqzvkj");
    desk.sees("Geen kaart die hier goed op past.");
    desk.sees("achterwacht");
}

#[test]
fn a_lookup_over_any_screen_returns_exactly_to_it() {
    for keys in [
        "tab 2 1",
        "tab 2 enter",
        "tab 5",
        "tab 6",
        "tab 7",
        "enter 1",
    ] {
        let mut desk = Pilot::open();
        desk.press("enter 3 enter enter");
        desk.press(keys);
        let before = desk.screen();
        desk.press("ctrl+f");
        desk.type_text("rijbewijs");
        desk.press("enter esc esc");
        assert_eq!(desk.screen(), before, "after {keys}");
    }
}

#[test]
fn a_card_that_was_found_is_noted_in_one_key_with_its_theme_ready() {
    let mut desk = Pilot::open();
    desk.type_text("kwijtschelding");
    desk.press("ctrl+k");
    desk.sees("Waar ging de vraag over?");
    desk.sees("▶ 1  Geld en schulden");
    desk.press("enter enter enter");
    desk.sees("Genoteerd: Geld en schulden, Beantwoord.");
}

#[test]
fn looking_something_up_while_covered_opens_nothing() {
    let mut desk = Pilot::open();
    desk.wait_minutes(5);
    desk.sees("Typ de code van vandaag.");
    desk.press("ctrl+f");
    desk.type_text("kwijtschelding");
    desk.press("ctrl+k ctrl+z esc esc esc esc esc");
    desk.sees("Typ de code van vandaag.");
    desk.press("ctrl+f");
    desk.type_text("kwijtschelding");
    desk.press("enter ctrl+k ctrl+z esc esc esc esc esc");
    desk.sees("Typ de code van vandaag.");
}

#[test]
fn what_is_opened_over_a_covered_screen_changes_nothing_below_it() {
    let mut desk = Pilot::open();
    desk.press("enter 3 enter enter");
    desk.wait_minutes(5);
    let saves = desk.saves().len();
    desk.press("ctrl+n ctrl+z ctrl+f");
    desk.type_text("kwijtschelding");
    desk.press("ctrl+z ctrl+k ctrl+p");
    assert_eq!(desk.saves().len(), saves);
    desk.press("esc esc esc esc");
    desk.sees("Typ de code van vandaag.");
}

#[test]
fn a_lookup_over_help_over_a_talk_returns_to_the_talk() {
    let mut desk = Pilot::open();
    desk.press("tab 2 1");
    desk.type_text("de huur");
    desk.press("ctrl+g ctrl+f");
    desk.type_text("kwijtschelding");
    desk.press("ctrl+k esc esc");
    desk.sees("Wat is uw vraag?");
    desk.sees("  de huur\n");
}

/// From the best card, up leads nowhere: the last of forty is not what anyone looks for there.
#[test]
fn the_arrows_end_at_the_first_and_the_last_card() {
    let mut desk = Pilot::locked();
    desk.type_text("huur");
    let first = desk.screen();
    desk.press("up");
    assert_eq!(desk.screen(), first);
    desk.press("down up up");
    assert_eq!(desk.screen(), first);
}

/// Who says to be in danger at home is not answered with a list alone, in the search box nor in a talk.
#[test]
fn words_of_danger_at_home_lead_to_the_card_with_whom_to_call() {
    for (keys, said) in [
        ("", "ik word bedreigd"),
        ("", "mijn man slaat me"),
        ("tab 2 1", "ik ben bang thuis"),
        ("tab 2 1", "hij bedreigt mij"),
    ] {
        let mut desk = Pilot::open();
        desk.press(keys);
        desk.type_text(said);
        desk.sees("thuis\" bekijken? Druk op Ctrl+N.");
        desk.press("ctrl+n");
        desk.sees("112");
        desk.sees("0800-2000");
        desk.sees("0900-8844");
    }
}

/// Digits are the first signs of 112 and 65+; who meant the menu sees how, and is there with one key.
#[test]
fn a_digit_alone_says_how_to_get_to_the_menu() {
    let mut desk = Pilot::open();
    desk.type_text("1");
    desk.sees("Bedoelt u het menu? Tab opent \"Snelle vraag\".");
    desk.press("tab");
    desk.sees("Waar ging de vraag over?");
    let mut desk = Pilot::open();
    desk.type_text("5");
    desk.sees("Tab opent \"Vandaag\".");
    desk.press("backspace");
    desk.sees_no("Bedoelt u het menu?");
    desk.type_text("6");
    desk.sees("Tab opent \"Daglog\".");
    desk.type_text("5");
    desk.sees_no("Bedoelt u het menu?");
    // Nothing waits under 3 now, and a lookup over a talk has no menu below it.
    desk.press("ctrl+u");
    desk.type_text("3");
    desk.sees_no("Bedoelt u het menu?");
    let mut desk = Pilot::open();
    desk.press("tab 2 1 ctrl+f");
    desk.type_text("1");
    desk.sees_no("Bedoelt u het menu?");
    // While locked the digits of what reads lead to the lock, as in the menu.
    let mut desk = Pilot::locked();
    desk.type_text("8");
    desk.sees("Tab opent \"Ontgrendelen\".");
    desk.press("tab");
    desk.sees("Typ de vier woorden van het team.");
}

/// A small word is no reason why a card was found; it is marked only when nothing else was typed.
#[test]
fn small_words_are_marked_only_when_nothing_else_was_typed() {
    let mut desk = Pilot::open();
    desk.type_text("zorgkosten van de belasting");
    desk.sees("Zorgkosten aftrekken van de");
    assert!(desk.is_marked("Zorgkosten "), "{}", desk.screen());
    assert!(!desk.is_marked("van de"), "{}", desk.screen());
    desk.press("ctrl+u");
    desk.type_text("van de");
    assert!(desk.is_marked("van "), "{}", desk.screen());
}
