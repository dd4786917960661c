//! What went wrong, as the message the screen has a sentence for.

use crate::{
    export::target::ExportError,
    store::{Recovery, StoreError},
    tui::message::Trouble,
};

/// The sentence for what the store said.
pub(super) fn of_store(error: &StoreError) -> Trouble {
    let folder =
        |name, path: &std::path::Path| Trouble::new(name).with("map", path.display().to_string());
    let file = |name, path: &std::path::Path| {
        Trouble::new(name).with("bestand", path.display().to_string())
    };
    match error {
        StoreError::WrongSecret => Trouble::new("fout-woorden"),
        StoreError::InUse(_) => Trouble::new("fout-in-gebruik"),
        StoreError::Locked => Trouble::new("fout-op-slot"),
        StoreError::Closed => Trouble::new("fout-oude-rij"),
        StoreError::CoordinatorOnly => Trouble::new("fout-coordinator"),
        StoreError::NotAStore(path) => folder("fout-geen-balie", path),
        StoreError::AlreadyExists(_) => Trouble::new("fout-bestaat"),
        StoreError::NewerFormat { .. } => Trouble::new("fout-nieuwer"),
        StoreError::Foreign(path) => folder("fout-andermans", path),
        StoreError::Symlink(path) => folder("fout-link", path),
        StoreError::ReadOnly { path, .. } => folder("fout-alleen-lezen", path),
        StoreError::Full(_) => Trouble::new("fout-vol"),
        StoreError::Broken(_) => Trouble::new("fout-stuk"),
        StoreError::Corrupt { file: path, .. } => file("fout-beschadigd", path),
        StoreError::Terms { file: path, .. } => file("fout-termijnen", path),
        StoreError::NoRandomness(_) => Trouble::new("fout-toeval"),
        StoreError::Io { path, .. } => file("fout-schijf", path),
    }
}

/// The sentence for what was repaired.
pub(super) fn of_recovery(recovery: &Recovery) -> Trouble {
    match recovery {
        Recovery::TornSave { .. } => Trouble::new("hersteld-afgebroken"),
        Recovery::Damaged { file, .. } => {
            Trouble::new("hersteld-beschadigd").with("bestand", file.as_str())
        }
        Recovery::KeysFromCopy => Trouble::new("hersteld-sleutels"),
        Recovery::FormatRewritten => Trouble::new("hersteld-format"),
        Recovery::IndexRebuilt { .. } => Trouble::new("hersteld-lijst"),
        Recovery::RowsFromIndex(count) => {
            Trouble::new("hersteld-rijen").with("n", count.to_string())
        }
        Recovery::LongAgo(before) => {
            Trouble::new("hersteld-klok").with("dag", before.strftime("%d-%m-%Y").to_string())
        }
        Recovery::FromBackup { day, count } => Trouble::new("hersteld-kopie")
            .with("n", count.to_string())
            .with("dag", day.strftime("%d-%m-%Y").to_string()),
        Recovery::Lost(count) => Trouble::new("hersteld-kwijt").with("n", count.to_string()),
        Recovery::Unreadable(count) => {
            Trouble::new("hersteld-onleesbaar").with("n", count.to_string())
        }
        Recovery::SealedUnreadable(count) => {
            Trouble::new("hersteld-opzij").with("n", count.to_string())
        }
    }
}

/// The sentence for a file that did not get there.
pub(super) fn of_export(error: &ExportError) -> Trouble {
    let folder =
        |name, path: &std::path::Path| Trouble::new(name).with("map", path.display().to_string());
    match error {
        ExportError::Full(path) => folder("fout-export-vol", path),
        ExportError::ReadOnly(path) => folder("fout-export-alleen-lezen", path),
        ExportError::Vanished(path) => folder("fout-export-map", path),
        ExportError::NotNamed(path) | ExportError::OtherDesk { folder: path, .. } => {
            folder("fout-export-andere-stick", path)
        }
        ExportError::Stopped(_) => Trouble::new("daglog-gestopt"),
        ExportError::NoFreeName(path) => folder("fout-export-te-veel", path),
        ExportError::Malformed { file: path, .. } | ExportError::Io { path, .. } => {
            folder("fout-export", path)
        }
    }
}
