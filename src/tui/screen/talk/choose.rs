//! Choosing among the answers of a question, and among the lines of the check page.

use crate::{
    conversation::SummaryLine,
    domain::Answer,
    route::FieldKind,
    tui::{keys::Action, screen::Step, shared::Shared, widget::choices},
};

use super::Talk;

impl Talk {
    pub(super) fn focused_code(&self) -> Option<String> {
        let question = self.walk.question()?;
        let choices = self.walk.choices(question);
        choices.get(self.focus?).map(|choice| choice.name.clone())
    }

    pub(super) fn toggle(&mut self, shared: &Shared, position: usize) {
        let Some(question) = self.walk.question() else {
            return;
        };
        let Some(code) = self
            .walk
            .choices(question)
            .get(position)
            .map(|choice| choice.name.clone())
        else {
            return;
        };
        let mut ticked = self.ticked.clone();
        match ticked.iter().position(|each| *each == code) {
            Some(found) => {
                ticked.remove(found);
            }
            None => ticked.push(code),
        }
        // The engine settles it at once, so that "niets" visibly clears the others and the other way round.
        let name = question.name.clone();
        let settled = self.walk.answer(Answer::Many(ticked), &shared.stamp.now);
        self.ticked = match (settled, self.walk.answer_of(name.as_str())) {
            (Ok(()), Some(Answer::Many(codes))) => codes.clone(),
            _ => Vec::new(),
        };
        self.focus = Some(position);
    }

    pub(super) fn choose(&mut self, shared: &mut Shared, key: char) -> Step {
        let Some(question) = self.walk.question() else {
            return self.choose_line(shared, key);
        };
        let choices = self.walk.choices(question);
        let count = choices.len();
        if count > choices::MOST_KEYS && !key.is_ascii_digit() {
            let labels = choices.iter().map(|choice| choice.label.as_str());
            let found = self.jump.clone().to(key, &labels);
            if let Some((jump, position)) = found {
                (self.jump, self.focus) = (jump, Some(position));
            }
            return Step::none();
        }
        let Some(position) = choices::position_of(key, count) else {
            return Step::none();
        };
        if matches!(question.kind, FieldKind::SelectMultiple(_)) {
            self.toggle(shared, position);
            return Step::none();
        }
        self.focus = Some(position);
        self.go_on(shared)
    }

    /// The lines of the check page: what was answered first, what was skipped below it.
    pub(super) fn check_lines(&self) -> Vec<SummaryLine<'_>> {
        let (answered, skipped): (Vec<_>, Vec<_>) = self
            .walk
            .summary()
            .into_iter()
            .partition(|line| line.answer.is_some());
        answered.into_iter().chain(skipped).collect()
    }

    /// On the check page a key goes to its question.
    pub(super) fn choose_line(&mut self, shared: &Shared, key: char) -> Step {
        let lines = self.check_lines();
        let found = choices::position_of(key, lines.len()).and_then(|position| lines.get(position));
        if let Some(name) = found.map(|line| line.field.name.clone()) {
            self.walk.jump(&name);
            self.arrive(shared);
        }
        Step::none()
    }

    pub(super) fn move_focus(&mut self, action: Action) {
        let count = match self.walk.question() {
            Some(question) => self.walk.choices(question).len(),
            None => self.walk.summary().len(),
        };
        if count == 0 {
            return;
        }
        let action = match action {
            Action::Tab => Action::Down,
            Action::BackTab => Action::Up,
            other => other,
        };
        self.focus = match (self.focus, action) {
            (None, Action::Down | Action::First | Action::PageDown) => Some(0),
            (None, Action::Up | Action::Last | Action::PageUp) => Some(count - 1),
            (None, _) => None,
            (Some(focus), action) => choices::moved(focus, action, count).or(Some(focus)),
        };
    }
}
