//! Lookup: cards in, hits out. A pure room: no clock, no disk, no thread.
//!
//! A volunteer types what a resident says: lay words, half words, wrong spelling, whole sentences. The right card
//! should stand on top before the word is finished, and where no card fits the answer says so. Begin reading at
//! [`Index::find`]; the rooms below, from the query to the answer:
//!
//! | file | what it knows |
//! |---|---|
//! | `text` | folding: case, accents, dots, hyphens |
//! | `stem`, `sound`, `spelling`, `compound` | Dutch: forms of a word, how it sounds, how it is misspelt, what it is made of |
//! | `stopword` | words that say little |
//! | `vocabulary`, `table` | every word of the cards and four ways to reach one; the flat shapes it is kept in |
//! | `index` | which word stands where, and how much it says there |
//! | `query` | what each typed word may mean, and how surely |
//! | `rank`, `prior` | which cards fit best; what breaks a near-tie |
//! | `highlight`, `jump` | what to mark; `fuzzy-matcher` for names with letters skipped |
//! | `synonyms`, `cache` | words of residents as data; the index as bytes |
//!
//! # How a card gets its rank
//!
//! 1. Every word of the query becomes a list of words of the index it may mean, each with how sure that is, from 0
//!    to 1: itself (1), another form (0.92), the start of a word (0.9), its sound (0.88), a mended spelling (0.92
//!    less 1.1 times the mistakes per letter), a synonym (0.8), something related (0.5), part of a known compound
//!    (0.4). Typed apart or together makes no difference: `huis arts`, `huishoudhulp`.
//! 2. A word weighs as much as it is rare among the cards, `ln(1 + cards / cards with it)`; empty words (`de`, `ik`)
//!    keep 6 % of that and words that many questions share (`hulp`, `krijgen`) 45 %, so that a whole sentence is
//!    decided by what it is about.
//! 3. In each card and each of its names the surest meaning of a word counts, never the sum: ten words that begin
//!    with `zorg` say no more than one.
//! 4. A *name* (name, alias, phrase of an event) is worth the weight of the query in it, times how much of the name
//!    was meant: 25 % for any word of it, all for all of it. A card has the worth of its best name, because each
//!    name is a way to say the whole card.
//! 5. The *text* adds what all fields say together, at 0.7 of the names: names are chosen to be found by, text is not.
//! 6. The sum is multiplied by 0.4 to 1 for how much of the query the card covers, squared: a card with every word
//!    comes before one that says a single word often.
//! 7. A card whose name begins with the word that says most gains up to 20 %: who types a name begins at its
//!    beginning, also half a word or a misspelt one.
//! 8. A local card comes just before its national twin when it fits nearly as well (at least 78 %: its name is
//!    longer by the place), and gains 2 % beside others.
//!
//! # Why a key press is quick
//!
//! - The last word is one word in the making: only it, and what is no word as typed, is taken for a start (at most 96
//!   words, names first).
//! - Words, stems and sounds are found by hash. A misspelt word is compared with those of about its length that have
//!   about its letters, a letter of all places at a time (`spelling`).
//! - The rarest word goes first. The places of a common word stand in the order of how much it says there; about 512
//!   places are followed for each word of the query, at least 16 for each meaning, and beyond them only cards that
//!   another word found. With 256 cards found a word that says less brings no more in. With a filter nothing is left out, because what it admits
//!   may stand last. So the work grows little with the cards, and below about 500 cards nothing at all is left out.
//! - What the words before the last one mean and found is kept from one search to the next: a key seldom changes more
//!   than the last word. What is kept never changes an answer; a test compares with an index that was never asked.
//!
//! The constants were set on the judged queries in `tests/search`, each as a round number in the middle of the range
//! where nothing changes: doubling or halving most of them moves the share of right first cards by less than one
//! in a hundred.
//!
//! # The verdict
//!
//! How much of the query the first card covers and how well its best name fits, half and half; a fifth of its score,
//! which has the text in it; and a tenth of the logarithm of what the name says, because a whole sentence never fills a
//! name, yet two rare words of it in one name are no coincidence. From 0.71 the answer is [`Verdict::Found`], below
//! 0.25 [`Verdict::None`]. A word that no card knows weighs as much as the rarest, so that `fiets repareren` is
//! doubted although `fiets` is known.
//!
//! # What happens if
//!
//! - the query is empty, or has no letter or digit: no hits, [`Verdict::None`];
//! - it is only empty words (`ik wil er niet meer zijn`): they weigh little, but only beside each other;
//! - it is longer than 24 words, or a word longer than 40 letters: the rest is not read;
//! - two searches run at once: the second uses memory of its own.

mod cache;
mod compound;
mod highlight;
mod index;
mod jump;
mod prior;
mod query;
mod rank;
mod sound;
mod spelling;
mod stem;
mod stopword;
mod synonyms;
mod table;
mod text;
mod vocabulary;

