//! About the screen below: what it is for in three sentences, and its keys in words.
//!
//! The list of keys is a menu as well: down and Enter do what a key does, so that no chord is ever the only way.

use ratatui::text::{Line, Span};

use crate::tui::{
    keys::{Action, Offer},
    screen::{Go, Page, Step},
    shared::Shared,
    widget::{
        choices,
        list::{self, Item},
        paper::{Paper, column},
    },
};

/// What the screen below is for, and its keys.
#[derive(Debug)]
pub struct Help {
    title: String,
    /// Three sentences about the screen.
    about: &'static str,
    pub(super) offers: Vec<Offer>,
    /// The key that has the focus; none while one only reads.
    focus: Option<usize>,
}

impl Help {
    /// Explains a screen by what it is for and what it offers.
    #[must_use]
    pub fn new(title: &str, about: &'static str, offers: Vec<Offer>) -> Self {
        Self {
            title: title.to_owned(),
            about,
            offers,
            focus: None,
        }
    }

    /// What the key that has the focus does; none where it stands for more than one key.
    fn chosen(&self) -> Option<Action> {
        let offer = self.offers.get(self.focus?)?;
        let is_one = !matches!(
            offer.action,
            Action::Choose(_) | Action::Up | Action::Down | Action::Help
        );
        is_one.then_some(offer.action)
    }
}

impl Page for Help {
    fn title(&self, shared: &Shared) -> String {
        shared.words.with("uitleg-kop", &[("scherm", &self.title)])
    }

    fn offers(&self, _shared: &Shared) -> Vec<Offer> {
        let mut offers = vec![Offer::new(Action::Escape, "toets-terug")];
        if self.chosen().is_some() {
            offers.insert(0, Offer::new(Action::Enter, "toets-doe-dit"));
        } else {
            offers.push(Offer::new(Action::Down, "toets-kiezen"));
        }
        offers
    }

    fn act(&mut self, _shared: &mut Shared, action: Action) -> Step {
        match (action, self.focus) {
            (Action::Enter, _) => match self.chosen() {
                Some(chosen) => Step {
                    effects: Vec::new(),
                    go: Go::BackThen(chosen),
                },
                None => Step::back(),
            },
            (Action::Escape | Action::Help, _) => Step::back(),
            (Action::Down | Action::Tab | Action::First, None) => {
                self.focus = Some(0);
                Step::none()
            }
            (Action::Up | Action::BackTab | Action::Last, None) => {
                self.focus = self.offers.len().checked_sub(1);
                Step::none()
            }
            (_, Some(focus)) => {
                self.focus = choices::moved(focus, action, self.offers.len()).or(self.focus);
                Step::none()
            }
            (_, None) => Step::none(),
        }
    }

    fn view(&self, shared: &Shared, paper: &mut Paper<'_>) {
        let theme = paper.theme;
        paper.text(theme.text, &shared.say(self.about));
        paper.skip();
        paper.text(theme.strong, &shared.say("uitleg-vraag"));
        if paper.rows_left() > self.offers.len() + 2 {
            paper.skip();
        }
        // The sentence below the keys is the most important one: it keeps its row.
        let rows = paper.rows_left().saturating_sub(2);
        let items: Vec<Item> = self
            .offers
            .iter()
            .enumerate()
            .map(|(place, offer)| {
                let has_focus = self.focus == Some(place);
                Item::of(Line::from(vec![
                    column(offer.key_name(), 12, theme.on(has_focus, theme.accent)),
                    Span::styled(shared.say(offer.words), theme.on(has_focus, theme.text)),
                ]))
            })
            .collect();
        list::view(paper, &shared.words, &items, self.focus, rows);
        paper.skip();
        paper.text(theme.dim, &shared.say("uitleg-altijd"));
    }
}
