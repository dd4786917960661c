//! *Rode draad*: what comes up too often, with its numbers, and what the team does about it. For the coordinator.
//!
//! The program proposes; people talk about it, act, and tell the volunteers. Nothing is ever sent.

use ratatui::text::{Line, Span};

use crate::{
    domain::{PatternStage, PatternWork},
    figures::{Found, Rule},
    tui::{
        keys::{Action, Offer},
        message::{Effect, Report, Trouble},
        screen::{Page, Step},
        shared::Shared,
        widget::{
            choices,
            field::Field,
            list::{self, Item},
            paper::{Paper, wrap},
        },
    },
};

/// The state of the list and of the one that is open.
#[derive(Debug, Default)]
pub struct Patterns {
    found: Vec<Found>,
    work: Vec<PatternWork>,
    focus: usize,
    is_open: bool,
    /// Who does what and when, while it is typed.
    typed: Option<Field>,
    trouble: Option<Trouble>,
    is_read: bool,
}

impl Patterns {
    /// Opens the list.
    #[must_use]
    pub fn open() -> Step {
        Step::push(Self::default()).and(Effect::ReadPatterns)
    }

    fn chosen(&self) -> Option<&Found> {
        self.found.get(self.focus)
    }

    /// What the team did about a flag; new when nothing was noted yet.
    fn work_of(&self, found: &Found) -> PatternWork {
        let id = found.id();
        let known = self.work.iter().find(|work| work.id == id);
        known.cloned().unwrap_or_else(|| PatternWork::new(id))
    }

    fn keep(&mut self, shared: &Shared, change: impl FnOnce(&mut PatternWork)) -> Step {
        let Some(found) = self.chosen() else {
            return Step::none();
        };
        let mut work = self.work_of(found);
        change(&mut work);
        work.changed_on = Some(shared.stamp.now.date());
        self.work.retain(|known| known.id != work.id);
        self.work.push(work.clone());
        Effect::KeepPattern(work).into()
    }

    fn view_list(&self, shared: &Shared, paper: &mut Paper<'_>) {
        let theme = paper.theme;
        if self.found.is_empty() && self.is_read && self.trouble.is_none() {
            paper.text(theme.text, &shared.say("rode-draad-geen"));
        }
        if !self.found.is_empty() {
            paper.text(theme.dim, &shared.say("rode-draad-uitleg"));
            paper.skip();
        }
        let rows = paper.rows_left();
        let mut items = Vec::new();
        for (position, found) in self.found.iter().enumerate() {
            let has_focus = position == self.focus;
            let stage = self.work_of(found).stage;
            let visits = shared.words.count("rode-draad-aantal", found.visits);
            let name = wrap(&about(shared, found), paper.width()).into_iter();
            let name = name.map(|text| Line::styled(text, theme.on(has_focus, theme.text)));
            let more = Line::from(vec![
                Span::styled(format!("  {visits}   "), theme.strong),
                Span::styled(shared.words.label("stand", stage.code()), theme.dim),
            ]);
            items.push(Item::with_more(name.collect(), vec![more]));
        }
        list::view(paper, &shared.words, &items, Some(self.focus), rows);
    }

    fn view_one(&self, shared: &Shared, paper: &mut Paper<'_>, found: &Found) {
        let theme = paper.theme;
        let work = self.work_of(found);
        paper.text(theme.strong, &about(shared, found));
        let days = (shared.stamp.now.date() - found.since).get_days() + 1;
        if found.visits == 0 {
            paper.text(theme.dim, &shared.say("rode-draad-rustig"));
            return self.view_work(shared, paper, &work);
        }
        let numbers = [
            ("bezoeken", found.visits.to_string()),
            ("dagen", days.to_string()),
        ];
        let numbers = numbers
            .each_ref()
            .map(|(name, value)| (*name, value.as_str()));
        paper.text(
            theme.text,
            &shared.words.with("rode-draad-cijfers", &numbers),
        );
        match (found.rule, found.expected, found.chance) {
            (Rule::Cell, Some(expected), Some(chance)) => {
                let said = [
                    ("verwacht", dutch(expected, 1)),
                    ("kans", dutch(chance * 100.0, 1)),
                ];
                let said = said.each_ref().map(|(name, value)| (*name, value.as_str()));
                paper.text(theme.dim, &shared.words.with("rode-draad-kans", &said));
            }
            (Rule::Cell, ..) => paper.text(theme.dim, &shared.say("rode-draad-eerste-jaar")),
            (Rule::Sender | Rule::Reason | Rule::Heard, ..) => {}
        }
        self.view_work(shared, paper, &work);
    }

