//! How the screen looks, and how much of a talk stands on a page. A choice is seen at once and kept at once.

use ratatui::text::{Line, Span};

use crate::tui::{
    keys::{Action, Offer},
    message::{Effect, Report},
    screen::{Page, Step},
    shared::Shared,
    theme::{Density, Look},
    widget::{choices, paper::Paper},
};

/// The state of the screen: which look has the focus.
#[derive(Debug)]
pub struct Display {
    focus: usize,
}

impl Display {
    /// Begins at the look that is worn now.
    #[must_use]
    pub fn new(shared: &Shared) -> Self {
        let worn = shared.theme.look;
        Self {
            focus: Look::ALL.iter().position(|look| *look == worn).unwrap_or(0),
        }
    }

    fn choose(&mut self, shared: &mut Shared, position: usize) -> Step {
        let density = position.checked_sub(Look::ALL.len());
        if let Some(look) = Look::ALL.get(position) {
            shared.theme = shared.theme.with(*look);
        } else if let Some(density) = density.and_then(|place| Density::ALL.get(place)) {
            shared.density = *density;
        } else {
            return Step::none();
        }
        self.focus = position;
        Effect::KeepLook(shared.theme.look, shared.density).into()
    }
}

/// How many choices there are.
const COUNT: usize = Look::ALL.len() + Density::ALL.len();

const fn label(look: Look) -> &'static str {
    match look {
        Look::Light => "weergave-licht",
        Look::Dark => "weergave-donker",
        Look::Contrast => "weergave-contrast",
        Look::Mono => "weergave-zonder-kleur",
    }
}

impl Page for Display {
    fn title(&self, shared: &Shared) -> String {
        shared.say("menu-weergave")
    }

    fn offers(&self, _shared: &Shared) -> Vec<Offer> {
        vec![
            Offer::new(Action::Enter, "toets-kiezen"),
            Offer::new(Action::Escape, "toets-terug"),
        ]
    }

    fn act(&mut self, shared: &mut Shared, action: Action) -> Step {
        match action {
            Action::Escape => Step::back(),
            Action::Enter | Action::Tick => self.choose(shared, self.focus),
            Action::Choose(key) => match choices::position_of(key, COUNT) {
                Some(position) => self.choose(shared, position),
                None => Step::none(),
            },
            _ => {
                if let Some(moved) = choices::moved(self.focus, action, COUNT) {
                    self.focus = moved;
                }
                Step::none()
            }
        }
    }

    fn reported(&mut self, shared: &mut Shared, report: &Report) -> Step {
        if let Report::LookKept(Err(trouble)) = report {
            shared.notice = Some(trouble.clone());
        }
        Step::none()
    }

    fn view(&self, shared: &Shared, paper: &mut Paper<'_>) {
        let theme = paper.theme;
        paper.text(theme.strong, &shared.say("weergave-vraag"));
        paper.skip();
        let mut place = 0;
        let mut row = |paper: &mut Paper<'_>, label: &str, is_worn: bool| {
            let has_focus = place == self.focus;
            let sign = if is_worn { "[x]" } else { "[ ]" };
            let key = choices::key_of(place).unwrap_or(' ');
            let line = Line::from(vec![
                Span::styled(format!("{key}  "), theme.on(has_focus, theme.accent)),
                Span::styled(format!("{sign} {label}"), theme.on(has_focus, theme.text)),
            ]);
            paper.row(has_focus, &line);
            place += 1;
        };
        for look in Look::ALL {
            row(paper, &shared.say(label(look)), look == shared.theme.look);
        }
        paper.skip();
        paper.text(theme.strong, &shared.say("weergave-gesprek"));
        paper.skip();
        for density in Density::ALL {
            let label = match density {
                Density::Calm => "weergave-rustig",
                Density::Brisk => "weergave-vlot",
            };
            row(paper, &shared.say(label), density == shared.density);
        }
        paper.skip();
        paper.text(theme.dim, &shared.say("weergave-uitleg"));
    }
}
