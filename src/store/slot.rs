//! Key slots: a secret of a person, made into a key that opens one private key.
//!
//! One derivation serves all slots of a store (same salt, then a key for each kind), so that a try costs one
//! Argon2id and not three. Cost, salt and kind are bound into the slot: a slot whose cost was edited down
//! does not open.

use std::time::{Duration, Instant};

use argon2::{Algorithm, Argon2, Params, Version};
use hkdf::Hkdf;
use serde::{Deserialize, Serialize};
use sha2::Sha256;
use zeroize::Zeroizing;

use super::{
    Secret, StoreError,
    seal::{self, Key, Plain},
};
use crate::domain::StoreId;

/// How dear one try of a secret is: Argon2id with one lane.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Derivation {
    /// Memory in KiB.
    pub memory_kib: u32,
    /// Passes over that memory.
    pub passes: u32,
}

/// 64 MiB: above the 19 MiB that OWASP asks for, and small beside the 2 GB of the cheapest laptop.
const MEMORY_KIB: u32 = 64 << 10;
const MOST_PASSES: u32 = 4;
/// What unlocking may take on this machine.
const LONGEST_UNLOCK: Duration = Duration::from_millis(1500);
/// A cost above these in a file is damage, not a wish: it must neither take all memory nor all day.
const MOST_MEMORY_KIB: u32 = 256 << 10;
const MOST_PASSES_IN_FILE: u32 = 16;

impl Derivation {
    /// Measures one pass on this machine and takes as many (1 to 4) as stay within a second and a half.
    ///
    /// # Errors
    /// There is no 64 MiB of memory.
    pub fn calibrated() -> Result<Self, StoreError> {
        let one = Self {
            memory_kib: MEMORY_KIB,
            passes: 1,
        };
        let began = Instant::now();
        one.stretch(b"calibration", &[0; 16])?;
        let pass = began.elapsed().as_millis().max(1);
        let passes = u32::try_from(LONGEST_UNLOCK.as_millis() / pass).unwrap_or(MOST_PASSES);
        Ok(Self {
            passes: passes.clamp(1, MOST_PASSES),
            ..one
        })
    }

    /// So cheap that it protects nothing: for tests and practice.
    #[must_use]
    pub const fn cheap_for_tests() -> Self {
        Self {
            memory_kib: 8,
            passes: 1,
        }
    }

    /// Whether a program of ours may have written this.
    pub(crate) const fn is_bearable(self) -> bool {
        self.memory_kib <= MOST_MEMORY_KIB && self.passes <= MOST_PASSES_IN_FILE
    }

    /// Whether a try costs next to nothing, as in tests.
    pub(crate) const fn is_cheap(self) -> bool {
        self.memory_kib <= 64 && self.passes <= 2
    }

    fn stretch(self, secret: &[u8], salt: &[u8; 16]) -> Result<Key, StoreError> {
        let refused = |error: argon2::Error| StoreError::Io {
            doing: "derive a key for",
            path: super::key::FILE.into(),
            source: std::io::Error::new(std::io::ErrorKind::OutOfMemory, error.to_string()),
        };
        let params = Params::new(self.memory_kib, self.passes, 1, Some(32)).map_err(refused)?;
        let mut key = Zeroizing::new([0; 32]);
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
            .hash_password_into(secret, salt, key.as_mut_slice())
            .map_err(refused)?;
        Ok(key)
    }
}

/// Whose secret opens a slot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum SlotKind {
    /// The team's words open the desk's private key.
    Dienst,
    /// The coordinator's words open the coordinator's private key.
    Coordinator,
    /// The code on paper opens the coordinator's private key.
    Herstel,
}

/// A private key, sealed under a person's secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Slot {
    pub(crate) kind: SlotKind,
    sealed: Vec<u8>,
}

/// What all slots of a store share; not secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Lock {
    pub(crate) store: StoreId,
    pub(crate) derivation: Derivation,
    pub(crate) salt: [u8; 16],
}

/// A secret after the dear step; opens or makes slots of the same store.
pub(crate) struct Stretched<'a> {
    lock: &'a Lock,
    key: Key,
}

impl Lock {
    pub(crate) fn new(store: StoreId, derivation: Derivation) -> Result<Self, StoreError> {
        Ok(Self {
            store,
            derivation,
            salt: seal::random()?,
        })
    }

    pub(crate) fn stretch(&self, secret: &Secret) -> Result<Stretched<'_>, StoreError> {
        Ok(Stretched {
            lock: self,
            key: self.derivation.stretch(secret.as_bytes(), &self.salt)?,
        })
    }
}

impl Stretched<'_> {
    pub(crate) fn make(&self, kind: SlotKind, private: &[u8; 32]) -> Result<Slot, StoreError> {
        let context = self.context(kind);
        Ok(Slot {
            kind,
            sealed: seal::seal(&self.key_for(kind), &context, private)?,
        })
    }

    pub(crate) fn open(&self, slot: &Slot) -> Option<Plain> {
        seal::open(
            &self.key_for(slot.kind),
            &self.context(slot.kind),
            &slot.sealed,
        )
    }

    fn key_for(&self, kind: SlotKind) -> Key {
        let mut key = Zeroizing::new([0; 32]);
        // 32 bytes are always within what HKDF can give.
        let given =
            Hkdf::<Sha256>::new(None, self.key.as_slice()).expand(kind.label(), key.as_mut_slice());
        debug_assert!(given.is_ok());
        key
    }

    fn context(&self, kind: SlotKind) -> Vec<u8> {
        let Lock {
            store,
            derivation,
            salt,
        } = self.lock;
        [
            kind.label(),
            &store.0,
            &derivation.memory_kib.to_le_bytes(),
            &derivation.passes.to_le_bytes(),
            salt,
        ]
        .concat()
    }
}

impl SlotKind {
    const fn label(self) -> &'static [u8] {
        match self {
            Self::Dienst => b"balie slot 1 dienst",
            Self::Coordinator => b"balie slot 1 coordinator",
            Self::Herstel => b"balie slot 1 herstel",
        }
    }
}
