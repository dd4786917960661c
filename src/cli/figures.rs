//! `balie figures`: what a period comes to, beside the period before it.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use clap::{Args, ValueEnum, builder::PossibleValue};
use jiff::{ToSpan, Zoned, civil::Date};

use super::{Exit, Failure, Streams, export::templates, open_store, passphrase};
use crate::{
    domain::{Enquiry, StoreId},
    export::{self, Figures, FiguresFormat},
    figures::{Audience, Material, Period, Report, Sort},
    kiosk::{library::Library, papers, stories},
    signature::PublicKey,
    store::{AuditAct, Role},
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
    /// For outside the team: a quarter or a year, one-way tables, rounded to five
    #[arg(long)]
    pub outside: bool,
    /// Add the day's log of another desk, in JSON Lines; may be given more than once
    #[arg(long, value_name = "FILE")]
    pub also: Vec<PathBuf>,
    /// File with the public key of the desk that an added log must be signed with; may be given more than once
    #[arg(long, value_name = "FILE")]
    pub key: Vec<PathBuf>,
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
/// The period is none, or no quarter or year for outside; an added log is not whole; no desk in the data folder, or wrong
/// words.
pub fn run(
    arguments: &Arguments,
    data: &Path,
    library: &Library,
    now: &Zoned,
    streams: &mut Streams<'_>,
) -> Result<Exit, Failure> {
    let (period, before) = periods(arguments)?;
    let mut store = open_store(data, now)?;
    let secret = passphrase::read(&arguments.passphrase_file, streams)?;
    let role = store.unlock(&secret, now.timestamp())?;
    let audience = audience(arguments, role, streams)?;
    let templates = templates(data, streams)?;
    // The earliest day any table looks at: the period before, the line of twelve months, and a year of open requests.
    let months = period.twelve_months();
    let first = months.first().map_or(before.first, |month| month.first);
    let first = first.min(before.first).saturating_sub(1.year());
    let mut desks = vec![(store.id(), papers::days(&mut store, first, period.last)?)];
    desks.extend(also(arguments, store.id())?);
    let notes = papers::notes(&store)?;
    let material = Material {
        desks: &desks,
        look_backs: &notes.look_backs,
        missed: &notes.missed,
        urgent: &notes.urgent,
    };
    let set = templates.figures.set();
    let report = |period| Report::of(period, &material, &set, audience);
    let labels = library.labels();
    let place = store.place();
    let name = labels.get(&format!("plaats-{place}"));
    let stories = stories::that_may_leave(&store, period)?;
    let figures = Figures {
        now: &report(period),
        before: &report(before),
        labels: &labels,
        templates: &templates,
        place: name.map_or(place.as_str(), String::as_str),
        stories: &stories,
    };
    export::write_figures(&figures, arguments.format, streams.out)?;
    let about = format!("figures {} {}", period.first, period.last);
    store.note_for_table(AuditAct::Exported, &about, now.timestamp())?;
    Ok(Exit::Done)
}

fn periods(arguments: &Arguments) -> Result<(Period, Period), Failure> {
    let (first, last) = (arguments.from, arguments.to);
    let period = Period::new(first, last).filter(|_| (last - first).get_days() <= LONGEST);
    let pair = period.and_then(|period| Some((period, period.before()?)));
    let Some((period, before)) = pair else {
        return Err(Failure::mend(
            format!("{first} to {last} is no period of 1 to {LONGEST} days"),
            "give the first day with --from and the last with --to",
        ));
    };
    if arguments.outside && !matches!(period.sort(), Sort::Quarter | Sort::Year) {
        return Err(Failure::mend(
            format!("{first} to {last} is no quarter or year of the calendar"),
            "outside the team only a quarter or a year may be told, as 2026-01-01 to 2026-03-31",
        ));
    }
    Ok((period, before))
}

fn audience(
    arguments: &Arguments,
    role: Role,
    streams: &mut Streams<'_>,
) -> Result<Audience, Failure> {
    match role {
        Role::Coordinator if arguments.outside => Ok(Audience::Outside),
        Role::Coordinator => Ok(Audience::Coordinator),
        Role::Desk if arguments.outside => Err(Failure::mend(
            "these are the team's words, which do not open a whole quarter",
            "give the coordinator's words with --passphrase-file FILE",
        )),
        Role::Desk => {
            writeln!(
                streams.warnings,
                "warning: the team's words open the last weeks only; earlier days and some tables are left out"
            )?;
            Ok(Audience::Team)
        }
    }
}

/// The enquiries of other desks, from logs that are whole and signed, each day once.
fn also(arguments: &Arguments, own: StoreId) -> Result<Vec<(StoreId, Vec<Enquiry>)>, Failure> {
    let keys: Vec<PublicKey> = arguments
        .key
        .iter()
        .map(|file| super::verify::read_key(file))
        .collect::<Result<_, _>>()?;
    let mut seen = BTreeSet::new();
    let mut desks = Vec::<(StoreId, Vec<Enquiry>)>::new();
    for file in &arguments.also {
        let refused = |what: String| {
            Failure::mend(
                format!("{}: {what}", file.display()),
                "export the day again at its desk, or leave the file out",
            )
        };
        let text = fs::read_to_string(file).map_err(|error| Failure::file("read", file, &error))?;
        let log = export::read(&text).map_err(|changed| refused(changed.to_string()))?;
        let Some(seal) = &log.seal else {
            return Err(refused("it carries no signature".to_owned()));
        };
        if !keys.is_empty() && !keys.contains(&seal.key) {
            let whose = seal.key.fingerprint();
            return Err(refused(format!("signed with another key ({whose})")));
        }
        if log.store == own {
            return Err(refused("this is a log of this desk itself".to_owned()));
        }
        if !seen.insert((log.store, log.day)) {
            return Err(refused(format!(
                "{} of this desk was added already",
                log.day
            )));
        }
        let enquiries = log.to_enquiries();
        match desks.iter_mut().find(|(store, _)| *store == log.store) {
            Some((_, known)) => known.extend(enquiries),
            None => desks.push((log.store, enquiries)),
        }
    }
    Ok(desks)
}
