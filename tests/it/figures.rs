//! The figures of a day, against counts made by hand.

use balie::{
    domain::{
        Answer, Enquiry, EnquiryId, FieldName, Outcome, PlaceId, RouteId, SolvedBy, Tempo, Theme,
        VisitId,
    },
    figures::Totals,
};
use jiff::civil::{date, time};

/// A quick question of Wednesday 25 November 2026, answered by a volunteer. Tests change what they are about.
pub(crate) fn enquiry(number: u8) -> Enquiry {
    Enquiry {
        id: EnquiryId([number; 16]),
        revision: 1,
        visit: VisitId([number; 16]),
        shift: None,
        place: PlaceId::from("wijkcontactpunt-de-oever"),
        route: RouteId::from("snel"),
        tempo: Tempo::Quick,
        day: date(2026, 11, 25),
        time: time(9, number.min(59).cast_signed(), 0, 0),
        theme: Theme::Money,
        outcome: Outcome::Answered,
        solved_by: SolvedBy::Volunteer,
        rung: None,
        answers: std::collections::BTreeMap::new(),
        withdrawn: false,
        unknown: std::collections::BTreeMap::new(),
    }
}

fn solved(outcome: Outcome, solved_by: SolvedBy) -> Enquiry {
    Enquiry {
        outcome,
        solved_by,
        ..enquiry(1)
    }
}

#[test]
fn the_broad_share_counts_consulting_and_the_strict_one_does_not() {
    let totals = Totals::of(&[
        solved(Outcome::Answered, SolvedBy::Volunteer),
        solved(Outcome::ArrangedTogether, SolvedBy::AfterConsulting),
        solved(Outcome::Referred, SolvedBy::Professional),
        solved(Outcome::Unsolved, SolvedBy::Nobody),
    ]);
    assert_eq!((totals.all, totals.counted, totals.excluded()), (4, 4, 0));
    assert_eq!((totals.by_volunteers, totals.percentage()), (2, Some(50)));
    assert_eq!(
        (totals.by_volunteers_alone, totals.percentage_alone()),
        (1, Some(25))
    );
}

#[test]
fn what_did_not_work_out_counts_and_is_never_solved() {
    for &solved_by in SolvedBy::ALL {
        let totals = Totals::of(&[solved(Outcome::Unsolved, solved_by)]);
        assert_eq!(
            (totals.counted, totals.by_volunteers),
            (1, 0),
            "{solved_by}"
        );
        assert_eq!(totals.by_volunteers_alone, 0, "{solved_by}");
    }
}

#[test]
fn only_what_is_closed_and_not_stopped_counts() {
    for &outcome in Outcome::ALL {
        let totals = Totals::of(&[solved(outcome, SolvedBy::Volunteer)]);
        let left_out = ["warm-overgedragen", "achterwacht", "loopt-nog", "gestopt"];
        assert_eq!(totals.all, 1, "{outcome}");
        let counts = !left_out.contains(&outcome.code());
        assert_eq!(totals.counted, usize::from(counts), "{outcome}");
    }
}

#[test]
fn a_handover_is_closed_when_confirmed_and_the_standby_when_done() {
    for (outcome, field) in [
        (Outcome::HandedOver, balie::figures::CONFIRMED),
        (Outcome::Standby, balie::figures::DONE),
    ] {
        for (code, counts) in [("ja", 1), ("nee", 0)] {
            let answer = Answer::One(code.to_owned());
            let totals = Totals::of(&[Enquiry {
                answers: [(FieldName::from(field), answer)].into(),
                ..solved(outcome, SolvedBy::Professional)
            }]);
            assert_eq!(totals.counted, counts, "{outcome} {code}");
        }
    }
}

#[test]
fn four_routes_stand_outside_the_share_but_inside_the_count() {
    for route in ["rit", "burenhulp_aanbod", "sociale_kaart", "signaal"] {
        let totals = Totals::of(&[
            Enquiry {
                route: RouteId::from(route),
                ..enquiry(1)
            },
            solved(Outcome::Answered, SolvedBy::Professional),
        ]);
        assert_eq!((totals.all, totals.counted, totals.excluded()), (2, 1, 1));
        assert_eq!(totals.percentage(), Some(0), "{route}");
    }
    let asked = Totals::of(&[Enquiry {
        route: RouteId::from("burenhulp_vraag"),
        ..enquiry(1)
    }]);
    assert_eq!(asked.counted, 1, "a request for help is a question");
}

#[test]
fn what_was_taken_back_never_counts() {
    let totals = Totals::of(&[
        Enquiry {
            withdrawn: true,
            ..enquiry(1)
        },
        enquiry(2),
    ]);
    assert_eq!((totals.all, totals.counted), (1, 1));
    assert_eq!(totals.by_theme, [(Theme::Money, 1)]);
}

#[test]
fn a_day_without_closed_questions_has_no_percentage() {
    assert_eq!(Totals::of(&[]).percentage(), None);
    let ongoing = Totals::of(&[solved(Outcome::Ongoing, SolvedBy::Volunteer)]);
    assert_eq!(
        (ongoing.percentage(), ongoing.percentage_alone()),
        (None, None)
    );
}

#[test]
fn a_half_percent_is_rounded_up() {
    let share_of = |part: usize, whole: usize| {
        let day: Vec<Enquiry> = (0..whole)
            .map(|number| {
                solved(
                    Outcome::Answered,
                    if number < part {
                        SolvedBy::Volunteer
                    } else {
                        SolvedBy::Professional
                    },
                )
            })
            .collect();
        Totals::of(&day).percentage()
    };
    assert_eq!(share_of(1, 8), Some(13), "12.5");
    assert_eq!(share_of(5, 7), Some(71), "71.4");
    assert_eq!(share_of(2, 3), Some(67), "66.7");
    assert_eq!(share_of(199, 200), Some(100), "99.5");
    assert_eq!(share_of(7, 7), Some(100));
}

#[test]
fn themes_stand_by_number_and_then_in_the_order_of_their_codes() {
    let about = |theme| Enquiry {
        theme,
        ..enquiry(1)
    };
    let totals = Totals::of(&[
        about(Theme::Other),
        about(Theme::Health),
        about(Theme::Housing),
        about(Theme::Other),
    ]);
    assert_eq!(
        totals.by_theme,
        [(Theme::Other, 2), (Theme::Housing, 1), (Theme::Health, 1)]
    );
}
