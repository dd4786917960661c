//! A list of choices, each with the key that chooses it.
//!
//! The first nine have digits; a tenth and later have letters, so that every choice is one key and a quick question
//! stays within four, also with fourteen themes.

use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use crate::{
    tui::{
        keys::Action,
        widget::{
            list::{self, Item},
            paper::{Paper, wrap},
        },
    },
    words::Words,
};

/// The keys that choose, in order.
const KEYS: &str = "123456789abcdefghijklmnopqrstuvwxyz";

/// The columns of a key and what stands behind it.
const KEY: usize = 3;
/// What stands at least between a label and its note.
const NOTE_GAP: usize = 3;

/// In a list that is longer than this letters jump to a row, and digits alone choose.
pub const MOST_KEYS: usize = 15;

/// The letters that were typed to jump in a long list.
#[derive(Debug, Clone, Default)]
pub struct Jump {
    typed: String,
}

impl Jump {
    /// Adds a letter and finds the first row with a word that begins with what was typed; when there is none, the letter
    /// begins anew. None when no row has it.
    #[must_use]
    pub fn to<'a>(
        self,
        letter: char,
        labels: &(impl Iterator<Item = &'a str> + Clone),
    ) -> Option<(Self, usize)> {
        let begins = |typed: &str| {
            labels.clone().position(|label| {
                let label = label.to_lowercase();
                let mut words = label.split(|letter: char| !letter.is_alphanumeric());
                label.starts_with(typed) || words.any(|word| word.starts_with(typed))
            })
        };
        let longer = format!("{}{letter}", self.typed);
        if let Some(place) = begins(&longer) {
            return Some((Self { typed: longer }, place));
        }
        let typed = letter.to_string();
        let place = begins(&typed)?;
        Some((Self { typed }, place))
    }
}

/// The key of the choice at a position, from 0; none past the thirty-fifth.
#[must_use]
pub fn key_of(position: usize) -> Option<char> {
    KEYS.chars().nth(position)
}

/// The position, from 0, that a key chooses among `count` choices.
#[must_use]
pub fn position_of(key: char, count: usize) -> Option<usize> {
    KEYS.chars()
        .position(|each| each == key)
        .filter(|position| *position < count)
}

/// Moves the focus in a list of `count` rows; none when the key does not move.
#[must_use]
pub fn moved(focus: usize, action: Action, count: usize) -> Option<usize> {
    let last = count.saturating_sub(1);
    let moved = match action {
        Action::Up => focus.checked_sub(1).unwrap_or(last),
        Action::Down if focus >= last => 0,
        Action::Down => focus + 1,
        Action::First => 0,
        Action::Last => last,
        Action::PageUp => focus.saturating_sub(8),
        Action::PageDown => (focus + 8).min(last),
        Action::Enter
        | Action::Escape
        | Action::Tab
        | Action::BackTab
        | Action::Left
        | Action::Right
        | Action::Tick
        | Action::Choose(_)
        | Action::Backspace
        | Action::Delete
        | Action::WordLeft
        | Action::WordRight
        | Action::DeleteWord
        | Action::DeleteLine
        | Action::Undo
        | Action::Search
        | Action::Urgent
        | Action::Park
        | Action::Done
        | Action::Deepen
        | Action::Report
        | Action::Together
        | Action::Help
        | Action::Lock
        | Action::Stop => return None,
    };
    Some(moved)
}

/// Which rows of a list to show so that the focus stays in sight: the first one.
#[must_use]
pub const fn first_visible(focus: usize, count: usize, rows: usize) -> usize {
    if count <= rows || rows == 0 {
        return 0;
    }
    let half = rows / 2;
    let start = focus.saturating_sub(half);
    if start > count - rows {
        count - rows
    } else {
        start
    }
}

/// One choice as it is drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice<'a> {
    /// Its label.
    pub label: &'a str,
    /// What stands behind it, dim.
    pub note: &'a str,
    /// Ticked, unticked, or a list where one is chosen.
    pub tick: Option<bool>,
}

/// A label and the note behind it, in a list where one is chosen.
impl<'a> From<&'a (String, String)> for Choice<'a> {
    fn from((label, note): &'a (String, String)) -> Self {
        Self {
            label,
            note,
            tick: None,
        }
    }
}

