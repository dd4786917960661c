//! One integration binary: everything is tested from outside, the program as a whole in a terminal of its own.

mod assets;
mod cli;
mod cli_desk;
mod cli_library;
mod conversation;
mod conversation_answers;
mod conversation_file;
mod conversation_laws;
mod conversation_routes;
mod conversation_steps;
mod export;
mod export_reading;
mod export_target;
mod figures;
mod knowledge;
mod privacy;
mod route;
mod route_expression;
mod route_expression_refused;
mod route_urgent;
mod route_workbook;
mod search;
mod store;
mod tidy;
