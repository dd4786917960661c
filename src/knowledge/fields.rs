//! Reading a TOML table field by field, and saying of every field what is wrong with it and where.
//!
//! Knows TOML and [`Problem`]s, not what a card or a place is. Begin reading at [`Fields`].
//!
//! serde stops at the first thing it does not like; a coordinator who mends a card wants the whole list.
//! So a missing or wrong field is reported, a stand-in value takes its place and reading goes on; the
//! caller throws the result away when [`Report`] holds a problem.

use std::borrow::Cow;

use jiff::civil::Date;
use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use super::{PartialDate, control::has_control};
use crate::domain::Problem;

/// Gathers the problems of one file and knows on which line a byte of it stands.
pub(super) struct Report<'a> {
    file: &'a str,
    /// The part of the file that offsets refer to, and the number of lines that stand before it.
    text: &'a str,
    lines_before: usize,
    problems: Vec<Problem>,
    /// Lines that are not TOML. One problem a line is told of them: what follows from it would only
    /// hide it, and a field may seem to be missing because of it.
    broken: Vec<usize>,
}

impl<'a> Report<'a> {
    pub(super) fn new(file: &'a str, text: &'a str, lines_before: usize) -> Self {
        Self {
            file,
            text,
            lines_before,
            problems: Vec::new(),
            broken: Vec::new(),
        }
    }

    /// Notes a problem at a byte offset of the text.
    pub(super) fn at(
        &mut self,
        offset: usize,
        field: impl Into<String>,
        what: impl Into<String>,
        remedy: impl Into<String>,
    ) {
        let line = self.line_of(offset);
        if !self.broken.contains(&line) {
            self.at_line(Some(line), field, what, remedy);
        }
    }

    /// Notes that something is absent that must be there, unless it may be lost in a broken line.
    pub(super) fn absent(
        &mut self,
        offset: usize,
        field: impl Into<String>,
        what: impl Into<String>,
        remedy: impl Into<String>,
    ) {
        if self.broken.is_empty() {
            self.at(offset, field, what, remedy);
        }
    }

    fn line_of(&self, offset: usize) -> usize {
        let before = self.text.bytes().take(offset);
        self.lines_before + 1 + before.filter(|byte| *byte == b'\n').count()
    }

    /// Notes a problem on a line of the file, or in the file as a whole.
    pub(super) fn at_line(
        &mut self,
        line: Option<usize>,
        field: impl Into<String>,
        what: impl Into<String>,
        remedy: impl Into<String>,
    ) {
        self.problems.push(Problem {
            file: self.file.to_owned(),
            line,
            field: field.into(),
            what: what.into(),
            remedy: remedy.into(),
        });
    }

    /// The value, if nothing was wrong; else every problem, in the order of the lines.
    pub(super) fn finish<T>(self, value: T) -> Result<T, Vec<Problem>> {
        if self.problems.is_empty() {
            Ok(value)
        } else {
            Err(self.into_problems())
        }
    }

    /// Every problem, in the order of the lines.
    pub(super) fn into_problems(mut self) -> Vec<Problem> {
        self.problems.sort_by_key(|problem| problem.line);
        self.problems
    }
}

/// The name of a field and where it stands.
type Key<'i> = Spanned<Cow<'i, str>>;

/// One table of a file. Each field is taken out as it is read; what is left at the end is unknown.
pub(super) struct Fields<'i> {
    /// A card has some twenty fields: looking through them is quicker than a tree that each is taken out of.
    entries: Vec<(Key<'i>, Option<Spanned<DeValue<'i>>>)>,
    /// The list it is an entry of, and the number of the entry, from 1; none for the file itself.
    entry_of: Option<(&'static str, usize)>,
    /// Where the table begins.
    offset: usize,
}

impl<'i> Fields<'i> {
    /// Reads a whole TOML text. What it does not understand is reported; the rest is still read.
    pub(super) fn parse(text: &'i str, report: &mut Report<'_>) -> Self {
        let (table, errors) = DeTable::parse_recoverable(text);
        for error in errors {
            let offset = error.span().map_or(0, |span| span.start);
            report.at(
                offset,
                "",
                format!("this is not TOML: {}", one_line(error.message())),
                "write `field = \"text\"`, `field = [\"one\", \"two\"]` or `field = 2026-01-31`, each field once",
            );
            report.broken.push(report.line_of(offset));
        }
        Self::of(table.into_inner(), None, 0)
    }

