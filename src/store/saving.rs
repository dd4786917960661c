//! Saving: the changes of one save become one frame in one file, and are on disk when [`Store::save`] returns.

use std::collections::BTreeMap;

use jiff::{Timestamp, civil::Date};

use super::{
    AuditAct, DRAFTS, DRAFTS_TOO_LONG, REGISTER, Role, SEALED, Store, StoreError, VAULT, frame,
    key::{Scope, today},
    record::{
        self, Concern, Head, Kind, Piece, SCHEMA, Sealed, put_entry, put_for_coordinator, to_cbor,
    },
    seal::{self, Sender},
    unlocked::Unlocked,
};
use crate::domain::{
    Answer, CONCERN_ROUTE, Change, Contact, Enquiry, EnquiryId, ShiftKind, StoreId,
};

impl Store {
    /// Writes all changes of one save: one frame, one `fdatasync`. When it returns, they are on disk.
    /// While locked they are sealed to the desk's public key. The index follows at [`Store::catch_up`].
    ///
    /// # Errors
    /// Nothing was written, or it is not certain; nothing earlier is lost.
    pub fn save(&mut self, changes: &[Change], now: Timestamp) -> Result<(), StoreError> {
        if changes.is_empty() {
            return Ok(());
        }
        let is_own = |change: &Change| matches!(change, Change::OwnNote(_));
        if self.role() != Some(Role::Coordinator) && changes.iter().any(is_own) {
            return Err(StoreError::CoordinatorOnly);
        }
        let Some(mut open) = self.unlocked.take() else {
            return self.save_sealed(changes, now);
        };
        let sequence = open.sequence + 1;
        let pieces: Vec<Piece> = changes.iter().cloned().map(Piece::Change).collect();
        let written = self.write(&mut open, &pieces, (sequence, None), now);
        let written = written.and_then(|frames| {
            for file in frames.names() {
                self.journal.sync(file)?;
            }
            Ok(frames)
        });
        let outcome = written.map(|frames| {
            frames.apply(&mut open);
            open.settle_values(&self.keys);
            if pieces.iter().any(closes_copies) {
                open.must_close_copies = true;
                // The save stands; what fails here is done again at the lock.
                drop(self.close_copies(&mut open, now));
            }
            // What cannot be shortened is not written again at every save.
            if self.journal.len(DRAFTS) > DRAFTS_TOO_LONG.max(2 * self.drafts_kept) {
                // The save stands; a compaction that fails is done again after the next one.
                drop(self.compact_drafts(&mut open));
            }
        });
        self.unlocked = Some(open);
        if outcome.is_ok() {
            self.is_changed = Some(true);
            self.follow_place(changes);
            // The save stands. A disk that failed here says so at the next one.
            drop(self.note_corrections(changes, now));
        }
        outcome
    }

    fn note_corrections(&mut self, changes: &[Change], now: Timestamp) -> Result<(), StoreError> {
        for change in changes {
            if let Change::Enquiry(enquiry) = change
                && enquiry.revision > 1
            {
                let about = enquiry.id.to_string();
                self.note_for_table(AuditAct::Corrected, &about, now)?;
            }
        }
        Ok(())
    }

    /// The laptop stands somewhere else today: the place is kept beside the keys, where it can be read while locked.
    /// The save stands already, so a failure here is left for the next shift.
    fn follow_place(&mut self, changes: &[Change]) {
        let mut places = changes.iter().rev().filter_map(|change| {
            let Change::Shift(shift) = change else {
                return None;
            };
            (shift.kind == ShiftKind::Dienst).then_some(&shift.place)
        });
        let Some(place) = places.next().filter(|place| **place != self.keys.place) else {
            return;
        };
        self.keys.place = place.clone();
        if let Ok(disk) = self.journal.disk_mut() {
            drop(self.keys.write(disk));
        }
    }

