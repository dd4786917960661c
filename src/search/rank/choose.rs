//! From what each card gathered to its score, and the best cards in order.
//!
//! Knows the full board. Begin reading at [`Board::score`].

use super::{
    super::{Index, Options, highlight::Meant},
    Board, CardCell, Ranked,
};

/// How much a card gains by a name that fits, and by its text.
const BY_NAME: f32 = 1.0;
const BY_TEXT: f32 = 0.7;
/// What remains of a card's worth when nearly nothing of the query stands in it.
const UNCOVERED: f32 = 0.4;
/// How well a local card must fit, beside its national twin, to come before it. Its name is longer by the place, so
/// that the same query fills less of it.
const TWIN: f32 = 0.78;
/// A local card beside cards of other things.
const LOCAL: f32 = 1.02;
/// A card whose name begins with the word of the query that says most, beside one that only has it further on or in
/// an alias: who types a name begins at its beginning.
const FIRST_OF_NAME: f32 = 0.2;

impl Board {
    /// Gives each card that may answer its score, the others less than nothing.
    pub(super) fn score(&mut self, index: &Index, options: &Options, meant: &Meant, total: f32) {
        let admits_all = options.admits_all();
        let share = 1.0 / total;
        for &number in &self.touched_cards {
            let position = number as usize;
            let Some(cell) = self.cards.get_mut(position) else {
                continue;
            };
            if !admits_all
                && index
                    .cards
                    .get(position)
                    .is_none_or(|card| !options.admits(position, card))
            {
                cell.score = -1.0;
                continue;
            }
            let cover = (cell.cover * share).min(1.0);
            let fit = (BY_NAME * cell.name + BY_TEXT * cell.text) * share;
            let is_local = index.is_local.get(position).is_some_and(|local| *local);
            let local = if is_local { LOCAL } else { 1.0 };
            let lift = options.prior.map_or(1.0, |prior| prior.lift(position));
            let first = index.first_word.get(position).copied();
            let first = 1.0 + FIRST_OF_NAME * first.map_or(0.0, |word| meant.sure(word));
            let whole = UNCOVERED + (1.0 - UNCOVERED) * cover * cover;
            cell.score = fit * whole * local * first * lift;
        }
    }

    /// A local card that fits nearly as well as its national twin comes just before it.
    pub(super) fn local_before_national(&mut self, index: &Index) {
        let score =
            |cells: &[CardCell], card: u32| cells.get(card as usize).map_or(0.0, |cell| cell.score);
        let nationals = || index.with_twins.iter().copied();
        for national in nationals().filter(|card| self.is_touched.has(*card)) {
            let fits = score(&self.cards, national);
            for &twin in index.twins.get(national) {
                // A cell that was not touched would keep this for the next search.
                if self.is_touched.has(twin)
                    && let Some(cell) = self.cards.get_mut(twin as usize)
                {
                    cell.twin = cell.twin.max(fits);
                }
            }
        }
        for national in nationals().filter(|card| self.is_touched.has(*card)) {
            for &twin in index.twins.get(national) {
                if let Some(cell) = self.cards.get_mut(twin as usize) {
                    let fits = std::mem::take(&mut cell.twin);
                    if cell.score < fits && cell.score >= fits * TWIN {
                        cell.score = fits * 1.001;
                    }
                }
            }
        }
    }

    /// Keeps the best, in order.
    pub(super) fn choose(&mut self, index: &Index, limit: usize, total: f32) {
        let place = |card: u32| index.by_name.get(card as usize);
        let order = |a: &(f32, u32), b: &(f32, u32)| {
            b.0.total_cmp(&a.0)
                .then_with(|| place(a.1).cmp(&place(b.1)))
        };
        // Most cards are worth less than some `limit` others before them.
        let room = limit.saturating_mul(2).max(64);
        let mut least = 0.0;
        self.best.clear();
        for &card in self.touched_cards.iter().filter(|_| limit > 0) {
            let score = self
                .cards
                .get(card as usize)
                .map_or(-1.0, |cell| cell.score);
            if score < least {
                continue;
            }
            self.best.push((score, card));
            if self.best.len() >= room {
                self.best.select_nth_unstable_by(limit - 1, order);
                self.best.truncate(limit);
                least = self.best.last().map_or(0.0, |(score, _)| *score);
            }
        }
        self.best.sort_unstable_by(order);
        self.best.truncate(limit);
        self.ranked.clear();
        self.ranked.extend(self.best.iter().map(|&(score, card)| {
            let cell = self.cards.get(card as usize).copied().unwrap_or_default();
            Ranked {
                card,
                score,
                cover: (cell.cover / total).min(1.0),
                name: cell.name / total,
                said: cell.name,
                why: cell.why,
            }
        }));
    }
}
