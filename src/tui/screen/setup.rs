//! Set-up, by the coordinator, with no resident present: the place, and the three secrets to write down and type over.

use crate::tui::{
    keys::{Action, Offer},
    message::{Effect, Founding, Report, Secrets, Trouble},
    screen::{Page, Step, copied::Copied, tour::Tour},
    shared::Shared,
    widget::{
        choices::{self, Choice},
        paper::Paper,
    },
};

/// The state of set-up.
#[derive(Debug)]
pub struct SetUp {
    part: Part,
    place: usize,
    secrets: Option<Secrets>,
    /// Which of the three is typed from paper now.
    checking: usize,
    copied: Copied,
    is_busy: bool,
    trouble: Option<Trouble>,
}

/// What is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Place,
    Write,
    Check,
}

impl SetUp {
    /// Begins.
    #[must_use]
    pub fn new() -> Self {
        Self {
            part: Part::Place,
            place: 0,
            secrets: None,
            checking: 0,
            copied: Copied::default(),
            is_busy: false,
            trouble: None,
        }
    }

    fn forward(&mut self, shared: &mut Shared) -> Step {
        match self.part {
            Part::Place => {
                self.part = Part::Write;
                if self.secrets.is_none() {
                    Effect::MakeSecrets.into()
                } else {
                    Step::none()
                }
            }
            Part::Write => {
                if self.secrets.is_some() {
                    self.part = Part::Check;
                }
                Step::none()
            }
            Part::Check => self.found(shared),
        }
    }

    fn found(&mut self, shared: &Shared) -> Step {
        let place = shared
            .library
            .local
            .places
            .get(self.place)
            .map(|place| place.id.clone());
        let (Some(secrets), Some(place), false) = (self.secrets.clone(), place, self.is_busy)
        else {
            return Step::none();
        };
        let expected = [&secrets.desk, &secrets.coordinator, &secrets.recovery];
        let Some(words) = expected.get(self.checking) else {
            return Step::none();
        };
        if let Err(other) = self.copied.check(words) {
            self.trouble = Some(other);
            return Step::none();
        }
        self.checking += 1;
        if self.checking < expected.len() {
            return Step::none();
        }
        self.checking = 0;
        self.is_busy = true;
        Effect::SetUp(Box::new(Founding { place, secrets })).into()
    }

    fn choose(&mut self, shared: &mut Shared, position: usize) -> Step {
        self.place = position;
        self.forward(shared)
    }
}

/// What is asked for each of the three.
const CHECKS: [&str; 3] = [
    "inrichten-natypen",
    "inrichten-natypen-coordinator",
    "inrichten-natypen-herstel",
];

impl Default for SetUp {
    fn default() -> Self {
        Self::new()
    }
}

impl Page for SetUp {
    fn title(&self, shared: &Shared) -> String {
        shared.say("inrichten-kop")
    }

    fn is_typing(&self) -> bool {
        self.part == Part::Check
    }

    fn is_closed(&self) -> bool {
        true
    }

    fn offers(&self, _shared: &Shared) -> Vec<Offer> {
        if self.is_busy {
            return Vec::new();
        }
        let enter = match self.part {
            Part::Place => "toets-verder",
            Part::Write => "toets-opgeschreven",
            Part::Check if self.checking + 1 < CHECKS.len() => "toets-verder",
            Part::Check => "toets-inrichten",
        };
        vec![
            Offer::new(Action::Enter, enter),
            Offer::new(Action::Escape, "toets-terug"),
        ]
    }

    fn act(&mut self, shared: &mut Shared, action: Action) -> Step {
        let count = shared.library.local.places.len();
        match (self.part, action) {
            (_, Action::Enter) => return self.forward(shared),
            (Part::Place, Action::Escape) => return Step::back(),
            (Part::Write, Action::Escape) => self.part = Part::Place,
            (Part::Check, Action::Escape) => {
                self.trouble = None;
                self.part = Part::Write;
            }
            (Part::Place, Action::Choose(key)) => {
                if let Some(position) = choices::position_of(key, count) {
                    return self.choose(shared, position);
                }
            }
            (Part::Place, _) => {
                if let Some(moved) = choices::moved(self.place, action, count) {
                    self.place = moved;
                }
            }
            (Part::Check, _) => {
                self.trouble = None;
                self.copied.edit(action);
            }
            (Part::Write, _) => {}
        }
        Step::none()
    }

    fn typed(&mut self, _shared: &mut Shared, letter: char) -> Step {
        self.trouble = None;
        self.copied.typed(letter);
        Step::none()
    }

    fn pasted(&mut self, _shared: &mut Shared, text: &str) -> Step {
        self.trouble = None;
        self.copied.pasted(text);
        Step::none()
    }

    fn reported(&mut self, shared: &mut Shared, report: &Report) -> Step {
        match report {
            Report::Secrets(secrets) => self.secrets = Some(secrets.clone()),
            Report::Opened(Ok(_)) => {
                let code = shared.open().map(|open| open.code.clone());
                let made = Trouble::new("inrichten-klaar");
                shared.notice = Some(made.with("code", code.unwrap_or_default()));
                return Step::home_then(Tour::before_the_first_shift());
            }
            Report::Opened(Err(trouble)) => {
                self.is_busy = false;
                self.trouble = Some(trouble.clone());
            }
            // Meant for another screen.
            _ => {}
        }
        Step::none()
    }

    fn view(&self, shared: &Shared, paper: &mut Paper<'_>) {
        let theme = paper.theme;
        match (self.part, &self.secrets) {
            (Part::Place, _) => {
                paper.text(theme.strong, &shared.say("inrichten-plek"));
                paper.skip();
                let places = &shared.library.local.places;
                let shown: Vec<_> = places
                    .iter()
                    .map(|place| Choice {
                        label: &place.name,
                        note: "",
                        tick: None,
                    })
                    .collect();
                let rows = paper.rows_left();
                choices::view(paper, &shared.words, &shown, Some(self.place), rows);
            }
            (Part::Write, Some(secrets)) => {
                paper.text(theme.strong, &shared.say("inrichten-opschrijven"));
                paper.text(theme.dim, &shared.say("inrichten-eenmalig"));
                let rows = [
                    ("inrichten-team", &secrets.desk),
                    ("inrichten-coordinator", &secrets.coordinator),
                    ("inrichten-herstel", &secrets.recovery),
                ];
                for (label, secret) in rows {
                    paper.skip();
                    paper.text(theme.text, &shared.say(label));
                    paper.text(theme.accent, secret);
                }
            }
            (Part::Write, None) => paper.text(theme.dim, &shared.say("bezig")),
            (Part::Check, _) if self.is_busy => {
                paper.text(theme.strong, &shared.say("inrichten-bezig"));
            }
            (Part::Check, _) => {
                let what = CHECKS.get(self.checking).copied().unwrap_or("bezig");
                let number = (self.checking + 1).to_string();
                let all = CHECKS.len().to_string();
                let values = [("n", &*number), ("alles", &*all)];
                let why = shared.words.with("inrichten-natypen-uitleg", &values);
                self.copied.view(shared, paper, what, &why);
            }
        }
        if let Some(trouble) = &self.trouble {
            paper.skip();
            paper.text(theme.danger, &shared.sentence(trouble));
        }
    }
}
