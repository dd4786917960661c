//! Today's list, told: the totals, and each question with a number that opens it.

use crate::{
    figures::Totals,
    tui::{
        keys::Action,
        screen::Page,
        shared::Shared,
        told::{Choice, Told, in_one_space},
        widget::paper::MEASURE,
    },
};

use super::{Today, row, summary};

impl Today {
    pub(in crate::tui) fn tell(&self, shared: &Shared) -> Told {
        if self.tally.is_some() {
            return Told::drawn(shared, &self.offers(shared), true, |shared, paper| {
                self.view(shared, paper);
            });
        }
        let totals = shared
            .open()
            .map_or_else(Totals::default, |open| Totals::of(&open.today));
        let mut told = Told::new(vec![if totals.all == 0 {
            shared.say("vandaag-leeg")
        } else {
            summary(&shared.words, &totals)
        }]);
        told.choices = Self::rows(shared)
            .into_iter()
            .enumerate()
            .map(|(place, enquiry)| {
                let row = row(shared, enquiry, MEASURE.into(), false).to_string();
                Choice::by_focus(place, in_one_space(&row), Action::Enter)
            })
            .collect();
        told.offers = self.offers(shared);
        told.offers.retain(|offer| offer.action == Action::Undo);
        told
    }
}
