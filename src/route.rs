//! Routes as authored data: types, parsing, the expression language, checking.
//!
//! A route is a TOML file in XLSForm's vocabulary. Parsed once into types that cannot be wrong; the conversation
//! never re-checks. Begin reading at [`Route`].

use std::collections::BTreeMap;

use crate::domain::{Answer, FieldName, Problem, RouteId, Tempo};

/// An authored conversation: which questions, in which order, when.
#[derive(Debug, Clone)]
pub struct Route {
    /// Its name in files, such as `snel`.
    pub id: RouteId,
    /// Its name on the screen.
    pub title: String,
    /// What it is for, in one line.
    pub aim: String,
    /// How deep a walk through it goes.
    pub tempo: Tempo,
    /// The questions in order.
    pub fields: Vec<Field>,
    /// The choice lists it uses, its own and the shared ones.
    pub lists: BTreeMap<String, Vec<Choice>>,
}

/// One question.
#[derive(Debug, Clone)]
pub struct Field {
    /// Stable name; the key of its answer.
    pub name: FieldName,
    /// What sort of answer it takes.
    pub kind: FieldKind,
    /// The question.
    pub label: String,
    /// One line under the question.
    pub hint: Option<String>,
    /// A tip for the volunteer.
    pub guidance_hint: Option<String>,
    /// Must be answered before moving on.
    pub required: bool,
    /// Applies only when this holds.
    pub relevant: Option<Expression>,
    /// An answer must satisfy this.
    pub constraint: Option<Expression>,
    /// What to say when it does not.
    pub constraint_message: Option<String>,
    /// What Enter gives when nothing was chosen.
    pub default: Option<Answer>,
    /// How to show it: `kaart` on a text field offers the cards of the knowledge base.
    pub appearance: Option<String>,
}

/// What sort of answer a field takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FieldKind {
    /// One choice of the named list.
    SelectOne(String),
    /// Any number of choices of the named list.
    SelectMultiple(String),
    /// Words.
    Text,
    /// A whole number.
    Integer,
    /// A number with decimals.
    Decimal,
    /// A day.
    Date,
    /// A time of day.
    Time,
    /// Read only.
    Note,
}

/// One choice of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// Stable code.
    pub name: String,
    /// What stands on the screen.
    pub label: String,
}

/// A parsed expression of XLSForm's language.
#[derive(Debug, Clone)]
pub struct Expression;

/// Reads the file with the choice lists that routes share (`keuzes.toml`).
///
/// # Errors
/// Every problem of the file at once.
pub fn parse_lists(file: &str, text: &str) -> Result<BTreeMap<String, Vec<Choice>>, Vec<Problem>> {
    let _ = (file, text);
    Ok(BTreeMap::new())
}

/// Reads one route; `shared` holds the lists a route may use without writing them again.
///
/// # Errors
/// Every problem of the file at once, each with line, field and remedy.
pub fn parse(
    file: &str,
    text: &str,
    shared: &BTreeMap<String, Vec<Choice>>,
) -> Result<Route, Vec<Problem>> {
    let _ = (file, text, shared);
    Err(Vec::new())
}