use std::{fmt, ops::Range, sync::Mutex};

pub use cache::{CACHE_FROM, Fingerprint};
pub use prior::Prior;
pub use synonyms::{Event, Group, Synonyms};

use crate::{
    domain::ArticleId,
    knowledge::{Article, Kind},
};
use highlight::Meant;
use rank::Ranked;
use table::Lists;

/// The synonyms that are shipped.
const SHIPPED_SYNONYMS: &str = include_str!("../assets/kennisbank/synoniemen.toml");

/// The verdict: what the coverage of the query, the best name, the score and what the name says count, and from where
/// the answer is sure.
const VERDICT_COVER: f32 = 0.5;
const VERDICT_NAME: f32 = 0.5;
const VERDICT_SCORE: f32 = 0.2;
const VERDICT_SAID: f32 = 0.1;
const FOUND: f32 = 0.71;
const NONE: f32 = 0.25;

/// What a query can be looked up in.
pub struct Index {
    cards: Vec<index::Card>,
    /// For each card its place in the order of names; settles ties.
    by_name: Vec<u32>,
    vocabulary: vocabulary::Vocabulary,
    /// For each stem how much it says.
    rarity: Vec<f32>,
    /// For each word the words inside it, if it is a compound.
    inside: Lists,
    /// For each name the card it belongs to.
    head_card: Vec<u32>,
    /// For each name how much it counts.
    head_weight: Vec<f32>,
    /// For each word the names it stands in.
    head_places: Lists,
    /// For each word the cards whose text it stands in.
    text_places: Lists,
    /// For each stem those that mean the same.
    same: Lists,
    /// For each stem those that have to do with it.
    related: Lists,
    /// For each national card its local twins.
    twins: Lists,
    /// The cards that have some.
    with_twins: Vec<u32>,
    /// For each card whether it is of a region.
    is_local: Vec<bool>,
    /// For each card the first word of its name that says something.
    first_word: Vec<u32>,
    jump: jump::Jump,
    scratch: Mutex<Scratch>,
}

/// Memory that one search leaves to the next, so that a key press allocates nothing that grows with the cards.
#[derive(Debug, Default)]
struct Scratch {
    scribble: query::Scribble,
    board: rank::Board,
}

/// Which cards may answer, how many, and what breaks a near-tie.
#[derive(Clone, Copy)]
pub struct Options<'a> {
    /// At most this many hits.
    pub limit: usize,
    /// Only cards of this region, such as `alkmaar`.
    pub region: Option<&'a str>,
    /// Only cards of this area of life, such as `geld`.
    pub domain: Option<&'a str>,
    /// Only cards of this kind.
    pub kind: Option<Kind>,
    /// Only cards for whose place in the slice this holds, such as "is open now".
    pub only: Option<&'a dyn Fn(usize) -> bool>,
    /// Editorial weight and local use; none switches both off.
    pub prior: Option<&'a Prior>,
}

/// What a query found.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// How sure the search is.
    pub verdict: Verdict,
    /// The query as it was understood, when a spelling was mended.
    pub searched_for: Option<String>,
    /// Best first.
    pub hits: Vec<Hit>,
}

/// How sure the search is of its answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// The card on top fits.
    Found,
    /// It may fit.
    Unsure,
    /// No card fits.
    None,
}

/// Why a card was found: what links it to the word of the query that says most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Why {
    /// The word itself.
    #[default]
    Exact,
    /// The start of a word.
    Start,
    /// Another form of the word.
    OtherForm,
    /// A word that sounds the same.
    SoundsLike,
    /// A word spelt nearly so.
    Spelling,
    /// Another word for the same.
    Synonym,
    /// A part of a compound, or words that form one.
    Part,
    /// The letters of a name in order, with others between.
    Letters,
}

/// One card that was found.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// The card.
    pub id: ArticleId,
    /// Its place in the slice the index was built from.
    pub position: usize,
    /// How well it fits; comparable only within one answer.
    pub score: f64,
    /// What linked the card to the query.
    pub why: Why,
    /// Byte ranges of the name to highlight, ascending and apart.
    pub highlights: Vec<Range<usize>>,
}

impl Options<'_> {
    /// Any card, at most `limit`, no prior.
    #[must_use]
    pub const fn new(limit: usize) -> Self {
        Self {
            limit,
            region: None,
            domain: None,
            kind: None,
            only: None,
            prior: None,
        }
    }

    /// Whether every card may answer.
    fn admits_all(&self) -> bool {
        self.region.is_none() && self.domain.is_none() && self.kind.is_none() && self.only.is_none()
    }

    /// Whether a card may answer.
    fn admits(&self, position: usize, card: &index::Card) -> bool {
        self.region.is_none_or(|region| card.region == region)
            && self
                .domain
                .is_none_or(|domain| card.domains.iter().any(|other| other == domain))
            && self.kind.is_none_or(|kind| card.kind == kind)
            && self.only.is_none_or(|only| only(position))
    }
}

