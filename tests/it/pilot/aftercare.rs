//! Looking back, rides, helpers, signals, red-flag cards that were used, tallies: walked at the keyboard.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::wildcard_enum_match_arm,
    reason = "a test that cannot go on has failed; the place says why"
)]

use balie::domain::{Answer, Change, Contact, Outcome, Tempo, Theme, UrgentUse};

use crate::desk::Pilot;

/// Begins the route with this title.
#[track_caller]
pub(super) fn begin(desk: &mut Pilot, title: &str) {
    desk.press("tab 2");
    choose(desk, title);
}

/// Presses the key before a row that begins with this text.
#[track_caller]
pub(super) fn choose(desk: &mut Pilot, text: &str) {
    let screen = desk.screen();
    let row = screen
        .lines()
        .map(|row| row.trim_start_matches(['▶', ' ']))
        .find(|row| {
            row.get(3..)
                .is_some_and(|rest| rest.trim_start_matches("[ ] ").starts_with(text))
        });
    let key: String = row
        .unwrap_or_else(|| panic!("`{text}` is not on\n{screen}"))
        .chars()
        .take(1)
        .collect();
    desk.press(&key);
}

/// Answers where a ride goes and who comes along, up to the name of the resident.
#[track_caller]
pub(super) fn ride_to_care(desk: &mut Pilot) {
    for answer in ["Oudorp", "Alkmaar", "Zorg", "Niet nodig"] {
        choose(desk, answer);
    }
    desk.press("1 1");
    choose(desk, "Niets");
    choose(desk, "Ja, maar het lukt niet");
}

/// Presses Enter until this is on the screen.
#[track_caller]
pub(super) fn enter_until(desk: &mut Pilot, text: &str) {
    for _ in 0..40 {
        if desk.screen().contains(text) {
            return;
        }
        desk.press("enter");
    }
    desk.sees(text);
}

fn contacts(desk: &Pilot) -> Vec<Contact> {
    desk.model.shared.open().unwrap().contacts.clone()
}

/// Notes a general talk that goes on, with a name when asked for.
fn talk_that_goes_on(desk: &mut Pilot, name: Option<&str>) {
    desk.press("tab 2 1 enter enter enter 3 enter enter enter enter 7 enter enter enter");
    desk.sees("Wat doen wij, en wanneer?");
    desk.type_text("wij bellen de verhuurder");
    desk.press("enter");
    desk.sees("Wanneer kijken we terug?");
    desk.press("enter");
    desk.sees("Mogen wij u daarvoor bellen?");
    if let Some(name) = name {
        desk.press("1");
        desk.type_text(name);
        desk.press("enter");
        desk.type_text("072 511 00 00");
        desk.press("enter");
    } else {
        desk.press("2");
    }
    enter_until(desk, "Klopt dit?");
    desk.press("enter");
    assert!(desk.is_home(), "{}", desk.screen());
}

#[test]
fn a_day_to_look_back_is_proposed_on_an_opening_and_closed_with_one_key() {
    let mut desk = Pilot::open();
    talk_that_goes_on(&mut desk, Some("Kanarie"));
    let follow_up = desk.model.shared.open().unwrap().follow_ups[0].clone();
    assert_eq!(
        follow_up.due.to_string(),
        "2026-12-09",
        "a Wednesday, two weeks on"
    );
    desk.press("tab 4");
    desk.sees("Er is nu niets aan de beurt.");
    desk.sees("Kanarie: wij bellen de verhuurder");
    desk.press("1");
    desk.sees("072 511 00 00");
    desk.sees("Wat kwam ervan?");
    desk.press("1");
    desk.sees("Hier hoeft u niet meer op terug te kijken.");
    desk.sees("gedaan");
    assert!(
        contacts(&desk)[0].closed_on.is_some(),
        "nothing else is open"
    );
    desk.press("ctrl+z");
    desk.sees("over 14 dagen");
    assert!(contacts(&desk)[0].closed_on.is_none());
}

#[test]
fn what_still_goes_on_gets_a_next_day_that_the_desk_is_open() {
    let mut desk = Pilot::open();
    talk_that_goes_on(&mut desk, None);
    desk.press("tab 4 1");
    choose(&mut desk, "Niet bereikt");
    desk.sees("Wanneer kijken we weer?");
    desk.sees("woensdag 2 december");
    desk.press("enter");
    desk.sees("We kijken weer op woensdag 2 december.");
    desk.sees("gedaan");
    assert_eq!(desk.model.shared.open().unwrap().follow_ups.len(), 2);
}

