//! The desk's own papers, and who signs what leaves: what the screen and the command line both need to export.

use std::{collections::BTreeMap, fs, io, path::Path};

use jiff::{Timestamp, ToSpan, civil::Date, tz::TimeZone};

use crate::{
    domain::{Change, Enquiry, Left, Problem},
    export::{
        DayLog, Labels, Signer,
        calendar::Reminder,
        closing::Ledger,
        target::ExportError,
        template::{self, Templates},
    },
    figures::{self, LookBack},
    signature::{PublicKey, Signature},
    store::{Store, StoreError},
    tui::message::Trouble,
};

/// How far back a start looks for days that nobody closed: what the team's words open.
const DAYS_BACK: i32 = 13;

impl Signer for Store {
    fn public_key(&self) -> PublicKey {
        Self::public_key(self)
    }

    fn sign(&self, bytes: &[u8]) -> io::Result<Signature> {
        Self::sign(self, bytes).map_err(io::Error::other)
    }
}

/// The templates of a data folder: the shipped ones, each replaced by the desk's own when that is sound. Problems name the
/// file and the line.
#[must_use]
pub fn templates(data: Option<&Path>) -> (Option<Templates>, Vec<Problem>) {
    let mut own = BTreeMap::new();
    let mut problems = Vec::new();
    let folder = data.map(|data| data.join(template::FOLDER));
    for name in Templates::names() {
        let Some(file) = folder.as_ref().map(|folder| folder.join(name)) else {
            continue;
        };
        match fs::read_to_string(&file) {
            Ok(text) => {
                own.insert(name.to_owned(), text);
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => problems.push(Problem {
                file: format!("{}/{name}", template::FOLDER),
                line: None,
                field: String::new(),
                what: error.to_string(),
                remedy: "make it readable, or delete it; until then the shipped one is used"
                    .to_owned(),
            }),
        }
    }
    match Templates::load(&own) {
        Ok((templates, found)) => {
            problems.extend(found);
            (Some(templates), problems)
        }
        Err(found) => {
            problems.extend(found);
            (None, problems)
        }
    }
}

/// What is wrong with the desk's own templates, one sentence each for the screen; the shipped one is used.
pub(super) fn bad_templates(data: &Path) -> Vec<Trouble> {
    let problems = templates(Some(data)).1.into_iter();
    let told = problems.map(|problem| match problem.line {
        Some(line) => Trouble::new("sjabloon-fout")
            .with("bestand", problem.file)
            .with("regel", line.to_string()),
        None => Trouble::new("sjabloon-onleesbaar").with("bestand", problem.file),
    });
    told.collect()
}

/// Why a day was not closed.
#[derive(Debug, thiserror::Error)]
pub enum ClosingError {
    /// The store said no.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The list of closed days could not be read or written.
    #[error(transparent)]
    Export(#[from] ExportError),
}

/// The log of a day, closed and signed: from now on the day has this edition until it changes.
///
/// # Errors
/// The store is locked or the day closed to these words, or the data folder cannot be written to.
pub fn closed_log(store: &mut Store, data: &Path, day: Date) -> Result<DayLog, ClosingError> {
    let enquiries = store.day(day)?;
    let mut ledger = Ledger::open(data)?;
    Ok(close(store, &mut ledger, day, &enquiries)?)
}

/// Closes the days before today that have enquiries and that nobody closed, as far back as the team can read.
///
/// # Errors
/// As [`closed_log`].
pub fn close_past_days(store: &mut Store, data: &Path, today: Date) -> Result<usize, ClosingError> {
    let Ok(yesterday) = today.yesterday() else {
        return Ok(0);
    };
    let mut ledger = Ledger::open(data)?;
    let first = today.saturating_sub(DAYS_BACK.days());
    let mut open: BTreeMap<Date, Vec<Enquiry>> = BTreeMap::new();
    for enquiry in store.days(first, yesterday)? {
        if !ledger.is_closed(enquiry.day) {
            open.entry(enquiry.day).or_default().push(enquiry);
        }
    }
    for (day, enquiries) in &open {
        close(store, &mut ledger, *day, enquiries)?;
    }
    Ok(open.len())
}

/// What the figures count beside enquiries.
#[derive(Debug, Default)]
pub struct Notes {
    /// Days to look back.
    pub look_backs: Vec<LookBack>,
    /// Words noted as missing.
    pub missed: Vec<(Date, String)>,
    /// Red-flag cards that were used.
    pub urgent: Vec<(Date, String)>,
}

/// What the store holds beside enquiries that the figures count.
///
/// # Errors
/// The store is locked.
pub fn notes(store: &Store) -> Result<Notes, StoreError> {
    let look_backs = store.follow_ups()?.into_iter().map(|one| LookBack {
        due: one.due,
        kept_on: one.kept.as_ref().map(|kept| kept.on),
    });
    let zone = TimeZone::get(super::ZONE).unwrap_or(TimeZone::UTC);
    let urgent = store.urgent_uses()?.into_iter().map(|used| {
        let day = used.at.to_zoned(zone.clone()).date();
        (day, used.card)
    });
    let missed = store.trails()?.into_iter();
    let missed = missed.filter_map(|trail| match trail.left {
        Left::Missed(missed) => Some((trail.day, missed.query)),
        Left::Opened(_) | Left::Interview(_) => None,
    });
    Ok(Notes {
        look_backs: look_backs.collect(),
        missed: missed.collect(),
        urgent: urgent.collect(),
    })
}

/// What figures are counted from: the enquiries of a period without their free text, with what came of looking back at
/// them, also what could not be noted with them yet.
///
/// # Errors
/// The store is locked.
pub fn days(store: &mut Store, first: Date, last: Date) -> Result<Vec<Enquiry>, StoreError> {
    let mut enquiries = store.days_without_text(first, last)?;
    figures::looked_back(&mut enquiries, &store.follow_ups()?);
    Ok(enquiries)
}

/// Notes with each enquiry what came of looking back at it, as far as these words open it: the team may look back on what
/// only the coordinator can still read, and a day to look back goes sooner than the row.
///
/// # Errors
/// The store is locked, or its disk failed; then nothing was noted and the next call does it.
pub fn note_looked_back(store: &mut Store, now: Timestamp) -> Result<usize, StoreError> {
    let mut follow_ups = store.follow_ups()?;
    follow_ups.retain(|each| {
        let kept = each.kept.as_ref();
        kept.is_some_and(|kept| !kept.noted.is_empty() || kept.outcome.is_some())
    });
    let mut enquiries: BTreeMap<_, Enquiry> = BTreeMap::new();
    for each in &follow_ups {
        // What is closed to the team waits for the coordinator.
        if let Ok(Some(enquiry)) = store.enquiry(each.enquiry) {
            enquiries.insert(each.enquiry, enquiry);
        }
    }
    let before: Vec<Enquiry> = enquiries.into_values().collect();
    let mut after = before.clone();
    figures::looked_back(&mut after, &follow_ups);
    let pairs = before.iter().zip(after).filter(|(old, new)| *old != new);
    let changes: Vec<Change> = pairs
        .map(|(old, mut new)| {
            new.revision = old.revision.saturating_add(1);
            Change::Enquiry(new)
        })
        .collect();
    store.save(&changes, now)?;
    Ok(changes.len())
}

/// The days to look back that are still open, without names.
///
/// # Errors
/// The store is locked.
pub fn reminders(store: &Store, labels: &Labels) -> Result<Vec<Reminder>, StoreError> {
    let open = store.follow_ups()?.into_iter();
    let open = open.filter(|one| one.kept.is_none());
    Ok(open
        .map(|one| {
            let theme = labels.get(&format!("thema-{}", one.theme));
            let theme = theme.map_or(one.theme.code(), String::as_str);
            Reminder {
                id: one.id.to_string(),
                day: one.due,
                summary: format!("Terugkijken: {theme}"),
            }
        })
        .collect())
}

fn close(
    store: &Store,
    ledger: &mut Ledger,
    day: Date,
    enquiries: &[Enquiry],
) -> Result<DayLog, ExportError> {
    let mut log = DayLog::new(day, store.place(), store.id(), enquiries);
    ledger.close(&mut log, store)?;
    Ok(log)
}
