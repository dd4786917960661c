//! From the words a query may mean to the cards that fit, the best first.
//!
//! Knows the index and the read query. Begin reading at [`rank`].

mod choose;

use super::{
    Index, Options, Why,
    highlight::Meant,
    index::Place,
    query::{Alternative, Unit},
};

/// What a name is worth of which only one word was meant; all of its worth needs all of its words.
const LOOSE_NAME: f32 = 0.25;
/// A word that is a part of a compound in a name is meant less surely than the whole.
const PART_OF_NAME: f32 = 0.8;
/// About how many places one word of the query is looked at, shared by all it may mean; where a word says most comes
/// first. Beyond them only cards that a rarer word of the query found still count, so that the work for a key press
/// is bounded and `hulp bij schulden` still finds the card with both.
const MOST_PLACES: usize = 512;
/// Of each meaning at least so many places count.
pub(super) const FEWEST_PLACES: usize = 16;
/// With so many cards found a word that says less brings no new ones: it only counts in those.
const ENOUGH_CARDS: usize = 256;
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
    /// The same as what it says: a name of two rare words is less of a coincidence than one of a common word.
    pub(super) said: f32,
    pub(super) why: Why,
}

/// Memory for one search, kept for the next so that a key press does not allocate with the number of cards.
///
/// What the words before the last one found stays on it, because the next key seldom changes them: the *base*. What the
/// last word adds is taken off again after each search.
#[derive(Debug, Default)]
pub(super) struct Board {
    heads: Vec<HeadCell>,
    cards: Vec<CardCell>,
    /// A bit for each card that was touched: small enough to stay near the processor while a long list is read.
    is_touched: Bits,
    /// A bit for each card that only the last word touched.
    is_new: Bits,
    /// Whether common words may be cut short in the base; none without a base.
    base: Option<bool>,
    /// The words of the base that were cut short, by their place among its words, and after how many places.
    cut_short: Vec<(usize, usize)>,
    touched_heads: Vec<u32>,
    /// Those of the base first.
    touched_cards: Vec<u32>,
    base_cards: usize,
    /// What the last word changed in the base, as it was.
    saved_heads: Vec<(u32, HeadCell)>,
    saved_cards: Vec<(u32, CardCell)>,
    is_on_top: bool,
    unit_heads: Vec<u32>,
    unit_cards: Vec<u32>,
    best: Vec<(f32, u32)>,
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
    touched: Touched,
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
    score: f32,
    /// The score of the best national twin.
    twin: f32,
    touched: Touched,
}

/// By what a cell was touched: by nothing, by the base, by the last word.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Touched {
    #[default]
    Not,
    Base,
    Last,
}

/// A bit for each card.
#[derive(Debug, Default)]
struct Bits(Vec<u64>);

impl Bits {
    fn has(&self, card: u32) -> bool {
        self.0
            .get(card as usize / 64)
            .is_some_and(|bits| bits >> (card % 64) & 1 == 1)
    }

    /// Sets the bit of a card; tells whether it was not set.
    fn add(&mut self, card: u32) -> bool {
        let bit = 1 << (card % 64);
        self.0.get_mut(card as usize / 64).is_some_and(|bits| {
            let is_new = *bits & bit == 0;
            *bits |= bit;
            is_new
        })
    }

    fn remove(&mut self, card: u32) {
        if let Some(bits) = self.0.get_mut(card as usize / 64) {
            *bits &= !(1 << (card % 64));
        }
    }
}

