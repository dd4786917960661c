//! What is done for the data without anybody asking: a backup on the first idle moment of a day and at the end, here
//! and on the team's own stick, and a look at how full the disk is. Begin reading at [`keep_on`].

use std::{
    ffi::OsStr,
    fs,
    path::{Path, PathBuf},
    time::Duration,
};

use jiff::{Timestamp, civil::Date, tz::TimeZone};

use super::{Kiosk, stamp, told, trouble};
use crate::{
    domain::StoreId,
    export::target::{self, ExportError},
    store::{self, Role, Store},
    tui::{
        Message, Model, Report,
        message::{OnStick, Room, Trouble},
    },
};

/// Below this the screen warns: 200 MB is years of enquiries, and enough for a person to act.
const LITTLE: u64 = 200 << 20;
/// Below this no talk is begun; what is going on has room for every answer.
const TOO_LITTLE: u64 = 32 << 20;

impl Kiosk {
    /// The first idle moment of a day, with the keys here: the backup of the day. Nobody waits for it; when it fails the
    /// screen says so at the next idle moment.
    pub(super) fn keep_safe(&mut self, model: &mut Model) -> anyhow::Result<()> {
        let now = self.now()?;
        if model.shared.is_practice {
            return Ok(());
        }
        if let Some(Some(trouble)) = self
            .backup
            .take()
            .and_then(|done| done.within(Duration::ZERO))
        {
            model.update(Message::Done(Report::Warned(trouble)), stamp(&self.zone)?);
        }
        self.backup = self.ask(move |store| keep(store, now.date(), now.timestamp()));
        Ok(())
    }
}

fn keep(store: &mut Store, day: Date, now: Timestamp) -> Option<Trouble> {
    let sticks = sticks(store.id());
    keep_on(&sticks, store, day, now)
}

/// Makes the backup of the day, here and on the sticks that the coordinator named. Gives the first thing that went
/// wrong; the others are tried all the same.
pub fn keep_on(
    sticks: &[PathBuf],
    store: &mut Store,
    day: Date,
    now: Timestamp,
) -> Option<Trouble> {
    let here = store.back_up_daily(day, now).map(drop).map_err(told);
    let sticks = sticks.iter().map(|folder| {
        target::check_marker(folder, store.id()).map_err(|error| trouble::of_export(&error))?;
        store::back_up_to_folder(store, folder, day, now)
            .map(drop)
            .map_err(told)
    });
    let done: Vec<_> = std::iter::once(here).chain(sticks).collect();
    done.into_iter().find_map(Result::err)
}

/// Makes a backup of now in a folder that the coordinator chose; an earlier one of today there makes way when the new one
/// is whole. Gives the sentence that says where it stands.
///
/// # Errors
/// The sentence for what went wrong.
pub fn keep_in(
    folder: &Path,
    store: &Store,
    day: Date,
    now: Timestamp,
) -> Result<Trouble, Trouble> {
    if store.role() != Some(Role::Coordinator) {
        return Err(Trouble::new("fout-coordinator"));
    }
    let id = store.id().to_string();
    let name = format!("balie-{}-{day}.balie", id.get(..8).unwrap_or_default());
    store::back_up_to_folder(store, folder, day, now).map_err(told)?;
    let map = folder.display().to_string();
    Ok(Trouble::new("kluis-elders-klaar")
        .with("naam", name)
        .with("map", map))
}

/// The last things before the program ends.
pub(super) fn finish(mut store: Store) {
    let now = Timestamp::now();
    let zone = TimeZone::get(super::ZONE).unwrap_or(TimeZone::UTC);
    // Drafts are compacted and what was taken back is erased; a failure loses nothing, the next start does it again.
    let _ = store.lock(now);
    let _ = keep(&mut store, now.to_zoned(zone).date(), now);
}

/// What the team's own stick, where one stands at these mount points, holds of backups of this store.
///
/// # Errors
/// The stick does not say what it holds.
pub fn on_stick(mounts: &[PathBuf], store: StoreId) -> Result<OnStick, ExportError> {
    let mut found = OnStick::Away;
    for stick in target::sticks(mounts, store) {
        let refused = |source| ExportError::Io {
            doing: "read",
            path: stick.folder.clone(),
            source,
        };
        let mut last = None;
        for entry in fs::read_dir(&stick.folder).map_err(refused)? {
            last = last.max(day_of(&entry.map_err(refused)?.file_name(), store));
        }
        found = match (found, last) {
            (OnStick::Last(other), last) => OnStick::Last(last.map_or(other, |day| day.max(other))),
            (_, Some(day)) => OnStick::Last(day),
            (OnStick::Away | OnStick::Nothing, None) => OnStick::Nothing,
        };
    }
    Ok(found)
}

/// The day of a backup of this store, by the name that it has elsewhere: `balie-1a2b3c4d-2026-11-21.balie`. A half one
/// is called otherwise.
fn day_of(name: &OsStr, store: StoreId) -> Option<Date> {
    let store = store.to_string();
    let name = name.to_str()?.strip_prefix("balie-")?;
    let day = name.strip_prefix(store.get(..8)?)?.strip_prefix('-')?;
    day.strip_suffix(".balie")?.parse().ok()
}

fn sticks(store: StoreId) -> Vec<PathBuf> {
    // A mount table that cannot be read offers no stick.
    let mounts = target::stick_mounts().unwrap_or_default();
    let found = target::sticks(&mounts, store).into_iter();
    found.map(|stick| stick.folder).collect()
}

/// How much room there is. A disk that does not say counts as having enough: the next save will tell.
#[must_use]
pub fn room(store: &Store) -> Room {
    match store.free_space() {
        Ok(Some(free)) if free < TOO_LITTLE => Room::None,
        Ok(Some(free)) if free < LITTLE => Room::Little,
        Ok(_) | Err(_) => Room::Enough,
    }
}
