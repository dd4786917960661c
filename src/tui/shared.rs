//! What every screen sees and may change.

mod aftercare;
pub mod cards;
pub mod guard;
pub mod practice;

use std::{collections::BTreeMap, sync::Arc};

use jiff::{ToSpan, Zoned, civil::Date};

use crate::{
    domain::{
        ArticleId, Change, Contact, Enquiry, EnquiryId, FollowUp, PlaceId, RouteId, Session, Shift,
        ShiftId, Trail, VisitId,
    },
    knowledge::{Article, Local, Opening, StandbyRole, opening},
    privacy::Lexicon,
    route::{Choice, Route, urgent::UrgentCard},
    search::{Index, Synonyms},
    tui::{
        message::{Room, Status, Trouble},
        theme::{Density, Theme},
        widget::card::Look,
    },
    words::Words,
};

pub(super) use aftercare::Attempt;

use self::{cards::CardDesk, practice::Practice};

/// How many public holidays can follow each other before an opening.
const MOST_HOLIDAYS: usize = 7;

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
    /// The ids of cards that this desk took away.
    pub removed: Vec<ArticleId>,
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
            removed: Vec::new(),
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
    /// What looking up left behind.
    pub trails: Vec<Trail>,
    /// Four digits that open the covered screen today; only in memory.
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
    /// How much stands on a page of a talk.
    pub density: Density,
    /// The moment of the message that is being handled.
    pub stamp: Stamp,
    /// What can be read now.
    pub desk: Desk,
    /// A store in memory.
    pub is_practice: bool,
    /// What is known while someone practises.
    pub practice: Option<Box<Practice>>,
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
    /// The code that opens a covered screen, and its day: who locks and unlocks again need not learn another. Only in
    /// memory, and another one after too many wrong ones.
    pub code: Option<(Date, String)>,
    /// The form of a card holds what is on no disk yet.
    pub has_unkept_card: bool,
    /// What is known of cards beside the cards.
    pub cards: CardDesk,
    /// For each step the changes that take it back; newest last.
    pub(super) undo: Vec<Vec<Change>>,
    /// The change that is being saved.
    pub(super) attempt: Option<Attempt>,
    pub(super) random_used: u8,
}

impl Shared {
    /// The role that is on standby today; none when no shift says so.
    #[must_use]
    pub fn standby(&self) -> Option<&StandbyRole> {
        let id = self.shift.as_ref()?.standby.as_deref()?;
        let mut known = self.library.local.standby.iter();
        known.find(|role| role.id == id)
    }

    /// Random bits for a new id; different at each call.
    pub fn random(&mut self) -> [u8; 16] {
        self.random_used = self.random_used.wrapping_add(1);
        let spread =
            u128::from(self.random_used).wrapping_mul(0x9E37_79B9_7F4A_7C15_F39C_C060_5CED_C835);
        (self.stamp.random ^ spread).to_be_bytes()
    }

    /// Four digits by chance.
    pub fn draw_code(&mut self) -> String {
        format!("{:04}", u128::from_be_bytes(self.random()) % 10_000)
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
            notices: &self.cards.notices,
            now,
        }
    }

    /// Whether a desk that was set up waits for the words.
    #[must_use]
    pub const fn is_locked(&self) -> bool {
        matches!(self.desk, Desk::Locked { .. })
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

    /// The first day from this one on that the desk's place opens; the day itself when its hours are not known.
    #[must_use]
    pub fn next_opening(&self, day: Date) -> Date {
        let local = &self.library.local;
        let place = local
            .places
            .iter()
            .find(|each| Some(&each.id) == self.place.as_ref());
        let hours = place.and_then(|place| Some((place, place.opening_hours.as_ref()?)));
        let Some((place, hours)) = hours else {
            return day;
        };
        let mut morning = day.at(0, 0, 0, 0);
        for _ in 0..MOST_HOLIDAYS {
            match opening(hours, Some(&place.id), &local.closures, morning) {
                Some(
                    Opening::Closed { opens: Some(opens) }
                    | Opening::ClosedFor {
                        opens: Some(opens), ..
                    },
                ) => return opens.date(),
                Some(Opening::Holiday { .. }) => {
                    morning = morning.saturating_add(1.day());
                }
                Some(
                    Opening::Open { .. }
                    | Opening::Closed { opens: None }
                    | Opening::ClosedFor { opens: None, .. },
                )
                | None => return morning.date(),
            }
        }
        day
    }
}
