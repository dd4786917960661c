//! A paper as PDF: A4, an embedded font, large enough to read at arm's length.
//!
//! Layout is a pen that goes down the page and starts another when it reaches the foot. The same sheet gives the same
//! bytes: the file says it was made on the day it is about. Begin reading at [`write`].

mod face;
mod file;

use std::io::{self, Write};

use jiff::civil::Date;
use qrcodegen::{QrCode, QrCodeEcc};

use self::face::Face;
use super::sheet::{Piece, Sheet};

/// A4 in points, and the margin around what is printed.
const PAGE: (f32, f32) = (595.28, 841.89);
/// See [`PAGE`].
const MARGIN: f32 = 56.0;
/// How far a line is below the one before, as a multiple of the size of the letters.
const LEADING: f32 = 1.35;
/// How high and wide a QR code is, in points: about 4 cm.
const QR: f32 = 113.0;
/// Blank modules around a QR code, as its standard wants (ISO 18004).
const QUIET: i32 = 4;

/// The Latin letters of Liberation Sans under a name of their own; their licence stands beside them, and in them.
const REGULAR: &[u8] = include_bytes!("pdf/fonts/BalieLetter-Regular.ttf");
/// The same, bold.
const BOLD: &[u8] = include_bytes!("pdf/fonts/BalieLetter-Bold.ttf");

/// Something to draw, at its place on a page.
enum Mark {
    Text {
        at: (f32, f32),
        text: String,
        size: f32,
        is_bold: bool,
        colour: [u8; 3],
    },
    Box {
        at: (f32, f32),
        size: (f32, f32),
        colour: [u8; 3],
    },
}

/// Goes down the pages.
struct Pen<'a> {
    sheet: &'a Sheet,
    regular: &'a Face,
    bold: &'a Face,
    pages: Vec<Vec<Mark>>,
    y: f32,
}

const BLACK: [u8; 3] = [0, 0, 0];
const GREY: [u8; 3] = [90, 90, 90];
const LIGHT: [u8; 3] = [200, 200, 200];

/// Writes a sheet. `day` is the day it is about.
///
/// # Errors
/// What `out` said, or the font inside the program is broken.
pub fn write(sheet: &Sheet, day: Date, out: &mut dyn Write) -> io::Result<()> {
    let (regular, bold) = (Face::new(REGULAR)?, Face::new(BOLD)?);
    let mut pen = Pen {
        sheet,
        regular: &regular,
        bold: &bold,
        pages: vec![Vec::new()],
        y: MARGIN,
    };
    pen.head();
    for piece in &sheet.pieces {
        pen.piece(piece)?;
    }
    pen.feet();
    let pages = pen.pages;
    let bytes = file::document(&sheet.title, day, &pages, (&regular, &bold))?;
    out.write_all(&bytes)
}

