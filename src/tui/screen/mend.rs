//! A card mended on the screen: a row for each field, the card as volunteers will see it, and one question before it is
//! kept: was the whole card looked through?
//!
//! Nothing is written before that question is answered; Esc with changes asks first. What stood before stays among the
//! earlier versions. A form with changes is kept over a lock: see [`MendPage::set_aside`].

mod form;
mod interview;
mod keeping;
mod typed;
mod view;

use crate::{
    domain::{Left, Trail, TrailId},
    knowledge::{self, Article},
    tui::{
        keys::{Action, Offer},
        message::{Report, Trouble, cards::CardReport},
        screen::{Page, Step},
        shared::Shared,
        widget::{
            choices::{self, Jump},
            field::Field,
            paper::Paper,
        },
    },
};

use form::{Row, Slot};

/// The state of the form.
#[derive(Debug)]
pub struct MendPage {
    /// The card as it is on disk; none for a new one.
    before: Option<Article>,
    /// The card as it is typed; none while a new one has no name yet.
    card: Option<Article>,
    /// The card before each step on this form, newest last.
    steps: Vec<Article>,
    focus: usize,
    /// The field that is typed in.
    typing: Option<Field>,
    /// What is typed cannot stand there, and it was said why.
    is_refused: bool,
    part: Part,
    /// Letters that jump to a row.
    jump: Jump,
    /// The whole card was looked through: what was reported about it is dealt with once it is kept.
    is_checked: bool,
    /// The interview this card is made of: dealt with once the card is kept.
    interview: Option<Trail>,
    /// Which interview that was, while the desk is locked.
    interview_aside: Option<TrailId>,
}

/// What is on the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    /// The rows.
    Form,
    /// The card as volunteers will see it, from this line on.
    Preview(usize),
    /// Was the whole card looked through?
    Checked(usize),
    /// Keep the changes?
    Leave(usize),
}

impl MendPage {
    /// The form of a card.
    #[must_use]
    pub fn of(card: &Article) -> Self {
        Self {
            before: Some(card.clone()),
            card: Some(card.clone()),
            ..Self::of_new_card()
        }
        .without_typing()
    }

    fn without_typing(self) -> Self {
        Self {
            typing: None,
            ..self
        }
    }

    /// The form of a card drafted from an interview; where the organisation has a card, that card with what was told
    /// added. None when it has no name.
    #[must_use]
    pub fn of_interview(shared: &Shared, trail: &Trail) -> Option<Self> {
        let Left::Interview(told) = &trail.left else {
            return None;
        };
        let draft = interview::draft(&shared.library, told, trail.day)?;
        let mut page = match shared.library.article(draft.id.as_str()) {
            Some(card) => Self {
                card: Some(interview::added(card, draft)),
                ..Self::of(card)
            },
            None => Self {
                before: None,
                ..Self::of(&draft)
            },
        };
        page.interview = Some(trail.clone());
        Some(page)
    }

    /// The form of a card that is not there yet: its name is asked first.
    #[must_use]
    pub fn of_new_card() -> Self {
        Self {
            before: None,
            card: None,
            steps: Vec::new(),
            focus: 0,
            typing: Some(Field::default()),
            is_refused: false,
            part: Part::Form,
            jump: Jump::default(),
            is_checked: false,
            interview: None,
            interview_aside: None,
        }
    }

    fn is_changed(&self) -> bool {
        self.card != self.before
    }

    /// Whether something was typed here that is on no disk yet.
    #[must_use]
    pub fn is_unkept(&self) -> bool {
        self.is_changed() || self.typing.as_ref().is_some_and(|field| !field.is_empty())
    }

    /// The form without what only an open desk may know; none when nothing was typed. A card is public, an interview is not.
    #[must_use]
    pub fn set_aside(mut self) -> Option<Self> {
        self.interview_aside = self.interview.take().map(|trail| trail.id);
        self.is_unkept().then_some(self)
    }

