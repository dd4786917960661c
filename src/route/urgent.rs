//! Red-flag cards (*noodkaarten*): what to say, do and leave when there is danger, and whom to call.
//!
//! A card is data. It holds no phone numbers: each call names a card of the knowledge base, or a person of today's
//! shift, so that a number stands in one place and has one date. A card nobody can call from is refused.
//!
//! Begin reading at [`UrgentCard`]. It knows no screen; that a volunteer opened a card is not its business.

use std::{collections::BTreeMap, fmt};

use serde::Deserialize;
use toml::Spanned;

use crate::domain::{ArticleId, Problem};

/// The most lines of a card: the title, the calls, and what to say, do and leave.
pub const MOST_LINES: usize = 12;

/// The most letters of a line, so that it fits on a screen of 80 columns.
pub const LONGEST_LINE: usize = 76;

/// The id of a red-flag card, written `R1` to `R11` and further.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UrgentId(pub u8);

impl fmt::Display for UrgentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "R{}", self.0)
    }
}

/// One red-flag card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UrgentCard {
    /// Stable id.
    pub id: UrgentId,
    /// What it is about.
    pub title: String,
    /// Whom to call, most urgent first; at least one.
    pub calls: Vec<Call>,
    /// What the volunteer can say.
    pub say: Vec<String>,
    /// What to do.
    pub act: Vec<String>,
    /// What not to do.
    pub avoid: Vec<String>,
    /// What can be recorded afterwards: codes and labels.
    pub actions: Vec<(String, String)>,
    /// Words in free text that suggest this card: in lower case, with one space around and between them, so that a text is
    /// looked through at every key without reading them anew.
    pub words: Vec<String>,
}

/// Whom to call, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    /// Where the number stands.
    pub to: CallTo,
    /// When to call them.
    pub when: String,
}

/// Where a number stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CallTo {
    /// On a card of the knowledge base.
    Article(ArticleId),
    /// With the standby (*achterwacht*) of today.
    Standby,
    /// With the coordinator.
    Coordinator,
}

/// A card as its file has it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CardFile {
    id: Spanned<String>,
    title: Spanned<String>,
    words: Vec<Spanned<String>>,
    say: Vec<Spanned<String>>,
    act: Vec<Spanned<String>>,
    avoid: Vec<Spanned<String>>,
    #[serde(default)]
    call: Vec<CallFile>,
    #[serde(default)]
    action: Vec<ActionFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CallFile {
    article: Option<Spanned<String>>,
    role: Option<Spanned<String>>,
    when: Spanned<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ActionFile {
    name: Spanned<String>,
    label: Spanned<String>,
}

/// Reads one card; `phones` says which cards of the knowledge base have a phone number.
///
/// # Errors
/// Every problem of the file at once, each with line, field and remedy; of a file that is no card, the first.
pub fn parse(
    file: &str,
    text: &str,
    phones: &dyn Fn(&ArticleId) -> bool,
) -> Result<UrgentCard, Vec<Problem>> {
    let mut check = Check {
        file,
        text,
        problems: Vec::new(),
    };
    match toml::from_str::<CardFile>(text) {
        Ok(card) => {
            let card = check.card(card, phones);
            if check.problems.is_empty() {
                return Ok(card);
            }
        }
        Err(error) => {
            let line = error.span().map(|span| check.line(span.start));
            check.refuse(
                line,
                "",
                error.message().to_owned(),
                "a card has id, title, words, say, act, avoid, [[call]] and [[action]]",
            );
        }
    }
    Err(check.problems)
}

/// The card that a text suggests: the first of `cards` with one of its words in it. Only for one quiet line on the
/// screen; a hit is often false ("mijn man is dood") and is never kept.
#[must_use]
pub fn suggested<'a>(cards: &'a [UrgentCard], text: &str) -> Option<&'a UrgentCard> {
    let text = plain(text);
    cards
        .iter()
        .find(|card| card.words.iter().any(|words| text.contains(words)))
}

/// Lower case, one space around and between words, no signs.
fn plain(text: &str) -> String {
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    format!(" {} ", words.join(" "))
}

struct Check<'a> {
    file: &'a str,
    text: &'a str,
    problems: Vec<Problem>,
}

