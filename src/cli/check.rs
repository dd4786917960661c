//! `balie check`: all that is wrong in cards, routes and local data at once, and whether the store is whole.

use std::{
    io::Write,
    path::{Path, PathBuf},
};

use clap::Args;
use jiff::Zoned;

use super::{Exit, Failure, Streams, knowledge::print_ending, open_store, passphrase};
use crate::{
    domain::Problem,
    kiosk::{library::Library, papers, practice},
    pack::{Pack, Shelf},
    store::{Finding, Health, Severity, Store},
};

/// How far to look.
#[derive(Debug, Args)]
pub struct Arguments {
    /// Decrypt every record too
    #[arg(long, requires = "passphrase_file")]
    pub deep: bool,
    /// File with the team's or the coordinator's words, for --deep
    #[arg(long, value_name = "FILE")]
    pub passphrase_file: Option<PathBuf>,
}

/// Checks, and prints what is wrong or that nothing is.
///
/// # Errors
/// The store cannot be opened or read at all.
pub fn run(
    arguments: &Arguments,
    data: &Path,
    library: &Library,
    now: &Zoned,
    streams: &mut Streams<'_>,
) -> Result<Exit, Failure> {
    let (_, templates) = papers::templates(Some(data));
    // Cases are read only when someone practises; here they are looked at too.
    let (_, of_cases) = practice::cases(Some(data));
    for problem in library.problems.iter().chain(&templates).chain(&of_cases) {
        print_problem(problem, streams.out)?;
    }
    let (cards, routes) = (library.articles.len(), library.routes.len());
    let problems = library.problems.len() + templates.len() + of_cases.len();
    writeln!(
        streams.out,
        "content: {cards} cards, {routes} routes, {problems} problems"
    )?;
    if let Ok(Some((_, opened))) = Shelf::of(data).in_use() {
        let Pack {
            id,
            version,
            made_on,
            ..
        } = &opened.pack;
        let signer = opened.key.fingerprint();
        writeln!(
            streams.out,
            "pack: {id} {version} of {made_on}, signed by {signer}"
        )?;
    }
    let ending = print_ending(library, now.date(), streams.out)?;
    if ending > 0 {
        writeln!(streams.out, "amounts: {ending} end within 31 days")?;
    }
    let content = if problems == 0 {
        Exit::Done
    } else {
        Exit::Mend
    };
    let store = check_store(arguments, data, now, streams)?;
    Ok(content.max(store))
}

/// One problem: where, what, and what to do.
pub(super) fn print_problem(problem: &Problem, out: &mut dyn Write) -> Result<(), Failure> {
    let Problem {
        file,
        line,
        field,
        what,
        remedy,
    } = problem;
    write!(out, "{file}")?;
    if let Some(line) = line {
        write!(out, ":{line}")?;
    }
    if !field.is_empty() {
        write!(out, ": {field}")?;
    }
    writeln!(out, ": {what}")?;
    if !remedy.is_empty() {
        writeln!(out, "  {remedy}")?;
    }
    Ok(())
}

/// Opens the store, when there is one, and reads it.
fn check_store(
    arguments: &Arguments,
    data: &Path,
    now: &Zoned,
    streams: &mut Streams<'_>,
) -> Result<Exit, Failure> {
    if !Store::exists(data) && !arguments.deep {
        writeln!(streams.out, "store: none in {}", data.display())?;
        return Ok(Exit::Done);
    }
    let mut store = open_store(data, now)?;
    if let Some(file) = &arguments.passphrase_file {
        let secret = passphrase::read(file, streams)?;
        store.unlock(&secret, now.timestamp())?;
    }
    let health = store.verify(arguments.deep)?;
    print_health(&health, streams.out)?;
    Ok(match health.worst() {
        None => Exit::Done,
        Some(Severity::Mendable) => Exit::Mend,
        Some(Severity::Lost) => Exit::Machine,
    })
}

fn print_health(health: &Health, out: &mut dyn Write) -> Result<(), Failure> {
    let Health {
        findings,
        frames,
        records,
        closed,
    } = health;
    for Finding {
        file, what, remedy, ..
    } in findings
    {
        writeln!(out, "{file}: {what}\n  {remedy}")?;
    }
    let problems = findings.len();
    write!(out, "store: {frames} saves, {problems} problems")?;
    if *records > 0 {
        write!(out, "; {records} records decrypted")?;
    }
    if *closed > 0 {
        write!(out, "; {closed} that only the coordinator can open")?;
    }
    Ok(writeln!(out)?)
}
