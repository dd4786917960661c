//! A conversation, told: the question with its numbered answers, and the check page.

use crate::{
    route::{Field as Question, FieldKind},
    tui::{
        keys::{Action, Offer},
        message::Message,
        screen::Page,
        shared::Shared,
        told::{self, Asks, Choice, Told},
        widget::choices::key_of,
    },
};

use super::Talk;

impl Talk {
    pub(in crate::tui) fn tell(&self, shared: &Shared) -> Told {
        let mut told = match self.walk.question() {
            Some(question) => self.tell_question(shared, question),
            None => self.tell_check(shared),
        };
        told.offers = self.offers(shared);
        told.offers.retain(is_worth_saying);
        told
    }

    fn tell_question(&self, shared: &Shared, question: &Question) -> Told {
        let mut lines = vec![question.label.clone()];
        let is_refused = self.refusal(shared).is_some();
        lines.extend(self.refusal(shared).or_else(|| self.warning(shared)));
        if !is_refused {
            lines.push(self.hint_told(shared, question));
        }
        lines.extend(question.guidance_hint.clone());
        lines.extend(self.beside_told(shared));
        let mut told = Told::new(lines);
        told.enter = told::entered(shared, &self.offers(shared));
        let choices = self.walk.choices(question);
        match question.kind {
            FieldKind::SelectOne(_) => {
                let labels = choices.iter().map(|choice| choice.label.as_str());
                told.choices = numbered(labels, Action::Enter);
                let focused = self.focus.and_then(|focus| choices.get(focus));
                if let Some(focused) = focused {
                    let enter = vec![Message::Act(Action::Enter)];
                    told.enter = Some((focused.label.clone(), enter));
                }
            }
            FieldKind::SelectMultiple(_) => {
                let ticked = |name: &String| self.ticked.contains(name);
                let labels = choices.iter().map(|choice| choice.label.as_str());
                told.choices = numbered(labels, Action::Tick);
                for (choice, told) in choices.iter().zip(&mut told.choices) {
                    if ticked(&choice.name) {
                        told.label = shared
                            .words
                            .with("regel-gekozen", &[("antwoord", &told.label)]);
                    }
                }
                told.asks = Asks::Several;
            }
            FieldKind::Note => told.lines.extend(told::drawn(shared, |shared, paper| {
                Self::view_named_cards(shared, paper, question);
            })),
            FieldKind::Text
            | FieldKind::Integer
            | FieldKind::Decimal
            | FieldKind::Date
            | FieldKind::Time => {
                told.asks = Asks::Text;
                let text = self.input.text();
                if !text.is_empty() {
                    let said = shared.words.with("regel-staat-er", &[("tekst", text)]);
                    told.lines.push(said);
                    told.lines.extend(told::drawn(shared, |shared, paper| {
                        self.view_card_name(shared, paper);
                        self.view_understood(shared, paper, question);
                    }));
                }
            }
        }
        told.lines.retain(|line| !line.is_empty());
        told
    }

    /// The hint without the keys of the screen.
    fn hint_told(&self, shared: &Shared, question: &Question) -> String {
        let mut hint = self.hint(shared, question);
        for (drawn, told) in [("hint-meer", "regel-meer"), ("hint-kaart", "regel-kaart")] {
            hint = hint.replace(&shared.say(drawn), &shared.say(told));
        }
        // There every answer has a number.
        hint.replace(&shared.say("hint-lang"), "")
    }

    fn tell_check(&self, shared: &Shared) -> Told {
        let mut told = Told::new(vec![shared.say(self.check_question())]);
        told.lines.extend(self.refusal(shared));
        for (place, (name, text)) in self.check_rows(shared).into_iter().enumerate() {
            let row = format!("{name}: {text}");
            if key_of(place).is_some() {
                told.choices.push(Choice::by_key(place, row));
            } else {
                told.lines.push(row);
            }
        }
        let words = if self.correcting.is_none() {
            "toets-bewaren"
        } else {
            "toets-terug"
        };
        told.enter = Some((shared.say(words), vec![Message::Act(Action::Enter)]));
        told
    }

    /// The places that are ticked now, from 0.
    #[must_use]
    pub fn ticked_places(&self) -> Vec<usize> {
        let Some(question) = self.walk.question() else {
            return Vec::new();
        };
        let choices = self.walk.choices(question).into_iter().enumerate();
        let ticked = choices.filter(|(_, choice)| self.ticked.contains(&choice.name));
        ticked.map(|(place, _)| place).collect()
    }
}

/// Choices by their keys; past the last key by moving to them.
fn numbered<'a>(labels: impl Iterator<Item = &'a str>, then: Action) -> Vec<Choice> {
    let choice = |(place, label): (usize, &str)| match key_of(place) {
        Some(_) => Choice::by_key(place, label),
        None => Choice::by_focus(place, label, then),
    };
    labels.enumerate().map(choice).collect()
}

/// What works everywhere is told by help alone.
fn is_worth_saying(offer: &Offer) -> bool {
    offer.is_shown
        && matches!(
            offer.action,
            Action::Done | Action::Delete | Action::Right | Action::Tab
        )
}
