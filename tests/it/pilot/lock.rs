//! Locked, covered and opened again: what was noted meanwhile is there afterwards.

use balie::tui::message::Trouble;

use crate::desk::{Pilot, WORDS};

/// The code of this shift, as the shift page tells it.
fn code(desk: &mut Pilot) -> String {
    desk.press("tab 7");
    let screen = desk.screen();
    desk.press("esc esc");
    let digits = screen
        .split("Code van vandaag: ")
        .nth(1)
        .map(|rest| rest.chars().take(4));
    digits.map(Iterator::collect).unwrap_or_default()
}

#[test]
fn a_question_noted_while_locked_is_sealed_and_shows_after_unlocking() {
    let mut desk = Pilot::locked();
    desk.sees_no("Er staat werk klaar");
    desk.press("enter 1 enter enter");
    desk.sees("Bewaard 09:02, op slot");
    desk.sees("Er staat werk klaar. Ontgrendel om het te lezen.");
    desk.sees_no("Vandaag");
    desk.unlock();
    desk.press("enter enter enter enter tab 5");
    desk.sees("1 vraag, 1 zelf opgelost");
    desk.sees("geld en schulden");
}

#[test]
fn a_talk_begun_while_locked_is_offered_after_unlocking() {
    let mut desk = Pilot::locked();
    desk.press("tab 2 1");
    desk.type_text("de huur is te hoog ");
    desk.press("enter 1 ctrl+p");
    desk.unlock();
    desk.sees("U was nog bezig. Verdergaan?");
    desk.press("enter");
    desk.sees("Wat heeft u meegenomen?");
}

#[test]
fn wrong_words_are_told_and_the_right_ones_still_open() {
    let mut desk = Pilot::locked();
    desk.press("ctrl+l");
    desk.type_text("appel fiets molen dijk");
    desk.press("enter");
    desk.sees("Deze woorden passen niet.");
    desk.press("ctrl+u");
    desk.type_text(WORDS);
    desk.press("enter");
    desk.skip_tour();
    desk.sees("Waar bent u vandaag?");
}

#[test]
fn the_words_are_dots_until_someone_asks_to_see_them() {
    let mut desk = Pilot::locked();
    desk.press("ctrl+l");
    desk.type_text(WORDS);
    desk.sees_no(WORDS);
    desk.press("tab");
    desk.sees(WORDS);
}

#[test]
fn locking_forgets_what_was_read_and_lookup_goes_on() {
    let mut desk = Pilot::open();
    desk.press("enter 3 enter enter tab 5 ctrl+l");
    desk.sees("Balie zit op slot.");
    desk.sees_no("Wonen");
    desk.press("ctrl+z");
    desk.sees_no("Wonen");
    desk.type_text("kwijtschelding");
    desk.sees("kaarten");
}

#[test]
fn a_talk_is_covered_after_fifteen_minutes_and_goes_on_where_it_was() {
    let mut desk = Pilot::open();
    let code = code(&mut desk);
    desk.press("tab 2 1");
    desk.type_text("de huur");
    desk.wait_minutes(14);
    desk.sees("de huur");
    desk.wait_minutes(1);
    desk.sees_no("de huur");
    desk.type_text(&code);
    desk.sees("Wat is uw vraag?");
    desk.sees("  de huur\n");
}

#[test]
fn thirty_minutes_without_a_key_lock() {
    let mut desk = Pilot::open();
    desk.wait_minutes(29);
    desk.sees("Typ de code van vandaag.");
    desk.wait_minutes(1);
    desk.sees("Balie zit op slot.");
    assert!(desk.model.deadline().is_none(), "locked, nothing wakes it");
}

#[test]
fn a_lid_that_was_closed_for_half_an_hour_locks_before_the_first_key_is_handled() {
    let mut desk = Pilot::open();
    desk.press("enter 3 enter enter tab");
    desk.sleep_minutes(31);
    desk.press("5");
    desk.sees("Balie zit op slot.");
    desk.sees_no("Wonen");
    assert!(desk.is_home());
}

