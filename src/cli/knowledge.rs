//! `balie knowledge`: show the knowledge base as the desk has it, overlay included.

use std::io;

use clap::Subcommand;

use super::{Exit, Failure, Streams};
use crate::kiosk::library::Library;

/// What to show.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// List every card
    List {
        /// Whole cards as one JSON array, one card a line
        #[arg(long)]
        json: bool,
    },
}

/// Shows.
///
/// # Errors
/// The output cannot be written.
pub fn run(
    command: &Command,
    library: &Library,
    streams: &mut Streams<'_>,
) -> Result<Exit, Failure> {
    match command {
        Command::List { json: false } => {
            for article in library.articles.iter() {
                writeln!(streams.out, "{:<40} {}", article.id.as_str(), article.name)?;
            }
        }
        Command::List { json: true } => {
            let mut before = "[\n";
            for article in library.articles.iter() {
                write!(streams.out, "{before}")?;
                serde_json::to_writer(&mut *streams.out, article).map_err(io::Error::from)?;
                before = ",\n";
            }
            let after = if library.articles.is_empty() {
                "[]"
            } else {
                "\n]"
            };
            writeln!(streams.out, "{after}")?;
        }
    }
    Ok(Exit::Done)
}
