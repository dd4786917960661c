//! From cards to an index: which word stands where, and how much it says there.
//!
//! Knows cards and synonyms; nothing of queries. Begin reading at [`Index::build`].

mod corpus;
mod twins;

use std::sync::Mutex;

use super::{
    Index, Synonyms,
    jump::Jump,
    stopword,
    table::{Lists, number},
    text::{Word, words},
    vocabulary::Vocabulary,
};
use crate::{
    domain::ArticleId,
    knowledge::{Article, Kind},
};
pub(super) use corpus::texts;
use corpus::{Corpus, FIELDS, Found, Head};
pub(super) use twins::NATIONAL;
use twins::twins;

/// What is kept of a card.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Card {
    pub(super) id: ArticleId,
    /// Its name, then its aliases.
    pub(super) names: Vec<String>,
    /// The words of its name that the vocabulary has, each with its letters and where it stands.
    pub(super) words: Vec<(u32, Word)>,
    pub(super) kind: Kind,
    pub(super) region: String,
    pub(super) domains: Vec<String>,
}

/// A place of a word: in which name or card, and how much it says there.
///
/// Packed in one number, so that a list of places is one run of memory: 23 bits which, 1 bit whether the word is
/// part of a compound there, 8 bits the share.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place(pub(super) u32);

impl Place {
    pub(super) fn new(unit: u32, is_part: bool, share: f32) -> Self {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "clamped to a byte"
        )]
        let share = (share * 255.0).round().clamp(0.0, 255.0) as u32;
        Self((unit << 9) | (u32::from(is_part) << 8) | share)
    }

    /// The name or card.
    pub(super) fn unit(self) -> u32 {
        self.0 >> 9
    }

    /// Whether the word stands inside a longer one here.
    pub(super) fn is_part(self) -> bool {
        self.0 & 0x100 != 0
    }

    /// 0 to 1: for a name the share of its meaning, for a card how much of the card is about the word.
    pub(super) fn share(self) -> f32 {
        f32::from((self.0 & 0xff) as u8) / 255.0
    }
}

/// How soon more of the same word stops to matter: at this weight a card is half about it.
const HALF: f32 = 4.0;
/// A word inside a compound says less than one on its own.
const PART_IN_TEXT: f32 = 0.55;
/// The place in a name ("Alkmaar") says little: nearly every card has one.
const REGION_SHARE: f32 = 0.15;

impl Index {
    /// Builds an index over all cards, with these synonyms.
    #[must_use]
    pub fn build(articles: &[Article], synonyms: &Synonyms) -> Self {
        let Corpus {
            found,
            heads,
            inside,
            vocabulary,
            regions,
        } = Corpus::read(articles, synonyms);
        let rarity = rarity(&vocabulary, &found, &heads, &inside, articles.len());
        let share_of = |word: u32| {
            let text = vocabulary.words.get(word);
            let place = if regions.contains(text) {
                REGION_SHARE
            } else {
                1.0
            };
            let stem = vocabulary.stem_of(word) as usize;
            rarity.get(stem).copied().unwrap_or(1.0) * stopword::share(text) * place
        };
        Self {
            twins: twins(articles, &heads, &vocabulary, &regions),
            head_places: head_places(&heads, &inside, &vocabulary, &share_of),
            text_places: text_places(found, &inside, &vocabulary, articles.len()),
            same: synonym_pairs(&synonyms.zelfde, &vocabulary),
            related: synonym_pairs(&synonyms.verwant, &vocabulary),
            head_card: heads.iter().map(|head| head.card).collect(),
            head_weight: heads.iter().map(|head| head.weight).collect(),
            cards: articles
                .iter()
                .map(|article| Card::of(article, &vocabulary))
                .collect(),
            by_name: by_name(articles),
            inside,
            rarity,
            vocabulary,
            jump: Jump::default(),
            scratch: Mutex::default(),
        }
    }
}

/// For each card its place in the order of names.
pub(super) fn by_name(articles: &[Article]) -> Vec<u32> {
    let mut order: Vec<_> = articles
        .iter()
        .enumerate()
        .map(|(at, article)| (article.name.to_lowercase(), &article.id, at))
        .collect();
    order.sort_unstable();
    let mut places = vec![0; order.len()];
    for (place, (_, _, card)) in order.iter().enumerate() {
        if let Some(slot) = places.get_mut(*card) {
            *slot = number(place);
        }
    }
    places
}

impl Card {
    /// What is kept of an article.
    pub(super) fn of(article: &Article, vocabulary: &Vocabulary) -> Self {
        let number = |word: Word| Some((vocabulary.words.find(&word.text)?, word));
        Self {
            id: article.id.clone(),
            names: std::iter::once(&article.name)
                .chain(&article.aka)
                .cloned()
                .collect(),
            words: words(&article.name)
                .into_iter()
                .filter_map(number)
                .collect(),
            kind: article.kind,
            region: article.region.clone(),
            domains: article.domains.clone(),
        }
    }
}

impl Card {
    /// The name on the card.
    pub(super) fn name(&self) -> &str {
        self.names.first().map_or("", String::as_str)
    }
}

