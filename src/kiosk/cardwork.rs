//! The work on cards in the data folder: notices, mended cards, and every card as it was before.
//!
//! ```text
//! data/  meldingen.jsonl  kennisbank/ID.md  kennisbank/.eerder/ID/0001_2026-11-22.md ...
//! ```
//!
//! A file is replaced as a whole: after a power cut the old or the new one is there. What stood before a change is
//! written and durable first, so that nothing an editor did is ever lost; going back is a change as well.
//! Knows files and dates; what a card must look like is told by `knowledge`. Begin reading at [`CardFolder::perform`].

use std::{
    fs::{self, DirBuilder, OpenOptions},
    io::{self, Read, Write},
    path::{Path, PathBuf},
};

use jiff::civil::Date;

use super::{Kiosk, face::Face, librarian::Librarian, packs};
use crate::{
    assets::{self, AssetFile, Folder, Layer},
    domain::ArticleId,
    knowledge::{Notice, Notices},
    store::disk::{private, sync_names},
    tui::{
        Model, Report,
        message::{
            Trouble,
            cards::{CardReport, CardTask, Version},
        },
    },
};

const NOTICES: &str = "meldingen.jsonl";
const CARDS: &str = "kennisbank";
/// Hidden, so that it is not read as cards.
const EARLIER: &str = ".eerder";
/// The most of a file of ours that is read, in bytes.
const MOST_BYTES: u64 = 10_000_000;

/// The data folder, seen by who works on cards.
#[derive(Debug, Clone)]
pub struct CardFolder {
    data: PathBuf,
}

impl CardFolder {
    /// The work in this data folder.
    #[must_use]
    pub const fn of(data: PathBuf) -> Self {
        Self { data }
    }

    /// Does what was asked; it is on disk when this returns.
    #[must_use]
    pub fn perform(&self, task: CardTask, today: Date) -> CardReport {
        match task {
            CardTask::Report(notice) => CardReport::Notices(self.report(notice).map_err(told)),
            CardTask::Settle(id, on) => CardReport::Notices(
                self.change_notices(|notices| {
                    for notice in notices.list.iter_mut().filter(|each| each.id == id) {
                        notice.settled = on;
                    }
                })
                .map_err(told),
            ),
            CardTask::Keep(id, text) => {
                let kept = self.keep(&id, &text, today).map_err(told);
                CardReport::Kept(id, kept)
            }
            CardTask::ReadVersions(id) => {
                let versions = self.versions(&id).map_err(told);
                CardReport::Versions(id, versions)
            }
            CardTask::PutBack(id, number) => {
                let kept = self.put_back(&id, number, today).map_err(told);
                CardReport::Kept(id, kept)
            }
            CardTask::Pack(task) => CardReport::Pack(packs::perform(&self.data, &task)),
        }
    }

    /// Every notice, oldest first. A file that cannot be read holds none.
    #[must_use]
    pub fn notices(&self) -> Vec<Notice> {
        self.read_notices()
            .map_or_else(|_| Vec::new(), |all| all.list)
    }

    fn report(&self, notice: Notice) -> io::Result<Vec<Notice>> {
        self.change_notices(|notices| notices.put(notice))
    }

    fn read_notices(&self) -> io::Result<Notices> {
        let text = read(&self.data.join(NOTICES))?.unwrap_or_default();
        Ok(Notices::parse(&text))
    }

    fn change_notices(&self, change: impl FnOnce(&mut Notices)) -> io::Result<Vec<Notice>> {
        let mut notices = self.read_notices()?;
        change(&mut notices);
        replace(&self.data.join(NOTICES), &notices.to_text())?;
        Ok(notices.list)
    }

    fn keep(&self, id: &ArticleId, text: &str, today: Date) -> io::Result<()> {
        let standing = self.standing(id);
        if let Some(now) = standing.last() {
            if now.text == text {
                return Ok(());
            }
            self.keep_version(id, &now.text, today)?;
        }
        let own = standing.iter().find(|file| file.layer == Layer::Desk);
        let path = own.map_or_else(|| self.own_path(id), |file| PathBuf::from(&file.name));
        replace(&path, text)
    }

    /// Puts a version back. Where it is what stands below our own file, that file goes, so that later shipments of the
    /// card are seen again.
    fn put_back(&self, id: &ArticleId, number: Option<u32>, today: Date) -> io::Result<()> {
        let versions = self.versions(id)?;
        let wanted = match number {
            Some(number) => versions.iter().find(|version| version.number == number),
            None => versions.first(),
        };
        let wanted = wanted.ok_or(io::ErrorKind::NotFound)?;
        let standing = self.standing(id);
        if let [.., below, own] = standing.as_slice()
            && own.layer == Layer::Desk
            && below.text == wanted.text
        {
            self.keep_version(id, &own.text, today)?;
            let own = Path::new(&own.name);
            fs::remove_file(own)?;
            return own.parent().map_or(Ok(()), sync_names);
        }
        self.keep(id, &wanted.text, today)
    }

