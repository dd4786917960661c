//! The figures of a period, beside the period before it, in every format.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on has failed; the place says why"
)]

use balie::{
    domain::{Answer, Enquiry, Outcome, RouteId, Rung, SolvedBy, Theme, Unanswered},
    export::{self, FiguresFormat},
    figures::{Audience, Period, Share, Totals},
};
use jiff::civil::{Date, date};

use crate::{
    export::{answers, labels},
    figures::enquiry,
};

const FIRST: Date = date(2026, 11, 1);
const LAST: Date = date(2026, 11, 30);

/// Two months: four enquiries in November, one in October.
fn enquiries() -> Vec<Enquiry> {
    vec![
        Enquiry {
            day: FIRST,
            rung: Some(Rung::Own),
            answers: answers([
                ("buurt", Answer::One("oudorp-dorp".to_owned())),
                ("leeftijd", Answer::One("75-plus".to_owned())),
                ("eerste_keer", Answer::One("ja".to_owned())),
                ("vraag_woorden", Answer::Text("mevrouw De Vries".to_owned())),
            ]),
            ..enquiry(1)
        },
        Enquiry {
            day: LAST,
            rung: Some(Rung::Municipality),
            solved_by: SolvedBy::AfterConsulting,
            answers: answers([("eerste_keer", Answer::None(Unanswered::NotAsked))]),
            ..enquiry(2)
        },
        Enquiry {
            theme: Theme::Housing,
            outcome: Outcome::Unsolved,
            solved_by: SolvedBy::Nobody,
            rung: Some(Rung::Own),
            answers: answers([("reden", Answer::One("vol".to_owned()))]),
            ..enquiry(3)
        },
        Enquiry {
            route: RouteId::from("rit"),
            outcome: Outcome::Matched,
            theme: Theme::Transport,
            ..enquiry(4)
        },
        Enquiry {
            day: date(2026, 10, 31),
            theme: Theme::Company,
            solved_by: SolvedBy::Professional,
            ..enquiry(5)
        },
        Enquiry {
            withdrawn: true,
            ..enquiry(6)
        },
    ]
}

fn november(audience: Audience) -> Period {
    Period::of(FIRST, LAST, &enquiries(), audience)
}

fn written(format: FiguresFormat) -> String {
    let (first, last) = Period::before(FIRST, LAST).unwrap();
    let before = Period::of(first, last, &enquiries(), Audience::Coordinator);
    let mut out = Vec::new();
    let now = november(Audience::Coordinator);
    export::write_figures(&now, &before, format, &labels(), &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn only_the_days_of_the_period_count() {
    let period = november(Audience::Coordinator);
    let totals = &period.totals;
    assert_eq!(
        (totals.all, totals.counted, totals.by_volunteers),
        (4, 3, 2)
    );
    let october = Period::of(
        date(2026, 10, 1),
        date(2026, 10, 31),
        &enquiries(),
        Audience::Team,
    );
    assert_eq!(
        (october.totals.all, october.totals.percentage()),
        (1, Some(0))
    );
}

#[test]
fn the_period_before_has_as_many_days() {
    assert_eq!(
        Period::before(FIRST, LAST),
        Some((date(2026, 10, 2), date(2026, 10, 31)))
    );
    assert_eq!(
        Period::before(FIRST, FIRST),
        Some((date(2026, 10, 31), date(2026, 10, 31)))
    );
    assert_eq!(
        Period::before(date(2026, 1, 1), date(2026, 12, 31)),
        Some((date(2025, 1, 1), date(2025, 12, 31)))
    );
    assert_eq!(Period::before(Date::MIN, Date::MIN), None);
}

#[test]
fn the_own_network_counts_solved_questions_with_a_rung() {
    let share = november(Audience::Team).own_network;
    assert_eq!(share, Share { part: 1, whole: 2 });
    assert_eq!(share.percentage(), Some(50));
    assert_eq!(Share::default().percentage(), None);
}

#[test]
fn only_the_coordinator_sees_ages_and_neighbourhoods() {
    let fields = |audience| -> Vec<&str> {
        november(audience)
            .tables
            .iter()
            .map(|table| table.field)
            .collect()
    };
    assert_eq!(
        fields(Audience::Team),
        [
            "thema",
            "uitkomst",
            "wie_hielp",
            "trede",
            "tempo",
            "eerste_keer",
            "reden"
        ]
    );
    assert!(fields(Audience::Coordinator).contains(&"leeftijd"));
    assert!(fields(Audience::Coordinator).contains(&"buurt"));
}

#[test]
fn the_cells_add_up_to_all() {
    let period = november(Audience::Team);
    assert_eq!(period.cells.values().sum::<usize>(), period.totals.all);
    let cell = (Theme::Money, Outcome::Answered, SolvedBy::AfterConsulting);
    assert_eq!(period.cells[&cell], 1);
}

#[test]
fn the_page_of_a_month() {
    insta::assert_snapshot!(written(FiguresFormat::Text));
}

#[test]
fn the_table_and_the_object_say_what_the_page_says() {
    let object: serde_json::Value = serde_json::from_str(&written(FiguresFormat::Json)).unwrap();
    let totals: Totals = november(Audience::Coordinator).totals;
    assert_eq!(object["nu"]["hulpvragen"], totals.all);
    assert_eq!(
        object["nu"]["aandeel_vrijwilligers"]["deel"],
        totals.by_volunteers
    );
    assert_eq!(
        object["nu"]["aandeel_vrijwilligers"]["geheel"],
        totals.counted
    );
    assert_eq!(object["nu"]["per_thema"]["geld"], 2);
    assert_eq!(object["ervoor"]["per_thema"]["contact"], 1);
    assert_eq!(object["nu"]["cellen"].as_array().unwrap().len(), 4);

    let table = written(FiguresFormat::Csv);
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(b';')
        .from_reader(table.strip_prefix('\u{feff}').unwrap().as_bytes());
    let rows: Vec<Vec<String>> = reader
        .records()
        .map(|row| row.unwrap().iter().map(str::to_owned).collect())
        .collect();
    assert!(rows.contains(&["hulpvragen", "", "4", "1"].map(str::to_owned).to_vec()));
    assert!(rows.contains(&["thema", "geld", "2", "0"].map(str::to_owned).to_vec()));
    assert!(rows.contains(&["thema", "contact", "0", "1"].map(str::to_owned).to_vec()));
}

#[test]
fn no_words_are_counted() {
    for format in FiguresFormat::ALL {
        assert!(!written(*format).contains("Vries"), "{format:?}");
    }
}
