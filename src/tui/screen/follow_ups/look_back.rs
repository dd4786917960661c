//! One day to look back: what was agreed, whom to call, and in one key what came of it.
//!
//! What a result means stands in its row of `keuzes.toml`, so that an editor decides: `bij` shows it only where the
//! enquiry ended so, `sluit` says that whoever took over is done, `uitkomst` how the enquiry ends by it, `nog_vragen` names a
//! question of the route that is asked now, `verder` in how many days one looks again, `terugmelding` what the referrer
//! may hear. Begin reading at [`LookBack`].

use std::{collections::BTreeMap, sync::Arc};

use jiff::{ToSpan, civil::Date};

use crate::{
    conversation::{Conversation, Refusal, Start, read_typed},
    domain::{
        Answer, ContactId, EnquiryId, FieldName, FollowUp, FollowUpId, LookedBack, Outcome, VisitId,
    },
    figures,
    route::{Choice, FieldKind},
    tui::{
        keys::{Action, Offer},
        message::Trouble,
        screen::{Page, Step, talk::refused, vault::VaultCard},
        shared::Shared,
        widget::{
            choices, dates,
            field::Field,
            paper::{Paper, cut},
        },
    },
};

use super::about;

/// The column of a result that says how the enquiry must have ended for it.
const WHERE: &str = "bij";
/// The column of a result that says that whoever took over is done.
const CLOSES: &str = "sluit";
/// The column of a result that says how the enquiry ends by it.
const ENDS: &str = "uitkomst";
/// The column of a result that names a question to ask now.
const ASKS: &str = "nog_vragen";
/// The column of a result that says in how many days one looks again.
const AGAIN: &str = "verder";
/// The column of a result that says what the referrer may hear.
const REPORT: &str = "terugmelding";

/// The state of one day to look back.
#[derive(Debug)]
pub struct LookBack {
    id: FollowUpId,
    focus: usize,
    part: Part,
}

/// What is on the screen.
#[derive(Debug)]
enum Part {
    /// The results.
    Results,
    /// A result was chosen; a question of the route is asked.
    Asking(Box<Asking>),
    /// A result was chosen; the next day is typed.
    When {
        came_of_it: LookedBack,
        field: Field,
        is_unreadable: bool,
    },
}

/// A question of the route, asked later.
#[derive(Debug)]
struct Asking {
    result: Choice,
    /// Stands at the question, so that its answer is checked as in a talk.
    walk: Conversation,
    field: Field,
    refusal: Option<Refusal>,
}

/// The results that one can choose: those of the route where it has its own, and of those what fits how it ended.
fn results<'a>(shared: &'a Shared, follow_up: &FollowUp) -> Vec<&'a Choice> {
    let own = format!("resultaat_{}", follow_up.route);
    let lists = &shared.library.lists;
    let list = lists.get(&own).or_else(|| lists.get("resultaat"));
    let ended = follow_up.outcome.map(Outcome::code);
    let fits = |choice: &&Choice| {
        let needed = choice.columns.get(WHERE);
        needed.is_none_or(|needed| Some(needed.as_str()) == ended)
    };
    list.map_or(&[][..], Vec::as_slice)
        .iter()
        .filter(fits)
        .collect()
}

/// What a result means for the enquiry. One that goes on elsewhere, or is looked back on again, does not end yet.
fn meaning(shared: &Shared, follow_up: &FollowUp, result: &Choice) -> LookedBack {
    let mut came_of_it = LookedBack {
        on: shared.stamp.now.date(),
        result: result.name.clone(),
        noted: BTreeMap::new(),
        outcome: None,
    };
    let taken_over = match follow_up.outcome {
        Some(Outcome::HandedOver) => Some(figures::CONFIRMED),
        Some(Outcome::Standby) => Some(figures::DONE),
        _ => None,
    };
    let is_waiting = taken_over.is_some() || follow_up.outcome == Some(Outcome::Ongoing);
    match taken_over.filter(|_| result.columns.contains_key(CLOSES)) {
        Some(field) => {
            let yes = Answer::One("ja".to_owned());
            came_of_it.noted.insert(FieldName::from(field), yes);
        }
        None if is_waiting && !shared.looks_back_again(follow_up) => {
            let ends = result.columns.get(ENDS);
            came_of_it.outcome = ends.and_then(|code| code.trim().parse().ok());
        }
        None => {}
    }
    came_of_it
}

