//! What the loop waits for: the terminal, what the librarian reads, the deadline of the model.
//!
//! Nothing wakes the process but these. Begin reading at [`Woken`].

use std::{sync::mpsc::RecvTimeoutError, time::Duration};

use crossterm::event::{self, Event};

use super::{
    Kiosk,
    cardwork::CardFolder,
    face::Face,
    keeper::Waiting,
    librarian::{Delivery, Librarian, Word},
    watch::Watch,
};
use crate::tui::{
    Message, Model,
    keys::{self, Action},
    shared::Progress,
    terminal,
};

/// How often is looked whether the cards are there, while they are read and no key is pressed. It ends with the
/// reading; the terminal library has no way to wait for both. It sleeps for whole milliseconds and asks without end for
/// what is left of the last one, so there is little left.
const A_GLANCE: Duration = Duration::from_micros(5_050);

/// As good as no wait: the terminal library does not look at all when it may not wait, and keeps asking as long as it may.
/// Who is interrupted just here draws once too often.
pub(super) const NO_WAIT: Duration = Duration::from_micros(5);

/// How often the screen says how far a file is.
const A_STEP: Duration = Duration::from_millis(100);

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
        if !self.early.is_empty() {
            return Ok(Woken::Terminal);
        }
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

    /// What came from the terminal, the earliest first.
    pub(super) fn next_event(&mut self) -> anyhow::Result<Event> {
        let event = match self.early.pop_front() {
            Some(event) => event,
            None => event::read()?,
        };
        if matches!(event, Event::Resize(..)) {
            terminal::forget_screen();
        }
        Ok(event)
    }

    /// Waits for a file that is being written; after a moment the screen says how far it is, and Esc stops it. Other keys
    /// are kept for later. None when the store is gone.
    pub(super) fn watch<T>(
        &mut self,
        waiting: &Waiting<T>,
        watch: &Watch,
        model: &mut Model,
        face: &mut dyn Face,
    ) -> anyhow::Result<Option<T>> {
        let mut patience = super::A_MOMENT;
        loop {
            match waiting.answer_within(patience) {
                Ok(answer) => return Ok(Some(answer)),
                Err(RecvTimeoutError::Disconnected) => return Ok(None),
                Err(RecvTimeoutError::Timeout) => {}
            }
            patience = A_STEP;
            while event::poll(NO_WAIT)? {
                let event = event::read()?;
                let messages = keys::messages(&event, false);
                let is_stop = |message: &Message| matches!(message, Message::Act(Action::Escape));
                if messages.iter().any(is_stop) {
                    watch.stop();
                } else {
                    self.early.push_back(event);
                }
            }
            let stamp = super::stamp(&self.zone)?;
            model.update(Message::Working(watch.per_mille()), stamp);
            face.show(model)?;
        }
    }

    /// Waits for the cards and routes, which are there by then unless the words were typed faster than files are read: a
    /// talk that waits cannot go on without its route.
    pub(super) fn wait_for_shelves(&mut self, model: &mut Model) {
        while model.shared.library.progress == Progress::Nothing
            && let Some(delivery) = self.librarian.as_ref().and_then(Librarian::next)
        {
            self.shelve(model, delivery);
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
