//! Saving: the changes of one save become one frame in one file, and are on disk when [`Store::save`] returns.

use jiff::Timestamp;

use super::{
    DRAFTS, DRAFTS_TOO_LONG, REGISTER, SEALED, Store, StoreError,
    key::{Scope, today},
    record::{self, Head, Kind, SCHEMA, Sealed, put_entry, to_cbor},
    seal,
    unlocked::Unlocked,
};
use crate::domain::{Change, ShiftKind, StoreId};

impl Store {
    /// Writes all changes of one save: one frame, one `fdatasync`. When it returns, they are on disk.
    /// While locked they are sealed to the desk's public key.
    ///
    /// # Errors
    /// Nothing was written, or it is not certain; nothing earlier is lost.
    pub fn save(&mut self, changes: &[Change], now: Timestamp) -> Result<(), StoreError> {
        if changes.is_empty() {
            return Ok(());
        }
        let Some(mut open) = self.unlocked.take() else {
            return self.save_sealed(changes);
        };
        let sequence = open.sequence + 1;
        let written = self.write(&mut open, changes, (sequence, None), now);
        let written = written.and_then(|file| {
            self.journal.sync(file.name())?;
            Ok(file)
        });
        let outcome = written.map(|file| {
            file.apply(&mut open);
            open.settle(&self.keys);
            self.mend_index(&mut open);
            if self.journal.len(DRAFTS) > DRAFTS_TOO_LONG {
                // The save stands; a compaction that fails is done again after the next one.
                drop(self.compact_drafts(&mut open));
            }
        });
        self.unlocked = Some(open);
        if outcome.is_ok() {
            self.follow_place(changes);
        }
        outcome
    }

    /// The laptop stands somewhere else today: the place is kept beside the keys, where it can be read while locked.
    /// The save stands already, so a failure here is left for the next shift.
    fn follow_place(&mut self, changes: &[Change]) {
        let moved = changes.iter().rev().find_map(|change| match change {
            Change::Shift(shift) if shift.kind == ShiftKind::Dienst => Some(&shift.place),
            Change::Shift(_)
            | Change::Enquiry(_)
            | Change::Draft(_)
            | Change::EndDraft(_)
            | Change::FollowUp(_)
            | Change::EndFollowUp(_)
            | Change::Contact(_)
            | Change::EndContact(_)
            | Change::UrgentUse(_)
            | Change::Trail(_) => None,
        });
        let Some(place) = moved.filter(|place| **place != self.keys.place) else {
            return;
        };
        self.keys.place = place.clone();
        if let Ok(disk) = self.journal.disk_mut() {
            drop(self.keys.write(disk));
        }
    }

    fn save_sealed(&mut self, changes: &[Change]) -> Result<(), StoreError> {
        let sealed: Vec<Sealed> = changes.iter().cloned().map(Sealed::from).collect();
        let id: [u8; 16] = seal::random()?;
        let plain = seal::pad(&to_cbor(&sealed));
        let context = sealed_context(self.id(), id);
        let boxed = seal::seal_to(&self.keys.desk_public, SEALED_PURPOSE, &context, &plain)?;
        let payload = [id.as_slice(), &boxed].concat();
        self.journal
            .append(SEALED, self.sealed_sequence + 1, &payload)?;
        self.sealed_sequence += 1;
        Ok(())
    }

