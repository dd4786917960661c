//! The model: what the program knows now, the one place that changes it, and the frame around every screen.
//!
//! Screens stand on a stack. Lookup, help and the stop screen open over any screen and return exactly to it.
//! `update` cannot fail: it changes state and returns the effects it asks for.

use std::{collections::BTreeMap, sync::Arc};

use jiff::{SignedDuration, Timestamp, Zoned};
use ratatui::{
    Frame,
    layout::{Position, Rect},
    text::{Line, Span},
    widgets::{Block, Widget},
};

use crate::{
    domain::{Change, Enquiry, EnquiryId, PlaceId, RouteId, Session, Shift, ShiftId, VisitId},
    knowledge::{Article, Local},
    route::{Choice, Route},
    search::Index,
    tui::{
        keys::{Action, Offer},
        message::{Effect, Message, Opened, Report, Saving, Status, Trouble},
        screen::{
            Go, Page, Screen, Step, cover::Cover, help::Help, home::Home, lookup::Lookup,
            stop::Stop, welcome::Welcome,
        },
        theme::Theme,
        widget::{dates, paper::Paper},
    },
    words::Words,
};

/// The least useful size; below it one sentence says so.
pub const LEAST_WIDTH: u16 = 40;
/// See [`LEAST_WIDTH`].
pub const LEAST_HEIGHT: u16 = 12;

/// Without a key for this long the screen is covered (product 8).
const COVER_AFTER: SignedDuration = SignedDuration::from_mins(5);
/// The same during a talk.
const COVER_AFTER_IN_TALK: SignedDuration = SignedDuration::from_mins(15);
/// Without a key for this long the keys are wiped (product 8).
const LOCK_AFTER: SignedDuration = SignedDuration::from_mins(30);
/// How many steps can be taken back.
const UNDO_STEPS: usize = 20;
/// A clock before this year is wrong: Balie did not exist.
const FIRST_YEAR: i16 = 2026;

/// Everything that is looked up and asked: what assets hold, parsed.
#[derive(Debug)]
pub struct Library {
    /// The cards.
    pub articles: Vec<Article>,
    /// The local data.
    pub local: Local,
    /// The routes.
    pub routes: BTreeMap<RouteId, Arc<Route>>,
    /// The choice lists that routes share; they hold the label of every code.
    pub lists: BTreeMap<String, Vec<Choice>>,
    /// The index over the cards.
    pub index: Index,
    /// How many problems loading found.
    pub problems: usize,
}

impl Library {
    /// Nothing yet: what the first frame is drawn with.
    #[must_use]
    pub fn empty() -> Self {
        Self {
            articles: Vec::new(),
            local: Local::default(),
            routes: BTreeMap::new(),
            lists: BTreeMap::new(),
            index: Index::new(&[]),
            problems: 0,
        }
    }

    /// The label of a code, the code itself when no list has it.
    #[must_use]
    pub fn label<'a>(&'a self, list: &str, code: &'a str) -> &'a str {
        let found = self
            .lists
            .get(list)
            .and_then(|choices| choices.iter().find(|choice| choice.name == code));
        found.map_or(code, |choice| choice.label.as_str())
    }

    /// A card by its id.
    #[must_use]
    pub fn article(&self, id: &str) -> Option<&Article> {
        self.articles
            .iter()
            .find(|article| article.id.as_str() == id)
    }

    /// The name of a place on the screen.
    #[must_use]
    pub fn place_name<'a>(&'a self, place: &'a PlaceId) -> &'a str {
        let found = self.local.places.iter().find(|each| each.id == *place);
        found.map_or(place.as_str(), |each| each.name.as_str())
    }
}

/// The moment of a message, and random bits for ids that are made while it is handled.
#[derive(Debug, Clone)]
pub struct Stamp {
    /// Now, in the time zone of the desk.
    pub now: Zoned,
    /// Random bits, used once.
    pub random: u128,
}

