//! What one frame writes, gathered until the frame is whole: the least that turns what stands on the screen into it.
//!
//! In place of ratatui's own backend for crossterm, which tells both colours whenever one of them changes. That was
//! half of what the first letter of a lookup wrote, which a slow line or a slow terminal shows letter by letter.

use std::io::{self, Write};

use crossterm::{
    cursor::{Hide, MoveTo, Show},
    queue,
    style::{Attribute, SetAttribute, SetBackgroundColor, SetForegroundColor},
    terminal::{Clear, ClearType as Part},
};
use ratatui::{
    backend::{Backend, ClearType, IntoCrossterm, WindowSize},
    buffer::Cell,
    layout::{Position, Rect, Size},
    style::{Color, Modifier},
};

/// How letters may be set, what turns it on, and what turns it off again. One code turns off bold and dim together.
const ATTRIBUTES: [(Modifier, Attribute, Attribute); 6] = {
    use Attribute as A;
    [
        (Modifier::BOLD, A::Bold, A::NormalIntensity),
        (Modifier::DIM, A::Dim, A::NormalIntensity),
        (Modifier::ITALIC, A::Italic, A::NoItalic),
        (Modifier::UNDERLINED, A::Underlined, A::NoUnderline),
        (Modifier::REVERSED, A::Reverse, A::NoReverse),
        (Modifier::CROSSED_OUT, A::CrossedOut, A::NotCrossedOut),
    ]
};
const WEIGHT: Modifier = Modifier::BOLD.union(Modifier::DIM);

/// The bytes of one frame for a screen of a fixed size.
pub(super) struct Sheet {
    bytes: Vec<u8>,
    size: Size,
}

impl Sheet {
    /// Nothing to write yet, for a screen that fills this.
    pub(super) const fn new(area: Rect) -> Self {
        Self {
            bytes: Vec::new(),
            size: Size::new(area.width, area.height),
        }
    }

    /// Writes all of it in one go and is empty then, also when that fails.
    pub(super) fn send(&mut self, to: &mut impl Write) -> io::Result<()> {
        let sent = to.write_all(&self.bytes);
        self.bytes.clear();
        sent
    }
}

impl Write for Sheet {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    /// ratatui flushes in the middle of a frame; the frame leaves as a whole in [`Sheet::send`].
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// How the terminal sets the next letter.
#[derive(Default)]
struct Pen {
    front: Color,
    ground: Color,
    modifier: Modifier,
}

impl Pen {
    /// Tells the sheet what this letter has otherwise than the one before it.
    fn take_up(&mut self, cell: &Cell, sheet: &mut Sheet) -> io::Result<()> {
        if cell.modifier != self.modifier {
            self.set(cell.modifier, sheet)?;
        }
        if cell.fg != self.front {
            queue!(sheet, SetForegroundColor(cell.fg.into_crossterm()))?;
            self.front = cell.fg;
        }
        if cell.bg != self.ground {
            queue!(sheet, SetBackgroundColor(cell.bg.into_crossterm()))?;
            self.ground = cell.bg;
        }
        Ok(())
    }

    fn set(&mut self, wanted: Modifier, sheet: &mut Sheet) -> io::Result<()> {
        let mut gone = self.modifier - wanted;
        if gone.intersects(WEIGHT) {
            gone |= self.modifier & WEIGHT;
        }
        let fresh = wanted - (self.modifier - gone);
        for (modifier, _, off) in ATTRIBUTES {
            if gone.contains(modifier) {
                queue!(sheet, SetAttribute(off))?;
            }
        }
        for (modifier, on, _) in ATTRIBUTES {
            if fresh.contains(modifier) {
                queue!(sheet, SetAttribute(on))?;
            }
        }
        self.modifier = wanted;
        Ok(())
    }
}

impl Backend for Sheet {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        let mut pen = Pen::default();
        let mut next = None;
        for (x, y, cell) in content {
            if next != Some((x, y)) {
                queue!(self, MoveTo(x, y))?;
            }
            pen.take_up(cell, self)?;
            self.bytes.extend_from_slice(cell.symbol().as_bytes());
            // Behind a wide letter the next one is a column further, and its place is told.
            next = Some((x.saturating_add(1), y));
        }
        queue!(self, SetAttribute(Attribute::Reset))
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        queue!(self, Hide)
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        queue!(self, Show)
    }

    /// Never asked where the screen is fixed: only a screen within the lines of a shell begins at the cursor.
    fn get_cursor_position(&mut self) -> io::Result<Position> {
        Err(io::ErrorKind::Unsupported.into())
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        let Position { x, y } = position.into();
        queue!(self, MoveTo(x, y))
    }

    fn clear(&mut self) -> io::Result<()> {
        self.clear_region(ClearType::All)
    }

    fn clear_region(&mut self, region: ClearType) -> io::Result<()> {
        let part = match region {
            ClearType::All => Part::All,
            ClearType::AfterCursor => Part::FromCursorDown,
            ClearType::BeforeCursor => Part::FromCursorUp,
            ClearType::CurrentLine => Part::CurrentLine,
            ClearType::UntilNewLine => Part::UntilNewLine,
        };
        queue!(self, Clear(part))
    }

    fn size(&self) -> io::Result<Size> {
        Ok(self.size)
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        Ok(WindowSize {
            columns_rows: self.size,
            pixels: Size::ZERO,
        })
    }

    fn flush(&mut self) -> io::Result<()> {
        Write::flush(self)
    }
}

