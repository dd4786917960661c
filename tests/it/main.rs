//! One integration binary.

mod assets;
mod cli;
mod cli_desk;
mod cli_library;
mod conversation;
mod export;
mod export_reading;
mod export_target;
mod export_xlsx;
mod figures;
mod knowledge;
mod privacy;
mod route;
mod route_expression;
mod search;
mod store;
mod tidy;
