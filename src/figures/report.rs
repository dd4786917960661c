//! What a period comes to: every table of the method (3.4), for who asks.
//!
//! How each is counted stands in `count.rs`. Begin reading at [`Report::of`].

use std::collections::{BTreeMap, HashSet};

use jiff::civil::Date;

use super::{
    Period, Totals,
    count::Count,
    measure::{Audience, Block, Key, Line, Measure, Value},
};
use crate::domain::{Enquiry, StoreId};

/// A day to look back, as the figures see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LookBack {
    /// When it was due.
    pub due: Date,
    /// When someone looked back; none while it is open.
    pub kept_on: Option<Date>,
}

/// What is counted. Everything may lie outside the period: due days and waiting times look back.
#[derive(Debug, Clone, Copy, Default)]
pub struct Material<'a> {
    /// The enquiries of each desk; this one first.
    pub desks: &'a [(StoreId, Vec<Enquiry>)],
    /// The days to look back.
    pub look_backs: &'a [LookBack],
    /// Words that found no card and were noted, each with its day.
    pub missed: &'a [(Date, String)],
    /// The red-flag cards that were used, each with its day.
    pub urgent: &'a [(Date, String)],
}

/// The figures of one period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// The period.
    pub period: Period,
    /// For whom.
    pub audience: Audience,
    /// Counts and shares as they are, never rounded.
    pub totals: Totals,
    /// The tables in the order that was asked. Those outside the audience, and those without lines, are left out.
    pub blocks: Vec<Block>,
}

impl Report {
    /// Counts the tables of `set` over a period. What was taken back never counts.
    #[must_use]
    pub fn of(
        period: Period,
        material: &Material<'_>,
        set: &[Measure],
        audience: Audience,
    ) -> Self {
        let count = Count::new(period, material);
        let shown = set.iter().filter(|measure| measure.audience() <= audience);
        let blocks = shown.map(|&measure| Block {
            measure,
            lines: count.lines(measure),
        });
        let round = |mut block: Block| {
            for line in &mut block.lines {
                line.value = line.value.rounded();
            }
            block
        };
        Self {
            period,
            audience,
            blocks: blocks
                .filter(|block| !block.lines.is_empty())
                .map(|block| match audience {
                    Audience::Outside => round(block),
                    Audience::Team | Audience::Coordinator => block,
                })
                .collect(),
            totals: count.totals,
        }
    }

    /// The lines of a table; empty when it has none.
    #[must_use]
    pub fn lines(&self, measure: Measure) -> &[Line] {
        let found = self.blocks.iter().find(|block| block.measure == measure);
        found.map_or(&[], |block| &block.lines)
    }
}

/// A table of two periods, line by line: the key, now, and before.
pub type Beside = Vec<(Key, Value, Value)>;

/// Puts two periods beside each other, table by table. A line that one of them lacks is nothing there.
#[must_use]
pub fn beside(now: &Report, before: &Report) -> Vec<(Measure, Beside)> {
    let mut measures: Vec<Measure> = now.blocks.iter().map(|block| block.measure).collect();
    for block in &before.blocks {
        if !measures.contains(&block.measure) {
            measures.push(block.measure);
        }
    }
    let table = |measure: Measure| {
        let (now, before) = (now.lines(measure), before.lines(measure));
        let earlier: BTreeMap<&Key, Value> =
            before.iter().map(|line| (&line.key, line.value)).collect();
        let known: HashSet<&Key> = now.iter().map(|line| &line.key).collect();
        let here = now.iter().map(|line| {
            let earlier = earlier.get(&line.key).copied();
            let nothing = line.value.nothing();
            (line.key.clone(), line.value, earlier.unwrap_or(nothing))
        });
        let only_before = before
            .iter()
            .filter(|line| !known.contains(&line.key))
            .map(|line| (line.key.clone(), line.value.nothing(), line.value));
        (measure, here.chain(only_before).collect())
    };
    measures.into_iter().map(table).collect()
}
