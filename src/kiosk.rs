//! The composition root: loads assets, opens the store, runs the screen, performs its effects.
//!
//! The loop blocks on the terminal and wakes early only for the deadline the model asks for; before unlocking there is
//! none. The first frame is drawn before anything is read. Begin reading at [`run`].

pub mod cardwork;
pub mod counting;
pub mod custody;
pub mod desktop;
pub mod difference;
mod display;
mod face;
mod index_file;
pub mod keeper;
pub mod librarian;
pub mod library;
pub mod logbook;
pub mod packs;
pub mod papers;
pub mod patterns;
pub mod plain;
pub mod practice;
pub mod safekeeping;
pub mod signals;
pub mod stories;
mod taking;
mod trouble;
#[cfg(unix)]
mod unix;
mod waiting;
mod watch;

use std::{
    collections::VecDeque,
    path::{Path, PathBuf},
    time::Duration,
};

use anyhow::Context;
use crossterm::event;
use jiff::{Timestamp, Zoned, tz::TimeZone};

use crate::{
    domain::{PlaceId, StoreId},
    export::Labels,
    store::{self, Role, Secret, Secrets, Store, StoreError, generate_secrets},
    tui::{
        Effect, Message, Model, Report, Stamp,
        message::{self, Opened, Trouble},
        shared::Desk,
        terminal::{self, Terminal},
        theme::{Colours, Look, Theme},
    },
    words::Words,
};

#[cfg(unix)]
pub use self::unix::{forbid_core_dumps, keep_files_private};
use self::{
    face::Face,
    keeper::{Keeper, Waiting},
    librarian::Librarian,
    logbook::{Event, Logbook},
    waiting::{NO_WAIT, Woken},
    watch::Watch,
};

/// The time zone of the desks; its data is inside the program.
pub const ZONE: &str = "Europe/Amsterdam";

/// After this long the screen says that it is busy (issue: "bezig…" after 150 ms).
const A_MOMENT: Duration = Duration::from_millis(150);

/// What was asked for this time on the command line.
#[derive(Debug, Clone, Copy, Default)]
pub struct Wishes {
    /// How the screen looks; none is the look that was kept.
    pub look: Option<Look>,
    /// What this desk opens most does not break near-ties in a lookup.
    pub is_prior_off: bool,
}

/// Runs the kiosk until someone stops it.
///
/// # Errors
/// The terminal cannot be taken or is gone.
pub fn run(data: &Path, wishes: Wishes) -> anyhow::Result<()> {
    let (kept, density) = display::kept(data);
    let look = wishes.look.or(kept).unwrap_or_default();
    let theme = Theme::new(look, colours());
    let zone = TimeZone::get(ZONE).context("the time zone data inside the program")?;
    let mut model = Model::new(Words::shipped(), theme, stamp(&zone)?);
    model.shared.density = density;
    model.shared.cards.is_prior_off = wishes.is_prior_off;
    let mut terminal = Terminal::take()
        .context("this needs a terminal; `balie --help` shows what works without")?;
    terminal::hand_back_on_panic(store::is_panic_expected);
    let mut kiosk = Kiosk::of(data, zone);
    kiosk.log.clone().note_panics(store::is_panic_expected);
    #[cfg(unix)]
    unix::keep_files_private();
    #[cfg(unix)]
    unix::forbid_core_dumps().context("forbidding core dumps")?;
    #[cfg(unix)]
    unix::hand_back_on_signals(kiosk.log.clone())
        .and_then(|()| unix::hang_up_with_the_terminal())
        .context("listening for signals")?;
    // From here on a window that changes size is noticed, also while the cards are read.
    let ran = event::poll(Duration::ZERO)
        .and_then(|_| terminal.draw(&model))
        .map_err(Into::into)
        .and_then(|()| kiosk.work(&mut model, &mut terminal));
    kiosk.close(&mut model, &mut terminal);
    terminal::hand_back();
    ran
}

fn colours() -> Colours {
    let read = |name: &str| std::env::var(name).ok();
    Colours::from_environment(
        read("NO_COLOR").as_deref(),
        read("COLORTERM").as_deref(),
        read("TERM").as_deref(),
    )
}