/// Ranks the cards that may answer, the best first.
///
/// With `is_kept` the words before the last one are those of the search before.
pub(super) fn rank<'a>(
    index: &Index,
    (before, last): (&[&Unit], &[&Unit]),
    is_kept: bool,
    options: &Options,
    board: &'a mut Board,
) -> &'a [Ranked] {
    board
        .heads
        .resize(index.head_card.len(), HeadCell::default());
    board.cards.resize(index.cards.len(), CardCell::default());
    for bits in [&mut board.is_touched, &mut board.is_new] {
        bits.0.resize(index.cards.len().div_ceil(64), 0);
    }
    let may_stop = options.admits_all();
    if !is_kept || board.base != Some(may_stop) {
        board.clear();
        board.lay_base(index, before, may_stop);
    }
    board.put_on_top(index, before, last, may_stop);
    let total: f32 = before
        .iter()
        .chain(last)
        .map(|unit| unit.weight)
        .sum::<f32>()
        .max(f32::EPSILON);
    let heaviest = before
        .iter()
        .chain(last)
        .max_by(|a, b| a.weight.total_cmp(&b.weight));
    let meant = Meant::by(heaviest.copied().into_iter().collect());
    board.score(index, options, &meant, total);
    board.local_before_national(index);
    board.choose(index, options.limit, total);
    board.take_off();
    &board.ranked
}

/// The words in the order of how much they say, the most first: the first chooses the cards in which common words
/// still count.
fn by_weight(units: &[&Unit]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..units.len()).collect();
    let weight = |number: &usize| units.get(*number).map_or(0.0, |unit| unit.weight);
    order.sort_by(|a, b| weight(b).total_cmp(&weight(a)));
    order
}

/// How many places of each meaning of a word are followed.
fn reach(unit: &Unit) -> usize {
    (MOST_PLACES / unit.alternatives.len().max(1)).max(FEWEST_PLACES)
}

impl Board {
    /// Puts all words but the last on the empty board.
    fn lay_base(&mut self, index: &Index, before: &[&Unit], may_stop: bool) {
        for number in by_weight(before) {
            let Some(unit) = before.get(number) else {
                continue;
            };
            let keep = if !may_stop {
                usize::MAX
            } else if self.touched_cards.len() >= ENOUGH_CARDS {
                0
            } else {
                reach(unit)
            };
            if self.gather(index, unit, keep) {
                self.cut_short.push((number, keep));
            }
        }
        for &head in &self.touched_heads {
            name_of(index, &self.heads, &mut self.cards, head);
        }
        self.base = Some(may_stop);
        self.base_cards = self.touched_cards.len();
    }

    /// Puts the last word on the base, and the common words of the base on the cards that only the last word found.
    fn put_on_top(&mut self, index: &Index, before: &[&Unit], last: &[&Unit], may_stop: bool) {
        self.is_on_top = true;
        let heaviest = before.iter().map(|unit| unit.weight).fold(0.0, f32::max);
        for number in by_weight(last) {
            let Some(unit) = last.get(number) else {
                continue;
            };
            let keep = if !may_stop {
                usize::MAX
            } else if self.touched_cards.len() >= ENOUGH_CARDS && unit.weight <= heaviest {
                0
            } else {
                reach(unit)
            };
            self.gather(index, unit, keep);
        }
        if self.touched_cards.len() > self.base_cards {
            let cut_short = std::mem::take(&mut self.cut_short);
            for &(number, keep) in &cut_short {
                if let Some(unit) = before.get(number) {
                    self.gather_rest(index, unit, keep);
                }
            }
            self.cut_short = cut_short;
        }
        for &(head, _) in &self.saved_heads {
            name_of(index, &self.heads, &mut self.cards, head);
        }
    }

    /// Takes the last word off the board again.
    fn take_off(&mut self) {
        for (head, cell) in self.saved_heads.drain(..) {
            if let Some(slot) = self.heads.get_mut(head as usize) {
                *slot = cell;
            }
        }
        for (card, cell) in self.saved_cards.drain(..) {
            if let Some(slot) = self.cards.get_mut(card as usize) {
                *slot = cell;
            }
        }
        for card in self.touched_cards.drain(self.base_cards..) {
            self.is_touched.remove(card);
            self.is_new.remove(card);
        }
        self.is_on_top = false;
    }

    /// Takes everything off the board.
    fn clear(&mut self) {
        for head in self.touched_heads.drain(..) {
            if let Some(cell) = self.heads.get_mut(head as usize) {
                *cell = HeadCell::default();
            }
        }
        for card in self.touched_cards.drain(..) {
            self.is_touched.remove(card);
            if let Some(cell) = self.cards.get_mut(card as usize) {
                *cell = CardCell::default();
            }
        }
        self.cut_short.clear();
        self.base_cards = 0;
        self.base = None;
    }

