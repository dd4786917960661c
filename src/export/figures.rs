//! The figures of a period, in each format: a page with the period before beside it, a table, a workbook, one JSON object.
//!
//! The page carries its own definitions, so that a number can be checked by who reads it. Which tables there are, in
//! which order and by which words is data ([`FigureWords`]). Begin reading at [`write_figures`].

mod page;
mod workbook;

use std::io::{self, Write};

use serde_json::{Map, Value as Json, json};

use super::{Labels, label, pdf, sheet, template::Templates};
use crate::figures::{Audience, Beside, Key, Measure, Report, Share, Value, beside};

pub use page::{STORIES, Story, figures_sheet};

/// A format figures can be written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FiguresFormat {
    /// A page to read or print.
    Text,
    /// A table for Dutch Excel.
    Csv,
    /// One JSON object, for other programs.
    Json,
    /// A workbook: one sheet a table.
    Xlsx,
    /// The page on paper.
    Pdf,
}

impl FiguresFormat {
    /// Every format.
    pub const ALL: &'static [Self] = &[Self::Text, Self::Csv, Self::Json, Self::Xlsx, Self::Pdf];

    /// Its code on the command line, and the extension of its files but for the page.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Csv => "csv",
            Self::Json => "json",
            Self::Xlsx => "xlsx",
            Self::Pdf => "pdf",
        }
    }
}

/// Figures of a period and of the one before it, with the words to print them.
#[derive(Debug, Clone, Copy)]
pub struct Figures<'a> {
    /// The period.
    pub now: &'a Report,
    /// The one before it.
    pub before: &'a Report,
    /// What codes are called.
    pub labels: &'a Labels,
    /// The desk's papers.
    pub templates: &'a Templates,
    /// The name of the place, where the template has none.
    pub place: &'a str,
    /// Stories that the coordinator let go, at most three on a page.
    pub stories: &'a [Story],
}

/// Writes the figures of a period beside those of the period before it.
///
/// # Errors
/// What `out` said.
pub fn write_figures(
    figures: &Figures<'_>,
    format: FiguresFormat,
    out: &mut dyn Write,
) -> io::Result<()> {
    match format {
        FiguresFormat::Text => sheet::write_text(&figures_sheet(figures), out),
        FiguresFormat::Pdf => pdf::write(&figures_sheet(figures), figures.now.period.last, out),
        FiguresFormat::Csv => write_table(figures, out),
        FiguresFormat::Json => {
            let object = object_of(figures);
            serde_json::to_writer_pretty(&mut *out, &object)?;
            out.write_all(b"\n")
        }
        FiguresFormat::Xlsx => workbook::write(figures, out),
    }
}

impl Figures<'_> {
    /// Every table of both periods, in the order of the set.
    fn tables(&self) -> Vec<(Measure, Beside)> {
        beside(self.now, self.before)
    }

    /// What stands above a table.
    fn title(&self, measure: Measure) -> &str {
        let words = self.templates.figures.table(measure);
        words.map_or(measure.code(), |words| words.title.as_str())
    }

    /// What a line is called.
    fn name(&self, key: &Key) -> String {
        match key {
            Key::Named(name) => {
                let words = self.templates.figures.names.get(*name);
                words.map_or_else(|| (*name).to_owned(), Clone::clone)
            }
            Key::Codes(codes) => {
                let said = codes.iter().map(|(field, code)| match *field {
                    "maand" => month_of(code),
                    "wat" => self.name(&Key::Named(if code == "breed" {
                        "breed"
                    } else {
                        "hulpvragen"
                    })),
                    field => label(self.labels, field, code).to_owned(),
                });
                said.collect::<Vec<_>>().join(" · ")
            }
        }
    }
}

/// `2026-11` as `november 2026`.
fn month_of(code: &str) -> String {
    let day = format!("{code}-01").parse();
    day.map_or_else(
        |_| code.to_owned(),
        |day: jiff::civil::Date| format!("{} {}", super::month_name(day), day.year()),
    )
}

/// A value as it stands on a page for some readers.
fn said(value: Value, audience: Audience) -> String {
    match value {
        Value::Count(count) => count.to_string(),
        Value::Share(share) => percentage(share, audience),
        Value::Median { tenths: None, .. } => "-".to_owned(),
        Value::Median {
            tenths: Some(tenths),
            n,
        } => format!("{} (n={n})", tenths_said(tenths)),
    }
}

/// Tenths as a Dutch number: 35 is `3,5`, 30 is `3`.
fn tenths_said(tenths: usize) -> String {
    match (tenths / 10, tenths % 10) {
        (whole, 0) => whole.to_string(),
        (whole, tenth) => format!("{whole},{tenth}"),
    }
}

/// A share as `71 % (n=7)`; outside the team rounded to five, like every number there.
fn percentage(share: Share, audience: Audience) -> String {
    let Share { whole, .. } = share;
    let percentage = share.percentage().map(|percentage| match audience {
        Audience::Outside => (percentage + 2) / 5 * 5,
        Audience::Team | Audience::Coordinator => percentage,
    });
    percentage.map_or_else(
        || "-".to_owned(),
        |percentage| format!("{percentage} % (n={whole})"),
    )
}

/// The numbers of a value, each with what it is.
fn parts(value: Value) -> Vec<(&'static str, Option<usize>)> {
    match value {
        Value::Count(count) => vec![("aantal", Some(count))],
        Value::Share(Share { part, whole }) => {
            vec![("deel", Some(part)), ("geheel", Some(whole))]
        }
        Value::Median { tenths, n } => vec![("tienden", tenths), ("n", Some(n))],
    }
}

fn write_table(figures: &Figures<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut table = super::csv::writer(out)?;
    table.write_record(["tabel", "code", "wat", "nu", "ervoor"])?;
    for (measure, lines) in figures.tables() {
        for (key, now, before) in lines {
            let code = key.to_string();
            let text = |number: Option<usize>| number.map_or_else(String::new, |n| n.to_string());
            for ((what, now), (_, before)) in parts(now).into_iter().zip(parts(before)) {
                table.write_record([
                    measure.code(),
                    &super::csv::harmless(&code),
                    what,
                    &text(now),
                    &text(before),
                ])?;
            }
        }
    }
    table.flush()
}

fn object_of(figures: &Figures<'_>) -> Json {
    let words = &figures.templates.figures;
    let definitions: Map<String, Json> = words
        .tables
        .iter()
        .filter(|table| !table.definition.is_empty())
        .map(|table| (table.measure.code().to_owned(), json!(table.definition)))
        .collect();
    json!({
        "nu": report_of(figures.now),
        "ervoor": report_of(figures.before),
        "uitleg": definitions,
    })
}

fn report_of(report: &Report) -> Json {
    let mut object = Map::new();
    object.insert("van".to_owned(), json!(report.period.first));
    object.insert("tot_en_met".to_owned(), json!(report.period.last));
    for block in &report.blocks {
        let lines: Map<String, Json> = block
            .lines
            .iter()
            .map(|line| {
                let value = match line.value {
                    Value::Count(count) => json!(count),
                    Value::Share(_) | Value::Median { .. } => {
                        let numbers = parts(line.value).into_iter();
                        numbers
                            .map(|(what, number)| (what.to_owned(), json!(number)))
                            .collect::<Map<_, _>>()
                            .into()
                    }
                };
                (line.key.to_string(), value)
            })
            .collect();
        object.insert(block.measure.code().to_owned(), lines.into());
    }
    object.into()
}
