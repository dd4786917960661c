//! Asking further, with one key at any moment: a quick question becomes a talk, a short talk a long one; and the question
//! where a route opens up leads there too, or to a route of its own.

use std::sync::Arc;

use crate::{
    conversation::{FURTHER, HINGE},
    domain::{Answer, RouteId, Session, Tempo},
    tui::{
        keys::{Action, Offer},
        message::{Saving, Trouble},
        screen::Step,
        shared::Shared,
    },
};

use super::Talk;

/// The route that every question fits.
const GENERAL: &str = "algemeen";

impl Talk {
    /// Whether there is more to ask.
    pub(super) fn can_deepen(&self, shared: &Shared) -> bool {
        if self.correcting.is_some() {
            return false;
        }
        match self.walk.route().tempo {
            Tempo::Quick => shared.library.routes.contains_key(&RouteId::from(GENERAL)),
            Tempo::Short | Tempo::Long => self.walk.hinge().is_some(),
        }
    }

    /// The key for it: an arrow where nothing is typed, since it moves the cursor where something is.
    pub(super) fn deepen_offer(&self) -> Offer {
        if self.is_text() {
            Offer::new(Action::Deepen, "toets-doorvragen")
        } else {
            Offer::with_key(Action::Right, "→", "toets-doorvragen")
        }
    }

    /// Asks further; what was answered is not asked again. Where something is typed the question stays, with its text.
    pub(super) fn deepen(&mut self, shared: &mut Shared) -> Step {
        let before = self.walk.session().clone();
        let now = shared.stamp.now.clone();
        let typed_at = self.walk.question().filter(|_| self.is_text());
        let typed_at = typed_at.map(|question| question.name.clone());
        self.set_aside(&now);
        if self.walk.route().tempo == Tempo::Quick {
            return self.go_along(shared, &RouteId::from(GENERAL), before);
        }
        let Some(longer) = self.walk.further(&now) else {
            return Step::none();
        };
        self.walk = longer;
        if let Some(name) = typed_at {
            self.walk.jump(&name);
        }
        shared.notice = Some(Trouble::new("doorvragen-aan"));
        self.remember(before);
        self.arrive(shared);
        self.save(shared, Saving::Answer)
    }

    /// After an answer to the question where the route opens up: what it leads to, when it leads away.
    pub(super) fn opens_up(&mut self, shared: &mut Shared, before: &Session) -> Option<Step> {
        let question = self
            .walk
            .question()
            .filter(|field| field.appears_as(HINGE))?;
        let Some(Answer::One(code)) = self.walk.answer_of(question.name.as_str()) else {
            return None;
        };
        let code = code.clone();
        if code == FURTHER {
            let session = Session {
                tempo: Tempo::Long,
                ..self.walk.session().clone()
            };
            self.renew(shared, session);
            return None;
        }
        let route = RouteId::from(code);
        if self.correcting.is_some() || !shared.library.routes.contains_key(&route) {
            return None;
        }
        Some(self.go_along(shared, &route, before.clone()))
    }

    fn go_along(&mut self, shared: &mut Shared, route: &RouteId, before: Session) -> Step {
        let Some(route) = shared.library.routes.get(route).map(Arc::clone) else {
            return Step::none();
        };
        let now = shared.stamp.now.clone();
        self.walk = self.walk.deepen(Arc::clone(&route), route.tempo, &now);
        self.route = route;
        self.remember(before);
        self.arrive(shared);
        self.save(shared, Saving::Answer)
    }
}
