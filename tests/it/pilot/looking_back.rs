//! What looking back does to the enquiry it belongs to, and what a talk in the short form costs in keys.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot go on has failed; the place says why"
)]

use balie::{
    domain::{Answer, Enquiry, FollowUp, Outcome},
    figures,
};

use super::aftercare::{begin, choose, enter_until, ride_to_care};
use crate::desk::Pilot;

fn follow_ups(desk: &Pilot) -> Vec<FollowUp> {
    desk.model.shared.open().unwrap().follow_ups.clone()
}

/// The last enquiry that was noted, as the figures see it.
fn counted(desk: &Pilot) -> Enquiry {
    let mut all = vec![desk.last_enquiry().unwrap().clone()];
    figures::looked_back(&mut all, &follow_ups(desk));
    all.remove(0)
}

fn yes() -> Answer {
    Answer::One("ja".to_owned())
}

/// A general talk with this outcome, answered all along with one key a question; how many keys it took.
fn short_talk(desk: &mut Pilot, outcome: char, is_confirmed: bool) -> usize {
    let begun = "tab 2 1 enter 1 2 enter 3 1 enter enter 1 enter";
    desk.press(begun);
    desk.sees("Hoe eindigt deze vraag?");
    desk.press(&outcome.to_string());
    let mut count = begun.split(' ').count() + 1;
    while !desk.is_home() {
        let screen = desk.screen();
        let question = screen.lines().nth(2).unwrap_or_default().trim();
        let key = match question {
            "Waarom is het niet gelukt?"
            | "Wie hielp de bewoner?"
            | "Waar vond de bewoner hulp?"
            | "Was u hier al eens eerder?"
            | "In welke buurt woont u?" => "1",
            "Hoe oud bent u ongeveer?" => "4",
            "Mogen wij u daarvoor bellen?" => "2",
            "Neemt de ander het al over?" if is_confirmed => "1",
            "Neemt de ander het al over?"
            | "Naar wie gaat de bewoner?"
            | "Wat gaat u zelf doen, en wanneer?"
            | "Wat doen wij, en wanneer?"
            | "Wanneer kijken we terug?"
            | "Lees het samen na." => "enter",
            other => panic!("`{other}` is not expected on\n{screen}"),
        };
        desk.press(key);
        count += 1;
    }
    count
}

#[test]
fn whatever_the_outcome_the_short_form_takes_at_most_25_keys() {
    for outcome in '1'..='9' {
        for is_confirmed in [false, true] {
            let mut desk = Pilot::open();
            let count = short_talk(&mut desk, outcome, is_confirmed);
            assert!(count <= 25, "{outcome}: {count} keys");
        }
    }
}

#[test]
fn a_warm_handover_is_open_until_the_other_took_it_over() {
    let mut desk = Pilot::open();
    short_talk(&mut desk, '4', false);
    assert!(!figures::is_closed(&counted(&desk)));
    desk.press("tab 4 1");
    choose(&mut desk, "De ander neemt het over");
    desk.sees("Hier hoeft u niet meer op terug te kijken.");
    assert!(figures::is_closed(&counted(&desk)));
    desk.press("ctrl+z");
    assert!(!figures::is_closed(&counted(&desk)), "taken back");
    desk.press("1");
    choose(&mut desk, "Het is gelukt");
    assert!(figures::is_closed(&counted(&desk)));
    // With the next unlock it stands with the enquiry itself, and stays when the day to look back is long gone.
    assert_eq!(desk.kept_today()[0].revision, 1);
    desk.press("ctrl+l");
    desk.unlock();
    let kept = desk.kept_today().remove(0);
    assert_eq!(kept.revision, 2);
    assert_eq!(kept.answers[figures::CONFIRMED], yes());
    assert!(figures::is_closed(&kept));
}

#[test]
fn who_says_at_once_that_it_was_taken_over_looks_back_on_nothing() {
    let mut desk = Pilot::open();
    short_talk(&mut desk, '4', true);
    assert!(figures::is_closed(&counted(&desk)));
    assert_eq!(follow_ups(&desk), []);
}

