//! What breaks a near-tie: what an editor wants first, and what this desk uses most.
//!
//! Bounded, so that it never lifts a card over one that fits clearly better. Lives in memory; who keeps it does so
//! elsewhere. Begin reading at [`Prior`].

/// The most a prior changes a score, up or down.
const BOUND: f32 = 0.03;
/// This many uses are half of what use can bring.
const HALF_USES: f32 = 5.0;

/// Editorial weight and local use for each card, by its place in the slice the index was built from.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Prior {
    weights: Vec<f32>,
    uses: Vec<u16>,
}

impl Prior {
    /// A prior for this many cards that changes nothing yet.
    #[must_use]
    pub fn new(cards: usize) -> Self {
        Self {
            weights: vec![0.0; cards],
            uses: vec![0; cards],
        }
    }

    /// Sets what the editor thinks of a card, from -1 (last among equals) to 1 (first); more is taken for that.
    pub fn weigh(&mut self, position: usize, weight: f32) {
        if let Some(slot) = self.weights.get_mut(position) {
            *slot = if weight.is_finite() {
                weight.clamp(-1.0, 1.0)
            } else {
                0.0
            };
        }
    }

    /// Counts that a card was opened and helped.
    pub fn count_use(&mut self, position: usize) {
        if let Some(slot) = self.uses.get_mut(position) {
            *slot = slot.saturating_add(1);
        }
    }

    /// What the score of a card is multiplied by: 0.97 to 1.03.
    pub(super) fn lift(&self, position: usize) -> f32 {
        let weight = self.weights.get(position).copied().unwrap_or(0.0);
        let uses = f32::from(self.uses.get(position).copied().unwrap_or(0));
        1.0 + BOUND * (weight + uses / (uses + HALF_USES)).clamp(-1.0, 1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::Prior;

    #[test]
    fn a_prior_stays_within_its_bound() {
        let mut prior = Prior::new(2);
        prior.weigh(0, f32::INFINITY);
        prior.weigh(1, 9.0);
        for _ in 0..1000 {
            prior.count_use(1);
            prior.count_use(7);
        }
        assert!((prior.lift(0) - 1.0).abs() < 1e-6);
        assert!((prior.lift(1) - 1.03).abs() < 1e-6);
        assert!((prior.lift(7) - 1.0).abs() < 1e-6);
    }
}
