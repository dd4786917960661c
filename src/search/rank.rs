//! From the words a query may mean to the cards that fit, the best first.
//!
//! Knows the index and the read query. Begin reading at [`rank`].

use super::{
    Index, Options, Why,
    index::{NATIONAL, Place},
    query::{Alternative, Unit},
    table::number,
};

/// How much a card gains by a name that fits, and by its text.
const BY_NAME: f32 = 1.0;
const BY_TEXT: f32 = 0.7;
/// What a name is worth of which only one word was meant; all of its worth needs all of its words.
const LOOSE_NAME: f32 = 0.25;
/// A word that is a part of a compound in a name is meant less surely than the whole.
const PART_OF_NAME: f32 = 0.8;
/// What remains of a card's worth when nearly nothing of the query stands in it.
const UNCOVERED: f32 = 0.4;
/// How well a local card must fit, beside its national twin, to come before it. Its name is longer by the place, so
/// that the same query fills less of it.
const TWIN: f32 = 0.78;
/// A local card beside cards of other things.
const LOCAL: f32 = 1.02;
/// About how many places one word of the query is looked at, shared by all it may mean; where a word says most comes
/// first. Beyond them only cards that a rarer word of the query found still count, so that the work for a key press
/// is bounded and `hulp bij schulden` still finds the card with both.
const MOST_PLACES: usize = 2_048;
/// Of each meaning at least so many places count.
pub(super) const FEWEST_PLACES: usize = 32;
/// With so many cards found a word that says less brings no new ones: it only counts in those.
const ENOUGH_CARDS: usize = 512;
/// A start of fewer letters counts in names only: every text has a word that begins with `hu`.
const SHORT_START: usize = 3;

/// A card with its worth.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Ranked {
    pub(super) card: u32,
    pub(super) score: f32,
    /// The share of the query's meaning that stands in the card, from 0 to 1.
    pub(super) cover: f32,
    /// How well the best name fits, from 0 to 1.
    pub(super) name: f32,
    pub(super) why: Why,
}

/// Memory for one search, kept for the next so that a key press does not allocate with the number of cards.
#[derive(Debug, Default)]
pub(super) struct Board {
    heads: Vec<HeadCell>,
    cards: Vec<CardCell>,
    /// A bit for each card that was touched: small enough to stay near the processor while a long list is read.
    is_touched: Vec<u64>,
    touched_heads: Vec<u32>,
    touched_cards: Vec<u32>,
    unit_heads: Vec<u32>,
    unit_cards: Vec<u32>,
    order: Vec<u32>,
    ranked: Vec<Ranked>,
}

/// What a name has gathered so far.
#[derive(Debug, Clone, Copy, Default)]
struct HeadCell {
    /// Of the query: the weight of the words that stand in it.
    mass: f32,
    /// Of the name: the share of its words that were meant.
    fill: f32,
    /// Of the present word: its surest meaning, and what it fills of the name as a whole word and as parts.
    sure: f32,
    unit_fill: f32,
    unit_parts: f32,
    why: Why,
    is_touched: bool,
}

/// What a card has gathered so far.
#[derive(Debug, Clone, Copy, Default)]
struct CardCell {
    text: f32,
    cover: f32,
    name: f32,
    /// Of the present word: how much the text says it, its surest meaning and what that is.
    unit_text: f32,
    unit_sure: f32,
    unit_why: Why,
    why: Why,
    why_mass: f32,
    /// The score of the best national twin.
    twin: f32,
}

/// Ranks the cards that may answer, the best first.
pub(super) fn rank<'a>(
    index: &Index,
    units: &[Unit],
    options: &Options,
    board: &'a mut Board,
) -> &'a [Ranked] {
    board
        .heads
        .resize(index.head_card.len(), HeadCell::default());
    board.cards.resize(index.cards.len(), CardCell::default());
    board.is_touched.resize(index.cards.len().div_ceil(64), 0);
    let total: f32 = units
        .iter()
        .map(|unit| unit.weight)
        .sum::<f32>()
        .max(f32::EPSILON);
    let unit = |number: u32| units.get(number as usize);
    let weight = |number: &u32| unit(*number).map_or(0.0, |unit| unit.weight);
    // The word that says most first: it chooses the cards in which common words still count.
    let mut order = std::mem::take(&mut board.order);
    order.clear();
    order.extend(0..number(units.len()));
    order.sort_by(|a, b| weight(b).total_cmp(&weight(a)));
    for unit in order.iter().filter_map(|number| unit(*number)) {
        board.gather(index, unit, options.admits_all());
    }
    board.order = order;
    board.names(index, total);
    board.score(index, options, total);
    board.local_before_national(index);
    for card in board.touched_cards.drain(..) {
        if let Some(cell) = board.cards.get_mut(card as usize) {
            *cell = CardCell::default();
        }
        if let Some(bits) = board.is_touched.get_mut(card as usize / 64) {
            *bits = 0;
        }
    }
    board.sort(index, options.limit);
    &board.ranked
}