#[test]
fn a_talk_that_was_open_at_the_lock_is_offered_again() {
    let mut desk = Pilot::open();
    desk.press("tab 2 1");
    desk.type_text("de huur is te hoog ");
    desk.press("enter");
    desk.sleep_minutes(31);
    desk.press("1");
    desk.sees("Balie zit op slot.");
    desk.unlock();
    desk.sees("U was nog bezig. Verdergaan?");
    desk.press("enter");
    desk.sees("Voor wie is de vraag?");
}

/// It is called the code of today, so it is: who locks and unlocks again learns no other.
#[test]
fn the_code_of_today_stays_the_same_after_a_lock() {
    let mut desk = Pilot::open();
    let before = code(&mut desk);
    desk.press("esc ctrl+l");
    desk.sees("Balie zit op slot.");
    desk.press("ctrl+l");
    desk.unlock();
    desk.sees(&format!("Code van vandaag: {before}"));
    assert_eq!(code(&mut desk), before);
}

#[test]
fn a_wrong_code_locks_the_fifth_time() {
    let mut desk = Pilot::open();
    let right = code(&mut desk);
    let wrong = if right == "0000" { "1111" } else { "0000" };
    desk.wait_minutes(5);
    for left in (1..5).rev() {
        desk.type_text(wrong);
        desk.sees(&format!("U mag nog {left} keer."));
    }
    desk.type_text(wrong);
    desk.sees("Balie zit op slot.");
    assert!(desk.is_home());
}

#[test]
fn practice_keeps_nothing_and_says_so() {
    let mut desk = Pilot::at_first_start();
    desk.sees("Welkom bij Balie.");
    desk.press("1 esc esc");
    desk.sees("OEFENEN: niets wordt bewaard");
    desk.press("enter 1 enter enter");
    desk.sees_no("Bewaard");
    desk.press("tab 6 enter enter");
    desk.sees_no("Opgeslagen");
}

#[test]
fn set_up_shows_three_secrets_once_and_asks_for_the_words_of_the_team() {
    let mut desk = Pilot::at_first_start();
    desk.press("2");
    desk.sees("Waar staat deze laptop meestal?");
    desk.press("1");
    desk.sees("Schrijf deze woorden nu op papier.");
    let screen = desk.screen();
    let mut lines = screen.lines().map(str::trim);
    let mut below = |heading: &str| {
        let found = lines.find(|line| *line == heading);
        found
            .and_then(|_| lines.next())
            .unwrap_or_default()
            .to_owned()
    };
    let words = below("Voor het team, elke dienst:");
    let coordinator = below("Alleen voor de coördinator:");
    let recovery = below("In een gesloten envelop, voor als alles kwijt is:");
    assert_eq!(words.split(' ').count(), 4, "{screen}");
    desk.press("enter");
    desk.sees_no(&words);
    desk.type_text("vier andere gewone woorden");
    desk.press("enter");
    desk.sees("Deze woorden zijn anders.");
    desk.press("ctrl+u");
    desk.type_text(&words);
    desk.press("enter");
    desk.sees("Typ nu de vijf woorden van de coördinator over.");
    desk.type_text(&coordinator);
    desk.press("enter");
    desk.sees("Typ nu de code uit de envelop over.");
    desk.type_text(&recovery.to_lowercase());
    desk.press("enter");
    // The first time the tour comes by itself; Esc skips it.
    desk.sees("Uw balie staat klaar. Code van vandaag:");
    desk.sees("Rondleiding · 1 van 6");
    desk.press("esc");
    desk.sees("Waar bent u vandaag?");
    desk.press("enter");
    desk.type_text("An Bo");
    desk.press("enter enter enter ctrl+l ctrl+l");
    desk.type_text(&words);
    desk.press("enter");
    desk.sees("An, Bo");
}

