//! Which conversation to begin: the general one first, then those for one purpose.

use crate::{
    domain::{RouteId, Tempo},
    route::Route,
    tui::{
        keys::{Action, Offer},
        order,
        screen::{Page, Step, home},
        shared::Shared,
        told::{self, Told},
        widget::{
            choices::{self, Choice},
            paper::{Paper, wrap},
        },
    },
};

/// The route that fits every question.
const GENERAL: &str = "algemeen";

/// The state of the list.
#[derive(Debug, Default)]
pub struct Routes {
    focus: usize,
}

impl Routes {
    /// Every route but the quick ones, the general one on top.
    fn all(shared: &Shared) -> Vec<&Route> {
        let mut routes: Vec<_> = shared
            .library
            .routes
            .values()
            .map(AsRef::as_ref)
            .filter(|route| route.tempo != Tempo::Quick)
            .collect();
        order::by_key(&mut routes, |route| {
            (route.id != RouteId::from(GENERAL), route.title.clone())
        });
        routes
    }

    fn begin(shared: &mut Shared, position: usize) -> Step {
        let id = Self::all(shared)
            .get(position)
            .map(|route| route.id.clone());
        id.map_or_else(Step::none, |id| home::start(shared, id.as_str()))
    }
}

impl Routes {
    /// The names alone: what each is for would push the question out of a window of 24 rows.
    pub(in crate::tui) fn tell(&self, shared: &Shared) -> Told {
        let mut told = Told::new(vec![shared.say("gesprek-routes")]);
        let routes = Self::all(shared).into_iter().enumerate();
        told.choices = routes
            .map(|(place, route)| told::Choice::by_key(place, &route.title))
            .collect();
        told.enter = told::entered(shared, &self.offers(shared));
        told
    }
}

impl Page for Routes {
    fn title(&self, shared: &Shared) -> String {
        shared.say("menu-gesprek")
    }

    fn offers(&self, _shared: &Shared) -> Vec<Offer> {
        vec![
            Offer::new(Action::Enter, "toets-kiezen"),
            Offer::new(Action::Escape, "toets-terug"),
        ]
    }

    fn act(&mut self, shared: &mut Shared, action: Action) -> Step {
        let count = Self::all(shared).len();
        match action {
            Action::Escape => return Step::back(),
            Action::Enter => return Self::begin(shared, self.focus),
            Action::Choose(key) => {
                if let Some(position) = choices::position_of(key, count) {
                    self.focus = position;
                    return Self::begin(shared, position);
                }
            }
            _ => {
                if let Some(focus) = choices::moved(self.focus, action, count) {
                    self.focus = focus;
                }
            }
        }
        Step::none()
    }

    fn view(&self, shared: &Shared, paper: &mut Paper<'_>) {
        paper.text(paper.theme.strong, &shared.say("gesprek-routes"));
        paper.skip();
        let routes = Self::all(shared);
        let shown: Vec<_> = routes
            .iter()
            .map(|route| Choice {
                label: &route.title,
                note: "",
                tick: None,
            })
            .collect();
        let aim = routes.get(self.focus).map_or("", |route| &route.aim);
        let below = wrap(aim, paper.width()).len() + 1;
        let rows = paper.rows_left();
        let has_room = rows >= shown.len() + below;
        choices::view(paper, &shared.words, &shown, Some(self.focus), rows);
        if has_room {
            paper.skip();
            paper.text(paper.theme.dim, aim);
        }
    }
}
