//! The resident's note: read it together, copy it by hand, print it or take it as a file.
//!
//! Nothing of it is kept. Whatever goes wrong with a printer or a stick, the note stays on the screen.

mod compose;

use ratatui::text::Line;

use crate::{
    domain::Note,
    tui::{
        keys::{Action, Offer},
        message::{Effect, NoteForm, Report, Trouble},
        screen::{Page, Step, destination::Destination},
        shared::Shared,
        widget::{
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
    destination: Destination,
    /// The form for which a place is being chosen.
    asked: Option<NoteForm>,
    /// The first line on the screen.
    first: usize,
    /// What came of taking it along; good news once it is printed or a file.
    said: Option<Result<Trouble, Trouble>>,
}

impl NotePage {
    /// Opens a note.
    #[must_use]
    pub fn open(note: Note) -> Step {
        let page = Self {
            note,
            destination: Destination::default(),
            asked: None,
            first: 0,
            said: None,
        };
        Step::push(page).and(Effect::FindTargets)
    }

    const fn is_taken(&self) -> bool {
        matches!(self.said, Some(Ok(_)))
    }

    /// Writes a file to the team's stick or the folder that was named; asks for a place when there is none.
    fn take(&mut self, form: NoteForm) -> Step {
        if let Some(folder) = self.destination.own() {
            return self.send(form, Some(folder));
        }
        self.asked = Some(form);
        // Opens the name of a folder where no place is known.
        self.destination.folder();
        Step::none()
    }

    /// Handles a key while a place is chosen.
    fn choose(&mut self, form: NoteForm, action: Action) -> Step {
        match action {
            Action::Escape => self.asked = None,
            Action::Tab => return self.destination.next().into(),
            Action::Enter => {
                // The place stays in sight until the note is there.
                if let Some(folder) = self.destination.folder() {
                    return self.send(form, Some(folder));
                }
            }
            action => {
                self.destination.edit(action);
            }
        }
        Step::none()
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
        self.asked.is_some() && self.destination.is_typing()
    }

    fn offers(&self, _shared: &Shared) -> Vec<Offer> {
        if self.asked.is_some() {
            return vec![
                Offer::new(Action::Enter, "toets-opslaan"),
                Offer::new(Action::Tab, "toets-andere-map"),
                Offer::new(Action::Escape, "toets-terug"),
            ];
        }
        let enter = if self.is_taken() {
            "toets-klaar"
        } else {
            "toets-afdrukken"
        };
        vec![
            Offer::new(Action::Enter, enter),
            Offer::with_key(Action::Choose('2'), "2", "toets-briefje-pdf"),
            Offer::with_key(Action::Choose('3'), "3", "toets-briefje-tekst"),
            Offer::new(Action::Escape, "toets-terug"),
        ]
    }

    fn act(&mut self, _shared: &mut Shared, action: Action) -> Step {
        if let Some(form) = self.asked {
            return self.choose(form, action);
        }
        match action {
            Action::Escape => return Step::back(),
            Action::Enter if self.is_taken() => return Step::back(),
            Action::Enter | Action::Choose('1') => return self.send(NoteForm::Printer, None),
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
        self.destination.typed(letter);
        Step::none()
    }

    fn pasted(&mut self, _shared: &mut Shared, text: &str) -> Step {
        self.destination.pasted(text);
        Step::none()
    }

    fn reported(&mut self, _shared: &mut Shared, report: &Report) -> Step {
        match report {
            Report::Targets(targets) => self.destination.offered(targets),
            Report::NoteTaken(taken) => {
                if taken.is_ok() {
                    self.asked = None;
                }
                self.said = Some(taken.clone());
            }
            _ => {}
        }
        Step::none()
    }

    fn view(&self, shared: &Shared, paper: &mut Paper<'_>) {
        let theme = paper.theme;
        match &self.said {
            Some(Ok(said)) => paper.text(theme.good, &shared.sentence(said)),
            Some(Err(trouble)) => paper.text(theme.danger, &shared.sentence(trouble)),
            None => {}
        }
        if self.said.is_some() {
            paper.skip();
        }
        if self.asked.is_some() {
            self.destination.view(shared, paper);
            paper.skip();
        }
        let lines = self.lines(paper);
        let rows = paper.rows_left();
        list::read(paper, &shared.words, &lines, self.first, rows);
    }
}
