//! Who could help a neighbour: at most three helpers for one request, each with the reason. A person decides and calls.
//!
//! The four principles of the neighbourhood stand in this order: a helper does this task, on that part of the week, and
//! is not resting; then who lives nearest; then who shares an interest; then who was not asked for the longest time.
//! Nobody gets a score. It knows no screen and no store; the day comes in. Begin reading at [`proposals`].

use jiff::civil::Date;

use crate::domain::{Answer, Contact, ContactId, Retention};

/// How many helpers are proposed.
pub const MOST: usize = 3;
/// The choice that leaves day or hour open.
const ANY: &str = "maakt-niet-uit";
/// The shortest word that can be a shared interest; shorter ones say little.
const SHORTEST_WORD: usize = 4;

/// What is asked.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Request {
    /// The code of the task.
    pub task: String,
    /// The days that suit; none when it was not asked.
    pub days: Vec<String>,
    /// The parts of the day that suit; none when it was not asked.
    pub hours: Vec<String>,
    /// The code of the neighbourhood, if known.
    pub neighbourhood: Option<String>,
    /// The street, if known.
    pub street: Option<String>,
    /// A wish in words, such as a language.
    pub wish: String,
}

/// How near a helper lives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Nearness {
    /// In the same street.
    Street,
    /// In the same neighbourhood.
    Neighbourhood,
    /// Elsewhere in town, and willing to come.
    Town,
}

/// One helper who could be asked, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// The helper.
    pub helper: ContactId,
    /// How near.
    pub nearness: Nearness,
    /// Whether wish and interests share a word.
    pub shares_interest: bool,
    /// When this helper was asked last.
    pub asked_on: Option<Date>,
}

impl Request {
    /// Reads a request from answers by the names of its fields; none when no task was named.
    #[must_use]
    pub fn of<'a>(answer: impl Fn(&str) -> Option<&'a Answer>) -> Option<Self> {
        let one = |field| answer(field).and_then(text).map(str::to_owned);
        Some(Self {
            task: one("klus")?,
            days: many(answer("dagen")),
            hours: many(answer("dagdeel")),
            neighbourhood: one("buurt"),
            street: one("straat"),
            wish: one("voorkeur").unwrap_or_default(),
        })
    }
}

/// Who could be asked, the best first. Closed contacts, and whoever rests on `today`, are left out.
#[must_use]
pub fn proposals<'a>(
    request: &Request,
    helpers: impl IntoIterator<Item = &'a Contact>,
    today: Date,
) -> Vec<Proposal> {
    let mut found: Vec<Proposal> = helpers
        .into_iter()
        .filter(|helper| is_free(request, helper, today))
        .filter_map(|helper| proposal(request, helper))
        .collect();
    found.sort_by_key(|each| {
        (
            each.nearness,
            !each.shares_interest,
            each.asked_on,
            each.helper,
        )
    });
    found.truncate(MOST);
    found
}

fn is_free(request: &Request, helper: &Contact, today: Date) -> bool {
    let answer = |field: &str| helper.answers.get(field);
    let rests = matches!(answer("pauze_tot"), Some(Answer::Date(until)) if *until > today);
    helper.class == Retention::Volunteer
        && helper.closed_on.is_none()
        && helper.ends_on >= today
        && !rests
        && many(answer("aanbod")).contains(&request.task)
        && meets(&request.days, &many(answer("dagen")))
        && meets(&request.hours, &many(answer("dagdeel")))
}

fn proposal(request: &Request, helper: &Contact) -> Option<Proposal> {
    let own = |field: &str| helper.answers.get(field).and_then(text);
    let is_same = |mine: &Option<String>, other: Option<&str>| {
        mine.as_deref()
            .zip(other)
            .is_some_and(|(mine, other)| plain(mine) == plain(other))
    };
    let nearness = if is_same(&request.street, own("straat")) {
        Nearness::Street
    } else if is_same(&request.neighbourhood, own("buurt")) {
        Nearness::Neighbourhood
    } else {
        Nearness::Town
    };
    let farthest = match own("afstand") {
        Some("straat") => Nearness::Street,
        Some("buurt") => Nearness::Neighbourhood,
        _ => Nearness::Town,
    };
    let interests = format!(
        "{} {}",
        own("leuk_vinden").unwrap_or_default(),
        own("talen").unwrap_or_default()
    );
    (nearness <= farthest).then(|| Proposal {
        helper: helper.id,
        nearness,
        shares_interest: shares_word(&request.wish, &interests),
        asked_on: helper.asked_on,
    })
}

/// Whether two lists of days or hours have one in common; who said nothing, or "any", suits everyone.
fn meets(one: &[String], other: &[String]) -> bool {
    let is_any = |list: &[String]| list.is_empty() || list.iter().any(|code| code == ANY);
    is_any(one) || is_any(other) || one.iter().any(|code| other.contains(code))
}

fn shares_word(one: &str, other: &str) -> bool {
    let (one, other) = (plain(one), plain(other));
    let known: Vec<&str> = other.split(' ').collect();
    one.split(' ')
        .any(|word| word.chars().count() >= SHORTEST_WORD && known.contains(&word))
}

/// Lower case, one blank between words, no signs.
fn plain(text: &str) -> String {
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    words.join(" ")
}

fn text(answer: &Answer) -> Option<&str> {
    if let Answer::Text(text) | Answer::One(text) = answer {
        Some(text)
    } else {
        None
    }
}

fn many(answer: Option<&Answer>) -> Vec<String> {
    if let Some(Answer::Many(codes)) = answer {
        codes.clone()
    } else {
        Vec::new()
    }
}
