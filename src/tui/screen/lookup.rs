//! Lookup: results at every key press, with the card beside them where the width allows.
//!
//! Opens over any screen and returns exactly to it. Enter opens the card; over a talk, one key takes the card along.

mod filter;
mod listed;
mod remedy;
mod told;

use ratatui::text::{Line, Span};

use crate::{
    domain::ArticleId,
    route::urgent,
    search::{Hit, Verdict, Why},
    tui::{
        keys::{Action, Offer},
        screen::{
            Go, Page, Step, card::CardPage, home::Home, missed::MissedPage, standby::Standby,
            talk::Talk, unlock::Unlock,
        },
        shared::{Progress, Shared},
        widget::{
            card, choices,
            field::Field,
            list,
            paper::{MEASURE, Paper},
        },
    },
};

use filter::Filter;
use remedy::{Remedies, Remedy};

/// How many cards are listed at most.
const MOST_HITS: usize = 40;
/// From this width on the card stands beside the list.
const WIDE: usize = 74;
/// How wide the list is at least when the card stands beside it.
const LIST_WIDTH: u16 = 36;
/// And at most.
const MOST_LIST_WIDTH: u16 = 56;

/// The state of a lookup.
#[derive(Debug, Default)]
pub struct Lookup {
    query: Field,
    hits: Vec<Hit>,
    verdict: Option<Verdict>,
    /// The word that was looked up in the place of a misspelt one.
    searched_for: Option<String>,
    /// The place of the red-flag card that the words suggest; it is never kept.
    urgent: Option<usize>,
    /// It was begun at home, where a digit could have been meant for the menu.
    is_from_home: bool,
    focus: usize,
    filter: Filter,
    /// Shows what fits a little, after nothing fitted well.
    is_wide: bool,
    mode: Mode,
    remedies: Remedies,
    purpose: Purpose,
}

/// What the keys do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Mode {
    /// Letters are typed, arrows choose a card.
    #[default]
    Typing,
    /// The panel of the filter has the focus.
    Filtering,
    /// What to do when no card fits has the focus.
    Remedies,
}

/// What a card that was found is used for, with one key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Purpose {
    /// A quick question begins with it.
    #[default]
    Note,
    /// It goes to the talk below the lookup.
    Answer,
    /// It is only read: the screen is covered, or a talk goes on below another screen.
    Read,
}

impl Purpose {
    /// The key for it, when there is one.
    #[must_use]
    pub fn offer(self, shared: &Shared) -> Option<Offer> {
        match self {
            Self::Note if shared.can_record() => Some(Offer::new(Action::Done, "toets-noteer-dit")),
            Self::Answer => Some(Offer::new(Action::Done, "toets-neem-kaart")),
            Self::Note | Self::Read => None,
        }
    }

    /// Uses the card.
    pub fn take(self, shared: &mut Shared, article: ArticleId) -> Step {
        match self {
            Self::Note => note_this(shared, &article),
            Self::Answer => Step {
                effects: Vec::new(),
                go: Go::Carry(article),
            },
            Self::Read => Step::none(),
        }
    }
}

impl Lookup {
    /// A lookup whose cards are used for this.
    #[must_use]
    pub fn to(purpose: Purpose) -> Self {
        Self {
            purpose,
            ..Self::default()
        }
    }

    /// A lookup that begins at home with what is typed there.
    #[must_use]
    pub fn from_home() -> Self {
        Self {
            is_from_home: true,
            ..Self::default()
        }
    }

    /// The digit that may have been meant for the menu, and what it opens there.
    fn meant(&self, shared: &Shared) -> Option<(char, &'static str)> {
        let mut letters = self.query.text().chars();
        match (letters.next(), letters.next()) {
            (Some(key), None) if self.is_from_home => Some((key, Home::named(shared, key)?)),
            _ => None,
        }
    }

    /// A lookup that begins with these words.
    #[must_use]
    pub fn about(shared: &Shared, purpose: Purpose, query: &str) -> Self {
        let mut lookup = Self {
            query: Field::holding(query),
            ..Self::to(purpose)
        };
        lookup.search(shared);
        lookup
    }