fn stamp(zone: &TimeZone) -> anyhow::Result<Stamp> {
    let mut random = [0; 16];
    getrandom::fill(&mut random).context("random numbers of the system")?;
    Ok(Stamp {
        now: Timestamp::now().to_zoned(zone.clone()),
        random: u128::from_be_bytes(random),
    })
}

struct Kiosk {
    data: PathBuf,
    log: Logbook,
    zone: TimeZone,
    /// Owns the store on a thread of its own; none before set-up.
    keeper: Option<Keeper>,
    store_id: Option<StoreId>,
    labels: Labels,
    /// The sticks that were offered last.
    sticks: Vec<PathBuf>,
    /// Reads cards on a thread of its own; none when all is read.
    librarian: Option<Librarian>,
    /// The backup that was asked for last.
    backup: Option<Waiting<Option<Trouble>>>,
    /// What came from the terminal while a file was written.
    early: VecDeque<event::Event>,
}

/// Whether the loop goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Next {
    GoOn,
    Stop,
}

impl Kiosk {
    fn of(data: &Path, zone: TimeZone) -> Self {
        Self {
            data: data.to_owned(),
            log: Logbook::of(data),
            zone,
            keeper: None,
            store_id: None,
            labels: Labels::new(),
            sticks: Vec::new(),
            librarian: None,
            backup: None,
            early: VecDeque::new(),
        }
    }

    fn work(&mut self, model: &mut Model, face: &mut dyn Face) -> anyhow::Result<()> {
        self.librarian = Some(Librarian::begin(self.data.clone())?);
        let (desk, place) = self.arrive()?;
        model.arrive(desk, place);
        face.show(model)?;
        loop {
            match self.wait(model)? {
                Woken::Terminal => {
                    let event = self.next_event()?;
                    for message in crate::tui::keys::messages(&event, model.is_typing()) {
                        if self.handle(model, face, message)? == Next::Stop {
                            return Ok(());
                        }
                    }
                }
                Woken::Delivery(delivery) => self.shelve(model, delivery),
                Woken::Deadline => {
                    self.keep_safe(model)?;
                    if self.handle(model, face, Message::Due)? == Next::Stop {
                        return Ok(());
                    }
                }
            }
            // Draw once for all that was typed meanwhile.
            if self.early.is_empty() && !event::poll(NO_WAIT)? {
                face.show(model)?;
            }
        }
    }

    fn now(&self) -> anyhow::Result<Zoned> {
        Ok(stamp(&self.zone)?.now)
    }

    /// What stands in the data folder.
    fn arrive(&mut self) -> anyhow::Result<(Desk, Option<PlaceId>)> {
        if !Store::exists(&self.data) {
            return Ok((Desk::New, None));
        }
        let (data, moment) = (self.data.clone(), self.now()?.timestamp());
        let (keeper, opened) = Keeper::start(move || Store::open(&data, moment))?;
        Ok(match opened.for_ever() {
            Some(Ok(())) => {
                let seen = keeper
                    .ask(|store| (store.id(), store.place(), store.has_waiting()))
                    .for_ever();
                self.keeper = Some(keeper);
                match seen {
                    Some((id, place, waiting)) => {
                        self.store_id = Some(id);
                        self.note_started();
                        (Desk::Locked { waiting }, Some(place))
                    }
                    None => (Desk::Closed(Trouble::new("fout-stuk")), None),
                }
            }
            Some(Err(error)) => {
                let trouble = told(error);
                self.note_closed(&trouble);
                (Desk::Closed(trouble), None)
            }
            None => (Desk::Closed(Trouble::new("fout-stuk")), None),
        })
    }

    fn handle(
        &mut self,
        model: &mut Model,
        face: &mut dyn Face,
        message: Message,
    ) -> anyhow::Result<Next> {
        let mut effects = VecDeque::from(model.update(message, stamp(&self.zone)?));
        while let Some(effect) = effects.pop_front() {
            if matches!(effect, Effect::Quit) {
                return Ok(Next::Stop);
            }
            let report = self.perform(effect, model, face)?;
            if matches!(report, Report::Saved(..) | Report::Opened(Ok(_)))
                && let Some(Some(room)) = self
                    .ask(|store| safekeeping::room(store))
                    .map(Waiting::for_ever)
            {
                model.update(Message::Done(Report::Room(room)), stamp(&self.zone)?);
            }
            if !model.shared.is_practice {
                self.note(&report);
            }
            if let Report::Opened(Ok(opened)) = &report {
                self.store_id = Some(opened.store);
                self.wait_for_shelves(model);
            }
            effects.extend(model.update(Message::Done(report), stamp(&self.zone)?));
        }
        Ok(Next::GoOn)
    }

