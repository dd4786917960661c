//! The sticks that are in the computer, for the coordinator to choose the team's own from.

use std::path::PathBuf;

/// A stick that is in the computer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stick {
    /// What it is called.
    pub name: String,
    /// Where it stands.
    pub folder: PathBuf,
    /// Whose it is.
    pub whose: Whose,
}

/// Whose a stick is, as its marker says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    /// This desk's.
    Ours,
    /// Another desk's.
    Another,
    /// Nobody named it.
    Nobody,
}
