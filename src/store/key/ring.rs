//! The keys in memory while the store is unlocked. Begin reading at [`Ring::open`].

use std::collections::HashMap;

use zeroize::Zeroizing;

use super::{DataKey, FOR_COORDINATOR_KEY, FOR_DESK, Scope, data_key_context};
use crate::{
    domain::StoreId,
    store::{
        Role,
        record::{Entry, FOR_COORDINATOR, KeyId},
        seal::{Key, KeyPair, Plain},
    },
};

/// The keys in memory while the store is unlocked; wiped when dropped.
#[derive(Clone)]
pub(crate) struct Ring {
    pub(crate) role: Role,
    pub(super) desk: KeyPair,
    pub(super) coordinator: Option<KeyPair>,
    pub(super) data: HashMap<KeyId, (Scope, Key)>,
}

impl Ring {
    /// The data key with this id.
    pub(crate) fn key(&self, id: KeyId) -> Option<&Key> {
        self.data.get(&id).map(|(_, key)| key)
    }

    /// Every data key that is here.
    pub(crate) fn keys(&self) -> impl Iterator<Item = &Key> {
        self.data.values().map(|(_, key)| key)
    }

    /// Whether a key for such an entry is here.
    pub(crate) fn can_open(&self, id: KeyId) -> bool {
        if id == FOR_COORDINATOR {
            self.coordinator.is_some()
        } else {
            self.data.contains_key(&id)
        }
    }

    /// The plain body of an entry; none when its key is closed to us or does not fit.
    pub(crate) fn open(&self, store: StoreId, entry: &Entry<'_>) -> Option<Plain> {
        if entry.head.key == FOR_COORDINATOR {
            entry.open_box(store, self.coordinator.as_ref()?)
        } else {
            entry.open(store, self.key(entry.head.key)?)
        }
    }

    /// As [`Ring::open`], in a room that serves for one after the other.
    pub(crate) fn open_into<'a>(
        &self,
        room: &'a mut Plain,
        store: StoreId,
        entry: &Entry<'_>,
    ) -> Option<&'a [u8]> {
        if entry.head.key == FOR_COORDINATOR {
            *room = entry.open_box(store, self.coordinator.as_ref()?)?;
            Some(room)
        } else {
            entry.open_into(room, store, self.key(entry.head.key)?)
        }
    }

    /// The desk's pair: opens what was sealed while locked.
    pub(crate) const fn desk(&self) -> &KeyPair {
        &self.desk
    }

    /// The coordinator's pair, when the coordinator is here.
    pub(crate) const fn coordinator(&self) -> Option<&KeyPair> {
        self.coordinator.as_ref()
    }

    pub(super) fn open_data_key(&self, store: StoreId, data_key: &DataKey) -> Option<Key> {
        let context = data_key_context(store, data_key.id, data_key.scope);
        let plain = match (&self.coordinator, &data_key.for_desk) {
            (Some(pair), _) => pair.open(FOR_COORDINATOR_KEY, &context, &data_key.for_coordinator),
            (None, Some(sealed)) => self.desk.open(FOR_DESK, &context, sealed),
            (None, None) => None,
        }?;
        <[u8; 32]>::try_from(plain.as_slice())
            .ok()
            .map(Zeroizing::new)
    }
}
