//! Repeats: questions that are asked once for each row, such as each offer of an organisation.
//!
//! An authored route holds the questions of a repeat once. [`Route::with_rows`] writes them out for a number of rows:
//! `wat` becomes `wat[1]`, `wat[2]` and so on, so that a walk needs no other idea of position than the name of a field.
//! Within a row `${wat}` is the answer of that row; elsewhere it stands for all rows. Begin at [`Route::with_rows`].

use std::collections::BTreeMap;

use super::{Calculation, Expression, Field, Route, Step};
use crate::domain::FieldName;

/// The most rows of one repeat.
pub const MOST_ROWS: usize = 500;

/// The most questions of all rows of all repeats together: what keeps a step of a walk short.
const MOST_WRITTEN_OUT: usize = 20_000;

/// The choice list of the question whether there is another row: `ja` and `nee`.
pub const ANOTHER: &str = "nog_een";

/// The choice of [`ANOTHER`] that adds a row.
pub const YES: &str = "ja";

/// A group of questions that is asked once for each row.
#[derive(Debug, Clone)]
pub struct Repeat {
    /// Its name. Without a `count`, the question of this name closes each row: is there another?
    pub name: FieldName,
    /// The heading above its questions; the number of the row comes behind it.
    pub label: Option<String>,
    /// How many rows there are; none when each row asks whether there is another.
    pub count: Option<Expression>,
    /// The most rows, at most [`MOST_ROWS`].
    pub most: usize,
}

/// Where a question or calculation of a repeat belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
    /// Which repeat, by its place in `Route::repeats`.
    pub repeat: usize,
    /// Which row, from 1; 0 in the authored route, where no rows are written out.
    pub number: usize,
}

/// Where the value of a name stands.
#[derive(Debug, Clone)]
pub enum Slot {
    /// It has one value.
    One(Step),
    /// It has one in each row of a repeat, by its place in `Route::repeats`.
    Rows(usize, Vec<Step>),
}

/// The name of a field in one row.
#[must_use]
pub fn name_in_row(name: &FieldName, number: usize) -> FieldName {
    FieldName::from(format!("{name}[{number}]"))
}

/// The most rows of a repeat, when so many questions stand in repeats.
pub(super) fn most_rows(questions_in_repeats: usize) -> usize {
    (MOST_WRITTEN_OUT / questions_in_repeats.max(1)).clamp(1, MOST_ROWS)
}

/// Where each name of a route without rows has its value.
pub(super) fn slots(fields: &[Field], calculations: &[Calculation]) -> BTreeMap<String, Slot> {
    let of = |name: &FieldName, row: Option<Row>, step| {
        let slot = row.map_or(Slot::One(step), |row| Slot::Rows(row.repeat, vec![step]));
        (name.to_string(), slot)
    };
    let fields = fields.iter().enumerate();
    let calculations = calculations.iter().enumerate();
    fields
        .map(|(at, field)| of(&field.name, field.row, Step::Field(at)))
        .chain(calculations.map(|(at, one)| of(&one.name, one.row, Step::Calculation(at))))
        .collect()
}

/// What became of each step of the authored route: the steps it was written out to, row by row.
struct Written {
    fields: Vec<Vec<Step>>,
    calculations: Vec<Vec<Step>>,
}

impl Written {
    fn of(&self, step: Step) -> &[Step] {
        let found = match step {
            Step::Field(at) => self.fields.get(at),
            Step::Calculation(at) => self.calculations.get(at),
        };
        found.map_or(&[], Vec::as_slice)
    }
}

impl Route {
    /// Where the value of a name stands.
    #[must_use]
    pub fn slot(&self, name: &str) -> Option<&Slot> {
        self.slots.get(name)
    }

