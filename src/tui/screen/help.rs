//! About the screen below: its keys, in words.

use ratatui::text::{Line, Span};

use crate::tui::{
    keys::{Action, Offer},
    screen::{Page, Step},
    shared::Shared,
    widget::paper::{Paper, column},
};

/// The keys of the screen below.
#[derive(Debug)]
pub struct Help {
    about: String,
    offers: Vec<Offer>,
}

impl Help {
    /// Explains a screen by what it offers.
    #[must_use]
    pub fn about(title: &str, offers: Vec<Offer>) -> Self {
        Self {
            about: title.to_owned(),
            offers,
        }
    }
}

impl Page for Help {
    fn title(&self, shared: &Shared) -> String {
        shared.words.with("uitleg-kop", &[("scherm", &self.about)])
    }

    fn offers(&self, _shared: &Shared) -> Vec<Offer> {
        vec![Offer::new(Action::Escape, "toets-terug")]
    }

    fn act(&mut self, _shared: &mut Shared, action: Action) -> Step {
        if matches!(action, Action::Escape | Action::Enter | Action::Help) {
            Step::back()
        } else {
            Step::none()
        }
    }

    fn view(&self, shared: &Shared, paper: &mut Paper<'_>) {
        let theme = paper.theme;
        paper.text(theme.strong, &shared.say("uitleg-vraag"));
        paper.skip();
        for offer in &self.offers {
            let line = Line::from(vec![
                column(offer.key_name(), 12, theme.accent),
                Span::styled(shared.say(offer.words), theme.text),
            ]);
            paper.line(&line);
        }
        paper.skip();
        paper.text(theme.dim, &shared.say("uitleg-altijd"));
    }
}
