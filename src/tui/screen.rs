//! The screens. Each file holds one screen: its state, its update and its view, because they change together.

pub mod card;
mod copied;
pub mod cover;
pub mod custody;
pub mod day_log;
mod destination;
pub mod display;
pub mod exercises;
pub mod figures;
pub mod follow_ups;
pub mod help;
pub mod helpers;
pub mod home;
pub mod lookup;
pub mod mend;
pub mod missed;
pub mod more;
pub mod note;
pub mod packs;
pub mod patterns;
pub mod repaired;
pub mod report;
pub mod rides;
pub mod routes;
pub mod setup;
pub mod shift;
pub mod standby;
pub mod stop;
pub mod stories;
pub mod talk;
pub mod talks;
pub mod today;
pub mod together;
mod told;
pub mod tour;
pub mod unlock;
pub mod upkeep;
pub mod urgent;
pub mod vault;
pub mod versions;
pub mod welcome;

use crate::domain::ArticleId;

use super::{
    keys::{Action, Offer},
    message::{Effect, Report},
    shared::Shared,
    widget::paper::Paper,
};

/// What one message leads to.
#[derive(Debug)]
pub struct Step {
    /// What the kiosk must do.
    pub effects: Vec<Effect>,
    /// Which screen comes next.
    pub go: Go,
}

/// Which screen comes next.
#[derive(Debug)]
pub enum Go {
    /// This one.
    Stay,
    /// One over this one.
    Push(Screen),
    /// Another in its place.
    Replace(Screen),
    /// The one below.
    Back,
    /// Home.
    Home,
    /// Home, and one over it.
    HomeThen(Screen),
    /// The one below, and there this key.
    BackThen(Action),
    /// The screen below the lookup takes this card.
    Carry(ArticleId),
}

impl Step {
    /// Nothing changes but the state.
    #[must_use]
    pub const fn none() -> Self {
        Self {
            effects: Vec::new(),
            go: Go::Stay,
        }
    }

    /// One step back.
    #[must_use]
    pub const fn back() -> Self {
        Self {
            effects: Vec::new(),
            go: Go::Back,
        }
    }

    /// Another screen over this one.
    #[must_use]
    pub fn push(screen: impl Into<Screen>) -> Self {
        Self {
            effects: Vec::new(),
            go: Go::Push(screen.into()),
        }
    }

    /// Another screen in the place of this one.
    #[must_use]
    pub fn replace(screen: impl Into<Screen>) -> Self {
        Self {
            effects: Vec::new(),
            go: Go::Replace(screen.into()),
        }
    }

    /// Home.
    #[must_use]
    pub const fn home() -> Self {
        Self {
            effects: Vec::new(),
            go: Go::Home,
        }
    }

    /// Home, and a screen over it.
    #[must_use]
    pub fn home_then(screen: impl Into<Screen>) -> Self {
        Self {
            effects: Vec::new(),
            go: Go::HomeThen(screen.into()),
        }
    }

    /// Asks for one more effect.
    #[must_use]
    pub fn and(mut self, effect: Effect) -> Self {
        self.effects.push(effect);
        self
    }
}

impl From<Option<Effect>> for Step {
    fn from(effect: Option<Effect>) -> Self {
        Self {
            effects: effect.into_iter().collect(),
            go: Go::Stay,
        }
    }
}

impl From<Effect> for Step {
    fn from(effect: Effect) -> Self {
        Self::from(Some(effect))
    }
}

/// What every screen can do.
pub trait Page {
    /// The name of the screen, at the left of the first line.
    fn title(&self, shared: &Shared) -> String;

    /// The functions that work now. The bottom line shows them; a function that is not offered does nothing.
    fn offers(&self, shared: &Shared) -> Vec<Offer>;

