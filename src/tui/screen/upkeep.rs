//! The coordinator's work on cards (*kaarten bijhouden*): what volunteers reported, interviews of which a card can be
//! made, words that found nothing, amounts that end, cards to look through again. Each with its card one key away, and every step can be taken back.

mod listed;

use jiff::civil::Date;

use crate::{
    domain::{ArticleId, Interview, Left, Missed, NoticeId, Settled, Trail},
    knowledge::{self, Amount, Article, Notice},
    tui::{
        keys::{Action, Offer},
        message::{Effect, Trouble, cards::CardTask},
        screen::{
            Page, Step,
            card::CardPage,
            lookup::{Lookup, Purpose},
            mend::MendPage,
            versions::VersionsPage,
        },
        shared::Shared,
        widget::{
            choices::{self, Jump},
            list,
            paper::Paper,
        },
    },
};

/// Where a name begins: behind its key.
const INDENT: usize = 3;

/// One thing to do.
enum Task<'a> {
    /// A volunteer said that a card is wrong.
    Notice(&'a Notice),
    /// An organisation told what it does.
    Interview(&'a Trail, &'a Interview),
    /// Words that found nothing.
    Missed(&'a Trail, &'a Missed),
    /// Amounts of a card that end soon on one day: the first of them, and how many there are.
    Ending(&'a Article, &'a Amount, usize),
    /// A card that must be looked through.
    Check(&'a Article),
    /// A card that was taken away.
    Removed(&'a ArticleId),
}

impl Task<'_> {
    const fn heading(&self) -> &'static str {
        match self {
            Self::Notice(_) => "bijhouden-gemeld",
            Self::Interview(..) => "bijhouden-gesprekken",
            Self::Missed(..) => "bijhouden-gemist",
            Self::Ending(..) => "bijhouden-loopt-af",
            Self::Check(_) => "bijhouden-nakijken",
            Self::Removed(_) => "bijhouden-weg",
        }
    }
}

/// A step that can be taken back.
#[derive(Debug)]
enum Done {
    /// A notice was dealt with.
    Settled(NoticeId),
    /// A trail was changed; as it was before.
    Trail(Trail),
    /// A card was written.
    Card(ArticleId),
}

/// The state of the list.
#[derive(Debug, Default)]
pub struct Upkeep {
    focus: usize,
    /// What was done here, newest last; each step may hold more than one change.
    done: Vec<Vec<Done>>,
    /// The words for which a card is being chosen.
    naming: Option<Trail>,
    /// Letters that jump in the list.
    jump: Jump,
}

/// How many things wait, for the line of the menu: reports, interviews and words.
#[must_use]
pub fn waiting(shared: &Shared) -> usize {
    let notices = shared.cards.notices.iter();
    let notices = notices.filter(|notice| notice.settled.is_none());
    notices.count() + shared.interviews().len() + shared.missed().len()
}

fn tasks(shared: &Shared) -> Vec<Task<'_>> {
    let today = shared.stamp.now.date();
    let library = &shared.library;
    let notices = shared.cards.notices.iter();
    let standing = notices.filter(|notice| notice.settled.is_none());
    let told = shared.interviews().into_iter();
    let missed = shared.missed().into_iter();
    let mut ending: Vec<Task<'_>> = Vec::new();
    for (card, amount) in knowledge::amounts_ending(&library.articles, today) {
        match ending.last_mut() {
            Some(Task::Ending(of, first, count))
                if of.id == card.id && first.valid_to == amount.valid_to =>
            {
                *count += 1;
            }
            _ => ending.push(Task::Ending(card, amount, 1)),
        }
    }
    let due = knowledge::cards_to_check(&library.articles, today).into_iter();
    standing
        .map(Task::Notice)
        .chain(told.map(|(trail, told)| Task::Interview(trail, told)))
        .chain(missed.map(|(trail, missed)| Task::Missed(trail, missed)))
        .chain(ending)
        .chain(due.map(Task::Check))
        .chain(library.removed.iter().map(Task::Removed))
        .collect()
}

