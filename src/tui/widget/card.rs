//! A card of the knowledge base as lines to read aloud.

use jiff::civil::DateTime;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use crate::{
    knowledge::{
        AmountDoubt, Article, CallFirst, Local, Notice, Opening, amount_doubts, hours_doubt,
        opening, phone_doubt, standing,
    },
    tui::{
        theme::Theme,
        widget::{dates, paper::wrap},
    },
    words::Words,
};

/// What stands between two parts of one line.
const GAP: &str = "   ";

/// What a card is drawn with.
#[derive(Debug, Clone, Copy)]
pub struct Look<'a> {
    /// The words.
    pub words: &'a Words,
    /// The styles.
    pub theme: Theme,
    /// How wide a line may be.
    pub width: usize,
    /// The local data: closures, places, sites of authorities.
    pub local: &'a Local,
    /// What volunteers said is wrong with cards.
    pub notices: &'a [Notice],
    /// The moment it is read, in the time zone of the desk: what is past or closed says so.
    pub now: DateTime,
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

/// Where a card belongs, under its name: `Alkmaar · geld, wonen`.
#[must_use]
pub fn subtitle(words: &Words, article: &Article) -> String {
    let region = words.label("gebied", &article.region);
    if article.domains.is_empty() {
        return region;
    }
    let domains: Vec<_> = article
        .domains
        .iter()
        .map(|domain| words.label("domein", domain))
        .collect();
    format!("{region} · {}", domains.join(", "))
}