impl Pen<'_> {
    /// The size of running text, in points.
    const fn size(&self) -> f32 {
        if self.sheet.is_large { 18.0 } else { 11.0 }
    }

    const fn width() -> f32 {
        PAGE.0 - 2.0 * MARGIN
    }

    fn mark(&mut self, mark: Mark) {
        if let Some(page) = self.pages.last_mut() {
            page.push(mark);
        }
    }

    /// Starts another page when less than `height` is left on this one.
    fn need(&mut self, height: f32) {
        if self.y + height > PAGE.1 - MARGIN * 1.3 && self.y > MARGIN {
            self.pages.push(Vec::new());
            self.y = MARGIN;
        }
    }

    fn lines(&mut self, text: &str, size: f32, is_bold: bool, colour: [u8; 3]) {
        let face = if is_bold { self.bold } else { self.regular };
        for text in face.wrap(text, size, Self::width()) {
            self.need(size * LEADING);
            self.y += size * LEADING;
            self.mark(Mark::Text {
                at: (MARGIN, self.y),
                text,
                size,
                is_bold,
                colour,
            });
        }
    }

    fn head(&mut self) {
        let (size, colour) = (self.size(), self.sheet.colour);
        if !self.sheet.logo.is_empty() {
            self.lines(&self.sheet.logo, size, true, GREY);
        }
        self.lines(&self.sheet.title, size * 1.7, true, colour);
        if !self.sheet.subtitle.is_empty() {
            self.lines(&self.sheet.subtitle, size, false, GREY);
        }
        self.y += size * 0.8;
        self.mark(Mark::Box {
            at: (MARGIN, self.y),
            size: (Self::width(), 1.5),
            colour,
        });
        self.y += size * 0.4;
    }

    fn piece(&mut self, piece: &Piece) -> io::Result<()> {
        let size = self.size();
        match piece {
            Piece::Heading(text) => {
                // A heading never stands alone at the foot of a page.
                self.need(size * 6.0);
                self.y += size * 0.9;
                self.lines(text, size * 1.2, true, self.sheet.colour);
                self.y += size * 0.2;
            }
            Piece::Text(text) => {
                self.lines(text, size, false, BLACK);
                self.y += size * 0.3;
            }
            Piece::Strong(text) => {
                self.lines(text, size, true, BLACK);
                self.y += size * 0.3;
            }
            Piece::Table { columns, rows } => self.table(columns, rows),
            Piece::Bars(bars) => self.bars(bars),
            Piece::Web(address) => self.web(address)?,
        }
        Ok(())
    }

    fn table(&mut self, columns: &[(f32, bool)], rows: &[Vec<String>]) {
        let size = self.size() * 0.95;
        for (position, row) in rows.iter().enumerate() {
            let is_head = position == 0;
            let face = if is_head { self.bold } else { self.regular };
            let cells: Vec<(f32, f32, bool, Vec<String>)> = columns
                .iter()
                .zip(row)
                .scan(MARGIN, |x, ((share, is_number), cell)| {
                    let room = share * Self::width();
                    let lines = face.wrap(cell, size, room - 6.0);
                    let left = *x;
                    *x += room;
                    Some((left, room, *is_number, lines))
                })
                .collect();
            let height = cells.iter().map(|(.., lines)| lines.len()).max();
            let height = size * LEADING * as_points(height.unwrap_or(1)) + 3.0;
            let pages = self.pages.len();
            self.need(height);
            if self.pages.len() > pages
                && !is_head
                && let Some(head) = rows.first()
            {
                self.table(columns, std::slice::from_ref(head));
            }
            for (left, room, is_number, lines) in cells {
                for (at, text) in lines.into_iter().enumerate() {
                    let x = if is_number {
                        left + room - 6.0 - face.width(&text, size)
                    } else {
                        left
                    };
                    let y = self.y + size * LEADING * as_points(at + 1);
                    self.mark(Mark::Text {
                        at: (x, y),
                        text,
                        size,
                        is_bold: is_head,
                        colour: BLACK,
                    });
                }
            }
            self.y += height;
            self.mark(Mark::Box {
                at: (MARGIN, self.y),
                size: (Self::width(), if is_head { 1.0 } else { 0.4 }),
                colour: if is_head { BLACK } else { LIGHT },
            });
        }
        self.y += size * 0.4;
    }

    fn bars(&mut self, bars: &[(String, String, f32)]) {
        let size = self.size();
        let widest = |text: fn(&(String, String, f32)) -> &String| {
            let widths = bars
                .iter()
                .map(|bar| self.regular.width(&self.regular.known(text(bar)), size));
            widths.fold(0.0, f32::max).min(Self::width() * 0.35)
        };
        let (labels, values) = (widest(|bar| &bar.0) + 8.0, widest(|bar| &bar.1) + 8.0);
        let room = (Self::width() - labels - values).max(20.0);
        for (label, value, part) in bars {
            let lines = self.regular.wrap(label, size, labels);
            self.need(size * LEADING);
            self.y += size * LEADING;
            let colour = self.sheet.colour;
            let text = lines.into_iter().next().unwrap_or_default();
            let value = self.regular.known(value);
            for (x, text) in [
                (MARGIN, text),
                (MARGIN + labels + room * part.clamp(0.0, 1.0) + 6.0, value),
            ] {
                self.mark(Mark::Text {
                    at: (x, self.y),
                    text,
                    size,
                    is_bold: false,
                    colour: BLACK,
                });
            }
            self.mark(Mark::Box {
                at: (MARGIN + labels, self.y - size * 0.75),
                size: (room * part.clamp(0.002, 1.0), size * 0.85),
                colour,
            });
        }
        self.y += size * 0.4;
    }

    fn web(&mut self, address: &str) -> io::Result<()> {
        let code = QrCode::encode_text(address, QrCodeEcc::Medium).map_err(io::Error::other)?;
        let modules = code.size() + 2 * QUIET;
        let side = QR / as_coordinate(modules);
        self.need(QR + self.size() * 2.0);
        let top = self.y;
        for y in 0..code.size() {
            for x in 0..code.size() {
                if code.get_module(x, y) {
                    let at = |module: i32| as_coordinate(module + QUIET) * side;
                    self.mark(Mark::Box {
                        at: (MARGIN + at(x), top + at(y)),
                        // A little over, so that no hairline stands between two modules.
                        size: (side * 1.02, side * 1.02),
                        colour: BLACK,
                    });
                }
            }
        }
        self.y += QR;
        self.lines(address, self.size() * 0.8, false, BLACK);
        Ok(())
    }

    /// The line at the foot of every page, with its number.
    fn feet(&mut self) {
        let size = 9.0;
        let count = self.pages.len();
        let foot = self
            .regular
            .wrap(&self.sheet.foot, size, Self::width() * 0.8);
        for (position, page) in self.pages.iter_mut().enumerate() {
            let number = format!("{} / {count}", position + 1);
            let mut y = PAGE.1 - MARGIN * 0.6;
            page.push(Mark::Text {
                at: (PAGE.0 - MARGIN - self.regular.width(&number, size), y),
                text: number,
                size,
                is_bold: false,
                colour: GREY,
            });
            for text in foot.iter().rev() {
                page.push(Mark::Text {
                    at: (MARGIN, y),
                    text: text.clone(),
                    size,
                    is_bold: false,
                    colour: GREY,
                });
                y -= size * LEADING;
            }
        }
    }
}

/// A small count as a number of points.
fn as_points(count: usize) -> f32 {
    u16::try_from(count).map_or(f32::from(u16::MAX), f32::from)
}

/// A module of a QR code as a coordinate; there are at most 177 a side.
fn as_coordinate(module: i32) -> f32 {
    i16::try_from(module).map_or(f32::from(i16::MAX), f32::from)
}
