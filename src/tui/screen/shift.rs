//! The shift: where, who sits at the table, who is on standby. Once per half-day.

use ratatui::text::{Line, Span};

use crate::{
    domain::{Change, Shift, ShiftKind},
    tui::{
        keys::{Action, Offer},
        message::{Effect, Report, Saving, Trouble},
        screen::{Page, Step},
        shared::Shared,
        widget::{
            choices::{self, Choice},
            field::Field,
            paper::Paper,
        },
    },
};

/// How many people can sit at the table.
const MOST_PEOPLE: usize = 8;
/// How long a nickname may be, in letters.
const LONGEST_NAME: usize = 12;

/// The state of the shift.
#[derive(Debug)]
pub struct ShiftPage {
    part: Part,
    place: usize,
    people: Field,
    /// 0 is "nobody known"; the roles follow.
    standby: usize,
}

/// What is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Overview,
    Place,
    People,
    Standby,
}

impl ShiftPage {
    /// Opens the shift: an overview when one is open today, else the first question.
    #[must_use]
    pub fn new(shared: &Shared) -> Self {
        let local = &shared.library.local;
        let place = shared
            .shift
            .as_ref()
            .map(|shift| &shift.place)
            .or(shared.place.as_ref());
        let place = place
            .and_then(|place| local.places.iter().position(|each| each.id == *place))
            .unwrap_or(0);
        let people = shared
            .shift
            .as_ref()
            .map_or_else(String::new, |shift| shift.people.join(" "));
        let standby = shared
            .shift
            .as_ref()
            .and_then(|shift| shift.standby.as_ref());
        let standby = standby
            .and_then(|id| local.standby.iter().position(|role| role.id == *id))
            .map_or(0, |at| at + 1);
        let part = if shared.shift.is_some() {
            Part::Overview
        } else {
            Part::Place
        };
        Self {
            part,
            place,
            people: Field::holding(&people),
            standby,
        }
    }

    fn places(shared: &Shared) -> Vec<Choice<'_>> {
        shared
            .library
            .local
            .places
            .iter()
            .map(|place| Choice {
                label: &place.name,
                note: place.hours.as_deref().unwrap_or_default(),
                tick: None,
            })
            .collect()
    }

    fn names(&self) -> impl Iterator<Item = &str> {
        self.people
            .text()
            .split([' ', ',', ';'])
            .filter(|name| !name.is_empty())
    }

    /// Initials or nicknames: letters only, so that no number of a resident can stand here.
    fn are_names(&self) -> bool {
        self.names().count() <= MOST_PEOPLE
            && self.names().all(|name| {
                name.chars().count() <= LONGEST_NAME
                    && name
                        .chars()
                        .all(|letter| letter.is_alphabetic() || matches!(letter, '.' | '-'))
            })
    }

    fn save(&mut self, shared: &mut Shared) -> Step {
        let local = &shared.library.local;
        let Some(place) = local
            .places
            .get(self.place)
            .map(|place| place.id.clone())
            .or_else(|| shared.place.clone())
        else {
            return Step::back();
        };
        let standby = self
            .standby
            .checked_sub(1)
            .and_then(|at| local.standby.get(at))
            .map(|role| role.id.clone());
        let people: Vec<String> = self.names().map(str::to_owned).collect();
        let now = shared.stamp.now.clone();
        let kind = if shared.is_practice {
            ShiftKind::Oefenen
        } else {
            ShiftKind::Dienst
        };
        let shift = match shared.shift.take() {
            Some(shift) if shift.place == place => Shift {
                people,
                standby,
                ..shift
            },
            Some(_) | None => Shift {
                id: shared.new_shift(),
                place: place.clone(),
                day: now.date(),
                kind,
                people,
                standby,
                opened_at: now.timestamp(),
            },
        };
        shared.place = Some(place);
        shared.shift = Some(shift.clone());
        self.part = Part::Overview;
        Effect::Save(Saving::Shift, vec![Change::Shift(shift)]).into()
    }

    fn forward(&mut self, shared: &mut Shared) -> Step {
        match self.part {
            Part::Overview => return Step::back(),
            Part::Place => self.part = Part::People,
            Part::People if !self.are_names() => {
                shared.notice = Some(Trouble::new("dienst-wie-fout"));
            }
            Part::People => self.part = Part::Standby,
            Part::Standby => return self.save(shared),
        }
        Step::none()
    }

    fn focus(&mut self) -> Option<&mut usize> {
        match self.part {
            Part::Place => Some(&mut self.place),
            Part::Standby => Some(&mut self.standby),
            Part::Overview | Part::People => None,
        }
    }

    fn count(&self, shared: &Shared) -> usize {
        match self.part {
            Part::Place => shared.library.local.places.len(),
            Part::Standby => shared.library.local.standby.len() + 1,
            Part::Overview => 3,
            Part::People => 0,
        }
    }

    fn view_overview(&self, shared: &Shared, paper: &mut Paper<'_>) {
        let theme = paper.theme;
        let place = shared
            .place
            .as_ref()
            .map_or("", |place| shared.library.place_name(place));
        let people = self.people.text();
        let standby = self
            .standby
            .checked_sub(1)
            .and_then(|at| shared.library.local.standby.get(at));
        let standby = standby.map_or_else(
            || shared.say("dienst-geen-achterwacht"),
            |role| match &role.phone {
                Some(phone) => format!("{}  {phone}", role.label),
                None => role.label.clone(),
            },
        );
        let rows = [
            ("1", "dienst-waar", place.to_owned()),
            ("2", "dienst-wie", people.to_owned()),
            ("3", "dienst-achterwacht", standby),
        ];
        paper.text(theme.strong, &shared.say("dienst-vandaag"));
        paper.skip();
        for (key, label, value) in rows {
            paper.line(&Line::from(vec![
                Span::styled(format!("{key}  "), theme.accent),
                Span::styled(format!("{:<22}", shared.say(label)), theme.dim),
                Span::styled(value, theme.text),
            ]));
        }
        if let Some(open) = shared.open() {
            paper.skip();
            paper.text(
                theme.text,
                &shared.words.with("dienst-code", &[("code", &open.code)]),
            );
            paper.text(theme.dim, &shared.say("dienst-code-uitleg"));
        }
    }
}

