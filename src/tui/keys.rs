//! One table: which key means what, and what it is called on the screen.
//!
//! The same table handles keys and writes the bottom line and the help page, so that they cannot lie. A screen says
//! which functions it offers now; a key whose function is not offered does nothing.
//!
//! F1, F10 and F11 belong to terminals; Ctrl+H, I, J, M, [, S, Q and B are other keys in disguise or taken.

use crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

use super::message::Message;

/// What a key means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// Yes, on.
    Enter,
    /// One step back; never quits, never loses.
    Escape,
    /// To the next field or part.
    Tab,
    /// To the one before.
    BackTab,
    /// One up.
    Up,
    /// One down.
    Down,
    /// To the left, or the one before.
    Left,
    /// To the right, or the next.
    Right,
    /// To the beginning.
    First,
    /// To the end.
    Last,
    /// A page up.
    PageUp,
    /// A page down.
    PageDown,
    /// Ticks a choice.
    Tick,
    /// Chooses by number or letter, where nothing is typed.
    Choose(char),
    /// Removes the letter before.
    Backspace,
    /// Removes the letter behind, or the chosen row.
    Delete,
    /// A word to the left.
    WordLeft,
    /// A word to the right.
    WordRight,
    /// Removes the word before.
    DeleteWord,
    /// Removes all before.
    DeleteLine,
    /// Takes the last step back, also after saving.
    Undo,
    /// Looks something up.
    Search,
    /// The red-flag cards.
    Urgent,
    /// Sets the talk aside.
    Park,
    /// Done: notes this, or saves.
    Done,
    /// Asks further: a short talk becomes a long one.
    Deepen,
    /// This is not right: a card, or what was found.
    Report,
    /// Shows only what a resident may see, or goes back from that.
    Together,
    /// Explains this screen.
    Help,
    /// Locks, or unlocks.
    Lock,
    /// The stop screen.
    Stop,
}

/// The keys of each function: Control with a letter, a function key, and their name on the screen.
const TABLE: &[(Action, Option<char>, Option<u8>, &str)] = &[
    (Action::Search, Some('f'), Some(3), "Ctrl+F"),
    (Action::Urgent, Some('n'), Some(9), "Ctrl+N"),
    (Action::Park, Some('p'), Some(4), "Ctrl+P"),
    (Action::Done, Some('k'), Some(8), "Ctrl+K"),
    (Action::Deepen, Some('d'), Some(5), "Ctrl+D"),
    (Action::Report, Some('r'), Some(7), "Ctrl+R"),
    (Action::Together, Some('t'), Some(6), "Ctrl+T"),
    (Action::Help, Some('g'), Some(2), "Ctrl+G"),
    (Action::Lock, Some('l'), None, "Ctrl+L"),
    (Action::Undo, Some('z'), None, "Ctrl+Z"),
    (Action::Stop, Some('c'), None, "Ctrl+C"),
    (Action::DeleteWord, Some('w'), None, "Ctrl+W"),
    (Action::DeleteLine, Some('u'), None, "Ctrl+U"),
    (Action::First, Some('a'), None, "Home"),
    (Action::Last, Some('e'), None, "End"),
];

impl Action {
    /// The name of the key on the screen.
    #[must_use]
    pub fn key_name(self) -> &'static str {
        match self {
            Self::Enter => "Enter",
            Self::Escape => "Esc",
            Self::Tab | Self::BackTab => "Tab",
            Self::Up | Self::Down => "↑↓",
            Self::Left | Self::Right => "←→",
            Self::PageUp | Self::PageDown => "PgUp PgDn",
            Self::Tick => "Spatie",
            Self::Delete => "Del",
            Self::Choose(_) => "cijfer",
            Self::Backspace | Self::WordLeft | Self::WordRight => "",
            Self::First
            | Self::Last
            | Self::DeleteWord
            | Self::DeleteLine
            | Self::Undo
            | Self::Search
            | Self::Urgent
            | Self::Park
            | Self::Done
            | Self::Deepen
            | Self::Report
            | Self::Together
            | Self::Help
            | Self::Lock
            | Self::Stop => TABLE
                .iter()
                .find(|row| row.0 == self)
                .map_or("", |row| row.3),
        }
    }

    /// Whether the key works only where a screen offers it. The others move, edit or choose everywhere.
    #[must_use]
    pub const fn is_function(self) -> bool {
        matches!(
            self,
            Self::Undo
                | Self::Search
                | Self::Urgent
                | Self::Park
                | Self::Done
                | Self::Deepen
                | Self::Report
                | Self::Together
                | Self::Help
                | Self::Lock
                | Self::Stop
        )
    }
}

