//! Letters of one weight: which there are, and how wide a text of them is.
//!
//! A letter stands after the other without kerning, so that what is measured here is what the paper shows. Begin
//! reading at [`Face::new`].

use std::io;

use unicode_normalization::UnicodeNormalization as _;

/// Letters of one weight.
pub(super) struct Face {
    /// The font file, as it goes into the paper.
    pub(super) bytes: &'static [u8],
    /// The same, read.
    pub(super) font: ttf_parser::Face<'static>,
}

impl Face {
    /// # Errors
    /// The font inside the program is broken.
    pub(super) fn new(bytes: &'static [u8]) -> io::Result<Self> {
        let font = ttf_parser::Face::parse(bytes, 0).map_err(io::Error::other)?;
        Ok(Self { bytes, font })
    }

    /// Text with only letters that the font has, an accent and its letter as one: others become a question mark, control
    /// characters a blank.
    pub(super) fn known(&self, text: &str) -> String {
        let known = |letter: char| match letter {
            letter if letter.is_control() => ' ',
            letter if self.font.glyph_index(letter).is_some() => letter,
            _ => '?',
        };
        text.nfc().map(known).collect()
    }

    /// A length of the font file in thousandths of the size of the letters, the measure of PDF (ISO 32000-1, 9.2.4).
    pub(super) fn thousandths(&self, length: impl Into<f32>) -> f32 {
        length.into() * 1000.0 / f32::from(self.font.units_per_em())
    }

    /// How wide a text is at a size, in points.
    pub(super) fn width(&self, text: &str, size: f32) -> f32 {
        let glyphs = text
            .chars()
            .filter_map(|letter| self.font.glyph_index(letter));
        let widths = glyphs.filter_map(|glyph| self.font.glyph_hor_advance(glyph));
        widths.map(|width| self.thousandths(width)).sum::<f32>() * size / 1000.0
    }

    /// Breaks a text between words so that no line is wider than `room`; a longer word is broken inside.
    pub(super) fn wrap(&self, text: &str, size: f32, room: f32) -> Vec<String> {
        let text = self.known(text);
        let mut lines = Vec::new();
        let mut line = String::new();
        for word in text.split_whitespace() {
            let longer = if line.is_empty() {
                word.to_owned()
            } else {
                format!("{line} {word}")
            };
            if self.width(&longer, size) <= room {
                line = longer;
                continue;
            }
            if !line.is_empty() {
                lines.push(std::mem::take(&mut line));
            }
            for letter in word.chars() {
                line.push(letter);
                if self.width(&line, size) > room && line.chars().count() > 1 {
                    line.pop();
                    lines.push(std::mem::take(&mut line));
                    line.push(letter);
                }
            }
        }
        lines.push(line);
        lines
    }
}
