//! A disk that loses power: what was not synced is gone, in part, or torn at 512 bytes.
//!
//! Names and bytes are lost apart: a new file, a rename or a removal is only there for good after its folder
//! was synced. What a sync that failed had in hand is never written, although the next sync says done: so does Linux.
//! Everything follows from one seed.

use std::{
    collections::BTreeMap,
    io,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard},
};

use balie::store::disk::{Disk, folder_of};

/// Random numbers that follow from a seed (splitmix64).
#[derive(Debug, Clone)]
pub(super) struct Dice(pub(super) u64);

impl Dice {
    pub(super) fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % sides.max(1)
    }

    fn coin(&mut self) -> bool {
        self.roll(2) == 0
    }
}

/// What goes wrong at the chosen call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    /// The power fails: this call is half done and every later one is refused.
    PowerCut,
    /// The disk is full: half of what was written stands there.
    Full,
    /// The disk reports an error, this once.
    Error,
}

#[derive(Debug, Default, Clone)]
struct Content {
    durable: Vec<u8>,
    written: Vec<u8>,
    /// A sync failed: until it is written anew as a whole nothing of it gets to the disk any more.
    is_forgotten: bool,
}

#[derive(Debug, Clone)]
enum Naming {
    Link(String, usize),
    Unlink(String),
    Rename(String, String, usize),
}

#[derive(Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a switch of its own, as a disk can be all of them at once"
)]
struct State {
    contents: Vec<Content>,
    names: BTreeMap<String, usize>,
    durable_names: BTreeMap<String, usize>,
    pending: Vec<Naming>,
    dice: Dice,
    calls: u64,
    fault: Option<(u64, Fault)>,
    is_dead: bool,
    skips_sync: bool,
    is_read_only: bool,
    is_full: bool,
    /// What it reads back of files whose names begin so has a flipped bit.
    rots: Option<String>,
}

/// A handle on the disk; a clone is the same disk.
#[derive(Debug, Clone)]
pub(super) struct Simulated(Arc<Mutex<State>>);

impl Simulated {
    pub(super) fn new(seed: u64) -> Self {
        Self(Arc::new(Mutex::new(State {
            contents: Vec::new(),
            names: BTreeMap::new(),
            durable_names: BTreeMap::new(),
            pending: Vec::new(),
            dice: Dice(seed),
            calls: 0,
            fault: None,
            is_dead: false,
            skips_sync: false,
            is_read_only: false,
            is_full: false,
            rots: None,
        })))
    }

    /// The planted bug: `sync` says done and does nothing.
    pub(super) fn skip_sync(&self) {
        self.state().skips_sync = true;
    }

    /// From now on the system refuses every write, as it does after errors of the disk.
    pub(super) fn turn_read_only(&self) {
        self.state().is_read_only = true;
    }

    /// From now on there is no room for another byte, or there is again.
    pub(super) fn fill(&self, is_full: bool) {
        self.state().is_full = is_full;
    }

    /// From now on these files read back as something else than what was written.
    pub(super) fn rot(&self, prefix: &str) {
        self.state().rots = Some(prefix.to_owned());
    }

    /// Every file that is there, with its bytes.
    pub(super) fn files(&self) -> Vec<(String, Vec<u8>)> {
        let state = self.state();
        let files = state.names.iter();
        files
            .map(|(name, at)| {
                (
                    name.clone(),
                    state.contents.get(*at).unwrap().written.clone(),
                )
            })
            .collect()
    }

    /// Lets the n-th call from now go wrong.
    pub(super) fn fail_at(&self, calls: u64, fault: Fault) {
        let mut state = self.state();
        let at = state.calls + calls;
        state.fault = Some((at, fault));
    }

    pub(super) fn is_dead(&self) -> bool {
        self.state().is_dead
    }

    /// How many changing calls were made.
    pub(super) fn calls(&self) -> u64 {
        self.state().calls
    }

