//! Which days are closed, and in which edition.
//!
//! A day is closed when it is exported, or at the first start of a later day. What is remembered is the number of the
//! edition, how many rows it had and a fingerprint of its rows; the fingerprint is made with the key of the store, so that the
//! file tells nobody what the rows were. The same rows give the same edition for ever, other rows the next one.
//! Begin reading at [`Ledger::close`].

use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{
    DayLog, Edition, Revised, Signer,
    jsonl::{self, hex},
    target::{ExportError, replace_file},
};

/// The file in the data folder.
pub const FILE: &str = "closed-days.jsonl";

/// One closed day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Closed {
    day: Date,
    edition: Edition,
    rows: usize,
    fingerprint: String,
}

/// The days of a data folder that were closed.
#[derive(Debug)]
pub struct Ledger {
    folder: PathBuf,
    days: BTreeMap<Date, Closed>,
}

impl Ledger {
    /// Reads which days are closed; none when the file is not there.
    ///
    /// # Errors
    /// The file cannot be read, or is not ours.
    pub fn open(data: &Path) -> Result<Self, ExportError> {
        let file = data.join(FILE);
        let text = match fs::read_to_string(&file) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
            Err(source) => {
                return Err(ExportError::Io {
                    doing: "read",
                    path: file,
                    source,
                });
            }
        };
        let mut days = BTreeMap::new();
        for (line, number) in text.lines().zip(1..) {
            let closed: Closed =
                serde_json::from_str(line).map_err(|error| ExportError::Malformed {
                    file: file.clone(),
                    what: format!("line {number}: {error}"),
                })?;
            days.insert(closed.day, closed);
        }
        Ok(Self {
            folder: data.to_owned(),
            days,
        })
    }

    /// Whether a day was closed.
    #[must_use]
    pub fn is_closed(&self, day: Date) -> bool {
        self.days.contains_key(&day)
    }

    /// Closes the day of a log: gives it its edition and its signature, and remembers both on disk.
    ///
    /// # Errors
    /// The key cannot be reached, or the data folder cannot be written to; then nothing changed.
    pub fn close(&mut self, log: &mut DayLog, signer: &dyn Signer) -> Result<(), ExportError> {
        let unsigned = |source| ExportError::Io {
            doing: "sign",
            path: self.folder.join(FILE),
            source,
        };
        log.edition = Edition::default();
        log.sign(signer).map_err(unsigned)?;
        let fingerprint = fingerprint(log, signer).map_err(unsigned)?;
        let rows = log.rows.len();
        let known = self.days.get(&log.day);
        log.edition = match known {
            None => Edition::default(),
            Some(closed) if closed.fingerprint == fingerprint => closed.edition,
            Some(closed) => Edition {
                number: closed.edition.number.saturating_add(1),
                change: Some(match rows.cmp(&closed.rows) {
                    std::cmp::Ordering::Less => Revised::Gewist,
                    std::cmp::Ordering::Equal => Revised::Verbeterd,
                    std::cmp::Ordering::Greater => Revised::Aangevuld,
                }),
            },
        };
        log.sign(signer).map_err(unsigned)?;
        let closed = Closed {
            day: log.day,
            edition: log.edition,
            rows,
            fingerprint,
        };
        if known != Some(&closed) {
            let before = self.days.insert(log.day, closed);
            if let Err(error) = self.write() {
                match before {
                    Some(before) => self.days.insert(log.day, before),
                    None => self.days.remove(&log.day),
                };
                return Err(error);
            }
        }
        Ok(())
    }

    fn write(&self) -> Result<(), ExportError> {
        let mut text = String::new();
        for closed in self.days.values() {
            let line = serde_json::to_string(closed).map_err(|error| ExportError::Io {
                doing: "write",
                path: self.folder.join(FILE),
                source: error.into(),
            })?;
            text.push_str(&line);
            text.push('\n');
        }
        replace_file(&self.folder, FILE, text.as_bytes()).map(|_| ())
    }
}

/// Tells the rows of one day from any others, and nothing else to whom lacks the key of the store: the hash of its
/// signature over them.
fn fingerprint(log: &DayLog, signer: &dyn Signer) -> io::Result<String> {
    let statement = jsonl::statement(log, signer.public_key())?;
    let signature = signer.sign(&statement)?;
    Ok(hex(&Sha256::digest(signature.to_string())))
}
