//! Where a file goes: the team's own stick, a folder that the coordinator named, one of the person's own folders on this
//! computer, or a folder whose name is typed.
//!
//! What is not the team's stick and was not named by the coordinator is asked about once (product design, section 8), and
//! asked again when another is chosen. Begin reading at [`Destination::enter`].

use std::path::PathBuf;

use ratatui::text::{Line, Span};

use crate::tui::{
    keys::Action,
    message::{Effect, Place, Target, Trouble},
    shared::Shared,
    told::{Asks, Told},
    widget::{
        field::Field,
        paper::{Paper, wrap},
    },
};

/// Rows below the places: what is said about one, a blank row before it, and the field of a name that is typed.
const BELOW: usize = 5;

/// The places a file can go, and the one that is chosen.
#[derive(Debug, Default)]
pub(super) struct Destination {
    targets: Vec<Target>,
    chosen: usize,
    /// A name is typed in place of the one that is chosen.
    is_typing: bool,
    typed: Field,
    /// The folder that was asked about; the next Enter writes there all the same.
    asked: Option<PathBuf>,
}

/// What Enter comes to.
#[derive(Debug, PartialEq, Eq)]
enum Settled {
    /// The file goes here.
    To(PathBuf),
    /// Nothing yet: what is wrong with this folder is said, and a second Enter goes there all the same.
    Asks(Trouble),
    /// Nothing yet: whether this typed folder is there is looked at first, and told with [`Destination::found`].
    Looks(PathBuf),
    /// Nothing yet: the name of a folder is typed first. Says so to who pressed Enter on an empty one.
    Types(Option<Trouble>),
}

impl Destination {
    /// Letters and digits go into the name of a folder.
    pub(super) const fn is_typing(&self) -> bool {
        self.is_typing
    }

    /// A question about the chosen folder stands open.
    pub(super) const fn is_asking(&self) -> bool {
        self.asked.is_some()
    }

    /// The stick or the folder that the coordinator named, when one is there: it needs no question.
    pub(super) fn own(&self) -> Option<PathBuf> {
        let first = self.targets.first();
        let first = first.filter(|target| target.place != Place::Home);
        first.map(|target| target.folder.clone())
    }

    /// The folder that is chosen or typed; none when nothing is known and nothing was typed. Then a name is asked.
    pub(super) fn folder(&mut self) -> Option<PathBuf> {
        if !self.is_typing {
            let chosen = self.targets.get(self.chosen);
            self.is_typing = chosen.is_none();
            return chosen.map(|target| target.folder.clone());
        }
        let name = self.typed.text().trim();
        (!name.is_empty()).then(|| name.into())
    }

    /// Enter: the folder that the file goes to. When that is not settled yet, what is still to be found out; what is said
    /// of it comes in the place of what was said before.
    pub(super) fn enter(&mut self, said: &mut Option<Trouble>) -> Result<PathBuf, Option<Effect>> {
        *said = None;
        match self.settle() {
            Settled::To(folder) => Ok(folder),
            Settled::Looks(folder) => Err(Some(Effect::FindFolder(folder))),
            Settled::Asks(question) => {
                *said = Some(question);
                Err(None)
            }
            Settled::Types(why) => {
                *said = why;
                Err(None)
            }
        }
    }

    /// Decides where the file goes, and asks once about what the coordinator did not name.
    fn settle(&mut self) -> Settled {
        let was_typing = self.is_typing;
        let Some(folder) = self.folder() else {
            return Settled::Types(was_typing.then(|| Trouble::new("daglog-map-leeg")));
        };
        let chosen = self.targets.get(self.chosen);
        let is_named = chosen.is_some_and(|target| target.place != Place::Home);
        let must_ask = self.is_typing || !is_named;
        if must_ask && self.asked.as_ref() != Some(&folder) {
            // A folder that is not there is refused before anything is asked about it.
            if self.is_typing {
                return Settled::Looks(folder);
            }
            return Settled::Asks(self.ask_about(folder));
        }
        self.asked = None;
        Settled::To(folder)
    }

    /// What is said about a typed folder that was looked for: the question whether the file goes there, or what is wrong.
    pub(super) fn found(&mut self, found: &Result<PathBuf, Trouble>) -> Trouble {
        match found {
            Ok(folder) => self.ask_about(folder.clone()),
            Err(trouble) => trouble.clone(),
        }
    }

    fn ask_about(&mut self, folder: PathBuf) -> Trouble {
        self.asked = Some(folder);
        Trouble::new("daglog-zeker")
    }

    /// Takes the places that are there now. A stick that was put in meanwhile is chosen; else what was chosen stays.
    pub(super) fn offered(&mut self, targets: &[Target]) {
        let is_stick = |target: &Target| target.place == Place::Stick;
        let had_stick = self.targets.iter().any(is_stick);
        let before = self.targets.get(self.chosen);
        let before = before.map(|target| target.folder.clone());
        self.targets = targets.to_vec();
        let stick = self.targets.iter().position(is_stick);
        let stick = stick.filter(|_| !had_stick);
        let same = |target: &Target| Some(&target.folder) == before.as_ref();
        let same = self.targets.iter().position(same);
        self.chosen = stick.or(same).unwrap_or(0);
        self.is_typing &= stick.is_none();
    }