    fn search(&mut self, shared: &Shared) {
        let query = self.query.text();
        let urgent = &shared.library.urgent;
        self.urgent = urgent::suggested(urgent, query)
            .and_then(|card| urgent.iter().position(|each| each.id == card.id));
        if shared.library.progress < Progress::Whole {
            // What is typed stays; the answer comes with the index.
            return;
        }
        let index = &shared.library.index;
        let answer = self
            .filter
            .with_options(shared, MOST_HITS, |options| index.find_with(query, options));
        self.verdict = (!query.trim().is_empty()).then_some(answer.verdict);
        self.searched_for = answer.searched_for;
        self.hits = answer.hits;
        self.focus = 0;
        if self.is_wide {
            self.widen(shared);
        }
    }

    /// Adds the cards that a single word of the query finds.
    fn widen(&mut self, shared: &Shared) {
        let index = &shared.library.index;
        for word in self.query.text().split_whitespace() {
            for hit in index.find(word, MOST_HITS).hits {
                if self.hits.len() < MOST_HITS && !self.hits.iter().any(|each| each.id == hit.id) {
                    self.hits.push(hit);
                }
            }
        }
    }

    /// The place of the red-flag card that the words suggest.
    #[must_use]
    pub const fn suggested_urgent(&self) -> Option<usize> {
        self.urgent
    }

    /// Whether the screen says that no card fits, instead of showing a list.
    fn is_none(&self) -> bool {
        self.verdict == Some(Verdict::None) && (!self.is_wide || self.hits.is_empty())
    }

    /// The words changed: what was done for the former ones is over.
    fn search_anew(&mut self, shared: &Shared) {
        self.is_wide = false;
        self.mode = Mode::Typing;
        self.remedies = Remedies::default();
        self.search(shared);
    }

    fn remedy(&mut self, shared: &Shared, remedy: Remedy) -> Step {
        match remedy {
            Remedy::Standby => Step::push(Standby),
            Remedy::Note => {
                // Once noted, one Esc goes back.
                self.mode = Mode::Typing;
                Step::push(MissedPage::of(self.query.text()))
            }
            Remedy::Wider => {
                (self.is_wide, self.mode) = (true, Mode::Typing);
                self.filter = Filter::default();
                self.search(shared);
                Step::none()
            }
        }
    }

    fn act_on_remedies(&mut self, shared: &mut Shared, action: Action) -> Step {
        match action {
            Action::Escape | Action::Tab | Action::BackTab => self.mode = Mode::Typing,
            // A letter is one of the next words.
            Action::Choose(letter) if letter.is_alphabetic() => return self.typed(shared, letter),
            _ => {
                if let Some(remedy) = self.remedies.act(shared, self.is_wide, action) {
                    return self.remedy(shared, remedy);
                }
            }
        }
        Step::none()
    }

    fn chosen(&self) -> Option<&Hit> {
        let is_listed = !self.is_none() && self.mode != Mode::Remedies;
        self.hits.get(self.focus).filter(|_| is_listed)
    }

    /// The card that has the focus.
    #[must_use]
    pub fn shown(&self) -> Option<ArticleId> {
        self.chosen().map(|hit| hit.id.clone())
    }

