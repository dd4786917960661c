//! The model: what the program knows now, the one place that changes it, and the frame around every screen.
//!
//! Screens stand on a stack. Lookup, help and the stop screen open over any screen and return exactly to it.
//! `update` cannot fail: it changes state and returns the effects it asks for.

mod frame;
mod locking;
mod practice;
mod sharing;
mod told;

use crate::{
    domain::{PlaceId, Shift, ShiftKind},
    search::Index,
    tui::{
        keys::{Action, Offer},
        message::{
            Effect, Message, Opened, Report, Room, Saving, Status, Trouble, cards::CardReport,
        },
        screen::{
            Go, Page, Screen, Step,
            help::Help,
            home::Home,
            lookup::{Lookup, Purpose},
            mend::MendPage,
            stop::Stop,
            urgent::Urgent,
            welcome::Welcome,
        },
        shared::{Desk, Library, OpenDesk, Progress, Shared, Stamp, cards::CardDesk},
        theme::{Density, Theme},
    },
    words::Words,
};
use jiff::Timestamp;

/// The whole state of the program.
#[derive(Debug)]
pub struct Model {
    /// What every screen sees.
    pub shared: Shared,
    stack: Vec<Screen>,
    /// The form of a card that was being filled in when the desk was locked.
    aside: Option<Box<MendPage>>,
    last_key: Timestamp,
}

impl Model {
    /// The state at start: home, before anything was read.
    #[must_use]
    pub fn new(words: Words, theme: Theme, stamp: Stamp) -> Self {
        let last_key = stamp.now.timestamp();
        let shared = Shared {
            library: Library::empty(),
            words,
            theme,
            density: Density::default(),
            stamp,
            desk: Desk::Locked { waiting: false },
            is_practice: false,
            practice: None,
            place: None,
            shift: None,
            status: Status::Quiet,
            room: Room::Enough,
            notice: None,
            lock_now: false,
            code: None,
            has_unkept_card: false,
            cards: CardDesk::default(),
            undo: Vec::new(),
            attempt: None,
            random_used: 0,
        };
        Self {
            shared,
            stack: vec![Home::default().into()],
            aside: None,
            last_key,
        }
    }

    /// Says what was found in the data folder. A new one shows the welcome over home.
    pub fn arrive(&mut self, desk: Desk, place: Option<PlaceId>) {
        self.shared.end_practice();
        self.stack = vec![Home::default().into()];
        if matches!(desk, Desk::New) {
            self.stack.push(Welcome::default().into());
        }
        self.shared.desk = desk;
        self.shared.place = place;
    }

    /// Takes what was read in the place of what was there. Screens follow, with everything typed on them.
    pub fn shelve(&mut self, library: Library, progress: Progress) {
        self.shared.library = Library {
            progress,
            ..library
        };
        self.refresh();
    }

    /// Takes the index over the cards that are on the shelves: from now on something can be looked up.
    pub fn take_index(&mut self, index: Index) {
        self.shared.library.index = index;
        self.shared.library.progress = Progress::Whole;
        self.refresh();
    }

    fn refresh(&mut self) {
        self.shared.weigh_cards();
        for screen in &mut self.stack {
            screen.page_mut().refreshed(&mut self.shared);
        }
    }

    /// Handles one message at one moment.
    pub fn update(&mut self, message: Message, stamp: Stamp) -> Vec<Effect> {
        let now = stamp.now.timestamp();
        let gap = now.duration_since(self.last_key);
        self.shared.stamp = stamp;
        self.shared.random_used = 0;
        let is_key = matches!(
            message,
            Message::Act(_) | Message::Type(_) | Message::Paste(_)
        );
        let mut effects = Vec::new();
        if is_key {
            self.last_key = now;
            self.count_key();
            self.shared.notice = None;
            if self.shared.open().is_some()
                && !self.shared.is_practice
                && gap >= locking::LOCK_AFTER
            {
                // The lid was closed, or nobody was here: the keys go before this key is handled.
                effects.extend(self.lock());
                return effects;
            }
        }
        let step = match message {
            Message::Act(action) => {
                let effects = self.act(action);
                self.watch(&effects);
                return effects;
            }
            Message::Type(letter) => self.with_top(|screen, shared| screen.typed(shared, letter)),
            Message::Paste(text) => self.with_top(|screen, shared| screen.pasted(shared, &text)),
            Message::Redraw => Step::none(),
            Message::Due => return self.due(now),
            Message::Busy => {
                self.shared.status = Status::Busy;
                Step::none()
            }
            Message::Working(per_mille) => {
                self.shared.status = Status::Working(per_mille);
                Step::none()
            }
            Message::Done(report) => return self.done(&report),
        };
        effects.extend(self.follow(step));
        if std::mem::take(&mut self.shared.lock_now) {
            effects.extend(self.lock());
        }
        effects
    }

