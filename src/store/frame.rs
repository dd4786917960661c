//! Frames: how one save stands in a file, so that half of it is never taken for the whole.
//!
//! A frame is `magic 4 | version 1 | length 4 | sequence 8 | CRC-32 4 | payload`; numbers are
//! little-endian and the CRC covers everything behind the magic but itself. Knows nothing of keys or
//! records. Begin reading at [`scan`].
//!
//! What happens if
//! - the last frame is half written (power cut): it is reported as [`Scan::torn`] and may be cut off;
//! - a frame in the middle is damaged: it is skipped by looking for the next whole one, see [`Scan::damaged`];
//! - a length is damaged: it is compared with what is there before anything is read or allocated;
//! - somebody made a file of nothing but beginnings: looking for whole frames in it ends, see [`EFFORT`].

use std::ops::Range;

use super::wire::Reader;

const MAGIC: [u8; 4] = *b"BLF\x0a";
const VERSION: u8 = 1;
const HEADER: usize = 21;

/// The longest payload, in bytes. A save is a few kilobytes; a length above this is damage.
pub const LONGEST: usize = 16 << 20;

/// How many times its own length of a file is summed at most while whole frames are looked for behind damage. Chance gives a
/// false beginning once in 4 GB; only who means harm gets past this, and what is left then counts as damage.
const EFFORT: usize = 64;

/// One whole frame as it was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Frame<'a> {
    /// Counts the saves of a store; the newer of two has the higher number.
    pub sequence: u64,
    /// What the save holds.
    pub payload: &'a [u8],
}

/// What a file of frames holds.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Scan<'a> {
    /// Every whole frame, in the order of the file.
    pub frames: Vec<Frame<'a>>,
    /// Stretches between whole frames that cannot be read.
    pub damaged: Vec<Range<usize>>,
    /// What stands behind the last whole frame: a save that was never finished, or damage to the last one.
    pub torn: Option<Range<usize>>,
}

impl Scan<'_> {
    /// The length up to which the file may be kept when a torn end is cut off.
    #[must_use]
    pub fn kept(&self, len: usize) -> usize {
        self.torn.as_ref().map_or(len, |torn| torn.start)
    }
}

/// Writes a frame; none when the payload is longer than [`LONGEST`].
#[must_use]
pub fn encode(sequence: u64, payload: &[u8]) -> Option<Vec<u8>> {
    if payload.len() > LONGEST {
        return None;
    }
    let len = u32::try_from(payload.len()).ok()?.to_le_bytes();
    let sequence = sequence.to_le_bytes();
    let sum = checksum(VERSION, len, sequence, payload).to_le_bytes();
    Some([&MAGIC, [VERSION].as_slice(), &len, &sequence, &sum, payload].concat())
}

/// Reads every whole frame of a file. Never fails: what cannot be read is named.
#[must_use]
pub fn scan(file: &[u8]) -> Scan<'_> {
    let mut found = Scan::default();
    let mut at = 0;
    let mut effort = file.len().saturating_mul(EFFORT);
    while let Some(rest) = file.get(at..).filter(|rest| !rest.is_empty()) {
        if let Some(frame) = decode(rest) {
            found.frames.push(frame);
            at += HEADER + frame.payload.len();
        } else if let Some(skip) = next_whole(rest, &mut effort) {
            found.damaged.push(at..at + skip);
            at += skip;
        } else {
            found.torn = Some(at..file.len());
            break;
        }
    }
    found
}

/// The frame that begins with the first byte, if it is whole.
fn decode(bytes: &[u8]) -> Option<Frame<'_>> {
    let mut reader = Reader::new(bytes);
    if reader.array()? != MAGIC || reader.u8()? != VERSION {
        return None;
    }
    let len: [u8; 4] = reader.array()?;
    let sequence: [u8; 8] = reader.array()?;
    let sum = reader.u32()?;
    let count = usize::try_from(u32::from_le_bytes(len)).ok()?;
    let payload = reader.bytes(count).filter(|_| count <= LONGEST)?;
    (checksum(VERSION, len, sequence, payload) == sum).then(|| Frame {
        sequence: u64::from_le_bytes(sequence),
        payload,
    })
}

/// How far on the next whole frame begins, if there is one and finding it takes no more than this effort.
fn next_whole(bytes: &[u8], effort: &mut usize) -> Option<usize> {
    let beginnings = bytes
        .windows(MAGIC.len())
        .enumerate()
        .skip(1)
        .filter(|(_, window)| *window == MAGIC);
    for (at, _) in beginnings {
        let rest = bytes.get(at..)?;
        if decode(rest).is_some() {
            return Some(at);
        }
        *effort = effort.checked_sub(claimed(rest))?;
    }
    None
}

/// How many bytes a frame that begins here says to hold, as far as they are there.
fn claimed(bytes: &[u8]) -> usize {
    let mut reader = Reader::new(bytes);
    let len = reader.bytes(MAGIC.len() + 1).and_then(|_| reader.u32());
    let len = len.and_then(|len| usize::try_from(len).ok());
    len.filter(|len| *len <= bytes.len().min(LONGEST))
        .unwrap_or_default()
}

fn checksum(version: u8, len: [u8; 4], sequence: [u8; 8], payload: &[u8]) -> u32 {
    let mut hasher = crc32fast::Hasher::new();
    hasher.update(&[version]);
    hasher.update(&len);
    hasher.update(&sequence);
    hasher.update(payload);
    hasher.finalize()
}
