//! A route file as rows of cells, each with its place: what `XLSForm` calls the sheets settings, survey and choices.
//!
//! It knows which columns exist, not what they mean; `form` gives them meaning. `toml_file` and `workbook` read the
//! two sorts of file; the same form in both gives the same rows.

mod toml_file;
mod workbook;

use std::fmt;

use super::nearest;
use crate::domain::Tempo;

pub(super) use toml_file::read;
pub(super) use workbook::read as read_workbook;

/// Where something stands: a line of a text file, or a cell of a workbook.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Place {
    /// From 1.
    Line(usize),
    /// Sheet, row from 1, column from 0.
    Cell(&'static str, u32, u32),
}

impl Default for Place {
    fn default() -> Self {
        Self::Line(1)
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Line(line) => write!(f, "line {line}"),
            Self::Cell(sheet, row, column) => write!(f, "{sheet}!{}{row}", letters(*column)),
        }
    }
}

/// The letters of a column: A to Z, AA and on.
fn letters(column: u32) -> String {
    let mut rest = column;
    let mut letters = Vec::new();
    loop {
        letters.push(char::from_u32(u32::from(b'A') + rest % 26).unwrap_or('?'));
        if rest < 26 {
            break;
        }
        rest = rest / 26 - 1;
    }
    letters.iter().rev().collect()
}

/// Something wrong at a place of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Defect {
    pub(super) place: Option<Place>,
    pub(super) field: String,
    pub(super) what: String,
    pub(super) remedy: String,
}

/// A file as rows.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    pub(super) settings: Row,
    pub(super) survey: Vec<Row>,
    pub(super) choices: Vec<Row>,
}

impl Sheet {
    /// Fills the settings that are missing from the name of the file: a form of `XLSForm` need not name itself.
    pub(super) fn name_after(&mut self, file: &str) {
        let stem = std::path::Path::new(file)
            .file_stem()
            .map_or_else(|| file.into(), std::ffi::OsStr::to_string_lossy);
        let name: String = stem
            .chars()
            .map(|letter| {
                if letter.is_ascii_alphanumeric() {
                    letter
                } else {
                    '_'
                }
            })
            .take(60)
            .collect();
        let id = format!("_{name}");
        let title = self.settings.text("id").to_owned();
        let title = if title.is_empty() {
            name.clone()
        } else {
            title
        };
        for (column, text) in [
            ("id", id.as_str()),
            ("title", &title),
            ("aim", &title),
            ("tempo", Tempo::Short.code()),
        ] {
            if self.settings.text(column).is_empty() {
                self.settings.cells.push(Cell {
                    place: self.settings.place,
                    column: column.to_owned(),
                    text: text.to_owned(),
                });
            }
        }
    }
}

/// One row.
#[derive(Debug, Default, Clone)]
pub(super) struct Row {
    pub(super) place: Place,
    pub(super) cells: Vec<Cell>,
}

/// One cell that holds something.
#[derive(Debug, Clone)]
pub(super) struct Cell {
    pub(super) place: Place,
    pub(super) column: String,
    pub(super) text: String,
}

impl Row {
    /// The cell of a column.
    pub(super) fn cell(&self, column: &str) -> Option<&Cell> {
        self.cells.iter().find(|cell| cell.column == column)
    }

    /// The text of a column; empty when there is none.
    pub(super) fn text(&self, column: &str) -> &str {
        self.cell(column).map_or("", |cell| cell.text.trim())
    }

    /// The place of a column, or of the row.
    pub(super) fn place_of(&self, column: &str) -> Place {
        self.cell(column).map_or(self.place, |cell| cell.place)
    }
}

/// The columns of the survey that are understood.
const SURVEY: &[&str] = &[
    "type",
    "name",
    "label",
    "hint",
    "guidance_hint",
    "required",
    "required_message",
    "relevant",
    "constraint",
    "constraint_message",
    "calculation",
    "default",
    "read_only",
    "choice_filter",
    "repeat_count",
    "appearance",
];

/// The settings that are understood.
const SETTINGS: &[&str] = &["id", "title", "aim", "tempo"];

/// The nearest of `known`, or all of them.
pub(super) fn suggest(found: &str, known: &[&str]) -> String {
    match nearest(found, known) {
        Some(name) => format!("did you mean `{name}`?"),
        None => format!("use one of: {}", known.join(", ")),
    }
}
