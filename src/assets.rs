//! Finds and reads the shipped files, the pack in use and the desk's own files; hands text on, knows neither terminal nor
//! store.
//!
//! Does not know what stands in a file: `knowledge` and `route` do. Begin reading at [`load`].
//!
//! # What happens if
//!
//! - a file stands in more than one [`Layer`]: all are handed on, so that a later one replaces the earlier by its id;
//! - the pack in use cannot be read or was changed on the disk: one problem, and the shipped files stand without it;
//! - a file is too large, binary, unreadable or not a file at all: one problem, and the rest is read;
//! - the data folder or one of its folders is absent: the shipped files are all there is.

pub mod workbook;

use std::{
    borrow::Cow,
    fs::File,
    io::{self, Read},
    path::{Path, PathBuf},
};

use include_dir::{Dir, include_dir};

use crate::{
    domain::Problem,
    pack::{Pack, Shelf},
};
use workbook::Sheets;

/// The largest file that is read, in bytes: a card is about two thousand, the largest route some ten thousand.
pub const MAX_BYTES: u64 = 1_000_000;

/// How many folders deep the overlay is searched; a link that goes round ends there.
const MAX_DEPTH: usize = 4;

static SHIPPED: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/assets");

/// What an asset file is for: the folder it stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Folder {
    /// `kennisbank/`: cards, one Markdown file each; sub-folders are regions.
    Knowledge,
    /// `kennisbank/synoniemen.toml` of the data folder; the shipped one is part of the search.
    Synonyms,
    /// `lokaal/`: local data.
    Local,
    /// `routes/`: routes and the choice lists they share.
    Routes,
    /// `noodkaarten/`: red-flag cards.
    Urgent,
    /// `bewaking/`: words that hint at a person while someone types.
    Guard,
    /// `oefenen/`: cases to practise with, read only when someone practises.
    Practice,
}

/// Where a file comes from; a later one goes before an earlier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Layer {
    /// Inside the program.
    Shipped,
    /// From the pack in use, signed by a centre.
    Pack,
    /// Written at this desk, in the data folder.
    Desk,
}

impl Folder {
    /// Those that hold any number of files.
    const MANY: [Self; 5] = [
        Self::Knowledge,
        Self::Local,
        Self::Routes,
        Self::Urgent,
        Self::Guard,
    ];

    /// Its name on disk.
    const fn name(self) -> &'static str {
        match self {
            Self::Knowledge | Self::Synonyms => "kennisbank",
            Self::Local => "lokaal",
            Self::Routes => "routes",
            Self::Urgent => "noodkaarten",
            Self::Guard => "bewaking",
            Self::Practice => "oefenen",
        }
    }

    /// The extension its files have.
    const fn extension(self) -> &'static str {
        match self {
            Self::Knowledge => "md",
            Self::Synonyms
            | Self::Local
            | Self::Routes
            | Self::Urgent
            | Self::Guard
            | Self::Practice => "toml",
        }
    }
}

/// One file, shipped or from the data folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AssetFile {
    /// What it is for.
    pub folder: Folder,
    /// As a person would find it: `kennisbank/landelijk/aow.md`, or the whole path when from the data folder.
    pub name: String,
    /// File name without extension.
    pub stem: String,
    /// Its text; empty when it is a workbook.
    pub text: Cow<'static, str>,
    /// The cells of a workbook, which only a route may be.
    pub workbook: Option<Sheets>,
    /// Where it comes from.
    pub layer: Layer,
}

/// The file of synonyms.
const SYNONYMS: &str = "synoniemen.toml";

/// All files: the shipped ones first, then those of the pack in use, then those of the data folder `desk`, each in the
/// order of their names. A file that cannot be read as text becomes a problem and is left out.
#[must_use]
pub fn load(desk: Option<&Path>) -> (Vec<AssetFile>, Vec<Problem>) {
    match desk.map_or(Ok(None), |data| Shelf::of(data).in_use()) {
        Ok(Some((path, opened))) => load_with(desk, Some((&path, &opened.pack))),
        Ok(None) => load_with(desk, None),
        Err(error) => {
            let (files, mut problems) = load_with(desk, None);
            let remedy = "import the pack again, or go back with `balie knowledge undo`";
            let folder = desk.map(|data| data.join("pakken")).unwrap_or_default();
            problems.push(problem(&folder, error.to_string(), remedy));
            (files, problems)
        }
    }
}

