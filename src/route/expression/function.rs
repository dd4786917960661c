//! The functions of the expression language.
//!
//! A function is in [`FUNCTIONS`] with how many arguments it takes, or in [`REFUSED`] with what to write instead.
//! Anything else is refused with the nearest name.

use regex_lite::Regex;

use super::{ExpressionError, Facts, Value, day, syntax::Node};

/// One function, resolved when the route is loaded.
#[derive(Debug, Clone)]
pub(super) enum Function {
    Plain(Name),
    /// `regex` with a pattern written out; compiled once. Matches the whole text, as in `JavaRosa`.
    Pattern(Regex),
}

macro_rules! functions {
    ($($variant:ident = $name:literal, $least:literal, $most:expr;)+) => {
        /// A function by its name.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(super) enum Name { $($variant,)+ }

        /// Every function: its name, the fewest and the most arguments.
        const FUNCTIONS: &[(&str, Name, usize, usize)] = &[$(($name, Name::$variant, $least, $most),)+];
    };
}

const ANY: usize = 100;

functions! {
    True = "true", 0, 0;
    False = "false", 0, 0;
    Not = "not", 1, 1;
    If = "if", 3, 3;
    Coalesce = "coalesce", 2, ANY;
    Selected = "selected", 2, 2;
    SelectedAt = "selected-at", 2, 2;
    CountSelected = "count-selected", 1, 1;
    Count = "count", 1, 1;
    CountNonEmpty = "count-non-empty", 1, 1;
    Sum = "sum", 1, 1;
    Min = "min", 1, ANY;
    Max = "max", 1, ANY;
    Regex = "regex", 2, 2;
    StringLength = "string-length", 0, 1;
    Substr = "substr", 2, 3;
    Contains = "contains", 2, 2;
    StartsWith = "starts-with", 2, 2;
    EndsWith = "ends-with", 2, 2;
    Concat = "concat", 0, ANY;
    Join = "join", 1, ANY;
    NormalizeSpace = "normalize-space", 0, 1;
    Int = "int", 1, 1;
    Round = "round", 1, 2;
    Number = "number", 1, 1;
    String = "string", 1, 1;
    Boolean = "boolean", 1, 1;
    BooleanFromString = "boolean-from-string", 1, 1;
    Today = "today", 0, 0;
    Now = "now", 0, 0;
    Date = "date", 1, 1;
    FormatDate = "format-date", 2, 2;
}

/// Functions of ODK that are left out, and what to write instead.
const REFUSED: &[(&str, &str)] = &[
    ("position", "count the rows with count(${field})"),
    (
        "indexed-repeat",
        "sum, min, max or join over the field of the repeat",
    ),
    ("instance", "put the values in a choice list"),
    ("pulldata", "put the values in a choice list"),
    ("current", "name the field: ${name}"),
    ("once", "a default is filled once"),
    ("random", "nothing in a conversation is left to chance"),
    ("randomize", "choices stand in the order of the list"),
    ("uuid", "the program gives each enquiry its own id"),
    ("digest", "nothing is hashed in a route"),
    ("base64-decode", "write the text itself"),
    ("jr:choice-name", "the screen shows the label of a choice"),
    ("jr:itext", "write the text itself"),
    (
        "checklist",
        "add the conditions: number(a) + number(b) >= 2",
    ),
    (
        "weighted-checklist",
        "add the conditions: 2 * number(a) + number(b) >= 3",
    ),
    ("substring-before", "use substr, contains or regex"),
    ("substring-after", "use substr, contains or regex"),
    ("substring", "use substr, which counts from 0"),
    ("translate", "use regex to test a text"),
    (
        "date-time",
        "use date for a day; a time of day has its own question type",
    ),
    (
        "decimal-date-time",
        "use number(date(...)) for a day number",
    ),
    ("decimal-time", "use a question of type time"),
    ("format-date-time", "use format-date"),
    ("is-selected", "use selected"),
    ("floor", "use int or round"),
    ("ceiling", "use int or round"),
    ("abs", "use max(${a}, -${a})"),
    ("pow", "multiply: ${a} * ${a}"),
    ("sqrt", "roots are not taken in a conversation"),
    ("exp", "powers are not taken in a conversation"),
    ("exp10", "powers are not taken in a conversation"),
    ("log", "logarithms are not taken in a conversation"),
    ("log10", "logarithms are not taken in a conversation"),
    ("pi", "write the number"),
    ("sin", "angles are not measured here"),
    ("cos", "angles are not measured here"),
    ("tan", "angles are not measured here"),
    ("asin", "angles are not measured here"),
    ("acos", "angles are not measured here"),
    ("atan", "angles are not measured here"),
    ("atan2", "angles are not measured here"),
    ("geofence", "ask for the neighbourhood with select_one"),
    ("area", "places are not measured here"),
    ("distance", "places are not measured here"),
    ("position-of", "use selected-at"),
    ("version", "the version stands with the route"),
    ("property", "the program knows no device properties"),
];

