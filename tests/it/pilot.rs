//! Journeys: keys in, screen and records out, at a desk without a terminal.
//!
//! Begin reading at `quick`, the shortest one.

mod aftercare;
mod corrections;
mod custody;
mod day_log;
mod densities;
mod figures;
mod guard;
mod interview;
mod lock;
mod looking_back;
mod lookup;
mod marks;
mod menu;
mod missing;
mod practice;
mod quick;
mod reading;
mod sizes;
mod talk;
mod together;
mod trouble;
mod upkeep;
mod usage;
