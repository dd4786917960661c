//! The keys of a store: which secret opens what, and the data keys of the weeks.
//!
//! Two key pairs, the desk's and the coordinator's. Their private halves lie in slots; the desk's also lies in
//! a box for the coordinator, who can so read all and set the team's words anew. Every ISO week has a data key
//! of its own, in one box for the coordinator and, for the current and the two previous weeks, in one for the
//! desk: dropping that box is what closes older rows to the team. Begin reading at [`KeyFile`].
//!
//! `keys.bin` and `keys.bin.1` are twins, so that damage to one loses no key; `keys.bin.2` is the one before.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::{
    Derivation, Role, Secret, Secrets, StoreError,
    disk::{self, Disk},
    frame,
    record::{KeyId, from_cbor, to_cbor},
    seal::{self, Key, KeyPair},
    slot::{Lock, Slot, SlotKind},
};
use crate::{
    domain::{PlaceId, StoreId},
    signature::{PublicKey, SigningKey},
};

mod lifetime;
mod ring;
mod scope;

pub(crate) use ring::Ring;
pub(crate) use scope::{Scope, today};

pub(crate) const FILE: &str = "keys.bin";
const TWIN: &str = "keys.bin.1";
const PREVIOUS: &str = "keys.bin.2";
/// Every copy, the first choice first.
pub(crate) const FILES: [&str; 3] = [FILE, TWIN, PREVIOUS];

const FOR_DESK: &[u8] = b"balie data key 1 desk";
const FOR_COORDINATOR_KEY: &[u8] = b"balie data key 1 coordinator";
const DESK_FOR_COORDINATOR: &[u8] = b"balie desk key 1 coordinator";

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct DataKey {
    id: KeyId,
    scope: Scope,
    for_coordinator: Vec<u8>,
    for_desk: Option<Vec<u8>>,
    /// Closed to the desk for good: no clock gives it back.
    #[serde(default)]
    is_closed: bool,
}

/// What stands in `keys.bin`: nothing of it is of use without a secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct KeyFile {
    pub(crate) place: PlaceId,
    pub(crate) lock: Lock,
    pub(crate) desk_public: [u8; 32],
    pub(crate) coordinator_public: [u8; 32],
    desk_for_coordinator: Vec<u8>,
    slots: Vec<Slot>,
    data_keys: Vec<DataKey>,
    /// The public half of the key that signs for the store; none in a file of format 1.
    #[serde(default)]
    signing_public: Option<[u8; 32]>,
    #[serde(skip)]
    generation: u64,
}

/// A key file as it was found.
pub(crate) struct Found {
    pub(crate) keys: KeyFile,
    /// The first copy was damaged or missing.
    pub(crate) is_from_copy: bool,
    /// A twin is damaged, missing or older, or a copy holds a slot that was replaced: a write was cut short, or
    /// the disk failed.
    pub(crate) must_heal: bool,
}

impl KeyFile {
    /// Fresh keys behind three secrets, and the ring of the desk that is set up.
    pub(crate) fn generate(
        place: &PlaceId,
        secrets: &Secrets,
        derivation: Derivation,
    ) -> Result<(Self, Ring), StoreError> {
        let lock = Lock::new(StoreId(seal::random()?), derivation)?;
        let desk = KeyPair::generate()?;
        let coordinator = KeyPair::generate()?;
        let store = lock.store;
        let slots = vec![
            lock.stretch(&secrets.desk)?
                .make(SlotKind::Dienst, &desk.secret)?,
            lock.stretch(&secrets.coordinator)?
                .make(SlotKind::Coordinator, &coordinator.secret)?,
            lock.stretch(&secrets.recovery)?
                .make(SlotKind::Herstel, &coordinator.secret)?,
        ];
        let mut keys = Self {
            place: place.clone(),
            desk_public: desk.public,
            coordinator_public: coordinator.public,
            desk_for_coordinator: box_desk_key(store, &desk, &coordinator.public)?,
            slots,
            lock,
            data_keys: Vec::new(),
            signing_public: None,
            generation: 0,
        };
        let (id, seed) = keys.make_signing_key()?;
        let ring = Ring {
            role: Role::Desk,
            desk,
            coordinator: None,
            data: HashMap::from([(id, (Scope::Signing, seed))]),
        };
        Ok((keys, ring))
    }

