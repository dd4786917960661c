//! From cards to an index: which word stands where, and how much it says there.
//!
//! Knows cards and synonyms; nothing of queries. Begin reading at [`Index::build`].

mod corpus;
mod twins;

use std::sync::Mutex;

use super::{
    Index, Synonyms,
    jump::Jump,
    rank::FEWEST_PLACES,
    spelling::mask_of_name,
    stopword,
    table::{Lists, low, number},
    text::{Word, words},
    vocabulary::Vocabulary,
};
use crate::{
    domain::ArticleId,
    knowledge::{Article, Kind},
};
pub(super) use corpus::texts;
use corpus::{Corpus, FIELDS, Token};
pub(super) use twins::NATIONAL;
use twins::twins;

/// What is kept of a card.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Card {
    pub(super) id: ArticleId,
    /// Its name, then its aliases, end to end.
    names: String,
    /// For each name where it ends, and its letters as [`mask_of_name`] tells them.
    ends: Vec<(usize, u64)>,
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
        let share = (share * 255.0 + 0.5).clamp(0.0, 255.0) as u32;
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
        let corpus = Corpus::read(articles, synonyms);
        let rarity = rarity(&corpus);
        let head_places = head_places(&corpus, &rarity);
        let text_places = text_places(&corpus);
        let Corpus {
            heads,
            inside,
            vocabulary,
            regions,
            same,
            related,
            ..
        } = corpus;
        let twins = twins(articles, &heads, &vocabulary, &regions);
        let cards = articles
            .iter()
            .map(|article| Card::of(article, &vocabulary));
        let cards: Vec<Card> = cards.collect();
        Self {
            with_twins: with_twins(&twins),
            is_local: is_local(articles),
            first_word: cards.iter().map(Card::first_word).collect(),
            twins,
            cards,
            head_places,
            text_places,
            same: synonym_pairs(&same, &vocabulary),
            related: synonym_pairs(&related, &vocabulary),
            head_card: heads.iter().map(|(head, _)| head.card).collect(),
            head_weight: heads.iter().map(|(head, _)| head.weight).collect(),
            by_name: by_name(articles),
            inside,
            rarity,
            vocabulary,
            jump: Jump::default(),
            scratch: Mutex::default(),
        }
    }
}

/// The cards that have twins.
pub(super) fn with_twins(twins: &Lists) -> Vec<u32> {
    let cards = 0..number(twins.ends.len());
    cards.filter(|card| !twins.get(*card).is_empty()).collect()
}

/// For each card whether it is of a region.
pub(super) fn is_local(articles: &[Article]) -> Vec<bool> {
    let local = |article: &Article| article.region != NATIONAL;
    articles.iter().map(local).collect()
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
        let all = || std::iter::once(&article.name).chain(&article.aka);
        let mut names = String::with_capacity(all().map(String::len).sum());
        let mut ends = Vec::with_capacity(1 + article.aka.len());
        for name in all() {
            names.push_str(name);
            ends.push((names.len(), mask_of_name(name)));
        }
        Self {
            id: article.id.clone(),
            names,
            ends,
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
        self.names().next().map_or("", |(name, _)| name)
    }

    /// The first word of its name that says something.
    pub(super) fn first_word(&self) -> u32 {
        let says = |(_, word): &&(u32, Word)| stopword::share(&word.text) >= 1.0;
        self.words
            .iter()
            .find(says)
            .map_or(u32::MAX, |(word, _)| *word)
    }

    /// Its name and aliases as they are written, each with its letters.
    pub(super) fn names(&self) -> impl Iterator<Item = (&str, u64)> {
        let mut start = 0;
        self.ends.iter().map(move |&(end, letters)| {
            let name = self.names.get(start..end).unwrap_or_default();
            start = end;
            (name, letters)
        })
    }
}