/// What can be read now.
#[derive(Debug)]
pub enum Desk {
    /// No store was set up here.
    New,
    /// A store that is locked. Recording works; reading waits.
    Locked {
        /// Something can be read after unlocking.
        waiting: bool,
    },
    /// A store that is open.
    Open(Box<OpenDesk>),
    /// A store that could not be opened, and why. Lookup works.
    Closed(Trouble),
}

/// What was read from the store.
#[derive(Debug)]
pub struct OpenDesk {
    /// Opened with the coordinator's words or the recovery code.
    pub is_coordinator: bool,
    /// Today's enquiries in order of time, taken-back ones included.
    pub today: Vec<Enquiry>,
    /// Conversations in progress, oldest first.
    pub drafts: Vec<Session>,
    /// Four digits that open the covered screen in this shift; only in memory.
    pub code: String,
}

/// What every screen sees and may change.
#[derive(Debug)]
pub struct Shared {
    /// What assets hold.
    pub library: Library,
    /// The words.
    pub words: Words,
    /// The styles.
    pub theme: Theme,
    /// The moment of the message that is being handled.
    pub stamp: Stamp,
    /// What can be read now.
    pub desk: Desk,
    /// A store in memory.
    pub is_practice: bool,
    /// The place of the desk.
    pub place: Option<PlaceId>,
    /// The shift that is open.
    pub shift: Option<Shift>,
    /// What stands at the right end of the last line.
    pub status: Status,
    /// A sentence over the last line, until the next key.
    pub notice: Option<Trouble>,
    /// A screen asks for the lock: too many wrong codes.
    pub lock_now: bool,
    undo: Vec<Enquiry>,
    random_used: u8,
}

impl Shared {
    /// Random bits for a new id; different at each call.
    pub fn random(&mut self) -> [u8; 16] {
        self.random_used = self.random_used.wrapping_add(1);
        let spread =
            u128::from(self.random_used).wrapping_mul(0x9E37_79B9_7F4A_7C15_F39C_C060_5CED_C835);
        (self.stamp.random ^ spread).to_be_bytes()
    }

    /// A new id for an enquiry and the visit it belongs to.
    pub fn new_enquiry(&mut self) -> (EnquiryId, VisitId) {
        (EnquiryId(self.random()), VisitId(self.random()))
    }

    /// A new id for a shift.
    pub fn new_shift(&mut self) -> ShiftId {
        ShiftId(self.random())
    }

    /// A message from the file of words.
    #[must_use]
    pub fn say(&self, name: &str) -> String {
        self.words.text(name)
    }

    /// What can be read, when the store is open.
    #[must_use]
    pub fn open(&self) -> Option<&OpenDesk> {
        match &self.desk {
            Desk::Open(open) => Some(open),
            Desk::New | Desk::Locked { .. } | Desk::Closed(_) => None,
        }
    }

    /// The same, to change.
    pub fn open_mut(&mut self) -> Option<&mut OpenDesk> {
        match &mut self.desk {
            Desk::Open(open) => Some(open),
            Desk::New | Desk::Locked { .. } | Desk::Closed(_) => None,
        }
    }

    /// Whether something can be recorded: a store exists, locked or not.
    #[must_use]
    pub const fn can_record(&self) -> bool {
        matches!(self.desk, Desk::Open(_) | Desk::Locked { .. })
    }

    /// A sentence for something that went wrong or right.
    #[must_use]
    pub fn sentence(&self, trouble: &Trouble) -> String {
        let values: Vec<_> = trouble
            .values
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        self.words.with(trouble.message, &values)
    }

    /// Remembers an enquiry as it was, so that the next Ctrl+Z brings it back.
    pub fn remember(&mut self, before: Enquiry) {
        self.undo.push(before);
        if self.undo.len() > UNDO_STEPS {
            self.undo.remove(0);
        }
    }

    /// Whether there is something to take back.
    #[must_use]
    pub fn can_undo(&self) -> bool {
        !self.undo.is_empty()
    }

