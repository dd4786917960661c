//! The vault: who may be called, in a file apart from the register, and what is closed behind the desk.
//!
//! A card stands in `vault.log` under a key that the desk has while there is work; the save that closes it seals it to
//! the coordinator. From that moment the copies that the desk could read have to go: older frames of the vault, the
//! drafts of a worry, and the key under which backups still hold them. Begin reading at [`Store::close_copies`] and,
//! for what a resident may ask, at [`Store::about`].

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;

use super::{
    Store, StoreError, VAULT,
    erasing::Gone,
    frame,
    key::Scope,
    record::{self, Entry, FOR_COORDINATOR, Head, Kind, SCHEMA, put_entry},
    unlocked::Unlocked,
};
use crate::domain::{Contact, Enquiry, EnquiryId, FollowUp, Session, VisitId};

/// The uses whose keys change when something is closed behind the desk.
pub(super) const CLOSED_BEHIND: &[Scope] = &[Scope::Drafts, Scope::Vault];
/// A visitor code is the beginning of the id of a visit; shorter ones would hit strangers.
pub const SHORTEST_CODE: usize = 8;

/// By what someone is found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asked {
    /// A phone number, written in any way.
    Phone(String),
    /// The code of a visit: at least the first eight digits of its id.
    Visit(String),
}

/// All that is kept about someone, within what the role may read.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct About {
    /// Cards of the vault.
    pub contacts: Vec<Contact>,
    /// Enquiries of the same visits.
    pub enquiries: Vec<Enquiry>,
    /// Days to look back on them.
    pub follow_ups: Vec<FollowUp>,
    /// Conversations of those visits that are not over yet.
    pub drafts: Vec<Session>,
}

impl About {
    /// Whether nothing was found.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.contacts.is_empty()
            && self.enquiries.is_empty()
            && self.follow_ups.is_empty()
            && self.drafts.is_empty()
    }

    /// How many records it holds.
    #[must_use]
    pub const fn count(&self) -> usize {
        self.contacts.len() + self.enquiries.len() + self.follow_ups.len() + self.drafts.len()
    }

    fn ids(&self) -> Gone {
        let contacts = self.contacts.iter().map(|contact| contact.id.0);
        let enquiries = self.enquiries.iter().map(|enquiry| enquiry.id.0);
        let follow_ups = self.follow_ups.iter().map(|follow_up| follow_up.id.0);
        let drafts = self.drafts.iter().map(|draft| draft.id.0);
        contacts
            .chain(enquiries)
            .chain(follow_ups)
            .chain(drafts)
            .collect()
    }
}

impl Store {
    /// All that is kept about someone: cards by phone, or a visit by its code, with the enquiries of those visits.
    ///
    /// # Errors
    /// Locked, or the disk failed.
    pub fn about(&mut self, asked: &Asked) -> Result<About, StoreError> {
        self.with_unlocked(|store, open| {
            let mut found = About::default();
            let (mut visits, mut named) = (BTreeSet::new(), BTreeSet::new());
            if let Asked::Phone(phone) = asked {
                let wanted = digits_of(phone);
                let is_theirs = |contact: &&Contact| {
                    !wanted.is_empty() && digits_of(contact.text("telefoon")) == wanted
                };
                found.contacts = open.contacts.values().filter(is_theirs).cloned().collect();
                named = found.contacts.iter().map(|card| card.enquiry).collect();
            }
            let has_code = |visit: VisitId| match asked {
                Asked::Visit(code) => is_code_of(code, visit),
                Asked::Phone(_) => false,
            };
            let ids = open.standing.keys().copied().collect();
            let mut all = store.read_all(open, ids)?.found;
            for enquiry in &all {
                if named.contains(&enquiry.id) || has_code(enquiry.visit) {
                    visits.insert(enquiry.visit);
                }
            }
            let drafts = open.drafts.values().map(|draft| &draft.value);
            visits.extend(
                drafts
                    .map(|draft| draft.visit)
                    .filter(|visit| has_code(*visit)),
            );
            all.retain(|enquiry| visits.contains(&enquiry.visit));
            all.sort_by_key(|enquiry| (enquiry.day, enquiry.time, enquiry.id));
            found.enquiries = all;
            let drafts = open.drafts.values().map(|draft| &draft.value);
            let drafts = drafts.filter(|draft| visits.contains(&draft.visit));
            found.drafts = drafts.cloned().collect();
            let ids: BTreeSet<EnquiryId> = found.enquiries.iter().map(|row| row.id).collect();
            if let Asked::Visit(_) = asked {
                let cards = open.contacts.values();
                let cards = cards.filter(|contact| ids.contains(&contact.enquiry));
                found.contacts = cards.cloned().collect();
            }
            let cards: BTreeSet<_> = found.contacts.iter().map(|contact| contact.id).collect();
            let follow_ups = open.follow_ups.values().filter(|follow_up| {
                ids.contains(&follow_up.enquiry)
                    || follow_up.contact.is_some_and(|card| cards.contains(&card))
            });
            found.follow_ups = follow_ups.cloned().collect();
            Ok(found)
        })
    }

