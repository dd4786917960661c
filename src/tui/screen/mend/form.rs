//! The fields of a card as rows that can be typed in, and a card from what was typed.
//!
//! Knows cards, not keys or the screen. A refusal is the name of a sentence. Begin reading at [`rows`] and [`set`].

use jiff::civil::{Date, DateTime};

use crate::{
    domain::ArticleId,
    knowledge::{Amount, Article, Kind, Source, opening},
};

use super::typed::{date, day, id_of, number, said, said_part, whole};

/// Something on a card that can be typed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Slot {
    /// A text that stands once.
    One(One),
    /// An item of a list, from 0; the number of items means a new one.
    Item(List, usize),
    /// A part of an amount, by the place of the amount.
    Amount(usize, AmountPart),
    /// A part of a source, by the place of the source.
    Source(usize, SourcePart),
}

/// A text that stands once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum One {
    Name,
    Kind,
    Region,
    Domains,
    Hours,
    OpeningHours,
    Address,
    Web,
    Email,
    Cost,
    Notes,
}

/// A list of texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum List {
    Facts,
    WhoFor,
    Conditions,
    How,
    Documents,
    Deadlines,
    Phone,
    Aka,
}

/// A part of an amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum AmountPart {
    Label,
    Value,
    Unit,
    From,
    To,
    Source,
}

/// A part of a source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SourcePart {
    Title,
    Url,
    AsOf,
}

/// A row of the form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Row {
    /// What it is.
    pub(super) slot: Slot,
    /// The name of its label.
    pub(super) label: &'static str,
    /// The label stands before this row; below it the items of the same list follow.
    pub(super) is_first: bool,
    /// What stands there now.
    pub(super) text: String,
}

impl Row {
    /// Whether it is the empty row that adds an item.
    pub(super) fn is_new(&self, card: &Article) -> bool {
        match self.slot {
            Slot::Item(list, at) => at >= items(card, list).len(),
            Slot::Amount(at, _) => at >= card.amounts.len(),
            Slot::Source(at, _) => at >= card.sources.len(),
            Slot::One(_) => false,
        }
    }
}

/// What can be typed in, in the order of the card.
pub(super) fn rows(card: &Article) -> Vec<Row> {
    let mut rows = Vec::new();
    let one = |one: One, label| Row {
        slot: Slot::One(one),
        label,
        is_first: true,
        text: text_of(card, one),
    };
    rows.push(one(One::Name, "veld-kaart-naam"));
    push_items(&mut rows, card, List::Phone, "veld-kaart-telefoon");
    rows.push(one(One::Hours, "veld-kaart-uren"));
    rows.push(one(One::OpeningHours, "veld-kaart-openingstijden"));
    push_items(&mut rows, card, List::Facts, "veld-kaart-wat");
    push_items(&mut rows, card, List::WhoFor, "kaart-wie");
    push_items(&mut rows, card, List::Conditions, "kaart-voorwaarden");
    push_items(&mut rows, card, List::How, "kaart-stappen");
    push_items(&mut rows, card, List::Documents, "kaart-meenemen");
    for at in 0..=card.amounts.len() {
        push_amount(&mut rows, card, at);
    }
    push_items(&mut rows, card, List::Deadlines, "kaart-let-op");
    rows.push(one(One::Address, "kaart-adres"));
    rows.push(one(One::Web, "kaart-web"));
    rows.push(one(One::Email, "kaart-mail"));
    rows.push(one(One::Cost, "kaart-kosten"));
    push_items(&mut rows, card, List::Aka, "veld-kaart-namen");
    rows.push(one(One::Kind, "filter-soort"));
    rows.push(one(One::Region, "filter-gebied"));
    rows.push(one(One::Domains, "filter-domein"));
    rows.push(one(One::Notes, "veld-kaart-notitie"));
    for at in 0..=card.sources.len() {
        push_source(&mut rows, card, at);
    }
    rows
}

fn push_items(rows: &mut Vec<Row>, card: &Article, list: List, label: &'static str) {
    let items = items(card, list);
    let texts = items.iter().map(String::as_str).chain([""]);
    rows.extend(texts.enumerate().map(|(at, text)| Row {
        slot: Slot::Item(list, at),
        label,
        is_first: at == 0,
        text: text.to_owned(),
    }));
}

