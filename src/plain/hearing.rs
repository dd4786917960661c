//! What a line means: a sign that works everywhere, a choice, or what is asked.

use crate::tui::{
    Message, Model,
    keys::{Action, Offer},
    message::Trouble,
    told::{Asks, Choice, Told, sign_of_offer},
    widget::choices::key_of,
};

/// On a line of its own it leaves a text empty.
const NOTHING: &str = "-";

/// The messages a line stands for.
///
/// # Errors
/// What to say when it means nothing here.
pub fn hear(model: &Model, line: &str) -> Result<Vec<Message>, Trouble> {
    let told = model.tell();
    let offers = model.offers();
    let line = line.trim();
    if matches!(told.asks, Asks::Secret | Asks::Code) && !is_sign_everywhere(line) {
        return Ok(given(told.asks, line));
    }
    if line.is_empty() {
        let enter = told.enter.map(|(_, messages)| messages);
        return Ok(enter.unwrap_or_default());
    }
    if line == "<" {
        return Ok(vec![Message::Act(Action::Escape)]);
    }
    // A part is the name of a folder: it may begin so.
    if let Some(words) = line.strip_prefix('/').filter(|_| told.asks != Asks::Part) {
        return Ok(looked_up(&offers, words.trim()));
    }
    if let Some(action) = function(&offers, &told, line) {
        return Ok(vec![Message::Act(action)]);
    }
    if told.asks == Asks::Several {
        return several(model, &told, line);
    }
    let wanted = line.strip_suffix('.').unwrap_or(line);
    let is_asked = |choice: &&Choice| choice.sign.eq_ignore_ascii_case(wanted);
    if let Some(choice) = told.choices.iter().find(is_asked) {
        return Ok(choice.messages.clone());
    }
    match told.asks {
        Asks::Text | Asks::Part | Asks::Secret | Asks::Code => Ok(given(told.asks, line)),
        Asks::Words if line.chars().count() > 1 => Ok(looked_up(&offers, line)),
        Asks::Key => key(line).map(|action| vec![Message::Act(action)]),
        Asks::Choice | Asks::Several | Asks::Words => Err(Trouble::new("regel-niet-begrepen")),
    }
}

/// Signs that also work where everything else is a secret.
fn is_sign_everywhere(line: &str) -> bool {
    matches!(line, "<" | "?" | "!") || line.starts_with('/')
}

/// The function that a sign stands for, when it is offered. Where a text is asked a letter is text; only parking has one.
fn function(offers: &[Offer], told: &Told, line: &str) -> Option<Action> {
    let is_text = matches!(told.asks, Asks::Text | Asks::Part);
    let line = line.to_lowercase();
    let is_meant = |offer: &&Offer| {
        let Some(sign) = sign_of_offer(offer) else {
            return false;
        };
        let is_letter = sign.chars().all(char::is_alphanumeric);
        sign == line && (!is_text || !is_letter || offer.action == Action::Park)
    };
    // Less is told than works: what a screen offers counts, told or not.
    told.offers
        .iter()
        .chain(offers)
        .find(is_meant)
        .map(|offer| offer.action)
}

/// Looks words up, from wherever that can be done.
fn looked_up(offers: &[Offer], words: &str) -> Vec<Message> {
    if !offers.iter().any(|offer| offer.action == Action::Search) {
        return Vec::new();
    }
    let mut messages = vec![Message::Act(Action::Search)];
    if !words.is_empty() {
        messages.extend(cleared());
        messages.push(Message::Paste(words.to_owned()));
    }
    messages
}

/// What is typed in a field, in the place of what stood there.
fn given(asks: Asks, line: &str) -> Vec<Message> {
    let mut messages: Vec<Message> = cleared().into();
    let is_nothing = line == NOTHING;
    match asks {
        Asks::Code => messages.extend(line.chars().map(Message::Type)),
        Asks::Text if is_nothing => {}
        Asks::Choice
        | Asks::Several
        | Asks::Key
        | Asks::Text
        | Asks::Part
        | Asks::Secret
        | Asks::Words => messages.push(Message::Paste(line.to_owned())),
    }
    if matches!(asks, Asks::Text | Asks::Secret) {
        messages.push(Message::Act(Action::Enter));
    }
    messages
}

fn cleared() -> [Message; 2] {
    [Action::Last, Action::DeleteLine].map(Message::Act)
}

/// The answers that are wanted become the ones that are ticked; then on.
fn several(model: &Model, told: &Told, line: &str) -> Result<Vec<Message>, Trouble> {
    let mut wanted: Vec<usize> = Vec::new();
    if line != NOTHING {
        for word in line
            .split([' ', ',', ';', '.'])
            .filter(|word| !word.is_empty())
        {
            let place = word
                .parse::<usize>()
                .ok()
                .and_then(|number| number.checked_sub(1))
                .filter(|place| *place < told.choices.len());
            wanted.push(place.ok_or_else(|| Trouble::new("regel-niet-begrepen"))?);
        }
    }
    let ticked = model.ticked_places();
    let gone = ticked.iter().filter(|place| !wanted.contains(place));
    let mut messages: Vec<Message> = gone
        .chain(wanted.iter().filter(|place| !ticked.contains(place)))
        .filter_map(|place| told.choices.get(*place))
        .flat_map(|choice| choice.messages.iter().cloned())
        .collect();
    messages.push(Message::Act(Action::Enter));
    Ok(messages)
}

/// A number or letter that chooses on the screen itself.
fn key(line: &str) -> Result<Action, Trouble> {
    match line {
        "+" => return Ok(Action::Down),
        "-" => return Ok(Action::Up),
        _ => {}
    }
    let number = line.parse::<usize>().ok().and_then(|n| n.checked_sub(1));
    let mut letters = line.chars();
    let key = match (number.and_then(key_of), letters.next(), letters.next()) {
        (Some(key), ..) => Some(key),
        (None, Some(letter), None) => Some(letter.to_ascii_lowercase()),
        _ => None,
    };
    key.map(Action::Choose)
        .ok_or_else(|| Trouble::new("regel-niet-begrepen"))
}
