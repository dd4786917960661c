//! The index on disk, in sled 0.34.7.
//!
//! sled may panic where others give an error, so every call into it stands inside [`guarded`]. Its own flush
//! does not survive a power cut, which is no matter here: at the next unlock it is compared with the log and
//! what it lacks is put back. It keeps a pool of threads that wake about seven times a second, so it is opened
//! at unlock and not before. Writes go days, rows, summaries: a summary that is there has all it needs; what is released goes in the other order.

use std::{
    cell::Cell,
    collections::HashMap,
    fs::File,
    panic::AssertUnwindSafe,
    path::{Path, PathBuf},
    time::Duration,
};

use sled::{Db, Tree};

use super::{DayTag, Index, IndexError, Row, Summary};
use crate::{
    domain::EnquiryId,
    store::{record::KeyId, wire::Reader},
};

/// The folder of sled within the data folder.
pub(crate) const FOLDER: &str = "sled";
/// Not a limit but a wish: sled holds somewhat more.
const CACHE: u64 = 8 << 20;
/// Where the id of the key stands under which the days are hashed.
const KEY: &str = "key";
/// The file that sled locks while it is open.
const LOCKED: &str = "db";
/// How long sled is waited for when it closes: two seconds at most.
const TRIES: u32 = 1_000;
const STEP: Duration = Duration::from_millis(2);

/// The outcomes in a folder of sled.
pub(crate) struct Sled {
    trees: Option<Trees>,
    folder: PathBuf,
}

struct Trees {
    days: Tree,
    rows: Tree,
    summaries: Tree,
    db: Db,
}

impl Sled {
    /// Opens the folder. The lock of the data folder says that nobody else holds it.
    pub(crate) fn open(folder: &Path) -> Result<Self, IndexError> {
        guarded(|| {
            let db = sled::Config::new()
                .path(folder)
                .cache_capacity(CACHE)
                .flush_every_ms(None)
                .open()?;
            Ok(Self {
                trees: Some(Trees {
                    days: db.open_tree("days")?,
                    rows: db.open_tree("rows")?,
                    summaries: db.open_tree("summaries")?,
                    db,
                }),
                folder: folder.to_owned(),
            })
        })
    }

    /// The threads of a sled that was closed live on for a moment and write to the folder by its name, also when another
    /// was put in its place by then. While they do, they hold its lock.
    fn wait_for_threads(&self) {
        let Ok(file) = File::open(self.folder.join(LOCKED)) else {
            return;
        };
        for _ in 0..TRIES {
            if file.try_lock().is_ok() {
                return;
            }
            std::thread::sleep(STEP);
        }
    }

    fn with<T>(&self, call: impl FnOnce(&Trees) -> sled::Result<T>) -> Result<T, IndexError> {
        let trees = self.trees.as_ref();
        let trees = trees.ok_or_else(|| IndexError::Broken("sled was closed".to_owned()))?;
        guarded(|| call(trees))
    }
}

impl Drop for Sled {
    fn drop(&mut self) {
        let trees = self.trees.take();
        // A database that failed may fail once more when it closes; the log holds everything.
        drop(guarded(|| {
            drop(trees);
            Ok(())
        }));
        self.wait_for_threads();
    }
}

impl Index for Sled {
    fn adopt(&mut self, key: KeyId) -> Result<(), IndexError> {
        self.with(|trees| {
            if trees.db.get(KEY)?.is_none_or(|found| found != key) {
                trees.summaries.clear()?;
                trees.rows.clear()?;
                trees.days.clear()?;
                trees.db.insert(KEY, &key)?;
            }
            Ok(())
        })
    }

    fn summaries(&self) -> Result<HashMap<EnquiryId, Summary>, IndexError> {
        let found = self.with(|trees| {
            let mut found = HashMap::new();
            for pair in &trees.summaries {
                let (id, summary) = pair?;
                let id = <[u8; 16]>::try_from(id.as_ref()).map(EnquiryId);
                let summary = Summary::read(&mut Reader::new(&summary));
                if let (Ok(id), Some(summary)) = (id, summary) {
                    found.insert(id, summary);
                }
            }
            Ok((
                found,
                trees.days.len(),
                trees.rows.len(),
                trees.summaries.len(),
            ))
        })?;
        let (found, days, rows, summaries) = found;
        let dated = found.values().filter(|row| row.day.is_some()).count();
        let held = found.values().filter(|row| !row.is_released).count();
        if found.len() != summaries || rows < held || days < dated {
            return Err(IndexError::Broken(format!(
                "sled lists {held} bodies and {dated} days, but holds {rows} and {days}"
            )));
        }
        Ok(found)
    }

