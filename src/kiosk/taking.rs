//! Taking something along from the screen: a day's log to a stick or a folder, and the line in the audit log about it.

use std::path::PathBuf;

use jiff::{Timestamp, civil::Date};

use super::{
    papers::{self, ClosingError},
    told, trouble,
};
use crate::{
    export::{self, Labels, target, template::Templates},
    store::{AuditAct, Store},
    tui::message::{Exported, Format, Trouble},
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
    /// Who is at the table, as typed.
    pub(super) initials: String,
    pub(super) moment: Timestamp,
}

/// Closes a day and writes its log.
pub(super) fn write_log(store: &mut Store, job: &Job) -> Result<Exported, Trouble> {
    if job.is_practice {
        return Err(Trouble::new("daglog-oefenen"));
    }
    let log = papers::closed_log(store, &job.data, job.day).map_err(|error| match error {
        ClosingError::Store(error) => told(error),
        ClosingError::Export(error) => trouble::of_export(&error),
    })?;
    let mut files = Vec::new();
    for format in &job.formats {
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
        files.push(job.deliver(store, &log.file_stem(), format.extension(), &bytes)?);
    }
    Ok(Exported {
        files,
        folder: job.folder.clone(),
        rows: log.rows.len(),
    })
}

impl Job {
    /// Writes a file to the folder and says so in the audit log; its name.
    fn deliver(
        &self,
        store: &mut Store,
        stem: &str,
        extension: &str,
        bytes: &[u8],
    ) -> Result<String, Trouble> {
        let failed = |error| trouble::of_export(&error);
        if self.is_stick {
            target::check_marker(&self.folder, store.id()).map_err(failed)?;
        }
        let path = target::write_into(&self.folder, stem, extension, bytes).map_err(failed)?;
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        store
            .note(AuditAct::Exported, &self.initials, &name, self.moment)
            .map_err(told)?;
        Ok(name.into_owned())
    }
}