    /// The power comes back: each thing that was not synced is there, in part, or not.
    pub(super) fn restart(&self) {
        let mut guard = self.state();
        let state = &mut *guard;
        let pending = std::mem::take(&mut state.pending);
        for naming in pending {
            if state.dice.coin() {
                name(&mut state.durable_names, &naming);
            }
        }
        for content in &mut state.contents {
            let left = tear(&mut state.dice, content);
            *content = Content {
                durable: left.clone(),
                written: left,
                is_forgotten: false,
            };
        }
        state.names = state.durable_names.clone();
        state.is_dead = false;
        state.fault = None;
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap()
    }
}

fn name(names: &mut BTreeMap<String, usize>, naming: &Naming) {
    match naming {
        Naming::Link(to, content) => {
            names.insert(to.clone(), *content);
        }
        Naming::Unlink(from) => {
            names.remove(from);
        }
        Naming::Rename(from, to, content) => {
            names.remove(from);
            names.insert(to.clone(), *content);
        }
    }
}

/// Each block of 512 bytes is the durable or the written one; the length is one of the two, or between.
fn tear(dice: &mut Dice, content: &Content) -> Vec<u8> {
    let Content {
        durable,
        written,
        is_forgotten,
    } = content;
    if durable == written || dice.roll(4) == 0 || *is_forgotten {
        return durable.clone();
    }
    let (short, long) = (
        durable.len().min(written.len()),
        durable.len().max(written.len()),
    );
    let between = u64::try_from(long - short + 1).unwrap();
    let len = match dice.roll(3) {
        0 => written.len(),
        1 => durable.len(),
        _ => short + usize::try_from(dice.roll(between)).unwrap(),
    };
    let mut left = Vec::with_capacity(len);
    for from in (0..len).step_by(512) {
        let prefers_durable = dice.coin();
        for at in from..len.min(from + 512) {
            let byte = match (durable.get(at), written.get(at)) {
                (Some(durable), Some(written)) => {
                    *(if prefers_durable { durable } else { written })
                }
                // Cut off, but the new length was lost.
                (Some(durable), None) => *durable,
                // Appended: the length was kept, the block perhaps not.
                (None, Some(_)) if prefers_durable => 0,
                (None, Some(written)) => *written,
                (None, None) => 0,
            };
            left.push(byte);
        }
    }
    left
}

impl State {
    /// Counts a changing call; says what goes wrong with it, if anything.
    fn step(&mut self) -> io::Result<Option<Fault>> {
        if self.is_dead {
            return Err(io::Error::other("no power"));
        }
        if self.is_read_only {
            return Err(io::ErrorKind::ReadOnlyFilesystem.into());
        }
        self.calls += 1;
        let fault = self.fault.filter(|(at, _)| *at == self.calls);
        Ok(fault.map(|(_, fault)| fault))
    }

    fn refuse(&mut self, fault: Fault) -> io::Error {
        match fault {
            Fault::PowerCut => {
                self.is_dead = true;
                io::Error::other("no power")
            }
            Fault::Full => io::ErrorKind::StorageFull.into(),
            Fault::Error => io::Error::other("the disk reports an error"),
        }
    }

    fn content(&mut self, name: &str) -> usize {
        if let Some(found) = self.names.get(name) {
            return *found;
        }
        self.contents.push(Content::default());
        let content = self.contents.len() - 1;
        self.names.insert(name.to_owned(), content);
        self.pending.push(Naming::Link(name.to_owned(), content));
        content
    }

    fn put(&mut self, content: usize, bytes: &[u8]) -> io::Result<()> {
        let fault = self.step()?.or(self.is_full.then_some(Fault::Full));
        let mut part = bytes.len();
        if fault.is_some() {
            let most = u64::try_from(part).unwrap();
            part = usize::try_from(self.dice.roll(most)).unwrap();
        }
        let written = &mut self.contents.get_mut(content).unwrap().written;
        written.extend(bytes.iter().take(part));
        match fault {
            None => Ok(()),
            Some(fault) => Err(self.refuse(fault)),
        }
    }

    /// A call that is done or, at a power cut, perhaps done.
    fn attempt(&mut self, act: impl FnOnce(&mut Self)) -> io::Result<()> {
        match self.step()? {
            None => {
                act(self);
                Ok(())
            }
            Some(fault) => {
                if fault == Fault::PowerCut && self.dice.coin() {
                    act(self);
                }
                Err(self.refuse(fault))
            }
        }
    }
}

