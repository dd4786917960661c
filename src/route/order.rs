//! Puts relevance, choice filters and calculations in an order in which each finds what it depends on.
//!
//! The same idea as the dependency graph of `JavaRosa`: an edge from each field an expression names to the field the
//! expression belongs to. A loop has no order and is refused when the route is loaded.

use std::collections::{BTreeMap, BTreeSet};

use super::{Calculation, Expression, Field, Repeat, Row};

/// One thing to compute.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Whether this question applies, by its place in `Route::fields`.
    Field(usize),
    /// The value of this calculation, by its place in `Route::calculations`.
    Calculation(usize),
}

/// The order, or the names of the fields that wait for each other. A field that names itself has been refused before.
pub(super) fn order(
    fields: &[Field],
    calculations: &[Calculation],
    repeats: &[Repeat],
) -> Result<Vec<Step>, Vec<String>> {
    let mut steps: Vec<(&str, Step, Vec<&str>)> = Vec::new();
    for (at, field) in fields.iter().enumerate() {
        let mut needs = names(&[&field.relevant, &field.choice_filter, &field.calculation]);
        needs.extend(count_of(field.row, repeats));
        steps.push((field.name.as_str(), Step::Field(at), needs));
    }
    for (at, calculation) in calculations.iter().enumerate() {
        let mut needs = names(&[&calculation.relevant]);
        needs.extend(calculation.calculation.references());
        needs.extend(count_of(calculation.row, repeats));
        steps.push((calculation.name.as_str(), Step::Calculation(at), needs));
    }
    let places: BTreeMap<&str, usize> = steps
        .iter()
        .enumerate()
        .map(|(at, (name, ..))| (*name, at))
        .collect();

    // Kahn's way: whatever needs nothing more goes first; what is left over forms a loop.
    let mut missing: Vec<usize> = Vec::new();
    let mut wanted_by: Vec<Vec<usize>> = vec![Vec::new(); steps.len()];
    for (at, (name, _, needs)) in steps.iter().enumerate() {
        let mut count = 0;
        for need in needs.iter().filter(|need| *need != name) {
            if let Some(list) = places.get(need).and_then(|place| wanted_by.get_mut(*place)) {
                list.push(at);
                count += 1;
            }
        }
        missing.push(count);
    }
    let mut ready: Vec<usize> = (0..steps.len())
        .rev()
        .filter(|at| missing.get(*at) == Some(&0))
        .collect();
    let mut order = Vec::with_capacity(steps.len());
    while let Some(at) = ready.pop() {
        order.extend(steps.get(at).map(|(_, step, _)| *step));
        for next in wanted_by.get(at).into_iter().flatten() {
            if let Some(count) = missing.get_mut(*next) {
                *count -= 1;
                if *count == 0 {
                    ready.push(*next);
                }
            }
        }
    }
    if order.len() == steps.len() {
        return Ok(order);
    }
    // What is left over is the loops and what hangs on them; drop what no other of the rest needs.
    let mut rest: Vec<_> = steps
        .iter()
        .zip(&missing)
        .filter(|(_, count)| **count > 0)
        .map(|((name, _, needs), _)| (*name, needs))
        .collect();
    loop {
        let before = rest.clone();
        rest.retain(|(name, _)| {
            before
                .iter()
                .any(|(other, needs)| other != name && needs.contains(name))
        });
        if rest.len() == before.len() {
            return Err(rest.into_iter().map(|(name, _)| name.to_owned()).collect());
        }
    }
}

/// What the number of rows depends on.
fn count_of(row: Option<Row>, repeats: &[Repeat]) -> BTreeSet<&str> {
    row.and_then(|row| repeats.get(row.repeat)?.count.as_ref())
        .map(Expression::references)
        .unwrap_or_default()
}

fn names<'a>(expressions: &[&'a Option<Expression>]) -> Vec<&'a str> {
    expressions
        .iter()
        .filter_map(|expression| expression.as_ref())
        .flat_map(Expression::references)
        .collect()
}
