//! Vault and keys (*kluis en sleutels*): who did what, what is kept about someone, and new words for the team.
//!
//! Everyone sees the lines of the audit log with their own initials; giving the team new words is the coordinator's.
//! Nothing is erased before a second key, and new words are valid when they were typed over from the paper. So is keeping
//! a signal longer than its term. Begin reading at [`Custody::go`].

mod copies;
mod elsewhere;
mod signals;
mod stick;
mod told;

use zeroize::Zeroizing;

use elsewhere::Elsewhere;
use stick::Sticks;

use crate::tui::{
    keys::{Action, Offer},
    message::{Copies, Custodial, Effect, Kept, KeptSignal, Report, Trouble},
    screen::{Page, Step, copied::Copied, repaired::Repaired},
    shared::Shared,
    widget::{
        choices::{self, Choice},
        field::Field,
        paper::Paper,
    },
};

/// The state of the screen.
#[derive(Debug, Default)]
pub struct Custody {
    part: Part,
    focus: usize,
    asked: Field,
    copied: Copied,
    /// How far the lines are scrolled.
    first: usize,
    trouble: Option<Trouble>,
    /// The last backups, for the menu; none before they were looked up.
    copies: Option<Copies>,
}

/// What the screen shows.
#[derive(Debug, Default)]
enum Part {
    #[default]
    Menu,
    /// Initials are asked, for the lines of the audit log.
    Initials,
    /// A phone number or visitor code is asked.
    Whom,
    /// Lines to read.
    Lines(Vec<String>),
    /// What is kept about someone.
    Found(Found),
    /// The next Enter erases it.
    Sure(Found),
    /// New words that are to be written down.
    Words(Zeroizing<String>),
    /// They are typed over from the paper; the right ones become valid.
    Check(Zeroizing<String>),
    /// Worries about people; Enter keeps the chosen one longer.
    Signals(Vec<KeptSignal>),
    /// The sticks that are in; Enter makes the chosen one the team's.
    Sticks(Sticks),
    /// Where a backup goes.
    Elsewhere(Elsewhere),
    /// It was done.
    Done(Trouble),
}

/// What is kept about someone, as it is read.
#[derive(Debug, Default)]
struct Found {
    lines: Vec<String>,
    /// How many records that are.
    count: usize,
}

const CHOICES: [&str; 6] = [
    "kluis-sporen",
    "kluis-inzage",
    "kluis-woorden",
    "kluis-signalen",
    "kluis-stick",
    "kluis-elders",
];

impl Custody {
    /// Opens the menu.
    #[must_use]
    pub fn open() -> Step {
        Step::push(Self::default()).and(Effect::Custody(Custodial::Copies))
    }

    /// Straight to new words for the team, for whom the old ones are lost.
    #[must_use]
    pub fn for_new_words() -> Step {
        Step::replace(Self::default()).and(Effect::Custody(Custodial::DrawWords))
    }

    /// How many of the choices this role has.
    fn count(shared: &Shared) -> usize {
        let is_coordinator = shared.open().is_some_and(|open| open.is_coordinator);
        if is_coordinator { CHOICES.len() } else { 2 }
    }

    fn choose(&mut self, position: usize) -> Step {
        self.trouble = None;
        self.focus = position;
        match position {
            0 => {
                self.asked = Field::default();
                self.part = Part::Initials;
                Step::none()
            }
            1 => {
                self.asked = Field::default();
                self.part = Part::Whom;
                Step::none()
            }
            2 => Effect::Custody(Custodial::DrawWords).into(),
            3 => Effect::Custody(Custodial::Signals).into(),
            4 => Effect::Custody(Custodial::Sticks).into(),
            _ => {
                self.part = Part::Elsewhere(Elsewhere::default());
                Effect::FindTargets.into()
            }
        }
    }

