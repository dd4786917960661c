//! Vault and keys on the screen: each sees their own lines, someone is shown and erased, the team gets new words.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on has failed; the place says why"
)]

use std::fs;

use balie::{
    domain::{Change, Enquiry, EnquiryId, Outcome},
    tui::message::Place,
};

use crate::desk::{COORDINATOR, Pilot};

/// A desk with one quick question in it, opened with the coordinator's words.
fn as_coordinator() -> Pilot {
    let mut desk = Pilot::open();
    desk.press("enter 1 enter enter");
    desk.press("ctrl+l");
    desk.press("ctrl+l");
    desk.type_text(COORDINATOR);
    desk.press("enter");
    desk
}

#[test]
fn the_audit_log_is_shown_with_the_initials_that_were_typed() {
    let mut desk = Pilot::open();
    desk.press("tab - 5 1");
    desk.sees("Van wie wilt u het zien?");
    desk.press("enter");
    desk.sees("ontgrendeld");
    desk.press("esc 1");
    desk.type_text("niemand");
    desk.press("enter");
    desk.sees("Er is niets gevonden bij deze initialen.");
}

#[test]
fn someone_is_shown_and_erased_only_with_its_own_key_and_then_enter() {
    let mut desk = as_coordinator();
    let visit = desk.last_enquiry().unwrap().visit.to_string();
    desk.press("esc esc tab - 5 2");
    desk.type_text(&visit);
    desk.press("enter");
    desk.sees("Hulpvraag van");
    desk.press("del");
    desk.sees("Dat kan niet terug.");
    assert_eq!(desk.kept_today().len(), 1);
    desk.press("esc");
    desk.sees("Hulpvraag van");
    desk.press("del enter");
    desk.sees("Gewist: 1.");
    assert_eq!(desk.kept_today().len(), 0);
}

/// A resident may ask to see it: names and answers stand there as people say them.
#[test]
fn what_is_kept_about_someone_is_told_in_words() {
    let mut desk = as_coordinator();
    desk.press("esc esc tab 2 1");
    desk.type_text("de huur is te hoog");
    desk.press("enter 1 enter enter 3 2 1");
    desk.press("enter enter enter enter enter enter enter enter enter enter enter enter");
    let visit = desk.last_enquiry().unwrap().visit.to_string();
    desk.press("esc esc tab - 5 2");
    desk.type_text(&visit);
    desk.press("enter");
    let screen = desk.screen();
    for text in [
        "Hulpvraag van 25-11-2026: wonen",
        "voor wie: Voor zichzelf",
        "niet gevraagd: ",
    ] {
        assert!(screen.contains(text), "`{text}` is not on\n{screen}");
    }
    assert!(!screen.contains('_'), "{screen}");
    assert!(!screen.contains("niet-gevraagd"), "{screen}");
}

#[test]
fn only_the_coordinator_gives_the_team_new_words_and_they_open_the_desk() {
    let mut desk = Pilot::open();
    desk.press("tab - 5");
    desk.sees_no("Nieuwe woorden voor het team");
    desk.press("3");
    desk.sees("Wie deed wat");

    let mut desk = as_coordinator();
    desk.press("esc esc tab - 5 3");
    desk.sees("Schrijf deze vier woorden op.");
    let words = words_on(&desk);
    desk.press("enter");
    desk.sees("Typ de vier woorden van het team over van uw papier.");
    desk.sees_no(&words);
    desk.type_text("vier andere gewone woorden");
    desk.press("enter");
    desk.sees("Deze woorden zijn anders.");
    desk.press("esc");
    desk.sees(&words);
    desk.press("enter");
    desk.type_text(&words.to_uppercase());
    desk.press("enter");
    desk.sees("Het team heeft nieuwe woorden.");
    desk.press("ctrl+l ctrl+l");
    desk.type_text(&words);
    desk.press("enter");
    desk.sees_no("Deze woorden passen niet.");
}

