//! Reads what a person types in a field: Dutch numbers, days and times, forgiving where no mistake is possible.

use jiff::{
    ToSpan,
    civil::{Date, Time, Weekday},
};

use crate::{domain::Answer, route::FieldKind};

/// Months by the beginning of their Dutch name.
const MONTHS: [&[&str]; 12] = [
    &["jan"],
    &["feb"],
    &["mrt", "maa"],
    &["apr"],
    &["mei"],
    &["jun"],
    &["jul"],
    &["aug"],
    &["sep"],
    &["okt"],
    &["nov"],
    &["dec"],
];

/// Weekdays by the beginning of their Dutch name.
const WEEKDAYS: [(&str, Weekday); 7] = [
    ("ma", Weekday::Monday),
    ("di", Weekday::Tuesday),
    ("wo", Weekday::Wednesday),
    ("do", Weekday::Thursday),
    ("vr", Weekday::Friday),
    ("za", Weekday::Saturday),
    ("zo", Weekday::Sunday),
];

/// Reads an answer as it was typed on `today`; none when it cannot be read. A choice is typed by its code.
#[must_use]
pub fn read(kind: &FieldKind, text: &str, today: Date) -> Option<Answer> {
    let text = text.trim();
    match kind {
        FieldKind::Decimal => kind.read(&text.replace(',', ".")),
        FieldKind::Date => date(text, today).map(Answer::Date),
        FieldKind::Time => time(text).map(Answer::Time),
        FieldKind::Integer
        | FieldKind::Text
        | FieldKind::SelectOne(_)
        | FieldKind::SelectMultiple(_)
        | FieldKind::Note => kind.read(text),
    }
}

/// The day that was meant when only a day before today fits: without a year the last such day up to today, not the next.
#[must_use]
pub(super) fn read_past(kind: &FieldKind, text: &str, today: Date) -> Option<Answer> {
    if *kind != FieldKind::Date {
        return None;
    }
    let day = date(text.trim(), today)?;
    let (month, number) = (day.month(), day.day());
    let last = [today.year(), today.year() - 1];
    let last = last
        .into_iter()
        .filter_map(|year| Date::new(year, month, number).ok())
        .find(|day| *day <= today)?;
    // With the year written, nothing else was meant.
    let parts = text.split(|letter: char| !letter.is_alphanumeric());
    let is_short = parts.filter(|part| !part.is_empty()).count() == 2;
    is_short.then_some(Answer::Date(last))
}

/// Reads a number of a JSON file for a field.
pub(super) fn from_file(kind: &FieldKind, number: &str) -> Option<Answer> {
    match kind {
        FieldKind::Date | FieldKind::Time | FieldKind::SelectMultiple(_) | FieldKind::Note => None,
        FieldKind::Integer | FieldKind::Decimal | FieldKind::Text | FieldKind::SelectOne(_) => {
            kind.read(number)
        }
    }
}

/// `12-3-2026`, `12-3`, `12 maart`, `2026-03-12`, `vandaag`, `morgen`, `overmorgen`, `gisteren`, `eergisteren`, `dinsdag`,
/// `over 2 weken`, `+14`.
/// Without a year it is the first such day from today on.
fn date(text: &str, today: Date) -> Option<Date> {
    let text = text.to_lowercase();
    match text.as_str() {
        "vandaag" | "nu" => return Some(today),
        "morgen" => return today.tomorrow().ok(),
        "overmorgen" => return today.checked_add(2.days()).ok(),
        "gisteren" => return today.yesterday().ok(),
        "eergisteren" => return today.checked_sub(2.days()).ok(),
        _ => {}
    }
    if let Ok(date) = text.parse() {
        return Some(date);
    }
    if let Some(days) = text.strip_prefix('+') {
        return today
            .checked_add(days.trim().parse::<i16>().ok()?.days())
            .ok();
    }
    let parts: Vec<&str> = text
        .split(|letter: char| letter.is_whitespace() || matches!(letter, '-' | '/' | '.'))
        .filter(|part| !part.is_empty())
        .collect();
    match *parts.as_slice() {
        ["over", count, unit] => ahead(today, count, unit),
        [word] => weekday(word, today),
        [day, month_] => {
            let (day, month) = (day.parse().ok()?, month(month_)?);
            let this_year = Date::new(today.year(), month, day).ok();
            this_year
                .filter(|date| *date >= today)
                .or_else(|| Date::new(today.year() + 1, month, day).ok())
        }
        [day, month_, year] => {
            let written: i16 = year.parse().ok()?;
            let year = if year.len() == 2 {
                2000 + written
            } else {
                written
            };
            Date::new(year, month(month_)?, day.parse().ok()?).ok()
        }
        _ => None,
    }
}

fn month(text: &str) -> Option<i8> {
    if let Ok(number) = text.parse() {
        return Some(number);
    }
    let place = MONTHS
        .iter()
        .position(|names| names.iter().any(|name| text.starts_with(name)))?;
    i8::try_from(place + 1).ok()
}

/// The next such weekday after today.
fn weekday(text: &str, today: Date) -> Option<Date> {
    let (_, weekday) = WEEKDAYS.iter().find(|(start, weekday)| {
        text == *start || (text.starts_with(start) && text == whole_name(*weekday))
    })?;
    today.nth_weekday(1, *weekday).ok()
}

fn whole_name(weekday: Weekday) -> &'static str {
    match weekday {
        Weekday::Monday => "maandag",
        Weekday::Tuesday => "dinsdag",
        Weekday::Wednesday => "woensdag",
        Weekday::Thursday => "donderdag",
        Weekday::Friday => "vrijdag",
        Weekday::Saturday => "zaterdag",
        Weekday::Sunday => "zondag",
    }
}

fn ahead(today: Date, count: &str, unit: &str) -> Option<Date> {
    let count: i16 = match count {
        "een" | "één" => 1,
        "twee" => 2,
        "drie" => 3,
        digits => digits.parse().ok()?,
    };
    let span = match unit {
        "dag" | "dagen" => count.days(),
        "week" | "weken" => count.weeks(),
        "maand" | "maanden" => count.months(),
        _ => return None,
    };
    today.checked_add(span).ok()
}

/// `9`, `9:30`, `9.30`, `9u30`, `9 uur`, `0930`.
fn time(text: &str) -> Option<Time> {
    let text = text.to_lowercase().replace("uur", "u");
    let parts: Vec<&str> = text
        .split(|letter: char| letter.is_whitespace() || matches!(letter, ':' | '.' | 'u'))
        .filter(|part| !part.is_empty())
        .collect();
    let (hour, minute) = match *parts.as_slice() {
        [whole] if whole.len() == 4 => (whole.get(..2)?, whole.get(2..)?),
        [hour] => (hour, "0"),
        [hour, minute] => (hour, minute),
        _ => return None,
    };
    Time::new(hour.parse().ok()?, minute.parse().ok()?, 0, 0).ok()
}
