//! A sheet that is written from top to bottom.
//!
//! Everything starts at the third column, so that there is one reading edge; the first column belongs to the focus
//! mark. Lines are at most 66 columns (method 7.3: 50 to 66). What does not fit is not drawn; nothing panics at 1x1.

use std::borrow::Cow;

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
    style::Style,
    text::{Line, Span},
    widgets::{Block, Widget},
};
use textwrap::{Options, WordSplitter};
use unicode_width::UnicodeWidthStr;

use crate::tui::theme::Theme;

/// The widest line of running text, in columns.
pub const MEASURE: u16 = 66;
/// Columns left of the reading edge.
pub const MARGIN: u16 = 2;
/// What stands before the row that has the focus.
pub const MARK: &str = "▶";

/// A part of the screen that is written from top to bottom.
#[derive(Debug)]
pub struct Paper<'a> {
    buffer: &'a mut Buffer,
    area: Rect,
    row: u16,
    /// The styles to write with.
    pub theme: Theme,
    /// Where the cursor of a text field stands.
    pub cursor: Option<Position>,
}

impl<'a> Paper<'a> {
    /// Takes a part of the screen.
    pub fn new(buffer: &'a mut Buffer, area: Rect, theme: Theme) -> Self {
        let area = area.intersection(buffer.area);
        Self {
            buffer,
            area,
            row: 0,
            theme,
            cursor: None,
        }
    }

    /// How wide a line of text may be here.
    #[must_use]
    pub fn width(&self) -> usize {
        usize::from(self.area.width.saturating_sub(MARGIN).min(MEASURE))
    }

    /// How wide the whole sheet is, from the reading edge to the right end.
    #[must_use]
    pub fn full_width(&self) -> usize {
        usize::from(self.area.width.saturating_sub(MARGIN))
    }

    /// How many rows are left.
    #[must_use]
    pub fn rows_left(&self) -> usize {
        usize::from(self.area.height.saturating_sub(self.row))
    }

    /// Leaves a row empty.
    pub fn skip(&mut self) {
        self.row = self.row.saturating_add(1);
    }

    /// Writes text, broken between words.
    pub fn text(&mut self, style: Style, text: &str) {
        for line in wrap(text, self.width()) {
            self.line(&Line::styled(line, style));
        }
    }

    /// Writes one line; what is too long is cut off.
    pub fn line(&mut self, line: &Line<'_>) {
        if let Some((x, y)) = self.here() {
            let room = self.area.right().saturating_sub(x);
            self.buffer.set_line(x, y, line, room);
        }
        self.skip();
    }

    /// Writes one line with the focus mark before it and its ground coloured when it has the focus.
    pub fn row(&mut self, has_focus: bool, line: &Line<'_>) {
        if has_focus && let Some((x, y)) = self.here() {
            self.ground((x, y), line);
            self.buffer
                .set_stringn(self.area.x, y, MARK, 1, self.theme.accent);
        }
        self.line(line);
    }

    /// Writes a further line of what has the focus: its ground, without the mark.
    pub fn row_below(&mut self, has_focus: bool, line: &Line<'_>) {
        if has_focus && let Some((x, y)) = self.here() {
            self.ground((x, y), line);
        }
        self.line(line);
    }

    /// Colours the ground of a line: as wide as running text, wider where the line is.
    fn ground(&mut self, (x, y): (u16, u16), line: &Line<'_>) {
        let wanted = u16::try_from(line.width()).unwrap_or(u16::MAX).max(MEASURE);
        let room = self.area.right().saturating_sub(x).min(wanted);
        self.buffer
            .set_style(Rect::new(x, y, room, 1), self.theme.focus);
    }

    /// Writes two texts on one row: one at the reading edge, one against the right end.
    pub fn sides(&mut self, left: &Line<'_>, right: &Line<'_>) {
        let width = u16::try_from(right.width()).unwrap_or(u16::MAX);
        let fits = left.width() + usize::from(width) + 2 <= self.full_width();
        if fits && let Some((_, y)) = self.here() {
            let x = self.area.right().saturating_sub(width).saturating_sub(1);
            self.buffer.set_line(x, y, right, width);
        }
        self.line(left);
    }

