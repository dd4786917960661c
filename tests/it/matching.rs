//! Who is proposed for a request, and in which order.

use balie::{
    domain::{Answer, Consent, Contact, ContactId, EnquiryId, FieldName, Retention, RouteId},
    matching::{Nearness, Request, proposals},
};
use jiff::civil::{Date, date};

const TODAY: Date = date(2026, 11, 25);

fn one(code: &str) -> Answer {
    Answer::One(code.to_owned())
}

fn many(codes: &[&str]) -> Answer {
    Answer::Many(codes.iter().map(ToString::to_string).collect())
}

/// A helper who walks dogs anywhere, any day.
fn helper(number: u8, more: &[(&str, Answer)]) -> Contact {
    let mut answers: std::collections::BTreeMap<_, _> = [
        (FieldName::from("aanbod"), many(&["huisdier", "tuin"])),
        (FieldName::from("afstand"), one("stad")),
    ]
    .into();
    answers.extend(
        more.iter()
            .map(|(name, answer)| (FieldName::from(*name), answer.clone())),
    );
    Contact {
        id: ContactId([number; 16]),
        enquiry: EnquiryId([number; 16]),
        route: RouteId::from("burenhulp_aanbod"),
        place: "wijkcontactpunt-de-oever".into(),
        class: Retention::Volunteer,
        consent: Consent {
            wording: "2026-11".to_owned(),
            given_on: TODAY,
        },
        ends_on: date(2027, 11, 25),
        answers,
        changed_on: TODAY,
        closed_on: None,
        asked_on: None,
        unknown: std::collections::BTreeMap::new(),
    }
}

fn request() -> Request {
    Request {
        task: "huisdier".to_owned(),
        days: vec!["di".to_owned()],
        hours: vec!["ochtend".to_owned()],
        neighbourhood: Some("oudorp".to_owned()),
        street: Some("Herenweg".to_owned()),
        wish: "iemand die van schaken houdt".to_owned(),
    }
}

#[track_caller]
fn check(helpers: &[Contact], expected: &[u8]) {
    let found: Vec<u8> = proposals(&request(), helpers, TODAY)
        .iter()
        .map(|proposal| proposal.helper.0[0])
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn street_comes_before_neighbourhood_before_town() {
    check(
        &[
            helper(1, &[]),
            helper(2, &[("buurt", one("oudorp"))]),
            helper(3, &[("straat", Answer::Text(" herenweg. ".to_owned()))]),
        ],
        &[3, 2, 1],
    );
    let near = helper(3, &[("straat", Answer::Text("Herenweg".to_owned()))]);
    let found = proposals(&request(), [&near], TODAY);
    assert_eq!(
        found.first().map(|each| each.nearness),
        Some(Nearness::Street)
    );
}

#[test]
fn a_shared_interest_comes_before_who_was_not_asked_for_longest() {
    let asked = |number, day| Contact {
        asked_on: Some(day),
        ..helper(number, &[])
    };
    let chess = helper(
        5,
        &[("leuk_vinden", Answer::Text("Schaken, tuinieren".to_owned()))],
    );
    let chess = Contact {
        asked_on: Some(TODAY),
        ..chess
    };
    check(
        &[
            asked(1, date(2026, 11, 20)),
            asked(2, date(2026, 3, 1)),
            helper(3, &[]),
            chess,
        ],
        &[5, 3, 2],
    );
}

#[test]
fn who_does_not_fit_is_not_proposed() {
    let tomorrow = date(2026, 11, 26);
    check(
        &[
            helper(1, &[("aanbod", many(&["computer"]))]),
            helper(2, &[("dagen", many(&["ma", "wo"]))]),
            helper(3, &[("dagdeel", many(&["avond"]))]),
            helper(4, &[("pauze_tot", Answer::Date(tomorrow))]),
            helper(5, &[("afstand", one("straat"))]),
            Contact {
                closed_on: Some(TODAY),
                ..helper(6, &[])
            },
            Contact {
                class: Retention::Resident,
                ..helper(7, &[])
            },
            Contact {
                ends_on: date(2026, 11, 24),
                ..helper(8, &[])
            },
        ],
        &[],
    );
    check(
        &[
            helper(1, &[("dagen", many(&["maakt-niet-uit"]))]),
            helper(2, &[("pauze_tot", Answer::Date(TODAY))]),
        ],
        &[1, 2],
    );
}

#[test]
fn a_request_names_a_task_or_is_none() {
    let none = |_: &str| None;
    assert_eq!(Request::of(none), None);
    let task = one("tuin");
    let found = Request::of(|field| (field == "klus").then_some(&task));
    assert_eq!(found.map(|request| request.task), Some("tuin".to_owned()));
}
