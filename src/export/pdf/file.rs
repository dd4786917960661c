//! Pages of marks as the bytes of a PDF file (ISO 32000-1), both fonts whole inside it.
//!
//! The fonts hold Latin letters only, so they go in as they are: no shaping, no subset. Letters are numbered as in the
//! font, and a table tells a reader which letter each number is, so that text can be found and copied. The same pages
//! give the same bytes. Begin reading at [`document`].

use std::{
    collections::BTreeMap,
    io::{self, Write as _},
};

use flate2::{Compression, write::ZlibEncoder};
use jiff::civil::Date;
use pdf_writer::{
    Content, Filter, Finish as _, Name, Pdf, Rect, Ref, Str, TextStr,
    types::{CidFontType, FontFlags, SystemInfo, UnicodeCmap},
};

use super::{Mark, PAGE, face::Face};

/// How the letters are numbered: as in the font file.
const IDENTITY: SystemInfo<'_> = SystemInfo {
    registry: Str(b"Adobe"),
    ordering: Str(b"Identity"),
    supplement: 0,
};
/// What each weight is called on a page, and in the file.
const REGULAR: (Name<'_>, Name<'_>) = (Name(b"R"), Name(b"BalieLetter"));
/// See [`REGULAR`].
const BOLD: (Name<'_>, Name<'_>) = (Name(b"B"), Name(b"BalieLetter-Bold"));
/// How thick an upright stroke is, in thousandths; only used when a reader has to replace the font.
const STROKES: (f32, f32) = (80.0, 140.0);

/// Numbers the objects of a file.
struct Numbers(i32);

impl Numbers {
    fn next(&mut self) -> Ref {
        self.0 += 1;
        Ref::new(self.0)
    }
}

/// The bytes of a file with these pages, about this day.
///
/// # Errors
/// Packing failed, which it does not in memory.
pub(super) fn document(
    title: &str,
    day: Date,
    pages: &[Vec<Mark>],
    (regular, bold): (&Face, &Face),
) -> io::Result<Vec<u8>> {
    let mut numbers = Numbers(0);
    let mut pdf = Pdf::new();
    let (catalog, tree, info) = (numbers.next(), numbers.next(), numbers.next());
    let fonts = [
        (
            REGULAR.0,
            font(&mut pdf, &mut numbers, regular, REGULAR.1, STROKES.0)?,
        ),
        (
            BOLD.0,
            font(&mut pdf, &mut numbers, bold, BOLD.1, STROKES.1)?,
        ),
    ];
    let mut kids = Vec::new();
    for marks in pages {
        let (page, contents) = (numbers.next(), numbers.next());
        kids.push(page);
        let mut written = pdf.page(page);
        written
            .parent(tree)
            .media_box(Rect::new(0.0, 0.0, PAGE.0, PAGE.1))
            .contents(contents);
        written.resources().fonts().pairs(fonts);
        written.finish();
        let packed = packed(&drawn(marks, regular, bold))?;
        pdf.stream(contents, &packed).filter(Filter::FlateDecode);
    }
    let count = i32::try_from(kids.len()).unwrap_or(i32::MAX);
    pdf.pages(tree).kids(kids).count(count);
    pdf.catalog(catalog).pages(tree).lang(TextStr("nl-NL"));
    let part = |number: i8| u8::try_from(number).unwrap_or(1);
    let date = pdf_writer::Date::new(u16::try_from(day.year()).unwrap_or_default())
        .month(part(day.month()))
        .day(part(day.day()));
    pdf.document_info(info)
        .title(TextStr(title))
        .creator(TextStr("Balie"))
        .creation_date(date);
    Ok(pdf.finish())
}

