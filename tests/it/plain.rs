//! The line mode without a terminal: lines in, sentences and records out.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on has failed; the place says why"
)]

use std::{collections::BTreeSet, fs};

use balie::{
    domain::{Answer, Enquiry, Session},
    plain,
    tui::{
        message::Saving,
        told::{Asks, sign_of_offer},
    },
};
use proptest::prelude::*;

use crate::desk::{COORDINATOR, Pilot, WORDS};

fn text_of(session: &Session, field: &str) -> String {
    let answer = session.answers.get(field);
    if let Some(Answer::Text(text)) = answer {
        text.clone()
    } else {
        format!("{answer:?}")
    }
}

#[test]
fn a_morning_in_lines() {
    let mut desk = Pilot::locked();
    let said = desk.transcript(&[
        "5",
        WORDS,
        "<", // the tour
        "1",
        "An Bo",
        "2",
        "", // unlocked, the shift is open
        "1",
        "1",
        "1",
        "1", // a quick question
        "2",
        "1",
        "ik kan de huur niet betalen",
        "1",
        "",
        "2 3",
        "p", // a talk, set aside
        "3",
        "1", // and taken up
        "!",
        "3",
        "",
        "<",
        "<", // the red-flag cards over it
        "?",
        "",
        "p",
        "5",
        "<",
        "s",
    ]);
    insta::assert_snapshot!(said);
    assert_eq!(desk.drafts().last().map(|talk| talk.parked), Some(true));
}

#[test]
fn a_quick_question_in_lines_is_what_it_is_on_the_screen() {
    let mut in_lines = Pilot::open_in_lines();
    in_lines.told(&["1", "3", "2", "1"], "Genoteerd: Wonen, Samen geregeld");
    let mut on_screen = Pilot::open();
    on_screen.press("enter 3 2 1");
    let said = |enquiry: Option<&Enquiry>| {
        let enquiry = enquiry.unwrap();
        (
            enquiry.theme,
            enquiry.outcome,
            enquiry.solved_by,
            enquiry.answers.clone(),
        )
    };
    assert_eq!(
        said(in_lines.last_enquiry()),
        said(on_screen.last_enquiry())
    );
}

#[test]
fn every_answer_is_saved_before_the_next_question_is_said() {
    let mut desk = Pilot::open_in_lines();
    desk.told(&["2", "1", "de brief van het waterschap"], "Bewaard 09:02");
    let talk = desk.drafts().last().unwrap();
    assert_eq!(
        text_of(talk, "vraag_woorden"),
        "de brief van het waterschap"
    );
    desk.told(&["1"], "Bewaard 09:02");
    assert!(desk.saves().ends_with(&[Saving::Answer]));
}

#[test]
fn an_empty_line_goes_on_and_a_dash_leaves_a_text_empty() {
    let mut desk = Pilot::open_in_lines();
    desk.told(&["2", "1", "een vraag", "<"], "Er staat: een vraag");
    desk.told(&[""], "Voor wie is de vraag?");
    let kept = desk.drafts().last().unwrap();
    assert_eq!(text_of(kept, "vraag_woorden"), "een vraag");
    desk.told(&["<", "-"], "Voor wie is de vraag?");
    let kept = desk.drafts().last().unwrap();
    assert!(!text_of(kept, "vraag_woorden").contains("een vraag"));
}

#[test]
fn several_answers_are_those_that_were_typed_last() {
    let mut desk = Pilot::open_in_lines();
    desk.told(&["2", "1", "", "1"], "Wat heeft u meegenomen?");
    desk.told(&["2, 3"], "Waar gaat het over?");
    desk.told(&["<"], "2. Een brief (gekozen)");
    desk.told(&["3 4"], "Waar gaat het over?");
    let talk = desk.drafts().last().unwrap();
    let brought = talk.answers.values().find_map(|answer| match answer {
        Answer::Many(codes) => Some(codes.clone()),
        Answer::None(_)
        | Answer::One(_)
        | Answer::Text(_)
        | Answer::Whole(_)
        | Answer::Decimal(_)
        | Answer::Date(_)
        | Answer::Time(_) => None,
    });
    assert_eq!(brought.unwrap().len(), 2);
    let said = desk.says(&["<"]);
    assert!(said.contains("2. Een brief\n"), "{said}");
    assert!(said.contains("4. Een rekening (gekozen)"), "{said}");
    desk.told(&["1 99"], "Dat staat er niet bij.");
}