    /// How sure the answer is, and what was looked up.
    fn view_verdict(&self, shared: &Shared, paper: &mut Paper<'_>) {
        let theme = paper.theme;
        let words = &shared.words;
        let filters = self.filter.summary(shared);
        if shared.library.progress < Progress::Whole {
            paper.text(theme.dim, &shared.say("kaarten-lezen"));
            return;
        }
        match self.verdict {
            None => paper.text(theme.dim, &shared.say("home-uitleg")),
            Some(Verdict::None) if self.is_none() => {
                let said = if self.is_wide {
                    "zoeken-ruimer-niets"
                } else {
                    "zoeken-niets"
                };
                paper.text(theme.doubt, &shared.say(said));
                if self.filter.is_empty() {
                    paper.text(theme.text, &shared.say("zoeken-niets-raad"));
                } else {
                    paper.text(
                        theme.text,
                        &words.with("zoeken-niets-filter", &[("filters", &filters)]),
                    );
                }
            }
            Some(verdict) => {
                let mut line = match verdict {
                    Verdict::Found => {
                        Line::styled(words.count("zoeken-aantal", self.hits.len()), theme.dim)
                    }
                    Verdict::Unsure | Verdict::None => {
                        Line::styled(words.text("zoeken-onzeker"), theme.doubt)
                    }
                };
                if let Some(word) = &self.searched_for {
                    let said = words.with("zoeken-gezocht-op", &[("woord", word)]);
                    line.push_span(Span::styled(format!("   {said}"), theme.dim));
                }
                if !self.filter.is_empty() {
                    let said = words.with("zoeken-filter", &[("filters", &filters)]);
                    line.push_span(Span::styled(format!("   {said}"), theme.doubt));
                }
                paper.line(&line);
            }
        }
        if let Some((_, name)) = self.meant(shared) {
            let name = shared.say(name);
            paper.text(theme.text, &words.with("zoeken-menu", &[("naam", &name)]));
        }
        let urgent = self.urgent.and_then(|at| shared.library.urgent.get(at));
        if let Some(card) = urgent {
            let said = words.with("nood-past", &[("kaart", &card.title)]);
            paper.text(theme.doubt, &said);
        }
    }
}

/// The list takes what a card of full width leaves, within reason.
fn list_width(full: usize) -> u16 {
    let left = full.saturating_sub(usize::from(MEASURE) + 4);
    u16::try_from(left)
        .unwrap_or(MOST_LIST_WIDTH)
        .clamp(LIST_WIDTH, MOST_LIST_WIDTH)
}

/// Words for why a card was found, where nobody sees it by himself: a form of a word, its beginning and its parts are
/// the word that was typed.
const fn why(why: Why) -> Option<&'static str> {
    match why {
        Why::Exact | Why::Start | Why::OtherForm | Why::Part => None,
        Why::SoundsLike => Some("waarom-klank"),
        Why::Spelling => Some("waarom-spelling"),
        Why::Synonym => Some("waarom-synoniem"),
        Why::Letters => Some("waarom-letters"),
    }
}

/// Notes a quick question about a card: the talk opens at the theme that fits the card.
fn note_this(shared: &mut Shared, article: &ArticleId) -> Step {
    let Some(mut talk) = Talk::start(shared, "snel") else {
        return Step::none();
    };
    talk.suggest(shared, article);
    Step::push(talk)
}

impl Page for Lookup {
    fn title(&self, shared: &Shared) -> String {
        shared.say("zoeken-kop")
    }

    fn is_typing(&self) -> bool {
        self.mode == Mode::Typing
    }

    fn offers(&self, shared: &Shared) -> Vec<Offer> {
        if self.mode == Mode::Remedies {
            let count = Remedy::all(shared, self.is_wide).len();
            let keys = if count > 2 { "1-3" } else { "1-2" };
            return vec![
                Offer::with_key(Action::Enter, keys, "toets-kiezen"),
                Offer::new(Action::Escape, "toets-zoekvak"),
            ];
        }
        if self.mode == Mode::Filtering {
            return vec![
                Offer::new(Action::Enter, "toets-klaar"),
                Offer::new(Action::Down, "toets-kiezen"),
                Offer::new(Action::Right, "toets-anders"),
                Offer::new(Action::Escape, "toets-terug"),
            ];
        }
        let mut offers = Vec::new();
        if self.chosen().is_some() {
            offers.push(Offer::new(Action::Enter, "toets-open"));
            offers.extend(self.purpose.offer(shared));
        }
        if self.is_none() {
            offers.push(Offer::new(Action::Enter, "toets-kiezen"));
        }
        offers.push(Offer::new(Action::Escape, "toets-terug"));
        if self.verdict.is_some() && !self.is_none() {
            offers.push(Offer::new(Action::Report, "toets-staat-er-niet"));
        }
        let tab = self.meant(shared).map_or("toets-filter", |_| "toets-menu");
        offers.push(Offer::new(Action::Tab, tab));
        if self.chosen().is_some() {
            offers.push(Offer::new(Action::Down, "toets-kiezen"));
        }
        if shared.is_locked() {
            offers.push(Offer::quiet(Action::Lock, "toets-ontgrendelen"));
        }
        offers
    }

