//! Patterns for the screen, and what the team does about them: a note of the coordinator in the store, which the desk
//! can neither read nor write.

use jiff::{Timestamp, ToSpan, civil::Date};
use sha2::{Digest, Sha256};

use super::told;
use crate::{
    domain::{Change, Own, OwnNote, OwnNoteId, PatternStage, PatternWork},
    figures::{Found, patterns},
    store::{Role, Store},
    tui::message::Trouble,
};

/// How far back is read: the window and the year before it.
const YEARS: i32 = 2;

/// What stands out today and what the team is still busy with, and what it does about each.
///
/// # Errors
/// It is not the coordinator who asks, or the disk failed.
pub fn read(store: &mut Store, today: Date) -> Result<(Vec<Found>, Vec<PatternWork>), Trouble> {
    match store.role() {
        Some(Role::Coordinator) => {}
        Some(Role::Desk) | None => return Err(Trouble::new("rode-draad-coordinator")),
    }
    let enquiries = store
        .days_without_text(today.saturating_sub(YEARS.years()), today)
        .map_err(told)?;
    let first_day = enquiries.iter().map(|one| one.day).min().unwrap_or(today);
    let mut found = patterns(today, first_day, &enquiries);
    let work = work(store)?;
    // What was taken on does not end by itself when it stops standing out.
    for open in work.iter().filter(|work| is_going_on(work)) {
        if !found.iter().any(|found| found.id() == open.id) {
            found.extend(Found::quiet(&open.id, open.changed_on.unwrap_or(today)));
        }
    }
    Ok((found, work))
}

fn is_going_on(work: &PatternWork) -> bool {
    match work.stage {
        PatternStage::Discussed | PatternStage::Action | PatternStage::ReportedBack => true,
        PatternStage::New | PatternStage::Done => false,
    }
}

fn work(store: &Store) -> Result<Vec<PatternWork>, Trouble> {
    let notes = store.own_notes().map_err(told)?.into_iter();
    let work = notes.filter_map(|note| match note.what {
        Own::Pattern(work) => Some(work),
        Own::Story(_) => None,
    });
    Ok(work.collect())
}

/// Keeps what the team does about one; when it returns, it is on the disk.
///
/// # Errors
/// It is not the coordinator who asks, or the disk failed.
pub fn keep(store: &mut Store, work: PatternWork, now: (Date, Timestamp)) -> Result<(), Trouble> {
    let hash = Sha256::digest(&work.id);
    let mut id = [0; 16];
    id.iter_mut().zip(hash).for_each(|(to, from)| *to = from);
    let note = OwnNote {
        id: OwnNoteId(id),
        on: now.0,
        what: Own::Pattern(work),
    };
    store.save(&[Change::OwnNote(note)], now.1).map_err(told)
}
