//! The team's words are asked, once per shift. Who has lost them is led, step by step, to new ones: that takes the
//! coordinator's words or the code in the envelope.

use zeroize::Zeroizing;

use crate::tui::{
    keys::{Action, Offer},
    message::{Effect, Report, Trouble},
    screen::{
        Page, Step, custody::Custody, repaired::Repaired, shift::ShiftPage, talks::Talks,
        tour::Tour,
    },
    shared::Shared,
    widget::{field::Field, paper::Paper},
};

/// The state of the question.
#[derive(Debug, Default)]
pub struct Unlock {
    words: Field,
    is_visible: bool,
    is_busy: bool,
    /// The team's words are lost: new ones come after unlocking.
    is_lost: bool,
    trouble: Option<Trouble>,
}

/// What to do when the team's words are lost.
const LOST: [&str; 4] = [
    "slot-kwijt-1",
    "slot-kwijt-2",
    "slot-kwijt-3",
    "slot-kwijt-4",
];

impl Unlock {
    fn turn(&mut self, is_lost: bool) {
        self.is_lost = is_lost;
        self.trouble = None;
        self.words.wipe();
    }
}

impl Drop for Unlock {
    fn drop(&mut self) {
        self.words.wipe();
    }
}

/// What an opened desk goes on by.
#[derive(Debug, Clone, Copy)]
pub(super) struct Onward {
    /// The team's words are lost.
    is_lost: bool,
    /// Nobody ever worked at this desk.
    is_first: bool,
}

/// Where an opened desk goes on: new words when the old ones are lost, then a talk that waits, then the tour, then the
/// shift.
pub(super) fn go_on(shared: &Shared, then: Onward) -> Step {
    let open = shared.open();
    if then.is_lost && open.is_some_and(|open| open.is_coordinator) {
        Custody::for_new_words()
    } else if open.is_some_and(|open| !open.drafts.is_empty()) {
        Step::replace(Talks::asked())
    } else if then.is_first {
        Step::replace(Tour::before_the_first_shift())
    } else if shared.shift.is_none() {
        Step::replace(ShiftPage::new(shared))
    } else {
        Step::back()
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
            Offer::with_key(Action::Down, "↓", "toets-woorden-kwijt"),
            Offer::new(Action::Escape, "toets-terug"),
        ]
    }

    fn act(&mut self, _shared: &mut Shared, action: Action) -> Step {
        match action {
            Action::Escape if self.is_lost => self.turn(false),
            Action::Escape => return Step::back(),
            Action::Down => self.turn(!self.is_lost),
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
                let then = Onward {
                    is_lost: self.is_lost,
                    is_first: opened.shift.is_none(),
                };
                if opened.recovered.is_empty() {
                    go_on(shared, then)
                } else {
                    Step::replace(Repaired::new(opened, then))
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
        if self.is_lost {
            paper.text(theme.strong, &shared.say("slot-kwijt"));
            for step in LOST {
                paper.text(theme.text, &shared.say(step));
            }
        } else {
            paper.text(theme.strong, &shared.say("slot-vraag"));
            paper.text(theme.dim, &shared.say("slot-uitleg"));
        }
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