    /// Enter: one step on.
    fn go(&mut self) -> Step {
        self.trouble = None;
        let asked = self.asked.text().trim().to_owned();
        match &mut self.part {
            Part::Menu => self.choose(self.focus),
            Part::Sticks(sticks) => sticks.act(Action::Enter).into(),
            Part::Elsewhere(elsewhere) => elsewhere.act(Action::Enter).into(),
            Part::Initials => Effect::Custody(Custodial::Trail(asked)).into(),
            Part::Whom if asked.is_empty() => Step::none(),
            Part::Whom => Effect::Custody(Custodial::About(asked)).into(),
            Part::Sure(_) => Effect::Custody(Custodial::Erase(asked)).into(),
            Part::Words(words) => {
                let words = std::mem::take(words);
                self.part = Part::Check(words);
                Step::none()
            }
            Part::Check(words) => match self.copied.check(words) {
                Ok(()) => Effect::Custody(Custodial::NewWords(words.clone())).into(),
                Err(other) => {
                    self.trouble = Some(other);
                    Step::none()
                }
            },
            Part::Signals(found) => match found.get(self.first) {
                Some(signal) if signal.ends_on.is_some() => {
                    Effect::Custody(Custodial::Longer(signal.id)).into()
                }
                Some(_) => {
                    self.trouble = Some(Trouble::new("kluis-signaal-nog-open"));
                    Step::none()
                }
                None => Step::none(),
            },
            Part::Found(_) | Part::Lines(_) | Part::Done(_) => {
                self.first = 0;
                self.part = Part::Menu;
                Effect::Custody(Custodial::Copies).into()
            }
        }
    }

    /// Asks whether what is kept about someone is to be erased: never by the key that only goes on.
    fn ask_to_erase(&mut self) {
        if let Part::Found(found) = &mut self.part
            && !found.lines.is_empty()
        {
            self.part = Part::Sure(std::mem::take(found));
        }
    }

    fn back(&mut self) -> Step {
        self.trouble = None;
        self.first = 0;
        match std::mem::take(&mut self.part) {
            Part::Menu => return Step::back(),
            Part::Sure(found) => self.part = Part::Found(found),
            Part::Found(_) => self.part = Part::Whom,
            Part::Check(words) => {
                self.copied.wipe();
                self.part = Part::Words(words);
            }
            Part::Initials
            | Part::Whom
            | Part::Lines(_)
            | Part::Words(_)
            | Part::Signals(_)
            | Part::Sticks(_)
            | Part::Elsewhere(_)
            | Part::Done(_) => return Effect::Custody(Custodial::Copies).into(),
        }
        Step::none()
    }

    fn scroll(&mut self, action: Action) {
        self.first = match action {
            Action::Up => self.first.saturating_sub(1),
            Action::Down => self.first + 1,
            Action::PageUp => self.first.saturating_sub(10),
            Action::PageDown | Action::Tick => self.first + 10,
            _ => self.first,
        };
        let lines = match &self.part {
            Part::Lines(lines) => lines,
            Part::Found(found) => &found.lines,
            _ => return,
        };
        self.first = self.first.min(lines.len().saturating_sub(1));
    }
}

impl Page for Custody {
    fn title(&self, shared: &Shared) -> String {
        shared.say("menu-kluis")
    }

    fn is_typing(&self) -> bool {
        match &self.part {
            Part::Initials | Part::Whom | Part::Check(_) => true,
            Part::Elsewhere(elsewhere) => elsewhere.destination.is_typing(),
            _ => false,
        }
    }

    fn offers(&self, _shared: &Shared) -> Vec<Offer> {
        let enter = match &self.part {
            Part::Menu => "toets-kiezen",
            Part::Initials | Part::Whom => "toets-zoeken",
            Part::Found(_) | Part::Lines(_) | Part::Done(_) => "toets-klaar",
            Part::Sure(_) => "toets-ja-wissen",
            Part::Words(_) => "toets-opgeschreven",
            Part::Check(_) => "toets-maak-geldig",
            Part::Signals(found) if found.is_empty() => "toets-verder",
            Part::Signals(_) => "toets-langer-bewaren",
            Part::Sticks(sticks) => sticks.enter(),
            Part::Elsewhere(_) => "toets-opslaan",
        };
        let mut offers = vec![
            Offer::new(Action::Enter, enter),
            Offer::new(Action::Escape, "toets-terug"),
        ];
        if matches!(self.part, Part::Elsewhere(_)) {
            offers.push(Offer::new(Action::Tab, "toets-andere-map"));
        }
        if matches!(&self.part, Part::Found(_) | Part::Lines(_)) {
            offers.push(Offer::quiet(Action::Down, "toets-lezen"));
        }
        if matches!(&self.part, Part::Found(found) if !found.lines.is_empty()) {
            offers.push(Offer::with_key(Action::Choose('p'), "p", "toets-afdrukken"));
            offers.push(Offer::new(Action::Delete, "toets-wissen"));
        }
        offers
    }