/// Finds a function and checks how it is called.
pub(super) fn named(name: &str, arguments: &[Node]) -> Result<Function, ExpressionError> {
    let Some((_, function, least, most)) = FUNCTIONS.iter().find(|(known, ..)| *known == name)
    else {
        return Err(unknown(name));
    };
    if arguments.len() < *least || arguments.len() > *most {
        return Err(ExpressionError::new(
            format!(
                "the function `{name}` was given {} arguments",
                arguments.len()
            ),
            match (least, most) {
                (0, 0) => format!("write {name}()"),
                (least, most) if least == most => format!("it takes {least}"),
                (least, &ANY) => format!("it takes {least} or more"),
                (least, most) => format!("it takes {least} to {most}"),
            },
        ));
    }
    if let (Name::Regex, Some(Node::Text(pattern))) = (function, arguments.get(1)) {
        return whole(pattern).map(Function::Pattern).map_err(|error| {
            ExpressionError::new(
                format!("the pattern '{pattern}' is not understood: {error}"),
                "use letters, [..], ., *, +, ?, {n} and |; looking ahead or back is not possible",
            )
        });
    }
    let takes_field = matches!(function, Name::Sum | Name::Count | Name::CountNonEmpty);
    if takes_field && !matches!(arguments.first(), Some(Node::Field(_))) {
        return Err(ExpressionError::new(
            format!("the function `{name}` was not given a field"),
            format!("write {name}(${{name}}); use + to add values"),
        ));
    }
    Ok(Function::Plain(*function))
}

fn unknown(name: &str) -> ExpressionError {
    let what = format!("the function `{name}` is not part of the language");
    if let Some((_, instead)) = REFUSED.iter().find(|(refused, _)| *refused == name) {
        return ExpressionError::new(what, *instead);
    }
    let known: Vec<&str> = FUNCTIONS.iter().map(|(known, ..)| *known).collect();
    let remedy = match crate::route::nearest(name, &known) {
        Some(known) => format!("did you mean `{known}`?"),
        None => format!("use one of: {}", known.join(", ")),
    };
    ExpressionError::new(what, remedy)
}

fn whole(pattern: &str) -> Result<Regex, regex_lite::Error> {
    Regex::new(&format!("^(?:{pattern})$"))
}

impl Function {
    /// Whether its value depends on the moment.
    pub(super) fn looks_at_clock(&self) -> bool {
        matches!(self, Self::Plain(Name::Today | Name::Now))
    }

    /// Calls the function. `if` and `coalesce` evaluate only the arguments they need.
    pub(super) fn call(&self, arguments: &[Node], facts: &dyn Facts) -> Value {
        let value = |index: usize| {
            arguments
                .get(index)
                .map_or_else(Value::blank, |node| node.evaluate(facts))
        };
        let name = match self {
            Self::Pattern(regex) => return Value::Boolean(regex.is_match(&value(0).text())),
            Self::Plain(name) => *name,
        };
        match name {
            Name::True => Value::Boolean(true),
            Name::False => Value::Boolean(false),
            Name::Not => Value::Boolean(!value(0).is_true()),
            Name::If => value(if value(0).is_true() { 1 } else { 2 }),
            Name::Coalesce => (0..arguments.len())
                .map(value)
                .find(|found| !found.is_blank())
                .unwrap_or_else(|| value(arguments.len() - 1)),
            Name::Selected => Value::Boolean(selected(&value(0).text(), &value(1).text())),
            Name::SelectedAt => Value::Text(selected_at(&value(0).text(), value(1).number())),
            Name::CountSelected => count(value(0).text().split_whitespace().count()),
            Name::Count => count(rows(value(0)).len()),
            Name::CountNonEmpty => count(
                rows(value(0))
                    .iter()
                    .filter(|row| !row.text().is_empty())
                    .count(),
            ),
            Name::Sum => Value::Number(numbers(rows(value(0))).sum()),
            Name::Min => extreme(arguments, facts, f64::min),
            Name::Max => extreme(arguments, facts, f64::max),
            Name::Regex => Value::Boolean(
                whole(&value(1).text()).is_ok_and(|regex| regex.is_match(&value(0).text())),
            ),
            Name::StringLength => count(own_or(arguments, facts).text().chars().count()),
            Name::Substr => Value::Text(substr(
                &value(0).text(),
                value(1).number(),
                arguments.get(2).map(|node| node.evaluate(facts).number()),
            )),
            Name::Contains => Value::Boolean(value(0).text().contains(&value(1).text())),
            Name::StartsWith => Value::Boolean(value(0).text().starts_with(&value(1).text())),
            Name::EndsWith => Value::Boolean(value(0).text().ends_with(&value(1).text())),
            Name::Concat => Value::Text(texts(arguments, facts).concat()),
            Name::Join => Value::Text(
                texts(arguments.get(1..).unwrap_or_default(), facts).join(&value(0).text()),
            ),
            Name::NormalizeSpace => {
                let text = own_or(arguments, facts).text();
                Value::Text(text.split_whitespace().collect::<Vec<_>>().join(" "))
            }
            Name::Int => Value::Number(value(0).number().trunc()),
            Name::Round => {
                let places = if arguments.len() == 2 {
                    value(1).number()
                } else {
                    0.0
                };
                Value::Number(round(value(0).number(), places))
            }
            Name::Number => Value::Number(value(0).number()),
            Name::String => Value::Text(value(0).text()),
            Name::Boolean => Value::Boolean(value(0).is_true()),
            Name::BooleanFromString => {
                let text = value(0).text();
                Value::Boolean(text.eq_ignore_ascii_case("true") || text == "1")
            }
            Name::Today => Value::Date(facts.now().date()),
            Name::Now => Value::Moment(Box::new(facts.now().clone())),
            Name::Date => value(0).date().map_or_else(Value::blank, Value::Date),
            Name::FormatDate => Value::Text(day::format(&value(0), &value(1).text())),
        }
    }
}

