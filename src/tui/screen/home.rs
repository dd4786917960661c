//! Home: the search box has the focus, the menu stands below it.
//!
//! Letters and digits search at once (112, 113 and 65+ are queries). Enter on the empty box is a quick question.
//! Tab or Down goes to the menu; there digits choose, and a letter is always the first of a query. What has no digit of
//! its own stands on the second page, behind the minus.

mod told;

use ratatui::text::{Line, Span};

use crate::{
    domain::{Enquiry, Tempo},
    figures::Totals,
    tui::{
        keys::{Action, Offer},
        message::{Report, Room, Trouble},
        screen::{
            Page, Step,
            day_log::DayLog,
            figures::Figures,
            follow_ups::{self, FollowUps},
            lookup::Lookup,
            more::{self, More},
            routes::Routes,
            setup::SetUp,
            shift::ShiftPage,
            stop::Stop,
            talk::Talk,
            talks::Talks,
            today::{self, Today},
            tour::Tour,
            unlock::Unlock,
            upkeep,
            urgent::Urgent,
        },
        shared::{Desk, Progress, Shared},
        widget::{
            choices, dates,
            field::Field,
            list::{self, Item},
            paper::{Paper, cut},
        },
    },
};

/// A line of the menu.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Entry {
    Practise,
    SetUp,
    Quick,
    Talk,
    Resume,
    FollowUps,
    Today,
    DayLog,
    Shift,
    Figures,
    Urgent,
    Unlock,
    More,
    Stop,
}

impl Entry {
    /// Numbers are fixed (product 7), so that a volunteer's fingers learn them.
    const fn key(self) -> char {
        match self {
            Self::Quick | Self::Practise => '1',
            Self::Talk | Self::SetUp => '2',
            Self::Resume => '3',
            Self::FollowUps => '4',
            Self::Today => '5',
            Self::DayLog => '6',
            Self::Shift => '7',
            Self::Figures => '8',
            Self::Urgent => '9',
            // All that reads waits behind it: the other digits from 3 to 8 lead there too.
            Self::Unlock => READING[2],
            Self::More => '-',
            Self::Stop => '0',
        }
    }

    const fn words(self) -> &'static str {
        match self {
            Self::Practise => "welkom-oefenen",
            Self::SetUp => "welkom-inrichten",
            Self::Quick => "menu-snel",
            Self::Talk => "menu-gesprek",
            Self::Resume => "menu-verder",
            Self::FollowUps => "menu-terugkijken",
            Self::Today => "menu-vandaag",
            Self::DayLog => "menu-daglog",
            Self::Shift => "menu-dienst",
            Self::Figures => "menu-cijfers",
            Self::Urgent => "menu-nood",
            Self::Unlock => "menu-ontgrendelen",
            Self::More => "menu-meer",
            Self::Stop => "menu-stoppen",
        }
    }
}

/// Where the notes of the menu begin: behind the key and the longest name.
const MENU_INDENT: usize = 19;

/// The digits of what can only be done at an open desk.
const READING: [char; 6] = ['3', '4', '5', '6', '7', '8'];

/// The state of home.
#[derive(Debug, Default)]
pub struct Home {
    /// The line of the menu that has the focus; none while the search box has it.
    focus: Option<usize>,
}

impl Home {
    /// Home as it is at start.
    pub const DEFAULT: Self = Self { focus: None };

    fn menu(shared: &Shared) -> Vec<Entry> {
        match &shared.desk {
            Desk::Open(open) => {
                let mut menu = vec![Entry::Quick, Entry::Talk];
                if !open.drafts.is_empty() {
                    menu.push(Entry::Resume);
                }
                menu.extend([
                    Entry::FollowUps,
                    Entry::Today,
                    Entry::DayLog,
                    Entry::Shift,
                    Entry::Figures,
                ]);
                menu.extend([Entry::Urgent, Entry::More, Entry::Stop]);
                menu
            }
            Desk::Locked { .. } => vec![
                Entry::Quick,
                Entry::Talk,
                Entry::Unlock,
                Entry::Urgent,
                Entry::More,
                Entry::Stop,
            ],
            Desk::New => vec![
                Entry::Practise,
                Entry::SetUp,
                Entry::Urgent,
                Entry::More,
                Entry::Stop,
            ],
            Desk::Closed(_) => vec![Entry::Practise, Entry::Urgent, Entry::More, Entry::Stop],
        }
    }

