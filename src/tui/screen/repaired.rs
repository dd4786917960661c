//! What was found damaged when the store was opened, each in a sentence, and as of when everything is there.
//!
//! It comes between the lock and what a volunteer came for, so that nobody has to look for it; Enter goes on. Nothing is
//! drawn when nothing was damaged.

use jiff::civil::DateTime;

use crate::tui::{
    keys::{Action, Offer},
    message::{Opened, Trouble},
    screen::{
        Page, Step,
        unlock::{self, Onward},
    },
    shared::Shared,
    widget::{dates, paper::Paper},
};

/// Where Enter leads.
#[derive(Debug, Clone, Copy)]
enum Then {
    /// On from the lock.
    GoOn(Onward),
    /// Back to the screen below.
    Back,
}

/// The state of the page.
#[derive(Debug)]
pub struct Repaired {
    news: Vec<Trouble>,
    newest: Option<DateTime>,
    /// The first sentence that is shown, when they do not all fit.
    first: usize,
    then: Then,
}

impl Repaired {
    /// The page between the lock and the rest.
    #[must_use]
    pub(super) fn new(opened: &Opened, then: Onward) -> Self {
        Self::of(opened, Then::GoOn(then))
    }

    /// The page over another one, for what was found later.
    #[must_use]
    pub fn over(opened: &Opened) -> Self {
        Self::of(opened, Then::Back)
    }

    fn of(opened: &Opened, then: Then) -> Self {
        Self {
            news: opened.recovered.clone(),
            newest: opened.newest,
            first: 0,
            then,
        }
    }
}

impl Page for Repaired {
    fn title(&self, shared: &Shared) -> String {
        shared.say("hersteld-kop")
    }

    fn offers(&self, _shared: &Shared) -> Vec<Offer> {
        let mut offers = vec![Offer::new(Action::Enter, "toets-verder")];
        if self.news.len() > 1 {
            offers.push(Offer::new(Action::Down, "toets-lezen"));
        }
        offers
    }

    fn act(&mut self, shared: &mut Shared, action: Action) -> Step {
        let last = self.news.len().saturating_sub(1);
        match action {
            Action::Enter | Action::Escape => {
                return match self.then {
                    Then::GoOn(then) => unlock::go_on(shared, then),
                    Then::Back => Step::back(),
                };
            }
            Action::Down | Action::PageDown => self.first = (self.first + 1).min(last),
            Action::Up | Action::PageUp => self.first = self.first.saturating_sub(1),
            Action::First => self.first = 0,
            Action::Last => self.first = last,
            _ => {}
        }
        Step::none()
    }

    fn view(&self, shared: &Shared, paper: &mut Paper<'_>) {
        let theme = paper.theme;
        paper.text(theme.strong, &shared.say("hersteld-uitleg"));
        if let Some(newest) = self.newest {
            let day = dates::long_day(&shared.words, newest.date());
            let time = format!("{:02}:{:02}", newest.hour(), newest.minute());
            let values = [("dag", &*day), ("tijd", &*time)];
            paper.skip();
            paper.text(theme.text, &shared.words.with("hersteld-tot", &values));
        }
        for trouble in self.news.iter().skip(self.first) {
            paper.skip();
            paper.text(theme.text, &format!("- {}", shared.sentence(trouble)));
        }
    }
}
