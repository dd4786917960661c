//! `balie figures`: what a period comes to, beside the period of as many days before it.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum, builder::PossibleValue};
use jiff::{Zoned, civil::Date};

use super::{Exit, Failure, Streams, open_store, passphrase};
use crate::{
    export::{self, FiguresFormat},
    figures::{Audience, Period},
    kiosk::library::Library,
    store::{Role, Store},
};

/// The longest period, in days: three years, the longest that anything is kept.
const LONGEST: i32 = 3 * 366;

/// Which period, and how.
#[derive(Debug, Args)]
pub struct Arguments {
    /// The first day, as 2026-11-01
    #[arg(long, value_name = "DAY")]
    pub from: Date,
    /// The last day
    #[arg(long, value_name = "DAY")]
    pub to: Date,
    /// How to write them
    #[arg(long, default_value = "text")]
    pub format: FiguresFormat,
    /// File with the coordinator's words; those of the team open the last weeks only
    #[arg(long, value_name = "FILE")]
    pub passphrase_file: PathBuf,
}

impl ValueEnum for FiguresFormat {
    fn value_variants<'a>() -> &'a [Self] {
        Self::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.code()))
    }
}

/// Counts and prints. With the team's words there are no age bands and neighbourhoods, and closed days do not count;
/// a warning says so.
///
/// # Errors
/// The last day is before the first or too far from it, no desk in the data folder, or wrong words.
pub fn run(
    arguments: &Arguments,
    data: &Path,
    library: &Library,
    now: &Zoned,
    streams: &mut Streams<'_>,
) -> Result<Exit, Failure> {
    let (first, last) = (arguments.from, arguments.to);
    let earlier = Period::before(first, last)
        .filter(|_| first <= last && (last - first).get_days() <= LONGEST);
    let Some((first_before, last_before)) = earlier else {
        return Err(Failure::mend(
            format!("{first} to {last} is no period of 1 to {LONGEST} days"),
            "give the first day with --from and the last with --to",
        ));
    };
    let mut store = open_store(data, now)?;
    let secret = passphrase::read(&arguments.passphrase_file, streams)?;
    let audience = match store.unlock(&secret, now.timestamp())? {
        Role::Coordinator => Audience::Coordinator,
        Role::Desk => {
            writeln!(
                streams.warnings,
                "warning: the team's words open the last weeks only; earlier days and some tables are left out"
            )?;
            Audience::Team
        }
    };
    let period = |store: &mut Store, first, last| {
        let enquiries = store.days(first, last)?;
        Ok::<_, Failure>(Period::of(first, last, &enquiries, audience))
    };
    let before = period(&mut store, first_before, last_before)?;
    let present = period(&mut store, first, last)?;
    let labels = library.labels();
    export::write_figures(&present, &before, arguments.format, &labels, streams.out)?;
    Ok(Exit::Done)
}
