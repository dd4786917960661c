//! Tables of a data package: which we read, what each column must hold, and rows that say where they stand.
//!
//! Knows the form of a column, not what a service is. Begin reading at [`Tables::add_csv`].

use std::collections::{BTreeMap, HashSet};

use csv::ReaderBuilder;
use jiff::civil::Date;

use crate::domain::Problem;

/// A table of the profile.
#[derive(Debug)]
pub(super) struct Profile {
    /// Its name, which is that of its file without extension.
    pub(super) name: &'static str,
    /// Columns that must be there and filled in.
    pub(super) required: &'static [&'static str],
    /// Columns with a form of their own, checked where they are filled in.
    pub(super) forms: &'static [(&'static str, Form)],
    /// Every other column we know.
    pub(super) others: &'static [&'static str],
    /// Without this table there are no cards.
    pub(super) is_needed: bool,
}

/// What a cell must look like.
#[derive(Debug, Clone, Copy)]
pub(super) enum Form {
    Uuid,
    Date,
    Moment,
    Time,
    Number,
    OneOf(&'static [&'static str]),
}

use Form::{Date as Day, Moment, Number, OneOf, Time, Uuid};

/// The minimal profile, in the order in which a reader needs them.
pub(super) const PROFILE: &[Profile] = &[
    Profile {
        name: "organizations",
        required: &["id", "name", "description"],
        forms: &[("id", Uuid)],
        others: &["email", "website"],
        is_needed: true,
    },
    Profile {
        name: "services",
        required: &["id", "organization_id", "name", "status"],
        forms: &[
            ("id", Uuid),
            ("organization_id", Uuid),
            (
                "status",
                OneOf(&["active", "inactive", "defunct", "temporarily closed"]),
            ),
            ("minimum_age", Number),
            ("maximum_age", Number),
            ("assured_date", Day),
            ("last_modified", Moment),
        ],
        others: &[
            "alternate_name",
            "description",
            "url",
            "email",
            "application_process",
            "fees_description",
            "eligibility_description",
            "assurer_email",
            "alert",
        ],
        is_needed: true,
    },
    Profile {
        name: "locations",
        required: &["id", "location_type"],
        forms: &[
            ("id", Uuid),
            ("location_type", OneOf(&["physical", "postal", "virtual"])),
            ("latitude", Number),
            ("longitude", Number),
        ],
        others: &["name", "description"],
        is_needed: false,
    },
    Profile {
        name: "service_at_location",
        required: &["id", "service_id", "location_id"],
        forms: &[("id", Uuid), ("service_id", Uuid), ("location_id", Uuid)],
        others: &[],
        is_needed: false,
    },
    Profile {
        name: "addresses",
        required: &[
            "id",
            "address_1",
            "city",
            "state_province",
            "postal_code",
            "country",
            "address_type",
        ],
        forms: &[
            ("id", Uuid),
            ("location_id", Uuid),
            ("address_type", OneOf(&["physical", "postal", "virtual"])),
        ],
        others: &["address_2"],
        is_needed: false,
    },
    Profile {
        name: "phones",
        required: &["id", "number"],
        forms: &[
            ("id", Uuid),
            ("service_id", Uuid),
            ("location_id", Uuid),
            ("organization_id", Uuid),
            ("service_at_location_id", Uuid),
        ],
        others: &["type", "description"],
        is_needed: false,
    },
    Profile {
        name: "schedules",
        required: &["id"],
        forms: &[
            ("id", Uuid),
            ("service_id", Uuid),
            ("location_id", Uuid),
            ("service_at_location_id", Uuid),
            ("valid_from", Day),
            ("valid_to", Day),
            ("dtstart", Day),
            ("freq", OneOf(&["WEEKLY", "MONTHLY"])),
            ("interval", Number),
            ("opens_at", Time),
            ("closes_at", Time),
        ],
        others: &["byday", "bymonthday", "description"],
        is_needed: false,
    },
    Profile {
        name: "required_documents",
        required: &["id"],
        forms: &[("id", Uuid), ("service_id", Uuid)],
        others: &["document"],
        is_needed: false,
    },
    Profile {
        name: "service_areas",
        required: &["id"],
        forms: &[("id", Uuid), ("service_id", Uuid)],
        others: &["name"],
        is_needed: false,
    },
    Profile {
        name: "languages",
        required: &["id"],
        forms: &[("id", Uuid), ("service_id", Uuid)],
        others: &["code"],
        is_needed: false,
    },
    Profile {
        name: "taxonomy_terms",
        required: &["id", "name", "description"],
        forms: &[("id", Uuid), ("parent_id", Uuid)],
        others: &["code", "taxonomy", "term_uri"],
        is_needed: false,
    },
    Profile {
        name: "attributes",
        required: &["id", "link_id", "taxonomy_term_id"],
        forms: &[("id", Uuid), ("link_id", Uuid), ("taxonomy_term_id", Uuid)],
        others: &["link_entity", "value"],
        is_needed: false,
    },
];

/// The profile of a table.
pub(super) fn profile(name: &str) -> Option<&'static Profile> {
    PROFILE.iter().find(|profile| profile.name == name)
}

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
    pub(super) problems: Vec<Problem>,
    pub(super) skipped: usize,
}

impl Tables {
    /// The sound rows of a table.
    pub(super) fn rows(&self, table: &str) -> &[Row] {
        self.rows.get(table).map_or(&[], Vec::as_slice)
    }

