//! How long a step of a conversation takes, without the disk: from an answer to the next question.
//!
//! The goal is 1 ms at the median on a route of 500 questions with 200 calculations. A repeat of 500 rows stands beside
//! it, and reading such a route.
#![expect(clippy::unwrap_used, reason = "a bench that fails here fails rightly")]

use std::{fmt::Write as _, sync::Arc};

use balie::{
    conversation::{Conversation, Start},
    domain::{Answer, EnquiryId, PlaceId, VisitId},
    route::{self, Lists, Purpose, Route, Source},
};
use divan::Bencher;
use jiff::Zoned;

fn main() {
    divan::main();
}

/// Questions of every sort, each second one with a condition, and calculations over those before them.
fn text(questions: usize, calculations: usize) -> String {
    let mut text = String::new();
    for number in 0..questions {
        let before = number.saturating_sub(1);
        writeln!(
            text,
            "[[survey]]\ntype = \"integer\"\nname = \"v{number}\"\nlabel = \"Vraag {number}?\""
        )
        .unwrap();
        writeln!(text, "constraint = \". >= 0 and . < 1000\"").unwrap();
        if number % 2 == 1 {
            writeln!(
                text,
                "relevant = \"${{v{before}}} >= 0 or selected(${{v{before}}}, 'a')\""
            )
            .unwrap();
        }
    }
    for number in 0..calculations {
        let (a, b) = (number * 2 % questions, number * 3 % questions);
        writeln!(
            text,
            "[[survey]]\ntype = \"calculate\"\nname = \"c{number}\""
        )
        .unwrap();
        writeln!(text, "calculation = \"if(${{v{a}}} > 3, coalesce(${{v{b}}}, 0) + 1, round(${{v{a}}} div 2, 1))\"").unwrap();
    }
    text
}

fn read(text: &str) -> Route {
    route::read(
        "bench.toml",
        Source::Toml(text),
        &Lists::new(),
        Purpose::Form,
    )
    .unwrap()
}

fn now() -> Zoned {
    "2026-11-21T10:42[Europe/Amsterdam]".parse().unwrap()
}

fn talk(route: Route) -> Conversation {
    let start = Start {
        id: EnquiryId([1; 16]),
        visit: VisitId([2; 16]),
        shift: None,
        place: PlaceId::from("bench"),
    };
    Conversation::start(Arc::new(route), start, &now())
}

/// Answers the question on the screen and moves on; goes back one at the end.
fn step(talk: &mut Conversation, now: &Zoned) {
    talk.answer(Answer::Whole(7), now).unwrap();
    talk.next(now).unwrap();
    if talk.question().is_none() {
        talk.back();
    }
}

/// One answer and the next question; every answer before it is filled in.
#[divan::bench(sample_count = 1_000, sample_size = 1)]
fn answer_to_next_question(bencher: Bencher) {
    let now = now();
    let mut talk = talk(read(&text(500, 200)));
    for _ in 0..250 {
        step(&mut talk, &now);
    }
    bencher.bench_local(|| step(&mut talk, &now));
}

/// The same in a repeat of 500 rows that are all there.
#[divan::bench(sample_count = 200, sample_size = 1)]
fn answer_in_a_repeat_of_500(bencher: Bencher) {
    let repeat = "[[survey]]\ntype = \"begin_repeat\"\nname = \"r\"\nrepeat_count = \"500\"\n\
                  [[survey]]\ntype = \"integer\"\nname = \"n\"\nlabel = \"N?\"\n\
                  [[survey]]\ntype = \"end_repeat\"\n\
                  [[survey]]\ntype = \"calculate\"\nname = \"s\"\ncalculation = \"sum(${n})\"\n";
    let now = now();
    let mut talk = talk(read(repeat));
    bencher.bench_local(|| step(&mut talk, &now));
}

#[divan::bench(sample_count = 20)]
fn read_500_questions(bencher: Bencher) {
    let text = text(500, 200);
    bencher.bench(|| read(&text));
}
