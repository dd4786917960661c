//! The real program in a pseudo-terminal of 80x24: exec to first frame, key to output, memory, wake-ups while locked.
//!
//! `cargo bench --bench start`. In the same run stand `echo`, the least a program can do in a terminal, and `cat`, which
//! only gives a key back, so that what the machine itself takes is known; and fzf over the same 2,000 cards, from its
//! Debian package (or the program that `FZF` names). Each figure is the median of its runs unless it says otherwise.

use std::{
    fmt::Write as _,
    io::{Read, Write},
    path::Path,
    sync::mpsc::{self, Receiver},
    thread,
    time::{Duration, Instant},
};

use balie::{
    assets::{self, Folder},
    kiosk::library::Library,
};
use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

const RUNS: usize = 25;
const PATIENCE: Duration = Duration::from_secs(10);
/// Nothing is written for this long: the answer to a key is whole.
const SILENCE: Duration = Duration::from_millis(60);
/// What stands on the first frame.
const SHOWN: &str = "Waar gaat het over?";
/// How many cards stand in the run beside fzf.
const MANY: usize = 2_000;
/// What is typed there: words of residents, letter by letter.
const TYPED: &str = "kwijtschelding";

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

    /// When the first text had been written, and when the second; they may come together.
    fn until_both(&mut self, text: &str, then: Option<&str>) -> Result<(Instant, Instant), Failed> {
        let (mut all, mut shown) = (Vec::new(), None);
        loop {
            let (moment, bytes) = self.output.recv_timeout(PATIENCE)?;
            all.extend(bytes);
            let written = String::from_utf8_lossy(&all);
            if shown.is_none() && written.contains(text) {
                shown = Some(moment);
            }
            if let Some(shown) = shown
                && then.is_none_or(|then| written.contains(then))
            {
                return Ok((shown, moment));
            }
        }
    }

    /// What comes until nothing is written for a while: when the first and the last of it came, and how many bytes.
    fn answer(&self) -> Result<(Instant, Instant, usize), Failed> {
        let (first, bytes) = self.output.recv_timeout(PATIENCE)?;
        let (mut last, mut count) = (first, bytes.len());
        while let Ok((moment, bytes)) = self.output.recv_timeout(SILENCE) {
            last = moment;
            count += bytes.len();
        }
        Ok((first, last, count))
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
        let mut run = Run::begin("/bin/echo", &[SHOWN])?;
        floors.push(run.until(SHOWN)?.0 - run.began);
        let mut run = Run::begin(balie, &arguments)?;
        starts.push(run.until(SHOWN)?.0 - run.began);
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
    run.until(SHOWN)?;
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
    beside_fzf(balie, folder.path())
}

/// The same for Balie with 2,000 cards and for fzf with a line for each of them. Both are started by a shell, because
/// fzf reads its lines from a file.
fn beside_fzf(balie: &str, folder: &Path) -> Result<(), Failed> {
    let data = folder.join("many");
    set_up(balie, &data)?;
    let list = folder.join("cards.txt");
    std::fs::write(&list, many_cards(&data)?)?;
    let fzf = std::env::var("FZF").unwrap_or_else(|_| "fzf".to_owned());
    let ours = format!("exec {balie} --data {}", data.display());
    let theirs = format!("exec {fzf} < {}", list.display());
    // Once without a clock: the index over so many cards is built and kept.
    let mut run = Run::begin("/bin/sh", &["-c", &ours])?;
    run.until(SHOWN)?;
    run.pause();
    drop(run);
    let floor = median(
        (0..RUNS)
            .map(|_| {
                let echo = format!("exec /bin/echo '{SHOWN}'");
                let mut run = Run::begin("/bin/sh", &["-c", &echo])?;
                Ok(run.until(SHOWN)?.0 - run.began)
            })
            .collect::<Result<_, Failed>>()?,
    );
    let (ours, theirs) = (
        Figures::of(&ours, SHOWN, None)?,
        // Its prompt; escape sequences stand between the sign and the blank.
        Figures::of(&theirs, ">", Some(&format!("{MANY}/{MANY}"))),
    );
    println!("\nbeside fzf, {MANY} cards, {TYPED} typed letter by letter");
    ours.print("balie");
    // What the machine takes for a key by itself: a program that only gives it back.
    Figures::of("stty raw -echo; echo klaar; exec cat", "klaar", None)?.print("cat");
    match theirs {
        Ok(theirs) => {
            theirs.print("fzf");
            let ratio =
                |theirs: Duration, ours: Duration| theirs.as_secs_f64() / ours.as_secs_f64();
            println!(
                "  echo in its place: {floor:.2?}, what the shell and the terminal take by themselves"
            );
            println!(
                "  first frame above that: balie {:.2?}, fzf {:.2?}, {:.1} times",
                ours.frame.saturating_sub(floor),
                theirs.frame.saturating_sub(floor),
                ratio(
                    theirs.frame.saturating_sub(floor),
                    ours.frame.saturating_sub(floor)
                ),
            );
            println!(
                "  fzf by balie: first frame {:.1} times, filled {:.1} times   key to whole answer {:.1} times, to first byte {:.1} times",
                ratio(theirs.frame, ours.frame),
                ratio(theirs.filled, ours.frame),
                ratio(theirs.whole, ours.whole),
                ratio(theirs.first, ours.first),
            );
        }
        Err(error) => {
            println!("  fzf did not run ({error}): apt-get install fzf, or FZF=/its/path");
        }
    }
    Ok(())
}

