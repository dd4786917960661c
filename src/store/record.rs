//! What stands in a frame: entries, each a head anyone can read and a body only a key can.
//!
//! A head says what kind of entry it is, of which random id, in which revision, under which key: no day, no
//! theme, no person. The head is bound to the body together with the id of the store, so that a body cannot
//! be moved under another head, nor an old revision be shown as new. Bodies are CBOR with named fields,
//! filled up to 256 bytes. Begin reading at [`Head`].

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use zeroize::Zeroizing;

use super::{
    StoreError,
    seal::{self, KeyPair, Plain},
    wire::{Reader, put_counted},
};
use crate::domain::{
    Change, Contact, ContactId, Enquiry, EnquiryId, FollowUp, FollowUpId, OwnNote, Session, Shift,
    StoreId, Trail, UrgentUse,
};

/// The version of the fields in a body; rises when an old program could misread a new body.
pub(crate) const SCHEMA: u16 = 1;

/// Names one data key.
pub(crate) type KeyId = [u8; 8];

/// Names no data key: the body is a box that only the coordinator opens, not even who sealed it.
pub(crate) const FOR_COORDINATOR: KeyId = *b"coordin.";
/// What the context of a body begins with.
const CONTEXT: &[u8] = b"balie record 1";
/// The length of a head.
const HEAD: usize = 1 + 16 + 8 + 2 + 8;
const FOR_COORDINATOR_PURPOSE: &[u8] = b"balie record 1 coordinator";

/// What an entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub(crate) enum Kind {
    /// One revision of an enquiry.
    Enquiry = 1,
    /// The same, taken back: to be erased, which needs no key.
    Withdrawn = 2,
    /// A conversation in progress.
    Draft = 3,
    /// The conversation is over.
    EndDraft = 4,
    /// A shift.
    Shift = 5,
    /// The box with this id, sealed while locked, was merged in this frame.
    Merged = 6,
    /// The enquiry with this id was erased and must not come back from a copy.
    Erased = 7,
    /// A line of the audit log.
    Audit = 8,
    /// A day to look back.
    FollowUp = 9,
    /// It is no longer needed.
    EndFollowUp = 10,
    /// Someone who may be called.
    Contact = 11,
    /// That contact is over.
    EndContact = 12,
    /// A red-flag card was used.
    UrgentUse = 13,
    /// What looking up left behind.
    Trail = 14,
    /// What the coordinator keeps for herself.
    OwnNote = 15,
    /// The last day on which the record with this id may be kept.
    EndsOn = 20,
    /// The free text of an enquiry, under a key of its own that ends before the row does.
    Words = 21,
    /// What the enquiries of a month that is long past came to.
    Totals = 22,
}

impl Kind {
    pub(crate) const ALL: &'static [Self] = &[
        Self::Enquiry,
        Self::Withdrawn,
        Self::Draft,
        Self::EndDraft,
        Self::Shift,
        Self::Merged,
        Self::Erased,
        Self::Audit,
        Self::FollowUp,
        Self::EndFollowUp,
        Self::Contact,
        Self::EndContact,
        Self::UrgentUse,
        Self::Trail,
        Self::OwnNote,
        Self::EndsOn,
        Self::Words,
        Self::Totals,
    ];

    /// Whether an entry of this kind goes when the record with its id is erased; the others only name an id.
    pub(crate) const fn is_content(self) -> bool {
        match self {
            Self::Enquiry
            | Self::Withdrawn
            | Self::Draft
            | Self::FollowUp
            | Self::Contact
            | Self::UrgentUse
            | Self::Trail
            | Self::OwnNote
            | Self::EndsOn
            | Self::Words => true,
            Self::EndDraft
            | Self::Shift
            | Self::Merged
            | Self::Erased
            | Self::Audit
            | Self::EndFollowUp
            | Self::EndContact
            | Self::Totals => false,
        }
    }

    pub(crate) const fn is_enquiry(self) -> bool {
        matches!(self, Self::Enquiry | Self::Withdrawn)
    }
}

/// A record by its kind and id: what a person would miss.
pub(crate) type Name = (Kind, [u8; 16]);

/// The part of an entry that is not secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Head {
    pub(crate) kind: Kind,
    pub(crate) id: [u8; 16],
    /// Of an enquiry: its revision. Of all else: the sequence number of its save.
    pub(crate) revision: u64,
    pub(crate) schema: u16,
    pub(crate) key: KeyId,
}

/// An entry as it stands in a frame.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Entry<'a> {
    pub(crate) head: Head,
    pub(crate) body: &'a [u8],
    /// Head and body together, as written.
    pub(crate) whole: &'a [u8],
}

