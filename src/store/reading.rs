//! Reading back: days, enquiries, drafts and shifts, within what the role may read.

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    sync::atomic::{AtomicUsize, Ordering},
};

use jiff::{
    Span, ToSpan,
    civil::{Date, DateTime},
    tz::TimeZone,
};

use super::{
    REGISTER, Store, StoreError, frame,
    kept::Numbered,
    key::Ring,
    record::{self, Kind},
    row::{FreeText, Standing, is_standing, read_row},
    seal::Plain,
    unlocked::{ReadError, Unlocked},
};
use crate::domain::{
    Contact, Enquiry, EnquiryId, FollowUp, OwnNote, Session, Shift, StoreId, Trail, UrgentUse,
};

/// Up to so many days are looked up in the index day by day; of a longer period every enquiry is read.
const A_FEW_DAYS: i64 = 40;
/// Up to so many enquiries are looked up in the index first; more are read from the files as a whole, on all cores.
const A_FEW_ROWS: usize = 200;

impl Store {
    /// The enquiries of one day, in order of time, taken-back ones included.
    ///
    /// # Errors
    /// Locked, or the day is closed to the desk.
    pub fn day(&mut self, day: Date) -> Result<Vec<Enquiry>, StoreError> {
        self.with_unlocked(|store, open| {
            let ids = store.ids_of(open, day)?;
            let Rows { mut found, closed } = store.read_all(open, ids)?;
            // A wrong clock can close part of a week to the team; the rest is shown.
            if found.is_empty() && closed.iter().any(|id| !open.is_concern(*id)) {
                return Err(StoreError::Closed);
            }
            found.sort_by_key(|enquiry| (enquiry.time, enquiry.id));
            Ok(found)
        })
    }

    /// Every enquiry of these days, both included, in order of day and time; a day closed to the role is left out.
    ///
    /// # Errors
    /// Locked, or the disk failed.
    pub fn days(&mut self, first: Date, last: Date) -> Result<Vec<Enquiry>, StoreError> {
        self.days_with(FreeText::Read, first, last)
    }

    /// As [`Store::days`], without the text answers: what figures and patterns are counted from. No free text is
    /// decrypted for it. Not to be saved again: that would take the text away.
    ///
    /// # Errors
    /// Locked, or the disk failed.
    pub fn days_without_text(
        &mut self,
        first: Date,
        last: Date,
    ) -> Result<Vec<Enquiry>, StoreError> {
        self.days_with(FreeText::LeftOut, first, last)
    }

    fn days_with(
        &mut self,
        text: FreeText,
        first: Date,
        last: Date,
    ) -> Result<Vec<Enquiry>, StoreError> {
        self.with_unlocked(|store, open| {
            let mut ids = Vec::new();
            if first.saturating_add(A_FEW_DAYS.days()) < last {
                ids.extend(open.standing.keys());
            } else {
                let days = first.series(Span::new().days(1));
                for day in days.take_while(|day| *day <= last) {
                    match store.ids_of(open, day) {
                        Ok(of_day) => ids.extend(of_day),
                        Err(StoreError::Closed) => {}
                        Err(error) => return Err(error),
                    }
                }
            }
            let mut found = store.read_rows(open, text, ids)?.found;
            found.retain(|row| first <= row.day && row.day <= last);
            // Rows are large: only what they are sorted by is moved about.
            found.sort_by_cached_key(|row| (row.day, row.time, row.id));
            Ok(found)
        })
    }

    /// The enquiries of a day by the index.
    fn ids_of(&mut self, open: &mut Unlocked, day: Date) -> Result<Vec<EnquiryId>, StoreError> {
        if self.keys.is_closed(&open.ring, day) {
            return Err(StoreError::Closed);
        }
        let Some(tag) = open.day_tag(&self.keys, day) else {
            return Err(StoreError::Closed);
        };
        open.index.of_day(tag).or_else(|failure| {
            self.replace_index(open, failure);
            Ok(open.index.of_day(tag).unwrap_or_default())
        })
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
        let Rows { mut found, closed } = self.read_all(open, vec![id])?;
        match closed.first() {
            Some(_) => Err(StoreError::Closed),
            None => Ok(found.pop()),
        }
    }