    /// While locked: one box for the desk. The key agreement is made once a conversation, so that only what is in
    /// memory anyway hangs on that key.
    fn save_sealed(&mut self, changes: &[Change], now: Timestamp) -> Result<(), StoreError> {
        let mut sealed = Vec::with_capacity(changes.len());
        for change in changes {
            sealed.push(
                if let Change::Enquiry(enquiry) = change
                    && enquiry.is_concern()
                {
                    Sealed::Concern(self.seal_concern(enquiry, now)?)
                } else {
                    Sealed::from(change.clone())
                },
            );
        }
        let sender = match self.sealing.take() {
            Some(sender) => sender,
            None => Sender::to(&self.keys.desk_public, SEALED_PURPOSE)?,
        };
        let id: [u8; 16] = seal::random()?;
        let plain = seal::pad(&to_cbor(&sealed));
        let boxed = sender.seal(&sealed_context(self.id(), id), &plain)?;
        let payload = [id.as_slice(), &boxed].concat();
        let sequence = self.sealed_sequence + 1;
        self.journal.append(SEALED, sequence, &payload)?;
        self.sealed_sequence = sequence;
        self.is_changed = Some(true);
        self.remember_sealed(changes, sequence);
        let is_over = |change: &Change| matches!(change, Change::Enquiry(_) | Change::EndDraft(_));
        if !changes.iter().any(is_over) {
            self.sealing = Some(sender);
        }
        Ok(())
    }

    /// The desk's words open the drafts of a worry as long as their boxes are there; once it is saved they go. A disk
    /// that fails here leaves them to the next unlock.
    fn remember_sealed(&mut self, changes: &[Change], sequence: u64) {
        if let [Change::Draft(session)] = changes
            && session.route.as_str() == CONCERN_ROUTE
        {
            self.sealed_drafts.push((session.id, sequence));
        }
        let concerns = changes.iter().filter_map(|change| {
            let Change::Enquiry(enquiry) = change else {
                return None;
            };
            enquiry.is_concern().then_some(enquiry.id)
        });
        let saved: Vec<EnquiryId> = concerns.collect();
        let gone: Vec<u64> = self
            .sealed_drafts
            .extract_if(.., |(id, _)| saved.contains(id))
            .map(|(_, sequence)| sequence)
            .collect();
        if gone.is_empty() {
            return;
        }
        let Ok(Some(bytes)) = self.journal.read(SEALED) else {
            return;
        };
        let kept: Vec<u8> = frame::scan(&bytes)
            .frames
            .iter()
            .filter(|frame| !gone.contains(&frame.sequence))
            .filter_map(|frame| frame::encode(frame.sequence, frame.payload))
            .flatten()
            .collect();
        drop(self.journal.rewrite(SEALED, &kept));
    }

    /// Appends the frames of one save, not yet durable, and gives them back to be applied once they are.
    pub(super) fn write(
        &mut self,
        open: &mut Unlocked,
        pieces: &[Piece],
        (sequence, merged): (u64, Option<[u8; 16]>),
        now: Timestamp,
    ) -> Result<Written, StoreError> {
        let mut composed = Composed::default();
        for piece in pieces {
            match piece {
                Piece::Change(change) => {
                    self.compose(open, &mut composed, change, sequence, now)?;
                }
                Piece::Concern(concern) => {
                    composed.log.extend_from_slice(&concern.entry);
                    let head = (Kind::EndsOn, concern.id.0, sequence);
                    let ends_on = to_cbor(&open.end_of_concern(concern));
                    self.put(open, &mut composed.log, head, Scope::Terms, &ends_on, now)?;
                }
            }
        }
        if let Some(id) = merged {
            let head = (Kind::Merged, id, sequence);
            self.put(open, &mut composed.log, head, Scope::Drafts, &[], now)?;
        }
        let mut frames = Vec::new();
        // The vault first: a card of which the enquiry was not saved ends by itself, an enquiry of which the card was
        // not saved would have lost something.
        if !composed.vault.is_empty() {
            self.journal
                .append_unsynced(VAULT, sequence, &composed.vault)?;
            frames.push((VAULT.to_owned(), composed.vault));
        }
        if !composed.log.is_empty() {
            let name = file_of(pieces, now);
            let appended = self.journal.append_unsynced(&name, sequence, &composed.log);
            appended?;
            frames.push((name, composed.log));
        }
        open.sequence = sequence.max(open.sequence);
        Ok(Written { frames, sequence })
    }

