//! Which screens tell themselves in their own way; the others are told as they are drawn.

use crate::tui::{
    keys::Action,
    message::Message,
    shared::Shared,
    told::{Asks, Told, sign_of_offer},
};

use super::{Screen, help::Help};

impl Screen {
    /// What the screen says when it is not drawn.
    #[must_use]
    pub fn tell(&self, shared: &Shared) -> Told {
        match self {
            Self::Home(home) => home.tell(shared),
            Self::Lookup(lookup) => lookup.tell(shared),
            Self::Card(card) => card.tell(shared),
            Self::Routes(routes) => routes.tell(shared),
            Self::Talk(talk) => talk.tell(shared),
            Self::Today(today) => today.tell(shared),
            Self::DayLog(log) => log.tell(shared),
            Self::Urgent(urgent) => urgent.tell(shared),
            Self::Help(help) => help.tell(shared),
            Self::Unlock(_) => Told {
                asks: Asks::Secret,
                offers: Vec::new(),
                ..self.tell_as_drawn(shared)
            },
            Self::Cover(_) => {
                let lines = ["afgedekt-uitleg", "afgedekt-vraag"];
                let mut told = Told::new(lines.map(|name| shared.say(name)).to_vec());
                told.asks = Asks::Code;
                told
            }
            _ => self.tell_as_drawn(shared),
        }
    }

    fn tell_as_drawn(&self, shared: &Shared) -> Told {
        let page = self.page();
        let offers = page.offers(shared);
        Told::drawn(shared, &offers, page.is_typing(), |shared, paper| {
            page.view(shared, paper);
        })
    }
}

impl Help {
    fn tell(&self, shared: &Shared) -> Told {
        let mut told = Told::new(vec![shared.say("regel-uitleg")]);
        for offer in &self.offers {
            if let Some(sign) = sign_of_offer(offer) {
                let what = shared.say(offer.words);
                let line = shared
                    .words
                    .with("regel-teken", &[("teken", &sign), ("wat", &what)]);
                told.lines.push(line);
            }
        }
        let back = vec![Message::Act(Action::Escape)];
        told.enter = Some((shared.say("toets-terug"), back));
        told
    }
}
