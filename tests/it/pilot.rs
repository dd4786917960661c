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
mod hesitations;
mod interview;
mod lock;
mod looking_back;
mod lookup;
mod marks;
mod menu;
mod missing;
mod packs;
mod practice;
mod quick;
mod reading;
mod sizes;
mod talk;
mod together;
mod trouble;
mod upkeep;
mod usage;

use balie::tui::message::Trouble;

/// Four things that were damaged.
pub(crate) fn damage() -> Vec<Trouble> {
    vec![
        Trouble::new("hersteld-afgebroken"),
        Trouble::new("hersteld-beschadigd").with("bestand", "vault.log"),
        Trouble::new("hersteld-rijen").with("n", "2"),
        Trouble::new("hersteld-onleesbaar").with("n", "1"),
    ]
}