impl Upkeep {
    fn open(&mut self, shared: &mut Shared, position: usize) -> Step {
        let tasks = tasks(shared);
        let Some(task) = tasks.get(position) else {
            return Step::none();
        };
        let id = match task {
            Task::Missed(trail, missed) => {
                let query = missed.query.clone();
                self.naming = Some((*trail).clone());
                let lookup = Lookup::about(shared, Purpose::Answer, &query);
                if lookup.shown().is_some() {
                    return Step::push(lookup);
                }
                // The words find nothing: that is why they stand here. Others are typed in an empty box.
                let said = Trouble::new("bijhouden-zoek-kaart").with("woorden", query);
                shared.notice = Some(said);
                return Step::push(Lookup::to(Purpose::Answer));
            }
            Task::Interview(trail, _) => {
                return MendPage::of_interview(shared, trail).map_or_else(Step::none, Step::push);
            }
            Task::Removed(id) => return VersionsPage::open((*id).clone()),
            Task::Notice(notice) => notice.card.clone(),
            Task::Ending(card, ..) => card.id.clone(),
            Task::Check(_) => {
                // A round along all of them, from this one on.
                let round: Vec<ArticleId> = tasks
                    .iter()
                    .filter_map(|task| match task {
                        Task::Check(card) => Some(card.id.clone()),
                        _ => None,
                    })
                    .collect();
                let before = tasks.len() - round.len() - shared.library.removed.len();
                return CardPage::open(shared, round, position - before, Purpose::Note);
            }
        };
        CardPage::open(shared, vec![id], 0, Purpose::Note)
    }

    /// The one key for what most often has to be done: settled, no card needed, still right.
    fn finish(&mut self, shared: &mut Shared) -> Step {
        let tasks = tasks(shared);
        let today = shared.stamp.now.date();
        match tasks.get(self.focus) {
            Some(Task::Notice(notice)) => {
                let id = notice.id;
                self.done.push(vec![Done::Settled(id)]);
                shared.notice = Some(Trouble::new("bijhouden-afgehandeld"));
                shared.settle_notice(id, true).into()
            }
            Some(Task::Interview(trail, _) | Task::Missed(trail, _)) => {
                let before = (*trail).clone();
                let after = settled(before.clone(), today, None);
                self.done.push(vec![Done::Trail(before)]);
                shared.notice = Some(Trouble::new("bijhouden-afgehandeld"));
                shared.keep_trail(after).into()
            }
            Some(Task::Check(card)) => {
                let id = card.id.clone();
                let checked = Trouble::new("bijhouden-nagekeken");
                let checked = checked.with("kaart", card.name.as_str());
                let effect = shared.still_right(&id);
                shared.notice = Some(checked);
                self.done.push(vec![Done::Card(id)]);
                effect.into()
            }
            Some(Task::Ending(..)) => {
                shared.notice = Some(Trouble::new("bijhouden-bedrag-eerst"));
                Step::none()
            }
            Some(Task::Removed(_)) | None => Step::none(),
        }
    }

    /// Makes words that found nothing another name of a card.
    fn name(&mut self, shared: &mut Shared, trail: Trail, id: &ArticleId) -> Step {
        let today = shared.stamp.now.date();
        let (Left::Missed(missed), Some(card)) = (&trail.left, shared.library.article(id.as_str()))
        else {
            return Step::none();
        };
        let mut card = card.clone();
        let query = missed.query.to_lowercase();
        if !card.aka.iter().any(|name| name.to_lowercase() == query) {
            card.aka.push(query);
        }
        shared.notice = Some(
            Trouble::new("bijhouden-genoemd")
                .with("woorden", missed.query.as_str())
                .with("kaart", card.name.as_str()),
        );
        let after = settled(trail.clone(), today, Some(id.clone()));
        self.done
            .push(vec![Done::Trail(trail), Done::Card(id.clone())]);
        let keep = shared.keep_card(card);
        Step::from(keep).and(shared.keep_trail(after))
    }

    /// The card that was opened after the words were noted becomes the one they name.
    fn name_proposed(&mut self, shared: &mut Shared) -> Step {
        let proposed = match tasks(shared).get(self.focus) {
            Some(Task::Missed(trail, missed)) => {
                missed.opened.clone().map(|id| ((*trail).clone(), id))
            }
            _ => None,
        };
        match proposed {
            Some((trail, id)) => self.name(shared, trail, &id),
            None => Step::none(),
        }
    }

    fn take_back(&mut self, shared: &mut Shared) -> Step {
        let mut step = Step::none();
        for done in self.done.pop().unwrap_or_default() {
            step = step.and(match done {
                Done::Settled(id) => shared.settle_notice(id, false),
                Done::Trail(trail) => shared.keep_trail(trail),
                Done::Card(id) => Effect::Cards(CardTask::PutBack(id, None)),
            });
        }
        step
    }
}

fn settled(mut trail: Trail, on: Date, alias_of: Option<ArticleId>) -> Trail {
    let settled = Some(Settled { on, alias_of });
    match &mut trail.left {
        Left::Missed(missed) => missed.settled = settled,
        Left::Interview(told) => told.settled = settled,
        Left::Opened(_) => {}
    }
    trail
}

