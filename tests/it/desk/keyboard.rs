//! Names of keys, as a test writes them.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// The key with this name: a letter or digit, `enter`, `f3`, `ctrl+k`, `alt+x`.
pub(super) fn key(name: &str) -> Option<KeyEvent> {
    if let Some(rest) = name.strip_prefix("ctrl+") {
        return key(rest).map(|key| KeyEvent::new(key.code, KeyModifiers::CONTROL));
    }
    if let Some(rest) = name.strip_prefix("alt+") {
        return key(rest).map(|key| KeyEvent::new(key.code, KeyModifiers::ALT));
    }
    let mut letters = name.chars();
    if let (Some(only), None) = (letters.next(), letters.next()) {
        return Some(letter(only));
    }
    if let Some(number) = name.strip_prefix('f').and_then(|rest| rest.parse().ok()) {
        return Some(KeyCode::F(number).into());
    }
    let code = match name {
        "enter" => KeyCode::Enter,
        "esc" => KeyCode::Esc,
        "tab" => KeyCode::Tab,
        "backtab" => KeyCode::BackTab,
        "space" => KeyCode::Char(' '),
        "up" => KeyCode::Up,
        "down" => KeyCode::Down,
        "left" => KeyCode::Left,
        "right" => KeyCode::Right,
        "home" => KeyCode::Home,
        "end" => KeyCode::End,
        "pgup" => KeyCode::PageUp,
        "pgdn" => KeyCode::PageDown,
        "backspace" => KeyCode::Backspace,
        "del" => KeyCode::Delete,
        _ => return None,
    };
    Some(code.into())
}

/// The key of a letter, a digit or a blank.
pub(super) fn letter(letter: char) -> KeyEvent {
    KeyCode::Char(letter).into()
}