    fn act(&mut self, shared: &mut Shared, action: Action) -> Step {
        match action {
            Action::Escape => self.back(),
            Action::Enter => self.go(),
            Action::Delete if matches!(self.part, Part::Found(_)) => {
                self.ask_to_erase();
                Step::none()
            }
            Action::Choose('p') => match &self.part {
                Part::Found(found) => Effect::Custody(Custodial::Print(found.lines.clone())).into(),
                _ => Step::none(),
            },
            Action::Choose(key) if matches!(self.part, Part::Menu) => {
                match choices::position_of(key, Self::count(shared)) {
                    Some(position) => self.choose(position),
                    None => Step::none(),
                }
            }
            _ if matches!(self.part, Part::Check(_)) => {
                self.trouble = None;
                self.copied.edit(action);
                Step::none()
            }
            _ if matches!(self.part, Part::Initials | Part::Whom) => {
                self.asked.edit(action);
                Step::none()
            }
            _ if matches!(self.part, Part::Menu) => {
                let count = Self::count(shared);
                if let Some(moved) = choices::moved(self.focus, action, count) {
                    self.focus = moved;
                }
                Step::none()
            }
            _ => {
                if let Part::Sticks(sticks) = &mut self.part {
                    self.trouble = None;
                    return sticks.act(action).into();
                }
                if let Part::Elsewhere(elsewhere) = &mut self.part {
                    self.trouble = None;
                    return elsewhere.act(action).into();
                }
                if let Part::Signals(found) = &self.part {
                    self.trouble = None;
                    if let Some(moved) = choices::moved(self.first, action, found.len()) {
                        self.first = moved;
                    }
                    return Step::none();
                }
                self.scroll(action);
                Step::none()
            }
        }
    }

    fn typed(&mut self, _shared: &mut Shared, letter: char) -> Step {
        self.trouble = None;
        match &mut self.part {
            Part::Check(_) => self.copied.typed(letter),
            Part::Elsewhere(elsewhere) => elsewhere.typed(letter),
            _ => _ = self.asked.type_letter(letter),
        }
        Step::none()
    }

    fn pasted(&mut self, _shared: &mut Shared, text: &str) -> Step {
        self.trouble = None;
        match &mut self.part {
            Part::Check(_) => self.copied.pasted(text),
            Part::Elsewhere(elsewhere) => elsewhere.pasted(text),
            _ => _ = self.asked.paste(text),
        }
        Step::none()
    }

    fn reported(&mut self, shared: &mut Shared, report: &Report) -> Step {
        if let Part::Elsewhere(elsewhere) = &mut self.part {
            elsewhere.reported(report);
        }
        let Report::Custody(outcome) = report else {
            return Step::none();
        };
        let chosen = std::mem::take(&mut self.first);
        match outcome {
            Ok(Kept::Trail(lines)) if lines.is_empty() => {
                self.trouble = Some(Trouble::new("kluis-sporen-geen"));
            }
            Ok(Kept::Trail(lines)) => {
                let lines = lines.iter().map(|line| told::trace(shared, line));
                self.part = Part::Lines(lines.collect());
            }
            Ok(Kept::About(found)) => {
                self.part = Part::Found(Found {
                    lines: told::about(shared, found),
                    count: found.count,
                });
            }
            Ok(Kept::Words(words)) => self.part = Part::Words(words.clone()),
            Ok(Kept::Erased(count)) => {
                let count = count.to_string();
                self.part = Part::Done(Trouble::new("kluis-gewist").with("n", count));
                // What other screens still hold of them goes too.
                return Effect::Custody(Custodial::Reread).into();
            }
            Ok(Kept::Reread(kept)) => {
                if let Some(open) = shared.open_mut() {
                    open.today.clone_from(&kept.today);
                    open.drafts.clone_from(&kept.drafts);
                    open.follow_ups.clone_from(&kept.follow_ups);
                    open.contacts.clone_from(&kept.contacts);
                }
                if !kept.recovered.is_empty() {
                    return Step::push(Repaired::over(kept));
                }
            }
            Ok(Kept::Replaced) => {
                self.part = Part::Done(Trouble::new("kluis-woorden-nieuw"));
            }
            Ok(Kept::Printed(path)) => {
                self.trouble = Some(Trouble::new("kluis-afgedrukt").with("bestand", path.as_str()));
            }
            Ok(Kept::Signals(found)) => {
                // The one that was kept longer may have moved down the list; what ends next is under the hand.
                if matches!(self.part, Part::Signals(_)) {
                    self.trouble = Some(Trouble::new("kluis-signaal-langer"));
                    self.first = chosen.min(found.len().saturating_sub(1));
                }
                self.part = Part::Signals(found.clone());
            }
            Ok(Kept::Copies(found)) => self.copies = Some(*found),
            Ok(Kept::Sticks(found)) => self.part = Part::Sticks(Sticks::of(found)),
            Ok(Kept::BackedUp(done)) => self.part = Part::Done(done.clone()),
            Ok(Kept::StickNamed(name)) => {
                let done = Trouble::new("kluis-stick-klaar").with("naam", name.as_str());
                self.part = Part::Done(done);
            }
            Err(trouble) => self.trouble = Some(trouble.clone()),
        }
        Step::none()
    }

