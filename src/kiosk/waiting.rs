//! What the loop waits for: the terminal, what the librarian reads, the deadline of the model.
//!
//! Nothing wakes the process but these. Begin reading at [`Woken`].

use std::time::Duration;

use crossterm::event;

use super::{
    Kiosk,
    cardwork::CardFolder,
    librarian::{Delivery, Librarian, Word},
};
use crate::tui::{Model, shared::Progress};

/// How often is looked whether the cards are there, while they are read and no key is pressed. It ends with the
/// reading; the terminal library has no way to wait for both.
const A_GLANCE: Duration = Duration::from_millis(5);

/// What ended a wait.
pub(super) enum Woken {
    /// The terminal has something to say.
    Terminal,
    /// The deadline of the model has passed.
    Deadline,
    /// Something was read.
    Delivery(Delivery),
}

impl Kiosk {
    /// Waits for the terminal, for what is being read, or for the deadline of the model.
    pub(super) fn wait(&mut self, model: &Model) -> anyhow::Result<Woken> {
        loop {
            match self.librarian.as_ref().map(Librarian::word) {
                Some(Word::Here(delivery)) => return Ok(Woken::Delivery(delivery)),
                Some(Word::Done) => self.librarian = None,
                Some(Word::Busy) | None => {}
            }
            let deadline = model.deadline();
            if deadline.is_none() && self.librarian.is_none() {
                return Ok(Woken::Terminal);
            }
            let now = self.now()?.timestamp();
            let left = deadline.map_or(Duration::MAX, |deadline| {
                Duration::try_from(deadline.duration_since(now)).unwrap_or(Duration::ZERO)
            });
            let glance = self.librarian.as_ref().map_or(Duration::MAX, |_| A_GLANCE);
            if event::poll(left.min(glance))? {
                return Ok(Woken::Terminal);
            }
            if left <= glance {
                return Ok(Woken::Deadline);
            }
        }
    }

    /// Puts on the shelves what was read.
    pub(super) fn shelve(&mut self, model: &mut Model, delivery: Delivery) {
        match delivery {
            Delivery::Shelves(library) => {
                model.shared.cards.notices = CardFolder::of(self.data.clone()).notices();
                self.labels = library.labels();
                model.shelve((*library).into(), Progress::Cards);
            }
            Delivery::Index(index) => model.take_index(*index),
            Delivery::Whole(library) => {
                self.labels = library.labels();
                model.shelve((*library).into(), Progress::Whole);
            }
        }
    }
}
