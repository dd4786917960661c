//! Days to look back, of every route in one list: what is due first, then what comes, then what was done lately.
//!
//! One key opens a day; what came of it stands in `look_back`.

mod look_back;

use jiff::ToSpan;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use crate::{
    domain::{CONCERN_ROUTE, FollowUp},
    tui::{
        keys::{Action, Offer},
        order,
        screen::{Page, Step, rides::Rides, talk::days_away},
        shared::Shared,
        widget::{
            choices, dates,
            list::{self, Item},
            paper::{Paper, column, wrap},
        },
    },
};

pub use look_back::LookBack;

/// For so many days what was done stays in the list.
const DONE_FOR_DAYS: i32 = 14;
/// How wide the column of the day is.
const DAY_WIDTH: usize = 11;
/// How wide the column that says how far off it is.
const AWAY_WIDTH: usize = 16;

/// The state of the list.
#[derive(Debug, Default)]
pub struct FollowUps {
    focus: usize,
}

/// How many days to look back are due.
#[must_use]
pub fn due_now(shared: &Shared) -> usize {
    let today = shared.stamp.now.date();
    let all = shared
        .open()
        .map_or(&[][..], |open| open.follow_ups.as_slice());
    all.iter().filter(|each| each.is_due(today)).count()
}

impl FollowUps {
    /// Open ones by day; below them what was done in the last two weeks, the newest first.
    fn rows(shared: &Shared) -> Vec<&FollowUp> {
        let today = shared.stamp.now.date();
        let all = shared
            .open()
            .map_or(&[][..], |open| open.follow_ups.as_slice());
        let (open, done): (Vec<_>, Vec<_>) = all.iter().partition(|each| each.kept.is_none());
        let oldest = today.saturating_sub(DONE_FOR_DAYS.days());
        let day = |each: &&FollowUp| each.kept.as_ref().map(|kept| kept.on);
        let mut done: Vec<&FollowUp> = done
            .into_iter()
            .filter(|each| day(each).is_some_and(|day| day >= oldest))
            .collect();
        order::by_key(&mut done, |each| std::cmp::Reverse((day(each), each.id)));
        open.into_iter().chain(done).collect()
    }

    fn open(shared: &Shared, position: usize) -> Step {
        let found = Self::rows(shared).get(position).map(|each| each.id);
        found.map_or_else(Step::none, |id| Step::push(LookBack::at(id)))
    }
}

/// What it is about, in one line: what was agreed, else the title of the route and the theme; of a worry about a person
/// the title only.
fn about(shared: &Shared, follow_up: &FollowUp) -> String {
    let library = &shared.library;
    let route = library.routes.get(&follow_up.route);
    let title = route.map_or(follow_up.route.as_str(), |route| route.title.as_str());
    let name = follow_up
        .contact
        .and_then(|id| shared.contact(id))
        .map(|contact| contact.text("naam"))
        .filter(|name| !name.is_empty());
    let what = if !follow_up.agreed.is_empty() {
        follow_up.agreed.clone()
    } else if follow_up.route.as_str() == CONCERN_ROUTE {
        title.to_owned()
    } else {
        let theme = library.label("thema", follow_up.theme.code());
        format!("{title}, {theme}")
    };
    name.map_or(what.clone(), |name| format!("{name}: {what}"))
}

impl Page for FollowUps {
    fn title(&self, shared: &Shared) -> String {
        shared.say("terugkijken-kop")
    }

    fn offers(&self, shared: &Shared) -> Vec<Offer> {
        let mut offers = Vec::new();
        if !Self::rows(shared).is_empty() {
            offers.push(Offer::new(Action::Enter, "toets-openen"));
        }
        offers.push(Offer::new(Action::Tab, "toets-ritten"));
        if shared.can_undo() {
            offers.push(Offer::new(Action::Undo, "toets-ongedaan"));
        }
        offers.push(Offer::new(Action::Escape, "toets-terug"));
        offers
    }

    fn act(&mut self, shared: &mut Shared, action: Action) -> Step {
        let count = Self::rows(shared).len();
        self.focus = self.focus.min(count.saturating_sub(1));
        match action {
            Action::Escape => return Step::back(),
            Action::Tab => return Step::replace(Rides::new(shared)),
            Action::Enter => return Self::open(shared, self.focus),
            Action::Undo => return Step::from(shared.take_back()),
            Action::Choose(key) => {
                if let Some(position) = choices::position_of(key, count) {
                    return Self::open(shared, position);
                }
            }
            _ => {
                if let Some(focus) = choices::moved(self.focus, action, count) {
                    self.focus = focus;
                }
            }
        }
        Step::none()
    }

    fn view(&self, shared: &Shared, paper: &mut Paper<'_>) {
        let theme = paper.theme;
        let rows = Self::rows(shared);
        let due = due_now(shared);
        let head = if rows.is_empty() {
            shared.say("terugkijken-leeg")
        } else {
            shared.words.count("terugkijken-nu", due)
        };
        paper.text(theme.strong, &head);
        paper.skip();
        let left = paper.rows_left();
        let width = paper
            .full_width()
            .saturating_sub(DAY_WIDTH + AWAY_WIDTH + 6);
        let focus = self.focus.min(rows.len().saturating_sub(1));
        let mut items = Vec::new();
        for (position, each) in rows.iter().enumerate() {
            let has_focus = position == focus;
            let key = choices::key_of(position).unwrap_or(' ');
            let (day, state, style) = match &each.kept {
                Some(kept) => (kept.on, shared.say("terugkijken-gedaan"), theme.dim),
                None if each.due < shared.stamp.now.date() => {
                    let late = days_away(shared, each.due);
                    (each.due, late, theme.danger)
                }
                None if each.is_due(shared.stamp.now.date()) => {
                    (each.due, days_away(shared, each.due), theme.doubt)
                }
                None => (each.due, days_away(shared, each.due), theme.dim),
            };
            let cell = |text: &str, width, style| column(text, width, theme.on(has_focus, style));
            let mut name = Line::from(vec![
                Span::styled(format!("{key}  "), theme.on(has_focus, theme.accent)),
                cell(&dates::short_day(&shared.words, day), DAY_WIDTH, theme.text),
                cell(&state, AWAY_WIDTH, style),
            ]);
            let about = about(shared, each);
            if about.width() <= width {
                name.push_span(cell(&about, width, theme.text));
                items.push(Item::of(name));
                continue;
            }
            // Who it is and what was agreed is never cut: it stands below.
            let more = wrap(&about, paper.width().saturating_sub(3)).into_iter();
            let more = more.map(|text| Line::styled(format!("   {text}"), theme.text));
            items.push(Item::with_more(vec![name], more.collect()));
        }
        list::view(paper, &shared.words, &items, Some(focus), left);
    }
}
