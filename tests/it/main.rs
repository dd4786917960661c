//! One integration binary: everything is tested from outside, the program as a whole in a terminal of its own.

mod assets;
mod cli;
mod cli_desk;
mod cli_library;
mod conversation;
mod export;
mod export_reading;
mod export_target;
mod figures;
mod knowledge;
mod privacy;
mod route;
mod route_expression;
mod search;
mod search_cache;
mod search_laws;
mod search_quality;
mod search_spelling;
mod store;
mod tidy;