    /// Draws the key that signs for the store. It is sealed to both public keys, so this needs no secret.
    pub(crate) fn make_signing_key(&mut self) -> Result<(KeyId, Key), StoreError> {
        let id: KeyId = seal::random()?;
        let seed = seal::random_key()?;
        self.signing_public = Some(SigningKey::from_seed(&seed).public().to_bytes());
        self.push_key(id, &seed, Scope::Signing, true)?;
        Ok((id, seed))
    }

    /// Recognises the signatures of the store; none in a file of format 1.
    pub(crate) fn public_key(&self) -> Option<PublicKey> {
        PublicKey::from_bytes(self.signing_public.as_ref()?)
    }

    /// The key that signs, when the ring can open it.
    pub(crate) fn signing_key(&self, ring: &Ring) -> Option<SigningKey> {
        let (_, seed) = self.key_for(ring, Scope::Signing)?;
        Some(SigningKey::from_seed(seed))
    }

    /// The newest whole copy on the disk.
    pub(crate) fn read(disk: &dyn Disk) -> Result<Option<Found>, StoreError> {
        let mut has_any = false;
        let mut copies = Vec::new();
        for name in FILES {
            let bytes = read(disk, name)?;
            has_any |= bytes.is_some();
            copies.push(bytes.as_deref().and_then(Self::decode));
        }
        // Of equally new ones the first copy counts: the last of those that `max_by_key` sees.
        let whole = copies.iter().rev().flatten();
        let Some(newest) = whole.max_by_key(|keys| keys.generation).cloned() else {
            return if has_any {
                Err(StoreError::Corrupt {
                    file: disk.path_of(FILE),
                    what: "no copy of the keys is whole".to_owned(),
                })
            } else {
                Ok(None)
            };
        };
        let is_newest = |copy: &Option<Self>| {
            copy.as_ref()
                .is_some_and(|keys| keys.generation == newest.generation)
        };
        let mut twins = copies.iter().take(2);
        let has_old_slot = copies
            .iter()
            .flatten()
            .any(|keys| keys.slots != newest.slots);
        Ok(Some(Found {
            is_from_copy: !copies.first().is_some_and(is_newest),
            must_heal: !twins.all(is_newest) || has_old_slot,
            keys: newest,
        }))
    }

    /// Whether anything that looks like keys stands on the disk.
    pub(crate) fn stands_on(disk: &dyn Disk) -> Result<bool, StoreError> {
        Self::read(disk).map(|found| found.is_some())
    }

    pub(crate) fn decode(bytes: &[u8]) -> Option<Self> {
        let scan = frame::scan(bytes);
        let frame = scan.frames.last()?;
        let keys: Self = from_cbor(frame.payload)?;
        keys.lock.derivation.is_bearable().then_some(Self {
            generation: frame.sequence,
            ..keys
        })
    }

    /// Writes both twins, each by replacing the whole file. The first one decides: when only the second fails,
    /// the next opening writes it.
    pub(crate) fn write(&mut self, disk: &mut dyn Disk) -> Result<(), StoreError> {
        let previous = read(disk, FILE)?;
        if let Some(previous) = previous.filter(|bytes| Self::decode(bytes).is_some()) {
            replace(disk, PREVIOUS, &previous)?;
        }
        self.write_first(disk)?;
        drop(replace(disk, TWIN, &self.encode()?));
        Ok(())
    }

    /// Writes all three copies anew: no slot of before stays on the disk. Here too the first one decides.
    pub(crate) fn write_without_trace(&mut self, disk: &mut dyn Disk) -> Result<(), StoreError> {
        self.write_first(disk)?;
        let bytes = self.encode()?;
        drop(replace(disk, TWIN, &bytes).and_then(|()| replace(disk, PREVIOUS, &bytes)));
        Ok(())
    }