/// Draws the choices in so many rows, with the focus in sight. Notes stand under each other behind the longest label; where
/// that is too wide they stand below it. Nothing is cut.
pub fn view(
    paper: &mut Paper<'_>,
    words: &Words,
    choices: &[Choice<'_>],
    focus: Option<usize>,
    rows: usize,
) {
    let theme = paper.theme;
    let width = paper.full_width().saturating_sub(1);
    let longest = |of: fn(&Choice<'_>) -> usize| choices.iter().map(of).max().unwrap_or(0);
    let labels = longest(|choice| choice.label.trim_end().width());
    let notes = longest(|choice| choice.note.width());
    let items: Vec<Item> = choices
        .iter()
        .enumerate()
        .map(|(position, choice)| {
            let is_long = choices.len() > MOST_KEYS;
            let key = key_of(position).filter(|key| !is_long || key.is_ascii_digit());
            let tick = match choice.tick {
                None => "",
                Some(true) => "[x] ",
                Some(false) => "[ ] ",
            };
            let has_focus = focus == Some(position);
            let indent = KEY + tick.len();
            let is_beside = indent + labels + NOTE_GAP + notes <= width;
            let mut before = format!("{}  ", key.unwrap_or(' '));
            let mut tick = tick.to_owned();
            let mut name: Vec<Line<'static>> = Vec::new();
            for text in wrap(choice.label, width.saturating_sub(indent).max(8)) {
                name.push(Line::from(vec![
                    Span::styled(before, theme.on(has_focus, theme.accent)),
                    Span::styled(format!("{tick}{text}"), theme.on(has_focus, theme.text)),
                ]));
                (before, tick) = (" ".repeat(KEY), " ".repeat(indent - KEY));
            }
            let mut below = Vec::new();
            if is_beside && let Some(line) = name.last_mut() {
                let blanks = (labels + NOTE_GAP).saturating_sub(choice.label.trim_end().width());
                let note = format!("{}{}", " ".repeat(blanks), choice.note);
                line.push_span(Span::styled(note, theme.on(has_focus, theme.dim)));
            } else {
                let room = width.saturating_sub(indent + NOTE_GAP).max(8);
                below = wrap(choice.note, room)
                    .into_iter()
                    .filter(|text| !text.is_empty())
                    .map(|text| {
                        let blanks = " ".repeat(indent + NOTE_GAP);
                        Line::styled(format!("{blanks}{text}"), theme.dim)
                    })
                    .collect();
            }
            Item::with_more(name, below)
        })
        .collect();
    list::view(paper, words, &items, focus, rows);
}

#[cfg(test)]
mod tests {
    use super::{Jump, first_visible, key_of, moved, position_of};
    use crate::tui::keys::Action;

    #[test]
    fn every_theme_is_one_key() {
        let keys: Vec<_> = (0..14).filter_map(key_of).collect();
        assert_eq!(keys.len(), 14);
        assert_eq!(position_of('e', 14), Some(13));
        assert_eq!(position_of('f', 14), None);
        assert_eq!(position_of('0', 14), None);
    }

    #[test]
    fn letters_jump_to_a_word_and_begin_anew_when_nothing_has_them() {
        let labels = ["Oudorp", "De Mare", "Overdie", "Huiswaard"];
        let to = |jump: Jump, letter| jump.to(letter, &labels.into_iter());
        let (jump, place) = to(Jump::default(), 'o').unwrap_or_default();
        assert_eq!(place, 0);
        let (jump, place) = to(jump, 'v').unwrap_or_default();
        assert_eq!(place, 2);
        let (jump, place) = to(jump, 'm').unwrap_or_default();
        assert_eq!(
            place, 1,
            "the second word counts, and the letter began anew"
        );
        assert!(to(jump, 'x').is_none());
    }

    #[test]
    fn the_focus_goes_round_and_stays_in_sight() {
        assert_eq!(moved(0, Action::Up, 3), Some(2));
        assert_eq!(moved(2, Action::Down, 3), Some(0));
        assert_eq!(moved(0, Action::Down, 0), Some(0));
        assert_eq!(first_visible(9, 10, 4), 6);
        assert_eq!(first_visible(0, 10, 4), 0);
        assert_eq!(first_visible(3, 3, 9), 0);
    }
}
