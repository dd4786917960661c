//! A card as it was before each change; any of them can be put back, and that is a change as well.

use ratatui::text::{Line, Span};

use crate::{
    domain::ArticleId,
    knowledge::{self, Article},
    tui::{
        keys::{Action, Offer},
        message::{
            Effect, Report, Trouble,
            cards::{CardReport, CardTask, Version},
        },
        screen::{Go, Page, Step},
        shared::Shared,
        widget::{
            card, choices, dates,
            list::{self, Item},
            paper::{MEASURE, Paper},
        },
    },
};

/// How many versions are listed at once; the card stands below them.
const ROWS: usize = 5;
/// How many lines of the card one key goes on.
const PAGE: usize = 8;

/// The state of the list.
#[derive(Debug)]
pub struct VersionsPage {
    card: ArticleId,
    /// None until they were read.
    versions: Option<Vec<Version>>,
    focus: usize,
    /// The first line of the card that is shown.
    top: usize,
}

impl VersionsPage {
    /// Opens the page and asks for the versions of a card.
    #[must_use]
    pub fn open(card: ArticleId) -> Step {
        let read = Effect::Cards(CardTask::ReadVersions(card.clone()));
        let page = Self {
            card,
            versions: None,
            focus: 0,
            top: 0,
        };
        Step {
            effects: vec![read],
            go: Go::Push(page.into()),
        }
    }

    fn chosen(&self) -> Option<&Version> {
        self.versions.as_ref()?.get(self.focus)
    }

    /// The version as a card; none when the card was away then.
    fn article(&self) -> Option<Article> {
        let version = self.chosen()?;
        knowledge::parse_article(&format!("{}.md", self.card), &version.text).ok()
    }

    /// How many lines the version takes.
    fn lines(&self, shared: &Shared) -> usize {
        let look = shared.look(MEASURE.into());
        self.article()
            .map_or(0, |article| card::lines(&article, look).len())
    }
}

impl Page for VersionsPage {
    fn title(&self, shared: &Shared) -> String {
        shared.say("eerder-kop")
    }

    fn offers(&self, _shared: &Shared) -> Vec<Offer> {
        let mut offers = Vec::new();
        if self.chosen().is_some() {
            offers.push(Offer::new(Action::Enter, "toets-terugzetten"));
            offers.push(Offer::new(Action::Down, "toets-kiezen"));
            offers.push(Offer::new(Action::Tick, "toets-lezen"));
        }
        offers.push(Offer::new(Action::Escape, "toets-terug"));
        offers
    }

    fn act(&mut self, shared: &mut Shared, action: Action) -> Step {
        let count = self.versions.as_ref().map_or(0, Vec::len);
        match action {
            Action::Escape => return Step::back(),
            Action::Enter => {
                if let Some(version) = self.chosen() {
                    let task = CardTask::PutBack(self.card.clone(), Some(version.number));
                    return Effect::Cards(task).into();
                }
            }
            Action::Choose(key) => {
                self.focus = choices::position_of(key, count).unwrap_or(self.focus);
                self.top = 0;
            }
            Action::PageDown | Action::Tick => {
                let last = self.lines(shared).saturating_sub(1);
                self.top = (self.top + PAGE).min(last);
            }
            Action::PageUp => self.top = self.top.saturating_sub(PAGE),
            _ => {
                self.focus = choices::moved(self.focus, action, count).unwrap_or(self.focus);
                self.top = 0;
            }
        }
        Step::none()
    }

    fn reported(&mut self, shared: &mut Shared, report: &Report) -> Step {
        match report {
            Report::Cards(CardReport::Versions(id, Ok(versions))) if *id == self.card => {
                self.versions = Some(versions.clone());
            }
            Report::Cards(CardReport::Kept(id, Ok(()))) if *id == self.card => {
                shared.notice = Some(Trouble::new("eerder-teruggezet"));
                return Step::back();
            }
            _ => {}
        }
        Step::none()
    }

    fn view(&self, shared: &Shared, paper: &mut Paper<'_>) {
        let theme = paper.theme;
        let now = shared.library.article(self.card.as_str());
        let name = now.map_or(self.card.as_str(), |card| card.name.as_str());
        paper.text(theme.strong, name);
        let Some(versions) = &self.versions else {
            return;
        };
        if versions.is_empty() {
            paper.text(theme.text, &shared.say("eerder-leeg"));
            return;
        }
        paper.text(theme.dim, &shared.say("eerder-uitleg"));
        let mut items = Vec::new();
        for (position, version) in versions.iter().enumerate() {
            let has_focus = position == self.focus;
            let key = choices::key_of(position).unwrap_or(' ');
            let day = dates::full_date(&shared.words, version.replaced_on);
            let text = shared.words.with("eerder-tot", &[("dag", &day)]);
            let line = Line::from(vec![
                Span::styled(format!("{key}  "), theme.on(has_focus, theme.accent)),
                Span::styled(text, theme.on(has_focus, theme.text)),
            ]);
            items.push(Item::of(line));
        }
        list::view(paper, &shared.words, &items, Some(self.focus), ROWS);
        paper.rule();
        let Some(article) = self.article() else {
            paper.text(theme.doubt, &shared.say("eerder-weg"));
            return;
        };
        let lines = card::lines(&article, shared.look(paper.width()));
        let rows = paper.rows_left();
        list::read(paper, &shared.words, &lines, self.top, rows);
    }
}