    /// Takes up again what was set aside.
    pub fn take_up(&mut self, shared: &mut Shared) {
        let id = self.interview_aside.take();
        let trails = shared.open().map(|open| open.trails.as_slice());
        let trails = trails.unwrap_or_default().iter();
        self.interview = id.and_then(|id| trails.clone().find(|trail| trail.id == id).cloned());
        shared.notice = Some(Trouble::new("mend-weer-verder"));
    }

    /// Whether the card can be taken away: it is there already.
    const fn can_remove(&self) -> bool {
        self.before.is_some()
    }

    fn rows(&self) -> Vec<Row> {
        self.card.as_ref().map_or_else(Vec::new, form::rows)
    }

    fn begin_typing(&mut self) {
        if let Some(row) = self.rows().get(self.focus) {
            self.typing = Some(Field::holding(&row.text));
        }
    }

    /// Takes over what was typed.
    fn end_typing(&mut self, shared: &mut Shared) {
        let Some(field) = &self.typing else { return };
        let text = field.text().to_owned();
        let today = shared.stamp.now.date();
        let Some(card) = &mut self.card else {
            let blank = form::blank(&text, today);
            let is_taken = |card: &Article| shared.library.article(card.id.as_str()).is_some();
            match blank {
                None => shared.notice = Some(Trouble::new("mend-naam-nodig")),
                Some(card) if is_taken(&card) => {
                    shared.notice = Some(Trouble::new("mend-bestaat-al"));
                }
                Some(card) => (self.card, self.typing) = (Some(card), None),
            }
            return;
        };
        let Some(row) = form::rows(card).into_iter().nth(self.focus) else {
            return;
        };
        if text == row.text {
            self.typing = None;
            return;
        }
        let before = card.clone();
        match form::set(card, row.slot, &text, today) {
            Ok(()) => {
                self.typing = None;
                let was_new = row.is_new(&before);
                if *card != before {
                    self.steps.push(before);
                    // A new item of a list is often followed by another one; a new amount or source by its parts.
                    self.focus += usize::from(was_new);
                }
            }
            Err(name) => shared.notice = Some(Trouble::new(name)),
        }
    }

    fn take_away(&mut self, shared: &mut Shared) {
        let today = shared.stamp.now.date();
        let row = self.rows().into_iter().nth(self.focus);
        if let (Some(row), Some(card)) = (row, &mut self.card) {
            let before = card.clone();
            match form::set(card, whole(row.slot), "", today) {
                Ok(()) if *card != before => self.steps.push(before),
                Ok(()) => {}
                Err(name) => shared.notice = Some(Trouble::new(name)),
            }
        }
    }

    /// Before it is kept the card must be one that can be read.
    fn ask_checked(&mut self, shared: &mut Shared) {
        let Some(card) = &self.card else { return };
        if !self.is_changed() {
            shared.notice = Some(Trouble::new("mend-niets-veranderd"));
            return;
        }
        let text = knowledge::write_article(card);
        match knowledge::parse_article(&format!("{}.md", card.id), &text) {
            Ok(_) => self.part = Part::Checked(0),
            Err(problems) => {
                let mut fields = problems.iter().map(|problem| problem.field.as_str());
                let first = fields.clone().next().unwrap_or_default();
                // What the card is comes before where it comes from.
                let field = fields.find(|field| *field == "Wat is het").unwrap_or(first);
                shared.notice = Some(match field {
                    "Wat is het" => Trouble::new("mend-wat-nodig"),
                    "sources" => Trouble::new("mend-bron-nodig"),
                    field => Trouble::new("mend-klopt-niet").with("veld", field),
                });
            }
        }
    }

    fn choose(&mut self, shared: &mut Shared, at: usize) -> Step {
        match (self.part, at) {
            (Part::Checked(_), 0 | 1) => {
                self.is_checked = at == 0;
                return self.keep(shared);
            }
            (Part::Leave(_), 0) => {
                self.part = Part::Form;
                self.ask_checked(shared);
            }
            (Part::Leave(_), 1) => return Step::back(),
            _ => self.part = Part::Form,
        }
        Step::none()
    }

