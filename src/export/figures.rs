//! The figures of a period on paper: a page with the period before beside it, a table, or one JSON object.
//!
//! The page carries its own definitions, so that a number can be checked by who reads it.

use std::{
    collections::BTreeSet,
    io::{self, Write},
};

use serde_json::{Map, Value, json};
use unicode_width::UnicodeWidthStr;

use super::{Labels, label};
use crate::figures::{Period, Share, Table};

/// A format figures can be written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FiguresFormat {
    /// A page to read or print.
    Text,
    /// A table for Dutch Excel.
    Csv,
    /// One JSON object, for other programs.
    Json,
}

impl FiguresFormat {
    /// Every format.
    pub const ALL: &'static [Self] = &[Self::Text, Self::Csv, Self::Json];

    /// Its code on the command line.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Csv => "csv",
            Self::Json => "json",
        }
    }
}

/// How the figures are counted; printed below them.
const DEFINITIONS: &str = "\
Hoe dit is geteld
-----------------
Opgelost door vrijwilligers: afgesloten vragen die een vrijwilliger oploste,
alleen of na overleg met de achterwacht, van alle afgesloten vragen. Niet mee
tellen: wat nog loopt, gestopte vragen, ritten, aanbod van hulp, gesprekken
voor de sociale kaart en signalen.
Eigen kring eerst: opgeloste vragen die eindigden bij de bewoner zelf, de eigen
kring of de buurt, van alle opgeloste vragen waarbij de trede is genoteerd.
Een getal onder de 5 kan naar een persoon wijzen: geef het niet aan anderen.
";

/// Writes the figures of a period beside those of the period before it.
///
/// # Errors
/// What `out` said.
pub fn write_figures(
    now: &Period,
    before: &Period,
    format: FiguresFormat,
    labels: &Labels,
    out: &mut dyn Write,
) -> io::Result<()> {
    match format {
        FiguresFormat::Text => write_page(now, before, labels, out),
        FiguresFormat::Csv => write_table(now, before, out),
        FiguresFormat::Json => {
            serde_json::to_writer_pretty(
                &mut *out,
                &json!({ "nu": object_of(now), "ervoor": object_of(before) }),
            )?;
            out.write_all(b"\n")
        }
    }
}

/// The counts that stand above the tables: code, label, number.
fn heads(period: &Period) -> [(&'static str, &'static str, usize); 4] {
    let totals = &period.totals;
    [
        ("hulpvragen", "Hulpvragen", totals.all),
        ("meegeteld", "Tellen mee in het percentage", totals.counted),
        (
            "door_vrijwilligers",
            "Opgelost door vrijwilligers",
            totals.by_volunteers,
        ),
        (
            "door_vrijwilligers_alleen",
            "Waarvan zonder overleg",
            totals.by_volunteers_alone,
        ),
    ]
}

/// The shares: code, label, part and whole.
fn shares(period: &Period) -> [(&'static str, &'static str, Share); 3] {
    let totals = &period.totals;
    let of_counted = |part| Share {
        part,
        whole: totals.counted,
    };
    [
        (
            "aandeel_vrijwilligers",
            "Door vrijwilligers",
            of_counted(totals.by_volunteers),
        ),
        (
            "aandeel_vrijwilligers_alleen",
            "Zonder overleg",
            of_counted(totals.by_volunteers_alone),
        ),
        ("eigen_kring_eerst", "Eigen kring eerst", period.own_network),
    ]
}

fn write_page(
    now: &Period,
    before: &Period,
    labels: &Labels,
    out: &mut dyn Write,
) -> io::Result<()> {
    let days = |period: &Period| {
        format!(
            "{} t/m {}",
            period.first.strftime("%d-%m-%Y"),
            period.last.strftime("%d-%m-%Y")
        )
    };
    let title = format!("Cijfers van {}", days(now));
    writeln!(out, "{title}\n{}", "=".repeat(title.width()))?;
    writeln!(out, "Ervoor: {}\n", days(before))?;
    writeln!(out, "{:<44}{:>14}{:>14}", "", "nu", "ervoor")?;
    for ((_, name, count), (_, _, earlier)) in heads(now).into_iter().zip(heads(before)) {
        write_line(out, name, &count.to_string(), &earlier.to_string())?;
    }
    let (left_out, earlier) = (now.totals.excluded(), before.totals.excluded());
    write_line(
        out,
        "Tellen niet mee",
        &left_out.to_string(),
        &earlier.to_string(),
    )?;
    for ((_, name, share), (_, _, earlier)) in shares(now).into_iter().zip(shares(before)) {
        write_line(out, name, &percentage(share), &percentage(earlier))?;
    }
    for field in fields(now, before) {
        let title = heading(field);
        writeln!(out, "\n{title}\n{}", "-".repeat(title.width()))?;
        for (code, count, earlier) in beside(now, before, field) {
            let name = label(labels, field, &code);
            write_line(out, name, &count.to_string(), &earlier.to_string())?;
        }
    }
    write!(out, "\n{DEFINITIONS}")
}

