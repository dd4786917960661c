//! The rides of a day in order of time, and the requests for help that wait; each opens its card of the vault.

use jiff::civil::Date;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use crate::{
    domain::{Answer, Contact, ContactId, Retention},
    tui::{
        keys::{Action, Offer},
        order,
        screen::{Page, Step, follow_ups::FollowUps, vault},
        shared::Shared,
        widget::{
            choices, dates,
            list::{self, Item},
            paper::{Paper, column, wrap},
        },
    },
};

/// How wide the column of the status is.
const STATUS_WIDTH: usize = 20;

/// The rides of one day.
#[derive(Debug)]
pub struct Rides {
    day: Date,
    focus: usize,
}

impl Rides {
    /// The next day from today on that has a ride; today when none has.
    #[must_use]
    pub fn new(shared: &Shared) -> Self {
        let today = shared.stamp.now.date();
        let day = days(shared).into_iter().find(|day| *day >= today);
        Self {
            day: day.unwrap_or(today),
            focus: 0,
        }
    }

    /// The rides of the day on the screen, the earliest first.
    fn of_day<'a>(&self, shared: &'a Shared) -> Vec<&'a Contact> {
        let mut found: Vec<&Contact> = rides(shared)
            .filter(|ride| day_of(ride) == Some(self.day))
            .collect();
        order::by_key(&mut found, |ride| (time_of(ride), ride.id));
        found
    }

    fn open(&self, shared: &Shared, position: usize) -> Step {
        open(self.of_day(shared).get(position).map(|ride| ride.id))
    }
}

fn rides(shared: &Shared) -> impl Iterator<Item = &Contact> {
    let contacts = shared
        .open()
        .map_or(&[][..], |open| open.contacts.as_slice());
    contacts
        .iter()
        .filter(|contact| contact.class == Retention::Ride)
}

/// The days that have a ride, in order.
fn days(shared: &Shared) -> Vec<Date> {
    let mut days: Vec<Date> = rides(shared).filter_map(day_of).collect();
    days.sort_unstable();
    days.dedup();
    days
}

fn day_of(ride: &Contact) -> Option<Date> {
    if let Some(Answer::Date(day)) = ride.answers.get("datum") {
        Some(*day)
    } else {
        None
    }
}

fn time_of(ride: &Contact) -> String {
    if let Some(Answer::Time(time)) = ride.answers.get("tijd") {
        format!("{:02}:{:02}", time.hour(), time.minute())
    } else {
        "--:--".to_owned()
    }
}

/// A row that ends with what it is about; what is longer than the rest of the line stands below it, whole.
fn told_of(
    mut line: Line<'static>,
    what: &str,
    room: usize,
    has_focus: bool,
    paper: &Paper<'_>,
) -> Item {
    let theme = paper.theme;
    if what.width() <= room {
        line.push_span(Span::styled(
            what.to_owned(),
            theme.on(has_focus, theme.text),
        ));
        return Item::of(line);
    }
    let more = wrap(what, paper.width().saturating_sub(3)).into_iter();
    let more = more.map(|text| Line::styled(format!("   {text}"), theme.text));
    Item::with_more(vec![line], more.collect())
}

fn open(contact: Option<ContactId>) -> Step {
    contact.map_or_else(Step::none, |id| Step::push(vault::VaultCard::of(id)))
}

impl Page for Rides {
    fn title(&self, shared: &Shared) -> String {
        shared.say("ritten-kop")
    }

    fn offers(&self, shared: &Shared) -> Vec<Offer> {
        let mut offers = Vec::new();
        if !self.of_day(shared).is_empty() {
            offers.push(Offer::new(Action::Enter, "toets-openen"));
        }
        offers.push(Offer::new(Action::Right, "toets-andere-dag"));
        offers.push(Offer::new(Action::Tab, "toets-burenhulp"));
        if shared.can_undo() {
            offers.push(Offer::quiet(Action::Undo, "toets-ongedaan"));
        }
        offers.push(Offer::new(Action::Escape, "toets-terug"));
        offers
    }

