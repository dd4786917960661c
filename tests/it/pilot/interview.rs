//! An interview with an organisation: several offers, counted towards the forty, and a draft card for the coordinator.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on has failed; the place says why"
)]

use super::aftercare::{choose, enter_until};
use crate::desk::Pilot;

/// Talks with an organisation that offers two things.
fn talk_with(desk: &mut Pilot, name: &str) {
    // Wherever the focus of home is.
    desk.press("ctrl+f tab 2");
    choose(desk, "Sociale kaart");
    desk.type_text(name);
    desk.press("enter");
    choose(desk, "Kerk of moskee");
    desk.sees("Wat doet u voor mensen in de buurt?");
    desk.type_text("Samen eten, elke vrijdag");
    desk.press("enter");
    desk.type_text("ouderen");
    desk.press("enter enter");
    desk.type_text("5 euro");
    desk.press("enter");
    enter_until(desk, "Hoe meldt iemand zich aan?");
    desk.type_text("bel 072 511 00 00 of mail eten@voorbeeld.nl");
    desk.press("enter");
    enter_until(desk, "Is er nog iets dat u voor mensen doet?");
    choose(desk, "Ja");
    desk.sees("Wat doet u voor mensen in de buurt?");
    desk.type_text("Een naaiclub");
    desk.press("enter");
    enter_until(desk, "Is er nog iets dat u voor mensen doet?");
    desk.press("enter");
    enter_until(desk, "Wat ziet u in de wijk gebeuren?");
    desk.type_text("veel mensen eten alleen");
    desk.press("enter");
    enter_until(desk, "Mogen we dit opnemen");
    choose(desk, "Ja");
    enter_until(desk, "Klopt dit?");
    desk.sees("aanbod            Samen eten, elke vrijdag");
    desk.sees("aanbod 2          Een naaiclub");
    desk.press("enter");
}

#[test]
fn an_interview_counts_towards_the_forty() {
    let mut desk = Pilot::open();
    talk_with(&mut desk, "De Wachter");
    desk.sees("Dit is gesprek 1 van 40.");
    talk_with(&mut desk, "De Brug");
    desk.sees("Dit is gesprek 2 van 40.");
    // What was taken back does not count.
    desk.press("ctrl+z");
    talk_with(&mut desk, "De Haven");
    desk.sees("Dit is gesprek 2 van 40.");
}

#[test]
fn a_draft_card_waits_for_the_coordinator_who_keeps_it() {
    let mut desk = Pilot::coordinator();
    talk_with(&mut desk, "De Wachter van Oudorp");
    desk.press("tab - 6");
    desk.sees("Uit gesprekken");
    desk.sees("De Wachter van Oudorp");
    desk.sees("gesprek van wo 25 nov");
    desk.press("1");
    desk.sees("Samen eten, elke vrijdag");
    desk.sees("Een naaiclub");
    desk.sees("072 511 00 00");
    desk.press("tab");
    desk.sees("Samen eten: ouderen");
    desk.sees_no("eten alleen");
    desk.press("tab ctrl+k");
    desk.sees("nagekeken");
    desk.press("1");
    desk.sees_no("Uit gesprekken");
    let card = desk
        .model
        .shared
        .library
        .article("de-wachter-van-oudorp")
        .unwrap();
    assert_eq!(card.phone, ["072 511 00 00"]);
    assert_eq!(card.email.as_deref(), Some("eten@voorbeeld.nl"));
    assert_eq!(card.cost.as_deref(), Some("Samen eten: 5 euro"));
    assert!(
        card.notes
            .as_deref()
            .is_some_and(|notes| notes.contains("veel mensen eten alleen"))
    );
    // The same organisation again: what it told is added to its card.
    desk.press("esc esc");
    talk_with(&mut desk, "De Wachter van Oudorp");
    desk.press("tab - 6 1");
    desk.sees("Samen eten, elke vrijdag");
    desk.press("esc");
    desk.sees("Wilt u");
}

#[test]
fn a_draft_goes_with_its_interview_and_can_be_put_aside() {
    let mut desk = Pilot::coordinator();
    talk_with(&mut desk, "De Wachter van Oudorp");
    desk.press("ctrl+z tab - 6");
    desk.sees_no("De Wachter van Oudorp");
    desk.press("esc esc");
    talk_with(&mut desk, "De Brug van Oudorp");
    desk.press("tab - 6");
    desk.sees("De Brug van Oudorp");
    desk.press("space");
    desk.sees_no("De Brug van Oudorp");
    desk.press("ctrl+z");
    desk.sees("De Brug van Oudorp");
}

#[test]
fn the_desk_cannot_see_drafts_and_the_coordinator_finds_them_after_unlocking() {
    let mut desk = Pilot::locked();
    talk_with(&mut desk, "De Wachter van Oudorp");
    desk.press("ctrl+l");
    desk.type_text(crate::desk::COORDINATOR);
    desk.press("enter");
    desk.skip_tour();
    desk.press("enter enter enter enter tab - 6");
    desk.sees("De Wachter van Oudorp");
}