/// The argument, or the field itself when there is none.
fn own_or(arguments: &[Node], facts: &dyn Facts) -> Value {
    arguments
        .first()
        .map_or_else(|| facts.this(), |node| node.evaluate(facts))
}

#[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^52")]
fn count(number: usize) -> Value {
    Value::Number(number as f64)
}

/// The rows of a field; a field outside a repeat is its own only row.
fn rows(value: Value) -> Vec<Value> {
    match value {
        Value::Rows(rows) => rows,
        one @ (Value::Text(_)
        | Value::Number(_)
        | Value::Boolean(_)
        | Value::Date(_)
        | Value::Moment(_)) => vec![one],
    }
}

fn numbers(values: Vec<Value>) -> impl Iterator<Item = f64> {
    values
        .into_iter()
        .map(|value| value.number())
        .filter(|number| !number.is_nan())
}

/// The least or the greatest; arguments that are no number do not count.
fn extreme(arguments: &[Node], facts: &dyn Facts, choose: fn(f64, f64) -> f64) -> Value {
    let all = arguments
        .iter()
        .flat_map(|node| rows(node.evaluate(facts)))
        .collect();
    Value::Number(numbers(all).reduce(choose).unwrap_or(f64::NAN))
}

fn texts(arguments: &[Node], facts: &dyn Facts) -> Vec<String> {
    arguments
        .iter()
        .flat_map(|node| rows(node.evaluate(facts)))
        .map(|value| value.text())
        .collect()
}

/// Whether the codes hold the wanted one; nothing is chosen when nothing is wanted, as in `JavaRosa`.
fn selected(codes: &str, wanted: &str) -> bool {
    format!(" {codes} ").contains(&format!(" {} ", wanted.trim()))
}

fn selected_at(codes: &str, index: f64) -> String {
    if index.is_nan() || index < 0.0 {
        return String::new();
    }
    codes
        .split_whitespace()
        .nth(whole_number(index))
        .unwrap_or_default()
        .to_owned()
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a float to integer cast saturates; callers pass what is not negative"
)]
fn whole_number(number: f64) -> usize {
    number as usize
}

/// Letters from `start` up to `end`, counted from 0; negative positions count from the end.
fn substr(text: &str, start: f64, end: Option<f64>) -> String {
    let length = text.chars().count();
    let place = |at: f64| {
        if at < 0.0 {
            length.saturating_sub(whole_number(-at.trunc()))
        } else {
            whole_number(at).min(length)
        }
    };
    let (start, end) = (place(start), end.map_or(length, place));
    text.chars()
        .skip(start)
        .take(end.saturating_sub(start))
        .collect()
}

/// Rounds to a number of decimals; a half goes up, towards positive infinity, as `XPath` says.
fn round(number: f64, places: f64) -> f64 {
    if !number.is_finite() {
        return number;
    }
    if places.is_nan() || places.abs() > 30.0 {
        return f64::NAN;
    }
    #[expect(clippy::cast_possible_truncation, reason = "between -30 and 30")]
    let places = places as i32;
    let scale = 10_f64.powi(places.abs());
    let scaled = if places < 0 {
        number / scale
    } else {
        number * scale
    };
    if !scaled.is_finite() {
        return number;
    }
    // 1.005 * 100 is 100.49999999999999: what is a hair below a half was meant as one.
    let rounded = (scaled + 0.5 + scaled.abs() * 1e-15).floor();
    if places < 0 {
        rounded * scale
    } else {
        rounded / scale
    }
}
