//! First start: practise, set up, or only look something up.

use crate::tui::{
    keys::{Action, Offer},
    message::Report,
    screen::{Page, Step, more, setup::SetUp, stop::Stop, tour::Tour},
    shared::Shared,
    widget::{
        choices::{self, Choice},
        paper::Paper,
    },
};

/// The state of the welcome.
#[derive(Debug, Default)]
pub struct Welcome {
    focus: usize,
}

const CHOICES: [(&str, &str); 5] = [
    ("welkom-oefenen", "welkom-oefenen-uitleg"),
    ("welkom-inrichten", "welkom-inrichten-uitleg"),
    ("welkom-opzoeken", "welkom-opzoeken-uitleg"),
    ("menu-rondleiding", "menu-rondleiding-uitleg"),
    ("menu-stoppen", ""),
];

impl Welcome {
    fn choose(shared: &mut Shared, position: usize) -> Step {
        match position {
            0 => more::practise(shared),
            1 => Step::push(SetUp::new()),
            2 => Step::back(),
            3 => Step::push(Tour::default()),
            _ => Step::push(Stop),
        }
    }
}

impl Page for Welcome {
    fn title(&self, _shared: &Shared) -> String {
        "Balie".to_owned()
    }

    fn is_closed(&self) -> bool {
        true
    }

    fn offers(&self, _shared: &Shared) -> Vec<Offer> {
        vec![
            Offer::new(Action::Enter, "toets-kiezen"),
            Offer::with_key(Action::Choose('1'), "1-5", "toets-kiezen-direct"),
            Offer::new(Action::Escape, "toets-alleen-opzoeken"),
        ]
    }

    fn act(&mut self, shared: &mut Shared, action: Action) -> Step {
        match action {
            Action::Enter => return Self::choose(shared, self.focus),
            Action::Escape => return Step::back(),
            Action::Choose(key) => {
                if let Some(position) = choices::position_of(key, CHOICES.len()) {
                    return Self::choose(shared, position);
                }
            }
            Action::Tab => self.focus = (self.focus + 1) % CHOICES.len(),
            _ => {
                if let Some(focus) = choices::moved(self.focus, action, CHOICES.len()) {
                    self.focus = focus;
                }
            }
        }
        Step::none()
    }

    fn reported(&mut self, _shared: &mut Shared, report: &Report) -> Step {
        if matches!(report, Report::Opened(Ok(_))) {
            // The first time someone practises, the tour comes first; Esc skips it.
            Step::home_then(Tour::before_exercises())
        } else {
            Step::none()
        }
    }

    fn view(&self, shared: &Shared, paper: &mut Paper<'_>) {
        let theme = paper.theme;
        paper.text(theme.strong, &shared.say("welkom-vraag"));
        paper.text(theme.dim, &shared.say("welkom-uitleg"));
        paper.skip();
        let texts: Vec<_> = CHOICES
            .iter()
            .map(|(label, note)| {
                (
                    format!("{:<16}", shared.say(label)),
                    if note.is_empty() {
                        String::new()
                    } else {
                        shared.say(note)
                    },
                )
            })
            .collect();
        let shown: Vec<_> = texts.iter().map(Choice::from).collect();
        choices::view(paper, &shared.words, &shown, Some(self.focus), shown.len());
    }
}
