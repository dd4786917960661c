//! The public holidays of the Netherlands, computed: they are fixed, or hang on Easter.
//!
//! Bevrijdingsdag (5 May) is left out: it is no day off by law and desks are open. Begin reading at [`of`].

use jiff::{
    ToSpan,
    civil::{Date, Weekday},
};

/// The holidays of a year with their names.
pub(super) fn of(year: i16) -> Vec<(Date, &'static str)> {
    let on = |month, day, name| Some((Date::new(year, month, day).ok()?, name));
    let easter = easter(year);
    let after_easter = |days: i32, name| Some((easter?.checked_add(days.days()).ok()?, name));
    [
        on(1, 1, "Nieuwjaarsdag"),
        after_easter(0, "eerste paasdag"),
        after_easter(1, "tweede paasdag"),
        kings_day(year).map(|day| (day, "Koningsdag")),
        after_easter(39, "Hemelvaartsdag"),
        after_easter(49, "eerste pinksterdag"),
        after_easter(50, "tweede pinksterdag"),
        on(12, 25, "eerste kerstdag"),
        on(12, 26, "tweede kerstdag"),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The name of the holiday on a day.
pub(super) fn on(day: Date) -> Option<&'static str> {
    let mut holidays = of(day.year()).into_iter();
    holidays.find(|(on, _)| *on == day).map(|(_, name)| name)
}

/// 27 April, or the day before when that is a Sunday.
fn kings_day(year: i16) -> Option<Date> {
    let day = Date::new(year, 4, 27).ok()?;
    if day.weekday() == Weekday::Sunday {
        day.yesterday().ok()
    } else {
        Some(day)
    }
}

/// Easter Sunday, by the rule of Meeus, Jones and Butcher for the Gregorian calendar.
fn easter(year: i16) -> Option<Date> {
    let y = i32::from(year);
    let golden = y % 19;
    let (century, in_century) = (y / 100, y % 100);
    let correction = (century + 8) / 25;
    let moon = (19 * golden + century - century / 4 - (century - correction + 1) / 3 + 15) % 30;
    let weekday = (32 + 2 * (century % 4) + 2 * (in_century / 4) - moon - in_century % 4) % 7;
    let late = (golden + 11 * moon + 22 * weekday) / 451;
    let sum = moon + weekday - 7 * late + 114;
    Date::new(
        year,
        i8::try_from(sum / 31).ok()?,
        i8::try_from(sum % 31 + 1).ok()?,
    )
    .ok()
}
