//! Builds the tree of an expression from its tokens, and evaluates it.
//!
//! Precedence, loosest first, as `XPath` 1.0: `or`, `and`, `= !=`, `< <= > >=`, `+ -`, `* div mod`, unary minus.
//! Operators of one level bind to the left. Nesting is bounded, so that no input can exhaust the stack.

use std::sync::Arc;

use super::{
    ExpressionError, Facts, Value,
    function::{self, Function},
    token::{Operator, Token},
};

/// How deep parentheses, calls and minus signs may nest.
const DEEPEST: usize = 64;

/// How many fields, numbers, texts and calls one expression may hold; a chain such as `a + b + c` nests too.
const MOST_OPERANDS: usize = 1_000;

/// One node of the tree.
#[derive(Debug, Clone)]
pub(super) enum Node {
    Number(f64),
    Text(String),
    Field(String),
    This,
    /// A column of the choice list, in a choice filter.
    Column(String),
    Binary(Operator, Box<Node>, Box<Node>),
    /// The condition of a group and that of what stands in it; the first is shared by all of the group.
    Both(Arc<Node>, Arc<Node>),
    Negative(Box<Node>),
    Call(Function, Vec<Node>),
}

/// Builds the tree.
pub(super) fn parse(tokens: &[Token], bare: BareNames) -> Result<Node, ExpressionError> {
    if tokens.is_empty() {
        return Err(ExpressionError::new(
            "the expression is empty",
            "write a condition, or leave the column out",
        ));
    }
    let mut reader = Reader {
        rest: tokens,
        bare,
        operands: 0,
    };
    let root = reader.level(0, 0)?;
    match reader.rest.first() {
        None => Ok(root),
        Some(token) => Err(ExpressionError::new(
            format!(
                "{} stands where an operator or the end was expected",
                show(token)
            ),
            "join two conditions with `and` or `or`, and check the parentheses",
        )),
    }
}

/// The operators, loosest level first.
const LEVELS: [&[Operator]; 6] = [
    &[Operator::Or],
    &[Operator::And],
    &[Operator::Equal, Operator::NotEqual],
    &[
        Operator::Less,
        Operator::LessOrEqual,
        Operator::Greater,
        Operator::GreaterOrEqual,
    ],
    &[Operator::Plus, Operator::Minus],
    &[Operator::Times, Operator::Divide, Operator::Modulo],
];

/// What a name without braces means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum BareNames {
    /// Nothing: it is refused.
    Refused,
    /// A column of the choice list.
    Columns,
}

struct Reader<'a> {
    rest: &'a [Token],
    bare: BareNames,
    operands: usize,
}

impl<'a> Reader<'a> {
    fn take(&mut self) -> Option<&'a Token> {
        let (first, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(first)
    }

    fn take_if(&mut self, wanted: &Token) -> bool {
        let found = self.rest.first() == Some(wanted);
        if found {
            self.take();
        }
        found
    }

    fn level(&mut self, level: usize, depth: usize) -> Result<Node, ExpressionError> {
        let Some(operators) = LEVELS.get(level) else {
            return self.unary(depth);
        };
        let mut left = self.level(level + 1, depth)?;
        while let Some(Token::Operator(operator)) = self.rest.first() {
            if !operators.contains(operator) {
                break;
            }
            self.take();
            let right = Box::new(self.level(level + 1, depth)?);
            left = Node::Binary(*operator, Box::new(left), right);
        }
        Ok(left)
    }

    fn unary(&mut self, depth: usize) -> Result<Node, ExpressionError> {
        self.operands += 1;
        if depth > DEEPEST || self.operands > MOST_OPERANDS {
            return Err(too_deep());
        }
        if self.take_if(&Token::Operator(Operator::Minus)) {
            return Ok(Node::Negative(Box::new(self.unary(depth + 1)?)));
        }
        match self.take() {
            Some(Token::Number(number)) => Ok(Node::Number(*number)),
            Some(Token::Text(text)) => Ok(Node::Text(text.clone())),
            Some(Token::Field(name)) => Ok(Node::Field(name.clone())),
            Some(Token::This) => Ok(Node::This),
            Some(Token::Open) => {
                let inside = self.level(0, depth + 1)?;
                self.close()?;
                Ok(inside)
            }
            Some(Token::Name(name)) if self.take_if(&Token::Open) => self.call(name, depth + 1),
            Some(Token::Name(name)) if self.bare == BareNames::Columns => {
                Ok(Node::Column(name.clone()))
            }
            Some(Token::Name(name)) => Err(ExpressionError::new(
                format!("`{name}` is neither a field nor a text"),
                format!("write ${{{name}}} for a field, '{name}' for a text"),
            )),
            Some(token) => Err(ExpressionError::new(
                format!("{} stands where a value was expected", show(token)),
                "write a field, a number, a text or a function there",
            )),
            None => Err(ExpressionError::new(
                "the expression ends too early",
                "write what is compared, or remove the last operator",
            )),
        }
    }