impl Check<'_> {
    fn line(&self, at: usize) -> usize {
        let before = self.text.get(..at).unwrap_or(self.text);
        before.matches('\n').count() + 1
    }

    fn refuse(&mut self, line: Option<usize>, field: &str, what: String, remedy: &str) {
        self.problems.push(Problem {
            file: self.file.to_owned(),
            line,
            field: field.to_owned(),
            what,
            remedy: remedy.to_owned(),
        });
    }

    fn refuse_at(&mut self, at: &Spanned<String>, field: &str, what: String, remedy: &str) {
        let line = self.line(at.span().start);
        self.refuse(Some(line), field, what, remedy);
    }

    fn card(&mut self, card: CardFile, phones: &dyn Fn(&ArticleId) -> bool) -> UrgentCard {
        let written = card.id.get_ref();
        let number = written
            .strip_prefix('R')
            .and_then(|number| number.parse().ok());
        if number.is_none() {
            let what = format!("`{written}` is not the id of a red-flag card");
            self.refuse_at(&card.id, "id", what, "write R and a number, as in R12");
        }
        if card.call.is_empty() {
            self.refuse(
                None,
                "call",
                "nobody can be called from this card".to_owned(),
                "add a [[call]] with an article that has a phone number, or a role",
            );
        }
        let texts = [&card.say, &card.act, &card.avoid];
        let lines = 1 + card.call.len() + texts.iter().map(|texts| texts.len()).sum::<usize>();
        if lines > MOST_LINES {
            self.refuse(
                None,
                "",
                format!("the card has {lines} lines; {MOST_LINES} is the most"),
                "keep what helps in the first minute",
            );
        }
        UrgentCard {
            title: self.words("title", card.title),
            calls: card
                .call
                .into_iter()
                .filter_map(|call| self.call(call, phones))
                .collect(),
            say: self.all("say", card.say),
            act: self.all("act", card.act),
            avoid: self.all("avoid", card.avoid),
            actions: self.actions(card.action),
            words: self
                .all("words", card.words)
                .iter()
                .map(|words| plain(words))
                .collect(),
            id: UrgentId(number.unwrap_or_default()),
        }
    }

    fn call(&mut self, call: CallFile, phones: &dyn Fn(&ArticleId) -> bool) -> Option<Call> {
        let to = match (call.article, call.role) {
            (Some(article), None) => {
                let id = ArticleId::from(article.get_ref().clone());
                if !phones(&id) {
                    self.refuse_at(
                        &article,
                        "article",
                        format!("the card `{id}` does not exist or has no phone number"),
                        "name a card of the knowledge base with a phone number",
                    );
                }
                CallTo::Article(id)
            }
            (None, Some(role)) => match role.get_ref().as_str() {
                "achterwacht" => CallTo::Standby,
                "coordinator" => CallTo::Coordinator,
                other => {
                    let what = format!("`{other}` is not a role that can be called");
                    self.refuse_at(&role, "role", what, "write achterwacht or coordinator");
                    return None;
                }
            },
            (Some(_), Some(_)) | (None, None) => {
                self.refuse_at(
                    &call.when,
                    "call",
                    "the call names nobody, or two".to_owned(),
                    "write either article = \"...\" or role = \"...\"",
                );
                return None;
            }
        };
        Some(Call {
            to,
            when: self.words("when", call.when),
        })
    }

    fn actions(&mut self, actions: Vec<ActionFile>) -> Vec<(String, String)> {
        let mut seen: BTreeMap<String, String> = BTreeMap::new();
        let mut kept = Vec::new();
        for action in actions {
            let name = action.name.get_ref().clone();
            let label = self.words("label", action.label);
            if name.is_empty() || name.contains(char::is_whitespace) {
                let what = format!("`{name}` cannot be a code");
                self.refuse_at(&action.name, "name", what, "write it without spaces");
            } else if seen.insert(name.clone(), label.clone()).is_some() {
                let what = format!("the code `{name}` stands here twice");
                self.refuse_at(&action.name, "name", what, "give one of them another code");
            }
            kept.push((name, label));
        }
        kept
    }

    fn all(&mut self, field: &str, texts: Vec<Spanned<String>>) -> Vec<String> {
        texts
            .into_iter()
            .map(|text| self.words(field, text))
            .collect()
    }

    /// One line of words that a screen can show.
    fn words(&mut self, field: &str, text: Spanned<String>) -> String {
        let words = text.get_ref().trim();
        let length = words.chars().count();
        if words.is_empty() {
            self.refuse_at(&text, field, "the line is empty".to_owned(), "remove it");
        } else if length > LONGEST_LINE {
            let what = format!("the line has {length} letters; {LONGEST_LINE} is the most");
            self.refuse_at(&text, field, what, "say it shorter, or make it two lines");
        }
        if words.contains(char::is_control) {
            self.refuse_at(
                &text,
                field,
                "the line holds a control character".to_owned(),
                "remove it; only letters, signs and spaces can be shown",
            );
        }
        text.into_inner().trim().to_owned()
    }
}
