//! A tour of one minute (*rondleiding*): what a volunteer must know on the first morning, one thing a page.
//!
//! Esc skips it on every page. It comes by itself the first time a desk is opened and before the first practice, and
//! from the menu whenever someone wants.

use crate::tui::{
    keys::{Action, Offer},
    screen::{Page, Step, exercises::Exercises, shift::ShiftPage},
    shared::Shared,
    widget::paper::Paper,
};

/// The pages, by the names of their heading and their text.
const PAGES: [(&str, &str); 6] = [
    ("rondleiding-zoeken-kop", "rondleiding-zoeken"),
    ("rondleiding-kaart-kop", "rondleiding-kaart"),
    ("rondleiding-noteren-kop", "rondleiding-noteren"),
    ("rondleiding-terug-kop", "rondleiding-terug"),
    ("rondleiding-nood-kop", "rondleiding-nood"),
    ("rondleiding-samen-kop", "rondleiding-samen"),
];

/// The state of the tour.
#[derive(Debug, Default)]
pub struct Tour {
    page: usize,
    then: Then,
}

/// What comes after it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Then {
    /// What stood there before.
    #[default]
    Back,
    /// The list of exercises.
    Exercises,
    /// The first shift of the desk.
    Shift,
}

impl Tour {
    /// The tour that comes before the first exercise.
    #[must_use]
    pub fn before_exercises() -> Self {
        Self {
            page: 0,
            then: Then::Exercises,
        }
    }

    /// The tour that comes before the first shift of a desk.
    #[must_use]
    pub const fn before_the_first_shift() -> Self {
        Self {
            page: 0,
            then: Then::Shift,
        }
    }

    fn end(&self, shared: &Shared) -> Step {
        match self.then {
            Then::Back => Step::back(),
            Then::Exercises => Exercises::open(shared),
            Then::Shift => Step::replace(ShiftPage::new(shared)),
        }
    }
}

impl Page for Tour {
    fn title(&self, shared: &Shared) -> String {
        let values = [
            ("n", &*(self.page + 1).to_string()),
            ("alles", &*PAGES.len().to_string()),
        ];
        shared.words.with("rondleiding-kop", &values)
    }

    fn offers(&self, _shared: &Shared) -> Vec<Offer> {
        let is_last = self.page + 1 == PAGES.len();
        let mut offers = vec![
            Offer::new(
                Action::Enter,
                if is_last {
                    "toets-klaar"
                } else {
                    "toets-verder"
                },
            ),
            Offer::new(Action::Escape, "toets-overslaan"),
        ];
        if self.page > 0 {
            offers.push(Offer::with_key(Action::Left, "←", "toets-terug"));
        }
        offers
    }

    fn act(&mut self, shared: &mut Shared, action: Action) -> Step {
        let last = PAGES.len() - 1;
        match action {
            Action::Escape => return self.end(shared),
            Action::Enter if self.page == last => return self.end(shared),
            Action::Enter | Action::Right | Action::Down | Action::PageDown | Action::Tick => {
                self.page = (self.page + 1).min(last);
            }
            Action::Left | Action::Up | Action::PageUp | Action::Backspace => {
                self.page = self.page.saturating_sub(1);
            }
            Action::First => self.page = 0,
            Action::Last => self.page = last,
            _ => {}
        }
        Step::none()
    }

    fn view(&self, shared: &Shared, paper: &mut Paper<'_>) {
        let Some((heading, text)) = PAGES.get(self.page) else {
            return;
        };
        paper.text(paper.theme.strong, &shared.say(heading));
        // One sentence a line: it is read like a list, and a key stands where the eye finds it.
        for sentence in shared.say(text).lines() {
            paper.skip();
            paper.text(paper.theme.text, sentence);
        }
    }
}