    fn of(table: DeTable<'i>, entry_of: Option<(&'static str, usize)>, offset: usize) -> Self {
        let entries = table.into_iter().map(|(key, value)| (key, Some(value)));
        Self {
            entries: entries.collect(),
            entry_of,
            offset,
        }
    }

    /// Where the table begins, for a problem of the table as a whole.
    pub(super) fn offset(&self) -> usize {
        self.offset
    }

    /// The full name of a field, such as `amounts[2].label`.
    pub(super) fn name(&self, key: &str) -> String {
        match self.entry_of {
            Some((list, number)) => format!("{list}[{number}].{key}"),
            None => key.to_owned(),
        }
    }

    /// Reports every field that nobody asked for.
    pub(super) fn finish(&self, report: &mut Report<'_>, known: &[&str]) {
        let unread = self.entries.iter().filter(|(_, value)| value.is_some());
        for (key, _) in unread {
            report.at(
                key.span().start,
                self.name(key.get_ref()),
                format!("the field `{}` is not known", key.get_ref()),
                format!("remove it or use one of: {}", known.join(", ")),
            );
        }
    }

    /// The value of a field and where it begins.
    fn take(&mut self, key: &str) -> Option<(usize, DeValue<'i>)> {
        let entry = self
            .entries
            .iter_mut()
            .find(|(name, _)| name.get_ref() == key);
        let value = entry?.1.take()?;
        Some((value.span().start, value.into_inner()))
    }

    fn missing(&self, key: &str, report: &mut Report<'_>, remedy: String) {
        report.absent(
            self.offset,
            self.name(key),
            format!("the field `{key}` is missing"),
            remedy,
        );
    }

    /// A text that must be there.
    pub(super) fn required_text(&mut self, key: &str, report: &mut Report<'_>) -> String {
        let Some((offset, value)) = self.take(key) else {
            self.missing(key, report, format!("add `{key} = \"…\"`"));
            return String::new();
        };
        text(value, offset, || self.name(key), report).unwrap_or_default()
    }

    /// A text that may be absent, but not empty.
    pub(super) fn optional_text(&mut self, key: &str, report: &mut Report<'_>) -> Option<String> {
        let (offset, value) = self.take(key)?;
        text(value, offset, || self.name(key), report)
    }

    /// A list of texts; absent means empty.
    pub(super) fn texts(&mut self, key: &str, report: &mut Report<'_>) -> Vec<String> {
        let Some((offset, value)) = self.take(key) else {
            return Vec::new();
        };
        let DeValue::Array(items) = value else {
            let name = self.name(key);
            let remedy = format!("write `{key} = [\"…\", \"…\"]`");
            mistyped(&value, "a list", offset, &name, &remedy, report);
            return Vec::new();
        };
        let mut texts = Vec::with_capacity(items.len());
        for (index, item) in items.into_iter().enumerate() {
            let offset = item.span().start;
            let name = || format!("{}[{}]", self.name(key), index + 1);
            texts.extend(text(item.into_inner(), offset, name, report));
        }
        texts
    }

    /// A text that must be there and must have a meaning: a code, a date, an id.
    pub(super) fn required<T>(
        &mut self,
        key: &str,
        report: &mut Report<'_>,
        remedy: impl Fn() -> String,
        read: impl FnOnce(&str) -> Option<T>,
    ) -> Option<T> {
        let Some((offset, value)) = self.take(key) else {
            self.missing(key, report, remedy());
            return None;
        };
        self.meaning(key, offset, value, report, remedy, read)
    }

    /// A text that may be absent, but must have a meaning when it is there.
    pub(super) fn optional<T>(
        &mut self,
        key: &str,
        report: &mut Report<'_>,
        remedy: impl Fn() -> String,
        read: impl FnOnce(&str) -> Option<T>,
    ) -> Option<T> {
        let (offset, value) = self.take(key)?;
        self.meaning(key, offset, value, report, remedy, read)
    }

    fn meaning<T>(
        &self,
        key: &str,
        offset: usize,
        value: DeValue<'_>,
        report: &mut Report<'_>,
        remedy: impl Fn() -> String,
        read: impl FnOnce(&str) -> Option<T>,
    ) -> Option<T> {
        let found = text(value, offset, || self.name(key), report)?;
        let value = read(&found);
        if value.is_none() {
            let what = format!("`{found}` cannot stand in `{key}`");
            report.at(offset, self.name(key), what, remedy());
        }
        value
    }

    /// Where the value of a field begins; the table itself when the field is absent.
    pub(super) fn offset_of(&self, key: &str) -> usize {
        let mut there = self
            .entries
            .iter()
            .filter(|(name, _)| name.get_ref() == key);
        let value = there.next().and_then(|(_, value)| value.as_ref());
        value.map_or(self.offset, |value| value.span().start)
    }

    /// A number that must be there.
    pub(super) fn required_number(&mut self, key: &str, report: &mut Report<'_>) -> f64 {
        let remedy =
            || format!("write `{key} = 129` or `{key} = 932.93`, without thousands separators");
        let Some((offset, value)) = self.take(key) else {
            self.missing(key, report, remedy());
            return 0.0;
        };
        let digits = decimal_integer(&value).or_else(|| Some(value.as_float()?.as_str()));
        let number: Option<f64> = digits.and_then(|digits| digits.parse().ok());
        if let Some(number) = number.filter(|number| number.is_finite()) {
            return number;
        }
        let name = self.name(key);
        mistyped(&value, "a number", offset, &name, &remedy(), report);
        0.0
    }

    /// Whether a field says `true`; absent means no.
    pub(super) fn flag(&mut self, key: &str, report: &mut Report<'_>) -> bool {
        let Some((offset, value)) = self.take(key) else {
            return false;
        };
        if let DeValue::Boolean(is_set) = value {
            return is_set;
        }
        let (name, remedy) = (self.name(key), format!("write `{key} = true`"));
        mistyped(&value, "true or false", offset, &name, &remedy, report);
        false
    }

    /// A text or a date as it is written; empty when it is absent or something else.
    pub(super) fn plain(&mut self, key: &str) -> String {
        let value = self.take(key).map(|(_, value)| value);
        value.map_or_else(String::new, |value| match date_of(&value) {
            Some(date) => date.to_string(),
            None => value.as_str().unwrap_or_default().trim().to_owned(),
        })
    }

    /// A day that must be there.
    pub(super) fn required_day(&mut self, key: &str, report: &mut Report<'_>) -> Option<Date> {
        if !self.entries.iter().any(|(name, _)| name.get_ref() == key) {
            self.missing(key, report, format!("add `{key} = 2026-01-31`"));
        }
        self.optional_day(key, report)
    }

    /// A day: `2026-01-31`, with or without quotes.
    pub(super) fn optional_day(&mut self, key: &str, report: &mut Report<'_>) -> Option<Date> {
        let remedy = "write year, month and day: 2026-01-31";
        self.date(key, report, remedy, |date| {
            date.first_day().filter(|_| date.day.is_some())
        })
    }

    /// A date as exact as it is known: `2026`, `2026-01` or `2026-01-31`.
    pub(super) fn optional_date(
        &mut self,
        key: &str,
        report: &mut Report<'_>,
    ) -> Option<PartialDate> {
        let remedy = "write 2026-01-31, or \"2026-01\" or \"2026\" where only that is known";
        self.date(key, report, remedy, Some)
    }

    fn date<T>(
        &mut self,
        key: &str,
        report: &mut Report<'_>,
        remedy: &str,
        read: impl FnOnce(PartialDate) -> Option<T>,
    ) -> Option<T> {
        let (offset, value) = self.take(key)?;
        let date = date_of(&value).and_then(read);
        if date.is_none() {
            let name = self.name(key);
            mistyped(&value, "a date", offset, &name, remedy, report);
        }
        date
    }

    /// The tables of `[[list]]`, in the order of the file; absent means none.
    pub(super) fn tables(
        &mut self,
        list: &'static str,
        report: &mut Report<'_>,
    ) -> Vec<Fields<'i>> {
        let Some((offset, value)) = self.take(list) else {
            return Vec::new();
        };
        let remedy = || format!("begin each entry with a line `[[{list}]]`");
        let DeValue::Array(items) = value else {
            let wanted = "a list of tables";
            mistyped(&value, wanted, offset, list, &remedy(), report);
            return Vec::new();
        };
        let mut tables = Vec::new();
        for (index, item) in items.into_iter().enumerate() {
            let (offset, number) = (item.span().start, index + 1);
            let value = item.into_inner();
            if let DeValue::Table(table) = value {
                tables.push(Fields::of(table, Some((list, number)), offset));
            } else {
                let name = format!("{list}[{number}]");
                mistyped(&value, "a table", offset, &name, &remedy(), report);
            }
        }
        tables
    }
}

