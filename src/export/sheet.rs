//! A paper before it has a form: title, headings, text, tables, bars.
//!
//! Every paper that leaves the desk is made as a [`Sheet`] and then written as PDF ([`super::pdf`]) or as text, so that
//! both say the same. Begin reading at [`Sheet`]; the text form is [`write_text`].

use std::io::{self, Write};

use unicode_width::UnicodeWidthStr;

/// The widest line of the text form, in columns.
const WIDTH: usize = 78;

/// How wide a bar is at most in the text form.
const BAR: usize = 30;

/// A paper.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet {
    /// A line above the title: whose paper it is.
    pub logo: String,
    /// Its title.
    pub title: String,
    /// The line below the title: when and where.
    pub subtitle: String,
    /// Large type, to read at arm's length without glasses.
    pub is_large: bool,
    /// The colour of headings and bars: red, green, blue.
    pub colour: [u8; 3],
    /// What stands on it.
    pub pieces: Vec<Piece>,
    /// At the foot of each page.
    pub foot: String,
}

/// One piece of a paper.
#[derive(Debug, Clone, PartialEq)]
pub enum Piece {
    /// A heading.
    Heading(String),
    /// A paragraph.
    Text(String),
    /// A paragraph that stands out.
    Strong(String),
    /// A table: how wide each column is, in shares of the page, whether it holds numbers, and its rows; the first row is
    /// the head.
    Table {
        /// Share of the page and whether the column is set against its right side.
        columns: Vec<(f32, bool)>,
        /// The head and the rows.
        rows: Vec<Vec<String>>,
    },
    /// Bars: a label, what stands behind the bar, and its length as a part of the longest.
    Bars(Vec<(String, String, f32)>),
    /// A web address as a QR code, with the address below it.
    Web(String),
}

/// Writes a paper as text of at most 78 columns.
///
/// # Errors
/// What `out` said.
pub fn write_text(sheet: &Sheet, out: &mut dyn Write) -> io::Result<()> {
    if !sheet.logo.is_empty() {
        writeln!(out, "{}\n", sheet.logo)?;
    }
    writeln!(out, "{}\n{}", sheet.title, "=".repeat(sheet.title.width()))?;
    if !sheet.subtitle.is_empty() {
        writeln!(out, "{}", sheet.subtitle)?;
    }
    for piece in &sheet.pieces {
        match piece {
            Piece::Heading(text) => writeln!(out, "\n{text}\n{}", "-".repeat(text.width()))?,
            Piece::Text(text) | Piece::Strong(text) => {
                for line in textwrap::wrap(text, WIDTH) {
                    writeln!(out, "{line}")?;
                }
            }
            Piece::Table { columns, rows } => {
                for row in rows {
                    write_row(columns, row, out)?;
                }
            }
            Piece::Bars(bars) => write_bars(bars, out)?,
            Piece::Web(address) => writeln!(out, "{address}")?,
        }
    }
    if !sheet.foot.is_empty() {
        writeln!(out)?;
        for line in textwrap::wrap(&sheet.foot, WIDTH) {
            writeln!(out, "{line}")?;
        }
    }
    Ok(())
}

/// A row of a table; a cell that is too long for its column goes on in the next line.
fn write_row(columns: &[(f32, bool)], row: &[String], out: &mut dyn Write) -> io::Result<()> {
    let cells: Vec<(usize, bool, Vec<String>)> = columns
        .iter()
        .zip(row)
        .map(|((share, is_number), cell)| {
            let width = columns_of(*share);
            let lines = textwrap::wrap(cell, width.saturating_sub(1).max(1));
            let lines = lines.into_iter().map(std::borrow::Cow::into_owned);
            (width, *is_number, lines.collect())
        })
        .collect();
    let height = cells.iter().map(|(.., lines)| lines.len()).max();
    for at in 0..height.unwrap_or_default() {
        let mut line = String::new();
        for (width, is_number, lines) in &cells {
            let text = lines.get(at).map_or("", String::as_str);
            let space = " ".repeat(width.saturating_sub(text.width() + 1));
            if *is_number {
                line.push_str(&space);
                line.push_str(text);
            } else {
                line.push_str(text);
                line.push_str(&space);
            }
            line.push(' ');
        }
        writeln!(out, "{}", line.trim_end())?;
    }
    Ok(())
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "a share between 0 and 1 of a small width"
)]
fn columns_of(share: f32) -> usize {
    (share.clamp(0.0, 1.0) * WIDTH as f32).round() as usize
}

fn write_bars(bars: &[(String, String, f32)], out: &mut dyn Write) -> io::Result<()> {
    let widest = bars.iter().map(|(label, ..)| label.width()).max();
    let widest = widest.unwrap_or_default();
    for (label, value, part) in bars {
        let space = " ".repeat(widest.saturating_sub(label.width()));
        let bar = "#".repeat(columns_of(*part * columns_share()));
        let line = format!("{label}{space} {value:<18} {bar}");
        writeln!(out, "{}", line.trim_end())?;
    }
    Ok(())
}

#[expect(clippy::cast_precision_loss, reason = "two small widths")]
fn columns_share() -> f32 {
    BAR as f32 / WIDTH as f32
}
