//! Doubt stands at the fact it concerns, on the day it begins, with the clock at fixed days.

use crate::desk::Pilot;

const CARD: &str = "+++\nid = \"koffiebus\"\nkind = \"activiteit\"\nname = \"De Koffiebus\"\nregion = \"alkmaar\"\nconfidence = \"high\"\n\
                    phone = [\"072 511 73 11\"]\nphone_as_of = \"2024-11-25\"\nhours = \"wo en do 9-12\"\nopening_hours = \"We,Th 09:00-12:00\"\n\
                    hours_as_of = \"2026\"\n[[amounts]]\nlabel = \"een kop\"\nvalue = 1.5\nunit = \"EUR\"\nvalid_from = 2026-01-01\n\
                    valid_to = 2026-12-31\nsource = \"https://koffie.nl\"\n[[sources]]\ntitle = \"Bron\"\n+++\n## Wat is het\n- Een bus met koffie.\n";

/// The card at this moment in Alkmaar, told as UTC.
fn at(moment: &str) -> Pilot {
    let mut desk = Pilot::locked();
    desk.put_file("kennisbank/koffiebus.md", CARD);
    desk.set_clock(moment);
    desk.type_text("koffiebus");
    desk.press("enter");
    desk
}

#[test]
fn the_card_knows_the_hour_the_holiday_and_the_next_opening() {
    at("2026-11-25T08:30:00Z").sees("nu open tot 12:00");
    at("2026-11-25T12:00:00Z").sees("gaat open do 26 nov 09:00");
    // Koningsdag 2028 is a Thursday; nobody wrote what holds then.
    at("2028-04-27T08:30:00Z").sees("Koningsdag: bel eerst");
}

#[test]
fn an_amount_is_of_last_year_from_new_years_day_on() {
    let last_day = at("2026-12-31T22:30:00Z");
    last_day.sees("in 2026");
    last_day.sees_no("bedrag van");
    // Half an hour past midnight in Alkmaar, still the old year in UTC.
    let first_day = at("2026-12-31T23:30:00Z");
    first_day.sees("bedrag van 2026");
    first_day.sees("via koffie.nl");
}

#[test]
fn a_number_of_two_years_ago_says_call_first_and_the_hours_beside_it_do_not() {
    at("2026-11-25T08:30:00Z").sees_no("bel na");
    let desk = at("2026-11-26T08:30:00Z");
    desk.sees("072 511 73 11   bel na: gezien 25 november 2024");
    let screen = desk.screen();
    assert_eq!(screen.matches("bel na").count(), 1, "{screen}");
}

#[test]
fn a_closure_of_the_desk_stands_on_its_card() {
    let mut desk = Pilot::locked();
    let closed = "[[closures]]\nfrom = 2026-12-23\nto = 2027-01-03\nreason = \"kerstvakantie\"\n";
    desk.put_file("lokaal/sluitingen.toml", closed);
    desk.set_clock("2026-12-23T09:00:00Z");
    desk.type_text("wijkcontactpunt de oever");
    desk.press("enter");
    desk.sees("gesloten: kerstvakantie");
}
