//! A conversation: one question a page, then the check page.
//!
//! Every answer is saved before the next question is drawn: the step on the screen and the save are one message, and
//! a save that fails puts the question back. A quick question ends without a check page. An enquiry of today opens
//! here too, on its check page: each correction is saved at once as a new revision.

mod answer;
mod beside;
mod choose;
mod deeper;
mod end;
mod guard;
mod page;
mod shown;
mod sight;
mod step;
mod told;
mod view;

use std::{collections::BTreeMap, sync::Arc};

use jiff::Zoned;

use crate::{
    conversation::{Conversation, Refusal, Start},
    domain::{Answer, ArticleId, Change, Enquiry, FieldName, RouteId, Session, Typing, VisitId},
    privacy,
    route::{Field as Question, FieldKind, Route},
    tui::{
        keys::{Action, Offer},
        message::{Report, Saving, Trouble},
        screen::{
            Page, Step,
            note::{NotePage, compose},
        },
        shared::Shared,
        widget::{
            choices::{self, Jump},
            field::Field,
            paper::Paper,
        },
    },
};

use beside::Beside;
use end::reopened;
pub use shown::{days_away, view_cards};
pub use view::refused;

/// The word of a field that takes a card of the knowledge base.
const CARD: &str = "kaart";

/// The state of a conversation on the screen.
#[derive(Debug)]
pub struct Talk {
    walk: Conversation,
    route: Arc<Route>,
    /// The enquiry that is corrected; none for a new one.
    correcting: Option<Enquiry>,
    /// The sessions before each answer, newest last.
    history: Vec<Session>,
    /// The talk as it was before the save that is under way.
    before: Option<Session>,
    /// The enquiry that is being saved, and what follows from it.
    concluding: Option<(Enquiry, Vec<Change>)>,
    input: Field,
    /// What was typed in questions that were left with Esc. Only here: no guard has seen it yet.
    left: BTreeMap<FieldName, String>,
    /// The row that has the focus; none while nothing was chosen.
    focus: Option<usize>,
    /// Letters that jump in a long list of answers.
    jump: Jump,
    ticked: Vec<String>,
    refusal: Option<Refusal>,
    /// The volunteer was warned of what stands in the editor: the next Enter keeps it.
    is_warned: bool,
    /// What fits beside the question.
    beside: Beside,
    /// Something of this talk is on disk.
    is_saved: bool,
    /// The code of the theme that fits the card this talk began with.
    suggested_theme: Option<&'static str>,
}

impl Talk {
    /// Starts a talk; none when there is no such route.
    #[must_use]
    pub fn start(shared: &mut Shared, route: &str) -> Option<Self> {
        let route = Arc::clone(shared.library.routes.get(&RouteId::from(route))?);
        let place = shared.place.clone()?;
        let (id, visit) = shared.new_enquiry();
        let shift = shared.shift.as_ref().map(|shift| shift.id);
        let start = Start {
            id,
            visit,
            shift,
            place,
        };
        let walk = Conversation::start(Arc::clone(&route), start, &shared.stamp.now);
        Some(Self::of(shared, route, walk, None))
    }

    /// Starts a second enquiry of the same visit; none when there is no such route.
    #[must_use]
    pub fn start_in_visit(shared: &mut Shared, route: &str, visit: VisitId) -> Option<Self> {
        let mut talk = Self::start(shared, route)?;
        let session = Session {
            visit,
            ..talk.walk.session().clone()
        };
        talk.walk = Conversation::new(Arc::clone(&talk.route), session);
        Some(talk)
    }

    /// Goes on with a talk; none when its route is no longer there.
    #[must_use]
    pub fn resume(shared: &Shared, session: &Session) -> Option<Self> {
        let route = Arc::clone(shared.library.routes.get(&session.route)?);
        let typing = session.typing.clone();
        // The time a talk lay aside is no part of it.
        let aside = shared
            .stamp
            .now
            .timestamp()
            .duration_since(session.saved_at);
        let session = Session {
            parked: false,
            typing: None,
            began_at: session
                .began_at
                .saturating_add(aside)
                .unwrap_or(session.began_at),
            ..session.clone()
        };
        let walk = Conversation::new(Arc::clone(&route), session);
        let mut talk = Self::of(shared, route, walk, None);
        talk.is_saved = true;
        if let Some(Typing { text }) = typing {
            talk.input = Field::holding(&text);
            talk.look_beside(shared);
        }
        Some(talk)
    }

