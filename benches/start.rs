//! The real program in a pseudo-terminal of 80x24: exec to first frame, key to output, memory, wake-ups while locked.
//!
//! `cargo bench --bench start`. Beside it in the same run stands `echo`, the least a program can do in a terminal, so
//! that what the machine itself takes is known. Each figure is the median of its runs.

use std::{
    io::{Read, Write},
    path::Path,
    sync::mpsc::{self, Receiver},
    thread,
    time::{Duration, Instant},
};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

const RUNS: usize = 25;
const PATIENCE: Duration = Duration::from_secs(10);

type Failed = Box<dyn std::error::Error>;

struct Run {
    child: Box<dyn Child + Send + Sync>,
    output: Receiver<(Instant, Vec<u8>)>,
    keys: Box<dyn Write + Send>,
    began: Instant,
    _terminal: Box<dyn MasterPty + Send>,
}

impl Run {
    fn begin(program: &str, arguments: &[&str]) -> Result<Self, Failed> {
        let size = PtySize {
            rows: 24,
            cols: 80,
            pixel_width: 0,
            pixel_height: 0,
        };
        let pair = native_pty_system().openpty(size)?;
        let mut reader = pair.master.try_clone_reader()?;
        let keys = pair.master.take_writer()?;
        let (tell, output) = mpsc::channel();
        thread::spawn(move || {
            let mut bytes = [0; 16_384];
            while let Ok(count) = reader.read(&mut bytes) {
                let read = bytes.get(..count).unwrap_or_default().to_vec();
                if count == 0 || tell.send((Instant::now(), read)).is_err() {
                    break;
                }
            }
        });
        let mut command = CommandBuilder::new(program);
        command.args(arguments);
        command.env("TERM", "xterm-256color");
        command.env("COLORTERM", "truecolor");
        let began = Instant::now();
        let child = pair.slave.spawn_command(command)?;
        Ok(Self {
            child,
            output,
            keys,
            began,
            _terminal: pair.master,
        })
    }

    /// When this text had been written, and how many bytes came with it.
    fn until(&mut self, text: &str) -> Result<(Instant, usize), Failed> {
        let mut all = Vec::new();
        loop {
            let (moment, bytes) = self.output.recv_timeout(PATIENCE)?;
            all.extend(bytes);
            if String::from_utf8_lossy(&all).contains(text) {
                return Ok((moment, all.len()));
            }
        }
    }

    fn pause(&self) {
        while self.output.recv_timeout(Duration::from_millis(300)).is_ok() {}
    }

    fn status(&self, name: &str) -> u64 {
        let pid = self.child.process_id().unwrap_or_default();
        let text = std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
        let line = text
            .lines()
            .find(|line| line.starts_with(name))
            .unwrap_or_default();
        line.split_whitespace()
            .nth(1)
            .and_then(|word| word.parse().ok())
            .unwrap_or_default()
    }

    /// How often all threads of the process were woken so far.
    fn wake_ups(&self) -> u64 {
        let pid = self.child.process_id().unwrap_or_default();
        let tasks = std::fs::read_dir(format!("/proc/{pid}/task"))
            .into_iter()
            .flatten()
            .flatten();
        tasks
            .filter_map(|task| std::fs::read_to_string(task.path().join("status")).ok())
            .filter_map(|text| {
                let line = text
                    .lines()
                    .find(|line| line.starts_with("voluntary_ctxt_switches"))?;
                line.split_whitespace().nth(1)?.parse::<u64>().ok()
            })
            .sum()
    }
}

impl Drop for Run {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

fn main() -> Result<(), Failed> {
    let balie = env!("CARGO_BIN_EXE_balie");
    let folder = tempfile::tempdir()?;
    let data = folder.path().join("data");
    set_up(balie, &data)?;
    let data = data.to_string_lossy().into_owned();
    let arguments = ["--data", data.as_str()];

    let (mut starts, mut floors, mut keys, mut bytes) =
        (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for _ in 0..RUNS {
        let mut run = Run::begin("/bin/echo", &["Waar gaat het over?"])?;
        floors.push(run.until("Waar gaat het over?")?.0 - run.began);
        let mut run = Run::begin(balie, &arguments)?;
        starts.push(run.until("Waar gaat het over?")?.0 - run.began);
        run.pause();
        for letter in ["k", "w", "i", "j", "t"] {
            let pressed = Instant::now();
            run.keys.write_all(letter.as_bytes())?;
            run.keys.flush()?;
            // The end of a synchronized update: the whole frame is there.
            let (drawn, count) = run.until("\u{1b}[?2026l")?;
            keys.push(drawn - pressed);
            bytes.push(count);
            run.pause();
        }
    }
    let mut run = Run::begin(balie, &arguments)?;
    run.until("Waar gaat het over?")?;
    run.pause();
    let (memory, own) = (run.status("VmRSS"), run.status("RssAnon"));
    let before = run.wake_ups();
    thread::sleep(Duration::from_secs(10));
    let woken = run.wake_ups() - before;
    bytes.sort_unstable();

    let (start, floor, key) = (median(starts), median(floors), median(keys));
    let times = start.as_secs_f64() / floor.as_secs_f64();
    println!("first frame        {start:>10.2?}   echo {floor:.2?}, {times:.1} times that");
    println!(
        "key to output      {key:>10.2?}   median of {} bytes",
        bytes.get(bytes.len() / 2).unwrap_or(&0)
    );
    println!(
        "resident at home   {memory:>7} kB   of which {own} kB its own, the rest the program file"
    );
    println!("wake-ups in 10 s   {woken:>7}      of all threads, locked");
    println!(
        "program            {:>7} kB",
        std::fs::metadata(balie)?.len() / 1024
    );
    Ok(())
}

fn set_up(balie: &str, data: &Path) -> Result<(), Failed> {
    let made = std::process::Command::new(balie)
        .args(["init", "--place", "wijkcontactpunt-de-oever", "--data"])
        .arg(data)
        .output()?;
    if made.status.success() {
        Ok(())
    } else {
        Err(String::from_utf8_lossy(&made.stderr).into_owned().into())
    }
}
