//! What is read from the program itself and from the data folder.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test stops at the first thing that fails"
)]

use std::{fs, path::Path};

use balie::{
    assets::{self, AssetFile, Folder, Layer, MAX_BYTES},
    domain::Problem,
};
use tempfile::TempDir;

/// A data folder with one file in it, and what is read from there.
fn overlay_with(path: &str, bytes: &[u8]) -> (TempDir, Vec<AssetFile>, Vec<Problem>) {
    let data = TempDir::new().unwrap();
    let file = data.path().join(path);
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(file, bytes).unwrap();
    let (files, problems) = assets::load(Some(data.path()));
    let own = files
        .into_iter()
        .filter(|file| file.layer == Layer::Desk)
        .collect();
    (data, own, problems)
}

#[test]
fn shipped_cards_are_inside_the_program_in_the_order_of_their_names() {
    let (files, problems) = assets::load(None);
    let names: Vec<&String> = files
        .iter()
        .filter(|file| file.folder == Folder::Knowledge)
        .map(|file| &file.name)
        .collect();
    assert_eq!(problems, []);
    assert!(names.len() >= 225, "{} cards", names.len());
    assert!(names.is_sorted());
    assert!(
        names
            .iter()
            .any(|name| *name == "kennisbank/landelijk/aow.md")
    );
}

#[test]
fn a_file_of_the_data_folder_comes_after_the_shipped_ones() {
    let (data, own, problems) = overlay_with("kennisbank/eigen/aow.md", b"tekst");
    assert_eq!(problems, []);
    let [file] = own.as_slice() else {
        panic!("{own:?}")
    };
    assert_eq!((file.stem.as_str(), file.text.as_ref()), ("aow", "tekst"));
    assert_eq!(
        Path::new(&file.name),
        data.path().join("kennisbank/eigen/aow.md")
    );
    assert_eq!(
        assets::load(Some(data.path())).0.last().unwrap().layer,
        Layer::Desk
    );
}

#[test]
fn an_absent_data_folder_is_no_problem() {
    let data = TempDir::new().unwrap();
    let (files, problems) = assets::load(Some(&data.path().join("nergens")));
    assert_eq!(problems, []);
    assert_eq!(files, assets::load(None).0);
}

#[track_caller]
fn check_refused(path: &str, bytes: &[u8], what: &str) {
    let (data, own, problems) = overlay_with(path, bytes);
    assert_eq!(own, []);
    let [problem] = problems.as_slice() else {
        panic!("{problems:?}")
    };
    assert_eq!(Path::new(&problem.file), data.path().join(path));
    assert_eq!(problem.what, what);
    assert_ne!(problem.remedy, "");
}

#[test]
fn what_cannot_be_a_card_is_one_problem_and_left_out() {
    check_refused(
        "kennisbank/foto.md",
        b"\x89PNG\r\n\x1a\n\0\0",
        "the file is not text in UTF-8",
    );
    check_refused(
        "kennisbank/nul.md",
        b"+++\0",
        "the file is not text in UTF-8",
    );
    check_refused(
        "kennisbank/latin1.md",
        b"caf\xe9",
        "the file is not text in UTF-8",
    );
    check_refused(
        "lokaal/plaatsen.txt",
        b"",
        "a file of this kind is not read here",
    );
    let huge = vec![b'a'; usize::try_from(MAX_BYTES).unwrap() + 1];
    check_refused("routes/groot.toml", &huge, "the file is larger than 1 MB");
}

#[test]
fn files_that_an_editor_or_a_system_left_behind_are_passed_over() {
    let (_data, own, problems) = overlay_with("kennisbank/.aow.md.swp", b"\0\0");
    assert_eq!((own, problems), (vec![], vec![]));
}

#[cfg(unix)]
#[test]
fn a_folder_that_links_to_itself_ends() {
    let data = TempDir::new().unwrap();
    let cards = data.path().join("kennisbank");
    fs::create_dir(&cards).unwrap();
    std::os::unix::fs::symlink(&cards, cards.join("rond")).unwrap();
    let (_, problems) = assets::load(Some(data.path()));
    let [problem] = problems.as_slice() else {
        panic!("{problems:?}")
    };
    assert_eq!(problem.what, "the folder stands too deep and was not read");
}
