//! A clock that is a year ahead for one day must not end what was to be kept: after a long time without anyone, what is past
//! its term goes on the second day. Begin reading at [`Store::doubts_clock`].

use jiff::{Timestamp, ToSpan, civil::Date};

use super::{Recovery, Store, StoreError, frame, key::today, record, unlocked::Unlocked};

/// Longer than this without anyone is rare: a wrong clock is as likely.
const LONG: i64 = 31;

/// Whether nobody was here for so long that the clock may be wrong.
pub(super) fn is_long(before: Date, day: Date) -> bool {
    before < day.saturating_sub(LONG.days())
}

impl Store {
    /// Whether the clock may be wrong: by the audit log nobody unlocked here for a long time before this day. Days to
    /// come, of a clock that was wrong before, do not count.
    pub(super) fn doubts_clock(&self, open: &Unlocked, now: Timestamp) -> Result<bool, StoreError> {
        let day = today(now);
        let before = self.day_before(open, day)?;
        Ok(before.is_some_and(|before| is_long(before, day)))
    }

    /// Tells of a clock that may be wrong, at the unlock.
    pub(super) fn tell_doubt(&mut self, now: Timestamp) -> Result<(), StoreError> {
        let day = today(now);
        let before = self.with_unlocked(|store, open| store.day_before(open, day))?;
        if let Some(before) = before.filter(|before| is_long(*before, day)) {
            let told = Recovery::LongAgo(before);
            if !self.recovered.contains(&told) {
                self.recovered.push(told);
            }
        }
        Ok(())
    }

    /// The last day before this one on which a line was written in the audit log.
    fn day_before(&self, open: &Unlocked, day: Date) -> Result<Option<Date>, StoreError> {
        let mut newest = None;
        for file in self.audit_files()?.into_iter().rev() {
            let bytes = self.journal.read(&file)?.unwrap_or_default();
            for frame in frame::scan(&bytes).frames.iter().rev() {
                let entries = record::entries(frame.payload).unwrap_or_default();
                let line = entries.first().and_then(|entry| self.line_of(open, entry));
                let written = line.map(|line| today(line.at));
                newest = newest.max(written.filter(|written| *written < day));
                // Lines stand in order, but for a clock that was set back.
                if newest.is_some() {
                    return Ok(newest);
                }
            }
        }
        Ok(newest)
    }
}
