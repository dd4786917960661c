//! XChaCha20-Poly1305 in two calls, on bytes in place: seal and open.
//!
//! Knows bytes only. A package of its own so that it is built for speed, see `Cargo.toml`. Whoever calls it draws a fresh
//! random nonce for every [`seal`].

#![no_std]

use chacha20poly1305::{
    KeyInit, XChaCha20Poly1305,
    aead::{AeadInOut, inout::InOutBuf},
};

/// The length of a nonce in bytes.
pub const NONCE: usize = 24;
/// The length of the tag in bytes.
pub const TAG: usize = 16;

/// Turns plain bytes into sealed ones and gives their tag. The context is not written, but must be the same at [`open`].
/// None above 256 GiB.
#[must_use]
#[inline(never)]
pub fn seal(
    key: &[u8; 32],
    nonce: &[u8; NONCE],
    context: &[u8],
    bytes: &mut [u8],
) -> Option<[u8; TAG]> {
    let cipher = XChaCha20Poly1305::new(key.into());
    let sealed = cipher.encrypt_inout_detached(nonce.into(), context, InOutBuf::from(bytes));
    sealed.ok().map(Into::into)
}

/// Turns sealed bytes into plain ones. False when key, nonce, context, tag or bytes are not the ones they were sealed with;
/// then the bytes are as they were.
#[must_use]
#[inline(never)]
pub fn open(
    key: &[u8; 32],
    nonce: &[u8; NONCE],
    context: &[u8],
    bytes: &mut [u8],
    tag: &[u8; TAG],
) -> bool {
    let cipher = XChaCha20Poly1305::new(key.into());
    let bytes = InOutBuf::from(bytes);
    let opened = cipher.decrypt_inout_detached(nonce.into(), context, bytes, tag.into());
    opened.is_ok()
}