#[test]
fn what_the_standby_took_over_is_closed_when_that_is_done() {
    let mut desk = Pilot::open();
    short_talk(&mut desk, '5', false);
    desk.press("tab 4 1");
    desk.sees_no("De ander neemt het over");
    choose(&mut desk, "De achterwacht is klaar");
    let enquiry = counted(&desk);
    assert!(figures::is_closed(&enquiry));
    assert_eq!(enquiry.answers[figures::DONE], yes());
}

#[test]
fn what_went_on_ends_as_looking_back_says() {
    for (result, outcome) in [
        ("Het is gelukt", Outcome::Answered),
        ("Het loopt nog", Outcome::Ongoing),
        ("Niet gelukt", Outcome::Unsolved),
        ("Niet meer nodig", Outcome::Stopped),
    ] {
        let mut desk = Pilot::open();
        short_talk(&mut desk, '7', false);
        desk.press("tab 4 1");
        choose(&mut desk, result);
        if outcome == Outcome::Ongoing {
            desk.press("enter");
        }
        assert_eq!(counted(&desk).outcome, outcome, "{result}");
    }
}

#[test]
fn a_quick_question_that_is_not_over_is_looked_back_on_without_a_key() {
    let mut desk = Pilot::open();
    desk.press("enter 3 5 enter");
    assert!(desk.is_home(), "{}", desk.screen());
    assert!(!figures::is_closed(&counted(&desk)));
    desk.press("tab 4");
    desk.sees("Snelle vraag, Wonen");
    assert_eq!(
        follow_ups(&desk)[0].due.to_string(),
        "2026-12-09",
        "an opening"
    );
    desk.press("1");
    choose(&mut desk, "De achterwacht is klaar");
    assert!(figures::is_closed(&counted(&desk)));
    desk.press("esc enter 1 enter enter tab 4");
    assert_eq!(follow_ups(&desk).len(), 1, "what is over asks for nothing");
}

#[test]
fn after_a_prescription_a_later_figure_is_asked_and_kept() {
    let mut desk = Pilot::open();
    begin(&mut desk, "Welzijn op recept");
    desk.press("enter");
    desk.type_text("gisteren");
    desk.press("enter");
    enter_until(&mut desk, "Mag de verwijzer ons gegevens geven?");
    desk.press("1 1");
    enter_until(&mut desk, "Klopt dit?");
    desk.press("enter tab 4 1");
    choose(&mut desk, "Gaat nog steeds");
    desk.sees("Hoe gaat het nu met u, van nul tot tien?");
    desk.type_text("11");
    desk.press("enter");
    desk.sees("Kies een cijfer van 0 tot en met 10.");
    desk.press("ctrl+u");
    desk.type_text("7");
    desk.press("enter");
    desk.sees("Hier hoeft u niet meer op terug te kijken.");
    let enquiry = counted(&desk);
    assert_eq!(enquiry.answers["cijfer_later"], Answer::Whole(7));
    assert_eq!(
        enquiry.outcome,
        Outcome::Ongoing,
        "three months on there is another look back"
    );
    desk.press("1");
    choose(&mut desk, "Gaat nog steeds");
    desk.press("enter");
    let enquiry = counted(&desk);
    assert_eq!(enquiry.outcome, Outcome::Matched);
    assert_eq!(
        enquiry.answers["cijfer_later"],
        Answer::Whole(7),
        "Enter leaves it"
    );
}

#[test]
fn a_deadline_says_how_many_days_are_left() {
    let mut desk = Pilot::open();
    begin(&mut desk, "Geld en post");
    enter_until(&mut desk, "Voor welke datum");
    desk.type_text("1-12");
    desk.sees("dinsdag 1 december");
    desk.sees("over 6 dagen");
    desk.press("ctrl+u");
    desk.type_text("24-11-2026");
    desk.sees("1 dag geleden");
    desk.sees("Die dag is voorbij. Kijk bij Nood, kaart R7.");
    desk.press("ctrl+u");
    desk.type_text("morgen");
    desk.sees("morgen");
    desk.press("enter");
    enter_until(&mut desk, "Klopt dit?");
    desk.sees("donderdag 26 november · morgen");
}