    fn view(&self, shared: &Shared, paper: &mut Paper<'_>) {
        let theme = paper.theme;
        match &self.part {
            Part::Menu => {
                let labels = CHOICES.map(|name| shared.say(name));
                let shown: Vec<Choice<'_>> = labels
                    .iter()
                    .take(Self::count(shared))
                    .map(|label| Choice {
                        label,
                        note: "",
                        tick: None,
                    })
                    .collect();
                paper.text(theme.strong, &shared.say("meer-vraag"));
                paper.skip();
                let rows = paper.rows_left();
                choices::view(paper, &shared.words, &shown, Some(self.focus), rows);
                if !shared.is_coordinator() {
                    paper.skip();
                    paper.text(theme.dim, &shared.say("kluis-uitleg"));
                }
                // What is practised with is kept nowhere, and says nothing of the data of the desk.
                if let Some(found) = self.copies.filter(|_| !shared.is_practice) {
                    copies::view(shared, paper, found);
                }
            }
            Part::Initials | Part::Whom => {
                let is_trail = matches!(self.part, Part::Initials);
                let (question, more) = if is_trail {
                    ("kluis-sporen-vraag", "kluis-sporen-uitleg")
                } else {
                    ("kluis-inzage-vraag", "kluis-inzage-uitleg")
                };
                paper.text(theme.strong, &shared.say(question));
                self.asked.view(paper, true);
                paper.text(theme.dim, &shared.say(more));
            }
            Part::Lines(lines) => self.show(shared, lines, paper, 1),
            Part::Found(found) if found.lines.is_empty() => {
                let said = if shared.is_coordinator() {
                    "kluis-inzage-geen"
                } else {
                    "kluis-inzage-niets"
                };
                paper.text(theme.text, &shared.say(said));
            }
            Part::Found(found) => self.show(shared, &found.lines, paper, 2),
            Part::Sure(found) => {
                let count = found.count;
                paper.text(theme.danger, &shared.words.count("kluis-zeker", count));
                paper.text(theme.dim, &shared.say("kluis-zeker-uitleg"));
            }
            Part::Words(words) => {
                paper.text(theme.strong, &shared.say("kluis-woorden-schrijf"));
                paper.skip();
                paper.text(theme.accent, words);
                paper.skip();
                paper.text(theme.dim, &shared.say("kluis-woorden-uitleg"));
            }
            Part::Check(_) => {
                let why = shared.say("kluis-woorden-natypen");
                self.copied.view(shared, paper, "inrichten-natypen", &why);
            }
            Part::Signals(found) => signals::view(shared, found, self.first, paper),
            Part::Sticks(sticks) => sticks.view(shared, paper),
            Part::Elsewhere(elsewhere) => elsewhere.view(shared, paper),
            Part::Done(done) => {
                paper.text(theme.strong, &shared.sentence(done));
                if done.message == "kluis-elders-klaar" {
                    paper.skip();
                    paper.text(theme.text, &shared.say("kluis-elders-terug"));
                }
            }
        }
        if let Some(trouble) = &self.trouble {
            paper.skip();
            paper.text(theme.doubt, &shared.sentence(trouble));
        }
    }
}
