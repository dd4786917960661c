//! Opening hours in OSM `opening_hours` syntax: are they well formed, and what do they say of a moment.
//!
//! Reads no clock: the moment comes in, in the time zone of the place. Begin reading at [`opening`].
//!
//! # Why a holiday is not simply open or closed
//!
//! "Wo en do 09.00-12.00" says nothing of Koningsdag. Hours that name public holidays (`PH`) are followed;
//! for all others a holiday is [`Opening::Holiday`], and the volunteer calls first.

use std::sync::Arc;

use chrono::{NaiveDate, NaiveDateTime};
use compact_calendar::CompactCalendar;
use jiff::civil::{Date, DateTime};
use opening_hours::{Context, ContextHolidays, OpeningHours};

use super::{Closure, holidays};
use crate::domain::PlaceId;

/// How many days ahead the next opening is looked for: over the longest closure, not over a year.
const DAYS_AHEAD: i64 = 60;

/// What the hours of a card say of a moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Opening {
    /// Open now; the end is none when it never closes.
    Open {
        /// The moment it closes.
        until: Option<DateTime>,
    },
    /// Closed now.
    Closed {
        /// The next moment it opens, if that is within two months.
        opens: Option<DateTime>,
    },
    /// Closed for some days, whatever the hours say.
    ClosedFor {
        /// Why, as it stands in the local data.
        reason: String,
        /// The next moment it opens, if that is within two months.
        opens: Option<DateTime>,
    },
    /// A public holiday, and the hours do not say what holds then.
    Holiday {
        /// Its name.
        name: &'static str,
    },
}

/// What the hours say of a moment in the time zone of the place; none when they are not well formed.
///
/// A closure without a place holds for every place of the desk, so only for hours of a `place`.
#[must_use]
pub fn opening(
    hours: &str,
    place: Option<&PlaceId>,
    closures: &[Closure],
    now: DateTime,
) -> Option<Opening> {
    let expression = hours.parse::<OpeningHours>().ok()?;
    let names_holidays = hours.contains("PH") || hours.trim() == "24/7";
    let holidays = ContextHolidays::new(Arc::new(calendar(now.date())), Arc::default());
    let expression = expression.with_context(Context::default().with_holidays(holidays));

    let closure_on = |day: Date| {
        closures.iter().find(|closure| {
            let is_here =
                place.is_some() && (closure.place.is_none() || closure.place.as_ref() == place);
            is_here && closure.from <= day && day <= closure.to
        })
    };
    let is_sure =
        |day: Date| closure_on(day).is_none() && (names_holidays || holidays::on(day).is_none());
    let from = to_chrono(now)?;
    let to = from.checked_add_signed(chrono::TimeDelta::days(DAYS_AHEAD))?;
    let next_opening = || {
        expression
            .iter_range(from, to)
            .filter(|range| range.kind == opening_hours::RuleKind::Open)
            .filter_map(|range| from_chrono(range.range.start))
            .find(|start| *start > now && is_sure(start.date()))
    };

    let today = now.date();
    if let Some(closure) = closure_on(today) {
        let reason = closure.reason.clone();
        let opens = next_opening();
        return Some(Opening::ClosedFor { reason, opens });
    }
    if !names_holidays && let Some(name) = holidays::on(today) {
        return Some(Opening::Holiday { name });
    }
    if expression.is_open(from) {
        let until = expression.next_change(from).and_then(from_chrono);
        Some(Opening::Open { until })
    } else {
        let opens = next_opening();
        Some(Opening::Closed { opens })
    }
}

/// How to mend hours that are not well formed.
pub(super) fn remedy() -> String {
    "write them as in `We,Th 09:00-12:00` or `24/7`, or remove the field and keep `hours` in words"
        .to_owned()
}

/// The hours, if they are well formed.
pub(super) fn valid(text: &str) -> Option<String> {
    text.parse::<OpeningHours>()
        .is_ok()
        .then(|| text.to_owned())
}

/// The holidays of this year and the next: the next opening may lie past New Year.
fn calendar(today: Date) -> CompactCalendar {
    let mut calendar = CompactCalendar::default();
    let years = [today.year(), today.year().saturating_add(1)];
    for (day, _) in years.into_iter().flat_map(holidays::of) {
        if let Some(day) = to_chrono_date(day) {
            calendar.insert(day);
        }
    }
    calendar
}

fn to_chrono_date(day: Date) -> Option<NaiveDate> {
    let month = u32::try_from(day.month()).ok()?;
    NaiveDate::from_ymd_opt(day.year().into(), month, u32::try_from(day.day()).ok()?)
}

fn to_chrono(moment: DateTime) -> Option<NaiveDateTime> {
    let hour = u32::try_from(moment.hour()).ok()?;
    let minute = u32::try_from(moment.minute()).ok()?;
    to_chrono_date(moment.date())?.and_hms_opt(hour, minute, 0)
}

fn from_chrono(moment: NaiveDateTime) -> Option<DateTime> {
    use chrono::{Datelike, Timelike};
    DateTime::new(
        moment.year().try_into().ok()?,
        moment.month().try_into().ok()?,
        moment.day().try_into().ok()?,
        moment.hour().try_into().ok()?,
        moment.minute().try_into().ok()?,
        0,
        0,
    )
    .ok()
}
