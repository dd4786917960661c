//! What holds with the present answers: which questions apply, and the value of every field for an expression.
//!
//! One pass in the order the route worked out when it was loaded, after each change of an answer. Begin at
//! [`Known::of`].

use std::sync::Arc;

use jiff::Zoned;

use super::{is_unanswered, settle};
use crate::{
    domain::{Answer, Session, Tempo, Unanswered},
    route::{Choice, Expression, Facts, Field, FieldKind, Route, Row, Slot, Step, Value},
};

/// What was worked out: a value for each question that applies, blank when it has no answer, and for each calculation
/// that applies; by their places in the route.
#[derive(Debug, Clone, Default)]
pub(super) struct Known {
    fields: Vec<Option<Value>>,
    calculations: Vec<Option<Value>>,
}

/// What holds now.
pub(super) struct Standing<'a> {
    pub(super) route: &'a Route,
    pub(super) session: &'a Session,
    pub(super) now: &'a Zoned,
    pub(super) known: Arc<Known>,
}

/// What an expression sees: all values, the row it stands in, and the answer or choice it is about.
struct About<'a> {
    standing: &'a Standing<'a>,
    row: Option<Row>,
    this: Value,
    choice: Option<&'a Choice>,
}

impl Known {
    /// Works everything out.
    pub(super) fn of(route: &Route, session: &Session, now: &Zoned) -> Arc<Self> {
        let mut standing = Standing {
            route,
            session,
            now,
            known: Arc::new(Self {
                fields: vec![None; route.fields.len()],
                calculations: vec![None; route.calculations.len()],
            }),
        };
        for step in &route.order {
            let value = match step {
                Step::Field(place) => standing.question(*place),
                Step::Calculation(place) => standing.calculation(*place),
            };
            let known = Arc::make_mut(&mut standing.known);
            let slot = match step {
                Step::Field(place) => known.fields.get_mut(*place),
                Step::Calculation(place) => known.calculations.get_mut(*place),
            };
            if let Some(slot) = slot {
                *slot = value;
            }
        }
        standing.known
    }

    fn value(&self, step: Step) -> Option<&Value> {
        match step {
            Step::Field(place) => self.fields.get(place)?.as_ref(),
            Step::Calculation(place) => self.calculations.get(place)?.as_ref(),
        }
    }
}

impl<'a> Standing<'a> {
    /// The value of the question at this place; none when it does not apply.
    fn question(&self, place: usize) -> Option<Value> {
        let field = self.route.fields.get(place)?;
        if !self.is_relevant(field.relevant.as_ref(), field.row) {
            return None;
        }
        Some(match &field.calculation {
            Some(calculation) => self.evaluate(calculation, field.row, Value::blank(), None),
            None => self.answer(field).map_or_else(Value::blank, value_of),
        })
    }

    /// The value of the calculation at this place; none when it does not apply.
    fn calculation(&self, place: usize) -> Option<Value> {
        let calculation = self.route.calculations.get(place)?;
        let row = calculation.row;
        self.is_relevant(calculation.relevant.as_ref(), row)
            .then(|| self.evaluate(&calculation.calculation, row, Value::blank(), None))
    }

    fn is_relevant(&self, relevant: Option<&Expression>, row: Option<Row>) -> bool {
        relevant.is_none_or(|relevant| self.holds(relevant, row))
    }

    /// Whether a condition of something in this row holds.
    pub(super) fn holds(&self, condition: &Expression, row: Option<Row>) -> bool {
        self.evaluate(condition, row, Value::blank(), None)
            .is_true()
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

    fn evaluate(
        &self,
        expression: &Expression,
        row: Option<Row>,
        this: Value,
        choice: Option<&Choice>,
    ) -> Value {
        expression.evaluate(&About {
            standing: self,
            row,
            this,
            choice,
        })
    }

    /// The answer of a field, unless its choice filter has taken it away.
    pub(super) fn answer(&self, field: &Field) -> Option<&'a Answer> {
        let answer = self.session.answers.get(&field.name);
        answer.filter(|answer| self.is_offered(field, answer))
    }

    /// Whether the question at this place applies.
    pub(super) fn applies(&self, place: usize) -> bool {
        self.known.value(Step::Field(place)).is_some()
    }

