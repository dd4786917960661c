//! What only Unix systems have: a signal hands the terminal back before the process ends, and a crash leaves no copy
//! of memory on the disk.

use std::io;

use rustix::{
    fs::Mode,
    process::{Resource, Rlimit, setrlimit, umask},
};
use signal_hook::{
    consts::{SIGHUP, SIGTERM},
    iterator::Signals,
};

use crate::tui::terminal;

/// Hands the terminal back at SIGTERM and SIGHUP, then ends with the signal's code. Everything that was called saved
/// is on disk already; nothing is to be done for it here. The thread sleeps until a signal comes.
///
/// # Errors
/// The system refuses the handlers or the thread.
pub(super) fn hand_back_on_signals() -> io::Result<()> {
    let mut signals = Signals::new([SIGTERM, SIGHUP])?;
    std::thread::Builder::new()
        .name("signals".to_owned())
        .spawn(move || {
            if let Some(signal) = signals.forever().next() {
                terminal::hand_back_for_good();
                std::process::exit(128 + signal);
            }
        })?;
    Ok(())
}

/// Whatever this process makes is for its owner alone: sled's files too, and the day's log.
pub(super) fn keep_files_private() {
    umask(Mode::from_raw_mode(0o077));
}

/// Forbids core dumps: memory holds what residents told.
///
/// # Errors
/// The system refuses.
pub(super) fn forbid_core_dumps() -> io::Result<()> {
    setrlimit(
        Resource::Core,
        Rlimit {
            current: Some(0),
            maximum: Some(0),
        },
    )?;
    Ok(())
}