    /// What a key of the menu opens now.
    fn entry(shared: &Shared, key: char) -> Option<Entry> {
        let menu = Self::menu(shared);
        let is_locked = menu.contains(&Entry::Unlock) && READING.contains(&key);
        let found = menu.into_iter().find(|entry| entry.key() == key);
        found.or(is_locked.then_some(Entry::Unlock))
    }

    /// The name of what a key of the menu opens now.
    pub(super) fn named(shared: &Shared, key: char) -> Option<&'static str> {
        Self::entry(shared, key).map(Entry::words)
    }

    fn note(shared: &Shared, entry: Entry) -> String {
        let words = &shared.words;
        match (entry, shared.open()) {
            (Entry::Practise, _) => shared.say("welkom-oefenen-uitleg"),
            (Entry::SetUp, _) => shared.say("welkom-inrichten-uitleg"),
            (Entry::Quick, _) => shared.say("menu-snel-uitleg"),
            (Entry::Talk, _) => shared.say("menu-gesprek-uitleg"),
            (Entry::Unlock, _) => shared.say("menu-ontgrendelen-uitleg"),
            (Entry::Resume, Some(open)) => words.count("menu-verder-uitleg", open.drafts.len()),
            (Entry::FollowUps, Some(_)) => {
                words.count("menu-terugkijken-uitleg", follow_ups::due_now(shared))
            }
            (Entry::Today, Some(open)) => today::summary(words, &Totals::of(&open.today)),
            (Entry::Shift, Some(_)) => match &shared.shift {
                Some(shift) if shift.people.is_empty() => shared.say("menu-dienst-open"),
                Some(shift) => shift.people.join(", "),
                None => shared.say("menu-dienst-leeg"),
            },
            // What waits for the coordinator is seen from here.
            (Entry::More, _) if shared.is_coordinator() => {
                words.count("menu-meer-kaarten", upkeep::waiting(shared))
            }
            (Entry::More, _) => shared.say("menu-meer-uitleg"),
            (Entry::Urgent, _) => shared.say("menu-nood-uitleg"),
            (Entry::DayLog, _) => shared.say("menu-daglog-uitleg"),
            (Entry::Figures, _) => shared.say("menu-cijfers-uitleg"),
            (Entry::Resume | Entry::FollowUps | Entry::Today | Entry::Shift | Entry::Stop, _) => {
                String::new()
            }
        }
    }

    fn open(&mut self, shared: &mut Shared, entry: Entry) -> Step {
        // After unlocking the morning begins: at the search box.
        if entry == Entry::Unlock {
            self.focus = None;
        }
        match entry {
            Entry::Practise => more::practise(shared),
            Entry::SetUp => Step::push(SetUp::new()),
            Entry::Quick => start(shared, "snel"),
            Entry::Talk => Step::push(Routes::default()),
            Entry::Resume => Step::push(Talks::default()),
            Entry::FollowUps => Step::push(FollowUps::default()),
            Entry::Today => Step::push(Today::default()),
            Entry::DayLog => DayLog::open(shared),
            Entry::Shift => Step::push(ShiftPage::new(shared)),
            Entry::Figures => Figures::open(shared),
            Entry::Urgent => Step::push(Urgent::default()),
            Entry::Unlock => Step::push(Unlock::default()),
            Entry::More => Step::push(More::default()),
            Entry::Stop => Step::push(Stop),
        }
    }
}