    fn act_on_form(&mut self, shared: &mut Shared, action: Action) -> Step {
        if let Some(field) = &mut self.typing {
            let was_refused = std::mem::take(&mut self.is_refused);
            match action {
                Action::Enter | Action::Tab => self.end_typing(shared),
                Action::Escape if self.card.is_none() => return Step::back(),
                // Esc never loses: what can stand there is taken over, and Ctrl+Z takes it back. What cannot stays in sight
                // with the reason; the next Esc lets it go.
                Action::Escape if was_refused => self.typing = None,
                Action::Escape => {
                    self.end_typing(shared);
                    self.is_refused = self.typing.is_some();
                    return Step::none();
                }
                _ => {
                    field.edit(action);
                }
            }
            return Step::none();
        }
        match action {
            // Not asked twice: the card stands among those that were taken away, and comes back from there.
            Action::Enter if self.is_at_removal() => return self.remove(),
            Action::Enter => self.begin_typing(),
            Action::Tab => self.part = Part::Preview(0),
            Action::Delete => self.take_away(shared),
            Action::Done => self.ask_checked(shared),
            Action::Undo => self.card = self.steps.pop().or(self.card.take()),
            Action::Choose(letter) => self.jump_to(shared, letter),
            Action::Escape if self.is_changed() => self.part = Part::Leave(0),
            Action::Escape => return Step::back(),
            _ => {
                self.jump = Jump::default();
                let count = self.rows().len() + usize::from(self.can_remove());
                self.focus = choices::moved(self.focus, action, count).unwrap_or(self.focus);
            }
        }
        Step::none()
    }

    /// Whether the row below the fields has the focus.
    fn is_at_removal(&self) -> bool {
        self.can_remove() && self.focus == self.rows().len()
    }

    /// Letters go to the field whose label begins with them.
    fn jump_to(&mut self, shared: &Shared, letter: char) {
        let rows = self.rows();
        let labels: Vec<String> = rows
            .iter()
            .map(|row| {
                let label = shared.say(row.label);
                let first = label.split(' ').next().filter(|_| row.is_first);
                first.unwrap_or_default().to_owned()
            })
            .collect();
        let found = self
            .jump
            .clone()
            .to(letter, &labels.iter().map(String::as_str));
        if let Some((jump, position)) = found {
            (self.jump, self.focus) = (jump, position);
        }
    }

    fn act_on_question(&mut self, shared: &mut Shared, focus: usize, action: Action) -> Step {
        let count = self.question().map_or(0, |(_, choices)| choices.len());
        match action {
            Action::Escape => self.part = Part::Form,
            Action::Enter => return self.choose(shared, focus),
            Action::Choose(key) => {
                if let Some(at) = choices::position_of(key, count) {
                    return self.choose(shared, at);
                }
            }
            _ => {
                let focus = choices::moved(focus, action, count).unwrap_or(focus);
                self.part = match self.part {
                    Part::Checked(_) => Part::Checked(focus),
                    Part::Leave(_) => Part::Leave(focus),
                    part @ (Part::Form | Part::Preview(_)) => part,
                };
            }
        }
        Step::none()
    }

    /// The question on the screen and its answers.
    const fn question(&self) -> Option<(&'static str, [&'static str; 2])> {
        match self.part {
            Part::Checked(_) => Some((
                "mend-nagekeken-vraag",
                ["mend-nagekeken-ja", "mend-nagekeken-nee"],
            )),
            Part::Leave(_) => Some(("mend-weg-vraag", ["mend-weg-bewaren", "mend-weg-niet"])),
            Part::Form | Part::Preview(_) => None,
        }
    }
}

/// The whole that a part belongs to: taking away its name takes it away.
const fn whole(slot: Slot) -> Slot {
    match slot {
        Slot::Amount(at, _) => Slot::Amount(at, form::AmountPart::Label),
        Slot::Source(at, _) => Slot::Source(at, form::SourcePart::Title),
        Slot::One(_) | Slot::Item(..) => slot,
    }
}