    fn act(&mut self, shared: &mut Shared, action: Action) -> Step {
        if self.mode == Mode::Remedies {
            return self.act_on_remedies(shared, action);
        }
        if self.mode == Mode::Filtering {
            if matches!(action, Action::Enter | Action::Escape | Action::Tab) {
                self.mode = Mode::Typing;
            } else if self.filter.act(shared, action) {
                self.search(shared);
            }
            return Step::none();
        }
        match action {
            Action::Tab => match self.meant(shared) {
                Some((key, _)) => {
                    return Step {
                        effects: Vec::new(),
                        go: Go::BackThen(Action::Choose(key)),
                    };
                }
                None => self.mode = Mode::Filtering,
            },
            Action::Escape => return Step::back(),
            Action::Lock if shared.is_locked() => return Step::push(Unlock::default()),
            Action::Report => self.mode = Mode::Remedies,
            Action::Enter | Action::Down if self.is_none() => self.mode = Mode::Remedies,
            Action::Enter => {
                if self.chosen().is_some() {
                    let cards = self.hits.iter().map(|hit| hit.id.clone()).collect();
                    return CardPage::open(shared, cards, self.focus, self.purpose);
                }
            }
            Action::Done => {
                if let Some(id) = self.chosen().map(|hit| hit.id.clone()) {
                    return self.purpose.take(shared, id);
                }
            }
            Action::Up | Action::Down | Action::PageUp | Action::PageDown => {
                // Best first: from the first card on, up is no way to the last.
                let is_round = match action {
                    Action::Up => self.focus == 0,
                    Action::Down => self.focus + 1 == self.hits.len(),
                    _ => false,
                };
                let focus = choices::moved(self.focus, action, self.hits.len());
                self.focus = focus.filter(|_| !is_round).unwrap_or(self.focus);
            }
            _ => {
                let before = self.query.text().to_owned();
                if self.query.edit(action) && self.query.text() != before {
                    self.search_anew(shared);
                }
            }
        }
        Step::none()
    }

    fn typed(&mut self, shared: &mut Shared, letter: char) -> Step {
        self.query.type_letter(letter);
        self.search_anew(shared);
        Step::none()
    }

    fn refreshed(&mut self, shared: &mut Shared) {
        let chosen = self.chosen().map(|hit| hit.id.clone());
        self.search(shared);
        let place = |id| self.hits.iter().position(|hit| hit.id == id);
        self.focus = chosen.and_then(place).unwrap_or(0);
    }

    fn pasted(&mut self, shared: &mut Shared, text: &str) -> Step {
        self.query.paste(text);
        self.search_anew(shared);
        Step::none()
    }

    fn view(&self, shared: &Shared, paper: &mut Paper<'_>) {
        self.query.view(paper, self.mode == Mode::Typing);
        if self.mode == Mode::Filtering {
            self.filter.view(shared, paper);
            return;
        }
        let has_remedies = self.is_none() || self.mode == Mode::Remedies;
        if self.mode == Mode::Remedies && !self.is_none() {
            paper.text(paper.theme.strong, &shared.say("zoeken-niet-erbij"));
        } else {
            self.view_verdict(shared, paper);
        }
        paper.skip();
        if has_remedies && shared.library.progress == Progress::Whole {
            let is_typing = self.mode == Mode::Typing;
            self.remedies.view(shared, self.is_wide, is_typing, paper);
            return;
        }
        let is_wide = paper.full_width() >= WIDE;
        if is_wide
            && let Some(article) = self
                .chosen()
                .and_then(|hit| shared.library.articles.get(hit.position))
        {
            let list_width = list_width(paper.full_width());
            let mut side = paper.rest(list_width);
            // One column stays free at the right end.
            let look = shared.look(side.width().saturating_sub(1));
            let rows = side.rows_left();
            let lines = card::lines(article, look);
            list::read(&mut side, &shared.words, &lines, 0, rows);
            let mut list = paper.column(list_width);
            self.view_list(shared, &mut list);
        } else {
            self.view_list(shared, paper);
        }
    }
}
