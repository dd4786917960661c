//! Lookup: results at every key press, with the card beside them where the width allows.
//!
//! Opens over any screen and returns exactly to it. Enter opens the card; over a talk, one key takes the card along.

use jiff::civil::Date;
use ratatui::{
    style::Style,
    text::{Line, Span},
};

use crate::{
    domain::{Answer, ArticleId, FieldName},
    search::{Hit, Verdict},
    tui::{
        app::Shared,
        keys::{Action, Offer},
        screen::{Go, Page, Step, card::CardPage, talk::Talk},
        theme::Theme,
        widget::{
            card::{self, Look},
            choices,
            field::Field,
            paper::{Paper, cut},
        },
    },
};

/// How many cards are listed at most.
const MOST_HITS: usize = 40;
/// From this width on the card stands beside the list.
const WIDE: usize = 74;
/// How wide the list is when the card stands beside it.
const LIST_WIDTH: u16 = 36;

/// The state of a lookup.
#[derive(Debug, Default)]
pub struct Lookup {
    query: Field,
    hits: Vec<Hit>,
    verdict: Option<Verdict>,
    focus: usize,
    /// The lookup fills a question of the talk below it.
    is_for_talk: bool,
}

impl Lookup {
    /// A lookup over a talk: the chosen card goes there.
    #[must_use]
    pub fn for_talk() -> Self {
        Self {
            is_for_talk: true,
            ..Self::default()
        }
    }

    fn search(&mut self, shared: &Shared) {
        let answer = shared.library.index.find(self.query.text(), MOST_HITS);
        self.verdict = (!self.query.text().trim().is_empty()).then_some(answer.verdict);
        self.hits = answer.hits;
        self.focus = 0;
    }

    fn chosen(&self) -> Option<&Hit> {
        self.hits.get(self.focus)
    }

    fn row(hit: &Hit, shared: &Shared, width: usize) -> Option<[Line<'static>; 2]> {
        let theme = shared.theme;
        let article = shared.library.articles.get(hit.position)?;
        let name = highlighted(&cut(&article.name, width), &hit.highlights, theme);
        let place = format!("{} · {}", article.region, article.domains.join(", "));
        Some([name, Line::styled(cut(&place, width), theme.dim)])
    }

    fn view_list(&self, shared: &Shared, paper: &mut Paper<'_>) {
        let rows = (paper.rows_left() / 2).max(1);
        let first = choices::first_visible(self.focus, self.hits.len(), rows);
        let width = paper.full_width().saturating_sub(1);
        for (position, hit) in self.hits.iter().enumerate().skip(first).take(rows) {
            if let Some([name, place]) = Self::row(hit, shared, width) {
                paper.row(position == self.focus, &name);
                paper.line(&place);
            }
        }
    }
}

/// The name with the letters that the query hit.
fn highlighted(name: &str, ranges: &[std::ops::Range<usize>], theme: Theme) -> Line<'static> {
    let mut line = Line::default();
    let mut from = 0;
    let plain = Style::default();
    for range in ranges {
        if let (Some(before), Some(hit)) = (name.get(from..range.start), name.get(range.clone())) {
            line.push_span(Span::styled(before.to_owned(), plain));
            line.push_span(Span::styled(hit.to_owned(), theme.hit));
            from = range.end;
        }
    }
    line.push_span(Span::styled(
        name.get(from..).unwrap_or_default().to_owned(),
        plain,
    ));
    line
}

/// Notes a quick question about a card: the talk opens at the theme that fits the card.
pub fn note_this(shared: &mut Shared, article: &ArticleId) -> Step {
    let Some(mut talk) = Talk::start(shared, "snel") else {
        return Step::none();
    };
    talk.suggest(shared, article);
    Step::home_then(talk)
}

/// The answer a card gives to a field of a talk.
#[must_use]
pub fn as_answer(article: &ArticleId) -> Answer {
    Answer::Text(article.as_str().to_owned())
}

