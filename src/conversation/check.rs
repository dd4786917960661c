//! Judges one answer to one field.

use super::{LONGEST_LINE, LONGEST_NOTE, Reason, Refusal, standing::Standing};
use crate::{
    domain::{Answer, Unanswered},
    privacy,
    route::{Field, FieldKind},
};

/// Whether `answer` fits `field`: its kind, its list, its length, the guard on BSNs, its constraint.
///
/// An empty answer always fits: whether one is needed is asked when the field is left.
pub(super) fn answer(
    standing: &Standing<'_>,
    field: &Field,
    answer: &Answer,
) -> Result<(), Refusal> {
    let refuse = |reason| {
        Err(Refusal {
            field: field.name.clone(),
            reason,
        })
    };
    if let Some(reason) = misfit(standing, field, answer) {
        return refuse(reason);
    }
    if matches!(answer, Answer::None(_)) || standing.satisfies(field, answer) {
        return Ok(());
    }
    match &field.constraint_message {
        Some(message) => refuse(Reason::Said(message.clone())),
        None => refuse(Reason::Malformed(shown(answer))),
    }
}

/// The refusal of a required field without an answer.
pub(super) fn required(field: &Field) -> Refusal {
    Refusal {
        field: field.name.clone(),
        reason: field
            .required_message
            .clone()
            .map_or(Reason::Required, Reason::Said),
    }
}

fn misfit(standing: &Standing<'_>, field: &Field, answer: &Answer) -> Option<Reason> {
    let unknown = |code: &String| {
        let is_offered = standing
            .choices(field)
            .iter()
            .any(|choice| choice.name == *code);
        (!is_offered).then(|| Reason::UnknownChoice(privacy::without_bsn(code)))
    };
    match (&field.kind, answer) {
        (_, Answer::None(Unanswered::NotAsked))
        | (FieldKind::Date, Answer::Date(_))
        | (FieldKind::Time, Answer::Time(_)) => None,
        // "Weet niet" is no theme: where an answer is needed, it must be one of the list.
        (_, Answer::None(why)) if field.required => unknown(&why.code().to_owned()),
        (_, Answer::None(_)) => None,
        (FieldKind::SelectOne(_), Answer::One(code)) => unknown(code),
        (FieldKind::SelectMultiple(_), Answer::Many(codes)) => codes.iter().find_map(unknown),
        (FieldKind::Text, Answer::Text(text)) => {
            let most = if field.appears_as("multiline") {
                LONGEST_NOTE
            } else {
                LONGEST_LINE
            };
            if text.chars().nth(most).is_some() {
                Some(Reason::TooLong(most))
            } else {
                holds_bsn(text)
            }
        }
        (FieldKind::Integer, Answer::Whole(number)) => holds_bsn(&number.to_string()),
        (FieldKind::Decimal, Answer::Decimal(number)) => holds_bsn(&number.to_string()),
        (
            FieldKind::SelectOne(_)
            | FieldKind::SelectMultiple(_)
            | FieldKind::Text
            | FieldKind::Integer
            | FieldKind::Decimal
            | FieldKind::Date
            | FieldKind::Time
            | FieldKind::Note,
            _,
        ) => Some(Reason::Malformed(shown(answer))),
    }
}

fn holds_bsn(text: &str) -> Option<Reason> {
    (!privacy::find_bsn(text).is_empty()).then_some(Reason::Bsn)
}

/// An answer in a refusal, without any BSN, for a refusal may be shown or logged.
fn shown(answer: &Answer) -> String {
    let text = match answer {
        Answer::None(why) => why.code().to_owned(),
        Answer::One(code) => code.clone(),
        Answer::Many(codes) => codes.join(" "),
        Answer::Text(text) => text.clone(),
        Answer::Whole(number) => number.to_string(),
        Answer::Decimal(number) => number.to_string(),
        Answer::Date(date) => date.to_string(),
        Answer::Time(time) => time.strftime("%H:%M").to_string(),
    };
    privacy::without_bsn(&text)
}
