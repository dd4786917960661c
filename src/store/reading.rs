//! Reading back: days, enquiries, drafts and shifts, within what the role may read.

use std::{
    collections::HashMap,
    sync::atomic::{AtomicUsize, Ordering},
};

use jiff::{
    Span, ToSpan,
    civil::{Date, DateTime},
    tz::TimeZone,
};

use super::{
    REGISTER, Store, StoreError, frame,
    key::Ring,
    record::{self, Kind},
    unlocked::{self, Numbered, ReadError, Standing, Unlocked, is_standing},
};
use crate::domain::{
    Contact, Enquiry, EnquiryId, FollowUp, OwnNote, Session, Shift, StoreId, Trail, UrgentUse,
};

/// Up to so many days are read day by day from the index; a longer period is read from the files as a whole.
const A_FEW_DAYS: i64 = 40;

impl Store {
    /// The enquiries of one day, in order of time, taken-back ones included.
    ///
    /// # Errors
    /// Locked, or the day is closed to the desk.
    pub fn day(&mut self, day: Date) -> Result<Vec<Enquiry>, StoreError> {
        self.with_unlocked(|store, open| {
            if store.keys.is_closed(&open.ring, day) {
                return Err(StoreError::Closed);
            }
            let Some(tag) = open.day_tag(&store.keys, day) else {
                return Err(StoreError::Closed);
            };
            let ids = match open.index.of_day(tag) {
                Ok(ids) => ids,
                Err(failure) => {
                    store.replace_index(open, failure);
                    open.index.of_day(tag).unwrap_or_default()
                }
            };
            let mut found = Vec::with_capacity(ids.len());
            let mut has_closed = false;
            for id in ids {
                match store.read_enquiry(open, id) {
                    Ok(enquiry) => found.extend(enquiry),
                    // A wrong clock can close part of a week to the team; the rest is shown.
                    Err(StoreError::Closed) => has_closed |= !open.is_concern(id),
                    Err(error) => return Err(error),
                }
            }
            if found.is_empty() && has_closed {
                return Err(StoreError::Closed);
            }
            found.sort_by_key(|enquiry| (enquiry.time, enquiry.id));
            Ok(found)
        })
    }

