//! The store as others use it: on a real folder, with cheap key derivation.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on has failed; the place says why"
)]

mod aftercare;
mod audit;
mod bad_moments;
mod basics;
mod clock;
mod copies;
mod damage;
mod formats;
mod halfway;
mod mended;
mod model;
mod own_notes;
mod power;
mod promises;
mod secrecy;
mod signals;
mod signing;
mod simulated;
mod sticks;
pub(crate) mod support;
mod trails;
mod vault;
