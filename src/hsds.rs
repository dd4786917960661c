//! Open Referral HSDS 3.0: cards from the files of another directory, and ours for others to read.
//!
//! The minimal profile: twelve tables of the tabular data package, or the same as JSON objects. Knows text and cards; where
//! files stand and what becomes of the cards is for others. Begin reading at [`read_tables`], [`read_json`] and
//! [`write_tables`]. Field by field: `reading.rs` and `writing.rs`.
//!
//! # What HSDS cannot say
//!
//! Amounts with their dates, laws, related cards, the editor's notes, and hours on public holidays
//! (openreferral/specification, issue 440). They are not exported. A card's id, kind, areas of life, sources, confidence and
//! uniform product name travel as `attributes`, which others may ignore.
//!
//! # What happens if
//!
//! - a row is wrong in any column: it is told with file, row, column and remedy, skipped and counted; what only hangs on it
//!   goes with it in silence;
//! - a whole file is wrong (Latin-1, a missing column): it is told, and its table is empty;
//! - a service is not `active`: it makes no card, and is counted.

mod hours;
mod json;
mod profile;
mod reading;
mod table;
mod writing;

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::{domain::Problem, knowledge::Article};

/// What came of reading.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Import {
    /// A card for each sound, active service.
    pub cards: Vec<Article>,
    /// What was wrong.
    pub problems: Vec<Problem>,
    /// How many rows were skipped because of it.
    pub skipped: usize,
    /// How many services are not active.
    pub inactive: usize,
}

/// Reads a tabular data package. `files` has the bytes of each file by its name, such as `services.csv`; tables that are
/// not in the profile are passed over. `today` settles which hours hold.
#[must_use]
pub fn read_tables(files: &BTreeMap<String, Vec<u8>>, today: Date) -> Import {
    let mut tables = table::Tables::default();
    for profile in profile::PROFILE {
        let name = format!("{}.csv", profile.name);
        match files.get(&name) {
            Some(bytes) => tables.add_csv(profile, &name, bytes),
            None if profile.is_needed => tables.tell_missing(profile, &name),
            None => {}
        }
    }
    reading::cards(tables, today)
}

/// Reads JSON: one service, one organisation with its services, a list of either, or a page of an interface.
#[must_use]
pub fn read_json(file: &str, bytes: &[u8], today: Date) -> Import {
    let mut tables = table::Tables::default();
    json::add(file, bytes, &mut tables);
    reading::cards(tables, today)
}

/// The files of a tabular data package with these cards: twelve tables and `datapackage.json`.
///
/// `country` and `province` are those of the addresses: a card does not say them, and HSDS wants them.
///
/// # Errors
/// A table cannot be written as CSV; it does not happen with text.
pub fn write_tables(
    cards: &[Article],
    country: &str,
    province: &str,
) -> Result<BTreeMap<String, Vec<u8>>, csv::Error> {
    writing::package(cards, country, province)
}
