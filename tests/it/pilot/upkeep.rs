//! Cards kept true: reported by whoever reads one, mended by the coordinator, taken back by both.

use crate::desk::Pilot;

const OWN: &str = "+++\nid = \"koffiebus\"\nkind = \"activiteit\"\nname = \"De Koffiebus\"\nregion = \"alkmaar\"\n\
                   confidence = \"high\"\nphone = [\"072 511 73 11\"]\nchecked = 2026-11-01\n[[sources]]\ntitle = \"Bron\"\n\
                   +++\n## Wat is het\n- Een bus met koffie.\n";

/// The coordinator's list, with one card of the desk's own.
fn list() -> Pilot {
    let mut desk = Pilot::coordinator();
    desk.put_file("kennisbank/koffiebus.md", OWN);
    desk
}

/// Opens the desk's own card.
fn open_card(desk: &mut Pilot) {
    desk.type_text("koffiebus");
    desk.press("enter");
    desk.sees("Een bus met koffie.");
}

#[test]
fn a_card_is_reported_in_one_key_and_says_so_also_while_locked() {
    let mut desk = Pilot::locked();
    desk.type_text("huurtoeslag");
    desk.press("enter ctrl+r");
    desk.sees("Wat klopt er niet?");
    desk.press("1");
    desk.sees("Gemeld. De coördinator ziet het, en de kaart zegt het.");
    desk.sees("gemeld 25-11: telefoon klopt niet");
    desk.sees("Bewaard 09:02");
    desk.press("f7 6");
    desk.type_text("bel 123456782");
    desk.press("enter");
    desk.sees("Hier staat een nummer of adres.");
    desk.press("ctrl+u");
    desk.type_text("de deur zit links");
    desk.press("enter");
    desk.sees("gemeld 25-11: \"de deur zit links\"");
}

#[test]
fn what_was_reported_is_on_the_list_until_it_is_dealt_with() {
    let mut desk = list();
    open_card(&mut desk);
    desk.press("ctrl+r 2 esc esc tab - 6");
    desk.sees("Kaarten bijhouden");
    desk.sees("Gemeld");
    desk.sees("De Koffiebus");
    desk.sees("verhuisd, wo 25 nov");
    desk.press("enter");
    desk.sees("gemeld 25-11: verhuisd");
    desk.press("esc space");
    desk.sees_no("verhuisd");
    desk.press("ctrl+z");
    desk.sees("verhuisd, wo 25 nov");
}

#[test]
fn only_the_coordinator_has_the_list_and_the_form() {
    let mut desk = Pilot::open();
    desk.press("tab");
    desk.sees_no("Kaartenbak");
    desk.press("esc");
    desk.type_text("huurtoeslag");
    desk.press("enter a");
    desk.sees("  Kaart ");
    desk.press("k e");
    desk.sees("  Kaart ");
}

#[test]
fn a_card_is_mended_seen_and_kept_and_the_former_one_comes_back() {
    let mut desk = list();
    open_card(&mut desk);
    desk.press("a");
    desk.sees("Aanpassen · De Koffiebus");
    desk.press("down enter ctrl+u");
    desk.type_text("072 999 00 11");
    desk.press("enter tab");
    desk.sees("072 999 00 11");
    desk.sees("Een bus met koffie.");
    desk.press("esc ctrl+k");
    desk.sees("Heeft u de hele kaart nagekeken?");
    desk.press("1");
    desk.sees("Bewaard. De vorige kaart staat bij de eerdere versies.");
    desk.sees("072 999 00 11");
    desk.sees("nagekeken 25 november 2026");
    desk.press("e");
    desk.sees("zo tot 25 november 2026");
    desk.sees("072 511 73 11");
    desk.press("enter");
    desk.sees("Teruggezet.");
    desk.sees("072 511 73 11");
    desk.sees_no("072 999 00 11");
}