    fn call(&mut self, name: &str, depth: usize) -> Result<Node, ExpressionError> {
        let mut arguments = Vec::new();
        if !self.take_if(&Token::Close) {
            loop {
                arguments.push(self.level(0, depth)?);
                if !self.take_if(&Token::Comma) {
                    break;
                }
            }
            self.close()?;
        }
        let function = function::named(name, &arguments)?;
        Ok(Node::Call(function, arguments))
    }

    fn close(&mut self) -> Result<(), ExpressionError> {
        if self.take_if(&Token::Close) {
            return Ok(());
        }
        Err(ExpressionError::new(
            match self.rest.first() {
                Some(token) => format!(
                    "{} stands where `)` or an operator was expected",
                    show(token)
                ),
                None => "a parenthesis is not closed".to_owned(),
            },
            "add `)`",
        ))
    }
}

fn too_deep() -> ExpressionError {
    ExpressionError::new(
        "the expression is too large or nests too deep",
        "split it over calculate fields",
    )
}

fn show(token: &Token) -> String {
    match token {
        Token::Number(number) => format!("`{number}`"),
        Token::Text(text) => format!("'{text}'"),
        Token::Field(name) => format!("`${{{name}}}`"),
        Token::This => "`.`".to_owned(),
        Token::Name(name) => format!("`{name}`"),
        Token::Open => "`(`".to_owned(),
        Token::Close => "`)`".to_owned(),
        Token::Comma => "`,`".to_owned(),
        Token::Operator(operator) => format!("`{}`", sign(*operator)),
    }
}

fn sign(operator: Operator) -> &'static str {
    match operator {
        Operator::Or => "or",
        Operator::And => "and",
        Operator::Equal => "=",
        Operator::NotEqual => "!=",
        Operator::Less => "<",
        Operator::LessOrEqual => "<=",
        Operator::Greater => ">",
        Operator::GreaterOrEqual => ">=",
        Operator::Plus => "+",
        Operator::Minus => "-",
        Operator::Times => "*",
        Operator::Divide => "div",
        Operator::Modulo => "mod",
    }
}

impl Node {
    /// Both hold.
    pub(super) fn both(left: Arc<Self>, right: Arc<Self>) -> Self {
        Self::Both(left, right)
    }

    /// Shows every node of the tree to `seen`.
    pub(super) fn visit<'a>(&'a self, seen: &mut dyn FnMut(&'a Self)) {
        seen(self);
        match self {
            Self::Number(_) | Self::Text(_) | Self::Field(_) | Self::This | Self::Column(_) => {}
            Self::Binary(_, left, right) => {
                left.visit(seen);
                right.visit(seen);
            }
            Self::Both(left, right) => {
                left.visit(seen);
                right.visit(seen);
            }
            Self::Negative(inside) => inside.visit(seen),
            Self::Call(_, arguments) => {
                for argument in arguments {
                    argument.visit(seen);
                }
            }
        }
    }

    /// The value of this node. `and`, `or`, `if` and `coalesce` look no further than they need.
    pub(super) fn evaluate(&self, facts: &dyn Facts) -> Value {
        match self {
            Self::Number(number) => Value::Number(*number),
            Self::Text(text) => Value::Text(text.clone()),
            Self::Field(name) => facts.field(name),
            Self::This => facts.this(),
            Self::Column(name) => facts.column(name),
            Self::Binary(operator, left, right) => binary(*operator, left, right, facts),
            Self::Both(left, right) => {
                Value::Boolean(left.evaluate(facts).is_true() && right.evaluate(facts).is_true())
            }
            Self::Negative(inside) => Value::Number(-inside.evaluate(facts).number()),
            Self::Call(function, arguments) => function.call(arguments, facts),
        }
    }
}

/// `or` and `and` evaluate their right side only when it matters.
fn binary(operator: Operator, left: &Node, right: &Node, facts: &dyn Facts) -> Value {
    let left = left.evaluate(facts);
    let right = || right.evaluate(facts);
    match operator {
        Operator::Or => Value::Boolean(left.is_true() || right().is_true()),
        Operator::And => Value::Boolean(left.is_true() && right().is_true()),
        Operator::Equal => Value::Boolean(left.equals(&right())),
        Operator::NotEqual => Value::Boolean(!left.equals(&right())),
        Operator::Less => Value::Boolean(left.number() < right().number()),
        Operator::LessOrEqual => Value::Boolean(left.number() <= right().number()),
        Operator::Greater => Value::Boolean(left.number() > right().number()),
        Operator::GreaterOrEqual => Value::Boolean(left.number() >= right().number()),
        Operator::Plus => Value::Number(left.number() + right().number()),
        Operator::Minus => Value::Number(left.number() - right().number()),
        Operator::Times => Value::Number(left.number() * right().number()),
        Operator::Divide => Value::Number(left.number() / right().number()),
        Operator::Modulo => Value::Number(left.number() % right().number()),
    }
}