/// What the hours of a card say of this moment; none when they cannot be computed.
#[must_use]
pub fn open_now(look: Look<'_>, article: &Article) -> Option<Line<'static>> {
    let sheet = Sheet {
        look,
        lines: Vec::new(),
    };
    sheet.open_now(article)
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
        self.wrapped(theme.dim, &subtitle(self.look.words, article), "");
        self.notices(article);
        self.blank();
        let doubt = phone_doubt(article, self.look.now.date());
        for phone in &article.phone {
            let mut parts = vec![(phone.clone(), theme.accent)];
            parts.extend(doubt.map(|doubt| (self.call_first(doubt), theme.doubt)));
            self.beside("", parts);
        }
        self.hours(article);
        if !article.phone.is_empty() || article.hours.is_some() {
            self.blank();
        }
        for fact in &article.facts {
            self.wrapped(theme.text, fact, "");
        }
    }

    /// What volunteers said is wrong, until the coordinator has dealt with it.
    fn notices(&mut self, article: &Article) {
        let Look {
            words,
            theme,
            notices,
            ..
        } = self.look;
        for notice in standing(notices, &article.id) {
            let day = format!("{}-{}", notice.on.day(), notice.on.month());
            let what = match &notice.text {
                Some(text) => format!("\"{text}\""),
                None => words.label("melding", notice.what.code()),
            };
            let text = words.with("kaart-gemeld", &[("dag", &day), ("wat", &what)]);
            self.wrapped(theme.doubt, &text, "");
        }
    }

    /// The hours in words, and what they say of this moment. Hours that cannot be computed are never "open now".
    fn hours(&mut self, article: &Article) {
        let Look { theme, .. } = self.look;
        if let Some(said) = self.open_now(article) {
            for span in said.spans {
                self.wrapped(said.style.patch(span.style), &span.content, "");
            }
        }
        if let Some(hours) = &article.hours {
            self.wrapped(theme.text, hours, "");
        }
        if let Some(doubt) = hours_doubt(article, self.look.now.date()) {
            let text = self.call_first(doubt);
            self.wrapped(theme.doubt, &text, "");
        }
    }

    fn open_now(&self, article: &Article) -> Option<Line<'static>> {
        let Look {
            words,
            theme,
            local,
            now,
            ..
        } = self.look;
        let time = |moment: DateTime| format!("{:02}:{:02}", moment.hour(), moment.minute());
        let opens = |moment: Option<DateTime>| {
            moment.map_or_else(
                || words.text("kaart-dicht"),
                |moment| {
                    let day = dates::short_day(words, moment.date());
                    words.with("kaart-gaat-open", &[("dag", &day), ("tijd", &time(moment))])
                },
            )
        };
        let place = local
            .places
            .iter()
            .map(|place| &place.id)
            .find(|id| id.as_str() == article.id.as_str());
        Some(
            match opening(
                article.opening_hours.as_deref()?,
                place,
                &local.closures,
                now,
            )? {
                Opening::Open { until: Some(until) } => Line::styled(
                    words.with("kaart-open-tot", &[("tijd", &time(until))]),
                    theme.good,
                ),
                Opening::Open { until: None } => Line::styled(words.text("kaart-open"), theme.good),
                Opening::Closed { opens: moment } => Line::styled(opens(moment), theme.dim),
                Opening::ClosedFor {
                    reason,
                    opens: moment,
                } => {
                    let closed = words.with("kaart-gesloten-om", &[("reden", &reason)]);
                    Line::styled(format!("{closed}, {}", opens(moment)), theme.doubt)
                }
                Opening::Holiday { name } => {
                    Line::styled(words.with("kaart-feestdag", &[("naam", name)]), theme.doubt)
                }
            },
        )
    }

    fn call_first(&self, doubt: CallFirst) -> String {
        match doubt.as_of {
            Some(seen) => self.look.words.with(
                "kaart-bel-na",
                &[("datum", &dates::as_known(self.look.words, seen))],
            ),
            None => self.look.words.text("kaart-bel-na-onbekend"),
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
            local,
            now,
            ..
        } = self.look;
        for amount in &article.amounts {
            self.wrapped(theme.text, &amount.label, "");
            let mut parts = vec![(dates::amount(amount), theme.strong)];
            let doubts = amount_doubts(amount, article, &local.authorities, now.date());
            if !doubts.iter().any(|doubt| {
                matches!(
                    doubt,
                    AmountDoubt::Ended { .. } | AmountDoubt::NotYet { .. }
                )
            }) {
                parts.push((dates::period(words, amount), theme.dim));
            }
            for doubt in doubts {
                let text = match doubt {
                    AmountDoubt::Ended { last_day } => {
                        words.with("bedrag-oud", &[("jaar", &last_day.year().to_string())])
                    }
                    AmountDoubt::NotYet { first_day } => words.with(
                        "bedrag-nog-niet",
                        &[("van", &dates::full_date(words, first_day))],
                    ),
                    AmountDoubt::Via { site } => words.with("bedrag-via", &[("site", &site)]),
                };
                parts.push((text, theme.doubt));
            }
            self.beside("  ", parts);
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
        if let Some(day) = article.checked {
            let text = words.with(
                "kaart-nagekeken",
                &[("datum", &dates::full_date(words, day))],
            );
            self.wrapped(theme.dim, &text, "");
        }
        for source in &article.sources {
            let text = match source.as_of {
                Some(seen) => words.with(
                    "kaart-bron-datum",
                    &[
                        ("bron", &source.title),
                        ("datum", &dates::as_known(words, seen)),
                    ],
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

    /// Writes parts beside each other; one that does not fit any more goes on below, broken between words. Nothing is cut.
    fn beside(&mut self, before: &str, parts: Vec<(String, ratatui::style::Style)>) {
        let width = self.look.width;
        let mut line = Line::raw(before.to_owned());
        let mut is_first = true;
        for (text, style) in parts.into_iter().filter(|(text, _)| !text.is_empty()) {
            let gap = if is_first { "" } else { GAP };
            if is_first || line.width() + gap.len() + text.width() <= width {
                line.push_span(Span::raw(gap));
                line.push_span(Span::styled(text, style));
            } else {
                self.lines.push(std::mem::take(&mut line));
                let indent = format!("{before}{GAP}");
                let mut texts = wrap(&text, width.saturating_sub(indent.len()).max(8));
                let last = texts.pop().unwrap_or_default();
                for text in texts {
                    let text = Span::styled(text, style);
                    self.lines
                        .push(Line::from(vec![Span::raw(indent.clone()), text]));
                }
                line = Line::from(vec![Span::raw(indent), Span::styled(last, style)]);
            }
            is_first = false;
        }
        self.lines.push(line);
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
