//! The day's log as JSON Lines: one row a line, for other programs and for putting desks together.
//!
//! The last line closes the log: how many rows, what they come to, and the SHA-256 of every byte above it. Each line
//! carries the beginning of the hash of the line before it, so that [`super::read`] can say where a file was changed.
//! The closing line is signed by the store: whoever has the desk's public key can tell its log from any other.

use std::{
    collections::BTreeMap,
    io::{self, Write},
};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{DayLog, Revised, Row, SCHEMA, Seal};
use crate::{
    domain::{Outcome, PlaceId, RouteId, SolvedBy, StoreId, Tempo, Theme},
    figures::Totals,
    signature::PublicKey,
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

/// Yes or no, as in every format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum YesNo {
    /// Yes.
    Ja,
    /// No.
    Nee,
}

impl From<bool> for YesNo {
    fn from(is_so: bool) -> Self {
        if is_so { Self::Ja } else { Self::Nee }
    }
}

impl YesNo {
    /// Its code.
    pub(super) const fn code(self) -> &'static str {
        match self {
            Self::Ja => "ja",
            Self::Nee => "nee",
        }
    }
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
    pub(super) telt_mee: YesNo,
    pub(super) tempo: Tempo,
    pub(super) thema: Theme,
    pub(super) trede: String,
    pub(super) uitkomst: Outcome,
    pub(super) uur: i8,
    pub(super) vorige: String,
    pub(super) wie_hielp: SolvedBy,
}

/// The last line. The fields stand in the order of the alphabet. What is signed is this line with an empty `handtekening`.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ClosingLine {
    pub(super) dag: Date,
    pub(super) door_vrijwilligers: usize,
    pub(super) door_vrijwilligers_alleen: usize,
    pub(super) handtekening: String,
    pub(super) meegeteld: usize,
    pub(super) per_thema: BTreeMap<String, usize>,
    pub(super) plaats: PlaceId,
    pub(super) rijen: usize,
    pub(super) schema: u32,
    pub(super) sha256: String,
    pub(super) sleutel: String,
    pub(super) soort: Sort,
    pub(super) store: StoreId,
    pub(super) versie: u32,
    pub(super) vorige: String,
    pub(super) wijziging: Option<Revised>,
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
        let seal: Option<&Seal> = log.seal.as_ref();
        Self {
            dag: log.day,
            door_vrijwilligers: *by_volunteers,
            door_vrijwilligers_alleen: *by_volunteers_alone,
            handtekening: seal
                .map(|seal| seal.signature.to_string())
                .unwrap_or_default(),
            meegeteld: *counted,
            per_thema: themes
                .map(|(theme, count)| (theme.code().to_owned(), *count))
                .collect(),
            plaats: log.place.clone(),
            rijen: *all,
            schema: SCHEMA,
            sha256,
            sleutel: seal.map(|seal| seal.key.to_string()).unwrap_or_default(),
            soort: Sort::Slot,
            store: log.store,
            versie: log.edition.number,
            vorige,
            wijziging: log.edition.change,
        }
    }
}

/// What is signed of a log: its closing line as it stands in the file, with an empty signature.
pub(super) fn statement(log: &DayLog, key: PublicKey) -> io::Result<Vec<u8>> {
    let mut closing = write_rows(log, &mut io::sink())?;
    closing.sleutel = key.to_string();
    closing.handtekening.clear();
    Ok(serde_json::to_vec(&closing)?)
}

/// Writes one line a row and the closing line.
pub(super) fn write(log: &DayLog, out: &mut dyn Write) -> io::Result<()> {
    let closing = write_rows(log, out)?;
    serde_json::to_writer(&mut *out, &closing)?;
    out.write_all(b"\n")
}

/// Writes one line a row and gives the line that closes them.
fn write_rows(log: &DayLog, out: &mut dyn Write) -> io::Result<ClosingLine> {
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
    Ok(ClosingLine::of(log, hex(&above.finalize()), before))
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
        telt_mee: row.counts.into(),
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