    /// These enquiries in their highest revision, in no particular order. Many are read from the log as a whole; of a few
    /// the index gives what it holds, and the log the rest. What neither has is looked for in the backups.
    pub(super) fn read_all(
        &mut self,
        open: &mut Unlocked,
        ids: Vec<EnquiryId>,
    ) -> Result<Rows, StoreError> {
        self.read_rows(open, FreeText::Read, ids)
    }

    fn read_rows(
        &mut self,
        open: &mut Unlocked,
        text: FreeText,
        ids: Vec<EnquiryId>,
    ) -> Result<Rows, StoreError> {
        let mut rows = Rows::default();
        let mut wanted = Vec::with_capacity(ids.len());
        for id in ids {
            match open.standing.get(&id) {
                Some(row) if row.can_read => wanted.push(id),
                Some(_) => rows.closed.push(id),
                None => {}
            }
        }
        let is_many = wanted.len() > A_FEW_ROWS;
        if !is_many {
            wanted = self.read_from_index(open, text, wanted, &mut rows.found)?;
        }
        wanted = self.read_from_log(open, text, wanted, &mut rows.found)?;
        if is_many {
            // What a damaged file did not give, the index may.
            wanted = self.read_from_index(open, text, wanted, &mut rows.found)?;
        }
        wanted = self.read_from_backups(open, text, wanted, &mut rows.found)?;
        match wanted.first() {
            None => Ok(rows),
            Some(_) => Err(StoreError::Corrupt {
                file: self.journal.disk().path_of(REGISTER),
                what: format!("{} enquiries cannot be read", wanted.len()),
            }),
        }
    }

    /// What the index holds of these; gives back what it does not.
    fn read_from_index(
        &mut self,
        open: &mut Unlocked,
        text: FreeText,
        wanted: Vec<EnquiryId>,
        found: &mut Vec<Enquiry>,
    ) -> Result<Vec<EnquiryId>, StoreError> {
        let mut released = Vec::new();
        for id in wanted {
            let read = match open.enquiry(&self.keys, id, text) {
                Err(ReadError::Index(failure)) => {
                    self.replace_index(open, failure);
                    open.enquiry(&self.keys, id, text)
                }
                read => read,
            };
            match read {
                Ok(enquiry) => found.extend(enquiry),
                Err(ReadError::Released) => released.push(id),
                Err(ReadError::Index(failure)) => {
                    return Err(StoreError::Corrupt {
                        file: self.journal.disk().path_of(REGISTER),
                        what: failure.to_string(),
                    });
                }
            }
        }
        Ok(released)
    }

    /// What the month files hold of these; gives back what they do not.
    fn read_from_log(
        &self,
        open: &Unlocked,
        text: FreeText,
        wanted: Vec<EnquiryId>,
        found: &mut Vec<Enquiry>,
    ) -> Result<Vec<EnquiryId>, StoreError> {
        let mut missing = HashSet::with_capacity(wanted.len());
        let mut by_file: BTreeMap<usize, usize> = BTreeMap::new();
        for id in wanted {
            if let Some(standing) = open.standing.get(&id)
                && missing.insert(id)
            {
                *by_file.entry(standing.file).or_default() += 1;
            }
        }
        // The newest are the longest: begun last, one of them would keep the other cores waiting.
        let files = by_file.into_iter().rev();
        let files = files.filter_map(|(file, count)| Some((open.files.get(file)?, count)));
        let files: Vec<(&String, usize)> = files.collect();
        let (journal, ring, standing, store) =
            (&self.journal, &open.ring, &open.standing, self.id());
        let read = on_all_cores(&files, |(file, count), rooms: &mut Rooms| {
            let mut rows = Vec::with_capacity(*count);
            journal.read_into(file, &mut rooms.file)?;
            let from = (rooms.file.as_slice(), store, text);
            rows_of(from, ring, standing, &missing, &mut rooms.plain, &mut rows);
            Ok(rows)
        });
        found.reserve(missing.len());
        for rows in read {
            // A row that was put back stands twice, under the same number.
            found.extend(rows?.into_iter().filter(|row| missing.remove(&row.id)));
        }
        Ok(missing.into_iter().collect())
    }

