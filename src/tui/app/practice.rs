//! What the model watches while a case is played: keys, cards that were opened, and what is noted in the end.
//!
//! The screens are the real ones and know nothing of it.

use crate::{
    domain::Change,
    tui::{
        message::{Effect, Report, Saving},
        screen::{Screen, Step, exercises::Exercises},
    },
};

use super::Model;

impl Model {
    /// A key was pressed.
    pub(super) fn count_key(&mut self) {
        if let Some(playing) = self.shared.playing() {
            playing.played.keys += 1;
        }
    }

    /// Looks at what one message led to.
    pub(super) fn watch(&mut self, effects: &[Effect]) {
        if self.shared.playing().is_none() {
            return;
        }
        let (card, urgent) = match self.stack.last() {
            Some(Screen::Card(page)) => (page.shown().cloned(), None),
            Some(Screen::Urgent(page)) => (None, page.shown(&self.shared)),
            _ => (None, None),
        };
        let noted = effects.iter().find_map(|effect| match effect {
            Effect::Save(Saving::Conclusion, changes) => {
                changes.iter().find_map(|change| match change {
                    Change::Enquiry(enquiry) => Some(enquiry.clone()),
                    _ => None,
                })
            }
            _ => None,
        });
        let Some(playing) = self.shared.playing() else {
            return;
        };
        if let Some(card) = card.filter(|card| !playing.played.cards.contains(card)) {
            playing.played.cards.push(card);
        }
        if let Some(urgent) = urgent {
            playing.saw_urgent(&urgent);
        }
        playing.noted = noted.or(playing.noted.take());
    }

    /// A case ends when something was noted: what comes next is how it went.
    pub(super) fn end_of_case(&mut self, report: &Report) -> Option<Step> {
        if !matches!(report, Report::Saved(Saving::Conclusion, Ok(()))) {
            return None;
        }
        let over = Exercises::over(&mut self.shared)?;
        // What was noted is told on the page itself.
        self.shared.notice = None;
        Some(Step::home_then(over))
    }
}