#[test]
fn a_citizen_service_number_is_refused_and_never_saved() {
    let mut desk = Pilot::open_in_lines();
    desk.told(
        &["2", "1", "haar bsn is 123456782 graag"],
        "burgerservicenummer",
    );
    desk.told(&[""], "burgerservicenummer");
    for draft in desk.drafts() {
        assert!(!format!("{draft:?}").contains("123456782"));
    }
    desk.told(&[".k"], "[nummer weggehaald]");
    desk.told(&[""], "Voor wie is de vraag?");
    let kept = format!("{:?}", desk.drafts().collect::<Vec<_>>());
    assert!(!kept.contains("123456782"), "{kept}");
    assert!(kept.contains("weggehaald"), "{kept}");
}

#[test]
fn a_phone_number_is_pointed_out_once_and_goes_with_one_line() {
    let mut desk = Pilot::open_in_lines();
    desk.told(&["2", "1", "bel 06 12345678"], "Weghalen met .k");
    desk.told(&[".k", ""], "Voor wie is de vraag?");
    let kept = desk.drafts().last().unwrap();
    assert!(!text_of(kept, "vraag_woorden").contains("12345678"));
}

#[test]
fn a_card_is_found_read_and_taken_along_into_a_talk() {
    let mut desk = Pilot::open_in_lines();
    desk.told(&["kwijtschelding"], "1. Kwijtschelding");
    desk.told(&["1"], "Cocensus");
    desk.told(
        &["<", "<", "2", "1", "een vraag", "/voedselbank"],
        "1. Voedselbank",
    );
    desk.told(&["1", ".k"], "Genoteerd: Voedselbank");
    let kept = desk.drafts().last().unwrap();
    assert!(format!("{:?}", kept.answers).contains("voedselbank"));
    // Words that are numbers too.
    desk.told(&["p", "/112"], "112");
}

#[test]
fn what_finds_nothing_says_so_and_offers_what_to_do() {
    let mut desk = Pilot::open_in_lines();
    desk.told(&["xqzwvk"], "Geen kaart die hier goed op past.");
    desk.told(&["2"], "xqzwvk");
    desk.told(&[""], "Genoteerd. De co");
}

#[test]
fn a_red_flag_card_over_a_question_comes_back_to_it() {
    let mut desk = Pilot::open_in_lines();
    desk.told(&["2", "1", "een vraag", "!", "1"], "112");
    desk.told(&["1"], "Met wie van ons");
    desk.told(&["1"], "Genoteerd: de kaart");
    desk.told(&[], "Voor wie is de vraag?");
}

#[test]
fn the_day_log_goes_to_a_named_folder_and_to_one_that_is_typed() {
    let (named, typed) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let mut desk = Pilot::open_in_lines();
    desk.offer_folder("kast", named.path().to_owned());
    desk.told(&["1", "1", "1", "1", "6"], "1 vraag. 1 afgerond");
    desk.told(&["1"], "Naar de map kast.");
    desk.told(&["1"], "Opgeslagen, 1 regel.");
    assert_eq!(fs::read_dir(named.path()).unwrap().count(), 1);
    desk.told(&["", "6", "1", "7"], "Typ de naam van de map");
    let folder = typed.path().to_str().unwrap();
    desk.told(&[folder, "1"], "Dit is niet de stick van het team.");
    desk.told(&["1"], "Opgeslagen, 1 regel.");
    assert_eq!(fs::read_dir(typed.path()).unwrap().count(), 1);
}

#[test]
fn a_question_of_today_is_opened_and_corrected() {
    let mut desk = Pilot::open_in_lines();
    desk.told(&["1", "1", "1", "1", "5"], "09:02");
    desk.told(&["1", "1"], "Waar ging de vraag over?");
    desk.told(&["3"], "Wonen");
    let today = desk.kept_today();
    assert_eq!(today.len(), 1);
    assert_eq!(today.first().unwrap().revision, 2);
}

#[test]
fn wrong_words_are_told_and_the_lock_forgets() {
    let mut desk = Pilot::locked();
    desk.told(&["5", "niet de goede woorden"], "Typ de vier woorden");
    assert!(desk.model.shared.open().is_none());
    desk.told(&[WORDS], "Rondleiding");
    desk.told(&["<"], "Waar bent u vandaag?");
    desk.told(
        &["<", "2", "1", "een geheim verhaal", ".s"],
        "Balie zit op slot.",
    );
    let said = desk.says(&[]);
    assert!(!said.contains("geheim verhaal"), "{said}");
}