/// How much each stem says: rare ones much, those of nearly every card little.
fn rarity(corpus: &Corpus) -> Vec<f32> {
    let Corpus {
        heads,
        inside,
        vocabulary,
        ..
    } = corpus;
    // For each stem in how many cards it stands, and the last of them; for each word the last card it was met in.
    let mut counts = vec![(0_u32, u32::MAX); vocabulary.stems.len()];
    let mut last_met = vec![u32::MAX; vocabulary.words.len()];
    let mut meet = |word: u32, card: u32| {
        let stem = vocabulary.stem_of(word) as usize;
        if let Some((count, last)) = counts.get_mut(stem).filter(|(_, last)| *last != card) {
            (*count, *last) = (*count + 1, card);
        }
    };
    let mut meet_all = |word: u32, card: u32| {
        let Some(last) = last_met
            .get_mut(word as usize)
            .filter(|last| **last != card)
        else {
            return;
        };
        *last = card;
        meet(word, card);
        for &part in inside.get(word) {
            meet(part, card);
        }
    };
    let mut heads = heads.iter().peekable();
    let mut cards = 0;
    for (card, tokens) in corpus.cards().enumerate() {
        let card = number(card);
        for token in tokens {
            meet_all(token.word(), card);
        }
        while let Some((_, words)) = heads.next_if(|(head, _)| head.card <= card) {
            for &word in words {
                meet_all(word, card);
            }
        }
        cards += 1;
    }
    counts
        .into_iter()
        .map(|(count, _)| rare(count, cards))
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
fn head_places(corpus: &Corpus, rarity: &[f32]) -> Lists {
    let Corpus {
        heads,
        inside,
        vocabulary,
        regions,
        ..
    } = corpus;
    let weigh = |word: u32| {
        if !vocabulary.is_in_head(word) {
            return 0.0;
        }
        let stem = vocabulary.stem_of(word) as usize;
        rarity.get(stem).copied().unwrap_or(1.0) * vocabulary.share(word)
    };
    let mut weights: Vec<f32> = (0..number(vocabulary.words.len())).map(weigh).collect();
    for &region in regions {
        if let Some(weight) = weights.get_mut(region as usize) {
            *weight *= REGION_SHARE;
        }
    }
    let says = |word: u32| weights.get(word as usize).copied().unwrap_or(0.0);
    let mut pairs: Vec<(u32, u32)> = Vec::with_capacity(2 * heads.said());
    // For each word where it came last.
    let mut last = vec![0; vocabulary.words.len()];
    for (unit, (_, words)) in heads.iter().enumerate() {
        let unit = number(unit);
        let start = pairs.len();
        // A word that stands twice in one name counts once, and sooner as itself than as a part.
        let mut add = |word: u32, place: Place| {
            let Some(last) = last.get_mut(word as usize) else {
                return;
            };
            match pairs.get_mut(*last).filter(|(other, _)| *other == word) {
                Some((_, known)) if *last >= start => *known = place.0.min(*known),
                _ => {
                    *last = pairs.len();
                    pairs.push((word, place.0));
                }
            }
        };
        let total: f32 = words.iter().map(|&word| says(word)).sum();
        for &word in words {
            let share = says(word) / total.max(f32::EPSILON);
            add(word, Place::new(unit, false, share));
            for &part in inside.get(word) {
                let letters = |word: u32| vocabulary.words.bytes(word).len().max(1);
                #[expect(clippy::cast_precision_loss, reason = "lengths of words")]
                let share = share * letters(part) as f32 / letters(word) as f32;
                add(part, Place::new(unit, true, share));
            }
        }
    }
    strongest_first(Lists::from_pairs(vocabulary.words.len(), &pairs))
}

/// For each word the cards it stands in, with how much each is about it.
fn text_places(corpus: &Corpus) -> Lists {
    let Corpus {
        inside, vocabulary, ..
    } = corpus;
    let telling = Telling::of(corpus);
    // For each word its weight in the present card, and whether it stands there other than in a compound.
    let mut weights = vec![(0.0_f32, false); vocabulary.words.len()];
    let mut touched: Vec<u32> = Vec::new();
    let mut pairs: Vec<(u32, u32)> = Vec::with_capacity(telling.tokens.len());
    let mut start = 0;
    for (card, (end, lengths)) in telling.cards.iter().enumerate() {
        let card = number(card);
        let tokens = telling.tokens.get(start..*end).unwrap_or_default();
        start = *end;
        let mut add = |word: u32, weight: f32, is_whole: bool| {
            if let Some((sum, whole)) = weights.get_mut(word as usize) {
                if *sum == 0.0 {
                    touched.push(word);
                }
                *sum += weight;
                *whole |= is_whole;
            }
        };
        let columns = FIELDS.iter().zip(lengths).zip(&telling.usual);
        let mut of_field = [0.0_f32; FIELDS.len()];
        for (slot, ((field, length), usual)) in of_field.iter_mut().zip(columns) {
            *slot = field.weight / (1.0 - field.long + field.long * length / usual);
        }
        for token in tokens {
            let weight = of_field.get(token.field()).copied().unwrap_or(0.0);
            add(token.word(), weight, true);
            for &part in inside.get(token.word()) {
                add(part, weight * PART_IN_TEXT, false);
            }
        }
        for word in touched.drain(..) {
            if let Some(slot) = weights.get_mut(word as usize) {
                let (weight, is_whole) = std::mem::take(slot);
                let place = Place::new(card, !is_whole, weight / (HALF + weight));
                pairs.push((word, place.0));
            }
        }
    }
    strongest_first(Lists::from_pairs(vocabulary.words.len(), &pairs))
}

/// The words of the cards that are not empty.
struct Telling {
    tokens: Vec<Token>,
    /// For each card where its tokens end, and how many each field has.
    cards: Vec<(usize, [f32; FIELDS.len()])>,
    /// How many each field has on average, at least one.
    usual: [f32; FIELDS.len()],
}

impl Telling {
    fn of(corpus: &Corpus) -> Self {
        let mut tokens = Vec::with_capacity(corpus.tokens.len());
        let mut sums = [0.0_f32; FIELDS.len()];
        let mut cards = Vec::new();
        for card in corpus.cards() {
            let mut lengths = [0.0_f32; FIELDS.len()];
            for &token in card {
                if !corpus.vocabulary.is_empty(token.word())
                    && let Some(length) = lengths.get_mut(token.field())
                {
                    *length += 1.0;
                    tokens.push(token);
                }
            }
            for (sum, length) in sums.iter_mut().zip(&lengths) {
                *sum += length;
            }
            cards.push((tokens.len(), lengths));
        }
        #[expect(
            clippy::cast_precision_loss,
            reason = "an average needs no more than 24 bits"
        )]
        let count = cards.len().max(1) as f32;
        Self {
            usual: sums.map(|sum| (sum / count).max(1.0)),
            tokens,
            cards,
        }
    }
}

