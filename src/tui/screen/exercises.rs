//! Practice with cases (*oefeningen*): choose one, hear what the resident says, play it on the real screens, and see
//! how it went: time, keys, the right card, and what would have been quicker.

use ratatui::text::{Line, Span};

use crate::{
    practice::{Case, Keys, Verdict, judge},
    tui::{
        keys::{self, Action, Offer},
        message::{Effect, Report},
        screen::{Page, Step},
        shared::Shared,
        widget::{
            choices::{self, Choice},
            paper::{Paper, column},
        },
    },
};

/// How wide the names before the lines are.
const NAME: usize = 14;

/// The state of the screen.
#[derive(Debug, Default)]
pub struct Exercises {
    focus: usize,
    part: Part,
}

/// What is shown.
#[derive(Debug, Default)]
enum Part {
    /// The list of cases.
    #[default]
    Choosing,
    /// What the resident of the chosen case says.
    Reading,
    /// How it went.
    Over(Box<Over>),
}

/// How a case went.
#[derive(Debug)]
struct Over {
    verdict: Verdict,
    /// How long it took, in seconds.
    seconds: i64,
    /// How many keys it took.
    keys: usize,
}

impl Exercises {
    /// Opens the list in the place of this screen, over home, at the case that was begun last.
    #[must_use]
    pub fn open(shared: &Shared) -> Step {
        let list = Self {
            focus: shared.practice.as_ref().map_or(0, |practice| practice.last),
            part: Part::Choosing,
        };
        Step::home_then(list).and(Effect::ReadCases)
    }

    /// How the case that is being played went; none when nothing was noted for it. The case is over then.
    #[must_use]
    pub fn over(shared: &mut Shared) -> Option<Self> {
        let now = shared.stamp.now.timestamp();
        let practice = shared.practice.as_mut()?;
        let noted = practice.playing.as_ref()?.noted.clone()?;
        let playing = practice.playing.take()?;
        let case = practice.cases.get(playing.case)?;
        let over = Over {
            verdict: judge(case, &playing.played, &noted),
            seconds: now.duration_since(playing.since).as_secs().max(0),
            keys: playing.played.keys,
        };
        if !practice.done.contains(&playing.case) {
            practice.done.push(playing.case);
        }
        Some(Self {
            focus: playing.case,
            part: Part::Over(Box::new(over)),
        })
    }

    fn cases(shared: &Shared) -> &[Case] {
        let practice = shared.practice.as_ref();
        practice.map_or(&[], |practice| practice.cases.as_slice())
    }

    fn case<'a>(&self, shared: &'a Shared) -> Option<&'a Case> {
        Self::cases(shared).get(self.focus)
    }

    fn view_list(&self, shared: &Shared, paper: &mut Paper<'_>) {
        paper.text(paper.theme.strong, &shared.say("oefening-kies"));
        paper.text(paper.theme.dim, &shared.say("oefening-uitleg"));
        paper.skip();
        let mark = shared.say("oefening-gedaan");
        let done = shared.practice.as_ref().map_or(&[][..], |all| &all.done);
        let shown: Vec<_> = Self::cases(shared)
            .iter()
            .enumerate()
            .map(|(place, case)| Choice {
                label: &case.title,
                note: if done.contains(&place) { &mark } else { "" },
                tick: None,
            })
            .collect();
        let rows = paper.rows_left();
        choices::view(paper, &shared.words, &shown, Some(self.focus), rows);
    }

    fn view_case(shared: &Shared, paper: &mut Paper<'_>, case: &Case) {
        let theme = paper.theme;
        let said = shared
            .words
            .with("oefening-bewoner", &[("woorden", &case.says)]);
        paper.text(theme.strong, &said);
        if let Some(letter) = &case.letter {
            paper.skip();
            let said = shared.words.with("oefening-brief", &[("wat", letter)]);
            paper.text(theme.text, &said);
        }
        paper.skip();
        paper.text(theme.text, &shared.say("oefening-opdracht"));
        paper.skip();
        paper.text(theme.dim, &shared.say("oefening-blijft"));
    }

    fn view_over(shared: &Shared, paper: &mut Paper<'_>, case: &Case, over: &Over) {
        let theme = paper.theme;
        let words = &shared.words;
        let verdict = over.verdict;
        let head = if verdict.is_good() {
            "oefening-goed"
        } else {
            "oefening-bijna"
        };
        paper.text(theme.strong, &shared.say(head));
        paper.skip();
        let line = |paper: &mut Paper<'_>, name: &str, text: &str, is_good: bool| {
            let style = if is_good { theme.text } else { theme.doubt };
            let room = paper.width().saturating_sub(NAME);
            let mut label = column(&shared.say(name).to_lowercase(), NAME, theme.dim);
            for part in crate::tui::widget::paper::wrap(text, room) {
                paper.line(&Line::from(vec![label, Span::styled(part, style)]));
                label = column("", NAME, theme.dim);
            }
        };
        let time = format!("{}:{:02}", over.seconds / 60, over.seconds % 60);
        line(paper, "oefening-tijd", &time, true);
        let best = case.good.count();
        let count = over.keys.to_string();
        let keys = if over.keys > best {
            words.with(
                "oefening-aantal",
                &[("n", &count), ("best", &best.to_string())],
            )
        } else {
            count
        };
        line(paper, "oefening-toetsen", &keys, true);
        let told = |is_good: bool, good: &str| {
            let name = if is_good {
                "oefening-klopt"
            } else {
                "oefening-beter"
            };
            words.with(name, &[("goed", good)])
        };
        if let Some(is_open) = verdict.urgent {
            let cards = &shared.library.urgent;
            let id = case.good.urgent.as_deref().unwrap_or_default();
            let found = cards.iter().find(|card| card.id.to_string() == id);
            let name = found.map_or(id, |card| card.title.as_str());
            line(paper, "menu-nood", &told(is_open, name), is_open);
        }
        if let (Some(is_found), Some(first)) = (verdict.card, case.good.cards.first()) {
            let card = shared.library.article(first.as_str());
            let name = card.map_or(first.as_str(), |card| card.name.as_str());
            let said = if is_found {
                shared.say("oefening-gevonden")
            } else {
                told(false, name)
            };
            line(paper, "kaart-kop", &said, is_found);
        }
        for (name, is_good, best) in answers(shared, case, verdict) {
            // Which route fitted only matters when it did not.
            if name != "menu-gesprek" || !is_good {
                let said = if is_good {
                    shared.say("oefening-past")
                } else {
                    told(false, &best)
                };
                line(paper, name, &said, is_good);
            }
        }
        paper.skip();
        line(paper, "oefening-kan", &in_words(&case.good.keys), true);
        if paper.rows_left() > 1 {
            paper.skip();
        }
        paper.text(theme.text, &case.good.tip);
    }
}