impl Page for Upkeep {
    fn title(&self, shared: &Shared) -> String {
        shared.say("bijhouden-kop")
    }

    fn offers(&self, shared: &Shared) -> Vec<Offer> {
        let mut offers = Vec::new();
        match tasks(shared).get(self.focus) {
            Some(Task::Notice(_)) => {
                offers.push(Offer::new(Action::Enter, "toets-open"));
                offers.push(Offer::new(Action::Tick, "toets-afgehandeld"));
            }
            Some(Task::Interview(..)) => {
                offers.push(Offer::new(Action::Enter, "toets-kaart-maken"));
                offers.push(Offer::new(Action::Tick, "toets-afgehandeld"));
            }
            Some(Task::Missed(_, missed)) => {
                offers.push(Offer::new(Action::Enter, "toets-kies-kaart"));
                if missed.opened.is_some() {
                    offers.push(Offer::with_key(
                        Action::Choose('a'),
                        "a",
                        "toets-andere-naam",
                    ));
                }
                offers.push(Offer::new(Action::Tick, "toets-afgehandeld"));
            }
            Some(Task::Check(_)) => {
                offers.push(Offer::new(Action::Enter, "toets-open"));
                offers.push(Offer::new(Action::Tick, "toets-klopt-nog"));
            }
            Some(Task::Ending(..)) => offers.push(Offer::new(Action::Enter, "toets-open")),
            Some(Task::Removed(_)) => offers.push(Offer::new(Action::Enter, "toets-eerder")),
            None => {}
        }
        if !self.done.is_empty() {
            offers.push(Offer::new(Action::Undo, "toets-ongedaan"));
        }
        offers.push(Offer::with_key(
            Action::Choose('n'),
            "n",
            "toets-nieuwe-kaart",
        ));
        offers.push(Offer::new(Action::Escape, "toets-terug"));
        offers
    }

    fn act(&mut self, shared: &mut Shared, action: Action) -> Step {
        let count = tasks(shared).len();
        self.focus = self.focus.min(count.saturating_sub(1));
        match action {
            Action::Escape => return Step::back(),
            Action::Enter => return self.open(shared, self.focus),
            Action::Tick | Action::Delete => return self.finish(shared),
            Action::Undo => return self.take_back(shared),
            Action::Choose('a') if matches!(tasks(shared).get(self.focus), Some(Task::Missed(_, missed)) if missed.opened.is_some()) =>
            {
                return self.name_proposed(shared);
            }
            Action::Choose('n') => return Step::push(MendPage::of_new_card()),
            Action::Choose(key) if key.is_ascii_digit() => {
                if let Some(position) = choices::position_of(key, count) {
                    self.focus = position;
                    return self.open(shared, position);
                }
            }
            Action::Choose(letter) => {
                let names: Vec<String> = tasks(shared)
                    .iter()
                    .map(|task| listed::said(shared, task).0)
                    .collect();
                let found = self
                    .jump
                    .clone()
                    .to(letter, &names.iter().map(String::as_str));
                if let Some((jump, position)) = found {
                    (self.jump, self.focus) = (jump, position);
                }
            }
            _ => {
                self.jump = Jump::default();
                self.focus = choices::moved(self.focus, action, count).unwrap_or(self.focus);
            }
        }
        Step::none()
    }

    fn carried(&mut self, shared: &mut Shared, article: &ArticleId) -> Step {
        match self.naming.take() {
            Some(trail) => self.name(shared, trail, article),
            None => Step::none(),
        }
    }

    fn view(&self, shared: &Shared, paper: &mut Paper<'_>) {
        let theme = paper.theme;
        let tasks = tasks(shared);
        if tasks.is_empty() {
            paper.text(theme.strong, &shared.say("bijhouden-leeg"));
            return;
        }
        let focus = self.focus.min(tasks.len() - 1);
        let to_check = tasks.iter().filter(|task| matches!(task, Task::Check(_)));
        let to_check = to_check.count();
        let other = tasks.len() - to_check;
        let mut counts = shared.words.count("bijhouden-aantal", other);
        if to_check > 0 {
            let ronde = shared.words.count("bijhouden-ronde", to_check);
            counts = format!("{counts} · {ronde}");
        }
        paper.text(theme.strong, &counts);
        let items = listed::items(shared, paper, &tasks, focus);
        let rows = paper.rows_left();
        list::view(paper, &shared.words, &items, Some(focus), rows);
    }
}
