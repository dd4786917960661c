//! A screen as SVG: one rectangle for each stretch of one ground, one text for each stretch of one style.

use std::fmt::Write as _;

use ratatui::{
    buffer::{Buffer, Cell},
    style::{Color, Modifier},
};

/// The size of a cell and of its letters, in the units of the picture.
const WIDTH: u32 = 9;
const HEIGHT: u32 = 19;
const LETTERS: u32 = 15;
/// The room around the screen.
const EDGE: u32 = 12;

/// Draws a screen; the title is read aloud to those who cannot see it.
pub(super) fn draw(buffer: &Buffer, title: &str) -> String {
    let (columns, rows) = (buffer.area.width, buffer.area.height);
    let (width, height) = (
        u32::from(columns) * WIDTH + 2 * EDGE,
        u32::from(rows) * HEIGHT + 2 * EDGE,
    );
    let ground = buffer
        .cell((0, 0))
        .map_or_else(String::new, |cell| hex(cell.bg, "#fcfbf7"));
    let mut out = String::new();
    let mut line = |text: &str| {
        let _ = writeln!(out, "{text}");
    };
    line(&format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" role="img" font-family="ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace" font-size="{LETTERS}">"#
    ));
    line(&format!("<title>{}</title>", escaped(title)));
    line(&format!(
        r#"<rect width="{width}" height="{height}" rx="8" fill="{ground}"/>"#
    ));
    for y in 0..rows {
        for (x, cells) in stretches(buffer, y, columns) {
            line(&stretch(&cells, x, y, &ground));
        }
    }
    line("</svg>");
    out.lines()
        .filter(|line| !line.is_empty())
        .fold(String::new(), |text, line| text + line + "\n")
}

/// The cells of a row in stretches of one style, each with its first column.
fn stretches(buffer: &Buffer, y: u16, columns: u16) -> Vec<(u16, Vec<Cell>)> {
    let mut found: Vec<(u16, Vec<Cell>)> = Vec::new();
    for x in 0..columns {
        let Some(cell) = buffer.cell((x, y)) else {
            continue;
        };
        match found.last_mut() {
            Some((_, cells))
                if cells
                    .last()
                    .is_some_and(|last| last.style() == cell.style()) =>
            {
                cells.push(cell.clone());
            }
            _ => found.push((x, vec![cell.clone()])),
        }
    }
    found
}

fn stretch(cells: &[Cell], x: u16, y: u16, usual: &str) -> String {
    let Some(first) = cells.first() else {
        return String::new();
    };
    let (mut letters, mut ground) = (hex(first.fg, "#222222"), hex(first.bg, usual));
    if first.modifier.contains(Modifier::REVERSED) {
        std::mem::swap(&mut letters, &mut ground);
    }
    let text: String = cells.iter().map(Cell::symbol).collect();
    let count = u32::try_from(cells.len()).unwrap_or(u32::MAX);
    let (left, top) = (EDGE + u32::from(x) * WIDTH, EDGE + u32::from(y) * HEIGHT);
    let mut out = String::new();
    if ground != usual {
        let _ = writeln!(
            out,
            r#"<rect x="{left}" y="{top}" width="{}" height="{HEIGHT}" fill="{ground}"/>"#,
            count * WIDTH
        );
    }
    for (column, words) in apart(&text) {
        let long = u32::try_from(words.chars().count()).unwrap_or(0) * WIDTH;
        let weight = if first.modifier.contains(Modifier::BOLD) {
            r#" font-weight="bold""#
        } else {
            ""
        };
        let line = if first.modifier.contains(Modifier::UNDERLINED) {
            r#" text-decoration="underline""#
        } else {
            ""
        };
        let _ = writeln!(
            out,
            r#"<text x="{}" y="{}" textLength="{long}" lengthAdjust="spacingAndGlyphs" fill="{letters}"{weight}{line}>{}</text>"#,
            left + column * WIDTH,
            top + HEIGHT - 5,
            escaped(words)
        );
    }
    out
}

/// Words with one blank between them, each group with its column: two blanks or more are a place on the screen.
fn apart(text: &str) -> Vec<(u32, &str)> {
    let mut found = Vec::new();
    let mut column = 0;
    for part in text.split("  ") {
        let words = part.trim();
        let blank = part.chars().take_while(|letter| *letter == ' ').count();
        if !words.is_empty() {
            found.push((u32::try_from(column + blank).unwrap_or(0), words));
        }
        column += part.chars().count() + 2;
    }
    found
}

fn hex(color: Color, usual: &str) -> String {
    if let Color::Rgb(red, green, blue) = color {
        format!("#{red:02x}{green:02x}{blue:02x}")
    } else {
        usual.to_owned()
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}
