//! A year of De Oever from a fixed seed: 550 enquiries, every format as it was, and the figures counted once more in
//! another way.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on has failed; the place says why"
)]

use std::{collections::BTreeMap, fmt::Write as _};

use balie::{
    domain::{
        Answer, Enquiry, EnquiryId, Outcome, PlaceId, RouteId, Rung, SolvedBy, StoreId, Tempo,
        Theme, VisitId,
    },
    export::{self, DayLog, Figures, FiguresFormat, Format},
    figures::{Audience, Key, Material, Measure, Period, Report, Sort, Value},
};
use jiff::{
    ToSpan,
    civil::{date, time},
};
use sha2::{Digest, Sha256};

use crate::{
    export::{answers, bytes, labels, paper, templates},
    export_reading::key,
    figures::enquiry,
};

const STORE: StoreId = StoreId([0x0d; 16]);
/// The years are those of a desk that opened in January 2026.
const SEED: u64 = 550;

/// Numbers that look random and are the same for ever (splitmix64).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut x = self.0;
        x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((x ^ (x >> 31)) % u64::try_from(sides).unwrap()).unwrap()
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.roll(from.len())]
    }
}

/// The enquiries of 2026.
pub(crate) fn year() -> Vec<Enquiry> {
    let mut dice = Dice(SEED);
    let routes = [
        "snel",
        "snel",
        "algemeen",
        "algemeen",
        "geld",
        "rit",
        "burenhulp_vraag",
    ];
    (0_u16..550)
        .map(|number| {
            let outcome = dice.pick(&[
                Outcome::Answered,
                Outcome::Answered,
                Outcome::ArrangedTogether,
                Outcome::Referred,
                Outcome::HandedOver,
                Outcome::Standby,
                Outcome::Matched,
                Outcome::Ongoing,
                Outcome::Unsolved,
                Outcome::Stopped,
            ]);
            let mut id = [0; 16];
            id[..2].copy_from_slice(&number.to_be_bytes());
            let neighbourhood = dice.pick(&["oudorp-dorp", "overdie", "de-mare"]);
            let age = dice.pick(&["18-29", "30-44", "45-66", "67-79", "80-plus"]);
            let first = dice.pick(&["ja", "nee"]);
            let days = i64::try_from(dice.roll(365)).unwrap();
            Enquiry {
                id: EnquiryId(id),
                visit: VisitId(id),
                place: PlaceId::from("wijkcontactpunt-de-oever"),
                route: RouteId::from(dice.pick(&routes)),
                tempo: dice.pick(Tempo::ALL),
                day: date(2026, 1, 1).saturating_add(days.days()),
                time: time(i8::try_from(9 + dice.roll(3)).unwrap(), 15, 0, 0),
                theme: dice.pick(Theme::ALL),
                outcome,
                solved_by: dice.pick(SolvedBy::ALL),
                rung: Some(dice.pick(Rung::ALL)),
                answers: answers([
                    ("buurt", Answer::One(neighbourhood.to_owned())),
                    ("leeftijd", Answer::One(age.to_owned())),
                    ("eerste_keer", Answer::One(first.to_owned())),
                ]),
                ..enquiry(1)
            }
        })
        .collect()
}

/// The log of every day of the year that has enquiries.
fn logs(enquiries: &[Enquiry]) -> Vec<DayLog> {
    let mut days: Vec<_> = enquiries.iter().map(|one| one.day).collect();
    days.sort_unstable();
    days.dedup();
    let place = PlaceId::from("wijkcontactpunt-de-oever");
    let log = |day| {
        let mut log = DayLog::new(day, place.clone(), STORE, enquiries);
        log.sign(&key()).unwrap();
        log
    };
    days.into_iter().map(log).collect()
}

fn report(enquiries: Vec<Enquiry>, audience: Audience) -> Report {
    let desks = [(STORE, enquiries)];
    let material = Material {
        desks: &desks,
        ..Material::default()
    };
    let year = Period::around(date(2026, 6, 1), Sort::Year);
    Report::of(year, &material, Measure::ALL, audience)
}

/// The hash of a file, so that a golden file of 140 KB is one line.
fn fingerprint(bytes: &[u8]) -> String {
    data_encoding::HEXLOWER.encode(&Sha256::digest(bytes)[..8])
}

#[test]
fn a_year_of_logs_is_as_it_was_in_every_format() {
    let logs = logs(&year());
    let mut told = format!("{} days\n", logs.len());
    for &format in Format::ALL {
        let all: Vec<u8> = logs
            .iter()
            .flat_map(|log| bytes(log, format, &labels()))
            .collect();
        // A workbook and a page on paper are packed; how small they get is the library's affair.
        let told_of = match format {
            Format::Xlsx => "(read back elsewhere)".to_owned(),
            Format::Pdf => {
                let papers: String = logs.iter().map(paper).collect();
                format!(
                    "its papers {} bytes {}",
                    papers.len(),
                    fingerprint(papers.as_bytes())
                )
            }
            Format::Csv | Format::Jsonl | Format::Text => {
                format!("{} bytes {}", all.len(), fingerprint(&all))
            }
        };
        writeln!(told, "{}: {told_of}", format.code()).unwrap();
    }
    insta::assert_snapshot!(told);
}