/// The question noted last, when it was a quick one: one key notes another like it.
fn last_quick(shared: &Shared) -> Option<Enquiry> {
    if shared.case().is_some() {
        // A case to practise with is noted anew.
        return None;
    }
    let open = shared.open()?;
    let last = open.today.iter().rfind(|each| !each.withdrawn)?;
    // After a talk that was set aside, "another like it" would be about that.
    let noted = last.day.to_datetime(last.time);
    let zone = shared.stamp.now.time_zone();
    let mut drafts = open.drafts.iter();
    let is_past = drafts.any(|draft| draft.saved_at.to_zoned(zone.clone()).datetime() > noted);
    (last.tempo == Tempo::Quick && !is_past).then(|| last.clone())
}

/// Starts a conversation, if one can be recorded.
pub fn start(shared: &mut Shared, route: &str) -> Step {
    match &shared.desk {
        Desk::New => {
            shared.notice = Some(Trouble::new("welkom-nog-niet"));
            Step::none()
        }
        Desk::Closed(trouble) => {
            shared.notice = Some(trouble.clone());
            Step::none()
        }
        // What is going on can always be finished; that is what the last room is for.
        Desk::Open(_) | Desk::Locked { .. } if shared.room == Room::None => {
            shared.notice = Some(Trouble::new("schijf-vol-geen-nieuw"));
            Step::none()
        }
        Desk::Open(_) | Desk::Locked { .. } => {
            if let Some(talk) = Talk::start(shared, route) {
                return Step::push(talk);
            }
            if shared.library.progress == Progress::Nothing {
                shared.notice = Some(Trouble::new("kaarten-nog-even"));
                return Step::none();
            }
            shared.notice = Some(Trouble::new("route-ontbreekt").with("route", route));
            Step::none()
        }
    }
}

impl Page for Home {
    fn title(&self, _shared: &Shared) -> String {
        "Balie".to_owned()
    }

    fn is_typing(&self) -> bool {
        self.focus.is_none()
    }

    fn offers(&self, shared: &Shared) -> Vec<Offer> {
        let mut offers = Vec::new();
        if self.focus.is_some() {
            offers.push(Offer::new(Action::Enter, "toets-kiezen"));
            offers.push(Offer::new(Action::Escape, "toets-zoekvak"));
        } else {
            if shared.can_record() {
                offers.push(Offer::new(Action::Enter, "toets-snelle-vraag"));
            }
            offers.push(Offer::new(Action::Tab, "toets-menu"));
            if last_quick(shared).is_some() {
                offers.push(Offer::new(Action::Done, "toets-nog-zo-een"));
            }
        }
        if shared.is_locked() {
            offers.push(Offer::new(Action::Lock, "toets-ontgrendelen"));
        }
        if shared.can_undo() {
            offers.push(Offer::new(Action::Undo, "toets-ongedaan"));
        }
        offers
    }

    fn act(&mut self, shared: &mut Shared, action: Action) -> Step {
        let menu = Self::menu(shared);
        match (action, self.focus) {
            (Action::Lock, _) => return Step::push(Unlock::default()),
            (Action::Undo, _) => return Step::from(shared.take_back()),
            (Action::Enter, None) if shared.can_record() => return start(shared, "snel"),
            (Action::Done, None) => {
                if let Some(quick) = last_quick(shared) {
                    shared.notice = Some(Trouble::new("turven-nog-een"));
                    return shared.note_again(&quick, 1).into();
                }
            }
            (Action::Tab | Action::Down | Action::Escape | Action::Enter, None) => {
                self.focus = Some(0);
            }
            (Action::BackTab | Action::Up, None) => self.focus = Some(menu.len().saturating_sub(1)),
            (Action::Search, _) | (Action::Escape, Some(_)) | (Action::Up, Some(0)) => {
                self.focus = None;
            }
            // Who comes back to the menu and presses Tab once more, and then a digit, means the menu.
            (Action::Tab, Some(focus)) => self.focus = Some((focus + 1) % menu.len().max(1)),
            (Action::BackTab, Some(focus)) => self.focus = focus.checked_sub(1),
            (Action::Enter, Some(focus)) => {
                if let Some(entry) = menu.get(focus) {
                    return self.open(shared, *entry);
                }
            }
            (Action::Choose(key), _) => match Self::entry(shared, key) {
                Some(entry) => {
                    // Who comes back finds the mark at what was chosen.
                    self.focus = menu.iter().position(|each| *each == entry);
                    return self.open(shared, entry);
                }
                // A letter in the menu is the first letter of a query.
                None if key.is_alphabetic() => return self.typed(shared, key),
                None => {}
            },
            (_, Some(focus)) => {
                if let Some(moved) = choices::moved(focus, action, menu.len()) {
                    self.focus = Some(moved);
                }
            }
            (_, None) => {}
        }
        Step::none()
    }

