//! A text field: one line of text, shown in as many rows as it needs.

use ratatui::{
    layout::Position,
    text::{Line, Span},
};
use tui_input::{Input, InputRequest};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};
use zeroize::Zeroize;

use crate::tui::{
    keys::Action,
    widget::{choices, paper::Paper},
};

/// The most letters a field takes. More than any question allows, so that people can type past a limit and shorten
/// it (GOV.UK, character count), and little enough that a pasted book does no harm.
pub const MOST_LETTERS: usize = 2_000;
/// A long text takes at most so many rows.
const MOST_ROWS: usize = 5;

/// A text field: no newlines in it.
#[derive(Debug, Clone, Default)]
pub struct Field {
    input: Input,
}

impl Field {
    /// A field that holds this text, with the cursor behind it.
    #[must_use]
    pub fn holding(text: &str) -> Self {
        Self {
            input: Input::new(text.to_owned()),
        }
    }

    /// What stands in it.
    #[must_use]
    pub fn text(&self) -> &str {
        self.input.value()
    }

    /// Whether nothing stands in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.text().is_empty()
    }

    /// Empties the field and wipes the letters from memory. What the allocator copied while it grew is not reached.
    pub fn wipe(&mut self) {
        self.input.value_and_reset().zeroize();
    }

    /// Types one letter. False when the field is full or the letter is a control character.
    pub fn type_letter(&mut self, letter: char) -> bool {
        if letter.is_control() || self.text().chars().count() >= MOST_LETTERS {
            return false;
        }
        self.input.handle(InputRequest::InsertChar(letter));
        true
    }

    /// Types what was pasted: lines become one, control characters go. False when not all of it fitted.
    pub fn paste(&mut self, text: &str) -> bool {
        let room = MOST_LETTERS.saturating_sub(self.text().chars().count());
        let mut letters = text
            .chars()
            .map(|letter| if letter.is_control() { ' ' } else { letter });
        let taken: String = letters.by_ref().take(room).collect();
        let mut last_was_blank = self.text().ends_with(' ');
        for letter in taken.chars() {
            let is_blank = letter == ' ';
            if !(is_blank && last_was_blank) {
                self.input.handle(InputRequest::InsertChar(letter));
            }
            last_was_blank = is_blank;
        }
        letters.next().is_none()
    }

    /// Moves or deletes. False when the key means nothing here.
    pub fn edit(&mut self, action: Action) -> bool {
        let request = match action {
            Action::Left => InputRequest::GoToPrevChar,
            Action::Right => InputRequest::GoToNextChar,
            Action::WordLeft => InputRequest::GoToPrevWord,
            Action::WordRight => InputRequest::GoToNextWord,
            Action::First => InputRequest::GoToStart,
            Action::Last => InputRequest::GoToEnd,
            Action::Backspace => InputRequest::DeletePrevChar,
            Action::Delete => InputRequest::DeleteNextChar,
            Action::DeleteWord => InputRequest::DeletePrevWord,
            Action::DeleteLine => InputRequest::DeleteFromStart,
            Action::Enter
            | Action::Escape
            | Action::Tab
            | Action::BackTab
            | Action::Up
            | Action::Down
            | Action::PageUp
            | Action::PageDown
            | Action::Tick
            | Action::Choose(_)
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
            | Action::Stop => return false,
        };
        self.input.handle(request);
        true
    }

    /// Draws the field and the thin rule under it; the cursor stands in it when it has the focus.
    pub fn view(&self, paper: &mut Paper<'_>, has_focus: bool) {
        self.view_as(paper, has_focus, self.text());
    }

    /// Draws dots instead of letters.
    pub fn view_hidden(&self, paper: &mut Paper<'_>) {
        let dots = "•".repeat(self.text().chars().count());
        self.view_as(paper, true, &dots);
    }

    fn view_as(&self, paper: &mut Paper<'_>, has_focus: bool, shown: &str) {
        let style = paper.theme.strong;
        let rows = broken(shown, paper.width().saturating_sub(1));
        let cursor = self.input.cursor();
        let at = rows
            .iter()
            .rposition(|row| row.first <= cursor)
            .unwrap_or(0);
        // A long text shows the rows around the cursor, and never takes the whole screen.
        let first = choices::first_visible(at, rows.len(), MOST_ROWS);
        for (place, row) in rows.iter().enumerate().skip(first).take(MOST_ROWS) {
            if has_focus
                && place == at
                && let Some((x, y)) = paper.here()
            {
                let before: String = row.text.chars().take(cursor - row.first).collect();
                let column = u16::try_from(before.width()).unwrap_or(0);
                paper.cursor = Some(Position::new(x.saturating_add(column), y));
            }
            paper.line(&Line::from(Span::styled(row.text.as_str(), style)));
        }
        paper.rule();
    }
}

/// A row of the text, and which letter it begins with.
#[derive(Debug, PartialEq, Eq)]
struct Row {
    first: usize,
    text: String,
}

/// Breaks a text into rows between words, and keeps every blank, so that the cursor has a place at each letter.
fn broken(text: &str, width: usize) -> Vec<Row> {
    let width = width.max(1);
    let mut rows = Vec::new();
    let mut row = Row {
        first: 0,
        text: String::new(),
    };
    for letter in text.chars() {
        let next = letter.width().unwrap_or(0);
        if row.text.width() + next > width && letter != ' ' {
            // The last word goes to the next row; a word wider than a row is broken inside.
            let kept = row
                .text
                .rfind(' ')
                .map_or(row.text.len(), |blank| blank + 1);
            let word = row.text.split_off(kept);
            let first = row.first + row.text.chars().count();
            rows.push(std::mem::replace(&mut row, Row { first, text: word }));
        }
        row.text.push(letter);
    }
    rows.push(row);
    rows
}

#[cfg(test)]
mod tests {
    use super::{Field, MOST_LETTERS, broken};

    #[test]
    fn a_long_text_is_broken_between_words_and_no_letter_is_lost() {
        let text = "de huur is te hoog en nu komt er ook nog een brief  van de woningstichting";
        for width in [1, 5, 12, 30, 200] {
            let rows = broken(text, width);
            let whole: String = rows.iter().map(|row| row.text.as_str()).collect();
            assert_eq!(whole, text);
            let mut letters = 0;
            for row in rows {
                assert_eq!(row.first, letters);
                assert!(row.text.trim_end().chars().count() <= width, "{row:?}");
                letters += row.text.chars().count();
            }
        }
        assert_eq!(broken("", 10).len(), 1);
        let rows = broken("een twee", 6);
        assert_eq!(rows.last().map(|row| row.text.as_str()), Some("twee"));
    }

    #[test]
    fn ten_megabytes_pasted_fill_the_field_and_say_so() {
        let mut field = Field::default();
        assert!(!field.paste(&"a\u{1b}[31m\n".repeat(1_500_000)));
        assert!(field.text().chars().count() <= MOST_LETTERS);
        assert!(!field.text().chars().any(char::is_control));
        assert!(!field.type_letter('b') || field.text().chars().count() <= MOST_LETTERS);
    }

    #[test]
    fn pasted_lines_become_one() {
        let mut field = Field::holding("brief ");
        assert!(field.paste("van\r\nhet  waterschap"));
        assert_eq!(field.text(), "brief van het waterschap");
    }
}