/// As [`load`], with this pack as if it were in use; the path is what its files are called by.
#[must_use]
pub fn load_with(
    desk: Option<&Path>,
    pack: Option<(&Path, &Pack)>,
) -> (Vec<AssetFile>, Vec<Problem>) {
    let mut files = Vec::new();
    let mut problems = Vec::new();
    for folder in Folder::MANY {
        if let Some(dir) = SHIPPED.get_dir(folder.name()) {
            let from = files.len();
            shipped(folder, dir, &mut files);
            sort_from(from, &mut files);
        }
    }
    if let Some((path, pack)) = pack {
        files.extend(packed(path, pack));
    }
    for folder in Folder::MANY {
        if let Some(data) = desk {
            let from = files.len();
            let path = data.join(folder.name());
            walk(folder, &path, MAX_DEPTH, &mut files, &mut problems);
            sort_from(from, &mut files);
        }
    }
    (files, problems)
}

/// The files of one folder alone: the shipped ones, then those of the data folder `desk`. For what is not read at start.
#[must_use]
pub fn load_folder(folder: Folder, desk: Option<&Path>) -> (Vec<AssetFile>, Vec<Problem>) {
    let (mut files, mut problems) = (Vec::new(), Vec::new());
    if let Some(dir) = SHIPPED.get_dir(folder.name()) {
        shipped(folder, dir, &mut files);
        sort_from(0, &mut files);
    }
    if let Some(data) = desk {
        let from = files.len();
        let path = data.join(folder.name());
        walk(folder, &path, MAX_DEPTH, &mut files, &mut problems);
        sort_from(from, &mut files);
    }
    (files, problems)
}

/// The files of a pack. Routes are not among them: they come with the program.
fn packed(path: &Path, pack: &Pack) -> impl Iterator<Item = AssetFile> {
    pack.files.iter().filter_map(move |(name, text)| {
        let (folder, file) = name.split_once('/')?;
        let is_same = |one: &Folder| one.name() == folder && has_extension(Path::new(file), *one);
        let folder = match file {
            SYNONYMS => Folder::Synonyms,
            _ => Folder::MANY.into_iter().find(is_same)?,
        };
        Some(AssetFile {
            folder,
            name: path.join(name).display().to_string(),
            stem: stem(Path::new(file)),
            text: Cow::Owned(text.clone()),
            workbook: None,
            layer: Layer::Pack,
        })
    })
}

fn sort_from(from: usize, files: &mut [AssetFile]) {
    if let Some(new) = files.get_mut(from..) {
        new.sort_by(|a, b| a.name.cmp(&b.name));
    }
}

fn shipped(folder: Folder, dir: &Dir<'static>, files: &mut Vec<AssetFile>) {
    for file in dir.files() {
        let path = file.path();
        if !has_extension(path, folder) {
            continue;
        }
        if let Some(text) = file.contents_utf8() {
            files.push(AssetFile {
                folder,
                name: path.to_string_lossy().replace('\\', "/"),
                stem: stem(path),
                text: Cow::Borrowed(text),
                workbook: None,
                layer: Layer::Shipped,
            });
        }
    }
    for dir in dir.dirs() {
        shipped(folder, dir, files);
    }
}