    /// Writes the entries of one change behind those of the same save.
    fn compose(
        &mut self,
        open: &mut Unlocked,
        composed: &mut Composed,
        change: &Change,
        sequence: u64,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let Composed { log, vault } = composed;
        let nothing = seal::Plain::default();
        let (kind, id, scope, plain) = match change {
            Change::Enquiry(enquiry) if enquiry.is_concern() => {
                let concern = self.seal_concern(enquiry, now)?;
                log.extend_from_slice(&concern.entry);
                let ends_on = to_cbor(&open.end_of_concern(&concern));
                (Kind::EndsOn, enquiry.id.0, Scope::Terms, ends_on)
            }
            Change::Enquiry(enquiry) => return self.compose_enquiry(open, log, enquiry, now),
            Change::Contact(contact) => {
                return self.compose_contact(open, vault, contact, sequence, now);
            }
            Change::EndContact(id) => {
                let head = (Kind::EndContact, id.0, sequence);
                return self.put(open, vault, head, Scope::Terms, &nothing, now);
            }
            Change::Draft(session) => (Kind::Draft, session.id.0, Scope::Drafts, to_cbor(session)),
            Change::EndDraft(id) => (Kind::EndDraft, id.0, Scope::Drafts, nothing),
            Change::Shift(shift) => (
                Kind::Shift,
                shift.id.0,
                Scope::of_day(shift.day),
                to_cbor(shift),
            ),
            // What is still open must be readable for longer than the weeks of the enquiries.
            Change::FollowUp(follow_up) => (
                Kind::FollowUp,
                follow_up.id.0,
                Scope::FollowUps,
                to_cbor(follow_up),
            ),
            Change::EndFollowUp(id) => (Kind::EndFollowUp, id.0, Scope::FollowUps, nothing),
            Change::UrgentUse(used) => (
                Kind::UrgentUse,
                used.id.0,
                Scope::of_day(today(used.at)),
                to_cbor(used),
            ),
            Change::OwnNote(note) => {
                let head = (Kind::OwnNote, note.id.0, sequence);
                let coordinator = &self.keys.coordinator_public;
                return put_for_coordinator(log, self.id(), head, coordinator, &to_cbor(note));
            }
            Change::Trail(trail) => (
                Kind::Trail,
                trail.id.0,
                Scope::of_day(trail.day),
                to_cbor(trail),
            ),
        };
        self.put(open, log, (kind, id, sequence), scope, &plain, now)
    }

    /// The row and, apart from it, its free text: that ends sooner, by its key.
    fn compose_enquiry(
        &mut self,
        open: &mut Unlocked,
        log: &mut Vec<u8>,
        enquiry: &Enquiry,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let kind = if enquiry.withdrawn {
            Kind::Withdrawn
        } else {
            Kind::Enquiry
        };
        let (id, revision) = (enquiry.id.0, u64::from(enquiry.revision));
        let scope = Scope::of_day(enquiry.day);
        let is_text = |answer: &Answer| matches!(answer, Answer::Text(_));
        if !enquiry.answers.values().any(is_text) {
            return self.put(
                open,
                log,
                (kind, id, revision),
                scope,
                &to_cbor(enquiry),
                now,
            );
        }
        let mut row = enquiry.clone();
        row.answers.retain(|_, answer| !is_text(answer));
        let words: BTreeMap<_, _> = enquiry
            .answers
            .iter()
            .filter(|(_, answer)| is_text(answer))
            .collect();
        self.put(open, log, (kind, id, revision), scope, &to_cbor(&row), now)?;
        let scope = Scope::words_of(enquiry.day);
        self.put(
            open,
            log,
            (Kind::Words, id, revision),
            scope,
            &to_cbor(&words),
            now,
        )
    }

    /// A card of the vault: open to the desk while there is work, the coordinator's afterwards.
    fn compose_contact(
        &mut self,
        open: &mut Unlocked,
        vault: &mut Vec<u8>,
        contact: &Contact,
        sequence: u64,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let head = (Kind::Contact, contact.id.0, sequence);
        let plain = to_cbor(contact);
        if contact.closed_on.is_some() {
            let coordinator = &self.keys.coordinator_public;
            put_for_coordinator(vault, self.id(), head, coordinator, &plain)?;
        } else {
            self.put(open, vault, head, Scope::Vault, &plain, now)?;
        }
        let head = (Kind::EndsOn, contact.id.0, sequence);
        let ends_on = to_cbor(&contact.ends_on);
        self.put(open, vault, head, Scope::Terms, &ends_on, now)
    }

