//! A card, told: all of it, top to bottom.

use crate::tui::{
    keys::{Action, Offer},
    message::Message,
    screen::Page,
    shared::Shared,
    told::{Told, in_one_space},
};

use super::CardPage;

/// A sentence of a card is one line, however long: the terminal breaks it where it must.
const WIDTH: usize = 400;

impl CardPage {
    pub(in crate::tui) fn tell(&self, shared: &Shared) -> Told {
        let lines = self.lines(shared, WIDTH);
        let lines = lines.iter().map(|line| in_one_space(&line.to_string()));
        let mut told = Told::new(lines.collect());
        if told.lines.is_empty() {
            told.lines.push(shared.say("kaart-weg"));
        }
        let is_scrolling = |offer: &Offer| matches!(offer.action, Action::Down | Action::Escape);
        told.offers = self.offers(shared);
        told.offers.retain(|offer| !is_scrolling(offer));
        told.enter = Some((
            shared.say("toets-terug"),
            vec![Message::Act(Action::Escape)],
        ));
        told
    }
}
