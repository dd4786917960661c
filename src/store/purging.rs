//! What goes when its time is over: daily, and without anybody asking.
//!
//! Cards of the vault and closed worries have their last day beside them, readable by the desk; free text has a key a
//! week, which is thrown away; rows of years ago become totals as soon as the coordinator has unlocked, who alone can
//! read them. Begin reading at [`Store::purge`].

use std::collections::BTreeMap;

use jiff::{Timestamp, ToSpan, civil::Date};
use serde::{Deserialize, Serialize};

use super::{
    AuditAct, Disk, Role, Store, StoreError,
    erasing::{Gone, kept_of},
    frame,
    key::today,
    record::{self, Kind, from_cbor, put_for_coordinator, to_cbor},
    unlocked::Unlocked,
};
use crate::domain::{Enquiry, EnquiryId, LookedBack, Outcome, SolvedBy, Theme};

/// The file with terms of a board's own, in the data folder.
pub(super) const TERMS: &str = "bewaren.toml";
const SHIPPED: &str = include_str!("../../assets/bewaren.toml");
/// What the months of long ago came to.
pub(super) const TOTALS: &str = "totals.log";

/// How long things are kept; cards of the vault carry their own last day.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Terms {
    /// Rows of the register (class A), in years.
    pub register_years: i16,
    /// Free text, in days.
    pub free_text_days: i32,
    /// Worries (class S) after closing, in months.
    pub concern_months: i32,
}

/// One line of the totals of a month that is long past.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Total {
    /// The first day of the month.
    pub month: Date,
    /// What it was about.
    pub theme: Theme,
    /// How it ended.
    pub outcome: Outcome,
    /// Who solved it.
    pub solved_by: SolvedBy,
    /// How many.
    pub count: u32,
}

/// What a purge took away.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Purged {
    /// Cards of the vault and worries whose last day has passed.
    pub ended: usize,
    /// Weeks whose free text went.
    pub weeks_of_text: usize,
    /// Rows that became totals.
    pub rows: usize,
}

impl Terms {
    /// The terms in the text of a file, or the shipped ones when there is none.
    pub(super) fn of_disk(disk: &dyn Disk) -> Result<Self, StoreError> {
        let path = disk.path_of(TERMS);
        let bytes = disk
            .read(TERMS)
            .map_err(|source| StoreError::from_io("read", path.clone(), source))?;
        let own = bytes.map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
        let wrong = |what: &str| StoreError::Terms {
            file: path.clone(),
            what: what.to_owned(),
        };
        let terms: Self = toml::from_str(own.as_deref().unwrap_or(SHIPPED))
            .map_err(|error| wrong(error.message()))?;
        // A slip of the finger must not end everything at once.
        let is_sound = (1..=100).contains(&terms.register_years)
            && (1..=36_500).contains(&terms.free_text_days)
            && (1..=1_200).contains(&terms.concern_months);
        if is_sound {
            Ok(terms)
        } else {
            Err(wrong("a term is at least 1, and at most a century"))
        }
    }

    /// The last day of a worry that is saved on this day; none is known while it is not closed.
    pub(super) fn concern_ends_on(&self, enquiry: &Enquiry, today: Date) -> Date {
        if enquiry.outcome == Outcome::Ongoing {
            return Date::MAX;
        }
        self.concern_term_from(today)
    }

    /// Whether rows of this month have become totals by this day.
    pub(super) fn is_register_over(&self, month: Date, day: Date) -> bool {
        let before = day.saturating_sub(i64::from(self.register_years).years());
        month.last_of_month() < before
    }

    fn concern_term_from(&self, day: Date) -> Date {
        day.saturating_add(i64::from(self.concern_months).months())
    }
}

/// A worry about a person, and until when it is kept.
#[derive(Debug, Clone, PartialEq)]
pub struct Signal {
    /// The worry.
    pub enquiry: Enquiry,
    /// The last day; none while it is not closed.
    pub ends_on: Option<Date>,
}

impl Store {
    /// Takes away what is past its term. Asked at unlock and lock; when nothing is, it costs next to nothing. A clock that
    /// may be wrong takes nothing away.
    ///
    /// # Errors
    /// Locked, or the disk failed: then the next call goes on.
    pub fn purge(&mut self, now: Timestamp) -> Result<Purged, StoreError> {
        let purged = self.with_unlocked(|store, open| {
            if store.doubts_clock(open, now)? {
                return Ok(Purged::default());
            }
            let mut purged = Purged {
                ended: store.purge_ended(open, now)?,
                weeks_of_text: store.purge_words(open, now)?,
                rows: 0,
            };
            if open.ring.role == Role::Coordinator {
                purged.rows = store.purge_rows(open, now)?;
            }
            Ok(purged)
        })?;
        if purged != Purged::default() {
            let Purged {
                ended,
                weeks_of_text,
                rows,
            } = purged;
            let about = format!("kaarten {ended}, weken tekst {weeks_of_text}, rijen {rows}");
            self.note(AuditAct::Purged, "", &about, now)?;
        }
        Ok(purged)
    }

