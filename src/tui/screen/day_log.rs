//! The day's log: look at it, then take it along.
//!
//! The screen says where it went and how many rows it holds.

mod told;

use jiff::{ToSpan, civil::Date};
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use crate::{
    domain::Enquiry,
    figures::Totals,
    tui::{
        keys::{Action, Offer},
        message::{Effect, Exported, Format, Report, Status, Trouble},
        screen::{Page, Step, destination::Destination, today},
        shared::Shared,
        widget::{
            choices::{self, Choice},
            dates, list,
            paper::{Paper, column, wrap},
        },
    },
};

/// The bars of the themes are at most this wide.
const BAR: usize = 20;

/// How wide the column of their names is at least.
const NAME: usize = 26;

/// How many rows of a day one key goes on.
const PAGE: usize = 8;

/// How wide the bar of an export is.
const PROGRESS: usize = 40;

/// The state of the day's log.
#[derive(Debug)]
pub struct DayLog {
    day: Date,
    enquiries: Vec<Enquiry>,
    part: Part,
    /// The first row of the day that is shown.
    first: usize,
    focus: usize,
    destination: Destination,
    written: Option<Exported>,
    trouble: Option<Trouble>,
}

/// What the screen shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Preview,
    TakeAlong,
    Written,
}

/// What can be taken along, in the order of the keys.
const CHOICES: [(&str, &[Format]); 6] = [
    ("daglog-excel", &[Format::Csv]),
    ("daglog-papier", &[Format::Pdf]),
    ("daglog-werkmap", &[Format::Xlsx]),
    ("daglog-tekst", &[Format::Text]),
    ("daglog-jsonl", &[Format::Jsonl]),
    (
        "daglog-alles",
        &[
            Format::Csv,
            Format::Pdf,
            Format::Xlsx,
            Format::Text,
            Format::Jsonl,
        ],
    ),
];

impl DayLog {
    /// Opens the log of today.
    #[must_use]
    pub fn open(shared: &Shared) -> Step {
        let Some(open) = shared.open() else {
            return Step::none();
        };
        let log = Self {
            day: shared.stamp.now.date(),
            enquiries: open.today.clone(),
            part: Part::Preview,
            first: 0,
            focus: 0,
            destination: Destination::default(),
            written: None,
            trouble: None,
        };
        Step::push(log).and(Effect::FindTargets)
    }

    fn go_to(day: Option<Date>) -> Step {
        day.map_or_else(Step::none, |day| Effect::ReadDay(day).into())
    }

    fn export(&mut self, choice: usize) -> Step {
        self.trouble = None;
        let Some((_, formats)) = CHOICES.get(choice) else {
            return Step::none();
        };
        let folder = match self.destination.enter(&mut self.trouble) {
            Ok(folder) => folder,
            Err(first) => return first.into(),
        };
        Effect::Export {
            day: self.day,
            formats: formats.to_vec(),
            folder,
        }
        .into()
    }

    fn view_preview(&self, shared: &Shared, paper: &mut Paper<'_>) {
        let theme = paper.theme;
        let totals = Totals::of(&self.enquiries);
        let words = &shared.words;
        paper.text(theme.strong, &dates::long_day(words, self.day));
        view_totals(shared, paper, &totals);
        paper.skip();
        let width = paper.width();
        let counted: Vec<_> = self
            .enquiries
            .iter()
            .filter(|enquiry| !enquiry.withdrawn)
            .collect();
        let lines: Vec<Line<'static>> = counted
            .iter()
            .map(|enquiry| today::row(shared, enquiry, width, false))
            .collect();
        let rows = paper.rows_left();
        list::read(paper, words, &lines, self.first, rows);
    }

