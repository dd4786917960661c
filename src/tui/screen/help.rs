//! About the screen below: what it is for in three sentences, and its keys in words.

use ratatui::text::{Line, Span};

use crate::tui::{
    keys::{Action, Offer},
    screen::{Page, Step},
    shared::Shared,
    widget::paper::{Paper, column},
};

/// What the screen below is for, and its keys.
#[derive(Debug)]
pub struct Help {
    title: String,
    /// Three sentences about the screen.
    about: &'static str,
    pub(super) offers: Vec<Offer>,
}

impl Help {
    /// Explains a screen by what it is for and what it offers.
    #[must_use]
    pub fn new(title: &str, about: &'static str, offers: Vec<Offer>) -> Self {
        Self {
            title: title.to_owned(),
            about,
            offers,
        }
    }
}

impl Page for Help {
    fn title(&self, shared: &Shared) -> String {
        shared.words.with("uitleg-kop", &[("scherm", &self.title)])
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
        paper.text(theme.text, &shared.say(self.about));
        paper.skip();
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
