//! Cases to practise with (*oefeningen*), and what came of playing one on the real screens.
//!
//! A case is data: what a resident says, and a known good answer with the keys that give it. Nothing of playing one is
//! kept. Knows no screen. Begin reading at [`Case`], then [`judge`].

use serde::Deserialize;

use crate::domain::{Answer, ArticleId, Enquiry, Outcome, Problem, RouteId, SolvedBy, Theme};

/// The most letters of what a resident says, so that it stays in sight above every screen in two lines.
pub const LONGEST_WORDS: usize = 108;

/// One case.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// Stable id.
    pub id: String,
    /// What it is about, in a few words, for the list.
    pub title: String,
    /// What the resident says. No names.
    pub says: String,
    /// What the resident brought, such as a letter.
    pub letter: Option<String>,
    /// A known good answer.
    pub good: Good,
}

/// A known good answer to a case. Where more than one answer is good, the best stands first.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Good {
    /// The routes that fit.
    pub routes: Vec<RouteId>,
    /// The themes that fit.
    pub themes: Vec<Theme>,
    /// How it may end.
    pub outcomes: Vec<Outcome>,
    /// Who solves it.
    pub solved_by: Vec<SolvedBy>,
    /// The cards one of which should be found; empty when none is needed.
    #[serde(default)]
    pub cards: Vec<ArticleId>,
    /// The red-flag card that should be opened, such as `R7`.
    pub urgent: Option<String>,
    /// A quick way from home to the end.
    pub keys: Vec<Keys>,
    /// What makes that way quick, in one or two sentences.
    pub tip: String,
}

/// A part of that way.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Keys {
    /// Letters that are typed.
    Typed(String),
    /// Keys by their names, such as `ctrl+k enter 1`.
    Pressed(String),
}

impl Keys {
    /// How many keys it takes.
    #[must_use]
    pub fn count(&self) -> usize {
        match self {
            Self::Typed(text) => text.chars().count(),
            Self::Pressed(names) => names.split_whitespace().count(),
        }
    }
}

impl Good {
    /// How many keys the quick way takes.
    #[must_use]
    pub fn count(&self) -> usize {
        self.keys.iter().map(Keys::count).sum()
    }
}

/// What was seen while a case was played.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Played {
    /// How many keys were pressed.
    pub keys: usize,
    /// The cards that were opened.
    pub cards: Vec<ArticleId>,
    /// The red-flag cards that were opened, such as `R7`.
    pub urgent: Vec<String>,
}

/// How it compares with the good answer.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each says of one part whether it fits"
)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verdict {
    /// A right card was opened or noted; none when the case needs none.
    pub card: Option<bool>,
    /// The red-flag card was opened; none when the case needs none.
    pub urgent: Option<bool>,
    /// A fitting route was walked.
    pub route: bool,
    /// The theme fits.
    pub theme: bool,
    /// The outcome fits.
    pub outcome: bool,
    /// Who solved it fits.
    pub solved_by: bool,
}

impl Verdict {
    /// Whether everything fits.
    #[must_use]
    pub fn is_good(&self) -> bool {
        let is_found = self.card.unwrap_or(true) && self.urgent.unwrap_or(true);
        is_found && self.route && self.theme && self.outcome && self.solved_by
    }
}

/// Compares what was noted with what is known to be good.
#[must_use]
pub fn judge(case: &Case, played: &Played, noted: &Enquiry) -> Verdict {
    let good = &case.good;
    let is_noted = |card: &ArticleId| {
        let mut answers = noted.answers.values();
        answers.any(|answer| matches!(answer, Answer::Text(text) if text == card.as_str()))
    };
    let is_found = |card: &ArticleId| played.cards.contains(card) || is_noted(card);
    Verdict {
        card: (!good.cards.is_empty()).then(|| good.cards.iter().any(is_found)),
        urgent: good.urgent.as_ref().map(|id| played.urgent.contains(id)),
        route: good.routes.contains(&noted.route),
        theme: good.themes.contains(&noted.theme),
        outcome: good.outcomes.contains(&noted.outcome),
        solved_by: good.solved_by.contains(&noted.solved_by),
    }
}

/// Reads one case.
///
/// # Errors
/// The first thing that is wrong with it, and what to do.
pub fn parse(file: &str, text: &str) -> Result<Case, Problem> {
    let problem = |line: Option<usize>, field: &str, what: String, remedy: &str| Problem {
        file: file.to_owned(),
        line,
        field: field.to_owned(),
        what,
        remedy: remedy.to_owned(),
    };
    let case: Case = toml::from_str(text).map_err(|error| {
        let before = error.span().and_then(|span| text.get(..span.start));
        let line = before.map(|before| before.matches('\n').count() + 1);
        let remedy = "a case has id, title, says and [good] with routes, themes, outcomes, solved_by, keys and tip";
        problem(line, "", error.message().to_owned(), remedy)
    })?;
    let length = case.says.chars().count();
    if length == 0 || length > LONGEST_WORDS {
        let what = format!("what the resident says has {length} letters; 1 to {LONGEST_WORDS} fit");
        return Err(problem(None, "says", what, "say it shorter"));
    }
    let good = &case.good;
    let is_empty = good.routes.is_empty()
        || good.themes.is_empty()
        || good.outcomes.is_empty()
        || good.solved_by.is_empty();
    if is_empty || good.count() == 0 {
        let what = "the good answer is not whole".to_owned();
        let remedy = "give at least one route, theme, outcome, solved_by and key";
        return Err(problem(None, "good", what, remedy));
    }
    Ok(case)
}
