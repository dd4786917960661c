//! A quick question: at most four keys from home.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on has failed; the place says why"
)]

use balie::{
    domain::{Outcome, SolvedBy, Theme},
    tui::message::Saving,
};

use crate::desk::Pilot;

/// The key that stands before a choice on the screen.
fn key_before(desk: &Pilot, label: &str) -> String {
    let screen = desk.screen();
    let row = screen
        .lines()
        .map(|row| row.trim_start_matches(['▶', ' ']))
        .find(|row| row.get(3..) == Some(label))
        .unwrap_or_else(|| panic!("`{label}` is no choice on\n{screen}"));
    row.chars().take(1).collect()
}

#[test]
fn every_theme_outcome_and_who_is_noted_in_four_keys() {
    let mut desk = Pilot::open();
    let mut noted = 0;
    for theme in Theme::ALL {
        for outcome in Outcome::ALL {
            for who in SolvedBy::ALL {
                assert!(desk.is_home());
                let mut keys = vec!["enter".to_owned()];
                desk.press("enter");
                for (list, code) in [
                    ("thema", theme.code()),
                    ("uitkomst", outcome.code()),
                    ("wie_hielp", who.code()),
                ] {
                    let label = desk.model.shared.library.label(list, code).to_owned();
                    let key = key_before(&desk, &label);
                    desk.press(&key);
                    keys.push(key);
                }
                noted += 1;
                let enquiry = desk.last_enquiry().unwrap();
                assert_eq!(
                    (enquiry.theme, enquiry.outcome, enquiry.solved_by),
                    (*theme, *outcome, *who)
                );
                assert!(keys.len() <= 4, "{keys:?}");
            }
        }
    }
    assert!(desk.is_home());
    assert_eq!(desk.kept_today().len(), noted, "each is in the store");
}

#[test]
fn enter_takes_the_answer_that_is_given_most() {
    let mut desk = Pilot::open();
    desk.press("enter 3 enter enter");
    desk.sees("Genoteerd: Wonen, Beantwoord.");
    desk.sees("Bewaard 09:02");
    let enquiry = desk.last_enquiry().unwrap();
    assert_eq!(enquiry.solved_by, SolvedBy::Volunteer);
}

#[test]
fn each_answer_is_saved_before_the_next_question_is_drawn() {
    let mut desk = Pilot::open();
    let before = desk.saves().len();
    desk.press("enter");
    assert_eq!(desk.saves().len(), before, "nothing was answered yet");
    desk.press("1 1 1");
    let saves = desk.saves().split_off(before);
    assert_eq!(saves, [Saving::Answer, Saving::Answer, Saving::Conclusion]);
}

#[test]
fn esc_on_the_first_question_leaves_nothing_behind() {
    let mut desk = Pilot::open();
    desk.press("enter esc");
    assert!(desk.is_home());
    desk.press("enter 1 esc esc");
    assert!(desk.is_home());
    assert!(desk.kept_today().is_empty());
}