/// The field a card that was looked up during a talk goes to when the present question does not ask for one.
#[must_use]
pub fn home_field() -> FieldName {
    FieldName::from("gekozen")
}

impl Page for Lookup {
    fn title(&self, shared: &Shared) -> String {
        shared.say("zoeken-kop")
    }

    fn is_typing(&self) -> bool {
        true
    }

    fn offers(&self, shared: &Shared) -> Vec<Offer> {
        let mut offers = Vec::new();
        if self.chosen().is_some() {
            offers.push(Offer::new(Action::Enter, "toets-open"));
            offers.push(Offer::new(Action::Down, "toets-kiezen"));
            if self.is_for_talk {
                offers.push(Offer::new(Action::Done, "toets-neem-kaart"));
            } else if shared.can_record() {
                offers.push(Offer::new(Action::Done, "toets-noteer-dit"));
            }
        }
        offers.push(Offer::new(Action::Escape, "toets-terug"));
        offers
    }

    fn act(&mut self, shared: &mut Shared, action: Action) -> Step {
        match action {
            Action::Escape => return Step::back(),
            Action::Enter => {
                if self.chosen().is_some() {
                    let cards = self.hits.iter().map(|hit| hit.position).collect();
                    return Step::push(CardPage::new(cards, self.focus, self.is_for_talk));
                }
            }
            Action::Done => {
                if let Some(id) = self.chosen().map(|hit| hit.id.clone()) {
                    if self.is_for_talk {
                        return Step {
                            effects: Vec::new(),
                            go: Go::Carry(id),
                        };
                    }
                    return note_this(shared, &id);
                }
            }
            Action::Up
            | Action::Down
            | Action::PageUp
            | Action::PageDown
            | Action::Tab
            | Action::BackTab => {
                let action = match action {
                    Action::Tab => Action::Down,
                    Action::BackTab => Action::Up,
                    _ => action,
                };
                if let Some(focus) = choices::moved(self.focus, action, self.hits.len()) {
                    self.focus = focus;
                }
            }
            _ => {
                let before = self.query.text().to_owned();
                if self.query.edit(action) && self.query.text() != before {
                    self.search(shared);
                }
            }
        }
        Step::none()
    }

    fn typed(&mut self, shared: &mut Shared, letter: char) -> Step {
        self.query.type_letter(letter);
        self.search(shared);
        Step::none()
    }

    fn pasted(&mut self, shared: &mut Shared, text: &str) -> Step {
        self.query.paste(text);
        self.search(shared);
        Step::none()
    }

    fn view(&self, shared: &Shared, paper: &mut Paper<'_>) {
        let theme = paper.theme;
        self.query.view(paper, true);
        match self.verdict {
            None => paper.text(theme.dim, &shared.say("home-uitleg")),
            Some(Verdict::None) => {
                paper.text(theme.doubt, &shared.say("zoeken-niets"));
                paper.text(theme.text, &shared.say("zoeken-niets-raad"));
            }
            Some(Verdict::Unsure) => paper.text(theme.doubt, &shared.say("zoeken-onzeker")),
            Some(Verdict::Found) => paper.text(
                theme.dim,
                &shared.words.count("zoeken-aantal", self.hits.len()),
            ),
        }
        paper.skip();
        let is_wide = paper.full_width() >= WIDE;
        if is_wide
            && let Some(article) = self
                .chosen()
                .and_then(|hit| shared.library.articles.get(hit.position))
        {
            let mut side = paper.rest(LIST_WIDTH);
            let today: Date = shared.stamp.now.date();
            let look = Look {
                words: &shared.words,
                theme,
                width: side.width(),
                today,
            };
            let rows = side.rows_left();
            for line in card::lines(article, look).iter().take(rows) {
                side.line(line);
            }
            let mut list = paper.column(LIST_WIDTH);
            self.view_list(shared, &mut list);
        } else {
            self.view_list(shared, paper);
        }
    }
}
