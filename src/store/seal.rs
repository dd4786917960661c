//! The ciphers of the store, each with one use: a key of 32 bytes seals a record, a public key seals a box.
//!
//! Knows bytes only. XChaCha20-Poly1305 with a random nonce, so that no counter can be set back by a
//! restore; HPKE (RFC 9180: X25519, HKDF-SHA256, ChaCha20-Poly1305) for what is written by who cannot read it.

use chacha20poly1305::{
    KeyInit, XChaCha20Poly1305,
    aead::{AeadInOut, inout::InOutBuf},
};
use hpke::{
    Deserializable, Kem as _, OpModeR, OpModeS, Serializable,
    aead::ChaCha20Poly1305,
    kdf::HkdfSha256,
    kem::X25519HkdfSha256,
    rand_core::{TryCryptoRng, TryRng},
};
use sha2::{Digest, Sha256};
use zeroize::{Zeroize, Zeroizing};

use super::{
    StoreError,
    wire::{COUNT, Reader},
};

/// A key that is wiped from memory when it is dropped.
pub(crate) type Key = Zeroizing<[u8; 32]>;
/// Bytes that are wiped from memory when they are dropped.
pub(crate) type Plain = Zeroizing<Vec<u8>>;

type Kem = X25519HkdfSha256;

/// The length of a nonce and of a tag, in bytes.
const NONCE: usize = 24;
const TAG: usize = 16;
/// A plaintext is filled up to a multiple of this, so that its length says less.
const BLOCK: usize = 256;

/// Random bytes of the system.
pub(crate) fn random<const N: usize>() -> Result<[u8; N], StoreError> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|error| StoreError::NoRandomness(error.to_string()))?;
    Ok(bytes)
}

/// A fresh key.
pub(crate) fn random_key() -> Result<Key, StoreError> {
    random().map(Zeroizing::new)
}

/// Seals under a key; `context` is not written but must be the same at opening. Gives nonce, ciphertext and tag.
pub(crate) fn seal(key: &[u8; 32], context: &[u8], plain: &[u8]) -> Result<Vec<u8>, StoreError> {
    let nonce: [u8; NONCE] = random()?;
    let mut bytes = Zeroizing::new(Vec::with_capacity(NONCE + plain.len() + TAG));
    bytes.extend_from_slice(&nonce);
    bytes.extend_from_slice(plain);
    let (_, sealed) = bytes.split_at_mut(NONCE);
    // The cipher only fails above 256 GiB.
    let tag = XChaCha20Poly1305::new(key.into())
        .encrypt_inout_detached((&nonce).into(), context, InOutBuf::from(sealed))
        .map_err(|_| StoreError::NoRandomness("the cipher refused".to_owned()))?;
    bytes.extend_from_slice(&tag);
    Ok(std::mem::take(&mut bytes))
}

/// Opens what [`seal`] gave; none when key, context or bytes are not the ones it was sealed with.
pub(crate) fn open(key: &[u8; 32], context: &[u8], sealed: &[u8]) -> Option<Plain> {
    let mut plain = Plain::default();
    open_into(&mut plain, key, context, sealed)?;
    Some(plain)
}

/// As [`open`], in a room that serves for one after the other: it is wiped as a whole when it is dropped.
pub(crate) fn open_into(
    room: &mut Plain,
    key: &[u8; 32],
    context: &[u8],
    sealed: &[u8],
) -> Option<()> {
    let mut reader = Reader::new(sealed);
    let nonce: [u8; NONCE] = reader.array()?;
    let (bytes, tag) = reader.rest().split_last_chunk::<TAG>()?;
    // Growing would leave a copy that nobody wipes.
    if room.capacity() < bytes.len() {
        *room = Zeroizing::new(Vec::with_capacity(bytes.len()));
    }
    room.clear();
    room.extend_from_slice(bytes);
    let sealed = InOutBuf::from(room.as_mut_slice());
    XChaCha20Poly1305::new(key.into())
        .decrypt_inout_detached((&nonce).into(), context, sealed, tag.into())
        .ok()
}

/// Fills a plaintext up, with its true length in front.
pub(crate) fn pad(plain: &[u8]) -> Plain {
    let whole = (plain.len() + COUNT).next_multiple_of(BLOCK);
    let mut out = Zeroizing::new(Vec::with_capacity(whole));
    super::wire::put_counted(&mut out, plain);
    out.resize(whole, 0);
    out
}

/// Takes the filling of [`pad`] off again.
pub(crate) fn unpad(padded: &[u8]) -> Option<&[u8]> {
    Reader::new(padded).counted()
}

/// The same in place: a second copy would have to be wiped too.
pub(crate) fn stripped(mut padded: Plain) -> Option<Plain> {
    let len = unpad(&padded)?.len();
    // Behind the length that `unpad` read.
    padded.copy_within(COUNT..COUNT + len, 0);
    padded.truncate(len);
    Some(padded)
}

/// Two halves of a key: whoever has the public half can seal a box, the secret half opens it.
#[derive(Clone)]
pub(crate) struct KeyPair {
    pub(crate) secret: Key,
    pub(crate) public: [u8; 32],
}

impl KeyPair {
    pub(crate) fn generate() -> Result<Self, StoreError> {
        let seed = random_key()?;
        let (secret, public) = Kem::derive_keypair(seed.as_slice());
        let mut bytes = secret.to_bytes();
        let secret = Zeroizing::new(bytes.into());
        bytes.zeroize();
        Ok(Self {
            secret,
            public: public.to_bytes().into(),
        })
    }