impl Page for MendPage {
    fn title(&self, shared: &Shared) -> String {
        let name = self.card.as_ref().map_or("", |card| card.name.as_str());
        shared.words.with("mend-kop", &[("kaart", name)])
    }

    fn is_typing(&self) -> bool {
        self.typing.is_some() && self.part == Part::Form
    }

    fn offers(&self, _shared: &Shared) -> Vec<Offer> {
        let back = Offer::new(Action::Escape, "toets-terug");
        match self.part {
            Part::Form if self.typing.is_some() => {
                vec![Offer::new(Action::Enter, "toets-klaar"), back]
            }
            Part::Form => {
                let enter = if self.is_at_removal() {
                    "toets-kaart-weg"
                } else {
                    "toets-wijzigen"
                };
                let mut offers = vec![
                    Offer::new(Action::Enter, enter),
                    Offer::new(Action::Done, "toets-bewaren"),
                    Offer::new(Action::Tab, "toets-bekijken"),
                    Offer::new(Action::Delete, "toets-weghalen"),
                ];
                if !self.steps.is_empty() {
                    offers.push(Offer::new(Action::Undo, "toets-ongedaan"));
                }
                offers.push(back);
                offers
            }
            Part::Preview(_) => vec![
                Offer::new(Action::Tab, "toets-formulier"),
                Offer::new(Action::Done, "toets-bewaren"),
                Offer::new(Action::Down, "toets-lezen"),
                back,
            ],
            Part::Checked(_) | Part::Leave(_) => {
                vec![Offer::new(Action::Enter, "toets-kiezen"), back]
            }
        }
    }

    fn act(&mut self, shared: &mut Shared, action: Action) -> Step {
        match (self.part, action) {
            (Part::Form, _) => self.act_on_form(shared, action),
            (Part::Preview(_), Action::Escape | Action::Tab | Action::Enter) => {
                self.part = Part::Form;
                Step::none()
            }
            (Part::Preview(_), Action::Done) => {
                self.ask_checked(shared);
                Step::none()
            }
            (Part::Preview(top), Action::Down) => {
                self.part = Part::Preview(top + 1);
                Step::none()
            }
            (Part::Preview(top), Action::Up) => {
                self.part = Part::Preview(top.saturating_sub(1));
                Step::none()
            }
            (Part::Preview(top), Action::PageDown | Action::Tick) => {
                self.part = Part::Preview(top + 10);
                Step::none()
            }
            (Part::Preview(top), Action::PageUp) => {
                self.part = Part::Preview(top.saturating_sub(10));
                Step::none()
            }
            (Part::Preview(_), Action::First) => {
                self.part = Part::Preview(0);
                Step::none()
            }
            (Part::Preview(_), _) => Step::none(),
            (Part::Checked(focus) | Part::Leave(focus), _) => {
                self.act_on_question(shared, focus, action)
            }
        }
    }

    fn typed(&mut self, _shared: &mut Shared, letter: char) -> Step {
        if let Some(field) = &mut self.typing {
            field.type_letter(letter);
        }
        Step::none()
    }

    fn pasted(&mut self, _shared: &mut Shared, text: &str) -> Step {
        if let Some(field) = &mut self.typing {
            field.paste(text);
        }
        Step::none()
    }

    fn reported(&mut self, shared: &mut Shared, report: &Report) -> Step {
        match report {
            Report::Cards(CardReport::Kept(_, Ok(()))) => {
                let notices = self.settled_notices(shared);
                shared.notice = Some(Trouble::new(if notices.is_empty() {
                    "mend-bewaard"
                } else {
                    "mend-bewaard-gemeld"
                }));
                let settled = self.interview.take().map(|trail| {
                    let today = shared.stamp.now.date();
                    interview::settled(trail, today, self.card.as_ref())
                });
                let settled = settled.map(|trail| shared.keep_trail(trail));
                let effects = notices.into_iter().chain(settled);
                effects.fold(Step::back(), Step::and)
            }
            _ => Step::none(),
        }
    }

    fn view(&self, shared: &Shared, paper: &mut Paper<'_>) {
        self.view_part(shared, paper);
    }
}