#[test]
fn a_form_refuses_what_a_card_cannot_say_and_loses_nothing() {
    let mut desk = list();
    open_card(&mut desk);
    desk.press("a enter ctrl+u enter");
    desk.sees("Een kaart heeft een naam nodig.");
    desk.press("esc esc down enter ctrl+u");
    desk.type_text("geen");
    desk.press("enter");
    desk.sees("Dit is geen nummer om te bellen.");
    desk.press("esc esc down down down enter");
    desk.type_text("morgen");
    desk.press("enter");
    desk.sees("Deze tijden zijn niet te lezen.");
    desk.press("ctrl+u");
    desk.type_text("We 09:00-12:00");
    desk.press("enter esc");
    desk.sees("Wilt u bewaren wat u heeft veranderd?");
    desk.press("esc");
    desk.sees("We 09:00-12:00");
    desk.press("ctrl+z");
    desk.sees_no("We 09:00-12:00");
    desk.press("esc");
    desk.sees("Een bus met koffie.");
}

#[test]
fn a_new_card_is_made_in_the_form_and_found() {
    let mut desk = list();
    desk.press("tab - 6 n");
    desk.type_text("Breiclub Zuid");
    desk.press("enter ctrl+k");
    desk.sees("Schrijf in elk geval één zin");
    desk.press("down down down down enter");
    desk.type_text("Samen breien in de wijk.");
    desk.press("enter ctrl+k");
    desk.sees("Schrijf erbij waar het vandaan komt");
    desk.press("end enter");
    desk.type_text("De coördinator belde");
    desk.press("enter ctrl+k 1 esc esc");
    desk.type_text("breiclub");
    desk.press("enter");
    desk.sees("Samen breien in de wijk.");
}

#[test]
fn words_that_found_nothing_become_a_name_of_a_card_in_one_key() {
    let mut desk = list();
    desk.type_text("xqzvkj");
    desk.press("enter 2 enter esc ctrl+u");
    open_card(&mut desk);
    desk.press("esc esc tab - 6");
    desk.sees("\"xqzvkj\"");
    desk.sees("daarna gelezen: De Koffiebus");
    desk.press("a");
    desk.sees("\"xqzvkj\" vindt nu de kaart De Koffiebus.");
    desk.sees_no("daarna open");
    desk.press("esc esc");
    desk.type_text("xqzvkj");
    desk.sees("De Koffiebus");
    desk.press("esc 6");
    desk.press("esc");
}

#[test]
fn a_round_along_cards_goes_on_by_itself() {
    let mut desk = list();
    let old = OWN.replace("2026-11-01", "2001-01-01");
    desk.put_file("kennisbank/koffiebus.md", &old);
    let other = old
        .replace("koffiebus", "soepbus")
        .replace("De Koffiebus", "De Soepbus");
    desk.put_file("kennisbank/soepbus.md", &other);
    desk.press("tab - 6");
    desk.sees("Na te kijken");
    desk.sees("nagekeken 1 jan 2001");
    desk.press("enter");
    desk.sees("  De Koffiebus\n");
    desk.press("k");
    desk.sees("  De Soepbus\n");
    desk.sees("Genoteerd: vandaag nagekeken.");
    desk.press("esc");
    desk.sees_no("De Koffiebus");
    desk.press("space");
    desk.sees_no("1  De Soepbus");
    desk.sees("De Soepbus: vandaag nagekeken. Ctrl+Z haalt het terug.");
    desk.press("ctrl+z");
    desk.sees("1  De Soepbus");
}

#[test]
fn a_card_is_taken_away_and_stands_among_what_was_taken_away() {
    let mut desk = list();
    open_card(&mut desk);
    // A letter never takes a card away: it goes to a field.
    desk.press("a w");
    desk.sees("▶ Wat is het");
    desk.press("end");
    desk.sees("▶ Deze kaart weghalen");
    desk.press("enter");
    desk.sees("Deze kaart is weggehaald.");
    desk.press("esc esc tab - 6 end");
    desk.sees("Weggehaald");
    desk.sees("koffiebus");
    desk.press("enter enter");
    desk.sees("Teruggezet.");
    desk.sees_no("Weggehaald");
}