#[test]
fn days_and_names_are_there_after_the_lock_and_go_with_the_question() {
    let mut desk = Pilot::open();
    talk_that_goes_on(&mut desk, Some("Kanarie"));
    desk.press("ctrl+l");
    desk.unlock();
    desk.press("tab 4");
    desk.sees("Kanarie: wij bellen de verhuurder");
    desk.press("esc 5 del");
    desk.sees("weggehaald");
    assert!(contacts(&desk).is_empty());
    desk.press("ctrl+z esc 4");
    desk.sees("Kanarie: wij bellen de verhuurder");
}

#[test]
fn withdrawing_the_consent_is_one_key() {
    let mut desk = Pilot::open();
    talk_that_goes_on(&mut desk, Some("Kanarie"));
    desk.press("tab 4 1 tab");
    desk.sees("Kluis");
    desk.press("del");
    desk.sees("Naam en nummer zijn weggehaald.");
    assert!(contacts(&desk).is_empty());
}

#[test]
fn a_talk_in_the_short_form_takes_at_most_25_keys() {
    let mut desk = Pilot::open();
    let keys =
        "tab 2 1 enter 1 2 enter 3 1 enter enter 1 enter 7 1 1 enter enter enter 2 1 4 1 enter";
    assert_eq!(keys.split(' ').count(), 24);
    desk.press(keys);
    assert!(desk.is_home(), "{}", desk.screen());
    let enquiry = desk.last_enquiry().unwrap();
    assert_eq!(
        (enquiry.theme, enquiry.outcome),
        (Theme::Housing, Outcome::Ongoing)
    );
    assert_eq!(enquiry.tempo, Tempo::Short);
}

#[test]
fn rides_stand_in_order_of_time_with_a_status_in_one_key() {
    let mut desk = Pilot::open();
    for (time, name) in [("10:30", "Kanarie Laat"), ("9:15", "Kanarie Vroeg")] {
        begin(&mut desk, "Rit met Max-Mobiel");
        desk.type_text("morgen");
        desk.sees("donderdag 26 november");
        desk.press("enter");
        desk.type_text(time);
        desk.press("enter");
        ride_to_care(&mut desk);
        desk.press("1");
        desk.type_text(name);
        desk.press("enter");
        desk.type_text("06 12 34 56 78");
        desk.press("enter");
        desk.type_text("Herenweg 1");
        desk.press("enter enter");
        desk.sees("Elk punt heeft een eigen nummer.");
        desk.sees("072 511 7311 (De Oever)");
        enter_until(&mut desk, "Klopt dit?");
        desk.press("enter");
    }
    desk.press("tab 4 tab");
    desk.sees("Ritten op donderdag 26 november");
    let screen = desk.screen();
    assert!(
        screen.find("09:15").unwrap() < screen.find("10:30").unwrap(),
        "{screen}"
    );
    desk.sees("Aangevraagd");
    desk.press("1");
    desk.sees("Herenweg 1");
    choose(&mut desk, "Bevestigd");
    desk.press("right");
    desk.sees("Geen ritten op vrijdag 27 november");
    desk.press("left");
    desk.sees("Bevestigd");
    let text = format!("{:?}", desk.kept_today());
    assert!(!text.contains("Kanarie") && !text.contains("Herenweg"));
}

#[test]
fn three_helpers_are_proposed_and_a_person_decides() {
    let mut desk = Pilot::open();
    for (name, street) in [
        ("Helper Ver", "Dorpsstraat"),
        ("Helper Dichtbij", "Herenweg"),
    ] {
        begin(&mut desk, "Burenhulp aangeboden");
        choose(&mut desk, "Huisdier");
        desk.press("enter");
        enter_until(&mut desk, "Mogen wij uw naam en nummer bewaren?");
        desk.press("1");
        for text in [name, "072 511 00 00", street] {
            desk.type_text(text);
            desk.press("enter");
        }
        enter_until(&mut desk, "Klopt dit?");
        desk.press("enter");
    }
    begin(&mut desk, "Burenhulp gevraagd");
    choose(&mut desk, "Huisdier");
    enter_until(&mut desk, "Wie kan misschien meedenken");
    choose(&mut desk, "Wil dat niet vragen");
    desk.press("enter");
    desk.sees("Wat klopt er bij deze klus?");
    enter_until(&mut desk, "voor de helper?");
    desk.press("1");
    for text in ["Kanarie", "072 511 00 01", "Herenweg"] {
        desk.type_text(text);
        desk.press("enter");
    }
    enter_until(&mut desk, "Klopt dit?");
    desk.press("enter");
    desk.sees("Huisdier: u kunt deze mensen vragen.");
    let screen = desk.screen();
    assert!(
        screen.find("Helper Dichtbij").unwrap() < screen.find("Helper Ver").unwrap(),
        "{screen}"
    );
    desk.sees("zelfde straat, nog niet gevraagd");
    desk.press("1");
    desk.sees("Genoteerd dat Helper Dichtbij gevraagd wordt.");
    desk.press("esc tab 4 tab tab");
    desk.sees("Wie wacht op een helper?");
    desk.sees("Helper voorgesteld");
    desk.press("1");
    choose(&mut desk, "Helper gevonden");
    desk.sees("Helper gevonden");
}