/// Puts the places of each common word in the order of how much they say, so that a search can stop early.
fn strongest_first(mut lists: Lists) -> Lists {
    for word in 0..number(lists.ends.len()) {
        let places = lists.get_mut(word);
        if places.len() > FEWEST_PLACES {
            // With the share turned round and in front they are numbers in ascending order.
            for place in &mut *places {
                *place = (*place ^ 0xff).rotate_right(8);
            }
            places.sort_unstable();
            for place in places {
                *place = place.rotate_left(8) ^ 0xff;
            }
        }
    }
    lists
}

/// For each stem the stems of its synonyms.
fn synonym_pairs(groups: &[Vec<u32>], vocabulary: &Vocabulary) -> Lists {
    let mut pairs = Vec::new();
    let mut stems: Vec<u32> = Vec::new();
    for group in groups {
        stems.clear();
        stems.extend(group.iter().map(|&word| vocabulary.stem_of(word)));
        for &from in &stems {
            let others = stems.iter().filter(|&&to| to != from);
            pairs.extend(others.map(|&to| u128::from(from) << 32 | u128::from(to)));
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    let pair = |both: &u128| (low(both >> 32), low(*both));
    let pairs: Vec<(u32, u32)> = pairs.iter().map(pair).collect();
    Lists::from_pairs(vocabulary.stems.len(), &pairs)
}