    /// Opens an enquiry on its check page; none when its route is no longer there.
    #[must_use]
    pub fn correct(shared: &Shared, enquiry: &Enquiry) -> Option<Self> {
        let route = Arc::clone(shared.library.routes.get(&enquiry.route)?);
        let walk = reopened(shared, &route, enquiry);
        Some(Self::of(shared, route, walk, Some(enquiry.clone())))
    }

    fn of(
        shared: &Shared,
        route: Arc<Route>,
        walk: Conversation,
        correcting: Option<Enquiry>,
    ) -> Self {
        let mut talk = Self {
            walk,
            route,
            correcting,
            history: Vec::new(),
            before: None,
            concluding: None,
            input: Field::default(),
            left: BTreeMap::new(),
            focus: None,
            jump: Jump::default(),
            ticked: Vec::new(),
            refusal: None,
            is_warned: false,
            beside: Beside::default(),
            is_saved: false,
            suggested_theme: None,
        };
        talk.arrive(shared);
        talk
    }

    /// The talk begins at a card: the theme that fits it has the focus, and the card is noted where the route asks.
    pub fn suggest(&mut self, shared: &Shared, article: &ArticleId) {
        let found = shared.library.article(article.as_str());
        self.suggested_theme = found.and_then(answer::theme_of);
        self.put_card(article);
        self.arrive(shared);
    }

    /// Puts a card in the field of the route that takes one.
    fn put_card(&mut self, article: &ArticleId) -> Option<FieldName> {
        let is_card = |field: &&Question| field.appears_as(CARD);
        let here = self
            .walk
            .question()
            .filter(is_card)
            .map(|field| field.name.clone());
        let name = here.or_else(|| {
            self.walk
                .route()
                .fields
                .iter()
                .find(is_card)
                .map(|field| field.name.clone())
        })?;
        let card = Answer::Text(article.as_str().to_owned());
        self.walk.fill(&name, card);
        Some(name)
    }

    /// Puts the engine on another session of this talk, which may have been on another route then.
    fn renew(&mut self, shared: &Shared, session: Session) {
        if let Some(route) = shared.library.routes.get(&session.route) {
            self.route = Arc::clone(route);
        }
        self.walk = Conversation::new(Arc::clone(&self.route), session);
    }

    /// Fills the editor for the question that is on the screen now.
    fn arrive(&mut self, shared: &Shared) {
        self.refusal = None;
        self.is_warned = false;
        self.input = Field::default();
        self.focus = None;
        self.jump = Jump::default();
        self.ticked.clear();
        self.look_beside(shared);
        let Some(question) = self.walk.question() else {
            return;
        };
        // A question that was left empty before stays so; a new one shows what Enter would give.
        let answer = self.walk.answer_of(question.name.as_str()).cloned();
        let answer = answer.or_else(|| self.proposed(shared, question));
        let choices = self.walk.choices(question);
        let position = |code: &str| choices.iter().position(|choice| choice.name == code);
        match &answer {
            Some(Answer::One(code)) => self.focus = position(code),
            Some(Answer::Many(codes)) => {
                self.ticked.clone_from(codes);
                self.focus = Some(0);
            }
            Some(Answer::None(_)) | None => {
                let is_theme = question.name.as_str() == "thema";
                self.focus = self.suggested_theme.filter(|_| is_theme).and_then(position);
                if matches!(question.kind, FieldKind::SelectMultiple(_)) {
                    self.focus = Some(0);
                }
            }
            Some(other) => self.input = Field::holding(&answer::as_typed(other)),
        }
        if let Some(text) = self.left.get(&question.name) {
            self.input = Field::holding(text);
        }
    }

