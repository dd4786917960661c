//! Taking something along from the screen: a day's log or a resident's note, and the line in the audit log about it.

use std::{
    io::Write as _,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::mpsc,
    thread,
    time::Duration,
};

use directories::UserDirs;
use jiff::{Timestamp, civil::Date};

use super::{
    Kiosk,
    face::Face,
    keeper::Waiting,
    papers::{self, ClosingError},
    told, trouble,
    watch::Watch,
};
use crate::{
    domain::Note,
    export::{self, Labels, note_sheet, pdf, sheet, target, template::Templates},
    store::{AuditAct, Store},
    tui::{
        Model, Report,
        message::{Exported, Format, NoteForm, Place, Target, Trouble},
    },
};

/// What is asked of an export.
pub(super) struct Job {
    pub(super) data: PathBuf,
    pub(super) labels: Labels,
    pub(super) templates: Templates,
    pub(super) day: Date,
    pub(super) formats: Vec<Format>,
    pub(super) folder: PathBuf,
    pub(super) is_stick: bool,
    pub(super) is_practice: bool,
    pub(super) moment: Timestamp,
    /// How far it is, and whether it must stop.
    pub(super) watch: Watch,
}

impl Kiosk {
    /// What is needed to write a day; none when the program has no templates.
    pub(super) fn job(
        &self,
        day: Date,
        formats: Vec<Format>,
        folder: PathBuf,
        model: &Model,
        watch: Watch,
    ) -> Option<Job> {
        Some(Job {
            data: self.data.clone(),
            labels: self.labels.clone(),
            templates: papers::templates(Some(&self.data)).0?,
            day,
            formats,
            is_stick: self.sticks.contains(&folder),
            folder,
            is_practice: model.shared.is_practice,
            moment: model.shared.stamp.now.timestamp(),
            watch,
        })
    }

    /// Asks for a resident's note: a file in this folder, or on the printer where there is none. None when the desk has no
    /// store, or a template cannot be read.
    pub(super) fn take_note(
        &self,
        note: Box<Note>,
        form: NoteForm,
        folder: Option<PathBuf>,
        model: &Model,
    ) -> Option<Waiting<Report>> {
        let folder = folder.unwrap_or_default();
        let job = self.job(note.day, Vec::new(), folder, model, Watch::default())?;
        self.ask(move |store| Report::NoteTaken(take_note(store, &job, &note, form)))
    }

    /// Writes a day's log while the screen tells how far it is.
    pub(super) fn take_log(
        &mut self,
        job: Option<Job>,
        watch: &Watch,
        model: &mut Model,
        face: &mut dyn Face,
    ) -> anyhow::Result<Report> {
        let asked =
            job.and_then(|job| self.ask(move |store| Report::Exported(write_log(store, &job))));
        let done = match asked {
            Some(waiting) => self.watch(&waiting, watch, model, face)?,
            None => None,
        };
        Ok(done.unwrap_or_else(|| Report::Exported(Err(Trouble::new("fout-stuk")))))
    }

    /// What the screen offers for a file that holds no names: where a log can go, then the folders of who works at this
    /// computer, so that nobody has to type the name of one.
    pub(super) fn offered(&mut self) -> Vec<Target> {
        let mut all = self.targets();
        let home = UserDirs::new().map_or_else(Vec::new, |user| {
            let found = [user.document_dir(), user.desktop_dir(), user.download_dir()];
            home_folders(user.home_dir(), found.into_iter().flatten())
        });
        let is_new = |target: &Target| all.iter().all(|known| known.folder != target.folder);
        let home: Vec<Target> = home.into_iter().filter(is_new).collect();
        all.extend(home);
        all
    }

    /// Where a log can go: the team's sticks that are in now, and the folders that were named.
    pub(super) fn targets(&mut self) -> Vec<Target> {
        let Some(store) = self.store_id else {
            return Vec::new();
        };
        // A mount table or a list of folders that cannot be read offers nothing; a name can still be typed.
        let mounts = target::stick_mounts().unwrap_or_default();
        let mut found = target::sticks(&mounts, store);
        self.sticks = found.iter().map(|stick| stick.folder.clone()).collect();
        found.extend(target::folders(&self.data).unwrap_or_default());
        found
            .into_iter()
            .map(|target| Target {
                place: match target.kind {
                    target::Kind::Stick => Place::Stick,
                    target::Kind::Folder => Place::Named,
                },
                name: target.name,
                folder: target.folder,
            })
            .collect()
    }
}

/// A folder whose name was typed, when it is there and files can be made in it.
pub(super) fn found(folder: PathBuf) -> Result<PathBuf, Trouble> {
    let checked = match target::check_folder(&folder) {
        #[cfg(unix)]
        Ok(()) if !super::unix::may_write(&folder) => {
            Err(target::ExportError::ReadOnly(folder.clone()))
        }
        checked => checked,
    };
    match checked {
        Ok(()) => Ok(folder),
        Err(error) => Err(trouble::of_export(&error)),
    }
}

