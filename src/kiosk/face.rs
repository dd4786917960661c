//! What a person sees of the model: a screen, or lines.

use std::io;

use crate::tui::{Model, terminal::Terminal};

/// Shows the model.
pub(super) trait Face {
    /// Shows the model as it is now.
    ///
    /// # Errors
    /// Nobody can see it any more.
    fn show(&mut self, model: &Model) -> io::Result<()>;
}

impl Face for Terminal {
    fn show(&mut self, model: &Model) -> io::Result<()> {
        self.draw(model)
    }
}
