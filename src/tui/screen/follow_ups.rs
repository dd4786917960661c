//! Days to look back, of every route in one list: what is due first, then what comes, then what was done lately.
//!
//! One key opens a day, one key says what came of it. Where it goes on, the next day is proposed on an opening.

use jiff::{ToSpan, civil::Date};
use ratatui::text::{Line, Span};

use crate::{
    domain::{Answer, ContactId, FollowUp, FollowUpId},
    route,
    tui::{
        keys::{Action, Offer},
        message::Trouble,
        screen::{Page, Step, rides::Rides, talk::days_away, vault::VaultCard},
        shared::Shared,
        widget::{
            choices, dates,
            field::Field,
            paper::{Paper, column, cut},
        },
    },
};

/// For so many days what was done stays in the list.
const DONE_FOR_DAYS: i32 = 14;
/// How wide the column of the day is.
const DAY_WIDTH: usize = 11;
/// How wide the column that says how far off it is.
const AWAY_WIDTH: usize = 16;
/// The column of a result that says in how many days one looks again.
const AGAIN: &str = "verder";
/// The column of a result that says what the referrer may hear.
const REPORT: &str = "terugmelding";

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
        done.sort_by_key(|each| std::cmp::Reverse((day(each), each.id)));
        open.into_iter().chain(done).collect()
    }

    fn open(shared: &Shared, position: usize) -> Step {
        let found = Self::rows(shared).get(position).map(|each| each.id);
        found.map_or_else(Step::none, |id| Step::push(LookBack::at(id)))
    }
}

/// The results that one can choose: those of the route where it has its own.
fn results<'a>(shared: &'a Shared, follow_up: &FollowUp) -> &'a [route::Choice] {
    let own = format!("resultaat_{}", follow_up.route);
    let lists = &shared.library.lists;
    let list = lists.get(&own).or_else(|| lists.get("resultaat"));
    list.map_or(&[], Vec::as_slice)
}

/// What it is about, in one line: what was agreed, else the title of the route.
fn about(shared: &Shared, follow_up: &FollowUp) -> String {
    let route = shared.library.routes.get(&follow_up.route);
    let title = route.map_or(follow_up.route.as_str(), |route| route.title.as_str());
    let name = follow_up
        .contact
        .and_then(|id| shared.contact(id))
        .map(|contact| contact.text("naam"))
        .filter(|name| !name.is_empty());
    let what = if follow_up.agreed.is_empty() {
        title.to_owned()
    } else {
        follow_up.agreed.clone()
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
        let first = choices::first_visible(focus, rows.len(), left);
        for (position, each) in rows.iter().enumerate().skip(first).take(left) {
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
            let line = Line::from(vec![
                Span::styled(format!("{key}  "), theme.on(has_focus, theme.accent)),
                cell(&dates::short_day(&shared.words, day), DAY_WIDTH, theme.text),
                cell(&state, AWAY_WIDTH, style),
                cell(&about(shared, each), width, theme.text),
            ]);
            paper.row(has_focus, &line);
        }
    }
}

/// One day to look back: what was agreed, whom to call, what came of it.
#[derive(Debug)]
pub struct LookBack {
    id: FollowUpId,
    focus: usize,
    /// The result that goes on, and the next day as it is typed.
    next: Option<(String, Field)>,
    is_unreadable: bool,
}

impl LookBack {
    /// Opens one.
    #[must_use]
    pub fn at(id: FollowUpId) -> Self {
        Self {
            id,
            focus: 0,
            next: None,
            is_unreadable: false,
        }
    }

    fn follow_up(&self, shared: &Shared) -> Option<FollowUp> {
        let all = &shared.open()?.follow_ups;
        all.iter().find(|each| each.id == self.id).cloned()
    }

    fn contact(&self, shared: &Shared) -> Option<ContactId> {
        let id = self.follow_up(shared)?.contact?;
        shared.contact(id).map(|contact| contact.id)
    }

    fn choose(&mut self, shared: &mut Shared, position: usize) -> Step {
        let Some(follow_up) = self.follow_up(shared) else {
            return Step::back();
        };
        let Some(result) = results(shared, &follow_up).get(position).cloned() else {
            return Step::none();
        };
        let again = result
            .columns
            .get(AGAIN)
            .and_then(|days| days.trim().parse::<i32>().ok());
        if let Some(days) = again {
            let day = shared.stamp.now.date().saturating_add(days.days());
            let day = shared.next_opening(day);
            let text = format!("{:02}-{:02}-{}", day.day(), day.month(), day.year());
            self.next = Some((result.name, Field::holding(&text)));
            return Step::none();
        }
        finish(shared, &follow_up, &result.name, None)
    }

    fn take_next_day(&mut self, shared: &mut Shared) -> Step {
        let (Some(follow_up), Some((result, field))) = (self.follow_up(shared), &self.next) else {
            return Step::none();
        };
        let day = read_day(shared, field.text());
        let Some(day) = day.filter(|day| *day >= shared.stamp.now.date()) else {
            self.is_unreadable = true;
            return Step::none();
        };
        let result = result.clone();
        finish(shared, &follow_up, &result, Some(day))
    }
}

fn read_day(shared: &Shared, text: &str) -> Option<Date> {
    let today = shared.stamp.now.date();
    match crate::conversation::read_typed(&route::FieldKind::Date, text, today) {
        Some(Answer::Date(day)) => Some(day),
        _ => None,
    }
}

