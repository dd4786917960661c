//! Cards of another desk (*kaarten overnemen*): choose the file, see what it changes, take it into use, go back.
//!
//! Who signed it must be known here, or the fingerprint is typed as the maker reads it out: it is not shown before, so that
//! somebody calls. Nothing changes before what would change was on the screen. Begin reading at [`Packs::go`].

use std::path::{Path, PathBuf};

use ratatui::text::Line;

use crate::tui::{
    keys::{Action, Offer},
    message::{
        Custodial, Effect, Kept, Report, Trouble,
        cards::{CardReport, CardTask, PackTask, Packed},
    },
    screen::{Page, Step},
    shared::Shared,
    widget::{
        choices,
        field::Field,
        list,
        paper::{Paper, wrap},
    },
};

/// The state of the screen.
#[derive(Debug, Default)]
pub struct Packs {
    part: Part,
    /// The files on the sticks.
    found: Vec<PathBuf>,
    focus: usize,
    /// The file that is looked at.
    file: PathBuf,
    /// Its name, where that is typed.
    name: Field,
    /// The fingerprint, as it was heard.
    heard: Field,
    /// How far the sentences are scrolled.
    first: usize,
}

/// What the screen shows.
#[derive(Debug, Default)]
enum Part {
    /// Which file, or back to what was before.
    #[default]
    Choose,
    /// The name of a file is typed.
    Name,
    /// The fingerprint is typed.
    Stranger,
    /// What the pack is and changes; Enter takes it.
    Seen(Vec<Trouble>),
    /// Other cards are in use.
    Done(Trouble),
}

/// What stands below the files that were found.
const ALWAYS: [&str; 2] = ["pak-ander-bestand", "pak-vorige"];

/// So many sentences tell what a pack is; what it changes stands below them.
const ABOUT: usize = 3;

/// Looks which sticks are in; their files are looked for after that.
const SEARCH: Effect = Effect::Custody(Custodial::Sticks);

fn ask(task: PackTask) -> Step {
    Effect::Cards(CardTask::Pack(task)).into()
}

impl Packs {
    /// Opens the screen and looks what is on the sticks.
    #[must_use]
    pub fn open() -> Step {
        Step::push(Self::default()).and(SEARCH)
    }

    /// Enter: one step on.
    fn go(&mut self) -> Step {
        match &self.part {
            Part::Choose => {
                self.heard = Field::default();
                if let Some(file) = self.found.get(self.focus) {
                    self.file.clone_from(file);
                } else if self.focus > self.found.len() {
                    return ask(PackTask::PutBack);
                } else {
                    self.part = Part::Name;
                    return Step::none();
                }
            }
            Part::Name => self.file = self.name.text().trim().into(),
            Part::Stranger if self.heard.is_empty() => return Step::none(),
            Part::Stranger | Part::Seen(_) => {}
            Part::Done(_) => return Step::back(),
        }
        ask(PackTask::Open {
            file: self.file.clone(),
            heard: self.heard.text().to_owned(),
            is_taken: matches!(self.part, Part::Seen(_)),
        })
    }

    /// The field that is typed in.
    const fn field(&mut self) -> Option<&mut Field> {
        match self.part {
            Part::Name => Some(&mut self.name),
            Part::Stranger => Some(&mut self.heard),
            Part::Choose | Part::Seen(_) | Part::Done(_) => None,
        }
    }

    fn view_files(&self, shared: &Shared, paper: &mut Paper<'_>) {
        paper.text(paper.theme.strong, &shared.say("pak-kies"));
        if self.found.is_empty() {
            paper.text(paper.theme.dim, &shared.say("pak-geen-gevonden"));
        }
        paper.skip();
        let files = self.found.iter().map(|file| {
            let stick = file.parent().unwrap_or(file);
            let name = |path: &Path| path.file_name().unwrap_or_default().display().to_string();
            (name(file), name(stick))
        });
        let rows: Vec<(String, String)> = files
            .chain(ALWAYS.map(|name| (shared.say(name), String::new())))
            .collect();
        let rows: Vec<choices::Choice<'_>> = rows.iter().map(Into::into).collect();
        let room = paper.rows_left();
        choices::view(paper, &shared.words, &rows, Some(self.focus), room);
    }
}

impl Page for Packs {
    fn title(&self, shared: &Shared) -> String {
        shared.say("menu-pakketten")
    }

    fn is_typing(&self) -> bool {
        matches!(self.part, Part::Name | Part::Stranger)
    }