fn read_day(shared: &Shared, text: &str) -> Option<Date> {
    let today = shared.stamp.now.date();
    match read_typed(&FieldKind::Date, text, today) {
        Some(Answer::Date(day)) => Some(day),
        _ => None,
    }
}

/// Saves what came of it; says what the referrer may hear where the resident agreed to that.
fn finish(
    shared: &mut Shared,
    follow_up: &FollowUp,
    came_of_it: LookedBack,
    next: Option<Date>,
) -> Step {
    let contact = follow_up.contact.and_then(|id| shared.contact(id));
    let may_report = contact.is_some_and(|contact| contact.text("ok_terug") == "ja");
    let report = results(shared, follow_up)
        .into_iter()
        .find(|choice| choice.name == came_of_it.result)
        .and_then(|choice| choice.columns.get(REPORT))
        .filter(|_| may_report)
        .map(|code| shared.library.label(REPORT, code).to_owned());
    shared.notice = Some(match (report, next) {
        (Some(words), _) => Trouble::new("terugkijken-meld").with("woorden", words),
        (None, Some(day)) => {
            let day = dates::long_day(&shared.words, day);
            Trouble::new("terugkijken-weer").with("dag", day)
        }
        (None, None) => Trouble::new("terugkijken-klaar"),
    });
    let changes = shared.looked_back(follow_up, came_of_it, next);
    Step::back().and(shared.change_aftercare(changes))
}

impl LookBack {
    /// Opens one.
    #[must_use]
    pub fn at(id: FollowUpId) -> Self {
        Self {
            id,
            focus: 0,
            part: Part::Results,
        }
    }

    fn follow_up(&self, shared: &Shared) -> Option<FollowUp> {
        let all = &shared.open()?.follow_ups;
        all.iter().find(|each| each.id == self.id).cloned()
    }

    fn contact(&self, shared: &Shared) -> Option<ContactId> {
        let id = self.follow_up(shared)?.contact?;
        shared.contact(id).map(|contact| contact.id)
    }

    fn choose(&mut self, shared: &mut Shared, follow_up: &FollowUp, position: usize) -> Step {
        let found = results(shared, follow_up).get(position).copied().cloned();
        let Some(result) = found else {
            return Step::none();
        };
        if let Some(walk) = asked(shared, follow_up, &result) {
            self.part = Part::Asking(Box::new(Asking {
                result,
                walk,
                field: Field::default(),
                refusal: None,
            }));
            return Step::none();
        }
        let came_of_it = meaning(shared, follow_up, &result);
        self.go_on(shared, follow_up, &result, came_of_it)
    }

    /// To the next day where the result asks for one, else to the end.
    fn go_on(
        &mut self,
        shared: &mut Shared,
        follow_up: &FollowUp,
        result: &Choice,
        came_of_it: LookedBack,
    ) -> Step {
        let again = result.columns.get(AGAIN);
        let Some(days) = again.and_then(|days| days.trim().parse::<i32>().ok()) else {
            return finish(shared, follow_up, came_of_it, None);
        };
        let day = shared.stamp.now.date().saturating_add(days.days());
        let day = shared.next_opening(day);
        let text = format!("{:02}-{:02}-{}", day.day(), day.month(), day.year());
        self.part = Part::When {
            came_of_it: LookedBack {
                // It does not end while one looks again.
                outcome: None,
                ..came_of_it
            },
            field: Field::holding(&text),
            is_unreadable: false,
        };
        Step::none()
    }

