//! Single answers: which fit, how they are tidied, how they are typed.
#![expect(clippy::unwrap_used, reason = "a test may stop")]

use balie::{
    conversation::{LONGEST_LINE, LONGEST_NOTE, Reason},
    domain::Answer,
};

use crate::conversation::{NOT_ASKED, Talk, many, now, one, text};

pub(crate) const KINDS: &str = r#"
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
