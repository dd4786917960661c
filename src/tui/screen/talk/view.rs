//! How a question and the check page look.

use ratatui::text::{Line, Span};

use crate::{
    conversation::{LONGEST_LINE, LONGEST_NOTE, Reason},
    route::{Field as Question, FieldKind},
    tui::{
        app::Shared,
        widget::{
            choices::{self, Choice},
            paper::{Paper, column, wrap},
        },
    },
};

use super::Talk;

/// From so many letters left on, the screen counts down.
const NEARLY_FULL: usize = 30;

/// How wide the names of the questions are on the check page.
const NAME_WIDTH: usize = 22;

impl Talk {
    pub(super) fn view_question(
        &self,
        shared: &Shared,
        paper: &mut Paper<'_>,
        question: &Question,
    ) {
        let theme = paper.theme;
        let choices = self.walk.choices(question);
        paper.text(theme.strong, &question.label);
        // What is wrong stands where one reads what is asked, so that it is seen on a small screen too.
        if let Some(refusal) = self.refusal(shared) {
            paper.text(theme.danger, &refusal);
        } else {
            let hint = self.hint(shared, question);
            if !hint.is_empty() {
                paper.text(theme.dim, &hint);
            }
        }
        if paper.rows_left() > choices.len() {
            paper.skip();
        }
        match question.kind {
            FieldKind::SelectOne(_) | FieldKind::SelectMultiple(_) => {
                let is_multiple = matches!(question.kind, FieldKind::SelectMultiple(_));
                let shown: Vec<_> = choices
                    .iter()
                    .map(|choice| Choice {
                        label: &choice.label,
                        note: "",
                        tick: is_multiple.then(|| self.ticked.contains(&choice.name)),
                    })
                    .collect();
                let rows = paper.rows_left();
                choices::view(paper, &shown, self.focus, rows);
            }
            FieldKind::Note => {}
            FieldKind::Text
            | FieldKind::Integer
            | FieldKind::Decimal
            | FieldKind::Date
            | FieldKind::Time => {
                self.input.view(paper, true);
                self.view_card_name(shared, paper);
            }
        }
        if let Some(tip) = &question.guidance_hint
            && paper.rows_left() > wrap(tip, paper.width()).len() + 1
        {
            paper.skip();
            paper.text(theme.dim, tip);
        }
    }

    /// The author's hint, and what kind of answer is expected or that it may stay empty.
    fn hint(&self, shared: &Shared, question: &Question) -> String {
        let mut parts: Vec<String> = question.hint.iter().cloned().collect();
        let kind = match question.kind {
            FieldKind::SelectMultiple(_) => "hint-meer",
            FieldKind::Date => "hint-datum",
            FieldKind::Time => "hint-tijd",
            FieldKind::Text if question.appearance.as_deref() == Some("kaart") => "hint-kaart",
            FieldKind::SelectOne(_)
            | FieldKind::Text
            | FieldKind::Integer
            | FieldKind::Decimal
            | FieldKind::Note => "",
        };
        if !kind.is_empty() {
            parts.push(shared.say(kind));
        }
        if !question.required && question.kind != FieldKind::Note {
            parts.push(shared.say("hint-mag-leeg"));
        }
        let most = if question.appears_as("multiline") {
            LONGEST_NOTE
        } else {
            LONGEST_LINE
        };
        let left = most.saturating_sub(self.input.text().chars().count());
        if question.kind == FieldKind::Text && left <= NEARLY_FULL {
            parts = vec![shared.words.count("antwoord-over", left)];
        }
        parts.join(" ")
    }

    fn view_card_name(&self, shared: &Shared, paper: &mut Paper<'_>) {
        if let Some(article) = shared.library.article(self.input.text()) {
            paper.text(paper.theme.accent, &article.name);
        }
    }

    fn refusal(&self, shared: &Shared) -> Option<String> {
        let refusal = self.refusal.as_ref()?;
        let words = &shared.words;
        Some(match &refusal.reason {
            Reason::Required => shared.say("antwoord-nodig"),
            Reason::Said(sentence) => sentence.clone(),
            Reason::UnknownChoice(code) => words.with("antwoord-onbekend", &[("code", code)]),
            Reason::Malformed(text) => words.with("antwoord-onleesbaar", &[("tekst", text)]),
            Reason::TooLong(most) => {
                words.with("antwoord-te-lang", &[("meest", &most.to_string())])
            }
            Reason::Bsn => shared.say("antwoord-bsn"),
            Reason::UnknownField(name) => words.with("antwoord-veld", &[("veld", name)]),
        })
    }

    pub(super) fn view_check(&self, shared: &Shared, paper: &mut Paper<'_>) {
        let theme = paper.theme;
        let is_new = self.correcting.is_none();
        paper.text(
            theme.strong,
            &shared.say(if is_new {
                "nakijken-vraag"
            } else {
                "vandaag-een-vraag"
            }),
        );
        paper.skip();
        let lines = self.walk.summary();
        let skipped: Vec<_> = lines
            .iter()
            .filter(|line| line.answer.is_none())
            .map(|line| line.field.label.as_str())
            .collect();
        let answered: Vec<_> = lines
            .iter()
            .enumerate()
            .filter(|(_, line)| line.answer.is_some())
            .collect();
        let rows = paper.rows_left().saturating_sub(4).max(1);
        let focused = answered
            .iter()
            .position(|(position, _)| self.focus == Some(*position))
            .unwrap_or(0);
        let first = choices::first_visible(focused, answered.len(), rows);
        for (position, line) in answered.into_iter().skip(first).take(rows) {
            let has_focus = self.focus == Some(position);
            let key = choices::key_of(position).unwrap_or(' ');
            let text = shared
                .library
                .article(&line.text)
                .map_or(line.text.as_str(), |article| article.name.as_str());
            let row = Line::from(vec![
                Span::styled(format!("{key}  "), theme.on(has_focus, theme.accent)),
                column(
                    &line.field.label,
                    NAME_WIDTH,
                    theme.on(has_focus, theme.dim),
                ),
                Span::styled(format!("  {text}"), theme.on(has_focus, theme.text)),
            ]);
            paper.row(has_focus, &row);
        }
        if !skipped.is_empty() && paper.rows_left() > 2 {
            paper.skip();
            let list = skipped.join(" ");
            paper.text(
                theme.dim,
                &shared
                    .words
                    .with("nakijken-overgeslagen", &[("vragen", &list)]),
            );
        }
        if let Some(refusal) = self.refusal(shared) {
            paper.text(theme.danger, &refusal);
        }
    }
}
