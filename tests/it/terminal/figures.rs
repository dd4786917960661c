//! The coordinator takes a month and a year along from the screen; the files are there, and the audit log says so.

use std::fs;

use super::set_up;
use crate::desk::window::Window;

#[test]
fn the_figures_of_a_month_and_of_a_year_are_files_in_the_folder_that_was_typed() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let shelf = folder.path().join("kast");
    fs::create_dir(&shelf).unwrap();
    set_up(&data);
    let mut desk = Window::open(&data);
    desk.wait_for("De Oever");
    desk.press("ctrl+l");
    desk.wait_for("Typ de vier woorden");
    desk.type_text("wolk lamp trein kaars brood");
    desk.press("enter");
    desk.wait_for("Rondleiding");
    desk.press("esc");
    desk.wait_for("Waar bent u vandaag?");
    desk.press("esc tab 8 2");
    desk.wait_for("[2 maand]");
    for (first, keys) in [("", "enter 1"), ("4", "enter 4")] {
        desk.press(first);
        desk.press(keys);
        desk.wait_for("Typ de naam van de map");
        desk.type_text(&shelf.display().to_string());
        desk.press("enter");
        desk.wait_for("Dit is niet de stick van het team.");
        desk.press("enter");
        desk.wait_for("balie-cijfers");
    }
    let mut names: Vec<String> = fs::read_dir(&shelf)
        .unwrap()
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    let [inside, outside] = names.as_slice() else {
        panic!("{names:?}");
    };
    assert!(inside.starts_with("balie-cijfers-2"), "{inside}");
    assert!(outside.starts_with("balie-cijfers-buiten-"), "{outside}");
    for name in &names {
        assert!(fs::read(shelf.join(name)).unwrap().starts_with(b"%PDF-"));
    }
    desk.press("esc tab - 5 1 enter");
    desk.wait_for("meegenomen");
}
