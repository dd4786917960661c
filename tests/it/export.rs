//! The day's log, byte for byte, and what may not leave with it.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on has failed; the place says why"
)]

use std::collections::BTreeMap;

use balie::{
    domain::{
        Answer, Enquiry, EnquiryId, FieldName, Outcome, PlaceId, RouteId, Rung, SolvedBy, StoreId,
        Tempo, Theme, Unanswered,
    },
    export::{self, DayLog, Format, Labels, day_sheet, label, sheet, template::Templates},
    figures::{Counted, Totals},
};
use jiff::civil::{Date, date, time};
use proptest::prelude::*;

use crate::{
    export_xlsx::{sheets, workbook_totals},
    figures::enquiry,
};

const DAY: Date = date(2026, 11, 25);
const STORE: StoreId = StoreId([0xab; 16]);

pub(crate) fn log_of(enquiries: &[Enquiry]) -> DayLog {
    let place = PlaceId::from("wijkcontactpunt-de-oever");
    DayLog::new(DAY, place, STORE, enquiries)
}

pub(crate) fn bytes(log: &DayLog, format: Format, labels: &Labels) -> Vec<u8> {
    let mut out = Vec::new();
    export::write(log, format, labels, &templates().day, &mut out).unwrap();
    out
}

/// The papers as they are shipped.
pub(crate) fn templates() -> Templates {
    let (templates, problems) = Templates::load(&BTreeMap::new()).unwrap();
    assert_eq!(problems, []);
    templates
}

fn text(log: &DayLog, format: Format) -> String {
    String::from_utf8(bytes(log, format, &labels())).unwrap()
}