    /// The pair that belongs to a secret half; none when it is not one of ours.
    pub(crate) fn from_secret(secret: &[u8], public: [u8; 32]) -> Option<Self> {
        let private = <Kem as hpke::Kem>::PrivateKey::from_bytes(secret).ok()?;
        let derived: [u8; 32] = Kem::sk_to_pk(&private).to_bytes().into();
        let secret = Zeroizing::new(<[u8; 32]>::try_from(secret).ok()?);
        (derived == public).then_some(Self { secret, public })
    }

    /// The key under which a [`Sender`] sealed its boxes, from the public half at their beginning.
    pub(crate) fn key_of(&self, sender: &[u8; 32], purpose: &[u8]) -> Option<Key> {
        let secret = <Kem as hpke::Kem>::PrivateKey::from_bytes(self.secret.as_slice()).ok()?;
        let sender = <Kem as hpke::Kem>::EncappedKey::from_bytes(sender).ok()?;
        let opener = hpke::setup_receiver::<ChaCha20Poly1305, HkdfSha256, Kem>(
            &OpModeR::Base,
            &secret,
            &sender,
            purpose,
        )
        .ok()?;
        let mut key = Zeroizing::new([0; 32]);
        opener.export(EXPORTED, key.as_mut_slice()).ok()?;
        Some(key)
    }

    /// Opens a box that [`seal_to`] made for this pair, with the same purpose and context.
    pub(crate) fn open(&self, purpose: &[u8], context: &[u8], sealed: &[u8]) -> Option<Plain> {
        let secret = <Kem as hpke::Kem>::PrivateKey::from_bytes(self.secret.as_slice()).ok()?;
        let mut reader = Reader::new(sealed);
        let sender: [u8; 32] = reader.array()?;
        let sender = <Kem as hpke::Kem>::EncappedKey::from_bytes(&sender).ok()?;
        hpke::setup_receiver::<ChaCha20Poly1305, HkdfSha256, Kem>(
            &OpModeR::Base,
            &secret,
            &sender,
            purpose,
        )
        .ok()?
        .open(reader.rest(), context)
        .ok()
        .map(Zeroizing::new)
    }
}

/// Seals many boxes to a public key after one key agreement. Each has a nonce of its own, drawn at random, so that no
/// count has to be kept. Whoever holds this value in memory can open the boxes it sealed: it must not live long.
pub(crate) struct Sender {
    public: [u8; 32],
    key: Key,
}

impl Sender {
    pub(crate) fn to(public: &[u8; 32], purpose: &[u8]) -> Result<Self, StoreError> {
        let refused = |error: hpke::HpkeError| StoreError::NoRandomness(error.to_string());
        let public = <Kem as hpke::Kem>::PublicKey::from_bytes(public).map_err(refused)?;
        let mut source = Expanded::new()?;
        let (sender, sealer) = hpke::setup_sender_with_rng::<ChaCha20Poly1305, HkdfSha256, Kem>(
            &OpModeS::Base,
            &public,
            purpose,
            &mut source,
        )
        .map_err(refused)?;
        let mut key = Zeroizing::new([0; 32]);
        sealer
            .export(EXPORTED, key.as_mut_slice())
            .map_err(refused)?;
        Ok(Self {
            public: sender.to_bytes().into(),
            key,
        })
    }

    /// The public half of the sender, then the sealed bytes.
    pub(crate) fn seal(&self, context: &[u8], plain: &[u8]) -> Result<Vec<u8>, StoreError> {
        Ok([self.public.as_slice(), &seal(&self.key, context, plain)?].concat())
    }
}

/// What the exported secret of a [`Sender`] is for (RFC 9180, 5.3).
const EXPORTED: &[u8] = b"balie boxes 1";

/// Seals a box to a public key: even who sealed it cannot open it again.
pub(crate) fn seal_to(
    public: &[u8; 32],
    purpose: &[u8],
    context: &[u8],
    plain: &[u8],
) -> Result<Vec<u8>, StoreError> {
    let refused = |error: hpke::HpkeError| StoreError::NoRandomness(error.to_string());
    let public = <Kem as hpke::Kem>::PublicKey::from_bytes(public).map_err(refused)?;
    let mut source = Expanded::new()?;
    let (sender, mut sealer) = hpke::setup_sender_with_rng::<ChaCha20Poly1305, HkdfSha256, Kem>(
        &OpModeS::Base,
        &public,
        purpose,
        &mut source,
    )
    .map_err(refused)?;
    let boxed = sealer.seal(plain, context).map_err(refused)?;
    Ok([sender.to_bytes().as_slice(), &boxed].concat())
}

/// A fresh seed of the system, stretched by SHA-256.
///
/// HPKE wants a source that cannot fail, the system's can; so the seed is drawn first, where an error is
/// still an error and not a panic.
struct Expanded {
    seed: Key,
    block: u32,
}

impl Expanded {
    fn new() -> Result<Self, StoreError> {
        Ok(Self {
            seed: random_key()?,
            block: 0,
        })
    }
}

impl TryRng for Expanded {
    type Error = std::convert::Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Self::Error> {
        let mut bytes = [0; 4];
        self.try_fill_bytes(&mut bytes)?;
        Ok(u32::from_le_bytes(bytes))
    }

    fn try_next_u64(&mut self) -> Result<u64, Self::Error> {
        let mut bytes = [0; 8];
        self.try_fill_bytes(&mut bytes)?;
        Ok(u64::from_le_bytes(bytes))
    }

    fn try_fill_bytes(&mut self, out: &mut [u8]) -> Result<(), Self::Error> {
        for chunk in out.chunks_mut(32) {
            self.block = self.block.wrapping_add(1);
            let mut hash = Sha256::new();
            hash.update(self.seed.as_slice());
            hash.update(self.block.to_le_bytes());
            let drawn = hash.finalize();
            for (to, from) in chunk.iter_mut().zip(drawn) {
                *to = from;
            }
        }
        Ok(())
    }
}

impl TryCryptoRng for Expanded {}