#[test]
fn where_no_helper_fits_places_that_can_help_are_shown() {
    let mut desk = Pilot::open();
    begin(&mut desk, "Burenhulp gevraagd");
    choose(&mut desk, "Tuin");
    enter_until(&mut desk, "Wie kan misschien meedenken");
    choose(&mut desk, "Niemand");
    enter_until(&mut desk, "Klopt dit?");
    desk.press("enter");
    desk.sees("er is nu geen eigen helper");
    desk.sees("Humanitas");
}

#[test]
fn a_signal_leaves_no_trace_in_the_lists_of_the_desk() {
    let mut desk = Pilot::open();
    begin(&mut desk, "Zorg om iemand");
    desk.press("2");
    choose(&mut desk, "Een buur");
    desk.type_text("gordijnen al een week dicht");
    desk.press("enter");
    desk.type_text("ik maak me zorgen");
    desk.press("enter enter enter enter enter");
    desk.sees("Met wie van ons heeft u dit besproken?");
    desk.press("enter");
    desk.sees("Bespreek het eerst met iemand van ons.");
    desk.press("1");
    desk.type_text("de coördinator belt");
    desk.press("enter");
    enter_until(&mut desk, "Klopt dit?");
    desk.press("enter");
    desk.sees("Alleen de coördinator kan dit lezen.");
    desk.press("tab 5");
    desk.sees_no("Gezondheid");
    desk.press("esc 4");
    desk.sees("Zorg om iemand");
    desk.sees_no("gordijnen");
    desk.sees_no("coördinator belt");
}

fn uses(desk: &Pilot) -> Vec<UrgentUse> {
    let used = desk.changes().filter_map(|change| match change {
        Change::UrgentUse(used) => Some(used.clone()),
        _ => None,
    });
    used.collect()
}

/// Most questions begin in the search box: what is said there suggests the card as it does in a conversation.
#[test]
fn words_that_are_looked_up_suggest_a_red_flag_card_as_well() {
    let mut desk = Pilot::locked();
    desk.type_text("hoeft het allemaal niet meer");
    desk.sees("Kaart \"Denkt aan zelfdoding\" bekijken? Druk op Ctrl+N.");
    desk.press("ctrl+n");
    desk.sees("113 · 0800-0113");
    desk.press("esc esc");
    desk.sees("hoeft het allemaal niet meer");
    desk.press("ctrl+u");
    desk.type_text("huur");
    desk.sees_no("Druk op Ctrl+N.");
}

#[test]
fn words_suggest_a_red_flag_card_and_only_its_use_is_kept() {
    let mut desk = Pilot::open();
    desk.press("tab 2 1");
    desk.type_text("er komt een deurwaarder langs");
    desk.sees("Kaart \"Uit huis of afgesloten\" bekijken? Druk op Ctrl+N.");
    desk.press("ctrl+n");
    desk.sees("We kijken eerst welke datum het is.");
    assert!(uses(&desk).is_empty(), "a suggestion is not kept");
    desk.press("1");
    desk.sees("Met wie van ons heeft u dit besproken?");
    desk.press("2");
    desk.sees("Genoteerd: de kaart, de tijd, wat u deed en met wie.");
    desk.sees("er komt een deurwaarder langs");
    let [used] = uses(&desk).try_into().unwrap();
    assert_eq!(
        (used.card.as_str(), used.action.as_str()),
        ("R7", "achterwacht-gebeld")
    );
    assert_eq!(used.discussed_with.as_deref(), Some("achterwacht"));
}

#[test]
fn a_phone_number_is_pointed_out_once_and_goes_with_one_key() {
    let mut desk = Pilot::open();
    desk.press("tab 2 1");
    desk.type_text("bel 06-12345678 of 072 511 22 33");
    desk.sees("Let op: hier staat een telefoonnummer.");
    desk.press("enter");
    desk.sees("Weghalen met Ctrl+K, of laten staan");
    desk.press("ctrl+k");
    desk.sees("bel [telefoonnummer weggehaald] of [telefoonnummer weggehaald]");
    desk.press("enter");
    desk.sees("Voor wie is de vraag?");
    desk.press("esc");
    desk.type_text(" rekening NL91 ABNA 0417 1643 00");
    desk.press("enter enter");
    desk.sees("Voor wie is de vraag?");
}