    /// Whether a table has or had a row with this id.
    pub(super) fn has(&self, table: &str, id: &str) -> bool {
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
    pub(super) fn tell_missing(&mut self, file: &str) {
        self.tell(
            file,
            None,
            "",
            "the file is missing",
            "add it, or name the folder in which it stands",
        );
    }

    /// Reads a CSV file into a table.
    pub(super) fn add_csv(&mut self, profile: &'static Profile, file: &str, bytes: &[u8]) {
        let text = match std::str::from_utf8(bytes) {
            Ok(text) => text.strip_prefix('\u{feff}').unwrap_or(text),
            Err(error) => {
                let before = bytes.iter().take(error.valid_up_to());
                let line = 1 + before.filter(|byte| **byte == b'\n').count();
                let remedy =
                    "save the file as CSV with the encoding UTF-8 (it may be Latin-1 or UTF-16)";
                self.tell(
                    file,
                    Some(line),
                    "",
                    "a letter is not UTF-8, so the file is not read",
                    remedy,
                );
                return;
            }
        };
        // A Dutch spreadsheet writes semicolons.
        let first = text.lines().next().unwrap_or_default();
        let has_semicolons = first.matches(';').count() > first.matches(',').count();
        let mut reader = ReaderBuilder::new()
            .flexible(true)
            .delimiter(if has_semicolons { b';' } else { b',' })
            .from_reader(text.as_bytes());
        let columns: Vec<String> = match reader.headers() {
            Ok(columns) => columns.iter().map(|name| name.trim().to_owned()).collect(),
            Err(error) => {
                self.tell(
                    file,
                    Some(1),
                    "",
                    &format!("the file cannot be read: {error}"),
                    "export it again",
                );
                return;
            }
        };
        let missing: Vec<&str> = profile
            .required
            .iter()
            .copied()
            .filter(|required| !columns.iter().any(|column| column == required))
            .collect();
        if !missing.is_empty() {
            let remedy = format!("the first row must name: {}", profile.required.join(", "));
            for column in missing {
                self.tell(
                    file,
                    Some(1),
                    column,
                    "the column is missing, so the file is not read",
                    &remedy,
                );
            }
            return;
        }
        for record in reader.records() {
            let record = match record {
                Ok(record) => record,
                Err(error) => {
                    let line = error
                        .position()
                        .and_then(|at| usize::try_from(at.line()).ok());
                    self.tell(
                        file,
                        line,
                        "",
                        &format!("the row cannot be read: {error}"),
                        "export the file again",
                    );
                    self.skipped += 1;
                    continue;
                }
            };
            let row = Row {
                file: file.to_owned(),
                line: record
                    .position()
                    .and_then(|at| usize::try_from(at.line()).ok()),
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

impl Form {
    /// Whether a cell has this form; if not, what to write.
    fn check(self, cell: &str) -> Result<(), String> {
        let (is_right, remedy) = match self {
            Self::Uuid => (
                is_uuid(cell),
                "write a UUID, such as ac148810-d857-441c-9679-408f346de14b".to_owned(),
            ),
            Self::Date => (
                date(cell).is_some(),
                "write year, month and day, the year in four digits: 2026-01-31".to_owned(),
            ),
            Self::Moment => (
                cell.split_once(['T', ' '])
                    .map_or(cell, |(day, _)| day)
                    .parse::<Date>()
                    .is_ok(),
                "write the day and the time as 2026-01-31T09:00:00Z, the year in four digits"
                    .to_owned(),
            ),
            Self::Time => (
                time(cell).is_some(),
                "write hours and minutes: 09:00 or 09:00:00".to_owned(),
            ),
            Self::Number => (
                cell.parse::<f64>().is_ok_and(f64::is_finite),
                "write a number with a point, such as 18 or 52.63".to_owned(),
            ),
            Self::OneOf(known) => (
                known.contains(&cell),
                format!("use one of: {}", known.join(", ")),
            ),
        };
        if is_right { Ok(()) } else { Err(remedy) }
    }
}

/// A day in full; a moment counts as its day.
pub(super) fn date(cell: &str) -> Option<Date> {
    let day = cell.split_once('T').map_or(cell, |(day, _)| day);
    // `26-01-31` would be a day of the year 26.
    if day.len() == 10 {
        day.parse().ok()
    } else {
        None
    }
}

/// Hours and minutes of `10:00:00`, `10:00` or `09:00:00Z`. A zone is passed over: the samples of the specification have
/// both, and mean the clock on the wall.
pub(super) fn time(cell: &str) -> Option<(u8, u8)> {
    let clock = cell.strip_suffix('Z').unwrap_or(cell);
    let clock = clock.split_once('+').map_or(clock, |(clock, _)| clock);
    let mut parts = clock.split(':');
    let mut next = |most: u8| {
        let part = parts.next()?;
        let is_pair = part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit());
        part.parse()
            .ok()
            .filter(|number| is_pair && *number <= most)
    };
    let (hour, minute) = (next(24)?, next(59)?);
    let is_day = hour < 24 || minute == 0;
    is_day.then_some((hour, minute))
}

fn is_uuid(cell: &str) -> bool {
    let groups: Vec<&str> = cell.split('-').collect();
    let lengths: Vec<usize> = groups.iter().map(|group| group.len()).collect();
    lengths == [8, 4, 4, 4, 12]
        && groups
            .iter()
            .all(|group| group.bytes().all(|byte| byte.is_ascii_hexdigit()))
}
