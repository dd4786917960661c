//! From what is typed to an answer, and back; from a card to a theme.

use jiff::{
    ToSpan,
    civil::{Date, Time},
};

use crate::{
    domain::{Answer, Theme},
    knowledge::Article,
    route::FieldKind,
};

/// Reads what was typed. Empty is no answer. Dates may be `25-11`, `25-11-2026`, `vandaag`, `morgen` or `+14`.
///
/// # Errors
/// What was typed, when it is not what the field takes.
pub(super) fn from_typed(
    kind: &FieldKind,
    text: &str,
    today: Date,
) -> Result<Option<Answer>, String> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let wrong = || text.to_owned();
    let answer = match kind {
        FieldKind::Text => Answer::Text(text.to_owned()),
        FieldKind::Integer => Answer::Whole(text.parse().map_err(|_| wrong())?),
        FieldKind::Decimal => Answer::Decimal(text.replace(',', ".").parse().map_err(|_| wrong())?),
        FieldKind::Date => Answer::Date(day(text, today).ok_or_else(wrong)?),
        FieldKind::Time => Answer::Time(time(text).ok_or_else(wrong)?),
        FieldKind::SelectOne(_) | FieldKind::SelectMultiple(_) | FieldKind::Note => {
            return Ok(None);
        }
    };
    Ok(Some(answer))
}

/// An answer as it would be typed.
#[must_use]
pub(super) fn as_typed(answer: &Answer) -> String {
    match answer {
        Answer::None(_) | Answer::Many(_) => String::new(),
        Answer::One(text) | Answer::Text(text) => text.clone(),
        Answer::Whole(number) => number.to_string(),
        Answer::Decimal(number) => number.to_string().replace('.', ","),
        Answer::Date(day) => format!("{:02}-{:02}-{}", day.day(), day.month(), day.year()),
        Answer::Time(time) => format!("{:02}:{:02}", time.hour(), time.minute()),
    }
}

fn day(text: &str, today: Date) -> Option<Date> {
    match text.to_lowercase().as_str() {
        "vandaag" => return Some(today),
        "morgen" => return today.tomorrow().ok(),
        "overmorgen" => return today.checked_add(2.days()).ok(),
        _ => {}
    }
    if let Some(days) = text.strip_prefix('+') {
        let days: i64 = days
            .trim()
            .parse()
            .ok()
            .filter(|days| (0..=3650).contains(days))?;
        return today.checked_add(days.days()).ok();
    }
    let mut parts = text
        .split(['-', '/', '.', ' '])
        .filter(|part| !part.is_empty());
    let day: i8 = parts.next()?.parse().ok()?;
    let month: i8 = parts.next()?.parse().ok()?;
    let year = match parts.next() {
        // Two digits could mean two centuries; only a whole year is clear.
        Some(year) if year.len() == 4 => year.parse().ok()?,
        Some(_) => return None,
        None => {
            let this_year = Date::new(today.year(), month, day).ok()?;
            return if this_year < today {
                Date::new(today.year() + 1, month, day).ok()
            } else {
                Some(this_year)
            };
        }
    };
    if parts.next().is_some() {
        None
    } else {
        Date::new(year, month, day).ok()
    }
}

fn time(text: &str) -> Option<Time> {
    let (hour, minute) = text.split_once([':', '.']).unwrap_or((text, "0"));
    Time::new(hour.trim().parse().ok()?, minute.trim().parse().ok()?, 0, 0).ok()
}

/// The theme that fits a card, by its first area of life that has one.
#[must_use]
pub(super) fn theme_of(article: &Article) -> Option<&'static str> {
    article.domains.iter().find_map(|domain| {
        let theme = match domain.as_str() {
            "geld" => Theme::Money,
            "administratie-digitaal" => Theme::LetterDigital,
            "wonen" => Theme::Housing,
            "ouderdom" => Theme::Care,
            "vervoer" => Theme::Transport,
            "netwerk" | "meedoen" | "dagbesteding" => Theme::Company,
            "mantelzorg" => Theme::InformalCare,
            "opvoeding-jeugd" | "huiselijke-relaties" => Theme::Family,
            "werk" => Theme::WorkStudy,
            "veiligheid" => Theme::Neighbourhood,
            "juridisch" => Theme::Rights,
            "gezondheid" | "geestelijke-gezondheid" | "verslaving" => Theme::Health,
            _ => return None,
        };
        Some(theme.code())
    })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{day, time};

    #[test]
    fn days_are_read_as_people_write_them() {
        let today = date(2026, 11, 25);
        assert_eq!(day("9-12", today), Some(date(2026, 12, 9)));
        assert_eq!(day("9-1", today), Some(date(2027, 1, 9)));
        assert_eq!(day("09-12-2026", today), Some(date(2026, 12, 9)));
        assert_eq!(day("morgen", today), Some(date(2026, 11, 26)));
        assert_eq!(day("+14", today), Some(date(2026, 12, 9)));
        for wrong in ["9-12-26", "31-2", "x", "+", "+99999", "1-2-3-4"] {
            assert_eq!(day(wrong, today), None, "{wrong}");
        }
    }

    #[test]
    fn times_are_read_as_people_write_them() {
        assert_eq!(time("10:30"), Some(jiff::civil::time(10, 30, 0, 0)));
        assert_eq!(time("9"), Some(jiff::civil::time(9, 0, 0, 0)));
        assert_eq!(time("25:00"), None);
    }
}
