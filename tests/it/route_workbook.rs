//! A route as a workbook: the same form as in TOML parses alike, and what is broken is refused with sheet and cell.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may stop"
)]

use std::{
    fmt::Write as _,
    fs,
    io::{Cursor, Write as _},
};

use balie::{
    assets::{MAX_BYTES, workbook},
    domain::Problem,
    kiosk::library::Library,
    route::{self, Lists, Purpose, Route, Source},
};
use proptest::prelude::*;

use crate::route::{law, lists, parse};

/// A workbook with these sheets, each a list of rows of texts; an empty text is no cell.
fn book(sheets: &[(&str, &[&[&str]])]) -> Vec<u8> {
    let mut files: Vec<(String, String)> = Vec::new();
    let (mut names, mut links) = (String::new(), String::new());
    for (index, (name, rows)) in sheets.iter().enumerate() {
        let id = index + 1;
        write!(
            names,
            r#"<sheet name="{name}" sheetId="{id}" r:id="r{id}"/>"#
        )
        .unwrap();
        write!(
            links,
            r#"<Relationship Id="r{id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet{id}.xml"/>"#
        )
        .unwrap();
        files.push((format!("xl/worksheets/sheet{id}.xml"), sheet(rows)));
    }
    files.push((
        "xl/workbook.xml".to_owned(),
        format!(
            r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>{names}</sheets></workbook>"#
        ),
    ));
    files.push((
        "_rels/.rels".to_owned(),
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#.to_owned(),
    ));
    files.push((
        "xl/_rels/workbook.xml.rels".to_owned(),
        format!(
            r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{links}</Relationships>"#
        ),
    ));
    zipped(&files)
}

