//! From what was typed to the words of the index it may mean.
//!
//! Knows the vocabulary, not the cards. Begin reading at [`read`].

use super::{
    Index, Why, compound,
    index::rare,
    stem::stem,
    stopword,
    text::{Word, words},
    vocabulary::Near,
};

mod join;
mod meaning;
mod mend;

/// More words than this in one query are a pasted letter.
const MOST_WORDS: usize = 24;

/// How surely a word of the index is what was meant, from 0 to 1.
///
/// The order is what matters: itself, another form, the start of a word, its sound, its spelling, a synonym,
/// a part of a compound, something related.
mod sure {
    pub(super) const EXACT: f32 = 1.0;
    pub(super) const OTHER_FORM: f32 = 0.92;
    /// A form of a word that may as well be the start of another: `zorgt` is `zorgen` or half of `zorgtoeslag`.
    pub(super) const FORM_OR_START: f32 = 0.8;
    /// A start of a word that is no word itself; one that is a word (`huur`) means itself first.
    pub(super) const START: f32 = 0.9;
    pub(super) const START_OF_KNOWN: f32 = 0.78;
    /// How much of it depends on how much of the word was typed.
    pub(super) const START_LENGTH: f32 = 0.12;
    /// From here a mended spelling is not taken apart as a compound.
    pub(super) const SURELY_MENDED: f32 = 0.78;
    /// From here a mended spelling is told ("gezocht op: huurtoeslag").
    pub(super) const TOLD: f32 = 0.6;
    pub(super) const SYNONYM: f32 = 0.8;
    pub(super) const RELATED: f32 = 0.5;
    /// A word of which only the end is known: a Dutch compound ends with what it is.
    pub(super) const TAIL: f32 = 0.55;
    /// A word of which only the start is known.
    pub(super) const TRUNK: f32 = 0.5;
    /// A part of a compound that is known as a whole.
    pub(super) const WITHIN: f32 = 0.4;
    /// A compound that no card has, by its parts.
    pub(super) const PARTS: f32 = 0.88;
}

/// A word of the index that a word of the query may mean.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Alternative {
    pub(super) word: u32,
    pub(super) sure: f32,
    pub(super) why: Why,
}

/// A word of the query, or a part of an unknown compound.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Unit {
    pub(super) text: String,
    /// How much of its word it is: a part of a compound shares it with the others.
    share: f32,
    /// How much of the query's meaning it carries.
    pub(super) weight: f32,
    /// In the order of their words, each word once.
    pub(super) alternatives: Vec<Alternative>,
    /// The word it was taken for because it is no word itself.
    pub(super) mended: Option<u32>,
}

/// What one search leaves to the next: memory, and the words it read, because the next key seldom changes more than the
/// last of them.
#[derive(Debug, Default)]
pub(super) struct Scribble {
    pad: Pad,
    words: Vec<Typed>,
}

/// Memory for one word at a time.
#[derive(Debug, Default)]
struct Pad {
    near: Vec<Near>,
    joined: String,
}

/// How many neighbours may form one word.
const RUNS: [usize; 2] = [2, 3];

/// A typed word with what it may mean.
#[derive(Debug)]
struct Typed {
    text: String,
    stem: String,
    is_empty: bool,
    is_known: bool,
    is_last: bool,
    /// What it means by itself.
    alone: Vec<Unit>,
    /// What it may form with the next word, and with the next two; none where that was not asked yet.
    joined: [Option<Vec<Alternative>>; RUNS.len()],
    /// What it means among its neighbours, when they change that.
    among: Option<Vec<Unit>>,
}

impl Typed {
    fn of(index: &Index, word: Word, is_last: bool, pad: &mut Pad) -> Self {
        let mut alone = Vec::new();
        Reader { index, pad }.word(&word.text, is_last, &mut alone);
        for unit in &mut alone {
            finish(index, unit);
        }
        Self {
            stem: stem(&word.text),
            is_empty: stopword::is_empty(&word.text),
            is_known: index.vocabulary.stem_for(&word.text).is_some(),
            text: word.text,
            is_last,
            alone,
            joined: [None, None],
            among: None,
        }
    }

    /// Whether it is half a word that is still being typed: nothing to mend yet.
    fn is_begun(&self) -> bool {
        let mut meanings = self.alone.iter().flat_map(|unit| &unit.alternatives);
        self.is_last && meanings.any(|alternative| alternative.why == Why::Start)
    }

    fn units(&self) -> &[Unit] {
        self.among.as_ref().unwrap_or(&self.alone)
    }
}

impl Scribble {
    /// The units of all words but the last, and those of the last.
    pub(super) fn units(&self) -> (Vec<&Unit>, Vec<&Unit>) {
        let Some((last, before)) = self.words.split_last() else {
            return (Vec::new(), Vec::new());
        };
        (
            before.iter().flat_map(Typed::units).collect(),
            last.units().iter().collect(),
        )
    }
}

