//! The figures: a day, a month, a quarter or a year, with the one before beside it.
//!
//! What may be seen depends on whose words opened the desk; the kiosk counts, this screen shows. Enter takes them along.

mod take;

use jiff::{ToSpan, civil::Date};
use ratatui::text::{Line, Span};

use take::Take;

use crate::{
    figures::{Period, Sort},
    tui::{
        keys::{Action, Offer},
        message::{Effect, FigureRow, Report, Trouble},
        screen::{Page, Step, patterns::Patterns, stories::Stories},
        shared::Shared,
        theme::Theme,
        widget::{
            choices, list,
            paper::{Paper, column, wrap},
        },
    },
};

/// The sorts of period, in the order of their keys.
const SORTS: [(Sort, &str); 4] = [
    (Sort::Day, "cijfers-dag"),
    (Sort::Months, "cijfers-maand"),
    (Sort::Quarter, "cijfers-kwartaal"),
    (Sort::Year, "cijfers-jaar"),
];

/// So many days into a month a coordinator still looks at the one before: the week in which the figures are sent.
const MONTH_END: i8 = 7;

/// How wide the two columns of numbers are.
const NUMBER: usize = 14;

/// How wide a line is in a window of 60 columns.
const NARROW: usize = 58;

/// So many lines are in sight in a window of 20 rows.
const LEAST_SHOWN: usize = 10;

/// From this width on there is room for a bar between a name and its number.
const WIDE: usize = 64;

/// The longest of those bars, with the blank before it.
const SMALL_BAR: usize = 11;

/// The longest bar.
const BAR: usize = 24;

/// The state of the figures.
#[derive(Debug)]
pub struct Figures {
    sort: Sort,
    period: Period,
    /// Another period was chosen since the screen opened.
    is_moved: bool,
    rows: Vec<FigureRow>,
    /// The first row on the screen.
    first: usize,
    trouble: Option<Trouble>,
    is_read: bool,
    /// As what and where to, while that is asked.
    take: Option<Take>,
}

impl Figures {
    /// Opens the figures: of today for the team, of a month for the coordinator, who looks at them once a month (product
    /// design, section 3). In the first days of a month that is the month that has just ended.
    #[must_use]
    pub fn open(shared: &Shared) -> Step {
        let today = shared.stamp.now.date();
        let (sort, day) = if !shared.is_coordinator() {
            (Sort::Day, today)
        } else if today.day() <= MONTH_END {
            (Sort::Months, today.first_of_month().saturating_sub(1.day()))
        } else {
            (Sort::Months, today)
        };
        let period = Period::around(day, sort);
        let figures = Self {
            sort,
            period,
            is_moved: false,
            rows: Vec::new(),
            first: 0,
            trouble: None,
            is_read: false,
            take: None,
        };
        Step::push(figures).and(Effect::ReadFigures(period))
    }

    fn go_to(&mut self, day: Date, sort: Sort) -> Step {
        self.is_moved = true;
        self.sort = sort;
        self.period = Period::around(day, sort);
        self.first = 0;
        Effect::ReadFigures(self.period).into()
    }

    /// Where scrolling ends: in the narrowest window the last line is in sight.
    fn last_line(&self, theme: Theme) -> usize {
        let lines = self.lines(theme, NARROW).len();
        lines.saturating_sub(LEAST_SHOWN)
    }

    fn lines(&self, theme: Theme, width: usize) -> Vec<Line<'static>> {
        // Where it is narrow, names go before bars.
        let room = if width < WIDE { 0 } else { SMALL_BAR };
        let name_width = width.saturating_sub(2 * NUMBER + 2 + room);
        let mut lines = Vec::new();
        for row in &self.rows {
            match row {
                FigureRow::Heading(text) => {
                    if !lines.is_empty() {
                        lines.push(Line::default());
                    }
                    lines.push(Line::styled(text.clone(), theme.strong));
                }
                FigureRow::Head { title, now, before } => {
                    lines.push(Line::default());
                    lines.push(Line::from(vec![
                        column(title, name_width + room, theme.strong),
                        Span::styled(format!("{now:>NUMBER$}"), theme.dim),
                        Span::styled(format!("  {before:>NUMBER$}"), theme.dim),
                    ]));
                }
                FigureRow::Text(text) => lines.extend(
                    wrap(text, width)
                        .into_iter()
                        .map(|text| Line::styled(text, theme.dim)),
                ),
                FigureRow::Numbers {
                    name,
                    now,
                    before,
                    per_mille,
                } => {
                    let names = wrap(name, name_width);
                    for (position, name) in names.iter().enumerate() {
                        let is_last = position + 1 == names.len();
                        let number = |text: &str| {
                            if is_last {
                                text.to_owned()
                            } else {
                                String::new()
                            }
                        };
                        lines.push(Line::from(vec![
                            column(name, name_width, theme.text),
                            Span::styled(bar(*per_mille, is_last, room), theme.accent),
                            Span::styled(format!("{:>NUMBER$}", number(now)), theme.strong),
                            Span::styled(format!("  {:>NUMBER$}", number(before)), theme.dim),
                        ]));
                    }
                }
                FigureRow::Bar {
                    name,
                    value,
                    per_mille,
                } => {
                    let bar = "█".repeat((per_mille * BAR).div_ceil(1_000).min(BAR));
                    lines.push(Line::from(vec![
                        column(name, 16, theme.text),
                        Span::styled(format!(" {bar} "), theme.accent),
                        Span::styled(value.clone(), theme.dim),
                    ]));
                }
            }
        }
        lines
    }
}