fn push_amount(rows: &mut Vec<Row>, card: &Article, at: usize) {
    let amount = card.amounts.get(at);
    let parts = [
        (AmountPart::Label, "veld-kaart-bedrag"),
        (AmountPart::Value, "veld-kaart-getal"),
        (AmountPart::Unit, "veld-kaart-eenheid"),
        (AmountPart::From, "veld-kaart-vanaf"),
        (AmountPart::To, "veld-kaart-tot"),
        (AmountPart::Source, "veld-kaart-gezien-op"),
    ];
    // An amount that is not there yet begins with its name; the rest follows.
    let count = if amount.is_some() { parts.len() } else { 1 };
    for (part, label) in parts.into_iter().take(count) {
        let text = amount.map_or_else(String::new, |amount| match part {
            AmountPart::Label => amount.label.clone(),
            AmountPart::Value => amount.value.to_string().replace('.', ","),
            AmountPart::Unit => amount.unit.clone(),
            AmountPart::From => amount.valid_from.map(said).unwrap_or_default(),
            AmountPart::To => amount.valid_to.map(said).unwrap_or_default(),
            AmountPart::Source => amount.source.clone().unwrap_or_default(),
        });
        rows.push(Row {
            slot: Slot::Amount(at, part),
            label,
            is_first: true,
            text,
        });
    }
}

fn push_source(rows: &mut Vec<Row>, card: &Article, at: usize) {
    let source = card.sources.get(at);
    let parts = [
        (SourcePart::Title, "veld-kaart-bron"),
        (SourcePart::Url, "veld-kaart-bron-adres"),
        (SourcePart::AsOf, "veld-kaart-bron-datum"),
    ];
    let count = if source.is_some() { parts.len() } else { 1 };
    for (part, label) in parts.into_iter().take(count) {
        let text = source.map_or_else(String::new, |source| match part {
            SourcePart::Title => source.title.clone(),
            SourcePart::Url => source.url.clone().unwrap_or_default(),
            SourcePart::AsOf => source.as_of.map(said_part).unwrap_or_default(),
        });
        rows.push(Row {
            slot: Slot::Source(at, part),
            label,
            is_first: true,
            text,
        });
    }
}

fn items(card: &Article, list: List) -> &Vec<String> {
    match list {
        List::Facts => &card.facts,
        List::WhoFor => &card.who_for,
        List::Conditions => &card.conditions,
        List::How => &card.how,
        List::Documents => &card.documents,
        List::Deadlines => &card.deadlines,
        List::Phone => &card.phone,
        List::Aka => &card.aka,
    }
}

fn items_mut(card: &mut Article, list: List) -> &mut Vec<String> {
    match list {
        List::Facts => &mut card.facts,
        List::WhoFor => &mut card.who_for,
        List::Conditions => &mut card.conditions,
        List::How => &mut card.how,
        List::Documents => &mut card.documents,
        List::Deadlines => &mut card.deadlines,
        List::Phone => &mut card.phone,
        List::Aka => &mut card.aka,
    }
}

fn text_of(card: &Article, one: One) -> String {
    let maybe = |text: &Option<String>| text.clone().unwrap_or_default();
    match one {
        One::Name => card.name.clone(),
        One::Kind => card.kind.code().to_owned(),
        One::Region => card.region.clone(),
        One::Domains => card.domains.join(", "),
        One::Hours => maybe(&card.hours),
        One::OpeningHours => maybe(&card.opening_hours),
        One::Address => maybe(&card.address),
        One::Web => maybe(&card.web),
        One::Email => maybe(&card.email),
        One::Cost => maybe(&card.cost),
        One::Notes => maybe(&card.notes),
    }
}

/// Puts what was typed in its place; an empty text takes an item away.
///
/// # Errors
/// The name of the sentence that says why it cannot stand there; the card is as it was.
pub(super) fn set(
    card: &mut Article,
    slot: Slot,
    text: &str,
    today: Date,
) -> Result<(), &'static str> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match slot {
        Slot::One(one) => set_one(card, one, text, today),
        Slot::Item(list, at) => set_item(card, list, at, text, today),
        Slot::Amount(at, part) => set_amount(card, at, part, text, today),
        Slot::Source(at, part) => set_source(card, at, part, text, today),
    }
}

fn set_one(card: &mut Article, one: One, text: String, today: Date) -> Result<(), &'static str> {
    let seen = Some(whole(today));
    let maybe = || Some(text.clone()).filter(|text| !text.is_empty());
    match one {
        One::Name if text.is_empty() => return Err("mend-naam-nodig"),
        One::Name => card.name = text,
        One::Kind => card.kind = text.parse::<Kind>().map_err(|_| "mend-soort")?,
        One::Region if text.is_empty() => return Err("mend-gebied-nodig"),
        One::Region => card.region = text.to_lowercase().replace(' ', "-"),
        One::Domains => {
            let codes = text.split(',').map(|code| code.trim().to_lowercase());
            card.domains = codes.filter(|code| !code.is_empty()).collect();
        }
        One::Hours => (card.hours, card.hours_as_of) = (maybe(), seen),
        One::OpeningHours => {
            // Whether hours can be read shows in what they say of a moment; which moment does not matter.
            let now = DateTime::from_parts(today, jiff::civil::Time::midnight());
            if !text.is_empty() && opening(&text, None, &[], now).is_none() {
                return Err("mend-openingstijden");
            }
            (card.opening_hours, card.hours_as_of) = (maybe(), seen);
        }
        One::Address => card.address = maybe(),
        One::Web => card.web = maybe(),
        One::Email => card.email = maybe(),
        One::Cost => card.cost = maybe(),
        One::Notes => card.notes = maybe(),
    }
    Ok(())
}

