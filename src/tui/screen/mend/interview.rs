//! A card drafted from what an organisation told: what it offers, for whom, when, and how one signs up.
//!
//! A draft only: the coordinator reads it, mends it and keeps it. What the organisation thinks of the neighbourhood stands
//! among the notes, which no resident sees. Begin reading at [`draft`].

use jiff::civil::Date;

use crate::{
    domain::{Answer, FieldName, Interview, Left, Settled, Trail},
    knowledge::{Article, Kind, Source},
    privacy,
    route::{MOST_ROWS, name_in_row},
    tui::shared::Library,
};

use super::{
    form::blank,
    typed::{said, whole},
};

/// The most letters of an offer where it only names what follows.
const SHORT: usize = 40;

/// The card; none when the organisation has no name.
pub(super) fn draft(library: &Library, interview: &Interview, day: Date) -> Option<Article> {
    let told = Told(interview);
    let mut card = blank(&told.text("naam"), day)?;
    card.kind = Kind::Organisatie;
    card.checked = None;
    card.sources = vec![Source {
        url: None,
        title: format!("Gesprek op {}", said(day)),
        as_of: Some(whole(day)),
    }];
    let rows = told.rows();
    for row in &rows {
        let offer = told.in_row("wat", *row);
        // With more than one offer each line says of which it is.
        let about = |name: &str| {
            let text = told.in_row(name, *row);
            if text.is_empty() || rows.len() < 2 || offer.is_empty() {
                text
            } else {
                format!("{}: {text}", short(&offer))
            }
        };
        push(&mut card.facts, offer.clone());
        push(&mut card.who_for, about("voor_wie_org"));
        push(&mut card.conditions, about("voorwaarden"));
        push(&mut card.how, about("aanmelden"));
        push(
            &mut card.deadlines,
            labelled("Wachttijd", &about("wachttijd")),
        );
        push(&mut card.facts, labelled("Talen", &about("talen")));
        let entry = match told.in_row("drempelvrij", *row).as_str() {
            "ja" => "Een rolstoel kan naar binnen.",
            "nee" => "Een rolstoel kan niet naar binnen.",
            _ => "",
        };
        push(&mut card.facts, entry.to_owned());
        add(&mut card.hours, &about("tijden"));
        add(&mut card.cost, &about("kosten"));
        add(&mut card.address, &about("plek"));
        reach(&mut card, &told.in_row("aanmelden", *row));
    }
    let mut areas: Vec<String> = Vec::new();
    for row in &rows {
        let code = told.in_row("buurt", *row);
        push(&mut areas, library.label("buurt", &code).to_owned());
    }
    push(&mut card.facts, labelled("Buurt", &areas.join(", ")));
    push(
        &mut card.conditions,
        labelled("Niet voor", &told.text("niet")),
    );
    for (label, name) in [
        ("Werkt samen met", "samen"),
        ("Zoekt", "zoekt"),
        ("Kan een ander bieden", "biedt"),
    ] {
        push(&mut card.facts, labelled(label, &told.text(name)));
    }
    let mut notes = Vec::new();
    for (label, name) in [
        ("Idee voor de buurt", "idee"),
        ("Ziet in de wijk", "ziet"),
        ("Sleutelfiguur", "sleutelfiguur"),
        ("Te bereiken", "sleutel_bereik"),
        ("Gesproken door", "gesproken_door"),
    ] {
        push(&mut notes, labelled(label, &told.text(name)));
    }
    card.notes = Some(notes.join(". ")).filter(|notes| !notes.is_empty());
    Some(card)
}

/// A card that is there already with what was told added; what stands on it stays.
pub(super) fn added(card: &Article, draft: Article) -> Article {
    let mut card = card.clone();
    let lists = [
        (&mut card.facts, draft.facts),
        (&mut card.who_for, draft.who_for),
        (&mut card.conditions, draft.conditions),
        (&mut card.how, draft.how),
        (&mut card.deadlines, draft.deadlines),
        (&mut card.phone, draft.phone),
    ];
    for (standing, told) in lists {
        for line in told {
            push(standing, line);
        }
    }
    let texts = [
        (&mut card.hours, draft.hours),
        (&mut card.cost, draft.cost),
        (&mut card.address, draft.address),
        (&mut card.email, draft.email),
    ];
    for (standing, told) in texts {
        match (standing.as_ref(), told) {
            (None, told) => *standing = told,
            // Which of the two holds, a person decides.
            (Some(old), Some(told)) if *old != told => push(&mut card.facts, told),
            (Some(_), _) => {}
        }
    }
    add(&mut card.notes, &draft.notes.unwrap_or_default());
    card.sources.extend(draft.sources);
    card
}

/// The interview, dealt with by the card that was kept.
pub(super) fn settled(mut trail: Trail, on: Date, card: Option<&Article>) -> Trail {
    if let Left::Interview(told) = &mut trail.left {
        told.settled = Some(Settled {
            on,
            alias_of: card.map(|card| card.id.clone()),
        });
    }
    trail
}

/// What was told, by the names of the questions.
struct Told<'a>(&'a Interview);

impl Told<'_> {
    fn text(&self, name: &str) -> String {
        match self.0.answers.get(name) {
            Some(Answer::Text(text) | Answer::One(text)) => text.clone(),
            Some(Answer::Many(codes)) => codes.join(", "),
            _ => String::new(),
        }
    }

    fn in_row(&self, name: &str, row: Option<usize>) -> String {
        match row {
            Some(number) => self.text(name_in_row(&FieldName::from(name), number).as_str()),
            None => self.text(name),
        }
    }

    /// The offers; a route of the desk's own may ask for one only.
    fn rows(&self) -> Vec<Option<usize>> {
        let is_told = |row: &usize| !self.in_row("wat", Some(*row)).is_empty();
        let rows: Vec<Option<usize>> = (1..=MOST_ROWS).take_while(is_told).map(Some).collect();
        if rows.is_empty() { vec![None] } else { rows }
    }
}

fn labelled(label: &str, text: &str) -> String {
    if text.is_empty() {
        String::new()
    } else {
        format!("{label}: {text}")
    }
}

/// Adds a line that is not there yet.
fn push(lines: &mut Vec<String>, line: String) {
    if !line.is_empty() && !lines.contains(&line) {
        lines.push(line);
    }
}

/// Adds to a text that stands once.
fn add(standing: &mut Option<String>, text: &str) {
    if text.is_empty() {
        return;
    }
    *standing = Some(match standing.take() {
        Some(before) if before.contains(text) => before,
        Some(before) => format!("{before}. {text}"),
        None => text.to_owned(),
    });
}

/// The phone numbers and the address for mail in a text, in their own places.
fn reach(card: &mut Article, text: &str) {
    for found in privacy::findings(text) {
        let Some(words) = text.get(found.range) else {
            continue;
        };
        match found.kind {
            privacy::Kind::Phone => push(&mut card.phone, words.trim().to_owned()),
            privacy::Kind::Email => {
                card.email.get_or_insert_with(|| words.trim().to_owned());
            }
            _ => {}
        }
    }
}

/// The first words of an offer.
fn short(offer: &str) -> String {
    let sentence = offer.split(['.', ',', ';', ':']).next().unwrap_or(offer);
    if sentence.chars().count() <= SHORT {
        return sentence.trim().to_owned();
    }
    let cut: String = sentence.chars().take(SHORT).collect();
    let words = cut
        .rsplit_once(' ')
        .map_or(cut.as_str(), |(words, _)| words);
    words.trim().to_owned()
}
