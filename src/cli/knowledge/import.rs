//! `balie knowledge import`: look at what comes in, show what it changes, ask, and take it into use.
//!
//! Everything goes the same road, [`take`]: cards from HSDS become a pack of this desk, so that they too are applied whole or
//! not at all, and can be undone.

use std::{
    io::{self, IsTerminal, Write},
    path::{Path, PathBuf},
};

use clap::Args;
use jiff::Zoned;

use super::{Exit, Failure, Streams, hsds_import, read_at_most};
use crate::{
    cli::check::print_problem,
    kiosk::{
        difference::Difference,
        packs::{is_heard, look},
    },
    pack::{self, Keys, MOST_BYTES, Pack, Shelf},
};

/// What to take, and how careful to be.
#[derive(Debug, Args)]
pub struct Arguments {
    /// A pack
    #[arg(
        value_name = "FILE",
        required_unless_present = "hsds",
        conflicts_with = "hsds"
    )]
    pub file: Option<PathBuf>,
    /// Open Referral HSDS 3.0: the folder of a tabular data package, or a JSON file
    #[arg(long, value_name = "DIR|FILE")]
    pub hsds: Option<PathBuf>,
    /// Trust the key with this fingerprint from now on
    #[arg(long, value_name = "FINGERPRINT", conflicts_with = "hsds")]
    pub trust: Option<String>,
    /// Show what would change, and change nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Do not ask
    #[arg(long)]
    pub yes: bool,
}

/// Takes it.
///
/// # Errors
/// It cannot be read, is not trusted, is not sound, or nobody said yes. Then nothing changed.
pub(super) fn run(
    arguments: &Arguments,
    data: &Path,
    now: &Zoned,
    streams: &mut Streams<'_>,
) -> Result<Exit, Failure> {
    if let Some(path) = &arguments.hsds {
        return hsds_import::run(arguments, path, data, now, streams);
    }
    let Some(file) = &arguments.file else {
        return Err(Failure::mend(
            "there is nothing to import",
            "name a pack, or give --hsds DIR",
        ));
    };
    let bytes = read_at_most(file, MOST_BYTES)?;
    let keys = Keys::of(data);
    let trusted = keys.trusted()?;
    let heard = arguments.trust.as_deref().unwrap_or_default();
    let opened = pack::open(&bytes, &|key| trusted.contains(key) || is_heard(key, heard))?;
    let Pack {
        id,
        version,
        made_on,
        made_by,
        ..
    } = &opened.pack;
    writeln!(
        streams.out,
        "pack {id} {version} of {made_on}, made by {made_by}"
    )?;
    writeln!(streams.out, "signed by {}", opened.key.fingerprint())?;
    take(arguments, data, (file, &opened.pack), streams, || {
        keys.trust(&opened.key)?;
        Shelf::of(data).put(&opened, &bytes, &mut |_| Ok(()))?;
        Ok(())
    })
}

/// Checks a pack, shows what it changes, asks, and has it applied by `apply`. `file` is what its problems are told by.
pub(super) fn take(
    arguments: &Arguments,
    data: &Path,
    (file, pack): (&Path, &Pack),
    streams: &mut Streams<'_>,
    apply: impl FnOnce() -> Result<(), Failure>,
) -> Result<Exit, Failure> {
    let looked = match look(data, (file, pack)) {
        Ok(looked) => looked,
        Err(problems) => {
            for problem in &problems {
                print_problem(problem, streams.out)?;
            }
            return Err(Failure::mend(
                format!(
                    "{} problems in the pack; nothing was changed",
                    problems.len()
                ),
                "ask who made it for a sound one",
            ));
        }
    };
    if let Some(newer) = looked.newer {
        writeln!(
            streams.out,
            "this pack is older than the one in use ({} {newer})",
            pack.id
        )?;
    }
    print(&looked.difference, streams.out)?;
    if arguments.dry_run {
        writeln!(streams.out, "nothing was changed (--dry-run)")?;
        return Ok(Exit::Done);
    }
    if !arguments.yes && !ask(streams)? {
        writeln!(streams.out, "nothing was changed")?;
        return Ok(Exit::Done);
    }
    apply()?;
    writeln!(
        streams.out,
        "in use from now on; `balie knowledge undo` goes back"
    )?;
    Ok(Exit::Done)
}

/// Prints each line under what it is, and the counts.
fn print(found: &Difference, out: &mut dyn Write) -> Result<(), Failure> {
    let parts = [
        ("new", &found.new),
        ("changed", &found.changed),
        ("gone", &found.gone),
        ("stays yours", &found.kept),
    ];
    for (word, lines) in parts {
        for line in lines {
            writeln!(out, "{word:<12} {}", line.told)?;
        }
    }
    let [new, changed, gone, kept] = parts.map(|(_, lines)| lines.len());
    writeln!(
        out,
        "{new} new, {changed} changed, {gone} gone, {kept} stay as this desk wrote them"
    )?;
    Ok(())
}

/// Asks on a terminal; nobody answers elsewhere, so there --yes must say it.
fn ask(streams: &mut Streams<'_>) -> Result<bool, Failure> {
    if !io::stdin().is_terminal() {
        return Err(Failure::mend(
            "there is nobody to ask, so nothing was changed",
            "look with --dry-run, then give --yes",
        ));
    }
    write!(streams.out, "Take this into use? y/N ")?;
    streams.out.flush()?;
    let mut answer = String::new();
    streams.input.read_line(&mut answer)?;
    Ok(matches!(answer.trim(), "y" | "Y" | "yes"))
}
