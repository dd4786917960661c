//! What leaves the desk: a day's log, figures, the resident's note, dates, contact points; in each format we offer.
//!
//! A [`DayLog`] is all that may leave the desk of one day: codes and an hour. It has no field for a name, an age, a
//! neighbourhood, an id of an enquiry or words that somebody typed, so no format can let them out. The same enquiries
//! give the same bytes. Knows neither the store nor the words of the screen: both are handed in. Begin reading at
//! [`DayLog::new`]; where a file may go stands in [`target`].

pub mod calendar;
pub mod closing;
pub mod contacts;
mod csv;
mod day;
mod figures;
mod jsonl;
mod note;
pub mod pdf;
mod reading;
pub mod register;
pub mod rides;
mod seal;
pub mod sheet;
pub mod target;
pub mod template;
mod text;
mod xlsx;

use std::{
    collections::BTreeMap,
    io::{self, Write},
};

use jiff::civil::{Date, Time, Weekday};
use sha2::Digest as _;

pub use day::day_sheet;
pub use figures::{Figures, FiguresFormat, STORIES, Story, figures_sheet, write_figures};
pub use note::note_sheet;
pub use reading::{Changed, read};
pub use seal::{Edition, Revised, Seal, Signer};

use self::template::Template;

use crate::{
    domain::{
        Answer, Enquiry, EnquiryId, FieldName, Outcome, PlaceId, RouteId, Rung, SolvedBy, StoreId,
        Tempo, Theme, VisitId,
    },
    figures::{self as counts, Counted, Totals},
};

/// The version of the columns; it rises when a column is added or changes its meaning. 2 added `telt_mee`, the edition
/// and the signature.
pub const SCHEMA: u32 = 2;

/// What a code is called on paper: by field and code with a hyphen between, such as `thema-geld`. A code without a
/// label is shown as it is.
pub type Labels = BTreeMap<String, String>;

/// The columns of a table, in order. `nr` and `uur` are numbers, `dag` is a day, `store` is the id of the desk; the
/// others are codes.
const COLUMNS: [&str; 12] = [
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
    "telt_mee",
    "store",
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
    /// Which edition of this day it is; the first, unless the day changed after it was closed.
    pub edition: Edition,
    /// Who vouches for it; none before it is signed.
    pub seal: Option<Seal>,
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
    /// Whether it counts for the share of the volunteers: a question, closed and not stopped.
    pub counts: bool,
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
            edition: Edition::default(),
            seal: None,
        }
    }

    /// Signs the log as it stands; the same log and key give the same signature.
    ///
    /// # Errors
    /// The key cannot be reached.
    pub fn sign(&mut self, signer: &dyn Signer) -> io::Result<()> {
        self.seal = None;
        let key = signer.public_key();
        let signature = signer.sign(&jsonl::statement(self, key)?)?;
        self.seal = Some(Seal { key, signature });
        Ok(())
    }

    /// The rows as enquiries, for figures over several desks: what did not leave the desk is not there, and each row is
    /// a visit of its own.
    #[must_use]
    pub fn to_enquiries(&self) -> Vec<Enquiry> {
        let of = |row: &Row| {
            let place = format!("{}{}{}", self.store, self.day, row.number);
            let hash = sha2::Sha256::digest(place);
            let mut id = [0; 16];
            id.iter_mut()
                .zip(hash.iter())
                .for_each(|(to, from)| *to = *from);
            let mut answers = BTreeMap::new();
            if !row.subtheme.is_empty() {
                let subtheme = Answer::One(row.subtheme.clone());
                answers.insert(FieldName::from("subthema"), subtheme);
            }
            if row.counts {
                // Whether a handover was confirmed left the desk as `telt_mee` only.
                for field in [counts::CONFIRMED, counts::DONE] {
                    answers.insert(FieldName::from(field), Answer::One("ja".to_owned()));
                }
            }
            Enquiry {
                id: EnquiryId(id),
                revision: 1,
                visit: VisitId(id),
                shift: None,
                place: self.place.clone(),
                route: row.route.clone(),
                tempo: row.tempo,
                day: self.day,
                time: Time::new(row.hour.clamp(0, 23), 0, 0, 0).unwrap_or(Time::midnight()),
                theme: row.theme,
                outcome: row.outcome,
                solved_by: row.solved_by,
                rung: row.rung.parse().ok(),
                answers,
                withdrawn: false,
                unknown: BTreeMap::new(),
            }
        };
        self.rows.iter().map(of).collect()
    }

    /// The name of its file without extension: `daglog-PLACE-STORE-DAY`, with the first eight digits of the store.
    #[must_use]
    pub fn file_stem(&self) -> String {
        let place = file_part(self.place.as_str());
        format!("daglog-{place}-{}-{}", self.short_store(), self.day)
    }

    /// The first eight digits of the store's id: enough to tell desks apart.
    fn short_store(&self) -> String {
        short(self.store)
    }
}