    /// This authored route with the questions of each repeat written out for so many rows; `counts` goes by
    /// `Route::repeats`.
    #[must_use]
    pub fn with_rows(&self, counts: &[usize]) -> Self {
        let mut route = Self {
            fields: Vec::new(),
            calculations: Vec::new(),
            order: Vec::new(),
            slots: BTreeMap::new(),
            ..self.clone()
        };
        let written = self.write_out(counts, &mut route);
        for step in &self.order {
            route.order.extend(written.of(*step));
        }
        for (name, slot) in &self.slots {
            let slot = match slot {
                Slot::One(step) => written.of(*step).first().copied().map(Slot::One),
                Slot::Rows(repeat, steps) => {
                    let steps = steps.iter().flat_map(|step| written.of(*step));
                    Some(Slot::Rows(*repeat, steps.copied().collect()))
                }
            };
            route.slots.extend(slot.map(|slot| (name.clone(), slot)));
        }
        route
    }

    fn write_out(&self, counts: &[usize], route: &mut Self) -> Written {
        let mut written = Written {
            fields: vec![Vec::new(); self.fields.len()],
            calculations: vec![Vec::new(); self.calculations.len()],
        };
        let count = |repeat: usize| counts.get(repeat).copied().unwrap_or(0);
        for (at, calculation) in self.calculations.iter().enumerate() {
            let Some(steps) = written.calculations.get_mut(at) else {
                continue;
            };
            for row in rows(calculation.row, count) {
                steps.push(Step::Calculation(route.calculations.len()));
                route.calculations.push(calculation.in_row(row));
            }
        }
        // The questions of one repeat stand together: row by row, each with all of them.
        for run in runs(&self.fields) {
            let row = run.first().and_then(|(_, field)| field.row);
            for row in rows(row, count) {
                for (at, field) in &run {
                    let Some(steps) = written.fields.get_mut(*at) else {
                        continue;
                    };
                    if self.is_past_last(field, row) {
                        // The last row there can be asks for no other, and counts all the same.
                        steps.push(Step::Calculation(route.calculations.len()));
                        route.calculations.push(
                            Calculation {
                                name: field.name.clone(),
                                calculation: Expression::blank(),
                                relevant: field.relevant.clone(),
                                row: None,
                            }
                            .in_row(row),
                        );
                    } else {
                        steps.push(Step::Field(route.fields.len()));
                        route.fields.push(field.in_row(row, &self.repeats));
                    }
                }
            }
        }
        written
    }

    /// Whether the field would ask for a row after the last there can be.
    fn is_past_last(&self, field: &Field, row: Option<Row>) -> bool {
        row.is_some_and(|row| {
            self.repeats
                .get(row.repeat)
                .is_some_and(|repeat| repeat.name == field.name && row.number >= repeat.most)
        })
    }
}

/// The rows to write out: one without number for what stands in no repeat.
fn rows(row: Option<Row>, count: impl Fn(usize) -> usize) -> Vec<Option<Row>> {
    match row {
        None => vec![None],
        Some(Row { repeat, .. }) => (1..=count(repeat))
            .map(|number| Some(Row { repeat, number }))
            .collect(),
    }
}

/// Fields cut into runs of one repeat, or of none, with their places.
fn runs(fields: &[Field]) -> Vec<Vec<(usize, &Field)>> {
    let mut runs: Vec<Vec<(usize, &Field)>> = Vec::new();
    for (at, field) in fields.iter().enumerate() {
        let same = runs.last_mut().filter(|run| {
            run.last()
                .is_some_and(|(_, last)| field.row.is_some() && last.row == field.row)
        });
        match same {
            Some(run) => run.push((at, field)),
            None => runs.push(vec![(at, field)]),
        }
    }
    runs
}

impl Field {
    fn in_row(&self, row: Option<Row>, repeats: &[Repeat]) -> Self {
        let mut field = self.clone();
        if let Some(row) = row {
            field.name = name_in_row(&self.name, row.number);
            field.row = Some(row);
            let repeat = repeats
                .get(row.repeat)
                .and_then(|repeat| repeat.label.as_ref());
            // A group within the repeat keeps its own heading.
            if field.group.as_ref() == repeat {
                field.group = repeat.map(|label| format!("{label} {}", row.number));
            }
        }
        field
    }
}

impl Calculation {
    fn in_row(&self, row: Option<Row>) -> Self {
        let mut calculation = self.clone();
        if let Some(row) = row {
            calculation.name = name_in_row(&self.name, row.number);
            calculation.row = Some(row);
        }
        calculation
    }
}
