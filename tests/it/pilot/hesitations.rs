//! Where someone hesitated who walked a morning and a month end with nothing but the program's own help.

use balie::tui::{Effect, message::NoteForm};

use super::aftercare::{begin, enter_until, ride_to_care};
use crate::desk::Pilot;

/// Why a card was found is told where the name does not show it: letters that are marked need no words.
#[test]
fn a_list_tells_why_only_where_no_letter_is_marked() {
    let mut desk = Pilot::open();
    desk.type_text("waters kwijt");
    let screen = desk.screen();
    let below = screen
        .lines()
        .find(|row| row.starts_with("  Noord-Holland-Noord · geld, wonen"));
    assert!(below.is_some(), "{screen}");
    desk.press("ctrl+u");
    desk.type_text("ik word bedreigd");
    desk.sees("ander woord · ");
}

/// Numbers to call stand apart from the words behind them, and what is whole on the screen is not to be scrolled.
#[test]
fn a_red_flag_card_has_air_and_no_key_too_many() {
    let mut desk = Pilot::open();
    desk.press("ctrl+n 2");
    desk.sees("113 · 0800-0113  ");
    desk.sees_no("verder lezen");
    let has_air = |desk: &Pilot, part: &str| {
        let screen = desk.screen();
        let rows: Vec<_> = screen.lines().collect();
        let at = rows.iter().position(|row| row.contains(part));
        let before = at.and_then(|at| rows.get(at.checked_sub(1)?));
        let is_bare = before.is_some_and(|row| !row.contains(char::is_alphanumeric));
        assert!(is_bare, "{part}\n{screen}");
    };
    has_air(&desk, "│  Zeg ");
    desk.press("left");
    for part in ["│  Zeg ", "│  Doe ", "│  Niet "] {
        has_air(&desk, part);
    }
}

/// "Another like it" is about the question that was noted last, not about one before a talk that was set aside.
#[test]
fn after_a_talk_nothing_offers_another_quick_question_like_the_one_before_it() {
    let mut desk = Pilot::open();
    desk.press("enter 1 1 1");
    desk.sees("nog zo een");
    desk.sleep_minutes(2);
    desk.press("tab 2 1");
    desk.type_text("de huur is te hoog");
    desk.press("enter ctrl+p");
    assert!(desk.is_home());
    desk.sees_no("nog zo een");
    desk.sleep_minutes(2);
    desk.press("enter 2 1 1");
    desk.sees("nog zo een");
}

/// Enter means yes, on: on the note it prints, and once that is done it goes back.
#[test]
fn enter_prints_the_note_and_then_goes_back() {
    let mut desk = Pilot::with_a_note();
    desk.sees("Enter afdrukken");
    desk.press("enter");
    let printed = |desk: &Pilot| {
        let is_print = |effect: &&Effect| {
            matches!(
                effect,
                Effect::TakeNote {
                    form: NoteForm::Printer,
                    ..
                }
            )
        };
        desk.asked.iter().filter(is_print).count()
    };
    assert_eq!(printed(&desk), 1);
    desk.sees("Er is geen printer op deze computer.");
    desk.sees("Briefje voor de bewoner");
    let folder = std::env::temp_dir();
    desk.offer_folder("kast", folder);
    desk.press("esc tab 2");
    desk.sees("Enter klaar");
    desk.press("enter");
    desk.sees("Klopt dit?");
    assert_eq!(printed(&desk), 1);
}

/// A ride to tomorrow, asked at the desk and answered to the check page.
fn ride() -> Pilot {
    let mut desk = Pilot::open();
    begin(&mut desk, "Rit met Max-Mobiel");
    desk.type_text("morgen");
    desk.press("enter");
    desk.type_text("10");
    desk.sees("10:00 uur");
    desk.press("enter");
    ride_to_care(&mut desk);
    desk.press("2");
    enter_until(&mut desk, "Klopt dit?");
    desk
}

/// Days are read as people say them, and the note of a ride says what is agreed and whom to call.
#[test]
fn a_ride_is_checked_and_taken_home_in_words() {
    let mut desk = ride();
    desk.sees("donderdag 26 november");
    desk.sees_no("26-11-2026");
    desk.press("tab");
    desk.sees("Rit van Oudorp naar Alkmaar.");
    desk.sees("Wij kijken er vandaag nog naar.");
    desk.sees("Bellen mag ook: (072) 511 73 11.");
}

/// What a resident chose stands on the note, also when it is no card.
#[test]
fn what_was_chosen_in_own_words_stands_on_the_note() {
    let mut desk = Pilot::open();
    desk.press("tab 2 1 enter 1 enter 1 1 enter");
    for _ in 0..30 {
        if desk.screen().contains("Wat kiest u zelf?") {
            desk.sees_no("laat dit leeg");
            desk.type_text("eerst mijn zus bellen");
        }
        if desk.screen().contains("Klopt dit?") {
            break;
        }
        desk.press("enter");
    }
    desk.press("tab");
    desk.sees("Dit spraken we af");
    desk.sees("eerst mijn zus bellen");
}