/// Reads a query: its words, each with what it may mean. Tells whether all words but the last, with what they mean, are
/// those of the query before.
pub(super) fn read(index: &Index, query: &str, scribble: &mut Scribble) -> bool {
    let mut typed = words(query);
    typed.truncate(MOST_WORDS);
    let Scribble { pad, words } = scribble;
    let count = typed.len();
    let is_last = |number: usize| number + 1 == count;
    let same = typed
        .iter()
        .zip(words.iter())
        .enumerate()
        .take_while(|(number, (new, old))| new.text == old.text && is_last(*number) == old.is_last)
        .count();
    let mut is_kept = count == words.len() && same + 1 >= count;
    words.truncate(same);
    for (number, word) in words.iter_mut().enumerate() {
        for (run, joined) in RUNS.iter().zip(&mut word.joined) {
            if number + run > same {
                *joined = None;
            }
        }
    }
    for (number, word) in typed.into_iter().enumerate().skip(same) {
        words.push(Typed::of(index, word, is_last(number), pad));
    }
    join(index, words, pad);
    for number in 0..count {
        let among = among(index, words, number);
        if let Some(word) = words.get_mut(number)
            && word.among != among
        {
            is_kept &= is_last(number);
            word.among = among;
        }
    }
    is_kept
}

/// Asks of each run of neighbours which words it may form, where that is not known yet.
fn join(index: &Index, words: &mut [Typed], pad: &mut Pad) {
    let count = words.len();
    for (slot, run) in RUNS.iter().enumerate() {
        for first in 0..(count + 1).saturating_sub(*run) {
            let Some(neighbours) = words.get(first..first + run) else {
                continue;
            };
            let asked = |word: &Typed| word.joined.get(slot).is_some_and(Option::is_some);
            if neighbours.first().is_some_and(asked) {
                continue;
            }
            let found = Reader { index, pad }.joined(neighbours, first + run == count);
            let word = words.get_mut(first);
            if let Some(joined) = word.and_then(|word| word.joined.get_mut(slot)) {
                *joined = Some(found);
            }
        }
    }
}

/// What a word means beside its neighbours: each of a run of words may mean the one they form. None when it forms
/// nothing with them.
fn among(index: &Index, words: &[Typed], number: usize) -> Option<Vec<Unit>> {
    let mut found = RUNS.iter().enumerate().flat_map(|(slot, run)| {
        let runs = words.get((number + 1).saturating_sub(*run)..=number);
        runs.into_iter()
            .flatten()
            .filter_map(move |word| word.joined.get(slot)?.as_ref())
            .flatten()
            .copied()
    });
    let first = found.next()?;
    let found: Vec<Alternative> = std::iter::once(first).chain(found).collect();
    let mut units = words.get(number)?.alone.clone();
    for unit in &mut units {
        unit.alternatives.extend(&found);
        finish(index, unit);
    }
    Some(units)
}

/// Puts what a unit may mean in order, each word once and as surely as it can be, and weighs it.
fn finish(index: &Index, unit: &mut Unit) {
    unit.alternatives
        .sort_unstable_by(|a, b| a.word.cmp(&b.word).then(b.sure.total_cmp(&a.sure)));
    unit.alternatives
        .dedup_by_key(|alternative| alternative.word);
    unit.weight = unit.share * weight(index, unit);
}

/// The query as it was understood, when some word of it was mended.
pub(super) fn mended<'a>(
    index: &'a Index,
    units: impl Iterator<Item = &'a &'a Unit> + Clone,
) -> Option<String> {
    let understood = |unit: &'a &'a Unit| {
        unit.mended
            .map_or(unit.text.as_str(), |word| index.vocabulary.words.get(word))
    };
    units.clone().any(|unit| unit.mended.is_some()).then(|| {
        let words: Vec<&str> = units.map(understood).collect();
        words.join(" ")
    })
}

/// What a unit says: the rarity of what it most surely means, so that a rare misspelling does not seem to say much.
fn weight(index: &Index, unit: &Unit) -> f32 {
    let best = unit
        .alternatives
        .iter()
        .map(|alternative| alternative.sure)
        .fold(0.0_f32, f32::max);
    let rarity = unit
        .alternatives
        .iter()
        .filter(|alternative| alternative.sure >= best - 0.02)
        .map(|alternative| index.rarity_of(alternative.word))
        .fold(f32::INFINITY, f32::min);
    let rarity = if rarity.is_finite() {
        rarity
    } else {
        rare(1, index.cards.len())
    };
    rarity * stopword::share(&unit.text)
}

/// Looks words up in the vocabulary.
struct Reader<'a> {
    index: &'a Index,
    pad: &'a mut Pad,
}