    fn act(&mut self, action: Action) -> Vec<Effect> {
        if action.is_function() && !self.offers().iter().any(|offer| offer.action == action) {
            return Vec::new();
        }
        let step = match action {
            Action::Stop => {
                self.shared.has_unkept_card = self.has_unkept_card();
                Step {
                    effects: self
                        .unsaved()
                        .into_iter()
                        .chain(self.shared.opened_to_keep())
                        .collect(),
                    go: Go::Push(Stop.into()),
                }
            }
            Action::Help => Step::push(Help::new(
                &self.top_page().title(&self.shared),
                self.stack.last().map_or("over-thuis", Screen::about),
                self.offers(),
            )),
            Action::Search if !self.top_is_search() && !self.top_is_talk() => {
                Step::push(self.lookup_here())
            }
            Action::Urgent => Step::push(Urgent::suggesting(self.suggested_urgent())),
            Action::Together => self.share(),
            Action::Lock if self.shared.open().is_some() => return self.lock(),
            _ => self.with_top(|screen, shared| screen.act(shared, action)),
        };
        self.follow(step)
    }

    fn done(&mut self, report: &Report) -> Vec<Effect> {
        match report {
            Report::Saved(Saving::Trail, outcome) => self.shared.trails_saved(outcome.is_ok()),
            Report::Saved(saving, Ok(())) => {
                self.shared.trails_saved(true);
                if *saving == Saving::Correction {
                    self.shared.settle();
                }
                let now = self.shared.stamp.now.timestamp();
                let is_sealed = matches!(self.shared.desk, Desk::Locked { .. });
                if let Desk::Locked { waiting } = &mut self.shared.desk {
                    *waiting = true;
                }
                self.shared.status = match (self.shared.is_practice, is_sealed) {
                    // Practice keeps nothing, and the screen does not say otherwise.
                    (true, _) => Status::Quiet,
                    (false, true) => Status::Sealed(now),
                    (false, false) => Status::Saved(now),
                };
            }
            Report::Saved(_, Err(trouble)) => {
                self.shared.attempt = None;
                self.shared.trails_saved(false);
                self.shared.status = Status::Quiet;
                self.shared.notice = Some(trouble.clone());
            }
            Report::Opened(Ok(opened)) => self.opened(opened),
            Report::Locked { waiting, trouble } => {
                self.shared.status = Status::Quiet;
                self.shared.desk = Desk::Locked { waiting: *waiting };
                if trouble.is_some() {
                    self.shared.notice.clone_from(trouble);
                }
            }
            Report::Cards(report) => {
                let trouble = self.shared.cards_reported(report);
                let is_kept = trouble.is_none()
                    && (report.has_changed_cards() || matches!(report, CardReport::Notices(_)));
                self.shared.status = if is_kept {
                    Status::Saved(self.shared.stamp.now.timestamp())
                } else {
                    Status::Quiet
                };
                self.shared.notice = trouble.or(self.shared.notice.take());
            }
            Report::Warned(warning) => self.shared.notice = Some(warning.clone()),
            Report::Room(room) => self.room_changed(*room),
            Report::PracticeEnded => self.shared.notice = Some(Trouble::new("oefenen-klaar")),
            _ => self.shared.status = Status::Quiet,
        }
        let step = self.with_top(|screen, shared| screen.reported(shared, report));
        let step = self.end_of_case(report).unwrap_or(step);
        let mut effects = self.follow(step);
        if matches!(report, Report::Opened(Ok(_))) {
            self.take_up_form();
            self.shared.weigh_cards();
            effects.extend(self.shared.opened_to_keep());
        }
        effects
    }

    /// Said once, when it changes for the worse.
    fn room_changed(&mut self, room: Room) {
        let before = std::mem::replace(&mut self.shared.room, room);
        if before != room && room != Room::Enough {
            self.shared.notice = Some(Trouble::new("schijf-bijna-vol"));
        }
    }

    fn opened(&mut self, opened: &Opened) {
        if opened.is_practice {
            self.shared.begin_practice();
        }
        self.shared.is_practice = opened.is_practice;
        let today = self.shared.stamp.now.date();
        // Enquiries that came in as a file have a shift of their own; nobody sits at a table there.
        let is_ours = |shift: &Shift| shift.day == today && shift.kind != ShiftKind::Invoer;
        self.shared.shift = opened.shift.clone().filter(is_ours);
        let place = self
            .shared
            .shift
            .as_ref()
            .map_or(&opened.place, |shift| &shift.place);
        self.shared.place = Some(place.clone());
        self.shared.status = Status::Quiet;
        let kept = self.shared.code.clone().filter(|(day, _)| *day == today);
        let code = match (kept, opened.code) {
            // The one of a store in memory opens nothing but that.
            (_, Some(code)) if opened.is_practice => format!("{code:04}"),
            (Some((_, code)), _) => code,
            (None, Some(code)) => format!("{code:04}"),
            (None, None) => self.shared.draw_code(),
        };
        if !opened.is_practice {
            self.shared.code = Some((today, code.clone()));
        }
        self.shared.notice =
            (!opened.is_practice).then(|| Trouble::new("ontgrendeld").with("code", code.as_str()));
        self.shared.desk = Desk::Open(Box::new(OpenDesk {
            is_coordinator: opened.is_coordinator,
            today: opened.today.clone(),
            drafts: opened.drafts.clone(),
            follow_ups: opened.follow_ups.clone(),
            contacts: opened.contacts.clone(),
            trails: opened.trails.clone(),
            code,
        }));
    }

