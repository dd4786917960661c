//! Practice: a store in memory instead of the real one, the cases, and the way back to the real desk.

use std::path::Path;

use super::{Kiosk, face::Face};
use crate::{
    assets::{self, Folder},
    domain::{PlaceId, Problem},
    practice::{self, Case},
    store::Store,
    tui::{Model, Report},
};

impl Kiosk {
    /// The real store is closed, and a store in memory takes its place.
    pub(super) fn practise(
        &mut self,
        place: PlaceId,
        model: &mut Model,
        face: &mut dyn Face,
    ) -> anyhow::Result<Report> {
        let moment = self.now()?.timestamp();
        self.begin(model, face, true, move || Store::in_memory(&place, moment))
    }

    /// The store in memory goes, and the desk is again as it was found: locked, or not set up.
    pub(super) fn end_practice(&mut self, model: &mut Model) -> anyhow::Result<Report> {
        if let Some(practice) = self.keeper.take() {
            practice.close(|| {});
        }
        self.store_id = None;
        let (desk, place) = self.arrive()?;
        model.arrive(desk, place);
        Ok(Report::PracticeEnded)
    }

    /// The cases of this desk. A mistake in one was told by `balie check`; here it is left out.
    pub(super) fn cases(&self) -> Report {
        Report::Cases(cases(Some(&self.data)).0)
    }
}

/// The shipped cases and those of the data folder, in the order of their files; one with the same id replaces.
#[must_use]
pub fn cases(data: Option<&Path>) -> (Vec<Case>, Vec<Problem>) {
    let (files, mut problems) = assets::load_folder(Folder::Practice, data);
    let mut cases: Vec<Case> = Vec::new();
    for file in files {
        match practice::parse(&file.name, &file.text) {
            Ok(case) => match cases.iter_mut().find(|each| each.id == case.id) {
                Some(known) => *known = case,
                None => cases.push(case),
            },
            Err(problem) => problems.push(problem),
        }
    }
    (cases, problems)
}
