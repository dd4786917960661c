//! Marks of doubt and opening hours, on fixed days.

use balie::{
    domain::PlaceId,
    knowledge::{self, AmountDoubt, Article, Closure, Opening},
};
use jiff::civil::{Date, DateTime};

use super::card;

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn moment(text: &str) -> DateTime {
    text.parse().unwrap()
}

/// The small card with more lines before its sources.
fn card_with(lines: &str) -> Article {
    let text = card("x", "X").replace("[[sources]]", &format!("{lines}\n[[sources]]"));
    knowledge::parse_article("x.md", &text).unwrap()
}

fn card_with_amount(dates: &str, source: &str) -> Article {
    card_with(&format!(
        "web = \"svb.nl/aow\"\n[[amounts]]\nlabel = \"maximaal\"\nvalue = 129\nunit = \"EUR\"\n{dates}\nsource = \"{source}\""
    ))
}

fn doubts(card: &Article, today: &str) -> Vec<AmountDoubt> {
    let authorities = ["overheid.nl".to_owned()];
    let amount = card.amounts.first().unwrap();
    knowledge::amount_doubts(amount, card, &authorities, day(today))
}

#[test]
fn an_amount_is_of_last_year_from_new_years_day_on() {
    let card = card_with_amount(
        "valid_from = 2026-01-01\nvalid_to = 2026-12-31",
        "https://wetten.overheid.nl/BWBR0018451",
    );
    assert_eq!(doubts(&card, "2026-12-31"), []);
    let last_day = day("2026-12-31");
    assert_eq!(
        doubts(&card, "2027-01-01"),
        [AmountDoubt::Ended { last_day }]
    );
    let first_day = day("2026-01-01");
    assert_eq!(
        doubts(&card, "2025-12-31"),
        [AmountDoubt::NotYet { first_day }]
    );
}

#[test]
fn an_amount_seen_elsewhere_says_via_which_site() {
    #[track_caller]
    fn check(source: &str, via: Option<&str>) {
        let card = card_with_amount("", source);
        let expected: Vec<_> = via
            .map(|site| AmountDoubt::Via {
                site: site.to_owned(),
            })
            .into_iter()
            .collect();
        assert_eq!(doubts(&card, "2026-11-21"), expected);
    }
    check("https://wetten.overheid.nl/BWBR0018451/2026-01-01", None);
    check("https://overheid.nl", None);
    check("https://www.svb.nl/nl/aow/bedragen", None);
    check(
        "https://www.gidsnederland.nl/nl/aow?x=overheid.nl",
        Some("gidsnederland.nl"),
    );
    check("https://nepoverheid.nl/", Some("nepoverheid.nl"));
}

#[test]
fn amounts_that_end_this_year_are_listed_from_the_first_of_december() {
    let cards = [card_with_amount(
        "valid_to = 2026-12-31",
        "https://overheid.nl",
    )];
    let count = |today| knowledge::amounts_ending(&cards, day(today)).len();
    assert_eq!(
        [
            count("2026-11-30"),
            count("2026-12-01"),
            count("2026-12-31"),
            count("2027-01-01")
        ],
        [0, 1, 1, 0]
    );
}

#[test]
fn a_phone_number_of_an_old_page_says_call_first() {
    #[track_caller]
    fn check(lines: &str, today: &str, is_doubtful: bool) {
        let card = card_with(&format!("phone = [\"072 511 73 11\"]\n{lines}"));
        let doubt = knowledge::phone_doubt(&card, day(today));
        assert_eq!(doubt.is_some(), is_doubtful, "{lines} on {today}");
    }
    check("phone_as_of = 2024-11-21", "2026-11-21", false);
    check("phone_as_of = 2024-11-21", "2026-11-22", true);
    check("phone_as_of = \"2019\"", "2026-11-21", true);
    check(
        "phone_as_of = \"2019\"\nchecked = 2026-01-05",
        "2026-11-21",
        false,
    );
    // No source shows a date: nobody knows how old the number is.
    check("", "2026-11-21", true);
    check(
        "[[sources]]\ntitle = \"Nieuw\"\nas_of = \"2026\"",
        "2026-11-21",
        false,
    );
}

#[test]
fn the_number_of_an_emergency_line_is_never_marked() {
    let text = card("x", "X").replace("dienst", "noodhulp").replace(
        "[[sources]]",
        "phone = [\"112\"]\nphone_as_of = \"1997\"\n[[sources]]",
    );
    let card = knowledge::parse_article("x.md", &text).unwrap();
    assert_eq!(knowledge::phone_doubt(&card, day("2026-11-21")), None);
}

#[test]
fn what_is_not_on_a_card_is_not_doubtful() {
    let card = card_with("phone = [\"112\"]");
    assert_eq!(knowledge::hours_doubt(&card, day("2026-11-21")), None);
    let card = card_with("hours = \"wo\"\nhours_as_of = \"2021\"");
    assert_eq!(knowledge::phone_doubt(&card, day("2026-11-21")), None);
    assert!(knowledge::hours_doubt(&card, day("2026-11-21")).is_some());
}

