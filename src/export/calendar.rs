//! Dates for a calendar program (iCalendar, RFC 5545): days to look back as tasks, rides as appointments.
//!
//! Each entry has a UID that never changes, so that reading the file again replaces and does not double. Times are those of
//! Amsterdam, with its rules for summer time inside the file. No name, phone or address is in it.
//! Begin reading at [`write`].

use std::io::{self, Write};

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeZone as _, Utc};
use icalendar::{Calendar, CalendarDateTime, Component as _, Event, EventLike as _, Todo};
use jiff::{
    Timestamp,
    civil::{Date, Time},
};

use super::rides::Ride;
use crate::domain::StoreId;

/// The time zone of the desks.
const ZONE: &str = "Europe/Amsterdam";

/// Its rules since 1996 (directive 2000/84/EC), as RFC 5545 wants them where a TZID is used.
const ZONE_RULES: &str = "BEGIN:VTIMEZONE\r\nTZID:Europe/Amsterdam\r\n\
BEGIN:DAYLIGHT\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\nTZNAME:CEST\r\n\
DTSTART:19960331T020000\r\nRRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\r\nEND:DAYLIGHT\r\n\
BEGIN:STANDARD\r\nTZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\nTZNAME:CET\r\n\
DTSTART:19961027T030000\r\nRRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r\nEND:STANDARD\r\n\
END:VTIMEZONE\r\n";

/// A day to look back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reminder {
    /// Never changes, also when the day does.
    pub id: String,
    /// The day.
    pub day: Date,
    /// What it is about, without names.
    pub summary: String,
}

/// Writes a calendar, tasks first. `made` is the moment the file says it was made.
///
/// # Errors
/// What `out` said, or a date no calendar has.
pub fn write(
    store: StoreId,
    reminders: &[Reminder],
    rides: &[Ride],
    made: Timestamp,
    out: &mut dyn Write,
) -> io::Result<()> {
    let stamp = Utc.timestamp_opt(made.as_second(), 0).single();
    let stamp = stamp.ok_or_else(|| io::Error::other("no moment of a calendar"))?;
    let mut calendar = Calendar::empty();
    calendar.append_property(("VERSION", "2.0"));
    calendar.append_property(("PRODID", "-//Balie//NL"));
    for reminder in reminders {
        let mut todo = Todo::new();
        todo.uid(&format!("{}@{store}.balie", reminder.id))
            .timestamp(stamp)
            .summary(&reminder.summary)
            .due(day_of(reminder.day)?);
        calendar.push(todo.done());
    }
    for ride in rides {
        let mut event = Event::new();
        event
            .uid(&format!("{}@{store}.balie", ride.id))
            .timestamp(stamp)
            .summary(&format!("Rit van {} naar {}", ride.from, ride.to))
            .location(&ride.from);
        match ride.time {
            Some(time) => event.starts(CalendarDateTime::WithTimezone {
                date_time: moment_of(ride.day, time)?,
                tzid: ZONE.to_owned(),
            }),
            None => event.all_day(day_of(ride.day)?),
        };
        calendar.push(event.done());
    }
    let text = calendar.done().to_string();
    // The library writes no time zones; they stand before the first entry.
    let first = ["BEGIN:VTODO", "BEGIN:VEVENT", "END:VCALENDAR"];
    let at = first.iter().filter_map(|begin| text.find(begin)).min();
    let (above, below) = text.split_at(at.unwrap_or(text.len()));
    out.write_all(above.as_bytes())?;
    out.write_all(ZONE_RULES.as_bytes())?;
    out.write_all(below.as_bytes())
}

fn day_of(day: Date) -> io::Result<NaiveDate> {
    let part = |number: i8| u32::try_from(number).unwrap_or_default();
    NaiveDate::from_ymd_opt(day.year().into(), part(day.month()), part(day.day()))
        .ok_or_else(|| io::Error::other("no day of a calendar"))
}

fn moment_of(day: Date, time: Time) -> io::Result<NaiveDateTime> {
    let part = |number: i8| u32::try_from(number).unwrap_or_default();
    let time = NaiveTime::from_hms_opt(part(time.hour()), part(time.minute()), 0);
    let time = time.ok_or_else(|| io::Error::other("no time of a calendar"))?;
    Ok(day_of(day)?.and_time(time))
}
