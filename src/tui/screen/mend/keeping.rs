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
    /// Keeps the card; when the whole of it was looked through it gets the day of today.
    pub(super) fn keep(&self, shared: &mut Shared) -> Step {
        let Some(card) = &self.card else {
            return Step::none();
        };
        let mut card = card.clone();
        if self.is_checked {
            card.checked = Some(shared.stamp.now.date());
        }
        shared.keep_card(card).into()
    }

    /// What was reported about a card that was looked through is dealt with.
    pub(super) fn settled_notices(&self, shared: &Shared) -> Vec<Effect> {
        let Some(card) = self.card.as_ref().filter(|_| self.is_checked) else {
            return Vec::new();
        };
        let notices = shared.cards.notices.iter();
        notices
            .filter(|notice| notice.settled.is_none() && notice.card == card.id)
            .map(|notice| shared.settle_notice(notice.id, true))
            .collect()
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