/// Puts a font into the file, and gives the number by which pages use it.
fn font(
    pdf: &mut Pdf,
    numbers: &mut Numbers,
    face: &Face,
    name: Name<'_>,
    stroke: f32,
) -> io::Result<Ref> {
    let [outer, inner, descriptor, file, letters] = std::array::from_fn(|_| numbers.next());
    pdf.type0_font(outer)
        .base_font(name)
        .encoding_predefined(Name(b"Identity-H"))
        .descendant_font(inner)
        .to_unicode(letters);
    let count = face.font.number_of_glyphs();
    let widths = (0..count).map(|glyph| {
        let width = face.font.glyph_hor_advance(ttf_parser::GlyphId(glyph));
        face.thousandths(width.unwrap_or_default())
    });
    let mut written = pdf.cid_font(inner);
    written
        .subtype(CidFontType::Type2)
        .base_font(name)
        .system_info(IDENTITY)
        .font_descriptor(descriptor)
        .cid_to_gid_map_predefined(Name(b"Identity"))
        .widths()
        .consecutive(0, widths);
    written.finish();
    let bounds = face.font.global_bounding_box();
    let ascent = face.thousandths(face.font.ascender());
    pdf.font_descriptor(descriptor)
        .name(name)
        .flags(FontFlags::NON_SYMBOLIC)
        .bbox(Rect::new(
            face.thousandths(bounds.x_min),
            face.thousandths(bounds.y_min),
            face.thousandths(bounds.x_max),
            face.thousandths(bounds.y_max),
        ))
        .italic_angle(0.0)
        .ascent(ascent)
        .descent(face.thousandths(face.font.descender()))
        .cap_height(
            face.font
                .capital_height()
                .map_or(ascent, |height| face.thousandths(height)),
        )
        .stem_v(stroke)
        .font_file2(file);
    let whole = i32::try_from(face.bytes.len()).map_err(io::Error::other)?;
    let font_file = packed(face.bytes)?;
    let mut stream = pdf.stream(file, &font_file);
    stream
        .filter(Filter::FlateDecode)
        .pair(Name(b"Length1"), whole);
    stream.finish();
    let table = packed(&letters_of(face))?;
    pdf.cmap(letters, &table).filter(Filter::FlateDecode);
    Ok(outer)
}

/// Which letter each number is.
fn letters_of(face: &Face) -> Vec<u8> {
    let tables = face.font.tables().cmap.into_iter();
    let mut letters = BTreeMap::new();
    for table in tables
        .flat_map(|cmap| cmap.subtables)
        .filter(ttf_parser::cmap::Subtable::is_unicode)
    {
        table.codepoints(|code| {
            if let (Some(letter), Some(glyph)) = (char::from_u32(code), table.glyph_index(code)) {
                letters.entry(glyph.0).or_insert(letter);
            }
        });
    }
    let mut map = UnicodeCmap::new(Name(b"BalieLetter"), IDENTITY);
    for (glyph, letter) in letters {
        map.pair(glyph, letter);
    }
    map.finish().into_vec()
}

/// The drawing instructions of a page. Marks are placed from its top, a PDF counts from its foot.
fn drawn(marks: &[Mark], regular: &Face, bold: &Face) -> Vec<u8> {
    let mut content = Content::new();
    for mark in marks {
        match mark {
            Mark::Text {
                at: (x, y),
                text,
                size,
                is_bold,
                colour,
            } => {
                let (face, name) = if *is_bold {
                    (bold, BOLD.0)
                } else {
                    (regular, REGULAR.0)
                };
                let glyphs = text
                    .chars()
                    .filter_map(|letter| face.font.glyph_index(letter));
                let numbers: Vec<u8> = glyphs.flat_map(|glyph| glyph.0.to_be_bytes()).collect();
                fill(&mut content, *colour);
                content
                    .begin_text()
                    .set_font(name, *size)
                    .next_line(*x, PAGE.1 - y)
                    .show(Str(&numbers))
                    .end_text();
            }
            Mark::Box {
                at: (x, y),
                size: (width, height),
                colour,
            } => {
                fill(&mut content, *colour);
                content
                    .rect(*x, PAGE.1 - y - height, *width, *height)
                    .fill_nonzero();
            }
        }
    }
    content.finish().into_vec()
}

fn fill(content: &mut Content, [red, green, blue]: [u8; 3]) {
    let part = |value: u8| f32::from(value) / 255.0;
    content.set_fill_rgb(part(red), part(green), part(blue));
}

fn packed(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut packed = ZlibEncoder::new(Vec::new(), Compression::default());
    packed.write_all(bytes)?;
    packed.finish()
}