fn text(
    value: DeValue<'_>,
    offset: usize,
    name: impl Fn() -> String,
    report: &mut Report<'_>,
) -> Option<String> {
    let DeValue::String(found) = value else {
        let remedy = "put it between double quotes";
        mistyped(&value, "text", offset, &name(), remedy, report);
        return None;
    };
    let found = found.trim().to_owned();
    if found.is_empty() {
        report.at(
            offset,
            name(),
            "the text is empty",
            "fill it in, or remove the field",
        );
    }
    if has_control(&found) {
        report.at(
            offset,
            name(),
            "the text holds a character that cannot be shown",
            "type the text again instead of pasting it",
        );
    }
    Some(found)
}

/// The digits of a whole number in the usual notation.
fn decimal_integer<'v>(value: &'v DeValue<'_>) -> Option<&'v str> {
    let whole = value.as_integer()?;
    (whole.radix() == 10).then(|| whole.as_str())
}

/// A date in quotes, a year as a number, or a TOML date without a time.
fn date_of(value: &DeValue<'_>) -> Option<PartialDate> {
    if let Some(moment) = value.as_datetime() {
        let date = moment.date.filter(|_| moment.time.is_none())?;
        let date = PartialDate {
            year: i16::try_from(date.year).ok()?,
            month: Some(i8::try_from(date.month).ok()?),
            day: Some(i8::try_from(date.day).ok()?),
        };
        return date.first_day().map(|_| date);
    }
    let written = value.as_str().or_else(|| decimal_integer(value))?;
    written.trim().parse().ok()
}

fn mistyped(
    found: &DeValue<'_>,
    wanted: &str,
    offset: usize,
    name: &str,
    remedy: &str,
    report: &mut Report<'_>,
) {
    let what = if let DeValue::String(text) = found {
        format!("{wanted} must stand here, not `{text}`")
    } else {
        format!("{wanted} must stand here, not a TOML {}", found.type_str())
    };
    report.at(offset, name, what, remedy);
}

fn one_line(message: &str) -> String {
    message.split_whitespace().collect::<Vec<_>>().join(" ")
}
