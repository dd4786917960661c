//! `balie knowledge export`: what this desk has, for other desks (a pack) or other directories (HSDS).

use std::{
    collections::{BTreeMap, HashMap},
    fs,
    path::{Path, PathBuf},
};

use clap::Args;
use jiff::Zoned;

use super::{Exit, Failure, Streams, write_new};
use crate::{
    assets::{self, Folder},
    hsds,
    kiosk::library::Library,
    knowledge,
    pack::{self, Keys, Pack, Shelf},
    route::urgent,
};

/// What to write, and where.
#[derive(Debug, Args)]
pub struct Arguments {
    /// New file for a pack with the cards, local data, synonyms and red-flag cards
    #[arg(
        long,
        value_name = "FILE",
        required_unless_present = "hsds",
        conflicts_with = "hsds"
    )]
    pub to: Option<PathBuf>,
    /// Empty or new folder for the cards as Open Referral HSDS 3.0 (tabular data package)
    #[arg(long, value_name = "DIR")]
    pub hsds: Option<PathBuf>,
    /// Name of the pack: small letters, digits and hyphens
    #[arg(long, value_name = "ID", default_value = "balie")]
    pub id: String,
    /// Who makes the pack, as other desks will read it
    #[arg(long, value_name = "NAME")]
    pub by: Option<String>,
    /// Province of the addresses, for HSDS
    #[arg(long, value_name = "NAME", default_value = "Noord-Holland")]
    pub province: String,
}

/// Writes.
///
/// # Errors
/// The content is not sound, there is a file of that name already, or it cannot be written.
pub(super) fn run(
    arguments: &Arguments,
    data: &Path,
    now: &Zoned,
    streams: &mut Streams<'_>,
) -> Result<Exit, Failure> {
    if let Some(folder) = &arguments.hsds {
        return write_hsds(
            folder,
            &arguments.province,
            &Library::load(Some(data)),
            streams,
        );
    }
    let Some(file) = &arguments.to else {
        return Err(Failure::mend(
            "there is no file to write to",
            "give --to FILE",
        ));
    };
    let files = contents(data)?;
    let (shelf, key) = (Shelf::of(data), Keys::of(data).own_or_new()?);
    let fingerprint = key.public().fingerprint();
    let pack = Pack {
        id: arguments.id.clone(),
        version: shelf.next_version()?,
        made_on: now.date(),
        made_by: arguments.by.clone().unwrap_or_else(|| fingerprint.clone()),
        files,
    };
    let bytes = pack::pack(&pack, &key)?;
    write_new(file, &bytes)?;
    shelf.issue(pack.version)?;
    let (count, kilobytes) = (pack.files.len(), bytes.len().div_ceil(1000));
    writeln!(
        streams.out,
        "pack {} {}: {count} files, {kilobytes} kB in {}",
        pack.id,
        pack.version,
        file.display()
    )?;
    writeln!(
        streams.out,
        "signed by {fingerprint}, the key of this desk's packs; `balie key` prints that of its day's logs"
    )?;
    Ok(Exit::Done)
}

/// Everything that is known at this desk, as the files of a pack.
fn contents(data: &Path) -> Result<BTreeMap<String, String>, Failure> {
    let (files, problems) = assets::load(Some(data));
    let library = Library::assemble(&files, problems);
    if !library.problems.is_empty() {
        return Err(Failure::mend(
            format!(
                "the content has {} problems, so no pack is made of it",
                library.problems.len()
            ),
            "mend what `balie check` tells first",
        ));
    }
    let texts: HashMap<&str, &str> = files
        .iter()
        .map(|file| (file.name.as_str(), file.text.as_ref()))
        .collect();
    let mut contents = BTreeMap::new();
    for card in library.articles.iter() {
        let text = texts.get(card.file.as_str()).copied().unwrap_or_default();
        contents.insert(format!("kennisbank/{}.md", card.id), text.to_owned());
    }
    // A card this desk took away is taken away where the pack goes, too.
    for file in files.iter().filter(|file| file.folder == Folder::Knowledge) {
        if let Some(id) = knowledge::removed(&file.text).filter(|id| library.article(id).is_none())
        {
            contents.insert(format!("kennisbank/{id}.md"), knowledge::removal(&id));
        }
    }
    // The files come in the order of their layers, so the last of an id is the one that counts.
    for file in files.iter().filter(|file| file.folder == Folder::Urgent) {
        if let Ok(card) = urgent::parse(&file.name, &file.text, &|_| true) {
            contents.insert(
                format!("noodkaarten/r{:02}.toml", card.id.0),
                file.text.clone().into_owned(),
            );
        }
    }
    let written = |error: toml::ser::Error| {
        Failure::machine(format!("the local data cannot be written: {error}"), "")
    };
    contents.insert(
        "lokaal/lokaal.toml".to_owned(),
        toml::to_string(&library.local).map_err(written)?,
    );
    contents.insert(
        "kennisbank/synoniemen.toml".to_owned(),
        toml::to_string(&library.synonyms).map_err(written)?,
    );
    Ok(contents)
}

fn write_hsds(
    folder: &Path,
    province: &str,
    library: &Library,
    streams: &mut Streams<'_>,
) -> Result<Exit, Failure> {
    fs::create_dir_all(folder).map_err(|error| Failure::file("make", folder, &error))?;
    let mut entries =
        fs::read_dir(folder).map_err(|error| Failure::file("read", folder, &error))?;
    if entries.next().is_some() {
        return Err(Failure::mend(
            format!("{} is not empty", folder.display()),
            "name a new folder, so that nothing old stands between the new files",
        ));
    }
    let files = hsds::write_tables(&library.articles, "NL", province)
        .map_err(|error| Failure::machine(format!("a table cannot be written: {error}"), ""))?;
    for (name, bytes) in &files {
        write_new(&folder.join(name), bytes)?;
    }
    let cards = library.articles.len();
    writeln!(
        streams.out,
        "{cards} services in {} files in {}",
        files.len(),
        folder.display()
    )?;
    Ok(Exit::Done)
}
