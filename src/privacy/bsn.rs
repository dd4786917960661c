//! The BSN: nine digits that pass the eleven test.
//!
//! Weights 9 8 7 6 5 4 3 2 and -1; the sum is a multiple of 11, and not all digits are zero. About one in eleven
//! arbitrary nine-digit numbers passes too: a case number that does is also refused, on purpose.
//!
//! - Separators between the digits do not hide one: `123 456 782`, `1234.56.782`.
//! - Eight digits near a telling word (bsn, sofi, burgerservice) count with a leading zero.
//! - An unbroken block of ten or more digits holds none, nor does what follows `+31` or `0031`: a phone number.

use std::ops::Range;

use super::{
    REMOVED,
    digits::{self, Block, Run},
};

/// Words that tell that a number is a BSN.
const TELLING: [&str; 3] = ["bsn", "sofi", "burgerservice"];

/// How many letters before or after a number a telling word counts.
const NEAR: usize = 40;

/// Where each BSN stands, in order, without overlap.
///
/// ```
/// use balie::privacy::find_bsn;
/// assert_eq!(find_bsn("bsn 123456782."), [4..13]);
/// assert!(find_bsn("zaak 123456789").is_empty());
/// ```
#[must_use]
pub fn find_bsn(text: &str) -> Vec<Range<usize>> {
    digits::runs(text)
        .iter()
        .flat_map(|run| in_run(text, run))
        .collect()
}

/// The text with each BSN replaced by [`REMOVED`].
///
/// ```
/// use balie::privacy::without_bsn;
/// assert_eq!(without_bsn("bsn 123 456 782!"), "bsn [nummer weggehaald]!");
/// ```
#[must_use]
pub fn without_bsn(text: &str) -> String {
    let mut text = text.to_owned();
    // Taking one away can bring a telling word nearer to another number, so look again until nothing is left. Each
    // round takes digits away, so it ends.
    loop {
        let found = find_bsn(&text);
        if found.is_empty() {
            return text;
        }
        for range in found.into_iter().rev() {
            text.replace_range(range, REMOVED);
        }
    }
}

fn in_run(text: &str, run: &Run) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut first = 0;
    while first < run.blocks.len() {
        let from = run.blocks.get(first..).unwrap_or_default();
        match starting(text, from) {
            Some((range, blocks)) => {
                found.push(range);
                first += blocks;
            }
            None => first += 1,
        }
    }
    found
}

/// A BSN that begins with the first of `blocks`, and how many blocks it takes.
fn starting(text: &str, blocks: &[Block]) -> Option<(Range<usize>, usize)> {
    let start = blocks.first()?.range.start;
    if follows_country_code(text, start) {
        return None;
    }
    let mut digits = Vec::new();
    for (taken, block) in blocks.iter().enumerate() {
        digits.extend(&block.digits);
        let range = start..block.range.end;
        let is_bsn = match digits.len() {
            8 => passes(std::iter::once(0).chain(digits.iter().copied())) && is_told(text, &range),
            9 => passes(digits.iter().copied()),
            10.. => return None,
            _ => false,
        };
        if is_bsn {
            return Some((range, taken + 1));
        }
    }
    None
}

/// The eleven test.
fn passes(digits: impl Iterator<Item = u8>) -> bool {
    let weights = [9, 8, 7, 6, 5, 4, 3, 2, -1];
    let (mut sum, mut any) = (0_i32, false);
    for (digit, weight) in digits.zip(weights) {
        sum += i32::from(digit) * weight;
        any |= digit > 0;
    }
    any && sum % 11 == 0
}

/// Whether what stands before is `+31` or `0031`, perhaps with `(0)`, or a bare plus.
fn follows_country_code(text: &str, start: usize) -> bool {
    let before: String = text
        .get(..start)
        .unwrap_or_default()
        .chars()
        .rev()
        .filter(|letter| !digits::is_separator(*letter))
        .take(8)
        .collect();
    let before = before.strip_prefix(")0(").unwrap_or(&before);
    let before = before.trim_start_matches([')', '(']);
    before.starts_with('+') || before.starts_with("13+") || before.starts_with("1300")
}

fn is_told(text: &str, range: &Range<usize>) -> bool {
    let before = text.get(..range.start).unwrap_or_default();
    let after = text.get(range.end..).unwrap_or_default();
    let before: String = before.chars().rev().take(NEAR).collect();
    let before: String = before.chars().rev().collect();
    let after: String = after.chars().take(NEAR).collect();
    [before, after].iter().any(|near| {
        let near = near.to_lowercase();
        TELLING.iter().any(|word| near.contains(word))
    })
}