    /// Erases all of it at once, here and in the backups of this folder. What a stick holds ends with its term, and
    /// restoring leaves it out.
    ///
    /// # Errors
    /// As [`Store::erase`].
    pub fn erase_about(&mut self, found: &About, now: Timestamp) -> Result<(), StoreError> {
        self.erase_all(&found.ids(), now)
    }

    /// Gives drafts and vault new keys, writes what is still open anew under them, and takes the old ones from the
    /// desk: what was closed can then be read by the coordinator alone, also in the backups of this folder. May be cut
    /// short at any point: the next unlock sees the older keys and goes on.
    pub(super) fn close_copies(
        &mut self,
        open: &mut Unlocked,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        if open.must_close_copies {
            let (mut keys, mut ring) = (self.keys.clone(), open.ring.clone());
            for scope in CLOSED_BEHIND {
                keys.add_key(&mut ring, *scope, now)?;
            }
            keys.write(self.journal.disk_mut()?)?;
            (self.keys, open.ring) = (keys, ring);
            open.must_close_copies = false;
        }
        // Before the vault forgets that they ended.
        if !open.withdrawn.is_empty() {
            let gone = open.withdrawn.clone();
            self.remember_erased(open, &gone, now)?;
        }
        self.compact_drafts(open)?;
        self.compact_vault(open)?;
        let mut keys = self.keys.clone();
        keys.close_older(&mut open.ring, CLOSED_BEHIND);
        keys.write_without_trace(self.journal.disk_mut()?)?;
        self.keys = keys;
        Ok(())
    }

    /// Writes the vault anew: the last of each card that did not end, and until when it is kept.
    fn compact_vault(&mut self, open: &Unlocked) -> Result<(), StoreError> {
        let bytes = self.journal.read(VAULT)?.unwrap_or_default();
        let frames = frame::scan(&bytes).frames;
        let mut newest: BTreeMap<([u8; 16], Kind), (u64, Entry<'_>)> = BTreeMap::new();
        let mut ended: BTreeMap<[u8; 16], u64> = BTreeMap::new();
        for frame in &frames {
            for entry in record::entries(frame.payload).unwrap_or_default() {
                let (id, kind) = (entry.head.id, entry.head.kind);
                if kind == Kind::EndContact {
                    let ended = ended.entry(id).or_default();
                    *ended = frame.sequence.max(*ended);
                } else if newest
                    .get(&(id, kind))
                    .is_none_or(|(known, _)| *known <= frame.sequence)
                {
                    newest.insert((id, kind), (frame.sequence, entry));
                }
            }
        }
        let mut kept = Vec::new();
        for ((id, kind), (sequence, entry)) in &newest {
            if ended.get(id).is_some_and(|ended| ended >= sequence) {
                continue;
            }
            let mut payload = Vec::new();
            let plain = (*kind == Kind::Contact && entry.head.key != FOR_COORDINATOR)
                .then(|| open.ring.open(self.id(), entry))
                .flatten();
            match (plain, self.keys.key_for(&open.ring, Scope::Vault)) {
                (Some(plain), Some((key_id, key))) => {
                    let head = Head {
                        kind: *kind,
                        id: *id,
                        revision: *sequence,
                        schema: SCHEMA,
                        key: key_id,
                    };
                    put_entry(&mut payload, self.id(), &head, key, &plain)?;
                }
                // Not ours to read, or nothing to hide from the desk.
                _ => payload.extend_from_slice(entry.whole),
            }
            kept.push((*sequence, payload));
        }
        kept.sort_by_key(|(sequence, _)| *sequence);
        let frames: Vec<u8> = kept
            .iter()
            .filter_map(|(sequence, payload)| frame::encode(*sequence, payload))
            .flatten()
            .collect();
        if frames == bytes {
            return Ok(());
        }
        self.journal.rewrite(VAULT, &frames)
    }
}

/// The digits of a Dutch number as it is dialled at home: `+31 6` and `0031 6` are `06`.
fn digits_of(phone: &str) -> String {
    let digits: String = phone.chars().filter(char::is_ascii_digit).collect();
    let abroad = phone.trim_start().starts_with('+');
    let national = match digits.strip_prefix("0031") {
        Some(rest) => Some(rest),
        None if abroad => digits.strip_prefix("31"),
        None => None,
    };
    national.map_or_else(
        || digits.clone(),
        |rest| format!("0{}", rest.trim_start_matches('0')),
    )
}

fn is_code_of(code: &str, visit: VisitId) -> bool {
    let letters = code.chars().filter(|letter| letter.is_alphanumeric());
    let code: String = letters.flat_map(char::to_lowercase).collect();
    code.len() >= SHORTEST_CODE && visit.to_string().starts_with(&code)
}
