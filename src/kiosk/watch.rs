//! How far a long piece of work is, and whether it must stop. The screen holds one end, the thread of the store the other.

use std::sync::{
    Arc,
    atomic::{AtomicBool, AtomicUsize, Ordering},
};

/// One end; the other is a clone.
#[derive(Debug, Clone, Default)]
pub(super) struct Watch {
    per_mille: Arc<AtomicUsize>,
    must_stop: Arc<AtomicBool>,
}

impl Watch {
    /// Tells how far it is, in thousandths; whether to go on.
    pub(super) fn went(&self, per_mille: usize) -> bool {
        self.per_mille
            .store(per_mille.min(1_000), Ordering::Relaxed);
        !self.must_stop.load(Ordering::Relaxed)
    }

    /// How far it is, in thousandths.
    pub(super) fn per_mille(&self) -> usize {
        self.per_mille.load(Ordering::Relaxed)
    }

    /// Asks to stop at the next step.
    pub(super) fn stop(&self) {
        self.must_stop.store(true, Ordering::Relaxed);
    }
}
