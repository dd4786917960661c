//! `balie record`: enquiries from JSON Lines, through the same engine and checks as the screen.
//!
//! Each line is one walk through the route; a required question that it leaves out gets what Enter gives on the
//! screen, so `{"thema":"geld","uitkomst":"beantwoord"}` is a whole quick enquiry. A line that is refused is told with
//! its number and the others go on. Without a passphrase the store stays locked and seals what is recorded. Begin
//! reading at [`run`].

use std::{
    fs::File,
    io::{BufRead, BufReader, Write},
    path::{Path, PathBuf},
    sync::Arc,
};

use clap::Args;
use jiff::{Zoned, civil::date};
use serde_json::{Map, Value};

use super::{Exit, Failure, Streams, open_store, passphrase};
use crate::{
    conversation::{self, Start},
    domain::{Change, Enquiry, EnquiryId, RouteId, Shift, ShiftId, ShiftKind, VisitId},
    kiosk::library::Library,
    route::Route,
    store::Store,
};

/// What to record.
#[derive(Debug, Args)]
pub struct Arguments {
    /// The route that every line walks, such as snel
    #[arg(long, value_name = "ID")]
    pub route: String,
    /// JSON Lines, one enquiry a line; `-` reads standard input
    #[arg(long, value_name = "FILE")]
    pub answers: PathBuf,
    /// File with the team's words; without it the enquiries are sealed until the next unlock
    #[arg(long, value_name = "FILE")]
    pub passphrase_file: Option<PathBuf>,
}

/// Records every line and prints its id, or what is wrong with it.
///
/// # Errors
/// There is no such route, the file cannot be read, or the store cannot be written; lines before it are recorded.
pub fn run(
    arguments: &Arguments,
    data: &Path,
    library: &Library,
    now: &Zoned,
    streams: &mut Streams<'_>,
) -> Result<Exit, Failure> {
    check_clock(now)?;
    let route = route_of(&arguments.route, library)?;
    let mut store = open_store(data, now)?;
    if let Some(file) = &arguments.passphrase_file {
        let secret = passphrase::read(file, streams)?;
        store.unlock(&secret, now.timestamp())?;
    }
    let file = &arguments.answers;
    let exit = if file == Path::new("-") {
        record_all(streams.input, route, &mut store, now, streams.out)?
    } else {
        let opened = File::open(file).map_err(|error| Failure::file("read", file, &error))?;
        let mut lines = BufReader::new(opened);
        record_all(&mut lines, route, &mut store, now, streams.out)?
    };
    store.close(now.timestamp())?;
    Ok(exit)
}

/// A clock from before this program existed would put every enquiry on a day that nobody finds again.
fn check_clock(now: &Zoned) -> Result<(), Failure> {
    if now.date() < date(2026, 1, 1) {
        return Err(Failure::mend(
            format!("the clock of this machine says {}", now.date()),
            "set the clock; nothing was recorded",
        ));
    }
    Ok(())
}

fn route_of<'a>(id: &str, library: &'a Library) -> Result<&'a Arc<Route>, Failure> {
    library.routes.get(id).ok_or_else(|| {
        let known: Vec<&str> = library.routes.keys().map(RouteId::as_str).collect();
        Failure::mend(
            format!("there is no route `{id}`"),
            format!("use one of: {}", known.join(", ")),
        )
    })
}

fn record_all(
    lines: &mut dyn BufRead,
    route: &Arc<Route>,
    store: &mut Store,
    now: &Zoned,
    out: &mut dyn Write,
) -> Result<Exit, Failure> {
    let (shift, mut unsaved) = shift_of(store, now)?;
    let mut exit = Exit::Done;
    for (before, line) in lines.lines().enumerate() {
        let number = before + 1;
        let line = line.map_err(|error| {
            Failure::mend(
                format!("line {number} cannot be read: {error}"),
                "give JSON Lines as UTF-8 text; the lines before it are recorded",
            )
        })?;
        let line = line.trim_start_matches('\u{feff}').trim();
        if line.is_empty() {
            continue;
        }
        match enquiry_of(line, route, new_start(store, shift)?, now) {
            Ok(enquiry) => {
                let id = enquiry.id;
                let mut changes: Vec<Change> =
                    unsaved.take().map(Change::Shift).into_iter().collect();
                changes.push(Change::Enquiry(enquiry));
                store.save(&changes, now.timestamp())?;
                writeln!(out, "{id}")?;
            }
            Err(what) => {
                writeln!(out, "line {number}: {what}")?;
                exit = Exit::Mend;
            }
        }
    }
    Ok(exit)
}

/// The shift the enquiries belong to, and that shift itself when it is new: with no shift open today there is one for
/// what comes in as a file. While locked nobody can tell, so the enquiries belong to none.
fn shift_of(store: &mut Store, now: &Zoned) -> Result<(Option<ShiftId>, Option<Shift>), Failure> {
    if store.role().is_none() {
        return Ok((None, None));
    }
    if let Some(open) = store.shift()?
        && open.day == now.date()
        && open.kind != ShiftKind::Oefenen
    {
        return Ok((Some(open.id), None));
    }
    let shift = Shift {
        id: ShiftId(random()?),
        place: store.place(),
        day: now.date(),
        kind: ShiftKind::Invoer,
        people: Vec::new(),
        standby: None,
        opened_at: now.timestamp(),
    };
    Ok((Some(shift.id), Some(shift)))
}

fn new_start(store: &Store, shift: Option<ShiftId>) -> Result<Start, Failure> {
    Ok(Start {
        id: EnquiryId(random()?),
        visit: VisitId(random()?),
        shift,
        place: store.place(),
    })
}

fn random() -> Result<[u8; 16], Failure> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(|error| {
        Failure::machine(
            format!("the system gives no random numbers: {error}"),
            "start the machine anew",
        )
    })?;
    Ok(bytes)
}

fn parse(line: &str) -> Result<Map<String, Value>, String> {
    match serde_json::from_str(line) {
        Ok(Value::Object(answers)) => Ok(answers),
        Ok(_) => Err("this is not a JSON object; write {\"thema\":\"geld\", ...}".to_owned()),
        Err(error) => Err(format!("this is not JSON: {error}")),
    }
}

/// One line into an enquiry, or everything that is wrong with it.
fn enquiry_of(
    line: &str,
    route: &Arc<Route>,
    start: Start,
    now: &Zoned,
) -> Result<Enquiry, String> {
    let answers = parse(line)?;
    conversation::from_answers(route, start, &answers, now).map_err(|refusals| {
        let sentences: Vec<String> = refusals.iter().map(ToString::to_string).collect();
        sentences.join("; ")
    })
}