impl Page for ShiftPage {
    fn title(&self, shared: &Shared) -> String {
        shared.say("menu-dienst")
    }

    fn is_typing(&self) -> bool {
        self.part == Part::People
    }

    fn offers(&self, _shared: &Shared) -> Vec<Offer> {
        match self.part {
            Part::Overview => vec![
                Offer::new(Action::Enter, "toets-klaar"),
                Offer::with_key(Action::Choose('1'), "1-3", "toets-wijzigen"),
                Offer::new(Action::Escape, "toets-terug"),
            ],
            Part::Place | Part::People | Part::Standby => {
                vec![
                    Offer::new(Action::Enter, "toets-verder"),
                    Offer::new(Action::Escape, "toets-terug"),
                ]
            }
        }
    }

    fn act(&mut self, shared: &mut Shared, action: Action) -> Step {
        let count = self.count(shared);
        match (self.part, action) {
            (_, Action::Enter) => return self.forward(shared),
            (Part::Overview | Part::Place, Action::Escape) => return Step::back(),
            (Part::People, Action::Escape) => self.part = Part::Place,
            (Part::Standby, Action::Escape) => self.part = Part::People,
            (Part::Overview, Action::Choose(key)) => {
                self.part = match key {
                    '1' => Part::Place,
                    '2' => Part::People,
                    '3' => Part::Standby,
                    _ => Part::Overview,
                };
            }
            (Part::People, _) => {
                self.people.edit(action);
            }
            (_, Action::Choose(key)) => {
                if let (Some(position), Some(focus)) =
                    (choices::position_of(key, count), self.focus())
                {
                    *focus = position;
                    return self.forward(shared);
                }
            }
            _ => {
                if let Some(focus) = self.focus()
                    && let Some(moved) = choices::moved(*focus, action, count)
                {
                    *focus = moved;
                }
            }
        }
        Step::none()
    }

    fn typed(&mut self, _shared: &mut Shared, letter: char) -> Step {
        self.people.type_letter(letter);
        Step::none()
    }

    fn pasted(&mut self, _shared: &mut Shared, text: &str) -> Step {
        self.people.paste(text);
        Step::none()
    }

    fn reported(&mut self, _shared: &mut Shared, report: &Report) -> Step {
        if matches!(report, Report::Saved(Saving::Shift, Err(_))) {
            self.part = Part::Standby;
        }
        Step::none()
    }

    fn view(&self, shared: &Shared, paper: &mut Paper<'_>) {
        let theme = paper.theme;
        match self.part {
            Part::Overview => self.view_overview(shared, paper),
            Part::Place => {
                paper.text(theme.strong, &shared.say("dienst-waar-vraag"));
                paper.skip();
                let rows = paper.rows_left();
                choices::view(
                    paper,
                    &shared.words,
                    &Self::places(shared),
                    Some(self.place),
                    rows,
                );
            }
            Part::People => {
                paper.text(theme.strong, &shared.say("dienst-wie-vraag"));
                paper.text(theme.dim, &shared.say("dienst-wie-uitleg"));
                paper.skip();
                self.people.view(paper, true);
            }
            Part::Standby => {
                paper.text(theme.strong, &shared.say("dienst-achterwacht-vraag"));
                paper.skip();
                let nobody = shared.say("dienst-geen-achterwacht");
                let mut list = vec![Choice {
                    label: &nobody,
                    note: "",
                    tick: None,
                }];
                list.extend(shared.library.local.standby.iter().map(|role| Choice {
                    label: &role.label,
                    note: role.phone.as_deref().unwrap_or_default(),
                    tick: None,
                }));
                let rows = paper.rows_left();
                choices::view(paper, &shared.words, &list, Some(self.standby), rows);
            }
        }
    }
}
