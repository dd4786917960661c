//! Conversations: a scripted respondent walks the shipped routes and small ones written here.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may stop"
)]

use std::sync::Arc;

use balie::{
    conversation::{Conversation, Reason, Start},
    domain::{
        Answer, Enquiry, EnquiryId, FieldName, Outcome, PlaceId, RouteId, Rung, SolvedBy, Tempo,
        Theme, Unanswered, VisitId,
    },
    route::Route,
};
use jiff::Zoned;

use crate::route::{parse, route_text, shipped};

pub(crate) const NOT_ASKED: Answer = Answer::None(Unanswered::NotAsked);

/// Saturday 21 November 2026, eighteen to eleven.
pub(crate) fn now() -> Zoned {
    "2026-11-21T10:42[Europe/Amsterdam]".parse().unwrap()
}

pub(crate) fn start() -> Start {
    Start {
        id: EnquiryId([1; 16]),
        visit: VisitId([2; 16]),
        shift: None,
        place: PlaceId::from("wijkcontactpunt-de-oever"),
    }
}

/// A conversation and the words of a test about it.
pub(crate) struct Talk(pub(crate) Conversation);

impl Talk {
    pub(crate) fn on(route: Route) -> Self {
        Self(Conversation::start(Arc::new(route), start(), &now()))
    }

    /// On a route with the three questions every route needs, then `more`; standing at the first of those.
    pub(crate) fn past_the_three(more: &str) -> Self {
        Self::on(parse(&route_text(more)).unwrap())
            .says("geld")
            .says("beantwoord")
            .says("vrijwilliger")
    }

    /// The name of the question on the screen; `nakijken` on the check page.
    #[track_caller]
    pub(crate) fn at(self, expected: &str) -> Self {
        let found = self
            .0
            .question()
            .map_or("nakijken", |field| field.name.as_str());
        assert_eq!(found, expected);
        self
    }

    /// Types an answer, or a code, and moves on.
    #[track_caller]
    pub(crate) fn says(mut self, text: &str) -> Self {
        self.0.answer_typed(text, &now()).unwrap();
        self.enter()
    }

    /// Moves on without an answer.
    #[track_caller]
    pub(crate) fn enter(mut self) -> Self {
        self.0.next(&now()).unwrap();
        self
    }

    /// Moves on without an answer, `times` times.
    #[track_caller]
    pub(crate) fn enters(self, times: usize) -> Self {
        (0..times).fold(self, |talk, _| talk.enter())
    }

    pub(crate) fn back(mut self) -> Self {
        assert!(self.0.back());
        self
    }

    pub(crate) fn jump(mut self, field: &str) -> Self {
        self.0.jump(&FieldName::from(field));
        self
    }

    #[track_caller]
    pub(crate) fn refuses(mut self, answer: Answer, reason: &Reason) -> Self {
        let before = self.0.session().answers.clone();
        let refusal = self.0.answer(answer, &now()).unwrap_err();
        assert_eq!(&refusal.reason, reason);
        assert_eq!(self.0.session().answers, before);
        self
    }

    #[track_caller]
    pub(crate) fn concludes(&self) -> Enquiry {
        self.0.conclude(&now()).unwrap()
    }

    pub(crate) fn answer(&self, field: &str) -> Option<Answer> {
        self.0.answer_of(field).cloned()
    }
}

pub(crate) fn one(code: &str) -> Answer {
    Answer::One(code.to_owned())
}

pub(crate) fn many(codes: &[&str]) -> Answer {
    Answer::Many(codes.iter().map(|code| (*code).to_owned()).collect())
}

pub(crate) fn text(words: &str) -> Answer {
    Answer::Text(words.to_owned())
}

/// Three more questions, of which one applies only after a yes.
pub(crate) const ASIDE: &str = r#"
[[survey]]
type = "select_one ja-nee"
name = "hulp"
label = "Helpt er al iemand?"

[[survey]]
type = "text"
name = "wie"
label = "Wie?"
relevant = "${hulp} = 'ja'"

[[survey]]
type = "text"
name = "rest"
label = "Nog iets?"
"#;

#[test]
fn a_quick_question_is_a_theme_and_two_times_enter() {
    let talk = Talk::on(shipped("snel"))
        .at("thema")
        .says("geld")
        .at("uitkomst")
        .enter()
        .at("wie_hielp")
        .enter()
        .at("nakijken");
    let enquiry = talk.concludes();
    assert_eq!(enquiry.theme, Theme::Money);
    assert_eq!(enquiry.outcome, Outcome::Answered);
    assert_eq!(enquiry.solved_by, SolvedBy::Volunteer);
    assert_eq!(enquiry.rung, None);
    assert!(enquiry.answers.is_empty());
    assert_eq!(enquiry.route, RouteId::from("snel"));
    assert_eq!(enquiry.tempo, Tempo::Quick);
    assert_eq!(enquiry.revision, 1);
    assert_eq!(enquiry.day.to_string(), "2026-11-21");
    assert_eq!(enquiry.time.to_string(), "10:42:00");
}

#[test]
fn a_quick_question_after_consulting_takes_three_answers() {
    let talk = Talk::on(shipped("snel"))
        .says("wonen")
        .says("achterwacht")
        .says("na-overleg")
        .at("nakijken");
    assert_eq!(talk.concludes().solved_by, SolvedBy::AfterConsulting);
}

