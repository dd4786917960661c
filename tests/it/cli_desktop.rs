//! The entries of the session: what stands in them, whose files are left alone, what is removed.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on has failed; the place says why"
)]

use std::{
    fs,
    os::unix::fs::{PermissionsExt, symlink},
    path::PathBuf,
    process::{Command, Output},
};

use balie::kiosk::desktop::Emulator;
use tempfile::TempDir;

use crate::cli::{err, out};

/// A session of its own: folders for entries, and a folder with programs that do nothing.
struct Session {
    home: TempDir,
}

impl Session {
    fn with(terminals: &[&str]) -> Self {
        let session = Self {
            home: tempfile::tempdir().unwrap(),
        };
        fs::create_dir(session.path("bin")).unwrap();
        for terminal in terminals {
            let file = session.path("bin").join(terminal);
            fs::write(&file, "#!/bin/sh\n").unwrap();
            fs::set_permissions(&file, fs::Permissions::from_mode(0o755)).unwrap();
        }
        session
    }

    fn path(&self, name: &str) -> PathBuf {
        self.home.path().join(name)
    }

    fn run(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_balie"));
        command.env_clear();
        command
            .env("HOME", self.home.path())
            .env("XDG_DATA_HOME", self.path("share"))
            .env("XDG_CONFIG_HOME", self.path("config"))
            .env("PATH", self.path("bin"))
            .arg("desktop")
            .args(arguments);
        command.output().unwrap()
    }

    fn menu(&self) -> PathBuf {
        self.path("share/applications/balie.desktop")
    }

    fn autostart(&self) -> PathBuf {
        self.path("config/autostart/balie.desktop")
    }
}

/// The command line of an entry, read back by the rules of the specification.
fn exec(entry: &str) -> Vec<String> {
    let line = entry
        .lines()
        .find_map(|line| line.strip_prefix("Exec="))
        .unwrap();
    let line = line.replace("\\\\", "\\");
    let (mut parts, mut part, mut is_quoted, mut has_part) =
        (Vec::new(), String::new(), false, false);
    let mut signs = line.chars();
    while let Some(sign) = signs.next() {
        match sign {
            '"' => (is_quoted, has_part) = (!is_quoted, true),
            '\\' if is_quoted => part.extend(signs.next()),
            ' ' if !is_quoted => {
                parts.push(std::mem::take(&mut part));
                has_part = false;
            }
            '%' => part.extend(signs.next()),
            other => {
                part.push(other);
                has_part = true;
            }
        }
    }
    assert!(!is_quoted, "{line}");
    if has_part || !part.is_empty() {
        parts.push(part);
    }
    parts
}

#[test]
fn the_entry_names_terminal_font_full_screen_and_balie() {
    for emulator in Emulator::ALL {
        let session = Session::with(&[emulator.program()]);
        let ran = session.run(&["--install", "--terminal", emulator.program()]);
        assert_eq!(ran.status.code(), Some(0), "{}", err(&ran));
        let entry = fs::read_to_string(session.menu()).unwrap();
        let exec = exec(&entry);
        let terminal = session.path("bin").join(emulator.program());
        assert_eq!(exec.first().unwrap(), terminal.to_str().unwrap());
        assert_eq!(exec.last().unwrap(), env!("CARGO_BIN_EXE_balie"));
        let options = exec.join(" ").to_lowercase();
        assert!(
            options.contains("full-screen") || options.contains("fullscreen"),
            "{options}"
        );
        assert!(
            options.contains("18") || options.contains("--zoom=1.50"),
            "{options}"
        );
        assert!(entry.starts_with("[Desktop Entry]\nType=Application\nName=Balie\n"));
        assert!(entry.contains("\nTerminal=false\n"));
        assert!(!session.autostart().exists());
    }
}

#[test]
fn each_terminal_gets_the_options_of_its_manual() {
    let expected: [(&str, &[&str]); 7] = [
        (
            "gnome-terminal",
            &["--full-screen", "--hide-menubar", "--zoom=1.50", "--"],
        ),
        (
            "konsole",
            &[
                "--fullscreen",
                "--hide-menubar",
                "--hide-tabbar",
                "-p",
                "ScrollBarPosition=2",
                "-p",
                "Font=Monospace,18",
                "-e",
            ],
        ),
        (
            "xfce4-terminal",
            &[
                "--fullscreen",
                "--hide-menubar",
                "--hide-toolbar",
                "--hide-scrollbar",
                "--font=Monospace 18",
                "-x",
            ],
        ),
        ("kitty", &["--start-as=fullscreen", "-o", "font_size=18"]),
        (
            "alacritty",
            &[
                "-o",
                "window.startup_mode=\"Fullscreen\"",
                "-o",
                "font.size=18",
                "-e",
            ],
        ),
        (
            "xterm",
            &[
                "-fullscreen",
                "-bg",
                "white",
                "-tn",
                "xterm-256color",
                "-fa",
                "Monospace",
                "-fs",
                "18",
                "-e",
            ],
        ),
        (
            "foot",
            &[
                "--fullscreen",
                "--override=colors.background=fcfbf7",
                "--font=monospace:size=18",
            ],
        ),
    ];
    for (terminal, options) in expected {
        let session = Session::with(&[terminal]);
        session.run(&["--install", "--terminal", terminal]);
        let exec = exec(&fs::read_to_string(session.menu()).unwrap());
        let middle: Vec<_> = exec.iter().skip(1).take(options.len()).collect();
        assert_eq!(middle, options, "{terminal}");
    }
}

