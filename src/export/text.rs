//! The day's log as a page to read or print: totals first, then every enquiry, no line wider than 80 columns on the
//! labels we ship. The page is Dutch; what a code is called comes in as [`Labels`].

use std::io::{self, Write};

use unicode_width::UnicodeWidthStr;

use super::{DayLog, Labels, Row, label, long_day};
use crate::{
    domain::{Outcome, Rung, SolvedBy, Tempo, Theme},
    figures::Totals,
};

/// Writes the page.
pub(super) fn write(log: &DayLog, labels: &Labels, out: &mut dyn Write) -> io::Result<()> {
    let page = Page { log, labels };
    page.write_head(out)?;
    page.write_totals(out)?;
    page.write_themes(out)?;
    page.write_rows(out)
}

struct Page<'a> {
    log: &'a DayLog,
    labels: &'a Labels,
}

impl Page<'_> {
    fn write_head(&self, out: &mut dyn Write) -> io::Result<()> {
        let title = format!("Daglog van {}", long_day(self.log.day));
        writeln!(out, "{title}\n{}", "=".repeat(title.width()))?;
        let place = self.label("plaats", self.log.place.as_str());
        writeln!(out, "{place}, register {}\n", self.log.short_store())
    }

    fn write_totals(&self, out: &mut dyn Write) -> io::Result<()> {
        let totals = &self.log.totals;
        writeln!(out, "Hulpvragen: {}", totals.all)?;
        if let (Some(broad), Some(strict)) = (totals.percentage(), totals.percentage_alone()) {
            let Totals {
                counted,
                by_volunteers,
                by_volunteers_alone,
                ..
            } = totals;
            writeln!(
                out,
                "Opgelost door vrijwilligers: {by_volunteers} van {counted} ({broad} %)\n\
                 Waarvan zonder overleg: {by_volunteers_alone} van {counted} ({strict} %)"
            )?;
        } else if totals.all > 0 {
            writeln!(
                out,
                "Er is nog geen afgesloten vraag om een percentage van te geven."
            )?;
        }
        if let Some(change) = self.log.edition.change {
            let number = self.log.edition.number;
            writeln!(out, "Versie {number}: {}.", change.said())?;
        }
        if totals.excluded() > 0 {
            writeln!(
                out,
                "Niet meegeteld in het percentage: {}\n  \
                 (nog niet afgesloten, gestopt, of geen vraag aan het team: rit,\n  \
                 aanbod, gesprek voor de sociale kaart, signaal)",
                totals.excluded()
            )?;
        }
        Ok(())
    }

    fn write_themes(&self, out: &mut dyn Write) -> io::Result<()> {
        let themes: Vec<(&str, usize)> = self
            .log
            .totals
            .by_theme
            .iter()
            .map(|&(theme, count)| (self.label(Theme::FIELD, theme.code()), count))
            .collect();
        let Some(widest) = themes.iter().map(|(label, _)| label.width()).max() else {
            return writeln!(out, "\nOp deze dag is geen hulpvraag bewaard.");
        };
        writeln!(out, "\nPer thema\n---------")?;
        for (label, count) in themes {
            let space = " ".repeat(widest - label.width());
            writeln!(out, "{label}{space} {count:>4}")?;
        }
        Ok(())
    }

    fn write_rows(&self, out: &mut dyn Write) -> io::Result<()> {
        if self.log.rows.is_empty() {
            return Ok(());
        }
        writeln!(out, "\nAlle hulpvragen\n---------------")?;
        self.log
            .rows
            .iter()
            .try_for_each(|row| self.write_row(row, out))
    }

    fn write_row(&self, row: &Row, out: &mut dyn Write) -> io::Result<()> {
        let theme = self.label(Theme::FIELD, row.theme.code());
        write!(out, "{:>4}. {:02} uur  {theme}", row.number, row.hour)?;
        if !row.subtheme.is_empty() {
            write!(out, ": {}", self.label("subthema", &row.subtheme))?;
        }
        let outcome = self.label(Outcome::FIELD, row.outcome.code());
        let solved_by = self.label(SolvedBy::FIELD, row.solved_by.code());
        writeln!(out, "\n              {outcome} · wie hielp: {solved_by}")?;
        let route = self.label("route", row.route.as_str());
        let tempo = self.label(Tempo::FIELD, row.tempo.code());
        write!(out, "              route: {route} · tempo: {tempo}")?;
        if !row.rung.is_empty() {
            write!(out, " · trede: {}", self.label(Rung::FIELD, &row.rung))?;
        }
        writeln!(out)
    }

    fn label<'a>(&'a self, field: &str, code: &'a str) -> &'a str {
        label(self.labels, field, code)
    }
}
