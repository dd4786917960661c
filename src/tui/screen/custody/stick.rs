//! The coordinator chooses the team's own stick from those that are in the computer.

use crate::tui::{
    keys::Action,
    message::{Custodial, Effect, Stick, Whose},
    shared::Shared,
    widget::{
        choices::{self, Choice},
        paper::Paper,
    },
};

/// The sticks, and the one that has the focus.
#[derive(Debug)]
pub(super) struct Sticks {
    found: Vec<Stick>,
    focus: usize,
}

impl Sticks {
    /// These, with the focus on the first that is not this desk's already.
    pub(super) fn of(found: &[Stick]) -> Self {
        let new = found.iter().position(|stick| stick.whose != Whose::Ours);
        Self {
            found: found.to_vec(),
            focus: new.unwrap_or(0),
        }
    }

    /// What Enter does, in words.
    pub(super) const fn enter(&self) -> &'static str {
        if self.found.is_empty() {
            "toets-kijk-opnieuw"
        } else {
            "toets-kiezen"
        }
    }

    /// Handles a key: a stick is chosen, or looked for again where there is none.
    pub(super) fn act(&mut self, action: Action) -> Option<Effect> {
        match action {
            Action::Choose(key) => {
                self.focus = choices::position_of(key, self.found.len())?;
            }
            Action::Enter => {}
            _ => {
                self.focus = choices::moved(self.focus, action, self.found.len())?;
                return None;
            }
        }
        let asked = match self.found.get(self.focus) {
            Some(stick) => Custodial::NameStick(stick.folder.clone()),
            None => Custodial::Sticks,
        };
        Some(Effect::Custody(asked))
    }

    pub(super) fn view(&self, shared: &Shared, paper: &mut Paper<'_>) {
        if self.found.is_empty() {
            paper.text(paper.theme.text, &shared.say("kluis-stick-geen"));
            return;
        }
        paper.text(paper.theme.strong, &shared.say("kluis-stick-kies"));
        paper.text(paper.theme.dim, &shared.say("kluis-stick-uitleg"));
        paper.skip();
        let notes: Vec<String> = self
            .found
            .iter()
            .map(|stick| match stick.whose {
                Whose::Ours => shared.say("kluis-stick-eigen"),
                Whose::Another => shared.say("kluis-stick-ander"),
                Whose::Nobody => String::new(),
            })
            .collect();
        let shown: Vec<_> = self
            .found
            .iter()
            .zip(&notes)
            .map(|(stick, note)| Choice {
                label: &stick.name,
                note,
                tick: None,
            })
            .collect();
        let rows = paper.rows_left().saturating_sub(2);
        choices::view(paper, &shared.words, &shown, Some(self.focus), rows);
    }
}
