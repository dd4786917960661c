//! The figures as a workbook: one sheet a table, numbers as numbers, and a sheet that says how it was counted.

use std::io::{self, Write};

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatBorder, Workbook, XlsxError};

use super::{Figures, parts};

/// Writes the workbook.
pub(super) fn write(figures: &Figures<'_>, out: &mut dyn Write) -> io::Result<()> {
    let bytes = workbook(figures).map_err(io::Error::other)?;
    out.write_all(&bytes)
}

fn workbook(figures: &Figures<'_>) -> Result<Vec<u8>, XlsxError> {
    let head = Format::new()
        .set_bold()
        .set_border_bottom(FormatBorder::Thin);
    let mut workbook = Workbook::new();
    // The same figures give the same bytes: the workbook says it was made on the last day of its period.
    let made = crate::export::xlsx::excel_day(figures.now.period.last)?;
    workbook.set_properties(
        &DocProperties::new()
            .set_author("Balie")
            .set_creation_datetime(&made),
    );
    for (measure, lines) in figures.tables() {
        let sheet = workbook.add_worksheet();
        sheet.set_name(measure.code())?.set_freeze_panes(1, 0)?;
        sheet.set_column_width(0, 40)?.set_column_width(1, 40)?;
        let columns = ["code", figures.title(measure), "wat", "nu", "ervoor"];
        for (column, name) in (0..).zip(columns) {
            sheet.write_string_with_format(0, column, name, &head)?;
        }
        let mut row = 1;
        for (key, now, before) in lines {
            for ((what, now), (_, before)) in parts(now).into_iter().zip(parts(before)) {
                sheet.write_string(row, 0, key.to_string())?;
                sheet.write_string(row, 1, figures.name(&key))?;
                sheet.write_string(row, 2, what)?;
                for (column, number) in [(3, now), (4, before)] {
                    if let Some(number) = number {
                        crate::export::xlsx::write_count(sheet, row, column, number)?;
                    }
                }
                row += 1;
            }
        }
    }
    let sheet = workbook.add_worksheet();
    sheet.set_name("uitleg")?.set_column_width(0, 30)?;
    sheet.set_column_width(1, 120)?;
    let periods = [("nu", figures.now), ("ervoor", figures.before)];
    for (row, (name, report)) in (0..).zip(periods) {
        let days: [ExcelDateTime; 2] = [
            crate::export::xlsx::excel_day(report.period.first)?,
            crate::export::xlsx::excel_day(report.period.last)?,
        ];
        let date = Format::new().set_num_format("dd-mm-yyyy");
        sheet.write_string(row, 0, name)?;
        for (column, day) in (1..).zip(&days) {
            sheet.write_datetime_with_format(row, column, day, &date)?;
        }
    }
    let words = &figures.templates.figures.tables;
    for (row, words) in (3..).zip(words.iter().filter(|words| !words.definition.is_empty())) {
        sheet.write_string(row, 0, &words.title)?;
        sheet.write_string(row, 1, &words.definition)?;
    }
    workbook.save_to_buffer()
}
