//! Conversations: a scripted respondent walks the shipped routes and small ones written here.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may stop"
)]

use std::sync::Arc;

use balie::{
    conversation::{
        Conversation, LONGEST_LINE, LONGEST_NOTE, Reason, Refusal, Start, from_answers,
    },
    domain::{
        Answer, Enquiry, EnquiryId, FieldName, Outcome, PlaceId, RouteId, Rung, SolvedBy, Tempo,
        Theme, Unanswered, VisitId,
    },
    route::Route,
};
use jiff::Zoned;
use proptest::prelude::*;

use crate::route::{law, parse, route_text, shipped};

const NOT_ASKED: Answer = Answer::None(Unanswered::NotAsked);

/// Saturday 21 November 2026, eighteen to eleven.
fn now() -> Zoned {
    "2026-11-21T10:42[Europe/Amsterdam]".parse().unwrap()
}

fn start() -> Start {
    Start {
        id: EnquiryId([1; 16]),
        visit: VisitId([2; 16]),
        shift: None,
        place: PlaceId::from("wijkcontactpunt-de-oever"),
    }
}

/// A conversation and the words of a test about it.
struct Talk(Conversation);

impl Talk {
    fn on(route: Route) -> Self {
        Self(Conversation::start(Arc::new(route), start(), &now()))
    }

    /// On a route with the three questions every route needs, then `more`; standing at the first of those.
    fn past_the_three(more: &str) -> Self {
        Self::on(parse(&route_text(more)).unwrap())
            .says("geld")
            .says("beantwoord")
            .says("vrijwilliger")
    }

    /// The name of the question on the screen; `nakijken` on the check page.
    #[track_caller]
    fn at(self, expected: &str) -> Self {
        let found = self
            .0
            .question()
            .map_or("nakijken", |field| field.name.as_str());
        assert_eq!(found, expected);
        self
    }

    /// Types an answer, or a code, and moves on.
    #[track_caller]
    fn says(mut self, text: &str) -> Self {
        self.0.answer_typed(text, &now()).unwrap();
        self.enter()
    }

    /// Moves on without an answer.
    #[track_caller]
    fn enter(mut self) -> Self {
        self.0.next(&now()).unwrap();
        self
    }

    /// Moves on without an answer, `times` times.
    #[track_caller]
    fn enters(self, times: usize) -> Self {
        (0..times).fold(self, |talk, _| talk.enter())
    }

    fn back(mut self) -> Self {
        assert!(self.0.back());
        self
    }

    fn jump(mut self, field: &str) -> Self {
        self.0.jump(&FieldName::from(field));
        self
    }

    #[track_caller]
    fn refuses(mut self, answer: Answer, reason: &Reason) -> Self {
        let before = self.0.session().answers.clone();
        let refusal = self.0.answer(answer, &now()).unwrap_err();
        assert_eq!(&refusal.reason, reason);
        assert_eq!(self.0.session().answers, before);
        self
    }

    #[track_caller]
    fn concludes(&self) -> Enquiry {
        self.0.conclude(&now()).unwrap()
    }

    fn answer(&self, field: &str) -> Option<Answer> {
        self.0.answer_of(field).cloned()
    }
}

fn one(code: &str) -> Answer {
    Answer::One(code.to_owned())
}

fn many(codes: &[&str]) -> Answer {
    Answer::Many(codes.iter().map(|code| (*code).to_owned()).collect())
}

fn text(words: &str) -> Answer {
    Answer::Text(words.to_owned())
}

