//! The day's log, told: the figures and rows of a day, in what form it is taken along, where it went.

use crate::tui::{
    keys::Action,
    message::Message,
    shared::Shared,
    told::{self, Choice, Told},
};

use super::{CHOICES, DayLog, Part};

impl DayLog {
    pub(in crate::tui) fn tell(&self, shared: &Shared) -> Told {
        let lines = |view: &dyn Fn(&Shared, &mut crate::tui::widget::paper::Paper<'_>)| {
            told::drawn(shared, |shared, paper| view(shared, paper))
        };
        match self.part {
            Part::Preview => {
                let mut told = Told::new(lines(&|shared, paper| self.view_preview(shared, paper)));
                if let Some(trouble) = &self.trouble {
                    told.lines.push(shared.sentence(trouble));
                }
                let choices = [
                    ("toets-meenemen", Action::Enter),
                    ("regel-dag-eerder", Action::Left),
                    ("regel-dag-later", Action::Right),
                ];
                let choices = choices.into_iter().enumerate();
                told.choices = choices
                    .map(|(place, (words, key))| {
                        Choice::at(place, shared.say(words), vec![Message::Act(key)])
                    })
                    .collect();
                told
            }
            Part::TakeAlong => self.tell_take_along(shared),
            Part::Written => {
                let mut told = Told::new(lines(&|shared, paper| self.view_written(shared, paper)));
                told.enter = Some((shared.say("toets-klaar"), vec![Message::Act(Action::Enter)]));
                told
            }
        }
    }

    fn tell_take_along(&self, shared: &Shared) -> Told {
        if let Some(asked) = self.destination.tell(shared) {
            return asked;
        }
        let place = self.destination.said(shared);
        let mut told = Told::new(vec![shared.say("daglog-meenemen"), place]);
        if let Some(trouble) = &self.trouble {
            told.lines.push(shared.sentence(trouble));
        }
        told.choices = CHOICES
            .iter()
            .enumerate()
            .map(|(place, (name, _))| Choice::by_key(place, shared.say(name)))
            .collect();
        told.choices.push(Choice::at(
            CHOICES.len(),
            shared.say("toets-andere-map"),
            vec![Message::Act(Action::Tab)],
        ));
        told
    }
}
