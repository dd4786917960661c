//! The general conversation in its short form: walked with the plainest keys, left and taken up again.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on has failed; the place says why"
)]

use balie::domain::{Answer, Change, Outcome, Rung, SolvedBy, Tempo, Theme, Unanswered};

use crate::desk::Pilot;

fn answer<'a>(desk: &'a Pilot, field: &str) -> Option<&'a Answer> {
    desk.last_enquiry().unwrap().answers.get(field)
}

fn one(code: &str) -> Answer {
    Answer::One(code.to_owned())
}

/// From home to the question at which a card is chosen.
fn to_the_card(desk: &mut Pilot) {
    desk.press("tab 2 1 enter 1 enter 1 1 enter");
    desk.sees("Wat kiest u zelf?");
}

/// Takes what Enter gives until everything was asked.
fn to_the_check_page(desk: &mut Pilot) {
    for _ in 0..30 {
        if desk.screen().contains("Klopt dit?") {
            return;
        }
        desk.press("enter");
    }
    desk.sees("Klopt dit?");
}

#[test]
fn the_short_form_is_walked_with_digits_enter_tab_and_arrows() {
    let mut desk = Pilot::open();
    desk.press("tab 2 1");
    desk.sees("Wat is uw vraag?");
    desk.press("enter");
    desk.sees("Voor wie is de vraag?");
    desk.press("down down enter");
    desk.sees("Wat heeft u meegenomen?");
    desk.press("2 down space enter");
    desk.sees("Waar gaat het over?");
    desk.press("5");
    desk.sees("Waar gaat het precies over?");
    desk.press("tab enter");
    desk.sees("Is dit alles");
    desk.press("enter");
    desk.sees("Wat kiest u zelf?");
    desk.press("enter");
    desk.sees("Wat hebben we samen gedaan?");
    desk.press("1 3 enter");
    desk.sees("Hoe eindigt deze vraag?");
    desk.press("2");
    desk.sees("Wie hielp de bewoner?");
    desk.press("enter");
    desk.sees("Waar vond de bewoner hulp?");
    desk.press("1");
    desk.sees("Wat gaat u zelf doen, en wanneer?");
    desk.press("enter");
    desk.sees("Was u hier al eens eerder?");
    desk.press("esc");
    desk.sees("Wat gaat u zelf doen, en wanneer?");
    desk.press("enter 1");
    desk.sees("Hoe oud bent u ongeveer?");
    desk.press("4");
    desk.sees("In welke buurt woont u?");
    desk.press("esc enter enter");
    desk.sees("Klopt dit?");
    desk.press("enter");
    desk.sees("Genoteerd: Vervoer, Samen geregeld");
    assert!(desk.is_home());

    let enquiry = desk.last_enquiry().unwrap();
    assert_eq!(enquiry.tempo, Tempo::Short);
    assert_eq!(enquiry.theme, Theme::Transport);
    assert_eq!(enquiry.outcome, Outcome::ArrangedTogether);
    assert_eq!(enquiry.solved_by, SolvedBy::Volunteer);
    assert_eq!(enquiry.rung, Some(Rung::Own));
    assert_eq!(answer(&desk, "voor_wie"), Some(&one("partner")));
    assert_eq!(answer(&desk, "kanaal"), Some(&one("inloop")));
    let many = |codes: &[&str]| Answer::Many(codes.iter().map(ToString::to_string).collect());
    assert_eq!(answer(&desk, "vorm"), Some(&many(&["brief", "formulier"])));
    assert_eq!(
        answer(&desk, "gedaan"),
        Some(&many(&["uitgelegd", "samen-gebeld"]))
    );
    assert_eq!(answer(&desk, "leeftijd"), Some(&one("45-66")));
}

#[test]
fn what_was_skipped_is_not_asked_and_what_did_not_apply_is_absent() {
    let mut desk = Pilot::open();
    desk.press("tab 2 1 enter enter enter 1");
    to_the_check_page(&mut desk);
    desk.sees("overgeslagen");
    desk.press("enter");
    assert!(desk.is_home());
    for field in [
        "vraag_woorden",
        "voor_wie",
        "subthema",
        "gekozen",
        "leeftijd",
    ] {
        assert_eq!(
            answer(&desk, field),
            Some(&Answer::None(Unanswered::NotAsked)),
            "{field}"
        );
    }
    for field in ["reden", "verwezen_naar", "terugkijken"] {
        assert_eq!(answer(&desk, field), None, "{field} does not apply");
    }
}