fn sheet(rows: &[&[&str]]) -> String {
    let mut data = String::new();
    for (row, cells) in rows.iter().enumerate() {
        write!(data, r#"<row r="{}">"#, row + 1).unwrap();
        for (cell, text) in cells
            .iter()
            .enumerate()
            .filter(|(_, text)| !text.is_empty())
        {
            let letter = char::from(b'A' + u8::try_from(cell).unwrap());
            let text = text.replace('&', "&amp;").replace('<', "&lt;");
            write!(
                data,
                r#"<c r="{letter}{}" t="inlineStr"><is><t>{text}</t></is></c>"#,
                row + 1
            )
            .unwrap();
        }
        data.push_str("</row>");
    }
    format!(
        r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{data}</sheetData></worksheet>"#
    )
}

fn zipped(files: &[(String, String)]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in files {
        archive
            .start_file(name.as_str(), zip::write::SimpleFileOptions::default())
            .unwrap();
        archive.write_all(text.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

const SETTINGS: &[&[&str]] = &[
    &["form_id", "form_title", "aim", "tempo", "version"],
    &["proef", "Proef", "Een proef.", "kort", "3"],
];

const SURVEY: &[&[&str]] = &[
    &[
        "type",
        "name",
        "label::English (en)",
        "label::Nederlands (nl)",
        "required",
        "relevant",
        "calculation",
        "choice_filter",
    ],
    &["select_one thema", "thema", "Theme?", "Thema?", "yes"],
    &[
        "select_one uitkomst",
        "uitkomst",
        "Outcome?",
        "Uitkomst?",
        "yes",
    ],
    &[
        "select_one wie_hielp",
        "wie_hielp",
        "Who?",
        "Wie?",
        "true()",
    ],
    &["begin group", "groep", "", "Groep", "", "${thema} = 'geld'"],
    &[
        "select_one kleur",
        "kleur",
        "",
        "Kleur?",
        "",
        "",
        "",
        "bij = ${uitkomst}",
    ],
    &["end group"],
    &[
        "calculate",
        "som",
        "",
        "",
        "",
        "",
        "1 < 2 and ${kleur} != ''",
    ],
];

const CHOICES: &[&[&str]] = &[
    &["list name", "value", "label::Nederlands (nl)", "bij"],
    &["kleur", "rood", "Rood", "verwezen"],
    &["kleur", "groen", "Groen", "beantwoord"],
];

const SAME_IN_TOML: &str = r#"
id = "proef"
title = "Proef"
aim = "Een proef."
tempo = "kort"

[[survey]]
type = "select_one thema"
name = "thema"
label = "Thema?"
required = true

[[survey]]
type = "select_one uitkomst"
name = "uitkomst"
label = "Uitkomst?"
required = true

[[survey]]
type = "select_one wie_hielp"
name = "wie_hielp"
label = "Wie?"
required = true

[[survey]]
type = "begin_group"
name = "groep"
label = "Groep"
relevant = "${thema} = 'geld'"

[[survey]]
type = "select_one kleur"
name = "kleur"
label = "Kleur?"
choice_filter = "bij = ${uitkomst}"

[[survey]]
type = "end_group"

[[survey]]
type = "calculate"
name = "som"
calculation = "1 < 2 and ${kleur} != ''"

[[choices]]
list_name = "kleur"
name = "rood"
label = "Rood"
bij = "verwezen"

[[choices]]
list_name = "kleur"
name = "groen"
label = "Groen"
bij = "beantwoord"
"#;

fn read(bytes: &[u8]) -> Result<Route, Vec<Problem>> {
    route::parse_workbook("proef.xlsx", &workbook::sheets(bytes).unwrap(), lists())
}

#[track_caller]
fn is_no_workbook(bytes: &[u8], expected: &str) {
    let error = workbook::sheets(bytes).unwrap_err().to_string();
    assert!(error.contains(expected), "{error:?} has no {expected:?}");
}

#[track_caller]
fn refuses(bytes: &[u8], expected: &[&str]) {
    let problems = read(bytes).map(|_| ()).unwrap_err();
    let shown: Vec<String> = problems
        .iter()
        .map(|problem| format!("{}: {}", problem.field, problem.what))
        .collect();
    assert_eq!(shown.len(), expected.len(), "{shown:?}");
    for (shown, expected) in shown.iter().zip(expected) {
        assert!(shown.contains(expected), "{shown:?} has no {expected:?}");
    }
}

#[test]
fn the_same_form_parses_alike_in_both() {
    let book = book(&[
        ("settings", SETTINGS),
        ("survey", SURVEY),
        ("choices", CHOICES),
    ]);
    let from_book = read(&book).unwrap();
    let from_toml = parse(SAME_IN_TOML).unwrap();
    assert_eq!(format!("{from_book:#?}"), format!("{from_toml:#?}"));
}

#[test]
fn problems_bear_sheet_and_cell() {
    let survey: &[&[&str]] = &[
        SURVEY[0],
        SURVEY[1],
        SURVEY[2],
        SURVEY[3],
        &["text", "a", "", "A?", "soms", "${tema} = 1"],
        &["image", "b", "", "B?"],
    ];
    let book = book(&[("settings", SETTINGS), ("survey", survey)]);
    refuses(
        &book,
        &[
            "survey!E5 required: `soms`",
            "survey!F5 relevant: the field `tema` does not exist",
            "survey!A6 type: the type `image` is not understood",
        ],
    );
    let problems = read(&book).map(|_| ()).unwrap_err();
    assert_eq!(problems[0].line, Some(5));
}

#[test]
fn a_column_that_is_not_understood_is_refused_at_its_heading() {
    let survey: &[&[&str]] = &[
        &["type", "name", "label", "media::image"],
        &["select_one thema", "thema", "Thema?"],
        &["select_one uitkomst", "uitkomst", "Uitkomst?"],
        &["select_one wie_hielp", "wie_hielp", "Wie?"],
    ];
    refuses(
        &book(&[("settings", SETTINGS), ("survey", survey)]),
        &["survey!D1 media::image: the column `media::image` is not understood"],
    );
}

#[test]
fn half_a_file_and_no_workbook_at_all_are_refused() {
    let book = book(&[
        ("settings", SETTINGS),
        ("survey", SURVEY),
        ("choices", CHOICES),
    ]);
    is_no_workbook(&book[..book.len() / 2], "not a workbook");
    is_no_workbook(b"geen werkboek", "not a workbook");
    is_no_workbook(b"", "not a workbook");
    is_no_workbook(
        &zipped(&[("a.txt".to_owned(), "niets".to_owned())]),
        "not a workbook",
    );
    let size = usize::try_from(MAX_BYTES).unwrap();
    is_no_workbook(&vec![0; size + 1], "larger than");
}

#[test]
fn a_workbook_without_a_survey_is_refused() {
    refuses(&book(&[("blad1", SURVEY)]), &["no sheet `survey`"]);
}

#[test]
fn a_workbook_that_unpacks_to_very_much_is_refused_before_it_is_read() {
    let bomb = zipped(&[("xl/sharedStrings.xml".to_owned(), " ".repeat(60_000_000))]);
    assert!(bomb.len() < 200_000);
    is_no_workbook(&bomb, "once unpacked");
    let files: Vec<(String, String)> = (0..1_001)
        .map(|number| (format!("{number}"), String::new()))
        .collect();
    is_no_workbook(&zipped(&files), "once unpacked");
}

#[test]
fn a_lone_cell_in_the_last_row_costs_nothing() {
    let mut files = vec![];
    let far = sheet(&[&["type"]]).replace(
        "</sheetData>",
        r#"<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>ver</t></is></c></row></sheetData>"#,
    );
    let book = book(&[
        ("settings", SETTINGS),
        ("survey", SURVEY),
        ("choices", CHOICES),
    ]);
    let mut archive = zip::ZipArchive::new(Cursor::new(book)).unwrap();
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).unwrap();
        let name = file.name().unwrap().into_owned();
        let mut text = String::new();
        std::io::Read::read_to_string(&mut file, &mut text).unwrap();
        // The third sheet is that of the choices, which may be empty.
        files.push((
            name.clone(),
            if name.ends_with("sheet3.xml") {
                far.clone()
            } else {
                text
            },
        ));
    }
    let problems = read(&zipped(&files)).map(|_| ()).unwrap_err();
    assert!(
        problems
            .iter()
            .any(|problem| problem.what.contains("`kleur` does not exist"))
    );
}

proptest! {
    #![proptest_config(law(64))]

    #[test]
    fn a_damaged_workbook_never_panics(at in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let mut book = book(&[("settings", SETTINGS), ("survey", SURVEY), ("choices", CHOICES)]);
        let at = at.index(book.len());
        book[at] = byte;
        if let Ok(sheets) = workbook::sheets(&book) {
            let _ = route::parse_workbook("proef.xlsx", &sheets, &route::Lists::new());
        }
    }
}

#[test]
fn a_workbook_in_the_data_folder_is_a_route() {
    let data = tempfile::tempdir().unwrap();
    let routes = data.path().join("routes");
    fs::create_dir(&routes).unwrap();
    let bytes = book(&[
        ("survey", SURVEY),
        ("choices", CHOICES),
        ("settings", SETTINGS),
    ]);
    fs::write(routes.join("proef.xlsx"), &bytes).unwrap();
    let library = Library::read(Some(data.path()));
    assert_eq!(library.problems, []);
    assert_eq!(library.routes["proef"].title, "Proef");
    // Half of it keeps the desk open: one problem, and the shipped routes stand.
    fs::write(routes.join("proef.xlsx"), &bytes[..bytes.len() / 2]).unwrap();
    let library = Library::read(Some(data.path()));
    assert_eq!(library.problems.len(), 1);
    assert!(
        library.problems[0]
            .what
            .starts_with("this is not a workbook")
    );
    assert!(library.routes.contains_key("snel"));
}

#[test]
fn a_form_in_another_language_is_read_in_its_first() {
    let survey: &[&[&str]] = &[
        &[
            "type",
            "name",
            "label::English (en)",
            "label::Deutsch (de)",
            "read only",
            "calculate",
        ],
        &["begin repeat", "offer", "Offer", "Angebot"],
        &["select one from yes_no", "free", "Is it free?", "Frei?"],
        &["end_repeat"],
        &[
            "integer",
            "total",
            "In all",
            "Summe",
            "yes",
            "count(${offer})",
        ],
    ];
    let choices: &[&[&str]] = &[
        &[
            "list name",
            "name",
            "label::English (en)",
            "label::Deutsch (de)",
        ],
        &["yes_no", "1", "Yes", "Ja"],
        &["yes_no", "0", "No", "Nein"],
    ];
    let sheets = workbook::sheets(&book(&[("survey", survey), ("choices", choices)])).unwrap();
    let source = Source::Workbook(&sheets);
    let route = route::read("my form.xlsx", source, &Lists::new(), Purpose::Form).unwrap();
    assert_eq!(route.id.as_str(), "_my_form");
    let labels: Vec<&str> = route
        .fields
        .iter()
        .map(|field| field.label.as_str())
        .collect();
    assert_eq!(labels, ["Is it free?", "Offer", "In all"]);
    assert_eq!(route.lists["yes_no"][0].label, "Yes");
    assert!(route.fields[2].read_only);
    assert_eq!(route.repeats.len(), 1);
}
