//! Small shared pieces of screens.

pub mod card;
pub mod choices;
pub mod dates;
pub mod field;
pub mod list;
pub mod paper;
pub mod qr;
