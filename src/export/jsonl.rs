//! The day's log as JSON Lines: one row a line, for other programs and for putting desks together.

use std::io::{self, Write};

use jiff::civil::Date;
use serde::Serialize;

use super::{DayLog, SCHEMA};

/// One line. The fields stand in the order of the alphabet, so that the keys of every line do.
#[derive(Serialize)]
struct Line<'a> {
    dag: Date,
    nr: usize,
    plaats: &'a str,
    route: &'a str,
    schema: u32,
    store: String,
    subthema: &'a str,
    tempo: &'a str,
    thema: &'a str,
    trede: &'a str,
    uitkomst: &'a str,
    uur: i8,
    wie_hielp: &'a str,
}

/// Writes one line a row; each knows its day, place and store.
pub(super) fn write(log: &DayLog, out: &mut dyn Write) -> io::Result<()> {
    for row in &log.rows {
        let line = Line {
            dag: log.day,
            nr: row.number,
            plaats: log.place.as_str(),
            route: row.route.as_str(),
            schema: SCHEMA,
            store: log.store.to_string(),
            subthema: &row.subtheme,
            tempo: row.tempo.code(),
            thema: row.theme.code(),
            trede: &row.rung,
            uitkomst: row.outcome.code(),
            uur: row.hour,
            wie_hielp: row.solved_by.code(),
        };
        serde_json::to_writer(&mut *out, &line)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}