/// What hours say of a moment at De Oever, which is closed from 24 December to 2 January.
fn at_de_oever(hours: &str, now: &str) -> Opening {
    let place = PlaceId::from("wijkcontactpunt-de-oever");
    let closure = Closure {
        place: Some(place.clone()),
        from: day("2026-12-24"),
        to: day("2027-01-02"),
        reason: "kerstvakantie".to_owned(),
    };
    knowledge::opening(hours, Some(&place), &[closure], moment(now)).unwrap()
}

fn closed_until(opens: &str) -> Opening {
    let opens = Some(moment(opens));
    Opening::Closed { opens }
}

fn open_until(until: &str) -> Opening {
    let until = Some(moment(until));
    Opening::Open { until }
}

#[test]
fn a_place_is_open_until_it_closes_and_says_when_it_opens() {
    let hours = "We,Th 09:00-12:00";
    assert_eq!(
        at_de_oever(hours, "2026-11-25T10:30"),
        open_until("2026-11-25T12:00")
    );
    assert_eq!(
        at_de_oever(hours, "2026-11-25T12:00"),
        closed_until("2026-11-26T09:00")
    );
    assert_eq!(
        at_de_oever(hours, "2026-11-21T10:30"),
        closed_until("2026-11-25T09:00")
    );
}

#[test]
fn a_closure_wins_over_the_hours() {
    assert_eq!(
        at_de_oever("We,Th 09:00-12:00", "2026-12-30T10:00"),
        Opening::ClosedFor {
            reason: "kerstvakantie".to_owned(),
            opens: Some(moment("2027-01-06T09:00")),
        }
    );
    assert_eq!(
        at_de_oever("We,Th 09:00-12:00", "2026-12-23T13:00"),
        closed_until("2027-01-06T09:00")
    );
}

#[test]
fn a_closure_of_the_desk_does_not_close_another_organisation() {
    let closure = Closure {
        place: None,
        from: day("2026-11-25"),
        to: day("2026-11-25"),
        reason: "studiedag".to_owned(),
    };
    let now = moment("2026-11-25T10:00");
    let of_the_desk = Some(PlaceId::from("wijkcontactpunt-de-daalder"));
    let open = |place: Option<&PlaceId>| {
        knowledge::opening("We 09:00-12:00", place, std::slice::from_ref(&closure), now)
    };
    assert_eq!(open(None), Some(open_until("2026-11-25T12:00")));
    assert!(matches!(
        open(of_the_desk.as_ref()),
        Some(Opening::ClosedFor { .. })
    ));
}

#[test]
fn on_a_holiday_hours_that_do_not_name_it_are_not_trusted() {
    let name = |now| {
        if let Opening::Holiday { name } = at_de_oever("Mo-Su 09:00-17:00", now) {
            name
        } else {
            ""
        }
    };
    assert_eq!(name("2027-04-27T10:00"), "Koningsdag");
    assert_eq!(name("2027-05-06T10:00"), "Hemelvaartsdag");
    assert_eq!(name("2026-04-06T10:00"), "tweede paasdag");
    assert_eq!(name("2026-05-05T10:00"), "");
    // In 2031, 27 April is a Sunday.
    assert_eq!(name("2031-04-26T10:00"), "Koningsdag");
    assert_eq!(name("2031-04-27T10:00"), "");
    // The next opening passes over a holiday as well: Wednesday 28, not Tuesday 27 April.
    assert_eq!(
        at_de_oever("Mo-Fr 09:00-17:00", "2027-04-26T18:00"),
        closed_until("2027-04-28T09:00")
    );
}

#[test]
fn hours_that_name_holidays_are_followed_on_them() {
    assert_eq!(
        at_de_oever("Mo-Fr 09:00-17:00; PH off", "2027-04-27T10:00"),
        closed_until("2027-04-28T09:00")
    );
    let post = "Mo-Fr 00:00-08:00,17:00-24:00; Sa,Su,PH 00:00-24:00";
    assert_eq!(
        at_de_oever(post, "2027-04-27T10:00"),
        open_until("2027-04-28T08:00")
    );
    assert_eq!(
        at_de_oever(post, "2026-11-20T18:00"),
        open_until("2026-11-23T08:00")
    );
}

#[test]
fn what_never_closes_is_open_without_an_end() {
    let always = Some(Opening::Open { until: None });
    let line = |now| knowledge::opening("24/7", None, &[], moment(now));
    assert_eq!(line("2026-12-25T03:00"), always);
}

#[test]
fn hours_in_words_say_nothing_of_a_moment() {
    let now = moment("2026-11-25T10:00");
    let opening = knowledge::opening("wo en do 09.00-12.00", None, &[], now);
    assert_eq!(opening, None);
}