impl Board {
    /// Adds what one word of the query finds: in each name and card its surest meaning counts, never the sum.
    ///
    /// With `may_stop` common meanings are not followed to their last place.
    fn gather(&mut self, index: &Index, unit: &Unit, may_stop: bool) {
        let keep = if may_stop && self.touched_cards.len() >= ENOUGH_CARDS {
            0
        } else if may_stop {
            (MOST_PLACES / unit.alternatives.len().max(1)).max(FEWEST_PLACES)
        } else {
            usize::MAX
        };
        let is_short = unit.text.len() < SHORT_START;
        let has_candidates = !self.touched_cards.is_empty();
        let card_of = |head: u32| index.head_card.get(head as usize).copied();
        for alternative in &unit.alternatives {
            let places = index.head_places.get(alternative.word);
            let (strong, weak) = places.split_at(keep.min(places.len()));
            for &place in strong {
                self.in_name(Place(place), alternative);
            }
            for &place in weak.iter().filter(|_| has_candidates) {
                let place = Place(place);
                if card_of(place.unit()).is_some_and(|card| self.has_touched(card)) {
                    self.in_name(place, alternative);
                }
            }
            if is_short && alternative.why == Why::Start {
                continue;
            }
            let places = index.text_places.get(alternative.word);
            let (strong, weak) = places.split_at(keep.min(places.len()));
            for &place in strong {
                self.in_text(Place(place), alternative);
            }
            for &place in weak.iter().filter(|_| has_candidates) {
                let place = Place(place);
                if self.has_touched(place.unit()) {
                    self.in_text(place, alternative);
                }
            }
        }
        self.add_unit(index, unit.weight);
    }

    /// Adds to names and cards what the present word brought them.
    fn add_unit(&mut self, index: &Index, weight: f32) {
        let mut heads = std::mem::take(&mut self.unit_heads);
        for number in heads.drain(..) {
            let at = number as usize;
            let Some(head) = self.heads.get_mut(at) else {
                continue;
            };
            let (sure, why) = (head.sure, head.why);
            head.mass += weight * sure;
            head.fill += head.unit_fill.max(head.unit_parts);
            (head.sure, head.unit_fill, head.unit_parts) = (0.0, 0.0, 0.0);
            if let Some(&card) = index.head_card.get(at) {
                self.meet(card, sure, 0.0, why);
            }
        }
        self.unit_heads = heads;
        for card in self.unit_cards.drain(..) {
            if let Some(cell) = self.cards.get_mut(card as usize) {
                let mass = weight * cell.unit_sure;
                cell.cover += mass;
                cell.text += weight * cell.unit_text;
                if mass > cell.why_mass {
                    cell.why_mass = mass;
                    cell.why = cell.unit_why;
                }
                cell.unit_sure = 0.0;
                cell.unit_text = 0.0;
            }
        }
    }

    /// A meaning of the present word stands in a name.
    fn in_name(&mut self, place: Place, alternative: &Alternative) {
        let sure = if place.is_part() {
            alternative.sure * PART_OF_NAME
        } else {
            alternative.sure
        };
        let Some(head) = self.heads.get_mut(place.unit() as usize) else {
            return;
        };
        if !head.is_touched {
            head.is_touched = true;
            self.touched_heads.push(place.unit());
        }
        if head.sure == 0.0 {
            self.unit_heads.push(place.unit());
        }
        if place.is_part() {
            head.unit_parts += place.share() * sure;
        } else {
            head.unit_fill += place.share() * sure;
        }
        if sure > head.sure {
            head.sure = sure;
            head.why = why(alternative.why, place);
        }
    }

