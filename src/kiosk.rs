//! The composition root.

pub mod library;
