//! Cuts the text of an expression into tokens. Knows letters, no grammar.
//!
//! `XPath`'s one ambiguity is settled here: `and or div mod` are operators only after an operand, and a hyphen right
//! after a letter belongs to the name (`count-selected`), so subtraction needs a space (`a - b`).

use super::ExpressionError;

/// One piece of an expression.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Token {
    Number(f64),
    Text(String),
    /// `${name}`.
    Field(String),
    /// `.`.
    This,
    /// A bare name: a function when a parenthesis follows.
    Name(String),
    Open,
    Close,
    Comma,
    Operator(Operator),
}

/// What stands between two operands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Operator {
    Or,
    And,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Plus,
    Minus,
    Times,
    Divide,
    Modulo,
}

/// Cuts `text` into tokens.
pub(super) fn cut(text: &str) -> Result<Vec<Token>, ExpressionError> {
    let mut tokens = Vec::new();
    let mut letters = Letters(text.chars().collect(), 0);
    while let Some(letter) = letters.peek(0) {
        if letter.is_whitespace() {
            letters.skip(1);
            continue;
        }
        tokens.push(one(letter, &mut letters, tokens.last())?);
    }
    Ok(tokens)
}

/// The letters of the text and how many have been read.
struct Letters(Vec<char>, usize);

impl Letters {
    fn peek(&self, ahead: usize) -> Option<char> {
        self.0.get(self.1 + ahead).copied()
    }

    fn skip(&mut self, count: usize) {
        self.1 += count;
    }

    fn take_while(&mut self, wanted: impl Fn(char) -> bool) -> String {
        let mut taken = String::new();
        while let Some(letter) = self.peek(0).filter(|&letter| wanted(letter)) {
            taken.push(letter);
            self.skip(1);
        }
        taken
    }
}

fn one(
    letter: char,
    letters: &mut Letters,
    before: Option<&Token>,
) -> Result<Token, ExpressionError> {
    let next = letters.peek(1);
    let (token, length) = match (letter, next) {
        ('\'' | '"', _) => return quoted(letter, letters),
        ('$', Some('{')) => return field(letters),
        ('0'..='9', _) | ('.', Some('0'..='9')) => return number(letters),
        ('.', Some('.')) => {
            return Err(refused(
                "`..`",
                "name the field: ${name}; a question belongs to no other",
            ));
        }
        ('.', _) => (Token::This, 1),
        ('(', _) => (Token::Open, 1),
        (')', _) => (Token::Close, 1),
        (',', _) => (Token::Comma, 1),
        ('=', _) => (Token::Operator(Operator::Equal), 1),
        ('!', Some('=')) => (Token::Operator(Operator::NotEqual), 2),
        ('<', Some('=')) => (Token::Operator(Operator::LessOrEqual), 2),
        ('<', _) => (Token::Operator(Operator::Less), 1),
        ('>', Some('=')) => (Token::Operator(Operator::GreaterOrEqual), 2),
        ('>', _) => (Token::Operator(Operator::Greater), 1),
        ('+', _) => (Token::Operator(Operator::Plus), 1),
        ('-', _) => (Token::Operator(Operator::Minus), 1),
        ('*', _) => (Token::Operator(Operator::Times), 1),
        ('/' | '@' | '[' | ']', _) => {
            return Err(refused(
                &format!("`{letter}`"),
                "paths are not read: name the field, as in ${name}",
            ));
        }
        ('|', _) => return Err(refused("`|`", "write `or` between two conditions")),
        ('&', _) => return Err(refused("`&`", "write `and` between two conditions")),
        ('!', _) => return Err(refused("`!`", "write `not(...)` or `!=`")),
        ('’' | '‘' | '“' | '”', _) => {
            return Err(refused(
                &format!("`{letter}`"),
                "use straight quotes: ' or \"",
            ));
        }
        _ if starts_name(letter) => return Ok(name(letters, before)),
        _ => {
            return Err(refused(
                &format!("`{}`", letter.escape_debug()),
                "remove it, or put it between quotes",
            ));
        }
    };
    letters.skip(length);
    Ok(token)
}

fn refused(what: &str, remedy: &str) -> ExpressionError {
    ExpressionError::new(format!("{what} is not part of the language"), remedy)
}

fn starts_name(letter: char) -> bool {
    letter.is_alphabetic() || letter == '_'
}

fn continues_name(letter: char) -> bool {
    letter.is_alphanumeric() || matches!(letter, '_' | '-' | '.' | ':')
}

/// `and`, `or`, `div` and `mod` are operators when an operand stands before them; a name otherwise.
fn name(letters: &mut Letters, before: Option<&Token>) -> Token {
    let name = letters.take_while(continues_name);
    let after_operand = matches!(
        before,
        Some(
            Token::Number(_)
                | Token::Text(_)
                | Token::Field(_)
                | Token::This
                | Token::Close
                | Token::Name(_)
        )
    );
    match name.as_str() {
        "and" if after_operand => Token::Operator(Operator::And),
        "or" if after_operand => Token::Operator(Operator::Or),
        "div" if after_operand => Token::Operator(Operator::Divide),
        "mod" if after_operand => Token::Operator(Operator::Modulo),
        _ => Token::Name(name),
    }
}

fn quoted(quote: char, letters: &mut Letters) -> Result<Token, ExpressionError> {
    letters.skip(1);
    let text = letters.take_while(|letter| letter != quote);
    if letters.peek(0).is_none() {
        return Err(ExpressionError::new(
            format!("the text {quote}{text} has no closing quote"),
            format!("add {quote} at the end of the text"),
        ));
    }
    letters.skip(1);
    Ok(Token::Text(text))
}

fn field(letters: &mut Letters) -> Result<Token, ExpressionError> {
    letters.skip(2);
    let inside = letters.take_while(|letter| letter != '}');
    let name = inside.trim();
    if letters.peek(0).is_none() {
        return Err(ExpressionError::new(
            format!("`${{{inside}` has no closing brace"),
            "write ${name}",
        ));
    }
    letters.skip(1);
    if name.starts_with(starts_name) && name.chars().all(continues_name) {
        Ok(Token::Field(name.to_owned()))
    } else {
        Err(ExpressionError::new(
            format!("`${{{inside}}}` does not name a field"),
            "write ${name} with the name of a field of this route",
        ))
    }
}

fn number(letters: &mut Letters) -> Result<Token, ExpressionError> {
    let mut digits = letters.take_while(|letter| letter.is_ascii_digit());
    if letters.peek(0) == Some('.') {
        letters.skip(1);
        digits.push('.');
        digits.push_str(&letters.take_while(|letter| letter.is_ascii_digit()));
    }
    if letters.peek(0).is_some_and(starts_name) {
        return Err(ExpressionError::new(
            format!("the number {digits} runs into a letter"),
            "put a space after the number, or quotes around the word",
        ));
    }
    // `.5` and `5.` are XPath; Rust reads both.
    digits.parse().map(Token::Number).map_err(|_| {
        ExpressionError::new(
            format!("`{digits}` is not a number"),
            "write it as 12 or 3.5",
        )
    })
}