/// Who presses Enter on a row that can be ticked is told how to tick it.
#[test]
fn nothing_ticked_is_told_with_the_key_that_ticks() {
    let mut desk = Pilot::open();
    begin(&mut desk, "Burenhulp aangeboden");
    desk.press("enter");
    desk.sees("Er is nog niets aangekruist. Druk op de spatiebalk of een cijfer.");
}

/// Every screen says at the top what it asks.
#[test]
fn the_vault_and_its_backup_say_what_they_ask() {
    let mut desk = Pilot::coordinator();
    desk.press("tab - 5");
    desk.sees("Wat wilt u doen?");
    desk.press("6");
    desk.sees("Waar komt de reservekopie?");
}

/// At the end of a year many amounts end at once: a card stands in the list once.
#[test]
fn the_amounts_of_a_card_that_end_together_are_one_thing_to_do() {
    let mut desk = Pilot::coordinator();
    desk.set_clock("2026-12-02T08:02:00Z");
    desk.press("ctrl+l");
    desk.press("ctrl+l");
    desk.type_text(crate::desk::COORDINATOR);
    desk.press("enter");
    desk.skip_tour();
    desk.press("enter enter enter enter");
    desk.press("esc esc tab - 6");
    desk.sees("Bedragen die aflopen");
    desk.sees("6 bedragen, tot en met 31 december 2026");
    let screen = desk.screen();
    assert_eq!(screen.matches("AIO-aanvulling").count(), 1, "{screen}");
}

/// Numbers choose in every list, also in the list of today.
#[test]
fn a_question_of_today_is_opened_with_its_number() {
    let mut desk = Pilot::open();
    desk.press("enter 1 1 1 enter 3 1 1 tab 5");
    desk.sees("▶ 1  09:02  wonen");
    desk.sees("  2  09:02  geld en schulden");
    desk.press("2");
    desk.sees("Een vraag van vandaag");
    desk.sees("Geld en schulden");
    desk.press("esc");
    desk.sees("▶ 2  09:02  geld en schulden");
}

/// A day that was answered is said as everywhere, also where a step stands on one page.
#[test]
fn a_day_is_said_in_words_where_a_step_stands_on_one_page() {
    let mut desk = Pilot::open();
    desk.press("tab - 4 6 esc esc esc");
    begin(&mut desk, "Rit met Max-Mobiel");
    desk.type_text("1-12");
    desk.press("enter");
    desk.sees("Hoe laat moet u er zijn?");
    desk.sees("dinsdag 1 december");
    desk.sees_no("01-12-2026");
}

/// One letter or digit begins a hundred words: nothing is suggested before there is a word. What a card is called counts.
#[test]
fn a_letter_or_a_digit_suggests_no_cards_and_a_short_name_does() {
    let mut desk = Pilot::open();
    desk.press("tab 2 1");
    for text in ["1", "a", "h 2", "de", "0"] {
        desk.type_text(text);
        desk.sees_no("Past misschien");
        desk.press("ctrl+u");
    }
    for (text, card) in [("ww", "WW"), ("112", "112 alarmnummer"), ("huur", "huur")] {
        desk.type_text(text);
        desk.sees("Past misschien: ");
        desk.sees(card);
        desk.press("ctrl+u");
    }
    desk.type_text("1");
    desk.press("enter");
    desk.sees("Voor wie is de vraag?");
    desk.sees_no("Past misschien");
}

/// The row that begins with a text.
#[track_caller]
fn row_of(desk: &Pilot, text: &str) -> Option<usize> {
    desk.sees(text);
    let screen = desk.screen();
    screen.lines().position(|row| row.trim().starts_with(text))
}

/// What is wrong takes the place of the hint; where there is no hint it takes that of air, and no row moves.
#[test]
fn a_refusal_moves_no_row() {
    let mut desk = Pilot::open();
    desk.press("tab 2 1 enter enter enter");
    desk.sees("Waar gaat het over?");
    let before = row_of(&desk, "1  Geld en schulden");
    desk.press("enter");
    desk.sees("Kies hier een antwoord.");
    assert_eq!(row_of(&desk, "1  Geld en schulden"), before);
    // The same where a hint of two rows gives way to one row, and while someone types.
    let mut desk = Pilot::open();
    desk.resize(60, 20);
    begin(&mut desk, "Rit met Max-Mobiel");
    desk.type_text("26-11");
    let before = row_of(&desk, "26-11");
    desk.type_text("x");
    desk.press("enter");
    desk.sees("begrijpt Balie niet");
    assert_eq!(row_of(&desk, "26-11x"), before);
}

