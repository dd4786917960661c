//! One integration binary.

mod search;
