//! Work on cards at the pilot's desk: the same files as at a real one, in a folder of its own.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on has failed; the place says why"
)]

use std::path::Path;

use balie::{
    kiosk::{cardwork::CardFolder, library::Library},
    tui::{Report, message::cards::CardTask, shared::Progress},
};
use tempfile::TempDir;

use super::Pilot;

impl Pilot {
    /// The folder in which cards and notices stand; made when it is first needed.
    pub(crate) fn card_folder(&mut self) -> &Path {
        let folder = self.folder.get_or_insert_with(|| TempDir::new().unwrap());
        folder.path()
    }

    /// Puts a file there, as an editor would, and lets Balie read it.
    pub(crate) fn put_file(&mut self, name: &str, text: &str) {
        let path = self.card_folder().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
        self.read_cards_anew();
    }

    /// Reads the cards anew; they are no longer those of every other test.
    pub(crate) fn read_cards_anew(&mut self) {
        let library = Library::load(Some(self.card_folder()));
        self.has_own_cards = true;
        self.model.shelve(library.into(), Progress::Whole);
    }

    pub(super) fn work_on_cards(&mut self, task: CardTask) -> Report {
        let folder = CardFolder::of(self.card_folder().to_owned());
        let report = folder.perform(task, self.clock.date());
        if report.has_changed_cards() {
            self.must_read_cards = true;
        }
        Report::Cards(report)
    }
}
