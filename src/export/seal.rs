//! Who vouches for a day's log, and which edition of the day it is.
//!
//! A log that was closed stays as it is: exported again it has the same bytes. When an enquiry of that day is corrected
//! or erased afterwards, the next file is a new edition and says why. Knows no store: what signs comes in as a
//! [`Signer`]. How editions are remembered stands in [`super::closing`].

use std::io;

use serde::{Deserialize, Serialize};

use crate::signature::{PublicKey, Signature, SigningKey};

/// What signs a log: the store, or a key in a test.
pub trait Signer {
    /// The key that recognises its signatures.
    fn public_key(&self) -> PublicKey;

    /// Signs bytes; the same bytes give the same signature.
    ///
    /// # Errors
    /// The key cannot be reached, such as while the store is locked.
    fn sign(&self, bytes: &[u8]) -> io::Result<Signature>;
}

impl Signer for SigningKey {
    fn public_key(&self) -> PublicKey {
        self.public()
    }

    fn sign(&self, bytes: &[u8]) -> io::Result<Signature> {
        Ok(Self::sign(self, bytes))
    }
}

/// A signature over the closing line of a log, and the key that made it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seal {
    /// The public key of the store.
    pub key: PublicKey,
    /// Its signature.
    pub signature: Signature,
}

/// Which edition of a day a log is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edition {
    /// Counts from 1.
    pub number: u32,
    /// What changed since the edition before; none in the first.
    pub change: Option<Revised>,
}

impl Default for Edition {
    fn default() -> Self {
        Self {
            number: 1,
            change: None,
        }
    }
}

/// What changed in a day after it was closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Revised {
    /// An enquiry was corrected.
    Verbeterd,
    /// Fewer enquiries: one or more were erased or taken back.
    Gewist,
    /// More enquiries: noted later, or while the desk was locked.
    Aangevuld,
}

impl Revised {
    /// What it is called on paper.
    #[must_use]
    pub const fn said(self) -> &'static str {
        match self {
            Self::Verbeterd => "verbeterd na het sluiten van de dag",
            Self::Gewist => "na het sluiten van de dag is iets gewist",
            Self::Aangevuld => "aangevuld na het sluiten van de dag",
        }
    }
}
