//! `balie init`: set up a desk in the data folder, as the set-up on the screen does.
//!
//! Secrets that are not handed in are drawn and printed once, before the store is made with them: words that nobody
//! could read would lock everybody out.

use std::path::{Path, PathBuf};

use clap::Args;
use jiff::Zoned;

use super::{Exit, Failure, Streams, passphrase};
use crate::{
    domain::PlaceId,
    kiosk::library::Library,
    store::{self, Secret, Store, StoreError},
};

/// The fewest words a secret that is handed in must have.
const FEWEST_WORDS: usize = 4;

/// For which place, and with which secrets.
#[derive(Debug, Args)]
pub struct Arguments {
    /// The place of this desk, such as wijkcontactpunt-de-oever
    #[arg(long, value_name = "ID")]
    pub place: String,
    /// File with the team's words (dienst), four or more; drawn and printed without it
    #[arg(long, value_name = "FILE")]
    pub passphrase_file: Option<PathBuf>,
    /// File with the coordinator's words, four or more; drawn and printed without it
    #[arg(long, value_name = "FILE")]
    pub coordinator_file: Option<PathBuf>,
    /// New file for the recovery code (herstel), instead of printing it; keep it off this machine
    #[arg(long, value_name = "FILE")]
    pub recovery_to: Option<PathBuf>,
}

/// Sets up.
///
/// # Errors
/// There is no such place, a secret is too short, or the folder holds a desk already or cannot be written.
pub fn run(
    arguments: &Arguments,
    data: &Path,
    library: &Library,
    now: &Zoned,
    streams: &mut Streams<'_>,
) -> Result<Exit, Failure> {
    let place = place_of(&arguments.place, library)?;
    if Store::exists(data) {
        return Err(StoreError::AlreadyExists(data.to_owned()).into());
    }
    let mut secrets = store::generate_secrets()?;
    let mut drawn = Vec::new();
    match &arguments.passphrase_file {
        Some(file) => secrets.desk = read_secret(file, streams)?,
        None => drawn.push(("dienst", &secrets.desk)),
    }
    match &arguments.coordinator_file {
        Some(file) => secrets.coordinator = read_secret(file, streams)?,
        None => drawn.push(("coordinator", &secrets.coordinator)),
    }
    match &arguments.recovery_to {
        Some(file) => passphrase::write_new(file, secrets.recovery.reveal())?,
        None => drawn.push(("herstel", &secrets.recovery)),
    }
    if !drawn.is_empty() {
        writeln!(streams.out, "Write this down now; it is not shown again.")?;
        for (name, secret) in drawn {
            writeln!(streams.out, "  {name:<12} {}", secret.reveal())?;
        }
        streams.out.flush()?;
    }
    Store::create(data, &place, &secrets, now.timestamp())?;
    writeln!(streams.out, "{place} is set up in {}", data.display())?;
    Ok(Exit::Done)
}

fn place_of(id: &str, library: &Library) -> Result<PlaceId, Failure> {
    let places = &library.local.places;
    if let Some(place) = places.iter().find(|place| place.id.as_str() == id) {
        return Ok(place.id.clone());
    }
    let known: Vec<&str> = places.iter().map(|place| place.id.as_str()).collect();
    Err(Failure::mend(
        format!("there is no place `{id}`"),
        format!(
            "use one of: {}; or add it to lokaal/ in the data folder",
            known.join(", ")
        ),
    ))
}

fn read_secret(file: &Path, streams: &mut Streams<'_>) -> Result<Secret, Failure> {
    let secret = passphrase::read(file, streams)?;
    if secret.word_count() < FEWEST_WORDS {
        return Err(Failure::mend(
            format!("the secret in {} is too short", file.display()),
            format!("give at least {FEWEST_WORDS} words with blanks between them"),
        ));
    }
    Ok(secret)
}
