//! Balie among the programs of a desk: an entry in the menu of the session and, when asked for, one that starts it.
//!
//! The entries name the terminal, with a large font and the full screen, and Balie itself by its whole path. A file that
//! was not written here is never replaced nor removed. Knows the Desktop Entry Specification and the options of seven
//! terminals, each from its manual page. Begin reading at [`Desktop::install`].

use std::{
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
};

use crate::words::Words;

/// The name of both entries.
pub const FILE: &str = "balie.desktop";
/// By this line a file of ours is known.
const OURS: &str = "X-Balie-Entry=1";
/// What large means where a terminal takes no size but a factor: the usual size in points.
const USUAL_SIZE: u8 = 12;

/// A terminal that Balie can be opened in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Emulator {
    /// `gnome-terminal`(1): `--full-screen`, `--hide-menubar`, `--zoom=ZOOM`, `--`.
    Gnome,
    /// The handbook of Konsole: `--fullscreen`, `--hide-menubar`, `--hide-tabbar`, `-p property=value`, `-e`. Its tool bar
    /// stays: no option hides that.
    Konsole,
    /// `xfce4-terminal`(1): `--fullscreen`, `--hide-menubar`, `--hide-toolbar`, `--hide-scrollbar`, `--font=font`, `-x`.
    Xfce,
    /// `kitty`(1): `--start-as=fullscreen`, `-o name=value`, then the program.
    Kitty,
    /// `alacritty`(1): `-o option=value`, `-e`. Quotes in the value are right for YAML and for TOML.
    Alacritty,
    /// `xterm`(1): `-fullscreen`, `-bg color` (up to the edges of the screen), `-tn term` (more than sixteen colours),
    /// `-fa pattern`, `-fs size`, `-e`.
    Xterm,
    /// `foot`(1): `--fullscreen`, `--override=[SECTION.]KEY=VALUE` (the ground up to the edges), `--font=FONT`, then the
    /// program. Only where there is Wayland.
    Foot,
}

impl Emulator {
    /// Every one, the one that is taken first in front.
    pub const ALL: [Self; 7] = [
        Self::Gnome,
        Self::Konsole,
        Self::Xfce,
        Self::Kitty,
        Self::Alacritty,
        Self::Xterm,
        Self::Foot,
    ];

    /// The name of its program.
    #[must_use]
    pub const fn program(self) -> &'static str {
        match self {
            Self::Gnome => "gnome-terminal",
            Self::Konsole => "konsole",
            Self::Xfce => "xfce4-terminal",
            Self::Kitty => "kitty",
            Self::Alacritty => "alacritty",
            Self::Xterm => "xterm",
            Self::Foot => "foot",
        }
    }

    /// The one with this program.
    #[must_use]
    pub fn named(program: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|each| each.program() == program)
    }

    /// What comes between the terminal and the program in it: full screen, letters of so many points.
    fn options(self, points: u8) -> Vec<String> {
        let options: &[&str] = match self {
            Self::Gnome => {
                let zoom = f32::from(points) / f32::from(USUAL_SIZE);
                return vec![
                    "--full-screen".to_owned(),
                    "--hide-menubar".to_owned(),
                    format!("--zoom={zoom:.2}"),
                    "--".to_owned(),
                ];
            }
            Self::Konsole => &[
                "--fullscreen",
                "--hide-menubar",
                "--hide-tabbar",
                "-p",
                "ScrollBarPosition=2",
                "-p",
                "Font=Monospace,{}",
                "-e",
            ],
            Self::Xfce => &[
                "--fullscreen",
                "--hide-menubar",
                "--hide-toolbar",
                "--hide-scrollbar",
                "--font=Monospace {}",
                "-x",
            ],
            Self::Kitty => &["--start-as=fullscreen", "-o", "font_size={}"],
            Self::Alacritty => &[
                "-o",
                "window.startup_mode=\"Fullscreen\"",
                "-o",
                "font.size={}",
                "-e",
            ],
            Self::Xterm => &[
                "-fullscreen",
                "-bg",
                "white",
                "-tn",
                "xterm-256color",
                "-fa",
                "Monospace",
                "-fs",
                "{}",
                "-e",
            ],
            Self::Foot => &[
                "--fullscreen",
                "--override=colors.background=fcfbf7",
                "--font=monospace:size={}",
            ],
        };
        let points = points.to_string();
        let options = options.iter().map(|option| option.replace("{}", &points));
        options.collect()
    }
}

