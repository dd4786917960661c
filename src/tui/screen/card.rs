//! One card, to read together.

use crate::{
    domain::ArticleId,
    knowledge::Article,
    tui::{
        keys::{Action, Offer},
        screen::{Page, Step, lookup::Purpose},
        shared::Shared,
        widget::{
            card,
            paper::{MEASURE, Paper},
        },
    },
};

/// The state of an open card.
#[derive(Debug)]
pub struct CardPage {
    /// The cards that were found, best first.
    cards: Vec<ArticleId>,
    at: usize,
    /// The first line that is shown.
    top: usize,
    purpose: Purpose,
}

impl CardPage {
    /// Opens the card at `at` of those that were found.
    #[must_use]
    pub const fn new(cards: Vec<ArticleId>, at: usize, purpose: Purpose) -> Self {
        Self {
            cards,
            at,
            top: 0,
            purpose,
        }
    }

    fn article<'a>(&self, shared: &'a Shared) -> Option<&'a Article> {
        let id = self.cards.get(self.at)?;
        shared.library.article(id.as_str())
    }

    fn lines(&self, shared: &Shared, width: usize) -> Vec<ratatui::text::Line<'static>> {
        self.article(shared)
            .map_or_else(Vec::new, |article| card::lines(article, shared.look(width)))
    }
}

impl Page for CardPage {
    fn title(&self, shared: &Shared) -> String {
        shared.say("kaart-kop")
    }

    fn offers(&self, shared: &Shared) -> Vec<Offer> {
        let mut offers = vec![Offer::new(Action::Escape, "toets-terug")];
        offers.extend(self.purpose.offer(shared));
        offers.push(Offer::new(Action::Down, "toets-lezen"));
        if self.cards.len() > 1 {
            offers.push(Offer::new(Action::Right, "toets-volgende-kaart"));
        }
        offers
    }

    fn act(&mut self, shared: &mut Shared, action: Action) -> Step {
        let last_line = self.lines(shared, MEASURE.into()).len().saturating_sub(1);
        match action {
            Action::Escape => return Step::back(),
            Action::Done => {
                if let Some(id) = self.article(shared).map(|article| article.id.clone()) {
                    return self.purpose.take(shared, id);
                }
            }
            Action::Down => self.top = (self.top + 1).min(last_line),
            Action::Up => self.top = self.top.saturating_sub(1),
            Action::PageDown | Action::Tick | Action::Enter => {
                self.top = (self.top + 12).min(last_line);
            }
            Action::PageUp => self.top = self.top.saturating_sub(12),
            Action::First => self.top = 0,
            Action::Last => self.top = last_line,
            Action::Right if self.at + 1 < self.cards.len() => {
                (self.at, self.top) = (self.at + 1, 0);
            }
            Action::Left if self.at > 0 => (self.at, self.top) = (self.at - 1, 0),
            _ => {}
        }
        Step::none()
    }

    fn view(&self, shared: &Shared, paper: &mut Paper<'_>) {
        let lines = self.lines(shared, paper.width());
        let rows = paper.rows_left();
        // The last lines stay at the bottom: scrolling never shows an empty sheet.
        let top = self.top.min(lines.len().saturating_sub(rows));
        let has_more = lines.len() > top + rows;
        let shown = if has_more {
            rows.saturating_sub(1)
        } else {
            rows
        };
        for line in lines.iter().skip(top).take(shown) {
            paper.line(line);
        }
        if has_more {
            let more = shared.words.count("kaart-meer", lines.len() - top - shown);
            paper.text(shared.theme.dim, &more);
        }
    }
}
