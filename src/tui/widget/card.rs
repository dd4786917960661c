//! A card of the knowledge base as lines to read aloud.

use jiff::civil::Date;
use ratatui::text::{Line, Span};

use crate::{
    knowledge::Article,
    tui::{
        theme::Theme,
        widget::{dates, paper::wrap},
    },
    words::Words,
};

/// What a card is drawn with.
#[derive(Debug, Clone, Copy)]
pub struct Look<'a> {
    /// The words.
    pub words: &'a Words,
    /// The styles.
    pub theme: Theme,
    /// How wide a line may be.
    pub width: usize,
    /// The day it is read on: an amount past its end says so.
    pub today: Date,
}

/// The whole card, top to bottom.
#[must_use]
pub fn lines(article: &Article, look: Look<'_>) -> Vec<Line<'static>> {
    let mut sheet = Sheet {
        look,
        lines: Vec::new(),
    };
    sheet.head(article);
    sheet.section("kaart-wie", &article.who_for, Mark::None);
    sheet.section("kaart-voorwaarden", &article.conditions, Mark::Dash);
    sheet.section("kaart-stappen", &article.how, Mark::Number);
    sheet.section("kaart-meenemen", &article.documents, Mark::Dash);
    sheet.amounts(article);
    sheet.section("kaart-let-op", &article.deadlines, Mark::None);
    sheet.reach(article);
    sheet.foot(article);
    sheet.lines
}

#[derive(Clone, Copy)]
enum Mark {
    None,
    Dash,
    Number,
}

struct Sheet<'a> {
    look: Look<'a>,
    lines: Vec<Line<'static>>,
}

impl Sheet<'_> {
    fn head(&mut self, article: &Article) {
        let theme = self.look.theme;
        self.wrapped(theme.strong, &article.name, "");
        let domains = article.domains.join(", ");
        self.wrapped(theme.dim, &format!("{} · {domains}", article.region), "");
        self.blank();
        for phone in &article.phone {
            self.lines.push(Line::styled(phone.clone(), theme.accent));
        }
        if let Some(hours) = &article.hours {
            self.wrapped(theme.text, hours, "");
        }
        if !article.phone.is_empty() || article.hours.is_some() {
            self.blank();
        }
        for fact in &article.facts {
            self.wrapped(theme.text, fact, "");
        }
    }

    fn section(&mut self, heading: &str, texts: &[String], mark: Mark) {
        if texts.is_empty() {
            return;
        }
        self.heading(heading);
        for (position, text) in texts.iter().enumerate() {
            let before = match mark {
                Mark::None => String::new(),
                Mark::Dash => "- ".to_owned(),
                Mark::Number => format!("{}  ", position + 1),
            };
            self.wrapped(self.look.theme.text, text, &before);
        }
    }

    fn amounts(&mut self, article: &Article) {
        if article.amounts.is_empty() {
            return;
        }
        self.heading("kaart-bedragen");
        let Look {
            words,
            theme,
            today,
            ..
        } = self.look;
        for amount in &article.amounts {
            self.wrapped(theme.text, &amount.label, "");
            let is_past = amount.valid_to.is_some_and(|end| end < today);
            let (style, period) = match amount.valid_to {
                Some(end) if is_past => (
                    theme.doubt,
                    words.with("bedrag-oud", &[("jaar", &end.year().to_string())]),
                ),
                Some(_) | None => (theme.dim, dates::period(words, amount)),
            };
            self.lines.push(Line::from(vec![
                Span::styled(format!("  {}", dates::amount(amount)), theme.strong),
                Span::styled(format!("   {period}"), style),
            ]));
        }
    }

    fn reach(&mut self, article: &Article) {
        let rows = [
            ("kaart-adres", article.address.as_ref()),
            ("kaart-web", article.web.as_ref()),
            ("kaart-mail", article.email.as_ref()),
            ("kaart-kosten", article.cost.as_ref()),
        ];
        if rows.iter().all(|(_, value)| value.is_none()) {
            return;
        }
        self.blank();
        for (label, value) in rows {
            if let Some(value) = value {
                let label = format!("{:<9}", self.look.words.text(label));
                self.wrapped(self.look.theme.text, value, &label);
            }
        }
    }

    fn foot(&mut self, article: &Article) {
        let Look { words, theme, .. } = self.look;
        if !article.law.is_empty() {
            self.blank();
            let laws: Vec<_> = article
                .law
                .iter()
                .map(|law| match &law.article {
                    Some(number) => words.with(
                        "kaart-wet-artikel",
                        &[("wet", &law.name), ("artikel", number)],
                    ),
                    None => law.name.clone(),
                })
                .collect();
            self.wrapped(
                theme.dim,
                &words.with("kaart-wet", &[("wetten", &laws.join("; "))]),
                "",
            );
        }
        self.blank();
        for source in &article.sources {
            let text = match source.as_of {
                Some(seen) => words.with(
                    "kaart-bron-datum",
                    &[("bron", &source.title), ("datum", &seen.to_string())],
                ),
                None => words.with("kaart-bron", &[("bron", &source.title)]),
            };
            self.wrapped(theme.dim, &text, "");
        }
    }

    fn heading(&mut self, name: &str) {
        self.blank();
        let text = self.look.words.text(name);
        self.lines.push(Line::styled(text, self.look.theme.strong));
    }

    fn blank(&mut self) {
        self.lines.push(Line::default());
    }

    /// Writes text broken between words; what stands before the first line hangs out at the left.
    fn wrapped(&mut self, style: ratatui::style::Style, text: &str, before: &str) {
        let indent = before.chars().count();
        let mut before = before.to_owned();
        for line in wrap(text, self.look.width.saturating_sub(indent).max(8)) {
            self.lines.push(Line::from(vec![
                Span::styled(before, self.look.theme.dim),
                Span::styled(line, style),
            ]));
            before = " ".repeat(indent);
        }
    }
}
