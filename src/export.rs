//! A day to a file, in each format we offer.
//!
//! A [`DayLog`] is all that may leave the desk of one day: codes and an hour. It has no field for a name, an age, a
//! neighbourhood, an id of an enquiry or words that somebody typed, so no format can let them out. The same enquiries
//! give the same bytes. Knows neither the store nor the words of the screen: both are handed in. Begin reading at
//! [`DayLog::new`]; where a file may go stands in [`target`].

mod csv;
mod figures;
mod jsonl;
mod reading;
pub mod target;
mod text;
mod xlsx;

use std::{
    collections::BTreeMap,
    io::{self, Write},
};

use jiff::civil::Date;

pub use figures::{FiguresFormat, write_figures};
pub use reading::{Changed, read};

use crate::{
    domain::{Answer, Enquiry, Outcome, PlaceId, RouteId, Rung, SolvedBy, StoreId, Tempo, Theme},
    figures::{Counted, Totals},
};

/// The version of the columns; it rises when a column changes its meaning.
pub const SCHEMA: u32 = 1;

/// What a code is called on paper: by field and code with a hyphen between, such as `thema-geld`. A code without a
/// label is shown as it is.
pub type Labels = BTreeMap<String, String>;

/// The columns of a table, in order. `nr` and `uur` are numbers, `dag` is a day; the others are codes.
const COLUMNS: [&str; 10] = [
    "nr",
    "dag",
    "route",
    "thema",
    "subthema",
    "uitkomst",
    "wie_hielp",
    "trede",
    "tempo",
    "uur",
];

/// The log of one day at one desk (*daglog*).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayLog {
    /// The day in the time zone of the place.
    pub day: Date,
    /// The place the desk was set up for.
    pub place: PlaceId,
    /// The store it comes from.
    pub store: StoreId,
    /// One row an enquiry, in order of time.
    pub rows: Vec<Row>,
    /// What the rows come to.
    pub totals: Totals,
}

/// One enquiry as it may leave the desk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Counts from 1 each day.
    pub number: usize,
    /// The route that was walked.
    pub route: RouteId,
    /// What it was about.
    pub theme: Theme,
    /// The code of the subtheme, or why there is none; empty where the route does not ask.
    pub subtheme: String,
    /// How it ended.
    pub outcome: Outcome,
    /// Who solved it.
    pub solved_by: SolvedBy,
    /// The code of the rung, or why there is none; empty where the route does not ask.
    pub rung: String,
    /// How deep the conversation went.
    pub tempo: Tempo,
    /// The hour it was concluded in, 0 to 23; the minute stays at the desk.
    pub hour: i8,
}

impl DayLog {
    /// Makes the log of `day` from the enquiries of a store. Those of other days and those taken back are left out.
    #[must_use]
    pub fn new(day: Date, place: PlaceId, store: StoreId, enquiries: &[Enquiry]) -> Self {
        let mut of_day: Vec<&Enquiry> = enquiries
            .iter()
            .filter(|enquiry| enquiry.day == day && !enquiry.withdrawn)
            .collect();
        // The id settles two enquiries of the same moment, so that the same day always gives the same rows.
        of_day.sort_by_key(|enquiry| (enquiry.time, enquiry.id));
        let rows: Vec<Row> = of_day
            .iter()
            .enumerate()
            .map(|(before, enquiry)| Row::new(before + 1, enquiry))
            .collect();
        Self {
            day,
            place,
            store,
            totals: totals_of(&rows),
            rows,
        }
    }

    /// The name of its file without extension: `daglog-PLACE-STORE-DAY`, with the first eight digits of the store.
    #[must_use]
    pub fn file_stem(&self) -> String {
        let place: String = self
            .place
            .as_str()
            .chars()
            .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
            .collect();
        format!("daglog-{place}-{}-{}", self.short_store(), self.day)
    }

    /// The first eight digits of the store's id: enough to tell desks apart.
    fn short_store(&self) -> String {
        self.store.to_string().chars().take(8).collect()
    }
}

impl Row {
    fn new(number: usize, enquiry: &Enquiry) -> Self {
        Self {
            number,
            route: enquiry.route.clone(),
            theme: enquiry.theme,
            subtheme: code_of(enquiry.answers.get("subthema")),
            outcome: enquiry.outcome,
            solved_by: enquiry.solved_by,
            rung: enquiry.rung.map_or_else(
                || code_of(enquiry.answers.get(Rung::FIELD)),
                |rung| rung.code().to_owned(),
            ),
            tempo: enquiry.tempo,
            hour: enquiry.time.hour(),
        }
    }
}

/// What the rows come to.
fn totals_of(rows: &[Row]) -> Totals {
    Totals::count(rows.iter().map(|row| Counted {
        route: &row.route,
        theme: row.theme,
        outcome: row.outcome,
        solved_by: row.solved_by,
    }))
}

/// The code of a chosen answer. Words, numbers and days give nothing: they could tell who it was.
fn code_of(answer: Option<&Answer>) -> String {
    match answer {
        Some(Answer::One(code)) => code.clone(),
        Some(Answer::None(why)) => why.code().to_owned(),
        Some(
            Answer::Many(_)
            | Answer::Text(_)
            | Answer::Whole(_)
            | Answer::Decimal(_)
            | Answer::Date(_)
            | Answer::Time(_),
        )
        | None => String::new(),
    }
}

/// What a code is called; the code itself where nobody gave it a name.
pub fn label<'a>(labels: &'a Labels, field: &str, code: &'a str) -> &'a str {
    labels
        .get(&format!("{field}-{code}"))
        .map_or(code, String::as_str)
}

/// A format a day can be written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Format {
    /// A table that a double click opens in Dutch Excel.
    Csv,
    /// JSON Lines, for other programs.
    Jsonl,
    /// A workbook with a sheet of totals.
    Xlsx,
    /// A page to read or print.
    Text,
}

impl Format {
    /// Every format, in the order in which it is offered.
    pub const ALL: &'static [Self] = &[Self::Csv, Self::Jsonl, Self::Xlsx, Self::Text];

    /// Its code on the command line.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Jsonl => "jsonl",
            Self::Xlsx => "xlsx",
            Self::Text => "text",
        }
    }

    /// The extension of its files.
    #[must_use]
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Jsonl => "jsonl",
            Self::Xlsx => "xlsx",
            Self::Text => "txt",
        }
    }
}

/// Writes a day in one format. Tables carry codes; only what a person reads, the
/// page and the sheet of totals, has labels.
///
/// # Errors
/// What `out` said.
pub fn write(log: &DayLog, format: Format, labels: &Labels, out: &mut dyn Write) -> io::Result<()> {
    match format {
        Format::Csv => csv::write(log, out),
        Format::Jsonl => jsonl::write(log, out),
        Format::Xlsx => xlsx::write(log, labels, out),
        Format::Text => text::write(log, labels, out),
    }
}