    fn typed(&mut self, shared: &mut Shared, letter: char) -> Step {
        self.focus = None;
        let mut lookup = Lookup::from_home();
        lookup.typed(shared, letter);
        Step::push(lookup)
    }

    fn pasted(&mut self, shared: &mut Shared, text: &str) -> Step {
        let mut lookup = Lookup::default();
        lookup.pasted(shared, text);
        Step::push(lookup)
    }

    fn reported(&mut self, _shared: &mut Shared, report: &Report) -> Step {
        match report {
            Report::Opened(Ok(opened)) if opened.is_practice => {
                Step::home_then(Tour::before_exercises())
            }
            _ => Step::none(),
        }
    }

    fn view(&self, shared: &Shared, paper: &mut Paper<'_>) {
        let theme = paper.theme;
        let is_low = paper.rows_left() < 18;
        paper.text(theme.strong, &shared.say("home-vraag"));
        Field::default().view(paper, self.focus.is_none());
        paper.text(theme.dim, &shared.say("home-uitleg"));
        if !is_low {
            paper.skip();
        }
        match &shared.desk {
            Desk::Locked { waiting: true } => {
                paper.text(theme.doubt, &shared.say("home-werk-klaar"));
            }
            Desk::Closed(trouble) => paper.text(theme.danger, &shared.sentence(trouble)),
            Desk::New => paper.text(theme.doubt, &shared.say("welkom-nog-niet")),
            Desk::Locked { waiting: false } | Desk::Open(_) => {}
        }
        let menu = Self::menu(shared);
        // In a small window the menu comes before air.
        if paper.rows_left() > menu.len() {
            paper.skip();
        }
        let rows = paper.rows_left();
        let room = paper.full_width().saturating_sub(MENU_INDENT + 1);
        let mut items = Vec::new();
        for (position, entry) in menu.into_iter().enumerate() {
            let has_focus = self.focus == Some(position);
            let line = Line::from(vec![
                // While letters are typed the digits are not keys of the menu, and they look it.
                Span::styled(
                    format!("{}  ", entry.key()),
                    theme.on(
                        has_focus,
                        if self.focus.is_some() {
                            theme.accent
                        } else {
                            theme.dim
                        },
                    ),
                ),
                Span::styled(
                    format!("{:<16}", shared.say(entry.words())),
                    theme.on(has_focus, theme.text),
                ),
                Span::styled(
                    cut(&Self::note(shared, entry), room),
                    theme.on(has_focus, theme.dim),
                ),
            ]);
            items.push(Item::of(line));
        }
        list::view(paper, &shared.words, &items, self.focus, rows);
        // Only who can mend a card is told what there is to mend; on the card everyone reads until when an amount is valid.
        let ending = shared.is_coordinator().then(|| shared.amounts_ending());
        if let Some((last, count)) = ending.flatten() {
            let day = dates::full_date(&shared.words, last);
            let count = count.to_string();
            paper.skip();
            paper.text(
                theme.dim,
                &shared
                    .words
                    .with("home-bedragen", &[("n", &count), ("dag", &day)]),
            );
        }
        if shared.library.problems > 0 {
            paper.skip();
            paper.text(
                theme.doubt,
                &shared
                    .words
                    .count("home-kaartproblemen", shared.library.problems),
            );
        }
    }
}