/// Whoever begins the wrong conversation and presses Enter and then Esc is at the list again, with the mark at what was
/// chosen: nothing was said, so nothing waits at "Verder".
#[test]
fn a_conversation_in_which_nothing_was_said_is_left_for_another() {
    let mut desk = Pilot::open();
    desk.press("tab 2 2");
    desk.sees("Wat wilt u graag doen?");
    desk.press("enter");
    // What is missing is said with the key that does it.
    desk.sees("Er is nog niets aangekruist. Druk op de spatiebalk of een cijfer.");
    desk.press("esc");
    desk.sees("Welk gesprek begint u?");
    desk.sees("▶ 2  Burenhulp aangeboden");
    desk.sees("Iemand wil iets doen voor een buur");
    desk.press("esc");
    desk.sees_no("Verder  ");
}

/// The refusal of a day stands where its example stood, and holds that example.
#[test]
fn a_day_that_cannot_be_read_is_refused_with_an_example() {
    let mut desk = Pilot::open();
    desk.press("tab 2 3 1 1 enter enter");
    desk.sees("Is er een dag waarop het klaar moet zijn?");
    desk.type_text("11");
    desk.press("enter");
    desk.sees("\"11\" begrijpt Balie niet. Typ een dag, zoals 9-12, morgen of +14.");
}

#[test]
fn a_required_question_says_that_it_needs_an_answer() {
    let mut desk = Pilot::open();
    desk.press("tab 2 1 enter enter enter enter");
    desk.sees("Kies hier een antwoord. Dan gaan we verder.");
    desk.press("1");
    desk.sees("Waar gaat het precies over?");
}

#[test]
fn a_card_looked_up_at_its_question_is_the_answer_with_one_key() {
    let mut desk = Pilot::open();
    to_the_card(&mut desk);
    desk.press("tab");
    desk.type_text("kwijtschelding");
    desk.press("ctrl+k");
    desk.sees("Wat hebben we samen gedaan?");
    desk.sees("Genoteerd: ");
    finish(&mut desk);
    names_the_card(&desk, "gekozen");
}

#[test]
fn a_card_looked_up_anywhere_in_a_talk_waits_at_its_question() {
    let mut desk = Pilot::open();
    desk.press("tab 2 1 enter");
    desk.sees("Voor wie is de vraag?");
    desk.press("ctrl+f");
    desk.type_text("kwijtschelding");
    desk.press("enter ctrl+k");
    desk.sees("Voor wie is de vraag?");
    desk.sees("Genoteerd: ");
    desk.press("1 enter 1 1 enter enter");
    finish(&mut desk);
    names_the_card(&desk, "gekozen");
}

#[test]
fn a_card_looked_up_at_the_referral_is_the_referral() {
    let mut desk = Pilot::open();
    to_the_card(&mut desk);
    desk.press("enter enter 3 enter enter");
    desk.sees("Naar wie gaat de bewoner?");
    desk.press("ctrl+f");
    desk.type_text("humanitas");
    desk.press("ctrl+k");
    desk.sees("Wat gaat u zelf doen");
    to_the_check_page(&mut desk);
    desk.press("enter");
    names_the_card(&desk, "verwezen_naar");
    assert_eq!(
        answer(&desk, "gekozen"),
        Some(&Answer::None(Unanswered::NotAsked)),
        "the other question for a card stays as it was"
    );
}

/// From the question after the card to home.
fn finish(desk: &mut Pilot) {
    desk.sees("Wat hebben we samen gedaan?");
    to_the_check_page(desk);
    desk.press("enter");
    assert!(desk.is_home(), "{}", desk.screen());
}

#[track_caller]
fn names_the_card(desk: &Pilot, field: &str) {
    let given = answer(desk, field);
    let Some(Answer::Text(id)) = given else {
        panic!("{field} is {given:?}");
    };
    assert!(desk.model.shared.library.article(id).is_some(), "{id}");
}

#[test]
fn undo_in_a_talk_takes_the_last_answer_back() {
    let mut desk = Pilot::open();
    desk.press("tab 2 1 enter 1");
    desk.sees("Wat heeft u meegenomen?");
    desk.press("ctrl+z");
    desk.sees("Voor wie is de vraag?");
    desk.press("ctrl+z");
    desk.sees("Wat is uw vraag?");
}

