//! How a question and the check page look.

use ratatui::text::{Line, Span};

use crate::{
    conversation::{LONGEST_LINE, LONGEST_NOTE, Reason, Refusal, SummaryLine},
    domain::Answer,
    route::{Field as Question, FieldKind},
    tui::{
        shared::Shared,
        widget::{
            choices::{self, Choice},
            dates,
            list::{self, Item},
            paper::{Paper, column, wrap},
        },
    },
};

use super::{CARD, Talk};

/// From so many letters left on, the screen counts down.
const NEARLY_FULL: usize = 30;

/// How wide the names of the questions are on the check page.
pub(super) const NAME_WIDTH: usize = 16;

/// Where the answers on the check page begin: behind the key and the name.
const ROW_INDENT: usize = 3 + NAME_WIDTH + 2;

impl Talk {
    pub(super) fn view_question(
        &self,
        shared: &Shared,
        paper: &mut Paper<'_>,
        question: &Question,
    ) {
        let theme = paper.theme;
        let choices = self.walk.choices(question);
        let needed = wrap(&question.label, paper.width()).len() + choices.len().max(2) + 3;
        self.view_before(shared, paper, question, needed);
        paper.text(theme.strong, &question.label);
        self.view_below(shared, paper, question, choices.len());
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
                choices::view(paper, &shared.words, &shown, self.focus, rows);
                Self::view_standby(shared, paper, question);
            }
            FieldKind::Note => Self::view_named_cards(shared, paper, question),
            FieldKind::Text
            | FieldKind::Integer
            | FieldKind::Decimal
            | FieldKind::Date
            | FieldKind::Time => {
                self.input.view(paper, true);
                self.view_card_name(shared, paper);
                self.view_understood(shared, paper, question);
            }
        }
        self.view_after(shared, paper, question);
        self.view_beside(shared, paper);
        if let Some(tip) = &question.guidance_hint
            && paper.rows_left() > wrap(tip, paper.width()).len() + 1
        {
            paper.skip();
            paper.text(theme.dim, tip);
        }
    }

    /// The hint below a question, or in its place what is wrong: there one reads what is asked, so that it is seen on a
    /// small screen too. It takes the blank row as well where it needs that, so that the answers stay where they were.
    fn view_below(
        &self,
        shared: &Shared,
        paper: &mut Paper<'_>,
        question: &Question,
        answers: usize,
    ) {
        let theme = paper.theme;
        let rows_of = |text: &str, width| match text {
            "" => 0,
            text => wrap(text, width).len(),
        };
        let hint = self.hint(shared, question);
        let mut height = rows_of(&hint, paper.width());
        if paper.rows_left() > height + answers {
            height += 1;
        }
        let (style, said) = match (self.refusal(shared), self.warning(shared)) {
            (Some(refusal), _) => (theme.danger, refusal),
            (None, Some(warning)) => (theme.doubt, warning),
            (None, None) => (theme.dim, hint),
        };
        let taken = rows_of(&said, paper.width());
        if taken > 0 {
            paper.text(style, &said);
        }
        for _ in taken..height {
            paper.skip();
        }
    }

    /// The author's hint, and what kind of answer is expected or that it may stay empty.
    pub(super) fn hint(&self, shared: &Shared, question: &Question) -> String {
        let mut parts: Vec<String> = question.hint.iter().cloned().collect();
        let kind = match question.kind {
            FieldKind::SelectMultiple(_) => "hint-meer",
            FieldKind::Date => "hint-datum",
            FieldKind::Time => "hint-tijd",
            FieldKind::Text if question.appears_as(CARD) => "hint-kaart",
            // Answers without a key of their own.
            FieldKind::SelectOne(_) if self.walk.choices(question).len() > choices::MOST_KEYS => {
                "hint-lang"
            }
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

    pub(super) fn view_card_name(&self, shared: &Shared, paper: &mut Paper<'_>) {
        if let Some(article) = shared.library.article(self.input.text()) {
            paper.text(paper.theme.accent, &article.name);
        }
    }

    pub(super) fn refusal(&self, shared: &Shared) -> Option<String> {
        let refusal = self.refusal.as_ref()?;
        let kind = self.walk.question().map(|question| &question.kind);
        Some(refused(shared, refusal, kind))
    }

    pub(super) fn view_check(&self, shared: &Shared, paper: &mut Paper<'_>) {
        let theme = paper.theme;
        paper.text(theme.strong, &shared.say(self.check_question()));
        paper.skip();
        let lines = self.check_lines();
        let refusal = self.refusal(shared);
        let refused = refusal
            .as_ref()
            .map_or(0, |refusal| wrap(refusal, paper.width()).len());
        let rows = paper.rows_left().saturating_sub(refused).max(1);
        let width = paper.width().saturating_sub(ROW_INDENT);
        let mut items = Vec::new();
        for (position, line) in lines.iter().enumerate() {
            let has_focus = self.focus == Some(position);
            let key = choices::key_of(position).unwrap_or(' ');
            let style = if line.answer.is_some() {
                theme.text
            } else {
                theme.dim
            };
            let text = Self::said_in(shared, line);
            // What was said is never cut: it goes on below.
            let mut texts = wrap(&text, width.max(8)).into_iter();
            let row = Line::from(vec![
                Span::styled(format!("{key}  "), theme.on(has_focus, theme.accent)),
                column(
                    &name_of(shared, line.field),
                    NAME_WIDTH,
                    theme.on(has_focus, theme.dim),
                ),
                Span::styled(
                    format!("  {}", texts.next().unwrap_or_default()),
                    theme.on(has_focus, style),
                ),
            ]);
            let indent = " ".repeat(ROW_INDENT);
            let more = texts.map(|text| Line::styled(format!("{indent}{text}"), style));
            items.push(Item::with_more(vec![row], more.collect()));
        }
        list::view(paper, &shared.words, &items, self.focus, rows);
        if let Some(refusal) = refusal {
            paper.text(theme.danger, &refusal);
        }
    }

    /// The lines of the check page in words: the name of the question, and its answer.
    pub(super) fn check_rows(&self, shared: &Shared) -> Vec<(String, String)> {
        self.check_lines()
            .iter()
            .map(|line| (name_of(shared, line.field), Self::said_in(shared, line)))
            .collect()
    }

    /// What a line of the check page, or of a step, says behind the name.
    pub(super) fn said_in(shared: &Shared, line: &SummaryLine<'_>) -> String {
        if line.answer.is_none() {
            return shared.say("nakijken-overgeslagen");
        }
        let text = if let Some(Answer::Date(day)) = line.answer {
            let said = dates::long_day(&shared.words, *day);
            if day.year() == shared.stamp.now.year() {
                said
            } else {
                format!("{said} {}", day.year())
            }
        } else {
            let card = shared.library.article(&line.text);
            card.map_or_else(|| line.text.clone(), |card| card.name.clone())
        };
        match Self::days_left(shared, line.field, line.answer) {
            Some(left) => format!("{text} · {left}"),
            None => text,
        }
    }
}

/// Why an answer was refused, in words. They stand in the place of the hint: what that told of the keys, or showed as an
/// example, is what was missing, and follows.
#[must_use]
pub fn refused(shared: &Shared, refusal: &Refusal, kind: Option<&FieldKind>) -> String {
    let words = &shared.words;
    let said = match &refusal.reason {
        Reason::Required if matches!(kind, Some(FieldKind::SelectMultiple(_))) => {
            return shared.say("antwoord-aankruisen");
        }
        Reason::Required => shared.say("antwoord-nodig"),
        Reason::Malformed(text) => words.with("antwoord-onleesbaar", &[("tekst", text)]),
        Reason::Said(sentence) => return sentence.clone(),
        Reason::UnknownChoice(code) => return words.with("antwoord-onbekend", &[("code", code)]),
        Reason::TooLong(most) => {
            return words.with("antwoord-te-lang", &[("meest", &most.to_string())]);
        }
        Reason::Bsn => return shared.say("antwoord-bsn"),
        Reason::UnknownField(name) => return words.with("antwoord-veld", &[("veld", name)]),
    };
    let how = match kind {
        Some(FieldKind::SelectMultiple(_)) => "hint-meer",
        Some(FieldKind::Date) => "hint-datum",
        Some(FieldKind::Time) => "hint-tijd",
        Some(FieldKind::Integer | FieldKind::Decimal) => "hint-getal",
        Some(FieldKind::SelectOne(_) | FieldKind::Text | FieldKind::Note) | None => return said,
    };
    format!("{said} {}", shared.say(how))
}

/// The short name of a question, for a list, in a repeat with the number of its row; the question itself where the words
/// have none.
pub(super) fn name_of(shared: &Shared, field: &Question) -> String {
    let name = field.name.as_str();
    let base = name.split_once('[').map_or(name, |(base, _)| base);
    if !shared.words.has(&format!("veld-{base}")) {
        return field.label.clone();
    }
    let label = shared.words.label("veld", base);
    match field.row {
        Some(row) if row.number > 1 => format!("{label} {}", row.number),
        Some(_) | None => label,
    }
}
