//! Traces of a person in free text, other than the BSN that is refused outright: found to warn and offer a
//! replacement, never to block.

use std::ops::Range;

use super::{
    bsn,
    digits::{self, Block, Run},
};

/// Something that can point to a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Where it stands.
    pub range: Range<usize>,
    /// What it is.
    pub kind: Kind,
}

/// What was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A BSN: must be replaced.
    Bsn,
    /// Nine digits that are no BSN: perhaps one with a slip.
    NineDigits,
    /// A bank account that passes mod 97.
    Iban,
    /// An e-mail address.
    Email,
    /// A Dutch phone number.
    Phone,
    /// A day long enough ago to be a birthday.
    BirthDate,
    /// A postcode, with or without a house number.
    Address,
}

/// Everything found, in order of place, without overlap; of two that overlap the earlier, then the more serious.
#[must_use]
pub fn findings(text: &str) -> Vec<Finding> {
    let as_kind = |kind| move |range| Finding { range, kind };
    let runs = digits::runs(text);
    let mut all: Vec<Finding> = Vec::new();
    all.extend(bsn::find_bsn(text).into_iter().map(as_kind(Kind::Bsn)));
    all.extend(ibans(text).into_iter().map(as_kind(Kind::Iban)));
    all.extend(emails(text).into_iter().map(as_kind(Kind::Email)));
    all.extend(addresses(text).into_iter().map(as_kind(Kind::Address)));
    for run in &runs {
        all.extend(birth_date(run).map(as_kind(Kind::BirthDate)));
        all.extend(phone(text, run).map(as_kind(Kind::Phone)));
        if run.digits == 9 {
            all.push(Finding {
                range: run.range.clone(),
                kind: Kind::NineDigits,
            });
        }
    }
    for pair in runs.windows(2) {
        if let [day, year] = pair {
            all.extend(written_birth_date(text, day, year).map(as_kind(Kind::BirthDate)));
        }
    }
    all.sort_by_key(|finding| (finding.range.start, finding.kind));
    let mut kept: Vec<Finding> = Vec::new();
    // A BSN is kept whatever it overlaps.
    let blocks: Vec<Range<usize>> = all
        .iter()
        .filter(|finding| finding.kind == Kind::Bsn)
        .map(|finding| finding.range.clone())
        .collect();
    for finding in all {
        let overlaps = |other: &Range<usize>| {
            other.start < finding.range.end && finding.range.start < other.end
        };
        let is_free = finding.kind == Kind::Bsn
            || !(blocks.iter().any(overlaps) || kept.iter().any(|kept| overlaps(&kept.range)));
        if is_free {
            kept.push(finding);
        }
    }
    kept
}

/// Ten digits that begin with 0, or eleven and more after +31 or 0031.
fn phone(text: &str, run: &Run) -> Option<Range<usize>> {
    let digits: Vec<u8> = run
        .blocks
        .iter()
        .flat_map(|block| block.digits.clone())
        .collect();
    let before = text.get(..run.range.start).unwrap_or_default();
    let has_plus = before.ends_with('+') || before.ends_with("(+");
    let is_phone = match digits.as_slice() {
        [0, 0, 3, 1, rest @ ..] => (9..=10).contains(&rest.len()),
        [3, 1, rest @ ..] if has_plus => (9..=10).contains(&rest.len()),
        [0, second, ..] => digits.len() == 10 && *second != 0,
        _ => false,
    };
    let start = run.range.start - usize::from(has_plus);
    let is_tail = before.ends_with(char::is_alphanumeric);
    (is_phone && !is_tail).then_some(start..run.range.end)
}

/// The months as they are written, and the beginnings by which they are abbreviated.
const MONTHS: [&str; 13] = [
    "jan", "feb", "mrt", "maa", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec",
];

fn number(digits: &[u8]) -> u32 {
    digits
        .iter()
        .fold(0, |sum, digit| sum * 10 + u32::from(*digit))
}

/// Day, month and a year from 1900 to 2015 with separators between, in that order or the other way round.
fn birth_date(run: &Run) -> Option<Range<usize>> {
    let [first, month, last] = run.blocks.as_slice() else {
        return None;
    };
    let (day, year) = if first.digits.len() == 4 {
        (last, first)
    } else {
        (first, last)
    };
    let is_birthday = day.digits.len() <= 2
        && month.digits.len() <= 2
        && (1..=31).contains(&number(&day.digits))
        && (1..=12).contains(&number(&month.digits))
        && is_birth_year(year);
    is_birthday.then(|| run.range.clone())
}

fn is_birth_year(block: &Block) -> bool {
    block.digits.len() == 4 && (1900..=2015).contains(&number(&block.digits))
}

/// `12 maart 1950`: a day, the name of a month, a year.
fn written_birth_date(text: &str, day: &Run, year: &Run) -> Option<Range<usize>> {
    let (day, year) = (day.blocks.last()?, year.blocks.first()?);
    let between = text.get(day.range.end..year.range.start)?.trim();
    let month = between.trim_end_matches('.').to_lowercase();
    let is_month = month.chars().count() <= 9
        && month.chars().all(char::is_alphabetic)
        && MONTHS.iter().any(|start| month.starts_with(start));
    let is_birthday = is_month
        && (1..=31).contains(&number(&day.digits))
        && day.digits.len() <= 2
        && is_birth_year(year);
    is_birthday.then_some(day.range.start..year.range.end)
}