/// The folders of a session, and what stands in its path.
#[derive(Debug, Clone)]
pub struct Desktop {
    /// Where the data of programs stands, `~/.local/share`.
    pub data_home: PathBuf,
    /// Where their settings stand, `~/.config`.
    pub config_home: PathBuf,
    /// The folders in which programs are looked for.
    pub path: Vec<PathBuf>,
    /// The session is one of Wayland.
    pub is_wayland: bool,
}

/// What an entry starts.
#[derive(Debug, Clone)]
pub struct Launch {
    /// The terminal, and where its program stands.
    pub emulator: (Emulator, PathBuf),
    /// The size of the letters in points.
    pub points: u8,
    /// Balie itself.
    pub balie: PathBuf,
    /// The data folder, when it is not the usual one.
    pub data: Option<PathBuf>,
}

/// Why an entry was not written or removed.
#[derive(Debug, thiserror::Error)]
pub enum EntryError {
    /// Somebody else wrote a file of this name.
    #[error("{} was not written by balie and is left as it is", .0.display())]
    NotOurs(PathBuf),
    /// A path holds a sign that no entry can hold.
    #[error("an entry cannot hold this path: {}", .0.display())]
    Unwritable(PathBuf),
    /// The system said no.
    #[error("{}: {source}", path.display())]
    Io {
        /// Which file.
        path: PathBuf,
        /// What it said.
        source: io::Error,
    },
}

impl Desktop {
    /// The terminals that are here, the one that is taken first in front.
    #[must_use]
    pub fn terminals(&self) -> Vec<(Emulator, PathBuf)> {
        let is_usable = |each: &Emulator| self.is_wayland || *each != Emulator::Foot;
        let all = Emulator::ALL.into_iter().filter(is_usable);
        all.filter_map(|each| Some((each, self.find(each)?)))
            .collect()
    }

    /// Where the program of a terminal stands, if it does.
    #[must_use]
    pub fn find(&self, emulator: Emulator) -> Option<PathBuf> {
        let candidates = self
            .path
            .iter()
            .map(|folder| folder.join(emulator.program()));
        candidates.into_iter().find(|file| is_executable(file))
    }

    /// Writes the entry of the menu, and the one that starts Balie with the session when asked for; gives the files. One
    /// that starts it and is no longer asked for goes.
    ///
    /// # Errors
    /// A file of that name is not ours, or cannot be written.
    pub fn install(
        &self,
        launch: &Launch,
        is_autostart: bool,
        words: &Words,
    ) -> Result<Vec<PathBuf>, EntryError> {
        let text = entry(launch, words)?;
        let mut files = vec![self.menu_file()];
        if is_autostart {
            files.push(self.autostart_file());
        }
        // Nothing is written when one of them is somebody else's.
        for file in &files {
            is_ours(file)?;
        }
        for file in &files {
            replace(file, &text)?;
        }
        if !is_autostart {
            Self::remove(&self.autostart_file())?;
        }
        Ok(files)
    }

    /// Removes the entries that were written here; gives those that were there.
    ///
    /// # Errors
    /// One cannot be removed.
    pub fn uninstall(&self) -> Result<Vec<PathBuf>, EntryError> {
        let files = [self.menu_file(), self.autostart_file()];
        let mut gone = Vec::new();
        for file in files {
            if Self::remove(&file)? {
                gone.push(file);
            }
        }
        Ok(gone)
    }

    /// Whether there was one of ours. Somebody else's stays, and is no trouble.
    fn remove(file: &Path) -> Result<bool, EntryError> {
        match is_ours(file) {
            Ok(true) => fs::remove_file(file)
                .map(|()| true)
                .map_err(|source| io_error(file, source)),
            Ok(false) | Err(EntryError::NotOurs(_)) => Ok(false),
            Err(error) => Err(error),
        }
    }

    fn menu_file(&self) -> PathBuf {
        self.data_home.join("applications").join(FILE)
    }

