//! Whom to ask when the cards do not help: the standby (*achterwacht*) of today, with the number to call.

use crate::{
    knowledge::StandbyRole,
    tui::{
        keys::{Action, Offer},
        screen::{Page, Step},
        shared::Shared,
        widget::paper::Paper,
    },
};

/// The page; it only tells.
#[derive(Debug, Default)]
pub struct Standby;

impl Standby {
    /// Who is on standby today; everyone who can be when no shift says so.
    fn roles(shared: &Shared) -> Vec<&StandbyRole> {
        match shared.standby() {
            Some(role) => vec![role],
            None => shared.library.local.standby.iter().collect(),
        }
    }
}

impl Page for Standby {
    fn title(&self, shared: &Shared) -> String {
        shared.say("achterwacht-kop")
    }

    fn offers(&self, _shared: &Shared) -> Vec<Offer> {
        vec![Offer::new(Action::Escape, "toets-terug")]
    }

    fn act(&mut self, _shared: &mut Shared, action: Action) -> Step {
        match action {
            Action::Escape | Action::Enter => Step::back(),
            _ => Step::none(),
        }
    }

    fn view(&self, shared: &Shared, paper: &mut Paper<'_>) {
        let theme = paper.theme;
        paper.text(theme.strong, &shared.say("achterwacht-vraag"));
        paper.skip();
        for role in Self::roles(shared) {
            paper.text(theme.text, &role.label);
            match &role.phone {
                Some(phone) => paper.text(theme.accent, phone),
                None => paper.text(theme.doubt, &shared.say("nood-geen-nummer")),
            }
            paper.skip();
        }
        paper.text(theme.text, &shared.say("achterwacht-vertel"));
    }
}
