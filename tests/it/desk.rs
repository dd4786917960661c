//! A desk to try things at: the whole program without its terminal, its clock or its disk.
//!
//! Must not know a screen: it turns keys into messages, performs effects as the kiosk does, and gives back what a
//! person would see. Begin reading at [`Pilot`]; the verbs a test uses are its public functions.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on has failed; the place says why"
)]
#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "a test looks for one kind among many"
)]

mod cards;
mod effects;
mod keyboard;
mod lines;
mod looks;
pub(crate) mod window;

use std::{
    path::PathBuf,
    sync::{Mutex, PoisonError},
};

use balie::{
    domain::{Change, Enquiry, Session, Trail},
    kiosk,
    search::{Index, Synonyms},
    store::{self, PRACTICE_WORDS, Secret, Store},
    tui::{
        self, Effect, Message, Model, Stamp, keys,
        message::{Place, Saving, Secrets, Target, Trouble},
        shared::{Desk, Progress},
        theme::{Colours, Look, Theme},
    },
    words::Words,
};
use crossterm::event::Event;
use jiff::{Timestamp, ToSpan, Zoned, civil::DateTime};
use ratatui::{Terminal, backend::TestBackend, buffer::Buffer};

/// The team's words at this desk.
pub(crate) const WORDS: &str = PRACTICE_WORDS;
/// The coordinator's.
pub(crate) const COORDINATOR: &str = "wolk lamp trein kaars brood";
/// Wednesday 25 November 2026, two past nine in Alkmaar.
pub(crate) const MORNING: &str = "2026-11-25T09:02:00+01:00[Europe/Amsterdam]";

/// Reading every card takes longer than most journeys: a library that was read is handed to the next test.
static LIBRARIES: Mutex<Vec<tui::Library>> = Mutex::new(Vec::new());

/// Someone at the keyboard, who sees what is on the screen.
pub(crate) struct Pilot {
    pub(crate) model: Model,
    store: Option<Store>,
    /// The real store while someone practises.
    aside: Option<Store>,
    clock: Zoned,
    /// Counts instead of random bits: every run makes the same ids.
    made: u128,
    size: (u16, u16),
    /// What the next saves end in; nothing reaches the store then.
    fault: Option<Trouble>,
    /// What the next unlock tells of, and when the newest that is there was noted.
    repaired: (Vec<Trouble>, Option<DateTime>),
    /// Where a day's log can go.
    targets: Vec<Target>,
    /// The sticks that are in.
    pub(crate) mounts: Vec<PathBuf>,
    /// The secrets that set-up shows; generated when there are none.
    secrets: Option<Secrets>,
    /// Every effect that was asked for, in order.
    pub(crate) asked: Vec<Effect>,
    /// Where cards and notices stand, once something was written.
    folder: Option<tempfile::TempDir>,
    /// The cards are not only the shipped ones.
    has_own_cards: bool,
    /// A card was written: the cards are read before the next key.
    must_read_cards: bool,
    /// What is still to be read.
    unread: Option<tui::Library>,
    index: Option<Index>,
    code: looks::Code,
    /// Someone chose to stop.
    pub(crate) has_stopped: bool,
}

impl Drop for Pilot {
    fn drop(&mut self) {
        let library = std::mem::replace(&mut self.model.shared.library, tui::Library::empty());
        if library.progress == Progress::Whole && !self.has_own_cards {
            LIBRARIES
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .push(library);
        }
    }
}

impl Pilot {
    /// A laptop on which nothing was set up.
    pub(crate) fn at_first_start() -> Self {
        Self::start(None)
    }

    /// The desk right after its first frame: not one card was read yet.
    pub(crate) fn before_the_cards() -> Self {
        let mut pilot = Self::locked();
        let library = std::mem::replace(&mut pilot.model.shared.library, tui::Library::empty());
        pilot.unread = Some(library);
        pilot
    }

    /// Cards, routes and local data come; nothing can be looked up in them yet.
    pub(crate) fn cards_come(&mut self) {
        if let Some(mut library) = self.unread.take() {
            let nothing = Index::build(&[], &Synonyms::default());
            self.index = Some(std::mem::replace(&mut library.index, nothing));
            self.model.shelve(library, Progress::Cards);
        }
    }

    /// The index over the cards comes.
    pub(crate) fn index_comes(&mut self) {
        if let Some(index) = self.index.take() {
            self.model.take_index(index);
        }
    }

    /// The desk as it is in the morning: set up, locked, nothing waiting.
    pub(crate) fn locked() -> Self {
        let now: Zoned = MORNING.parse().unwrap();
        let place = balie::domain::PlaceId::from("wijkcontactpunt-de-oever");
        let secrets = store::Secrets {
            desk: Secret::new(WORDS),
            coordinator: Secret::new(COORDINATOR),
            recovery: Secret::new("een code op papier"),
        };
        let mut store = effects::set_up(&place, &secrets, now.timestamp());
        store.lock(now.timestamp()).unwrap();
        Self::start(Some(store))
    }

