//! The figures and patterns for the screen and for a file: read, counted and put into words on the store's thread.

use std::path::Path;

use jiff::{ToSpan, Zoned, civil::Date};

use super::{Kiosk, keeper::Waiting, papers, patterns, stories, taking::Job, told, watch::Watch};
use crate::{
    domain::{Enquiry, PatternWork, Reviewed, StoreId},
    export::{
        Figures, FiguresFormat, Labels, figures_sheet,
        sheet::{Piece, Sheet},
        template::Templates,
        write_figures,
    },
    figures::{Audience, Material, Period, Report},
    store::{Role, Store},
    tui::{
        Model,
        message::{FigureRow, FiguresAlong, Format, Report as Message, Trouble},
    },
};

/// A question to the store, and what is told when the store is gone.
type Asked = (Option<Waiting<Message>>, Message);

impl Kiosk {
    /// Counts a period.
    pub(super) fn count(&self, period: Period) -> Asked {
        let (data, labels) = (self.data.clone(), self.labels.clone());
        let asked = self.ask(move |store| {
            let counted = figures(store, &data, period, &labels);
            Message::Figures(period, counted)
        });
        (asked, Message::Figures(period, Err(broken())))
    }

    /// Writes a period to a file.
    pub(super) fn take_figures(&self, along: FiguresAlong, model: &Model) -> Asked {
        let (period, is_outside) = (along.period, along.is_outside);
        let (formats, watch) = (vec![along.format], Watch::default());
        let job = self.job(period.last, formats, along.folder, model, watch);
        let asked = job.and_then(|job| {
            self.ask(move |store| Message::FiguresTaken(take(store, &job, period, is_outside)))
        });
        (asked, Message::FiguresTaken(Err(broken())))
    }

    /// Looks for what comes up too often.
    pub(super) fn read_patterns(&self, today: Date) -> Asked {
        let asked = self.ask(move |store| Message::Patterns(patterns::read(store, today)));
        (asked, Message::Patterns(Err(broken())))
    }

    /// Keeps what the team does about one.
    pub(super) fn keep_pattern(&self, work: PatternWork, now: &Zoned) -> Asked {
        let now = (now.date(), now.timestamp());
        let asked = self.ask(move |store| Message::PatternsKept(patterns::keep(store, work, now)));
        (asked, Message::PatternsKept(Err(broken())))
    }

    /// Gathers what volunteers learned.
    pub(super) fn read_stories(&self, today: Date) -> Asked {
        let asked = self.ask(move |store| Message::Stories(stories::read(store, today)));
        (asked, Message::Stories(Err(broken())))
    }

    /// Keeps what was decided about one.
    pub(super) fn keep_story(&self, story: Reviewed, now: &Zoned) -> Asked {
        let now = (now.date(), now.timestamp());
        let asked = self.ask(move |store| Message::StoryKept(stories::keep(store, story, now)));
        (asked, Message::StoryKept(Err(broken())))
    }
}

fn broken() -> Trouble {
    Trouble::new("fout-stuk")
}

/// Counts a period, with what the words that opened the desk may see. `data` holds the desk's own templates.
///
/// # Errors
/// The store is locked or its disk failed.
pub fn figures(
    store: &mut Store,
    data: &Path,
    period: Period,
    labels: &Labels,
) -> Result<Vec<FigureRow>, Trouble> {
    let audience = match store.role() {
        Some(Role::Coordinator) => Audience::Coordinator,
        Some(Role::Desk) | None => Audience::Team,
    };
    let templates = papers::templates(Some(data)).0.ok_or_else(broken)?;
    let told = Told {
        templates: &templates,
        labels,
        audience,
    };
    told.with(store, period, |figures| rows_of(figures_sheet(figures)))
}

/// Writes the figures of a period to a file, and says which. For outside the team only the coordinator tells them.
fn take(
    store: &mut Store,
    job: &Job,
    period: Period,
    is_outside: bool,
) -> Result<Trouble, Trouble> {
    if job.is_practice {
        return Err(Trouble::new("daglog-oefenen"));
    }
    let audience = match (store.role(), is_outside) {
        (Some(Role::Coordinator), true) => Audience::Outside,
        (Some(Role::Coordinator), false) => Audience::Coordinator,
        (Some(Role::Desk) | None, false) => Audience::Team,
        (Some(Role::Desk) | None, true) => return Err(Trouble::new("fout-op-slot")),
    };
    let (format, extension) = match job.formats.first() {
        Some(Format::Csv) => (FiguresFormat::Csv, "csv"),
        Some(Format::Xlsx) => (FiguresFormat::Xlsx, "xlsx"),
        Some(Format::Text) => (FiguresFormat::Text, "txt"),
        Some(Format::Jsonl) => (FiguresFormat::Json, "json"),
        Some(Format::Pdf) | None => (FiguresFormat::Pdf, "pdf"),
    };
    let told = Told {
        templates: &job.templates,
        labels: &job.labels,
        audience,
    };
    let mut bytes = Vec::new();
    let written = told.with(store, period, |figures| {
        write_figures(figures, format, &mut bytes)
    })?;
    let folder = job.folder.display().to_string();
    written.map_err(|_| Trouble::new("fout-export").with("map", folder.as_str()))?;
    let whose = if is_outside { "-buiten" } else { "" };
    let stem = format!("balie-cijfers{whose}-{}-{}", period.first, period.last);
    let name = job.deliver(store, &stem, extension, &bytes, &mut |_| true)?;
    Ok(Trouble::new("cijfers-geschreven")
        .with("naam", name)
        .with("map", folder))
}

