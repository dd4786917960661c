//! What a conversation leaves to do, that names stay out of the record, and that nothing is asked twice.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may stop"
)]

use std::sync::Arc;

use balie::{
    conversation::Conversation,
    domain::{Answer, FieldName, Retention, Tempo},
    knowledge::{Opening, opening},
};
use jiff::{ToSpan, civil::Date};

use crate::{
    conversation::{Talk, now, one, start, text},
    route::{parse, route_text, shipped},
};

/// A general talk up to the question for consent.
fn at_consent() -> Talk {
    let mut talk = Talk::on(shipped("algemeen"))
        .enters(3)
        .says("wonen")
        .enters(4)
        .says("loopt-nog");
    while talk
        .0
        .question()
        .is_some_and(|field| field.name.as_str() != "contact_ok")
    {
        let is_agreed = talk
            .0
            .question()
            .is_some_and(|field| field.name.as_str() == "doen_wij");
        talk = if is_agreed {
            talk.says("wij bellen de verhuurder")
        } else {
            talk.enter()
        };
    }
    talk.at("contact_ok")
}

#[test]
fn a_name_is_asked_only_after_a_yes_and_stands_only_in_the_vault() {
    let talk = at_consent()
        .says("ja")
        .at("naam")
        .says("Kanarie de Vries")
        .at("telefoon")
        .says("072 511 00 00")
        .enters(3)
        .at("nakijken");
    let enquiry = talk.concludes();
    assert!(!format!("{enquiry:?}").contains("Kanarie"));
    assert!(!enquiry.answers.contains_key("naam") && !enquiry.answers.contains_key("telefoon"));
    let care = talk.0.aftercare();
    assert_eq!(care.agreed, "wij bellen de verhuurder");
    assert_eq!(care.days.len(), 1);
    let reach = care.contact.unwrap();
    assert_eq!(reach.class, Retention::Resident);
    assert_eq!(reach.consent.wording, "2026-11");
    assert_eq!(reach.consent.given_on, now().date());
    assert_eq!(reach.answers["naam"], text("Kanarie de Vries"));
}

#[test]
fn a_name_that_was_typed_before_the_yes_was_taken_back_is_kept_nowhere() {
    let talk = at_consent()
        .says("ja")
        .says("Kanarie")
        .jump("contact_ok")
        .says("nee");
    assert_eq!(talk.0.aftercare().contact, None);
    assert!(!format!("{:?}", talk.concludes()).contains("Kanarie"));
}

#[test]
fn a_ride_keeps_addresses_for_two_weeks_after_its_day() {
    let answers = [
        ("datum", Answer::Date("2026-11-25".parse().unwrap())),
        ("van", one("oudorp")),
        ("naar", one("alkmaar")),
        ("alleen", one("ja")),
        ("instappen", one("ja")),
        ("bagage", one("niets")),
        ("contact_ok", one("ja")),
        ("naam", text("Kanarie")),
        ("van_adres", text("Kanariestraat 1")),
    ];
    let mut session = Conversation::start(Arc::new(shipped("rit")), start(), &now())
        .session()
        .clone();
    session
        .answers
        .extend(answers.map(|(name, answer)| (FieldName::from(name), answer)));
    let talk = Conversation::new(Arc::new(shipped("rit")), session).at_day(&now());
    let reach = talk.aftercare().contact.unwrap();
    assert_eq!(reach.class, Retention::Ride);
    assert_eq!(reach.answers["van_adres"], text("Kanariestraat 1"));
    assert_eq!(
        reach.answers["van"],
        one("oudorp"),
        "the driver needs it too"
    );
    let day: Date = "2026-11-25".parse().unwrap();
    assert_eq!(reach.class.ends_on(day), day + 14.days());
}

#[test]
fn max_mobiel_rides_on_every_weekday_that_is_no_holiday() {
    let place = "wijkcontactpunt-de-oever".into();
    let mut talk = Talk::on(shipped("rit")).at("datum").0;
    let last: Date = "2035-12-31".parse().unwrap();
    let days = now().date().tomorrow().unwrap().series(1.day());
    let mut holidays = 0;
    for day in days.take_while(|day| *day <= last) {
        let noon = day.at(12, 0, 0, 0);
        let rides = matches!(
            opening("Mo-Fr 08:00-18:00", Some(&place), &[], noon),
            Some(Opening::Open { .. })
        );
        let is_taken = talk.answer(Answer::Date(day), &now()).is_ok();
        assert_eq!(is_taken, rides, "{day}");
        holidays += usize::from(!rides);
    }
    assert!(
        holidays > 900,
        "weekends and holidays of nine years: {holidays}"
    );
}

#[test]
fn a_quick_question_that_is_deepened_is_not_asked_twice() {
    let talk = Talk::on(shipped("snel")).says("geld").says("loopt-nog").0;
    let deeper = talk.deepen(Arc::new(shipped("algemeen")), Tempo::Short, &now());
    let mut asked = Vec::new();
    let mut talk = Talk(deeper);
    while let Some(field) = talk.0.question() {
        asked.push(field.name.to_string());
        talk = talk.enter();
    }
    assert!(
        !asked
            .iter()
            .any(|field| field == "thema" || field == "uitkomst")
    );
    assert_eq!(asked[0], "vraag_woorden");
    let longer = talk.0.further(&now()).unwrap();
    assert_eq!(longer.session().tempo, Tempo::Long);
    let mut talk = Talk(longer);
    let mut again = Vec::new();
    while let Some(field) = talk.0.question() {
        again.push(field.name.to_string());
        talk = talk.enter();
    }
    assert_eq!(again[0], "aanleiding");
    assert!(again.iter().all(|field| !asked.contains(field)));
    assert_eq!(talk.concludes().tempo, Tempo::Long);
    assert!(talk.0.further(&now()).is_none(), "there is no more to ask");
}

#[test]
fn a_route_of_its_own_is_offered_only_where_it_fits() {
    let offers = |theme: &str| {
        let talk = Talk::on(shipped("algemeen"))
            .enters(3)
            .says(theme)
            .enter()
            .at("genoeg");
        let field = talk.0.question().unwrap();
        let choices = talk.0.choices(field);
        let codes: Vec<String> = choices.iter().map(|choice| choice.name.clone()).collect();
        codes
    };
    assert_eq!(offers("wonen"), ["alles", "nog-iets", "doorvragen"]);
    assert_eq!(
        offers("vervoer"),
        ["alles", "nog-iets", "doorvragen", "rit"]
    );
    assert_eq!(offers("geld"), ["alles", "nog-iets", "doorvragen", "geld"]);
}

/// The author of this route forgot to ask for the name only after a yes.
#[test]
fn without_a_yes_nobody_is_kept_whatever_a_route_asks() {
    let asks = r#"
[[survey]]
type = "select_one ja-nee"
name = "contact_ok"
label = "Mogen wij u bellen?"
appearance = "toestemming C 2026-11"

[[survey]]
type = "text"
name = "naam"
label = "Hoe heet u?"
appearance = "kluis"
"#;
    let route = parse(&route_text(asks)).unwrap();
    for (said, is_kept) in [("ja", true), ("nee", false)] {
        let talk = Talk::on(route.clone())
            .says("wonen")
            .says("beantwoord")
            .says("vrijwilliger")
            .at("contact_ok")
            .says(said)
            .at("naam")
            .says("Kanarie de Vries");
        let enquiry = talk.concludes();
        assert!(!format!("{enquiry:?}").contains("Kanarie"), "{said}");
        let contact = talk.0.aftercare().contact;
        assert_eq!(contact.is_some(), is_kept, "{said}");
    }
}
