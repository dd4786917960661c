//! The day's log for Dutch Excel: a double click opens it in columns, with its accents.
//!
//! Dutch Excel wants a semicolon, because the comma is its decimal sign, and a byte order mark to read UTF-8. A
//! `sep=;` line is left out on purpose: with it Excel forgets the byte order mark.

use std::{
    borrow::Cow,
    io::{self, Write},
};

use super::{COLUMNS, DayLog, Row, jsonl::YesNo};

/// Writes the table; a day without rows is its header alone.
pub(super) fn write(log: &DayLog, out: &mut dyn Write) -> io::Result<()> {
    let mut table = writer(out)?;
    table.write_record(COLUMNS)?;
    let day = log.day.strftime("%d-%m-%Y").to_string();
    let store = log.store.to_string();
    for row in &log.rows {
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
        table.write_record([
            number.to_string().as_str(),
            &day,
            &harmless(route.as_str()),
            theme.code(),
            &harmless(subtheme),
            outcome.code(),
            solved_by.code(),
            &harmless(rung),
            tempo.code(),
            &hour.to_string(),
            YesNo::from(*counts).code(),
            &store,
        ])?;
    }
    table.flush()
}

/// A table as Dutch Excel wants it, begun with its byte order mark.
pub(super) fn writer(out: &mut dyn Write) -> io::Result<csv::Writer<&mut dyn Write>> {
    out.write_all("\u{feff}".as_bytes())?;
    Ok(csv::WriterBuilder::new()
        .delimiter(b';')
        .terminator(csv::Terminator::CRLF)
        .quote_style(csv::QuoteStyle::NonNumeric)
        .from_writer(out))
}

/// A cell that no spreadsheet runs as a formula: one that begins like a formula gets an apostrophe before it, and
/// control characters become spaces.
pub(super) fn harmless(cell: &str) -> Cow<'_, str> {
    let is_formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']);
    if !is_formula && !cell.contains(char::is_control) {
        return Cow::Borrowed(cell);
    }
    let plain = cell.replace(char::is_control, " ");
    Cow::Owned(if is_formula {
        format!("'{plain}")
    } else {
        plain
    })
}
