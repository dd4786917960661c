//! Repeats: questions asked once for each row, on a walk and from a file.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may stop"
)]

use std::{fmt::Write as _, sync::Arc};

use balie::{
    conversation::{Walk, walk},
    domain::{Answer, Enquiry},
    route::MOST_ROWS,
};
use serde_json::{Value as Json, json};

use crate::{
    conversation::{Talk, now, one, start, text},
    route::{parse, route_text},
};

/// Several offers, with what they come to behind them.
pub(crate) const OFFERS: &str = r#"
[[survey]]
type = "begin_repeat"
name = "aanbod"
label = "Aanbod"
hint = "Nog iets dat u doet?"

[[survey]]
type = "text"
name = "wat"
label = "Wat biedt u?"

[[survey]]
type = "integer"
name = "plaatsen"
label = "Voor hoeveel mensen is ${wat}?"
default = "string-length(${wat})"

[[survey]]
type = "text"
name = "wachtlijst"
label = "Hoe lang is de wachtlijst?"
relevant = "${plaatsen} > 10"

[[survey]]
type = "end_repeat"

[[survey]]
type = "calculate"
name = "samen"
calculation = "sum(${plaatsen})"

[[survey]]
type = "note"
name = "slot"
label = "${samen} plaatsen in ${aantal} keer: ${wat}."

[[survey]]
type = "calculate"
name = "aantal"
calculation = "count(${aanbod})"
"#;

/// As many children as were said.
const CHILDREN: &str = r#"
[[survey]]
type = "integer"
name = "kinderen"
label = "Hoeveel kinderen?"

[[survey]]
type = "begin_repeat"
name = "kind"
repeat_count = "${kinderen}"

[[survey]]
type = "integer"
name = "leeftijd"
label = "Hoe oud?"
constraint = ". < 18"

[[survey]]
type = "end_repeat"

[[survey]]
type = "calculate"
name = "oudste"
calculation = "max(${leeftijd})"
"#;

#[test]
fn each_row_asks_whether_there_is_another() {
    let talk = Talk::past_the_three(OFFERS)
        .at("wat[1]")
        .says("koffie")
        .at("plaatsen[1]")
        .says("12")
        .at("wachtlijst[1]")
        .says("geen")
        .at("aanbod[1]")
        .says("ja")
        .at("wat[2]")
        .says("soep")
        .at("plaatsen[2]");
    let question = talk.0.question().unwrap();
    assert_eq!(question.label, "Voor hoeveel mensen is soep?");
    assert_eq!(question.group.as_deref(), Some("Aanbod 2"));
    assert_eq!(talk.0.default_of(question), Some(Answer::Whole(4)));
    let talk = talk.enter().at("aanbod[2]");
    assert_eq!(talk.0.question().unwrap().label, "Aanbod");
    // Enter: no other.
    let talk = talk.enter().at("slot");
    assert_eq!(
        talk.0.question().unwrap().label,
        "16 plaatsen in 2 keer: koffie, soep."
    );
    let enquiry = talk.enter().concludes();
    assert_eq!(enquiry.answers["wat[2]"], text("soep"));
    assert_eq!(enquiry.answers["plaatsen[2]"], Answer::Whole(4));
    assert_eq!(enquiry.answers["samen"], Answer::Decimal(16.0));
    assert!(!enquiry.answers.contains_key("wachtlijst[2]"));
}

#[test]
fn a_row_that_is_taken_away_is_kept_but_not_recorded() {
    let two = Talk::past_the_three(OFFERS)
        .says("koffie")
        .says("1")
        .says("ja")
        .says("soep")
        .says("2")
        .enter()
        .enter()
        .at("nakijken");
    let one_row = two.jump("aanbod[1]").says("nee").at("nakijken");
    let enquiry = one_row.concludes();
    assert!(!enquiry.answers.contains_key("wat[2]"));
    assert_eq!(enquiry.answers["samen"], Answer::Decimal(1.0));
    assert_eq!(one_row.answer("wat[2]"), Some(text("soep")));
    let again = one_row.jump("aanbod[1]").says("ja").at("nakijken");
    assert_eq!(again.concludes().answers["wat[2]"], text("soep"));
}

#[test]
fn a_parked_talk_goes_on_in_its_row() {
    let talk = Talk::past_the_three(OFFERS)
        .says("koffie")
        .says("1")
        .says("ja")
        .at("wat[2]");
    let route = Arc::new(parse(&route_text(OFFERS)).unwrap());
    let session = talk.0.session().clone();
    let resumed = Talk(balie::conversation::Conversation::new(route, session));
    resumed.at("wat[2]").back().at("aanbod[1]");
}