    /// A meaning of the present word stands in the text of a card.
    fn in_text(&mut self, place: Place, alternative: &Alternative) {
        let text = alternative.sure * place.share();
        let why = why(alternative.why, place);
        self.meet(place.unit(), alternative.sure, text, why);
    }

    /// A meaning of the present word stands in a card.
    fn meet(&mut self, card: u32, sure: f32, text: f32, why: Why) {
        let Some(cell) = self.cards.get_mut(card as usize) else {
            return;
        };
        if cell.unit_sure == 0.0 {
            self.unit_cards.push(card);
            let bit = 1 << (card % 64);
            if let Some(bits) = self.is_touched.get_mut(card as usize / 64)
                && *bits & bit == 0
            {
                *bits |= bit;
                self.touched_cards.push(card);
            }
        }
        if sure > cell.unit_sure {
            cell.unit_sure = sure;
            cell.unit_why = why;
        }
        cell.unit_text = cell.unit_text.max(text);
    }

    fn has_touched(&self, card: u32) -> bool {
        self.is_touched
            .get(card as usize / 64)
            .is_some_and(|bits| bits >> (card % 64) & 1 == 1)
    }

    /// Gives each card that may answer its score.
    fn score(&mut self, index: &Index, options: &Options, total: f32) {
        self.ranked.clear();
        for &number in &self.touched_cards {
            let position = number as usize;
            let (Some(cell), Some(card)) = (self.cards.get(position), index.cards.get(position))
            else {
                continue;
            };
            if !options.admits(position, card) {
                continue;
            }
            let cover = (cell.cover / total).min(1.0);
            let fit = BY_NAME * cell.name + BY_TEXT * cell.text / total;
            let local = if card.region == NATIONAL { 1.0 } else { LOCAL };
            let lift = options.prior.map_or(1.0, |prior| prior.lift(position));
            let score = fit * (UNCOVERED + (1.0 - UNCOVERED) * cover * cover) * local * lift;
            self.ranked.push(Ranked {
                card: number,
                score,
                cover,
                name: cell.name,
                why: cell.why,
            });
        }
    }

    /// Keeps the best, in order.
    fn sort(&mut self, index: &Index, limit: usize) {
        let place = |card: u32| index.by_name.get(card as usize);
        let order = |a: &Ranked, b: &Ranked| {
            b.score
                .total_cmp(&a.score)
                .then_with(|| place(a.card).cmp(&place(b.card)))
        };
        if limit > 0 && self.ranked.len() > limit {
            self.ranked.select_nth_unstable_by(limit - 1, order);
        }
        self.ranked.truncate(limit);
        self.ranked.sort_unstable_by(order);
    }

    /// A local card that fits nearly as well as its national twin comes just before it.
    fn local_before_national(&mut self, index: &Index) {
        for ranked in &self.ranked {
            for &twin in index.twins.get(ranked.card) {
                // A cell that was not touched would keep this for the next search.
                let bits = self.is_touched.get(twin as usize / 64);
                if bits.is_some_and(|bits| bits >> (twin % 64) & 1 == 1)
                    && let Some(cell) = self.cards.get_mut(twin as usize)
                {
                    cell.twin = cell.twin.max(ranked.score);
                }
            }
        }
        for ranked in &mut self.ranked {
            let twin = self
                .cards
                .get(ranked.card as usize)
                .map_or(0.0, |cell| cell.twin);
            if ranked.score < twin && ranked.score >= twin * TWIN {
                ranked.score = twin * 1.001;
            }
        }
    }

    /// Gives each card the worth of its best name.
    fn names(&mut self, index: &Index, total: f32) {
        for head in self.touched_heads.drain(..) {
            let Some(cell) = self.heads.get_mut(head as usize) else {
                continue;
            };
            let at = head as usize;
            let weight = index.head_weight.get(at).copied().unwrap_or(0.0);
            let fill = LOOSE_NAME + (1.0 - LOOSE_NAME) * cell.fill.min(1.0);
            let worth = cell.mass / total * fill * weight;
            *cell = HeadCell::default();
            let card = index
                .head_card
                .get(at)
                .and_then(|card| self.cards.get_mut(*card as usize));
            if let Some(card) = card {
                card.name = card.name.max(worth);
            }
        }
    }
}

fn why(why: Why, place: Place) -> Why {
    if why == Why::Exact && place.is_part() {
        Why::Part
    } else {
        why
    }
}
