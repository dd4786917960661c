//! Calm, one question a page; brisk, a step a page.

use balie::tui::{Effect, theme::Density};

use crate::desk::Pilot;

fn brisk() -> Pilot {
    let mut desk = Pilot::open();
    desk.press("tab - 4 6 esc esc esc");
    assert!(desk.is_home());
    desk
}

#[test]
fn the_choice_is_made_at_the_display_screen_and_kept() {
    let mut desk = Pilot::open();
    desk.press("tab - 4");
    desk.sees("[x] Rustig: één vraag op een scherm");
    desk.press("6");
    desk.sees("[x] Vlot: een stap op een scherm");
    let kept = desk.asked.iter().rev().find_map(|effect| {
        if let Effect::KeepLook(look, density) = effect {
            Some((look.code(), *density))
        } else {
            None
        }
    });
    assert_eq!(kept, Some(("licht", Density::Brisk)));
}

#[test]
fn a_brisk_talk_shows_the_step_with_its_answers_around_the_question() {
    let mut desk = brisk();
    desk.press("tab 2 1");
    desk.type_text("de huur");
    desk.press("enter");
    for text in ["de huur", "Voor wie is de vraag?", "meegenomen"] {
        desk.sees(text);
    }
    desk.sees_no("thema");
    desk.press("1");
    desk.sees("Voor zichzelf");
    desk.sees("Wat heeft u meegenomen?");
    let mut calm = Pilot::open();
    calm.press("tab 2 1");
    calm.type_text("de huur");
    calm.press("enter");
    calm.sees_no("meegenomen");
}

#[test]
fn tab_passes_the_rest_of_a_step_and_stops_where_an_answer_is_needed() {
    let mut desk = brisk();
    desk.press("tab 2 1");
    desk.type_text("de huur");
    desk.press("tab");
    desk.sees("Waar gaat het over?");
    desk.press("tab");
    desk.sees("Kies hier een antwoord.");
    desk.press("3 tab");
    desk.sees("Wat kiest u zelf?");
    // Nothing that was passed is lost or made up, and what was answered is on disk.
    let draft = desk.drafts().last().cloned();
    let answers = draft.map(|draft| draft.answers).unwrap_or_default();
    assert_eq!(
        answers.get("thema"),
        Some(&balie::domain::Answer::One("wonen".to_owned()))
    );
    assert!(matches!(
        answers.get("voor_wie"),
        None | Some(balie::domain::Answer::None(_))
    ));
    desk.press("ctrl+p tab 3");
    desk.sees("\"de huur\"");
}

#[test]
fn both_ways_note_the_same() {
    let keys = "enter enter enter enter 3 enter enter enter enter enter enter enter enter enter enter enter enter enter";
    let noted = |mut desk: Pilot| {
        desk.press("tab 2 1");
        desk.type_text("de huur");
        desk.press(keys);
        desk.last_enquiry()
            .map(|enquiry| (enquiry.theme, enquiry.outcome, enquiry.answers.clone()))
    };
    let (calm, brisk) = (noted(Pilot::open()), noted(brisk()));
    assert!(calm.is_some());
    assert_eq!(calm, brisk);
}

#[test]
fn a_quick_question_stays_within_four_keys() {
    let mut desk = brisk();
    desk.press("enter 1 1 1");
    assert!(desk.is_home());
    assert!(desk.last_enquiry().is_some());
}