    fn write_first(&mut self, disk: &mut dyn Disk) -> Result<(), StoreError> {
        // A write that failed halfway may have left a newer generation than ours.
        let standing = read(disk, FILE)?.as_deref().and_then(Self::decode);
        let standing = standing.map_or(0, |keys| keys.generation);
        self.generation = self.generation.max(standing) + 1;
        replace(disk, FILE, &self.encode()?)
    }

    /// The keys as a backup carries them: without the team's boxes of weeks, cards and conversations, so that words and an
    /// old stick together open nothing that was closed since. The coordinator gives them back at the first unlock.
    pub(crate) fn for_backup(&self) -> Result<Vec<u8>, StoreError> {
        let mut keys = self.clone();
        for data_key in &mut keys.data_keys {
            if matches!(
                data_key.scope,
                Scope::Week(_) | Scope::Words(_) | Scope::Vault | Scope::Drafts
            ) {
                data_key.for_desk = None;
            }
        }
        keys.encode()
    }

    fn encode(&self) -> Result<Vec<u8>, StoreError> {
        frame::encode(self.generation, &to_cbor(self)).ok_or_else(|| StoreError::Corrupt {
            file: FILE.into(),
            what: "the keys have grown beyond all bounds".to_owned(),
        })
    }

    /// Tries a secret on every slot and opens every data key that it reaches.
    pub(crate) fn unlock(&self, secret: &Secret) -> Result<Ring, StoreError> {
        let stretched = self.lock.stretch(secret)?;
        let opened = self
            .slots
            .iter()
            .find_map(|slot| stretched.open(slot).map(|private| (slot.kind, private)));
        let (kind, private) = opened.ok_or(StoreError::WrongSecret)?;
        let (role, coordinator) = match kind {
            SlotKind::Dienst => (Role::Desk, None),
            SlotKind::Coordinator | SlotKind::Herstel => {
                let pair = KeyPair::from_secret(&private, self.coordinator_public);
                (Role::Coordinator, Some(pair.ok_or_else(not_ours)?))
            }
        };
        let desk = match &coordinator {
            None => KeyPair::from_secret(&private, self.desk_public),
            Some(pair) => pair
                .open(
                    DESK_FOR_COORDINATOR,
                    &self.lock.store.0,
                    &self.desk_for_coordinator,
                )
                .and_then(|private| KeyPair::from_secret(&private, self.desk_public)),
        };
        let mut ring = Ring {
            role,
            desk: desk.ok_or_else(not_ours)?,
            coordinator,
            data: HashMap::new(),
        };
        for data_key in &self.data_keys {
            if let Some(key) = ring.open_data_key(self.lock.store, data_key) {
                ring.data.insert(data_key.id, (data_key.scope, key));
            }
        }
        Ok(ring)
    }

    /// The newest key for this use that the ring can open.
    pub(crate) fn key_for<'a>(&self, ring: &'a Ring, scope: Scope) -> Option<(KeyId, &'a Key)> {
        let mut newest_first = self.data_keys.iter().rev();
        newest_first.find_map(|data_key| {
            let (_, key) = ring.data.get(&data_key.id)?;
            (data_key.scope == scope).then_some((data_key.id, key))
        })
    }
}

fn box_desk_key(
    store: StoreId,
    desk: &KeyPair,
    coordinator_public: &[u8; 32],
) -> Result<Vec<u8>, StoreError> {
    seal::seal_to(
        coordinator_public,
        DESK_FOR_COORDINATOR,
        &store.0,
        desk.secret.as_slice(),
    )
}

fn data_key_context(store: StoreId, id: KeyId, scope: Scope) -> Vec<u8> {
    [store.0.as_slice(), &id, scope.name().as_bytes()].concat()
}

fn not_ours() -> StoreError {
    StoreError::Corrupt {
        file: FILE.into(),
        what: "the slots do not fit the keys".to_owned(),
    }
}

fn read(disk: &dyn Disk, name: &str) -> Result<Option<Vec<u8>>, StoreError> {
    disk.read(name)
        .map_err(|source| StoreError::from_io("read", disk.path_of(name), source))
}

fn replace(disk: &mut dyn Disk, name: &str, bytes: &[u8]) -> Result<(), StoreError> {
    disk::replace(disk, name, bytes)
        .map_err(|source| StoreError::from_io("write", disk.path_of(name), source))
}
