//! The day's log as a workbook, read back with another library than the one that wrote it.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on has failed; the place says why"
)]

use std::io::Cursor;

use balie::{
    domain::{Answer, Enquiry},
    export::Format,
    figures::{Counted, Totals},
};
use calamine::{Data, ExcelDateTime, ExcelDateTimeType, Reader, Xlsx};

use crate::{
    export::{answers, bytes, labels, log_of, morning, read_back},
    figures::enquiry,
};

#[test]
fn the_workbook_of_a_morning() {
    let [(rows, rows_sheet), (totals, totals_sheet)] =
        sheets(&bytes(&log_of(&morning()), Format::Xlsx, &labels()))
            .try_into()
            .unwrap();
    assert_eq!((rows.as_str(), totals.as_str()), ("Hulpvragen", "Totalen"));
    let day = || {
        Data::DateTime(ExcelDateTime::new(
            46_351.0,
            ExcelDateTimeType::DateTime,
            false,
        ))
    };
    let text = |text: &str| Data::String(text.to_owned());
    assert_eq!(rows_sheet.len(), 4);
    assert_eq!(rows_sheet[0][..3], [text("nr"), text("dag"), text("route")]);
    assert_eq!(
        rows_sheet[2],
        [
            Data::Float(2.0),
            day(),
            text("snel"),
            text("geld"),
            text("niet-gevraagd"),
            text("achterwacht"),
            text("na-overleg"),
            text("weet-niet"),
            text("snel"),
            Data::Float(9.0),
            text("nee"),
            text(&"ab".repeat(16)),
        ]
    );
    assert_eq!(totals_sheet[1][1], text("Wijkcontactpunt De Oever"));
    let counted: Vec<String> = totals_sheet[4..]
        .iter()
        .map(|row| format!("{}: {}", row[0], row[1]))
        .collect();
    insta::assert_snapshot!(counted.join("
"), @r"
    Hulpvragen: 3
    Tellen mee in het percentage: 1
    Tellen niet mee: 2
    Opgelost door vrijwilligers: 1
    Waarvan zonder overleg: 1
    Opgelost door vrijwilligers, van wat meetelt: 100
    Waarvan zonder overleg, van wat meetelt: 100
    : 
    Per thema: 
    Geld en schulden: 2
    Vervoer: 1
    ");
}

#[test]
fn a_workbook_holds_no_formulas() {
    let log = log_of(&[Enquiry {
        answers: answers([("subthema", Answer::One("=cmd()".to_owned()))]),
        ..enquiry(1)
    }]);
    let bytes = bytes(&log, Format::Xlsx, &labels());
    let mut workbook = Xlsx::new(Cursor::new(&bytes)).unwrap();
    assert!(workbook.worksheet_formula("Hulpvragen").unwrap().is_empty());
    assert_eq!(sheets(&bytes)[0].1[1][4], Data::String("=cmd()".to_owned()));
}

/// Reads a workbook back: the name and the cells of each sheet.
pub(crate) fn sheets(bytes: &[u8]) -> Vec<(String, Vec<Vec<Data>>)> {
    Xlsx::new(Cursor::new(bytes))
        .unwrap()
        .worksheets()
        .into_iter()
        .map(|(name, sheet)| (name, sheet.rows().map(<[Data]>::to_vec).collect()))
        .collect()
}

/// The totals counted from the rows of a workbook, once they are found equal to those it tells.
pub(crate) fn workbook_totals(bytes: &[u8]) -> Totals {
    let sheets = sheets(bytes);
    let enquiries: Vec<Counted> = sheets[0].1[1..]
        .iter()
        .map(|row| {
            let code = |column: usize| row[column].to_string();
            read_back(&code(3), &code(5), &code(6), &code(10))
        })
        .collect();
    let totals = Totals::count(enquiries);
    let told = [4, 5, 7, 8].map(|row: usize| sheets[1].1[row][1].to_string());
    let counted = [
        totals.all,
        totals.counted,
        totals.by_volunteers,
        totals.by_volunteers_alone,
    ];
    assert_eq!(told, counted.map(|count| count.to_string()));
    totals
}