    /// The question to the team, how far it is, and who does what.
    fn view_work(&self, shared: &Shared, paper: &mut Paper<'_>, work: &PatternWork) {
        let theme = paper.theme;
        paper.skip();
        paper.text(theme.strong, &shared.say("rode-draad-groepsaanbod"));
        paper.skip();
        for (position, stage) in PatternStage::ALL.iter().enumerate() {
            let key = choices::key_of(position).unwrap_or(' ');
            let is_now = *stage == work.stage;
            let mark = if is_now { "[x]" } else { "[ ]" };
            let line = Line::from(vec![
                Span::styled(format!("{key}  "), theme.accent),
                Span::styled(
                    format!("{mark} {}", shared.words.label("stand", stage.code())),
                    if is_now { theme.strong } else { theme.text },
                ),
            ]);
            paper.line(&line);
        }
        paper.skip();
        if let Some(field) = &self.typed {
            paper.text(theme.text, &shared.say("rode-draad-wie"));
            field.view(paper, true);
        } else if !work.action.is_empty() {
            paper.text(theme.text, &work.action);
        }
    }
}

/// What a flag is about, in words.
fn about(shared: &Shared, found: &Found) -> String {
    let codes = found.cell.iter().map(|(field, code)| {
        let label = shared.library.label(field, code);
        label.to_owned()
    });
    codes.collect::<Vec<_>>().join(" · ")
}

/// A number with a decimal comma.
fn dutch(number: f64, decimals: usize) -> String {
    format!("{number:.decimals$}").replace('.', ",")
}

impl Page for Patterns {
    fn title(&self, shared: &Shared) -> String {
        shared.say("rode-draad-kop")
    }

    fn is_typing(&self) -> bool {
        self.typed.is_some()
    }

    fn offers(&self, _shared: &Shared) -> Vec<Offer> {
        let mut offers = Vec::new();
        if self.typed.is_some() {
            offers.push(Offer::new(Action::Enter, "toets-bewaren"));
        } else if self.is_open {
            offers.push(Offer::with_key(Action::Choose('1'), "1-5", "toets-stand"));
        } else if !self.found.is_empty() {
            offers.push(Offer::new(Action::Enter, "toets-openen"));
        }
        offers.push(Offer::new(Action::Escape, "toets-terug"));
        offers
    }

    fn act(&mut self, shared: &mut Shared, action: Action) -> Step {
        if let Some(field) = &mut self.typed {
            match action {
                Action::Escape => self.typed = None,
                Action::Enter => {
                    let action = crate::privacy::without_bsn(field.text().trim());
                    self.typed = None;
                    return self.keep(shared, |work| work.action = action);
                }
                action => {
                    field.edit(action);
                }
            }
            return Step::none();
        }
        match action {
            Action::Escape if self.is_open => self.is_open = false,
            Action::Escape => return Step::back(),
            Action::Enter if !self.is_open => self.is_open = self.chosen().is_some(),
            Action::Choose(key) if self.is_open => {
                let stage = choices::position_of(key, PatternStage::ALL.len());
                if let Some(stage) = stage.and_then(|at| PatternStage::ALL.get(at)) {
                    if *stage == PatternStage::Action {
                        let known = self.chosen().map(|found| self.work_of(found).action);
                        self.typed = Some(Field::holding(&known.unwrap_or_default()));
                    }
                    return self.keep(shared, |work| work.stage = *stage);
                }
            }
            action if !self.is_open => {
                if let Some(focus) = choices::moved(self.focus, action, self.found.len()) {
                    self.focus = focus;
                }
            }
            _ => {}
        }
        Step::none()
    }

    fn typed_to_keep(&mut self, shared: &mut Shared) -> Option<Effect> {
        let field = self.typed.take()?;
        let action = crate::privacy::without_bsn(field.text().trim());
        let step = self.keep(shared, |work| work.action = action);
        step.effects.into_iter().next()
    }

    fn typed(&mut self, _shared: &mut Shared, letter: char) -> Step {
        if let Some(field) = &mut self.typed {
            field.type_letter(letter);
        }
        Step::none()
    }

    fn pasted(&mut self, _shared: &mut Shared, text: &str) -> Step {
        if let Some(field) = &mut self.typed {
            field.paste(text);
        }
        Step::none()
    }

    fn reported(&mut self, _shared: &mut Shared, report: &Report) -> Step {
        match report {
            Report::Patterns(Ok((found, work))) => {
                self.is_read = true;
                self.found.clone_from(found);
                self.work.clone_from(work);
            }
            Report::Patterns(Err(trouble)) | Report::PatternsKept(Err(trouble)) => {
                self.is_read = true;
                self.trouble = Some(trouble.clone());
            }
            Report::PatternsKept(Ok(())) => self.trouble = None,
            _ => {}
        }
        Step::none()
    }

    fn view(&self, shared: &Shared, paper: &mut Paper<'_>) {
        if let Some(trouble) = &self.trouble {
            paper.text(paper.theme.danger, &shared.sentence(trouble));
        }
        match self.chosen().filter(|_| self.is_open) {
            Some(found) => self.view_one(shared, paper, found),
            None => self.view_list(shared, paper),
        }
    }
}