    /// The same desk unlocked, with a shift of nobody in particular.
    pub(crate) fn open() -> Self {
        let mut pilot = Self::locked();
        pilot.unlock();
        pilot.press("enter enter enter enter");
        pilot.sees("Snelle vraag");
        pilot
    }

    /// The same desk, opened with the coordinator's words.
    pub(crate) fn coordinator() -> Self {
        let mut pilot = Self::locked();
        pilot.press("ctrl+l");
        pilot.type_text(COORDINATOR);
        pilot.press("enter");
        pilot.skip_tour();
        pilot.press("enter enter enter enter");
        pilot.sees("Kaartenbak");
        pilot
    }

    fn start(store: Option<Store>) -> Self {
        let clock: Zoned = MORNING.parse().unwrap();
        let mut pilot = Self {
            model: Model::new(
                Words::shipped(),
                Theme::new(Look::Light, Colours::True),
                Stamp {
                    now: clock.clone(),
                    random: 0,
                },
            ),
            store,
            aside: None,
            clock,
            made: 0,
            size: (80, 24),
            fault: None,
            repaired: (Vec::new(), None),
            targets: Vec::new(),
            mounts: Vec::new(),
            secrets: None,
            asked: Vec::new(),
            folder: None,
            has_own_cards: false,
            must_read_cards: false,
            unread: None,
            index: None,
            code: looks::Code::Drawn,
            has_stopped: false,
        };
        let shelved = LIBRARIES
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .pop();
        let library = shelved.unwrap_or_else(|| kiosk::library::Library::load(None).into());
        pilot.model.shelve(library, Progress::Whole);
        let (desk, place) = pilot.found();
        pilot.model.arrive(desk, place);
        pilot
    }

    /// What stands in the data folder.
    fn found(&self) -> (Desk, Option<balie::domain::PlaceId>) {
        match &self.store {
            None => (Desk::New, None),
            Some(store) => (
                Desk::Locked {
                    waiting: store.has_waiting(),
                },
                Some(store.place()),
            ),
        }
    }

    /// Presses keys by their names, such as `tab 2 enter esc ctrl+k`.
    #[track_caller]
    pub(crate) fn press(&mut self, keys: &str) {
        for name in keys.split_whitespace() {
            let key = keyboard::key(name).unwrap_or_else(|| panic!("there is no key `{name}`"));
            self.happens(&Event::Key(key));
        }
    }

    /// Types letters, digits and blanks.
    pub(crate) fn type_text(&mut self, text: &str) {
        for letter in text.chars() {
            self.happens(&Event::Key(keyboard::letter(letter)));
        }
    }

    /// Pastes text.
    pub(crate) fn paste(&mut self, text: &str) {
        self.happens(&Event::Paste(text.to_owned()));
    }

    /// Puts another look on.
    pub(crate) fn wear(&mut self, theme: Theme) {
        self.model.shared.theme = theme;
    }

    /// Gives the window another size.
    pub(crate) fn resize(&mut self, width: u16, height: u16) {
        self.size = (width, height);
        self.happens(&Event::Resize(width, height));
    }

    /// Types the team's words at the lock.
    #[track_caller]
    pub(crate) fn unlock(&mut self) {
        self.press("ctrl+l");
        self.sees("Typ de vier woorden");
        self.type_text(WORDS);
        self.press("enter");
        self.skip_tour();
    }

    /// The tour comes the first time a desk is opened.
    pub(crate) fn skip_tour(&mut self) {
        if self.screen().contains("Rondleiding ·") {
            self.press("esc");
        }
    }

    /// Lets time pass at an open lid: the program is woken at the deadlines it asked for.
    pub(crate) fn wait_minutes(&mut self, minutes: i64) {
        let end = &self.clock + minutes.minutes();
        while let Some(deadline) = self.model.deadline().filter(|at| *at <= end.timestamp()) {
            self.clock = deadline
                .max(self.clock.timestamp())
                .to_zoned(end.time_zone().clone());
            self.update(Message::Due);
        }
        self.clock = end;
    }

    /// Lets time pass with the lid closed: nothing is woken.
    pub(crate) fn sleep_minutes(&mut self, minutes: i64) {
        self.clock = &self.clock + minutes.minutes();
    }

    /// Sets the clock of the computer.
    pub(crate) fn set_clock(&mut self, moment: &str) {
        let moment: Timestamp = moment.parse().unwrap();
        self.clock = moment.to_zoned(self.clock.time_zone().clone());
    }

    /// From now on nothing can be saved, for this reason; none ends it.
    pub(crate) fn saving_fails(&mut self, fault: Option<Trouble>) {
        self.fault = fault;
    }

    /// The next unlock finds that this was damaged.
    pub(crate) fn was_damaged(&mut self, news: Vec<Trouble>, newest: Option<DateTime>) {
        self.repaired = (news, newest);
    }

    /// A file takes long and is so far, in thousandths.
    pub(crate) fn is_working(&mut self, per_mille: usize) {
        self.update(Message::Working(per_mille));
    }

    /// Offers a folder that the coordinator named for the day's log.
    pub(crate) fn offer_folder(&mut self, name: &str, folder: PathBuf) {
        self.offer(Place::Named, name, folder);
    }

