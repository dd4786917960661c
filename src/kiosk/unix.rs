//! What only Unix systems have: a signal hands the terminal back before the process ends, and a crash leaves no copy
//! of memory on the disk.

use std::{
    io::{self, IsTerminal},
    path::Path,
    sync::{Arc, atomic::AtomicBool},
};

use rustix::{
    event::{PollFd, PollFlags, poll},
    fs::{Access, Mode, access},
    io::Errno,
    process::{Resource, Rlimit, Signal, getpid, kill_process, setrlimit, umask},
};
use signal_hook::{
    consts::{SIGHUP, SIGINT, SIGTERM, SIGTSTP},
    flag,
    iterator::Signals,
    low_level::emulate_default_handler,
};

use jiff::Timestamp;

use super::logbook::{Event, Logbook};
use crate::tui::terminal;

/// Hands the terminal back at SIGTERM and SIGHUP, then ends with the signal's code. Everything that was called saved
/// is on disk already; nothing is to be done for it here. At SIGTSTP the terminal is handed back, the process sleeps,
/// and after SIGCONT it takes the terminal again. The thread sleeps until a signal comes.
///
/// # Errors
/// The system refuses the handlers or the thread.
pub(super) fn hand_back_on_signals(log: Logbook) -> io::Result<()> {
    let mut signals = Signals::new([SIGTERM, SIGHUP, SIGTSTP])?;
    std::thread::Builder::new()
        .name("signals".to_owned())
        .spawn(move || {
            for signal in signals.forever() {
                if signal == SIGTSTP {
                    terminal::lend(|| {
                        // Comes back after SIGCONT. A system that refuses to stop us leaves us where we were.
                        let _ = emulate_default_handler(SIGTSTP);
                    });
                    // The screen is drawn anew as after a change of size.
                    let _ = kill_process(getpid(), Signal::WINCH);
                } else {
                    terminal::hand_back_for_good();
                    log.note(&Event::Signalled(signal), Timestamp::now());
                    std::process::exit(128 + signal);
                }
            }
        })?;
    Ok(())
}

/// Whether this person may make files in a folder: neither its owner nor a disk that can only be read is against it.
pub(super) fn may_write(folder: &Path) -> bool {
    access(folder, Access::WRITE_OK).is_ok()
}

/// Sends this process SIGHUP when its terminal is gone. The system does so itself only where that terminal is the one of
/// its session; elsewhere the terminal library would read its end over and over, and the desk would stay in use by a
/// program that nobody sees. The thread sleeps until then.
///
/// # Errors
/// The system refuses the thread.
pub(super) fn hang_up_with_the_terminal() -> io::Result<()> {
    if !io::stdin().is_terminal() {
        return Ok(());
    }
    std::thread::Builder::new()
        .name("hang-up".to_owned())
        .stack_size(64 * 1024)
        .spawn(|| {
            let stdin = io::stdin();
            // Nothing is asked for: only the end of the terminal is told.
            let mut gone = [PollFd::new(&stdin, PollFlags::empty())];
            while poll(&mut gone, None) == Err(Errno::INTR) {}
            // A process that cannot send itself a signal is beyond help.
            let _ = kill_process(getpid(), Signal::HUP);
        })?;
    Ok(())
}

/// Raises a flag at the first SIGINT or SIGTERM; the second ends the process. A handler that the system refuses leaves the
/// signal as it was: it ends the process.
pub(super) fn raise_on_signals(flag: &Arc<AtomicBool>) {
    for signal in [SIGINT, SIGTERM] {
        let _ = flag::register_conditional_shutdown(signal, 128 + signal, Arc::clone(flag))
            .and_then(|_| flag::register(signal, Arc::clone(flag)));
    }
}

/// Tells of the signals that end a program, so that it can end as it should. The second one ends it at once: everything
/// that was called saved is on disk. The thread sleeps until a signal comes.
///
/// # Errors
/// The system refuses the handlers or the thread.
pub(super) fn tell_of_signals(tell: impl Fn(i32) + Send + 'static) -> io::Result<()> {
    let mut signals = Signals::new([SIGHUP, SIGINT, SIGTERM])?;
    std::thread::Builder::new()
        .name("signals".to_owned())
        .spawn(move || {
            let mut was_told = false;
            for signal in signals.forever() {
                if was_told {
                    terminal::show_typing();
                    std::process::exit(128 + signal);
                }
                was_told = true;
                tell(signal);
            }
        })?;
    Ok(())
}

/// Lets every other thread go first: what this thread does can wait, a key cannot. A system that refuses, or that knows
/// no order among threads, leaves it as it was.
pub(super) fn stand_back() {
    #[cfg(target_os = "linux")]
    let _ = rustix::process::setpriority_process(None, 10);
}

/// Whatever this process makes is for its owner alone: sled's files too, and the day's log.
pub fn keep_files_private() {
    umask(Mode::from_raw_mode(0o077));
}

/// Forbids core dumps: memory holds what residents told.
///
/// # Errors
/// The system refuses.
pub fn forbid_core_dumps() -> io::Result<()> {
    setrlimit(
        Resource::Core,
        Rlimit {
            current: Some(0),
            maximum: Some(0),
        },
    )?;
    Ok(())
}