    fn act(&mut self, shared: &mut Shared, action: Action) -> Step {
        let count = self.of_day(shared).len();
        match action {
            Action::Escape => return Step::back(),
            Action::Tab => return Step::replace(Requests::default()),
            Action::BackTab => return Step::replace(FollowUps::default()),
            Action::Undo => return Step::from(shared.take_back()),
            Action::Enter => return self.open(shared, self.focus),
            Action::Right | Action::Left => {
                let other = if action == Action::Right {
                    self.day.tomorrow()
                } else {
                    self.day.yesterday()
                };
                self.day = other.unwrap_or(self.day);
                self.focus = 0;
            }
            Action::Choose(key) => {
                if let Some(position) = choices::position_of(key, count) {
                    return self.open(shared, position);
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
        let day = dates::long_day(&shared.words, self.day);
        let rides = self.of_day(shared);
        let name = if rides.is_empty() {
            "ritten-geen"
        } else {
            "ritten-dag"
        };
        paper.text(theme.strong, &shared.words.with(name, &[("dag", &day)]));
        paper.skip();
        let rows = paper.rows_left();
        let width = paper.full_width().saturating_sub(STATUS_WIDTH + 14);
        let mut items = Vec::new();
        for (position, ride) in rides.iter().enumerate() {
            let has_focus = position == self.focus;
            let key = choices::key_of(position).unwrap_or(' ');
            let place = |field| {
                shared
                    .library
                    .label("ritgebied", ride.text(field))
                    .to_owned()
            };
            let what = format!(
                "{} - {}  {}",
                place("van"),
                place("naar"),
                ride.text("naam")
            );
            let cell = |text: &str, width, style| column(text, width, theme.on(has_focus, style));
            let line = Line::from(vec![
                Span::styled(format!("{key}  "), theme.on(has_focus, theme.accent)),
                cell(&time_of(ride), 7, theme.strong),
                cell(vault::status(shared, ride), STATUS_WIDTH, theme.dim),
            ]);
            items.push(told_of(line, &what, width, has_focus, paper));
        }
        list::view(paper, &shared.words, &items, Some(self.focus), rows);
    }
}

/// The requests for help of a neighbour that wait.
#[derive(Debug, Default)]
pub struct Requests {
    focus: usize,
}

impl Requests {
    /// Those that are open, the longest waiting first.
    fn open(shared: &Shared) -> Vec<&Contact> {
        let contacts = shared
            .open()
            .map_or(&[][..], |open| open.contacts.as_slice());
        let mut found: Vec<&Contact> = contacts
            .iter()
            .filter(|contact| contact.class == Retention::Resident)
            .filter(|contact| contact.closed_on.is_none() && contact.answers.contains_key("klus"))
            .collect();
        order::by_key(&mut found, |contact| (contact.consent.given_on, contact.id));
        found
    }
}

impl Page for Requests {
    fn title(&self, shared: &Shared) -> String {
        shared.say("burenhulp-kop")
    }

    fn offers(&self, shared: &Shared) -> Vec<Offer> {
        let mut offers = Vec::new();
        if !Self::open(shared).is_empty() {
            offers.push(Offer::new(Action::Enter, "toets-openen"));
        }
        offers.push(Offer::new(Action::Tab, "toets-terugkijken"));
        if shared.can_undo() {
            offers.push(Offer::quiet(Action::Undo, "toets-ongedaan"));
        }
        offers.push(Offer::new(Action::Escape, "toets-terug"));
        offers
    }

    fn act(&mut self, shared: &mut Shared, action: Action) -> Step {
        let found: Vec<ContactId> = Self::open(shared).iter().map(|each| each.id).collect();
        match action {
            Action::Escape => return Step::back(),
            Action::Tab => return Step::replace(FollowUps::default()),
            Action::BackTab => return Step::replace(Rides::new(shared)),
            Action::Undo => return Step::from(shared.take_back()),
            Action::Enter => return open(found.get(self.focus).copied()),
            Action::Choose(key) => {
                if let Some(position) = choices::position_of(key, found.len()) {
                    return open(found.get(position).copied());
                }
            }
            _ => {
                if let Some(focus) = choices::moved(self.focus, action, found.len()) {
                    self.focus = focus;
                }
            }
        }
        Step::none()
    }

    fn view(&self, shared: &Shared, paper: &mut Paper<'_>) {
        let theme = paper.theme;
        let found = Self::open(shared);
        let name = if found.is_empty() {
            "burenhulp-geen"
        } else {
            "burenhulp-open"
        };
        paper.text(theme.strong, &shared.say(name));
        paper.skip();
        let rows = paper.rows_left();
        let width = paper.full_width().saturating_sub(STATUS_WIDTH + 16);
        let mut items = Vec::new();
        for (position, request) in found.iter().enumerate() {
            let has_focus = position == self.focus;
            let key = choices::key_of(position).unwrap_or(' ');
            let task = shared.library.label("klus", request.text("klus"));
            let what = format!("{task}  {}", request.text("naam"));
            let since = dates::short_day(&shared.words, request.consent.given_on);
            let cell = |text: &str, width, style| column(text, width, theme.on(has_focus, style));
            let line = Line::from(vec![
                Span::styled(format!("{key}  "), theme.on(has_focus, theme.accent)),
                cell(&since, 11, theme.dim),
                cell(vault::status(shared, request), STATUS_WIDTH, theme.dim),
            ]);
            items.push(told_of(line, &what, width, has_focus, paper));
        }
        list::view(paper, &shared.words, &items, Some(self.focus), rows);
    }
}