#[test]
fn the_busiest_day_is_as_it_was() {
    let logs = logs(&year());
    let busiest = logs.iter().max_by_key(|log| log.rows.len()).unwrap();
    for format in [Format::Csv, Format::Jsonl, Format::Text] {
        let text = String::from_utf8(bytes(busiest, format, &labels())).unwrap();
        insta::assert_snapshot!(format!("busiest_day_{}", format.code()), text);
    }
}

#[test]
fn the_report_of_the_year_is_as_it_was() {
    let enquiries = year();
    for (name, audience) in [
        ("coordinator", Audience::Coordinator),
        ("outside", Audience::Outside),
    ] {
        let now = report(enquiries.clone(), audience);
        let before = report(Vec::new(), audience);
        let mut out = Vec::new();
        let figures = Figures {
            now: &now,
            before: &before,
            labels: &labels(),
            templates: &templates(),
            place: "De Oever",
            stories: &[],
        };
        export::write_figures(&figures, FiguresFormat::Text, &mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        insta::assert_snapshot!(format!("year_{name}"), text);
    }
}

/// Counts from the JSON Lines alone, line by line, without the code of the program.
#[test]
fn the_figures_are_those_that_another_calculation_finds() {
    let enquiries = year();
    let lines: Vec<serde_json::Value> = logs(&enquiries)
        .iter()
        .flat_map(|log| {
            let text = String::from_utf8(bytes(log, Format::Jsonl, &labels())).unwrap();
            text.lines().map(str::to_owned).collect::<Vec<_>>()
        })
        .map(|line| serde_json::from_str(&line).unwrap())
        .filter(|line: &serde_json::Value| line["soort"] == "rij")
        .collect();
    assert_eq!(lines.len(), 550);
    let code = |line: &serde_json::Value, field: &str| line[field].as_str().unwrap().to_owned();
    let open = ["warm-overgedragen", "achterwacht", "loopt-nog", "gestopt"];
    let counted: Vec<_> = lines
        .iter()
        .filter(|line| code(line, "route") != "rit")
        .filter(|line| !open.contains(&code(line, "uitkomst").as_str()))
        .collect();
    let solved = |who: &[&str]| {
        let solved = counted
            .iter()
            .filter(|line| code(line, "uitkomst") != "niet-gelukt")
            .filter(|line| who.contains(&code(line, "wie_hielp").as_str()));
        solved.count()
    };
    let report = report(enquiries, Audience::Coordinator);
    assert_eq!(report.totals.counted, counted.len());
    assert_eq!(
        report.totals.by_volunteers,
        solved(&["vrijwilliger", "na-overleg"])
    );
    assert_eq!(report.totals.by_volunteers_alone, solved(&["vrijwilliger"]));
    for (measure, field) in [
        (Measure::Theme, "thema"),
        (Measure::Outcome, "uitkomst"),
        (Measure::SolvedBy, "wie_hielp"),
        (Measure::Rung, "trede"),
        (Measure::Tempo, "tempo"),
    ] {
        let mut found = BTreeMap::<String, usize>::new();
        for line in &lines {
            *found.entry(code(line, field)).or_default() += 1;
        }
        let told: BTreeMap<String, usize> = report
            .lines(measure)
            .iter()
            .map(|line| match (&line.key, line.value) {
                (key @ Key::Codes(_), Value::Count(count)) => (key.to_string(), count),
                other => unreachable!("{other:?}"),
            })
            .collect();
        assert_eq!(told, found, "{field}");
    }
}

#[test]
fn desks_put_together_count_as_one() {
    let enquiries = year();
    let (first, second): (Vec<_>, Vec<_>) = enquiries
        .into_iter()
        .partition(|one| one.day < date(2026, 7, 1));
    let away: Vec<Enquiry> = logs(&second)
        .iter()
        .flat_map(|log| {
            let text = String::from_utf8(bytes(log, Format::Jsonl, &labels())).unwrap();
            export::read(&text).unwrap().to_enquiries()
        })
        .collect();
    let desks = [(STORE, first.clone()), (StoreId([0x0e; 16]), away)];
    let material = Material {
        desks: &desks,
        ..Material::default()
    };
    let year = Period::around(date(2026, 6, 1), Sort::Year);
    let together = Report::of(year, &material, Measure::ALL, Audience::Team);
    let alone = report(first.into_iter().chain(second).collect(), Audience::Team);
    assert_eq!(together.totals, alone.totals);
    for measure in [
        Measure::Theme,
        Measure::Outcome,
        Measure::Rung,
        Measure::Year,
    ] {
        assert_eq!(together.lines(measure), alone.lines(measure), "{measure}");
    }
    assert_eq!(together.lines(Measure::Store).len(), 2);
}