#[test]
fn a_general_conversation_skipped_but_for_its_theme_is_honest_about_it() {
    let talk = Talk::on(shipped("algemeen"))
        .enters(3)
        .at("thema")
        .says("niet-genoemd")
        .at("genoeg")
        .enters(10)
        .at("nakijken");
    let enquiry = talk.concludes();
    assert_eq!(enquiry.theme, Theme::NotNamed);
    assert_eq!(enquiry.outcome, Outcome::Answered);
    let shown: Vec<String> = enquiry
        .answers
        .iter()
        .map(|(field, answer)| format!("{field}: {answer:?}"))
        .collect();
    insta::assert_snapshot!(shown.join("\n"), @r#"
    buurt: None(NotAsked)
    doet_bewoner: None(NotAsked)
    eerste_keer: None(NotAsked)
    gedaan: None(NotAsked)
    gekozen: None(NotAsked)
    genoeg: One("alles")
    kanaal: One("inloop")
    leeftijd: None(NotAsked)
    voor_wie: None(NotAsked)
    vorm: None(NotAsked)
    vraag_woorden: None(NotAsked)
    "#);
}

#[test]
fn a_warm_handover_asks_whether_it_was_taken_over_and_when_we_look_back() {
    let talk = Talk::on(shipped("algemeen"))
        .says("ik snap deze brief niet")
        .says("zichzelf")
        .says("brief rekening")
        .says("geld")
        .at("subthema")
        .says("belasting")
        .enter()
        .at("gekozen")
        .says("Kwijtschelding waterschap")
        .says("samen-gelezen samen-gebeld")
        .at("uitkomst")
        .says("warm-overgedragen")
        .at("wie_hielp")
        .enter()
        .says("gemeente")
        .at("verwezen_naar")
        .says("Sociaal raadslieden")
        .at("ontvanger_bevestigd")
        .enter()
        .at("doet_bewoner")
        .says("dinsdag bellen")
        .at("terugkijken")
        .enter()
        .at("contact_ok")
        .enter()
        .at("eerste_keer")
        .says("nieuw")
        .says("67-79")
        .at("buurt")
        .enter()
        .at("nakijken");
    let enquiry = talk.concludes();
    assert_eq!(enquiry.outcome, Outcome::HandedOver);
    assert_eq!(enquiry.rung, Some(Rung::Municipality));
    assert_eq!(
        enquiry.answers["terugkijken"],
        Answer::Date("2026-12-05".parse().unwrap())
    );
    assert_eq!(enquiry.answers["vorm"], many(&["brief", "rekening"]));
    assert_eq!(enquiry.answers["kanaal"], one("inloop"));
    assert!(!enquiry.answers.contains_key("reden"));
    let shown: Vec<String> = talk
        .0
        .summary()
        .iter()
        .map(|line| format!("{} {}", line.field.label, line.text))
        .collect();
    insta::assert_snapshot!(shown.join("\n"), @r"
    Wat is uw vraag? ik snap deze brief niet
    Voor wie is de vraag? Voor zichzelf
    Hoe komt de vraag binnen? Aan de balie
    Wat heeft u meegenomen? Een brief, Een rekening
    Waar gaat het over? Geld en schulden
    Waar gaat het precies over? Belasting of aangifte
    Is dit alles, of speelt er nog iets? Ja, dit is alles
    Wat kiest u zelf? Kwijtschelding waterschap
    Wat hebben we samen gedaan? Samen gelezen, Samen gebeld
    Hoe eindigt deze vraag? Overgedragen (wij belden of gingen mee)
    Wie hielp de bewoner? Een vrijwilliger, zonder overleg
    Waar vond de bewoner hulp? De gemeente
    Naar wie gaat de bewoner? Sociaal raadslieden
    Neemt de ander het al over? Nee
    Wat gaat u zelf doen, en wanneer? dinsdag bellen
    Wanneer kijken we terug? 05-12-2026
    Mogen wij u daarvoor bellen? niet gevraagd
    Was u hier al eens eerder? Nee, voor het eerst
    Hoe oud bent u ongeveer? 67 tot en met 79
    In welke buurt woont u? niet gevraagd
    ");
}

#[test]
fn subthemes_are_those_of_the_theme() {
    let talk = Talk::on(shipped("algemeen"))
        .enters(3)
        .says("mantelzorg")
        .at("subthema");
    let field = talk.0.question().unwrap();
    let choices = talk.0.choices(field);
    assert!(!choices.is_empty());
    assert!(
        choices
            .iter()
            .all(|choice| choice.columns["thema"] == "mantelzorg")
    );
    talk.refuses(
        one("schulden"),
        &Reason::UnknownChoice("schulden".to_owned()),
    );
}

#[test]
fn a_day_in_the_past_gets_the_sentence_of_the_author() {
    let talk = Talk::on(shipped("algemeen"))
        .enters(3)
        .says("niet-genoemd")
        .enters(3)
        .says("loopt-nog")
        .enters(4)
        .at("terugkijken");
    talk.refuses(
        Answer::Date("2026-11-20".parse().unwrap()),
        &Reason::Said("Die dag is al voorbij. Kies vandaag of later.".to_owned()),
    );
}
