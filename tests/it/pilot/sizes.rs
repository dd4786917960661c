//! Any window draws, and any keys end well.

use balie::tui::keys::Action;
use proptest::prelude::*;

use crate::desk::Pilot;

/// Every screen that one reaches with a few keys from an open desk with one question noted.
const WALKS: [&str; 26] = [
    "",
    "tab",
    "k w",
    "k w enter",
    "enter",
    "enter 1 enter",
    "tab 2 1",
    "tab 2 1 enter 1 enter 2",
    "tab 2 1 enter 1 enter 1 1 enter enter enter enter enter enter enter 1 4 enter",
    "tab 5",
    "tab 5 enter",
    "tab 6",
    "tab 6 enter tab",
    "ctrl+n",
    "ctrl+n 1",
    "k w tab",
    "tab 7",
    "ctrl+g",
    "ctrl+c",
    "tab -",
    "tab - 2",
    "tab - 4",
    "tab - 5",
    "tab - 1",
    "tab - 1 1 enter w a ctrl+k 3 1 1",
    "tab 2 1 ctrl+t",
];

#[test]
fn every_screen_draws_from_1x1_to_200x60() {
    for walk in WALKS {
        let mut desk = Pilot::open();
        desk.press("enter 3 enter enter");
        desk.press(walk);
        for width in [1, 2, 7, 39, 40, 60, 73, 74, 80, 120, 200] {
            for height in [1, 2, 5, 11, 12, 20, 24, 40, 60] {
                desk.resize(width, height);
                let screen = desk.screen();
                assert_eq!(screen.split('\n').count(), usize::from(height));
                if width >= 40 && height >= 12 {
                    assert!(screen.lines().next().is_some_and(|row| !row.is_empty()));
                }
            }
        }
    }
}

#[test]
fn a_window_that_is_too_small_says_so_and_loses_nothing() {
    let mut desk = Pilot::open();
    desk.press("tab 2 1");
    desk.type_text("de huur");
    desk.resize(39, 11);
    desk.sees("Dit venster is te klein.");
    desk.resize(80, 24);
    desk.sees("  de huur\n");
}

/// In the smallest window each red-flag card shows a number or whom to call at once, whom to call afterwards and every
/// action, and what does not fit is one key further, with a mark that says so.
#[test]
fn a_red_flag_card_in_a_small_window_loses_nothing() {
    let mut desk = Pilot::open();
    desk.resize(60, 20);
    let cards = desk.model.shared.library.urgent.clone();
    for (place, card) in cards.iter().enumerate() {
        desk.press("ctrl+n");
        for _ in 0..place {
            desk.press("down");
        }
        desk.press("enter");
        desk.sees(&card.title);
        desk.sees("Bel daarna");
        for (number, (_, label)) in card.actions.iter().enumerate() {
            let said = format!("{}  {label}", number + 1).replace('\u{a0}', " ");
            let screen = desk.screen().replace('\u{a0}', " ");
            assert!(screen.contains(&said), "`{said}` is not on\n{screen}");
        }
        let mut seen = desk.screen();
        let mut is_more = seen.contains("↓ nog");
        for _ in 0..40 {
            desk.press("down");
            seen += &desk.screen();
        }
        is_more &= desk.screen().contains("↓ nog");
        assert!(!is_more, "the end is not reached");
        let words = card.say.iter().chain(&card.act).chain(&card.avoid);
        for word in words.flat_map(|text| text.split_whitespace()) {
            assert!(seen.contains(word), "`{word}` of {} is never seen", card.id);
        }
        desk.press("esc esc");
    }
}

/// A sentence over the keys takes no key away.
#[test]
fn a_notice_stands_above_the_keys_in_every_size() {
    for (width, height) in [(60, 20), (80, 24), (120, 40)] {
        let mut desk = Pilot::open();
        desk.resize(width, height);
        desk.press("enter 1 1 1");
        desk.sees("Genoteerd: Geld en schulden");
        for key in [
            "Enter snelle vraag",
            "Tab menu",
            "Ctrl+N nood",
            "Ctrl+G uitleg",
            "0  Stoppen",
        ] {
            desk.sees(key);
        }
    }
}

/// The way on, the way back and help are found on the same line, whatever else works there.
#[test]
fn the_way_back_and_help_stand_on_the_last_line_of_every_screen() {
    for walk in WALKS {
        for (width, height) in [(60, 20), (80, 24), (120, 40)] {
            let mut desk = Pilot::open();
            desk.press("enter 3 enter enter");
            desk.press(walk);
            desk.resize(width, height);
            let screen = desk.screen();
            let last = screen.lines().last().unwrap_or_default();
            let offers = desk.model.offers();
            let is_offered = |action| {
                offers
                    .iter()
                    .any(|offer| offer.action == action && offer.is_shown)
            };
            for (action, key) in [(Action::Escape, "Esc "), (Action::Help, "Ctrl+G ")] {
                assert!(
                    !is_offered(action) || last.contains(key),
                    "{walk}\n{screen}"
                );
            }
            let urgent = !is_offered(Action::Urgent) || screen.contains("Ctrl+N");
            assert!(urgent, "{walk}\n{screen}");
        }
    }
}

