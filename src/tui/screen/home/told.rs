//! Home, told: what waits, and the menu.

use crate::tui::{
    keys::Action,
    message::Message,
    shared::{Desk, Shared},
    told::{Asks, Choice, Told},
};

use super::Home;

impl Home {
    pub(in crate::tui) fn tell(&self, shared: &Shared) -> Told {
        let mut told = Told::new(Vec::new());
        match &shared.desk {
            Desk::Locked { waiting: true } => told.lines.push(shared.say("home-werk-klaar")),
            Desk::Closed(trouble) => told.lines.push(shared.sentence(trouble)),
            Desk::New => told.lines.push(shared.say("welkom-nog-niet")),
            Desk::Locked { waiting: false } | Desk::Open(_) => {}
        }
        if shared.library.problems > 0 {
            let problems = shared.library.problems;
            told.lines
                .push(shared.words.count("home-kaartproblemen", problems));
        }
        told.lines.push(shared.say("regel-thuis"));
        let menu = Self::menu(shared).into_iter();
        told.choices = menu
            .map(|entry| {
                let label = [shared.say(entry.words()), Self::note(shared, entry)];
                let label = label.join(": ");
                let mut messages = vec![Message::Act(Action::Choose(entry.key()))];
                if self.focus.is_none() {
                    messages.insert(0, Message::Act(Action::Tab));
                }
                Choice {
                    sign: entry.key().to_string(),
                    label: label.trim_end_matches(": ").to_owned(),
                    messages,
                }
            })
            .collect();
        if shared.open().is_some() && !shared.is_practice {
            told.choices.push(Choice {
                sign: "s".to_owned(),
                label: shared.say("regel-slot"),
                messages: vec![Message::Act(Action::Lock)],
            });
        }
        told.asks = Asks::Words;
        told
    }
}
