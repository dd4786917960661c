//! Words of a question that name other fields: `Komt ${wie} mee?`.
//!
//! It cuts the words into pieces when a route is loaded and puts them together again when the question is asked. What is
//! put in came from a person: it can never steer the screen.

use std::{collections::BTreeSet, sync::Arc};

use super::ExpressionError;

/// The most letters of a value that are put in; the rest becomes `…`.
const LONGEST_VALUE: usize = 120;

/// The words of one question that name other fields; a sentence that names none is absent.
#[derive(Debug, Clone, Default)]
pub struct Wording {
    /// The question.
    pub label: Option<Sentence>,
    /// One line under it.
    pub hint: Option<Sentence>,
    /// The tip for the volunteer.
    pub guidance_hint: Option<Sentence>,
    /// What to say when an answer is needed.
    pub required_message: Option<Sentence>,
    /// What to say when an answer does not fit.
    pub constraint_message: Option<Sentence>,
}

/// Words with the names of fields between.
#[derive(Debug, Clone)]
pub struct Sentence(Vec<Piece>);

#[derive(Debug, Clone)]
enum Piece {
    Words(String),
    Field(String),
}

impl Wording {
    /// Itself; none when no sentence names a field.
    pub(super) fn or_none(self) -> Option<Arc<Self>> {
        let is_some = self.sentences().next().is_some();
        is_some.then(|| Arc::new(self))
    }

    /// Its sentences with the columns they stand in.
    pub(super) fn sentences(&self) -> impl Iterator<Item = (&'static str, &Sentence)> {
        [
            ("label", &self.label),
            ("hint", &self.hint),
            ("guidance_hint", &self.guidance_hint),
            ("required_message", &self.required_message),
            ("constraint_message", &self.constraint_message),
        ]
        .into_iter()
        .filter_map(|(column, sentence)| Some((column, sentence.as_ref()?)))
    }
}

impl Sentence {
    /// Cuts a text into pieces; none when it names no field.
    pub(super) fn parse(text: &str) -> Result<Option<Self>, ExpressionError> {
        let mut pieces = Vec::new();
        let mut rest = text;
        while let Some((words, after)) = rest.split_once("${") {
            let Some((name, after)) = after.split_once('}') else {
                return Err(ExpressionError {
                    what: "`${` in the text has no closing brace".to_owned(),
                    remedy: "write ${name}, with the name of a field".to_owned(),
                });
            };
            pieces.push(Piece::Words(words.to_owned()));
            pieces.push(Piece::Field(name.trim().to_owned()));
            rest = after;
        }
        if pieces.is_empty() {
            return Ok(None);
        }
        pieces.push(Piece::Words(rest.to_owned()));
        Ok(Some(Self(pieces)))
    }

    /// The fields it names.
    pub(super) fn references(&self) -> BTreeSet<&str> {
        self.0
            .iter()
            .filter_map(|piece| match piece {
                Piece::Field(name) => Some(name.as_str()),
                Piece::Words(_) => None,
            })
            .collect()
    }

    /// The sentence with a value for each field, as `say` tells it.
    #[must_use]
    pub fn fill(&self, say: &dyn Fn(&str) -> String) -> String {
        self.0
            .iter()
            .map(|piece| match piece {
                Piece::Words(words) => words.clone(),
                Piece::Field(name) => tame(&say(name)),
            })
            .collect()
    }
}

/// Whether a letter steers a terminal or turns the direction of writing.
pub(super) fn steers(letter: char) -> bool {
    letter.is_control() || matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// A value that can be shown anywhere: one line, not too long.
fn tame(value: &str) -> String {
    let mut letters = value
        .chars()
        .map(|letter| if steers(letter) { ' ' } else { letter });
    let mut shown: String = letters.by_ref().take(LONGEST_VALUE).collect();
    if letters.next().is_some() {
        shown.push('…');
    }
    shown
}
