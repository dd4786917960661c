//! The figures of a period, beside the period before it, in every format.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on has failed; the place says why"
)]

use balie::{
    domain::{Answer, Enquiry, Outcome, RouteId, Rung, SolvedBy, StoreId, Theme, Unanswered},
    export::{self, Figures, FiguresFormat},
    figures::{
        Audience, Key, LookBack, Material, Measure, Period, Report, Share, Sort, Totals, Value,
    },
};
use jiff::civil::{Date, date};

use crate::{
    export::{answers, labels, templates},
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

fn november() -> Period {
    Period::new(FIRST, LAST).unwrap()
}

fn report_of(enquiries: Vec<Enquiry>, period: Period, audience: Audience) -> Report {
    let desks = [(StoreId([7; 16]), enquiries)];
    let material = Material {
        desks: &desks,
        ..Material::default()
    };
    Report::of(period, &material, Measure::ALL, audience)
}

fn report(audience: Audience) -> Report {
    report_of(enquiries(), november(), audience)
}

fn bytes(format: FiguresFormat) -> Vec<u8> {
    let before = november().before().unwrap();
    let mut out = Vec::new();
    let figures = Figures {
        now: &report(Audience::Coordinator),
        before: &report_of(enquiries(), before, Audience::Coordinator),
        labels: &labels(),
        templates: &templates(),
        place: "De Oever",
        stories: &[],
    };
    export::write_figures(&figures, format, &mut out).unwrap();
    out
}

fn written(format: FiguresFormat) -> String {
    String::from_utf8(bytes(format)).unwrap()
}

/// The value of a line.
#[track_caller]
fn value(report: &Report, measure: Measure, key: &str) -> Value {
    let mut lines = report.lines(measure).iter();
    lines
        .find(|line| line.key.to_string() == key)
        .unwrap()
        .value
}

#[test]
fn only_the_days_of_the_period_count() {
    let totals = report(Audience::Coordinator).totals;
    assert_eq!(
        (totals.all, totals.counted, totals.by_volunteers),
        (4, 3, 2)
    );
    let october = report_of(enquiries(), november().before().unwrap(), Audience::Team);
    assert_eq!(
        (october.totals.all, october.totals.percentage()),
        (1, Some(0))
    );
}

#[test]
fn the_period_before_is_of_the_same_sort() {
    let before = |first, last| {
        let before = Period::new(first, last).unwrap().before();
        before.map(|before| (before.first, before.last))
    };
    assert_eq!(
        before(FIRST, LAST),
        Some((date(2026, 10, 1), date(2026, 10, 31))),
        "a month, though it is longer"
    );
    assert_eq!(
        before(FIRST, FIRST),
        Some((date(2026, 10, 31), date(2026, 10, 31)))
    );
    assert_eq!(
        before(date(2026, 1, 1), date(2026, 3, 31)),
        Some((date(2025, 10, 1), date(2025, 12, 31))),
        "a quarter"
    );
    assert_eq!(
        before(date(2024, 1, 1), date(2024, 12, 31)),
        Some((date(2023, 1, 1), date(2023, 12, 31))),
        "a leap year"
    );
    assert_eq!(
        before(date(2026, 11, 2), date(2026, 11, 8)),
        Some((date(2026, 10, 26), date(2026, 11, 1))),
        "any seven days"
    );
    assert_eq!(before(Date::MIN, Date::MIN), None);
    assert_eq!(Period::new(LAST, FIRST), None);
}

#[test]
fn a_day_is_in_its_month_quarter_and_year() {
    let around = |sort| {
        let period = Period::around(date(2026, 8, 17), sort);
        (period.first, period.last, period.sort())
    };
    for (sort, first, last) in [
        (Sort::Day, date(2026, 8, 17), date(2026, 8, 17)),
        (Sort::Months, date(2026, 8, 1), date(2026, 8, 31)),
        (Sort::Quarter, date(2026, 7, 1), date(2026, 9, 30)),
        (Sort::Year, date(2026, 1, 1), date(2026, 12, 31)),
    ] {
        assert_eq!(around(sort), (first, last, sort));
    }
}

#[test]
fn the_own_network_counts_solved_questions_with_a_rung() {
    let own = value(
        &report(Audience::Team),
        Measure::Shares,
        "eigen_kring_eerst",
    );
    assert_eq!(own, Value::Share(Share { part: 1, whole: 2 }));
    assert_eq!(Share { part: 1, whole: 2 }.percentage(), Some(50));
    assert_eq!(Share::default().percentage(), None);
}

#[test]
fn everybody_sees_what_is_theirs_to_see() {
    let measures = |audience| -> Vec<Measure> {
        let blocks = report(audience).blocks;
        blocks.iter().map(|block| block.measure).collect()
    };
    let (outside, team, coordinator) = (
        measures(Audience::Outside),
        measures(Audience::Team),
        measures(Audience::Coordinator),
    );
    for hidden in [
        Measure::Age,
        Measure::Neighbourhood,
        Measure::Cells,
        Measure::Unmet,
    ] {
        assert!(!team.contains(&hidden), "{hidden}");
        assert!(coordinator.contains(&hidden), "{hidden}");
    }
    assert_eq!(
        outside,
        [
            Measure::Questions,
            Measure::Shares,
            Measure::Theme,
            Measure::Outcome,
            Measure::SolvedBy,
            Measure::Rung,
            Measure::FirstTime,
            Measure::Reason,
        ]
    );
}

#[test]
fn outside_the_team_each_number_is_rounded_on_its_own() {
    let many: Vec<Enquiry> = (0_u8..7)
        .map(|number| Enquiry {
            theme: if number < 3 {
                Theme::Money
            } else {
                Theme::Care
            },
            ..enquiry(number)
        })
        .collect();
    let report = report_of(many, november(), Audience::Outside);
    assert_eq!(value(&report, Measure::Theme, "geld"), Value::Count(5));
    assert_eq!(value(&report, Measure::Theme, "zorg"), Value::Count(5));
    let all = value(&report, Measure::Questions, "hulpvragen");
    assert_eq!(
        all,
        Value::Count(5),
        "seven, not the sum of what is rounded"
    );
    let share = Share { part: 5, whole: 5 };
    assert_eq!(
        value(&report, Measure::Shares, "breed"),
        Value::Share(share)
    );
    for block in &report.blocks {
        for line in &block.lines {
            assert!(!line.key.to_string().contains('+'), "a table of one way");
        }
    }
}

#[test]
fn the_cells_add_up_to_all() {
    let report = report(Audience::Coordinator);
    let counts = report
        .lines(Measure::Cells)
        .iter()
        .map(|line| match line.value {
            Value::Count(count) => count,
            other @ (Value::Share(_) | Value::Median { .. }) => unreachable!("{other:?}"),
        });
    assert_eq!(counts.sum::<usize>(), report.totals.all);
    let cell = value(&report, Measure::Cells, "geld+beantwoord+na-overleg");
    assert_eq!(cell, Value::Count(1));
}

#[test]
fn waiting_minutes_and_fortnights_are_counted() {
    let lasted = |number, seconds| Enquiry {
        answers: answers([(Enquiry::DURATION, Answer::Whole(seconds))]),
        ..enquiry(number)
    };
    let report = report_of(
        vec![
            lasted(1, 60),
            lasted(2, 90),
            lasted(3, 600),
            lasted(4, 120),
            Enquiry {
                route: RouteId::from("burenhulp_vraag"),
                outcome: Outcome::Ongoing,
                day: date(2026, 10, 1),
                ..enquiry(5)
            },
            Enquiry {
                route: RouteId::from("wor"),
                answers: answers([("verwijsdatum", Answer::Date(date(2026, 11, 11)))]),
                ..enquiry(6)
            },
            Enquiry {
                route: RouteId::from("wor"),
                answers: answers([("verwijsdatum", Answer::Date(date(2026, 11, 10)))]),
                ..enquiry(7)
            },
        ],
        november(),
        Audience::Team,
    );
    let median = |tenths, n| Value::Median {
        tenths: Some(tenths),
        n,
    };
    assert_eq!(
        value(&report, Measure::Minutes, "snel"),
        median(18, 4),
        "1.5 and 2 minutes"
    );
    assert_eq!(
        value(&report, Measure::Matches, "wachtdagen"),
        median(600, 1)
    );
    assert_eq!(
        value(&report, Measure::Prescription, "binnen_14_dagen"),
        Value::Share(Share { part: 1, whole: 2 })
    );
}

#[test]
fn looking_back_is_kept_on_the_day_or_before() {
    let look_back = |due: Date, kept_on| LookBack { due, kept_on };
    let due = date(2026, 11, 10);
    let material = Material {
        look_backs: &[
            look_back(due, Some(due)),
            look_back(due, due.tomorrow().ok()),
            look_back(due, None),
            look_back(date(2026, 12, 1), None),
        ],
        ..Material::default()
    };
    let report = Report::of(november(), &material, Measure::ALL, Audience::Team);
    let share = |part| Value::Share(Share { part, whole: 3 });
    assert_eq!(value(&report, Measure::FollowUps, "op_tijd"), share(1));
    assert_eq!(value(&report, Measure::FollowUps, "gedaan"), share(2));
}

#[test]
fn the_page_of_a_month() {
    insta::assert_snapshot!(written(FiguresFormat::Text));
}

#[test]
fn the_table_and_the_object_say_what_the_page_says() {
    let object: serde_json::Value = serde_json::from_str(&written(FiguresFormat::Json)).unwrap();
    let totals: Totals = report(Audience::Coordinator).totals;
    assert_eq!(object["nu"]["hulpvragen"]["hulpvragen"], totals.all);
    assert_eq!(
        object["nu"]["aandelen"]["breed"]["deel"],
        totals.by_volunteers
    );
    assert_eq!(object["nu"]["aandelen"]["breed"]["geheel"], totals.counted);
    assert_eq!(object["nu"]["thema"]["geld"], 2);
    assert_eq!(object["ervoor"]["thema"]["contact"], 1);
    assert_eq!(object["nu"]["cellen"].as_object().unwrap().len(), 4);
    assert!(
        object["uitleg"]["aandelen"]
            .as_str()
            .unwrap()
            .contains("Breed:")
    );

    let table = written(FiguresFormat::Csv);
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(b';')
        .from_reader(table.strip_prefix('\u{feff}').unwrap().as_bytes());
    let rows: Vec<Vec<String>> = reader
        .records()
        .map(|row| row.unwrap().iter().map(str::to_owned).collect())
        .collect();
    for row in [
        ["hulpvragen", "hulpvragen", "aantal", "4", "1"],
        ["thema", "geld", "aantal", "2", "0"],
        ["thema", "contact", "aantal", "0", "1"],
        ["aandelen", "breed", "geheel", "3", "1"],
    ] {
        assert!(rows.contains(&row.map(str::to_owned).to_vec()), "{row:?}");
    }
    let sheets = crate::export_xlsx::sheets(&bytes(FiguresFormat::Xlsx));
    let (_, themes) = sheets.iter().find(|(name, _)| name == "thema").unwrap();
    let money = themes.iter().find(|row| row[0] == *"geld").unwrap();
    assert_eq!(
        (money[3].to_string(), money[4].to_string()),
        ("2".to_owned(), "0".to_owned())
    );
}

#[test]
fn no_words_are_counted() {
    for format in [FiguresFormat::Text, FiguresFormat::Csv, FiguresFormat::Json] {
        assert!(!written(format).contains("Vries"), "{format:?}");
    }
}

#[test]
fn every_figure_with_a_name_has_words() {
    let words = templates().figures;
    let report = report(Audience::Coordinator);
    for line in report.blocks.iter().flat_map(|block| &block.lines) {
        if let Key::Named(name) = &line.key {
            assert!(words.names.contains_key(*name), "{name}");
        }
    }
    let set = words.set();
    for measure in Measure::ALL {
        assert!(set.contains(measure), "{measure}");
    }
}