impl Head {
    /// The record that it is; none when it only goes along with one. Drafts come and go, free text ends by itself, and the
    /// list of what was erased knows which cards ended.
    pub(crate) const fn name(&self) -> Option<Name> {
        let kind = match self.kind {
            // Taking an enquiry back changes its kind.
            Kind::Enquiry | Kind::Withdrawn => Kind::Enquiry,
            kind @ (Kind::Shift
            | Kind::FollowUp
            | Kind::EndFollowUp
            | Kind::Contact
            | Kind::UrgentUse
            | Kind::Trail
            | Kind::OwnNote
            | Kind::EndsOn) => kind,
            Kind::Draft
            | Kind::EndDraft
            | Kind::Merged
            | Kind::Erased
            | Kind::Audit
            | Kind::EndContact
            | Kind::Words
            | Kind::Totals => return None,
        };
        Some((kind, self.id))
    }

    fn context(&self, store: StoreId) -> Vec<u8> {
        let mut context = Vec::with_capacity(CONTEXT.len() + store.0.len() + HEAD);
        context.extend_from_slice(CONTEXT);
        context.extend_from_slice(&store.0);
        self.put(&mut context);
        context
    }

    fn put(&self, out: &mut Vec<u8>) {
        out.push(self.kind as u8);
        out.extend_from_slice(&self.id);
        out.extend_from_slice(&self.revision.to_le_bytes());
        out.extend_from_slice(&self.schema.to_le_bytes());
        out.extend_from_slice(&self.key);
    }

    fn read(reader: &mut Reader<'_>) -> Option<Self> {
        let kind = reader.u8()?;
        Some(Self {
            kind: *Kind::ALL.iter().find(|known| **known as u8 == kind)?,
            id: reader.array()?,
            revision: reader.u64()?,
            schema: reader.u16()?,
            key: reader.array()?,
        })
    }
}

/// Writes one entry behind the others of a frame, its body sealed under the key.
pub(crate) fn put_entry(
    out: &mut Vec<u8>,
    store: StoreId,
    head: &Head,
    key: &[u8; 32],
    plain: &[u8],
) -> Result<(), StoreError> {
    let body = seal::seal(key, &head.context(store), &seal::pad(plain))?;
    head.put(out);
    put_counted(out, &body);
    Ok(())
}

/// As [`put_entry`], in a box that only the coordinator opens. The key of the head is [`FOR_COORDINATOR`].
pub(crate) fn put_for_coordinator(
    out: &mut Vec<u8>,
    store: StoreId,
    (kind, id, revision): (Kind, [u8; 16], u64),
    coordinator: &[u8; 32],
    plain: &[u8],
) -> Result<(), StoreError> {
    let head = Head {
        kind,
        id,
        revision,
        schema: SCHEMA,
        key: FOR_COORDINATOR,
    };
    let context = head.context(store);
    let body = seal::seal_to(
        coordinator,
        FOR_COORDINATOR_PURPOSE,
        &context,
        &seal::pad(plain),
    )?;
    head.put(out);
    put_counted(out, &body);
    Ok(())
}

/// Every entry of a frame; none when the frame holds something no version of ours wrote.
pub(crate) fn entries(payload: &[u8]) -> Option<Vec<Entry<'_>>> {
    let mut reader = Reader::new(payload);
    let mut found = Vec::new();
    while !reader.rest().is_empty() {
        let from = reader.rest();
        let head = Head::read(&mut reader)?;
        let body = reader.counted()?;
        let (whole, _) = from.split_at_checked(from.len() - reader.rest().len())?;
        found.push(Entry { head, body, whole });
    }
    Some(found)
}

impl Entry<'_> {
    /// The plain body; none when the key is not the right one or a byte was changed.
    pub(crate) fn open(&self, store: StoreId, key: &[u8; 32]) -> Option<Plain> {
        seal::stripped(seal::open(key, &self.head.context(store), self.body)?)
    }

    /// As [`Entry::open`], in a room that serves for one after the other.
    pub(crate) fn open_into<'a>(
        &self,
        room: &'a mut Plain,
        store: StoreId,
        key: &[u8; 32],
    ) -> Option<&'a [u8]> {
        seal::open_into(room, key, &self.head.context(store), self.body)?;
        seal::unpad(room)
    }

    /// The plain body of an entry that was sealed for the coordinator.
    pub(crate) fn open_box(&self, store: StoreId, pair: &KeyPair) -> Option<Plain> {
        let padded = pair.open(
            FOR_COORDINATOR_PURPOSE,
            &self.head.context(store),
            self.body,
        )?;
        seal::stripped(padded)
    }
}

