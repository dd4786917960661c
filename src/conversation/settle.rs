//! The shape in which an answer is kept, and how it reads on the check page.

use crate::{
    domain::{Answer, Unanswered},
    route::{Field, Route},
};

/// The answer as it is kept: tidy text, choices in the order of the list.
pub(super) fn settled(
    route: &Route,
    field: &Field,
    before: Option<&Answer>,
    answer: Answer,
) -> Answer {
    match answer {
        Answer::Text(text) => {
            let tidy = text.replace(char::is_control, " ");
            match tidy.trim() {
                "" => Answer::None(Unanswered::NotAsked),
                tidy => Answer::Text(tidy.to_owned()),
            }
        }
        Answer::Many(codes) => choices(route, field, before, codes),
        Answer::None(_)
        | Answer::One(_)
        | Answer::Whole(_)
        | Answer::Decimal(_)
        | Answer::Date(_)
        | Answer::Time(_) => answer,
    }
}

fn choices(
    route: &Route,
    field: &Field,
    before: Option<&Answer>,
    mut codes: Vec<String>,
) -> Answer {
    if codes.is_empty() {
        return Answer::None(Unanswered::NotAsked);
    }
    let list = route.choices(field);
    let place = |code: &String| list.iter().position(|choice| choice.name == *code);
    let is_alone = |code: &String| {
        list.iter()
            .any(|choice| choice.exclusive && choice.name == *code)
    };
    let before: &[String] = match before {
        Some(Answer::Many(codes)) => codes,
        _ => &[],
    };
    // The newest choice decides: one that stands alone clears the others, any other clears those.
    let newest_alone = codes
        .iter()
        .find(|code| is_alone(code) && !before.contains(code))
        .cloned();
    if let Some(alone) = newest_alone {
        // What is in no list stays, to be refused by name.
        codes.retain(|code| *code == alone || place(code).is_none());
    } else if codes.iter().any(|code| !is_alone(code)) {
        codes.retain(|code| !is_alone(code));
    } else {
        codes.truncate(1);
    }
    codes.sort_by_key(|code| place(code).unwrap_or(usize::MAX));
    codes.dedup();
    Answer::Many(codes)
}

/// An answer in words: labels for codes, `dd-mm-yyyy` for a day; without one, that it was not asked.
#[must_use]
pub fn in_words(route: &Route, field: &Field, answer: Option<&Answer>) -> String {
    let label = |code: &String| {
        let choice = route
            .choices(field)
            .iter()
            .find(|choice| choice.name == *code);
        choice.map_or_else(|| code.clone(), |choice| choice.label.clone())
    };
    match answer {
        None => words_of(Unanswered::NotAsked),
        Some(Answer::None(why)) => words_of(*why),
        Some(Answer::One(code)) => label(code),
        Some(Answer::Many(codes)) => codes.iter().map(label).collect::<Vec<_>>().join(", "),
        Some(Answer::Text(text)) => text.clone(),
        Some(Answer::Whole(number)) => number.to_string(),
        Some(Answer::Decimal(number)) => number.to_string().replace('.', ","),
        Some(Answer::Date(date)) => date.strftime("%d-%m-%Y").to_string(),
        Some(Answer::Time(time)) => time.strftime("%H:%M").to_string(),
    }
}

/// The code of an absent answer reads as words: "niet gevraagd".
fn words_of(why: Unanswered) -> String {
    why.code().replace('-', " ")
}
