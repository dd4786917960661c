//! Signatures (Ed25519): who made a file, and that nobody changed it since.
//!
//! Day logs, the audit chain and packs of cards are signed with it. It knows bytes and keys only: not where a key is
//! kept, who may use it, or what is signed. Keys, signatures and fingerprints stand in text as base64 without padding,
//! so that they fit in a line that a person copies. Begin reading at [`SigningKey::sign`].

use std::{fmt, str::FromStr};

use data_encoding::{BASE32_NOPAD, BASE64_NOPAD};
use ed25519_dalek::Signer as _;
use sha2::{Digest as _, Sha256};
use zeroize::Zeroizing;

/// A key that signs; wiped from memory when dropped.
pub struct SigningKey(ed25519_dalek::SigningKey);

/// The public half of a [`SigningKey`]: recognises its signatures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PublicKey(ed25519_dalek::VerifyingKey);

/// What [`SigningKey::sign`] makes: 64 bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Signature(ed25519_dalek::Signature);

/// Text that is no key or signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SignatureError {
    /// Not base64 without padding, or not as many bytes as a key or signature has.
    #[error("not {0} in base64 (without =)")]
    NotOne(&'static str),
}

impl SigningKey {
    /// A key from 32 random bytes.
    #[must_use]
    pub fn from_seed(seed: &Zeroizing<[u8; 32]>) -> Self {
        Self(ed25519_dalek::SigningKey::from_bytes(seed))
    }

    /// Signs bytes; the same bytes give the same signature.
    #[must_use]
    pub fn sign(&self, bytes: &[u8]) -> Signature {
        Signature(self.0.sign(bytes))
    }

    /// The half that may be given away.
    #[must_use]
    pub fn public(&self) -> PublicKey {
        PublicKey(self.0.verifying_key())
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SigningKey({})", self.public())
    }
}

impl PublicKey {
    /// A public key from its 32 bytes; none when they are no point of the curve.
    #[must_use]
    pub fn from_bytes(bytes: &[u8; 32]) -> Option<Self> {
        ed25519_dalek::VerifyingKey::from_bytes(bytes)
            .ok()
            .map(Self)
    }

    /// Its 32 bytes.
    #[must_use]
    pub fn to_bytes(self) -> [u8; 32] {
        self.0.to_bytes()
    }

    /// Whether this key made the signature over exactly these bytes. Strict (RFC 8032): a weak key is refused.
    #[must_use]
    pub fn is_by_me(&self, bytes: &[u8], signature: &Signature) -> bool {
        self.0.verify_strict(bytes, &signature.0).is_ok()
    }

    /// Sixteen letters and digits in groups of four, for two people to compare over the telephone: 80 bits of the
    /// SHA-256 of the key.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        let hash = Sha256::digest(self.0.as_bytes());
        let text = BASE32_NOPAD.encode(hash.get(..10).unwrap_or_default());
        let groups: Vec<_> = text
            .as_bytes()
            .chunks(4)
            .map(String::from_utf8_lossy)
            .collect();
        groups.join("-")
    }
}

impl fmt::Display for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&BASE64_NOPAD.encode(self.0.as_bytes()))
    }
}

impl FromStr for PublicKey {
    type Err = SignatureError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let key = bytes_of(text).as_ref().and_then(Self::from_bytes);
        key.ok_or(SignatureError::NotOne("a public key"))
    }
}

impl fmt::Display for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&BASE64_NOPAD.encode(&self.0.to_bytes()))
    }
}

impl FromStr for Signature {
    type Err = SignatureError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let bytes = bytes_of(text).ok_or(SignatureError::NotOne("a signature"))?;
        Ok(Self(ed25519_dalek::Signature::from_bytes(&bytes)))
    }
}

fn bytes_of<const N: usize>(text: &str) -> Option<[u8; N]> {
    let bytes = BASE64_NOPAD.decode(text.trim().as_bytes()).ok()?;
    bytes.try_into().ok()
}
