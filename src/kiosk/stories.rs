//! What volunteers learned (*leermomenten*): read by the coordinator on the screen before one may leave.

use std::collections::BTreeMap;

use jiff::{Timestamp, ToSpan, civil::Date};

use super::told;
use crate::{
    domain::{Answer, Change, Enquiry, EnquiryId, Own, Reviewed, Verdict},
    export::{STORIES, Story},
    figures::Period,
    store::{Role, Store, StoreError},
    tui::message::Trouble,
};

/// The answer that holds what a colleague should know.
const FIELD: &str = "leermoment";
/// How far back is looked for words; the store keeps them for 90 days.
const DAYS: i32 = 120;

/// Every story: what was typed and not yet read, and what the coordinator decided; the newest enquiry first.
///
/// # Errors
/// It is not the coordinator who asks, or the disk failed.
pub fn read(store: &mut Store, today: Date) -> Result<Vec<Reviewed>, Trouble> {
    match store.role() {
        Some(Role::Coordinator) => {}
        Some(Role::Desk) | None => return Err(Trouble::new("rode-draad-coordinator")),
    }
    let enquiries = store
        .days(today.saturating_sub(DAYS.days()), today)
        .map_err(told)?;
    let mut found: BTreeMap<EnquiryId, Reviewed> = enquiries
        .iter()
        .filter_map(typed)
        .map(|story| (story.enquiry, story))
        .collect();
    for (_, story) in reviewed(store).map_err(told)? {
        found.insert(story.enquiry, story);
    }
    let mut found: Vec<Reviewed> = found.into_values().collect();
    found.sort_by_key(|story| (std::cmp::Reverse(story.day), story.enquiry));
    Ok(found)
}

/// What was typed with an enquiry. A worry about a person never becomes a story.
fn typed(enquiry: &Enquiry) -> Option<Reviewed> {
    let Some(Answer::Text(text)) = enquiry.answers.get(FIELD) else {
        return None;
    };
    let is_story = !enquiry.withdrawn && !enquiry.is_concern() && !text.trim().is_empty();
    is_story.then(|| Reviewed {
        enquiry: enquiry.id,
        day: enquiry.day,
        theme: enquiry.theme,
        text: text.trim().to_owned(),
        verdict: Verdict::New,
    })
}

/// Keeps what the coordinator decided; when it returns, it is on the disk.
///
/// # Errors
/// It is not the coordinator who asks, or the disk failed.
pub fn keep(store: &mut Store, read: Reviewed, now: (Date, Timestamp)) -> Result<(), Trouble> {
    let note = read.into_note(now.0);
    store.save(&[Change::OwnNote(note)], now.1).map_err(told)
}

/// The stories of a period that may leave, those that were decided last first, as many as a report holds. Nothing for
/// the desk.
///
/// # Errors
/// Locked.
pub fn that_may_leave(store: &Store, period: Period) -> Result<Vec<Story>, StoreError> {
    let mut found = reviewed(store)?;
    found.retain(|(_, story)| story.verdict == Verdict::MayLeave && period.has(story.day));
    found.sort_by_key(|(on, story)| (std::cmp::Reverse((*on, story.day)), story.enquiry));
    let stories = found.into_iter().take(STORIES);
    let stories = stories.map(|(_, story)| Story {
        theme: story.theme,
        text: story.text,
    });
    Ok(stories.collect())
}

/// What was decided, each with the day of that.
fn reviewed(store: &Store) -> Result<Vec<(Date, Reviewed)>, StoreError> {
    let notes = store.own_notes()?.into_iter();
    let stories = notes.filter_map(|note| match note.what {
        Own::Story(read) => Some((note.on, read)),
        Own::Pattern(_) => None,
    });
    Ok(stories.collect())
}