    /// Draws the thin rule under what is typed.
    pub fn rule(&mut self) {
        let line = "─".repeat(self.width());
        self.line(&Line::styled(line, self.theme.rule));
    }

    /// The rest of the sheet inside a frame: for the one thing that must stop the reader.
    #[must_use]
    pub fn framed(&mut self, title: &str, rows: u16) -> Paper<'_> {
        let rest = self.rest_area();
        let area = Rect {
            x: rest.x.saturating_add(MARGIN),
            width: rest.width.saturating_sub(MARGIN * 2).min(MEASURE + 8),
            height: rest.height.min(rows.saturating_add(2)),
            ..rest
        };
        let block = Block::bordered()
            .border_style(self.theme.danger)
            .title(Span::styled(format!(" {title} "), self.theme.danger));
        let inner = block.inner(area);
        block.render(area, self.buffer);
        Paper::new(self.buffer, inner, self.theme)
    }

    /// The rest of the sheet as a sheet of its own; `left` columns are skipped.
    #[must_use]
    pub fn rest(&mut self, left: u16) -> Paper<'_> {
        let area = self.rest_area();
        let left = left.min(area.width);
        let area = Rect {
            x: area.x.saturating_add(left),
            width: area.width.saturating_sub(left),
            ..area
        };
        Paper::new(self.buffer, area, self.theme)
    }

    /// The rest of the sheet, as wide as told: a column at the left.
    #[must_use]
    pub fn column(&mut self, width: u16) -> Paper<'_> {
        let area = self.rest_area();
        let area = Rect {
            width: area.width.min(width),
            ..area
        };
        Paper::new(self.buffer, area, self.theme)
    }

    /// Goes to a row counted from the bottom, 1 is the last.
    pub fn from_bottom(&mut self, rows: u16) {
        self.row = self.area.height.saturating_sub(rows);
    }

    /// Where the next line begins on the screen; none below the end.
    #[must_use]
    pub fn here(&self) -> Option<(u16, u16)> {
        let y = self.area.y.saturating_add(self.row);
        let x = self.area.x.saturating_add(MARGIN);
        (self.row < self.area.height && x < self.area.right()).then_some((x, y))
    }

    fn rest_area(&self) -> Rect {
        let used = self.row.min(self.area.height);
        Rect {
            y: self.area.y.saturating_add(used),
            height: self.area.height.saturating_sub(used),
            ..self.area
        }
    }
}

/// Breaks text between words; a word wider than the line is broken inside. Numbers and dates with a hyphen stay whole.
#[must_use]
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    if width == 0 {
        return Vec::new();
    }
    let options = Options::new(width).word_splitter(WordSplitter::NoHyphenation);
    textwrap::wrap(text, options)
        .into_iter()
        .map(Cow::into_owned)
        .collect()
}

/// Cuts text to a number of columns and says so with an ellipsis.
#[must_use]
pub fn cut(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut kept = String::new();
    let mut used = 1;
    for letter in text.chars() {
        used += unicode_width::UnicodeWidthChar::width(letter).unwrap_or(0);
        if used > width {
            break;
        }
        kept.push(letter);
    }
    if width > 0 {
        kept.push('…');
    }
    kept
}

/// A span of the given width: cut or filled up with blanks.
#[must_use]
pub fn column(text: &str, width: usize, style: Style) -> Span<'static> {
    let text = cut(text, width);
    let blanks = width.saturating_sub(text.width());
    Span::styled(format!("{text}{}", " ".repeat(blanks)), style)
}

#[cfg(test)]
mod tests {
    use super::{cut, wrap};

    #[test]
    fn text_is_cut_and_broken_by_columns() {
        assert_eq!(cut("kwijtschelding", 6), "kwijt…");
        assert_eq!(cut("kort", 6), "kort");
        assert_eq!(cut("kort", 0), "");
        assert_eq!(wrap("een twee drie", 8), ["een twee", "drie"]);
        assert_eq!(wrap("bel 0800-8115", 10), ["bel", "0800-8115"]);
        assert!(wrap("een", 0).is_empty());
    }
}
