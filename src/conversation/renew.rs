//! The route as it is walked now: each repeat written out for its rows, names in sentences filled in, whether an answer
//! is required now, and the answers that are worked out.
//!
//! Done after each change of an answer. A route without such things is left alone. Begin at [`Conversation::renew`].

use std::sync::Arc;

use super::{
    Conversation,
    standing::{Known, Standing},
};
use crate::{
    domain::{Answer, FieldName},
    privacy,
    route::{Field, Repeat, Sentence, Wording, YES, name_in_row},
};

impl Conversation {
    /// Brings what is known and the route up to the present answers.
    pub(super) fn renew(&mut self) {
        // A count may depend on a repeat before it: once more for each.
        let mut rounds = self.authored.repeats.len();
        loop {
            self.known = Known::of(&self.route, &self.session, &self.now);
            if self.authored.repeats.is_empty() {
                break;
            }
            let counts = self.counts();
            if counts == self.rows || rounds == 0 {
                break;
            }
            rounds -= 1;
            self.route = Arc::new(self.authored.with_rows(&counts));
            self.rows = counts;
        }
        self.put_worked_out();
        self.reword();
    }

    /// How many rows each repeat has now.
    fn counts(&self) -> Vec<usize> {
        let standing = self.standing();
        let rows = |repeat: &Repeat| {
            if let Some(count) = &repeat.count {
                return standing.rows(count).min(repeat.most);
            }
            let goes_on = |number: &usize| {
                let closing = self
                    .session
                    .answers
                    .get(&name_in_row(&repeat.name, *number));
                matches!(closing, Some(Answer::One(code)) if code == YES)
            };
            1 + (1..repeat.most).take_while(goes_on).count()
        };
        self.authored.repeats.iter().map(rows).collect()
    }

    /// Puts the answers that are worked out among the others.
    fn put_worked_out(&mut self) {
        let standing = self.standing();
        let worked_out: Vec<(FieldName, Option<Answer>)> = standing
            .applying()
            .filter_map(|place| Some((place, self.route.fields.get(place)?)))
            .filter(|(_, field)| field.calculation.is_some())
            .map(|(place, field)| {
                let mut answer = standing.worked_out(place);
                if let Some(Answer::Text(text)) = &mut answer {
                    *text = privacy::without_bsn(text);
                }
                (field.name.clone(), answer)
            })
            .collect();
        for (name, answer) in worked_out {
            match answer {
                Some(answer) => self.session.answers.insert(name, answer),
                None => self.session.answers.remove(&name),
            };
        }
    }

    /// Fills the names in sentences and settles what is required now.
    fn reword(&mut self) {
        let standing = self.standing();
        let changed: Vec<(usize, Field)> = self
            .route
            .fields
            .iter()
            .enumerate()
            .filter(|(place, field)| {
                (field.wording.is_some() || field.required_if.is_some()) && standing.applies(*place)
            })
            .filter_map(|(place, field)| Some((place, reworded(field, &standing)?)))
            .collect();
        if changed.is_empty() {
            return;
        }
        let route = Arc::make_mut(&mut self.route);
        for (place, field) in changed {
            if let Some(old) = route.fields.get_mut(place) {
                *old = field;
            }
        }
    }
}

/// The field as it is asked now; none when nothing of it changed.
fn reworded(field: &Field, standing: &Standing<'_>) -> Option<Field> {
    let say = |name: &str| standing.in_words(name, field.row);
    let blank = Arc::new(Wording::default());
    let wording = field.wording.as_ref().unwrap_or(&blank);
    let fill = |sentence: &Option<Sentence>, old: &Option<String>| match sentence {
        Some(sentence) => Some(sentence.fill(&say)),
        None => old.clone(),
    };
    let new = Field {
        label: wording
            .label
            .as_ref()
            .map_or_else(|| field.label.clone(), |label| label.fill(&say)),
        hint: fill(&wording.hint, &field.hint),
        guidance_hint: fill(&wording.guidance_hint, &field.guidance_hint),
        required_message: fill(&wording.required_message, &field.required_message),
        constraint_message: fill(&wording.constraint_message, &field.constraint_message),
        required: field
            .required_if
            .as_ref()
            .map_or(field.required, |condition| {
                standing.holds(condition, field.row)
            }),
        ..field.clone()
    };
    let is_same = new.label == field.label
        && new.hint == field.hint
        && new.guidance_hint == field.guidance_hint
        && new.required_message == field.required_message
        && new.constraint_message == field.constraint_message
        && new.required == field.required;
    (!is_same).then_some(new)
}
