//! A query that found nothing, noted for the coordinator (*gemis*): shown first, to be changed, and kept only then.

use crate::tui::{
    keys::{Action, Offer},
    message::{Report, Saving, Trouble},
    screen::{Page, Step},
    shared::{Shared, guard},
    widget::{field::Field, paper::Paper},
};

/// The most letters that are kept of a query.
const MOST_LETTERS: usize = 120;

/// The state of the question.
#[derive(Debug)]
pub struct MissedPage {
    query: Field,
}

impl MissedPage {
    /// Shows what was looked up in vain.
    #[must_use]
    pub fn of(query: &str) -> Self {
        Self {
            query: Field::holding(query.trim()),
        }
    }

    fn enter(&self, shared: &mut Shared) -> Step {
        let query = self.query.text().trim().to_owned();
        if query.is_empty() {
            return Step::back();
        }
        if let Some(trouble) = guard::refusal(&query, MOST_LETTERS) {
            shared.notice = Some(trouble);
            return Step::none();
        }
        shared.miss(query).into()
    }
}

impl Page for MissedPage {
    fn title(&self, shared: &Shared) -> String {
        shared.say("gemis-kop")
    }

    fn is_typing(&self) -> bool {
        true
    }

    fn offers(&self, _shared: &Shared) -> Vec<Offer> {
        let mut offers = vec![Offer::new(Action::Enter, "toets-bewaren")];
        if guard::is_needed(self.query.text()) {
            offers.push(Offer::new(Action::Done, "toets-nummer-weg"));
        }
        offers.push(Offer::new(Action::Escape, "toets-terug"));
        offers
    }

    fn act(&mut self, shared: &mut Shared, action: Action) -> Step {
        match action {
            Action::Enter => return self.enter(shared),
            Action::Escape => return Step::back(),
            Action::Done => self.query = Field::holding(&guard::without(self.query.text())),
            _ => {
                self.query.edit(action);
            }
        }
        Step::none()
    }

    fn typed(&mut self, _shared: &mut Shared, letter: char) -> Step {
        self.query.type_letter(letter);
        Step::none()
    }

    fn pasted(&mut self, _shared: &mut Shared, text: &str) -> Step {
        self.query.paste(text);
        Step::none()
    }

    fn reported(&mut self, shared: &mut Shared, report: &Report) -> Step {
        match report {
            Report::Saved(Saving::Missed, Ok(())) => {
                shared.notice = Some(Trouble::new("gemis-gedaan"));
                Step::back()
            }
            _ => Step::none(),
        }
    }

    fn view(&self, shared: &Shared, paper: &mut Paper<'_>) {
        let theme = paper.theme;
        paper.text(theme.strong, &shared.say("gemis-vraag"));
        paper.text(theme.dim, &shared.say("gemis-uitleg"));
        paper.skip();
        self.query.view(paper, true);
        if guard::is_needed(self.query.text()) {
            paper.text(theme.danger, &shared.say("wacht-nummer"));
        }
    }
}
