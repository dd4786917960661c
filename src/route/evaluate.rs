//! One expression by itself, with answers from a file: to try out what a route would do.

use jiff::Zoned;
use serde_json::{Map, Value as Json};

use super::{Expression, ExpressionError, Facts, Value};

/// Answers of a file as an expression sees them.
struct Answers<'a> {
    answers: &'a Map<String, Json>,
    now: &'a Zoned,
}

/// The value of an expression as `XPath` `string()` would write it: `7`, `3.5`, `NaN`, `true`.
///
/// `${name}` is found in `answers`: texts, numbers, truths, days (`2026-11-21`), a list of texts as several choices, a
/// list of numbers as the rows of a repeat. A list of objects is a repeat: its name counts its rows, the names in them
/// are found too. What is not there does not apply. `.` is the answer with the name `.`, or blank.
///
/// ```
/// let answers = serde_json::json!({"thema": "geld", "aantal": 3});
/// let now = "2026-11-21T10:42[Europe/Amsterdam]".parse().unwrap();
/// let value = balie::route::evaluate("${aantal} div 2", answers.as_object().unwrap(), &now);
/// assert_eq!(value.unwrap(), "1.5");
/// ```
///
/// # Errors
/// The expression is not understood or not supported.
pub fn evaluate(
    expression: &str,
    answers: &Map<String, Json>,
    now: &Zoned,
) -> Result<String, ExpressionError> {
    let expression = Expression::parse(expression)?;
    Ok(expression.evaluate(&Answers { answers, now }).text())
}

impl Answers<'_> {
    /// The rows of all repeats.
    fn rows(&self) -> impl Iterator<Item = &Map<String, Json>> {
        let lists = self.answers.values().filter_map(Json::as_array);
        lists.flatten().filter_map(Json::as_object)
    }
}

impl Facts for Answers<'_> {
    fn field(&self, name: &str) -> Value {
        self.answers.get(name).map_or_else(
            || {
                Value::Rows(
                    self.rows()
                        .filter_map(|row| row.get(name))
                        .map(value)
                        .collect(),
                )
            },
            value,
        )
    }

    fn this(&self) -> Value {
        self.answers.get(".").map_or_else(Value::blank, value)
    }

    fn now(&self) -> &Zoned {
        self.now
    }
}

fn value(json: &Json) -> Value {
    match json {
        Json::Null | Json::Object(_) => Value::blank(),
        Json::Bool(truth) => Value::Boolean(*truth),
        Json::Number(number) => Value::Number(number.as_f64().unwrap_or(f64::NAN)),
        Json::String(text) => text
            .parse()
            .map_or_else(|_| Value::Text(text.clone()), Value::Date),
        Json::Array(items) if items.iter().all(Json::is_string) => {
            let codes: Vec<&str> = items.iter().filter_map(Json::as_str).collect();
            Value::Text(codes.join(" "))
        }
        Json::Array(items) => Value::Rows(items.iter().map(value).collect()),
    }
}
