//! Next, back, jump, skip, stop and go on.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may stop"
)]

use std::sync::Arc;

use balie::{
    conversation::{Conversation, Reason, Refusal},
    domain::{Answer, FieldName, Outcome},
};
use jiff::Zoned;

use crate::{
    conversation::{ASIDE, NOT_ASKED, Talk, now, one, text},
    route::{parse, route_text, shipped},
};

#[test]
fn an_answer_that_no_longer_applies_is_kept_but_not_recorded() {
    let talk = Talk::past_the_three(ASIDE)
        .says("ja")
        .says("een buurvrouw")
        .at("rest")
        .back()
        .back()
        .at("hulp")
        .says("nee")
        .at("rest")
        .enter();
    assert_eq!(talk.answer("wie"), Some(text("een buurvrouw")));
    assert!(!talk.concludes().answers.contains_key("wie"));
    let talk = talk.jump("hulp").says("ja").at("nakijken");
    assert_eq!(talk.concludes().answers["wie"], text("een buurvrouw"));
}

#[test]
fn a_question_passed_without_an_answer_is_recorded_as_not_asked() {
    let talk = Talk::past_the_three(ASIDE).enter().at("rest").enter();
    assert_eq!(talk.concludes().answers["hulp"], NOT_ASKED);
    assert_eq!(talk.concludes().answers["rest"], NOT_ASKED);
}

#[test]
fn the_first_question_has_nothing_before_it() {
    let mut talk = Talk::on(shipped("snel"));
    assert!(!talk.0.back());
    talk.at("thema");
}

#[test]
fn a_change_from_the_check_page_returns_there_and_asks_what_now_applies() {
    let talk = Talk::past_the_three(ASIDE)
        .says("nee")
        .enter()
        .at("nakijken")
        .jump("hulp")
        .says("ja")
        .at("wie")
        .says("familie")
        .at("nakijken");
    assert_eq!(talk.concludes().answers["wie"], text("familie"));
    // Stepping back from a jump returns to the check page too.
    talk.jump("rest").back().at("nakijken").back().at("rest");
}

#[test]
fn a_jump_to_a_question_that_does_not_apply_does_nothing() {
    Talk::past_the_three(ASIDE)
        .says("nee")
        .enter()
        .jump("wie")
        .at("nakijken")
        .jump("bestaat-niet")
        .at("nakijken");
}

#[test]
fn numbers_count_the_questions_that_apply() {
    let talk = Talk::past_the_three(ASIDE).at("hulp");
    assert_eq!((talk.0.number(), talk.0.count()), (4, 5));
    let talk = talk.says("ja").at("wie");
    assert_eq!((talk.0.number(), talk.0.count()), (5, 6));
    let talk = talk.back().says("nee").at("rest");
    assert_eq!((talk.0.number(), talk.0.count()), (5, 5));
}

#[test]
fn a_required_question_holds_until_it_is_answered() {
    let mut talk = Talk::on(parse(&route_text("")).unwrap());
    let refusal = talk.0.next(&now()).unwrap_err();
    assert_eq!(
        refusal,
        Refusal {
            field: "thema".into(),
            reason: Reason::Required
        }
    );
    talk.0.answer(NOT_ASKED, &now()).unwrap();
    talk.0.next(&now()).unwrap_err();
    let talk = talk.at("thema").says("geld").at("uitkomst");
    let refusals = talk.0.conclude(&now()).unwrap_err();
    let fields: Vec<&str> = refusals
        .iter()
        .map(|refusal| refusal.field.as_str())
        .collect();
    assert_eq!(fields, ["uitkomst", "wie_hielp"]);
}

#[test]
fn a_required_message_is_the_authors() {
    let talk = Talk::past_the_three(
        "[[survey]]\ntype = \"text\"\nname = \"a\"\nlabel = \"A?\"\nrequired = true\nrequired_message = \"Vul A in.\"\n",
    );
    let mut talk = talk.at("a");
    let refusal = talk.0.next(&now()).unwrap_err();
    assert_eq!(refusal.reason, Reason::Said("Vul A in.".to_owned()));
}

#[test]
fn finishing_early_takes_defaults_of_what_is_required_only() {
    let mut talk = Talk::on(shipped("algemeen")).enters(3).says("anders");
    talk.0.finish(&now()).unwrap();
    let talk = talk.at("nakijken");
    assert_eq!(talk.concludes().outcome, Outcome::Answered);
    assert_eq!(talk.answer("genoeg"), Some(NOT_ASKED));

    let mut talk = Talk::on(shipped("algemeen"));
    assert_eq!(talk.0.finish(&now()).unwrap_err().field.as_str(), "thema");
    talk.at("thema");
}