/// Those folders that are there, under the name that they have on the disk. A desktop that keeps a kind of file nowhere in
/// particular calls the home folder itself its place: that one is left out.
fn home_folders<'a>(home: &Path, found: impl Iterator<Item = &'a Path>) -> Vec<Target> {
    let mut targets: Vec<Target> = Vec::new();
    for folder in found.filter(|folder| *folder != home && folder.is_dir()) {
        let Some(name) = folder.file_name() else {
            continue;
        };
        if targets.iter().all(|known| known.folder != folder) {
            targets.push(Target {
                name: name.to_string_lossy().into_owned(),
                folder: folder.to_owned(),
                place: Place::Home,
            });
        }
    }
    targets
}

/// Closes a day and writes its log.
fn write_log(store: &mut Store, job: &Job) -> Result<Exported, Trouble> {
    if job.is_practice {
        return Err(Trouble::new("daglog-oefenen"));
    }
    let log = papers::closed_log(store, &job.data, job.day).map_err(|error| match error {
        ClosingError::Store(error) => told(error),
        ClosingError::Export(error) => trouble::of_export(&error),
    })?;
    let stopped = || Trouble::new("daglog-gestopt");
    let mut made = Vec::new();
    for (position, format) in job.formats.iter().enumerate() {
        // Making the files is the first half, bringing them there the second.
        if !job.watch.went(position * 500 / job.formats.len()) {
            return Err(stopped());
        }
        let format = match format {
            Format::Csv => export::Format::Csv,
            Format::Jsonl => export::Format::Jsonl,
            Format::Xlsx => export::Format::Xlsx,
            Format::Pdf => export::Format::Pdf,
            Format::Text => export::Format::Text,
        };
        let mut bytes = Vec::new();
        let wrong = |_| Trouble::new("fout-export").with("map", job.folder.display().to_string());
        export::write(&log, format, &job.labels, &job.templates.day, &mut bytes).map_err(wrong)?;
        made.push((format.extension(), bytes));
    }
    let all = made.iter().map(|(_, bytes)| bytes.len()).sum::<usize>();
    let mut before = 0;
    let mut files = Vec::new();
    for (extension, bytes) in made {
        let mut went = |done: usize| {
            let per_mille = (before + done) * 500 / all.max(1);
            job.watch.went(500 + per_mille)
        };
        files.push(job.deliver(store, &log.file_stem(), extension, &bytes, &mut went)?);
        before += bytes.len();
    }
    Ok(Exported {
        files,
        folder: job.folder.clone(),
        rows: log.rows.len(),
    })
}

impl Job {
    /// Writes a file to the folder and says so in the audit log; its name.
    pub(super) fn deliver(
        &self,
        store: &mut Store,
        stem: &str,
        extension: &str,
        bytes: &[u8],
        went: &mut dyn FnMut(usize) -> bool,
    ) -> Result<String, Trouble> {
        let failed = |error| trouble::of_export(&error);
        // Before anything is written: what leaves as a file stands in the audit log.
        if store.role().is_none() {
            return Err(Trouble::new("fout-op-slot"));
        }
        if self.is_stick {
            target::check_marker(&self.folder, store.id()).map_err(failed)?;
        }
        let written = target::write_watched(&self.folder, stem, extension, bytes, went);
        let path = written.map_err(failed)?;
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        store
            .note_for_table(AuditAct::Exported, &name, self.moment)
            .map_err(told)?;
        Ok(name.into_owned())
    }
}

/// How long a printer may take to accept a note.
const PATIENCE: Duration = Duration::from_secs(8);

/// Brings a note to a printer or a file and says what came of it.
fn take_note(
    store: &mut Store,
    job: &Job,
    note: &Note,
    form: NoteForm,
) -> Result<Trouble, Trouble> {
    let sheet = note_sheet(note, &job.templates.note);
    let mut bytes = Vec::new();
    let (written, extension) = match form {
        NoteForm::Text => (sheet::write_text(&sheet, &mut bytes), "txt"),
        NoteForm::Pdf | NoteForm::Printer => (pdf::write(&sheet, note.day, &mut bytes), "pdf"),
    };
    written
        .map_err(|_| Trouble::new("fout-export").with("map", job.folder.display().to_string()))?;
    match form {
        NoteForm::Printer => {
            print(bytes)?;
            // A desk that is locked cannot write the audit log; the note is the resident's own, and holds no name.
            if store.role().is_some() {
                let about = format!("briefje-{} printer", note.day);
                let noted = store.note_for_table(AuditAct::Exported, &about, job.moment);
                noted.map_err(told)?;
            }
            Ok(Trouble::new("briefje-naar-printer"))
        }
        NoteForm::Pdf | NoteForm::Text => {
            if job.is_practice {
                return Err(Trouble::new("daglog-oefenen"));
            }
            let stem = format!("briefje-{}", note.day);
            let name = job.deliver(store, &stem, extension, &bytes, &mut |_| true)?;
            let folder = job.folder.display().to_string();
            Ok(Trouble::new("briefje-geschreven")
                .with("naam", name)
                .with("map", folder))
        }
    }
}

