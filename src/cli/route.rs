//! `balie route`: check a route file, walk it without a screen, try out an expression.
//!
//! A file is a route in TOML or an `XLSForm` workbook; both may use the choice lists of the desk. Nothing is recorded
//! here: for that there is `balie record`. Begin reading at [`run`]; `walk` prints what a walk comes to.

mod walk;

use std::{
    ffi::OsStr,
    fs::File,
    io::{Read, Write},
    path::{Path, PathBuf},
};

use clap::Subcommand;
use jiff::Zoned;
use serde_json::{Map, Value as Json};

use super::{Exit, Failure, Streams, check::print_problem};
use crate::{
    assets::{self, Folder, MAX_BYTES},
    domain::Problem,
    kiosk::library::{self, Library},
    route::{self, Lists, Purpose, Route},
};

/// What to do with a route.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// List every problem of a route file, with line or sheet!cell and a hint
    Check {
        /// A route as .toml, or a form of `XLSForm` as .xlsx
        #[arg(value_name = "FILE")]
        file: PathBuf,
        /// Any form will do: it need not ask for theme, outcome and who helped
        #[arg(long)]
        form: bool,
    },
    /// Walk a route with answers from a file: what is asked, refused and worked out, and the record
    Run {
        /// A route as .toml, or a form of `XLSForm` as .xlsx
        #[arg(value_name = "FILE")]
        file: PathBuf,
        /// One JSON object, {"thema":"geld", ...}; `-` reads standard input
        #[arg(long, value_name = "FILE")]
        answers: PathBuf,
        /// One JSON object a line, the record last
        #[arg(long)]
        json: bool,
    },
    /// Print the value of an expression
    Eval {
        /// As in a route: "${aantal} div 2"; may begin with `-`
        #[arg(value_name = "EXPRESSION", allow_hyphen_values = true)]
        expression: String,
        /// One JSON object with the answers that ${name} looks up; `-` reads standard input
        #[arg(long, value_name = "FILE")]
        answers: Option<PathBuf>,
    },
}

/// Runs the command. `data` is the folder of the desk, whose choice lists a route may use.
///
/// # Errors
/// A file cannot be read, or is no JSON; the expression is not understood.
pub fn run(
    command: &Command,
    data: &Path,
    now: &Zoned,
    streams: &mut Streams<'_>,
) -> Result<Exit, Failure> {
    let lists = || Library::load(Some(data)).lists;
    match command {
        Command::Check { file, form } => {
            let purpose = if *form { Purpose::Form } else { Purpose::Desk };
            match read_route(file, &lists(), purpose) {
                Ok(route) => tell_sound(&route, file, streams.out),
                Err(problems) => tell_problems(&problems, streams.out),
            }
        }
        Command::Run {
            file,
            answers,
            json,
        } => match read_route(file, &lists(), Purpose::Form) {
            Ok(route) => {
                let answers = read_answers(answers, streams)?;
                walk::run(route, &answers, now, *json, streams.out)
            }
            Err(problems) => tell_problems(&problems, streams.warnings),
        },
        Command::Eval {
            expression,
            answers,
        } => {
            let answers = match answers {
                Some(file) => read_answers(file, streams)?,
                None => Map::new(),
            };
            let value = route::evaluate(expression, &answers, now)
                .map_err(|error| Failure::mend(error.what, error.remedy))?;
            writeln!(streams.out, "{}", printable(&value))?;
            Ok(Exit::Done)
        }
    }
}

/// A text without what could steer a terminal.
fn printable(text: &str) -> String {
    text.replace(
        |letter: char| letter.is_control() && letter != '\n' && letter != '\t',
        " ",
    )
}

/// A route from its file; every problem when it cannot be read or is wrong.
fn read_route(file: &Path, lists: &Lists, purpose: Purpose) -> Result<Route, Vec<Problem>> {
    let asset = assets::read(file, Folder::Routes).map_err(|problem| vec![problem])?;
    route::read(&asset.name, library::source_of(&asset), lists, purpose)
}

fn tell_sound(route: &Route, file: &Path, out: &mut dyn Write) -> Result<Exit, Failure> {
    writeln!(
        out,
        "{}: route `{}`, {} questions, {} calculations, 0 problems",
        file.display(),
        route.id,
        route.fields.len(),
        route.calculations.len(),
    )?;
    Ok(Exit::Done)
}

fn tell_problems(problems: &[Problem], out: &mut dyn Write) -> Result<Exit, Failure> {
    for problem in problems {
        print_problem(problem, out)?;
    }
    writeln!(out, "{} problems", problems.len())?;
    Ok(Exit::Mend)
}

/// One JSON object from a file or, for `-`, from standard input.
fn read_answers(file: &Path, streams: &mut Streams<'_>) -> Result<Map<String, Json>, Failure> {
    let mut text = String::new();
    let most = MAX_BYTES + 1;
    let read = if file.as_os_str() == OsStr::new("-") {
        streams.input.take(most).read_to_string(&mut text)
    } else {
        File::open(file).and_then(|opened| opened.take(most).read_to_string(&mut text))
    };
    read.map_err(|error| Failure::file("read", file, &error))?;
    if text.len() as u64 > MAX_BYTES {
        return Err(Failure::mend(
            format!("{} is larger than {MAX_BYTES} bytes", file.display()),
            "give the answers of one walk",
        ));
    }
    match serde_json::from_str(text.trim_start_matches('\u{feff}')) {
        Ok(Json::Object(answers)) => Ok(answers),
        Ok(_) => Err(Failure::mend(
            format!("{} is not a JSON object", file.display()),
            "write {\"thema\":\"geld\", ...}",
        )),
        Err(error) => Err(Failure::mend(
            format!("{} is not JSON: {error}", file.display()),
            "write {\"thema\":\"geld\", ...}",
        )),
    }
}