#[test]
fn a_default_that_was_skipped_on_purpose_stays_skipped() {
    let mut talk = Talk::past_the_three(
        "[[survey]]\ntype = \"date\"\nname = \"dag\"\nlabel = \"Dag?\"\ndefault = \"date(today() + 14)\"\n",
    );
    let field = talk.0.question().unwrap().clone();
    assert_eq!(
        talk.0.default_of(&field),
        Some(Answer::Date("2026-12-05".parse().unwrap()))
    );
    talk.0.answer(NOT_ASKED, &now()).unwrap();
    let talk = talk.enter();
    assert_eq!(talk.concludes().answers["dag"], NOT_ASKED);
}

#[test]
fn calculations_follow_their_order_and_are_recorded() {
    let talk = Talk::past_the_three(
        r#"
[[survey]]
type = "calculate"
name = "dubbel"
calculation = "${som} * 2"

[[survey]]
type = "calculate"
name = "som"
calculation = "${a} + coalesce(${b}, 0)"

[[survey]]
type = "calculate"
name = "leeg"
calculation = "${b}"

[[survey]]
type = "integer"
name = "a"
label = "A?"

[[survey]]
type = "integer"
name = "b"
label = "B?"
relevant = "${a} > 1"
constraint = ". < ${a}"
constraint_message = "B moet kleiner zijn."

[[survey]]
type = "note"
name = "uitslag"
label = "Klaar."
relevant = "${dubbel} > 5"
"#,
    )
    .says("3")
    .at("b")
    .refuses(
        Answer::Whole(3),
        &Reason::Said("B moet kleiner zijn.".to_owned()),
    )
    .says("2")
    .at("uitslag")
    .enter()
    .at("nakijken");
    let answers = talk.concludes().answers;
    assert_eq!(answers["som"], Answer::Decimal(5.0));
    assert_eq!(answers["dubbel"], Answer::Decimal(10.0));
    assert!(!answers.contains_key("uitslag"));
    let answers = talk.jump("a").says("1").at("nakijken").concludes().answers;
    assert_eq!(answers["dubbel"], Answer::Decimal(2.0));
    assert!(!answers.contains_key("b") && !answers.contains_key("leeg"));
}

#[test]
fn a_choice_that_is_no_longer_offered_counts_as_none_and_is_asked_again() {
    let talk = Talk::on(shipped("algemeen"))
        .enters(3)
        .says("geld")
        .says("schulden")
        .enters(10)
        .at("nakijken")
        .jump("thema")
        .says("zorg")
        .at("subthema");
    assert_eq!(talk.concludes().answers["subthema"], NOT_ASKED);
    assert_eq!(talk.answer("subthema"), Some(one("schulden")));
    let talk = talk
        .back()
        .at("nakijken")
        .jump("thema")
        .says("geld")
        .at("nakijken");
    assert_eq!(talk.concludes().answers["subthema"], one("schulden"));
}

#[test]
fn typing_is_kept_up_to_the_last_word_and_goes_when_the_field_is_left() {
    let mut talk = Talk::on(shipped("algemeen"));
    talk.0.type_text("mijn bsn is 123456782 en ik wil", &now());
    let typing = talk.0.session().typing.clone().unwrap();
    assert_eq!(typing.text, "mijn bsn is … en ik ");
    talk = talk.says("ik wil iets");
    assert_eq!(talk.0.session().typing, None);
}

#[test]
fn a_session_goes_on_where_it_stood() {
    let talk = Talk::past_the_three(ASIDE).says("ja").at("wie");
    let route = Arc::new(talk.0.route().clone());
    let mut session = talk.0.session().clone();
    Talk(Conversation::new(Arc::clone(&route), session.clone()))
        .at("wie")
        .says("familie")
        .at("rest");
    session.at = Some(FieldName::from("verdwenen"));
    Talk(Conversation::new(Arc::clone(&route), session.clone())).at("wie");
    session.at = None;
    Talk(Conversation::new(route, session)).at("nakijken");
}

#[test]
fn a_concluded_enquiry_is_corrected_as_its_next_revision() {
    let enquiry = Talk::past_the_three(ASIDE)
        .says("ja")
        .says("familie")
        .enter()
        .concludes();
    let route = Arc::new(parse(&route_text(ASIDE)).unwrap());
    let later: Zoned = "2026-11-22T09:00[Europe/Amsterdam]".parse().unwrap();
    let talk = Talk(Conversation::reopen(route, &enquiry, &later))
        .at("nakijken")
        .jump("uitkomst")
        .says("niet-gelukt")
        .at("nakijken");
    let corrected = talk.0.correct(&enquiry, &later).unwrap();
    assert_eq!(corrected.outcome, Outcome::Unsolved);
    assert_eq!(corrected.revision, 2);
    assert_eq!(
        (corrected.id, corrected.day, corrected.time),
        (enquiry.id, enquiry.day, enquiry.time)
    );
    assert_eq!(corrected.answers, enquiry.answers);
}
