//! The only place that changes terminal modes. What [`Terminal::take`] turns on, [`hand_back`] turns off: on return, on
//! error, on panic and on a termination signal.
//!
//! Every frame leaves in one write, inside a synchronized update, so that a slow terminal never shows half of it.

mod sheet;

use std::{
    fs::File,
    io::{self, Write},
    os::fd::AsFd,
    sync::{
        Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};

use crossterm::{
    cursor::Show,
    event::{DisableBracketedPaste, EnableBracketedPaste},
    execute, queue,
    style::ResetColor,
    terminal::{
        BeginSynchronizedUpdate, Clear, ClearType, EndSynchronizedUpdate, EnterAlternateScreen,
        LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
    },
};
use ratatui::{Frame, TerminalOptions, Viewport, layout::Rect};

use rustix::termios::{LocalModes, OptionalActions, Termios, tcgetattr, tcgetwinsize, tcsetattr};

use self::sheet::Sheet;
use super::app::Model;

/// Held while a frame is written and while the terminal is handed back: nothing is written after the hand-back.
/// Never held while a view runs, so that a panic in a view can hand the terminal back.
static WRITING: Mutex<()> = Mutex::new(());

/// What stood on the screen may be gone: the next frame must be drawn whole.
static IS_UNKNOWN: AtomicBool = AtomicBool::new(false);

/// The terminal while Balie has it.
pub struct Terminal {
    inner: ratatui::Terminal<Sheet>,
    file: File,
    /// What `inner` fills.
    area: Rect,
}

impl Terminal {
    /// Takes the terminal: raw mode, alternate screen, bracketed paste.
    ///
    /// # Errors
    /// Standard output is no terminal, or it refuses.
    pub fn take() -> io::Result<Self> {
        enable_raw_mode()?;
        let taken = Self::open();
        if taken.is_err() {
            hand_back();
        }
        taken
    }

    fn open() -> io::Result<Self> {
        let file = File::from(io::stdout().as_fd().try_clone_to_owned()?);
        let area = area(&file)?;
        let mut inner = empty(area)?;
        queue!(
            inner.backend_mut(),
            EnterAlternateScreen,
            EnableBracketedPaste
        )?;
        Ok(Self { inner, file, area })
    }

    /// Draws the model, once.
    ///
    /// # Errors
    /// The terminal is gone.
    pub fn draw(&mut self, model: &Model) -> io::Result<()> {
        self.paint(|frame| model.view(frame))
    }

    /// Draws one frame.
    ///
    /// # Errors
    /// The terminal is gone.
    pub fn paint(&mut self, view: impl FnOnce(&mut Frame<'_>)) -> io::Result<()> {
        let area = area(&self.file)?;
        let is_fresh = IS_UNKNOWN.swap(false, Ordering::AcqRel) || area != self.area;
        if is_fresh {
            self.inner = empty(area)?;
            self.area = area;
        }
        queue!(self.inner.backend_mut(), BeginSynchronizedUpdate)?;
        if is_fresh {
            queue!(self.inner.backend_mut(), Clear(ClearType::All))?;
        }
        self.inner.draw(view)?;
        let sheet = self.inner.backend_mut();
        queue!(sheet, EndSynchronizedUpdate)?;
        let _writing = writing();
        sheet.send(&mut self.file)
    }
}

/// A screen of this size with nothing on it yet.
fn empty(area: Rect) -> io::Result<ratatui::Terminal<Sheet>> {
    let viewport = Viewport::Fixed(area);
    ratatui::Terminal::with_options(Sheet::new(area), TerminalOptions { viewport })
}

/// How large the terminal is. Asked of the file that is open: crossterm opens the terminal anew for it, which is a
/// twentieth of what a key takes, and asks other programs where a terminal does not know.
fn area(file: &File) -> io::Result<Rect> {
    let known = tcgetwinsize(file).map(|size| (size.ws_col, size.ws_row));
    let (width, height) = match known {
        Ok((width, height)) if width > 0 && height > 0 => (width, height),
        _ => crossterm::terminal::size()?,
    };
    Ok(Rect::new(0, 0, width, height))
}

/// Hands the terminal back whole. Safe to call twice, and from another thread.
pub fn hand_back() {
    let _writing = writing();
    leave();
}

/// Hands the terminal back for as long as the work takes, then takes it again. No frame is written meanwhile. Safe from
/// another thread.
pub fn lend(work: impl FnOnce()) {
    let _writing = writing();
    leave();
    work();
    // A terminal that is gone now is noticed at the next frame.
    let _ = enable_raw_mode();
    let _ = execute!(io::stdout(), EnterAlternateScreen, EnableBracketedPaste);
    forget_screen();
}

/// Has the next frame drawn whole. A window that was made small and large again before it was looked at has the size it
/// had, and has lost what stood in it.
pub fn forget_screen() {
    IS_UNKNOWN.store(true, Ordering::Release);
}

fn leave() {
    let mut out = io::stdout();
    // Nothing can be done about a terminal that is gone.
    let _ = execute!(
        out,
        EndSynchronizedUpdate,
        DisableBracketedPaste,
        ResetColor,
        LeaveAlternateScreen,
        Show
    );
    let _ = disable_raw_mode();
    let _ = out.flush();
}

/// Hands the terminal back and never lets a frame through again: for a signal, right before the process ends.
pub fn hand_back_for_good() {
    hand_back();
    std::mem::forget(writing());
}

/// Hands the terminal back before a panic is reported, so that its text can be read. A panic that is expected and
/// caught leaves the terminal as it is and is not reported.
pub fn hand_back_on_panic(is_expected: fn() -> bool) {
    let report = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if !is_expected() {
            hand_back();
            report(panic);
        }
    }));
}

/// The modes of the terminal before what is typed was hidden.
static SEEN: Mutex<Option<Termios>> = Mutex::new(None);

/// Hides what is typed on the next lines, where standard input is a terminal; the end of a line is still seen.
pub fn hide_typing() {
    let mut seen = SEEN.lock().unwrap_or_else(PoisonError::into_inner);
    let input = io::stdin();
    if let (None, Ok(modes)) = (seen.as_ref(), tcgetattr(&input)) {
        let mut hidden = modes.clone();
        hidden.local_modes.remove(LocalModes::ECHO);
        hidden.local_modes.insert(LocalModes::ECHONL);
        if tcsetattr(&input, OptionalActions::Now, &hidden).is_ok() {
            *seen = Some(modes);
        }
    }
}

/// Shows again what is typed. Safe to call twice, and from another thread.
pub fn show_typing() {
    let mut seen = SEEN.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(modes) = seen.take() {
        // Nothing can be done about a terminal that is gone.
        let _ = tcsetattr(io::stdin(), OptionalActions::Now, &modes);
    }
}

/// Shows what is typed before a panic is reported: for a program that has not taken the terminal. A panic that is
/// expected and caught is not reported.
pub fn show_typing_on_panic(is_expected: fn() -> bool) {
    let report = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if !is_expected() {
            show_typing();
            report(panic);
        }
    }));
}

fn writing() -> MutexGuard<'static, ()> {
    WRITING.lock().unwrap_or_else(PoisonError::into_inner)
}
