//! How the screen looks, remembered in a file of one word in the data folder.
//!
//! A preference and no record: it is read before the first frame, and when it is gone or damaged the usual look is worn.

use std::{fs, path::Path};

use crate::tui::{message::Trouble, theme::Look};

const FILE: &str = "weergave";

/// The look that was kept; none when there is none, or it is no look.
pub(super) fn kept(data: &Path) -> Option<Look> {
    let text = fs::read_to_string(data.join(FILE)).ok()?;
    Look::from_code(text.trim())
}

/// Keeps a look. Before a desk is set up there is no folder to keep it in, and that is no trouble.
pub(super) fn keep(data: &Path, look: Look) -> Result<(), Trouble> {
    if !data.is_dir() {
        return Ok(());
    }
    let fresh = data.join(format!("{FILE}.new"));
    fs::write(&fresh, format!("{}\n", look.code()))
        .and_then(|()| fs::rename(&fresh, data.join(FILE)))
        .map_err(|error| Trouble::new("fout-weergave").with("reden", error.to_string()))
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may stop")]
mod tests {
    use super::{FILE, keep, kept};
    use crate::tui::theme::Look;

    #[test]
    fn a_look_is_kept_and_damage_is_no_trouble() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(kept(folder.path()), None);
        keep(folder.path(), Look::Contrast).unwrap();
        assert_eq!(kept(folder.path()), Some(Look::Contrast));
        std::fs::write(folder.path().join(FILE), [0xff, 0, 1]).unwrap();
        assert_eq!(kept(folder.path()), None);
        keep(&folder.path().join("nergens"), Look::Dark).unwrap();
    }
}