#[test]
fn stopping_is_asked_once() {
    let mut desk = Pilot::open_in_lines();
    desk.told(&["0"], "Alles is bewaard.");
    assert!(!desk.has_stopped);
    desk.says(&[""]);
    assert!(desk.has_stopped);
}

#[test]
fn the_coordinator_reaches_every_entry_of_the_menu_and_comes_back() {
    let mut desk = Pilot::locked();
    desk.says(&["5", COORDINATOR, "<"]);
    let entries = [
        "4", "5", "6", "7", "8", "9", "-", "- 2", "- 4", "- 5", "- 6",
    ];
    for entry in entries {
        let keys: Vec<_> = entry.split(' ').collect();
        let said = desk.says(&keys);
        assert!(!said.contains("Dat staat er niet bij."), "{entry}: {said}");
        assert!(!desk.model.is_home(), "{entry}: {said}");
        desk.says(&["<", "<", "<"]);
        assert!(desk.model.is_home(), "{entry}");
    }
}

#[test]
fn every_sign_on_a_screen_means_one_thing() {
    let mut desk = Pilot::open_in_lines();
    let ways: [&[&str]; 9] = [
        &["<"],
        &["1"],
        &["<", "<", "2"],
        &["1"],
        &["een vraag"],
        &["1", ""],
        &["!", "1"],
        &["<", "<", "/huur"],
        &["1"],
    ];
    for way in ways {
        desk.says(way);
        let told = desk.model.tell();
        let mut signs = BTreeSet::new();
        let offers = told.offers.iter().filter_map(sign_of_offer);
        let choices = told.choices.iter().map(|choice| choice.sign.clone());
        for sign in choices.chain(offers) {
            assert!(
                signs.insert(sign.clone()),
                "{sign} twice\n{}",
                desk.says(&[])
            );
        }
    }
}

#[test]
fn a_secret_is_asked_as_one() {
    let mut desk = Pilot::locked();
    desk.says(&["5"]);
    assert_eq!(desk.model.tell().asks, Asks::Secret);
    desk.says(&[WORDS, "<"]);
    desk.wait_minutes(6);
    assert_eq!(desk.model.tell().asks, Asks::Code);
    let code = desk.model.shared.open().unwrap().code.clone();
    desk.says(&[&code]);
    assert!(!desk.model.is_covered());
}

fn a_line() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => (0..16_u8).prop_map(|number| number.to_string()),
        3 => prop_oneof![
            Just(""), Just("<"), Just("?"), Just("!"), Just("p"), Just(".k"), Just(".u"), Just(".w"), Just(".t"),
            Just(">"), Just("["), Just("+"), Just("-"), Just("/huur"), Just(".r"),
        ].prop_map(str::to_owned),
        1 => "\\PC{0,12}",
        1 => proptest::collection::vec(any::<char>(), 0..20).prop_map(|signs| signs.into_iter().collect()),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn any_lines_are_heard_nothing_is_drawn_and_home_is_always_near(lines in proptest::collection::vec(a_line(), 1..40)) {
        let mut desk = Pilot::open_in_lines();
        for line in &lines {
            if desk.has_stopped {
                return Ok(());
            }
            let said = desk.says(&[line]);
            prop_assert!(!said.chars().any(|sign| sign.is_control() && sign != '\n'), "{said:?}");
            prop_assert!(said.ends_with(": "), "{said:?}");
        }
        let talking = desk.model.is_in_talk();
        let said = plain::prompt(&desk.model);
        for _ in 0..60 {
            if desk.model.is_home() || desk.has_stopped {
                break;
            }
            desk.says(&["<"]);
        }
        prop_assert!(desk.model.is_home() || desk.has_stopped, "{talking} {said}");
    }
}

#[test]
fn the_cards_that_are_shown_can_be_chosen_in_lines() {
    let mut desk = Pilot::open_in_lines();
    desk.told(&["/ huur"], "Huurcommissie");
    desk.told(&[".t"], "1. waar: alles");
    desk.told(&["1"], "1. waar: Alkmaar");
    desk.told(&["4"], "4. nu open: ja");
    desk.told(&["4"], "4. nu open: alles");
    // Back at the cards: only those of Alkmaar, and it is said.
    let said = desk.says(&[""]);
    assert!(said.contains("Alkmaar"), "{said}");
    assert!(!said.contains("Huurcommissie"), "{said}");
}
