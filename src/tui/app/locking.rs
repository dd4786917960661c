//! Covering the screen and wiping the keys, and what is kept of a screen before it goes.

use jiff::{SignedDuration, Timestamp};

use crate::tui::{
    message::{Effect, Trouble},
    screen::{Screen, cover::Cover, home::Home, mend::MendPage},
    shared::Desk,
};

use super::Model;

/// Without a key for this long the screen is covered (product 8).
const COVER_AFTER: SignedDuration = SignedDuration::from_mins(5);
/// The same during a talk.
const COVER_AFTER_IN_TALK: SignedDuration = SignedDuration::from_mins(15);
/// Without a key for this long the keys are wiped (product 8).
pub(super) const LOCK_AFTER: SignedDuration = SignedDuration::from_mins(30);

impl Model {
    /// The keys are wiped and everything that was read is forgotten.
    pub(super) fn lock(&mut self) -> Vec<Effect> {
        let unsaved = self.unsaved();
        let typed = self.typed_at_desk();
        let opened = self.shared.opened_to_keep();
        self.aside = self.taken_from_stack().or(self.aside.take());
        self.shared.has_unkept_card = self.aside.is_some();
        self.shared.forget_trails();
        self.shared.undo.clear();
        self.shared.shift = None;
        self.shared.desk = Desk::Locked { waiting: true };
        self.stack = vec![Home::default().into()];
        self.shared.notice = Some(Trouble::new("op-slot"));
        self.shared.weigh_cards();
        let saves = unsaved.into_iter().chain(typed).chain(opened);
        saves.chain([Effect::Lock]).collect()
    }

    /// What stands half typed on other screens than a talk, to keep before the keys go.
    fn typed_at_desk(&mut self) -> Vec<Effect> {
        let Self { shared, stack, .. } = self;
        stack
            .iter_mut()
            .filter_map(|screen| screen.page_mut().typed_to_keep(shared))
            .collect()
    }

    /// The form of a card that is being filled in, from whichever screen stands over it.
    fn taken_from_stack(&mut self) -> Option<Box<MendPage>> {
        let at = self
            .stack
            .iter()
            .position(|screen| matches!(screen, Screen::Mend(_)))?;
        match self.stack.remove(at) {
            Screen::Mend(page) => page.set_aside().map(Box::new),
            _ => None,
        }
    }

    /// Shows the coordinator the form that she was filling in when the desk was locked.
    pub(super) fn take_up_form(&mut self) {
        if self.shared.is_practice || !self.shared.is_coordinator() {
            return;
        }
        if let Some(mut page) = self.aside.take() {
            page.take_up(&mut self.shared);
            self.shared.has_unkept_card = false;
            self.stack.push(Screen::Mend(page));
        }
    }

    /// Whether a form of a card holds what is on no disk yet: on the screen, or set aside.
    pub(super) fn has_unkept_card(&self) -> bool {
        let is_typed = |screen: &Screen| matches!(screen, Screen::Mend(page) if page.is_unkept());
        self.aside.is_some() || self.stack.iter().any(is_typed)
    }

    /// What a running talk still has to save before it goes from the screen.
    pub(super) fn unsaved(&self) -> Option<Effect> {
        let now = self.shared.stamp.now.timestamp();
        self.stack.iter().find_map(|screen| match screen {
            Screen::Talk(talk) => talk.unsaved(now),
            _ => None,
        })
    }

    pub(super) fn due(&mut self, now: Timestamp) -> Vec<Effect> {
        if self.shared.open().is_none() || self.shared.is_practice {
            return Vec::new();
        }
        let idle = now.duration_since(self.last_key);
        if idle >= LOCK_AFTER {
            return self.lock();
        }
        if idle >= self.cover_after() && !self.is_covered() {
            self.stack.push(Cover::default().into());
        }
        Vec::new()
    }

    /// When the model wants to be woken without a key: to cover the screen, and to wipe the keys. None while locked:
    /// then nothing ever wakes the process.
    #[must_use]
    pub fn deadline(&self) -> Option<Timestamp> {
        // Practice has nothing to hide.
        self.shared.open().filter(|_| !self.shared.is_practice)?;
        let after = if self.is_covered() {
            LOCK_AFTER
        } else {
            self.cover_after()
        };
        self.last_key.checked_add(after).ok()
    }

    fn cover_after(&self) -> SignedDuration {
        if self
            .stack
            .iter()
            .any(|screen| matches!(screen, Screen::Talk(_)))
        {
            COVER_AFTER_IN_TALK
        } else {
            COVER_AFTER
        }
    }

    /// Whether the screen is covered: nobody was here for a while.
    #[must_use]
    pub fn is_covered(&self) -> bool {
        self.stack
            .iter()
            .any(|screen| matches!(screen, Screen::Cover(_)))
    }
}
