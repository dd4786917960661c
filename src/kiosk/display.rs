//! How the screen looks and how much stands on a page, remembered in a file of two words in the data folder.
//!
//! A preference and no record: it is read before the first frame, and when it is gone or damaged the usual look is worn.

use std::{fs, path::Path};

use crate::{
    export::target,
    tui::{
        message::Trouble,
        theme::{Density, Look},
    },
};

const FILE: &str = "weergave";

/// What was kept; no look when there is none, or it is no look.
pub(super) fn kept(data: &Path) -> (Option<Look>, Density) {
    let text = fs::read_to_string(data.join(FILE)).unwrap_or_default();
    let mut words = text.split_whitespace();
    let look = words.next().and_then(Look::from_code);
    let density = words.next().and_then(Density::from_code);
    (look, density.unwrap_or_default())
}

/// Keeps both. Before a desk is set up there is no folder to keep it in, and that is no trouble.
pub(super) fn keep(data: &Path, look: Look, density: Density) -> Result<(), Trouble> {
    if !data.is_dir() {
        return Ok(());
    }
    let text = format!("{}\n{}\n", look.code(), density.code());
    let kept = target::replace_file(data, FILE, text.as_bytes());
    kept.map(drop).map_err(|_| Trouble::new("fout-weergave"))
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may stop")]
mod tests {
    use super::{FILE, keep, kept};
    use crate::tui::theme::{Density, Look};

    #[test]
    fn a_look_is_kept_and_damage_is_no_trouble() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(kept(folder.path()), (None, Density::Calm));
        keep(folder.path(), Look::Contrast, Density::Brisk).unwrap();
        assert_eq!(kept(folder.path()), (Some(Look::Contrast), Density::Brisk));
        // As an older Balie wrote it.
        std::fs::write(folder.path().join(FILE), "donker\n").unwrap();
        assert_eq!(kept(folder.path()), (Some(Look::Dark), Density::Calm));
        std::fs::write(folder.path().join(FILE), [0xff, 0, 1]).unwrap();
        assert_eq!(kept(folder.path()), (None, Density::Calm));
        keep(&folder.path().join("nergens"), Look::Dark, Density::Calm).unwrap();
    }

    #[test]
    #[cfg(unix)]
    fn a_link_in_its_place_is_not_written_through() {
        let folder = tempfile::tempdir().unwrap();
        let elsewhere = folder.path().join("elders");
        std::fs::write(&elsewhere, "van een ander").unwrap();
        std::os::unix::fs::symlink(&elsewhere, folder.path().join(FILE)).unwrap();
        keep(folder.path(), Look::Dark, Density::Calm).unwrap();
        assert_eq!(kept(folder.path()), (Some(Look::Dark), Density::Calm));
        let text = std::fs::read_to_string(&elsewhere).unwrap();
        assert_eq!(text, "van een ander");
    }
}
