//! The log of a day as a paper.

use super::{
    DayLog, Labels, Row, label, long_day,
    sheet::{Piece, Sheet},
    template::Template,
};
use crate::{
    domain::{Outcome, Rung, SolvedBy, Theme},
    figures::Totals,
};

/// Makes the paper; its parts stand in the order of the template.
#[must_use]
pub fn day_sheet(log: &DayLog, labels: &Labels, template: &Template) -> Sheet {
    let place = label(labels, "plaats", log.place.as_str());
    let name = if template.name.is_empty() {
        place
    } else {
        &template.name
    };
    let mut pieces = Vec::new();
    for part in &template.parts {
        match part.as_str() {
            "totalen" => pieces.extend(totals(log)),
            "thema" => pieces.extend(themes(log, labels)),
            _ => pieces.extend(rows(log, labels)),
        }
    }
    Sheet {
        logo: template.logo.clone(),
        title: format!("{} van {}", template.title, long_day(log.day)),
        subtitle: format!("{name}, register {}", log.short_store()),
        is_large: false,
        colour: template.colour,
        pieces,
        foot: template.foot.clone(),
    }
}

fn totals(log: &DayLog) -> Vec<Piece> {
    let Totals {
        all,
        counted,
        by_volunteers,
        by_volunteers_alone,
        ..
    } = log.totals;
    let mut lines = vec![Piece::Strong(format!("Hulpvragen: {all}"))];
    if let (Some(broad), Some(strict)) = (log.totals.percentage(), log.totals.percentage_alone()) {
        lines.push(Piece::Text(format!(
            "Opgelost door vrijwilligers: {by_volunteers} van {counted} ({broad} %)"
        )));
        lines.push(Piece::Text(format!(
            "Waarvan zonder overleg: {by_volunteers_alone} van {counted} ({strict} %)"
        )));
    }
    if log.totals.excluded() > 0 {
        lines.push(Piece::Text(format!(
            "Tellen niet mee in het aandeel: {}",
            log.totals.excluded()
        )));
    }
    if let Some(change) = log.edition.change {
        let number = log.edition.number;
        lines.push(Piece::Text(format!("Versie {number}: {}.", change.said())));
    }
    if let Some(seal) = &log.seal {
        let key = seal.key.fingerprint();
        lines.push(Piece::Text(format!("Sleutel van deze balie: {key}")));
    }
    lines
}

fn themes(log: &DayLog, labels: &Labels) -> Vec<Piece> {
    let Some((_, most)) = log.totals.by_theme.first() else {
        return vec![Piece::Text(
            "Op deze dag is geen hulpvraag bewaard.".to_owned(),
        )];
    };
    let bars = log.totals.by_theme.iter().map(|(theme, count)| {
        let name = label(labels, Theme::FIELD, theme.code()).to_owned();
        (name, count.to_string(), part_of(*count, *most))
    });
    vec![
        Piece::Heading("Per thema".to_owned()),
        Piece::Bars(bars.collect()),
    ]
}

#[expect(clippy::cast_precision_loss, reason = "the length of a bar")]
fn part_of(count: usize, most: usize) -> f32 {
    count as f32 / most.max(1) as f32
}

fn rows(log: &DayLog, labels: &Labels) -> Vec<Piece> {
    if log.rows.is_empty() {
        return Vec::new();
    }
    let head = ["Nr", "Uur", "Waarover", "Uitkomst", "Wie hielp, trede"];
    let mut table = vec![head.map(str::to_owned).to_vec()];
    table.extend(log.rows.iter().map(|row| row_of(row, labels)));
    vec![
        Piece::Heading("Alle hulpvragen".to_owned()),
        Piece::Table {
            columns: vec![
                (0.07, true),
                (0.07, true),
                (0.36, false),
                (0.25, false),
                (0.25, false),
            ],
            rows: table,
        },
    ]
}

fn row_of(row: &Row, labels: &Labels) -> Vec<String> {
    let theme = label(labels, Theme::FIELD, row.theme.code());
    let about = if row.subtheme.is_empty() {
        theme.to_owned()
    } else {
        format!("{theme}: {}", label(labels, "subthema", &row.subtheme))
    };
    let helped = label(labels, SolvedBy::FIELD, row.solved_by.code());
    let helped = if row.rung.is_empty() {
        helped.to_owned()
    } else {
        format!("{helped}, {}", label(labels, Rung::FIELD, &row.rung))
    };
    vec![
        row.number.to_string(),
        row.hour.to_string(),
        about,
        label(labels, Outcome::FIELD, row.outcome.code()).to_owned(),
        helped,
    ]
}