/// What stands above the table of a field.
fn heading(field: &str) -> &str {
    match field {
        "thema" => "Thema",
        "uitkomst" => "Uitkomst",
        "wie_hielp" => "Wie hielp",
        "trede" => "Trede",
        "tempo" => "Tempo",
        "leeftijd" => "Leeftijd",
        "buurt" => "Buurt",
        "eerste_keer" => "Nieuw of bekend",
        "kanaal" => "Hoe de vraag binnenkwam",
        "reden" => "Waarom het niet lukte",
        other => other,
    }
}

fn write_line(out: &mut dyn Write, name: &str, now: &str, before: &str) -> io::Result<()> {
    let space = " ".repeat(44_usize.saturating_sub(name.width()));
    writeln!(out, "{name}{space}{now:>14}{before:>14}")
}

/// A share as `71 % (n = 7)`.
fn percentage(share: Share) -> String {
    let Share { whole, .. } = share;
    share.percentage().map_or_else(
        || "-".to_owned(),
        |percentage| format!("{percentage} % (n={whole})"),
    )
}

fn write_table(now: &Period, before: &Period, out: &mut dyn Write) -> io::Result<()> {
    let mut table = super::csv::writer(out)?;
    table.write_record(["cijfer", "code", "nu", "ervoor"])?;
    for ((code, _, count), (_, _, earlier)) in heads(now).into_iter().zip(heads(before)) {
        table.write_record([code, "", &count.to_string(), &earlier.to_string()])?;
    }
    for ((code, _, share), (_, _, earlier)) in shares(now).into_iter().zip(shares(before)) {
        for (what, now, before) in [
            ("deel", share.part, earlier.part),
            ("geheel", share.whole, earlier.whole),
        ] {
            table.write_record([code, what, &now.to_string(), &before.to_string()])?;
        }
    }
    for field in fields(now, before) {
        for (code, count, earlier) in beside(now, before, field) {
            let code = super::csv::harmless(&code);
            table.write_record([field, &code, &count.to_string(), &earlier.to_string()])?;
        }
    }
    let cells: BTreeSet<_> = now.cells.keys().chain(before.cells.keys()).collect();
    for cell in cells {
        let (theme, outcome, solved_by) = cell;
        let count = |period: &Period| period.cells.get(cell).copied().unwrap_or_default();
        table.write_record([
            "thema+uitkomst+wie_hielp",
            &format!("{theme}+{outcome}+{solved_by}"),
            &count(now).to_string(),
            &count(before).to_string(),
        ])?;
    }
    table.flush()
}

fn object_of(period: &Period) -> Value {
    let mut object = Map::new();
    object.insert("van".to_owned(), json!(period.first));
    object.insert("tot_en_met".to_owned(), json!(period.last));
    for (code, _, count) in heads(period) {
        object.insert(code.to_owned(), json!(count));
    }
    for (code, _, Share { part, whole }) in shares(period) {
        object.insert(code.to_owned(), json!({ "deel": part, "geheel": whole }));
    }
    for Table { field, counts } in &period.tables {
        let counts: Map<String, Value> = counts
            .iter()
            .map(|(code, count)| (code.clone(), json!(count)))
            .collect();
        object.insert(format!("per_{field}"), counts.into());
    }
    let cells = period.cells.iter().map(|((theme, outcome, solved_by), count)| {
        json!({ "thema": theme, "uitkomst": outcome, "wie_hielp": solved_by, "aantal": count })
    });
    object.insert("cellen".to_owned(), cells.collect());
    object.into()
}

/// The fields of both periods, in the order of the tables.
fn fields(now: &Period, before: &Period) -> Vec<&'static str> {
    let mut fields = Vec::new();
    for Table { field, .. } in now.tables.iter().chain(&before.tables) {
        if !fields.contains(field) {
            fields.push(*field);
        }
    }
    fields
}

/// The counts of one field in both periods, by code.
fn beside(now: &Period, before: &Period, field: &str) -> Vec<(String, usize, usize)> {
    let counts_of = |period: &Period| -> Vec<(String, usize)> {
        let table = period.tables.iter().find(|table| table.field == field);
        table.map(|table| table.counts.clone()).unwrap_or_default()
    };
    let (now, before) = (counts_of(now), counts_of(before));
    let find = |counts: &[(String, usize)], code: &str| {
        let found = counts.iter().find(|(name, _)| name == code);
        found.map_or(0, |(_, count)| *count)
    };
    let only_before = before
        .iter()
        .filter(|(code, _)| !now.iter().any(|(name, _)| name == code));
    now.iter()
        .chain(only_before)
        .map(|(code, _)| (code.clone(), find(&now, code), find(&before, code)))
        .collect()
}
