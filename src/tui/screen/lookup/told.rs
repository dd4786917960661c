//! A lookup, told: how sure it is, the best cards, and what to do when none fits.

use crate::tui::{
    keys::{Action, Offer},
    message::Message,
    shared::{Progress, Shared},
    told::{self, Asks, Choice, Told},
    widget::card,
};

use super::{Lookup, Mode, remedy::Remedy, why};

/// How many cards are told: who listens cannot skim.
const MOST_TOLD: usize = 10;

impl Lookup {
    pub(in crate::tui) fn tell(&self, shared: &Shared) -> Told {
        let mut told = Told::new(told::drawn(shared, |shared, paper| {
            self.view_verdict(shared, paper);
        }));
        if self.mode == Mode::Filtering {
            return self.tell_filter(shared, told);
        }
        told.asks = Asks::Words;
        let has_remedies = self.is_none() || self.mode == Mode::Remedies;
        if has_remedies && shared.library.progress == Progress::Whole {
            told.choices = self.remedies_told(shared);
            return told;
        }
        told.choices = self
            .hits
            .iter()
            .take(MOST_TOLD)
            .enumerate()
            .filter_map(|(place, hit)| {
                let article = shared.library.articles.get(hit.position)?;
                let below = card::subtitle(&shared.words, article);
                let why = why(hit.why).map(|why| format!(" ({})", shared.say(why)));
                let label = format!("{}. {below}{}", article.name, why.unwrap_or_default());
                Some(Choice {
                    messages: self.keys_to(place),
                    ..Choice::at(place, label, Vec::new())
                })
            })
            .collect();
        if self.hits.len() > MOST_TOLD {
            told.lines.push(shared.say("regel-meer-kaarten"));
        }
        if self.chosen().is_some() {
            told.enter = Some((shared.say("regel-beste"), self.keys_to(0)));
        }
        if self.verdict.is_some() {
            told.offers = vec![
                Offer::new(Action::Report, "toets-staat-er-niet"),
                Offer::new(Action::Tab, "toets-filter"),
            ];
        }
        told
    }

    /// Which cards are shown: the number of a row takes its next answer.
    fn tell_filter(&self, shared: &Shared, mut told: Told) -> Told {
        told.lines.insert(0, shared.say("filter-vraag"));
        told.lines.push(shared.say("regel-filter"));
        told.choices = self
            .filter
            .rows(shared)
            .into_iter()
            .enumerate()
            .map(|(place, (name, value))| {
                Choice::by_focus(place, format!("{name}: {value}"), Action::Right)
            })
            .collect();
        let done = vec![Message::Act(Action::Enter)];
        told.enter = Some((shared.say("toets-klaar"), done));
        told
    }

    /// From the row that has the focus to this one, then open.
    fn keys_to(&self, place: usize) -> Vec<Message> {
        let step = if place < self.focus {
            Action::Up
        } else {
            Action::Down
        };
        let keys = std::iter::repeat_n(step, place.abs_diff(self.focus));
        keys.chain([Action::Enter]).map(Message::Act).collect()
    }

    fn remedies_told(&self, shared: &Shared) -> Vec<Choice> {
        let choice = |remedy: Remedy| {
            let key = Message::Act(Action::Choose(remedy.key()));
            let mut messages = vec![key];
            if self.mode != Mode::Remedies {
                messages.insert(0, Message::Act(Action::Enter));
            }
            Choice {
                sign: remedy.key().to_string(),
                label: shared.say(remedy.words()),
                messages,
            }
        };
        Remedy::all(shared, self.is_wide)
            .into_iter()
            .map(choice)
            .collect()
    }
}