/// Whoever lost the team's words takes the code in the envelope and is led to new ones; the screen says each step.
#[test]
fn lost_words_are_set_anew_with_the_recovery_code_step_by_step() {
    for opens in ["een code op papier", COORDINATOR] {
        let mut desk = Pilot::locked();
        desk.press("ctrl+l");
        desk.sees("woorden kwijt");
        desk.press("down");
        for step in [
            "Zijn de woorden van het team kwijt?",
            "1. Neem de vijf woorden van de coördinator.",
            "2. Typ die hieronder",
            "3. U ziet vier nieuwe woorden.",
            "4. Typ ze één keer over.",
        ] {
            desk.sees(step);
        }
        desk.type_text("dit zijn ze niet");
        desk.press("enter");
        desk.sees("Deze woorden passen niet.");
        desk.sees("2. Typ die hieronder");
        desk.press("ctrl+u");
        desk.type_text(opens);
        desk.press("enter");
        desk.sees("Schrijf deze vier woorden op.");
        let words = words_on(&desk);
        desk.press("enter");
        desk.type_text(&words);
        desk.press("enter");
        desk.sees("Het team heeft nieuwe woorden.");
        desk.press("ctrl+l");
        desk.unlock();
        desk.sees("Deze woorden passen niet.");
        desk.press("ctrl+u");
        desk.type_text(&words);
        desk.press("enter");
        desk.sees_no("Deze woorden passen niet.");
        desk.sees_no("Typ de vier woorden");
    }
}

/// Until they were typed over, nothing changed: the words that the team has still open the desk.
#[test]
fn new_words_that_were_never_typed_over_are_not_valid() {
    let mut desk = as_coordinator();
    desk.press("esc esc tab - 5 3");
    let words = words_on(&desk);
    desk.press("enter esc esc ctrl+l ctrl+l");
    desk.type_text(&words);
    desk.press("enter");
    desk.sees("Deze woorden passen niet.");
    desk.press("ctrl+u");
    desk.type_text(crate::desk::WORDS);
    desk.press("enter");
    desk.sees_no("Deze woorden passen niet.");
}

#[test]
fn the_team_is_not_led_to_new_words_by_its_own_and_can_step_back() {
    let mut desk = Pilot::locked();
    desk.press("ctrl+l down");
    desk.sees("Zijn de woorden van het team kwijt?");
    desk.press("esc");
    desk.sees("Typ de vier woorden van het team.");
    desk.press("down");
    desk.type_text(crate::desk::WORDS);
    desk.press("enter");
    desk.sees_no("Schrijf deze vier woorden op.");
}

#[test]
fn the_lost_words_at_three_sizes() {
    let mut desk = Pilot::locked();
    desk.press("ctrl+l down");
    for (width, height) in [(80, 24), (60, 20), (120, 40)] {
        desk.resize(width, height);
        insta::assert_snapshot!(format!("lost_words_{width}x{height}"), desk.screen());
    }
}

fn words_on(desk: &Pilot) -> String {
    let screen = desk.screen();
    let mut after = screen
        .lines()
        .skip_while(|line| !line.contains("Schrijf deze"));
    let words = after.nth(2).unwrap().trim().to_owned();
    assert_eq!(words.split(' ').count(), 4, "{screen}");
    words
}

#[test]
fn the_coordinator_keeps_a_signal_longer() {
    let mut desk = as_coordinator();
    let signal = Enquiry {
        id: EnquiryId([77; 16]),
        route: "signaal".into(),
        outcome: Outcome::Answered,
        ..desk.last_enquiry().unwrap().clone()
    };
    desk.store_keeps(&[Change::Enquiry(signal)]);
    desk.press("esc esc tab - 5 4");
    desk.sees("25-11-2026");
    desk.sees("Bewaard tot en met 25-02-2027.");
    insta::assert_snapshot!("signals_80x24", desk.screen());
    desk.press("enter");
    desk.sees("Bewaard tot en met 25-05-2027.");
    desk.sees("Dit signaal blijft langer.");
    desk.press("esc");
    desk.sees("Signalen langer bewaren");
}

/// The stick is named where it is used, without a terminal and without words in a file.
#[test]
fn the_coordinator_names_the_stick_of_the_team_on_the_screen() {
    let stick = tempfile::tempdir().unwrap();
    let mut desk = as_coordinator();
    desk.press("esc esc tab - 5 5");
    desk.sees("Er zit geen stick in deze computer.");
    desk.mounts = vec![stick.path().to_owned()];
    desk.press("enter");
    desk.sees("Welke stick wordt de stick van het team?");
    desk.press("1");
    let name = stick.path().file_name().unwrap().to_str().unwrap();
    desk.sees(&format!("{name} is nu de stick van het team."));
    let marker = stick.path().join(balie::export::target::MARKER);
    assert!(marker.is_file());
    desk.press("enter 5");
    desk.sees("is al van deze balie");
    // The marker of another desk says so.
    let other = fs::read_to_string(&marker).unwrap();
    let id = other.split('"').nth(1).unwrap();
    fs::write(&marker, other.replace(id, &"0".repeat(id.len()))).unwrap();
    desk.press("esc 5");
    desk.sees("is nu van een andere balie");

    let mut team = Pilot::open();
    team.press("tab - 5 5");
    team.sees_no("De stick van het team aanwijzen");
}

