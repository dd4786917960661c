//! One integration binary.

mod conversation;
mod conversation_answers;
mod conversation_file;
mod conversation_laws;
mod conversation_steps;
mod privacy;
mod route;
mod route_expression;
mod route_urgent;