    /// The enquiries of every day from the first to the last, in order of day and time; days that are closed
    /// to the team are left out. A long period is read from the month files as they stand, on all cores.
    ///
    /// # Errors
    /// Locked.
    pub fn days(&mut self, first: Date, last: Date) -> Result<Vec<Enquiry>, StoreError> {
        if first.saturating_add(A_FEW_DAYS.days()) < last {
            return self.with_unlocked(|store, open| store.long_period(open, first, last));
        }
        let mut found = Vec::new();
        for day in first
            .series(Span::new().days(1))
            .take_while(|day| *day <= last)
        {
            match self.day(day) {
                Ok(of_day) => found.extend(of_day),
                Err(StoreError::Closed) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(found)
    }

    fn long_period(
        &mut self,
        open: &mut Unlocked,
        first: Date,
        last: Date,
    ) -> Result<Vec<Enquiry>, StoreError> {
        let files = self.month_files()?;
        let (journal, ring, standing, id) = (&self.journal, &open.ring, &open.standing, self.id());
        let read = on_all_cores(&files, |file| {
            let bytes = journal.read(file)?.unwrap_or_default();
            Ok(rows_of(&bytes, ring, standing, id))
        });
        let mut found: HashMap<EnquiryId, Enquiry> = HashMap::with_capacity(open.standing.len());
        for rows in read {
            found.extend(rows?.into_iter().map(|row| (row.id, row)));
        }
        // What a damaged file did not give, the index may.
        let standing = open.standing.iter();
        let missing = standing.filter(|(id, row)| row.can_read && !found.contains_key(*id));
        for id in missing.map(|(id, _)| *id).collect::<Vec<_>>() {
            found.extend(self.read_enquiry(open, id)?.map(|row| (row.id, row)));
        }
        found.retain(|_, row| first <= row.day && row.day <= last);
        let mut found: Vec<Enquiry> = found.into_values().collect();
        found.sort_by_key(|row| (row.day, row.time, row.id));
        Ok(found)
    }

    /// One enquiry in its highest revision.
    ///
    /// # Errors
    /// Locked, or the row is closed to the desk.
    pub fn enquiry(&mut self, id: EnquiryId) -> Result<Option<Enquiry>, StoreError> {
        self.with_unlocked(|store, open| store.read_enquiry(open, id))
    }

    /// Every conversation in progress, oldest first.
    ///
    /// # Errors
    /// Locked.
    pub fn drafts(&mut self) -> Result<Vec<Session>, StoreError> {
        let open = self.unlocked.as_ref().ok_or(StoreError::Locked)?;
        let mut drafts: Vec<Session> = open
            .drafts
            .values()
            .map(|draft| draft.value.clone())
            .collect();
        drafts.sort_by_key(|draft| (draft.began_at, draft.id));
        Ok(drafts)
    }

    /// The shift opened last.
    ///
    /// # Errors
    /// Locked.
    pub fn shift(&mut self) -> Result<Option<Shift>, StoreError> {
        Ok(self.shifts()?.pop())
    }

    /// Every shift that the role may read, in the order in which they were opened.
    ///
    /// # Errors
    /// Locked.
    pub fn shifts(&mut self) -> Result<Vec<Shift>, StoreError> {
        let open = self.unlocked.as_ref().ok_or(StoreError::Locked)?;
        let shifts = open.shifts.values();
        let mut found: Vec<&Numbered<Shift>> = shifts.collect();
        found.sort_by_key(|shift| (shift.value.opened_at, shift.sequence));
        Ok(found.into_iter().map(|shift| shift.value.clone()).collect())
    }

    /// The shifts of one day, in the order in which they were opened.
    ///
    /// # Errors
    /// Locked.
    pub fn shifts_of_day(&mut self, day: Date) -> Result<Vec<Shift>, StoreError> {
        let mut shifts = self.shifts()?;
        shifts.retain(|shift| shift.day == day);
        Ok(shifts)
    }

    /// When the newest of what the role may read was noted, by the clock of this zone; none when nothing is kept. Tells,
    /// after damage, as of when everything is there.
    ///
    /// # Errors
    /// Locked, or the disk failed.
    pub fn newest(&mut self, zone: &TimeZone) -> Result<Option<DateTime>, StoreError> {
        self.with_unlocked(|store, open| {
            let readable = open.standing.iter().filter(|(_, row)| row.can_read);
            let last = readable.max_by_key(|(_, row)| row.stamp.sequence);
            let row = match last.map(|(id, _)| *id) {
                Some(id) => store.read_enquiry(open, id)?,
                None => None,
            };
            let drafts = open.drafts.values().map(|draft| draft.value.saved_at);
            let shifts = open.shifts.values().map(|shift| shift.value.opened_at);
            let uses = open.urgent_uses.values().map(|used| used.at);
            let moments = drafts.chain(shifts).chain(uses);
            let moments = moments.map(|moment| moment.to_zoned(zone.clone()).datetime());
            let row = row.map(|row| row.day.to_datetime(row.time));
            Ok(moments.chain(row).max())
        })
    }

    /// Every day to look back that the role may read, open and done, the first due first.
    ///
    /// # Errors
    /// Locked.
    pub fn follow_ups(&self) -> Result<Vec<FollowUp>, StoreError> {
        let open = self.unlocked.as_ref().ok_or(StoreError::Locked)?;
        let mut found: Vec<FollowUp> = open.follow_ups.values().cloned().collect();
        found.sort_by_key(|follow_up| (follow_up.due, follow_up.id));
        Ok(found)
    }

    /// Everyone who may be called and whom the role may see, in the order of their ids.
    ///
    /// # Errors
    /// Locked.
    pub fn contacts(&self) -> Result<Vec<Contact>, StoreError> {
        let open = self.unlocked.as_ref().ok_or(StoreError::Locked)?;
        Ok(open.contacts.values().cloned().collect())
    }

    /// What looking up left behind, as far as the role may read it, oldest first.
    ///
    /// # Errors
    /// Locked.
    pub fn trails(&self) -> Result<Vec<Trail>, StoreError> {
        let open = self.unlocked.as_ref().ok_or(StoreError::Locked)?;
        let mut found: Vec<Trail> = open.trails.values().cloned().collect();
        found.sort_by_key(|trail| (trail.day, trail.id));
        Ok(found)
    }

    /// What the coordinator keeps for herself, in the order of the ids; nothing for the desk.
    ///
    /// # Errors
    /// Locked.
    pub fn own_notes(&self) -> Result<Vec<OwnNote>, StoreError> {
        let open = self.unlocked.as_ref().ok_or(StoreError::Locked)?;
        Ok(open.own_notes.values().cloned().collect())
    }

    /// Every use of a red-flag card that the role may read, in order of time.
    ///
    /// # Errors
    /// Locked.
    pub fn urgent_uses(&self) -> Result<Vec<UrgentUse>, StoreError> {
        let open = self.unlocked.as_ref().ok_or(StoreError::Locked)?;
        let mut found: Vec<UrgentUse> = open.urgent_uses.values().cloned().collect();
        found.sort_by_key(|used| (used.at, used.id));
        Ok(found)
    }

    pub(super) fn read_enquiry(
        &mut self,
        open: &mut Unlocked,
        id: EnquiryId,
    ) -> Result<Option<Enquiry>, StoreError> {
        let Some(standing) = open.standing.get(&id).copied() else {
            return Ok(None);
        };
        let failure = match open.enquiry(&self.keys, id, standing) {
            Ok(enquiry) => return Ok(Some(enquiry)),
            Err(ReadError::Store(error)) => return Err(error),
            Err(ReadError::Index(failure)) => failure,
        };
        self.replace_index(open, failure);
        match open.enquiry(&self.keys, id, standing) {
            Ok(enquiry) => Ok(Some(enquiry)),
            Err(ReadError::Store(error)) => Err(error),
            Err(ReadError::Index(failure)) => Err(StoreError::Corrupt {
                file: self.journal.disk().path_of(REGISTER),
                what: failure.to_string(),
            }),
        }
    }
}

/// The valid revisions in a file that are ours to read.
fn rows_of(
    bytes: &[u8],
    ring: &Ring,
    standing: &HashMap<EnquiryId, Standing>,
    store: StoreId,
) -> Vec<Enquiry> {
    let mut rows = Vec::new();
    for frame in frame::scan(bytes).frames {
        let entries = record::entries(frame.payload).unwrap_or_default();
        let mut rest = entries.as_slice();
        while let Some((entry, behind)) = rest.split_first() {
            let is_valid = is_standing(standing, frame.sequence, entry);
            // Its free text stands right behind a row.
            let words = behind
                .iter()
                .take_while(|next| next.head.kind == Kind::Words && next.head.id == entry.head.id);
            let with_words = 1 + words.count();
            if let Some((row, behind)) = rest.split_at_checked(with_words).filter(|_| is_valid) {
                rows.extend(unlocked::read_row(ring, store, row));
                rest = behind;
            } else {
                rest = behind;
            }
        }
    }
    rows
}

/// Does the same to each, in no particular order, on as many threads as there are cores.
fn on_all_cores<T: Sync, R: Send>(all: &[T], act: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let next = AtomicUsize::new(0);
    let work = || {
        let mut done = Vec::new();
        while let Some(one) = all.get(next.fetch_add(1, Ordering::Relaxed)) {
            done.push(act(one));
        }
        done
    };
    std::thread::scope(|scope| {
        let others = 1..cores.min(all.len());
        let others: Vec<_> = others.map(|_| scope.spawn(work)).collect();
        let mut done = work();
        // What a thread that panicked had in hand is asked of the index.
        done.extend(
            others
                .into_iter()
                .filter_map(|thread| thread.join().ok())
                .flatten(),
        );
        done
    })
}
