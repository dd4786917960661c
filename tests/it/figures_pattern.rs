//! What comes up too often: the rules of the method (3.5) against counts made by hand.

#![expect(
    clippy::indexing_slicing,
    reason = "a test that cannot go on has failed; the place says why"
)]

use balie::{
    domain::{Answer, Enquiry, Outcome, ShiftId, Theme, VisitId},
    figures::{Found, Rule, chance_of_at_least, patterns},
};
use jiff::{
    ToSpan,
    civil::{Date, date},
};

use crate::{export::answers, figures::enquiry};

const TODAY: Date = date(2026, 11, 25);
/// A desk of years.
const LONG_AGO: Date = date(2020, 1, 1);

fn ago(days: i32) -> Date {
    TODAY.saturating_sub(days.days())
}

/// A question about money from Overdie, of a visit of its own.
fn asked(number: u8, day: Date) -> Enquiry {
    Enquiry {
        day,
        visit: VisitId([number; 16]),
        answers: answers([("buurt", Answer::One("overdie".to_owned()))]),
        ..enquiry(number)
    }
}

fn found(first_day: Date, enquiries: &[Enquiry]) -> Vec<Found> {
    patterns(TODAY, first_day, enquiries)
}

#[test]
fn the_chance_is_that_of_poisson() {
    // Tables of the Poisson distribution, mean 0.71: P(X >= 3) = 0.0354, P(X >= 4) = 0.0061.
    for (n, mean, chance) in [
        (0, 0.71, 1.0),
        (1, 1.0, 0.632_121),
        (3, 0.71, 0.035_4),
        (4, 0.71, 0.006_1),
        (2, 0.0, 0.0),
    ] {
        let told = chance_of_at_least(n, mean);
        assert!((told - chance).abs() < 0.000_1, "{n} {mean}: {told}");
    }
}

#[test]
fn three_visits_stand_out_where_none_were_to_be_expected() {
    let three: Vec<Enquiry> = (1..=3).map(|number| asked(number, ago(5))).collect();
    let flags = found(LONG_AGO, &three);
    assert_eq!(flags.len(), 1);
    assert_eq!((flags[0].rule, flags[0].visits), (Rule::Cell, 3));
    assert_eq!(flags[0].id(), "thema-buurt:geld+overdie");
    assert_eq!(found(LONG_AGO, &three[..2]), [], "two are chance");
}

#[test]
fn the_mean_of_the_year_before_is_held_against_it() {
    // Nine in the year before: 0.69 to be expected in 28 days; then three are likely enough, four are not.
    let before = (10..19).map(|number| asked(number, ago(100 + i32::from(number))));
    let with = |now: u8| -> Vec<Enquiry> {
        let now = (1..=now).map(|number| asked(number, ago(3)));
        now.chain(before.clone()).collect()
    };
    assert_eq!(found(LONG_AGO, &with(3)), []);
    let flags = found(LONG_AGO, &with(4));
    assert_eq!(flags[0].visits, 4);
    assert!((flags[0].expected.unwrap_or_default() - 0.690).abs() < 0.001);
    assert!(flags[0].chance.unwrap_or(1.0) < 0.01);
}

#[test]
fn in_the_first_year_four_are_needed() {
    let with =
        |count: u8| -> Vec<Enquiry> { (1..=count).map(|number| asked(number, ago(1))).collect() };
    let young = ago(200);
    assert_eq!(found(young, &with(3)), []);
    assert_eq!(found(young, &with(4))[0].expected, None);
}

#[test]
fn one_visit_with_many_questions_is_no_pattern() {
    let same = (1..=5).map(|number| Enquiry {
        visit: VisitId([9; 16]),
        ..asked(number, ago(1))
    });
    assert_eq!(found(LONG_AGO, &same.collect::<Vec<_>>()), []);
}

#[test]
fn what_is_out_of_the_window_or_taken_back_does_not_count() {
    let old = (1..=4).map(|number| asked(number, ago(28)));
    assert_eq!(found(LONG_AGO, &old.collect::<Vec<_>>()), []);
    let gone = (1..=4).map(|number| Enquiry {
        withdrawn: true,
        ..asked(number, ago(1))
    });
    assert_eq!(found(LONG_AGO, &gone.collect::<Vec<_>>()), []);
}

#[test]
fn four_letters_of_one_sender_in_a_fortnight() {
    let letter = |number: u8, days: i32| Enquiry {
        day: ago(days),
        visit: VisitId([number; 16]),
        answers: answers([("afzender", Answer::One("cjib".to_owned()))]),
        ..enquiry(number)
    };
    let four: Vec<Enquiry> = (1..=4).map(|number| letter(number, 13)).collect();
    let flags = found(LONG_AGO, &four);
    assert_eq!((flags[0].rule, flags[0].visits), (Rule::Sender, 4));
    let late: Vec<Enquiry> = (1..=4).map(|number| letter(number, 14)).collect();
    assert_eq!(found(LONG_AGO, &late), []);
}

#[test]
fn one_reason_with_one_theme_three_times_in_ninety_days() {
    let failed = |number: u8| Enquiry {
        day: ago(89),
        theme: Theme::Housing,
        outcome: Outcome::Unsolved,
        visit: VisitId([number; 16]),
        answers: answers([("reden", Answer::One("vol".to_owned()))]),
        ..enquiry(number)
    };
    let flags = found(LONG_AGO, &[failed(1), failed(2), failed(3)]);
    assert_eq!(flags[0].id(), "reden:wonen+vol");
    assert_eq!(found(LONG_AGO, &[failed(1), failed(2)]), []);
}

#[test]
fn heard_more_often_by_two_shifts() {
    let heard = |number: u8, shift: u8| Enquiry {
        day: ago(2),
        shift: Some(ShiftId([shift; 16])),
        visit: VisitId([number; 16]),
        answers: answers([("hoor_vaker", Answer::One("ja".to_owned()))]),
        ..enquiry(number)
    };
    assert_eq!(found(LONG_AGO, &[heard(1, 1), heard(2, 1)]), []);
    let flags = found(LONG_AGO, &[heard(1, 1), heard(2, 2)]);
    assert_eq!((flags[0].rule, flags[0].visits), (Rule::Heard, 2));
}
