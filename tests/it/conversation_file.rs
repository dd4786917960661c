//! Answers from a file, walked through the same engine.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may stop"
)]

use std::sync::Arc;

use balie::{
    conversation::{from_answers, walk},
    domain::{Answer, Enquiry, SolvedBy, Unanswered},
    route::Route,
};

use crate::{
    conversation::{NOT_ASKED, many, now, start},
    conversation_answers::KINDS,
    route::{parse, route_text, shipped},
};

fn from_json(route: Route, json: &str) -> Result<Enquiry, Vec<String>> {
    let json: serde_json::Value = serde_json::from_str(json).unwrap();
    from_answers(&Arc::new(route), start(), json.as_object().unwrap(), &now())
        .map_err(|refusals| refusals.iter().map(ToString::to_string).collect())
}

#[test]
fn a_theme_and_an_outcome_are_a_whole_quick_enquiry() {
    let enquiry = from_json(
        shipped("snel"),
        r#"{"thema":"geld","uitkomst":"beantwoord"}"#,
    )
    .unwrap();
    assert_eq!(enquiry.solved_by, SolvedBy::Volunteer);
    let enquiry = from_json(
        shipped("snel"),
        r#"{"thema":"zorg","uitkomst":"verwezen","wie_hielp":"professional"}"#,
    )
    .unwrap();
    assert_eq!(enquiry.solved_by, SolvedBy::Professional);
}

#[test]
fn a_file_may_hold_texts_numbers_lists_and_days() {
    let route = parse(&route_text(KINDS)).unwrap();
    let enquiry = from_json(
        route,
        r#"{"thema":"geld","uitkomst":"beantwoord","wie_hielp":"niemand","vorm":["rekening","brief"],"regel":"hoi",
            "notitie":null,"getal":3,"bedrag":3.5,"dag":"2026-12-01","uur":"09:30"}"#,
    )
    .unwrap();
    assert_eq!(enquiry.answers["vorm"], many(&["brief", "rekening"]));
    assert_eq!(enquiry.answers["notitie"], NOT_ASKED);
    assert_eq!(enquiry.answers["getal"], Answer::Whole(3));
    assert_eq!(enquiry.answers["bedrag"], Answer::Decimal(3.5));
    assert_eq!(
        enquiry.answers["uur"],
        Answer::Time("09:30".parse().unwrap())
    );
}

#[test]
fn what_a_file_has_wrong_is_named_all_at_once() {
    let refused = |json| from_json(shipped("snel"), json).unwrap_err();
    assert_eq!(
        refused(r#"{"uitkomst":"beantwoord"}"#),
        ["thema: an answer is needed"]
    );
    assert_eq!(
        refused(r#"{"thema":"goud","uitkomst":7,"wie":"ik"}"#),
        [
            "wie: the route has no field `wie`",
            "thema: `goud` is not one of the choices",
            "uitkomst: `7` is not one of the choices",
        ]
    );
    assert_eq!(refused(r#"{"thema":["geld"]}"#).len(), 1);
    assert_eq!(
        refused(r#"{"thema":"weet-niet"}"#),
        ["thema: `weet-niet` is not one of the choices"]
    );
    assert_eq!(
        refused(r#"{"123456782":1,"thema":"123 456 782"}"#),
        [
            "[nummer weggehaald]: the route has no field `[nummer weggehaald]`",
            "thema: `[nummer weggehaald]` is not one of the choices",
        ]
    );
    assert_eq!(refused(r#"{"thema":null}"#), ["thema: an answer is needed"]);
}

#[test]
fn an_answer_to_a_question_that_is_not_asked_is_refused() {
    let refused = from_json(
        shipped("algemeen"),
        r#"{"thema":"geld","uitkomst":"beantwoord","reden":"vol"}"#,
    );
    assert_eq!(
        refused.unwrap_err(),
        ["reden: is not asked with these other answers; leave it out"]
    );
}

#[test]
fn an_optional_question_left_out_of_a_file_is_not_asked() {
    let enquiry = from_json(
        shipped("algemeen"),
        r#"{"thema":"geld","uitkomst":"loopt-nog"}"#,
    )
    .unwrap();
    assert_eq!(enquiry.answers["terugkijken"], NOT_ASKED);
    assert_eq!(enquiry.answers["kanaal"], NOT_ASKED);
    let enquiry = from_json(
        shipped("algemeen"),
        r#"{"thema":"geld","uitkomst":"beantwoord","subthema":"weet-niet","voor_wie":"weet-niet","buurt":"wil-niet-zeggen"}"#,
    )
    .unwrap();
    assert_eq!(
        enquiry.answers["subthema"],
        Answer::None(Unanswered::DoesNotKnow)
    );
    assert_eq!(
        enquiry.answers["voor_wie"],
        Answer::One("weet-niet".to_owned())
    );
    assert_eq!(
        enquiry.answers["buurt"],
        Answer::None(Unanswered::DoesNotSay)
    );
}

#[test]
fn a_walk_tells_what_was_asked_refused_and_worked_out() {
    let route = parse(&route_text(
        r#"
[[survey]]
type = "integer"
name = "a"
label = "A?"
constraint = ". < 10"
constraint_message = "Minder dan tien."

[[survey]]
type = "calculate"
name = "dubbel"
calculation = "${a} * 2"

[[survey]]
type = "text"
name = "b"
label = "B?"
relevant = "${dubbel} > 5"
"#,
    ))
    .unwrap();
    let told = |json: serde_json::Value| {
        let json = json.as_object().unwrap().clone();
        let walk = walk(&Arc::new(route.clone()), start(), &json, &now());
        let events: Vec<String> = walk
            .events
            .iter()
            .map(|event| serde_json::to_string(event).unwrap())
            .collect();
        (events[3..].join("\n"), walk.record.is_ok())
    };
    let three = serde_json::json!({"thema": "geld", "uitkomst": "beantwoord", "wie_hielp": "niemand", "a": 3, "b": "x"});
    let (events, is_concluded) = told(three.clone());
    assert!(is_concluded);
    insta::assert_snapshot!(events, @r#"
    {"event":"asked","field":"a","label":"A?","answer":3}
    {"event":"calculated","field":"dubbel","value":"6"}
    {"event":"asked","field":"b","label":"B?","answer":"x"}
    "#);
    let mut twelve = three;
    twelve["a"] = 12.into();
    let (events, is_concluded) = told(twelve);
    assert!(!is_concluded);
    insta::assert_snapshot!(events, @r#"
    {"event":"asked","field":"a","label":"A?","answer":null}
    {"event":"refused","field":"a","reason":"Minder dan tien."}
    "#);
}