    fn view_take_along(&self, shared: &Shared, paper: &mut Paper<'_>) {
        let theme = paper.theme;
        paper.text(theme.strong, &shared.say("daglog-meenemen"));
        paper.skip();
        let labels: Vec<_> = CHOICES.iter().map(|(name, _)| shared.say(name)).collect();
        let shown: Vec<_> = labels
            .iter()
            .map(|label| Choice {
                label,
                note: "",
                tick: None,
            })
            .collect();
        choices::view(paper, &shared.words, &shown, Some(self.focus), shown.len());
        paper.skip();
        self.destination.view(shared, paper);
        if let Status::Working(per_mille) = shared.status {
            paper.skip();
            paper.text(theme.text, &shared.say("daglog-bezig"));
            let done = (per_mille * PROGRESS / 1_000).min(PROGRESS);
            let line = Line::from(vec![
                Span::styled("█".repeat(done), theme.accent),
                Span::styled("░".repeat(PROGRESS - done), theme.dim),
                Span::styled(format!(" {} %", per_mille / 10), theme.strong),
            ]);
            paper.line(&line);
        } else if let Some(trouble) = &self.trouble {
            paper.skip();
            let is_asked = self.destination.is_asking();
            let style = if is_asked { theme.doubt } else { theme.danger };
            paper.text(style, &shared.sentence(trouble));
        }
    }

    fn view_written(&self, shared: &Shared, paper: &mut Paper<'_>) {
        let Some(written) = &self.written else { return };
        let theme = paper.theme;
        paper.text(
            theme.strong,
            &shared.words.count("daglog-geschreven", written.rows),
        );
        paper.skip();
        let width = paper.width();
        for file in &written.files {
            for line in wrap(file, width) {
                paper.line(&Line::styled(line, theme.text));
            }
        }
        paper.skip();
        let folder = written.folder.display().to_string();
        paper.text(
            theme.dim,
            &shared.words.with("daglog-staat-in", &[("map", &folder)]),
        );
    }
}

/// What a day comes to: how many, the share of the volunteers, and a bar a theme.
pub(super) fn view_totals(shared: &Shared, paper: &mut Paper<'_>, totals: &Totals) {
    let (theme, words) = (paper.theme, &shared.words);
    let all = words.count("aantal-vragen", totals.all);
    let share = match totals.percentage() {
        Some(percentage) => words.with(
            "daglog-aandeel",
            &[
                ("zelf", &totals.by_volunteers.to_string()),
                ("geteld", &totals.counted.to_string()),
                ("procent", &percentage.to_string()),
            ],
        ),
        None => words.text("daglog-geen-aandeel"),
    };
    paper.text(theme.text, &format!("{all}. {share}"));
    if totals.excluded() > 0 {
        let left_out = words.with(
            "daglog-niet-geteld",
            &[("n", &totals.excluded().to_string())],
        );
        paper.text(theme.dim, &left_out);
    }
    paper.skip();
    let most = totals
        .by_theme
        .first()
        .map_or(1, |(_, count)| (*count).max(1));
    let label = |kind: crate::domain::Theme| shared.library.label("thema", kind.code());
    let shown: Vec<_> = totals.by_theme.iter().take(paper.rows_left() / 2).collect();
    let longest = shown.iter().map(|(kind, _)| label(*kind).width()).max();
    // The bar and its number have room, whatever the name.
    let names = longest
        .unwrap_or_default()
        .clamp(NAME, paper.width().saturating_sub(BAR + 6).max(NAME));
    for (kind, count) in shown {
        let bar = "█".repeat((count * BAR).div_ceil(most).min(BAR));
        let line = Line::from(vec![
            column(label(*kind), names, theme.text),
            Span::styled(format!("  {bar} "), theme.accent),
            Span::styled(count.to_string(), theme.strong),
        ]);
        paper.line(&line);
    }
}

impl Page for DayLog {
    fn title(&self, shared: &Shared) -> String {
        shared.say("menu-daglog")
    }

    fn is_typing(&self) -> bool {
        self.part == Part::TakeAlong && self.destination.is_typing()
    }

    fn offers(&self, shared: &Shared) -> Vec<Offer> {
        let mut offers = Vec::new();
        match self.part {
            Part::Preview => {
                offers.push(Offer::new(Action::Enter, "toets-meenemen"));
                offers.push(Offer::new(Action::Left, "toets-andere-dag"));
                offers.push(Offer::quiet(Action::Down, "toets-lezen"));
            }
            Part::TakeAlong if matches!(shared.status, Status::Working(_)) => {
                return vec![Offer::new(Action::Escape, "toets-ophouden")];
            }
            Part::TakeAlong => {
                offers.push(Offer::new(Action::Enter, "toets-opslaan"));
                offers.push(Offer::new(Action::Tab, "toets-andere-map"));
            }
            Part::Written => offers.push(Offer::new(Action::Enter, "toets-klaar")),
        }
        offers.push(Offer::new(Action::Escape, "toets-terug"));
        offers
    }