#[test]
fn a_talk_that_was_thrown_away_comes_back() {
    let mut desk = Pilot::open();
    desk.press("tab 2 1 enter 1 ctrl+p tab 3 del");
    desk.sees("Gesprek weggegooid.");
    desk.sees("Er wacht geen gesprek.");
    desk.press("ctrl+z enter");
    desk.sees("Wat heeft u meegenomen?");
}

#[test]
fn a_parked_talk_goes_on_at_the_same_question_with_its_text() {
    let mut desk = Pilot::open();
    desk.press("tab 2 1");
    desk.type_text("de huur is te hoog");
    desk.press("ctrl+p");
    assert!(desk.is_home());
    desk.sees("Gesprek geparkeerd.");
    desk.press("enter 1 enter enter");
    desk.press("tab 3");
    desk.sees("de huur is te hoog");
    desk.press("enter");
    desk.sees("Wat is uw vraag?");
    desk.sees("  de huur is te hoog\n");
}

#[test]
fn esc_at_the_first_question_parks_what_was_typed() {
    let mut desk = Pilot::open();
    desk.press("tab 2 1");
    desk.type_text("de huur is te hoog");
    desk.press("esc");
    assert!(desk.is_home());
    desk.press("tab 3 enter");
    desk.sees("  de huur is te hoog\n");
}

#[test]
fn esc_keeps_what_was_typed() {
    let mut desk = Pilot::open();
    desk.press("tab 2 1 enter 1 enter 1 1 enter");
    desk.sees("Wat kiest u zelf?");
    desk.type_text("de voedselbank");
    desk.press("esc");
    desk.sees("Is dit alles");
    desk.press("enter");
    desk.sees("  de voedselbank\n");
}

#[test]
fn a_talk_is_whole_on_disk_before_the_stop_screen_says_so() {
    let mut desk = Pilot::open();
    desk.press("tab 2 1");
    desk.type_text("de huur is te hoog");
    desk.press("ctrl+c");
    desk.sees("Alles is bewaard.");
    let typed = desk.drafts().last().and_then(|draft| draft.typing.clone());
    assert_eq!(
        typed.map(|typing| typing.text),
        Some("de huur is te hoog".to_owned())
    );
    desk.press("esc");
    desk.sees("  de huur is te hoog\n");
}

/// That nobody was told yet is a choice as any other.
#[test]
fn that_a_worry_was_discussed_with_nobody_is_an_answer() {
    let mut desk = Pilot::open();
    desk.press("ctrl+n 7 1");
    desk.sees("4  Nog met niemand");
    desk.press("4");
    desk.sees("Genoteerd: de kaart, de tijd, wat u deed en met wie.");
    let used = desk.changes().next_back();
    let Some(Change::UrgentUse(used)) = used.cloned() else {
        panic!("{used:?} was saved last")
    };
    assert_eq!((used.card.as_str(), used.discussed_with), ("R7", None));
}

/// A question that names one red-flag card has it under Ctrl+N; the list says the codes that questions name.
#[test]
fn a_card_that_a_question_names_is_one_key_away() {
    let mut desk = Pilot::open();
    desk.press("tab 2 5");
    super::aftercare::enter_until(&mut desk, "Dreigt er iets?");
    desk.press("ctrl+n");
    desk.sees("Wat is er aan de hand?");
    desk.sees("7  Uit huis of afgesloten");
    desk.sees("R7");
    desk.press("esc 2 enter");
    desk.sees("Kijk bij Nood (Ctrl+N), kaart R7.");
    desk.press("ctrl+n");
    desk.sees("We kijken eerst welke datum het is.");
}

/// An answer without a key of its own is not a riddle.
#[test]
fn a_list_longer_than_its_keys_says_that_letters_choose() {
    let mut desk = Pilot::open();
    desk.press("tab 2 6");
    desk.type_text("morgen");
    desk.press("enter enter");
    desk.sees("In welke plaats halen we u op?");
    desk.sees("eerste letters. (mag leeg)");
    desk.press("n");
    desk.sees("▶    Noordeinde");
}

/// What fits stands beside the words again at once, not after the next letter.
#[test]
fn a_talk_that_goes_on_shows_what_fits_its_unfinished_words() {
    let mut desk = Pilot::open();
    desk.press("tab 2 1");
    desk.type_text("mijn man is overleden ");
    desk.sees("Past misschien: ");
    desk.press("ctrl+p tab 3 1");
    desk.sees("mijn man is overleden");
    desk.sees("Past misschien: ");
}