    /// Does what the model asks and says what came of it. Keys that are typed meanwhile wait in the terminal.
    fn perform(
        &mut self,
        effect: Effect,
        model: &mut Model,
        face: &mut dyn Face,
    ) -> anyhow::Result<Report> {
        let now = self.now()?;
        let moment = now.timestamp();
        let (asked, otherwise): (Option<Waiting<Report>>, Report) = match effect {
            Effect::Save(saving, changes) => (
                self.ask(move |store| {
                    Report::Saved(saving, store.save(&changes, moment).map_err(told))
                }),
                Report::Saved(saving, Err(Trouble::new("fout-stuk"))),
            ),
            Effect::Unlock(words) => {
                let data = self.data.clone();
                let asked = self.ask(move |store| {
                    let secret = Secret::new(&words);
                    let unlocked = store.unlock(&secret, moment).map_err(told);
                    Report::Opened(unlocked.and_then(|_| {
                        // A day that cannot be closed now is closed at the next start, or when it is exported.
                        let _ = papers::close_past_days(store, &data, now.date());
                        let mut opened = opened(store, &now, false)?;
                        opened.recovered.extend(papers::bad_templates(&data));
                        Ok(opened)
                    }))
                });
                (asked, Report::Opened(Err(Trouble::new("fout-stuk"))))
            }
            Effect::Lock => (
                self.ask(move |store| {
                    let trouble = store.lock(moment).err().map(told);
                    Report::Locked {
                        waiting: store.has_waiting(),
                        trouble,
                    }
                }),
                Report::Locked {
                    waiting: false,
                    trouble: Some(Trouble::new("fout-stuk")),
                },
            ),
            Effect::ReadDay(day) => (
                self.ask(move |store| custody::read_day(store, day, moment)),
                Report::Day(day, Err(Trouble::new("fout-stuk"))),
            ),
            Effect::Export {
                day,
                formats,
                folder,
            } => {
                let watch = Watch::default();
                let job = self.job(day, formats, folder, model, watch.clone());
                return self.take_log(job, &watch, model, face);
            }
            Effect::ReadFigures(period) => self.count(period),
            Effect::TakeFigures(along) => self.take_figures(along, model),
            Effect::ReadPatterns => self.read_patterns(now.date()),
            Effect::KeepPattern(work) => self.keep_pattern(work, &now),
            Effect::ReadStories => self.read_stories(now.date()),
            Effect::KeepStory(story) => self.keep_story(story, &now),
            Effect::TakeNote { note, form, folder } => (
                self.take_note(note, form, folder, model),
                Report::NoteTaken(Err(Trouble::new("fout-stuk"))),
            ),
            Effect::SetUp(founding) => {
                let data = self.data.clone();
                return self.begin(model, face, false, move || {
                    let secrets = Secrets {
                        desk: Secret::new(&founding.secrets.desk),
                        coordinator: Secret::new(&founding.secrets.coordinator),
                        recovery: Secret::new(&founding.secrets.recovery),
                    };
                    Store::create(&data, &founding.place, &secrets, moment)
                });
            }
            Effect::Practise(place) => return self.practise(place, model, face),
            Effect::EndPractice => return self.end_practice(model),
            Effect::ReadCases => (None, self.cases()),
            Effect::Cards(task) => return self.work_on_cards(task, now.date(), model, face),
            Effect::Custody(asked) => (
                self.ask_custody(asked, now),
                Report::Custody(Err(Trouble::new("fout-stuk"))),
            ),
            Effect::MakeSecrets => (None, make_secrets()),
            Effect::KeepLook(look, density) => {
                let kept = display::keep(&self.data, look, density);
                (None, Report::LookKept(kept))
            }
            Effect::FindTargets => (None, Report::Targets(self.offered())),
            Effect::FindFolder(folder) => (None, Report::Folder(taking::found(folder))),
            // The loop has handled it.
            Effect::Quit => (None, Report::Targets(Vec::new())),
        };
        match asked {
            Some(waiting) => Ok(self.wait_for(waiting, model, face)?.unwrap_or(otherwise)),
            None => Ok(otherwise),
        }
    }

