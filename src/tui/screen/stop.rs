//! Stop? Everything is saved. At the end of a shift the team sees what it did today.

use crate::{
    figures::Totals,
    tui::{
        keys::{Action, Offer},
        message::Effect,
        screen::{Page, Step, day_log, exercises::Exercises},
        shared::Shared,
        widget::paper::Paper,
    },
};

/// The stop screen.
#[derive(Debug, Default)]
pub struct Stop;

impl Page for Stop {
    fn title(&self, shared: &Shared) -> String {
        shared.say("menu-stoppen")
    }

    fn offers(&self, shared: &Shared) -> Vec<Offer> {
        let mut offers = vec![
            Offer::new(Action::Enter, "toets-stop"),
            Offer::new(Action::Escape, "toets-terug"),
        ];
        if shared.case().is_some() {
            offers.push(Offer::new(Action::Tab, "toets-alle-oefeningen"));
        }
        offers
    }

    fn act(&mut self, shared: &mut Shared, action: Action) -> Step {
        match action {
            // The real desk comes back; from there one stops.
            Action::Enter if shared.is_practice => Effect::EndPractice.into(),
            Action::Enter => Effect::Quit.into(),
            Action::Tab if shared.case().is_some() => {
                shared.leave_case();
                Exercises::open(shared)
            }
            Action::Escape => Step::back(),
            _ => Step::none(),
        }
    }

    fn view(&self, shared: &Shared, paper: &mut Paper<'_>) {
        let question = if shared.is_practice {
            "stop-oefenen-vraag"
        } else {
            "stop-vraag"
        };
        paper.text(paper.theme.strong, &shared.say(question));
        let note = if shared.is_practice {
            "stop-oefenen"
        } else {
            "stop-uitleg"
        };
        if shared.has_unkept_card {
            paper.text(paper.theme.doubt, &shared.say("stop-kaart"));
        } else {
            paper.text(paper.theme.text, &shared.say(note));
        }
        if shared.case().is_some() {
            paper.text(paper.theme.text, &shared.say("stop-oefening"));
        }
        let Some(open) = shared.open().filter(|_| !shared.is_practice) else {
            return;
        };
        let totals = Totals::of(&open.today);
        if totals.all > 0 {
            paper.skip();
            paper.text(paper.theme.strong, &shared.say("stop-vandaag"));
            day_log::view_totals(shared, paper, &totals);
        }
    }
}