/// What a person can do at a keyboard; Ctrl+L is left out where the way home is asked, for the lock asks for words.
const KEYS: [&str; 52] = [
    "enter",
    "enter",
    "enter",
    "esc",
    "tab",
    "backtab",
    "space",
    "up",
    "down",
    "left",
    "right",
    "home",
    "end",
    "pgup",
    "pgdn",
    "backspace",
    "del",
    "0",
    "1",
    "2",
    "3",
    "4",
    "5",
    "6",
    "7",
    "8",
    "9",
    "a",
    "e",
    "k",
    "o",
    "w",
    "é",
    "ctrl+n",
    "ctrl+f",
    "ctrl+p",
    "ctrl+k",
    "ctrl+g",
    "ctrl+z",
    "ctrl+w",
    "ctrl+u",
    "ctrl+c",
    "ctrl+left",
    "f2",
    "f8",
    "alt+x",
    "ctrl+l",
    "ctrl+t",
    "ctrl+r",
    "-",
    "f6",
    "ctrl+right",
];

fn keys() -> impl Strategy<Value = Vec<&'static str>> {
    proptest::collection::vec(proptest::sample::select(&KEYS[..]), 0..60)
}

/// What is answered first.
const ANSWER: &str = "qjxw vzyq";
/// Keys that are asked to take something away, or to take a step back.
const TAKES_AWAY: [&str; 8] = [
    "backspace",
    "del",
    "ctrl+w",
    "ctrl+u",
    "ctrl+z",
    "ctrl+k",
    "f8",
    "space",
];

/// Whether all letters of `inner` stand in `text` in their order.
fn has_letters(text: &str, inner: &str) -> bool {
    let mut letters = text.chars();
    inner
        .chars()
        .all(|wanted| letters.any(|letter| letter == wanted))
}

fn presses(desk: &mut Pilot, keys: &[&str]) {
    for key in keys {
        desk.press(key);
        if desk.has_stopped {
            break;
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_pressed_and_however_the_window_changes_no_answer_is_lost(
        keys in proptest::collection::vec(
            (proptest::sample::select(&KEYS[..]), 1_u16..=200, 1_u16..=60),
            0..60,
        ),
        is_brisk: bool,
        is_locked: bool,
    ) {
        let mut desk = if is_locked { Pilot::locked() } else { Pilot::open() };
        if is_brisk {
            desk.press("tab - 4 6 esc esc esc");
        }
        desk.press("tab 2 1");
        desk.type_text(ANSWER);
        desk.press("enter");
        for (key, width, height) in keys {
            // What is asked to be taken away is taken away; that is another law.
            if TAKES_AWAY.contains(&key) {
                continue;
            }
            desk.resize(width, height);
            desk.press(key);
            prop_assert_eq!(desk.screen().split('\n').count(), usize::from(height));
            if desk.has_stopped {
                break;
            }
        }
        desk.resize(80, 24);
        for _ in 0..80 {
            if desk.is_home() || desk.has_stopped {
                break;
            }
            desk.press("esc");
        }
        prop_assert!(desk.is_home() || desk.has_stopped, "{}", desk.screen());
        // What may be typed between its letters stands between them; the letters themselves are all there. A second
        // talk is another answer.
        let drafts = desk.drafts().map(|draft| {
            let typed = draft.typing.iter().map(|typing| typing.text.clone());
            (draft.id, draft.answers.get("vraag_woorden").cloned(), typed.collect::<Vec<_>>())
        });
        let first = desk.drafts().next().map(|draft| draft.id);
        let noted = desk.changes().rev().find_map(|change| {
            if let balie::domain::Change::Enquiry(enquiry) = change
                && Some(enquiry.id) == first
            {
                let answer = enquiry.answers.get("vraag_woorden").cloned();
                Some((enquiry.id, answer, Vec::new()))
            } else {
                None
            }
        });
        let last = noted.or_else(|| drafts.filter(|(id, ..)| Some(*id) == first).last());
        let Some((_, answer, typed)) = last else {
            return Err(TestCaseError::fail("nothing was kept"));
        };
        let mut kept = typed;
        if let Some(balie::domain::Answer::Text(text)) = answer {
            kept.push(text);
        }
        prop_assert!(kept.iter().any(|text| has_letters(text, ANSWER)), "{kept:?}");
    }

    #[test]
    fn any_keys_at_any_size_draw_and_esc_always_leads_home(
        keys in keys(),
        start in 0..3,
        width in 1_u16..200,
        height in 1_u16..60,
        wait in 0_i64..40,
    ) {
        let mut desk = match start {
            0 => Pilot::at_first_start(),
            1 => Pilot::locked(),
            _ => Pilot::open(),
        };
        desk.resize(width, height);
        let (before, after) = keys.split_at(keys.len() / 2);
        presses(&mut desk, before);
        let drawn = desk.screen();
        prop_assert_eq!(drawn.split('\n').count(), usize::from(height));
        if !desk.has_stopped {
            presses(&mut desk, after);
        }
        desk.resize(80, 24);
        for _ in 0..80 {
            if desk.is_home() {
                break;
            }
            desk.press("esc");
        }
        prop_assert!(desk.is_home(), "{}", desk.screen());
        // Whatever was done, the desk can be covered, and drawn at the first size again.
        desk.wait_minutes(wait);
        desk.resize(width, height);
        prop_assert_eq!(desk.screen().split('\n').count(), usize::from(height));
    }
}
