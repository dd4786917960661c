//! `balie wipe`: everything of the store goes, for a laptop that is handed on. Keys first.

use std::{fs, path::Path};

use jiff::Zoned;

use super::{Exit, Failure, Streams, open_store};
use crate::{
    kiosk::{library::Library, logbook::Logbook},
    store,
};

/// Says what will go, and does it once the name of the place was typed.
///
/// # Errors
/// No desk in the data folder, another name was typed, or the disk failed.
pub fn run(
    data: &Path,
    library: &Library,
    now: &Zoned,
    streams: &mut Streams<'_>,
) -> Result<Exit, Failure> {
    let place = open_store(data, now)?.place();
    let known = library.local.places.iter().find(|each| each.id == place);
    let name = known.map_or(place.as_str(), |each| each.name.as_str());
    writeln!(
        streams.out,
        "This removes for good from {}:",
        data.display()
    )?;
    for file in store::what_wipe_removes(data)? {
        writeln!(streams.out, "  {file}")?;
    }
    for file in Logbook::of(data).files() {
        let name = file.file_name().unwrap_or_default();
        writeln!(streams.out, "  {}", name.display())?;
    }
    writeln!(
        streams.out,
        "Backups on sticks stay, and open with the words of their day. A disk may keep old blocks; without the keys\n\
         they cannot be read.\nType the name of the place to go on: {name}"
    )?;
    streams.out.flush()?;
    let mut typed = String::new();
    streams.input.read_line(&mut typed)?;
    if typed.trim().to_lowercase() != name.to_lowercase() {
        return Err(Failure::mend(
            "that is not the name of the place; nothing was removed",
            "",
        ));
    }
    store::wipe(data)?;
    for file in Logbook::of(data).files() {
        fs::remove_file(&file).map_err(|error| Failure::file("remove", &file, &error))?;
    }
    writeln!(streams.out, "{name} is gone from {}", data.display())?;
    Ok(Exit::Done)
}
