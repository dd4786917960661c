//! A screen as it is told line by line, for who does not see it drawn: sentences, numbered choices, what is asked.
//!
//! Each choice carries the messages that the keys of the screen would have been, so that the line mode does what the
//! screen does and nothing of its own. A screen without a telling of its own is told as it is drawn, without its lines
//! and frames. Begin reading at [`Told`]; the screens tell themselves under `screen`.

use ratatui::{
    buffer::{Buffer, Cell},
    layout::Rect,
};

use super::{
    keys::{Action, Offer},
    message::Message,
    shared::Shared,
    theme::{Colours, Look, Theme},
    widget::{
        choices,
        paper::{MARK, Paper},
    },
};

/// How wide a screen is drawn that is told: lines of 66 letters, and never two columns.
const WIDTH: u16 = 72;
/// How many rows it has: the longest card and the longest list, whole.
const ROWS: u16 = 400;

/// What a screen says.
#[derive(Debug, Clone)]
pub struct Told {
    /// The sentences, one a line.
    pub lines: Vec<String>,
    /// What can be chosen.
    pub choices: Vec<Choice>,
    /// What is asked.
    pub asks: Asks,
    /// What an empty line does, in words, and its messages; none where it does nothing.
    pub enter: Option<(String, Vec<Message>)>,
    /// The functions that are worth saying each time.
    pub offers: Vec<Offer>,
}

/// Something that can be chosen.
#[derive(Debug, Clone)]
pub struct Choice {
    /// What is typed for it.
    pub sign: String,
    /// What it is called.
    pub label: String,
    /// What it leads to.
    pub messages: Vec<Message>,
}

/// What a line that is no sign means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asks {
    /// Nothing: one of the choices is wanted.
    Choice,
    /// The numbers of the choices that are wanted, together.
    Several,
    /// A number or letter that chooses on the screen.
    Key,
    /// Text that is taken as it stands.
    Text,
    /// The same, but the screen waits for a choice afterwards.
    Part,
    /// Words that nobody may see while they are typed.
    Secret,
    /// A code of digits, as hidden.
    Code,
    /// Words to look up.
    Words,
}

impl Told {
    /// Sentences only.
    #[must_use]
    pub fn new(lines: Vec<String>) -> Self {
        Self {
            lines,
            choices: Vec::new(),
            asks: Asks::Choice,
            enter: None,
            offers: Vec::new(),
        }
    }

    /// What a screen says as it is drawn: choices stand in its lines, with the digit or letter before them.
    pub(super) fn drawn(
        shared: &Shared,
        offers: &[Offer],
        is_typing: bool,
        view: impl FnOnce(&Shared, &mut Paper<'_>),
    ) -> Self {
        let mut told = Self::new(drawn(shared, view));
        told.asks = if is_typing { Asks::Text } else { Asks::Key };
        told.enter = entered(shared, offers);
        let is_more = |offer: &&Offer| {
            offer.is_shown
                && !matches!(
                    offer.action,
                    Action::Enter | Action::Escape | Action::Down | Action::Up | Action::Tick
                )
        };
        told.offers = offers.iter().filter(is_more).copied().collect();
        told
    }
}

impl Choice {
    /// The choice at a place, from 0, with what it leads to.
    #[must_use]
    pub fn at(place: usize, label: impl Into<String>, messages: Vec<Message>) -> Self {
        Self {
            sign: (place + 1).to_string(),
            label: label.into(),
            messages,
        }
    }

    /// The choice at a place of a list whose keys choose at once.
    #[must_use]
    pub fn by_key(place: usize, label: impl Into<String>) -> Self {
        let key = choices::key_of(place).map(|key| Message::Act(Action::Choose(key)));
        Self::at(place, label, key.into_iter().collect())
    }

    /// The choice at a place of a list through which the focus moves, and what is then pressed.
    #[must_use]
    pub fn by_focus(place: usize, label: impl Into<String>, then: Action) -> Self {
        let down = std::iter::repeat_n(Action::Down, place);
        let keys = std::iter::once(Action::First).chain(down).chain([then]);
        Self::at(place, label, keys.map(Message::Act).collect())
    }
}

/// What Enter does, when the screen offers it.
pub(super) fn entered(shared: &Shared, offers: &[Offer]) -> Option<(String, Vec<Message>)> {
    let enter = offers.iter().find(|offer| offer.action == Action::Enter)?;
    Some((shared.say(enter.words), vec![Message::Act(Action::Enter)]))
}

/// The rows of a drawing as sentences: without rules, frames and the focus mark.
pub(super) fn drawn(shared: &Shared, view: impl FnOnce(&Shared, &mut Paper<'_>)) -> Vec<String> {
    let area = Rect::new(0, 0, WIDTH, ROWS);
    let mut buffer = Buffer::empty(area);
    let theme = Theme::new(Look::Mono, Colours::None);
    view(shared, &mut Paper::new(&mut buffer, area, theme));
    let rows = (0..ROWS).map(|y| {
        let row: String = (0..WIDTH)
            .filter_map(|x| buffer.cell((x, y)))
            .map(Cell::symbol)
            .filter(|symbol| !is_drawing(symbol))
            .collect();
        let row = in_one_space(&row);
        let has_focus = buffer
            .cell((0, y))
            .is_some_and(|cell| cell.symbol() == MARK);
        if has_focus && !row.is_empty() {
            shared.words.with("regel-gekozen", &[("antwoord", &row)])
        } else {
            row
        }
    });
    let mut lines: Vec<String> = Vec::new();
    for row in rows {
        // One empty line stands for many.
        if !row.is_empty() || lines.last().is_some_and(|last| !last.is_empty()) {
            lines.push(row);
        }
    }
    while lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    lines
}

/// Whether a sign is drawn and not read.
fn is_drawing(symbol: &str) -> bool {
    symbol
        .chars()
        .next()
        .is_some_and(|sign| matches!(sign, '\u{2500}'..='\u{25ff}') || matches!(sign, '•'))
}

/// Words with one blank between them.
pub(super) fn in_one_space(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What is typed for a function, where no choice has that sign.
#[must_use]
pub const fn sign_of(action: Action) -> Option<&'static str> {
    Some(match action {
        Action::Escape => "<",
        Action::Help => "?",
        Action::Urgent => "!",
        Action::Search => "/",
        Action::Park => "p",
        Action::Done => ".k",
        Action::Undo => ".u",
        Action::Report => ".r",
        Action::Deepen => ".d",
        Action::Delete => ".w",
        Action::Lock => ".s",
        Action::Stop => ".x",
        Action::Tab => ".t",
        Action::Right => ">",
        Action::Left => "[",
        Action::Up => "-",
        Action::Down => "+",
        Action::Choose(_)
        | Action::Together
        | Action::Enter
        | Action::BackTab
        | Action::First
        | Action::Last
        | Action::PageUp
        | Action::PageDown
        | Action::Tick
        | Action::Backspace
        | Action::WordLeft
        | Action::WordRight
        | Action::DeleteWord
        | Action::DeleteLine => return None,
    })
}

/// The sign of an offer: a letter that chooses stands for itself.
#[must_use]
pub fn sign_of_offer(offer: &Offer) -> Option<String> {
    match offer.action {
        Action::Choose(_) => offer
            .key
            .filter(|key| key.chars().count() == 1)
            .map(str::to_owned),
        action => sign_of(action).map(str::to_owned),
    }
}
