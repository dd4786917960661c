//! Prints what a walk comes to: for a person a line each, for a program a JSON object each.

use std::{
    io::{self, Write},
    sync::Arc,
};

use jiff::Zoned;
use serde_json::{Map, Value as Json, json};

use super::printable;
use crate::{
    cli::{Exit, Failure},
    conversation::{self, Event, Start},
    domain::{EnquiryId, PlaceId, VisitId},
    route::Route,
};

/// Walks the route and prints. The record holds the answers that apply, in the form of the file with the answers.
pub(super) fn run(
    route: Route,
    answers: &Map<String, Json>,
    now: &Zoned,
    as_json: bool,
    out: &mut dyn Write,
) -> Result<Exit, Failure> {
    // Nothing is recorded, so the ids are no random ones.
    let start = Start {
        id: EnquiryId([0; 16]),
        visit: VisitId([0; 16]),
        shift: None,
        place: PlaceId::from("proef"),
    };
    let walk = conversation::walk(&Arc::new(route), start, answers, now);
    for event in &walk.events {
        if as_json {
            print_json(event, out)?;
        } else {
            print_event(event, out)?;
        }
    }
    let refused = walk
        .events
        .iter()
        .filter(|event| matches!(event, Event::Refused { .. }))
        .count();
    let exit = if refused == 0 { Exit::Done } else { Exit::Mend };
    match (as_json, exit) {
        (true, Exit::Done) => {
            print_json(&json!({"event": "record", "record": walk.answers}), out)?;
        }
        (true, _) => print_json(&json!({"event": "no-record", "refused": refused}), out)?,
        (false, Exit::Done) => {
            writeln!(out, "record:")?;
            for (name, answer) in &walk.answers {
                writeln!(out, "  {name}: {}", shown(answer))?;
            }
        }
        (false, _) => writeln!(out, "no record: {refused} refused")?,
    }
    Ok(exit)
}

fn print_json(value: &impl serde::Serialize, out: &mut dyn Write) -> Result<(), Failure> {
    serde_json::to_writer(&mut *out, value).map_err(io::Error::from)?;
    Ok(writeln!(out)?)
}

fn print_event(event: &Event, out: &mut dyn Write) -> Result<(), Failure> {
    match event {
        Event::Asked {
            field,
            label,
            answer,
        } => writeln!(
            out,
            "asked {field}: {} -> {}",
            printable(label),
            shown(answer)
        )?,
        Event::Refused { field, reason } => {
            writeln!(out, "refused {field}: {}", printable(reason))?;
        }
        Event::Calculated { field, value } => {
            writeln!(out, "calculated {field}: {}", printable(value))?;
        }
    }
    Ok(())
}

/// An answer on one line; `-` when there is none.
fn shown(answer: &Json) -> String {
    match answer {
        Json::Null => "-".to_owned(),
        Json::String(text) => printable(text),
        Json::Bool(_) | Json::Number(_) | Json::Array(_) | Json::Object(_) => {
            printable(&answer.to_string())
        }
    }
}
