//! What stands on a resident's note: taken from the answers of a talk and the cards they name, never a name.

use std::collections::BTreeMap;

use jiff::civil::DateTime;

use crate::{
    domain::{Answer, FieldName, Note, NoteSection},
    knowledge::{Article, Opening, Place, opening},
    tui::{
        shared::Shared,
        widget::{card, dates},
    },
};

/// The answers that name a card, in the order of the note: where one goes comes first.
const CARDS: [&str; 2] = ["verwezen_naar", "gekozen"];

/// The answers that are a day the resident must not forget.
const DAYS: [&str; 2] = ["termijn", "datum"];

/// Composes a note from the answers of a talk at this desk, now.
#[must_use]
pub fn compose(shared: &Shared, answers: &BTreeMap<FieldName, Answer>) -> Note {
    let cards = cards(shared, answers);
    let sections = vec![
        section(
            shared,
            "afspraak",
            "briefje-afspraak",
            agreed(shared, answers),
        ),
        section(shared, "wie", "briefje-wie", who(shared, answers, &cards)),
        section(shared, "waar", "briefje-waar", where_to(shared, &cards)),
        section(shared, "meenemen", "briefje-meenemen", papers(&cards)),
        section(shared, "datum", "briefje-datum", days(shared, answers)),
        section(shared, "terug", "briefje-terug", come_back(shared, answers)),
    ];
    let place = shared.place.as_ref();
    Note {
        place: place
            .map(|place| shared.library.place_name(place).to_owned())
            .unwrap_or_default(),
        day: shared.stamp.now.date(),
        sections: sections.into_iter().flatten().collect(),
        web: cards.iter().find_map(|card| card.web.clone()),
    }
}

/// A section; none without lines.
fn section(
    shared: &Shared,
    part: &'static str,
    heading: &str,
    lines: Vec<String>,
) -> Option<NoteSection> {
    (!lines.is_empty()).then(|| NoteSection {
        part,
        heading: shared.say(heading),
        lines,
    })
}

fn text<'a>(answers: &'a BTreeMap<FieldName, Answer>, field: &str) -> Option<&'a str> {
    match answers.get(field) {
        Some(Answer::Text(text)) if !text.trim().is_empty() => Some(text),
        _ => None,
    }
}

fn cards<'a>(shared: &'a Shared, answers: &BTreeMap<FieldName, Answer>) -> Vec<&'a Article> {
    let mut found: Vec<&Article> = Vec::new();
    for field in CARDS {
        let card = text(answers, field).and_then(|id| shared.library.article(id));
        if let Some(card) = card
            && !found.iter().any(|known| known.id == card.id)
        {
            found.push(card);
        }
    }
    found
}

/// What was agreed: in words of the talk, what was chosen that is no card, and from where to where a ride goes.
fn agreed(shared: &Shared, answers: &BTreeMap<FieldName, Answer>) -> Vec<String> {
    let agreed = ["afspraak", "eerste_kleine_stap", "gekozen"];
    let found = agreed.iter().filter_map(|field| text(answers, field));
    let own = found.filter(|said| shared.library.article(said).is_none());
    let mut lines: Vec<String> = own.map(str::to_owned).collect();
    if let (Some(Answer::One(from)), Some(Answer::One(to))) =
        (answers.get("van"), answers.get("naar"))
    {
        let named = |code| shared.library.label("ritgebied", code);
        let said = [("van", named(from)), ("naar", named(to))];
        lines.push(shared.words.with("briefje-rit", &said));
    }
    lines
}

/// Who does what.
fn who(shared: &Shared, answers: &BTreeMap<FieldName, Answer>, cards: &[&Article]) -> Vec<String> {
    let mut lines = Vec::new();
    for (field, words) in [("doet_bewoner", "briefje-u"), ("doen_wij", "briefje-wij")] {
        if let Some(what) = text(answers, field) {
            lines.push(shared.words.with(words, &[("wat", what)]));
        }
    }
    if lines.is_empty()
        && let Some(card) = cards.first()
    {
        lines.push(
            shared
                .words
                .with("briefje-u-gaat-naar", &[("naam", &card.name)]),
        );
    }
    lines
}

