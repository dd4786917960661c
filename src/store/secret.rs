//! The secrets that people keep: words for the team and the coordinator, a code on paper.
//!
//! Made by the program, never chosen: the weakest self-chosen word would open all. Knows nothing of key
//! slots or files. Begin reading at [`generate_secrets`].

use sha2::{Digest, Sha256};
use zeroize::{Zeroize, ZeroizeOnDrop};

use super::{StoreError, seal};

/// 2,048 plain Dutch words, one a line: eleven bits a word. Written for Balie, spelling checked against the
/// list of OpenTaal; 4 to 8 letters, and no two differ by one letter.
const WORDS: &str = include_str!("../../assets/words/geheim.txt");
/// How many words the list holds; a power of two, so that every word is drawn equally often.
const WORD_COUNT: usize = 2048;
const DESK_WORDS: usize = 4;
const COORDINATOR_WORDS: usize = 5;

/// Crockford's base 32: no I, L, O or U.
const DIGITS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// 128 bits in 26 characters and a check of two: seven groups of four.
const CODE_CHARACTERS: usize = 28;
const CODE_GROUP: usize = 4;

/// Four or five words, or a recovery code; wiped from memory when dropped, never printed.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct Secret(String);

impl Secret {
    /// Takes what a person typed: words apart by any white space or hyphens, upper or lower case.
    ///
    /// A text that is a whole recovery code, check included, is read as one: `O` counts as zero, `I` and
    /// `L` as one, and the groups may be apart in any way.
    #[must_use]
    pub fn new(text: &str) -> Self {
        if let Some(code) = recovery_code(text) {
            return Self(code);
        }
        let words = text
            .split(|letter: char| letter.is_whitespace() || letter == '-')
            .filter(|word| !word.is_empty());
        let mut plain = String::with_capacity(text.len());
        for word in words {
            if !plain.is_empty() {
                plain.push(' ');
            }
            plain.extend(word.chars().flat_map(char::to_lowercase));
        }
        Self(plain)
    }

    /// The secret as a person must write it down: shown once at set-up, and nowhere else.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// How many words it has; a recovery code counts as one.
    #[must_use]
    pub fn word_count(&self) -> usize {
        self.0.split(' ').filter(|word| !word.is_empty()).count()
    }

    pub(crate) fn as_bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret")
    }
}

/// The three secrets of a store (product: `dienst`, `coordinator`, `herstel`).
#[derive(Debug, Clone)]
pub struct Secrets {
    /// Shared by the team: opens today.
    pub desk: Secret,
    /// The coordinator's: opens all.
    pub coordinator: Secret,
    /// On paper: opens all when the others are lost.
    pub recovery: Secret,
}

/// Draws three fresh secrets: four words, five words, and a code of 128 bits.
///
/// # Errors
/// [`StoreError::NoRandomness`].
pub fn generate_secrets() -> Result<Secrets, StoreError> {
    Ok(Secrets {
        desk: generate_desk_secret()?,
        coordinator: draw_words(COORDINATOR_WORDS)?,
        recovery: draw_code()?,
    })
}

/// Draws four fresh words for the team, for when someone leaves.
///
/// # Errors
/// [`StoreError::NoRandomness`].
pub fn generate_desk_secret() -> Result<Secret, StoreError> {
    draw_words(DESK_WORDS)
}

fn draw_words(count: usize) -> Result<Secret, StoreError> {
    let mut secret = Secret(String::with_capacity(count * 9));
    for position in 0..count {
        let drawn = usize::from(u16::from_le_bytes(seal::random()?)) % WORD_COUNT;
        if position > 0 {
            secret.0.push(' ');
        }
        secret.0.extend(WORDS.lines().nth(drawn));
    }
    Ok(secret)
}

fn draw_code() -> Result<Secret, StoreError> {
    Ok(Secret(write_code(u128::from_le_bytes(seal::random()?))))
}

fn write_code(value: u128) -> String {
    let head = (0..26).rev().map(|place| value >> (5 * place));
    let tail = [check(value) >> 5, check(value)];
    let mut code = String::with_capacity(CODE_CHARACTERS + 6);
    for (count, five) in head.chain(tail.map(u128::from)).enumerate() {
        if count > 0 && count % CODE_GROUP == 0 {
            code.push('-');
        }
        let digit = usize::try_from(five & 31).unwrap_or_default();
        code.extend(DIGITS.get(digit).map(|digit| char::from(*digit)));
    }
    code
}

/// The code in its one written form, if the text is a whole code whose check is right.
fn recovery_code(text: &str) -> Option<String> {
    let mut digits = text
        .chars()
        .filter(|letter| !letter.is_whitespace() && *letter != '-')
        .map(digit_value);
    let mut value = 0_u128;
    for place in 0..26 {
        let digit = digits.next()??;
        // 26 digits carry 130 bits: the first one holds three.
        if place == 0 && digit > 7 {
            return None;
        }
        value = value << 5 | u128::from(digit);
    }
    let check_found = digits.next()?? << 5 | digits.next()??;
    (digits.next().is_none() && check_found == check(value)).then(|| write_code(value))
}

fn digit_value(letter: char) -> Option<u16> {
    let letter = match letter.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    let place = DIGITS
        .iter()
        .position(|digit| char::from(*digit) == letter)?;
    u16::try_from(place).ok()
}

/// Ten bits of the hash of the code: a slip of the pen goes unseen once in 1,024 times.
fn check(value: u128) -> u16 {
    let hash = Sha256::digest(value.to_le_bytes());
    let first = hash.first_chunk().copied().unwrap_or_default();
    u16::from_le_bytes(first) & 0x3ff
}