/// A change as it is written while locked; [`Change`] with names that stay.
#[derive(Serialize, Deserialize)]
pub(crate) enum Sealed {
    /// A worry about a person: the desk, which opens the box, cannot open this.
    Concern(Concern),
    Enquiry(Enquiry),
    Draft(Session),
    EndDraft(EnquiryId),
    Shift(Shift),
    FollowUp(FollowUp),
    EndFollowUp(FollowUpId),
    Contact(Contact),
    EndContact(ContactId),
    UrgentUse(UrgentUse),
    Trail(Trail),
    /// Never written: [`super::Store::save`] refuses it while locked, because the desk opens these boxes.
    OwnNote(OwnNote),
}

impl Sealed {
    /// Whether it is one of these records, or belongs to one of them.
    pub(crate) fn is_of(&self, gone: &BTreeSet<[u8; 16]>) -> bool {
        let ids = match self {
            Self::Concern(concern) => [concern.id.0; 2],
            Self::Enquiry(enquiry) => [enquiry.id.0; 2],
            Self::Draft(session) => [session.id.0; 2],
            Self::FollowUp(follow_up) => [follow_up.id.0, follow_up.enquiry.0],
            Self::Contact(contact) => [contact.id.0, contact.enquiry.0],
            Self::UrgentUse(used) => [used.id.0; 2],
            Self::Trail(trail) => [trail.id.0; 2],
            Self::OwnNote(note) => [note.id.0; 2],
            Self::EndDraft(_) | Self::Shift(_) | Self::EndFollowUp(_) | Self::EndContact(_) => {
                return false;
            }
        };
        ids.iter().any(|id| gone.contains(id))
    }
}

/// A worry that was sealed to the coordinator while locked.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Concern {
    /// The entry as it will stand in the file of its month.
    pub(crate) entry: Vec<u8>,
    pub(crate) id: EnquiryId,
    pub(crate) day: Date,
    /// The last day it may be kept.
    pub(crate) ends_on: Date,
}

/// A change as it is written: from a person, or sealed before.
#[derive(Debug, Clone)]
pub(crate) enum Piece {
    Change(Change),
    Concern(Concern),
}

impl From<Change> for Sealed {
    fn from(change: Change) -> Self {
        match change {
            Change::Enquiry(enquiry) => Self::Enquiry(enquiry),
            Change::Draft(session) => Self::Draft(session),
            Change::EndDraft(id) => Self::EndDraft(id),
            Change::Shift(shift) => Self::Shift(shift),
            Change::FollowUp(follow_up) => Self::FollowUp(follow_up),
            Change::EndFollowUp(id) => Self::EndFollowUp(id),
            Change::Contact(contact) => Self::Contact(contact),
            Change::EndContact(id) => Self::EndContact(id),
            Change::UrgentUse(used) => Self::UrgentUse(used),
            Change::Trail(trail) => Self::Trail(trail),
            Change::OwnNote(note) => Self::OwnNote(note),
        }
    }
}

impl From<Sealed> for Piece {
    fn from(sealed: Sealed) -> Self {
        match sealed {
            Sealed::Concern(concern) => Self::Concern(concern),
            Sealed::Enquiry(enquiry) => Self::Change(Change::Enquiry(enquiry)),
            Sealed::Draft(session) => Self::Change(Change::Draft(session)),
            Sealed::EndDraft(id) => Self::Change(Change::EndDraft(id)),
            Sealed::Shift(shift) => Self::Change(Change::Shift(shift)),
            Sealed::FollowUp(follow_up) => Self::Change(Change::FollowUp(follow_up)),
            Sealed::EndFollowUp(id) => Self::Change(Change::EndFollowUp(id)),
            Sealed::Contact(contact) => Self::Change(Change::Contact(contact)),
            Sealed::EndContact(id) => Self::Change(Change::EndContact(id)),
            Sealed::UrgentUse(used) => Self::Change(Change::UrgentUse(used)),
            Sealed::Trail(trail) => Self::Change(Change::Trail(trail)),
            Sealed::OwnNote(note) => Self::Change(Change::OwnNote(note)),
        }
    }
}

/// A value as CBOR.
pub(crate) fn to_cbor<T: Serialize>(value: &T) -> Plain {
    // Room for most values, because a copy that was outgrown is not wiped.
    let out = Vec::with_capacity(USUAL);
    // Writing to memory cannot fail, and our values have no form that CBOR lacks.
    let written = cbor4ii::serde::to_vec(out, value);
    debug_assert!(written.is_ok());
    Zeroizing::new(written.unwrap_or_default())
}

/// A value from CBOR; none when it is not one.
pub(crate) fn from_cbor<T: DeserializeOwned>(bytes: &[u8]) -> Option<T> {
    cbor4ii::serde::from_slice(bytes).ok()
}

/// An enquiry of 24 answers takes 1.4 KB.
const USUAL: usize = 2 << 10;
