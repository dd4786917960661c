//! Words that may point to a person or to someone's health: a quiet hint, never a refusal.
//!
//! The words are data ([`Lexicon`]), so that a desk adds its own. Begin reading at [`Lexicon::hints`].

use std::{collections::BTreeSet, ops::Range};

use serde::Deserialize;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// The most letters of a word of the lexicon; longer ones are refused.
const LONGEST_WORD: usize = 60;

/// The words that hint.
#[derive(Debug, Clone, Default)]
pub struct Lexicon {
    health: Vec<Pattern>,
    titles: Vec<Pattern>,
    names: BTreeSet<String>,
}

/// A word, or several with spaces between.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Pattern {
    words: Vec<String>,
    /// The last word may go on.
    is_open: bool,
}

/// Something that hints.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hint {
    /// Where it stands.
    pub range: Range<usize>,
    /// What it may be about.
    pub about: About,
}

/// What a word may be about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum About {
    /// Someone's health.
    Health,
    /// Someone's name.
    Name,
}

/// Why a file of words was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LexiconError {
    /// It is no TOML, or has other fields than `gezondheid`, `aanspreking` and `voornamen`.
    #[error("this is not a list of words: {0}")]
    NotAList(String),
    /// A word is empty, too long, or has signs in it.
    #[error(
        "`{0}` is no word: use letters, digits, hyphens and single spaces, and perhaps * at the end"
    )]
    NoWord(String),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    gezondheid: Vec<String>,
    #[serde(default)]
    aanspreking: Vec<String>,
    #[serde(default)]
    voornamen: Vec<String>,
}

/// A word of a text, as it is compared.
struct Word<'a> {
    range: Range<usize>,
    text: &'a str,
    plain: String,
}

impl Lexicon {
    /// Adds the words of a file.
    ///
    /// ```
    /// use balie::privacy::{About, Lexicon};
    /// let mut lexicon = Lexicon::default();
    /// lexicon.add("gezondheid = [\"diabet*\"]\naanspreking = [\"mevrouw\"]").unwrap();
    /// let hints = lexicon.hints("Mevrouw Jansen heeft diabetes.");
    /// assert_eq!(hints[0].about, About::Name);
    /// assert_eq!(hints[1].range, 21..29);
    /// ```
    ///
    /// # Errors
    /// It is no such file; nothing of it is added then.
    pub fn add(&mut self, text: &str) -> Result<(), LexiconError> {
        let file: File = toml::from_str(text)
            .map_err(|error| LexiconError::NotAList(error.message().to_owned()))?;
        let patterns = |words: &[String]| -> Result<Vec<Pattern>, LexiconError> {
            words.iter().map(|word| Pattern::read(word)).collect()
        };
        let (health, titles) = (patterns(&file.gezondheid)?, patterns(&file.aanspreking)?);
        let names = patterns(&file.voornamen)?;
        self.health.extend(health);
        self.titles.extend(titles);
        self.names
            .extend(names.into_iter().map(|name| name.words.join(" ")));
        Ok(())
    }

    /// What hints in a text, in order of place.
    #[must_use]
    pub fn hints(&self, text: &str) -> Vec<Hint> {
        let words = words(text);
        let mut hints: Vec<Hint> = Vec::new();
        for at in 0..words.len() {
            let here = words.get(at..).unwrap_or_default();
            let found = self
                .health
                .iter()
                .find_map(|pattern| Some((pattern.ends(here)?, About::Health)))
                .or_else(|| Some((self.name(here)?, About::Name)));
            let Some((last, about)) = found else { continue };
            let (Some(first), Some(last)) = (here.first(), here.get(last)) else {
                continue;
            };
            let range = first.range.start..last.range.end;
            let is_new = hints
                .last()
                .is_none_or(|before| before.range.end <= range.start);
            if is_new {
                hints.push(Hint { range, about });
            }
        }
        hints
    }

    /// The place of the last word of a name that begins here.
    fn name(&self, words: &[Word<'_>]) -> Option<usize> {
        let title = self.titles.iter().find_map(|title| title.ends(words));
        let is_name = |at: usize| words.get(at).is_some_and(Word::has_capital);
        if let Some(title) = title {
            // "mevrouw de Vries": small words may stand between.
            let small = words
                .iter()
                .skip(title + 1)
                .take(3)
                .take_while(|word| {
                    matches!(
                        word.plain.as_str(),
                        "de" | "den" | "der" | "van" | "ter" | "ten" | "het" | "el" | "al"
                    )
                })
                .count();
            let last = title + 1 + small;
            return is_name(last).then_some(last);
        }
        let first = words.first()?;
        (first.has_capital() && self.names.contains(&first.plain)).then(|| {
            // A family name behind it belongs to it.
            usize::from(is_name(1))
        })
    }
}

impl Pattern {
    fn read(text: &str) -> Result<Self, LexiconError> {
        let (body, is_open) = match text.strip_suffix('*') {
            Some(body) => (body, true),
            None => (text, false),
        };
        let is_letter = |letter: char| letter.is_alphanumeric() || letter == '-' || letter == ' ';
        let words: Vec<String> = body.split(' ').map(plain).collect();
        let is_word = body.chars().count() <= LONGEST_WORD
            && body.chars().all(is_letter)
            && words.iter().all(|word| !word.is_empty());
        if !is_word {
            return Err(LexiconError::NoWord(
                text.chars().take(LONGEST_WORD).collect(),
            ));
        }
        Ok(Self { words, is_open })
    }

    /// The place of its last word when the words begin with it.
    fn ends(&self, words: &[Word<'_>]) -> Option<usize> {
        let last = self.words.len().checked_sub(1)?;
        let fits = |(at, wanted): (usize, &String)| {
            words.get(at).is_some_and(|word| {
                word.plain == *wanted
                    || (at == last && self.is_open && word.plain.starts_with(wanted.as_str()))
            })
        };
        self.words.iter().enumerate().all(fits).then_some(last)
    }
}

impl Word<'_> {
    fn has_capital(&self) -> bool {
        self.text.chars().next().is_some_and(char::is_uppercase)
    }
}

/// The words of a text: letters and digits, with hyphens within.
fn words(text: &str) -> Vec<Word<'_>> {
    let is_inside =
        |letter: char| letter.is_alphanumeric() || letter == '-' || is_combining_mark(letter);
    let mut words = Vec::new();
    let mut end = 0;
    while let Some(start) = text
        .get(end..)
        .and_then(|rest| rest.find(is_inside))
        .map(|ahead| end + ahead)
    {
        let rest = text.get(start..).unwrap_or_default();
        end = rest
            .find(|letter| !is_inside(letter))
            .map_or(text.len(), |length| start + length);
        let word = text.get(start..end).unwrap_or_default();
        words.push(Word {
            range: start..end,
            text: word,
            plain: plain(word),
        });
    }
    words
}

/// Small letters without accents.
fn plain(word: &str) -> String {
    word.to_lowercase()
        .nfd()
        .filter(|letter| !is_combining_mark(*letter))
        .collect()
}
