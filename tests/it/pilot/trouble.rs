//! What goes wrong: one clear sentence, and nothing lost.

use balie::tui::message::Trouble;

use crate::desk::Pilot;

#[test]
fn a_failed_save_keeps_the_question_and_the_answer_and_says_so() {
    let mut desk = Pilot::open();
    desk.press("tab 2 1");
    desk.type_text("de huur is te hoog");
    desk.saving_fails(Some(Trouble::new("fout-vol")));
    desk.press("enter");
    desk.sees("Wat is uw vraag?");
    desk.sees("  de huur is te hoog\n");
    desk.sees("De schijf is vol. Dit is niet bewaard.");
    desk.sees_no("Bewaard 09:02");
    desk.saving_fails(None);
    desk.press("enter");
    desk.sees("Voor wie is de vraag?");
    desk.sees("Bewaard 09:02");
}

#[test]
fn a_failed_end_keeps_the_quick_question_and_is_tried_again_with_enter() {
    let mut desk = Pilot::open();
    desk.press("enter 3 enter");
    desk.saving_fails(Some(Trouble::new("fout-vol")));
    desk.press("2");
    desk.sees("Wie hielp de bewoner?");
    desk.sees("De schijf is vol.");
    desk.sees("▶ 2 ");
    desk.saving_fails(None);
    desk.press("enter");
    desk.sees("Genoteerd: Wonen, Beantwoord.");
}

#[test]
fn a_clock_of_1970_is_told_and_stops_nothing() {
    let mut desk = Pilot::locked();
    desk.set_clock("1970-01-01T00:00:10Z");
    desk.press("tab esc");
    desk.sees("De klok staat op 1970. Zet de datum goed.");
    desk.press("enter 1 enter enter");
    desk.sees("Genoteerd: ");
    desk.type_text("kwijtschelding");
    desk.sees("kaarten");
}

#[test]
fn ten_megabytes_pasted_fill_a_field_and_say_so() {
    let ten_megabytes = "lange tekst ".repeat(10 * 1024 * 1024 / 12);
    let mut desk = Pilot::open();
    desk.press("tab 2 1");
    desk.paste(&ten_megabytes);
    desk.sees("De tekst was te lang. Alleen het begin is geplakt.");
    desk.press("enter");
    desk.sees("Dit is te lang.");
    desk.press("ctrl+u");
    desk.type_text("kort");
    desk.press("enter");
    desk.sees("Voor wie is de vraag?");
    desk.press("ctrl+p");
    desk.paste(&ten_megabytes);
    desk.sees("Zoeken");
    desk.press("esc");
    assert!(desk.is_home());
}

#[test]
fn control_characters_reach_neither_the_screen_nor_the_disk() {
    let mut desk = Pilot::open();
    desk.press("tab 2 1");
    desk.paste("huur\u{1b}[31m te\u{0} hoog\r\nen\u{7f}\u{9b}2J nog \u{202e}iets ");
    desk.sees("huur");
    let screen = desk.screen();
    assert!(
        !screen
            .chars()
            .any(|letter| letter.is_control() && letter != '\n')
    );
    desk.press("enter");
    let saved = format!("{:?}", desk.drafts().last());
    assert!(
        !saved.contains("\\u{1b}") && !saved.contains("\\0"),
        "{saved}"
    );
}

#[test]
fn a_failed_end_on_the_check_page_stays_on_the_check_page() {
    let mut desk = Pilot::open();
    desk.press("tab 2 1 enter 1 enter 1 1 enter enter enter enter enter enter enter 1 4 enter");
    desk.sees("Klopt dit?");
    desk.saving_fails(Some(Trouble::new("fout-vol")));
    desk.press("enter");
    desk.sees("De schijf is vol.");
    desk.sees("Klopt dit?");
    desk.saving_fails(None);
    desk.press("enter");
    desk.sees("Genoteerd: ");
}

#[test]
fn a_long_notice_is_shown_whole_at_any_useful_size() {
    let mut desk = Pilot::open();
    desk.press("tab 2 1");
    desk.saving_fails(Some(Trouble::new("fout-vol")));
    for (width, height) in [(80, 24), (60, 20), (40, 12)] {
        desk.resize(width, height);
        desk.press("enter");
        desk.sees("De schijf is vol.");
        let words: Vec<_> = desk
            .screen()
            .split_whitespace()
            .map(str::to_owned)
            .collect();
        assert!(
            words.join(" ").contains("druk weer op Enter."),
            "{}",
            desk.screen()
        );
    }
}

#[test]
fn a_failed_correction_shows_what_is_on_disk() {
    let mut desk = Pilot::open();
    desk.press("enter 3 enter enter tab 5 enter 1");
    desk.saving_fails(Some(Trouble::new("fout-vol")));
    desk.press("5");
    desk.sees("De schijf is vol.");
    desk.press("esc");
    desk.sees("wonen");
    desk.sees_no("vervoer");
}

#[test]
fn a_failed_deletion_leaves_the_question_in_the_list() {
    let mut desk = Pilot::open();
    desk.press("enter 3 enter enter tab 5");
    desk.saving_fails(Some(Trouble::new("fout-vol")));
    desk.press("del");
    desk.sees("De schijf is vol.");
    desk.sees("wonen");
}

#[test]
fn a_failed_undo_can_be_tried_again() {
    let mut desk = Pilot::open();
    desk.press("enter 3 enter enter tab 5");
    desk.saving_fails(Some(Trouble::new("fout-vol")));
    desk.press("ctrl+z");
    desk.sees("De schijf is vol.");
    desk.sees("wonen");
    desk.saving_fails(None);
    desk.press("ctrl+z");
    desk.sees("Vandaag is er nog niets genoteerd.");
}

#[test]
fn a_talk_that_could_not_be_thrown_away_stays() {
    let mut desk = Pilot::open();
    desk.press("tab 2 1 enter 1 ctrl+p tab 3");
    desk.saving_fails(Some(Trouble::new("fout-vol")));
    desk.press("del");
    desk.sees("De schijf is vol.");
    desk.sees("geparkeerd 09:02");
}