/// What was noted, by the name of each part: whether it fits, and what fits best.
fn answers(shared: &Shared, case: &Case, verdict: Verdict) -> [(&'static str, bool, String); 4] {
    let best = case.good.routes.first();
    let route = best.and_then(|id| shared.library.routes.get(id));
    let label = |list: &str, code: Option<&'static str>| {
        shared
            .library
            .label(list, code.unwrap_or_default())
            .to_owned()
    };
    let good = &case.good;
    [
        (
            "menu-gesprek",
            verdict.route,
            route.map_or_else(String::new, |route| route.title.clone()),
        ),
        (
            "veld-thema",
            verdict.theme,
            label("thema", good.themes.first().map(|each| each.code())),
        ),
        (
            "veld-uitkomst",
            verdict.outcome,
            label("uitkomst", good.outcomes.first().map(|each| each.code())),
        ),
        (
            "veld-wie_hielp",
            verdict.solved_by,
            label("wie_hielp", good.solved_by.first().map(|each| each.code())),
        ),
    ]
}

/// The keys as they are called on the screen: `"waters" Ctrl+K Enter`.
fn in_words(all: &[Keys]) -> String {
    let mut said = Vec::new();
    for each in all {
        match each {
            Keys::Typed(text) => said.push(format!("\"{text}\"")),
            Keys::Pressed(names) => {
                said.extend(names.split_whitespace().map(keys::name_on_screen));
            }
        }
    }
    said.join(" · ")
}

impl Page for Exercises {
    fn title(&self, shared: &Shared) -> String {
        match self.part {
            Part::Choosing => shared.say("welkom-oefenen"),
            Part::Reading | Part::Over(_) => {
                let all = Self::cases(shared).len().to_string();
                let number = (self.focus + 1).to_string();
                let values = [("n", number.as_str()), ("alles", all.as_str())];
                shared.words.with("oefening-kop", &values)
            }
        }
    }

    fn offers(&self, shared: &Shared) -> Vec<Offer> {
        let (enter, back) = match self.part {
            Part::Choosing => ("toets-kiezen", "toets-zelf-proberen"),
            Part::Reading => ("toets-beginnen", "toets-terug"),
            Part::Over(_) => ("toets-volgende", "toets-alle-oefeningen"),
        };
        let mut offers = vec![
            Offer::new(Action::Enter, enter),
            Offer::new(Action::Escape, back),
        ];
        if matches!(self.part, Part::Over(_)) {
            offers.push(Offer::new(Action::Tab, "toets-nog-eens"));
        }
        if Self::cases(shared).is_empty() {
            offers.remove(0);
        }
        offers
    }

    fn act(&mut self, shared: &mut Shared, action: Action) -> Step {
        let count = Self::cases(shared).len();
        match (&self.part, action) {
            (Part::Choosing, Action::Escape) => return Step::back(),
            (Part::Choosing, Action::Enter | Action::Tick) if count > 0 => {
                self.part = Part::Reading;
            }
            (Part::Choosing, Action::Choose(key)) => {
                if let Some(position) = choices::position_of(key, count) {
                    (self.focus, self.part) = (position, Part::Reading);
                }
            }
            (Part::Reading, Action::Enter) => {
                shared.play(self.focus);
                return Step::home();
            }
            (Part::Reading | Part::Over(_), Action::Escape) => self.part = Part::Choosing,
            (Part::Over(_), Action::Enter) => {
                self.focus = (self.focus + 1) % count.max(1);
                self.part = Part::Reading;
            }
            (Part::Over(_), Action::Tab) => self.part = Part::Reading,
            (Part::Choosing, _) => {
                self.focus = choices::moved(self.focus, action, count).unwrap_or(self.focus);
            }
            (Part::Reading | Part::Over(_), _) => {}
        }
        Step::none()
    }

    fn reported(&mut self, shared: &mut Shared, report: &Report) -> Step {
        if let (Report::Cases(cases), Some(practice)) = (report, &mut shared.practice) {
            practice.cases.clone_from(cases);
        }
        Step::none()
    }

    fn view(&self, shared: &Shared, paper: &mut Paper<'_>) {
        match (&self.part, self.case(shared)) {
            (Part::Choosing, _) | (_, None) => self.view_list(shared, paper),
            (Part::Reading, Some(case)) => Self::view_case(shared, paper, case),
            (Part::Over(over), Some(case)) => Self::view_over(shared, paper, case, over),
        }
    }
}
