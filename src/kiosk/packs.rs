//! Cards of another desk, in one signed file: found on sticks, looked at, taken into use, put back.
//!
//! The command and the screen look at a pack in the same way. Begin reading at [`perform`] and [`look`].

use std::{
    fs,
    path::{Path, PathBuf},
};

use super::{difference::Difference, library::Library};
use crate::{
    assets,
    domain::Problem,
    pack::{self, Keys, MOST_BYTES, Opened, Pack, PackError, Shelf},
    signature::PublicKey,
    tui::message::{
        Trouble,
        cards::{PackTask, Packed},
    },
};

/// More files than a person chooses from.
const MOST_FOUND: usize = 30;

/// What a sound pack comes to at this desk.
#[derive(Debug)]
pub struct Looked {
    /// What it changes.
    pub difference: Difference,
    /// The version of the same pack that is in use, where that is a later one.
    pub newer: Option<u32>,
}

/// Looks at what a pack would change here; the path is what its files are called by.
///
/// # Errors
/// What is wrong with its cards.
pub fn look(data: &Path, pack: (&Path, &Pack)) -> Result<Looked, Vec<Problem>> {
    // Without the desk's own cards: a mistake in those is no reason to refuse a pack.
    let (files, problems) = assets::load_with(None, Some(pack));
    let sound = Library::assemble(&files, problems);
    if !sound.problems.is_empty() {
        return Err(sound.problems);
    }
    let (files, problems) = assets::load(Some(data));
    let before = Library::assemble(&files, problems);
    let (files, problems) = assets::load_with(Some(data), Some(pack));
    let after = Library::assemble(&files, problems);
    let (_, pack) = pack;
    let in_use = Shelf::of(data).in_use().ok().flatten();
    let in_use = in_use.map(|(_, opened)| opened.pack);
    let newer = in_use.filter(|used| used.id == pack.id && used.version > pack.version);
    Ok(Looked {
        difference: Difference::between(&before, &after, pack),
        newer: newer.map(|used| used.version),
    })
}

/// Whether this is the fingerprint of a key, however it was typed.
#[must_use]
pub fn is_heard(key: &PublicKey, fingerprint: &str) -> bool {
    let letters = |text: &str| {
        let letters = text.chars().filter(char::is_ascii_alphanumeric);
        letters
            .map(|letter| letter.to_ascii_uppercase())
            .collect::<String>()
    };
    letters(&key.fingerprint()) == letters(fingerprint)
}

/// Does what the screen asks; it is on disk when this returns.
pub(super) fn perform(data: &Path, task: &PackTask) -> Result<Packed, Trouble> {
    let shelf = Shelf::of(data);
    match task {
        PackTask::Find(folders) => Ok(Packed::Found(found_in(folders))),
        PackTask::Open {
            file,
            heard,
            is_taken,
        } => {
            let Some((bytes, opened)) = opened(data, file, heard)? else {
                return Ok(Packed::Stranger);
            };
            // Also before it is taken: another stick may be in by now.
            let seen = seen(data, file, &opened)?;
            if !is_taken {
                return Ok(Packed::Seen(seen));
            }
            let done = Keys::of(data)
                .trust(&opened.key)
                .and_then(|()| shelf.put(&opened, &bytes, &mut |_| Ok(())));
            done.map_err(|error| told(&error))?;
            Ok(Packed::InUse(named("pak-genomen", &opened.pack)))
        }
        PackTask::PutBack => {
            let former = shelf.put_back(&mut |_| Ok(()));
            let former = former.map_err(|error| told(&error))?;
            Ok(Packed::InUse(former.map_or_else(
                || Trouble::new("pak-terug-eigen"),
                |opened| named("pak-terug", &opened.pack),
            )))
        }
    }
}

fn named(sentence: &'static str, pack: &Pack) -> Trouble {
    Trouble::new(sentence).with("naam", format!("{} {}", pack.id, pack.version))
}

/// The zip files in these folders. One that cannot be read has none.
fn found_in(folders: &[PathBuf]) -> Vec<PathBuf> {
    let entries = folders
        .iter()
        .filter_map(|folder| fs::read_dir(folder).ok());
    let paths = entries.flatten().flatten().map(|entry| entry.path());
    let is_zip = |path: &PathBuf| path.extension().is_some_and(|end| end == "zip");
    let mut found: Vec<PathBuf> = paths.filter(is_zip).collect();
    found.sort();
    found.truncate(MOST_FOUND);
    found
}

/// The bytes of a file and the pack in it; none when nobody here knows who signed it and no fingerprint was heard.
fn opened(data: &Path, file: &Path, heard: &str) -> Result<Option<(Vec<u8>, Opened)>, Trouble> {
    let found = fs::metadata(file);
    let is_fit = found.is_ok_and(|found| found.is_file() && found.len() <= MOST_BYTES as u64);
    let bytes = is_fit.then(|| fs::read(file).ok()).flatten();
    let bytes = bytes.ok_or_else(|| Trouble::new("pak-onleesbaar"))?;
    let trusted = Keys::of(data).trusted().map_err(|error| told(&error))?;
    match pack::open(&bytes, &|key| trusted.contains(key) || is_heard(key, heard)) {
        Ok(opened) => Ok(Some((bytes, opened))),
        Err(PackError::Stranger(_)) if heard.is_empty() => Ok(None),
        Err(error) => Err(told(&error)),
    }
}

/// What a pack is and what it changes, a sentence each.
fn seen(data: &Path, file: &Path, opened: &Opened) -> Result<Vec<Trouble>, Trouble> {
    let Opened { pack, key } = opened;
    let looked = look(data, (file, pack)).map_err(|_| Trouble::new("pak-fouten"))?;
    let found = &looked.difference;
    let parts = [
        ("pak-nieuw", &found.new),
        ("pak-anders", &found.changed),
        ("pak-weg", &found.gone),
        ("pak-blijft", &found.kept),
    ];
    let [new, changed, gone, kept] = parts.map(|(_, lines)| lines.len().to_string());
    let about = vec![
        ("naam", format!("{} {}", pack.id, pack.version)),
        ("dag", pack.made_on.strftime("%d-%m-%Y").to_string()),
        ("wie", pack.made_by.clone()),
        ("vinger", key.fingerprint()),
        ("nieuw", new),
        ("anders", changed),
        ("weg", gone),
        ("blijft", kept),
    ];
    let sentence = |message| Trouble {
        message,
        values: about.clone(),
    };
    let mut said: Vec<_> = ["pak-kop", "pak-sleutel", "pak-telling"]
        .map(sentence)
        .into();
    said.extend(looked.newer.map(|_| Trouble::new("pak-ouder")));
    for (word, lines) in parts {
        said.extend(lines.iter().map(|line| {
            let word = match (line.is_called, line.name.is_empty()) {
                (true, _) => "pak-nood",
                (false, true) => "pak-lijst",
                (false, false) => word,
            };
            Trouble::new(word).with("naam", line.name.as_str())
        }));
    }
    Ok(said)
}

fn told(error: &PackError) -> Trouble {
    Trouble::new(match error {
        PackError::NotAPack => "pak-geen",
        PackError::Tampered => "pak-veranderd",
        PackError::Stranger(_) => "pak-vreemd",
        PackError::NewerFormat(_) => "fout-nieuwer",
        PackError::NothingBefore => "pak-geen-vorige",
        PackError::Io { .. } | PackError::BrokenKey(_) | PackError::NoRandomness => "fout-kaart",
        PackError::TooLarge { .. }
        | PackError::BadName(_)
        | PackError::Manifest(_)
        | PackError::Zip(_) => "pak-fouten",
    })
}