    /// A worry about a person, so that only the coordinator can read it. Needs no secret.
    fn seal_concern(&self, enquiry: &Enquiry, now: Timestamp) -> Result<Concern, StoreError> {
        let kind = if enquiry.withdrawn {
            Kind::Withdrawn
        } else {
            Kind::Enquiry
        };
        let head = (kind, enquiry.id.0, u64::from(enquiry.revision));
        let mut entry = Vec::new();
        let coordinator = &self.keys.coordinator_public;
        put_for_coordinator(&mut entry, self.id(), head, coordinator, &to_cbor(enquiry))?;
        Ok(Concern {
            entry,
            id: enquiry.id,
            day: enquiry.day,
            ends_on: self.terms.concern_ends_on(enquiry, today(now)),
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

    /// Says anew until when a worry is kept.
    pub(super) fn write_end(
        &mut self,
        open: &mut Unlocked,
        enquiry: &Enquiry,
        ends_on: Date,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let sequence = open.sequence + 1;
        let mut payload = Vec::new();
        let head = (Kind::EndsOn, enquiry.id.0, sequence);
        let plain = to_cbor(&ends_on);
        self.put(open, &mut payload, head, Scope::Terms, &plain, now)?;
        let name = month_of(enquiry.day);
        self.journal.append(&name, sequence, &payload)?;
        for entry in record::entries(&payload).unwrap_or_default() {
            open.apply(sequence, &name, &entry);
        }
        self.is_changed = Some(true);
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

pub(super) const SEALED_PURPOSE: &[u8] = b"balie sealed 2";

pub(super) fn sealed_context(store: StoreId, id: [u8; 16]) -> Vec<u8> {
    [store.0, id].concat()
}

/// The entries of one save, by the file they go to.
#[derive(Default)]
struct Composed {
    log: Vec<u8>,
    vault: Vec<u8>,
}

/// Frames of one save that were appended but are not durable yet.
pub(super) struct Written {
    frames: Vec<(String, Vec<u8>)>,
    sequence: u64,
}

impl Written {
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.frames.iter().map(|(name, _)| name.as_str())
    }

    pub(super) fn apply(&self, open: &mut Unlocked) {
        for (name, payload) in &self.frames {
            for entry in record::entries(payload).unwrap_or_default() {
                open.apply(self.sequence, name, &entry);
            }
            open.must_twin(self.sequence, payload);
        }
    }
}

/// Whether something is the coordinator's alone from now on, so that copies the desk could read must go.
pub(super) fn closes_copies(piece: &Piece) -> bool {
    match piece {
        Piece::Concern(_) | Piece::Change(Change::EndContact(_)) => true,
        Piece::Change(Change::Enquiry(enquiry)) => enquiry.is_concern(),
        Piece::Change(Change::Contact(contact)) => contact.closed_on.is_some(),
        Piece::Change(_) => false,
    }
}

/// The file that a save belongs in: the month of its first enquiry or shift; this month for what is left to do after
/// one; else the file of drafts.
fn file_of(pieces: &[Piece], now: Timestamp) -> String {
    let day = pieces.iter().find_map(|piece| match piece {
        Piece::Concern(concern) => Some(concern.day),
        Piece::Change(Change::Enquiry(enquiry)) => Some(enquiry.day),
        Piece::Change(Change::Shift(shift)) => Some(shift.day),
        Piece::Change(Change::Trail(trail)) => Some(trail.day),
        Piece::Change(_) => None,
    });
    let is_for_month = |piece: &Piece| {
        !matches!(
            piece,
            Piece::Change(
                Change::Draft(_) | Change::EndDraft(_) | Change::Contact(_) | Change::EndContact(_)
            )
        )
    };
    match day {
        None if !pieces.iter().any(is_for_month) => DRAFTS.to_owned(),
        day => month_of(day.unwrap_or_else(|| today(now))),
    }
}

pub(super) fn month_of(day: Date) -> String {
    format!("{REGISTER}/{}.log", day.strftime("%Y-%m"))
}
