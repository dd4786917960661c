//! A disk that hangs and then fails, under the real program: the screen says so, and the answer is not lost from it.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on has failed; the place says why"
)]

use std::{fs::File, process::Command};

use super::locked_desk;

/// A pipe in the place of the file of sealed saves: to write to it waits until somebody reads, and it cannot be synced.
#[test]
fn a_disk_that_hangs_is_told_as_busy_and_one_that_fails_as_failed() {
    let (folder, mut desk) = locked_desk();
    desk.press("tab 2 1");
    desk.wait_for("Wat is uw vraag?");
    let sealed = folder.path().join("data/sealed.log");
    let made = Command::new("mkfifo").arg(&sealed).status().unwrap();
    assert!(made.success(), "there was no file of sealed saves yet");
    desk.type_text("de kachel is stuk");
    desk.press("enter");
    desk.wait_for("bezig…");
    assert!(
        desk.screen().contains("Wat is uw vraag?"),
        "{}",
        desk.screen()
    );
    let reader = File::open(&sealed).unwrap();
    desk.wait_for("De schijf gaf een fout.");
    assert!(
        desk.screen().contains("de kachel is stuk"),
        "{}",
        desk.screen()
    );
    drop(reader);
}