    /// Puts a new revision of an enquiry in today's list, or adds it.
    pub fn keep(&mut self, enquiry: &Enquiry) {
        let today = self.stamp.now.date();
        if let Some(open) = self.open_mut() {
            match open.today.iter_mut().find(|each| each.id == enquiry.id) {
                Some(found) => *found = enquiry.clone(),
                None if enquiry.day == today => open.today.push(enquiry.clone()),
                None => {}
            }
        }
    }

    /// The highest revision of an enquiry that is known.
    #[must_use]
    pub fn revision_of(&self, enquiry: &Enquiry) -> u32 {
        let known = self
            .open()
            .and_then(|open| open.today.iter().find(|each| each.id == enquiry.id));
        known.map_or(enquiry.revision, |known| {
            known.revision.max(enquiry.revision)
        })
    }

    /// Puts a talk in the list of those that go on.
    pub fn keep_draft(&mut self, draft: &Session) {
        if let Some(open) = self.open_mut() {
            match open.drafts.iter_mut().find(|each| each.id == draft.id) {
                Some(found) => *found = draft.clone(),
                None => open.drafts.push(draft.clone()),
            }
        }
    }

    /// Takes a talk out of that list.
    pub fn drop_draft(&mut self, id: EnquiryId) {
        if let Some(open) = self.open_mut() {
            open.drafts.retain(|each| each.id != id);
        }
    }

    /// Takes the last step back: a new revision with the old content.
    fn take_back(&mut self) -> Option<Effect> {
        let before = self.undo.pop()?;
        let restored = Enquiry {
            revision: self.revision_of(&before) + 1,
            ..before
        };
        self.keep(&restored);
        self.notice = Some(Trouble::new(if restored.withdrawn {
            "teruggenomen"
        } else {
            "teruggezet"
        }));
        Some(Effect::Save(
            Saving::Correction,
            vec![Change::Enquiry(restored)],
        ))
    }
}

