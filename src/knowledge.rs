//! Cards of the knowledge base and the local data of a desk: parsing, dates, hours, checking.
//!
//! Knows text only: `assets` hands it the text of each file and the name to report.
//! Begin reading at [`Article`], then [`parse_article`].
//!
//! # What happens if
//!
//! - a card of the data folder has the id of a shipped one: it replaces it;
//! - that card is broken: its problems are told and the shipped card stays;
//! - two cards of one layer have one id: a problem, and the first stays.

mod article;
mod card;
mod check;
mod fields;
mod holidays;
mod hours;
mod local;
mod marks;

use std::collections::HashMap;

pub use article::{Amount, Article, Kind, Law, PartialDate, Source};
pub use hours::{Opening, opening};
pub use local::{Closure, Local, Neighbourhood, Partner, Place, StandbyRole, Subtheme};
pub use marks::{AmountDoubt, CallFirst, amount_doubts, amounts_ending, hours_doubt, phone_doubt};

use crate::domain::{ArticleId, Problem};

/// Reads one card from its Markdown file with TOML front matter.
///
/// # Errors
/// Every problem of the file at once, each with line, field and remedy.
pub fn parse_article(file: &str, text: &str) -> Result<Article, Vec<Problem>> {
    card::parse(file, text)
}

/// The file of one card.
#[derive(Debug, Clone, Copy)]
pub struct CardFile<'a> {
    /// The name to report.
    pub name: &'a str,
    /// Its text.
    pub text: &'a str,
    /// True when it comes from the data folder.
    pub is_overlay: bool,
}

/// Reads all cards, shipped ones first; one of the overlay replaces a shipped one with the same id.
/// A broken card is left out and its problems are told. The cards come in the order of their ids.
#[must_use]
pub fn read_cards<'a>(
    files: impl IntoIterator<Item = CardFile<'a>>,
) -> (Vec<Article>, Vec<Problem>) {
    let mut cards: HashMap<ArticleId, (bool, Article)> = HashMap::new();
    let mut problems = Vec::new();
    for file in files {
        let card = match parse_article(file.name, file.text) {
            Ok(card) => card,
            Err(found) => {
                problems.extend(found);
                continue;
            }
        };
        match cards.get(&card.id) {
            Some((is_overlay, other)) if *is_overlay == file.is_overlay => problems.push(Problem {
                file: file.name.to_owned(),
                line: None,
                field: "id".to_owned(),
                what: format!("the card `{}` stands in {} as well", card.id, other.file),
                remedy: "remove one of the two files".to_owned(),
            }),
            _ => {
                cards.insert(card.id.clone(), (file.is_overlay, card));
            }
        }
    }
    let mut cards: Vec<Article> = cards.into_values().map(|(_, card)| card).collect();
    cards.sort_by(|a, b| a.id.cmp(&b.id));
    (cards, problems)
}

/// Reads one file of local data and adds it to `local`; a later entry with the same id replaces the earlier.
/// A later `ride_area` replaces the whole list.
///
/// # Errors
/// Every problem of the file at once; nothing of a broken file is added.
pub fn parse_local(file: &str, text: &str, local: &mut Local) -> Result<(), Vec<Problem>> {
    local::parse(file, text, local)
}

/// Checks what only the whole shows: related cards that do not exist, places without a card, two cards with one name.
#[must_use]
pub fn check(articles: &[Article], local: &Local) -> Vec<Problem> {
    check::check(articles, local)
}