/// Where to go, with phone and hours as they are now.
fn where_to(shared: &Shared, cards: &[&Article]) -> Vec<String> {
    let mut lines = Vec::new();
    for card in cards {
        lines.push(card.name.clone());
        lines.extend(card.address.clone());
        for phone in &card.phone {
            lines.push(shared.words.with("briefje-bel", &[("nummer", phone)]));
        }
        if let Some(now) = card::open_now(shared.look(0), card) {
            lines.push(now.to_string());
        }
        lines.extend(card.hours.clone());
    }
    lines
}

fn papers(cards: &[&Article]) -> Vec<String> {
    let papers = cards.iter().flat_map(|card| &card.documents);
    papers.map(|paper| format!("- {paper}")).collect()
}

/// Days the resident must not forget, with their weekday.
fn days(shared: &Shared, answers: &BTreeMap<FieldName, Answer>) -> Vec<String> {
    let found = DAYS.iter().filter_map(|field| match answers.get(*field) {
        Some(Answer::Date(day)) => Some(*day),
        _ => None,
    });
    let mut lines: Vec<String> = found
        .map(|day| {
            let weekday = dates::long_day(&shared.words, day);
            format!("{weekday} {}", day.year())
        })
        .collect();
    if let (Some(line), Some(Answer::Time(time))) = (lines.last_mut(), answers.get("tijd")) {
        let time = format!("{:02}:{:02}", time.hour(), time.minute());
        *line = shared.words.with(
            "briefje-dag-tijd",
            &[("dag", line.as_str()), ("tijd", &time)],
        );
    }
    lines
}

/// When to come back: the day that was agreed, and when the desk is open next.
fn come_back(shared: &Shared, answers: &BTreeMap<FieldName, Answer>) -> Vec<String> {
    let mut lines = Vec::new();
    match answers.get("terugkijken") {
        Some(Answer::Date(day)) if *day == shared.stamp.now.date() => {
            lines.push(shared.say("briefje-wij-kijken-nu"));
        }
        Some(Answer::Date(day)) => {
            let day = dates::long_day(&shared.words, *day);
            lines.push(shared.words.with("briefje-wij-kijken", &[("dag", &day)]));
        }
        _ => {}
    }
    if let Some(opens) = next_opening(shared) {
        let day = dates::long_day(&shared.words, opens.date());
        let time = format!("{:02}:{:02}", opens.hour(), opens.minute());
        let said = [("dag", day.as_str()), ("tijd", &time)];
        lines.push(shared.words.with("briefje-kom-terug", &said));
    }
    if let Some(phone) = here(shared).and_then(|place| place.phone.as_deref()) {
        lines.push(shared.words.with("briefje-bel-ons", &[("nummer", phone)]));
    }
    lines
}

/// The place of this desk.
fn here(shared: &Shared) -> Option<&Place> {
    let id = shared.place.as_ref()?;
    let places = &shared.library.local.places;
    places.iter().find(|place| place.id == *id)
}

/// The next moment this desk opens: when it is open now, the time after that.
fn next_opening(shared: &Shared) -> Option<DateTime> {
    let place = here(shared)?;
    let hours = place.opening_hours.as_deref()?;
    let closures = &shared.library.local.closures;
    let at = |now: DateTime| opening(hours, Some(&place.id), closures, now);
    let mut now = shared.stamp.now.datetime();
    // At most: open now, then closed, then open.
    for _ in 0..2 {
        now = match at(now)? {
            Opening::Open { until } => until?,
            Opening::Closed { opens } | Opening::ClosedFor { opens, .. } => return opens,
            Opening::Holiday { .. } => now.date().tomorrow().ok()?.at(0, 0, 0, 0),
        };
    }
    match at(now)? {
        Opening::Open { .. } => Some(now),
        Opening::Closed { opens } | Opening::ClosedFor { opens, .. } => opens,
        Opening::Holiday { .. } => None,
    }
}
