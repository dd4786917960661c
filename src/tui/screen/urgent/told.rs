//! The red-flag cards, told: the list, a card with its numbers first, with whom it was discussed.

use crate::{
    route::urgent::UrgentCard,
    tui::{
        keys::Action,
        message::Message,
        shared::Shared,
        told::{Choice, Told},
    },
};

use super::Urgent;

impl Urgent {
    pub(in crate::tui) fn tell(&self, shared: &Shared) -> Told {
        let cards = &shared.library.urgent;
        match cards.get(self.focus) {
            None => Told::new(vec![shared.say("nood-leeg")]),
            Some(_) if self.action.is_some() => Self::tell_discussed(shared),
            Some(card) if self.is_open => Self::tell_card(shared, card),
            Some(_) => {
                let mut told = Told::new(vec![shared.say("nood-vraag")]);
                told.choices = cards
                    .iter()
                    .enumerate()
                    .map(|(place, card)| Choice::by_key(place, &card.title))
                    .collect();
                told
            }
        }
    }

    fn tell_card(shared: &Shared, card: &UrgentCard) -> Told {
        let mut told = Told::new(vec![format!("{}. {}", card.id, card.title)]);
        for call in &card.calls {
            let (number, name) = Self::number(shared, call);
            told.lines.push(match number {
                Some(number) => format!("{number}: {name}. {}", call.when),
                None => format!("{name}. {}", call.when),
            });
        }
        let parts = [
            ("nood-zeg", &card.say),
            ("nood-doe", &card.act),
            ("nood-niet", &card.avoid),
        ];
        for (name, texts) in parts.into_iter().filter(|(_, texts)| !texts.is_empty()) {
            let name = shared.say(name);
            told.lines.push(format!("{name}: {}", texts.join(" ")));
        }
        told.lines.push(shared.say("nood-daarna"));
        told.lines.push(shared.say("regel-nood-gedaan"));
        told.choices = card
            .actions
            .iter()
            .enumerate()
            .map(|(place, (_, label))| Choice::by_key(place, label))
            .collect();
        told.enter = Some((
            shared.say("toets-terug"),
            vec![Message::Act(Action::Escape)],
        ));
        told
    }

    fn tell_discussed(shared: &Shared) -> Told {
        let mut told = Told::new(vec![shared.say("nood-besproken")]);
        let nobody = shared.say("nood-nog-niemand");
        let people = Self::people(shared).iter().map(|person| &person.label);
        told.choices = people
            .chain([&nobody])
            .enumerate()
            .map(|(place, label)| Choice::by_key(place, label))
            .collect();
        told
    }
}