    fn with_top(&mut self, act: impl FnOnce(&mut dyn Page, &mut Shared) -> Step) -> Step {
        match self.stack.last_mut() {
            Some(screen) => act(screen.page_mut(), &mut self.shared),
            None => Step::none(),
        }
    }

    fn follow(&mut self, step: Step) -> Vec<Effect> {
        let mut effects = step.effects;
        match step.go {
            Go::Stay => {}
            Go::Push(screen) => self.stack.push(screen),
            Go::Replace(screen) => {
                self.stack.pop();
                self.stack.push(screen);
            }
            Go::Back => {
                if self.stack.len() > 1 {
                    self.stack.pop();
                }
            }
            // Home as it is at start: the search box has the focus, and Enter is a quick question.
            Go::Home => self.stack = vec![Home::default().into()],
            Go::HomeThen(screen) => self.stack = vec![Home::default().into(), screen],
            Go::BackThen(action) => {
                if self.stack.len() > 1 {
                    self.stack.pop();
                }
                effects.extend(self.act(action));
            }
            Go::Carry(article) => {
                // A card that was looked up goes to the screen below the lookup.
                while self.stack.len() > 1 && self.stack.last().is_some_and(Screen::is_lookup) {
                    self.stack.pop();
                }
                let step = self.with_top(|screen, shared| screen.carried(shared, &article));
                effects.extend(self.follow(step));
            }
        }
        effects
    }

    /// Whether a text field has the focus.
    #[must_use]
    pub fn is_typing(&self) -> bool {
        self.top_page().is_typing()
    }

    /// The functions that work now: those of the screen and those that work everywhere.
    #[must_use]
    pub fn offers(&self) -> Vec<Offer> {
        if let Some(Screen::Together(page)) = self.stack.last() {
            return page.offers(&self.shared);
        }
        let page = self.top_page();
        let mut offers = page.offers(&self.shared);
        let mut add = |offer: Offer| {
            if !offers.iter().any(|each| each.action == offer.action) {
                offers.push(offer);
            }
        };
        if !matches!(self.stack.last(), Some(Screen::Urgent(_))) {
            add(Offer::new(Action::Urgent, "toets-nood"));
        }
        if !page.is_closed() {
            add(Offer::quiet(Action::Search, "toets-zoeken"));
            if !self.is_covered() {
                add(self.offer_to_share());
            }
            if self.shared.open().is_some() && !self.shared.is_practice {
                add(Offer::quiet(Action::Lock, "toets-slot"));
            }
        }
        if !matches!(self.stack.last(), Some(Screen::Help(_))) {
            add(Offer::new(Action::Help, "toets-uitleg"));
        }
        if !matches!(self.stack.last(), Some(Screen::Stop(_))) {
            add(Offer::quiet(Action::Stop, "toets-stoppen"));
        }
        offers
    }

    fn top_is_search(&self) -> bool {
        matches!(
            self.stack.last(),
            Some(Screen::Home(_) | Screen::Lookup(_)) | None
        )
    }

    /// A talk opens a lookup itself: it knows what was said.
    fn top_is_talk(&self) -> bool {
        matches!(self.stack.last(), Some(Screen::Talk(_)))
    }

    /// The red-flag card that the words of the talk on the screen suggest.
    fn suggested_urgent(&self) -> Option<usize> {
        match self.stack.last() {
            Some(Screen::Talk(talk)) => talk.suggested_urgent(),
            Some(Screen::Lookup(lookup)) => lookup.suggested_urgent(),
            _ => None,
        }
    }

    /// A lookup over a talk gives its card to the talk. Over a covered screen, and over a screen that stands over a
    /// talk, cards are only read: using one would take the screens below away.
    fn lookup_here(&self) -> Lookup {
        let is_talking = self
            .stack
            .iter()
            .any(|screen| matches!(screen, Screen::Talk(_)));
        Lookup::to(match self.stack.last() {
            Some(Screen::Talk(_)) => Purpose::Answer,
            _ if is_talking || self.is_covered() => Purpose::Read,
            _ => Purpose::Note,
        })
    }

    fn top_page(&self) -> &dyn Page {
        const HOME: &Home = &Home::DEFAULT;
        self.stack.last().map_or(HOME, Screen::page)
    }
}