/// Hands a page to the printer of this computer (`lp`). A printer that does not answer in time is left alone; the page may
/// still come.
fn print(bytes: Vec<u8>) -> Result<(), Trouble> {
    let child = Command::new("lp")
        .args(["-s", "-t", "Afsprakenbriefje"])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    let mut child = child.map_err(|_| Trouble::new("briefje-geen-printer"))?;
    let (said, heard) = mpsc::channel();
    let paper = child.stdin.take();
    thread::spawn(move || {
        let fed = paper.map(|mut paper| paper.write_all(&bytes));
        let is_fed = matches!(fed, Some(Ok(())));
        let ended = child.wait();
        // Nobody listens any more when the printer took too long.
        let _ = said.send(is_fed && ended.is_ok_and(|ended| ended.success()));
    });
    match heard.recv_timeout(PATIENCE) {
        Ok(true) => Ok(()),
        Ok(false) => Err(Trouble::new("briefje-printer-weigert")),
        Err(_) => Err(Trouble::new("briefje-printer-traag")),
    }
}

#[cfg(test)]
#[expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on has failed; the place says why"
)]
mod tests {
    use std::fs;

    use tempfile::TempDir;

    use super::*;
    use crate::store::{Derivation, Secret, Secrets, disk::Memory};

    fn moment() -> Timestamp {
        Timestamp::UNIX_EPOCH
    }

    fn store() -> Store {
        let secrets = Secrets {
            desk: Secret::new("appel fiets molen dijk"),
            coordinator: Secret::new("wolk lamp trein kaars brood"),
            recovery: Secret::new("herstel van papier met vele woorden"),
        };
        let disk = Box::<Memory>::default();
        let cheap = Derivation::cheap_for_tests();
        Store::create_on(disk, &"plek".into(), &secrets, cheap, moment()).unwrap()
    }

    fn job(data: &TempDir, to: &Path) -> Job {
        Job {
            data: data.path().to_owned(),
            labels: Labels::new(),
            templates: papers::templates(None).0.unwrap(),
            day: jiff::civil::date(1970, 1, 1),
            formats: vec![Format::Csv, Format::Jsonl],
            folder: to.to_owned(),
            is_stick: false,
            is_practice: false,
            moment: moment(),
            watch: Watch::default(),
        }
    }

    fn files(folder: &TempDir) -> usize {
        fs::read_dir(folder.path()).unwrap().count()
    }

    #[test]
    fn only_folders_that_are_there_are_offered_and_never_the_home_folder_itself() {
        let home = TempDir::new().unwrap();
        let documents = home.path().join("Documenten");
        fs::create_dir(&documents).unwrap();
        let gone = home.path().join("Bureaublad");
        let found = [&documents, &gone, &documents, &home.path().join("")];
        let offered = home_folders(home.path(), found.into_iter().map(PathBuf::as_path));
        let expected = Target {
            name: "Documenten".to_owned(),
            folder: documents,
            place: Place::Home,
        };
        assert_eq!(offered, [expected]);
    }

    #[test]
    fn a_typed_folder_is_refused_when_nothing_can_be_written_there() {
        let folder = TempDir::new().unwrap();
        assert_eq!(found(folder.path().to_owned()).unwrap(), folder.path());
        let refused = |folder: &str| found(folder.into()).unwrap_err().message;
        // Not even root makes a file there.
        assert_eq!(refused("/proc/self"), "fout-export-alleen-lezen");
        assert_eq!(refused("/nergens"), "fout-export-map");
    }

    #[test]
    fn a_log_that_is_stopped_leaves_nothing_and_says_so() {
        let (data, to) = (TempDir::new().unwrap(), TempDir::new().unwrap());
        let (mut store, job) = (store(), job(&data, to.path()));
        job.watch.stop();
        let stopped = write_log(&mut store, &job).unwrap_err();
        assert_eq!((stopped.message, files(&to)), ("daglog-gestopt", 0));
    }

    #[test]
    fn a_log_goes_all_the_way_and_into_the_audit_log() {
        let (data, to) = (TempDir::new().unwrap(), TempDir::new().unwrap());
        let (mut store, job) = (store(), job(&data, to.path()));
        let written = write_log(&mut store, &job).unwrap();
        assert_eq!((written.files.len(), files(&to)), (2, 2));
        assert!(job.watch.per_mille() >= 500, "{}", job.watch.per_mille());
        let audit = store.audit().unwrap();
        let exports = audit
            .lines
            .iter()
            .filter(|line| line.act == AuditAct::Exported);
        assert_eq!(exports.count(), 2);
    }

    #[test]
    fn a_note_becomes_no_file_while_no_line_can_be_written_about_it() {
        let (data, to) = (TempDir::new().unwrap(), TempDir::new().unwrap());
        let (mut store, job) = (store(), job(&data, to.path()));
        store.lock(moment()).unwrap();
        let note = Note {
            place: String::new(),
            day: job.day,
            sections: Vec::new(),
            web: None,
        };
        let refused = take_note(&mut store, &job, &note, NoteForm::Text).unwrap_err();
        assert_eq!((refused.message, files(&to)), ("fout-op-slot", 0));
    }
}
