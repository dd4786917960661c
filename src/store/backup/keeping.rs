//! Which backups in the data folder stay, and for how long they hold free text. Begin reading at [`Store::let_go`].

use std::collections::BTreeSet;

use jiff::{
    ToSpan,
    civil::{Date, Weekday},
};

use super::{Backup, FOLDER, HALF, REGISTER, day_of};
use crate::store::{
    Store, StoreError, clock,
    erasing::kept_of,
    record::{Entry, Kind},
};

const DAYS_KEPT: i64 = 7;
const WEEKS_KEPT: i64 = 4;

impl Store {
    /// Lets go of old backups and of half ones, and of free text in the others whose key was thrown away.
    pub(super) fn let_go(&mut self, today: Date) -> Result<(), StoreError> {
        let present = self.journal.list(FOLDER)?;
        let days: BTreeSet<Date> = present.iter().filter_map(|name| day_of(name)).collect();
        let kept = kept_days(&days, today);
        for old in days.difference(&kept) {
            self.journal
                .rewrite(&format!("{FOLDER}/{old}.balie"), &[])?;
        }
        // One that a kill or a power cut left half written.
        for half in present.iter().filter(|name| name.ends_with(HALF)) {
            self.journal.rewrite(&format!("{FOLDER}/{half}"), &[])?;
        }
        if !self.has_old_words {
            return Ok(());
        }
        for day in kept.iter().filter(|day| **day != today) {
            let Some(mut copy) = self.backup_of(*day)? else {
                continue;
            };
            let is_over = |entry: &Entry<'_>| {
                entry.head.kind == Kind::Words && !self.keys.knows(entry.head.key)
            };
            if copy.leave_words_out(is_over) {
                let name = format!("{FOLDER}/{day}.balie");
                self.journal.rewrite(&name, &copy.to_bytes())?;
            }
        }
        self.has_old_words = false;
        Ok(())
    }
}

impl Backup {
    fn leave_words_out(&mut self, is_over: impl Fn(&Entry<'_>) -> bool) -> bool {
        let mut had_some = false;
        let logs = self.files.iter_mut();
        for (_, bytes) in logs.filter(|(name, _)| name.starts_with(REGISTER)) {
            if let Some(kept) = kept_of(bytes, &is_over) {
                *bytes = kept;
                had_some = true;
            }
        }
        had_some
    }
}

/// The last seven days, and the newest of each of the four weeks before. On the first day after a long time they are
/// counted from the day before that time: the clock may be wrong.
fn kept_days(days: &BTreeSet<Date>, today: Date) -> BTreeSet<Date> {
    let before = days.range(..today).next_back();
    let from = before.filter(|before| clock::is_long(**before, today));
    let first_day = from
        .unwrap_or(&today)
        .saturating_sub((DAYS_KEPT - 1).days());
    let mut kept: BTreeSet<Date> = days.range(first_day..).copied().collect();
    let monday = |day: Date| {
        let since = i64::from(day.weekday().since(Weekday::Monday));
        day.saturating_sub(since.days())
    };
    for weeks in 0..=WEEKS_KEPT {
        let week = monday(first_day).saturating_sub((7 * weeks).days());
        let next = week.saturating_add(7.days());
        kept.extend(days.range(week..next).next_back());
    }
    kept
}
