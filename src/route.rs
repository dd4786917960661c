//! Routes as authored data: types, parsing, the expression language, checking.
//!
//! A route is a TOML file in `XLSForm`'s vocabulary, or an `XLSForm` workbook. Parsed once into types that cannot be wrong; the conversation
//! never re-checks. It knows no session, no screen and no disk.
//!
//! Begin reading at [`Route`]; `sheet` turns a file into rows with their lines, `form` turns rows into a route and
//! finds every problem, `order` puts what depends on what in order, `expression` is the language of conditions. The
//! red-flag cards stand apart, in [`urgent`].

mod evaluate;
mod expression;
mod form;
mod order;
mod rows;
mod sheet;
pub mod urgent;
mod wording;

use std::{collections::BTreeMap, sync::Arc};

pub use evaluate::evaluate;
pub use expression::{Expression, ExpressionError, Facts, LONGEST as LONGEST_EXPRESSION, Value};
pub use order::Step;
pub use rows::{ANOTHER, MOST_ROWS, Repeat, Row, Slot, YES, name_in_row};
pub use wording::{Sentence, Wording};

use crate::domain::{Answer, FieldName, Problem, RouteId, Tempo};

/// The most rows a survey may have.
pub const MOST_QUESTIONS: usize = 2_000;

/// The most choices a file may have.
pub const MOST_CHOICES: usize = 10_000;

/// The largest file that is read, in bytes.
pub const LARGEST_FILE: usize = 2_000_000;

/// The most letters of a label, a hint, a tip or a message.
pub const LONGEST_LABEL: usize = 500;

/// The column of a choice that stands alone: choosing it clears the others, and the other way round.
pub const EXCLUSIVE: &str = "exclusive";

/// The word in the appearance of a field whose answer goes to the vault only: nothing may be worked out from it.
pub const VAULT: &str = "kluis";

/// Choice lists by name.
pub type Lists = BTreeMap<String, Vec<Choice>>;

/// The sheets of a workbook by name: the cells that hold something, each with its row and column (both from 0) and its
/// text, row by row.
pub type Sheets = BTreeMap<String, Vec<(u32, u32, String)>>;

/// An authored conversation: which questions, in which order, when.
#[derive(Debug, Clone)]
pub struct Route {
    /// Its name in files, such as `snel`.
    pub id: RouteId,
    /// Its name on the screen.
    pub title: String,
    /// What it is for, in one line.
    pub aim: String,
    /// How deep a walk through it goes.
    pub tempo: Tempo,
    /// The questions in order.
    pub fields: Vec<Field>,
    /// Values worked out from answers; nobody is asked.
    pub calculations: Vec<Calculation>,
    /// Groups of questions that are asked once for each row.
    pub repeats: Vec<Repeat>,
    /// The choice lists it uses, its own and the shared ones.
    pub lists: Lists,
    /// In which order relevance and calculations are computed, so that each finds what it depends on.
    pub order: Vec<Step>,
    /// Whether an expression looks at the moment, so that time alone can change what applies.
    pub looks_at_clock: bool,
    slots: BTreeMap<String, Slot>,
}

impl Route {
    /// Every expression of it.
    fn expressions(&self) -> impl Iterator<Item = &Expression> {
        let calculations = self.calculations.iter();
        let repeats = self.repeats.iter();
        self.fields
            .iter()
            .flat_map(|field| {
                [
                    &field.relevant,
                    &field.constraint,
                    &field.required_if,
                    &field.calculation,
                    &field.choice_filter,
                    &field.default_expression,
                ]
            })
            .chain(repeats.map(|repeat| &repeat.count))
            .chain(calculations.clone().map(|one| &one.relevant))
            .flatten()
            .chain(calculations.map(|one| &one.calculation))
    }

    /// The question of this name.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.name.as_str() == name)
    }

    /// Every choice of the list of a field; none when the field has no list.
    #[must_use]
    pub fn choices(&self, field: &Field) -> &[Choice] {
        field
            .kind
            .list()
            .and_then(|list| self.lists.get(list))
            .map_or(&[], Vec::as_slice)
    }
}