/// With what figures are told, and to whom.
struct Told<'a> {
    templates: &'a Templates,
    labels: &'a Labels,
    audience: Audience,
}

impl Told<'_> {
    /// Counts a period and the one before it, and tells them.
    fn with<T>(
        &self,
        store: &mut Store,
        period: Period,
        tell: impl FnOnce(&Figures<'_>) -> T,
    ) -> Result<T, Trouble> {
        let Self {
            templates,
            labels,
            audience,
        } = *self;
        let before = period.before().ok_or_else(broken)?;
        let material = Gathered::of(store, period, before)?;
        let set = templates.figures.set();
        let report = |period| Report::of(period, &material.all(), &set, audience);
        let stories = stories::that_may_leave(store, period).map_err(told)?;
        let place = store.place();
        let name = labels.get(&format!("plaats-{place}"));
        Ok(tell(&Figures {
            now: &report(period),
            before: &report(before),
            labels,
            templates,
            place: name.map_or(place.as_str(), String::as_str),
            stories: &stories,
        }))
    }
}

/// What the figures are counted from.
struct Gathered {
    desks: Vec<(StoreId, Vec<Enquiry>)>,
    notes: papers::Notes,
}

impl Gathered {
    /// Reads from the earliest day any table looks at.
    fn of(store: &mut Store, period: Period, before: Period) -> Result<Self, Trouble> {
        let months = period.twelve_months();
        let first = months.first().map_or(before.first, |month| month.first);
        let first = first.min(before.first).saturating_sub(1.year());
        let enquiries = papers::days(store, first, period.last).map_err(told)?;
        Ok(Self {
            desks: vec![(store.id(), enquiries)],
            notes: papers::notes(store).map_err(told)?,
        })
    }

    fn all(&self) -> Material<'_> {
        Material {
            desks: &self.desks,
            look_backs: &self.notes.look_backs,
            missed: &self.notes.missed,
            urgent: &self.notes.urgent,
        }
    }
}

/// The paper as rows of a screen.
fn rows_of(sheet: Sheet) -> Vec<FigureRow> {
    let mut rows = vec![
        FigureRow::Heading(sheet.title),
        FigureRow::Text(sheet.subtitle),
    ];
    for piece in sheet.pieces {
        match piece {
            Piece::Heading(text) => rows.push(FigureRow::Heading(text)),
            Piece::Text(text) | Piece::Strong(text) | Piece::Web(text) => {
                rows.push(FigureRow::Text(text));
            }
            Piece::Table { rows: table, .. } => {
                if let (Some(FigureRow::Heading(title)), Some([_, now, before])) =
                    (rows.last(), table.first().map(Vec::as_slice))
                {
                    let head = FigureRow::Head {
                        title: title.clone(),
                        now: now.clone(),
                        before: before.clone(),
                    };
                    rows.pop();
                    rows.push(head);
                }
                rows.extend(numbers_of(table.get(1..).unwrap_or_default()));
            }
            Piece::Bars(bars) => {
                let bars = bars.into_iter().map(|(name, value, part)| FigureRow::Bar {
                    name,
                    value,
                    per_mille: per_mille(part),
                });
                rows.extend(bars);
            }
        }
    }
    rows
}

/// The rows of a table below its head, with a bar each when all of them are counts.
fn numbers_of(table: &[Vec<String>]) -> Vec<FigureRow> {
    let rows: Vec<[&String; 3]> = table
        .iter()
        .filter_map(|row| match &row[..] {
            [name, now, before] => Some([name, now, before]),
            _ => None,
        })
        .collect();
    let counts: Option<Vec<usize>> = rows.iter().map(|[_, now, _]| now.parse().ok()).collect();
    let most = counts.iter().flatten().copied().max().unwrap_or_default();
    let part = |at: usize| {
        let count = counts.as_ref()?.get(at)?;
        (count * 1_000).checked_div(most)
    };
    let numbered = rows.iter().enumerate();
    let numbered = numbered.map(|(at, [name, now, before])| FigureRow::Numbers {
        name: (*name).clone(),
        now: (*now).clone(),
        before: (*before).clone(),
        per_mille: part(at),
    });
    numbered.collect()
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a part between 0 and 1"
)]
fn per_mille(part: f32) -> usize {
    (part.clamp(0.0, 1.0) * 1_000.0).round() as usize
}
