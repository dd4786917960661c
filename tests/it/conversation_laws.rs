//! Laws of walking: whatever a volunteer does.
#![expect(clippy::unwrap_used, reason = "a test may stop")]

use std::sync::Arc;

use balie::{
    conversation::Conversation,
    domain::{Answer, FieldName},
    route::FieldKind,
};
use proptest::prelude::*;

use crate::{
    conversation::{ASIDE, NOT_ASKED, now, one, start},
    conversation_repeat::OFFERS,
    route::{law, parse, route_text, shipped},
};

/// A group around a repeat, a group in it, and a repeat whose number of rows is an answer of that.
const NESTED: &str = r#"
[[survey]]
type = "select_one ja-nee"
name = "mee"
label = "Wilt u iets vertellen?"

[[survey]]
type = "begin_group"
name = "blok"
label = "Blok"
relevant = "${mee} = 'ja'"

[[survey]]
type = "begin_repeat"
name = "aanbod"
label = "Nog een?"

[[survey]]
type = "text"
name = "wat"
label = "Wat?"

[[survey]]
type = "begin_group"
name = "meer"
label = "Meer"
relevant = "${wat} != 'niets'"

[[survey]]
type = "select_one ja-nee"
name = "betaald"
label = "Kost ${wat} iets?"

[[survey]]
type = "integer"
name = "prijs"
label = "Hoeveel?"
relevant = "${betaald} = 'ja'"
constraint = ". >= 0"

[[survey]]
type = "end_group"

[[survey]]
type = "end_repeat"

[[survey]]
type = "end_group"

[[survey]]
type = "integer"
name = "kinderen"
label = "Hoeveel kinderen?"
default = "count(${aanbod})"

[[survey]]
type = "begin_repeat"
name = "kind"
repeat_count = "${kinderen}"

[[survey]]
type = "integer"
name = "jaar"
label = "Hoe oud?"
constraint = ". < 18"

[[survey]]
type = "end_repeat"
"#;

/// One thing a volunteer does.
#[derive(Debug, Clone)]
enum Deed {
    Answer(Answer),
    Typed(String),
    Typing(String),
    Next,
    Back,
    Jump(usize),
    Finish,
    Resume,
}

fn deeds() -> impl Strategy<Value = Vec<Deed>> {
    let codes = vec![
        "geld",
        "anders",
        "beantwoord",
        "loopt-nog",
        "niet-gelukt",
        "vrijwilliger",
        "ja",
        "nee",
        "brief",
        "niets",
        "schulden",
        "weet-niet",
    ];
    let code = prop::sample::select(codes).prop_map(str::to_owned);
    let deed = prop_oneof![
        4 => code.clone().prop_map(|code| Deed::Answer(Answer::One(code))),
        1 => prop::collection::vec(code, 0..3).prop_map(|codes| Deed::Answer(Answer::Many(codes))),
        1 => any::<i64>().prop_map(|number| Deed::Answer(Answer::Whole(number))),
        1 => (0..5_i64).prop_map(|number| Deed::Answer(Answer::Whole(number))),
        1 => Just(Deed::Answer(NOT_ASKED)),
        2 => "[a-z0-9 .-]{0,12}".prop_map(Deed::Typed),
        1 => any::<String>().prop_map(Deed::Typing),
        6 => Just(Deed::Next),
        2 => Just(Deed::Back),
        2 => (0..25_usize).prop_map(Deed::Jump),
        1 => Just(Deed::Finish),
        1 => Just(Deed::Resume),
    ];
    prop::collection::vec(deed, 0..60)
}

proptest! {
    #![proptest_config(law(96))]

    #[test]
    fn no_deed_panics_or_loses_an_answer_that_applies(deeds in deeds(), which in 0..8_u8) {
        let route = match which {
            0 => shipped("algemeen"),
            1 => parse(&route_text(ASIDE)).unwrap(),
            2 => parse(&route_text(NESTED)).unwrap(),
            3 => shipped("sociale_kaart"),
            4 => shipped("geld"),
            5 => shipped("wor"),
            6 => shipped("burenhulp_vraag"),
            _ => parse(&route_text(&OFFERS.replace("note", "text"))).unwrap(),
        };
        let mut talk = Conversation::start(Arc::new(route.clone()), start(), &now());
        for deed in deeds {
            let before = talk.session().answers.clone();
            let at = talk.question().map(|field| field.name.clone());
            match deed {
                Deed::Answer(answer) => {
 let _ = talk.answer(answer, &now());
}
                Deed::Typed(text) => {
 let _ = talk.answer_typed(&text, &now());
}
                Deed::Typing(text) => talk.type_text(&text, &now()),
                Deed::Next => {
 let _ = talk.next(&now());
}
                Deed::Back => {
 let _ = talk.back();
}
                Deed::Jump(place) => {
                    let name = talk.route().fields.get(place).map(|field| field.name.clone());
                    talk.jump(&name.unwrap_or_else(|| FieldName::from("nergens")));
                }
                Deed::Finish => {
 let _ = talk.finish(&now());
}
                Deed::Resume => {
                    talk = Conversation::new(Arc::new(route.clone()), talk.session().clone());
                }
            }
            // Only the field on the screen can change, and a real answer elsewhere stays as it was.
            for (name, answer) in &before {
                let field = talk.route().field(name.as_str());
                let is_worked_out = field.is_some_and(|field| field.calculation.is_some());
                if Some(name) != at.as_ref() && *answer != NOT_ASKED && !is_worked_out {
                    prop_assert_eq!(talk.answer_of(name.as_str()), Some(answer));
                }
            }
            prop_assert!(talk.number() <= talk.count().max(1));
            // What is on the screen applies; what the record holds applies.
            let shown: Vec<&str> = talk.summary().iter().map(|line| line.field.name.as_str()).collect();
            if let Some(field) = talk.question() {
                let is_note = field.kind == FieldKind::Note;
                prop_assert!(is_note || shown.contains(&field.name.as_str()));
            }
            if let Ok(enquiry) = talk.conclude(&now()) {
                let calculated = |name: &FieldName| talk.route().calculations.iter().any(|one| one.name == *name);
                for name in enquiry.answers.keys().filter(|name| !calculated(name)) {
                    prop_assert!(shown.contains(&name.as_str()));
                }
            }
        }
    }

    #[test]
    fn back_after_next_is_the_same_question(codes in prop::collection::vec(0..4_usize, 0..6)) {
        let mut talk = Conversation::start(Arc::new(shipped("algemeen")), start(), &now());
        for pick in codes {
            let Some(field) = talk.question().cloned() else { break };
            let answer = talk.choices(&field).get(pick).map(|choice| one(&choice.name));
            if let Some(answer) = answer {
                let _ = talk.answer(answer, &now());
            }
            if talk.next(&now()).is_ok() {
                prop_assert!(talk.back());
                prop_assert_eq!(talk.question().map(|field| &field.name), Some(&field.name));
                talk.next(&now()).unwrap();
            }
        }
    }
}
