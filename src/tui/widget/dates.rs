//! Days, times and amounts as they are said in Dutch.

use jiff::{Timestamp, civil::Date, tz::TimeZone};

use crate::{
    knowledge::{Amount, PartialDate},
    words::Words,
};

/// `wo 25 nov`.
#[must_use]
pub fn short_day(words: &Words, day: Date) -> String {
    let weekday = words.text(&format!(
        "weekdag-kort-{}",
        day.weekday().to_monday_one_offset()
    ));
    let month = words.text(&format!("maand-kort-{}", day.month()));
    format!("{weekday} {} {month}", day.day())
}

/// `woensdag 25 november`.
#[must_use]
pub fn long_day(words: &Words, day: Date) -> String {
    let weekday = words.text(&format!("weekdag-{}", day.weekday().to_monday_one_offset()));
    format!("{weekday} {}", day_and_month(words, day))
}

/// `25 november 2026`.
#[must_use]
pub fn full_date(words: &Words, day: Date) -> String {
    format!("{} {}", day_and_month(words, day), day.year())
}

/// `25 november 2026`, `november 2026` or `2026`: as exact as it is known.
#[must_use]
pub fn as_known(words: &Words, date: PartialDate) -> String {
    let year = date.year;
    match (date.month, date.day) {
        (Some(month), Some(day)) => format!("{day} {} {year}", month_name(words, month)),
        (Some(month), None) => format!("{} {year}", month_name(words, month)),
        (None, _) => year.to_string(),
    }
}

/// `25 nov 2026`, `nov 2026` or `2026`: as exact as it is known, short enough for a list.
#[must_use]
pub fn listed(words: &Words, date: PartialDate) -> String {
    let year = date.year;
    let month = |month: i8| words.text(&format!("maand-kort-{month}"));
    match (date.month, date.day) {
        (Some(of), Some(day)) => format!("{day} {} {year}", month(of)),
        (Some(of), None) => format!("{} {year}", month(of)),
        (None, _) => year.to_string(),
    }
}

fn day_and_month(words: &Words, day: Date) -> String {
    format!("{} {}", day.day(), month_name(words, day.month()))
}

fn month_name(words: &Words, month: i8) -> String {
    words.text(&format!("maand-{month}"))
}

/// `10:42`, in the time zone of the desk.
#[must_use]
pub fn clock(moment: Timestamp, zone: &TimeZone) -> String {
    let time = moment.to_zoned(zone.clone()).time();
    format!("{:02}:{:02}", time.hour(), time.minute())
}

/// `€ 1.419,46 per maand`, `15 procent`: the number as it is written in Dutch, with its unit.
#[must_use]
pub fn amount(amount: &Amount) -> String {
    match amount.unit.strip_prefix("EUR") {
        Some(per) => format!("€ {}{per}", number(amount.value, true)),
        None => format!("{} {}", number(amount.value, false), amount.unit),
    }
}

fn number(value: f64, is_money: bool) -> String {
    let whole_only = (value - value.round()).abs() < 1e-9;
    let text = if whole_only {
        format!("{value:.0}")
    } else if is_money {
        format!("{value:.2}")
    } else {
        format!("{value}")
    };
    let (sign, digits) = text
        .strip_prefix('-')
        .map_or(("", text.as_str()), |rest| ("-", rest));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let mut grouped = String::new();
    for (position, digit) in whole.chars().enumerate() {
        if position > 0 && (whole.len() - position).is_multiple_of(3) {
            grouped.push('.');
        }
        grouped.push(digit);
    }
    if fraction.is_empty() {
        format!("{sign}{grouped}")
    } else {
        format!("{sign}{grouped},{fraction}")
    }
}

/// `in 2026`, `vanaf 1 juli 2026`, `1 januari tot en met 30 juni 2026`; empty when no dates are known.
#[must_use]
pub fn period(words: &Words, amount: &Amount) -> String {
    match (amount.valid_from, amount.valid_to) {
        (Some(from), Some(to))
            if from.month() == 1 && from.day() == 1 && to == from.last_of_year() =>
        {
            words.with("bedrag-jaar", &[("jaar", &from.year().to_string())])
        }
        (Some(from), Some(to)) => words.with(
            "bedrag-van-tot",
            &[
                ("van", &full_date(words, from)),
                ("tot", &full_date(words, to)),
            ],
        ),
        (Some(from), None) => words.with("bedrag-vanaf", &[("van", &full_date(words, from))]),
        (None, Some(to)) => words.with("bedrag-tot", &[("tot", &full_date(words, to))]),
        (None, None) => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn numbers_are_written_as_in_dutch() {
        assert_eq!(number(1_419.46, true), "1.419,46");
        assert_eq!(number(146_011.0, true), "146.011");
        assert_eq!(number(498.2, true), "498,20");
        assert_eq!(number(13.73, false), "13,73");
        assert_eq!(number(-7.6, false), "-7,6");
    }
}