fn set_item(
    card: &mut Article,
    list: List,
    at: usize,
    text: String,
    today: Date,
) -> Result<(), &'static str> {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    if list == List::Phone && !text.is_empty() && digits < 3 {
        return Err("mend-telefoon");
    }
    let items = items_mut(card, list);
    if text.is_empty() {
        if list == List::Facts && items.len() <= 1 && at < items.len() {
            return Err("mend-wat-nodig");
        }
        if at < items.len() {
            items.remove(at);
        }
    } else if let Some(item) = items.get_mut(at) {
        *item = text;
    } else {
        items.push(text);
    }
    if list == List::Phone {
        card.phone_as_of = Some(whole(today));
    }
    Ok(())
}

fn set_amount(
    card: &mut Article,
    at: usize,
    part: AmountPart,
    text: String,
    today: Date,
) -> Result<(), &'static str> {
    if part == AmountPart::Label && text.is_empty() {
        if at < card.amounts.len() {
            card.amounts.remove(at);
        }
        return Ok(());
    }
    let Some(amount) = card.amounts.get_mut(at) else {
        card.amounts.push(Amount {
            label: text,
            value: 0.0,
            unit: "EUR per maand".to_owned(),
            valid_from: Date::new(today.year(), 1, 1).ok(),
            valid_to: Date::new(today.year(), 12, 31).ok(),
            source: card.sources.iter().find_map(|source| source.url.clone()),
        });
        return Ok(());
    };
    match part {
        AmountPart::Label => amount.label = text,
        AmountPart::Value => amount.value = number(&text).ok_or("mend-getal")?,
        AmountPart::Unit if text.is_empty() => return Err("mend-eenheid"),
        AmountPart::Unit => amount.unit = text,
        AmountPart::From | AmountPart::To => {
            let day = if text.is_empty() {
                None
            } else {
                Some(day(&text).ok_or("mend-datum")?)
            };
            let (from, to) = match part {
                AmountPart::From => (day, amount.valid_to),
                _ => (amount.valid_from, day),
            };
            if from.zip(to).is_some_and(|(from, to)| to < from) {
                return Err("mend-datums-om");
            }
            (amount.valid_from, amount.valid_to) = (from, to);
        }
        AmountPart::Source if text.is_empty() => return Err("mend-bron-nodig"),
        AmountPart::Source => amount.source = Some(text),
    }
    Ok(())
}

fn set_source(
    card: &mut Article,
    at: usize,
    part: SourcePart,
    text: String,
    today: Date,
) -> Result<(), &'static str> {
    if part == SourcePart::Title && text.is_empty() {
        if card.sources.len() <= 1 && at < card.sources.len() {
            return Err("mend-bron-nodig");
        }
        if at < card.sources.len() {
            card.sources.remove(at);
        }
        return Ok(());
    }
    let Some(source) = card.sources.get_mut(at) else {
        card.sources.push(Source {
            url: None,
            title: text,
            as_of: Some(whole(today)),
        });
        return Ok(());
    };
    match part {
        SourcePart::Title => source.title = text,
        SourcePart::Url => source.url = Some(text).filter(|text| !text.is_empty()),
        SourcePart::AsOf if text.is_empty() => source.as_of = None,
        SourcePart::AsOf => source.as_of = Some(date(&text).ok_or("mend-datum")?),
    }
    Ok(())
}

/// An empty card for something new, with an id made of its name; none when the name has no letter or digit.
pub(super) fn blank(name: &str, today: Date) -> Option<Article> {
    let id = id_of(name)?;
    Some(Article {
        id: ArticleId::from(id),
        kind: Kind::Dienst,
        name: name.trim().to_owned(),
        aka: Vec::new(),
        facts: Vec::new(),
        who_for: Vec::new(),
        conditions: Vec::new(),
        amounts: Vec::new(),
        how: Vec::new(),
        documents: Vec::new(),
        deadlines: Vec::new(),
        phone: Vec::new(),
        phone_as_of: None,
        email: None,
        web: None,
        address: None,
        hours: None,
        opening_hours: None,
        hours_as_of: None,
        cost: None,
        law: Vec::new(),
        upl: None,
        related: Vec::new(),
        domains: Vec::new(),
        region: "alkmaar".to_owned(),
        sources: Vec::new(),
        confidence: "medium".to_owned(),
        checked: Some(today),
        notes: None,
        file: String::new(),
    })
}
