//! The real program in a pseudo-terminal, and what that terminal shows.
//!
//! Nothing here sleeps: a wait ends when the parsed screen holds what is waited for, or fails at a deadline.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on has failed; the place says why"
)]

use std::{
    fs,
    io::{Read, Write},
    path::{Path, PathBuf},
    sync::mpsc::{self, Receiver, RecvTimeoutError},
    time::{Duration, Instant},
};

use portable_pty::{Child, CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system};
use rustix::process::{Pid, Signal, kill_process};

/// Deriving a key takes about a second; a busy machine several.
const PATIENCE: Duration = Duration::from_secs(60);
const ROWS: u16 = 24;
const COLUMNS: u16 = 80;

/// A terminal window with Balie in it.
pub(crate) struct Window {
    master: Box<dyn MasterPty + Send>,
    child: Box<dyn Child + Send + Sync>,
    keyboard: Box<dyn Write + Send>,
    output: Receiver<Vec<u8>>,
    parser: vt100::Parser,
    /// Everything the program wrote.
    pub(crate) written: Vec<u8>,
    /// The modes of the terminal before the program began.
    modes_before: String,
}

impl Drop for Window {
    fn drop(&mut self) {
        // A program that has ended cannot be killed; that is as well.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Window {
    /// Starts Balie on a data folder.
    pub(crate) fn open(data: &Path) -> Self {
        Self::open_with(data, &[])
    }

    /// Starts Balie with more in its environment.
    pub(crate) fn open_with(data: &Path, environment: &[(&str, &str)]) -> Self {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_balie"));
        command.env_clear();
        command.env("TERM", "xterm-256color");
        for (name, value) in environment {
            command.env(name, value);
        }
        command.arg("--data");
        command.arg(data);
        Self::run(command)
    }

    /// Starts any program.
    pub(crate) fn run(command: CommandBuilder) -> Self {
        let size = PtySize {
            rows: ROWS,
            cols: COLUMNS,
            pixel_width: 0,
            pixel_height: 0,
        };
        let pair = native_pty_system().openpty(size).unwrap();
        let modes_before = modes(pair.master.as_ref());
        let child = pair.slave.spawn_command(command).unwrap();
        let mut reader = pair.master.try_clone_reader().unwrap();
        let keyboard = pair.master.take_writer().unwrap();
        let (sender, output) = mpsc::channel();
        // Ends when the terminal does.
        std::thread::spawn(move || {
            let mut bytes = [0; 8192];
            while let Ok(count @ 1..) = reader.read(&mut bytes) {
                let part = bytes.iter().take(count).copied().collect();
                if sender.send(part).is_err() {
                    break;
                }
            }
        });
        Self {
            master: pair.master,
            child,
            keyboard,
            output,
            parser: vt100::Parser::new(ROWS.try_into().unwrap(), COLUMNS.try_into().unwrap(), 0),
            written: Vec::new(),
            modes_before,
        }
    }

    /// Presses keys by their names, such as `tab 2 enter ctrl+k`.
    #[track_caller]
    pub(crate) fn press(&mut self, keys: &str) {
        for name in keys.split_whitespace() {
            let bytes = match name {
                "enter" => b"\r".to_vec(),
                "esc" => b"\x1b".to_vec(),
                "tab" => b"\t".to_vec(),
                "down" => b"\x1b[B".to_vec(),
                _ => match name.strip_prefix("ctrl+").map(str::as_bytes) {
                    Some([letter]) => vec![letter & 0x1f],
                    _ => name.as_bytes().to_vec(),
                },
            };
            self.keyboard.write_all(&bytes).unwrap();
        }
        self.keyboard.flush().unwrap();
    }

    /// Types text.
    pub(crate) fn type_text(&mut self, text: &str) {
        self.keyboard.write_all(text.as_bytes()).unwrap();
        self.keyboard.flush().unwrap();
    }

    /// Gives the window another size.
    pub(crate) fn resize(&mut self, columns: u16, rows: u16) {
        let size = PtySize {
            rows,
            cols: columns,
            pixel_width: 0,
            pixel_height: 0,
        };
        // The screen first: the program may draw before this thread goes on.
        self.parser
            .screen_mut()
            .set_size(rows.try_into().unwrap(), columns.try_into().unwrap());
        self.master.resize(size).unwrap();
    }

    /// What the terminal shows.
    pub(crate) fn screen(&self) -> String {
        self.parser.screen().contents()
    }

    /// The parsed screen, with its modes and colours.
    pub(crate) fn parsed(&self) -> &vt100::Screen {
        self.parser.screen()
    }

    /// Waits until the screen shows this text.
    #[track_caller]
    pub(crate) fn wait_for(&mut self, text: &str) {
        let came = self.wait_until(|screen| screen.contains(text));
        assert!(came, "`{text}` did not come on\n{}", self.screen());
    }

    /// Presses a key, again after each change of the screen, until it shows this text.
    #[track_caller]
    pub(crate) fn press_until(&mut self, key: &str, text: &str) {
        for _ in 0..40 {
            let before = self.screen();
            if before.contains(text) {
                return;
            }
            self.press(key);
            assert!(
                self.wait_until(|screen| screen != before),
                "{key} changed nothing on\n{before}"
            );
        }
        panic!("`{text}` did not come on\n{}", self.screen());
    }

    /// Reads on until the screen is as wanted. False at the deadline, and when the program ended first.
    fn wait_until(&mut self, is_there: impl Fn(&str) -> bool) -> bool {
        let deadline = Instant::now() + PATIENCE;
        while !is_there(&self.screen()) {
            let left = deadline.saturating_duration_since(Instant::now());
            match self.output.recv_timeout(left) {
                Ok(bytes) => self.take(&bytes),
                Err(_) => return false,
            }
        }
        true
    }

    /// Whether the program writes nothing for this long.
    pub(crate) fn is_silent_for(&mut self, time: Duration) -> bool {
        match self.output.recv_timeout(time) {
            Ok(bytes) => {
                self.take(&bytes);
                false
            }
            Err(RecvTimeoutError::Timeout) => true,
            Err(RecvTimeoutError::Disconnected) => false,
        }
    }

    fn take(&mut self, bytes: &[u8]) {
        self.written.extend_from_slice(bytes);
        self.parser.process(bytes);
    }

    /// Sends a signal to the program.
    pub(crate) fn send(&self, signal: Signal) {
        kill_process(self.pid(), signal).unwrap();
    }

    /// Waits until the program is stopped and what it wrote before that was read.
    #[track_caller]
    pub(crate) fn wait_until_stopped(&mut self) {
        let stat = PathBuf::from(format!("/proc/{}/stat", self.pid()));
        let deadline = Instant::now() + PATIENCE;
        loop {
            let is_silent = self.is_silent_for(Duration::from_millis(20));
            let state = fs::read_to_string(&stat).unwrap();
            if is_silent && state.contains(") T ") {
                return;
            }
            assert!(Instant::now() < deadline, "still running: {state}");
        }
    }

    /// The number of the program among all processes.
    pub(crate) fn process_id(&self) -> u32 {
        self.child.process_id().unwrap()
    }

    fn pid(&self) -> Pid {
        let id = self.child.process_id().unwrap();
        Pid::from_raw(id.try_into().unwrap()).unwrap()
    }

    /// Waits for the end of the program and reads what it still wrote.
    pub(crate) fn wait_for_end(&mut self) -> ExitStatus {
        let status = self.child.wait().unwrap();
        // The terminal ends with its last program, and the reader with the terminal.
        while let Ok(bytes) = self.output.recv_timeout(PATIENCE) {
            self.take(&bytes);
        }
        status
    }

    /// The terminal is as it was before the program began.
    #[track_caller]
    pub(crate) fn is_handed_back(&self) {
        let screen = self.parsed();
        assert!(!screen.alternate_screen(), "the alternate screen was left");
        assert!(!screen.hide_cursor(), "the cursor is shown");
        assert!(!screen.bracketed_paste(), "bracketed paste is off");
        assert_eq!(
            modes(self.master.as_ref()),
            self.modes_before,
            "raw mode is off"
        );
    }

    /// Whether the alternate screen was entered at any time.
    pub(crate) fn was_taken(&self) -> bool {
        let enter = b"\x1b[?1049h";
        self.written.windows(enter.len()).any(|part| part == enter)
    }

    /// The terminal is taken, so that handing it back means something.
    #[track_caller]
    pub(crate) fn is_taken(&self) {
        let screen = self.parsed();
        assert!(screen.alternate_screen() && screen.bracketed_paste());
        assert_ne!(
            modes(self.master.as_ref()),
            self.modes_before,
            "raw mode is on"
        );
    }

    /// How often the threads of the program were woken so far.
    pub(crate) fn wake_ups(&self) -> u64 {
        let tasks = PathBuf::from(format!("/proc/{}/task", self.pid()));
        let threads = fs::read_dir(tasks).unwrap();
        threads
            .map(|thread| {
                let status = fs::read_to_string(thread.unwrap().path().join("status")).unwrap();
                status
                    .lines()
                    .find_map(|line| line.strip_prefix("voluntary_ctxt_switches:"))
                    .and_then(|count| count.trim().parse::<u64>().ok())
                    .unwrap()
            })
            .sum()
    }
}

fn modes(master: &(dyn MasterPty + Send)) -> String {
    format!("{:?}", master.get_termios())
}
