//! Taking figures along: as what, and where to. They go where a day's log goes.

use crate::{
    figures::{Period, Sort},
    tui::{
        keys::{Action, Offer},
        message::{Effect, FiguresAlong, Format, Trouble},
        screen::{Step, destination::Destination},
        shared::Shared,
        widget::{
            choices::{self, Choice},
            paper::Paper,
        },
    },
};

/// As what figures can be taken along: the words, the format, and whether it is for outside the team.
type As = (&'static str, Format, bool);

const INSIDE: [As; 3] = [
    ("daglog-papier", Format::Pdf, false),
    ("daglog-werkmap", Format::Xlsx, false),
    ("daglog-tekst", Format::Text, false),
];

/// Over a quarter or a year the coordinator also tells them outside.
const OUTSIDE: [As; 2] = [
    ("cijfers-buiten-papier", Format::Pdf, true),
    ("cijfers-buiten-werkmap", Format::Xlsx, true),
];

/// The question as what and where to.
#[derive(Debug, Default)]
pub(super) struct Take {
    focus: usize,
    pub(super) destination: Destination,
    /// What came of it.
    pub(super) said: Option<Trouble>,
}

impl Take {
    pub(super) fn offers() -> Vec<Offer> {
        vec![
            Offer::new(Action::Enter, "toets-opslaan"),
            Offer::new(Action::Escape, "toets-terug"),
            Offer::new(Action::Tab, "toets-andere-map"),
        ]
    }

    fn choices(shared: &Shared, sort: Sort) -> Vec<As> {
        let may_leave = shared.is_coordinator() && matches!(sort, Sort::Quarter | Sort::Year);
        let outside = OUTSIDE.into_iter().filter(|_| may_leave);
        INSIDE.into_iter().chain(outside).collect()
    }

    /// Handles a key.
    pub(super) fn act(
        &mut self,
        shared: &Shared,
        (period, sort): (Period, Sort),
        action: Action,
    ) -> Step {
        let all = Self::choices(shared, sort);
        match action {
            Action::Enter => return self.write(&all, period).into(),
            Action::Tab => {
                self.said = None;
                return self.destination.next().into();
            }
            Action::Choose(key) => {
                if let Some(position) = choices::position_of(key, all.len()) {
                    self.focus = position;
                    return self.write(&all, period).into();
                }
            }
            _ if self.destination.edit(action) => self.said = None,
            _ => {
                if let Some(focus) = choices::moved(self.focus, action, all.len()) {
                    self.focus = focus;
                }
            }
        }
        Step::none()
    }

    fn write(&mut self, all: &[As], period: Period) -> Option<Effect> {
        let (_, format, is_outside) = *all.get(self.focus)?;
        let folder = match self.destination.enter(&mut self.said) {
            Ok(folder) => folder,
            Err(first) => return first,
        };
        Some(Effect::TakeFigures(FiguresAlong {
            period,
            format,
            is_outside,
            folder,
        }))
    }

    pub(super) fn typed(&mut self, letter: char) {
        self.said = None;
        self.destination.typed(letter);
    }

    pub(super) fn pasted(&mut self, text: &str) {
        self.said = None;
        self.destination.pasted(text);
    }

    pub(super) fn view(&self, shared: &Shared, sort: Sort, paper: &mut Paper<'_>) {
        let theme = paper.theme;
        paper.text(theme.strong, &shared.say("cijfers-meenemen"));
        paper.skip();
        let labels: Vec<String> = Self::choices(shared, sort)
            .into_iter()
            .map(|(words, ..)| shared.say(words))
            .collect();
        let shown: Vec<Choice<'_>> = labels
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
        if let Some(said) = &self.said {
            paper.skip();
            let is_asked = self.destination.is_asking();
            let style = if is_asked { theme.doubt } else { theme.danger };
            paper.text(style, &shared.sentence(said));
        }
    }
}
