//! The figures as a paper: tables, the twelve months as bars, stories, and how it was counted.

use jiff::civil::Date;
use serde::Deserialize;

use super::{Figures, percentage, said};
use crate::{
    domain::Theme,
    export::{
        long_day,
        sheet::{Piece, Sheet},
    },
    figures::{Audience, Beside, Key, Measure, Period, Sort, Value},
};

/// What someone learned from an enquiry (*leermoment*), as the coordinator wrote it down to let it go.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Story {
    /// What it was about.
    #[serde(rename = "thema")]
    pub theme: Theme,
    /// The words, without anything that points to a person.
    #[serde(rename = "tekst")]
    pub text: String,
}

/// A page has at most so many stories (issue 7, item 6).
pub const STORIES: usize = 3;

/// Makes the paper.
#[must_use]
pub fn figures_sheet(figures: &Figures<'_>) -> Sheet {
    let template = &figures.templates.year;
    let words = &figures.templates.figures;
    let tables = figures.tables();
    let mut pieces = Vec::new();
    match figures.now.audience {
        Audience::Outside => pieces.push(Piece::Strong(words.outside.clone())),
        Audience::Team | Audience::Coordinator => pieces.push(Piece::Text(words.warning.clone())),
    }
    for part in &template.parts {
        match part.as_str() {
            "cijfers" => pieces.extend(
                tables
                    .iter()
                    .flat_map(|(measure, lines)| table(figures, *measure, lines)),
            ),
            "verhalen" => pieces.extend(stories(figures)),
            _ => pieces.extend(definitions(figures, &tables)),
        }
    }
    let name = if template.name.is_empty() {
        figures.place
    } else {
        &template.name
    };
    Sheet {
        logo: template.logo.clone(),
        title: format!("{}: {}", words.title, period_said(figures.now.period)),
        subtitle: format!(
            "{name}. {}: {}",
            words.before,
            period_said(figures.before.period)
        ),
        is_large: false,
        colour: template.colour,
        pieces,
        foot: template.foot.clone(),
    }
}

/// A period as it is said: `november 2026`, `2026`, `1-11-2026 t/m 7-11-2026`.
fn period_said(period: Period) -> String {
    let day = |day: Date| day.strftime("%-d-%-m-%Y").to_string();
    let (first, last) = (period.first, period.last);
    match period.sort() {
        Sort::Day => long_day(first),
        Sort::Year => first.year().to_string(),
        Sort::Quarter => format!("kwartaal {} van {}", (first.month() + 2) / 3, first.year()),
        Sort::Months if (first.year(), first.month()) == (last.year(), last.month()) => {
            format!("{} {}", crate::export::month_name(first), first.year())
        }
        Sort::Months | Sort::Days => format!("{} t/m {}", day(first), day(last)),
    }
}

fn table(figures: &Figures<'_>, measure: Measure, lines: &Beside) -> Vec<Piece> {
    let mut pieces = vec![Piece::Heading(figures.title(measure).to_owned())];
    if measure == Measure::Year {
        pieces.push(Piece::Bars(twelve_months(figures, lines)));
        return pieces;
    }
    let (words, audience) = (&figures.templates.figures, figures.now.audience);
    let mut rows = vec![vec![String::new(), "Nu".to_owned(), words.before.clone()]];
    rows.extend(lines.iter().map(|(key, now, before)| {
        vec![
            figures.name(key),
            said(*now, audience),
            said(*before, audience),
        ]
    }));
    pieces.push(Piece::Table {
        columns: vec![(0.56, false), (0.22, true), (0.22, true)],
        rows,
    });
    pieces
}

/// A bar a month: how many enquiries, and the broad measure behind it.
fn twelve_months(figures: &Figures<'_>, lines: &Beside) -> Vec<(String, String, f32)> {
    let count_of = |value: &Value| match value {
        Value::Count(count) => Some(*count),
        Value::Share(_) | Value::Median { .. } => None,
    };
    let most = lines.iter().filter_map(|(_, now, _)| count_of(now)).max();
    let most = most.unwrap_or_default().max(1);
    // The period before has months of its own; the line is of now.
    let here = lines.iter().filter(|(key, ..)| {
        figures
            .now
            .lines(Measure::Year)
            .iter()
            .any(|line| line.key == *key)
    });
    let here: Vec<_> = here.collect();
    here.chunks(2)
        .filter_map(|month| {
            let [(key, count, _), (_, broad, _)] = month else {
                return None;
            };
            let count = count_of(count)?;
            let share = match broad {
                Value::Share(share) => percentage(*share, figures.now.audience),
                Value::Count(_) | Value::Median { .. } => String::new(),
            };
            let name = match key {
                Key::Codes(codes) => codes
                    .first()
                    .map(|(field, code)| figures.name(&Key::code(field, code.as_str()))),
                Key::Named(_) => None,
            };
            let part = as_part(count, most);
            Some((name?, format!("{count}, {share}"), part))
        })
        .collect()
}

#[expect(clippy::cast_precision_loss, reason = "the length of a bar")]
fn as_part(count: usize, most: usize) -> f32 {
    count as f32 / most as f32
}

fn stories(figures: &Figures<'_>) -> Vec<Piece> {
    let mut pieces = Vec::new();
    if !figures.stories.is_empty() {
        pieces.push(Piece::Heading("Wat wij meemaakten".to_owned()));
        for story in figures.stories.iter().take(STORIES) {
            let theme = figures.name(&Key::code(Theme::FIELD, story.theme.code()));
            pieces.push(Piece::Strong(theme));
            pieces.push(Piece::Text(story.text.clone()));
        }
    }
    pieces
}

fn definitions(figures: &Figures<'_>, tables: &[(Measure, Beside)]) -> Vec<Piece> {
    let mut pieces = vec![Piece::Heading("Hoe dit is geteld".to_owned())];
    let words = tables
        .iter()
        .filter_map(|(measure, _)| figures.templates.figures.table(*measure))
        .filter(|words| !words.definition.is_empty());
    for words in words {
        pieces.push(Piece::Text(format!(
            "{}: {}",
            words.title, words.definition
        )));
    }
    pieces
}
