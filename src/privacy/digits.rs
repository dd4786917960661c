//! Digits in a text: unbroken blocks, and runs of blocks with separators between.

use std::ops::Range;

/// An unbroken row of digits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Block {
    /// Where it stands.
    pub(super) range: Range<usize>,
    /// Its digits.
    pub(super) digits: Vec<u8>,
}

/// Blocks with nothing but separators between them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Run {
    /// From the first digit to the last.
    pub(super) range: Range<usize>,
    /// How many digits it has.
    pub(super) digits: usize,
    /// Its blocks.
    pub(super) blocks: Vec<Block>,
    /// Nothing but separators follows.
    pub(super) reaches_end: bool,
}

/// The value of a digit; also of the wide digits of an input method and of Arabic ones.
pub(super) fn digit(letter: char) -> Option<u8> {
    let zero = match letter {
        '0'..='9' => '0',
        '０'..='９' => '０',
        '٠'..='٩' => '٠',
        '۰'..='۹' => '۰',
        _ => return None,
    };
    u8::try_from(u32::from(letter) - u32::from(zero)).ok()
}

/// What may stand between the digits of one number: spaces, dots, hyphens and dashes, slashes, unseen letters.
pub(super) fn is_separator(letter: char) -> bool {
    letter.is_whitespace()
        || matches!(
            letter,
            '.' | '-' | '_' | '/' | '·' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{ad}'
                | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}'
        )
}

/// All runs of digits, in order.
pub(super) fn runs(text: &str) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut joins = false;
    for block in blocks(text) {
        let extended = runs.last_mut().filter(|_| joins);
        joins = only_separators_until_next(text, block.range.end);
        match extended {
            Some(run) => {
                run.range.end = block.range.end;
                run.digits += block.digits.len();
                run.blocks.push(block);
            }
            None => runs.push(Run {
                range: block.range.clone(),
                digits: block.digits.len(),
                blocks: vec![block],
                reaches_end: false,
            }),
        }
    }
    if let Some(last) = runs.last_mut() {
        let rest = text.get(last.range.end..).unwrap_or_default();
        last.reaches_end = rest.chars().all(is_separator);
    }
    runs
}

fn only_separators_until_next(text: &str, from: usize) -> bool {
    let rest = text.get(from..).unwrap_or_default();
    rest.chars()
        .find(|letter| !is_separator(*letter))
        .is_some_and(|letter| digit(letter).is_some())
}

fn blocks(text: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    for (at, letter) in text.char_indices() {
        let Some(value) = digit(letter) else { continue };
        let end = at + letter.len_utf8();
        match blocks.last_mut().filter(|block| block.range.end == at) {
            Some(block) => {
                block.range.end = end;
                block.digits.push(value);
            }
            None => blocks.push(Block {
                range: at..end,
                digits: vec![value],
            }),
        }
    }
    blocks
}
