//! Where the day's log may go, and that it gets there whole or not at all.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on has failed; the place says why"
)]

use std::{fs, path::PathBuf};

use balie::{
    domain::StoreId,
    export::target::{self, ExportError, Kind, MARKER, Target},
};
use tempfile::TempDir;

const OURS: StoreId = StoreId([0xab; 16]);
const THEIRS: StoreId = StoreId([0xcd; 16]);

fn stick_of(store: StoreId) -> (TempDir, Target) {
    let folder = TempDir::new().unwrap();
    target::name_stick(folder.path(), store).unwrap();
    let target = Target {
        name: "stick".to_owned(),
        folder: folder.path().to_owned(),
        kind: Kind::Stick,
    };
    (folder, target)
}

fn names_in(folder: &TempDir) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn an_existing_file_is_never_overwritten() {
    let folder = TempDir::new().unwrap();
    for (bytes, name) in [
        ("een", "daglog.csv"),
        ("twee", "daglog-2.csv"),
        ("drie", "daglog-3.csv"),
    ] {
        let path = target::write_into(folder.path(), "daglog", "csv", bytes.as_bytes()).unwrap();
        assert_eq!(path, folder.path().join(name));
        assert_eq!(fs::read_to_string(path).unwrap(), bytes);
    }
    assert_eq!(
        fs::read_to_string(folder.path().join("daglog.csv")).unwrap(),
        "een"
    );
    assert_eq!(
        names_in(&folder),
        ["daglog-2.csv", "daglog-3.csv", "daglog.csv"],
        "no temporary file stays"
    );
}

#[test]
fn a_stick_named_for_this_desk_is_offered_and_written_to() {
    let (folder, stick) = stick_of(OURS);
    let offered = target::sticks(&[folder.path().to_owned()], OURS);
    assert_eq!(offered.len(), 1);
    assert_eq!(offered[0].folder, folder.path());
    assert_eq!(offered[0].kind, Kind::Stick);
    let path = target::write(&stick, OURS, "daglog", "csv", b"nr").unwrap();
    assert_eq!(fs::read(path).unwrap(), b"nr");
    assert_eq!(names_in(&folder), [MARKER, "daglog.csv"]);
}

#[test]
fn a_stick_of_another_desk_is_not_offered_and_refused() {
    let (folder, stick) = stick_of(THEIRS);
    assert_eq!(target::sticks(&[folder.path().to_owned()], OURS), []);
    let refusal = target::write(&stick, OURS, "daglog", "csv", b"nr").unwrap_err();
    assert!(matches!(
        refusal,
        ExportError::OtherDesk { found: THEIRS, .. }
    ));
    assert_eq!(names_in(&folder), [MARKER], "nothing was written");
}

#[test]
fn a_stick_without_a_marker_is_not_offered_and_refused() {
    let (folder, stick) = stick_of(OURS);
    fs::remove_file(folder.path().join(MARKER)).unwrap();
    assert_eq!(target::sticks(&[folder.path().to_owned()], OURS), []);
    let refusal = target::write(&stick, OURS, "daglog", "csv", b"nr").unwrap_err();
    assert_eq!(
        refusal.to_string(),
        format!(
            "{} was not named for this desk; name it with `balie stick name`",
            folder.path().display()
        )
    );
}

#[test]
fn a_broken_marker_is_told_with_its_line() {
    let (folder, _) = stick_of(OURS);
    fs::write(folder.path().join(MARKER), "# ours\nstore = \"nee\"\n").unwrap();
    let sentence = target::check_marker(folder.path(), OURS)
        .unwrap_err()
        .to_string();
    assert!(sentence.contains(MARKER), "{sentence}");
    assert!(sentence.contains("line 2"), "{sentence}");
    assert_eq!(target::sticks(&[folder.path().to_owned()], OURS), []);
}

#[test]
fn a_stick_can_be_named_anew() {
    let (folder, _) = stick_of(THEIRS);
    target::name_stick(folder.path(), OURS).unwrap();
    assert_eq!(target::sticks(&[folder.path().to_owned()], OURS).len(), 1);
    assert_eq!(names_in(&folder), [MARKER]);
}

#[test]
fn a_stick_that_was_pulled_out_is_told_as_gone() {
    let (folder, stick) = stick_of(OURS);
    let root = folder.path().to_owned();
    folder.close().unwrap();
    let refusal = target::write(&stick, OURS, "daglog", "csv", b"nr").unwrap_err();
    assert!(matches!(&refusal, ExportError::Vanished(gone) if *gone == root));
    let refusal = target::write_into(&root, "daglog", "csv", b"nr").unwrap_err();
    assert!(matches!(refusal, ExportError::Vanished(_)));
}

