//! What is said: what is new, the name of the screen, its sentences, its choices, and what can be typed.

use crate::tui::{
    Model,
    keys::Offer,
    told::{Told, sign_of_offer},
};

/// What stands before a line that is typed.
const ASKING: &str = ": ";

/// The names of keys in sentences that the screen says too, and what is typed here instead; longest first.
const KEYS: [(&str, &str); 8] = [
    ("druk op Ctrl+N", "typ !"),
    ("Druk op Ctrl+N", "Typ !"),
    ("Ctrl+K", ".k"),
    ("Ctrl+N", "!"),
    ("Ctrl+R", ".r"),
    ("Ctrl+Z", ".u"),
    ("Esc ", "< "),
    ("Tab ", ".t "),
];

/// What is said first: where and when, and how to type here.
#[must_use]
pub fn opening(model: &Model) -> String {
    let say = |name| model.shared.say(name);
    let lines = [
        "Balie".to_owned(),
        model.where_and_when_told(),
        say("regel-zo-werkt-het"),
        say("regel-altijd"),
    ];
    readable(&lines.join("\n")) + "\n"
}

/// The model as it is now, up to where a line is typed.
#[must_use]
pub fn prompt(model: &Model) -> String {
    let told = model.tell();
    let mut lines = vec![String::new()];
    lines.extend(model.news());
    lines.push(model.title());
    lines.extend(told.lines.iter().cloned());
    let choices = told.choices.iter();
    lines.extend(choices.map(|choice| format!("{}. {}", choice.sign, choice.label)));
    lines.extend(what_now(model, &told));
    let text: Vec<String> = lines.iter().map(|line| sentence(line)).collect();
    format!("{}\n{ASKING}", text.join("\n"))
}

/// What an empty line does, and the functions that are worth saying here.
fn what_now(model: &Model, told: &Told) -> Option<String> {
    let shared = &model.shared;
    let enter = told.enter.as_ref();
    let enter = enter.map(|(what, _)| shared.words.with("regel-enter", &[("wat", what)]));
    let offered = |offer: &Offer| {
        let what = shared.say(offer.words);
        let sign = sign_of_offer(offer)?;
        let words = &shared.words;
        Some(words.with("regel-teken", &[("teken", &sign), ("wat", &what)]))
    };
    let parts: Vec<_> = enter
        .into_iter()
        .chain(told.offers.iter().filter_map(offered))
        .collect();
    (!parts.is_empty()).then(|| parts.join(". ") + ".")
}

/// A sentence as it is written here: the keys by what is typed for them, and nothing that a terminal would obey.
#[must_use]
pub fn sentence(text: &str) -> String {
    let text = KEYS
        .iter()
        .fold(text.to_owned(), |text, (key, sign)| text.replace(key, sign));
    readable(&text)
}

fn readable(text: &str) -> String {
    text.chars()
        .filter(|letter| !letter.is_control() || *letter == '\n')
        .collect()
}
