//! Cards of the knowledge base and the local data of a desk: parsing, dates, hours, checking.
//!
//! Knows text only: `assets` hands it the text of each file and the name to report.
//! Begin reading at [`Article`], then [`parse_article`].

mod article;
mod card;
mod check;
mod control;
mod fields;
mod holidays;
mod hours;
mod local;
mod marks;
mod notice;
mod removal;
mod upkeep;
mod writing;

pub use article::{Amount, Article, Kind, Law, PartialDate, Source};
pub use hours::{Opening, opening};
pub use local::{Closure, Local, Neighbourhood, Partner, Place, StandbyRole, Subtheme};
pub use marks::{AmountDoubt, CallFirst, amount_doubts, amounts_ending, hours_doubt, phone_doubt};

pub use notice::{Fault, Notice, Notices, standing};
pub use removal::{removal, removed};
pub use upkeep::{cards_to_check, check_due};

use crate::domain::Problem;

/// Reads one card from its Markdown file with TOML front matter.
///
/// # Errors
/// Every problem of the file at once, each with line, field and remedy.
pub fn parse_article(file: &str, text: &str) -> Result<Article, Vec<Problem>> {
    card::parse(file, text)
}

/// The text of the file of a card: [`parse_article`] gives the same card back.
#[must_use]
pub fn write_article(article: &Article) -> String {
    writing::write(article)
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
