//! One integration binary.

mod conversation;
mod privacy;
mod route;
mod route_expression;
