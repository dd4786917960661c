//! The resident's note: read it together, copy it by hand, print it or take it as a file.
//!
//! Nothing of it is kept. Whatever goes wrong with a printer or a stick, the note stays on the screen.

mod compose;

use ratatui::text::Line;

use crate::{
    domain::Note,
    tui::{
        keys::{Action, Offer},
        message::{Effect, NoteForm, Report, Target, Trouble},
        screen::{Page, Step},
        shared::Shared,
        widget::{
            field::Field,
            list,
            paper::{Paper, wrap},
            qr,
        },
    },
};

pub use compose::compose;

/// The state of the note.
#[derive(Debug)]
pub struct NotePage {
    note: Note,
    targets: Vec<Target>,
    /// The name of a folder that is typed, and the form that goes there.
    typed: Option<(NoteForm, Field)>,
    /// The first line on the screen.
    first: usize,
    said: Option<Trouble>,
}

impl NotePage {
    /// Opens a note.
    #[must_use]
    pub fn open(note: Note) -> Step {
        let page = Self {
            note,
            targets: Vec::new(),
            typed: None,
            first: 0,
            said: None,
        };
        Step::push(page).and(Effect::FindTargets)
    }

    /// Writes a file to the first place that is offered; asks for one when there is none.
    fn take(&mut self, form: NoteForm) -> Step {
        let Some(target) = self.targets.first() else {
            self.typed = Some((form, Field::default()));
            return Step::none();
        };
        self.send(form, Some(target.folder.clone()))
    }

    fn send(&mut self, form: NoteForm, folder: Option<std::path::PathBuf>) -> Step {
        self.said = None;
        Effect::TakeNote {
            note: Box::new(self.note.clone()),
            form,
            folder,
        }
        .into()
    }

    fn lines(&self, paper: &Paper<'_>) -> Vec<Line<'static>> {
        let theme = paper.theme;
        let width = paper.width();
        let mut lines = Vec::new();
        for section in &self.note.sections {
            lines.push(Line::styled(section.heading.clone(), theme.strong));
            for text in &section.lines {
                let wrapped = wrap(text, width.saturating_sub(2)).into_iter();
                lines.extend(wrapped.map(|text| Line::styled(format!("  {text}"), theme.text)));
            }
            lines.push(Line::default());
        }
        if let Some(web) = &self.note.web {
            lines.push(Line::styled(web.clone(), theme.accent));
            lines.extend(qr::lines(web, theme));
        }
        lines
    }
}

impl Page for NotePage {
    fn title(&self, shared: &Shared) -> String {
        shared.say("briefje-kop")
    }

    fn is_typing(&self) -> bool {
        self.typed.is_some()
    }

    fn offers(&self, _shared: &Shared) -> Vec<Offer> {
        if self.typed.is_some() {
            return vec![
                Offer::new(Action::Enter, "toets-opslaan"),
                Offer::new(Action::Escape, "toets-terug"),
            ];
        }
        vec![
            Offer::with_key(Action::Choose('1'), "1", "toets-afdrukken"),
            Offer::with_key(Action::Choose('2'), "2", "toets-briefje-pdf"),
            Offer::with_key(Action::Choose('3'), "3", "toets-briefje-tekst"),
            Offer::new(Action::Escape, "toets-terug"),
        ]
    }

    fn act(&mut self, _shared: &mut Shared, action: Action) -> Step {
        if let Some((form, field)) = &mut self.typed {
            match action {
                Action::Escape => self.typed = None,
                Action::Enter => {
                    let (form, folder) = (*form, field.text().trim().to_owned());
                    self.typed = None;
                    if !folder.is_empty() {
                        return self.send(form, Some(folder.into()));
                    }
                }
                action => {
                    field.edit(action);
                }
            }
            return Step::none();
        }
        match action {
            Action::Escape | Action::Enter => return Step::back(),
            Action::Choose('1') => return self.send(NoteForm::Printer, None),
            Action::Choose('2') => return self.take(NoteForm::Pdf),
            Action::Choose('3') => return self.take(NoteForm::Text),
            Action::Down => self.first = self.first.saturating_add(1),
            Action::Up => self.first = self.first.saturating_sub(1),
            Action::PageDown => self.first = self.first.saturating_add(10),
            Action::PageUp => self.first = self.first.saturating_sub(10),
            _ => {}
        }
        self.first = self.first.min(200);
        Step::none()
    }

    fn typed(&mut self, _shared: &mut Shared, letter: char) -> Step {
        if let Some((_, field)) = &mut self.typed {
            field.type_letter(letter);
        }
        Step::none()
    }

    fn pasted(&mut self, _shared: &mut Shared, text: &str) -> Step {
        if let Some((_, field)) = &mut self.typed {
            field.paste(text);
        }
        Step::none()
    }

    fn reported(&mut self, _shared: &mut Shared, report: &Report) -> Step {
        match report {
            Report::Targets(targets) => self.targets.clone_from(targets),
            Report::NoteTaken(Ok(said)) => self.said = Some(said.clone()),
            Report::NoteTaken(Err(trouble)) => self.said = Some(trouble.clone()),
            _ => {}
        }
        Step::none()
    }

    fn view(&self, shared: &Shared, paper: &mut Paper<'_>) {
        let theme = paper.theme;
        if let Some(said) = &self.said {
            paper.text(theme.doubt, &shared.sentence(said));
            paper.skip();
        }
        if let Some((_, field)) = &self.typed {
            paper.text(theme.text, &shared.say("daglog-map"));
            field.view(paper, true);
            paper.skip();
        }
        let lines = self.lines(paper);
        let rows = paper.rows_left();
        list::read(paper, &shared.words, &lines, self.first, rows);
    }
}