/// One question.
#[derive(Debug, Clone)]
pub struct Field {
    /// Stable name; the key of its answer.
    pub name: FieldName,
    /// What sort of answer it takes.
    pub kind: FieldKind,
    /// The question.
    pub label: String,
    /// One line under the question.
    pub hint: Option<String>,
    /// A tip for the volunteer.
    pub guidance_hint: Option<String>,
    /// Must be answered before moving on; on a walk, whether that is so now.
    pub required: bool,
    /// Must be answered when this holds.
    pub required_if: Option<Expression>,
    /// What to say when it is not; the screen has a sentence of its own.
    pub required_message: Option<String>,
    /// Applies only when this holds.
    pub relevant: Option<Expression>,
    /// An answer must satisfy this.
    pub constraint: Option<Expression>,
    /// What to say when it does not.
    pub constraint_message: Option<String>,
    /// What Enter gives when nothing was chosen, when that is always the same.
    pub default: Option<Answer>,
    /// What Enter gives when nothing was chosen, worked out at that moment; never together with `default`.
    pub default_expression: Option<Expression>,
    /// Shown, and never changed by whoever sits at the screen: it keeps what its default or calculation gives.
    pub read_only: bool,
    /// The answer itself, worked out at each step; only of what is read only.
    pub calculation: Option<Expression>,
    /// Which choices of the list are offered.
    pub choice_filter: Option<Expression>,
    /// How to show it: `kaart` on a text field offers the cards of the knowledge base, `multiline` gives room for
    /// more than one line.
    pub appearance: Option<String>,
    /// The label of the innermost group it stands in; in a repeat with the number of the row.
    pub group: Option<String>,
    /// The repeat it stands in.
    pub row: Option<Row>,
    /// Those of its words that name other fields. On a walk `label` and the others hold them filled in.
    pub wording: Option<Arc<Wording>>,
}

impl Field {
    /// A question of which nothing is known but its name and kind.
    fn new(name: FieldName, kind: FieldKind) -> Self {
        Self {
            name,
            kind,
            label: String::new(),
            hint: None,
            guidance_hint: None,
            required: false,
            required_if: None,
            required_message: None,
            relevant: None,
            constraint: None,
            constraint_message: None,
            default: None,
            default_expression: None,
            read_only: false,
            calculation: None,
            choice_filter: None,
            appearance: None,
            group: None,
            row: None,
            wording: None,
        }
    }

    /// Whether `word` is one of the words of its appearance.
    #[must_use]
    pub fn appears_as(&self, word: &str) -> bool {
        self.appearance
            .as_deref()
            .is_some_and(|words| words.split_whitespace().any(|found| found == word))
    }
}

/// A value worked out from answers.
#[derive(Debug, Clone)]
pub struct Calculation {
    /// Stable name; the key of its value.
    pub name: FieldName,
    /// How it is worked out.
    pub calculation: Expression,
    /// Has a value only when this holds.
    pub relevant: Option<Expression>,
    /// The repeat it stands in.
    pub row: Option<Row>,
}

/// What sort of answer a field takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FieldKind {
    /// One choice of the named list.
    SelectOne(String),
    /// Any number of choices of the named list.
    SelectMultiple(String),
    /// Words.
    Text,
    /// A whole number.
    Integer,
    /// A number with decimals.
    Decimal,
    /// A day.
    Date,
    /// A time of day.
    Time,
    /// Read only.
    Note,
}

impl FieldKind {
    /// The name of its choice list.
    #[must_use]
    pub fn list(&self) -> Option<&str> {
        match self {
            Self::SelectOne(list) | Self::SelectMultiple(list) => Some(list),
            Self::Text | Self::Integer | Self::Decimal | Self::Date | Self::Time | Self::Note => {
                None
            }
        }
    }

    /// Reads an answer as files write it: codes, ISO days (`2026-11-21`) and times (`09:30`), `3.5`. Several choices
    /// have spaces between. Whether a code is in the list is not looked at. None when it does not fit.
    #[must_use]
    pub fn read(&self, text: &str) -> Option<Answer> {
        let text = text.trim();
        match self {
            Self::SelectOne(_) => (!text.is_empty()).then(|| Answer::One(text.to_owned())),
            Self::SelectMultiple(_) => Some(Answer::Many(
                text.split_whitespace().map(str::to_owned).collect(),
            )),
            Self::Text => Some(Answer::Text(text.to_owned())),
            Self::Integer => text.parse().ok().map(Answer::Whole),
            Self::Decimal => {
                let number: f64 = text.parse().ok()?;
                number.is_finite().then_some(Answer::Decimal(number))
            }
            Self::Date => text.parse().ok().map(Answer::Date),
            Self::Time => text.parse().ok().map(Answer::Time),
            Self::Note => None,
        }
    }
}

/// One choice of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// Stable code.
    pub name: String,
    /// What stands on the screen.
    pub label: String,
    /// Choosing it clears the others ("weet niet").
    pub exclusive: bool,
    /// Further columns, for choice filters.
    pub columns: BTreeMap<String, String>,
}

impl Choice {
    /// A choice whose code is all that is shown.
    fn plain(code: &str) -> Self {
        Self {
            name: code.to_owned(),
            label: code.to_owned(),
            exclusive: false,
            columns: BTreeMap::new(),
        }
    }
}

