//! Days, numbers and names as a coordinator types them in Dutch, and back.

use jiff::civil::Date;

use crate::knowledge::PartialDate;

/// A day as exact as it can be.
pub(super) fn whole(day: Date) -> PartialDate {
    PartialDate {
        year: day.year(),
        month: Some(day.month()),
        day: Some(day.day()),
    }
}

/// `31-12-2026`.
pub(super) fn said(day: Date) -> String {
    said_part(whole(day))
}

/// `31-12-2026`, `12-2026` or `2026`.
pub(super) fn said_part(date: PartialDate) -> String {
    let parts = [date.day, date.month].into_iter().flatten();
    let parts = parts.map(|part| part.to_string());
    let parts: Vec<String> = parts.chain([date.year.to_string()]).collect();
    parts.join("-")
}

/// A day typed as `31-12-2026`.
pub(super) fn day(text: &str) -> Option<Date> {
    let date = date(text)?;
    date.first_day().filter(|_| date.day.is_some())
}

/// A date typed as `31-12-2026`, `12-2026` or `2026`.
pub(super) fn date(text: &str) -> Option<PartialDate> {
    let mut parts: Vec<&str> = text.split(['-', '/', '.']).map(str::trim).collect();
    let year = parts.pop().filter(|year| year.len() == 4)?.parse().ok()?;
    let (day, month) = match parts.as_slice() {
        [] => (None, None),
        [month] => (None, Some(month.parse().ok()?)),
        [day, month] => (Some(day.parse().ok()?), Some(month.parse().ok()?)),
        _ => return None,
    };
    let date = PartialDate { year, month, day };
    date.first_day().map(|_| date)
}

/// A number as it is written in Dutch: `1.419,46`.
pub(super) fn number(text: &str) -> Option<f64> {
    let plain = text.trim_start_matches('€').trim().replace('.', "");
    let plain = plain.replace(',', ".");
    let number: f64 = plain.parse().ok()?;
    number.is_finite().then_some(number)
}

/// Small letters, digits and hyphens; accents fall off.
pub(super) fn id_of(name: &str) -> Option<String> {
    use unicode_normalization::UnicodeNormalization;
    let name = name.to_lowercase();
    let plain = name.nfd().filter(char::is_ascii);
    let letters: String = plain
        .map(|letter| {
            if letter.is_ascii_alphanumeric() {
                letter
            } else {
                ' '
            }
        })
        .collect();
    let id = letters.split_whitespace().collect::<Vec<_>>().join("-");
    Some(id).filter(|id| !id.is_empty())
}

#[cfg(test)]
mod tests {
    use super::{date, id_of, number, said_part};

    #[test]
    fn numbers_and_dates_are_read_as_they_are_written_here() {
        assert_eq!(number("€ 1.419,46"), Some(1419.46));
        assert_eq!(number("129"), Some(129.0));
        assert_eq!(number("veel"), None);
        for text in ["31-12-2026", "12-2026", "2026"] {
            assert_eq!(date(text).map(said_part).as_deref(), Some(text));
        }
        assert_eq!(date("31-2-2026"), None);
        assert_eq!(date("26"), None);
    }

    #[test]
    fn a_name_becomes_an_id() {
        assert_eq!(
            id_of("Café De Zwaan (koffie)").as_deref(),
            Some("cafe-de-zwaan-koffie")
        );
        assert_eq!(id_of("…"), None);
    }
}
