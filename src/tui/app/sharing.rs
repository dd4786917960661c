//! What a resident may see of the screen that stands here now.

use crate::tui::{
    keys::{Action, Offer},
    screen::{
        Screen, Step,
        together::{Sight, Together},
    },
};

use super::Model;

impl Model {
    /// Opens the page for two readers, or closes it.
    pub(super) fn share(&self) -> Step {
        match self.stack.last() {
            Some(Screen::Together(_)) => Step::back(),
            // A covered screen shows nothing, and set-up is for one reader.
            Some(screen) if screen.page().is_closed() => Step::none(),
            _ if self.is_covered() => Step::none(),
            Some(_) | None => Step::push(Together::new(self.sight())),
        }
    }

    /// The key for it, shown where there is something to read together.
    pub(super) fn offer_to_share(&self) -> Offer {
        let words = "toets-meekijken";
        match self.sight() {
            Sight::Nothing => Offer::quiet(Action::Together, words),
            Sight::Question(..) | Sight::Card(_) => Offer::new(Action::Together, words),
        }
    }

    fn sight(&self) -> Sight {
        match self.stack.last() {
            Some(Screen::Talk(talk)) => talk.sight(&self.shared),
            Some(Screen::Card(page)) => page.shown().cloned().map_or(Sight::Nothing, Sight::Card),
            Some(Screen::Lookup(page)) => page.shown().map_or(Sight::Nothing, Sight::Card),
            _ => Sight::Nothing,
        }
    }
}