#[test]
fn a_count_decides_how_many_rows_there_are() {
    let talk = Talk::past_the_three(CHILDREN)
        .says("2")
        .at("leeftijd[1]")
        .says("4")
        .at("leeftijd[2]")
        .says("9")
        .at("nakijken");
    assert_eq!(talk.concludes().answers["oudste"], Answer::Decimal(9.0));
    let talk = talk.jump("kinderen").says("1").at("nakijken");
    assert_eq!(talk.concludes().answers["oudste"], Answer::Decimal(4.0));
    let talk = talk.jump("kinderen").says("0").at("nakijken");
    assert!(!talk.concludes().answers.contains_key("oudste"));
    // What is no number counts no rows; back to two and both are there again.
    let talk = talk.jump("kinderen").says("2").at("nakijken");
    assert_eq!(talk.concludes().answers["leeftijd[2]"], Answer::Whole(9));
}

fn walked(more: &str, mut answers: Json) -> Walk {
    for (name, code) in [
        ("thema", "geld"),
        ("uitkomst", "beantwoord"),
        ("wie_hielp", "niemand"),
    ] {
        answers[name] = code.into();
    }
    let route = Arc::new(parse(&route_text(more)).unwrap());
    walk(&route, start(), answers.as_object().unwrap(), &now())
}

fn refusals(walk: &Walk) -> Vec<String> {
    let refusals = walk.record.as_ref().unwrap_err();
    refusals.iter().map(ToString::to_string).collect()
}

#[test]
fn a_file_writes_rows_as_a_list_of_objects_and_reads_them_back() {
    let answers = json!({"aanbod": [
        {"wat": "koffie", "plaatsen": 12, "wachtlijst": "geen"},
        {"wat": "soep", "plaatsen": 3},
        {"wat": null, "plaatsen": 1},
    ]});
    let walk = walked(OFFERS, answers.clone());
    let enquiry: &Enquiry = walk.record.as_ref().unwrap();
    assert_eq!(enquiry.answers["samen"], Answer::Decimal(16.0));
    assert_eq!(enquiry.answers["aanbod[2]"], one("ja"));
    assert_eq!(walk.answers["aanbod"], answers["aanbod"]);
    assert_eq!(walk.answers["aantal"], json!(3));
}

#[test]
fn rows_that_do_not_fit_are_refused_by_name() {
    insta::assert_snapshot!(refusals(&walked(OFFERS, json!({"aanbod": [{"wat": "a"}, {"kosten": 3}]}))).join("\n"), @"kosten[2]: the route has no field `kosten[2]`");
    insta::assert_snapshot!(refusals(&walked(OFFERS, json!({"aanbod": "veel"}))).join("\n"), @"aanbod: is a repeat: write a list of objects, one a row");
    insta::assert_snapshot!(refusals(&walked(OFFERS, json!({"wat": "koffie"}))).join("\n"), @r#"wat: stands in a repeat; write "aanbod": [{"wat": ...}]"#);
    insta::assert_snapshot!(refusals(&walked(CHILDREN, json!({"kinderen": 1, "kind": [{"leeftijd": 3}, {"leeftijd": 4}]}))).join("\n"), @"leeftijd[2]: is not asked with these other answers; leave it out");
    insta::assert_snapshot!(refusals(&walked(CHILDREN, json!({"kinderen": 2, "kind": [{"leeftijd": 3}, {"leeftijd": 40}]}))).join("\n"), @"leeftijd[2]: `40` does not fit; numbers as 3 or 3.5, days as 2026-11-21, times as 09:30");
}

#[test]
fn five_hundred_rows_are_walked_and_one_more_is_refused() {
    let rows =
        |count: usize| -> Json { (0..count).map(|at| json!({"leeftijd": at % 18})).collect() };
    let walk = walked(
        CHILDREN,
        json!({"kinderen": MOST_ROWS, "kind": rows(MOST_ROWS)}),
    );
    let enquiry = walk.record.unwrap();
    assert_eq!(enquiry.answers["leeftijd[500]"], Answer::Whole(13));
    let walk = walked(CHILDREN, json!({"kinderen": 501, "kind": rows(501)}));
    assert_eq!(refusals(&walk), ["kind: has 501 rows; 500 is the most"]);
    // A number from a person is cut off there.
    let walk = walked(CHILDREN, json!({"kinderen": 1_000_000_000}));
    assert!(!walk.record.unwrap().answers.contains_key("leeftijd[501]"));
}

#[test]
fn the_last_row_there_can_be_asks_for_no_other() {
    // So many questions in a row that few rows fit.
    let mut many = String::from("[[survey]]\ntype = \"begin_repeat\"\nname = \"rij\"\n");
    for number in 0..1_500 {
        write!(
            many,
            "[[survey]]\ntype = \"note\"\nname = \"n{number}\"\nlabel = \"N\"\n"
        )
        .unwrap();
    }
    many.push_str("[[survey]]\ntype = \"end_repeat\"\n[[survey]]\ntype = \"calculate\"\nname = \"aantal\"\ncalculation = \"count(${rij})\"\n");
    let most = parse(&route_text(&many)).unwrap().repeats[0].most;
    assert_eq!(most, 13);
    let rows: Json = (0..most).map(|_| json!({})).collect();
    let walk = walked(&many, json!({"rij": rows}));
    assert_eq!(walk.answers["aantal"], json!(13));
    assert!(walk.record.is_ok());
}