    /// Chooses the next place, typing a name is the last; looks again for a stick while there is none.
    pub(super) fn next(&mut self) -> Option<Effect> {
        self.asked = None;
        if self.targets.is_empty() {
            self.is_typing = !self.is_typing;
        } else if self.is_typing {
            (self.is_typing, self.chosen) = (false, 0);
        } else if self.chosen + 1 < self.targets.len() {
            self.chosen += 1;
        } else {
            self.is_typing = true;
        }
        (!self.has_stick()).then_some(Effect::FindTargets)
    }

    /// Changes the name that is typed; whether the key meant something there.
    pub(super) fn edit(&mut self, action: Action) -> bool {
        let is_edited = self.is_typing && self.typed.edit(action);
        if is_edited {
            self.asked = None;
        }
        is_edited
    }

    pub(super) fn typed(&mut self, letter: char) {
        if self.is_typing {
            self.asked = None;
            self.typed.type_letter(letter);
        }
    }

    pub(super) fn pasted(&mut self, text: &str) {
        if self.is_typing {
            self.asked = None;
            self.typed.paste(text);
        }
    }

    fn has_stick(&self) -> bool {
        let mut places = self.targets.iter().map(|target| target.place);
        places.any(|place| place == Place::Stick)
    }

    /// The places below each other, the chosen one ticked; only that one where there is no room for all.
    pub(super) fn view(&self, shared: &Shared, paper: &mut Paper<'_>) {
        let theme = paper.theme;
        if self.targets.is_empty() {
            if self.is_typing {
                self.view_typed(shared, paper);
            } else {
                paper.text(theme.doubt, &shared.say("daglog-geen-stick"));
            }
            return;
        }
        let mut names: Vec<String> = self.targets.iter().map(|at| name_of(shared, at)).collect();
        names.push(shared.say("waarheen-anders"));
        let room = paper.width().saturating_sub(TICK);
        let names: Vec<Vec<String>> = names.iter().map(|name| wrap(name, room)).collect();
        let rows: usize = names.iter().map(Vec::len).sum();
        if rows + 1 + BELOW > paper.rows_left() {
            if self.is_typing {
                self.view_typed(shared, paper);
            } else {
                paper.text(theme.text, &self.said(shared));
            }
            return;
        }
        paper.text(theme.strong, &shared.say("waarheen"));
        let at = if self.is_typing {
            self.targets.len()
        } else {
            self.chosen
        };
        for (place, lines) in names.into_iter().enumerate() {
            let is_chosen = place == at;
            let (mut tick, style) = if is_chosen {
                ("[x] ", theme.strong)
            } else {
                ("[ ] ", theme.text)
            };
            for line in lines {
                let tick = Span::styled(std::mem::replace(&mut tick, "    "), style);
                paper.line(&Line::from(vec![tick, Span::styled(line, style)]));
            }
        }
        if self.is_typing {
            self.view_typed(shared, paper);
        } else if self.own().is_none() && !self.is_asking() {
            paper.text(theme.doubt, &shared.say("waarheen-geen-stick"));
        }
    }

    fn view_typed(&self, shared: &Shared, paper: &mut Paper<'_>) {
        paper.text(paper.theme.text, &shared.say("daglog-map"));
        self.typed.view(paper, true);
    }

    /// Where it goes, in a sentence.
    pub(super) fn said(&self, shared: &Shared) -> String {
        let sentence = |name, value: &str| shared.words.with(name, &[("naam", value)]);
        if self.is_typing {
            return sentence("daglog-naar-map", self.typed.text().trim());
        }
        let Some(target) = self.targets.get(self.chosen) else {
            return shared.say("daglog-geen-stick");
        };
        let name = match target.place {
            Place::Stick => "daglog-naar-stick",
            Place::Named => "daglog-naar-map",
            Place::Home => "daglog-naar-eigen-map",
        };
        sentence(name, &target.name)
    }

    /// The question for a name, told, while one must be typed.
    pub(super) fn tell(&self, shared: &Shared) -> Option<Told> {
        let is_asked = self.is_typing && self.typed.text().trim().is_empty();
        is_asked.then(|| Told {
            asks: Asks::Part,
            ..Told::new(vec![shared.say("daglog-map")])
        })
    }
}

/// The columns of a tick.
const TICK: usize = 4;

fn name_of(shared: &Shared, target: &Target) -> String {
    let name = match target.place {
        Place::Stick => "waarheen-stick",
        Place::Named => "waarheen-map",
        Place::Home => "waarheen-eigen-map",
    };
    shared.words.with(name, &[("naam", &target.name)])
}
