//! Values of an expression and how one becomes another: the coercions of ODK.
//!
//! | from | to text | to number | to truth |
//! |---|---|---|---|
//! | text | itself | what it says; NaN otherwise | not empty |
//! | number | `7`, `3.5`, `NaN`, `Infinity` | itself | not 0 and not NaN |
//! | truth | `true`, `false` | 1, 0 | itself |
//! | date, moment | ISO 8601 | days since 1970-01-01, whole | true |

use jiff::{Zoned, civil::Date};

/// Closer than this, two numbers are equal and a number is zero, as in `JavaRosa`.
const NEAR: f64 = 1e-12;

/// A value of an expression.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Words; a choice by its code; several choices with spaces between. Empty means: no answer.
    Text(String),
    /// A number; NaN when it is none.
    Number(f64),
    /// True or false.
    Boolean(bool),
    /// A day.
    Date(Date),
    /// A moment, from `now()`.
    Moment(Box<Zoned>),
    /// The values of one field over its rows, for the functions that count and add; no rows when the field does not
    /// apply.
    Rows(Vec<Value>),
}

impl Value {
    /// No answer.
    #[must_use]
    pub fn blank() -> Self {
        Self::Text(String::new())
    }

    /// Whether there is no answer: a blank text, or a number that is none.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        match self {
            Self::Text(text) => text.is_empty(),
            Self::Number(number) => number.is_nan(),
            Self::Rows(rows) => rows.first().is_none_or(Self::is_blank),
            Self::Boolean(_) | Self::Date(_) | Self::Moment(_) => false,
        }
    }

    /// As `XPath` `string()`.
    #[must_use]
    pub fn text(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Number(number) => number_text(*number),
            Self::Boolean(true) => "true".to_owned(),
            Self::Boolean(false) => "false".to_owned(),
            Self::Date(date) => date.to_string(),
            Self::Moment(moment) => moment.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string(),
            Self::Rows(rows) => rows.first().map(Self::text).unwrap_or_default(),
        }
    }

    /// As `XPath` `number()`; dates count days since 1970-01-01.
    #[must_use]
    pub fn number(&self) -> f64 {
        match self {
            Self::Text(text) => text_number(text),
            Self::Number(number) => *number,
            Self::Boolean(truth) => f64::from(u8::from(*truth)),
            Self::Date(date) => days(*date),
            Self::Moment(moment) => days(moment.date()),
            Self::Rows(rows) => rows.first().map_or(f64::NAN, Self::number),
        }
    }

    /// As `XPath` `boolean()`.
    #[must_use]
    pub fn is_true(&self) -> bool {
        match self {
            Self::Text(text) => !text.is_empty(),
            Self::Number(number) => number.abs() > NEAR && !number.is_nan(),
            Self::Boolean(truth) => *truth,
            Self::Date(_) | Self::Moment(_) => true,
            Self::Rows(rows) => rows.first().is_some_and(Self::is_true),
        }
    }

    /// As ODK `date()`: a date from ISO text, a day number or a moment; none for anything else.
    #[must_use]
    pub fn date(&self) -> Option<Date> {
        match self {
            Self::Text(text) => {
                let day = text.split('T').next().unwrap_or(text);
                day.trim().parse().ok()
            }
            Self::Number(number) => date_of(number.trunc()),
            Self::Boolean(_) => None,
            Self::Date(date) => Some(*date),
            Self::Moment(moment) => Some(moment.date()),
            Self::Rows(rows) => rows.first().and_then(Self::date),
        }
    }

    /// As `=`: compared as truths when either is one, else as numbers when either is one, else as texts.
    #[must_use]
    pub fn equals(&self, other: &Self) -> bool {
        let is_truth = |value: &Self| matches!(value.one(), Self::Boolean(_));
        let is_number = |value: &Self| matches!(value.one(), Self::Number(_));
        if is_truth(self) || is_truth(other) {
            self.is_true() == other.is_true()
        } else if is_number(self) || is_number(other) {
            let (a, b) = (self.number(), other.number());
            // Infinity minus infinity is NaN, so that equal infinities need the first half.
            a.total_cmp(&b).is_eq() && !a.is_nan() || (a - b).abs() < NEAR
        } else {
            self.text() == other.text()
        }
    }

    /// The first row of a repeat; the value itself otherwise.
    fn one(&self) -> &Self {
        match self {
            Self::Rows(rows) => rows.first().unwrap_or(self),
            Self::Text(_)
            | Self::Number(_)
            | Self::Boolean(_)
            | Self::Date(_)
            | Self::Moment(_) => self,
        }
    }
}

fn number_text(number: f64) -> String {
    if number.is_nan() {
        "NaN".to_owned()
    } else if number.is_infinite() {
        if number > 0.0 {
            "Infinity"
        } else {
            "-Infinity"
        }
        .to_owned()
    } else if number.abs() < NEAR {
        "0".to_owned()
    } else if (number - number.round()).abs() < NEAR {
        format!("{:.0}", number.round())
    } else {
        format!("{number}")
    }
}

/// Digits, one point and a minus in front; `XPath` knows no exponent. A comma counts as a point, as in `JavaRosa`.
fn text_number(text: &str) -> f64 {
    let text = text.trim().replace(',', ".");
    if !text
        .chars()
        .all(|letter| letter.is_ascii_digit() || matches!(letter, '-' | '.'))
    {
        return f64::NAN;
    }
    text.parse().unwrap_or(f64::NAN)
}

fn days(date: Date) -> f64 {
    let since = date.since(Date::constant(1970, 1, 1));
    since.map_or(f64::NAN, |span| f64::from(span.get_days()))
}

fn date_of(days: f64) -> Option<Date> {
    // Further out, jiff has no dates; this also refuses NaN.
    if days.abs() > 4_000_000.0 || days.is_nan() {
        return None;
    }
    #[expect(
        clippy::cast_possible_truncation,
        reason = "whole and within four million"
    )]
    let span = jiff::Span::new().try_days(days as i64).ok()?;
    Date::constant(1970, 1, 1).checked_add(span).ok()
}