/// A function that a screen offers now, with the words for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Offer {
    /// The function.
    pub action: Action,
    /// Other words for the key than its own name, such as `1-9`.
    pub key: Option<&'static str>,
    /// The name of the message that says what it does.
    pub words: &'static str,
    /// Stands in the bottom line, not only in help.
    pub is_shown: bool,
}

impl Offer {
    /// Offers a function in the bottom line.
    #[must_use]
    pub const fn new(action: Action, words: &'static str) -> Self {
        Self {
            action,
            key: None,
            words,
            is_shown: true,
        }
    }

    /// Offers a function whose key is told otherwise.
    #[must_use]
    pub const fn with_key(action: Action, key: &'static str, words: &'static str) -> Self {
        Self {
            action,
            key: Some(key),
            words,
            is_shown: true,
        }
    }

    /// Offers a function that only the help page lists.
    #[must_use]
    pub const fn quiet(action: Action, words: &'static str) -> Self {
        Self {
            action,
            key: None,
            words,
            is_shown: false,
        }
    }

    /// The name of the key.
    #[must_use]
    pub fn key_name(&self) -> &'static str {
        self.key.unwrap_or_else(|| self.action.key_name())
    }
}

/// A key as a case to practise with calls it (`ctrl+k`, `enter`, `3`), as it is called on the screen.
#[must_use]
pub fn name_on_screen(name: &str) -> String {
    let action = match name {
        "enter" => Action::Enter,
        "esc" => Action::Escape,
        "tab" => Action::Tab,
        "space" => Action::Tick,
        "up" => return "↑".to_owned(),
        "down" => return "↓".to_owned(),
        "right" => return "→".to_owned(),
        _ => {
            let letter = name
                .strip_prefix("ctrl+")
                .and_then(|rest| rest.chars().next());
            let row = letter.and_then(|letter| TABLE.iter().find(|row| row.1 == Some(letter)));
            return row.map_or(name, |row| row.3).to_owned();
        }
    };
    action.key_name().to_owned()
}

/// Turns a terminal event into messages. `is_typing`: a text field has the focus.
///
/// Alt with a key means Esc, then the key: that is what a terminal sends for both, and nothing may depend on which.
#[must_use]
pub fn messages(event: &Event, is_typing: bool) -> Vec<Message> {
    match event {
        Event::Key(key) if key.kind != KeyEventKind::Release => of_key(*key, is_typing),
        Event::Paste(text) => vec![Message::Paste(text.clone())],
        Event::Resize(..) => vec![Message::Redraw],
        Event::Key(_) | Event::FocusGained | Event::FocusLost | Event::Mouse(_) => Vec::new(),
    }
}

fn of_key(key: KeyEvent, is_typing: bool) -> Vec<Message> {
    if key.modifiers.contains(KeyModifiers::ALT) {
        let rest = KeyEvent {
            modifiers: key.modifiers - KeyModifiers::ALT,
            ..key
        };
        let mut messages = vec![Message::Act(Action::Escape)];
        messages.extend(of_key(rest, is_typing));
        return messages;
    }
    if key.modifiers.contains(KeyModifiers::CONTROL) {
        return with_control(key.code)
            .map(Message::Act)
            .into_iter()
            .collect();
    }
    let action = match key.code {
        KeyCode::Char(' ') if !is_typing => Action::Tick,
        KeyCode::Char(letter) if is_typing => return vec![Message::Type(letter)],
        KeyCode::Char(letter) => Action::Choose(letter.to_ascii_lowercase()),
        KeyCode::Enter => Action::Enter,
        KeyCode::Esc => Action::Escape,
        KeyCode::Tab => Action::Tab,
        KeyCode::BackTab => Action::BackTab,
        KeyCode::Up => Action::Up,
        KeyCode::Down => Action::Down,
        KeyCode::Left => Action::Left,
        KeyCode::Right => Action::Right,
        KeyCode::Home => Action::First,
        KeyCode::End => Action::Last,
        KeyCode::PageUp => Action::PageUp,
        KeyCode::PageDown => Action::PageDown,
        KeyCode::Backspace => Action::Backspace,
        KeyCode::Delete => Action::Delete,
        KeyCode::F(number) => match TABLE.iter().find(|row| row.2 == Some(number)) {
            Some(row) => row.0,
            None => return Vec::new(),
        },
        _ => return Vec::new(),
    };
    vec![Message::Act(action)]
}

fn with_control(code: KeyCode) -> Option<Action> {
    match code {
        KeyCode::Char(letter) => {
            let letter = letter.to_ascii_lowercase();
            TABLE
                .iter()
                .find(|row| row.1 == Some(letter))
                .map(|row| row.0)
        }
        KeyCode::Left => Some(Action::WordLeft),
        KeyCode::Right => Some(Action::WordRight),
        KeyCode::Backspace => Some(Action::DeleteWord),
        _ => None,
    }
}
