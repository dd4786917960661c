//! The expression language of a route: `XLSForm`'s, with the coercions of ODK.
//!
//! An [`Expression`] is parsed once, when a route is loaded: unknown functions, wrong numbers of arguments and bad
//! patterns are refused there, by name and with what to write instead. Evaluating cannot fail: where ODK stops the
//! form with an error (a date that is none, a pattern made at run time that is none), the value is blank here, for
//! a conversation must go on. It knows no route and no session; answers come in through [`Facts`].
//!
//! Begin reading at [`Expression::parse`]; `token` cuts the text, `syntax` builds the tree, `value` holds the
//! coercions, `function` the functions, `day` how a day is written.

mod day;
mod function;
mod syntax;
mod token;
mod value;

use std::{collections::BTreeSet, sync::Arc};

use jiff::Zoned;

pub use value::Value;

/// The longest expression that is read, in letters.
pub const LONGEST: usize = 10_000;

/// A parsed expression of `XLSForm`'s language.
#[derive(Debug, Clone)]
pub struct Expression {
    text: Arc<str>,
    root: Arc<syntax::Node>,
}

/// What an expression may ask for while it is evaluated.
pub trait Facts {
    /// The value of a field; a blank text when it has no answer, no rows when it does not apply.
    fn field(&self, name: &str) -> Value;
    /// The value of the field that the expression belongs to: `.`.
    fn this(&self) -> Value;
    /// The value of a column of the choice that a filter looks at.
    fn column(&self, name: &str) -> Value {
        let _ = name;
        Value::blank()
    }
    /// The moment, in the time zone of the place.
    fn now(&self) -> &Zoned;
}

/// Why an expression was refused, and what to write instead.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{what}: {remedy}")]
pub struct ExpressionError {
    /// What is wrong, in one sentence.
    pub what: String,
    /// What to do about it.
    pub remedy: String,
}

impl ExpressionError {
    fn new(what: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self {
            what: what.into(),
            remedy: remedy.into(),
        }
    }
}

impl Expression {
    /// Parses one expression.
    ///
    /// # Errors
    /// The first thing that is not understood or not supported.
    ///
    /// ```
    /// use balie::route::Expression;
    /// assert!(Expression::parse("${thema} = 'geld' and not(selected(${vorm}, 'brief'))").is_ok());
    /// assert!(Expression::parse("pulldata('x')").is_err());
    /// ```
    pub fn parse(text: &str) -> Result<Self, ExpressionError> {
        Self::read(text, syntax::BareNames::Refused)
    }

    /// Parses a choice filter, in which a name without braces is a column of the choice list.
    ///
    /// # Errors
    /// As [`Self::parse`].
    pub fn parse_filter(text: &str) -> Result<Self, ExpressionError> {
        Self::read(text, syntax::BareNames::Columns)
    }

    fn read(text: &str, bare: syntax::BareNames) -> Result<Self, ExpressionError> {
        if text.chars().nth(LONGEST).is_some() {
            return Err(ExpressionError::new(
                format!("the expression is longer than {LONGEST} letters"),
                "split it over calculate fields",
            ));
        }
        let root = syntax::parse(&token::cut(text)?, bare)?;
        Ok(Self {
            text: text.trim().into(),
            root: Arc::new(root),
        })
    }

    /// The expression as it was written.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The fields it refers to with `${name}`.
    #[must_use]
    pub fn references(&self) -> BTreeSet<&str> {
        let mut names = BTreeSet::new();
        self.root.visit(&mut |node| {
            if let syntax::Node::Field(name) = node {
                names.insert(name.as_str());
            }
        });
        names
    }

    /// The columns of the choice list that a filter looks at.
    #[must_use]
    pub fn columns(&self) -> BTreeSet<&str> {
        let mut names = BTreeSet::new();
        self.root.visit(&mut |node| {
            if let syntax::Node::Column(name) = node {
                names.insert(name.as_str());
            }
        });
        names
    }

    /// Whether it looks at the answer of its own field with `.`.
    #[must_use]
    pub fn looks_at_itself(&self) -> bool {
        let mut found = false;
        self.root
            .visit(&mut |node| found |= matches!(node, syntax::Node::This));
        found
    }

    /// The expression that gives nothing.
    pub(super) fn blank() -> Self {
        Self {
            text: "''".into(),
            root: Arc::new(syntax::Node::Text(String::new())),
        }
    }

    /// Whether its value depends on the moment.
    #[must_use]
    pub fn looks_at_clock(&self) -> bool {
        let mut found = false;
        self.root.visit(&mut |node| {
            found |= matches!(node, syntax::Node::Call(call, _) if call.looks_at_clock());
        });
        found
    }

    /// The expression that holds when both hold: how the condition of a group reaches its questions.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self {
            text: format!("({}) and ({})", self.text, other.text).into(),
            root: Arc::new(syntax::Node::both(self.root, other.root)),
        }
    }

    /// The value.
    #[must_use]
    pub fn evaluate(&self, facts: &dyn Facts) -> Value {
        self.root.evaluate(facts)
    }

    /// Whether it holds.
    #[must_use]
    pub fn holds(&self, facts: &dyn Facts) -> bool {
        self.evaluate(facts).is_true()
    }
}
