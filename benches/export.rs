//! How fast a register leaves the desk: 10,000 enquiries, far more than a day or a year of De Oever.
//!
//! Run with `cargo bench --bench export`. Budgets, on the slowest machine we support: figures in 0.1 s, CSV and JSON
//! Lines 200,000 rows a second, a workbook in 0.5 s, a day of 60 rows on paper in 0.2 s.

use std::collections::BTreeMap;

use balie::{
    domain::{
        Answer, Enquiry, EnquiryId, FieldName, Outcome, PlaceId, RouteId, SolvedBy, StoreId, Tempo,
        Theme, VisitId,
    },
    export::{
        self, DayLog, Format, Labels,
        template::{Template, Templates},
    },
    figures::{Audience, Material, Measure, Period, Report, Sort, Totals},
};
use divan::{Bencher, counter::ItemsCount};
use jiff::civil::{Date, date, time};

const COUNT: u32 = 10_000;
const DAY: Date = date(2026, 11, 25);

fn main() {
    divan::main();
}

/// Enquiries of one day that differ in every code, the same at each run.
fn enquiries() -> Vec<Enquiry> {
    some(COUNT)
}

fn some(count: u32) -> Vec<Enquiry> {
    fn pick<T: Copy>(from: &[T], at: usize) -> Option<T> {
        from.get(at % from.len()).copied()
    }
    let make = |number: u32| {
        let at = usize::try_from(number).ok()?;
        let id = u128::from(number).to_be_bytes();
        Some(Enquiry {
            id: EnquiryId(id),
            revision: 1,
            visit: VisitId(id),
            shift: None,
            place: PlaceId::from("wijkcontactpunt-de-oever"),
            route: RouteId::from(pick(&["snel", "algemeen", "rit"], at)?),
            tempo: pick(Tempo::ALL, at / 2)?,
            day: DAY,
            time: time(i8::try_from(at % 24).ok()?, 0, 0, 0),
            theme: pick(Theme::ALL, at / 3)?,
            outcome: pick(Outcome::ALL, at / 5)?,
            solved_by: pick(SolvedBy::ALL, at / 7)?,
            rung: None,
            answers: BTreeMap::from([(
                FieldName::from("subthema"),
                Answer::One("toeslagen".to_owned()),
            )]),
            withdrawn: false,
            unknown: BTreeMap::new(),
        })
    };
    (0..count).filter_map(make).collect()
}

fn log(count: u32) -> DayLog {
    let place = PlaceId::from("wijkcontactpunt-de-oever");
    DayLog::new(DAY, place, StoreId([7; 16]), &some(count))
}

/// The papers as they are shipped.
fn templates() -> Templates {
    let loaded = Templates::load(&BTreeMap::new());
    assert!(loaded.is_ok(), "the shipped templates are sound");
    match loaded {
        Ok((templates, _)) => templates,
        Err(_) => std::process::exit(1),
    }
}

fn template() -> Template {
    templates().day
}

#[divan::bench]
fn totals(bencher: Bencher<'_, '_>) {
    let enquiries = enquiries();
    bencher
        .counter(ItemsCount::new(COUNT))
        .bench_local(|| Totals::of(divan::black_box(&enquiries)));
}

/// Every table of the method over a year, and the year before it.
#[divan::bench]
fn figures(bencher: Bencher<'_, '_>) {
    let desks = [(StoreId([7; 16]), enquiries())];
    let material = Material {
        desks: &desks,
        ..Material::default()
    };
    let year = Period::around(DAY, Sort::Year);
    bencher.counter(ItemsCount::new(COUNT)).bench_local(|| {
        let report = |period| Report::of(period, &material, Measure::ALL, Audience::Coordinator);
        (report(year), year.before().map(report))
    });
}

#[divan::bench(args = [Format::Csv, Format::Jsonl, Format::Xlsx, Format::Text])]
fn write(bencher: Bencher<'_, '_>, format: Format) {
    let (log, template) = (log(COUNT), template());
    bencher.counter(ItemsCount::new(COUNT)).bench_local(|| {
        let mut out = Vec::new();
        let written = export::write(&log, format, &Labels::new(), &template, &mut out);
        (written.is_ok(), out)
    });
}

/// A day of 60 rows on paper.
#[divan::bench]
fn paper(bencher: Bencher<'_, '_>) {
    let (log, template) = (log(60), template());
    bencher.bench_local(|| {
        let mut out = Vec::new();
        let written = export::write(&log, Format::Pdf, &Labels::new(), &template, &mut out);
        (written.is_ok(), out)
    });
}

/// Ten times as many: it merely has to work.
#[divan::bench(args = [Format::Csv, Format::Jsonl, Format::Xlsx], sample_count = 2)]
fn write_100_000(bencher: Bencher<'_, '_>, format: Format) {
    let (log, template) = (log(10 * COUNT), template());
    bencher
        .counter(ItemsCount::new(10 * COUNT))
        .bench_local(|| {
            let mut out = Vec::new();
            let written = export::write(&log, format, &Labels::new(), &template, &mut out);
            assert!(written.is_ok(), "{written:?}");
            out
        });
}

#[divan::bench]
fn read_back(bencher: Bencher<'_, '_>) {
    let mut out = Vec::new();
    let written = export::write(
        &log(COUNT),
        Format::Jsonl,
        &Labels::new(),
        &template(),
        &mut out,
    );
    let text = String::from_utf8(out).unwrap_or_default();
    assert!(written.is_ok() && export::read(&text).is_ok());
    bencher
        .counter(ItemsCount::new(COUNT))
        .bench_local(|| export::read(divan::black_box(&text)));
}