#[cfg(test)]
mod tests {
    #![expect(
        clippy::unwrap_used,
        reason = "a test that cannot go on has failed; the place says why"
    )]

    use std::num::NonZero;

    use proptest::prelude::*;
    use ratatui::{buffer::Buffer, style::Style};
    use vt100::{Color as Seen, Parser};

    use super::*;

    const AREA: Rect = Rect::new(0, 0, 12, 4);
    /// What vt100 can tell together: it knows one weight.
    const MODIFIERS: [Modifier; 4] = [
        Modifier::BOLD,
        Modifier::ITALIC,
        Modifier::UNDERLINED,
        Modifier::REVERSED,
    ];

    fn colour() -> impl Strategy<Value = Color> {
        prop_oneof![
            Just(Color::Reset),
            Just(Color::Black),
            Just(Color::LightRed),
            (0_u8..=255).prop_map(Color::Indexed),
            any::<(u8, u8, u8)>().prop_map(|(r, g, b)| Color::Rgb(r, g, b)),
        ]
    }

    fn modifier() -> impl Strategy<Value = Modifier> {
        proptest::sample::subsequence(MODIFIERS.to_vec(), 0..=MODIFIERS.len())
            .prop_map(|all| all.into_iter().collect::<Modifier>())
    }

    /// Pieces of text, each in one style.
    fn pieces() -> impl Strategy<Value = Vec<(u16, u16, String, Style)>> {
        let letters = proptest::sample::select(vec!["a", "een", "é", "  ", "ruim"]);
        let style = (colour(), colour(), modifier());
        let style = style.prop_map(|(front, ground, modifier)| {
            Style::new().fg(front).bg(ground).add_modifier(modifier)
        });
        let piece = (0..AREA.width, 0..AREA.height, letters, style);
        proptest::collection::vec(
            piece.prop_map(|(x, y, text, style)| (x, y, text.to_owned(), style)),
            0..12,
        )
    }

    fn buffer(pieces: &[(u16, u16, String, Style)]) -> Buffer {
        let mut buffer = Buffer::empty(AREA);
        for (x, y, text, style) in pieces {
            buffer.set_string(*x, *y, text, *style);
        }
        buffer
    }

    fn seen(colour: Color) -> Seen {
        match colour {
            Color::Black => Seen::Idx(0),
            Color::LightRed => Seen::Idx(9),
            Color::Indexed(number) => Seen::Idx(number),
            Color::Rgb(r, g, b) => Seen::Rgb(r, g, b),
            _ => Seen::Default,
        }
    }

    fn show(sheet: &mut Sheet, from: &Buffer, to: &Buffer, screen: &mut Parser) {
        sheet.draw(from.diff(to).into_iter()).unwrap();
        let mut bytes = Vec::new();
        sheet.send(&mut bytes).unwrap();
        screen.process(&bytes);
    }

    proptest! {
        #[test]
        fn a_terminal_shows_one_frame_after_the_other_as_it_was_drawn(frames in proptest::collection::vec(pieces(), 1..5)) {
            let mut sheet = Sheet::new(AREA);
            let sides = [AREA.height, AREA.width].map(|side| NonZero::new(side).unwrap());
            let mut screen = Parser::new(sides[0], sides[1], 0);
            let mut before = Buffer::empty(AREA);
            for pieces in frames {
                let drawn = buffer(&pieces);
                show(&mut sheet, &before, &drawn, &mut screen);
                for position in AREA.positions() {
                    let cell = &drawn[position];
                    let shown = screen.screen().cell(position.y, position.x).unwrap();
                    let letters = if shown.contents().is_empty() { " " } else { shown.contents() };
                    prop_assert_eq!(letters, cell.symbol());
                    prop_assert_eq!(shown.fgcolor(), seen(cell.fg));
                    prop_assert_eq!(shown.bgcolor(), seen(cell.bg));
                    let set = [shown.bold(), shown.italic(), shown.underline(), shown.inverse()];
                    prop_assert_eq!(set, MODIFIERS.map(|modifier| cell.modifier.contains(modifier)));
                }
                before = drawn;
            }
        }
    }

    fn written(pieces: &[(&str, Style)]) -> String {
        let mut drawn = Buffer::empty(AREA);
        let mut x = 0;
        for (text, style) in pieces {
            (x, _) = drawn.set_stringn(x, 0, text, 12, *style);
        }
        let mut sheet = Sheet::new(AREA);
        let mut bytes = Vec::new();
        sheet
            .draw(Buffer::empty(AREA).diff(&drawn).into_iter())
            .unwrap();
        sheet.send(&mut bytes).unwrap();
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn only_the_colour_that_changes_is_told() {
        let text = Style::new().fg(Color::Rgb(1, 2, 3)).bg(Color::Rgb(4, 5, 6));
        assert_eq!(
            written(&[("ab", text), ("c", text.fg(Color::Rgb(7, 8, 9)))]),
            "\x1b[1;1H\x1b[38;2;1;2;3m\x1b[48;2;4;5;6mab\x1b[38;2;7;8;9mc\x1b[0m"
        );
    }

    #[test]
    fn behind_a_wide_letter_the_place_is_told() {
        assert_eq!(
            written(&[("日a", Style::new())]),
            "\x1b[1;1H日\x1b[1;3Ha\x1b[0m"
        );
    }

    #[test]
    fn one_weight_is_turned_off_and_the_other_stays() {
        let both = Style::new().add_modifier(WEIGHT);
        assert_eq!(
            written(&[
                ("a", both),
                ("b", Style::new().bold()),
                ("c", Style::new().dim())
            ]),
            "\x1b[1;1H\x1b[1m\x1b[2ma\x1b[22m\x1b[22m\x1b[1mb\x1b[22m\x1b[2mc\x1b[0m"
        );
    }
}