// The shipped routes.

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
        .enters(4)
        .at("thema")
        .says("anders")
        .at("genoeg")
        .enters(9)
        .at("nakijken");
    let enquiry = talk.concludes();
    assert_eq!(enquiry.theme, Theme::Other);
    assert_eq!(enquiry.outcome, Outcome::Answered);
    let shown: Vec<String> = enquiry
        .answers
        .iter()
        .map(|(field, answer)| format!("{field}: {answer:?}"))
        .collect();
    insta::assert_snapshot!(shown.join("\n"), @r#"
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
fn a_general_conversation_that_goes_on_asks_what_we_do_and_when_we_look_back() {
    let talk = Talk::on(shipped("algemeen"))
        .says("ik snap deze brief niet")
        .says("zichzelf")
        .enter()
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
        .at("doet_bewoner")
        .says("dinsdag bellen")
        .at("doen_wij")
        .says("brief doorsturen")
        .at("terugkijken")
        .enter()
        .at("eerste_keer")
        .says("nieuw")
        .says("67-79")
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
    Waar gaat het precies over? Belasting of kwijtschelding
    Is dit alles, of speelt er nog iets? Ja, dit is alles
    Wat kiest u zelf? Kwijtschelding waterschap
    Wat hebben we samen gedaan? Samen gelezen, Samen gebeld
    Hoe eindigt deze vraag? Overgedragen (wij belden of gingen mee)
    Wie hielp de bewoner? Een vrijwilliger, zonder overleg
    Waar vond de bewoner hulp? De gemeente
    Naar wie gaat de bewoner? Sociaal raadslieden
    Wat gaat u zelf doen, en wanneer? dinsdag bellen
    Wat doen wij, en wanneer? brief doorsturen
    Wanneer kijken we terug? 05-12-2026
    Was u hier al eens eerder? Nee, voor het eerst
    Hoe oud bent u ongeveer? 67 tot en met 79
    ");
}

#[test]
fn subthemes_are_those_of_the_theme() {
    let talk = Talk::on(shipped("algemeen"))
        .enters(4)
        .says("mantelzorg")
        .at("subthema");
    let field = talk.0.question().unwrap();
    let codes: Vec<&str> = talk
        .0
        .choices(field)
        .iter()
        .map(|choice| choice.name.as_str())
        .collect();
    assert_eq!(
        codes,
        ["ondersteuning", "vervanging", "waardering", "weet-niet"]
    );
    talk.refuses(
        one("schulden"),
        &Reason::UnknownChoice("schulden".to_owned()),
    );
}

#[test]
fn a_day_in_the_past_gets_the_sentence_of_the_author() {
    let talk = Talk::on(shipped("algemeen"))
        .enters(4)
        .says("anders")
        .enters(3)
        .says("loopt-nog")
        .enters(4)
        .at("terugkijken");
    talk.refuses(
        Answer::Date("2026-11-20".parse().unwrap()),
        &Reason::Said("Die dag is al voorbij. Kies vandaag of later.".to_owned()),
    );
}

// Going through a route.

const ASIDE: &str = r#"
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
    let mut talk = Talk::on(shipped("algemeen")).enters(4).says("anders");
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
fn a_choice_that_a_filter_takes_away_counts_as_none_and_is_refused_at_the_end() {
    let talk = Talk::on(shipped("algemeen"))
        .enters(4)
        .says("geld")
        .says("schulden")
        .enters(9)
        .at("nakijken");
    let talk = talk.jump("thema").says("wonen");
    let refusals = talk.0.conclude(&now()).unwrap_err();
    assert_eq!(refusals.len(), 1);
    assert_eq!(refusals[0].field.as_str(), "subthema");
}

// Single answers.

const KINDS: &str = r#"
[[survey]]
type = "select_multiple vorm"
name = "vorm"
label = "Wat heeft u mee?"

[[survey]]
type = "text"
name = "regel"
label = "Regel?"

[[survey]]
type = "text"
name = "notitie"
label = "Notitie?"
appearance = "multiline"

[[survey]]
type = "integer"
name = "getal"
label = "Getal?"

[[survey]]
type = "decimal"
name = "bedrag"
label = "Bedrag?"

[[survey]]
type = "date"
name = "dag"
label = "Dag?"

[[survey]]
type = "time"
name = "uur"
label = "Uur?"
"#;

fn standing_at(field: &str) -> Talk {
    let mut talk = Talk::past_the_three(KINDS);
    while talk.0.question().unwrap().name.as_str() != field {
        talk = talk.enter();
    }
    talk
}

#[test]
fn a_choice_that_stands_alone_clears_the_others_and_is_cleared_by_them() {
    let mut talk = standing_at("vorm");
    let mut choose = |codes: &[&str], expected: &[&str]| {
        talk.0.answer(many(codes), &now()).unwrap();
        assert_eq!(talk.answer("vorm"), Some(many(expected)), "{codes:?}");
    };
    choose(&["rekening", "brief"], &["brief", "rekening"]);
    choose(&["brief", "rekening", "niets"], &["niets"]);
    choose(&["niets", "brief"], &["brief"]);
    choose(&["brief", "brief"], &["brief"]);
    talk.0.answer(many(&[]), &now()).unwrap();
    assert_eq!(talk.answer("vorm"), Some(NOT_ASKED));
}

#[test]
fn answers_of_another_kind_are_refused() {
    let malformed = |text: &str| Reason::Malformed(text.to_owned());
    standing_at("vorm")
        .refuses(one("brief"), &malformed("brief"))
        .refuses(
            many(&["brief", "boek"]),
            &Reason::UnknownChoice("boek".to_owned()),
        );
    standing_at("getal")
        .refuses(text("drie"), &malformed("drie"))
        .refuses(Answer::Decimal(3.5), &malformed("3.5"));
    standing_at("dag").refuses(text("morgen"), &malformed("morgen"));
}

#[test]
fn text_is_tidied_and_bounded() {
    let mut talk = standing_at("regel");
    talk.0
        .answer(text("  een\u{1b}[31m\n regel\t"), &now())
        .unwrap();
    assert_eq!(talk.answer("regel"), Some(text("een [31m  regel")));
    talk.0.answer(text(" \n "), &now()).unwrap();
    assert_eq!(talk.answer("regel"), Some(NOT_ASKED));
    talk.0
        .answer(text(&"é".repeat(LONGEST_LINE)), &now())
        .unwrap();
    talk.refuses(
        text(&"é".repeat(LONGEST_LINE + 1)),
        &Reason::TooLong(LONGEST_LINE),
    )
    .refuses(
        text(&"a".repeat(10_000_000)),
        &Reason::TooLong(LONGEST_LINE),
    )
    .refuses(text("bsn 123 456 782"), &Reason::Bsn);
    standing_at("notitie").refuses(
        text(&"é".repeat(LONGEST_NOTE + 1)),
        &Reason::TooLong(LONGEST_NOTE),
    );
    standing_at("getal").refuses(Answer::Whole(123_456_782), &Reason::Bsn);
    standing_at("bedrag").refuses(Answer::Decimal(123_456_782.0), &Reason::Bsn);
}

#[track_caller]
fn reads(field: &str, cases: &[(&str, &str)]) {
    for (typed, expected) in cases {
        let mut talk = standing_at(field);
        let found = match talk.0.answer_typed(typed, &now()) {
            Ok(()) => {
                let lines = talk.0.summary();
                let line = lines.iter().find(|line| line.field.name.as_str() == field);
                line.unwrap().text.clone()
            }
            Err(refusal) => format!("{:?}", refusal.reason),
        };
        assert_eq!(&found, expected, "{typed}");
    }
}

#[test]
fn days_are_read_as_people_type_them() {
    reads(
        "dag",
        &[
            ("21-11-2026", "21-11-2026"),
            ("1/2/27", "01-02-2027"),
            ("5.12", "05-12-2026"),
            ("5-1", "05-01-2027"), // This year's is over.
            ("12 maart", "12-03-2027"),
            ("3 mrt 2028", "03-03-2028"),
            ("2026-12-24", "24-12-2026"),
            ("vandaag", "21-11-2026"),
            ("Morgen", "22-11-2026"),
            ("overmorgen", "23-11-2026"),
            ("dinsdag", "24-11-2026"),
            ("za", "28-11-2026"),
            ("over 2 weken", "05-12-2026"),
            ("over een maand", "21-12-2026"),
            ("+14", "05-12-2026"),
            ("", "niet gevraagd"),
            ("31-2-2026", "Malformed(\"31-2-2026\")"),
            ("gauw", "Malformed(\"gauw\")"),
            ("99-99-99", "Malformed(\"99-99-99\")"),
            ("over 99999 maanden", "Malformed(\"over 99999 maanden\")"),
            ("123456782", "Malformed(\"[nummer weggehaald]\")"),
        ],
    );
}

#[test]
fn numbers_and_times_are_read_as_people_type_them() {
    reads(
        "getal",
        &[
            (" 12 ", "12"),
            ("-3", "-3"),
            ("1,5", "Malformed(\"1,5\")"),
            ("9e99", "Malformed(\"9e99\")"),
        ],
    );
    reads(
        "bedrag",
        &[("1,5", "1,5"), ("2", "2"), ("inf", "Malformed(\"inf\")")],
    );
    reads(
        "uur",
        &[
            ("9", "09:00"),
            ("9:30", "09:30"),
            ("9.30", "09:30"),
            ("9u30", "09:30"),
            ("9 uur", "09:00"),
            ("0930", "09:30"),
            ("24:00", "Malformed(\"24:00\")"),
            ("straks", "Malformed(\"straks\")"),
        ],
    );
}

// Stopping and going on.

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

// Answers from a file.

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
        r#"{"thema":"geld","subthema":"weet-niet","voor_wie":"wil-niet-zeggen"}"#,
    );
    assert_eq!(
        enquiry.unwrap_err(),
        ["voor_wie: `wil-niet-zeggen` is not one of the choices"]
    );
}

// Laws.

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
    fn no_deed_panics_or_loses_an_answer_that_applies(deeds in deeds(), long in any::<bool>()) {
        let route = if long { shipped("algemeen") } else { parse(&route_text(ASIDE)).unwrap() };
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
                    let name = route.fields.get(place).map(|field| field.name.clone());
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
                if Some(name) != at.as_ref() && *answer != NOT_ASKED {
                    prop_assert_eq!(talk.answer_of(name.as_str()), Some(answer));
                }
            }
            prop_assert!(talk.number() <= talk.count().max(1));
            // What is on the screen applies; what the record holds applies.
            let shown: Vec<&str> = talk.summary().iter().map(|line| line.field.name.as_str()).collect();
            if let Some(field) = talk.question() {
                prop_assert!(shown.contains(&field.name.as_str()));
            }
            if let Ok(enquiry) = talk.conclude(&now()) {
                for name in enquiry.answers.keys() {
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
