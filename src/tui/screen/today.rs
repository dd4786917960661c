//! Today's list: open one, correct it, take it back.

mod told;

use ratatui::text::{Line, Span};

use crate::{
    domain::{Answer, Enquiry, FieldName, Tempo},
    figures::Totals,
    tui::{
        keys::{Action, Offer},
        message::Trouble,
        screen::{Page, Step, talk::Talk},
        shared::Shared,
        widget::{
            choices,
            field::Field,
            list::{self, Item},
            paper::{Paper, column},
        },
    },
    words::Words,
};

/// The state of the list.
#[derive(Debug, Default)]
pub struct Today {
    focus: usize,
    /// How many more of the same are to be noted, as it is typed.
    tally: Option<Field>,
}

/// The most questions one tally adds: a busy morning.
const MOST_AT_ONCE: usize = 20;

impl Today {
    /// What counts, newest first: the last one is corrected most. What was taken back stands below it until the lock.
    fn rows(shared: &Shared) -> Vec<&Enquiry> {
        let open = shared.open().map_or(&[][..], |open| open.today.as_slice());
        let (gone, counted): (Vec<_>, Vec<_>) =
            open.iter().rev().partition(|enquiry| enquiry.withdrawn);
        counted.into_iter().chain(gone).collect()
    }

    fn open(shared: &mut Shared, position: usize) -> Step {
        let Some(enquiry) = Self::rows(shared)
            .get(position)
            .map(|enquiry| (*enquiry).clone())
        else {
            return Step::none();
        };
        if let Some(talk) = Talk::correct(shared, &enquiry) {
            Step::push(talk)
        } else {
            let route = enquiry.route.as_str();
            shared.notice = Some(Trouble::new("route-ontbreekt").with("route", route));
            Step::none()
        }
    }
}

impl Today {
    /// The quick question that has the focus: only such a one can be noted again.
    fn quick(&self, shared: &Shared) -> Option<Enquiry> {
        let rows = Self::rows(shared);
        let found = rows.get(self.focus)?;
        (found.tempo == Tempo::Quick && !found.withdrawn).then(|| (*found).clone())
    }

    /// Takes the number that was typed.
    fn take_tally(&mut self, shared: &mut Shared) -> Step {
        let count = self
            .tally
            .as_ref()
            .and_then(|field| field.text().trim().parse::<usize>().ok())
            .filter(|count| (1..=MOST_AT_ONCE).contains(count));
        let (Some(count), Some(quick)) = (count, self.quick(shared)) else {
            shared.notice = Some(Trouble::new("turven-getal"));
            return Step::none();
        };
        self.tally = None;
        let mut again = quick;
        let yes = Answer::One("ja".to_owned());
        again.answers.insert(FieldName::from(AFTERWARDS), yes);
        shared.notice = Some(Trouble::new("turven-klaar").with("aantal", count.to_string()));
        shared.note_again(&again, count).into()
    }
}

/// The field that says a question was noted afterwards.
const AFTERWARDS: &str = "achteraf";

/// Columns of the longest word for who solved it.
const WHO: usize = 12;

/// How many, and how many of those a volunteer solved: `3 vragen, 2 zelf opgelost`.
#[must_use]
pub fn summary(words: &Words, totals: &Totals) -> String {
    let all = words.count("aantal-vragen", totals.all);
    if totals.all == 0 {
        return all;
    }
    let own = words.with(
        "zelf-beantwoord",
        &[("n", &totals.by_volunteers.to_string())],
    );
    format!("{all}, {own}")
}

/// One enquiry as a row: hour and minute, theme, outcome, who.
#[must_use]
pub fn row(shared: &Shared, enquiry: &Enquiry, width: usize, has_focus: bool) -> Line<'static> {
    let theme = shared.theme;
    let time = format!("{:02}:{:02}", enquiry.time.hour(), enquiry.time.minute());
    let words = &shared.words;
    if enquiry.withdrawn {
        let what = words.label("thema", enquiry.theme.code());
        let text = words.with("vandaag-weg", &[("tijd", &time), ("thema", &what)]);
        return Line::styled(text, theme.on(has_focus, theme.dim));
    }
    // The outcome is the longest word; who solved it must always be told apart.
    let rest = width.saturating_sub(11);
    let (theme_width, who_width) = (rest * 2 / 5, WHO.min(rest / 3));
    let outcome_width = rest.saturating_sub(theme_width + who_width);
    let cell = |text: String, width, style| column(&text, width, theme.on(has_focus, style));
    let what = words.label("thema", enquiry.theme.code());
    let outcome = words.label("uitkomst", enquiry.outcome.code());
    let who = words.label("wie", enquiry.solved_by.code());
    let gap = Span::styled("  ", theme.on(has_focus, theme.text));
    Line::from(vec![
        Span::styled(format!("{time}  "), theme.on(has_focus, theme.dim)),
        cell(what, theme_width, theme.text),
        gap.clone(),
        cell(outcome, outcome_width, theme.text),
        gap,
        cell(who, who_width, theme.dim),
    ])
}