    /// Appends one frame, not yet durable, and gives it back to be applied once it is.
    pub(super) fn write(
        &mut self,
        open: &mut Unlocked,
        changes: &[Change],
        (sequence, merged): (u64, Option<[u8; 16]>),
        now: Timestamp,
    ) -> Result<Written, StoreError> {
        let mut payload = Vec::new();
        for change in changes {
            let (kind, id, revision, scope, plain) = match change {
                Change::Enquiry(enquiry) => (
                    if enquiry.withdrawn {
                        Kind::Withdrawn
                    } else {
                        Kind::Enquiry
                    },
                    enquiry.id.0,
                    u64::from(enquiry.revision),
                    Scope::of_day(enquiry.day),
                    to_cbor(enquiry),
                ),
                Change::Draft(session) => (
                    Kind::Draft,
                    session.id.0,
                    sequence,
                    Scope::Drafts,
                    to_cbor(session),
                ),
                Change::EndDraft(id) => (
                    Kind::EndDraft,
                    id.0,
                    sequence,
                    Scope::Drafts,
                    seal::Plain::default(),
                ),
                Change::Shift(shift) => (
                    Kind::Shift,
                    shift.id.0,
                    sequence,
                    Scope::of_day(shift.day),
                    to_cbor(shift),
                ),
                // What is still open must be readable for longer than the weeks of the enquiries.
                Change::FollowUp(follow_up) => (
                    Kind::FollowUp,
                    follow_up.id.0,
                    sequence,
                    Scope::Drafts,
                    to_cbor(follow_up),
                ),
                Change::EndFollowUp(id) => (
                    Kind::EndFollowUp,
                    id.0,
                    sequence,
                    Scope::Drafts,
                    seal::Plain::default(),
                ),
                Change::Contact(contact) => (
                    Kind::Contact,
                    contact.id.0,
                    sequence,
                    Scope::Drafts,
                    to_cbor(contact),
                ),
                Change::EndContact(id) => (
                    Kind::EndContact,
                    id.0,
                    sequence,
                    Scope::Drafts,
                    seal::Plain::default(),
                ),
                Change::UrgentUse(used) => (
                    Kind::UrgentUse,
                    used.id.0,
                    sequence,
                    Scope::of_day(today(used.at)),
                    to_cbor(used),
                ),
                Change::Trail(trail) => (
                    Kind::Trail,
                    trail.id.0,
                    sequence,
                    Scope::of_day(trail.day),
                    to_cbor(trail),
                ),
            };
            self.put(open, &mut payload, (kind, id, revision), scope, &plain, now)?;
        }
        if let Some(id) = merged {
            self.put(
                open,
                &mut payload,
                (Kind::Merged, id, sequence),
                Scope::Drafts,
                &[],
                now,
            )?;
        }
        let name = file_of(changes, now);
        self.journal.append_unsynced(&name, sequence, &payload)?;
        open.sequence = sequence.max(open.sequence);
        Ok(Written {
            name,
            sequence,
            payload,
        })
    }

    /// Makes a data key for this use when there is none; it is durable before it seals anything.
    pub(super) fn ensure_key(
        &mut self,
        open: &mut Unlocked,
        scope: Scope,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        if self.keys.key_for(&open.ring, scope).is_none() {
            let mut keys = self.keys.clone();
            keys.add_key(&mut open.ring, scope, now)?;
            keys.write(self.journal.disk_mut()?)?;
            self.keys = keys;
        }
        Ok(())
    }

    /// Writes one entry into a frame, with a data key that is made, and made durable, when there is none.
    fn put(
        &mut self,
        open: &mut Unlocked,
        payload: &mut Vec<u8>,
        (kind, id, revision): (Kind, [u8; 16], u64),
        scope: Scope,
        plain: &[u8],
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.ensure_key(open, scope, now)?;
        let (key_id, key) = self
            .keys
            .key_for(&open.ring, scope)
            .ok_or(StoreError::Locked)?;
        let head = Head {
            kind,
            id,
            revision,
            schema: SCHEMA,
            key: key_id,
        };
        put_entry(payload, self.id(), &head, key, plain)
    }
}

pub(super) const SEALED_PURPOSE: &[u8] = b"balie sealed 1";

pub(super) fn sealed_context(store: StoreId, id: [u8; 16]) -> Vec<u8> {
    [store.0, id].concat()
}

/// A frame that was appended but is not durable yet.
pub(super) struct Written {
    name: String,
    sequence: u64,
    payload: Vec<u8>,
}

impl Written {
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    pub(super) fn apply(&self, open: &mut Unlocked) {
        for entry in record::entries(&self.payload).unwrap_or_default() {
            open.apply(self.sequence, &self.name, &entry);
        }
    }
}

/// The file that a save belongs in: the month of its first enquiry or shift; this month for what is left to do after
/// one; else the file of drafts.
fn file_of(changes: &[Change], now: Timestamp) -> String {
    let day = changes.iter().find_map(|change| match change {
        Change::Enquiry(enquiry) => Some(enquiry.day),
        Change::Shift(shift) => Some(shift.day),
        Change::Trail(trail) => Some(trail.day),
        Change::Draft(_)
        | Change::EndDraft(_)
        | Change::FollowUp(_)
        | Change::EndFollowUp(_)
        | Change::Contact(_)
        | Change::EndContact(_)
        | Change::UrgentUse(_) => None,
    });
    let is_draft = |change: &Change| matches!(change, Change::Draft(_) | Change::EndDraft(_));
    match day {
        None if changes.iter().all(is_draft) => DRAFTS.to_owned(),
        day => {
            let day = day.unwrap_or_else(|| today(now));
            format!("{REGISTER}/{}.log", day.strftime("%Y-%m"))
        }
    }
}