/// The volunteer sees it too. Of a stick that is not in, nothing is said but that.
#[test]
fn the_vault_says_when_the_last_backups_were_made() {
    let stick = tempfile::tempdir().unwrap();
    let mut desk = as_coordinator();
    desk.press("esc esc tab - 5");
    desk.sees("Op deze computer is nog geen reservekopie.");
    desk.sees("De stick van het team zit er niet in.");
    desk.mounts = vec![stick.path().to_owned()];
    desk.press("5 1 enter");
    desk.sees("Reservekopie op deze computer: vandaag.");
    desk.sees("Reservekopie op de stick: vandaag.");
    let marker = fs::read_to_string(stick.path().join(balie::export::target::MARKER)).unwrap();
    let id = marker.split('"').nth(1).unwrap().get(..8).unwrap();
    fs::remove_file(stick.path().join(format!("balie-{id}-2026-11-25.balie"))).unwrap();
    desk.press("4 esc");
    desk.sees("Op de stick van het team staat nog geen reservekopie.");
    for name in [
        format!("balie-{id}-2026-11-20.balie"),
        format!("balie-{id}-2026-11-22.balie"),
        // Half of one, and one of another desk.
        format!("balie-{id}-2026-11-24.balie.new"),
        "balie-00000000-2026-11-25.balie".to_owned(),
    ] {
        fs::write(stick.path().join(name), "").unwrap();
    }
    desk.press("4 esc");
    desk.sees("Reservekopie op de stick: 3 dagen geleden.");
    insta::assert_snapshot!("vault_80x24", desk.screen());
    desk.mounts.clear();
    desk.press("esc esc tab - 5");
    desk.sees_no("op de stick:");

    // What is practised with is no data of the desk.
    let mut practice = Pilot::open();
    practice.press("tab - 5");
    practice.sees("Op deze computer is nog geen reservekopie.");
    practice.press("esc esc tab - 1 enter esc tab - 5");
    practice.sees("OEFENEN");
    practice.sees_no("reservekopie");
}

#[test]
fn the_team_sees_no_signals() {
    let mut desk = Pilot::open();
    desk.press("tab - 5");
    desk.sees("Wie deed wat");
    desk.sees_no("Signalen langer bewaren");
    desk.press("4");
    desk.sees("Wie deed wat");
}

/// The files in a folder, whole ones and others.
fn files(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let found = fs::read_dir(folder).unwrap();
    found.map(|entry| entry.unwrap().path()).collect()
}

/// A backup beside those that are made by themselves: from the screen, to a place of her own, and it comes back.
#[test]
fn the_coordinator_puts_a_backup_in_a_place_of_her_own() {
    let (documents, aside) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let mut desk = as_coordinator();
    desk.offer(Place::Home, "Documenten", documents.path().to_owned());
    for count in 1..=2 {
        // A later one of the same day takes the place of the first.
        desk.press("esc esc esc tab - 5 6");
        desk.sees("[x] Documenten op deze computer");
        desk.press("enter");
        desk.sees("Dit is niet de stick van het team.");
        assert_eq!(files(documents.path()).len(), count - 1);
        desk.press("enter");
        desk.sees("De reservekopie staat in");
        desk.sees("balie manual");
        let found = files(documents.path());
        assert_eq!(found.len(), 1, "{found:?}");
        let to = aside.path().join(count.to_string());
        balie::store::restore(found.first().unwrap(), &to, None).unwrap();
        let now = "2026-11-25T08:02:00Z".parse().unwrap();
        let mut restored = balie::store::Store::open(&to, now).unwrap();
        let secret = balie::store::Secret::new(COORDINATOR);
        restored.unlock(&secret, now).unwrap();
        let day = "2026-11-25".parse().unwrap();
        assert_eq!(restored.day(day).unwrap().len(), count);
        desk.press("esc esc esc esc enter 1 enter enter");
    }
    // A folder that is not there is told, and the team has no such choice.
    desk.press("tab - 5 6 tab");
    desk.type_text("/nergens");
    desk.press("enter");
    desk.sees("De map /nergens is er niet.");
    let mut desk = Pilot::open();
    desk.press("tab - 5");
    desk.sees_no("andere plek");
}
