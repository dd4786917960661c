//! One integration binary.

mod assets;
mod knowledge;
mod search;
