//! Nobody pressed a key for a while: the screen is covered. Four digits of this shift open it.

use crate::tui::{
    keys::{Action, Offer},
    message::Trouble,
    screen::{Page, Step},
    shared::Shared,
    widget::paper::Paper,
};

/// How often a wrong code may be typed before the store is locked.
const TRIES: usize = 5;

/// The state of the cover.
#[derive(Debug, Default)]
pub struct Cover {
    typed: String,
    wrong: usize,
}

impl Page for Cover {
    fn title(&self, shared: &Shared) -> String {
        shared.say("afgedekt-kop")
    }

    fn is_typing(&self) -> bool {
        true
    }

    fn offers(&self, _shared: &Shared) -> Vec<Offer> {
        vec![
            Offer::with_key(Action::Choose('1'), "4 cijfers", "toets-verder"),
            Offer::new(Action::Search, "toets-zoeken"),
            Offer::new(Action::Lock, "toets-slot"),
        ]
    }

    fn act(&mut self, _shared: &mut Shared, action: Action) -> Step {
        if matches!(
            action,
            Action::Backspace | Action::DeleteWord | Action::DeleteLine | Action::Escape
        ) {
            self.typed.clear();
        }
        Step::none()
    }

    fn typed(&mut self, shared: &mut Shared, letter: char) -> Step {
        if !letter.is_ascii_digit() {
            return Step::none();
        }
        self.typed.push(letter);
        if self.typed.len() < 4 {
            return Step::none();
        }
        let is_right = shared.open().is_some_and(|open| open.code == self.typed);
        self.typed.clear();
        if is_right {
            return Step::back();
        }
        self.wrong += 1;
        if self.wrong >= TRIES {
            shared.lock_now = true;
            shared.code = Some((shared.stamp.now.date(), shared.draw_code()));
            return Step::none();
        }
        let left = TRIES.saturating_sub(self.wrong).to_string();
        shared.notice = Some(Trouble::new("afgedekt-fout").with("over", left));
        Step::none()
    }

    fn view(&self, shared: &Shared, paper: &mut Paper<'_>) {
        let theme = paper.theme;
        paper.text(theme.strong, &shared.say("afgedekt-vraag"));
        paper.text(theme.dim, &shared.say("afgedekt-uitleg"));
        paper.skip();
        let dots: String = (0..4)
            .map(|position| {
                if position < self.typed.len() {
                    "●  "
                } else {
                    "○  "
                }
            })
            .collect();
        paper.text(theme.accent, &dots);
        paper.skip();
        paper.text(theme.dim, &shared.say("afgedekt-vergeten"));
    }
}
