//! What a form of `XLSForm` may ask for besides: sentences that name answers, conditions on what is required, what is
//! read only, a slower tempo.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may stop"
)]

use std::sync::Arc;

use balie::{
    conversation::{Conversation, Reason},
    domain::{Answer, Tempo},
};

use crate::{
    conversation::{Talk, now, one, text},
    route::{parse, route_text, shipped},
};

const SENTENCES: &str = r#"
[[survey]]
type = "text"
name = "wie"
label = "Wie gaat mee?"

[[survey]]
type = "date"
name = "dag"
label = "Welke dag?"
hint = "Over ${thema}."

[[survey]]
type = "integer"
name = "uren"
label = "Hoeveel uur is ${ wie } er op ${dag}?"
guidance_hint = "Vraag het aan ${wie}."
constraint = ". < 9"
constraint_message = "${wie} kan geen ${uren} uur."
required = "${wie} != ''"
required_message = "Zeg het voor ${wie}."
"#;

#[test]
fn a_sentence_holds_the_answers_it_names() {
    let talk = Talk::past_the_three(SENTENCES).says("Buurman").at("dag");
    let hint = talk.0.question().unwrap().hint.clone();
    assert_eq!(hint.as_deref(), Some("Over Geld en schulden."));
    let talk = talk.says("2026-12-01").at("uren");
    let question = talk.0.question().unwrap();
    assert_eq!(question.label, "Hoeveel uur is Buurman er op 01-12-2026?");
    assert_eq!(
        question.guidance_hint.as_deref(),
        Some("Vraag het aan Buurman.")
    );
    // Going back and changing it changes the sentence.
    let talk = talk.jump("wie").says("Zus").enter().at("uren");
    let question = talk.0.question().unwrap();
    assert_eq!(question.label, "Hoeveel uur is Zus er op 01-12-2026?");
    let summary = talk.0.summary();
    assert_eq!(summary.last().unwrap().field.label, question.label);
}

#[test]
fn a_value_in_a_sentence_cannot_steer_the_screen() {
    let more = SENTENCES.to_owned()
        + "[[survey]]\ntype = \"calculate\"\nname = \"slim\"\ncalculation = \"concat('a\u{9b}2J', substr('\\u001b]0;x', 0))\"\n[[survey]]\ntype = \"note\"\nname = \"n\"\nlabel = \"[${wie}] [${slim}] [${thema}]\"\n";
    let mut talk = Talk::past_the_three(&more);
    let long = format!("\u{202e}{}", "x".repeat(119));
    talk.0.answer(Answer::Text(long), &now()).unwrap();
    let talk = talk.enters(2).says("3").at("n");
    let label = &talk.0.question().unwrap().label;
    assert!(
        !label
            .chars()
            .any(|letter| letter.is_control() || letter == '\u{202e}'),
        "{label:?}"
    );
    assert!(label.ends_with("[Geld en schulden]"), "{label:?}");
}

#[test]
fn required_may_be_a_condition() {
    let talk = Talk::past_the_three(SENTENCES).enters(3).at("nakijken");
    let mut talk = talk.jump("wie").says("Buurman").jump("uren").at("uren");
    let refusal = talk.0.next(&now()).unwrap_err();
    assert_eq!(
        refusal.reason,
        Reason::Said("Zeg het voor Buurman.".to_owned())
    );
    assert!(talk.0.conclude(&now()).is_err());
    talk.says("8").at("nakijken").concludes();
}

const READ_ONLY: &str = r#"
[[survey]]
type = "integer"
name = "uren"
label = "Uren?"
default = "1 + 1"

[[survey]]
type = "integer"
name = "prijs"
label = "Dat kost:"
read_only = true
calculation = "${uren} * 12"

[[survey]]
type = "text"
name = "vast"
label = "Altijd:"
read_only = "yes"
default = "Bel ons (ook morgen)"
"#;

#[test]
fn what_is_read_only_keeps_what_it_was_given() {
    let talk = Talk::past_the_three(READ_ONLY).at("uren");
    assert_eq!(
        talk.0.default_of(talk.0.question().unwrap()),
        Some(Answer::Whole(2))
    );
    let mut talk = talk.says("3").at("prijs");
    assert_eq!(talk.answer("prijs"), Some(Answer::Whole(36)));
    talk.0.answer(Answer::Whole(1), &now()).unwrap();
    assert_eq!(talk.answer("prijs"), Some(Answer::Whole(36)));
    let talk = talk.enters(2).at("nakijken");
    let talk = talk.jump("uren").says("4").at("nakijken");
    let answers = talk.concludes().answers;
    assert_eq!(answers["prijs"], Answer::Whole(48));
    assert_eq!(answers["vast"], text("Bel ons (ook morgen)"));
}

#[test]
fn what_is_read_only_is_filled_in_when_the_talk_is_cut_short() {
    let mut talk = Talk::past_the_three(READ_ONLY);
    talk.0.finish(&now()).unwrap();
    let answers = talk.concludes().answers;
    assert_eq!(answers["vast"], text("Bel ons (ook morgen)"));
}

#[test]
fn a_quick_question_becomes_a_conversation_without_asking_twice() {
    let talk = Talk::on(shipped("snel")).says("wonen").says("verwezen");
    let deeper = talk
        .0
        .deepen(Arc::new(shipped("algemeen")), Tempo::Short, &now());
    assert_eq!(deeper.session().tempo, Tempo::Short);
    assert_eq!(deeper.session().id, talk.0.session().id);
    let mut deeper = Talk(deeper);
    let mut asked = Vec::new();
    while let Some(question) = deeper.0.question() {
        asked.push(question.name.to_string());
        deeper = deeper.enter();
    }
    assert!(asked.contains(&"wie_hielp".to_owned()), "{asked:?}");
    assert!(asked.contains(&"verwezen_naar".to_owned()), "{asked:?}");
    assert!(!asked.contains(&"thema".to_owned()), "{asked:?}");
    assert!(!asked.contains(&"uitkomst".to_owned()), "{asked:?}");
    let mut unique = asked.clone();
    unique.sort();
    unique.dedup();
    assert_eq!(unique.len(), asked.len(), "{asked:?}");
    deeper.concludes();
}

const TEMPO: &str = r#"
[[survey]]
type = "select_one ja-nee"
name = "hulp"
label = "Helpt er al iemand?"
relevant = "${tempo} = 'lang'"
"#;

#[test]
fn a_route_may_ask_more_in_a_slower_tempo() {
    let talk = Talk::past_the_three(TEMPO).at("nakijken");
    let route = Arc::new(parse(&route_text(TEMPO)).unwrap());
    let deeper = Talk(talk.0.deepen(Arc::clone(&route), Tempo::Long, &now()));
    let deeper = deeper.at("hulp").says("ja").at("nakijken");
    let enquiry = deeper.concludes();
    assert_eq!(enquiry.tempo, Tempo::Long);
    assert_eq!(enquiry.answers["hulp"], one("ja"));
    let reopened = Conversation::reopen(route, &enquiry, &now());
    assert_eq!(
        reopened.conclude(&now()).unwrap().answers["hulp"],
        one("ja")
    );
}