    /// Keeps what stands in the editor while its question is left with Esc.
    fn set_aside(&mut self, now: &Zoned) {
        let Some(name) = self.walk.question().map(|question| question.name.clone()) else {
            return;
        };
        if self.is_text() {
            self.left.insert(name, self.input.text().to_owned());
        } else if !self.ticked.is_empty() {
            // Ticks that do not go together are refused here as they are at Enter; the question comes back empty.
            let _ = self.walk.answer(Answer::Many(self.ticked.clone()), now);
        }
    }

    /// Whether the question on the screen is answered by typing.
    fn is_text(&self) -> bool {
        self.walk
            .question()
            .is_some_and(|question| match question.kind {
                FieldKind::Text
                | FieldKind::Integer
                | FieldKind::Decimal
                | FieldKind::Date
                | FieldKind::Time => true,
                FieldKind::SelectOne(_) | FieldKind::SelectMultiple(_) | FieldKind::Note => false,
            })
    }

    fn enter(&mut self, shared: &mut Shared) -> Step {
        if self.walk.question().is_none() {
            // On the check page Enter on a row changes it; without a row it saves.
            let row = self.focus.and_then(choices::key_of);
            return match (row, self.correcting.is_some()) {
                (Some(key), _) => self.choose_line(shared, key),
                (None, true) => Step::back(),
                (None, false) => self.conclude(shared),
            };
        }
        self.go_on(shared)
    }
}

impl Page for Talk {
    fn title(&self, shared: &Shared) -> String {
        let route = &self.walk.route().title;
        match (self.walk.question().is_some(), self.correcting.is_some()) {
            (true, _) if self.step_name(shared).is_some() => shared.words.with(
                "gesprek-stap-kop",
                &[
                    ("route", route),
                    ("stap", self.step_name(shared).unwrap_or_default()),
                ],
            ),
            (true, _) => shared.words.with(
                "gesprek-kop",
                &[
                    ("route", route.as_str()),
                    ("nummer", &self.walk.number().to_string()),
                ],
            ),
            (false, true) => shared.say("vandaag-een-kop"),
            (false, false) => shared.say("nakijken-kop"),
        }
    }

    fn is_typing(&self) -> bool {
        self.is_text()
    }

    fn offers(&self, shared: &Shared) -> Vec<Offer> {
        let mut offers = Vec::new();
        if self.is_bsn_refused() {
            offers.push(Offer::new(Action::Done, "toets-nummer-weg"));
        } else if self.is_warned {
            offers.push(Offer::new(Action::Done, "toets-weghalen"));
        }
        let is_correcting = self.correcting.is_some();
        match self.walk.question() {
            Some(question) => {
                offers.push(Offer::new(Action::Enter, "toets-verder"));
                if matches!(question.kind, FieldKind::SelectMultiple(_)) {
                    offers.push(Offer::new(Action::Tick, "toets-aankruisen"));
                }
            }
            None if is_correcting => {
                offers.push(Offer::with_key(
                    Action::Choose('1'),
                    "cijfer",
                    "toets-wijzigen",
                ));
                offers.push(Offer::new(Action::Delete, self.removal()));
            }
            None => {
                if self.focus.is_some() {
                    offers.push(Offer::new(Action::Enter, "toets-wijzigen"));
                    offers.push(Offer::new(Action::Done, "toets-bewaren"));
                } else {
                    offers.push(Offer::new(Action::Enter, "toets-bewaren"));
                    offers.push(Offer::with_key(
                        Action::Choose('1'),
                        "cijfer",
                        "toets-wijzigen",
                    ));
                    offers.push(Offer::quiet(Action::Done, "toets-bewaren"));
                }
            }
        }
        if self.walk.question().is_none() {
            offers.push(Offer::new(Action::Tab, "toets-briefje"));
        }
        offers.push(Offer::new(Action::Escape, "toets-terug"));
        if self.can_pass_step(shared) {
            offers.push(Offer::new(Action::Tab, "toets-rest-overslaan"));
        }
        if !is_correcting {
            offers.push(Offer::new(Action::Park, "toets-parkeren"));
        }
        if self.can_deepen(shared) {
            offers.push(self.deepen_offer());
        }
        offers.push(Offer::new(Action::Urgent, "toets-nood"));
        offers.push(Offer::new(Action::Search, "toets-zoeken"));
        let can_undo = if is_correcting {
            shared.can_undo()
        } else {
            !self.history.is_empty()
        };
        if can_undo {
            offers.push(Offer::quiet(Action::Undo, "toets-ongedaan"));
        }
        offers
    }