#[test]
fn amounts_that_end_are_told_to_the_coordinator_from_the_first_of_december() {
    let mut desk = Pilot::coordinator();
    let card = OWN.replace(
        "[[sources]]",
        "[[amounts]]\nlabel = \"een kop\"\nvalue = 1.5\nunit = \"EUR\"\nvalid_to = 2026-12-31\nsource = \"https://koffie.nl\"\n[[sources]]",
    );
    desk.put_file("kennisbank/koffiebus.md", &card);
    desk.press("tab - 6");
    desk.sees_no("Bedragen die aflopen");
    desk.press("esc esc ctrl+l");
    desk.set_clock("2026-12-01T08:02:00Z");
    desk.press("tab");
    // Who cannot mend a card is not told what there is to mend.
    desk.sees_no("Bedragen die aflopen");
    desk.unlock();
    desk.press("enter enter enter enter");
    assert!(desk.is_home());
    desk.sees_no("Bedragen die aflopen");
    desk.press("ctrl+l ctrl+l");
    desk.type_text(crate::desk::COORDINATOR);
    desk.press("enter");
    assert!(desk.is_home());
    desk.sees("Bedragen die aflopen tot en met 31 december 2026:");
    // The card itself tells everyone until when.
    desk.press("ctrl+l");
    desk.type_text("koffiebus");
    desk.press("enter");
    desk.sees("tot en met 31 december 2026");
}

#[test]
fn a_card_that_was_looked_through_has_no_report_any_more() {
    for (answer, is_settled) in [("1", true), ("2", false)] {
        let mut desk = list();
        open_card(&mut desk);
        desk.press("ctrl+r 2 a down enter ctrl+u");
        desk.type_text("072 511 73 12");
        desk.press(&format!("enter ctrl+k {answer}"));
        desk.sees(if is_settled {
            "Wat gemeld was, is afgehandeld."
        } else {
            "De vorige kaart staat bij de eerdere versies."
        });
        desk.press("esc esc tab - 6");
        assert_eq!(desk.screen().contains("Gemeld"), !is_settled, "{answer}");
    }
}

#[test]
fn a_form_that_is_half_filled_in_waits_for_the_coordinator_over_the_lock() {
    let mut desk = list();
    open_card(&mut desk);
    desk.press("a down enter ctrl+u");
    desk.type_text("072 511 73 99");
    desk.press("enter down down enter");
    desk.type_text("elke maandag van negen");
    desk.wait_minutes(31);
    assert!(desk.is_home());
    desk.sees_no("De Koffiebus");
    desk.press("ctrl+c");
    desk.sees("De kaart die u aanpast is nog niet bewaard.");
    desk.press("esc");
    // The team does not see it, and does not lose it.
    desk.unlock();
    desk.sees_no("Aanpassen");
    desk.press("ctrl+l ctrl+l");
    desk.type_text(crate::desk::COORDINATOR);
    desk.press("enter");
    desk.sees("U was met deze kaart bezig. Er is nog niets van bewaard.");
    desk.sees("072 511 73 99");
    desk.sees("elke maandag van negen");
    desk.press("enter ctrl+k 2");
    desk.sees("Bewaard.");
    desk.press("ctrl+c");
    desk.sees("Alles is bewaard.");
}

#[test]
fn a_new_card_of_which_only_the_name_is_typed_waits_too() {
    let mut desk = list();
    desk.press("tab - 6 n");
    desk.type_text("De Theebus");
    desk.press("ctrl+l ctrl+l");
    desk.type_text(crate::desk::COORDINATOR);
    desk.press("enter");
    desk.sees("Hoe heet de nieuwe kaart?");
    desk.sees("De Theebus");
}

#[test]
fn what_cannot_stand_in_a_field_stays_in_sight_until_a_second_esc() {
    let mut desk = list();
    open_card(&mut desk);
    desk.press("a down down down down enter");
    desk.sees("Zo: We,Th 09:00-12:00.");
    desk.type_text("elke dag");
    desk.press("esc");
    desk.sees("Deze tijden zijn niet te lezen.");
    desk.sees("elke dag");
    desk.press("esc");
    desk.sees_no("elke dag");
    desk.sees("Aanpassen");
}

#[test]
fn for_words_that_find_nothing_the_coordinator_types_others_in_an_empty_box() {
    let mut desk = list();
    desk.type_text("xqzvkj");
    desk.press("enter 2 enter");
    // Once the words are noted one Esc goes home.
    desk.press("esc");
    assert!(desk.is_home());
    desk.press("tab - 6 enter");
    desk.sees("Zoek de kaart waar \"xqzvkj\" bij hoort.");
    desk.type_text("koffiebus");
    desk.press("ctrl+k");
    desk.sees("\"xqzvkj\" vindt nu de kaart De Koffiebus.");
}