/// The bar of a number within so many columns; blank where there is none.
fn bar(per_mille: Option<usize>, is_last: bool, room: usize) -> String {
    let most = room.saturating_sub(1);
    let length = per_mille
        .filter(|_| is_last)
        .map_or(0, |part| (part * most).div_ceil(1_000).min(most));
    let blocks = "█".repeat(length);
    if room == 0 {
        blocks
    } else {
        format!(" {blocks:<most$}")
    }
}

impl Page for Figures {
    fn title(&self, shared: &Shared) -> String {
        shared.say("menu-cijfers")
    }

    fn is_typing(&self) -> bool {
        self.take
            .as_ref()
            .is_some_and(|take| take.destination.is_typing())
    }

    fn offers(&self, shared: &Shared) -> Vec<Offer> {
        if self.take.is_some() {
            return Take::offers();
        }
        let mut offers = vec![
            Offer::new(Action::Enter, "toets-meenemen"),
            Offer::with_key(Action::Choose('1'), "1-4", "toets-periode"),
            Offer::new(Action::Left, "toets-andere-periode"),
            Offer::quiet(Action::Down, "toets-lezen"),
        ];
        if shared.open().is_some_and(|open| open.is_coordinator) {
            offers.push(Offer::with_key(
                Action::Choose('5'),
                "5",
                "toets-rode-draad",
            ));
            offers.push(Offer::with_key(
                Action::Choose('6'),
                "6",
                "toets-leermomenten",
            ));
        }
        offers.push(Offer::new(Action::Escape, "toets-terug"));
        offers
    }

    fn act(&mut self, shared: &mut Shared, action: Action) -> Step {
        if let Some(take) = &mut self.take {
            if action == Action::Escape {
                self.take = None;
                return Step::none();
            }
            return take.act(shared, (self.period, self.sort), action);
        }
        match action {
            Action::Enter if self.trouble.is_none() => {
                self.take = Some(Take::default());
                return Effect::FindTargets.into();
            }
            Action::Escape => return Step::back(),
            Action::Choose('5') if shared.open().is_some_and(|open| open.is_coordinator) => {
                return Patterns::open();
            }
            Action::Choose('6') if shared.open().is_some_and(|open| open.is_coordinator) => {
                return Stories::open();
            }
            Action::Choose(key) => {
                if let Some((sort, _)) =
                    choices::position_of(key, SORTS.len()).and_then(|at| SORTS.get(at))
                {
                    let today = shared.stamp.now.date();
                    // Right after opening "day" means today, also when last month is what was opened.
                    let last = if self.is_moved || *sort != Sort::Day {
                        self.period.last.min(today)
                    } else {
                        today
                    };
                    return self.go_to(last, *sort);
                }
            }
            Action::Left => {
                if let Some(before) = self.period.before() {
                    return self.go_to(before.first, self.sort);
                }
            }
            Action::Right => {
                let next = self.period.last.saturating_add(1.day());
                if next <= shared.stamp.now.date() {
                    return self.go_to(next, self.sort);
                }
            }
            Action::Down => self.first = self.first.saturating_add(1),
            Action::Up => self.first = self.first.saturating_sub(1),
            Action::PageDown => self.first = self.first.saturating_add(10),
            Action::PageUp => self.first = self.first.saturating_sub(10),
            Action::First => self.first = 0,
            Action::Last => self.first = usize::MAX,
            _ => {}
        }
        self.first = self.first.min(self.last_line(shared.theme));
        Step::none()
    }

    fn typed(&mut self, _shared: &mut Shared, letter: char) -> Step {
        if let Some(take) = &mut self.take {
            take.typed(letter);
        }
        Step::none()
    }

    fn pasted(&mut self, _shared: &mut Shared, text: &str) -> Step {
        if let Some(take) = &mut self.take {
            take.pasted(text);
        }
        Step::none()
    }

    fn reported(&mut self, shared: &mut Shared, report: &Report) -> Step {
        match (report, &mut self.take) {
            (Report::Targets(targets), Some(take)) => take.destination.offered(targets),
            (Report::Folder(found), Some(take)) => take.said = Some(take.destination.found(found)),
            (Report::FiguresTaken(Ok(said)), _) => {
                self.take = None;
                shared.notice = Some(said.clone());
            }
            (Report::FiguresTaken(Err(trouble)), Some(take)) => take.said = Some(trouble.clone()),
            _ => {}
        }
        if let Report::Figures(period, result) = report
            && *period == self.period
        {
            self.is_read = true;
            match result {
                Ok(rows) => {
                    self.rows.clone_from(rows);
                    self.trouble = None;
                }
                Err(trouble) => {
                    self.rows.clear();
                    self.trouble = Some(trouble.clone());
                }
            }
        }
        Step::none()
    }

    fn view(&self, shared: &Shared, paper: &mut Paper<'_>) {
        if let Some(take) = &self.take {
            take.view(shared, self.sort, paper);
            return;
        }
        let theme = paper.theme;
        let mut tabs = Vec::new();
        for (position, (sort, words)) in SORTS.iter().enumerate() {
            let key = choices::key_of(position).unwrap_or(' ');
            let style = if *sort == self.sort {
                theme.strong
            } else {
                theme.dim
            };
            // Which one it is shows without colour too.
            let tab = format!("{key} {}", shared.say(words));
            let tab = if *sort == self.sort {
                format!("[{tab}]  ")
            } else {
                format!(" {tab}   ")
            };
            tabs.push(Span::styled(tab, style));
        }
        paper.line(&Line::from(tabs));
        paper.skip();
        if let Some(trouble) = &self.trouble {
            paper.text(theme.danger, &shared.sentence(trouble));
        } else if !self.is_read {
            paper.text(theme.dim, &shared.say("cijfers-tellen"));
        }
        let lines = self.lines(theme, paper.width());
        let rows = paper.rows_left();
        list::read(paper, &shared.words, &lines, self.first, rows);
    }
}
