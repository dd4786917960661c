//! Calm, one question a page; brisk, a step a page.

use balie::{
    domain::Answer,
    route::{Field, FieldKind},
    tui::{Effect, theme::Density},
};

use crate::{desk::Pilot, route::library};

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

fn is_shown(field: &Field) -> bool {
    !field.appears_as("hidden") && !field.appears_as("vanzelf")
}

/// A step that fits a page: a heading of its own, and no more questions than rows.
#[test]
fn every_question_of_every_route_stands_in_a_step() {
    for (id, route) in &library().routes {
        let asked: Vec<&Field> = route
            .fields
            .iter()
            .filter(|field| is_shown(field))
            .collect();
        let lost: Vec<&str> = asked
            .iter()
            .filter(|field| field.group.is_none())
            .map(|field| field.name.as_str())
            .collect();
        assert!(lost.is_empty(), "{id}: {lost:?} stand in no step");
        let mut steps: Vec<(Option<&str>, usize)> = Vec::new();
        for field in asked {
            let group = field.group.as_deref();
            match steps.last_mut() {
                Some((name, count)) if *name == group => *count += 1,
                _ => steps.push((group, 1)),
            }
        }
        let mut names: Vec<_> = steps.iter().map(|(name, _)| *name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), steps.len(), "{id}: a step comes twice");
        for (name, count) in steps {
            assert!(count <= 16, "{id}: {name:?} has {count} questions");
        }
    }
}

/// The key of a route in the list of talks.
const KEYS: [&str; 9] = ["1", "2", "3", "4", "5", "6", "7", "8", "9"];

#[test]
fn in_every_route_a_brisk_talk_shows_its_step_and_tab_never_goes_back_or_past_what_is_needed() {
    for key in KEYS {
        let mut desk = brisk();
        desk.press(&format!("tab 2 {key}"));
        let title = desk.screen().lines().next().unwrap_or_default().to_owned();
        assert!(
            title.contains(" · ") && !title.contains("vraag 1 "),
            "{title}"
        );
        let mut calm = Pilot::open();
        calm.press(&format!("tab 2 {key}"));
        calm.sees("vraag 1");
        // Whatever is answered with Tab instead of Enter, every answer that stays is one of the same questions.
        for _ in 0..40 {
            desk.press("tab");
        }
        let draft = desk.drafts().last().cloned();
        let answers = draft.map(|draft| draft.answers).unwrap_or_default();
        let made_up = answers
            .values()
            .any(|answer| matches!(answer, Answer::Text(text) if text.is_empty()));
        assert!(!made_up, "{key}");
    }
}

#[test]
fn both_ways_note_the_same_in_every_route() {
    for key in KEYS {
        let drafts = |mut desk: Pilot| {
            desk.press(&format!("tab 2 {key}"));
            // The first answer of each question, a word where one is typed.
            for _ in 0..12 {
                desk.press("1");
                desk.press("enter");
            }
            let draft = desk.drafts().last().cloned();
            draft.map(|draft| (draft.answers, draft.at))
        };
        let (calm, brisk) = (drafts(Pilot::open()), drafts(brisk()));
        assert_eq!(calm, brisk, "{key}");
    }
}

#[test]
fn a_note_is_never_passed_with_a_step() {
    let has_note = |field: &Field| field.kind == FieldKind::Note;
    for (id, route) in &library().routes {
        if !route.fields.first().is_some_and(has_note) {
            continue;
        }
        assert_eq!(id.as_str(), "geld");
        let mut desk = brisk();
        desk.press("tab 2 5 tab");
        desk.sees("Bewoner logt zelf in.");
        desk.press("enter");
        desk.sees("Wat heeft u meegenomen?");
    }
}