    fn offers(&self, _shared: &Shared) -> Vec<Offer> {
        let enter = match &self.part {
            Part::Choose => "toets-kiezen",
            Part::Name | Part::Stranger => "toets-verder",
            Part::Seen(_) => "toets-neem-over",
            Part::Done(_) => "toets-klaar",
        };
        let mut offers = vec![
            Offer::new(Action::Enter, enter),
            Offer::new(Action::Escape, "toets-terug"),
        ];
        match &self.part {
            Part::Choose => offers.push(Offer::new(Action::Tab, "toets-kijk-opnieuw")),
            Part::Seen(_) => offers.push(Offer::quiet(Action::Down, "toets-lezen")),
            Part::Done(done) if done.message == "pak-genomen" => {
                offers.push(Offer::new(Action::Undo, "toets-vorige-kaarten"));
            }
            Part::Name | Part::Stranger | Part::Done(_) => {}
        }
        offers
    }

    fn act(&mut self, _shared: &mut Shared, action: Action) -> Step {
        let count = self.found.len() + ALWAYS.len();
        match (action, &self.part) {
            (Action::Escape, Part::Choose | Part::Done(_)) => return Step::back(),
            (Action::Escape, _) => self.part = Part::Choose,
            (Action::Enter, _) => return self.go(),
            (Action::Undo, Part::Done(_)) => return ask(PackTask::PutBack),
            (Action::Tab, Part::Choose) => return SEARCH.into(),
            (Action::Choose(key), Part::Choose) => {
                if let Some(position) = choices::position_of(key, count) {
                    self.focus = position;
                    return self.go();
                }
            }
            (_, Part::Choose) => {
                self.focus = choices::moved(self.focus, action, count).unwrap_or(self.focus);
            }
            (_, Part::Seen(said)) => {
                self.first = choices::moved(self.first, action, said.len()).unwrap_or(self.first);
            }
            _ => {
                if let Some(field) = self.field() {
                    field.edit(action);
                }
            }
        }
        Step::none()
    }

    fn typed(&mut self, _shared: &mut Shared, letter: char) -> Step {
        if let Some(field) = self.field() {
            field.type_letter(letter);
        }
        Step::none()
    }

    fn pasted(&mut self, _shared: &mut Shared, text: &str) -> Step {
        if let Some(field) = self.field() {
            field.paste(text);
        }
        Step::none()
    }

    fn reported(&mut self, _shared: &mut Shared, report: &Report) -> Step {
        match report {
            Report::Custody(Ok(Kept::Sticks(sticks))) => {
                let folders = sticks.iter().map(|stick| stick.folder.clone());
                return ask(PackTask::Find(folders.collect()));
            }
            Report::Cards(CardReport::Pack(Ok(packed))) => match packed {
                Packed::Found(found) => {
                    self.found.clone_from(found);
                    self.focus = 0;
                }
                Packed::Stranger => self.part = Part::Stranger,
                Packed::Seen(said) => {
                    self.first = 0;
                    self.part = Part::Seen(said.clone());
                }
                Packed::InUse(done) => self.part = Part::Done(done.clone()),
            },
            _ => {}
        }
        Step::none()
    }

    fn view(&self, shared: &Shared, paper: &mut Paper<'_>) {
        let theme = paper.theme;
        match &self.part {
            Part::Choose => self.view_files(shared, paper),
            Part::Name => {
                paper.text(theme.strong, &shared.say("pak-bestand"));
                paper.skip();
                self.name.view(paper, true);
            }
            Part::Stranger => {
                paper.text(theme.strong, &shared.say("pak-vinger"));
                paper.text(theme.dim, &shared.say("pak-vinger-uitleg"));
                paper.skip();
                self.heard.view(paper, true);
            }
            Part::Seen(said) => {
                let mut lines = Vec::new();
                for (place, line) in said.iter().enumerate() {
                    let style = match place {
                        0 => theme.strong,
                        1..ABOUT => theme.dim,
                        _ => theme.text,
                    };
                    let wrapped = wrap(&shared.sentence(line), paper.width());
                    lines.extend(wrapped.into_iter().map(|line| Line::styled(line, style)));
                    if place + 1 == ABOUT {
                        lines.push(Line::default());
                    }
                }
                let rows = paper.rows_left();
                list::read(paper, &shared.words, &lines, self.first, rows);
            }
            Part::Done(done) => paper.text(theme.text, &shared.sentence(done)),
        }
    }
}
