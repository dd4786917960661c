//! Tables of a data package: rows that say where they stand, and what is wrong with the others.
//!
//! Knows the profile, not what a service is. Begin reading at [`Tables::add_csv`].

use std::collections::{BTreeMap, HashSet};

use super::profile::Profile;
use crate::domain::Problem;
use csv::ReaderBuilder;

/// One row, and where a person finds it.
#[derive(Debug, Clone, Default)]
pub(super) struct Row {
    /// The file.
    pub(super) file: String,
    /// The line in a CSV file, from 1.
    pub(super) line: Option<usize>,
    /// Where the object stands in a JSON file, such as `[2].phones[1]`.
    pub(super) within: String,
    pub(super) cells: BTreeMap<String, String>,
}

impl Row {
    /// What stands in a column, without blanks around it; empty when there is nothing.
    pub(super) fn get(&self, column: &str) -> &str {
        self.cells.get(column).map_or("", |cell| cell.trim())
    }

    /// A problem of this row.
    pub(super) fn problem(
        &self,
        column: &str,
        what: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Problem {
        let dot = if self.within.is_empty() || column.is_empty() {
            ""
        } else {
            "."
        };
        Problem {
            file: self.file.clone(),
            line: self.line,
            field: format!("{}{dot}{column}", self.within),
            what: what.into(),
            remedy: remedy.into(),
        }
    }
}

/// Every sound row of every table, and what was wrong with the others.
#[derive(Debug, Default)]
pub(super) struct Tables {
    rows: BTreeMap<&'static str, Vec<Row>>,
    /// Ids of each table, those of skipped rows among them: what hangs on a skipped row is not told again.
    ids: BTreeMap<&'static str, HashSet<String>>,
    /// Tables whose file could not be read: that was told, and not again of every row that points into them.
    unread: HashSet<&'static str>,
    pub(super) problems: Vec<Problem>,
    pub(super) skipped: usize,
}

impl Tables {
    /// The sound rows of a table.
    pub(super) fn rows(&self, table: &str) -> &[Row] {
        self.rows.get(table).map_or(&[], Vec::as_slice)
    }

    /// Whether a table has or had a row with this id, or may have had it.
    pub(super) fn has(&self, table: &str, id: &str) -> bool {
        if self.unread.contains(table) {
            return true;
        }
        self.ids
            .get(table)
            .is_some_and(|ids| ids.contains(&id.to_lowercase()))
    }

    /// Tells of a row that is skipped.
    pub(super) fn skip(&mut self, problems: Vec<Problem>) {
        self.skipped += 1;
        self.problems.extend(problems);
    }

    /// Tells that a file we cannot do without is not there.
    pub(super) fn tell_missing(&mut self, profile: &'static Profile, file: &str) {
        self.unread.insert(profile.name);
        let remedy = "add it, or name the folder in which it stands";
        self.tell(file, None, "", "the file is missing", remedy);
    }

    /// Reads a CSV file into a table.
    pub(super) fn add_csv(&mut self, profile: &'static Profile, file: &str, bytes: &[u8]) {
        if let Err(problems) = self.read_csv(profile, file, bytes) {
            self.unread.insert(profile.name);
            self.problems.extend(problems);
        }
    }