    /// Takes what was typed: the answer to the question, or the next day. Nothing typed leaves the question open.
    fn take_typed(&mut self, shared: &mut Shared, follow_up: &FollowUp) -> Step {
        let now = shared.stamp.now.clone();
        match &mut self.part {
            Part::Results => Step::none(),
            Part::Asking(asking) => {
                if let Err(refusal) = asking.walk.answer_typed(asking.field.text(), &now) {
                    asking.refusal = Some(refusal);
                    return Step::none();
                }
                let result = asking.result.clone();
                let mut came_of_it = meaning(shared, follow_up, &result);
                let name = asking.walk.question().map(|question| question.name.clone());
                let answer = name.and_then(|name| {
                    let answer = asking.walk.answer_of(name.as_str())?.clone();
                    Some((name, answer))
                });
                let given = answer.filter(|(_, answer)| !matches!(answer, Answer::None(_)));
                came_of_it.noted.extend(given);
                self.go_on(shared, follow_up, &result, came_of_it)
            }
            Part::When {
                came_of_it,
                field,
                is_unreadable,
            } => {
                let day = read_day(shared, field.text());
                let Some(day) = day.filter(|day| *day >= now.date()) else {
                    *is_unreadable = true;
                    return Step::none();
                };
                let came_of_it = came_of_it.clone();
                finish(shared, follow_up, came_of_it, Some(day))
            }
        }
    }

    /// The field that is typed in; what was wrong with it is forgotten.
    fn typing(&mut self) -> Option<&mut Field> {
        match &mut self.part {
            Part::Results => None,
            Part::Asking(asking) => {
                asking.refusal = None;
                Some(&mut asking.field)
            }
            Part::When {
                field,
                is_unreadable,
                ..
            } => {
                *is_unreadable = false;
                Some(field)
            }
        }
    }
}

/// The question that a result asks, when the route has it.
fn asked(shared: &Shared, follow_up: &FollowUp, result: &Choice) -> Option<Conversation> {
    let field = FieldName::from(result.columns.get(ASKS)?.trim().to_owned());
    let route = shared.library.routes.get(&follow_up.route)?;
    // Nothing of this walk is kept but the one answer.
    let start = Start {
        id: EnquiryId([0; 16]),
        visit: VisitId([0; 16]),
        shift: None,
        place: follow_up.place.clone(),
    };
    let mut walk = Conversation::start(Arc::clone(route), start, &shared.stamp.now);
    walk.jump(&field);
    let is_there = walk.question().is_some_and(|found| found.name == field);
    is_there.then_some(walk)
}

impl Page for LookBack {
    fn title(&self, shared: &Shared) -> String {
        shared.say("terugkijken-kop")
    }

    fn is_typing(&self) -> bool {
        !matches!(self.part, Part::Results)
    }

    fn offers(&self, shared: &Shared) -> Vec<Offer> {
        let mut offers = Vec::new();
        let is_open = self
            .follow_up(shared)
            .is_some_and(|follow_up| follow_up.kept.is_none());
        match &self.part {
            Part::Asking(_) => offers.push(Offer::new(Action::Enter, "toets-verder")),
            Part::When { .. } => offers.push(Offer::new(Action::Enter, "toets-bewaren")),
            Part::Results if is_open => {
                offers.push(Offer::new(Action::Enter, "toets-kiezen"));
                if self.contact(shared).is_some() {
                    offers.push(Offer::new(Action::Tab, "toets-kluis"));
                }
            }
            Part::Results => {}
        }
        offers.push(Offer::new(Action::Escape, "toets-terug"));
        offers
    }

