//! The second copy of what is no enquiry, until the first backup holds it: shifts, days to look back, cards of the vault.
//! Enquiries have theirs in sled.
//!
//! One file beside the log, appended behind the saves without a sync: it helps against damage to the log, and the log
//! helps against a power cut. Begin reading at [`Store::put_back_twins`].

use std::collections::BTreeSet;

use jiff::Timestamp;

use super::{
    Store, StoreError, VAULT,
    backup::Backup,
    key::today,
    mending::newest_in,
    record::{self, Kind, Name},
    saving::month_of,
    unlocked::Unlocked,
};

/// The file of second copies.
pub(super) const TWINS: &str = "twins.log";

impl Store {
    /// Writes the second copies of what was saved since. A disk that fails here says so at the next save.
    pub(super) fn keep_twins(&mut self, open: &mut Unlocked) {
        for (sequence, payload) in std::mem::take(&mut open.untwinned) {
            let appended = self.journal.append_unsynced(TWINS, sequence, &payload);
            if appended.is_err() {
                return;
            }
        }
    }

    /// Appends what the log lost and has a second copy, each to its file, under the old numbers. Gives how many came back.
    pub(super) fn put_back_twins(
        &mut self,
        open: &mut Unlocked,
        now: Timestamp,
    ) -> Result<usize, StoreError> {
        let copy = self.journal.read(TWINS)?.unwrap_or_default();
        if copy.is_empty() {
            return Ok(0);
        }
        let mut files = self.month_files()?;
        files.push(VAULT.to_owned());
        let mut logs = Vec::new();
        for file in files {
            logs.push(self.journal.read(&file)?.unwrap_or_default());
        }
        let here = newest_in(logs.iter().map(Vec::as_slice));
        let mut missing = newest_in([copy.as_slice()]);
        missing.retain(|name, stamp| {
            here.get(name).is_none_or(|known| known < stamp) && !open.erased.contains(&name.1)
        });
        // The last day of a card stands beside it.
        let cards = newest_in([copy.as_slice()]).into_keys();
        let cards = cards.filter(|(kind, _)| *kind == Kind::Contact);
        let cards: BTreeSet<[u8; 16]> = cards.map(|(_, id)| id).collect();
        let (vault, month): (BTreeSet<Name>, BTreeSet<Name>) =
            missing.into_keys().partition(|(_, id)| cards.contains(id));
        let came_back = self.put_back(open, VAULT, &copy, &vault)?;
        open.vault_came_back |= came_back > 0;
        let month_file = month_of(today(now));
        Ok(came_back + self.put_back(open, &month_file, &copy, &month)?)
    }

    /// Once a backup holds all of them, the second copies go.
    pub(super) fn let_twins_go(&mut self, backup: &Backup) -> Result<(), StoreError> {
        let twins = self.journal.read(TWINS)?.unwrap_or_default();
        if twins.is_empty() {
            return Ok(());
        }
        let held = newest_in(backup.logs().map(|(_, bytes)| bytes.as_slice()));
        let mut wanted = newest_in([twins.as_slice()]).into_iter();
        let is_held =
            wanted.all(|(name, stamp)| held.get(&name).is_some_and(|held| *held >= stamp));
        if is_held {
            self.journal.rewrite(TWINS, &[])?;
        }
        Ok(())
    }
}

/// What of a frame of the log needs a second copy; empty when sled has it all.
pub(super) fn to_twin(payload: &[u8]) -> Vec<u8> {
    let entries = record::entries(payload).unwrap_or_default();
    let needy = entries.iter().filter(|entry| {
        let name = entry.head.name();
        name.is_some_and(|(kind, _)| kind != Kind::Enquiry)
    });
    needy.flat_map(|entry| entry.whole).copied().collect()
}