/// Whether a letter may stand inside an address of an e-mail.
fn is_mail_letter(letter: char) -> bool {
    letter.is_alphanumeric() || matches!(letter, '.' | '_' | '-' | '+' | '%')
}

fn emails(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices('@') {
        let before = text.get(..at).unwrap_or_default();
        let after = text.get(at + 1..).unwrap_or_default();
        let name: usize = before
            .chars()
            .rev()
            .take_while(|letter| is_mail_letter(*letter))
            .map(char::len_utf8)
            .sum();
        let host: usize = after
            .chars()
            .take_while(|letter| is_mail_letter(*letter))
            .map(char::len_utf8)
            .sum();
        let host_text = after.get(..host).unwrap_or_default().trim_end_matches('.');
        if name > 0 && host_text.contains('.') && !host_text.starts_with('.') {
            found.push(at - name..at + 1 + host_text.len());
        }
    }
    found
}

/// Letters and digits with spaces between that pass the test of ISO 13616.
fn ibans(text: &str) -> Vec<Range<usize>> {
    let letters: Vec<(usize, char)> = text.char_indices().collect();
    let mut found: Vec<Range<usize>> = Vec::new();
    for (index, (start, letter)) in letters.iter().enumerate() {
        let is_inside = found.last().is_some_and(|last| *start < last.end);
        let follows_letter = index > 0
            && letters
                .get(index - 1)
                .is_some_and(|(_, before)| before.is_alphanumeric());
        if is_inside || follows_letter || !letter.is_ascii_alphabetic() {
            continue;
        }
        let rest = letters.get(index..).unwrap_or_default();
        found.extend(iban(rest));
    }
    found
}

/// The longest account number that begins with the first of `letters`.
fn iban(letters: &[(usize, char)]) -> Option<Range<usize>> {
    let start = letters.first()?.0;
    let mut code = String::new();
    let mut best = None;
    for (at, letter) in letters {
        if letter.is_ascii_alphanumeric() {
            code.push(letter.to_ascii_uppercase());
        } else if !matches!(letter, ' ' | '.' | '-' | '\u{a0}') {
            break;
        } else {
            continue;
        }
        if code.len() > 34 || !has_iban_shape(&code) {
            break;
        }
        if code.len() >= 15 && is_iban(&code) {
            best = Some(start..at + 1);
        }
    }
    best
}

/// Two letters, then two digits, as far as the code goes.
fn has_iban_shape(code: &str) -> bool {
    code.bytes().take(4).enumerate().all(|(at, byte)| {
        if at < 2 {
            byte.is_ascii_alphabetic()
        } else {
            byte.is_ascii_digit()
        }
    })
}

fn is_iban(code: &str) -> bool {
    let (head, tail) = code.split_at_checked(4).unwrap_or((code, ""));
    let mut rest = 0_u32;
    for letter in tail.chars().chain(head.chars()) {
        let Some(value) = letter.to_digit(36) else {
            return false;
        };
        let shifted = if value > 9 { rest * 100 } else { rest * 10 };
        rest = (shifted + value) % 97;
    }
    rest == 1
}

/// Dutch words of two letters, which are no end of a postcode.
const SHORT_WORDS: [&str; 26] = [
    "af", "al", "an", "bv", "de", "er", "en", "eu", "ga", "ik", "in", "is", "ja", "je", "km", "me",
    "na", "nu", "of", "om", "op", "te", "uw", "we", "ze", "zo",
];

/// `1811 AB 12`: a postcode; a house number after it belongs to it.
fn addresses(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for run in digits::runs(text) {
        for block in &run.blocks {
            found.extend(address(text, block));
        }
    }
    found
}

fn address(text: &str, block: &Block) -> Option<Range<usize>> {
    if block.digits.len() != 4 || block.digits.first() == Some(&0) {
        return None;
    }
    let after = text.get(block.range.end..)?;
    let letters = after.trim_start_matches(' ');
    let pair: String = letters.chars().take(2).collect();
    let is_pair = pair.len() == 2 && pair.chars().all(|letter| letter.is_ascii_uppercase());
    // In small letters it counts with a house number, unless it is a word: "in 2026 en 12 keer".
    let is_small_pair = pair.len() == 2
        && pair.chars().all(|letter| letter.is_ascii_lowercase())
        && !SHORT_WORDS.contains(&pair.as_str());
    let follows_word = text
        .get(..block.range.start)?
        .ends_with(|letter: char| letter.is_alphanumeric());
    let rest = letters
        .get(2..)
        .filter(|_| (is_pair || is_small_pair) && !follows_word)?;
    if rest.starts_with(|letter: char| letter.is_alphabetic()) {
        return None;
    }
    let number = rest.trim_start_matches([' ', ',']);
    let digits: usize = number
        .chars()
        .take_while(char::is_ascii_digit)
        .map(char::len_utf8)
        .sum();
    let end = if digits > 0 {
        text.len() - number.len() + digits
    } else if is_small_pair {
        return None;
    } else {
        text.len() - rest.len()
    };
    Some(block.range.start..end)
}
