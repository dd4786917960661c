//! What becomes of a card that was mended: it is kept, or taken away.

use crate::{
    knowledge,
    tui::{
        message::{Effect, cards::CardTask},
        screen::Step,
        shared::Shared,
    },
};

use super::MendPage;

impl MendPage {
    /// Keeps the card; `is_checked` gives it the day of today.
    pub(super) fn keep(&self, shared: &mut Shared, is_checked: bool) -> Step {
        let Some(card) = &self.card else {
            return Step::none();
        };
        let mut card = card.clone();
        if is_checked {
            card.checked = Some(shared.stamp.now.date());
        }
        shared.keep_card(card).into()
    }

    /// Takes the card away; it can be put back.
    pub(super) fn remove(&self) -> Step {
        let Some(card) = &self.before else {
            return Step::none();
        };
        Effect::Cards(CardTask::Keep(
            card.id.clone(),
            knowledge::removal(&card.id),
        ))
        .into()
    }
}