/// How much each stem says: rare ones much, those of nearly every card little.
fn rarity(
    vocabulary: &Vocabulary,
    found: &[Found],
    heads: &[Head],
    inside: &Lists,
    cards: usize,
) -> Vec<f32> {
    let mut pairs: Vec<(u32, u32)> = Vec::with_capacity(found.len() * 2);
    let places = found.iter().map(|found| (found.word, found.card));
    let heads = heads
        .iter()
        .flat_map(|head| head.words.iter().map(|&word| (word, head.card)));
    for (word, card) in places.chain(heads) {
        pairs.push((vocabulary.stem_of(word), card));
        pairs.extend(
            inside
                .get(word)
                .iter()
                .map(|&part| (vocabulary.stem_of(part), card)),
        );
    }
    pairs.sort_unstable();
    pairs.dedup();
    let mut in_cards = vec![0_u32; vocabulary.stems.len()];
    for (stem, _) in pairs {
        if let Some(count) = in_cards.get_mut(stem as usize) {
            *count += 1;
        }
    }
    in_cards
        .into_iter()
        .map(|count| rare(count, cards))
        .collect()
}

/// The weight of a word that stands in `count` of `cards` cards.
#[expect(
    clippy::cast_precision_loss,
    reason = "counts of cards are far below 2^24"
)]
pub(super) fn rare(count: u32, cards: usize) -> f32 {
    let (count, cards) = (count.max(1) as f32, cards.max(1) as f32);
    (1.0 + cards / count).ln()
}

/// For each word the names it stands in.
fn head_places(
    heads: &[Head],
    inside: &Lists,
    vocabulary: &Vocabulary,
    share_of: &dyn Fn(u32) -> f32,
) -> Lists {
    let mut places: Vec<(u32, u32)> = Vec::new();
    for (unit, head) in heads.iter().enumerate() {
        let unit = number(unit);
        let total: f32 = head.words.iter().map(|&word| share_of(word)).sum();
        for &word in &head.words {
            let share = share_of(word) / total.max(f32::EPSILON);
            places.push((word, Place::new(unit, false, share).0));
            let parts = inside.get(word);
            let letters = vocabulary.words.get(word).len();
            for &part in parts {
                #[expect(clippy::cast_precision_loss, reason = "lengths of words")]
                let share = share * vocabulary.words.get(part).len() as f32 / letters.max(1) as f32;
                places.push((part, Place::new(unit, true, share).0));
            }
        }
    }
    places.sort_unstable();
    // A word that stands twice in one name counts once.
    places.dedup_by_key(|(word, place)| (*word, *place >> 9));
    Lists::from_sorted(vocabulary.words.len(), places.into_iter())
}

/// For each word the cards it stands in, with how much each is about it.
fn text_places(
    mut found: Vec<Found>,
    inside: &Lists,
    vocabulary: &Vocabulary,
    cards: usize,
) -> Lists {
    found.retain(|found| !stopword::is_empty(vocabulary.words.get(found.word)));
    let mut lengths = vec![0.0_f32; FIELDS.len() * cards];
    let mut sums = vec![0.0_f32; FIELDS.len()];
    let slot = |found: &Found| found.card as usize * FIELDS.len() + usize::from(found.field);
    for found in &found {
        if let Some(length) = lengths.get_mut(slot(found)) {
            *length += 1.0;
        }
        if let Some(sum) = sums.get_mut(usize::from(found.field)) {
            *sum += 1.0;
        }
    }
    #[expect(
        clippy::cast_precision_loss,
        reason = "counts of cards are far below 2^24"
    )]
    let cards = cards.max(1) as f32;
    // Per word and card the weight, gathered over the fields.
    let mut weights: Vec<(u32, u32, f32, bool)> = Vec::with_capacity(found.len() * 2);
    for found in &found {
        let Some(field) = FIELDS.get(usize::from(found.field)) else {
            continue;
        };
        let length = lengths.get(slot(found)).copied().unwrap_or(1.0);
        let usual = (sums.get(usize::from(found.field)).copied().unwrap_or(1.0) / cards).max(1.0);
        let weight = field.weight / (1.0 - field.long + field.long * length / usual);
        weights.push((found.word, found.card, weight, false));
        for &part in inside.get(found.word) {
            weights.push((part, found.card, weight * PART_IN_TEXT, true));
        }
    }
    weights.sort_unstable_by_key(|(word, card, _, part)| (*word, *card, *part));
    let mut places: Vec<(u32, u32)> = Vec::new();
    for group in weights.chunk_by(|a, b| a.0 == b.0 && a.1 == b.1) {
        let Some(&(word, card, _, is_part)) = group.first() else {
            continue;
        };
        let weight: f32 = group.iter().map(|(_, _, weight, _)| weight).sum();
        places.push((word, Place::new(card, is_part, weight / (HALF + weight)).0));
    }
    Lists::from_sorted(vocabulary.words.len(), places.into_iter())
}

/// For each stem the stems of its synonyms.
fn synonym_pairs(groups: &[super::synonyms::Group], vocabulary: &Vocabulary) -> Lists {
    let mut pairs = Vec::new();
    for group in groups {
        let stems: Vec<u32> = group
            .woorden
            .iter()
            .flat_map(|word| words(word))
            .filter_map(|word| vocabulary.stem_for(&word.text))
            .collect();
        for &from in &stems {
            pairs.extend(stems.iter().filter(|&&to| to != from).map(|&to| (from, to)));
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    Lists::from_sorted(vocabulary.stems.len(), pairs.into_iter())
}