/// A text as a part of a file name: what is no letter or digit becomes a hyphen.
#[must_use]
pub fn file_part(text: &str) -> String {
    let letter = |c: char| if c.is_ascii_alphanumeric() { c } else { '-' };
    text.chars().map(letter).collect()
}

/// The first eight digits of a store's id: enough to tell desks apart.
#[must_use]
pub fn short(store: StoreId) -> String {
    store.to_string().chars().take(8).collect()
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
            counts: Counted::of(enquiry).counts,
        }
    }
}

/// What the rows come to.
fn totals_of(rows: &[Row]) -> Totals {
    Totals::count(rows.iter().map(|row| Counted {
        theme: row.theme,
        outcome: row.outcome,
        solved_by: row.solved_by,
        counts: row.counts,
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
    // Why there is no answer is said alike for every field that has no words of its own for it.
    [field, "geen_antwoord"]
        .iter()
        .find_map(|list| labels.get(&format!("{list}-{code}")))
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
    /// A page on paper, A4.
    Pdf,
    /// A page to read on any screen.
    Text,
}

impl Format {
    /// Every format, in the order in which it is offered.
    pub const ALL: &'static [Self] = &[Self::Csv, Self::Jsonl, Self::Xlsx, Self::Pdf, Self::Text];

    /// Its code on the command line.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Jsonl => "jsonl",
            Self::Xlsx => "xlsx",
            Self::Pdf => "pdf",
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
            Self::Pdf => "pdf",
            Self::Text => "txt",
        }
    }
}

/// Writes a day in one format. Tables carry codes; only what a person reads, the pages and the sheet of totals, has
/// labels. The template is that of the page on paper.
///
/// # Errors
/// What `out` said.
pub fn write(
    log: &DayLog,
    format: Format,
    labels: &Labels,
    template: &Template,
    out: &mut dyn Write,
) -> io::Result<()> {
    match format {
        Format::Csv => csv::write(log, out),
        Format::Jsonl => jsonl::write(log, out),
        Format::Xlsx => xlsx::write(log, labels, out),
        Format::Pdf => pdf::write(&day_sheet(log, labels, template), log.day, out),
        Format::Text => text::write(log, labels, out),
    }
}

/// A day as it is said: `woensdag 25 november 2026`.
fn long_day(day: Date) -> String {
    let weekday = match day.weekday() {
        Weekday::Monday => "maandag",
        Weekday::Tuesday => "dinsdag",
        Weekday::Wednesday => "woensdag",
        Weekday::Thursday => "donderdag",
        Weekday::Friday => "vrijdag",
        Weekday::Saturday => "zaterdag",
        Weekday::Sunday => "zondag",
    };
    let month = month_name(day);
    format!("{weekday} {} {month} {}", day.day(), day.year())
}

/// The month of a day as it is said.
fn month_name(day: Date) -> &'static str {
    match day.month() {
        1 => "januari",
        2 => "februari",
        3 => "maart",
        4 => "april",
        5 => "mei",
        6 => "juni",
        7 => "juli",
        8 => "augustus",
        9 => "september",
        10 => "oktober",
        11 => "november",
        _ => "december",
    }
}