impl Reader<'_> {
    /// One typed word; the last may still be in the making.
    fn word(&mut self, text: &str, is_last: bool, units: &mut Vec<Unit>) {
        let vocabulary = &self.index.vocabulary;
        let mut unit = Unit {
            text: text.to_owned(),
            share: 1.0,
            weight: 1.0,
            alternatives: self.whole(text, sure::EXACT),
            mended: None,
        };
        let is_known = !unit.alternatives.is_empty();
        // `waters` is a form of `water`, but as likely the start of `waterschap`.
        if is_last || vocabulary.words.find(text).is_none() {
            self.starts_beside_forms(text, is_last, &mut unit.alternatives);
        }
        let stands_in_name = |alternative: &Alternative| {
            alternative.sure >= sure::SYNONYM && vocabulary.is_in_head(alternative.word)
        };
        if stopword::is_empty(text) || unit.alternatives.iter().any(stands_in_name) {
            if let Some(word) = vocabulary.words.find(text) {
                self.within(word, sure::EXACT, &mut unit.alternatives);
            }
            units.push(unit);
            return;
        }
        let is_start = !is_known && !unit.alternatives.is_empty();
        // The start of a word is a word in the making: nothing to mend yet, and most key presses are that.
        if is_last && is_start {
            units.push(unit);
            return;
        }
        let surest = if is_known {
            0.0
        } else {
            self.mend(is_last, is_start, &mut unit)
        };
        // A spelling that is surely mended, or a word in the making, is not taken apart.
        if surest > sure::SURELY_MENDED || is_start {
            units.push(unit);
            return;
        }
        let parts = self.parts(&unit);
        if !parts.is_empty() {
            units.extend(parts);
            return;
        }
        if !is_known
            && unit
                .alternatives
                .iter()
                .all(|alternative| alternative.sure < sure::TOLD)
        {
            self.tail_or_trunk(text, &mut unit.alternatives);
        }
        units.push(unit);
    }

    /// Adds the words that begin with what was typed; beside them a mere form of another word is less sure.
    fn starts_beside_forms(&self, text: &str, is_last: bool, found: &mut Vec<Alternative>) {
        let vocabulary = &self.index.vocabulary;
        let word = vocabulary.words.find(text);
        let is_name = word.is_some_and(|word| vocabulary.is_in_head(word));
        let says_much = stopword::share(text) >= 1.0;
        let factor = if is_name && says_much {
            sure::START_OF_KNOWN
        } else {
            sure::START
        };
        let forms = found.len();
        self.starts(text, factor, found);
        if is_last && !is_name && found.len() > forms {
            for form in found.iter_mut().take(forms) {
                form.sure *= sure::FORM_OR_START;
            }
        }
    }

    /// Adds what a misspelt word may have been meant to be; tells how sure the surest is.
    fn mend(&mut self, is_last: bool, is_start: bool, unit: &mut Unit) -> f32 {
        let vocabulary = &self.index.vocabulary;
        let mut mended = self.mended(&unit.text);
        if is_last && !is_start && mended.is_empty() {
            mended = self.mended_start(&unit.text);
        }
        let Some(best) = mended.first().copied() else {
            return 0.0;
        };
        if !is_start && best.sure > sure::TOLD {
            unit.mended = Some(best.word);
        }
        if is_last {
            let text = vocabulary.words.get(best.word);
            self.starts(text, best.sure * sure::START, &mut unit.alternatives);
        }
        for alternative in mended {
            unit.alternatives.push(alternative);
            let Alternative { word, sure, .. } = alternative;
            self.within(word, sure, &mut unit.alternatives);
            self.synonyms(vocabulary.stem_of(word), sure, &mut unit.alternatives);
        }
        best.sure
    }

    /// The parts of a compound that no card has, each a word of the query with its share of the weight.
    fn parts(&self, whole: &Unit) -> Vec<Unit> {
        let vocabulary = &self.index.vocabulary;
        let is_word = |part: &str| {
            compound::is_common(part)
                || (!stopword::is_empty(part) && vocabulary.stem_for(part).is_some())
        };
        let parts = compound::parts(&whole.text, &is_word);
        #[expect(clippy::cast_precision_loss, reason = "a handful of parts")]
        let share = 1.0 / parts.len().max(1) as f32;
        let unit = |part: &str| {
            let mut alternatives = self.whole(part, sure::PARTS);
            for alternative in &mut alternatives {
                if alternative.why != Why::Synonym {
                    alternative.why = Why::Part;
                }
            }
            alternatives.extend(&whole.alternatives);
            Unit {
                text: part.to_owned(),
                share,
                weight: share,
                alternatives,
                mended: None,
            }
        };
        let found = parts.into_iter().filter_map(|at| whole.text.get(at));
        found.map(unit).collect()
    }
}

/// How much of a word its start is.
#[expect(clippy::cast_precision_loss, reason = "lengths of words")]
fn share_of(start: &str, word: &str) -> f32 {
    start.len() as f32 / word.len().max(1) as f32
}
