//! One integration binary.

mod assets;
mod cli;
mod export;
mod export_reading;
mod export_target;
mod figures;
mod knowledge;
mod search;
mod tidy;