    fn versions(&self, id: &ArticleId) -> io::Result<Vec<Version>> {
        let folder = self.earlier(id);
        let entries = match fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(error),
        };
        let mut versions = Vec::new();
        for entry in entries {
            let path = entry?.path();
            let Some((number, replaced_on)) = number_and_day(&path) else {
                continue;
            };
            versions.extend(read(&path)?.map(|text| Version {
                number,
                replaced_on,
                text,
            }));
        }
        versions.sort_by_key(|version| std::cmp::Reverse(version.number));
        Ok(versions)
    }

    fn keep_version(&self, id: &ArticleId, text: &str, today: Date) -> io::Result<()> {
        let newest = self.versions(id)?.first().map_or(0, |newest| newest.number);
        let name = format!("{:04}_{today}.md", newest.saturating_add(1));
        replace(&self.earlier(id).join(name), text)
    }

    /// The files of a card, shipped and of the data folder; the last one counts.
    fn standing(&self, id: &ArticleId) -> Vec<AssetFile> {
        let (files, _) = assets::load(Some(&self.data));
        let of_card =
            |file: &AssetFile| file.folder == Folder::Knowledge && file.stem == id.as_str();
        files.into_iter().filter(of_card).collect()
    }

    fn own_path(&self, id: &ArticleId) -> PathBuf {
        self.data.join(CARDS).join(format!("{id}.md"))
    }

    fn earlier(&self, id: &ArticleId) -> PathBuf {
        self.data.join(CARDS).join(EARLIER).join(id.as_str())
    }
}

/// `0003_2026-11-22.md`.
fn number_and_day(path: &Path) -> Option<(u32, Date)> {
    let name = path.file_name()?.to_str()?.strip_suffix(".md")?;
    let (number, day) = name.split_once('_')?;
    Some((number.parse().ok()?, day.parse().ok()?))
}

/// The text of a file; none when there is none.
fn read(path: &Path) -> io::Result<Option<String>> {
    let file = match private(OpenOptions::new().read(true)).open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    let mut text = String::new();
    file.take(MOST_BYTES).read_to_string(&mut text)?;
    Ok(Some(text))
}

/// Replaces a whole file, durably: after a power cut the old or the new one is there.
fn replace(path: &Path, text: &str) -> io::Result<()> {
    let (folder, name) = match (path.parent(), path.file_name()) {
        (Some(folder), Some(name)) => (folder, name.to_string_lossy()),
        _ => return Err(io::ErrorKind::InvalidInput.into()),
    };
    make_folder(folder)?;
    // Hidden, so that one that was left behind is not read.
    let new = folder.join(format!(".{name}.nieuw"));
    let mut options = OpenOptions::new();
    let mut file = private(options.write(true).create(true).truncate(true)).open(&new)?;
    let written = file
        .write_all(text.as_bytes())
        .and_then(|()| file.sync_all())
        .and_then(|()| fs::rename(&new, path))
        .and_then(|()| sync_names(folder));
    if written.is_err() {
        // Half a file takes room and helps nobody.
        let _ = fs::remove_file(&new);
    }
    written
}

/// Makes a folder and those above it, their names durable.
fn make_folder(folder: &Path) -> io::Result<()> {
    if folder.is_dir() {
        return Ok(());
    }
    if let Some(above) = folder.parent() {
        make_folder(above)?;
    }
    match DirBuilder::new().create(folder) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
        _ => {}
    }
    folder.parent().map_or(Ok(()), sync_names)
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "the shape that map_err takes"
)]
fn told(error: io::Error) -> Trouble {
    let kind = error.kind();
    if matches!(
        kind,
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded
    ) {
        Trouble::new("fout-vol")
    } else if matches!(
        kind,
        io::ErrorKind::ReadOnlyFilesystem | io::ErrorKind::PermissionDenied
    ) {
        Trouble::new("fout-kaart-alleen-lezen")
    } else {
        Trouble::new("fout-kaart")
    }
}

impl Kiosk {
    /// Does work on cards on the thread of the store, which is the one that waits for the disk; the screen says so when
    /// it takes long. After a card was written, all cards are read anew.
    pub(super) fn work_on_cards(
        &mut self,
        task: CardTask,
        today: Date,
        model: &mut Model,
        face: &mut dyn Face,
    ) -> anyhow::Result<Report> {
        let folder = CardFolder::of(self.data.clone());
        let waiting = self.ask(move |_| folder.perform(task, today));
        let answer = match waiting {
            Some(waiting) => self.wait_for(waiting, model, face)?,
            None => None,
        };
        // Without a store nothing may be written here: another Balie has the folder.
        let report = answer.unwrap_or_else(|| CardReport::Notices(Err(Trouble::new("fout-kaart"))));
        if report.has_changed_cards() {
            self.librarian = Some(Librarian::again(self.data.clone())?);
        }
        Ok(Report::Cards(report))
    }
}
