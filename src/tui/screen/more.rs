//! The second page of the menu (*meer*): what is not needed every morning. Its numbers are fixed too.

use crate::tui::{
    keys::{Action, Offer},
    message::{Effect, Report},
    screen::{
        Go, Page, Step,
        custody::Custody,
        display::Display,
        exercises::Exercises,
        lookup::Lookup,
        packs::Packs,
        tour::Tour,
        upkeep::{self, Upkeep},
    },
    shared::{Desk, Shared},
    widget::{
        choices::{self, Choice},
        paper::Paper,
    },
};

/// A line of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Entry {
    Practise,
    Tour,
    Help,
    Display,
    Custody,
    Cards,
    Packs,
}

const ALL: [Entry; 7] = [
    Entry::Practise,
    Entry::Tour,
    Entry::Help,
    Entry::Display,
    Entry::Custody,
    Entry::Cards,
    Entry::Packs,
];

impl Entry {
    const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Practise => ("welkom-oefenen", "menu-oefenen-uitleg"),
            Self::Tour => ("menu-rondleiding", "menu-rondleiding-uitleg"),
            Self::Help => ("menu-uitleg", "menu-uitleg-uitleg"),
            Self::Display => ("menu-weergave", "menu-weergave-uitleg"),
            Self::Custody => ("menu-kluis", "menu-kluis-uitleg"),
            Self::Cards => ("menu-kaarten", "menu-kaarten-uitleg"),
            Self::Packs => ("menu-pakketten", "menu-pakketten-uitleg"),
        }
    }
}

/// The state of the page.
#[derive(Debug, Default)]
pub struct More {
    focus: usize,
}

impl More {
    /// The lines that work now. What cannot be done now stands last, so that the numbers before it never move.
    fn entries(shared: &Shared) -> &'static [Entry] {
        let count = match &shared.desk {
            Desk::Open(open) if open.is_coordinator => ALL.len(),
            Desk::Open(_) => ALL.len() - 2,
            Desk::New | Desk::Locked { .. } | Desk::Closed(_) => ALL.len() - 3,
        };
        ALL.get(..count).unwrap_or(&ALL)
    }

    fn choose(shared: &mut Shared, position: usize) -> Step {
        let Some(entry) = Self::entries(shared).get(position) else {
            return Step::none();
        };
        match entry {
            Entry::Practise if shared.is_practice => Exercises::open(shared),
            Entry::Practise => practise(shared),
            Entry::Tour => Step::push(Tour::default()),
            Entry::Help => Step {
                effects: Vec::new(),
                go: Go::BackThen(Action::Help),
            },
            Entry::Display => Step::push(Display::new(shared)),
            Entry::Custody => Custody::open(),
            Entry::Cards => Step::push(Upkeep::default()),
            Entry::Packs => Packs::open(),
        }
    }
}

/// Goes on with a store in memory, at the place of the desk or the first there is. What was counted at the real desk
/// is kept first.
pub fn practise(shared: &mut Shared) -> Step {
    let here = shared.place.clone();
    let first = shared.library.local.places.first();
    let Some(place) = here.or_else(|| first.map(|place| place.id.clone())) else {
        return Step::none();
    };
    let counted = shared.opened_to_keep();
    Step {
        effects: counted.into_iter().collect(),
        go: Go::Stay,
    }
    .and(Effect::Practise(place))
}

impl Page for More {
    fn title(&self, shared: &Shared) -> String {
        shared.say("menu-meer")
    }

    fn offers(&self, _shared: &Shared) -> Vec<Offer> {
        vec![
            Offer::new(Action::Enter, "toets-kiezen"),
            Offer::new(Action::Escape, "toets-terug"),
        ]
    }

    fn act(&mut self, shared: &mut Shared, action: Action) -> Step {
        let count = Self::entries(shared).len();
        match action {
            Action::Escape => return Step::back(),
            Action::Enter => return Self::choose(shared, self.focus),
            Action::Choose(key) => {
                if let Some(position) = choices::position_of(key, ALL.len()) {
                    if position >= count {
                        return Step::none();
                    }
                    // Who comes back finds the mark at what was chosen.
                    self.focus = position;
                    return Self::choose(shared, position);
                }
                // Here too a letter is the first of a query.
                if key.is_alphabetic() {
                    let mut lookup = Lookup::default();
                    lookup.typed(shared, key);
                    return Step::push(lookup);
                }
            }
            _ => self.focus = choices::moved(self.focus, action, count).unwrap_or(self.focus),
        }
        Step::none()
    }

    fn pasted(&mut self, shared: &mut Shared, text: &str) -> Step {
        let mut lookup = Lookup::default();
        lookup.pasted(shared, text);
        Step::push(lookup)
    }

    fn reported(&mut self, shared: &mut Shared, report: &Report) -> Step {
        if matches!(report, Report::Opened(Ok(_))) {
            Exercises::open(shared)
        } else {
            Step::none()
        }
    }

    fn view(&self, shared: &Shared, paper: &mut Paper<'_>) {
        paper.text(paper.theme.strong, &shared.say("meer-vraag"));
        paper.skip();
        let texts: Vec<(String, String)> = Self::entries(shared)
            .iter()
            .map(|entry| {
                let (label, note) = entry.words();
                let note = match entry {
                    Entry::Cards => shared.words.count(note, upkeep::waiting(shared)),
                    _ => shared.say(note),
                };
                (format!("{:<13}", shared.say(label)), note)
            })
            .collect();
        let shown: Vec<_> = texts.iter().map(Choice::from).collect();
        let rows = paper.rows_left();
        choices::view(paper, &shared.words, &shown, Some(self.focus), rows);
    }
}