#[test]
fn a_folder_that_takes_no_files_is_told_as_read_only_or_by_the_system() {
    // Root may write anywhere, so the folder is one that nobody can write to: the one of this process in /proc.
    let folder = PathBuf::from("/proc/self");
    let refusal = target::write_into(&folder, "daglog", "csv", b"nr").unwrap_err();
    let sentence = refusal.to_string();
    assert!(sentence.contains("/proc/self"), "{sentence}");
    assert!(!matches!(refusal, ExportError::Vanished(_)), "{sentence}");
}

#[test]
fn a_link_in_the_place_of_the_temporary_file_is_not_followed() {
    let folder = TempDir::new().unwrap();
    let victim = folder.path().join("brief.txt");
    fs::write(&victim, "van een ander").unwrap();
    let temporary = format!(".daglog.{}.part", std::process::id());
    std::os::unix::fs::symlink(&victim, folder.path().join(temporary)).unwrap();
    target::write_into(folder.path(), "daglog", "csv", b"nr").unwrap();
    assert_eq!(fs::read_to_string(victim).unwrap(), "van een ander");
    assert_eq!(names_in(&folder), ["brief.txt", "daglog.csv"]);
}

#[test]
fn only_what_a_person_plugs_in_counts_as_a_stick() {
    let table = "\
22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw\n\
23 22 0:21 / /proc rw,nosuid - proc proc rw\n\
90 22 8:17 / /media/vrijwilliger/TEAM\\040STICK rw,nosuid - vfat /dev/sdb1 rw\n\
91 22 8:33 / /run/media/vrijwilliger/USB rw - exfat /dev/sdc1 rw\n\
92 22 8:49 / /home rw - ext4 /dev/sdd1 rw\n\
93 22 8:50 / /mediatheek rw - ext4 /dev/sdd2 rw\n\
kapot\n";
    assert_eq!(
        target::removable_mounts(table),
        [
            PathBuf::from("/media/vrijwilliger/TEAM STICK"),
            PathBuf::from("/run/media/vrijwilliger/USB")
        ]
    );
}

#[test]
fn folders_come_from_a_list_in_the_data_folder() {
    let data = TempDir::new().unwrap();
    assert_eq!(target::folders(data.path()).unwrap(), []);
    let file = data.path().join(target::FOLDERS);
    fs::write(
        &file,
        "[[folder]]\nname = \"Teammap\"\npath = \"/srv/team\"\n",
    )
    .unwrap();
    assert_eq!(
        target::folders(data.path()).unwrap(),
        [Target {
            name: "Teammap".to_owned(),
            folder: PathBuf::from("/srv/team"),
            kind: Kind::Folder,
        }]
    );
    fs::write(&file, "[[folder]]\nnaam = \"Teammap\"\n").unwrap();
    let sentence = target::folders(data.path()).unwrap_err().to_string();
    assert!(sentence.contains("folders.toml"), "{sentence}");
    assert!(sentence.contains("line 2"), "{sentence}");
}

#[test]
fn a_file_that_is_stopped_leaves_nothing_and_the_next_one_is_whole() {
    let folder = TempDir::new().unwrap();
    let bytes = vec![b'x'; 1_000_000];
    for stop_after in [0, 1, 3] {
        let mut asked = Vec::new();
        let refusal = target::write_watched(folder.path(), "daglog", "csv", &bytes, &mut |done| {
            asked.push(done);
            asked.len() <= stop_after
        });
        let refusal = refusal.unwrap_err();
        assert!(matches!(refusal, ExportError::Stopped(_)), "{refusal}");
        assert_eq!(asked.len(), stop_after + 1);
        assert!(asked.is_sorted() && asked[0] == 0, "{asked:?}");
        assert_eq!(names_in(&folder), [""; 0]);
    }
    target::write_into(folder.path(), "daglog", "csv", &bytes).unwrap();
    assert_eq!(names_in(&folder), ["daglog.csv"]);
    assert_eq!(fs::read(folder.path().join("daglog.csv")).unwrap(), bytes);
}

#[test]
fn a_stick_that_goes_while_it_is_written_to_is_told_as_gone() {
    let (folder, stick) = stick_of(OURS);
    let bytes = vec![b'x'; 600_000];
    let root = folder.path().to_owned();
    let refusal = target::write_watched(&stick.folder, "daglog", "csv", &bytes, &mut |done| {
        if done > 0 {
            let _ = fs::remove_dir_all(&root);
        }
        true
    });
    let refusal = refusal.unwrap_err();
    assert!(matches!(refusal, ExportError::Vanished(_)), "{refusal}");
}