    /// Offers a place for files.
    pub(crate) fn offer(&mut self, place: Place, name: &str, folder: PathBuf) {
        self.targets.push(Target {
            name: name.to_owned(),
            folder,
            place,
        });
    }

    /// What set-up shows as new secrets, in place of random ones.
    pub(crate) fn give_secrets(&mut self, desk: &str, coordinator: &str, recovery: &str) {
        self.secrets = Some(Secrets {
            desk: desk.to_owned(),
            coordinator: coordinator.to_owned(),
            recovery: recovery.to_owned(),
        });
    }

    /// The whole screen, with its colours.
    pub(crate) fn draw(&self) -> Buffer {
        let (width, height) = self.size;
        let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
        terminal.draw(|frame| self.model.view(frame)).unwrap();
        terminal.backend().buffer().clone()
    }

    /// What is on the screen, row by row, without blanks at the ends.
    pub(crate) fn screen(&self) -> String {
        let (width, height) = self.size;
        let buffer = self.draw();
        let rows = (0..height).map(|y| {
            let row: String = (0..width)
                .filter_map(|x| buffer.cell((x, y)).map(ratatui::buffer::Cell::symbol))
                .collect();
            row.trim_end().to_owned()
        });
        rows.collect::<Vec<_>>().join("\n")
    }

    /// The screen shows this text.
    #[track_caller]
    pub(crate) fn sees(&self, text: &str) {
        let screen = self.screen();
        assert!(screen.contains(text), "`{text}` is not on\n{screen}");
    }

    /// The screen does not show this text.
    #[track_caller]
    pub(crate) fn sees_no(&self, text: &str) {
        let screen = self.screen();
        assert!(!screen.contains(text), "`{text}` is on\n{screen}");
    }

    /// The screen is home.
    pub(crate) fn is_home(&self) -> bool {
        let screen = self.screen();
        screen.starts_with("  Balie") && screen.contains("Typ een woord, een zin")
    }

    /// Every change that was to be saved, oldest first.
    pub(crate) fn changes(&self) -> impl DoubleEndedIterator<Item = &Change> {
        self.asked.iter().flat_map(|effect| match effect {
            Effect::Save(_, changes) => changes.as_slice(),
            _ => &[],
        })
    }

    /// A desk with the note of a short talk before it, in which the resident looks for a letter.
    pub(crate) fn with_a_note() -> Self {
        let mut desk = Self::open();
        desk.press("tab 2 1 enter 1 enter 1 1 enter");
        for _ in 0..30 {
            if desk.screen().contains("Wat gaat u zelf doen") {
                desk.type_text("de brief zoeken");
            }
            if desk.screen().contains("Klopt dit?") {
                break;
            }
            desk.press("enter");
        }
        desk.press("tab");
        desk
    }

    /// The last enquiry that was to be saved.
    pub(crate) fn last_enquiry(&self) -> Option<&Enquiry> {
        self.changes().rev().find_map(|change| match change {
            Change::Enquiry(enquiry) => Some(enquiry),
            _ => None,
        })
    }

    /// What looking up was to leave behind, oldest first.
    pub(crate) fn trails(&self) -> impl Iterator<Item = &Trail> {
        self.changes().filter_map(|change| match change {
            Change::Trail(trail) => Some(trail),
            _ => None,
        })
    }

    /// The drafts that were to be saved, oldest first.
    pub(crate) fn drafts(&self) -> impl Iterator<Item = &Session> {
        self.changes().filter_map(|change| match change {
            Change::Draft(draft) => Some(draft),
            _ => None,
        })
    }

    /// What each save was for, oldest first.
    pub(crate) fn saves(&self) -> Vec<Saving> {
        let savings = self.asked.iter().filter_map(|effect| match effect {
            Effect::Save(saving, _) => Some(*saving),
            _ => None,
        });
        savings.collect()
    }

    /// The enquiries of today as they stand in the store, taken-back ones too.
    pub(crate) fn kept_today(&mut self) -> Vec<Enquiry> {
        let day = self.clock.date();
        self.store.as_mut().unwrap().day(day).unwrap()
    }

    /// Something is saved beside what is on the screen.
    pub(crate) fn store_keeps(&mut self, changes: &[Change]) {
        let now = self.clock.timestamp();
        self.store.as_mut().unwrap().save(changes, now).unwrap();
    }

    fn happens(&mut self, event: &Event) {
        for message in keys::messages(event, self.model.is_typing()) {
            self.update(message);
        }
    }

    pub(crate) fn update(&mut self, message: Message) {
        let stamp = self.stamp();
        let mut waiting = std::collections::VecDeque::from(self.model.update(message, stamp));
        while let Some(effect) = waiting.pop_front() {
            self.asked.push(effect.clone());
            if let Some(report) = self.perform(effect) {
                let stamp = self.stamp();
                waiting.extend(self.model.update(Message::Done(report), stamp));
            }
        }
        if std::mem::take(&mut self.must_read_cards) {
            self.read_cards_anew();
        }
    }

    fn stamp(&mut self) -> Stamp {
        self.made += 1;
        Stamp {
            now: self.clock.clone(),
            random: self.made << 64,
        }
    }
}
