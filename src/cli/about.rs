//! `balie about`: what is kept about someone, to read or to print, and to erase when they ask for it.

use std::{
    io::Write,
    path::{Path, PathBuf},
};

use clap::Args;
use jiff::Zoned;

use super::{Exit, Failure, Streams, open_store, passphrase};
use crate::{
    domain::{Answer, FieldName},
    store::{About, Asked, AuditAct},
};

/// About whom.
#[derive(Debug, Args)]
pub struct Arguments {
    /// The phone number someone left
    #[arg(
        long,
        value_name = "NUMBER",
        required_unless_present = "visit",
        conflicts_with = "visit"
    )]
    pub phone: Option<String>,
    /// The code of a visit, at least its first eight characters
    #[arg(long, value_name = "CODE")]
    pub visit: Option<String>,
    /// File with the coordinator's words, or the team's for what the team may read
    #[arg(long, value_name = "FILE")]
    pub passphrase_file: PathBuf,
    /// Erase all of it, here and in the backups of this folder
    #[arg(long)]
    pub erase: bool,
}

/// Prints what is kept, and erases it when that was asked.
///
/// # Errors
/// No desk in the data folder, wrong words, or the disk failed.
pub fn run(
    arguments: &Arguments,
    data: &Path,
    now: &Zoned,
    streams: &mut Streams<'_>,
) -> Result<Exit, Failure> {
    let asked = match (&arguments.phone, &arguments.visit) {
        (Some(phone), _) => Asked::Phone(phone.clone()),
        (None, visit) => Asked::Visit(visit.clone().unwrap_or_default()),
    };
    let mut store = open_store(data, now)?;
    let secret = passphrase::read(&arguments.passphrase_file, streams)?;
    store.unlock(&secret, now.timestamp())?;
    let found = store.about(&asked)?;
    let count = format!("over iemand: {}", found.count());
    store.note_for_table(AuditAct::Read, &count, now.timestamp())?;
    print(&found, streams.out)?;
    if arguments.erase && !found.is_empty() {
        store.erase_about(&found, now.timestamp())?;
        writeln!(
            streams.out,
            "erased here and in the backups of this folder; copies on sticks end within 35 days"
        )?;
    }
    store.close(now.timestamp())?;
    Ok(Exit::Done)
}

fn print(found: &About, out: &mut dyn Write) -> Result<(), Failure> {
    if found.is_empty() {
        return Ok(writeln!(out, "nothing is kept that these words can read")?);
    }
    for contact in &found.contacts {
        let consent = &contact.consent;
        writeln!(
            out,
            "contact, agreed on {} (wording {}), kept until {}",
            consent.given_on, consent.wording, contact.ends_on
        )?;
        print_answers(contact.answers.iter(), out)?;
    }
    for enquiry in &found.enquiries {
        writeln!(
            out,
            "enquiry of {} at {}, visit {}",
            enquiry.day, enquiry.place, enquiry.visit
        )?;
        writeln!(out, "  thema: {}", enquiry.theme)?;
        writeln!(out, "  uitkomst: {}", enquiry.outcome)?;
        print_answers(enquiry.answers.iter(), out)?;
    }
    for draft in &found.drafts {
        writeln!(
            out,
            "conversation that is not over, begun {}",
            draft.began_at
        )?;
        print_answers(draft.answers.iter(), out)?;
    }
    for follow_up in &found.follow_ups {
        writeln!(
            out,
            "to look back on {}: {}",
            follow_up.due, follow_up.agreed
        )?;
    }
    Ok(())
}

fn print_answers<'a>(
    answers: impl Iterator<Item = (&'a FieldName, &'a Answer)>,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    for (field, answer) in answers {
        let said = match answer {
            Answer::None(why) => why.to_string(),
            Answer::One(said) | Answer::Text(said) => said.clone(),
            Answer::Many(said) => said.join(", "),
            Answer::Whole(number) => number.to_string(),
            Answer::Decimal(number) => number.to_string(),
            Answer::Date(day) => day.to_string(),
            Answer::Time(time) => time.to_string(),
        };
        writeln!(out, "  {field}: {said}")?;
    }
    Ok(())
}
