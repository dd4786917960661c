//! Wiping a store from a laptop that is handed on: keys first, so that what a disk may keep is of no use.
//!
//! Begin reading at [`wipe`]. What it cannot promise: an eMMC or SSD may keep old blocks of the key file, which
//! still need one of the secrets; and backups on a stick stay, until they are wiped there.

use std::path::Path;

use super::{
    DRAFTS, Disk, FORMAT, Folder, QUARANTINE, REGISTER, SEALED, Store, StoreError, VAULT, audit,
    backup, beside, erasing::ERASED, index, key, purging::TOTALS, twins::TWINS,
};

/// What goes. The key files, zeroed by then, go last, so that a wipe that was cut short can be called again. Cards and
/// local data that an editor laid in the folder are none of the store's; notices and closed days tell of what was done here.
const OURS: [&str; 18] = [
    REGISTER,
    DRAFTS,
    SEALED,
    backup::BOXED,
    ERASED,
    VAULT,
    TWINS,
    TOTALS,
    audit::FOLDER,
    index::FOLDER,
    backup::FOLDER,
    QUARANTINE,
    beside::FILES[0],
    beside::FILES[1],
    FORMAT,
    key::FILES[0],
    key::FILES[1],
    key::FILES[2],
];

/// The files and folders that [`wipe`] would remove, to be shown before it is done.
///
/// # Errors
/// [`StoreError::NotAStore`].
pub fn what_wipe_removes(root: &Path) -> Result<Vec<String>, StoreError> {
    if !Store::exists(root) {
        return Err(StoreError::NotAStore(root.to_owned()));
    }
    let present = OURS.into_iter().filter(|name| root.join(name).exists());
    Ok(present.map(str::to_owned).collect())
}

/// Destroys the keys, then removes everything of the store. Whether the person is sure was asked before.
///
/// # Errors
/// The folder is in use, not ours, or the disk failed: what was not removed cannot be read any more once the
/// keys are gone, and calling again goes on.
pub fn wipe(root: &Path) -> Result<(), StoreError> {
    if !Store::exists(root) {
        return Err(StoreError::NotAStore(root.to_owned()));
    }
    let mut folder = Folder::enter(root)?;
    let refused = |folder: &Folder, name: &str, source| {
        StoreError::from_io("wipe", folder.path_of(name), source)
    };
    for name in key::FILES {
        destroy(&mut folder, name).map_err(|source| refused(&folder, name, source))?;
    }
    for name in OURS {
        let beside = format!("{name}.new");
        folder
            .remove_all(name)
            .and_then(|()| folder.remove_all(&beside))
            .map_err(|source| refused(&folder, name, source))?;
    }
    folder
        .sync_folder("")
        .map_err(|source| refused(&folder, "", source))
}

/// Writes zeros over a file where it stands, and makes that durable before anything else happens.
fn destroy(folder: &mut Folder, name: &str) -> std::io::Result<()> {
    if let Some(bytes) = folder.read(name)? {
        folder.overwrite(name, &vec![0; bytes.len()])?;
        folder.sync(name)?;
    }
    Ok(())
}