impl fmt::Debug for Options<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Options")
            .field("limit", &self.limit)
            .field("region", &self.region)
            .field("domain", &self.domain)
            .field("kind", &self.kind)
            .field("prior", &self.prior)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for Index {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Index")
            .field("cards", &self.cards.len())
            .field("words", &self.vocabulary.words.len())
            .finish_non_exhaustive()
    }
}

impl Index {
    /// Builds an index over all cards with the shipped synonyms.
    #[must_use]
    pub fn new(articles: &[Article]) -> Self {
        Self::build(articles, &Synonyms::shipped())
    }

    /// Looks a query up; at most `limit` hits, the best first, equal ones by name. No prior, no filter.
    #[must_use]
    pub fn find(&self, query: &str, limit: usize) -> Answer {
        self.find_with(query, &Options::new(limit))
    }

    /// Looks a query up among the cards that `options` admits.
    #[must_use]
    pub fn find_with(&self, query: &str, options: &Options) -> Answer {
        match self.scratch.try_lock() {
            Ok(mut kept) => self.answer(query, options, &mut kept),
            Err(_) => self.answer(query, options, &mut Scratch::default()),
        }
    }

    /// Finds cards by letters of a name or alias in order, some skipped: `bijz bij`. The best first.
    #[must_use]
    pub fn quick_jump(&self, query: &str, options: &Options) -> Vec<Hit> {
        if text::words(query).is_empty() {
            return Vec::new();
        }
        // A name without a letter of some word cannot have that word's letters in order.
        let wanted: Vec<u64> = query
            .to_ascii_lowercase()
            .split_whitespace()
            .map(|word| spelling::mask(word.as_bytes()))
            .collect();
        let cards = self
            .cards
            .iter()
            .enumerate()
            .filter(|(position, card)| options.admits(*position, card));
        let mut found: Vec<(i64, usize)> = cards
            .filter_map(|(position, card)| {
                let names = card
                    .names()
                    .filter(|(_, letters)| wanted.iter().all(|word| word & !letters == 0))
                    .filter_map(|(name, _)| self.jump.find(name, query));
                Some((names.max()?, position))
            })
            .collect();
        found.sort_by_key(|&(score, position)| {
            (std::cmp::Reverse(score), self.by_name.get(position))
        });
        found.truncate(options.limit);
        found
            .into_iter()
            .filter_map(|(score, position)| {
                let card = self.cards.get(position)?;
                Some(Hit {
                    id: card.id.clone(),
                    position,
                    #[expect(clippy::cast_precision_loss, reason = "scores are far below 2^52")]
                    score: score as f64,
                    why: Why::Letters,
                    highlights: self.jump.letters(card.name(), query),
                })
            })
            .collect()
    }

    fn answer(&self, query: &str, options: &Options, scratch: &mut Scratch) -> Answer {
        let Scratch { scribble, board } = scratch;
        let is_kept = query::read(self, query, scribble);
        let (before, last) = scribble.units();
        let ranked = rank::rank(self, (&before, &last), is_kept, options, board);
        let Some(first) = ranked.first() else {
            let hits = self.quick_jump(query, options);
            let verdict = if hits.is_empty() {
                Verdict::None
            } else {
                Verdict::Unsure
            };
            return Answer {
                verdict,
                searched_for: None,
                hits,
            };
        };
        let verdict = verdict(first);
        let searched_for = (verdict != Verdict::None)
            .then(|| query::mended(self, before.iter().chain(&last)))
            .flatten();
        let meant = Meant::by(before.into_iter().chain(last).collect());
        // Room for all at once: growing is felt in a hot path.
        let mut hits = Vec::with_capacity(ranked.len());
        hits.extend(ranked.iter().filter_map(|ranked| self.hit(ranked, &meant)));
        Answer {
            verdict,
            searched_for,
            hits,
        }
    }

    fn hit(&self, ranked: &Ranked, meant: &Meant) -> Option<Hit> {
        let card = self.cards.get(ranked.card as usize)?;
        Some(Hit {
            id: card.id.clone(),
            position: ranked.card as usize,
            score: f64::from(ranked.score),
            why: ranked.why,
            highlights: highlight::highlights(self, card, meant),
        })
    }

    /// How much a word of the vocabulary says.
    fn rarity_of(&self, word: u32) -> f32 {
        let stem = self.vocabulary.stem_of(word);
        self.rarity.get(stem as usize).copied().unwrap_or(0.0)
    }
}

fn verdict(first: &Ranked) -> Verdict {
    let sure = VERDICT_COVER * first.cover
        + VERDICT_NAME * first.name
        + VERDICT_SCORE * first.score
        + VERDICT_SAID * first.said.ln_1p();
    if sure >= FOUND {
        Verdict::Found
    } else if sure >= NONE {
        Verdict::Unsure
    } else {
        Verdict::None
    }
}