/// Saves what came of it; says what the referrer may hear where the resident agreed to that.
fn finish(shared: &mut Shared, follow_up: &FollowUp, result: &str, next: Option<Date>) -> Step {
    let contact = follow_up.contact.and_then(|id| shared.contact(id));
    let may_report = contact.is_some_and(|contact| contact.text("ok_terug") == "ja");
    let report = results(shared, follow_up)
        .iter()
        .find(|choice| choice.name == result)
        .and_then(|choice| choice.columns.get(REPORT))
        .filter(|_| may_report)
        .map(|code| shared.library.label(REPORT, code).to_owned());
    shared.notice = Some(match (report, next) {
        (Some(words), _) => Trouble::new("terugkijken-meld").with("woorden", words),
        (None, Some(day)) => {
            let day = dates::long_day(&shared.words, day);
            Trouble::new("terugkijken-weer").with("dag", day)
        }
        (None, None) => Trouble::new("terugkijken-klaar"),
    });
    let changes = shared.looked_back(follow_up, result, next);
    Step::back().and(shared.change_aftercare(changes))
}

impl Page for LookBack {
    fn title(&self, shared: &Shared) -> String {
        shared.say("terugkijken-kop")
    }

    fn is_typing(&self) -> bool {
        self.next.is_some()
    }

    fn offers(&self, shared: &Shared) -> Vec<Offer> {
        let mut offers = Vec::new();
        let is_open = self
            .follow_up(shared)
            .is_some_and(|follow_up| follow_up.kept.is_none());
        if self.next.is_some() {
            offers.push(Offer::new(Action::Enter, "toets-bewaren"));
        } else if is_open {
            offers.push(Offer::new(Action::Enter, "toets-kiezen"));
            if self.contact(shared).is_some() {
                offers.push(Offer::new(Action::Tab, "toets-kluis"));
            }
        }
        offers.push(Offer::new(Action::Escape, "toets-terug"));
        offers
    }

    fn act(&mut self, shared: &mut Shared, action: Action) -> Step {
        if self.next.is_some() {
            match action {
                Action::Escape => self.next = None,
                Action::Enter => return self.take_next_day(shared),
                _ => {
                    self.is_unreadable = false;
                    if let Some((_, field)) = &mut self.next {
                        field.edit(action);
                    }
                }
            }
            return Step::none();
        }
        let Some(follow_up) = self.follow_up(shared) else {
            return Step::back();
        };
        if follow_up.kept.is_some() {
            return if action == Action::Escape || action == Action::Enter {
                Step::back()
            } else {
                Step::none()
            };
        }
        let count = results(shared, &follow_up).len();
        match action {
            Action::Escape => return Step::back(),
            Action::Enter => return self.choose(shared, self.focus),
            Action::Tab => {
                if let Some(id) = self.contact(shared) {
                    return Step::push(VaultCard::of(id));
                }
            }
            Action::Choose(key) => {
                if let Some(position) = choices::position_of(key, count) {
                    return self.choose(shared, position);
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

    fn pasted(&mut self, _shared: &mut Shared, text: &str) -> Step {
        self.is_unreadable = false;
        if let Some((_, field)) = &mut self.next {
            field.paste(text);
        }
        Step::none()
    }

    fn typed(&mut self, _shared: &mut Shared, letter: char) -> Step {
        self.is_unreadable = false;
        if let Some((_, field)) = &mut self.next {
            field.type_letter(letter);
        }
        Step::none()
    }

    fn view(&self, shared: &Shared, paper: &mut Paper<'_>) {
        let theme = paper.theme;
        let words = &shared.words;
        let Some(follow_up) = self.follow_up(shared) else {
            paper.text(theme.dim, &shared.say("terugkijken-weg"));
            return;
        };
        let made = dates::long_day(words, follow_up.made_on);
        paper.text(theme.dim, &words.with("terugkijken-van", &[("dag", &made)]));
        paper.text(theme.text, &about(shared, &follow_up));
        let contact = follow_up.contact.and_then(|id| shared.contact(id));
        if let Some(contact) = contact {
            let phone = cut(contact.text("telefoon"), paper.width());
            paper.text(theme.accent, &phone);
        }
        paper.skip();
        if let Some(kept) = &follow_up.kept {
            let found = results(shared, &follow_up)
                .iter()
                .find(|choice| choice.name == kept.result);
            let label = found.map_or(kept.result.as_str(), |choice| choice.label.as_str());
            paper.text(theme.strong, label);
            return;
        }
        if let Some((_, field)) = &self.next {
            paper.text(theme.strong, &shared.say("terugkijken-wanneer"));
            if self.is_unreadable {
                paper.text(theme.danger, &shared.say("terugkijken-dag-fout"));
            } else {
                paper.text(theme.dim, &shared.say("hint-datum"));
            }
            field.view(paper, true);
            if let Some(day) = read_day(shared, field.text()) {
                paper.text(theme.strong, &dates::long_day(words, day));
            }
            return;
        }
        paper.text(theme.strong, &shared.say("terugkijken-vraag"));
        let shown: Vec<_> = results(shared, &follow_up)
            .iter()
            .map(|choice| choices::Choice {
                label: &choice.label,
                note: "",
                tick: None,
            })
            .collect();
        let rows = paper.rows_left();
        choices::view(paper, &shown, Some(self.focus), rows);
    }
}
