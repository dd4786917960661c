//! `balie record`: enquiries from JSON Lines, through the same engine and checks as the screen.
//!
//! Each line is one walk through the route: a question that the line answers gets that answer, any other gets what
//! Enter gives on the screen. `{"thema":"geld","uitkomst":"beantwoord"}` is a whole quick enquiry. A line that is
//! refused is told with its number and the others go on. Without a passphrase the store stays locked and seals what
//! is recorded. Begin reading at [`run`].

use std::{
    collections::BTreeMap,
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
    conversation::{Conversation, Reason, Refusal},
    domain::{
        Answer, Change, Enquiry, EnquiryId, RouteId, Session, Shift, ShiftId, ShiftKind,
        Unanswered, VisitId,
    },
    kiosk::library::Library,
    route::{Field, FieldKind, Route},
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
    if arguments.answers == Path::new("-") {
        record_all(&mut *streams.input, route, &mut store, now, streams.out)
    } else {
        let file = &arguments.answers;
        let opened = File::open(file).map_err(|error| Failure::file("read", file, &error))?;
        record_all(
            &mut BufReader::new(opened),
            route,
            &mut store,
            now,
            streams.out,
        )
    }
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
        let session = new_session(route, store, shift, now)?;
        match parse(line).and_then(|answers| walk(route, session, answers, now)) {
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

fn new_session(
    route: &Route,
    store: &Store,
    shift: Option<ShiftId>,
    now: &Zoned,
) -> Result<Session, Failure> {
    Ok(Session {
        id: EnquiryId(random()?),
        visit: VisitId(random()?),
        shift,
        place: store.place(),
        route: route.id.clone(),
        tempo: route.tempo,
        began_at: now.timestamp(),
        saved_at: now.timestamp(),
        answers: BTreeMap::new(),
        at: None,
        typing: None,
        parked: false,
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

/// Walks the route as a person would, from the first question to the check page.
fn walk(
    route: &Arc<Route>,
    session: Session,
    mut answers: Map<String, Value>,
    now: &Zoned,
) -> Result<Enquiry, String> {
    let mut talk = Conversation::new(Arc::clone(route), session);
    while let Some(field) = talk.question() {
        let name = field.name.clone();
        if let Some(value) = answers.remove(name.as_str())
            && let Some(answer) = answer_from(field, value)?
        {
            talk.answer(answer, now)
                .map_err(|refusal| sentence(&refusal))?;
        }
        talk.next(now).map_err(|refusal| sentence(&refusal))?;
    }
    if let Some(name) = answers.keys().next() {
        let is_field = route.fields.iter().any(|field| field.name.as_str() == name);
        return Err(if is_field {
            format!("{name}: this is not asked after the other answers of this line; leave it out")
        } else {
            format!("{name}: the route `{}` has no such field", route.id)
        });
    }
    talk.conclude(now).map_err(|refusals| {
        let sentences: Vec<String> = refusals.iter().map(sentence).collect();
        sentences.join("; ")
    })
}

/// What a line says in the form the question takes; none for `null`. Whether it fits is for the engine to judge.
fn answer_from(field: &Field, value: Value) -> Result<Option<Answer>, String> {
    let wrong = |wanted: &str| Err(format!("{}: {wanted} is needed here", field.name));
    let text = match value {
        Value::Null => return Ok(None),
        Value::String(text) => text,
        Value::Number(number) => {
            return match (&field.kind, number.as_i64(), number.as_f64()) {
                (FieldKind::Integer, Some(whole), _) => Ok(Some(Answer::Whole(whole))),
                (FieldKind::Decimal, _, Some(decimal)) => Ok(Some(Answer::Decimal(decimal))),
                (FieldKind::Integer, None, _) => wrong("a whole number"),
                _ => wrong("no number, but a text in quotes"),
            };
        }
        Value::Array(items) if matches!(field.kind, FieldKind::SelectMultiple(_)) => {
            let codes = items.iter().map(|item| item.as_str().map(str::to_owned));
            return match codes.collect() {
                Some(codes) => Ok(Some(Answer::Many(codes))),
                None => wrong("a list of codes"),
            };
        }
        Value::Bool(_) | Value::Array(_) | Value::Object(_) => {
            return wrong("one text or number");
        }
    };
    if let Ok(why) = text.parse::<Unanswered>() {
        return Ok(Some(Answer::None(why)));
    }
    match field.kind {
        FieldKind::SelectOne(_) => Ok(Some(Answer::One(text))),
        FieldKind::Text => Ok(Some(Answer::Text(text))),
        FieldKind::Date => match text.parse() {
            Ok(day) => Ok(Some(Answer::Date(day))),
            Err(_) => wrong("a day such as \"2026-11-25\""),
        },
        FieldKind::Time => match text.parse() {
            Ok(time) => Ok(Some(Answer::Time(time))),
            Err(_) => wrong("a time such as \"14:30\""),
        },
        FieldKind::SelectMultiple(_) => wrong("a list of codes"),
        FieldKind::Integer | FieldKind::Decimal => wrong("a number without quotes"),
        FieldKind::Note => wrong("nothing"),
    }
}

/// Why an answer was refused, for someone who mends a file.
fn sentence(refusal: &Refusal) -> String {
    let Refusal { field, reason } = refusal;
    match reason {
        Reason::Required => format!("{field}: an answer is needed"),
        Reason::Said(said) => format!("{field}: {said}"),
        Reason::UnknownChoice(found) => format!("{field}: `{found}` is not a choice of this list"),
        Reason::Malformed(found) => format!("{field}: `{found}` cannot be read"),
        Reason::TooLong(most) => format!("{field}: at most {most} letters fit"),
        Reason::Bsn => format!("{field}: holds a BSN, which may never be recorded"),
        Reason::UnknownField(found) => format!("{found}: the route has no such field"),
    }
}