    /// The totals of months that are past the term of the register; the coordinator's.
    ///
    /// # Errors
    /// Locked, or the file cannot be read.
    pub fn totals(&mut self) -> Result<Vec<Total>, StoreError> {
        self.with_unlocked(|store, open| {
            refuse_desk(open)?;
            let bytes = store.journal.read(TOTALS)?.unwrap_or_default();
            let mut months: BTreeMap<[u8; 16], Vec<Total>> = BTreeMap::new();
            for frame in frame::scan(&bytes).frames {
                for entry in record::entries(frame.payload).unwrap_or_default() {
                    let plain = open.ring.open(store.id(), &entry);
                    // A month that was counted again after a power cut counts once.
                    if let Some(totals) = plain.and_then(|plain| from_cbor(&plain)) {
                        months.insert(entry.head.id, totals);
                    }
                }
            }
            Ok(months.into_values().flatten().collect())
        })
    }

    /// Every worry, the first to end first; the coordinator's.
    ///
    /// # Errors
    /// [`StoreError::CoordinatorOnly`], locked, or the disk failed.
    pub fn signals(&mut self) -> Result<Vec<Signal>, StoreError> {
        self.with_unlocked(|store, open| {
            refuse_desk(open)?;
            let concerns = open.standing.iter().filter(|(_, row)| row.is_concern);
            let ids: Vec<EnquiryId> = concerns.map(|(id, _)| *id).collect();
            let rows = store.read_all(open, ids)?.found.into_iter();
            let standing = rows.filter(|enquiry| !enquiry.withdrawn);
            let mut found: Vec<Signal> = standing.map(|row| signal_of(open, row)).collect();
            found.sort_by_key(|signal| {
                (signal.ends_on.is_none(), signal.ends_on, signal.enquiry.id)
            });
            Ok(found)
        })
    }

    /// Keeps a worry one term longer than its last day, or than today if that is later; gives its new last day. One that
    /// is not closed has no last day and gets none. The coordinator's to decide (method 5.3, class S).
    ///
    /// # Errors
    /// As [`Store::signals`].
    pub fn keep_longer(
        &mut self,
        id: EnquiryId,
        now: Timestamp,
    ) -> Result<Option<Date>, StoreError> {
        let ends_on = self.with_unlocked(|store, open| {
            refuse_desk(open)?;
            let signal = store.read_signal(open, id)?;
            let Some((enquiry, known)) =
                signal.and_then(|found| Some((found.enquiry, found.ends_on?)))
            else {
                return Ok(None);
            };
            let ends_on = store.terms.concern_term_from(known.max(today(now)));
            store.write_end(open, &enquiry, ends_on, now)?;
            Ok(Some(ends_on))
        })?;
        if let Some(ends_on) = ends_on {
            let about = format!("signaal {id} tot en met {ends_on}");
            self.note_for_table(AuditAct::KeptLonger, &about, now)?;
        }
        Ok(ends_on)
    }

    fn read_signal(
        &mut self,
        open: &mut Unlocked,
        id: EnquiryId,
    ) -> Result<Option<Signal>, StoreError> {
        let is_concern = open.is_concern(id);
        let enquiry = self.read_enquiry(open, id)?.filter(|_| is_concern);
        Ok(enquiry.map(|enquiry| signal_of(open, enquiry)))
    }

    /// Cards and worries past their last day, and what was looked back at longer ago than free text is kept: it says in
    /// words what was agreed.
    fn purge_ended(&mut self, open: &mut Unlocked, now: Timestamp) -> Result<usize, StoreError> {
        let day = today(now);
        let is_over = |(_, (_, last)): &(&[u8; 16], &(u64, Date))| *last < day;
        let mut gone: Gone = open
            .ends_on
            .iter()
            .filter(is_over)
            .map(|(id, _)| *id)
            .collect();
        let text = day.saturating_sub(self.terms.free_text_days.days());
        let is_past = |kept: &LookedBack| kept.on < text;
        let follow_ups = open.follow_ups.values();
        let done = follow_ups.filter(|found| found.kept.as_ref().is_some_and(is_past));
        gone.extend(done.map(|found| found.id.0));
        if !gone.is_empty() {
            self.erase_from(open, &gone, now)?;
        }
        Ok(gone.len())
    }