/// The whole state of the program.
#[derive(Debug)]
pub struct Model {
    /// What every screen sees.
    pub shared: Shared,
    stack: Vec<Screen>,
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
            stamp,
            desk: Desk::Locked { waiting: false },
            is_practice: false,
            place: None,
            shift: None,
            status: Status::Quiet,
            notice: None,
            lock_now: false,
            undo: Vec::new(),
            random_used: 0,
        };
        Self {
            shared,
            stack: vec![Home::default().into()],
            last_key,
        }
    }

    /// Says what was found in the data folder. A new one shows the welcome over home.
    pub fn arrive(&mut self, desk: Desk, place: Option<PlaceId>) {
        if matches!(desk, Desk::New) {
            self.stack.push(Welcome::default().into());
        }
        self.shared.desk = desk;
        self.shared.place = place;
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
            self.shared.notice = None;
            if self.shared.open().is_some() && gap >= LOCK_AFTER {
                // The lid was closed, or nobody was here: the keys go before this key is handled.
                effects.extend(self.lock());
                return effects;
            }
        }
        let step = match message {
            Message::Act(action) => return self.act(action),
            Message::Type(letter) => self.with_top(|screen, shared| screen.typed(shared, letter)),
            Message::Paste(text) => self.with_top(|screen, shared| screen.pasted(shared, &text)),
            Message::Redraw => Step::none(),
            Message::Due => return self.due(now),
            Message::Busy => {
                self.shared.status = Status::Busy;
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
            Action::Stop => Step::push(Stop),
            Action::Help => Step::push(Help::about(
                &self.top_page().title(&self.shared),
                self.offers(),
            )),
            Action::Search if !self.top_is_search() => Step::push(self.lookup_here()),
            Action::Lock if self.shared.open().is_some() => return self.lock(),
            Action::Undo if !self.top_page().has_own_undo() => Step::from(self.shared.take_back()),
            _ => self.with_top(|screen, shared| screen.act(shared, action)),
        };
        self.follow(step)
    }

    /// The keys are wiped and everything that was read is forgotten.
    fn lock(&mut self) -> Vec<Effect> {
        self.shared.undo.clear();
        self.shared.shift = None;
        self.shared.desk = Desk::Locked { waiting: true };
        self.stack = vec![Home::default().into()];
        self.shared.notice = Some(Trouble::new("op-slot"));
        vec![Effect::Lock]
    }

    fn due(&mut self, now: Timestamp) -> Vec<Effect> {
        if self.shared.open().is_none() {
            return Vec::new();
        }
        let idle = now.duration_since(self.last_key);
        if idle >= LOCK_AFTER {
            return self.lock();
        }
        if idle >= self.cover_after() && !self.is_covered() {
            self.stack.push(Cover::default().into());
        }
        Vec::new()
    }

    fn done(&mut self, report: &Report) -> Vec<Effect> {
        match report {
            Report::Saved(_, Ok(())) => {
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
            Report::Opened(Err(_))
            | Report::Secrets(_)
            | Report::Day(..)
            | Report::Targets(_)
            | Report::Exported(_) => self.shared.status = Status::Quiet,
        }
        let step = self.with_top(|screen, shared| screen.reported(shared, report));
        self.follow(step)
    }

    fn opened(&mut self, opened: &Opened) {
        let code = u128::from_be_bytes(self.shared.random()) % 10_000;
        self.shared.is_practice = opened.is_practice;
        let today = self.shared.stamp.now.date();
        self.shared.shift = opened.shift.clone().filter(|shift| shift.day == today);
        let place = self
            .shared
            .shift
            .as_ref()
            .map_or(&opened.place, |shift| &shift.place);
        self.shared.place = Some(place.clone());
        self.shared.status = Status::Quiet;
        self.shared.notice = opened.recovered.first().cloned();
        self.shared.desk = Desk::Open(Box::new(OpenDesk {
            is_coordinator: opened.is_coordinator,
            today: opened.today.clone(),
            drafts: opened.drafts.clone(),
            code: format!("{code:04}"),
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
            Go::Home => self.stack.truncate(1),
            Go::HomeThen(screen) => {
                self.stack.truncate(1);
                self.stack.push(screen);
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

    /// When the model wants to be woken without a key: to cover the screen, and to wipe the keys. None while locked:
    /// then nothing ever wakes the process.
    #[must_use]
    pub fn deadline(&self) -> Option<Timestamp> {
        self.shared.open()?;
        let after = if self.is_covered() {
            LOCK_AFTER
        } else {
            self.cover_after()
        };
        self.last_key.checked_add(after).ok()
    }

    fn cover_after(&self) -> SignedDuration {
        if self
            .stack
            .iter()
            .any(|screen| matches!(screen, Screen::Talk(_)))
        {
            COVER_AFTER_IN_TALK
        } else {
            COVER_AFTER
        }
    }

    fn is_covered(&self) -> bool {
        self.stack
            .iter()
            .any(|screen| matches!(screen, Screen::Cover(_)))
    }

    /// Whether a text field has the focus.
    #[must_use]
    pub fn is_typing(&self) -> bool {
        self.top_page().is_typing()
    }

    /// The functions that work now: those of the screen and those that work everywhere.
    #[must_use]
    pub fn offers(&self) -> Vec<Offer> {
        let page = self.top_page();
        let mut offers = page.offers(&self.shared);
        let mut add = |offer: Offer| {
            if !offers.iter().any(|each| each.action == offer.action) {
                offers.push(offer);
            }
        };
        if !page.is_closed() {
            if self.shared.can_undo() {
                add(Offer::quiet(Action::Undo, "toets-ongedaan"));
            }
            add(Offer::quiet(Action::Search, "toets-zoeken"));
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

    /// A lookup over a talk gives its card to the talk.
    fn lookup_here(&self) -> Lookup {
        match self.stack.last() {
            Some(Screen::Talk(_)) => Lookup::for_talk(),
            _ => Lookup::default(),
        }
    }

    fn top_page(&self) -> &dyn Page {
        const HOME: &Home = &Home::DEFAULT;
        self.stack.last().map_or(HOME, Screen::page)
    }

    /// Draws the whole screen.
    pub fn view(&self, frame: &mut Frame<'_>) {
        let area = frame.area();
        Block::new()
            .style(self.shared.theme.text)
            .render(area, frame.buffer_mut());
        if area.width < LEAST_WIDTH || area.height < LEAST_HEIGHT {
            let mut paper = Paper::new(frame.buffer_mut(), area, self.shared.theme);
            paper.text(self.shared.theme.text, &self.shared.say("te-klein"));
            return;
        }
        let cursor = self.view_in(frame, area);
        if let Some(position) = cursor {
            frame.set_cursor_position(position);
        }
    }

    fn view_in(&self, frame: &mut Frame<'_>, area: Rect) -> Option<Position> {
        let page = self.top_page();
        let theme = self.shared.theme;
        let mut paper = Paper::new(frame.buffer_mut(), Rect { height: 1, ..area }, theme);
        paper.sides(
            &Line::styled(page.title(&self.shared), theme.strong),
            &Line::styled(self.where_and_when(), theme.dim),
        );
        let body = Rect {
            y: area.y + 2,
            height: area.height.saturating_sub(4),
            ..area
        };
        let mut paper = Paper::new(frame.buffer_mut(), body, theme);
        page.view(&self.shared, &mut paper);
        let cursor = paper.cursor;
        if let Some(notice) = &self.shared.notice {
            let row = Rect {
                y: area.bottom().saturating_sub(2),
                height: 1,
                ..area
            };
            let mut paper = Paper::new(frame.buffer_mut(), row, theme);
            paper.line(&Line::styled(self.shared.sentence(notice), theme.doubt));
        }
        let last = Rect {
            y: area.bottom().saturating_sub(1),
            height: 1,
            ..area
        };
        let mut paper = Paper::new(frame.buffer_mut(), last, theme);
        let (keys, status) = (self.key_line(area.width), self.status_line());
        paper.sides(&keys, &status);
        cursor
    }

    fn where_and_when(&self) -> String {
        let shared = &self.shared;
        let now = &shared.stamp.now;
        if now.year() < FIRST_YEAR {
            return shared
                .words
                .with("klok-fout", &[("jaar", &now.year().to_string())]);
        }
        let day = dates::short_day(&shared.words, now.date());
        let place = match (&shared.place, shared.is_practice) {
            (_, true) => shared.say("oefenen-kop"),
            (Some(place), false) => shared.library.place_name(place).to_owned(),
            (None, false) => return day,
        };
        format!("{place} · {day}")
    }

    /// The keys that are valid now, most important first; what does not fit is on the help page.
    fn key_line(&self, width: u16) -> Line<'static> {
        let status = self.status_line().width();
        let room = usize::from(width).saturating_sub(if status == 0 { 4 } else { status + 6 });
        let theme = self.shared.theme;
        let mut line = Line::default();
        for offer in self.offers().iter().filter(|offer| offer.is_shown) {
            let words = self.shared.say(offer.words);
            let taken = line.width() + offer.key_name().chars().count() + words.chars().count() + 1;
            if taken > room {
                continue;
            }
            line.push_span(Span::styled(offer.key_name(), theme.accent));
            line.push_span(Span::styled(format!(" {words}   "), theme.dim));
        }
        line
    }

    fn status_line(&self) -> Line<'static> {
        let shared = &self.shared;
        let at = |moment: Timestamp| dates::clock(moment, shared.stamp.now.time_zone());
        let theme = shared.theme;
        match shared.status {
            Status::Quiet => Line::default(),
            Status::Busy => Line::styled(shared.say("bezig"), theme.doubt),
            Status::Saved(moment) => Line::styled(
                shared.words.with("bewaard", &[("tijd", &at(moment))]),
                theme.good,
            ),
            Status::Sealed(moment) => Line::styled(
                shared
                    .words
                    .with("bewaard-op-slot", &[("tijd", &at(moment))]),
                theme.good,
            ),
        }
    }
}