    fn act(&mut self, shared: &mut Shared, action: Action) -> Step {
        let Some(follow_up) = self.follow_up(shared) else {
            return Step::back();
        };
        if self.is_typing() {
            match action {
                Action::Escape => self.part = Part::Results,
                Action::Enter => return self.take_typed(shared, &follow_up),
                _ => {
                    if let Some(field) = self.typing() {
                        field.edit(action);
                    }
                }
            }
            return Step::none();
        }
        if follow_up.kept.is_some() {
            return if action == Action::Escape || action == Action::Enter {
                Step::back()
            } else {
                Step::none()
            };
        }
        let count = results(shared, &follow_up).len();
        match action {
            Action::Escape => return Step::back(),
            Action::Enter => return self.choose(shared, &follow_up, self.focus),
            Action::Tab => {
                if let Some(id) = self.contact(shared) {
                    return Step::push(VaultCard::of(id));
                }
            }
            Action::Choose(key) => {
                if let Some(position) = choices::position_of(key, count) {
                    return self.choose(shared, &follow_up, position);
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

    fn pasted(&mut self, _shared: &mut Shared, text: &str) -> Step {
        if let Some(field) = self.typing() {
            field.paste(text);
        }
        Step::none()
    }

    fn typed(&mut self, _shared: &mut Shared, letter: char) -> Step {
        if let Some(field) = self.typing() {
            field.type_letter(letter);
        }
        Step::none()
    }

    fn view(&self, shared: &Shared, paper: &mut Paper<'_>) {
        let theme = paper.theme;
        let words = &shared.words;
        let Some(follow_up) = self.follow_up(shared) else {
            paper.text(theme.dim, &shared.say("terugkijken-weg"));
            return;
        };
        let made = dates::long_day(words, follow_up.made_on);
        paper.text(theme.dim, &words.with("terugkijken-van", &[("dag", &made)]));
        paper.text(theme.text, &about(shared, &follow_up));
        let contact = follow_up.contact.and_then(|id| shared.contact(id));
        if let Some(contact) = contact {
            let phone = cut(contact.text("telefoon"), paper.width());
            paper.text(theme.accent, &phone);
        }
        paper.skip();
        let results = results(shared, &follow_up);
        if let Some(kept) = &follow_up.kept {
            let found = results.iter().find(|choice| choice.name == kept.result);
            let label = found.map_or(kept.result.as_str(), |choice| choice.label.as_str());
            paper.text(theme.strong, label);
            return;
        }
        match &self.part {
            Part::Asking(asking) => asking.view(shared, paper),
            Part::When {
                field,
                is_unreadable,
                ..
            } => {
                paper.text(theme.strong, &shared.say("terugkijken-wanneer"));
                if *is_unreadable {
                    paper.text(theme.danger, &shared.say("terugkijken-dag-fout"));
                } else {
                    paper.text(theme.dim, &shared.say("hint-datum"));
                }
                field.view(paper, true);
                if let Some(day) = read_day(shared, field.text()) {
                    paper.text(theme.strong, &dates::long_day(words, day));
                }
            }
            Part::Results => {
                paper.text(theme.strong, &shared.say("terugkijken-vraag"));
                let shown: Vec<_> = results
                    .iter()
                    .map(|choice| choices::Choice {
                        label: &choice.label,
                        note: "",
                        tick: None,
                    })
                    .collect();
                let rows = paper.rows_left();
                choices::view(paper, &shared.words, &shown, Some(self.focus), rows);
            }
        }
    }
}

impl Asking {
    fn view(&self, shared: &Shared, paper: &mut Paper<'_>) {
        let theme = paper.theme;
        let Some(question) = self.walk.question() else {
            return;
        };
        paper.text(theme.strong, &question.label);
        if let Some(refusal) = &self.refusal {
            paper.text(
                theme.danger,
                &refused(shared, refusal, Some(&question.kind)),
            );
        } else {
            let hint = question.hint.as_deref().unwrap_or_default();
            let hint = format!("{hint} {}", shared.say("hint-mag-leeg"));
            paper.text(theme.dim, hint.trim());
        }
        self.field.view(paper, true);
    }
}
