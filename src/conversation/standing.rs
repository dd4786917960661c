//! What holds with the present answers: which questions apply, and the value of every field for an expression.
//!
//! One pass in the order the route worked out when it was loaded; nothing of it is kept between steps.

use std::collections::BTreeMap;

use jiff::Zoned;

use crate::{
    domain::{Answer, FieldName, Unanswered},
    route::{Choice, Expression, Facts, Field, FieldKind, Route, Step, Value},
};

/// What holds now.
pub(super) struct Standing<'a> {
    route: &'a Route,
    answers: &'a BTreeMap<FieldName, Answer>,
    now: &'a Zoned,
    /// Whether each question applies, by its place in the route.
    applies: Vec<bool>,
    /// The value of each field that applies; blank when it has no answer.
    values: BTreeMap<&'a str, Value>,
}

/// What an expression sees: all values, and the answer or choice it is about.
struct About<'a> {
    standing: &'a Standing<'a>,
    this: Value,
    choice: Option<&'a Choice>,
}

impl<'a> Standing<'a> {
    /// Computes it.
    pub(super) fn of(
        route: &'a Route,
        answers: &'a BTreeMap<FieldName, Answer>,
        now: &'a Zoned,
    ) -> Self {
        let mut standing = Self {
            route,
            answers,
            now,
            applies: vec![false; route.fields.len()],
            values: BTreeMap::new(),
        };
        for step in &route.order {
            match step {
                Step::Field(place) => standing.question(*place),
                Step::Calculation(place) => standing.calculation(*place),
            }
        }
        standing
    }

    fn question(&mut self, place: usize) {
        let Some(field) = self.route.fields.get(place) else {
            return;
        };
        if !self.is_relevant(field.relevant.as_ref()) {
            return;
        }
        if let Some(applies) = self.applies.get_mut(place) {
            *applies = true;
        }
        let value = self.answer(field).map_or_else(Value::blank, value_of);
        self.values.insert(field.name.as_str(), value);
    }

    fn calculation(&mut self, place: usize) {
        let Some(calculation) = self.route.calculations.get(place) else {
            return;
        };
        if self.is_relevant(calculation.relevant.as_ref()) {
            let value = self.evaluate(&calculation.calculation, Value::blank(), None);
            self.values.insert(calculation.name.as_str(), value);
        }
    }

    fn is_relevant(&self, relevant: Option<&Expression>) -> bool {
        relevant.is_none_or(|relevant| self.evaluate(relevant, Value::blank(), None).is_true())
    }

    fn is_offered(&self, field: &Field, answer: &Answer) -> bool {
        if field.choice_filter.is_none() {
            return true;
        }
        let choices = self.choices(field);
        let is_there = |code: &String| choices.iter().any(|choice| choice.name == *code);
        match answer {
            Answer::One(code) => is_there(code),
            Answer::Many(codes) => codes.iter().all(is_there),
            Answer::None(_)
            | Answer::Text(_)
            | Answer::Whole(_)
            | Answer::Decimal(_)
            | Answer::Date(_)
            | Answer::Time(_) => true,
        }
    }

    fn evaluate(&self, expression: &Expression, this: Value, choice: Option<&Choice>) -> Value {
        expression.evaluate(&About {
            standing: self,
            this,
            choice,
        })
    }

    /// The answer of a field, unless its choice filter has taken it away.
    pub(super) fn answer(&self, field: &Field) -> Option<&'a Answer> {
        let answer = self.answers.get(&field.name);
        answer.filter(|answer| self.is_offered(field, answer))
    }

    /// Whether the question at this place applies.
    pub(super) fn applies(&self, place: usize) -> bool {
        self.applies.get(place).copied().unwrap_or(false)
    }

    /// The places of the questions that apply, in order.
    pub(super) fn applying(&self) -> impl Iterator<Item = usize> + use<'_> {
        self.applies
            .iter()
            .enumerate()
            .filter_map(|(place, applies)| applies.then_some(place))
    }

    /// The choices of a field that are offered now.
    pub(super) fn choices(&self, field: &Field) -> Vec<&'a Choice> {
        self.route
            .choices(field)
            .iter()
            .filter(|choice| {
                field.choice_filter.as_ref().is_none_or(|filter| {
                    self.evaluate(filter, Value::blank(), Some(choice))
                        .is_true()
                })
            })
            .collect()
    }

    /// The default that is worked out at this moment.
    pub(super) fn default_of(&self, field: &Field) -> Option<Answer> {
        let expression = field.default_expression.as_ref()?;
        let value = self.evaluate(expression, Value::blank(), None);
        // A sum of days is a number; in a date field it is a day again.
        let text = if field.kind == FieldKind::Date {
            value.date()?.to_string()
        } else {
            value.text()
        };
        if text.is_empty() {
            return None;
        }
        field.kind.read(&text)
    }

    /// Whether `answer` satisfies the constraint of `field`.
    pub(super) fn satisfies(&self, field: &Field, answer: &Answer) -> bool {
        field
            .constraint
            .as_ref()
            .is_none_or(|constraint| self.evaluate(constraint, value_of(answer), None).is_true())
    }

    /// The value of a field or calculation; none when it does not apply or has none.
    pub(super) fn value(&self, name: &str) -> Option<&Value> {
        self.values.get(name).filter(|value| !value.is_blank())
    }
}

impl Facts for About<'_> {
    fn field(&self, name: &str) -> Value {
        self.standing
            .values
            .get(name)
            .cloned()
            .unwrap_or_else(|| Value::Rows(Vec::new()))
    }

    fn this(&self) -> Value {
        self.this.clone()
    }

    fn column(&self, name: &str) -> Value {
        let Some(choice) = self.choice else {
            return Value::blank();
        };
        Value::Text(match name {
            "name" => choice.name.clone(),
            "label" => choice.label.clone(),
            other => choice.columns.get(other).cloned().unwrap_or_default(),
        })
    }

    fn now(&self) -> &Zoned {
        self.standing.now
    }
}

/// An answer as an expression sees it. Not asked is blank; "weet niet" is its code.
fn value_of(answer: &Answer) -> Value {
    match answer {
        Answer::None(Unanswered::NotAsked) => Value::blank(),
        Answer::None(why) => Value::Text(why.code().to_owned()),
        Answer::One(code) => Value::Text(code.clone()),
        Answer::Many(codes) => Value::Text(codes.join(" ")),
        Answer::Text(text) => Value::Text(text.clone()),
        #[expect(clippy::cast_precision_loss, reason = "XPath knows no other numbers")]
        Answer::Whole(number) => Value::Number(*number as f64),
        Answer::Decimal(number) => Value::Number(*number),
        Answer::Date(date) => Value::Date(*date),
        Answer::Time(time) => Value::Text(time.strftime("%H:%M").to_string()),
    }
}
