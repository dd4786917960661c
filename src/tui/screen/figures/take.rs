//! Taking figures along: as what, and where to. They go where a day's log goes: the team's own stick, a folder that was
//! named, or one whose name is typed.

use std::path::PathBuf;

use crate::{
    figures::{Period, Sort},
    tui::{
        keys::{Action, Offer},
        message::{Effect, FiguresAlong, Format, Target, Trouble},
        shared::Shared,
        widget::{
            choices::{self, Choice},
            field::Field,
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
    pub(super) targets: Vec<Target>,
    target: usize,
    /// The name of a folder that is typed; none while a known target is chosen.
    typed: Option<Field>,
    /// A folder was typed that is not the team's stick; the next Enter writes there all the same.
    is_asked: bool,
    /// What came of it.
    pub(super) said: Option<Trouble>,
}

impl Take {
    pub(super) const fn is_typing(&self) -> bool {
        self.typed.is_some()
    }

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

    /// Handles a key; the effect when something is to be written.
    pub(super) fn act(
        &mut self,
        shared: &Shared,
        (period, sort): (Period, Sort),
        action: Action,
    ) -> Option<Effect> {
        let all = Self::choices(shared, sort);
        match action {
            Action::Enter => return self.write(&all, period),
            Action::Tab => self.next_target(),
            Action::Choose(key) => {
                if let Some(position) = choices::position_of(key, all.len()) {
                    self.focus = position;
                    return self.write(&all, period);
                }
            }
            _ => {
                let is_edited = self.typed.as_mut().is_some_and(|field| field.edit(action));
                if !is_edited && let Some(focus) = choices::moved(self.focus, action, all.len()) {
                    self.focus = focus;
                }
            }
        }
        None
    }

    fn write(&mut self, all: &[As], period: Period) -> Option<Effect> {
        self.said = None;
        let (_, format, is_outside) = *all.get(self.focus)?;
        let Some(folder) = self.folder() else {
            self.typed = Some(Field::default());
            return None;
        };
        if self.typed.is_some() && !self.is_asked {
            self.is_asked = true;
            self.said = Some(Trouble::new("daglog-zeker"));
            return None;
        }
        self.is_asked = false;
        Some(Effect::TakeFigures(FiguresAlong {
            period,
            format,
            is_outside,
            folder,
        }))
    }

    fn folder(&self) -> Option<PathBuf> {
        match &self.typed {
            Some(field) => Some(field.text().trim())
                .filter(|text| !text.is_empty())
                .map(PathBuf::from),
            None => self
                .targets
                .get(self.target)
                .map(|target| target.folder.clone()),
        }
    }

    fn next_target(&mut self) {
        if self.typed.take().is_some() {
            self.target = 0;
        } else if self.target + 1 < self.targets.len() {
            self.target += 1;
        } else {
            self.typed = Some(Field::default());
        }
    }

    pub(super) fn typed(&mut self, letter: char) {
        self.is_asked = false;
        if let Some(field) = &mut self.typed {
            field.type_letter(letter);
        }
    }

    pub(super) fn pasted(&mut self, text: &str) {
        self.is_asked = false;
        if let Some(field) = &mut self.typed {
            field.paste(text);
        }
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
        match (&self.typed, self.targets.get(self.target)) {
            (Some(field), _) => {
                paper.text(theme.text, &shared.say("daglog-map"));
                field.view(paper, true);
            }
            (None, Some(target)) => {
                let name = if target.is_stick {
                    "daglog-naar-stick"
                } else {
                    "daglog-naar-map"
                };
                let said = shared.words.with(name, &[("naam", &target.name)]);
                paper.text(theme.text, &said);
            }
            (None, None) => paper.text(theme.doubt, &shared.say("daglog-geen-stick")),
        }
        if let Some(said) = &self.said {
            paper.skip();
            paper.text(theme.doubt, &shared.sentence(said));
        }
    }
}