/// Reads the file with the choice lists that routes share (`keuzes.toml`).
///
/// # Errors
/// Every problem of the file at once.
pub fn parse_lists(file: &str, text: &str) -> Result<Lists, Vec<Problem>> {
    let (sheet, mut defects) = sheet::read(text);
    let lists = form::shared_lists(&sheet, &mut defects);
    finish(file, lists, defects)
}

/// Reads one route of the desk; `shared` holds the lists a route may use without writing them again.
///
/// # Errors
/// Every problem of the file at once, each with line, field and remedy.
pub fn parse(file: &str, text: &str, shared: &Lists) -> Result<Route, Vec<Problem>> {
    read(file, Source::Toml(text), shared, Purpose::Desk)
}

/// Reads one route of the desk from the cells of an `XLSForm` workbook: the sheets survey, choices and settings, the
/// last with the columns `form_id`, `form_title`, `aim` and `tempo`. Of a column in several languages the Dutch one is
/// read.
///
/// # Errors
/// Every problem of the workbook at once, each with sheet and cell, field and remedy.
pub fn parse_workbook(file: &str, sheets: &Sheets, shared: &Lists) -> Result<Route, Vec<Problem>> {
    read(file, Source::Workbook(sheets), shared, Purpose::Desk)
}

/// What a route is written in.
#[derive(Debug, Clone, Copy)]
pub enum Source<'a> {
    /// The text of a TOML file.
    Toml(&'a str),
    /// The cells of a workbook.
    Workbook(&'a Sheets),
}

/// What a route is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// The desk: it must have all settings, and the questions without which no enquiry can be counted.
    Desk,
    /// Trying out: any form of `XLSForm`. Its file names it when its settings do not.
    Form,
}

/// Reads one route for a purpose; see [`parse`] and [`parse_workbook`].
///
/// # Errors
/// Every problem at once.
pub fn read(
    file: &str,
    source: Source<'_>,
    shared: &Lists,
    purpose: Purpose,
) -> Result<Route, Vec<Problem>> {
    let (mut sheet, mut defects) = match source {
        Source::Toml(text) => sheet::read(text),
        Source::Workbook(sheets) => sheet::read_workbook(sheets),
    };
    if purpose == Purpose::Form {
        sheet.name_after(file);
    }
    // A file that cannot be read has no rows worth reporting on.
    let route = if sheet.survey.is_empty() && !defects.is_empty() {
        None
    } else {
        form::route(&sheet, shared, purpose, &mut defects)
    };
    match route {
        Some(route) => finish(file, route, defects),
        None => Err(problems(file, defects)),
    }
}

fn finish<T>(file: &str, value: T, defects: Vec<sheet::Defect>) -> Result<T, Vec<Problem>> {
    if defects.is_empty() {
        Ok(value)
    } else {
        Err(problems(file, defects))
    }
}

fn problems(file: &str, mut defects: Vec<sheet::Defect>) -> Vec<Problem> {
    defects.sort_by_key(|defect| defect.place);
    defects
        .into_iter()
        .map(|defect| Problem {
            file: file.to_owned(),
            line: match defect.place {
                Some(sheet::Place::Line(line)) => Some(line),
                Some(sheet::Place::Cell(_, row, _)) => usize::try_from(row).ok(),
                None => None,
            },
            field: match defect.place {
                Some(place @ sheet::Place::Cell(..)) => format!("{place} {}", defect.field),
                Some(sheet::Place::Line(_)) | None => defect.field,
            },
            what: defect.what,
            remedy: defect.remedy,
        })
        .collect()
}

/// The known name that was probably meant: at most two letters differ, and at most half of them.
fn nearest<'a>(found: &str, known: &[&'a str]) -> Option<&'a str> {
    let found = found.to_lowercase();
    let (edits, name) = known
        .iter()
        .map(|name| (edits(&found, name), *name))
        .min()?;
    (edits <= 2 && edits * 2 <= name.chars().count()).then_some(name)
}

/// How many letters differ between two words (Levenshtein).
fn edits(left: &str, right: &str) -> usize {
    let right: Vec<char> = right.chars().collect();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (line, a) in left.chars().take(64).enumerate() {
        let mut next = vec![line + 1];
        for (b, above) in right.iter().zip(row.windows(2)) {
            let [diagonal, up] = above else { continue };
            let beside = next.last().copied().unwrap_or_default();
            next.push(
                (diagonal + usize::from(a != *b))
                    .min(up + 1)
                    .min(beside + 1),
            );
        }
        row = next;
    }
    row.last().copied().unwrap_or_default()
}
