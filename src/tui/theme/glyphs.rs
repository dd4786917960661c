//! Signs for a screen that has few: the fonts of the Linux console hold Latin letters with accents and little else.
//!
//! One pass over the finished frame, so that no view needs to know.

use ratatui::buffer::Buffer;

/// What each sign becomes. A box keeps its corners, an arrow its direction.
const PLAIN: &[(&str, &str)] = &[
    ("─│", "-|"),
    ("━┃", "=|"),
    ("┌┐└┘├┤┬┴┼", "+++++++++"),
    ("╭╮╰╯", "++++"),
    ("▶▸►", ">>>"),
    ("→←↑↓", "><^v"),
    ("…•●○◉◌", ".*oo.."),
    ("█▓▒░▄▀▌▐▏▎▍▋▊▉", "##::#########"),
    ("✓✔✗✘☑☐", "vvxxx-"),
    ("–—‘’“”€", "--''\"\"E"),
];

/// Writes every sign outside Latin-1 with a plain letter of the same width.
pub fn in_plain_letters(buffer: &mut Buffer) {
    for cell in &mut buffer.content {
        let mut letters = cell.symbol().chars();
        let Some(first) = letters.next() else {
            continue;
        };
        if u32::from(first) <= 0xff && letters.next().is_none() {
            continue;
        }
        let plain = plain(first);
        cell.set_char(plain);
    }
}

fn plain(sign: char) -> char {
    let known = PLAIN.iter().find_map(|(signs, plains)| {
        let position = signs.chars().position(|each| each == sign)?;
        plains.chars().nth(position)
    });
    // A letter with an accent apart is shown without it.
    known.unwrap_or(if u32::from(sign) <= 0xff { sign } else { '?' })
}
