//! `balie knowledge import --hsds`: cards from the files of another directory.
//!
//! They become a pack of this desk, signed with its own key: what the pack in use holds, and the new cards over it.

use std::{
    collections::{BTreeMap, HashSet},
    fs,
    path::Path,
};

use jiff::Zoned;

use super::{
    Exit, Failure, Streams,
    import::{Arguments, take},
    read_at_most,
};
use crate::{
    cli::check::print_problem,
    domain::{ArticleId, Problem},
    hsds::{self, Import},
    kiosk::library::Library,
    knowledge::{self, Article, Kind},
    pack::{self, Keys, Opened, Pack, Shelf},
    route::urgent::CallTo,
};

/// The largest file that is read, in bytes.
const MOST_BYTES: usize = 64_000_000;

/// What a pack is called that this desk made of another's.
const OWN: &str = "eigen";

/// Reads the files and takes the cards into use.
///
/// # Errors
/// The files cannot be read, no row makes a card, or nobody said yes.
pub(super) fn run(
    arguments: &Arguments,
    path: &Path,
    data: &Path,
    now: &Zoned,
    streams: &mut Streams<'_>,
) -> Result<Exit, Failure> {
    let mut import = if path.is_dir() {
        hsds::read_tables(&read_folder(path, streams)?, now.date())
    } else {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        hsds::read_json(&name, &read_at_most(path, MOST_BYTES)?, now.date())
    };
    spare_emergency_numbers(&mut import, &Library::load(Some(data)));
    for problem in &import.problems {
        print_problem(problem, streams.out)?;
    }
    let Import {
        cards,
        problems,
        skipped,
        inactive,
    } = &import;
    writeln!(
        streams.out,
        "{} cards; {skipped} rows skipped, {} problems; {inactive} services not active",
        cards.len(),
        problems.len()
    )?;
    if cards.is_empty() {
        return Err(Failure::mend(
            "no card could be made, so nothing was changed",
            "mend what is told above",
        ));
    }
    let (shelf, keys) = (Shelf::of(data), Keys::of(data));
    let pack = make_pack(cards, &shelf, &keys, now)?;
    let exit = take(arguments, data, (path, &pack), streams, || {
        let key = keys.own_or_new()?;
        let bytes = pack::pack(&pack, &key)?;
        shelf.issue(pack.version)?;
        let opened = Opened {
            pack: pack.clone(),
            key: key.public(),
        };
        Ok(shelf.put(&opened, &bytes, &mut |_| Ok(()))?)
    })?;
    Ok(if problems.is_empty() {
        exit
    } else {
        exit.max(Exit::Mend)
    })
}

fn make_pack(cards: &[Article], shelf: &Shelf, keys: &Keys, now: &Zoned) -> Result<Pack, Failure> {
    let own = keys.own()?.map(|key| key.public());
    let (id, mut files) = match shelf.in_use()? {
        Some((_, opened)) if Some(opened.key) == own => (opened.pack.id, opened.pack.files),
        Some((_, opened)) => (OWN.to_owned(), opened.pack.files),
        None => (OWN.to_owned(), BTreeMap::new()),
    };
    for card in cards {
        files.insert(
            format!("kennisbank/{}.md", card.id),
            knowledge::write_article(card),
        );
    }
    Ok(Pack {
        id,
        version: shelf.next_version()?,
        made_on: now.date(),
        made_by: "balie knowledge import --hsds".to_owned(),
        files,
    })
}

/// Numbers to call in an emergency change through a signed pack or the coordinator, never through a list from elsewhere.
fn spare_emergency_numbers(import: &mut Import, library: &Library) {
    let calls = library.urgent.iter().flat_map(|card| &card.calls);
    let called = calls.filter_map(|call| match &call.to {
        CallTo::Article(id) => Some(id),
        CallTo::Standby | CallTo::Coordinator => None,
    });
    let help = library
        .articles
        .iter()
        .filter(|card| card.kind == Kind::Noodhulp)
        .map(|card| &card.id);
    let spared: HashSet<&ArticleId> = called.chain(help).collect();
    let Import {
        cards,
        problems,
        skipped,
        ..
    } = import;
    cards.retain(|card| {
        // The same card again is no change.
        let is_same = library
            .article(&card.id)
            .is_some_and(|old| old.phone == card.phone && old.name == card.name);
        let is_taken = !spared.contains(&card.id) || is_same;
        if !is_taken {
            *skipped += 1;
            problems.push(Problem {
                file: card.file.clone(),
                line: None,
                field: "attributes".to_owned(),
                what: format!(
                    "`{}` is a card for emergencies and does not change this way",
                    card.id
                ),
                remedy: "change it in a signed pack, or as the coordinator".to_owned(),
            });
        }
        is_taken && !spared.contains(&card.id)
    });
}

/// The CSV files of a folder by their names.
fn read_folder(
    folder: &Path,
    streams: &mut Streams<'_>,
) -> Result<BTreeMap<String, Vec<u8>>, Failure> {
    if !folder.join("datapackage.json").is_file() {
        writeln!(
            streams.warnings,
            "{}: there is no datapackage.json; the names of the files are used",
            folder.display()
        )?;
    }
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(folder).map_err(|error| Failure::file("read", folder, &error))? {
        let path = entry
            .map_err(|error| Failure::file("read", folder, &error))?
            .path();
        let is_csv = path.extension().is_some_and(|extension| extension == "csv");
        if let (true, Some(name)) = (is_csv && path.is_file(), path.file_name()) {
            files.insert(
                name.to_string_lossy().into_owned(),
                read_at_most(&path, MOST_BYTES)?,
            );
        }
    }
    Ok(files)
}
