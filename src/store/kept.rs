//! Values in memory of which the newest save counts, until they end.

use std::collections::BTreeMap;

use super::record::Entry;

/// A value and the sequence number of the save it came with.
pub(crate) struct Numbered<T> {
    pub(crate) sequence: u64,
    pub(crate) value: T,
}

/// Values by id of which the newest save counts, until they end.
pub(crate) struct Kept<Id, T> {
    values: BTreeMap<Id, Numbered<T>>,
    /// The newest of each as it stands in the log, until it is settled.
    unread: BTreeMap<Id, Numbered<Vec<u8>>>,
    ended: BTreeMap<Id, u64>,
}

impl<Id, T> Default for Kept<Id, T> {
    fn default() -> Self {
        Self {
            values: BTreeMap::new(),
            unread: BTreeMap::new(),
            ended: BTreeMap::new(),
        }
    }
}

impl<Id: Ord + Copy, T> Kept<Id, T> {
    /// What stands, in the order of the ids.
    pub(crate) fn values(&self) -> impl Iterator<Item = &T> {
        self.values.values().map(|numbered| &numbered.value)
    }

    pub(crate) fn apply(&mut self, id: Id, sequence: u64, entry: &Entry<'_>) {
        let ended = self.ended.get(&id).copied().unwrap_or_default();
        let known = self.values.get(&id).map_or(0, |value| value.sequence);
        if sequence > ended.max(known) {
            keep_newest(&mut self.unread, id, sequence, entry);
        }
    }

    pub(crate) fn end(&mut self, id: Id, sequence: u64) {
        let ended = self.ended.entry(id).or_default();
        *ended = sequence.max(*ended);
        let ended = *ended;
        self.values
            .retain(|known, value| *known != id || value.sequence > ended);
        self.unread
            .retain(|known, value| *known != id || value.sequence > ended);
    }

    pub(crate) fn settle(&mut self, mut read: impl FnMut(&[u8]) -> Option<T>) {
        for (id, unread) in std::mem::take(&mut self.unread) {
            let sequence = unread.sequence;
            match read(&unread.value) {
                Some(value) => self.values.insert(id, Numbered { sequence, value }),
                // The newest is not for us, so an older one is no longer true.
                None => self.values.remove(&id),
            };
        }
    }

    /// Forgets values for good.
    pub(crate) fn forget(&mut self, is_gone: impl Fn(&Id) -> bool) {
        self.values.retain(|id, _| !is_gone(id));
    }
}

/// Notes an entry as it stands in the log, unless a newer one is noted already.
pub(crate) fn keep_newest<Id: Ord>(
    unread: &mut BTreeMap<Id, Numbered<Vec<u8>>>,
    id: Id,
    sequence: u64,
    entry: &Entry<'_>,
) {
    if unread
        .get(&id)
        .is_none_or(|known| known.sequence < sequence)
    {
        let value = entry.whole.to_vec();
        unread.insert(id, Numbered { sequence, value });
    }
}
