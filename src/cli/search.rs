//! `balie search`: look something up, one query or a batch of them.

use std::{
    io::{self, BufRead, Write},
    time::Instant,
};

use clap::Args;
use serde::Serialize;

use super::{Exit, Failure, Streams};
use crate::{
    kiosk::library::Library,
    search::{Answer, Verdict},
};

/// What to look up.
#[derive(Debug, Args)]
pub struct Arguments {
    /// What to look up
    #[arg(required_unless_present = "batch", conflicts_with = "batch")]
    pub query: Vec<String>,
    /// Read one query a line and print one JSON object a line, in the same order
    #[arg(long)]
    pub batch: bool,
    /// How many cards at most
    #[arg(long, default_value_t = 10, value_name = "N")]
    pub limit: usize,
}

/// One answer of a batch.
#[derive(Serialize)]
struct Line<'a> {
    query: &'a str,
    verdict: &'static str,
    /// How long the lookup took, in microseconds.
    micros: f64,
    hits: Vec<Hit<'a>>,
}

#[derive(Serialize)]
struct Hit<'a> {
    id: &'a str,
    title: &'a str,
    score: f64,
}

/// Looks up.
///
/// # Errors
/// The input is not text, or the output cannot be written.
pub fn run(
    arguments: &Arguments,
    library: &Library,
    streams: &mut Streams<'_>,
) -> Result<Exit, Failure> {
    if arguments.batch {
        return answer_batch(library, arguments.limit, streams);
    }
    let answer = library
        .index
        .find(&arguments.query.join(" "), arguments.limit);
    for hit in hits(library, &answer) {
        writeln!(streams.out, "{:<40} {}", hit.id, hit.title)?;
    }
    if answer.hits.is_empty() {
        writeln!(streams.warnings, "no card fits")?;
    }
    Ok(Exit::Done)
}

fn answer_batch(
    library: &Library,
    limit: usize,
    streams: &mut Streams<'_>,
) -> Result<Exit, Failure> {
    let mut out = io::BufWriter::new(&mut *streams.out);
    for (before, line) in streams.input.lines().enumerate() {
        let query = line.map_err(|error| {
            Failure::mend(
                format!("line {} of the input: {error}", before + 1),
                "give one query a line, as UTF-8 text",
            )
        })?;
        let began = Instant::now();
        let answer = library.index.find(&query, limit);
        let micros = began.elapsed().as_secs_f64() * 1e6;
        let line = Line {
            query: &query,
            verdict: match answer.verdict {
                Verdict::Found => "found",
                Verdict::Unsure => "unsure",
                Verdict::None => "none",
            },
            micros,
            hits: hits(library, &answer),
        };
        serde_json::to_writer(&mut out, &line).map_err(io::Error::from)?;
        writeln!(out)?;
    }
    out.flush()?;
    Ok(Exit::Done)
}

fn hits<'a>(library: &'a Library, answer: &'a Answer) -> Vec<Hit<'a>> {
    answer
        .hits
        .iter()
        .filter_map(|hit| {
            let article = library.articles.get(hit.position)?;
            Some(Hit {
                id: hit.id.as_str(),
                title: &article.name,
                score: hit.score,
            })
        })
        .collect()
}
