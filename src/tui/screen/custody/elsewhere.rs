//! The coordinator puts a backup in a place of her own, beside those that are made by themselves.

use crate::tui::{
    keys::Action,
    message::{Custodial, Effect, Report, Trouble},
    screen::destination::Destination,
    shared::Shared,
    widget::paper::Paper,
};

/// Where it goes, and what is said about that.
#[derive(Debug, Default)]
pub(super) struct Elsewhere {
    pub(super) destination: Destination,
    said: Option<Trouble>,
}

impl Elsewhere {
    /// Handles a key: Enter puts the backup there, Tab chooses another place.
    pub(super) fn act(&mut self, action: Action) -> Option<Effect> {
        match action {
            Action::Enter => match self.destination.enter(&mut self.said) {
                Ok(folder) => Some(Effect::Custody(Custodial::BackUp(folder))),
                Err(first) => first,
            },
            Action::Tab => {
                self.said = None;
                self.destination.next()
            }
            _ => {
                if self.destination.edit(action) {
                    self.said = None;
                }
                None
            }
        }
    }

    pub(super) fn typed(&mut self, letter: char) {
        self.said = None;
        self.destination.typed(letter);
    }

    pub(super) fn pasted(&mut self, text: &str) {
        self.said = None;
        self.destination.pasted(text);
    }

    /// Takes the places that are there, or what is said about one that was typed.
    pub(super) fn reported(&mut self, report: &Report) {
        match report {
            Report::Targets(targets) => self.destination.offered(targets),
            Report::Folder(found) => self.said = Some(self.destination.found(found)),
            _ => {}
        }
    }

    pub(super) fn view(&self, shared: &Shared, paper: &mut Paper<'_>) {
        paper.text(paper.theme.strong, &shared.say("kluis-elders-vraag"));
        paper.text(paper.theme.dim, &shared.say("kluis-elders-uitleg"));
        paper.skip();
        self.destination.view(shared, paper);
        if let Some(said) = &self.said {
            let is_asked = self.destination.is_asking();
            let theme = paper.theme;
            let style = if is_asked { theme.doubt } else { theme.danger };
            paper.skip();
            paper.text(style, &shared.sentence(said));
        }
    }
}
