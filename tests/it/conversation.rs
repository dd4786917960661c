//! Conversations: a scripted respondent walks the shipped routes and small ones written here.
#![expect(clippy::unwrap_used, reason = "a test may stop")]

use std::sync::Arc;

use balie::{
    conversation::{Conversation, Start},
    domain::{Answer, EnquiryId, Outcome, PlaceId, SolvedBy, Theme, VisitId},
    route::Route,
};
use jiff::Zoned;

use crate::route::shipped;

/// Saturday 21 November 2026, eighteen to eleven.
pub(crate) fn now() -> Zoned {
    "2026-11-21T10:42[Europe/Amsterdam]".parse().unwrap()
}

/// What a test's session belongs to.
pub(crate) fn start() -> Start {
    Start {
        id: EnquiryId([1; 16]),
        visit: VisitId([2; 16]),
        shift: None,
        place: PlaceId::from("wijkcontactpunt-de-oever"),
    }
}

fn begin(route: Route) -> Conversation {
    Conversation::start(Arc::new(route), start(), &now())
}

fn one(code: &str) -> Answer {
    Answer::One(code.to_owned())
}

#[test]
fn a_quick_question_is_two_choices_and_enter() {
    let mut talk = begin(shipped("snel"));
    talk.answer(one("geld"), &now()).unwrap();
    talk.next(&now()).unwrap();
    talk.answer(one("beantwoord"), &now()).unwrap();
    talk.next(&now()).unwrap();
    talk.next(&now()).unwrap();
    assert!(talk.question().is_none());
    let enquiry = talk.conclude(&now()).unwrap();
    assert_eq!(enquiry.theme, Theme::Money);
    assert_eq!(enquiry.outcome, Outcome::Answered);
    assert_eq!(enquiry.solved_by, SolvedBy::Volunteer);
    assert!(enquiry.answers.is_empty());
}
