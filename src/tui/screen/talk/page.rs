//! A step a page (*vlot*): the questions of the present step stand around the one that is asked, with what was answered.
//!
//! The keys are those of one question a page, and every answer is saved as there; one key more passes what is left of
//! the step. A step is a group of the route; a route without groups is one step. Begin reading at [`Talk::around`].

use ratatui::text::{Line, Span};

use crate::{
    conversation::SummaryLine,
    route::{Field as Question, FieldKind},
    tui::{
        screen::{Go, Step},
        shared::Shared,
        theme::Density,
        widget::paper::{Paper, column, cut},
    },
};

use super::{
    CARD, Talk,
    view::{NAME_WIDTH, name_of},
};

/// More questions than any step has.
const MOST: usize = 60;

impl Talk {
    /// Whether the questions of a step stand together, and there is a step.
    pub(super) fn is_brisk(&self, shared: &Shared) -> bool {
        shared.density == Density::Brisk
            && self.correcting.is_none()
            && self.walk.question().is_some()
    }

    /// What the step on the screen is called, where its questions stand together. Of a row of a repeat its question stands
    /// below, and is too long for a heading.
    pub(super) fn step_name(&self, shared: &Shared) -> Option<&str> {
        let question = self.walk.question().filter(|_| self.is_brisk(shared))?;
        let step = question.group.as_deref()?;
        question.row.is_none().then_some(step)
    }

    /// Whether the key that passes the rest of a step works now. In a field for a card it looks one up.
    pub(super) fn can_pass_step(&self, shared: &Shared) -> bool {
        let question = self.walk.question();
        self.is_brisk(shared)
            && question.is_some_and(|question| {
                question.group.is_some()
                    && question.kind != FieldKind::Note
                    && !question.appears_as(CARD)
            })
    }

    /// The other questions of the step, before and after the one that is asked.
    fn around(&self, question: &Question) -> (Vec<SummaryLine<'_>>, Vec<SummaryLine<'_>>) {
        let lines = self.walk.summary();
        let place = lines
            .iter()
            .position(|line| line.field.name == question.name);
        let Some(place) = place else {
            return (Vec::new(), Vec::new());
        };
        let is_here = |line: &SummaryLine<'_>| line.field.group == question.group;
        let mut before: Vec<_> = lines
            .get(..place)
            .unwrap_or_default()
            .iter()
            .rev()
            .take_while(|line| is_here(line))
            .cloned()
            .collect();
        before.reverse();
        let after = lines
            .into_iter()
            .skip(place + 1)
            .take_while(is_here)
            .collect();
        (before, after)
    }

    /// Draws what was answered in this step; `needed` rows stay free for the question.
    pub(super) fn view_before(
        &self,
        shared: &Shared,
        paper: &mut Paper<'_>,
        question: &Question,
        needed: usize,
    ) {
        if !self.is_brisk(shared) {
            return;
        }
        let (before, _) = self.around(question);
        let room = paper.rows_left().saturating_sub(needed + 1);
        let skipped = before.len().saturating_sub(room);
        let shown = before.get(skipped..).unwrap_or_default();
        for line in shown {
            Self::view_line(shared, paper, line);
        }
        if !shown.is_empty() {
            paper.skip();
        }
    }

    /// Draws what is still to come in this step, where there is room.
    pub(super) fn view_after(&self, shared: &Shared, paper: &mut Paper<'_>, question: &Question) {
        if !self.is_brisk(shared) || paper.rows_left() < 3 {
            return;
        }
        let (_, after) = self.around(question);
        paper.skip();
        let rows = paper.rows_left();
        for line in after.iter().take(rows) {
            Self::view_line(shared, paper, line);
        }
    }

    fn view_line(shared: &Shared, paper: &mut Paper<'_>, line: &SummaryLine<'_>) {
        let theme = paper.theme;
        let text = match line.answer {
            Some(_) => Self::said_in(shared, line),
            None => "·".to_owned(),
        };
        let room = paper.width().saturating_sub(NAME_WIDTH + 2);
        paper.line(&Line::from(vec![
            column(&name_of(shared, line.field), NAME_WIDTH, theme.dim),
            Span::styled(format!("  {}", cut(&text, room)), theme.text),
        ]));
    }

    /// Takes the answer on the screen and passes what is left of the step; stops where an answer is needed.
    pub(super) fn pass_step(&mut self, shared: &mut Shared) -> Step {
        let Some(question) = self.walk.question() else {
            return Step::none();
        };
        let (group, first) = (question.group.clone(), question.name.clone());
        let mut step = self.go_on(shared);
        let before = self.walk.session().clone();
        let now = shared.stamp.now.clone();
        let mut has_moved = false;
        for _ in 0..MOST {
            let is_left = self.walk.question().is_some_and(|question| {
                question.group == group
                    && question.name != first
                    && question.kind != FieldKind::Note
            });
            if !is_left || self.walk.next(&now).is_err() {
                break;
            }
            has_moved = true;
        }
        if has_moved {
            let more = self.moved(shared, before);
            step.effects.extend(more.effects);
            if !matches!(more.go, Go::Stay) {
                step.go = more.go;
            }
        }
        step
    }
}
