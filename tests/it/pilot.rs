//! Journeys: keys in, screen and records out, at a desk without a terminal.
//!
//! Begin reading at `quick`, the shortest one.

mod corrections;
mod custody;
mod day_log;
mod guard;
mod lock;
mod lookup;
mod quick;
mod reading;
mod sizes;
mod talk;
mod trouble;