#[test]
fn a_day_without_a_year_lies_behind_where_only_that_fits() {
    let mut desk = Pilot::open();
    begin(&mut desk, "Welzijn op recept");
    desk.press("enter");
    desk.type_text("12-11");
    desk.sees("donderdag 12 november");
    desk.sees("13 dagen geleden");
    desk.press("ctrl+u");
    desk.type_text("gisteren");
    desk.sees("1 dag geleden");
    desk.press("ctrl+u");
    desk.type_text("12-11-2027");
    desk.press("enter");
    desk.sees("Die dag moet nog komen.");
}

#[test]
fn who_is_typing_can_ask_further_and_loses_no_letter() {
    let mut desk = Pilot::open();
    desk.press("tab 2 1");
    desk.type_text("de huur is te hoog");
    desk.sees("Ctrl+D doorvragen");
    desk.press("ctrl+d");
    desk.sees("U vraagt nu door.");
    desk.sees("  de huur is te hoog\n");
    desk.sees_no("doorvragen");
    desk.press("enter enter enter 3 enter");
    desk.sees("Waarom komt u juist nu?");
    desk.press("ctrl+z ctrl+z ctrl+z ctrl+z ctrl+z ctrl+z");
    desk.sees("Wat is uw vraag?");
}

#[test]
fn a_sentence_with_two_needs_shows_cards_for_both() {
    let mut desk = Pilot::open();
    desk.press("tab 2 1");
    desk.type_text("de huur is te hoog en mevrouw is depressief");
    let screen = desk.screen();
    let cards = screen.split("Past misschien:").nth(1).unwrap_or_default();
    let is_about = |names: &[&str]| names.iter().any(|name| cards.contains(name));
    assert!(is_about(&["Huur"]), "{screen}");
    assert!(
        is_about(&["Welzijn op Recept", "GGZ", "Huisarts", "somber"]),
        "{screen}"
    );
}

/// Whether a ride is arranged is looked at before it is driven: on an opening before it, else today before going home.
#[test]
fn a_ride_is_looked_back_on_before_it_takes_place() {
    for (noted, ride, proposed) in [
        ("2026-11-25T08:02:00Z", "26-11-2026", "woensdag 25 november"),
        (
            "2026-11-25T08:02:00Z",
            "27-11-2026",
            "donderdag 26 november",
        ),
        (
            "2026-11-26T08:02:00Z",
            "27-11-2026",
            "donderdag 26 november",
        ),
        // The desk opens again on Wednesday.
        (
            "2026-11-26T08:02:00Z",
            "01-12-2026",
            "donderdag 26 november",
        ),
        ("2026-11-26T08:02:00Z", "03-12-2026", "woensdag 2 december"),
    ] {
        let mut desk = Pilot::locked();
        desk.set_clock(noted);
        desk.unlock();
        desk.press("enter enter enter enter");
        begin(&mut desk, "Rit met Max-Mobiel");
        desk.type_text(ride);
        desk.press("enter");
        desk.type_text("10:00");
        desk.press("enter");
        ride_to_care(&mut desk);
        desk.press("2");
        enter_until(&mut desk, "Wanneer kijken we of het geregeld is?");
        desk.sees(proposed);
    }
}

/// The desk opens on Wednesday and Thursday: a term that ends on Tuesday is looked at before it, not after and not today.
#[test]
fn a_term_that_ends_before_the_next_opening_is_looked_back_on_at_the_opening_before_it() {
    let mut desk = Pilot::locked();
    // A Friday: two weeks on the desk is closed, and opens on Wednesday 16 December.
    desk.set_clock("2026-11-27T08:02:00Z");
    desk.unlock();
    desk.press("enter enter enter enter");
    begin(&mut desk, "Geld en post");
    for _ in 0..40 {
        let screen = desk.screen();
        if screen.contains("Wanneer kijken we terug?") {
            break;
        }
        if screen.contains("Voor welke datum?") {
            desk.type_text("15-12-2026");
        }
        if screen.contains("Hoe eindigt deze vraag?") {
            desk.press("7");
            continue;
        }
        desk.press(if screen.contains("Kies hier een antwoord") {
            "1"
        } else if screen.contains("nog niets aangekruist") {
            "1 enter"
        } else {
            "enter"
        });
    }
    desk.sees("donderdag 10 december");
}