    fn act(&mut self, shared: &mut Shared, action: Action) -> Step {
        match action {
            Action::Enter => return self.enter(shared),
            Action::Undo if self.correcting.is_some() => return Step::from(shared.take_back()),
            Action::Undo => return self.undo(shared),
            Action::Park => return self.park(shared),
            Action::Search => return Step::push(self.lookup(shared)),
            Action::Done if self.is_bsn_refused() => {
                self.input = Field::holding(&privacy::without_bsn(self.input.text()));
                self.refusal = None;
            }
            Action::Tab if self.can_pass_step(shared) => return self.pass_step(shared),
            Action::Done if self.is_warned => self.take_traces_away(shared),
            Action::Deepen if self.can_deepen(shared) => return self.deepen(shared),
            Action::Right if !self.is_text() && self.can_deepen(shared) => {
                return self.deepen(shared);
            }
            Action::Done => return self.conclude(shared),
            Action::Escape => return self.step_back(shared),
            Action::Tab if self.walk.question().is_none() => {
                return NotePage::open(compose(shared, &self.walk.session().answers));
            }
            Action::Choose(key) => return self.choose(shared, key),
            Action::Tick => {
                if let Some(focus) = self.focus {
                    self.toggle(shared, focus);
                }
            }
            Action::Delete if self.walk.question().is_none() => return self.withdraw(shared),
            _ if self.is_text() && self.input.edit(action) => self.edited(shared),
            Action::Tab | Action::Down | Action::BackTab | Action::Up if self.is_text() => {
                if self
                    .walk
                    .question()
                    .is_some_and(|question| question.appears_as(CARD))
                {
                    return Step::push(self.lookup(shared));
                }
            }
            _ => self.move_focus(action),
        }
        Step::none()
    }

    fn typed(&mut self, shared: &mut Shared, letter: char) -> Step {
        self.input.type_letter(letter);
        self.edited(shared);
        // A finished word goes to disk at once, so that a power cut takes one word at most.
        if letter == ' ' && self.correcting.is_none() {
            self.save(shared, Saving::Word)
        } else {
            Step::none()
        }
    }

    fn pasted(&mut self, shared: &mut Shared, text: &str) -> Step {
        if !self.is_text() {
            return Step::none();
        }
        let is_whole = self.input.paste(text);
        self.edited(shared);
        if !is_whole {
            shared.notice = Some(Trouble::new("plakken-te-lang"));
        }
        if self.correcting.is_none() {
            self.save(shared, Saving::Word)
        } else {
            Step::none()
        }
    }

    fn carried(&mut self, shared: &mut Shared, article: &ArticleId) -> Step {
        let before = self.walk.session().clone();
        let is_here = self
            .walk
            .question()
            .is_some_and(|field| field.appears_as(CARD));
        if self.put_card(article).is_none() {
            shared.notice = Some(Trouble::new("kaart-past-niet"));
            return Step::none();
        }
        let name = shared
            .library
            .article(article.as_str())
            .map_or(article.as_str(), |found| found.name.as_str());
        shared.notice = Some(Trouble::new("kaart-genoteerd").with("kaart", name));
        if is_here {
            self.arrive(shared);
            return self.go_on(shared);
        }
        if self.correcting.is_some() {
            self.conclude(shared)
        } else {
            self.remember(before);
            self.save(shared, Saving::Answer)
        }
    }

    fn reported(&mut self, shared: &mut Shared, report: &Report) -> Step {
        self.saved(shared, report)
    }

    fn view(&self, shared: &Shared, paper: &mut Paper<'_>) {
        match self.walk.question() {
            Some(question) => self.view_question(shared, paper, question),
            None => self.view_check(shared, paper),
        }
    }
}