#[test]
fn the_first_terminal_is_taken_and_foot_only_with_wayland() {
    let session = Session::with(&["foot", "xterm", "konsole"]);
    assert!(out(&session.run(&["--install"])).contains("opens in konsole"));
    let only_foot = Session::with(&["foot"]);
    let refused = only_foot.run(&["--install"]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(
        err(&refused).contains("install one of"),
        "{}",
        err(&refused)
    );
    assert!(!only_foot.menu().exists());
}

#[test]
fn autostart_is_written_when_asked_and_goes_when_it_is_no_longer_asked() {
    let session = Session::with(&["xterm"]);
    let ran = session.run(&["--install", "--autostart"]);
    assert_eq!(ran.status.code(), Some(0), "{}", err(&ran));
    assert_eq!(
        fs::read_to_string(session.menu()).unwrap(),
        fs::read_to_string(session.autostart()).unwrap()
    );
    session.run(&["--install"]);
    assert!(session.menu().exists());
    assert!(!session.autostart().exists());
}

#[test]
fn a_file_of_somebody_else_is_never_replaced_nor_removed() {
    let session = Session::with(&["xterm"]);
    let (menu, autostart) = (session.menu(), session.autostart());
    fs::create_dir_all(menu.parent().unwrap()).unwrap();
    fs::create_dir_all(autostart.parent().unwrap()).unwrap();
    fs::write(&autostart, "[Desktop Entry]\nName=Van een ander\n").unwrap();
    let refused = session.run(&["--install", "--autostart"]);
    assert_eq!(refused.status.code(), Some(1), "{}", err(&refused));
    assert!(err(&refused).contains("was not written by balie"));
    assert!(!menu.exists(), "nothing is written when one is refused");
    let other = session.path("brief.txt");
    fs::write(&other, "van een ander").unwrap();
    symlink(&other, &menu).unwrap();
    assert_eq!(session.run(&["--install"]).status.code(), Some(1));
    let gone = session.run(&["--uninstall"]);
    assert_eq!(gone.status.code(), Some(0));
    assert!(out(&gone).contains("nothing to remove"));
    assert_eq!(fs::read_to_string(&other).unwrap(), "van een ander");
    assert!(
        fs::read_to_string(&autostart)
            .unwrap()
            .contains("Van een ander")
    );
}

#[test]
fn uninstall_removes_what_install_wrote_and_no_more() {
    let session = Session::with(&["xterm"]);
    session.run(&["--install", "--autostart"]);
    let beside = session.menu().with_file_name("ander.desktop");
    fs::write(&beside, "x").unwrap();
    let gone = session.run(&["--uninstall"]);
    assert_eq!(out(&gone).lines().count(), 2, "{}", out(&gone));
    assert!(!session.menu().exists() && !session.autostart().exists());
    assert!(beside.exists());
    assert_eq!(session.run(&["--uninstall"]).status.code(), Some(0));
}

#[test]
fn a_folder_with_difficult_signs_comes_through() {
    let session = Session::with(&["xterm"]);
    let data = session.path("een \"map\" van 50% $HOME `x` \\ ; é");
    let data = data.to_str().unwrap();
    let ran = session.run(&["--install", "--data", data]);
    assert_eq!(ran.status.code(), Some(0), "{}", err(&ran));
    let exec = exec(&fs::read_to_string(session.menu()).unwrap());
    assert_eq!(
        exec.iter().rev().take(2).collect::<Vec<_>>(),
        [data, "--data"]
    );
    let refused = session.run(&["--install", "--data", "twee\nregels"]);
    assert_eq!(refused.status.code(), Some(1));
}

#[test]
fn one_of_the_two_is_asked() {
    let session = Session::with(&["xterm"]);
    assert_eq!(session.run(&[]).status.code(), Some(1));
    assert_eq!(
        session.run(&["--install", "--uninstall"]).status.code(),
        Some(1)
    );
    assert_eq!(
        session.run(&["--uninstall", "--autostart"]).status.code(),
        Some(1)
    );
    let points = session.run(&["--install", "--points", "200"]);
    assert_eq!(points.status.code(), Some(1));
}