/// The row of the menu is every talk, its first choice one of them: they have two names.
#[test]
fn the_menu_and_its_first_talk_have_two_names() {
    let mut desk = Pilot::open();
    desk.sees("2  Gesprek ");
    desk.press("tab 2");
    desk.sees("1  Algemeen gesprek");
    desk.press("1");
    desk.sees("Algemeen gesprek · vraag 1");
}

/// Who is threatened sees whom to call before what is for children, and who is short of money no ride.
#[test]
fn what_a_resident_says_first_finds_the_card_that_is_meant() {
    let before = |query: &str, first: &str, later: &str| {
        let mut desk = Pilot::open();
        desk.type_text(query);
        let screen = desk.screen();
        let place = |name: &str| screen.find(name).unwrap_or(usize::MAX);
        assert!(place(first) < place(later), "{query}\n{screen}");
    };
    before("ik word bedreigd", "Veilig Thuis", "Crisisdienst Jeugd");
    before("ik kom niet rond", "Geldfit", "Hulp bij vervoer");
    // Sayings are no illness.
    before(
        "ik word gek van de rekeningen",
        "Thuisadministratie",
        "Meldpunt zorgen",
    );
    before(
        "ik word gek van de buren",
        "Buurtbemiddeling",
        "Meldpunt zorgen",
    );
    before(
        "mijn buurman doet gek",
        "Meldpunt zorgen",
        "Buurtbemiddeling",
    );
    // A ride is still a ride.
    before("hoe kom ik bij de dokter", "Hulp bij vervoer", "Geldfit");
}

/// Who forgot the code of today is told on the covered screen how to go on, and that is how it goes.
#[test]
fn who_forgot_the_code_is_told_the_way_in() {
    let mut desk = Pilot::open();
    desk.wait_minutes(6);
    desk.sees("Code vergeten? Druk twee keer op Ctrl+L");
    desk.press("ctrl+l");
    desk.unlock();
    assert!(!desk.screen().contains("Afgedekt"));
}

/// As at home: who comes back to the second page of the menu finds the mark at what was chosen.
#[test]
fn the_mark_stays_at_what_was_chosen_on_the_second_page() {
    let mut desk = Pilot::coordinator();
    desk.press("tab - 5 esc");
    desk.sees("▶ 5  Kluis");
    desk.press("6 esc enter");
    desk.sees("Kaarten bijhouden");
}

/// "Call now if you spoke to nobody yet" comes with the number, where the desk knows one.
#[test]
fn who_must_discuss_a_worry_sees_whom_to_call() {
    let mut desk = Pilot::locked();
    desk.put_file(
        "lokaal/achterwacht.toml",
        "[[standby]]\nid = \"sylta\"\nlabel = \"Beroepskracht van Sylta\"\nphone = \"072-5200000\"\n",
    );
    desk.unlock();
    desk.press("enter enter 2 enter enter");
    desk.press("esc esc");
    begin(&mut desk, "Zorg om iemand");
    desk.press("2 2");
    desk.type_text("de gordijnen zijn al een week dicht");
    enter_until(&mut desk, "Met wie van ons heeft u dit besproken?");
    desk.sees("Beroepskracht van Sylta  072-5200000");
    desk.press("1");
    desk.sees_no("072-5200000");
}

/// Who said it and went on to the next question has not looked at the card yet.
#[test]
fn a_red_flag_card_is_suggested_until_the_end_of_the_talk() {
    let mut desk = Pilot::open();
    desk.press("tab 2 1");
    desk.type_text("ik wil niet meer leven");
    desk.press("enter");
    desk.sees("Kaart \"Denkt aan zelfdoding\" bekijken? Druk op Ctrl+N.");
    desk.press("ctrl+n");
    desk.sees("Denkt aan zelfdoding");
    desk.sees("0800-0113");
}

/// The last line tells what Enter does now.
#[test]
fn on_the_check_page_enter_is_told_as_it_works() {
    let mut desk = Pilot::open();
    desk.press("tab 2 1 enter enter enter 3 enter 2");
    enter_until(&mut desk, "Klopt dit?");
    desk.sees("Enter bewaren");
    desk.press("down");
    desk.sees("Enter wijzigen");
    desk.sees("Ctrl+K bewaren");
}

/// From the results too the words open the desk, and do not land in the search box.
#[test]
fn a_locked_desk_is_unlocked_from_the_results() {
    let mut desk = Pilot::open();
    desk.press("ctrl+l");
    desk.type_text("huurtoeslag");
    desk.press("ctrl+l");
    desk.sees("Ontgrendelen");
    desk.sees_no("huurtoeslag");
}

/// As many ways out as there are.
#[test]
fn two_ways_out_are_told_as_two() {
    let mut desk = Pilot::open();
    desk.type_text("huurtoeslag");
    desk.press("ctrl+r");
    desk.sees("1-3 kiezen");
    desk.press("3 ctrl+r");
    desk.sees("1-2 kiezen");
}
