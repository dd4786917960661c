//! What was noted can be changed, taken back and put back; the register keeps each revision.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on has failed; the place says why"
)]

use balie::domain::{Outcome, Theme};

use crate::desk::Pilot;

/// One question about housing, answered.
fn with_one_question() -> Pilot {
    let mut desk = Pilot::open();
    desk.press("enter 3 enter enter");
    desk
}

#[test]
fn undo_after_saving_takes_the_question_back() {
    let mut desk = with_one_question();
    desk.press("ctrl+z");
    desk.sees("Teruggenomen");
    let kept = desk.kept_today();
    assert!(kept.iter().all(|enquiry| enquiry.withdrawn), "{kept:?}");
    desk.press("tab 5");
    desk.sees("Vandaag is er nog niets genoteerd.");
}

#[test]
fn a_deleted_question_comes_back_with_undo() {
    let mut desk = with_one_question();
    desk.press("tab 5");
    desk.sees("1 vraag, 1 zelf opgelost");
    desk.press("del");
    desk.sees("Weggehaald. Ctrl+Z haalt het terug.");
    desk.sees("Vandaag is er nog niets genoteerd.");
    desk.press("ctrl+z");
    desk.sees("Teruggezet.");
    desk.sees("1 vraag, 1 zelf opgelost");
    let enquiry = desk.last_enquiry().unwrap();
    assert_eq!((enquiry.revision, enquiry.withdrawn), (3, false));
}

#[test]
fn a_correction_is_a_new_revision_of_the_same_question() {
    let mut desk = with_one_question();
    let before = desk.last_enquiry().unwrap().clone();
    desk.press("tab 5 enter");
    desk.sees("Kies een cijfer om iets te wijzigen.");
    desk.press("1");
    desk.sees("Waar ging de vraag over?");
    desk.press("5");
    desk.sees("Kies een cijfer om iets te wijzigen.");
    desk.sees("Vervoer");
    let after = desk.last_enquiry().unwrap();
    assert_eq!(after.id, before.id);
    assert_eq!(after.revision, before.revision + 1);
    assert_eq!(after.theme, Theme::Transport);
    assert_eq!((after.day, after.time), (before.day, before.time));
    desk.press("2 3");
    assert_eq!(desk.last_enquiry().unwrap().outcome, Outcome::Referred);
    assert_eq!(desk.kept_today().len(), 1, "it is still one question");
}

#[test]
fn opening_a_question_and_changing_nothing_saves_nothing() {
    let mut desk = with_one_question();
    let before = desk.saves().len();
    desk.press("tab 5 enter 1 3 esc esc");
    assert_eq!(desk.saves().len(), before);
}

#[test]
fn deleting_from_the_open_question_returns_to_the_list() {
    let mut desk = with_one_question();
    desk.press("tab 5 enter del");
    desk.sees("Vandaag is er nog niets genoteerd.");
    desk.press("ctrl+z");
    desk.sees("1 vraag");
}

#[test]
fn a_correction_is_taken_back_with_undo() {
    let mut desk = with_one_question();
    desk.press("tab 5 enter 1 5 esc");
    desk.sees("vervoer");
    desk.press("ctrl+z");
    desk.sees("wonen");
    desk.sees_no("vervoer");
    let enquiry = desk.last_enquiry().unwrap();
    assert_eq!((enquiry.revision, enquiry.theme), (3, Theme::Housing));
}

#[test]
fn esc_on_the_page_of_a_question_is_one_step_back_to_the_list_also_after_a_change() {
    let mut desk = with_one_question();
    desk.press("tab 5 enter 1 5 esc");
    desk.sees("  Vandaag ");
    desk.sees("1 vraag");
}

#[test]
fn undo_on_the_page_of_a_question_saves_the_old_answer_again() {
    let mut desk = with_one_question();
    desk.press("tab 5 enter 1 5 ctrl+z");
    desk.sees("Kies een cijfer om iets te wijzigen.");
    desk.sees("Wonen");
    let enquiry = desk.last_enquiry().unwrap();
    assert_eq!((enquiry.revision, enquiry.theme), (3, Theme::Housing));
    assert_eq!(desk.kept_today().last().unwrap().theme, Theme::Housing);
}

/// What the page of a question shows is what is kept: a change whose next questions were left with Esc is saved when it
/// is whole, and else it is not shown.
#[test]
fn esc_in_what_a_change_asks_next_keeps_the_change_or_says_that_it_did_not() {
    let mut desk = Pilot::open();
    desk.press("tab 2 5");
    for _ in 0..30 {
        if desk.screen().contains("Klopt dit?") {
            break;
        }
        desk.press("enter");
    }
    desk.press("enter tab 5 enter");
    desk.sees("1  uitkomst          Beantwoord");
    desk.press("1 4");
    desk.sees("Neemt de ander het al over?");
    desk.press("esc");
    desk.sees("De wijziging was nog niet af. De vraag is zoals hij was.");
    desk.sees("1  uitkomst          Beantwoord");
    let kept = |desk: &mut Pilot| desk.kept_today().first().unwrap().outcome;
    assert_eq!(kept(&mut desk), Outcome::Answered);
    // With what must be known the change is whole; what may be skipped is skipped.
    desk.press("1 4 enter enter enter");
    desk.sees("Mogen wij u daarvoor bellen?");
    desk.press("esc");
    desk.sees("1  uitkomst          Overgedragen");
    assert_eq!(kept(&mut desk), Outcome::HandedOver);
}

/// The page of a question that was taken away says so, and the same key puts it back.
#[test]
fn the_page_of_a_question_that_was_taken_away_puts_it_back() {
    let mut desk = with_one_question();
    desk.press("ctrl+z");
    desk.sees("U vindt hem bij Vandaag.");
    desk.press("tab 5 enter");
    desk.sees("Deze vraag is weggehaald en telt niet mee.");
    desk.sees("Del terugzetten");
    desk.press("del");
    desk.sees("Teruggezet.");
    desk.sees("1 vraag, 1 zelf opgelost");
    desk.press("enter");
    desk.sees("Kies een cijfer om iets te wijzigen.");
}