fn walk(
    folder: Folder,
    dir: &Path,
    depth: usize,
    files: &mut Vec<AssetFile>,
    problems: &mut Vec<Problem>,
) {
    let entries = match std::fs::read_dir(dir) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return,
        Err(error) => {
            problems.push(problem(
                dir,
                format!("the folder cannot be read: {error}"),
                "give this user the right to read it",
            ));
            return;
        }
    };
    let mut paths: Vec<PathBuf> = Vec::new();
    for entry in entries {
        match entry {
            Ok(entry) => paths.push(entry.path()),
            Err(error) => problems.push(problem(
                dir,
                format!("the folder cannot be read to its end: {error}"),
                "check the disk",
            )),
        }
    }
    paths.sort();
    for path in paths {
        // `.DS_Store`, swap files of editors and the like.
        let is_hidden = path
            .file_name()
            .is_some_and(|name| name.to_string_lossy().starts_with('.'));
        if is_hidden {
            continue;
        }
        if path.is_dir() {
            if depth == 0 {
                problems.push(problem(
                    &path,
                    "the folder stands too deep and was not read".to_owned(),
                    "move its files up",
                ));
            } else {
                walk(folder, &path, depth - 1, files, problems);
            }
            continue;
        }
        let is_synonyms =
            folder == Folder::Knowledge && path.ends_with("kennisbank/synoniemen.toml");
        let folder = if is_synonyms {
            Folder::Synonyms
        } else {
            folder
        };
        match read(&path, folder) {
            Ok(file) => files.push(file),
            Err(found) => problems.push(found),
        }
    }
}

/// Reads one file as the overlay of a data folder would have it. Nothing is read of what is no file: a pipe would wait
/// for ever.
///
/// # Errors
/// Its kind is not read in that folder, it is too large, or it cannot be read.
pub fn read(path: &Path, folder: Folder) -> Result<AssetFile, Problem> {
    let mut file = AssetFile {
        folder,
        name: path.display().to_string(),
        stem: stem(path),
        text: Cow::Borrowed(""),
        workbook: None,
        layer: Layer::Desk,
    };
    if folder == Folder::Routes && is_workbook(path) {
        let bytes = read_bytes(path)?;
        let sheets = workbook::sheets(&bytes).map_err(|error| {
            let remedy = "save it anew as .xlsx, or write the route as .toml";
            problem(path, error.to_string(), remedy)
        })?;
        file.workbook = Some(sheets);
    } else {
        file.text = Cow::Owned(read_text(path, folder)?);
    }
    Ok(file)
}

fn read_text(path: &Path, folder: Folder) -> Result<String, Problem> {
    if !has_extension(path, folder) {
        let wanted = format!("call it .{} or move it elsewhere", folder.extension());
        return Err(problem(
            path,
            "a file of this kind is not read here".to_owned(),
            &wanted,
        ));
    }
    let bytes = read_bytes(path)?;
    let not_text = || {
        problem(
            path,
            "the file is not text in UTF-8".to_owned(),
            "save it as plain text with the encoding UTF-8",
        )
    };
    if bytes.contains(&0) {
        return Err(not_text());
    }
    String::from_utf8(bytes).map_err(|_| not_text())
}

/// The bytes of a file that is not too large.
fn read_bytes(path: &Path) -> Result<Vec<u8>, Problem> {
    let failed = |error: io::Error| {
        problem(
            path,
            format!("the file cannot be read: {error}"),
            "give this user the right to read it, or remove it",
        )
    };
    if !path.metadata().map_err(failed)?.is_file() {
        return Err(problem(path, "this is not a file".to_owned(), "remove it"));
    }
    let mut bytes = Vec::new();
    File::open(path)
        .map_err(failed)?
        .take(MAX_BYTES + 1)
        .read_to_end(&mut bytes)
        .map_err(failed)?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err(problem(
            path,
            "the file is larger than 1 MB".to_owned(),
            "split it or remove it; a card fits on one page",
        ));
    }
    Ok(bytes)
}

fn is_workbook(path: &Path) -> bool {
    path.extension()
        .is_some_and(|extension| extension.eq_ignore_ascii_case("xlsx"))
}

fn has_extension(path: &Path, folder: Folder) -> bool {
    path.extension()
        .is_some_and(|extension| extension == folder.extension())
}

fn stem(path: &Path) -> String {
    path.file_stem()
        .map(|stem| stem.to_string_lossy().into_owned())
        .unwrap_or_default()
}

fn problem(path: &Path, what: String, remedy: &str) -> Problem {
    Problem {
        file: path.display().to_string(),
        line: None,
        field: String::new(),
        what,
        remedy: remedy.to_owned(),
    }
}
