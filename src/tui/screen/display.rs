//! How the screen looks: light, dark, high contrast or without colour. A choice is seen at once and kept at once.

use crate::tui::{
    keys::{Action, Offer},
    message::{Effect, Report},
    screen::{Page, Step},
    shared::Shared,
    theme::Look,
    widget::{
        choices::{self, Choice},
        paper::Paper,
    },
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
        let Some(look) = Look::ALL.get(position) else {
            return Step::none();
        };
        self.focus = position;
        shared.theme = shared.theme.with(*look);
        Effect::KeepLook(*look).into()
    }
}

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
            Action::Choose(key) => match choices::position_of(key, Look::ALL.len()) {
                Some(position) => self.choose(shared, position),
                None => Step::none(),
            },
            _ => {
                if let Some(moved) = choices::moved(self.focus, action, Look::ALL.len()) {
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
        paper.text(paper.theme.strong, &shared.say("weergave-vraag"));
        paper.skip();
        let labels = Look::ALL.map(|look| shared.say(label(look)));
        let shown: Vec<Choice<'_>> = labels
            .iter()
            .zip(Look::ALL)
            .map(|(label, look)| Choice {
                label,
                note: "",
                tick: Some(look == shared.theme.look),
            })
            .collect();
        let rows = paper.rows_left();
        choices::view(paper, &shown, Some(self.focus), rows);
        paper.skip();
        paper.text(paper.theme.dim, &shared.say("weergave-uitleg"));
    }
}