    fn act(&mut self, shared: &mut Shared, action: Action) -> Step {
        match (self.part, action) {
            (Part::Preview, Action::Escape) | (Part::Written, Action::Enter) => {
                return Step::back();
            }
            (_, Action::Escape) => {
                // What went wrong belongs to the place that was chosen, not to the day.
                self.trouble = None;
                self.part = Part::Preview;
            }
            (Part::Preview, Action::Enter) => {
                self.part = Part::TakeAlong;
                return Effect::FindTargets.into();
            }
            (Part::Preview, Action::Left) => return Self::go_to(self.day.yesterday().ok()),
            (Part::Preview, Action::Right) => {
                let tomorrow = self
                    .day
                    .checked_add(1.day())
                    .ok()
                    .filter(|day| *day <= shared.stamp.now.date());
                return Self::go_to(tomorrow);
            }
            (Part::TakeAlong, Action::Enter) => return self.export(self.focus),
            (Part::TakeAlong, Action::Tab) => {
                self.trouble = None;
                return self.destination.next().into();
            }
            (Part::TakeAlong, Action::Choose(key)) => {
                if let Some(position) = choices::position_of(key, CHOICES.len()) {
                    self.focus = position;
                    return self.export(position);
                }
            }
            (Part::TakeAlong, _) if self.destination.edit(action) => self.trouble = None,
            (Part::TakeAlong, _) => {
                if let Some(focus) = choices::moved(self.focus, action, CHOICES.len()) {
                    self.focus = focus;
                }
            }
            (Part::Preview, Action::Down) => {
                let last = self.enquiries.len().saturating_sub(1);
                self.first = (self.first + 1).min(last);
            }
            (Part::Preview, Action::Up) => self.first = self.first.saturating_sub(1),
            (Part::Preview, Action::PageDown | Action::Tick) => {
                let last = self.enquiries.len().saturating_sub(1);
                self.first = (self.first + PAGE).min(last);
            }
            (Part::Preview, Action::PageUp) => self.first = self.first.saturating_sub(PAGE),
            (Part::Preview | Part::Written, _) => {}
        }
        Step::none()
    }

    fn typed(&mut self, _shared: &mut Shared, letter: char) -> Step {
        self.trouble = None;
        self.destination.typed(letter);
        Step::none()
    }

    fn pasted(&mut self, _shared: &mut Shared, text: &str) -> Step {
        self.trouble = None;
        self.destination.pasted(text);
        Step::none()
    }

    fn reported(&mut self, _shared: &mut Shared, report: &Report) -> Step {
        match report {
            Report::Day(day, Ok(enquiries)) => {
                self.trouble = None;
                self.day = *day;
                self.first = 0;
                self.enquiries.clone_from(enquiries);
            }
            Report::Day(_, Err(trouble)) | Report::Exported(Err(trouble)) => {
                self.trouble = Some(trouble.clone());
            }
            Report::Targets(targets) => self.destination.offered(targets),
            Report::Folder(found) => self.trouble = Some(self.destination.found(found)),
            Report::Exported(Ok(exported)) => {
                self.written = Some(exported.clone());
                self.part = Part::Written;
            }
            // Meant for another screen.
            _ => {}
        }
        Step::none()
    }

    fn view(&self, shared: &Shared, paper: &mut Paper<'_>) {
        match self.part {
            Part::Preview => self.view_preview(shared, paper),
            Part::TakeAlong => self.view_take_along(shared, paper),
            Part::Written => self.view_written(shared, paper),
        }
        if self.part == Part::Preview
            && let Some(trouble) = &self.trouble
        {
            paper.text(paper.theme.danger, &shared.sentence(trouble));
        }
    }
}