/// What was measured of one program.
struct Figures {
    /// From exec to the first frame.
    frame: Duration,
    /// From exec to the frame that shows all lines; the first frame where there are none to show.
    filled: Duration,
    /// From a key to the first byte of its answer.
    first: Duration,
    /// From a key to the last byte of its answer.
    whole: Duration,
    /// The slowest of those.
    worst: Duration,
    /// Bytes a key, in the middle.
    bytes: usize,
    /// The most bytes of a key.
    most: usize,
}

impl Figures {
    /// Starts it and types, as often as is needed for a median.
    fn of(command: &str, shown: &str, filled: Option<&str>) -> Result<Self, Failed> {
        let (mut frames, mut filleds) = (Vec::new(), Vec::new());
        let (mut firsts, mut wholes, mut bytes) = (Vec::new(), Vec::new(), Vec::new());
        for _ in 0..RUNS {
            let mut run = Run::begin("/bin/sh", &["-c", command])?;
            let (frame, filled) = run.until_both(shown, filled)?;
            frames.push(frame - run.began);
            filleds.push(filled - run.began);
            run.pause();
            for letter in TYPED.chars() {
                let pressed = Instant::now();
                run.keys.write_all(letter.to_string().as_bytes())?;
                run.keys.flush()?;
                let (first, last, count) = run.answer()?;
                firsts.push(first - pressed);
                wholes.push(last - pressed);
                bytes.push(count);
            }
        }
        bytes.sort_unstable();
        Ok(Self {
            frame: median(frames),
            filled: median(filleds),
            first: median(firsts),
            worst: wholes.iter().max().copied().unwrap_or_default(),
            whole: median(wholes),
            bytes: bytes.get(bytes.len() / 2).copied().unwrap_or_default(),
            most: bytes.last().copied().unwrap_or_default(),
        })
    }

    fn print(&self, name: &str) {
        println!(
            "  {name:<6} first frame {:>9.2?}, filled {:>9.2?}   key to first byte {:>9.2?}, whole {:>9.2?}, worst {:>9.2?}   bytes a key {} (most {})",
            self.frame, self.filled, self.first, self.whole, self.worst, self.bytes, self.most
        );
    }
}

fn is_card(name: &str) -> bool {
    Path::new(name)
        .extension()
        .is_some_and(|extension| extension == "md")
}

/// Lays copies of the shipped cards in the data folder until there are enough; gives a line for each card.
fn many_cards(data: &Path) -> Result<String, Failed> {
    let folder = data.join("kennisbank");
    std::fs::create_dir_all(&folder)?;
    let (files, _) = assets::load(None);
    let cards: Vec<_> = files
        .iter()
        .filter(|file| file.folder == Folder::Knowledge && is_card(&file.name))
        .collect();
    let copies = cards.iter().cycle().take(MANY.saturating_sub(cards.len()));
    for (number, card) in copies.enumerate() {
        let (old, id) = (&card.stem, format!("{}-{number}", card.stem));
        let text = card
            .text
            .replacen(&format!("id = \"{old}\""), &format!("id = \"{id}\""), 1);
        std::fs::write(folder.join(format!("{id}.md")), text)?;
    }
    let mut lines = String::new();
    let library = Library::load(Some(data));
    for card in library.articles.iter() {
        writeln!(lines, "{} {}", card.name, card.aka.join(" "))?;
    }
    let count = library.articles.len();
    if count == MANY {
        Ok(lines)
    } else {
        Err(format!("{count} cards are not {MANY}").into())
    }
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
