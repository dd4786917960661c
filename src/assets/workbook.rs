//! A workbook (`.xlsx`) as sheets of cells. Begin at [`sheets`]. Knows nothing of what the cells are for.
//!
//! A workbook is a zip file that a stranger may have made. Before a cell is read, every file in it is unpacked into
//! nothing and counted, and what is too large is refused; cells are read one by one, never as a grid, so that a lone
//! cell in the last row costs nothing.

use std::{
    collections::BTreeMap,
    io::{self, Cursor, Read},
};

use calamine::{DataRef, Reader, Xlsx};

use super::MAX_BYTES;

/// The most bytes of all files in the workbook together, unpacked.
pub const MAX_UNPACKED: u64 = 50_000_000;

/// The most files in a workbook.
const MOST_FILES: usize = 1_000;

/// The most cells of a workbook that hold something.
const MOST_CELLS: usize = 200_000;

/// Cells that hold something, each with its row and column (both from 0) and its text, row by row.
pub type Cells = Vec<(u32, u32, String)>;

/// The sheets of a workbook by name.
pub type Sheets = BTreeMap<String, Cells>;

type Book<'a> = Xlsx<Cursor<&'a [u8]>>;

/// Why a workbook was refused.
#[derive(Debug, thiserror::Error)]
pub enum WorkbookError {
    /// The file itself is too large.
    #[error("the workbook is larger than {MAX_BYTES} bytes")]
    TooLarge,
    /// It is too large once it is unpacked, or holds very many files or cells.
    #[error("the workbook is too large once unpacked")]
    UnpacksTooLarge,
    /// It is not a zip file, or half of one.
    #[error("this is not a workbook: {0}")]
    NotZip(#[from] io::Error),
    /// It is a zip file, but not a workbook, or a broken one.
    #[error("this is not a workbook: {0}")]
    Broken(#[from] calamine::XlsxError),
}

/// The sheets of a workbook by name. Dates are written as `2026-11-21`, times as `09:30`.
///
/// # Errors
/// It is no workbook, or one that is too large.
pub fn sheets(bytes: &[u8]) -> Result<Sheets, WorkbookError> {
    if u64::try_from(bytes.len()).is_ok_and(|size| size > MAX_BYTES) {
        return Err(WorkbookError::TooLarge);
    }
    if unpacked_size(bytes)? > MAX_UNPACKED {
        return Err(WorkbookError::UnpacksTooLarge);
    }
    let mut book: Book<'_> = Xlsx::new(Cursor::new(bytes))?;
    let mut left = MOST_CELLS;
    let mut sheets = BTreeMap::new();
    for name in book.sheet_names() {
        let cells = cells(&mut book, &name, &mut left)?;
        sheets.insert(name, cells);
    }
    Ok(sheets)
}

/// Unpacks every file into nothing; stops counting above [`MAX_UNPACKED`].
fn unpacked_size(bytes: &[u8]) -> io::Result<u64> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes))?;
    if archive.len() > MOST_FILES {
        return Ok(u64::MAX);
    }
    let mut size = 0;
    for index in 0..archive.len() {
        let file = archive.by_index(index)?;
        let left = (MAX_UNPACKED + 1).saturating_sub(size);
        size += io::copy(&mut file.take(left), &mut io::sink())?;
        if size > MAX_UNPACKED {
            break;
        }
    }
    Ok(size)
}

fn cells(book: &mut Book<'_>, sheet: &str, left: &mut usize) -> Result<Cells, WorkbookError> {
    let mut reader = book.worksheet_cells_reader(sheet)?;
    let mut cells = Vec::new();
    while let Some(cell) = reader.next_cell()? {
        let text = text(cell.get_value());
        if text.trim().is_empty() {
            continue;
        }
        *left = left.checked_sub(1).ok_or(WorkbookError::UnpacksTooLarge)?;
        let (row, column) = cell.get_position();
        cells.push((row, column, text));
    }
    Ok(cells)
}

fn text(value: &DataRef<'_>) -> String {
    match value {
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            text.clone()
        }
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::Bool(truth) => truth.to_string(),
        DataRef::DateTime(moment) => {
            let (year, month, day, hour, minute, ..) = moment.to_ymd_hms_milli();
            if moment.as_f64() < 1.0 {
                format!("{hour:02}:{minute:02}")
            } else {
                format!("{year:04}-{month:02}-{day:02}")
            }
        }
        DataRef::Error(_) | DataRef::Empty => String::new(),
    }
}
