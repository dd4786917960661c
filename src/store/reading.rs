//! Reading back: days, enquiries, drafts and shifts, within what the role may read.

use jiff::{Span, civil::Date};

use super::{
    REGISTER, Store, StoreError,
    unlocked::{Numbered, ReadError, Unlocked},
};
use crate::domain::{Contact, Enquiry, EnquiryId, FollowUp, Session, Shift, Trail, UrgentUse};

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
                    Err(StoreError::Closed) => has_closed = true,
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
    /// to the team are left out.
    ///
    /// # Errors
    /// Locked.
    pub fn days(&mut self, first: Date, last: Date) -> Result<Vec<Enquiry>, StoreError> {
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

    fn read_enquiry(
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