    /// Throws the keys of old free text away, then the text from the files and the index. The order makes a power cut
    /// harmless: without its key the text is gone already.
    fn purge_words(&mut self, open: &mut Unlocked, now: Timestamp) -> Result<usize, StoreError> {
        let before = today(now).saturating_sub(self.terms.free_text_days.days());
        let mut keys = self.keys.clone();
        let mut ring = open.ring.clone();
        let dropped = keys.drop_words(&mut ring, before);
        if dropped.is_empty() {
            return Ok(0);
        }
        // What only the index has goes back into the log first.
        self.mend_again(open, now)?;
        open.ring = ring;
        keys.write_without_trace(self.journal.disk_mut()?)?;
        self.keys = keys;
        // The backups here are rid of it with the next one.
        self.has_old_words = true;
        self.is_changed = Some(true);
        let mut had_text = false;
        for file in self.month_files()? {
            let bytes = self.journal.read(&file)?.unwrap_or_default();
            let is_text_without_key = |entry: &record::Entry<'_>| {
                entry.head.kind == Kind::Words && !self.keys.knows(entry.head.key)
            };
            if let Some(kept) = kept_of(&bytes, is_text_without_key) {
                self.journal.rewrite(&file, &kept)?;
                had_text = true;
            }
        }
        if !had_text {
            return Ok(0);
        }
        // Bodies in the index carry their text with them, and sled leaves the bytes of what it let go: it goes as a whole
        // and is filled anew from the files.
        if open.unlogged.is_empty() {
            self.throw_index_away(open)?;
            self.fill_from_log(open, None)?;
        } else {
            self.renew_bodies(open)?;
        }
        Ok(dropped.len())
    }

    /// Months past the term of the register: counted, then erased as a whole.
    fn purge_rows(&mut self, open: &mut Unlocked, now: Timestamp) -> Result<usize, StoreError> {
        let is_over = |month: &Date| self.terms.is_register_over(*month, today(now));
        let files = self.month_files()?.into_iter();
        let over = files.filter_map(|file| {
            let month = month_of_file(&file).filter(is_over)?;
            Some((file, month))
        });
        let mut rows = 0;
        for (file, month) in over.collect::<Vec<_>>() {
            let gone = ids_in(&self.journal.read(&file)?.unwrap_or_default());
            // A power cut may have kept the file after its rows were counted and erased: none is not what they came to.
            if !gone.is_empty() {
                rows += self.put_totals(open, &file, month)?;
            }
            self.erase_from(open, &gone, now)?;
            self.journal.rewrite(&file, &[])?;
        }
        Ok(rows)
    }

    /// Writes down what the rows of a month came to; gives how many there were.
    fn put_totals(
        &mut self,
        open: &mut Unlocked,
        file: &str,
        month: Date,
    ) -> Result<usize, StoreError> {
        let totals = self.count_month(open, file, month)?;
        let mut payload = Vec::new();
        let mut id = [0; 16];
        for (to, from) in id.iter_mut().zip(month.to_string().bytes()) {
            *to = from;
        }
        let coordinator = &self.keys.coordinator_public;
        let head = (Kind::Totals, id, 0);
        put_for_coordinator(
            &mut payload,
            self.id(),
            head,
            coordinator,
            &to_cbor(&totals),
        )?;
        self.journal.append(TOTALS, 0, &payload)?;
        Ok(totals.iter().map(|total| total.count as usize).sum())
    }

    fn count_month(
        &mut self,
        open: &mut Unlocked,
        file: &str,
        month: Date,
    ) -> Result<Vec<Total>, StoreError> {
        let mut counts: BTreeMap<(Theme, Outcome, SolvedBy), u32> = BTreeMap::new();
        let ids = ids_in(&self.journal.read(file)?.unwrap_or_default());
        let rows = self.read_all(open, ids.into_iter().map(EnquiryId).collect())?;
        for row in rows.found.iter().filter(|row| !row.withdrawn) {
            *counts
                .entry((row.theme, row.outcome, row.solved_by))
                .or_default() += 1;
        }
        let total = |((theme, outcome, solved_by), count)| Total {
            month,
            theme,
            outcome,
            solved_by,
            count,
        };
        Ok(counts.into_iter().map(total).collect())
    }
}

/// The first day of the month of a file of the register.
pub(super) fn month_of_file(file: &str) -> Option<Date> {
    let name = file.strip_suffix(".log")?.rsplit('/').next()?;
    format!("{name}-01").parse().ok()
}

fn signal_of(open: &Unlocked, enquiry: Enquiry) -> Signal {
    let ends_on = open.ends_on.get(&enquiry.id.0).map(|(_, last)| *last);
    Signal {
        enquiry,
        ends_on: ends_on.filter(|last| *last < Date::MAX),
    }
}

fn refuse_desk(open: &Unlocked) -> Result<(), StoreError> {
    match open.ring.role {
        Role::Coordinator => Ok(()),
        Role::Desk => Err(StoreError::CoordinatorOnly),
    }
}

/// The enquiries in a month file.
fn ids_in(bytes: &[u8]) -> Gone {
    let frames = frame::scan(bytes).frames;
    frames
        .iter()
        .flat_map(|frame| record::entries(frame.payload).unwrap_or_default())
        .filter(|entry| entry.head.kind.is_enquiry())
        .map(|entry| entry.head.id)
        .collect()
}
