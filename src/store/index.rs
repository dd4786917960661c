//! The outcomes by id and by day, so that a list needs no reading of months. Filled behind the log, which is
//! the truth: an index can be thrown away at any time and is filled again from the month files.
//!
//! Of what no backup in this folder holds yet it keeps the body too: the second copy, from which damage to the log is
//! mended. Once a backup was read back whole it lets go of those bodies ([`Index::release`]); sled takes twice the room
//! of what it holds, and a year in it would be five times the data.
//!
//! [`Sled`] keeps it on disk; [`InMemory`] serves practice and every failure of sled. Both hold ciphertext and
//! a keyed hash of the day. Begin reading at [`Index`].

#[cfg(test)]
mod failing;
mod sled;

pub use self::sled::is_panic_expected;
pub(crate) use self::sled::{FOLDER, Sled};

use std::collections::{BTreeMap, BTreeSet, HashMap};

use hkdf::Hkdf;
use jiff::civil::Date;
use sha2::Sha256;

use super::{
    record::KeyId,
    wire::{Reader, put_counted},
};
use crate::domain::EnquiryId;

/// Which save of an enquiry: the higher revision is the valid one, of two equal ones the later save.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Stamp {
    pub(crate) revision: u64,
    pub(crate) sequence: u64,
}

/// A day, hashed under a key: equal for equal days, and no more can be told from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct DayTag([u8; 16]);

impl DayTag {
    pub(crate) fn new(key: &[u8; 32], day: Date) -> Self {
        let mut tag = [0; 16];
        // 16 bytes are always within what HKDF can give.
        let given = Hkdf::<Sha256>::new(None, key).expand(day.to_string().as_bytes(), &mut tag);
        debug_assert!(given.is_ok());
        Self(tag)
    }
}

/// An enquiry as the index holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Row {
    pub(crate) stamp: Stamp,
    /// None when who filled the index could not read the row.
    pub(crate) day: Option<DayTag>,
    /// The month file it stands in.
    pub(crate) file: String,
    /// The entry of the log, head and sealed body, and behind it what its save said of it; empty when a backup holds it.
    pub(crate) entry: Vec<u8>,
}

/// What the index says of an enquiry without its body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Summary {
    pub(crate) stamp: Stamp,
    pub(crate) day: Option<DayTag>,
    /// A backup holds the body; the index does not.
    pub(crate) is_released: bool,
}

/// Why an index cannot be used.
#[derive(Debug, thiserror::Error)]
pub(crate) enum IndexError {
    /// It panicked, is damaged, or disagrees with itself: it is set aside and filled anew.
    #[error("{0}")]
    Broken(String),
    /// The disk failed or is full: it is left where it is.
    #[error("{0}")]
    Io(String),
}

/// The outcomes by id and by day.
pub(crate) trait Index: Send {
    /// Empties the index unless it was filled under this key: hashed days of another key are of no use.
    fn adopt(&mut self, key: KeyId) -> Result<(), IndexError>;
    /// Everything it holds, without bodies.
    fn summaries(&self) -> Result<HashMap<EnquiryId, Summary>, IndexError>;
    /// One row with its body; none when it was released.
    fn get(&self, id: EnquiryId) -> Result<Option<Row>, IndexError>;
    /// Adds or replaces a row; one without a body as if it was released.
    fn put(&mut self, id: EnquiryId, row: &Row) -> Result<(), IndexError>;
    /// Lets go of the body of a row: a backup holds it.
    fn release(&mut self, id: EnquiryId) -> Result<(), IndexError>;
    /// Forgets a row.
    fn remove(&mut self, id: EnquiryId) -> Result<(), IndexError>;
    /// The rows of a day, in no particular order.
    fn of_day(&self, day: DayTag) -> Result<Vec<EnquiryId>, IndexError>;
    /// How many bytes it takes on disk, as far as that can be told.
    fn size(&self) -> u64;
}

/// An index that lives as long as the program.
#[derive(Debug, Default)]
pub(crate) struct InMemory {
    key: Option<KeyId>,
    rows: BTreeMap<EnquiryId, Row>,
    days: BTreeSet<(DayTag, EnquiryId)>,
}

impl Index for InMemory {
    fn adopt(&mut self, key: KeyId) -> Result<(), IndexError> {
        if self.key != Some(key) {
            *self = Self {
                key: Some(key),
                ..Self::default()
            };
        }
        Ok(())
    }

    fn summaries(&self) -> Result<HashMap<EnquiryId, Summary>, IndexError> {
        let rows = self.rows.iter();
        Ok(rows.map(|(id, row)| (*id, row.summary())).collect())
    }

    fn get(&self, id: EnquiryId) -> Result<Option<Row>, IndexError> {
        let row = self.rows.get(&id);
        Ok(row.filter(|row| !row.summary().is_released).cloned())
    }

    fn put(&mut self, id: EnquiryId, row: &Row) -> Result<(), IndexError> {
        self.remove(id)?;
        self.days.extend(row.day.map(|day| (day, id)));
        self.rows.insert(id, row.clone());
        Ok(())
    }

    fn release(&mut self, id: EnquiryId) -> Result<(), IndexError> {
        if let Some(row) = self.rows.get_mut(&id) {
            row.entry = Vec::new();
        }
        Ok(())
    }

    fn remove(&mut self, id: EnquiryId) -> Result<(), IndexError> {
        if let Some(day) = self.rows.remove(&id).and_then(|row| row.day) {
            self.days.remove(&(day, id));
        }
        Ok(())
    }

    fn of_day(&self, day: DayTag) -> Result<Vec<EnquiryId>, IndexError> {
        let first = (day, EnquiryId([0; 16]));
        let last = (day, EnquiryId([0xff; 16]));
        Ok(self.days.range(first..=last).map(|(_, id)| *id).collect())
    }

    fn size(&self) -> u64 {
        0
    }
}

/// The flags in a summary.
const DATED: u8 = 1;
const RELEASED: u8 = 2;

impl Summary {
    fn to_bytes(self) -> Vec<u8> {
        let mut out = Vec::with_capacity(33);
        out.extend_from_slice(&self.stamp.revision.to_le_bytes());
        out.extend_from_slice(&self.stamp.sequence.to_le_bytes());
        out.push(u8::from(self.day.is_some()) * DATED + u8::from(self.is_released) * RELEASED);
        out.extend(self.day.iter().flat_map(|day| day.0));
        out
    }

    fn read(reader: &mut Reader<'_>) -> Option<Self> {
        let revision = reader.u64()?;
        let sequence = reader.u64()?;
        let flags = reader.u8()?;
        let day = match flags & DATED {
            0 => None,
            _ => Some(DayTag(reader.array()?)),
        };
        Some(Self {
            stamp: Stamp { revision, sequence },
            day,
            is_released: flags & RELEASED != 0,
        })
    }
}

impl Row {
    pub(crate) const fn summary(&self) -> Summary {
        Summary {
            stamp: self.stamp,
            day: self.day,
            is_released: self.entry.is_empty(),
        }
    }

    fn to_bytes(&self) -> Vec<u8> {
        let mut out = self.summary().to_bytes();
        put_counted(&mut out, self.file.as_bytes());
        put_counted(&mut out, &self.entry);
        out
    }

    fn read(bytes: &[u8]) -> Option<Self> {
        let mut reader = Reader::new(bytes);
        let Summary { stamp, day, .. } = Summary::read(&mut reader)?;
        Some(Self {
            stamp,
            day,
            file: String::from_utf8(reader.counted()?.to_vec()).ok()?,
            entry: reader.counted()?.to_vec(),
        })
    }
}
