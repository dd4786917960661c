//! One integration binary.

mod conversation;
mod route;