impl Disk for Simulated {
    fn path_of(&self, name: &str) -> PathBuf {
        Path::new("simulated").join(name)
    }

    fn real_folder(&self) -> Option<&Path> {
        None
    }

    fn read(&self, name: &str) -> io::Result<Option<Vec<u8>>> {
        let state = self.state();
        if state.is_dead {
            return Err(io::Error::other("no power"));
        }
        let content = state.names.get(name).and_then(|at| state.contents.get(*at));
        let mut bytes = content.map(|content| content.written.clone());
        let rots = state
            .rots
            .as_ref()
            .is_some_and(|rots| name.starts_with(rots));
        if let Some(bytes) = bytes.as_mut().filter(|_| rots) {
            let middle = bytes.len() / 2;
            bytes
                .iter_mut()
                .skip(middle)
                .take(1)
                .for_each(|byte| *byte ^= 1);
        }
        Ok(bytes)
    }

    fn list(&self, folder: &str) -> io::Result<Vec<String>> {
        let state = self.state();
        let names = state.names.keys().filter(|name| folder_of(name) == folder);
        Ok(names
            .filter_map(|name| name.rsplit('/').next().map(str::to_owned))
            .collect())
    }

    fn make_folder(&mut self, _folder: &str) -> io::Result<()> {
        // Its name is durable when this returns, so losing one is not simulated.
        self.state().attempt(|_| {})
    }

    fn write(&mut self, name: &str, bytes: &[u8]) -> io::Result<()> {
        let mut state = self.state();
        let content = state.content(name);
        let anew = state.contents.get_mut(content).unwrap();
        anew.written.clear();
        anew.is_forgotten = false;
        state.put(content, bytes)
    }

    fn append(&mut self, name: &str, bytes: &[u8]) -> io::Result<()> {
        let mut state = self.state();
        let content = state.content(name);
        state.put(content, bytes)
    }

    fn truncate(&mut self, name: &str, len: u64) -> io::Result<()> {
        let mut state = self.state();
        let content = state.content(name);
        state.attempt(|state| {
            let written = &mut state.contents.get_mut(content).unwrap().written;
            written.truncate(usize::try_from(len).unwrap());
        })
    }

    fn sync(&mut self, name: &str) -> io::Result<()> {
        let mut state = self.state();
        let content = state.content(name);
        let done = state.attempt(|state| {
            let skips = state.skips_sync;
            let content = state.contents.get_mut(content).unwrap();
            if !skips && !content.is_forgotten {
                content.durable.clone_from(&content.written);
            }
        });
        if done.is_err() && !state.is_dead {
            state.contents.get_mut(content).unwrap().is_forgotten = true;
        }
        done
    }

    fn sync_folder(&mut self, folder: &str) -> io::Result<()> {
        let mut state = self.state();
        let is_here = |naming: &Naming| match naming {
            Naming::Link(to, _) | Naming::Unlink(to) | Naming::Rename(_, to, _) => {
                folder_of(to) == folder
            }
        };
        let done = state.attempt(|state| {
            for naming in state.pending.extract_if(.., |naming| is_here(naming)) {
                name(&mut state.durable_names, &naming);
            }
        });
        if done.is_err() && !state.is_dead {
            state.pending.retain(|naming| !is_here(naming));
        }
        done
    }

    fn rename(&mut self, from: &str, to: &str) -> io::Result<()> {
        let mut state = self.state();
        let content = state.content(from);
        state.attempt(|state| {
            let naming = Naming::Rename(from.to_owned(), to.to_owned(), content);
            name(&mut state.names, &naming);
            state.pending.push(naming);
        })
    }

    fn remove(&mut self, from: &str) -> io::Result<()> {
        let mut state = self.state();
        state.attempt(|state| {
            if state.names.remove(from).is_some() {
                state.pending.push(Naming::Unlink(from.to_owned()));
            }
        })
    }

    fn remove_all(&mut self, name: &str) -> io::Result<()> {
        self.remove(name)
    }

    fn free_space(&self) -> io::Result<Option<u64>> {
        Ok(None)
    }
}
