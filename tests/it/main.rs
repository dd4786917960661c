//! One integration binary.

mod assets;
mod export;
mod export_target;
mod figures;
mod knowledge;
mod search;
