//! Reading together (*meekijken*): only what a resident may see, large and plain. The question with its answers, or the
//! card; over any other screen a sentence that says nothing. Nobody else's data, nothing of today, nothing a volunteer
//! typed. The same key or Esc goes back.

use ratatui::text::{Line, Span};

use crate::{
    domain::ArticleId,
    tui::{
        keys::{Action, Offer},
        screen::{Page, Step},
        shared::Shared,
        widget::{
            card, list,
            paper::{Paper, wrap},
        },
    },
};

/// Lines are shorter than elsewhere: two people read them, one from the side.
const WIDTH: usize = 50;
/// So many answers fit every window.
const SHORT: usize = 9;
/// How far the text stands from the reading edge.
const INDENT: u16 = 4;

/// What two people may read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sight {
    /// A question as its author wrote it, and the answers one can choose; a tick where one was chosen.
    Question(String, Vec<(String, Option<bool>)>),
    /// A card of the knowledge base.
    Card(ArticleId),
    /// Nothing of this screen.
    Nothing,
}

/// The state of the screen.
#[derive(Debug)]
pub struct Together {
    sight: Sight,
    top: usize,
}

impl Together {
    /// Shows this.
    #[must_use]
    pub const fn new(sight: Sight) -> Self {
        Self { sight, top: 0 }
    }

    fn lines(&self, shared: &Shared, width: usize, rows: usize) -> Vec<Line<'static>> {
        let theme = shared.theme;
        let mut lines = Vec::new();
        match &self.sight {
            Sight::Question(label, choices) => {
                let text = wrap(label, width);
                lines.extend(
                    text.into_iter()
                        .map(|text| Line::styled(text, theme.strong)),
                );
                lines.push(Line::default());
                let is_airy = lines.len() + choices.len() * 2 <= rows;
                for (label, tick) in choices {
                    let sign = match tick {
                        Some(true) => "[x] ",
                        Some(false) => "[ ] ",
                        None => "·   ",
                    };
                    for (row, text) in wrap(label, width.saturating_sub(4)).into_iter().enumerate()
                    {
                        let line = vec![
                            Span::styled(if row == 0 { sign } else { "    " }, theme.accent),
                            Span::styled(text, theme.text),
                        ];
                        lines.push(Line::from(line));
                    }
                    if is_airy {
                        lines.push(Line::default());
                    }
                }
            }
            Sight::Card(id) => {
                if let Some(article) = shared.library.article(id.as_str()) {
                    // What colleagues wrote about a card is not for residents.
                    let look = card::Look {
                        notices: &[],
                        ..shared.look(width)
                    };
                    lines = card::lines(article, look);
                }
            }
            Sight::Nothing => {
                let text = wrap(&shared.say("meekijken-niets"), width);
                lines.extend(
                    text.into_iter()
                        .map(|text| Line::styled(text, theme.strong)),
                );
            }
        }
        lines
    }
}

impl Page for Together {
    fn title(&self, shared: &Shared) -> String {
        shared.say("meekijken-kop")
    }

    fn offers(&self, _shared: &Shared) -> Vec<Offer> {
        let mut offers = vec![Offer::new(Action::Together, "toets-terug")];
        let is_long = match &self.sight {
            Sight::Card(_) => true,
            Sight::Question(_, choices) => choices.len() > SHORT,
            Sight::Nothing => false,
        };
        if is_long {
            offers.push(Offer::new(Action::Down, "toets-lezen"));
        }
        offers
    }

    fn act(&mut self, shared: &mut Shared, action: Action) -> Step {
        let last = self.lines(shared, WIDTH, 0).len().saturating_sub(1);
        match action {
            Action::Escape | Action::Together => return Step::back(),
            Action::Down => self.top = (self.top + 1).min(last),
            Action::Up => self.top = self.top.saturating_sub(1),
            Action::PageDown | Action::Tick | Action::Enter => {
                self.top = (self.top + 10).min(last);
            }
            Action::PageUp => self.top = self.top.saturating_sub(10),
            Action::First => self.top = 0,
            Action::Last => self.top = last,
            _ => {}
        }
        Step::none()
    }

    fn view(&self, shared: &Shared, paper: &mut Paper<'_>) {
        paper.skip();
        let mut sheet = paper.rest(INDENT);
        let rows = sheet.rows_left();
        let lines = self.lines(shared, sheet.width().min(WIDTH), rows);
        list::read(&mut sheet, &shared.words, &lines, self.top, rows);
    }
}
