//! `balie desktop`: Balie in the menu of the session, and started with it when asked for.

use std::{
    env,
    path::{Path, absolute},
};

use clap::Args;

use super::{Exit, Failure, Streams, data_folder};
use crate::{
    kiosk::desktop::{Desktop, Emulator, EntryError, Launch},
    words::Words,
};

/// Where in the session Balie stands.
#[derive(Debug, Args)]
pub struct Arguments {
    /// Write an entry that opens Balie in a terminal, full screen, with large letters
    #[arg(
        long,
        required_unless_present = "uninstall",
        conflicts_with = "uninstall"
    )]
    pub install: bool,
    /// Remove what --install wrote, and nothing else
    #[arg(long)]
    pub uninstall: bool,
    /// Start Balie with the session too
    #[arg(long, conflicts_with = "uninstall")]
    pub autostart: bool,
    /// Which terminal, instead of the first that is here
    #[arg(long, conflicts_with = "uninstall", value_name = "NAME", value_parser = emulator)]
    pub terminal: Option<Emulator>,
    /// The size of the letters in points, 8 to 72
    #[arg(long, conflicts_with = "uninstall", value_name = "POINTS", default_value_t = 18, value_parser = clap::value_parser!(u8).range(8..=72))]
    pub points: u8,
}

fn emulator(name: &str) -> Result<Emulator, String> {
    Emulator::named(name).ok_or_else(|| {
        let known = Emulator::ALL.map(Emulator::program).join(", ");
        format!("its options are not known here; choose one of {known}")
    })
}

/// Writes or removes the entries, and says which files.
///
/// # Errors
/// There is no terminal that is known, or an entry is somebody else's or cannot be written.
pub fn run(arguments: &Arguments, data: &Path, streams: &mut Streams<'_>) -> Result<Exit, Failure> {
    let desktop = desktop()?;
    if arguments.uninstall {
        let gone = desktop.uninstall().map_err(|error| refused(&error))?;
        for file in &gone {
            writeln!(streams.out, "removed {}", file.display())?;
        }
        if gone.is_empty() {
            writeln!(streams.out, "there was nothing to remove")?;
        }
        return Ok(Exit::Done);
    }
    let launch = launch(arguments, &desktop, data)?;
    let files = desktop
        .install(&launch, arguments.autostart, &Words::shipped())
        .map_err(|error| refused(&error))?;
    for file in files {
        writeln!(streams.out, "wrote {}", file.display())?;
    }
    let (emulator, _) = launch.emulator;
    writeln!(
        streams.out,
        "Balie opens in {}, letters of {} points; another: --terminal NAME",
        emulator.program(),
        launch.points
    )?;
    Ok(Exit::Done)
}

fn desktop() -> Result<Desktop, Failure> {
    let homes = directories::BaseDirs::new().ok_or_else(|| {
        Failure::mend(
            "this account has no home folder, so there is no menu to stand in",
            "run it as the account of the desk",
        )
    })?;
    let path = env::var_os("PATH").unwrap_or_default();
    Ok(Desktop {
        data_home: homes.data_dir().to_owned(),
        config_home: homes.config_dir().to_owned(),
        path: env::split_paths(&path).collect(),
        is_wayland: env::var_os("WAYLAND_DISPLAY").is_some(),
    })
}

fn launch(arguments: &Arguments, desktop: &Desktop, data: &Path) -> Result<Launch, Failure> {
    let emulator = match arguments.terminal {
        Some(asked) => desktop.find(asked).map(|program| (asked, program)),
        None => desktop.terminals().into_iter().next(),
    };
    let emulator = emulator.ok_or_else(|| {
        let known = Emulator::ALL.map(Emulator::program).join(", ");
        Failure::mend(
            "there is no terminal here whose options are known",
            format!("install one of {known}"),
        )
    })?;
    let whole = |path: &Path| absolute(path).map_err(|error| Failure::file("find", path, &error));
    let balie = env::current_exe()
        .map_err(|error| Failure::machine(error.to_string(), "run balie by its whole path"))?;
    let usual = data_folder(None).ok();
    let data = whole(data)?;
    Ok(Launch {
        emulator,
        points: arguments.points,
        balie,
        data: Some(data).filter(|data| Some(data) != usual.as_ref()),
    })
}

fn refused(error: &EntryError) -> Failure {
    match error {
        EntryError::NotOurs(_) => Failure::mend(
            error.to_string(),
            "rename or remove it, then run this again",
        ),
        EntryError::Unwritable(_) => {
            Failure::mend(error.to_string(), "give the folder another name")
        }
        EntryError::Io { path, source } => Failure::file("change", path, source),
    }
}
