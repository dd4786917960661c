//! `format-date`: a day in words and figures. Knows values, no expression.

use jiff::civil::{Date, DateTime, Time, Weekday};

use super::Value;

/// Fills the `%` codes of ODK in `format`: `Y y m n b B d e a A H h M S 3`, and `%%`. Other letters stay as they are.
/// Blank when `value` is no date.
pub(super) fn format(value: &Value, format: &str) -> String {
    let Some(date) = value.date() else {
        return String::new();
    };
    let time = time_of(value);
    let mut out = String::new();
    let mut letters = format.chars();
    while let Some(letter) = letters.next() {
        if letter == '%' {
            out.push_str(&code(letters.next(), date, time));
        } else {
            out.push(letter);
        }
    }
    out
}

fn time_of(value: &Value) -> Time {
    match value {
        Value::Moment(moment) => moment.time(),
        Value::Text(text) => text
            .parse()
            .map_or_else(|_| Time::midnight(), DateTime::time),
        Value::Number(_) | Value::Boolean(_) | Value::Date(_) | Value::Rows(_) => Time::midnight(),
    }
}

fn code(letter: Option<char>, date: Date, time: Time) -> String {
    match letter {
        Some('Y') => format!("{:04}", date.year()),
        Some('y') => format!("{:02}", date.year().rem_euclid(100)),
        Some('m') => format!("{:02}", date.month()),
        Some('n') => date.month().to_string(),
        Some('b') => short_month(date.month()).to_owned(),
        Some('B') => month(date.month()).to_owned(),
        Some('d') => format!("{:02}", date.day()),
        Some('e') => date.day().to_string(),
        Some('a') => weekday(date).chars().take(2).collect(),
        Some('A') => weekday(date).to_owned(),
        Some('H') => format!("{:02}", time.hour()),
        Some('h') => time.hour().to_string(),
        Some('M') => format!("{:02}", time.minute()),
        Some('S') => format!("{:02}", time.second()),
        Some('3') => format!("{:03}", time.millisecond()),
        Some('%') | None => "%".to_owned(),
        Some(other) => format!("%{other}"),
    }
}

// ODK writes names of months and days in the language of the phone; here that is always Dutch.
const MONTHS: [&str; 12] = [
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
];

fn month(number: i8) -> &'static str {
    usize::try_from(number - 1)
        .ok()
        .and_then(|index| MONTHS.get(index))
        .copied()
        .unwrap_or_default()
}

fn short_month(number: i8) -> &'static str {
    match number {
        3 => "mrt",
        other => month(other).get(..3).unwrap_or_default(),
    }
}

fn weekday(date: Date) -> &'static str {
    match date.weekday() {
        Weekday::Monday => "maandag",
        Weekday::Tuesday => "dinsdag",
        Weekday::Wednesday => "woensdag",
        Weekday::Thursday => "donderdag",
        Weekday::Friday => "vrijdag",
        Weekday::Saturday => "zaterdag",
        Weekday::Sunday => "zondag",
    }
}