    /// The places of the questions that apply, in order.
    pub(super) fn applying(&self) -> impl Iterator<Item = usize> + use<'_> {
        self.known
            .fields
            .iter()
            .enumerate()
            .filter_map(|(place, value)| value.as_ref().map(|_| place))
    }

    /// How many rows a repeat with a count has.
    pub(super) fn rows(&self, count: &Expression) -> usize {
        let number = self.evaluate(count, None, Value::blank(), None).number();
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a float to integer cast saturates, and gives 0 for what is no number"
        )]
        let rows = number as usize;
        rows
    }

    /// The choices of a field that are offered now.
    pub(super) fn choices(&self, field: &Field) -> Vec<&'a Choice> {
        self.route
            .choices(field)
            .iter()
            .filter(|choice| {
                field.choice_filter.as_ref().is_none_or(|filter| {
                    self.evaluate(filter, field.row, Value::blank(), Some(choice))
                        .is_true()
                })
            })
            .collect()
    }

    /// The default that is worked out at this moment.
    pub(super) fn default_of(&self, field: &Field) -> Option<Answer> {
        let expression = field.default_expression.as_ref()?;
        read(
            field,
            &self.evaluate(expression, field.row, Value::blank(), None),
        )
    }

    /// The answer of a question that is worked out.
    pub(super) fn worked_out(&self, place: usize) -> Option<Answer> {
        let field = self.route.fields.get(place)?;
        read(field, self.known.value(Step::Field(place))?)
    }

    /// Whether `answer` satisfies the constraint of `field`.
    pub(super) fn satisfies(&self, field: &Field, answer: &Answer) -> bool {
        field.constraint.as_ref().is_none_or(|constraint| {
            self.evaluate(constraint, field.row, value_of(answer), None)
                .is_true()
        })
    }

    /// The value of a field or calculation outside repeats; none when it does not apply or has none.
    pub(super) fn value(&self, name: &str) -> Option<&Value> {
        match self.route.slot(name)? {
            Slot::One(step) => self.known.value(*step).filter(|value| !value.is_blank()),
            Slot::Rows(..) => None,
        }
    }

    /// The value of the calculation at this place; none when it does not apply or has none.
    pub(super) fn calculated(&self, place: usize) -> Option<&Value> {
        self.known
            .value(Step::Calculation(place))
            .filter(|value| !value.is_blank())
    }

    /// A value in the words of the screen, for a sentence that names it: labels for codes, nothing when there is none.
    pub(super) fn in_words(&self, name: &str, row: Option<Row>) -> String {
        let words = |step: &Step| match step {
            Step::Field(place) => {
                let field = self
                    .route
                    .fields
                    .get(*place)
                    .filter(|_| self.applies(*place))?;
                let answer = self.answer(field);
                let answer = answer.filter(|answer| !is_unanswered(Some(answer)))?;
                Some(settle::in_words(self.route, field, Some(answer)))
            }
            Step::Calculation(place) => {
                let value = self.calculated(*place)?;
                Some(match value {
                    Value::Date(date) => date.strftime("%d-%m-%Y").to_string(),
                    Value::Number(_) => value.text().replace('.', ","),
                    Value::Text(_) | Value::Boolean(_) | Value::Moment(_) | Value::Rows(_) => {
                        value.text()
                    }
                })
            }
        };
        match self.route.slot(name) {
            None if name == Tempo::FIELD => self.session.tempo.code().to_owned(),
            None => String::new(),
            Some(Slot::One(step)) => words(step).unwrap_or_default(),
            Some(Slot::Rows(repeat, steps)) => match row.filter(|row| row.repeat == *repeat) {
                Some(row) => steps
                    .get(row.number.saturating_sub(1))
                    .and_then(words)
                    .unwrap_or_default(),
                None => steps
                    .iter()
                    .filter_map(words)
                    .collect::<Vec<_>>()
                    .join(", "),
            },
        }
    }
}

impl Facts for About<'_> {
    fn field(&self, name: &str) -> Value {
        let known = &self.standing.known;
        let not_there = || Value::Rows(Vec::new());
        match self.standing.route.slot(name) {
            None if name == Tempo::FIELD => {
                Value::Text(self.standing.session.tempo.code().to_owned())
            }
            None => not_there(),
            Some(Slot::One(step)) => known.value(*step).cloned().unwrap_or_else(not_there),
            Some(Slot::Rows(repeat, steps)) => match self.row.filter(|row| row.repeat == *repeat) {
                // Within a row a name is that of the row.
                Some(row) => steps
                    .get(row.number.saturating_sub(1))
                    .and_then(|step| known.value(*step))
                    .cloned()
                    .unwrap_or_else(not_there),
                None => Value::Rows(
                    steps
                        .iter()
                        .filter_map(|step| known.value(*step))
                        .cloned()
                        .collect(),
                ),
            },
        }
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

/// A value as the answer of a field. A sum of days is a number; in a date field it is a day again.
fn read(field: &Field, value: &Value) -> Option<Answer> {
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