    fn get(&self, id: EnquiryId) -> Result<Option<Row>, IndexError> {
        let found = self.with(|trees| trees.rows.get(id.0))?;
        found
            .map(|bytes| {
                Row::read(&bytes)
                    .ok_or_else(|| IndexError::Broken("sled holds a row of no form".to_owned()))
            })
            .transpose()
    }

    fn put(&mut self, id: EnquiryId, row: &Row) -> Result<(), IndexError> {
        self.with(|trees| {
            let before = trees.summaries.get(id.0)?;
            let is_new = before.is_none();
            let day_before = before
                .and_then(|bytes| Summary::read(&mut Reader::new(&bytes)))
                .and_then(|summary| summary.day);
            if let Some(day) = day_before.filter(|day| Some(*day) != row.day) {
                trees.days.remove(day_key(day, id))?;
            }
            if let Some(day) = row.day {
                trees.days.insert(day_key(day, id), &[])?;
            }
            let summary = row.summary();
            if !summary.is_released {
                trees.rows.insert(id.0, row.to_bytes())?;
            }
            trees.summaries.insert(id.0, summary.to_bytes())?;
            if summary.is_released && !is_new {
                trees.rows.remove(id.0)?;
            }
            Ok(())
        })
    }

    fn release(&mut self, id: EnquiryId) -> Result<(), IndexError> {
        self.with(|trees| {
            let found = trees.summaries.get(id.0)?;
            if let Some(summary) = found.and_then(|bytes| Summary::read(&mut Reader::new(&bytes))) {
                let is_released = true;
                let summary = Summary {
                    is_released,
                    ..summary
                };
                trees.summaries.insert(id.0, summary.to_bytes())?;
                trees.rows.remove(id.0)?;
            }
            Ok(())
        })
    }

    fn remove(&mut self, id: EnquiryId) -> Result<(), IndexError> {
        self.with(|trees| {
            let before = trees.summaries.remove(id.0)?;
            trees.rows.remove(id.0)?;
            let day = before
                .and_then(|bytes| Summary::read(&mut Reader::new(&bytes)))
                .and_then(|summary| summary.day);
            if let Some(day) = day {
                trees.days.remove(day_key(day, id))?;
            }
            Ok(())
        })
    }

    fn of_day(&self, day: DayTag) -> Result<Vec<EnquiryId>, IndexError> {
        self.with(|trees| {
            let mut found = Vec::new();
            for key in trees.days.scan_prefix(day.0).keys() {
                let key = key?;
                let id = key.get(day.0.len()..).map(<[u8; 16]>::try_from);
                if let Some(Ok(id)) = id {
                    found.push(EnquiryId(id));
                }
            }
            Ok(found)
        })
    }

    fn size(&self) -> u64 {
        self.with(|trees| trees.db.size_on_disk())
            .unwrap_or_default()
    }
}

fn day_key(day: DayTag, id: EnquiryId) -> Vec<u8> {
    [day.0, id.0].concat()
}

thread_local! {
    static GUARDED: Cell<bool> = const { Cell::new(false) };
}

/// Whether this thread is inside a call of sled, where a panic is caught and the desk works on. A panic hook
/// asks this before it hands the terminal back.
#[must_use]
pub fn is_panic_expected() -> bool {
    GUARDED.get()
}

/// Calls sled so that a panic becomes an error.
fn guarded<T>(call: impl FnOnce() -> sled::Result<T>) -> Result<T, IndexError> {
    GUARDED.set(true);
    // What a panic leaves behind in sled is not used again: the index is dropped and filled anew.
    let outcome = std::panic::catch_unwind(AssertUnwindSafe(call));
    GUARDED.set(false);
    match outcome {
        Ok(Ok(value)) => Ok(value),
        Ok(Err(sled::Error::Io(error))) => Err(IndexError::Io(error.to_string())),
        Ok(Err(error)) => Err(IndexError::Broken(error.to_string())),
        Err(_) => Err(IndexError::Broken("sled panicked".to_owned())),
    }
}
