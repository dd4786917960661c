//! Today's list: open one, correct it, take it back.

use ratatui::text::{Line, Span};

use crate::{
    domain::Enquiry,
    figures::Totals,
    tui::{
        app::Shared,
        keys::{Action, Offer},
        message::Trouble,
        screen::{Page, Step, talk::Talk},
        widget::{
            choices,
            paper::{Paper, column},
        },
    },
    words::Words,
};

/// The state of the list.
#[derive(Debug, Default)]
pub struct Today {
    focus: usize,
}

impl Today {
    /// What counts, newest first: the last one is corrected most.
    fn rows(shared: &Shared) -> Vec<&Enquiry> {
        let open = shared.open().map_or(&[][..], |open| open.today.as_slice());
        open.iter()
            .rev()
            .filter(|enquiry| !enquiry.withdrawn)
            .collect()
    }

    fn open(shared: &mut Shared, position: usize) -> Step {
        let Some(enquiry) = Self::rows(shared)
            .get(position)
            .map(|enquiry| (*enquiry).clone())
        else {
            return Step::none();
        };
        if let Some(talk) = Talk::correct(shared, &enquiry) {
            Step::push(talk)
        } else {
            let route = enquiry.route.as_str();
            shared.notice = Some(Trouble::new("route-ontbreekt").with("route", route));
            Step::none()
        }
    }
}

/// How many, and how many of those a volunteer solved: `3 vragen, 2 zelf opgelost`.
#[must_use]
pub fn summary(words: &Words, totals: &Totals) -> String {
    let all = words.count("aantal-vragen", totals.all);
    if totals.all == 0 {
        return all;
    }
    let own = words.with(
        "zelf-beantwoord",
        &[("n", &totals.by_volunteers.to_string())],
    );
    format!("{all}, {own}")
}

/// One enquiry as a row: hour and minute, theme, outcome, who.
#[must_use]
pub fn row(shared: &Shared, enquiry: &Enquiry, width: usize, has_focus: bool) -> Line<'static> {
    let theme = shared.theme;
    let ground = theme.on(has_focus, theme.text);
    let time = format!("{:02}:{:02}", enquiry.time.hour(), enquiry.time.minute());
    let library = &shared.library;
    let third = width.saturating_sub(9) / 3;
    Line::from(vec![
        Span::styled(format!("{time}  "), theme.on(has_focus, theme.dim)),
        column(library.label("thema", enquiry.theme.code()), third, ground),
        Span::raw(" "),
        column(
            library.label("uitkomst", enquiry.outcome.code()),
            third,
            ground,
        ),
        Span::raw(" "),
        column(
            library.label("wie_hielp", enquiry.solved_by.code()),
            third,
            theme.on(has_focus, theme.dim),
        ),
    ])
}

impl Page for Today {
    fn title(&self, shared: &Shared) -> String {
        shared.say("menu-vandaag")
    }

    fn offers(&self, shared: &Shared) -> Vec<Offer> {
        let mut offers = Vec::new();
        if !Self::rows(shared).is_empty() {
            offers.push(Offer::new(Action::Enter, "toets-openen"));
            offers.push(Offer::new(Action::Delete, "toets-weghalen"));
        }
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
            Action::Enter => return Self::open(shared, self.focus),
            Action::Delete => {
                if let Some(old) = Self::rows(shared)
                    .get(self.focus)
                    .map(|enquiry| (*enquiry).clone())
                {
                    let gone = Enquiry {
                        revision: shared.revision_of(&old) + 1,
                        withdrawn: true,
                        ..old.clone()
                    };
                    shared.notice = Some(Trouble::new("weggehaald"));
                    return shared.change(old, gone).into();
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
        if rows.is_empty() {
            paper.text(theme.strong, &shared.say("vandaag-leeg"));
            return;
        }
        let totals = shared
            .open()
            .map_or_else(Totals::default, |open| Totals::of(&open.today));
        paper.text(theme.strong, &summary(&shared.words, &totals));
        paper.skip();
        let (left, width) = (paper.rows_left(), paper.width());
        let focus = self.focus.min(rows.len().saturating_sub(1));
        let first = choices::first_visible(focus, rows.len(), left);
        for (position, enquiry) in rows.iter().enumerate().skip(first).take(left) {
            paper.row(
                position == focus,
                &row(shared, enquiry, width, position == focus),
            );
        }
    }
}