    /// Adds what one word of the query finds: in each name and card its surest meaning counts, never the sum.
    ///
    /// Of each meaning the first `keep` places bring cards in, the others only count in cards that are in; tells
    /// whether there were others.
    fn gather(&mut self, index: &Index, unit: &Unit, keep: usize) -> bool {
        let is_short = unit.text.len() < SHORT_START;
        let has_candidates = !self.touched_cards.is_empty();
        let mut is_cut = false;
        for alternative in &unit.alternatives {
            let places = index.head_places.get(alternative.word);
            let (strong, weak) = places.split_at(keep.min(places.len()));
            is_cut |= !weak.is_empty();
            for &place in strong {
                self.in_name(Place(place), alternative);
            }
            for &place in weak.iter().filter(|_| has_candidates) {
                let place = Place(place);
                if card_of(index, place).is_some_and(|card| self.is_touched.has(card)) {
                    self.in_name(place, alternative);
                }
            }
            if is_short && alternative.why == Why::Start {
                continue;
            }
            let places = index.text_places.get(alternative.word);
            let (strong, weak) = places.split_at(keep.min(places.len()));
            is_cut |= !weak.is_empty();
            for &place in strong {
                self.in_text(Place(place), alternative);
            }
            for &place in weak.iter().filter(|_| has_candidates) {
                let place = Place(place);
                if self.is_touched.has(place.unit()) {
                    self.in_text(place, alternative);
                }
            }
        }
        self.add_unit(index, unit.weight);
        is_cut
    }

    /// Adds what a word of the base that was cut short says in the cards that only the last word found.
    fn gather_rest(&mut self, index: &Index, unit: &Unit, keep: usize) {
        let is_short = unit.text.len() < SHORT_START;
        for alternative in &unit.alternatives {
            let places = index.head_places.get(alternative.word);
            for &place in places.get(keep..).unwrap_or_default() {
                let place = Place(place);
                if card_of(index, place).is_some_and(|card| self.is_new.has(card)) {
                    self.in_name(place, alternative);
                }
            }
            if is_short && alternative.why == Why::Start {
                continue;
            }
            let places = index.text_places.get(alternative.word);
            for &place in places.get(keep..).unwrap_or_default() {
                let place = Place(place);
                if self.is_new.has(place.unit()) {
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
        if head.sure == 0.0 {
            if self.is_on_top {
                if head.touched != Touched::Last {
                    self.saved_heads.push((place.unit(), *head));
                    head.touched = Touched::Last;
                }
            } else if head.touched == Touched::Not {
                self.touched_heads.push(place.unit());
                head.touched = Touched::Base;
            }
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
            if self.is_on_top && cell.touched != Touched::Last {
                self.saved_cards.push((card, *cell));
                cell.touched = Touched::Last;
            }
            if self.is_touched.add(card) {
                self.touched_cards.push(card);
                if self.is_on_top {
                    self.is_new.add(card);
                }
            }
        }
        if sure > cell.unit_sure {
            cell.unit_sure = sure;
            cell.unit_why = why;
        }
        cell.unit_text = cell.unit_text.max(text);
    }
}

/// The card that a place in a name belongs to.
fn card_of(index: &Index, place: Place) -> Option<u32> {
    index.head_card.get(place.unit() as usize).copied()
}

/// Gives a card the worth of this name, if it has no better one.
fn name_of(index: &Index, heads: &[HeadCell], cards: &mut [CardCell], head: u32) {
    let at = head as usize;
    let (Some(cell), Some(&card)) = (heads.get(at), index.head_card.get(at)) else {
        return;
    };
    let weight = index.head_weight.get(at).copied().unwrap_or(0.0);
    let fill = LOOSE_NAME + (1.0 - LOOSE_NAME) * cell.fill.min(1.0);
    let worth = cell.mass * fill * weight;
    if let Some(card) = cards.get_mut(card as usize) {
        card.name = card.name.max(worth);
    }
}

fn why(why: Why, place: Place) -> Why {
    if why == Why::Exact && place.is_part() {
        Why::Part
    } else {
        why
    }
}
