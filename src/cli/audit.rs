//! `balie audit`: who did what, as it was written down; each person can ask for their own lines.

use std::path::{Path, PathBuf};

use clap::Args;
use jiff::{Zoned, tz::TimeZone};

use super::{Exit, Failure, Streams, open_store, passphrase};
use crate::{
    kiosk,
    store::{AuditAct, AuditLine, Role},
};

/// Whose lines.
#[derive(Debug, Args)]
pub struct Arguments {
    /// File with the team's or the coordinator's words
    #[arg(long, value_name = "FILE")]
    pub passphrase_file: PathBuf,
    /// Only the lines with these initials; they are what someone typed, no proof of who it was
    #[arg(long, value_name = "INITIALS")]
    pub initials: Option<String>,
}

/// Prints the lines, oldest first. Ends with 2 when a chain is broken.
///
/// # Errors
/// No desk in the data folder, wrong words, or the disk failed.
pub fn run(
    arguments: &Arguments,
    data: &Path,
    now: &Zoned,
    streams: &mut Streams<'_>,
) -> Result<Exit, Failure> {
    let mut store = open_store(data, now)?;
    let secret = passphrase::read(&arguments.passphrase_file, streams)?;
    store.unlock(&secret, now.timestamp())?;
    let audit = store.audit()?;
    let zone = TimeZone::get(kiosk::ZONE)
        .map_err(|error| Failure::machine(error.to_string(), "install Balie anew"))?;
    let wanted = arguments.initials.as_deref();
    let lines = audit.lines.iter();
    for line in lines.filter(|line| wanted.is_none_or(|initials| line.is_of(initials))) {
        let AuditLine {
            at,
            role,
            initials,
            act,
            about,
        } = line;
        let at = at.to_zoned(zone.clone()).strftime("%Y-%m-%d %H:%M");
        let role = match role {
            Role::Desk => "dienst",
            Role::Coordinator => "coordinator",
        };
        writeln!(
            streams.out,
            "{at}  {role:<11}  {initials:<8}  {}  {about}",
            name(*act)
        )?;
    }
    for month in &audit.broken_months {
        writeln!(
            streams.warnings,
            "{month}: a line is missing or was changed"
        )?;
    }
    Ok(if audit.broken_months.is_empty() {
        Exit::Done
    } else {
        Exit::Machine
    })
}

const fn name(act: AuditAct) -> &'static str {
    match act {
        AuditAct::Unlocked => "unlocked",
        AuditAct::Read => "read",
        AuditAct::Corrected => "corrected",
        AuditAct::Exported => "exported",
        AuditAct::Purged => "purged",
        AuditAct::BackedUp => "backed up",
        AuditAct::WordsReplaced => "new words for the team",
        AuditAct::KeptLonger => "kept longer",
    }
}
