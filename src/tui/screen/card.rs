//! One card, to read together.

mod told;

use crate::{
    domain::ArticleId,
    knowledge::Article,
    tui::{
        keys::{Action, Offer},
        message::{Report, Trouble, cards::CardReport},
        screen::{
            Go, Page, Step, lookup::Purpose, mend::MendPage, report::ReportPage,
            versions::VersionsPage,
        },
        shared::Shared,
        widget::{
            card, list,
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
    /// Opens the card at `at` of those that were found, over this screen.
    #[must_use]
    pub fn open(shared: &mut Shared, cards: Vec<ArticleId>, at: usize, purpose: Purpose) -> Step {
        let counted = cards.get(at).and_then(|id| shared.count_opened(id));
        let page = Self {
            cards,
            at,
            top: 0,
            purpose,
        };
        Step {
            effects: counted.into_iter().collect(),
            go: Go::Push(page.into()),
        }
    }

    /// The card that is shown.
    #[must_use]
    pub fn shown(&self) -> Option<&ArticleId> {
        self.cards.get(self.at)
    }

    /// Goes to another of the cards.
    fn turn(&mut self, shared: &mut Shared, at: usize) -> Step {
        (self.at, self.top) = (at, 0);
        let counted = self.cards.get(at).and_then(|id| shared.count_opened(id));
        Step::from(counted)
    }

    /// Whether the one who reads may mend: the coordinator, and not over a covered screen or a talk.
    fn can_mend(&self, shared: &Shared) -> bool {
        shared.is_coordinator() && self.purpose == Purpose::Note
    }

    /// The coordinator's keys.
    fn mend(&mut self, shared: &mut Shared, key: char) -> Step {
        let Some(card) = self.article(shared) else {
            return Step::none();
        };
        match key {
            'a' => Step::push(MendPage::of(card)),
            'e' => VersionsPage::open(card.id.clone()),
            'k' => {
                let id = card.id.clone();
                let kept = shared.still_right(&id);
                // A round along cards goes on by itself.
                let mut step = if self.at + 1 < self.cards.len() {
                    self.turn(shared, self.at + 1)
                } else {
                    Step::none()
                };
                step.effects.extend(kept);
                step
            }
            _ => Step::none(),
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
        // In a small window the last ones are left out: who mends cards says more often that one is right than that it is
        // not.
        if self.can_mend(shared) {
            offers.push(Offer::with_key(Action::Choose('k'), "k", "toets-klopt-nog"));
            offers.push(Offer::with_key(Action::Choose('a'), "a", "toets-aanpassen"));
        }
        if shared.can_record() {
            offers.push(Offer::new(Action::Report, "toets-klopt-niet"));
        }
        if self.can_mend(shared) {
            offers.push(Offer::with_key(Action::Choose('e'), "e", "toets-eerder"));
        }
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
            Action::Report => {
                if let Some(card) = self.article(shared) {
                    return Step::push(ReportPage::about(card.id.clone()));
                }
            }
            Action::Choose(key) if self.can_mend(shared) => return self.mend(shared, key),
            Action::Down => self.top = (self.top + 1).min(last_line),
            Action::Up => self.top = self.top.saturating_sub(1),
            Action::PageDown | Action::Tick | Action::Enter => {
                self.top = (self.top + 12).min(last_line);
            }
            Action::PageUp => self.top = self.top.saturating_sub(12),
            Action::First => self.top = 0,
            Action::Last => self.top = last_line,
            Action::Right if self.at + 1 < self.cards.len() => {
                return self.turn(shared, self.at + 1);
            }
            Action::Left if self.at > 0 => return self.turn(shared, self.at - 1),
            _ => {}
        }
        Step::none()
    }

    fn reported(&mut self, shared: &mut Shared, report: &Report) -> Step {
        if let Report::Cards(CardReport::Kept(_, Ok(()))) = report {
            shared.notice = Some(Trouble::new("kaart-klopt-nog"));
        }
        Step::none()
    }

    fn view(&self, shared: &Shared, paper: &mut Paper<'_>) {
        let lines = self.lines(shared, paper.width());
        if lines.is_empty() {
            paper.text(shared.theme.strong, &shared.say("kaart-weg"));
        }
        let rows = paper.rows_left();
        list::read(paper, &shared.words, &lines, self.top, rows);
    }
}