impl Page for Today {
    fn title(&self, shared: &Shared) -> String {
        shared.say("menu-vandaag")
    }

    fn is_typing(&self) -> bool {
        self.tally.is_some()
    }

    fn typed(&mut self, _shared: &mut Shared, letter: char) -> Step {
        if let Some(field) = self.tally.as_mut().filter(|_| letter.is_ascii_digit()) {
            field.type_letter(letter);
        }
        Step::none()
    }

    fn pasted(&mut self, shared: &mut Shared, text: &str) -> Step {
        for letter in text.chars().take(2) {
            let _ = self.typed(shared, letter);
        }
        Step::none()
    }

    fn offers(&self, shared: &Shared) -> Vec<Offer> {
        let mut offers = Vec::new();
        if self.tally.is_some() {
            offers.push(Offer::new(Action::Enter, "toets-bewaren"));
            offers.push(Offer::new(Action::Escape, "toets-terug"));
            return offers;
        }
        if !Self::rows(shared).is_empty() {
            offers.push(Offer::new(Action::Enter, "toets-openen"));
            let is_gone = Self::rows(shared)
                .get(self.focus)
                .is_some_and(|enquiry| enquiry.withdrawn);
            offers.push(Offer::new(
                Action::Delete,
                if is_gone {
                    "toets-terugzetten"
                } else {
                    "toets-weghalen"
                },
            ));
        }
        offers.push(Offer::new(Action::Escape, "toets-terug"));
        if self.quick(shared).is_some() {
            offers.push(Offer::with_key(Action::Right, "→", "toets-nog-zo-een"));
            offers.push(Offer::new(Action::Tab, "toets-turven"));
        }
        if shared.can_undo() {
            offers.push(Offer::new(Action::Undo, "toets-ongedaan"));
        }
        offers
    }

    fn act(&mut self, shared: &mut Shared, action: Action) -> Step {
        let count = Self::rows(shared).len();
        self.focus = self.focus.min(count.saturating_sub(1));
        if let Some(field) = &mut self.tally {
            match action {
                Action::Escape => self.tally = None,
                Action::Enter => return self.take_tally(shared),
                _ => {
                    field.edit(action);
                }
            }
            return Step::none();
        }
        match action {
            Action::Right => {
                if let Some(quick) = self.quick(shared) {
                    shared.notice = Some(Trouble::new("turven-nog-een"));
                    return shared.note_again(&quick, 1).into();
                }
            }
            Action::Tab => self.tally = self.quick(shared).map(|_| Field::default()),
            Action::Escape => return Step::back(),
            Action::Enter => return Self::open(shared, self.focus),
            Action::Undo => return Step::from(shared.take_back()),
            Action::Delete => {
                if let Some(old) = Self::rows(shared)
                    .get(self.focus)
                    .map(|enquiry| (*enquiry).clone())
                {
                    let withdrawn = !old.withdrawn;
                    let changed = Enquiry {
                        revision: shared.revision_of(&old) + 1,
                        withdrawn,
                        ..old.clone()
                    };
                    shared.notice = Some(Trouble::new(if withdrawn {
                        "weggehaald"
                    } else {
                        "teruggezet"
                    }));
                    return shared.change(old, changed).into();
                }
            }
            Action::Choose(key) => {
                if let Some(position) = choices::position_of(key, count) {
                    self.focus = position;
                    return Self::open(shared, position);
                }
            }
            _ => {
                if let Some(focus) = choices::moved(self.focus, action, count) {
                    self.focus = focus;
                }
            }
        }
        Step::none()
    }

    fn view(&self, shared: &Shared, paper: &mut Paper<'_>) {
        let theme = paper.theme;
        let rows = Self::rows(shared);
        let totals = shared
            .open()
            .map_or_else(Totals::default, |open| Totals::of(&open.today));
        if totals.all == 0 {
            paper.text(theme.strong, &shared.say("vandaag-leeg"));
        } else {
            paper.text(theme.strong, &summary(&shared.words, &totals));
        }
        if let Some(field) = &self.tally {
            paper.text(theme.strong, &shared.say("turven-vraag"));
            field.view(paper, true);
        }
        paper.skip();
        let (left, width) = (paper.rows_left(), paper.width());
        let focus = self.focus.min(rows.len().saturating_sub(1));
        let items: Vec<Item> = rows
            .iter()
            .enumerate()
            .map(|(position, enquiry)| {
                let has_focus = position == focus;
                let key = choices::key_of(position).unwrap_or(' ');
                let mut line = row(shared, enquiry, width.saturating_sub(3), has_focus);
                let key = Span::styled(format!("{key}  "), theme.on(has_focus, theme.accent));
                line.spans.insert(0, key);
                Item::of(line)
            })
            .collect();
        list::view(paper, &shared.words, &items, Some(focus), left);
    }
}
