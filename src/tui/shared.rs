//! What every screen sees and may change.

use std::{collections::BTreeMap, sync::Arc};

use jiff::Zoned;

use crate::{
    domain::{
        Change, Contact, Enquiry, EnquiryId, FollowUp, PlaceId, RouteId, Session, Shift, ShiftId,
        VisitId,
    },
    knowledge::{Article, Local},
    privacy::Lexicon,
    route::{Choice, Route, urgent::UrgentCard},
    search::{Index, Synonyms},
    tui::{
        message::{Effect, Room, Saving, Status, Trouble},
        theme::Theme,
        widget::card::Look,
    },
    words::Words,
};

/// How many steps can be taken back.
const UNDO_STEPS: usize = 20;

/// Everything that is looked up and asked: what assets hold, parsed.
#[derive(Debug)]
pub struct Library {
    /// The cards.
    pub articles: Arc<Vec<Article>>,
    /// The local data.
    pub local: Local,
    /// The routes.
    pub routes: BTreeMap<RouteId, Arc<Route>>,
    /// The choice lists that routes share; they hold the label of every code.
    pub lists: BTreeMap<String, Vec<Choice>>,
    /// The red-flag cards.
    pub urgent: Vec<UrgentCard>,
    /// The words that hint at a person while someone types.
    pub guard: Lexicon,
    /// The index over the cards.
    pub index: Index,
    /// How many problems loading found.
    pub problems: usize,
    /// How much of all this was read.
    pub progress: Progress,
}

/// How far reading is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Progress {
    /// Nothing was read yet: the screen was drawn first.
    Nothing,
    /// Cards, routes and local data are here; nothing can be looked up yet.
    Cards,
    /// Everything.
    Whole,
}

impl Library {
    /// Nothing yet: what the first frame is drawn with.
    #[must_use]
    pub fn empty() -> Self {
        Self {
            articles: Arc::default(),
            local: Local::default(),
            routes: BTreeMap::new(),
            lists: BTreeMap::new(),
            urgent: Vec::new(),
            guard: Lexicon::default(),
            // Without the synonyms: reading them takes longer than drawing the first frame.
            index: Index::build(&[], &Synonyms::default()),
            problems: 0,
            progress: Progress::Nothing,
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
    /// Days to look back, open and done.
    pub follow_ups: Vec<FollowUp>,
    /// Everyone who may be called.
    pub contacts: Vec<Contact>,
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
    /// How much room the disk has.
    pub room: Room,
    /// A sentence over the last line, until the next key.
    pub notice: Option<Trouble>,
    /// A screen asks for the lock: too many wrong codes.
    pub lock_now: bool,
    /// What was noted, as it was before each change; newest last.
    pub(super) undo: Vec<Enquiry>,
    /// The change that is being saved.
    pub(super) attempt: Option<Attempt>,
    pub(super) random_used: u8,
}

/// A change of an enquiry that is being saved. The lists follow when it is on disk, not before.
#[derive(Debug)]
pub(super) struct Attempt {
    new: Enquiry,
    /// What can be taken back afterwards; none for a step that is itself taken back.
    old: Option<Enquiry>,
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

    /// What a card is drawn with, now.
    #[must_use]
    pub fn look(&self, width: usize) -> Look<'_> {
        let now = self.stamp.now.datetime();
        Look {
            words: &self.words,
            theme: self.theme,
            width,
            local: &self.library.local,
            now,
        }
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

    /// Saves a new revision of an enquiry, which can be taken back.
    pub fn change(&mut self, old: Enquiry, new: Enquiry) -> Effect {
        self.attempt(new, Some(old))
    }

    /// Takes the last step back: a new revision with the old content.
    pub fn take_back(&mut self) -> Option<Effect> {
        let before = self.undo.last()?.clone();
        let restored = Enquiry {
            revision: self.revision_of(&before) + 1,
            ..before
        };
        self.notice = Some(Trouble::new(if restored.withdrawn {
            "teruggenomen"
        } else {
            "teruggezet"
        }));
        Some(self.attempt(restored, None))
    }

    fn attempt(&mut self, new: Enquiry, old: Option<Enquiry>) -> Effect {
        let changes = vec![Change::Enquiry(new.clone())];
        self.attempt = Some(Attempt { new, old });
        Effect::Save(Saving::Correction, changes)
    }

    /// The change is on disk: the lists follow.
    pub(super) fn settle(&mut self) {
        let Some(Attempt { new, old }) = self.attempt.take() else {
            return;
        };
        self.keep(&new);
        match old {
            Some(old) => self.remember(old),
            None => {
                self.undo.pop();
            }
        }
    }
}