#[test]
fn looking_something_up_is_all_that_an_unfounded_desk_does() {
    let mut desk = Pilot::at_first_start();
    desk.press("esc");
    desk.sees("Balie is nog niet ingericht. Opzoeken kan al.");
    desk.type_text("kwijtschelding");
    desk.sees("kaarten");
    desk.press("ctrl+k esc");
    assert!(desk.is_home());
    assert!(desk.asked.is_empty());
}

#[test]
fn five_minutes_without_a_key_cover_the_screen_and_the_code_opens_it() {
    let mut desk = Pilot::open();
    let code = code(&mut desk);
    desk.press("enter 3 enter enter tab 5");
    let before = desk.screen();
    desk.wait_minutes(4);
    assert!(desk.screen().contains("wonen"));
    desk.wait_minutes(1);
    desk.sees("Typ de code van vandaag.");
    desk.sees_no("wonen");
    desk.press("esc tab ctrl+z enter");
    desk.sees("Typ de code van vandaag.");
    desk.type_text(&code);
    desk.sees("wonen");
    assert_eq!(
        desk.screen().lines().nth(2),
        before.lines().nth(2),
        "the same screen is back"
    );
}

#[test]
fn locking_in_the_middle_of_a_word_keeps_the_word() {
    let mut desk = Pilot::open();
    desk.press("tab 2 1");
    desk.type_text("de huur is te hoog");
    desk.press("ctrl+l");
    desk.sees("Er staat werk klaar.");
    desk.unlock();
    desk.press("enter");
    desk.sees("  de huur is te hoog\n");
}

#[test]
fn all_that_was_repaired_is_told_once_with_as_of_when_before_the_desk_goes_on() {
    let mut desk = Pilot::locked();
    desk.press("tab 2 1 enter 1 ctrl+p");
    let newest = jiff::civil::date(2026, 11, 24).at(16, 48, 0, 0);
    desk.was_damaged(super::damage(), Some(newest));
    desk.unlock();
    for told in [
        "Balie keek de gegevens na.",
        "dinsdag 24 november om 16:48",
        "De stroom viel uit tijdens het bewaren.",
        "Een stuk van vault.log was beschadigd.",
        "2 dingen waren beschadigd.",
        "Eén vraag is niet meer te lezen.",
    ] {
        desk.sees(told);
    }
    desk.press("enter");
    desk.sees("U was nog bezig. Verdergaan?");
    desk.press("ctrl+l");
    desk.unlock();
    desk.sees("U was nog bezig. Verdergaan?");
}

#[test]
fn more_than_fits_is_read_on_and_a_bad_template_alone_says_nothing_of_when() {
    let mut desk = Pilot::locked();
    let damage = |number: usize| {
        Trouble::new("hersteld-beschadigd").with("bestand", format!("register/{number}.log"))
    };
    desk.was_damaged((1..=30).map(damage).collect(), None);
    desk.unlock();
    desk.sees("register/1.log");
    desk.sees_no("register/30.log");
    desk.sees_no("Het nieuwste");
    desk.press("end");
    desk.sees("register/30.log");
    desk.press("home esc");
    // Nobody ever worked at this desk: the tour comes first.
    desk.sees("Rondleiding");
    desk.press("esc");
    desk.sees("Waar bent u vandaag?");
}

/// The battery was empty, or somebody ended the program: the note on the table with the code of today still holds.
#[test]
fn the_code_of_today_is_the_same_after_the_program_was_ended() {
    let mut desk = Pilot::with_signed_code();
    let before = code(&mut desk);
    for _ in 0..2 {
        desk.restart();
        desk.unlock();
        assert_eq!(code(&mut desk), before);
    }
    // Tomorrow it is another one.
    desk.set_clock("2026-11-26T08:02:00Z");
    desk.restart();
    desk.unlock();
    desk.press("enter enter enter enter");
    assert_ne!(code(&mut desk), before);
}

#[test]
fn practice_leaves_the_code_of_today_alone() {
    let mut desk = Pilot::with_signed_code();
    let before = code(&mut desk);
    desk.press("ctrl+l tab - 1");
    desk.sees("OEFENEN");
    desk.restart();
    desk.unlock();
    assert_eq!(code(&mut desk), before);
}
