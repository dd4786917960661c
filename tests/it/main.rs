//! One integration binary.

mod export;
mod export_target;
mod figures;
