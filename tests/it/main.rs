//! One integration binary.

mod assets;
mod knowledge;
mod search;
mod search_quality;