/// What stands on the paper that becomes a PDF.
pub(crate) fn paper(log: &DayLog) -> String {
    let mut out = Vec::new();
    sheet::write_text(&day_sheet(log, &labels(), &templates().day), &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

pub(crate) fn labels() -> Labels {
    [
        (
            "plaats-wijkcontactpunt-de-oever",
            "Wijkcontactpunt De Oever",
        ),
        ("thema-geld", "Geld en schulden"),
        ("thema-vervoer", "Vervoer"),
        ("subthema-belastingen", "Belastingen"),
        ("subthema-niet-gevraagd", "niet gevraagd"),
        ("uitkomst-beantwoord", "Beantwoord"),
        ("uitkomst-achterwacht", "Achterwacht neemt over"),
        ("wie_hielp-vrijwilliger", "vrijwilliger"),
        ("wie_hielp-na-overleg", "vrijwilliger na overleg"),
        ("trede-zelf", "zelf"),
        ("route-snel", "snelle vraag"),
    ]
    .map(|(key, label)| (key.to_owned(), label.to_owned()))
    .into()
}

pub(crate) fn answers<const N: usize>(answers: [(&str, Answer); N]) -> BTreeMap<FieldName, Answer> {
    answers
        .map(|(field, answer)| (FieldName::from(field), answer))
        .into()
}

/// A morning: two questions on money, a ride, one that was taken back and one of another day.
pub(crate) fn morning() -> Vec<Enquiry> {
    vec![
        Enquiry {
            time: time(11, 59, 59, 0),
            route: RouteId::from("rit"),
            theme: Theme::Transport,
            outcome: Outcome::Matched,
            tempo: Tempo::Short,
            ..enquiry(3)
        },
        Enquiry {
            rung: Some(Rung::Own),
            answers: answers([
                ("subthema", Answer::One("belastingen".to_owned())),
                ("buurt", Answer::One("oudorp".to_owned())),
                ("leeftijd", Answer::One("75-plus".to_owned())),
                ("vraag_tekst", Answer::Text("mevrouw De Vries".to_owned())),
            ]),
            ..enquiry(1)
        },
        Enquiry {
            outcome: Outcome::Standby,
            solved_by: SolvedBy::AfterConsulting,
            answers: answers([
                ("subthema", Answer::None(Unanswered::NotAsked)),
                ("trede", Answer::None(Unanswered::DoesNotKnow)),
            ]),
            ..enquiry(2)
        },
        Enquiry {
            withdrawn: true,
            ..enquiry(4)
        },
        Enquiry {
            day: date(2026, 11, 24),
            ..enquiry(5)
        },
    ]
}

#[test]
fn csv_of_a_morning() {
    assert_eq!(
        text(&log_of(&morning()), Format::Csv),
        "\u{feff}\"nr\";\"dag\";\"route\";\"thema\";\"subthema\";\"uitkomst\";\"wie_hielp\";\"trede\";\"tempo\";\"uur\";\"telt_mee\";\"store\"\r\n\
         1;\"25-11-2026\";\"snel\";\"geld\";\"belastingen\";\"beantwoord\";\"vrijwilliger\";\"zelf\";\"snel\";9;\"ja\";\"abababababababababababababababab\"\r\n\
         2;\"25-11-2026\";\"snel\";\"geld\";\"niet-gevraagd\";\"achterwacht\";\"na-overleg\";\"weet-niet\";\"snel\";9;\"nee\";\"abababababababababababababababab\"\r\n\
         3;\"25-11-2026\";\"rit\";\"vervoer\";\"\";\"gekoppeld\";\"vrijwilliger\";\"\";\"kort\";11;\"nee\";\"abababababababababababababababab\"\r\n"
    );
}

#[test]
fn json_lines_of_a_morning() {
    insta::assert_snapshot!(text(&log_of(&morning()), Format::Jsonl));
}

#[test]
fn the_page_of_a_morning() {
    insta::assert_snapshot!(text(&log_of(&morning()), Format::Text));
}

#[test]
fn the_page_of_an_empty_day_says_so() {
    insta::assert_snapshot!(text(&log_of(&[]), Format::Text), @r"
    Daglog van woensdag 25 november 2026
    ====================================
    Wijkcontactpunt De Oever, register abababab

    Hulpvragen: 0

    Op deze dag is geen hulpvraag bewaard.
    ");
}

#[test]
fn the_tables_of_an_empty_day_have_no_rows() {
    let csv = text(&log_of(&[]), Format::Csv);
    assert_eq!(csv.lines().count(), 1, "the header stays: {csv}");
    let lines = text(&log_of(&[]), Format::Jsonl);
    assert_eq!(lines.lines().count(), 1, "the closing line stays: {lines}");
    assert_eq!(export::read(&lines).unwrap(), log_of(&[]));
}

#[test]
fn the_order_in_which_enquiries_come_does_not_matter() {
    let mut other_way = morning();
    other_way.reverse();
    for &format in Format::ALL {
        assert_eq!(
            bytes(&log_of(&morning()), format, &labels()),
            bytes(&log_of(&other_way), format, &labels()),
            "{format:?}"
        );
    }
}

#[test]
fn no_word_minute_id_age_or_neighbourhood_leaves() {
    let secret = Enquiry {
        id: EnquiryId([0x5e; 16]),
        time: time(9, 47, 31, 0),
        answers: answers([
            (
                "subthema",
                Answer::Text("bij Jansen op nummer 7".to_owned()),
            ),
            ("trede", Answer::Many(vec!["Jansen".to_owned()])),
            ("notitie", Answer::Text("Jansen".to_owned())),
            ("buurt", Answer::One("oudorp".to_owned())),
            ("leeftijd", Answer::One("75-plus".to_owned())),
        ]),
        unknown: [("naam".to_owned(), serde_json::json!("Jansen"))].into(),
        ..enquiry(1)
    };
    let log = log_of(&[secret]);
    let workbook = sheets(&bytes(&log, Format::Xlsx, &labels()));
    for text in [
        text(&log, Format::Csv),
        text(&log, Format::Jsonl),
        text(&log, Format::Text),
        format!("{workbook:?}"),
    ] {
        for word in ["Jansen", "oudorp", "75-plus", "5e5e", ":47", "47:"] {
            assert!(!text.contains(word), "{word} in {text}");
        }
    }
}

#[test]
fn no_cell_is_run_as_a_formula() {
    for (cell, harmless) in [
        ("=cmd()", "'=cmd()"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "' =1"),
        ("\r=1", "' =1"),
        ("a\"b;c", "a\"b;c"),
        ("twee\nregels", "twee regels"),
        ("é😀", "é😀"),
    ] {
        let log = log_of(&[Enquiry {
            answers: answers([("subthema", Answer::One(cell.to_owned()))]),
            ..enquiry(1)
        }]);
        assert_eq!(
            cells(&bytes(&log, Format::Csv, &labels())).0[0][4],
            harmless
        );
    }
}

#[test]
fn a_file_is_named_by_place_store_and_day() {
    let log = log_of(&[]);
    assert_eq!(
        log.file_stem(),
        "daglog-wijkcontactpunt-de-oever-abababab-2026-11-25"
    );
    let wild = DayLog {
        place: PlaceId::from("../é"),
        ..log
    };
    assert_eq!(wild.file_stem(), "daglog------abababab-2026-11-25");
}

#[test]
fn a_thousand_rows_are_numbered_to_the_last() {
    let day: Vec<Enquiry> = (0_u16..1_000)
        .map(|number| {
            let [high, low] = number.to_be_bytes();
            let mut id = [0; 16];
            id[..2].copy_from_slice(&[high, low]);
            Enquiry {
                id: EnquiryId(id),
                ..enquiry(1)
            }
        })
        .collect();
    let log = log_of(&day);
    let (rows, totals) = cells(&bytes(&log, Format::Csv, &labels()));
    assert_eq!((rows.len(), &rows[999][0]), (1_000, &"1000".to_owned()));
    assert_eq!(totals, log.totals);
    assert_eq!(text(&log, Format::Jsonl).lines().count(), 1_001);
    assert!(text(&log, Format::Text).contains("1000. 09 uur"));
}

proptest! {
    #[test]
    fn every_format_reads_back_to_the_same_totals(day in proptest::collection::vec(any_enquiry(), 0..40)) {
        let log = log_of(&day);
        prop_assert_eq!(&workbook_totals(&bytes(&log, Format::Xlsx, &labels())), &log.totals);
        prop_assert_eq!(&cells(&bytes(&log, Format::Csv, &labels())).1, &log.totals);
        prop_assert_eq!(&export::read(&text(&log, Format::Jsonl)).unwrap(), &log);
        prop_assert_eq!(&json_totals(&text(&log, Format::Jsonl)), &log.totals);
        let paper = paper(&log);
        let page = text(&log, Format::Text);
        let all = format!("Hulpvragen: {}\n", log.totals.all);
        prop_assert!(page.contains(&all));
        prop_assert!(paper.contains(&all), "{}", paper);
        for (theme, count) in &log.totals.by_theme {
            let theme = label(&labels(), Theme::FIELD, theme.code()).to_owned();
            let count = count.to_string();
            let bars = paper.lines().filter_map(|line| line.strip_prefix(&theme));
            let mut bars = bars.map(|bar| bar.split_whitespace().next());
            prop_assert!(bars.any(|bar| bar == Some(count.as_str())), "{}", paper);
        }
        if let Some(share) = log.totals.percentage() {
            let solved = format!("{} van {} ({share} %)", log.totals.by_volunteers, log.totals.counted);
            prop_assert!(page.contains(&solved));
            prop_assert!(paper.contains(&solved));
        }
    }
}

fn any_enquiry() -> impl Strategy<Value = Enquiry> {
    (
        any::<[u8; 16]>(),
        0..24_i8,
        proptest::sample::select(Theme::ALL),
        proptest::sample::select(Outcome::ALL),
        proptest::sample::select(SolvedBy::ALL),
        proptest::sample::select(vec!["snel", "algemeen", "rit", "signaal"]),
        any::<bool>(),
    )
        .prop_map(
            |(id, hour, theme, outcome, solved_by, route, withdrawn)| Enquiry {
                id: EnquiryId(id),
                time: time(hour, 30, 0, 0),
                theme,
                outcome,
                solved_by,
                route: RouteId::from(route),
                withdrawn,
                ..enquiry(1)
            },
        )
}

/// Reads a CSV back as a spreadsheet would: the cells, and the totals counted from them.
fn cells(bytes: &[u8]) -> (Vec<Vec<String>>, Totals) {
    let table = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap();
    let rows: Vec<Vec<String>> = csv::ReaderBuilder::new()
        .delimiter(b';')
        .from_reader(table)
        .records()
        .map(|row| row.unwrap().iter().map(str::to_owned).collect())
        .collect();
    let enquiries: Vec<Counted> = rows
        .iter()
        .map(|row| read_back(&row[3], &row[5], &row[6], &row[10]))
        .collect();
    (rows, Totals::count(enquiries))
}

fn json_totals(lines: &str) -> Totals {
    let enquiries: Vec<Counted> = lines
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap())
        .filter(|row| row["soort"] == "rij")
        .map(|row| {
            let code = |field: &str| row[field].as_str().unwrap().to_owned();
            let keys: Vec<&String> = row.as_object().unwrap().keys().collect();
            assert!(keys.is_sorted(), "{row}");
            read_back(
                &code("thema"),
                &code("uitkomst"),
                &code("wie_hielp"),
                &code("telt_mee"),
            )
        })
        .collect();
    Totals::count(enquiries)
}

pub(crate) fn read_back(theme: &str, outcome: &str, solved_by: &str, counts: &str) -> Counted {
    Counted {
        theme: theme.parse().unwrap(),
        outcome: outcome.parse().unwrap(),
        solved_by: solved_by.parse().unwrap(),
        counts: match counts {
            "ja" => true,
            "nee" => false,
            other => unreachable!("{other}"),
        },
    }
}