#[test]
fn cards_that_fit_stand_beside_the_question_and_open_with_what_was_said() {
    let mut desk = Pilot::open();
    desk.press("tab 2 1");
    desk.type_text("waterschap kwijtschelding");
    desk.sees("Past misschien:");
    desk.press("enter");
    desk.sees("Past misschien:");
    desk.press("ctrl+f");
    desk.sees("waterschap kwijtschelding");
    desk.press("ctrl+k");
    desk.sees("Genoteerd: ");
    desk.press("1 enter 1 1 enter");
    desk.sees("Wat kiest u zelf?");
}

#[test]
fn a_quick_question_can_be_deepened_repeated_and_tallied() {
    let mut desk = Pilot::open();
    desk.press("enter 1 right");
    desk.sees("Wat is uw vraag?");
    desk.press("ctrl+z");
    desk.sees("Hoe liep het af?");
    desk.press("enter enter");
    desk.press("ctrl+k");
    desk.sees("Nog zo een genoteerd.");
    desk.press("tab 5");
    desk.sees("2 vragen");
    desk.press("tab");
    desk.sees("Hoeveel van deze vraag komen erbij?");
    desk.type_text("99");
    desk.press("enter");
    desk.sees("Typ een getal van 1 tot en met 20.");
    desk.press("ctrl+u");
    desk.type_text("3");
    desk.press("enter");
    desk.sees("5 vragen");
    let kept = desk.kept_today();
    let afterwards = kept
        .iter()
        .filter(|each| each.answers.get("achteraf") == Some(&Answer::One("ja".to_owned())));
    assert_eq!(afterwards.count(), 3);
    desk.press("ctrl+z");
    desk.sees("2 vragen");
}

#[test]
fn a_second_question_of_the_same_visit_begins_by_itself() {
    let mut desk = Pilot::open();
    desk.press("tab 2 1 enter enter enter 3 enter 2");
    enter_until(&mut desk, "Klopt dit?");
    desk.press("enter");
    desk.sees("Wat is uw vraag?");
    let first = desk.last_enquiry().unwrap().visit;
    desk.press("enter enter enter enter 3");
    enter_until(&mut desk, "Klopt dit?");
    desk.press("enter");
    assert_eq!(desk.last_enquiry().unwrap().visit, first);
}

#[test]
fn a_card_a_quick_question_began_with_is_kept_in_the_record() {
    let mut desk = Pilot::open();
    desk.type_text("kwijtschelding");
    desk.press("ctrl+k enter enter enter");
    assert!(desk.is_home(), "{}", desk.screen());
    let enquiry = desk.last_enquiry().unwrap();
    assert!(matches!(
        enquiry.answers.get("gekozen"),
        Some(Answer::Text(_))
    ));
}

#[test]
fn a_theme_with_a_route_of_its_own_leads_there_with_what_was_said() {
    let mut desk = Pilot::open();
    desk.press("tab 2 1 enter enter enter");
    choose(&mut desk, "Vervoer");
    desk.press("enter");
    choose(&mut desk, "Verder met een rit");
    desk.sees("Welke dag wilt u rijden?");
}

/// Every route can be walked to its check page with digits, Enter, Tab, Esc and arrows, and typed days.
#[test]
fn every_route_is_walked_with_the_plainest_keys() {
    let titles: Vec<String> = {
        let desk = Pilot::open();
        let routes = desk.model.shared.library.routes.values();
        routes
            .filter(|route| route.tempo != Tempo::Quick)
            .map(|route| route.title.clone())
            .collect()
    };
    assert_eq!(titles.len(), 9);
    for title in titles {
        let mut desk = Pilot::open();
        begin(&mut desk, &title);
        for step in 0..80 {
            let screen = desk.screen();
            if screen.contains("Klopt dit?") {
                break;
            }
            assert!(step < 79, "{title} does not end:\n{screen}");
            if screen.contains("Die dag moet nog komen.") {
                desk.press("ctrl+u");
                desk.type_text("vandaag");
                desk.press("enter");
            } else if screen.contains("Kies hier een antwoord.")
                || screen.contains("Bespreek het eerst")
            {
                if desk.model.is_typing() {
                    desk.type_text(if screen.contains("dag") {
                        "morgen"
                    } else {
                        "iets"
                    });
                    desk.press("enter");
                } else {
                    desk.press("1");
                }
            } else if screen.contains("nog niets aangekruist") {
                desk.press("1 enter");
            } else {
                desk.press("enter");
            }
        }
        desk.press("enter");
        desk.sees_no("Klopt dit?");
    }
}
