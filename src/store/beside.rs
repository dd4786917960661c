//! What stands in the data folder beside the store and goes along in every backup: cards, routes, packs and papers of the
//! desk itself, notices about cards, and which days were closed.
//!
//! Knows names and bytes, nothing of what a card is. Links are not followed, and a file that cannot be read is left out:
//! one bad card must not keep the records from being backed up. Begin reading at [`read_all`].

use std::{
    collections::BTreeMap,
    fs::{self, OpenOptions},
    io::Read,
    path::Path,
    time::SystemTime,
};

use super::disk::private;

/// The folders of cards, local data, routes, red-flag cards, guards, papers, packs and cases to practise with.
const FOLDERS: [&str; 8] = [
    "kennisbank",
    "lokaal",
    "routes",
    "noodkaarten",
    "bewaking",
    "templates",
    "pakken",
    "oefenen",
];
/// Single files: notices about cards, the days that were closed.
pub(super) const FILES: [&str; 2] = ["meldingen.jsonl", "closed-days.jsonl"];
/// Names below one of the folders, such as `kennisbank/.eerder/ID/0001.md`.
const DEEPEST: usize = 5;
/// A card is a few kilobytes and a pack a few megabytes; what is longer than this, in bytes, is none.
const LONGEST: u64 = 16 << 20;
/// What a name of one file may have on every file system, in bytes.
const LONGEST_NAME: usize = 255;

/// Every file beside the store, by its name in the data folder.
pub(super) fn read_all(root: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    for_each(root, &mut |name, path| {
        let mut bytes = Vec::new();
        let opened = private(OpenOptions::new().read(true)).open(path);
        let read = opened.and_then(|file| file.take(LONGEST + 1).read_to_end(&mut bytes));
        if read.is_ok() && bytes.len() as u64 <= LONGEST {
            found.insert(name.to_owned(), bytes);
        }
    });
    found
}

/// When the last of them was changed; none when there are none.
pub(super) fn changed_at(root: &Path) -> Option<SystemTime> {
    let mut newest = None;
    for_each(root, &mut |_, path| {
        newest = newest.max(
            fs::symlink_metadata(path)
                .and_then(|found| found.modified())
                .ok(),
        );
    });
    newest
}

/// Whether a file of this name may stand beside the store: no path leads out of the folder.
pub(super) fn is_name(name: &str) -> bool {
    if FILES.contains(&name) {
        return true;
    }
    let mut parts = name.split('/');
    let is_inside = parts.next().is_some_and(|first| FOLDERS.contains(&first));
    let parts: Vec<&str> = parts.collect();
    is_inside
        && !parts.is_empty()
        && parts.len() <= DEEPEST
        && parts.iter().all(|part| is_plain(part))
}

fn is_plain(part: &str) -> bool {
    let is_odd = |letter: char| letter.is_control() || letter == '\\';
    !part.is_empty()
        && part.len() <= LONGEST_NAME
        && part != "."
        && part != ".."
        && !part.contains(is_odd)
}

fn for_each(root: &Path, act: &mut dyn FnMut(&str, &Path)) {
    for name in FILES.into_iter().chain(FOLDERS) {
        visit(name, &root.join(name), act);
    }
}

fn visit(name: &str, path: &Path, act: &mut dyn FnMut(&str, &Path)) {
    // Asked without following a link; what cannot be looked at is left out.
    let Ok(found) = fs::symlink_metadata(path) else {
        return;
    };
    if found.is_file() && is_name(name) {
        act(name, path);
    }
    let is_deeper = name.split('/').count() <= DEEPEST;
    let Some(entries) = (found.is_dir() && is_deeper)
        .then(|| fs::read_dir(path).ok())
        .flatten()
    else {
        return;
    };
    for entry in entries.flatten() {
        if let Some(part) = entry.file_name().to_str().filter(|part| is_plain(part)) {
            visit(&format!("{name}/{part}"), &entry.path(), act);
        }
    }
}