    fn autostart_file(&self) -> PathBuf {
        self.config_home.join("autostart").join(FILE)
    }
}

/// The text of an entry.
fn entry(launch: &Launch, words: &Words) -> Result<String, EntryError> {
    let (emulator, terminal) = &launch.emulator;
    let mut parts = vec![written(terminal)?];
    parts.extend(
        emulator
            .options(launch.points)
            .iter()
            .map(|each| quoted(each)),
    );
    parts.push(written(&launch.balie)?);
    if let Some(data) = &launch.data {
        parts.extend(["--data".to_owned(), written(data)?]);
    }
    let what = words.text("desktop-wat");
    let try_exec = in_value(&text_of(terminal)?);
    let exec = parts.join(" ");
    Ok(format!(
        "[Desktop Entry]\nType=Application\nName=Balie\nComment={what}\nExec={exec}\nTryExec={try_exec}\n\
         Icon=utilities-terminal\nTerminal=false\nCategories=Office;\n{OURS}\n"
    ))
}

fn text_of(path: &Path) -> Result<String, EntryError> {
    let text = path
        .to_str()
        .filter(|text| !text.chars().any(char::is_control));
    let text = text.ok_or_else(|| EntryError::Unwritable(path.to_owned()))?;
    Ok(text.to_owned())
}

fn written(path: &Path) -> Result<String, EntryError> {
    text_of(path).map(|text| quoted(&text))
}

/// One part of a command line, by the quoting rule of the specification, and by its rule for values over that.
fn quoted(part: &str) -> String {
    let is_plain = |sign: char| sign.is_ascii_alphanumeric() || "-_./=,:+@".contains(sign);
    let part = part.replace('%', "%%");
    if !part.is_empty() && part.chars().all(|sign| is_plain(sign) || sign == '%') {
        return part;
    }
    let mut quoted = String::from("\"");
    for sign in part.chars() {
        if matches!(sign, '"' | '`' | '$' | '\\') {
            quoted.push('\\');
        }
        quoted.push(sign);
    }
    quoted.push('"');
    in_value(&quoted)
}

fn in_value(text: &str) -> String {
    text.replace('\\', "\\\\")
}

/// Whether a file is there that was written here.
fn is_ours(file: &Path) -> Result<bool, EntryError> {
    match fs::symlink_metadata(file) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(source) => Err(io_error(file, source)),
        // A link leads to a file of somebody else.
        Ok(found) if !found.is_file() => Err(EntryError::NotOurs(file.to_owned())),
        Ok(_) => {
            let text = fs::read(file).map_err(|source| io_error(file, source))?;
            let text = String::from_utf8_lossy(&text);
            if text.lines().any(|line| line == OURS) {
                Ok(true)
            } else {
                Err(EntryError::NotOurs(file.to_owned()))
            }
        }
    }
}

/// The old or the new file is there, never half a one.
fn replace(file: &Path, text: &str) -> Result<(), EntryError> {
    let folder = file.parent().unwrap_or(file);
    let new = folder.join(format!(".{FILE}.new"));
    fs::create_dir_all(folder)
        .and_then(|()| fs::File::create(&new))
        .and_then(|mut opened| {
            opened.write_all(text.as_bytes())?;
            opened.sync_all()
        })
        .and_then(|()| fs::rename(&new, file))
        .map_err(|source| io_error(file, source))
}

fn io_error(file: &Path, source: io::Error) -> EntryError {
    EntryError::Io {
        path: file.to_owned(),
        source,
    }
}

fn is_executable(file: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    fs::metadata(file).is_ok_and(|found| found.is_file() && found.permissions().mode() & 0o111 != 0)
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn parts_are_quoted_by_the_rules_of_the_specification() {
        assert_eq!(quoted("/usr/bin/balie"), "/usr/bin/balie");
        assert_eq!(quoted("--font=Monospace 18"), "\"--font=Monospace 18\"");
        // The two examples of the specification: four backslashes for one, two before a dollar sign.
        assert_eq!(quoted("\\"), "\"\\\\\\\\\"");
        assert_eq!(quoted("$"), "\"\\\\$\"");
        assert_eq!(quoted("50%"), "50%%");
        assert_eq!(quoted(""), "\"\"");
    }
}