    fn read_csv(
        &mut self,
        profile: &'static Profile,
        file: &str,
        bytes: &[u8],
    ) -> Result<(), Vec<Problem>> {
        let whole = |line, field: &str, what: String, remedy: &str| Problem {
            file: file.to_owned(),
            line: Some(line),
            field: field.to_owned(),
            what,
            remedy: remedy.to_owned(),
        };
        let text = std::str::from_utf8(bytes).map_err(|error| {
            let what = "a letter is not UTF-8, so the file is not read".to_owned();
            let remedy =
                "save the file as CSV with the encoding UTF-8 (it may be Latin-1 or UTF-16)";
            vec![whole(line_at(bytes, error.valid_up_to()), "", what, remedy)]
        })?;
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        // A Dutch spreadsheet writes semicolons.
        let first = text.lines().next().unwrap_or_default();
        let has_semicolons = first.matches(';').count() > first.matches(',').count();
        let mut reader = ReaderBuilder::new()
            .flexible(true)
            .delimiter(if has_semicolons { b';' } else { b',' })
            .from_reader(text.as_bytes());
        let unreadable = |error: csv::Error| {
            whole(
                1,
                "",
                format!("the file cannot be read: {error}"),
                "export it again",
            )
        };
        let headers = reader.headers().map_err(|error| vec![unreadable(error)])?;
        let columns: Vec<String> = headers.iter().map(|name| name.trim().to_owned()).collect();
        let is_missing = |required: &&&str| !columns.iter().any(|column| column == **required);
        let missing: Vec<Problem> = profile
            .required
            .iter()
            .filter(is_missing)
            .map(|column| {
                let remedy = format!("the first row must name: {}", profile.required.join(", "));
                whole(
                    1,
                    column,
                    "the column is missing, so the file is not read".to_owned(),
                    &remedy,
                )
            })
            .collect();
        if !missing.is_empty() {
            return Err(missing);
        }
        let mut lines = Lines {
            bytes: text.as_bytes(),
            offset: 0,
            line: 1,
        };
        for record in reader.records() {
            let record = record.map_err(|error| vec![unreadable(error)])?;
            let row = Row {
                file: file.to_owned(),
                line: record.position().map(|at| lines.line_of(at.byte())),
                within: String::new(),
                cells: columns
                    .iter()
                    .cloned()
                    .zip(record.iter().map(str::to_owned))
                    .collect(),
            };
            if record.len() == columns.len() {
                self.add(profile, row);
            } else {
                let what = format!(
                    "the row has {} cells, and there are {} columns",
                    record.len(),
                    columns.len()
                );
                let remedy =
                    "put text with a comma between quotes, and look whether the file is whole";
                let problem = row.problem("", what, remedy);
                self.skip(vec![problem]);
            }
        }
        Ok(())
    }

    /// Adds a row, or tells what is wrong with it.
    pub(super) fn add(&mut self, profile: &'static Profile, row: Row) {
        let mut problems = Vec::new();
        for column in profile.required {
            if row.get(column).is_empty() {
                problems.push(row.problem(
                    column,
                    "nothing is filled in",
                    "fill it in, or remove the row",
                ));
            }
        }
        for (column, form) in profile.forms {
            let cell = row.get(column);
            if let (false, Err(remedy)) = (cell.is_empty(), form.check(cell)) {
                problems.push(row.problem(column, format!("`{cell}` cannot stand here"), remedy));
            }
        }
        let id = row.get("id").to_lowercase();
        if !id.is_empty() && !self.ids.entry(profile.name).or_default().insert(id) {
            let what = format!("the id {} stands in an earlier row too", row.get("id"));
            problems.push(row.problem("id", what, "give one of the two another id"));
        }
        if problems.is_empty() {
            self.rows.entry(profile.name).or_default().push(row);
        } else {
            self.skip(problems);
        }
    }

    pub(super) fn tell(
        &mut self,
        file: &str,
        line: Option<usize>,
        field: &str,
        what: &str,
        remedy: &str,
    ) {
        self.problems.push(Problem {
            file: file.to_owned(),
            line,
            field: field.to_owned(),
            what: what.to_owned(),
            remedy: remedy.to_owned(),
        });
    }
}

/// Counts lines on the way: the `csv` crate is one short where lines end in CR LF.
struct Lines<'t> {
    bytes: &'t [u8],
    offset: usize,
    line: usize,
}

impl Lines<'_> {
    /// The line on which the record begins that follows this byte; never before the last that was asked for.
    fn line_of(&mut self, byte: u64) -> usize {
        let start = usize::try_from(byte).unwrap_or(usize::MAX);
        for byte in self.bytes.iter().skip(self.offset) {
            let is_before = self.offset < start || matches!(byte, b'\r' | b'\n');
            if !is_before {
                break;
            }
            self.line += usize::from(*byte == b'\n');
            self.offset += 1;
        }
        self.line
    }
}

fn line_at(bytes: &[u8], offset: usize) -> usize {
    1 + bytes
        .iter()
        .take(offset)
        .filter(|byte| **byte == b'\n')
        .count()
}
