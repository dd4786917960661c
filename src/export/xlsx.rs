//! The day's log as a workbook: one sheet of rows, with real dates and numbers, and one of totals.
//!
//! Text is written as text, so no cell is ever a formula. The workbook says it was made at the beginning of its day,
//! not now: the same day gives the same bytes.

use std::io::{self, Write};

use jiff::civil::Date;
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatBorder, Workbook, Worksheet, XlsxError,
};

use super::{COLUMNS, DayLog, Labels, Row, jsonl::YesNo, label};
use crate::domain::Theme;

/// How wide the columns of the rows are, in letters.
const WIDTHS: [u8; 12] = [5, 12, 18, 18, 24, 18, 16, 22, 8, 6, 9, 34];

/// Writes the workbook.
pub(super) fn write(log: &DayLog, labels: &Labels, out: &mut dyn Write) -> io::Result<()> {
    let bytes = workbook(log, labels).map_err(io::Error::other)?;
    out.write_all(&bytes)
}

fn workbook(log: &DayLog, labels: &Labels) -> Result<Vec<u8>, XlsxError> {
    let day = excel_day(log.day)?;
    let mut workbook = Workbook::new();
    workbook.set_properties(
        &DocProperties::new()
            .set_title(log.file_stem())
            .set_author("Balie")
            .set_creation_datetime(&day),
    );
    write_rows(log, &day, workbook.add_worksheet())?;
    write_totals(log, &day, labels, workbook.add_worksheet())?;
    workbook.save_to_buffer()
}

fn write_rows(log: &DayLog, day: &ExcelDateTime, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    let head = Format::new()
        .set_bold()
        .set_border_bottom(FormatBorder::Thin);
    let date = Format::new().set_num_format("dd-mm-yyyy");
    sheet.set_name("Hulpvragen")?.set_freeze_panes(1, 0)?;
    sheet.set_landscape().set_print_fit_to_pages(1, 0);
    for ((column, name), width) in (0..).zip(COLUMNS).zip(WIDTHS) {
        sheet.set_column_width(column, width)?;
        sheet.write_string_with_format(0, column, name, &head)?;
    }
    let store = log.store.to_string();
    for (at, row) in (1..).zip(&log.rows) {
        let Row {
            number,
            route,
            theme,
            subtheme,
            outcome,
            solved_by,
            rung,
            tempo,
            hour,
            counts,
        } = row;
        write_count(sheet, at, 0, *number)?;
        sheet.write_datetime_with_format(at, 1, day, &date)?;
        let codes = [
            route.as_str(),
            theme.code(),
            subtheme,
            outcome.code(),
            solved_by.code(),
            rung,
            tempo.code(),
        ];
        for (column, code) in (2..).zip(codes) {
            sheet.write_string(at, column, code)?;
        }
        sheet.write_number(at, 9, f64::from(*hour))?;
        sheet.write_string(at, 10, YesNo::from(*counts).code())?;
        sheet.write_string(at, 11, &store)?;
    }
    Ok(())
}

fn write_totals(
    log: &DayLog,
    day: &ExcelDateTime,
    labels: &Labels,
    sheet: &mut Worksheet,
) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold();
    let date = Format::new()
        .set_num_format("dd-mm-yyyy")
        .set_align(rust_xlsxwriter::FormatAlign::Left);
    let percent = Format::new().set_num_format("0\" %\"");
    let totals = &log.totals;
    sheet.set_name("Totalen")?;
    sheet.set_column_width(0, 44)?.set_column_width(1, 28)?;
    sheet.write_string(0, 0, "Dag")?;
    sheet.write_datetime_with_format(0, 1, day, &date)?;
    sheet.write_string(1, 0, "Plaats")?;
    sheet.write_string(1, 1, label(labels, "plaats", log.place.as_str()))?;
    sheet.write_string(2, 0, "Register")?;
    sheet.write_string(2, 1, log.store.to_string())?;
    let counts = [
        ("Hulpvragen", totals.all),
        ("Tellen mee in het percentage", totals.counted),
        ("Tellen niet mee", totals.excluded()),
        ("Opgelost door vrijwilligers", totals.by_volunteers),
        ("Waarvan zonder overleg", totals.by_volunteers_alone),
    ];
    for (at, (name, count)) in (4..).zip(counts) {
        sheet.write_string(at, 0, name)?;
        write_count(sheet, at, 1, count)?;
    }
    let shares = [
        (
            "Opgelost door vrijwilligers, van wat meetelt",
            totals.percentage(),
        ),
        (
            "Waarvan zonder overleg, van wat meetelt",
            totals.percentage_alone(),
        ),
    ];
    for (at, (name, share)) in (9..).zip(shares) {
        sheet.write_string(at, 0, name)?;
        if let Some(share) = share {
            write_count(sheet, at, 1, share)?;
            sheet.set_cell_format(at, 1, &percent)?;
        }
    }
    sheet.write_string_with_format(12, 0, "Per thema", &bold)?;
    for (at, (theme, count)) in (13..).zip(&totals.by_theme) {
        sheet.write_string(at, 0, label(labels, Theme::FIELD, theme.code()))?;
        write_count(sheet, at, 1, *count)?;
    }
    Ok(())
}

/// Writes a count; a day never has more than a cell can hold exactly.
pub(super) fn write_count(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    count: usize,
) -> Result<(), XlsxError> {
    let count = u32::try_from(count).unwrap_or(u32::MAX);
    sheet.write_number(row, column, count).map(|_| ())
}

/// A day as a workbook has it.
pub(super) fn excel_day(day: Date) -> Result<ExcelDateTime, XlsxError> {
    let [year, month, day] = [day.year(), day.month().into(), day.day().into()]
        .map(|part: i16| u16::try_from(part).unwrap_or_default());
    let [month, day] = [month, day].map(|part| u8::try_from(part).unwrap_or_default());
    ExcelDateTime::from_ymd(year, month, day)
}
