//! The team's words are asked, once per shift.

use zeroize::Zeroizing;

use crate::tui::{
    keys::{Action, Offer},
    message::{Effect, Report, Trouble},
    screen::{Page, Step, shift::ShiftPage, talks::Talks},
    shared::Shared,
    widget::{field::Field, paper::Paper},
};

/// The state of the question.
#[derive(Debug, Default)]
pub struct Unlock {
    words: Field,
    is_visible: bool,
    is_busy: bool,
    trouble: Option<Trouble>,
}

impl Drop for Unlock {
    fn drop(&mut self) {
        self.words.wipe();
    }
}

impl Page for Unlock {
    fn title(&self, shared: &Shared) -> String {
        shared.say("slot-kop")
    }

    fn is_typing(&self) -> bool {
        true
    }

    fn offers(&self, _shared: &Shared) -> Vec<Offer> {
        let eye = if self.is_visible {
            "toets-verberg"
        } else {
            "toets-laat-zien"
        };
        vec![
            Offer::new(Action::Enter, "toets-ontgrendelen"),
            Offer::new(Action::Tab, eye),
            Offer::new(Action::Escape, "toets-terug"),
        ]
    }

    fn act(&mut self, _shared: &mut Shared, action: Action) -> Step {
        match action {
            Action::Escape => return Step::back(),
            Action::Tab => self.is_visible = !self.is_visible,
            Action::Enter if self.is_busy || self.words.is_empty() => {}
            Action::Enter => {
                self.is_busy = true;
                self.trouble = None;
                return Effect::Unlock(Zeroizing::new(self.words.text().to_owned())).into();
            }
            _ => {
                self.words.edit(action);
            }
        }
        Step::none()
    }

    fn typed(&mut self, _shared: &mut Shared, letter: char) -> Step {
        self.trouble = None;
        self.words.type_letter(letter);
        Step::none()
    }

    fn pasted(&mut self, _shared: &mut Shared, text: &str) -> Step {
        self.words.paste(text);
        Step::none()
    }

    fn reported(&mut self, shared: &mut Shared, report: &Report) -> Step {
        match report {
            Report::Opened(Ok(opened)) => {
                if !opened.drafts.is_empty() {
                    Step::replace(Talks::asked())
                } else if shared.shift.is_none() {
                    Step::replace(ShiftPage::new(shared))
                } else {
                    Step::back()
                }
            }
            Report::Opened(Err(trouble)) => {
                self.is_busy = false;
                self.trouble = Some(trouble.clone());
                Step::none()
            }
            // Meant for another screen.
            _ => Step::none(),
        }
    }

    fn view(&self, shared: &Shared, paper: &mut Paper<'_>) {
        let theme = paper.theme;
        paper.text(theme.strong, &shared.say("slot-vraag"));
        paper.text(theme.dim, &shared.say("slot-uitleg"));
        paper.skip();
        if self.is_visible {
            self.words.view(paper, true);
        } else {
            self.words.view_hidden(paper);
        }
        paper.skip();
        // No terminal tells whether Caps Lock is on; capitals in a passphrase do.
        if self
            .words
            .text()
            .chars()
            .filter(|letter| letter.is_uppercase())
            .count()
            > 1
        {
            paper.text(theme.doubt, &shared.say("slot-hoofdletters"));
        }
        if self.is_busy {
            paper.text(theme.dim, &shared.say("slot-bezig"));
        }
        if let Some(trouble) = &self.trouble {
            paper.text(theme.danger, &shared.sentence(trouble));
        }
    }
}
