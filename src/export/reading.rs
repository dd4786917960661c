//! Reads a day's log in JSON Lines back and tells whether it is as it was written. Begin reading at [`read`].

use serde::{Deserialize, de::DeserializeOwned};
use sha2::{Digest, Sha256};

use super::{
    DayLog, Edition, Row, SCHEMA, Seal,
    jsonl::{self, ClosingLine, RowLine, Sort, YesNo, hex, link_to},
    totals_of,
};

/// Where a log is not as it was written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {what}")]
pub struct Changed {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong there.
    pub what: String,
}

/// What every line has.
#[derive(Deserialize)]
struct AnyLine {
    schema: u32,
    soort: Sort,
    vorige: String,
}

/// Reads a whole log.
///
/// # Errors
/// The first line at which the file is damaged, cut off, changed, or from a newer Balie.
pub fn read(text: &str) -> Result<DayLog, Changed> {
    let mut rows = Vec::new();
    let mut hash = String::new();
    let mut above = Sha256::new();
    let mut lines = text.split_inclusive('\n').zip(1..).peekable();
    while let Some((whole, number)) = lines.next() {
        let changed = |what: &str| Changed {
            line: number,
            what: what.to_owned(),
        };
        let line = whole
            .strip_suffix('\n')
            .ok_or_else(|| changed("the file is cut off here"))?;
        let any: AnyLine = parse(line, number)?;
        if any.schema > SCHEMA {
            return Err(changed("a newer Balie wrote this; read it with that one"));
        }
        if any.schema < SCHEMA {
            return Err(changed("an older Balie wrote this; export the day again"));
        }
        if any.vorige != hash {
            return Err(Changed {
                line: number.saturating_sub(1).max(1),
                what: "this line, or its link in the next, was changed".to_owned(),
            });
        }
        match any.soort {
            Sort::Rij => {
                let row: RowLine = parse(line, number)?;
                if row.nr != rows.len() + 1 || !(0..24).contains(&row.uur) {
                    return Err(changed("the row is out of order, or of no hour of the day"));
                }
                rows.push(row);
                hash = link_to(line.as_bytes());
                above.update(whole);
            }
            Sort::Slot if lines.peek().is_some() => {
                return Err(changed("lines stand below the closing line"));
            }
            Sort::Slot => {
                let closing: ClosingLine = parse(line, number)?;
                // What is signed is the line as we write it; so it must be written so.
                if serde_json::to_string(&closing).is_ok_and(|ours| ours != line) {
                    return Err(changed(
                        "the closing line is not written as Balie writes it",
                    ));
                }
                return close(&closing, rows, &hex(&above.finalize()), number);
            }
        }
    }
    Err(Changed {
        line: rows.len() + 1,
        what: "the closing line is missing".to_owned(),
    })
}

fn parse<T: DeserializeOwned>(line: &str, number: usize) -> Result<T, Changed> {
    serde_json::from_str(line).map_err(|error| Changed {
        line: number,
        what: error.to_string(),
    })
}

impl From<RowLine> for Row {
    fn from(line: RowLine) -> Self {
        Self {
            number: line.nr,
            route: line.route,
            theme: line.thema,
            subtheme: line.subthema,
            outcome: line.uitkomst,
            solved_by: line.wie_hielp,
            rung: line.trede,
            tempo: line.tempo,
            hour: line.uur,
            counts: line.telt_mee == YesNo::Ja,
        }
    }
}

/// Holds the closing line against what stands above it.
fn close(
    closing: &ClosingLine,
    rows: Vec<RowLine>,
    sha256: &str,
    number: usize,
) -> Result<DayLog, Changed> {
    let changed = |line: usize, what: &str| Changed {
        line,
        what: what.to_owned(),
    };
    let is_foreign = |line: &RowLine| {
        (line.dag, &line.plaats, line.store) != (closing.dag, &closing.plaats, closing.store)
    };
    if let Some(position) = rows.iter().position(is_foreign) {
        return Err(changed(
            position + 1,
            "the row is of another day, place or desk than the closing line says",
        ));
    }
    let rows: Vec<Row> = rows.into_iter().map(Row::from).collect();
    let log = DayLog {
        day: closing.dag,
        place: closing.plaats.clone(),
        store: closing.store,
        totals: totals_of(&rows),
        rows,
        edition: Edition {
            number: closing.versie,
            change: closing.wijziging,
        },
        seal: seal_of(closing)
            .ok_or_else(|| changed(number, "what stands for a signature is none"))?,
    };
    if closing.sha256 != sha256 {
        return Err(changed(number, "the hash of what stands above is another"));
    }
    if *closing != ClosingLine::of(&log, sha256.to_owned(), closing.vorige.clone()) {
        return Err(changed(
            number,
            "the totals are not those of the rows above",
        ));
    }
    if let Some(Seal { key, signature }) = &log.seal {
        let statement =
            jsonl::statement(&log, *key).map_err(|error| changed(number, &error.to_string()))?;
        if !key.is_by_me(&statement, signature) {
            return Err(changed(number, "the signature is not over this log"));
        }
    }
    Ok(log)
}

/// The seal of a closing line: none when it was never signed; nothing at all when it is malformed.
#[expect(
    clippy::option_option,
    reason = "no seal, and a seal that is none, are two things"
)]
fn seal_of(closing: &ClosingLine) -> Option<Option<Seal>> {
    if closing.sleutel.is_empty() && closing.handtekening.is_empty() {
        return Some(None);
    }
    let key = closing.sleutel.parse().ok()?;
    let signature = closing.handtekening.parse().ok()?;
    Some(Some(Seal { key, signature }))
}
