//! Finds and reads the shipped files and their overlay; hands text on, knows neither terminal nor store.

use std::path::Path;

/// What an asset file is for: the folder it stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Folder {
    /// `kennisbank/`: cards, one Markdown file each; sub-folders are regions.
    Knowledge,
    /// `lokaal/`: local data.
    Local,
    /// `routes/`: routes and the choice lists they share.
    Routes,
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
    /// Its text.
    pub text: std::borrow::Cow<'static, str>,
    /// True when it comes from the data folder.
    pub is_overlay: bool,
}

/// All files: shipped ones first, then those of the overlay, each in the order of their names.
/// A file that cannot be read as text becomes a problem and is left out.
#[must_use]
pub fn load(overlay: Option<&Path>) -> (Vec<AssetFile>, Vec<crate::domain::Problem>) {
    let _ = overlay;
    (Vec::new(), Vec::new())
}
