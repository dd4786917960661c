//! Ctrl+C while a file is written from the command line: it stops at the next step and leaves nothing half-written.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

/// Whether somebody asked to stop.
#[derive(Debug, Default)]
pub struct StopSignal(Arc<AtomicBool>);

impl StopSignal {
    /// Listens from now on. A second Ctrl+C ends the program at once. A system without signals never asks to stop.
    #[must_use]
    pub fn listen() -> Self {
        let stop = Self::default();
        #[cfg(unix)]
        super::unix::raise_on_signals(&stop.0);
        stop
    }

    /// Whether to go on.
    #[must_use]
    pub fn goes_on(&self) -> bool {
        !self.0.load(Ordering::Relaxed)
    }
}