    /// Closes the store and waits until it is closed.
    fn close(&mut self, model: &mut Model, face: &mut dyn Face) {
        if let Some(keeper) = self.keeper.take() {
            // A screen that is gone is no reason not to close.
            keeper.close(|| drop(self.say_busy(model, face)));
            self.log.note(&Event::Stopped, Timestamp::now());
        }
    }

    fn ask<T: Send + 'static>(
        &self,
        question: impl FnOnce(&mut Store) -> T + Send + 'static,
    ) -> Option<Waiting<T>> {
        self.keeper.as_ref().map(|keeper| keeper.ask(question))
    }

    /// Waits for an answer; after a moment the screen says that it is busy. None when the store is gone.
    fn wait_for<T>(
        &self,
        waiting: Waiting<T>,
        model: &mut Model,
        face: &mut dyn Face,
    ) -> anyhow::Result<Option<T>> {
        if let Some(answer) = waiting.within(A_MOMENT) {
            return Ok(Some(answer));
        }
        self.say_busy(model, face)?;
        Ok(waiting.for_ever())
    }

    fn say_busy(&self, model: &mut Model, face: &mut dyn Face) -> anyhow::Result<()> {
        model.update(Message::Busy, stamp(&self.zone)?);
        Ok(face.show(model)?)
    }

    /// Goes on with a new store: set up, or in memory.
    fn begin(
        &mut self,
        model: &mut Model,
        face: &mut dyn Face,
        is_practice: bool,
        make: impl FnOnce() -> Result<Store, StoreError> + Send + 'static,
    ) -> anyhow::Result<Report> {
        if let Some(old) = self.keeper.take() {
            old.close(|| drop(self.say_busy(model, face)));
        }
        let (keeper, first_word) = Keeper::start(make)?;
        let outcome = self.wait_for(first_word, model, face)?;
        let now = self.now()?;
        let report = match outcome {
            Some(Ok(())) => {
                let reading =
                    keeper.ask(move |store| Report::Opened(opened(store, &now, is_practice)));
                self.keeper = Some(keeper);
                self.wait_for(reading, model, face)?
            }
            Some(Err(error)) => Some(Report::Opened(Err(told(error)))),
            None => None,
        };
        Ok(report.unwrap_or(Report::Opened(Err(Trouble::new("fout-stuk")))))
    }
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "the shape that map_err takes"
)]
fn told(error: StoreError) -> Trouble {
    trouble::of_store(&error)
}

/// What can be read right after the store was opened.
fn opened(store: &mut Store, now: &Zoned, is_practice: bool) -> Result<Box<Opened>, Trouble> {
    // A disk that is full says so at the next save; the figures count what came of looking back all the same.
    let _ = papers::note_looked_back(store, now.timestamp());
    let recovered = store.untold();
    // Of a clock that may be wrong nothing is missing.
    let is_clock = |told: &store::Recovery| matches!(told, store::Recovery::LongAgo(_));
    let newest = if recovered.iter().all(is_clock) {
        None
    } else {
        store.newest(now.time_zone()).map_err(told)?
    };
    Ok(Box::new(Opened {
        store: store.id(),
        place: store.place(),
        is_coordinator: store.role() == Some(Role::Coordinator),
        is_practice,
        today: store.day(now.date()).map_err(told)?,
        drafts: store.drafts().map_err(told)?,
        follow_ups: store.follow_ups().map_err(told)?,
        contacts: store.contacts().map_err(told)?,
        trails: store.trails().map_err(told)?,
        shift: store.shift().map_err(told)?,
        recovered: recovered.iter().map(trouble::of_recovery).collect(),
        newest,
        code: custody::code_of(store, now.date()),
    }))
}

fn make_secrets() -> Report {
    match generate_secrets() {
        Ok(secrets) => Report::Secrets(message::Secrets {
            desk: secrets.desk.reveal().to_owned(),
            coordinator: secrets.coordinator.reveal().to_owned(),
            recovery: secrets.recovery.reveal().to_owned(),
        }),
        Err(error) => Report::Opened(Err(told(error))),
    }
}
