//! `balie knowledge check --upl`: whether the product names of cards are in the national list (UPL).
//!
//! The list is the CSV as it is published: among its columns `UniformeProductnaam` and `URI`.

use std::{collections::HashSet, path::PathBuf};

use clap::Args;

use super::{Exit, Failure, Streams, read_at_most};
use crate::{kiosk::library::Library, knowledge::Kind};

/// The largest list that is read, in bytes; it has some three hundred thousand.
const MOST_BYTES: usize = 16_000_000;

/// Which list.
#[derive(Debug, Args)]
pub struct Arguments {
    /// The list of uniform product names (CSV, UTF-8)
    #[arg(long, value_name = "FILE")]
    pub upl: PathBuf,
}

/// Compares.
///
/// # Errors
/// The list cannot be read, or is another file.
pub(super) fn run(
    arguments: &Arguments,
    library: &Library,
    streams: &mut Streams<'_>,
) -> Result<Exit, Failure> {
    let list = read(arguments)?;
    let mut missing = 0;
    let named = library
        .articles
        .iter()
        .filter_map(|card| Some((card, card.upl.as_deref()?)));
    for (card, uri) in named.clone().filter(|(_, uri)| !list.contains(*uri)) {
        missing += 1;
        writeln!(
            streams.out,
            "{}: upl: {uri} is not in the list\n  look the name up in the list and copy its URI",
            card.file
        )?;
    }
    let schemes = library
        .articles
        .iter()
        .filter(|card| card.kind == Kind::Regeling);
    let bare = schemes.filter(|card| card.upl.is_none()).count();
    let named = named.count();
    writeln!(
        streams.out,
        "{named} cards with a product name, {missing} not among the {} of the list; {bare} schemes without one",
        list.len()
    )?;
    Ok(if missing == 0 { Exit::Done } else { Exit::Mend })
}

/// The addresses in the list.
fn read(arguments: &Arguments) -> Result<HashSet<String>, Failure> {
    let path = &arguments.upl;
    let wrong = |what: String| {
        Failure::mend(
            format!("{}: {what}", path.display()),
            "give the CSV as it is published, in UTF-8, with the columns UniformeProductnaam and URI",
        )
    };
    let bytes = read_at_most(path, MOST_BYTES)?;
    let text =
        std::str::from_utf8(&bytes).map_err(|_| wrong("this is not text in UTF-8".to_owned()))?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .from_reader(text.as_bytes());
    let columns = reader.headers().map_err(|error| wrong(error.to_string()))?;
    let place = |name| columns.iter().position(|column| column.trim() == name);
    let (Some(_), Some(uri)) = (place("UniformeProductnaam"), place("URI")) else {
        return Err(wrong("this is not the list of product names".to_owned()));
    };
    let mut names = HashSet::new();
    for record in reader.records() {
        let record = record.map_err(|error| wrong(error.to_string()))?;
        names.extend(
            record
                .get(uri)
                .map(|uri| uri.trim().to_owned())
                .filter(|uri| !uri.is_empty()),
        );
    }
    Ok(names)
}
