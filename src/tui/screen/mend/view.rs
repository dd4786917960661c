//! How the form of a card looks: its rows, the field that is typed in, the card as volunteers will see it.

use ratatui::text::{Line, Span};

use crate::tui::{
    shared::Shared,
    widget::{
        card,
        choices::{self, Choice},
        list::{self, Item},
        paper::{Paper, column, wrap},
    },
};

use super::{
    MendPage, Part,
    form::{AmountPart, One, Slot, SourcePart},
};

/// How wide the labels are.
const LABEL: usize = 18;
/// The field with its label, hint and rule; a long text takes more rows.
const TYPED_ROWS: usize = 8;

impl MendPage {
    pub(super) fn view_part(&self, shared: &Shared, paper: &mut Paper<'_>) {
        if let Some((question, answers)) = self.question() {
            self.view_question(shared, paper, question, answers);
            return;
        }
        match (self.part, &self.card) {
            (Part::Preview(top), Some(card)) => {
                let lines = card::lines(card, shared.look(paper.width()));
                let rows = paper.rows_left();
                list::read(paper, &shared.words, &lines, top, rows);
            }
            _ => self.view_form(shared, paper),
        }
    }

    fn view_question(
        &self,
        shared: &Shared,
        paper: &mut Paper<'_>,
        question: &str,
        answers: [&str; 2],
    ) {
        paper.text(paper.theme.strong, &shared.say(question));
        paper.skip();
        let labels = answers.map(|name| shared.say(name));
        let shown = labels.each_ref().map(|label| Choice {
            label,
            note: "",
            tick: None,
        });
        let (Part::Checked(focus) | Part::Leave(focus)) = self.part else {
            return;
        };
        let rows = paper.rows_left();
        choices::view(paper, &shared.words, &shown, Some(focus), rows);
    }

    fn view_form(&self, shared: &Shared, paper: &mut Paper<'_>) {
        let theme = paper.theme;
        let Some(card) = &self.card else {
            paper.text(theme.strong, &shared.say("mend-naam-vraag"));
            if let Some(field) = &self.typing {
                field.view(paper, true);
            }
            return;
        };
        let rows = self.rows();
        let hint = rows.get(self.focus).and_then(|row| hint(row.slot));
        let below = if self.typing.is_some() {
            TYPED_ROWS + usize::from(hint.is_some())
        } else {
            0
        };
        let room = paper.rows_left().saturating_sub(below);
        let width = paper.width().saturating_sub(LABEL);
        let mut items = Vec::new();
        for (position, row) in rows.iter().enumerate() {
            let has_focus = position == self.focus;
            let label = if row.is_first {
                label(shared, row.label)
            } else {
                String::new()
            };
            let (text, style) = if row.is_new(card) {
                (shared.say("mend-erbij"), theme.dim)
            } else {
                (row.text.clone(), theme.text)
            };
            let mut texts = wrap(&text, width.max(8)).into_iter();
            let mut name = vec![Line::from(vec![
                column(&label, LABEL, theme.on(has_focus, theme.dim)),
                Span::styled(texts.next().unwrap_or_default(), theme.on(has_focus, style)),
            ])];
            let indent = " ".repeat(LABEL);
            name.extend(
                texts.map(|text| {
                    Line::styled(format!("{indent}{text}"), theme.on(has_focus, style))
                }),
            );
            items.push(Item::with_more(name, Vec::new()));
        }
        if self.can_remove() {
            let has_focus = self.focus == rows.len();
            let said = shared.say("mend-kaart-weg");
            items.push(Item {
                head: vec![Line::default()],
                ..Item::of(Line::styled(said, theme.on(has_focus, theme.danger)))
            });
        }
        list::view(paper, &shared.words, &items, Some(self.focus), room);
        if let (Some(field), Some(row)) = (&self.typing, rows.get(self.focus)) {
            paper.skip();
            paper.text(theme.strong, &label(shared, row.label));
            if let Some(hint) = hint {
                paper.text(theme.dim, &shared.say(hint));
            }
            field.view(paper, true);
        }
    }
}

/// A label as it stands at the head of a row.
pub(super) fn label(shared: &Shared, name: &str) -> String {
    let text = shared.say(name);
    let mut letters = text.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}

/// How something is written that has a form of its own.
const fn hint(slot: Slot) -> Option<&'static str> {
    Some(match slot {
        Slot::One(One::OpeningHours) => "mend-hint-tijden",
        Slot::One(One::Kind) => "mend-soort",
        Slot::Amount(_, AmountPart::Value) => "mend-getal",
        Slot::Amount(_, AmountPart::From | AmountPart::To) => "mend-datum",
        Slot::Source(_, SourcePart::AsOf) => "mend-hint-datum",
        Slot::One(_) | Slot::Item(..) | Slot::Amount(..) | Slot::Source(..) => return None,
    })
}
