//! Weekly hours: from rows of `schedules` to OSM `opening_hours` and back.
//!
//! Two blocks a day are two rows. HSDS has no word for public holidays, so `PH` is left out on the way there. The end of the
//! day is written `00:00:00`. Begin reading at [`from_rows`] and [`to_blocks`].

use jiff::civil::Date;

use super::{
    profile::{date, time},
    table::Row,
};

/// The days as OSM has them, Monday first; HSDS has the same in capitals.
const DAYS: [&str; 7] = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"];

/// Minutes of a day.
const DAY: u16 = 24 * 60;

/// One block of hours on some days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Block {
    /// Days, 0 is Monday; ascending.
    pub(super) days: Vec<usize>,
    /// Minutes after midnight.
    pub(super) opens: u16,
    /// Minutes after midnight, at most those of a day.
    pub(super) closes: u16,
}

impl Block {
    /// The days as `MO,TU`.
    pub(super) fn byday(&self) -> String {
        let days = self.days.iter().filter_map(|day| DAYS.get(*day));
        days.map(|day| day.to_uppercase())
            .collect::<Vec<_>>()
            .join(",")
    }
}

/// Opening hours of the rows that hold today; none when a row says more than hours a week.
pub(super) fn from_rows(rows: &[&Row], today: Date) -> Option<String> {
    let holding = rows.iter().filter(|row| {
        date(row.get("valid_from")).is_none_or(|from| from <= today)
            && date(row.get("valid_to")).is_none_or(|to| today <= to)
    });
    let timed =
        holding.filter(|row| !row.get("opens_at").is_empty() || !row.get("byday").is_empty());
    let blocks: Vec<Block> = timed.map(|row| block_of(row)).collect::<Option<_>>()?;
    (!blocks.is_empty()).then(|| to_osm(&blocks))
}

fn block_of(row: &Row) -> Option<Block> {
    let is_weekly = matches!(row.get("freq"), "WEEKLY" | "")
        && matches!(row.get("interval"), "" | "1")
        && row.get("bymonthday").is_empty();
    let day = |name: &str| {
        DAYS.iter()
            .position(|day| day.eq_ignore_ascii_case(name.trim()))
    };
    let mut days: Vec<usize> = row
        .get("byday")
        .split(',')
        .map(day)
        .collect::<Option<_>>()?;
    days.sort_unstable();
    days.dedup();
    let minutes = |column| {
        time(row.get(column)).map(|(hour, minute)| u16::from(hour) * 60 + u16::from(minute))
    };
    let (opens, closes) = (minutes("opens_at")?, minutes("closes_at")?);
    let closes = if closes == 0 { DAY } else { closes };
    (is_weekly && opens < closes).then_some(Block {
        days,
        opens,
        closes,
    })
}

/// Days, and the hours they share.
type Rule<'a> = (&'a [usize], Vec<(u16, u16)>);

/// Blocks as OSM has them: days with the same hours together.
pub(super) fn to_osm(blocks: &[Block]) -> String {
    let mut rules: Vec<Rule<'_>> = Vec::new();
    for block in blocks {
        let hours = (block.opens, block.closes);
        match rules
            .iter_mut()
            .find(|(days, _)| *days == block.days.as_slice())
        {
            Some((_, all)) => all.push(hours),
            None => rules.push((&block.days, vec![hours])),
        }
    }
    if let [(days, hours)] = rules.as_slice()
        && days.len() == DAYS.len()
        && hours.as_slice() == [(0, DAY)]
    {
        return "24/7".to_owned();
    }
    let rule = |(days, hours): &mut Rule<'_>| {
        hours.sort_unstable();
        let clock = |minutes: u16| format!("{:02}:{:02}", minutes / 60, minutes % 60);
        let spans: Vec<String> = hours
            .iter()
            .map(|(opens, closes)| format!("{}-{}", clock(*opens), clock(*closes)))
            .collect();
        format!("{} {}", days_to_osm(days), spans.join(","))
    };
    rules.iter_mut().map(rule).collect::<Vec<_>>().join("; ")
}

/// `Mo-Fr` for three days in a row or more, else `We,Th`.
fn days_to_osm(days: &[usize]) -> String {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for day in days {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == *day => *last = *day,
            _ => runs.push((*day, *day)),
        }
    }
    let name = |day: usize| DAYS.get(day).copied().unwrap_or_default();
    let run = |(first, last): &(usize, usize)| match last - first {
        0 => name(*first).to_owned(),
        1 => format!("{},{}", name(*first), name(*last)),
        _ => format!("{}-{}", name(*first), name(*last)),
    };
    runs.iter().map(run).collect::<Vec<_>>().join(",")
}

/// The blocks of OSM opening hours; none when they say more than hours a week.
pub(super) fn to_blocks(osm: &str) -> Option<Vec<Block>> {
    if osm.trim() == "24/7" {
        let days = (0..DAYS.len()).collect();
        return Some(vec![Block {
            days,
            opens: 0,
            closes: DAY,
        }]);
    }
    let mut blocks = Vec::new();
    for rule in osm
        .split(';')
        .map(str::trim)
        .filter(|rule| *rule != "PH off")
    {
        let (days, hours) = rule.split_once(' ')?;
        let days = days_of(days)?;
        for span in hours.split(',') {
            let (opens, closes) = span.trim().split_once('-')?;
            let minutes =
                |clock| time(clock).map(|(hour, minute)| u16::from(hour) * 60 + u16::from(minute));
            let (opens, closes) = (minutes(opens)?, minutes(closes)?);
            if opens >= closes {
                return None;
            }
            blocks.push(Block {
                days: days.clone(),
                opens,
                closes,
            });
        }
    }
    (!blocks.is_empty()).then_some(blocks)
}

fn days_of(text: &str) -> Option<Vec<usize>> {
    let day = |name: &str| DAYS.iter().position(|day| *day == name);
    let mut days = Vec::new();
    for part in text.split(',').filter(|part| *part != "PH") {
        match part.split_once('-') {
            Some((first, last)) => days.extend(day(first)?..=day(last)?),
            None => days.push(day(part)?),
        }
    }
    days.sort_unstable();
    days.dedup();
    (!days.is_empty()).then_some(days)
}
