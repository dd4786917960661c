//! A route as a TOML file: settings at the top, `[[survey]]` and `[[choices]]` rows. Begin at [`read`].

use std::ops::Range;

use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use super::{Cell, Defect, Place, Row, SETTINGS, SURVEY, Sheet, suggest};
use crate::route::LARGEST_FILE;

/// Reads a file into rows, with everything that is not a row or a known column.
pub(in crate::route) fn read(text: &str) -> (Sheet, Vec<Defect>) {
    let mut reader = Reader {
        lines: lines_of(text),
        defects: Vec::new(),
    };
    if text.len() > LARGEST_FILE {
        reader.refuse(
            None,
            "",
            format!("the file is larger than {LARGEST_FILE} bytes"),
            "split it into several routes",
        );
        return (Sheet::default(), reader.defects);
    }
    let sheet = match DeTable::parse(text) {
        Ok(table) => reader.file(table.get_ref()),
        Err(error) => {
            let line = error.span().map(|span| reader.line(&span));
            reader.refuse(
                line,
                "",
                format!("this is not TOML: {}", error.message()),
                "correct the file at this line",
            );
            Sheet::default()
        }
    };
    (sheet, reader.defects)
}

/// Where each line begins, in bytes.
fn lines_of(text: &str) -> Vec<usize> {
    std::iter::once(0)
        .chain(text.match_indices('\n').map(|(at, _)| at + 1))
        .collect()
}

struct Reader {
    lines: Vec<usize>,
    defects: Vec<Defect>,
}

impl Reader {
    fn line(&self, span: &Range<usize>) -> usize {
        self.lines.partition_point(|begin| *begin <= span.start)
    }

    fn refuse(&mut self, line: Option<usize>, field: &str, what: String, remedy: &str) {
        self.defects.push(Defect {
            place: line.map(Place::Line),
            field: field.to_owned(),
            what,
            remedy: remedy.to_owned(),
        });
    }

    fn file(&mut self, table: &DeTable<'_>) -> Sheet {
        let mut sheet = Sheet::default();
        for (key, value) in table {
            match key.get_ref().as_ref() {
                "survey" => sheet.survey = self.rows("survey", value),
                "choices" => sheet.choices = self.rows("choices", value),
                name if SETTINGS.contains(&name) => {
                    sheet.settings.cells.extend(self.cell(name, value));
                }
                name => {
                    let line = self.line(&key.span());
                    let known: Vec<_> = SETTINGS
                        .iter()
                        .chain(&["survey", "choices"])
                        .copied()
                        .collect();
                    self.refuse(
                        Some(line),
                        name,
                        format!("the setting `{name}` is not understood"),
                        &suggest(name, &known),
                    );
                }
            }
        }
        sheet
    }

    fn rows(&mut self, sheet: &str, value: &Spanned<DeValue<'_>>) -> Vec<Row> {
        let Some(array) = value.get_ref().as_array() else {
            let line = self.line(&value.span());
            self.refuse(
                Some(line),
                sheet,
                format!("`{sheet}` is not a list of rows"),
                &format!("write [[{sheet}]] above each row"),
            );
            return Vec::new();
        };
        array
            .iter()
            .filter_map(|row| self.row(sheet, row))
            .collect()
    }

    fn row(&mut self, sheet: &str, value: &Spanned<DeValue<'_>>) -> Option<Row> {
        let line = self.line(&value.span());
        let Some(table) = value.get_ref().as_table() else {
            self.refuse(
                Some(line),
                sheet,
                "this is not a row".to_owned(),
                &format!("write [[{sheet}]] above each row"),
            );
            return None;
        };
        let mut cells = Vec::new();
        for (key, value) in table {
            let column = key.get_ref().as_ref();
            // Which other columns a choice may have depends on the choice filters: `form` looks at that.
            if sheet == "survey" && !SURVEY.contains(&column) {
                let line = self.line(&key.span());
                self.refuse(
                    Some(line),
                    column,
                    format!("the column `{column}` is not understood"),
                    &suggest(column, SURVEY),
                );
                continue;
            }
            cells.extend(self.cell(column, value));
        }
        Some(Row {
            place: Place::Line(line),
            cells,
        })
    }

    fn cell(&mut self, column: &str, value: &Spanned<DeValue<'_>>) -> Option<Cell> {
        let line = self.line(&value.span());
        let text = match value.get_ref() {
            DeValue::String(text) => text.to_string(),
            DeValue::Integer(number) => number.to_string(),
            DeValue::Float(number) => number.to_string(),
            DeValue::Boolean(truth) => truth.to_string(),
            DeValue::Datetime(moment) => moment.to_string(),
            DeValue::Array(_) | DeValue::Table(_) => {
                self.refuse(
                    Some(line),
                    column,
                    format!("`{column}` holds a list or a table"),
                    "write one text, number or true/false",
                );
                return None;
            }
        };
        Some(Cell {
            place: Place::Line(line),
            column: column.to_owned(),
            text,
        })
    }
}