    /// What the backups hold of these, when a month file was damaged since the unlock; the next one mends it. Gives back
    /// what they do not hold.
    fn read_from_backups(
        &self,
        open: &Unlocked,
        text: FreeText,
        wanted: Vec<EnquiryId>,
        found: &mut Vec<Enquiry>,
    ) -> Result<Vec<EnquiryId>, StoreError> {
        if wanted.is_empty() {
            return Ok(wanted);
        }
        let mut missing: HashSet<EnquiryId> = wanted.into_iter().collect();
        for day in self.backups()?.into_iter().rev() {
            let Some(copy) = self.backup_of(day)?.filter(|_| !missing.is_empty()) else {
                continue;
            };
            for (_, bytes) in copy.logs() {
                let mut rows = Vec::new();
                let (ring, standing) = (&open.ring, &open.standing);
                let plain = &mut Plain::default();
                rows_of(
                    (bytes, self.id(), text),
                    ring,
                    standing,
                    &missing,
                    plain,
                    &mut rows,
                );
                found.extend(rows.into_iter().filter(|row| missing.remove(&row.id)));
            }
        }
        Ok(missing.into_iter().collect())
    }
}

/// Enquiries that were read, and those that are closed to the role.
#[derive(Default)]
pub(super) struct Rows {
    pub(super) found: Vec<Enquiry>,
    pub(super) closed: Vec<EnquiryId>,
}

/// Room that serves for one file after the other, and within it for one row after the other.
#[derive(Default)]
struct Rooms {
    file: Vec<u8>,
    plain: Plain,
}

/// The valid revisions in a file of a store of these enquiries.
fn rows_of(
    (bytes, store, text): (&[u8], StoreId, FreeText),
    ring: &Ring,
    standing: &HashMap<EnquiryId, Standing>,
    wanted: &HashSet<EnquiryId>,
    plain: &mut Plain,
    rows: &mut Vec<Enquiry>,
) {
    for frame in frame::scan(bytes).frames {
        let entries = record::entries(frame.payload).unwrap_or_default();
        let mut rest = entries.as_slice();
        while let Some((entry, behind)) = rest.split_first() {
            let id = EnquiryId(entry.head.id);
            let is_valid = is_standing(standing, frame.sequence, entry) && wanted.contains(&id);
            // Its free text stands right behind a row.
            let words = behind
                .iter()
                .take_while(|next| next.head.kind == Kind::Words && next.head.id == entry.head.id);
            let with_words = 1 + words.count();
            if let Some((row, behind)) = rest.split_at_checked(with_words).filter(|_| is_valid) {
                rows.extend(read_row(ring, store, row, text, plain));
                rest = behind;
            } else {
                rest = behind;
            }
        }
    }
}

/// Does the same to each, in no particular order, on as many threads as there are cores, each with rooms of its own.
fn on_all_cores<T: Sync, R: Send, S: Default>(
    all: &[T],
    act: impl Fn(&T, &mut S) -> R + Sync,
) -> Vec<R> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let next = AtomicUsize::new(0);
    let work = || {
        let mut rooms = S::default();
        let mut done = Vec::new();
        while let Some(one) = all.get(next.fetch_add(1, Ordering::Relaxed)) {
            done.push(act(one, &mut rooms));
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