    /// Draws what stands between the first and the last line.
    fn view(&self, shared: &Shared, paper: &mut Paper<'_>);

    /// A key with a meaning.
    fn act(&mut self, shared: &mut Shared, action: Action) -> Step;

    /// Whether a text field has the focus, so that letters and digits are typed.
    fn is_typing(&self) -> bool {
        false
    }

    /// Whether nothing may be looked at from here but this screen: covered, first set-up.
    fn is_closed(&self) -> bool {
        false
    }

    /// A letter or digit is typed.
    fn typed(&mut self, shared: &mut Shared, letter: char) -> Step {
        let _ = (shared, letter);
        Step::none()
    }

    /// Text is pasted.
    fn pasted(&mut self, shared: &mut Shared, text: &str) -> Step {
        let _ = (shared, text);
        Step::none()
    }

    /// What came of an effect.
    fn reported(&mut self, shared: &mut Shared, report: &Report) -> Step {
        let _ = (shared, report);
        Step::none()
    }

    /// What stands half typed and can be kept as it is: asked for before the keys are wiped.
    fn typed_to_keep(&mut self, shared: &mut Shared) -> Option<Effect> {
        let _ = shared;
        None
    }

    /// Cards, routes or index were read anew.
    fn refreshed(&mut self, shared: &mut Shared) {
        let _ = shared;
    }

    /// A card that was looked up from here is chosen.
    fn carried(&mut self, shared: &mut Shared, article: &ArticleId) -> Step {
        let _ = (shared, article);
        Step::none()
    }
}

macro_rules! screens {
    ($($(#[$doc:meta])* $name:ident($state:ty),)+) => {
        /// One screen and its state.
        #[derive(Debug)]
        pub enum Screen { $($(#[$doc])* $name(Box<$state>),)+ }

        $(impl From<$state> for Screen {
            fn from(state: $state) -> Self {
                Self::$name(Box::new(state))
            }
        })+

        impl Screen {
            /// The screen as what it can do.
            #[must_use]
            pub fn page(&self) -> &dyn Page {
                match self { $(Self::$name(state) => &**state,)+ }
            }

            /// The same, to change.
            pub fn page_mut(&mut self) -> &mut dyn Page {
                match self { $(Self::$name(state) => &mut **state,)+ }
            }
        }
    };
}

screens! {
    /// Search box and menu.
    Home(home::Home),
    /// Results of a lookup.
    Lookup(lookup::Lookup),
    /// One card.
    Card(card::CardPage),
    /// What is wrong with a card?
    Report(report::ReportPage),
    /// Words that found nothing, to be noted.
    Missed(missed::MissedPage),
    /// Whom to ask.
    Standby(standby::Standby),
    /// The coordinator's work on cards.
    Upkeep(upkeep::Upkeep),
    /// A card as a form.
    Mend(mend::MendPage),
    /// Earlier versions of a card.
    Versions(versions::VersionsPage),
    /// A conversation, question by question, and its check page.
    Talk(talk::Talk),
    /// Which conversation to begin.
    Routes(routes::Routes),
    /// Conversations to go on with.
    Talks(talks::Talks),
    /// Today's list.
    Today(today::Today),
    /// The day's log: preview and export.
    DayLog(day_log::DayLog),
    /// Days to look back, of every route.
    FollowUps(follow_ups::FollowUps),
    /// One day to look back.
    LookBack(follow_ups::LookBack),
    /// The rides of a day.
    Rides(rides::Rides),
    /// Requests for help that wait.
    Requests(rides::Requests),
    /// Helpers for one request.
    Helpers(helpers::Helpers),
    /// One card of the vault.
    VaultCard(vault::VaultCard),
    /// The figures of a day, month, quarter or year.
    Figures(figures::Figures),
    /// What comes up too often.
    Patterns(patterns::Patterns),
    /// What volunteers learned, to be read before it leaves.
    Stories(stories::Stories),
    /// The note a resident takes home.
    Note(note::NotePage),
    /// Place, people, standby.
    Shift(shift::ShiftPage),
    /// The team's words are asked.
    Unlock(unlock::Unlock),
    /// What was repaired when the store was opened.
    Repaired(repaired::Repaired),
    /// Nobody is here: the screen is covered.
    Cover(cover::Cover),
    /// Cards of another desk.
    Packs(packs::Packs),
    /// Vault and keys.
    Custody(custody::Custody),
    /// First start: practise or set up.
    Welcome(welcome::Welcome),
    /// Set-up by the coordinator.
    SetUp(setup::SetUp),
    /// Stop?
    Stop(stop::Stop),
    /// The red-flag cards.
    Urgent(urgent::Urgent),
    /// How the screen looks.
    Display(display::Display),
    /// About this screen.
    Help(help::Help),
    /// The second page of the menu.
    More(more::More),
    /// A tour of one minute.
    Tour(tour::Tour),
    /// Practice with cases.
    Exercises(exercises::Exercises),
    /// What a resident may see.
    Together(together::Together),
}

impl Screen {
    /// Whether it belongs to looking something up.
    #[must_use]
    pub const fn is_lookup(&self) -> bool {
        matches!(self, Self::Lookup(_) | Self::Card(_))
    }

    /// What the screen is for: three sentences in the file of words, shown by help.
    #[must_use]
    pub const fn about(&self) -> &'static str {
        match self {
            Self::Home(_) => "over-thuis",
            Self::Lookup(_) => "over-zoeken",
            Self::Card(_) => "over-kaart",
            Self::Talk(_) => "over-gesprek",
            Self::Routes(_) => "over-routes",
            Self::Talks(_) => "over-gesprekken",
            Self::Today(_) => "over-vandaag",
            Self::DayLog(_) => "over-daglog",
            Self::Shift(_) => "over-dienst",
            Self::Patterns(_) => "over-rode-draad",
            Self::Unlock(_) => "over-ontgrendelen",
            Self::Repaired(_) => "over-hersteld",
            Self::Cover(_) => "over-afgedekt",
            Self::Welcome(_) => "over-welkom",
            Self::SetUp(_) => "over-inrichten",
            Self::Stop(_) => "over-stoppen",
            Self::Urgent(_) => "over-nood",
            Self::Display(_) => "over-weergave",
            Self::Help(_) => "over-uitleg",
            Self::FollowUps(_) | Self::LookBack(_) => "over-terugkijken",
            Self::Rides(_) => "over-ritten",
            Self::Requests(_) | Self::Helpers(_) => "over-burenhulp",
            Self::VaultCard(_) => "over-kluis",
            Self::Report(_) => "over-melden",
            Self::Missed(_) => "over-gemis",
            Self::Standby(_) => "over-achterwacht",
            Self::Upkeep(_) => "over-bijhouden",
            Self::Mend(_) => "over-mend",
            Self::Versions(_) => "over-eerder",
            Self::Packs(_) => "over-pakketten",
            Self::Custody(_) => "over-sleutels",
            Self::Figures(_) => "over-cijfers",
            Self::Stories(_) => "over-leermomenten",
            Self::Note(_) => "over-briefje",
            Self::More(_) => "over-meer",
            Self::Tour(_) => "over-rondleiding",
            Self::Exercises(_) => "over-oefeningen",
            Self::Together(_) => "over-meekijken",
        }
    }
}
