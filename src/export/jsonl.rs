//! The day's log as JSON Lines: one row a line, for other programs and for putting desks together.
//!
//! The last line closes the log: how many rows, what they come to, and the SHA-256 of every byte above it. Each line
//! carries the beginning of the hash of the line before it, so that [`super::read`] can say where a file was changed.
//! This finds damage and careless hands; whoever means ill can write a new file that is whole.

use std::{
    collections::BTreeMap,
    io::{self, Write},
};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{DayLog, Row, SCHEMA};
use crate::{
    domain::{Outcome, PlaceId, RouteId, SolvedBy, StoreId, Tempo, Theme},
    figures::Totals,
};

/// What sort of line it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Sort {
    /// One enquiry.
    Rij,
    /// The last line.
    Slot,
}

/// The line of one enquiry. The fields stand in the order of the alphabet, so that the keys of every line do.
#[derive(Serialize, Deserialize)]
pub(super) struct RowLine {
    pub(super) dag: Date,
    pub(super) nr: usize,
    pub(super) plaats: PlaceId,
    pub(super) route: RouteId,
    pub(super) schema: u32,
    pub(super) soort: Sort,
    pub(super) store: StoreId,
    pub(super) subthema: String,
    pub(super) tempo: Tempo,
    pub(super) thema: Theme,
    pub(super) trede: String,
    pub(super) uitkomst: Outcome,
    pub(super) uur: i8,
    pub(super) vorige: String,
    pub(super) wie_hielp: SolvedBy,
}

/// The last line. The fields stand in the order of the alphabet.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct ClosingLine {
    pub(super) dag: Date,
    pub(super) door_vrijwilligers: usize,
    pub(super) door_vrijwilligers_alleen: usize,
    pub(super) meegeteld: usize,
    pub(super) per_thema: BTreeMap<String, usize>,
    pub(super) plaats: PlaceId,
    pub(super) rijen: usize,
    pub(super) schema: u32,
    pub(super) sha256: String,
    pub(super) soort: Sort,
    pub(super) store: StoreId,
    pub(super) vorige: String,
}

impl ClosingLine {
    /// The line that closes a log of which everything above has this hash.
    pub(super) fn of(log: &DayLog, sha256: String, vorige: String) -> Self {
        let Totals {
            all,
            counted,
            by_volunteers,
            by_volunteers_alone,
            by_theme,
        } = &log.totals;
        let themes = by_theme.iter();
        Self {
            dag: log.day,
            door_vrijwilligers: *by_volunteers,
            door_vrijwilligers_alleen: *by_volunteers_alone,
            meegeteld: *counted,
            per_thema: themes
                .map(|(theme, count)| (theme.code().to_owned(), *count))
                .collect(),
            plaats: log.place.clone(),
            rijen: *all,
            schema: SCHEMA,
            sha256,
            soort: Sort::Slot,
            store: log.store,
            vorige,
        }
    }
}

/// Writes one line a row and the closing line.
pub(super) fn write(log: &DayLog, out: &mut dyn Write) -> io::Result<()> {
    let mut above = Sha256::new();
    let mut before = String::new();
    let mut line = Vec::new();
    for row in &log.rows {
        line.clear();
        serde_json::to_writer(&mut line, &row_line(log, row, before))?;
        before = link_to(&line);
        line.push(b'\n');
        above.update(&line);
        out.write_all(&line)?;
    }
    let closing = ClosingLine::of(log, hex(&above.finalize()), before);
    serde_json::to_writer(&mut *out, &closing)?;
    out.write_all(b"\n")
}

fn row_line(log: &DayLog, row: &Row, vorige: String) -> RowLine {
    RowLine {
        dag: log.day,
        nr: row.number,
        plaats: log.place.clone(),
        route: row.route.clone(),
        schema: SCHEMA,
        soort: Sort::Rij,
        store: log.store,
        subthema: row.subtheme.clone(),
        tempo: row.tempo,
        thema: row.theme,
        trede: row.rung.clone(),
        uitkomst: row.outcome,
        uur: row.hour,
        vorige,
        wie_hielp: row.solved_by,
    }
}

/// What the line after this one carries: the first 16 digits of its hash. They only say where; the closing line says
/// whether.
pub(super) fn link_to(line: &[u8]) -> String {
    hex(Sha256::digest(line).get(..8).unwrap_or_default())
}

/// Bytes in hexadecimal digits.
pub(super) fn hex(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(2 * bytes.len());
    for byte in bytes {
        for half in [byte >> 4, byte & 15] {
            text.extend(char::from_digit(half.into(), 16));
        }
    }
    text
}
