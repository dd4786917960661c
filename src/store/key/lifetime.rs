//! How data keys come, close to the desk, and go. Begin reading at [`KeyFile::keep_up`].

use jiff::{Timestamp, ToSpan, civil::Date};

use super::{
    DataKey, FOR_COORDINATOR_KEY, FOR_DESK, KeyFile, Ring, Scope, box_desk_key, data_key_context,
    scope::{is_open_to_desk, today},
};
use crate::store::{
    Role, Secret, StoreError,
    record::KeyId,
    seal::{self, Key, KeyPair},
    slot::SlotKind,
};

/// What every week needs, so that the first save of a week makes no key.
fn needed(now: Timestamp) -> [Scope; 8] {
    [
        Scope::of_day(today(now)),
        Scope::words_of(today(now)),
        Scope::FollowUps,
        Scope::Vault,
        Scope::Terms,
        Scope::Drafts,
        Scope::Index,
        Scope::Audit,
    ]
}

impl KeyFile {
    /// Whether rows of this day's week were written and none of their keys opens with this ring.
    pub(crate) fn is_closed(&self, ring: &Ring, day: Date) -> bool {
        let scope = Scope::of_day(day);
        let has_key = self.data_keys.iter().any(|key| key.scope == scope);
        has_key && self.key_for(ring, scope).is_none()
    }

    /// Adds a fresh data key to file and ring. The file has still to be written before the key is used.
    pub(crate) fn add_key(
        &mut self,
        ring: &mut Ring,
        scope: Scope,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let id: KeyId = seal::random()?;
        let key = seal::random_key()?;
        self.push_key(id, &key, scope, is_open_to_desk(scope, now))?;
        ring.data.insert(id, (scope, key));
        Ok(())
    }

    pub(super) fn push_key(
        &mut self,
        id: KeyId,
        key: &Key,
        scope: Scope,
        is_for_desk: bool,
    ) -> Result<(), StoreError> {
        let context = data_key_context(self.lock.store, id, scope);
        let boxed = |public, purpose| seal::seal_to(public, purpose, &context, key.as_slice());
        let data_key = DataKey {
            id,
            scope,
            for_coordinator: boxed(&self.coordinator_public, FOR_COORDINATOR_KEY)?,
            for_desk: is_for_desk
                .then(|| boxed(&self.desk_public, FOR_DESK))
                .transpose()?,
            is_closed: false,
        };
        self.data_keys.push(data_key);
        Ok(())
    }

    /// Adds the keys that are needed now, drops the desk's boxes of weeks that are over, and, when the
    /// coordinator is here, gives back a box that a wrong clock took away. Says whether anything changed.
    pub(crate) fn keep_up(&mut self, ring: &mut Ring, now: Timestamp) -> Result<bool, StoreError> {
        let before = self.data_keys.clone();
        for data_key in &mut self.data_keys {
            if data_key.is_closed || !is_open_to_desk(data_key.scope, now) {
                data_key.for_desk = None;
            } else if data_key.for_desk.is_none()
                && let Some((_, key)) = ring.data.get(&data_key.id)
            {
                let context = data_key_context(self.lock.store, data_key.id, data_key.scope);
                let sealed = seal::seal_to(&self.desk_public, FOR_DESK, &context, key.as_slice())?;
                data_key.for_desk = Some(sealed);
            }
        }
        for scope in needed(now) {
            if self.key_for(ring, scope).is_none() {
                self.add_key(ring, scope, now)?;
            }
        }
        if ring.role == Role::Desk {
            for closed in self.data_keys.iter().filter(|key| key.for_desk.is_none()) {
                ring.data.remove(&closed.id);
            }
        }
        Ok(self.data_keys != before)
    }

    /// Whether the desk has older keys for these uses than the newest: copies under them are to be written anew.
    pub(crate) fn has_older(&self, scopes: &[Scope]) -> bool {
        scopes.iter().any(|scope| {
            let mut open = self.data_keys.iter().filter(|key| key.scope == *scope);
            open.next_back().is_some() && open.any(|key| key.for_desk.is_some())
        })
    }

    /// Closes all but the newest key for these uses to the desk. What still stands under them anywhere, only the
    /// coordinator can read.
    pub(crate) fn close_older(&mut self, ring: &mut Ring, scopes: &[Scope]) {
        for scope in scopes {
            let mut newest_first = self.data_keys.iter_mut().rev();
            let mut of_scope = newest_first.by_ref().filter(|key| key.scope == *scope);
            of_scope.next();
            for older in of_scope {
                older.for_desk = None;
                older.is_closed = true;
                if ring.role == Role::Desk {
                    ring.data.remove(&older.id);
                }
            }
        }
    }

    /// Lets the keys of free text of weeks before this day go, for everyone. Says which went.
    pub(crate) fn drop_words(&mut self, ring: &mut Ring, before: Date) -> Vec<KeyId> {
        let is_over = |key: &DataKey| matches!(key.scope, Scope::Words(monday) if monday.saturating_add(7.days()) <= before);
        let gone: Vec<KeyId> = self
            .data_keys
            .iter()
            .filter(|key| is_over(key))
            .map(|key| key.id)
            .collect();
        self.data_keys.retain(|key| !is_over(key));
        for id in &gone {
            ring.data.remove(id);
        }
        gone
    }

    /// Whether the desk may get this key back from the coordinator, as after restoring a backup.
    pub(crate) fn may_come_back(&self, id: KeyId) -> bool {
        let key = self.data_keys.iter().find(|key| key.id == id);
        key.is_some_and(|key| !key.is_closed)
    }

    /// Whether a key with this id exists for anyone.
    pub(crate) fn knows(&self, id: KeyId) -> bool {
        self.data_keys.iter().any(|key| key.id == id)
    }

    /// A new desk key pair behind new words. What the desk may still read is boxed to it anew, and new data
    /// gets new keys: an old slot with the old words opens nothing that is written from now on.
    pub(crate) fn replace_desk(
        &mut self,
        ring: &mut Ring,
        words: &Secret,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let desk = KeyPair::generate()?;
        let store = self.lock.store;
        let slot = self
            .lock
            .stretch(words)?
            .make(SlotKind::Dienst, &desk.secret)?;
        self.slots.retain(|slot| slot.kind != SlotKind::Dienst);
        self.slots.push(slot);
        self.desk_public = desk.public;
        self.desk_for_coordinator = box_desk_key(store, &desk, &self.coordinator_public)?;
        ring.desk = desk;
        for data_key in &mut self.data_keys {
            data_key.for_desk = None;
        }
        for scope in needed(now) {
            self.add_key(ring, scope, now)?;
        }
        self.keep_up(ring, now)?;
        Ok(())
    }
}
