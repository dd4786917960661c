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

/// How many words may be the end of one that is being typed; names first.
const MOST_STARTS: usize = 160;

/// A word of the index that a word of the query may mean.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Alternative {
    pub(super) word: u32,
    pub(super) sure: f32,
    pub(super) why: Why,
}

/// A word of the query, or a part of an unknown compound.
#[derive(Debug, Clone, Default)]
pub(super) struct Unit {
    pub(super) text: String,
    /// How much of the query's meaning it carries.
    pub(super) weight: f32,
    pub(super) alternatives: Vec<Alternative>,
    /// The word it was taken for because it is no word itself.
    pub(super) mended: Option<u32>,
}

/// Memory that one search leaves to the next.
#[derive(Debug, Default)]
pub(super) struct Scribble {
    near: Vec<Near>,
    joined: String,
}

/// A typed word, with what is asked again for each neighbour it may be joined to.
struct Typed {
    text: String,
    stem: String,
    is_empty: bool,
    is_known: bool,
}

impl Typed {
    fn of(index: &Index, word: Word) -> Self {
        Self {
            stem: stem(&word.text),
            is_empty: stopword::is_empty(&word.text),
            is_known: index.vocabulary.stem_for(&word.text).is_some(),
            text: word.text,
        }
    }
}

/// Reads a query: its words, each with what it may mean.
pub(super) fn read(index: &Index, query: &str, scribble: &mut Scribble) -> Vec<Unit> {
    let typed: Vec<Typed> = words(query)
        .into_iter()
        .take(MOST_WORDS)
        .map(|word| Typed::of(index, word))
        .collect();
    let mut units = Vec::with_capacity(typed.len());
    // For each typed word the units it became.
    let mut places = Vec::with_capacity(typed.len());
    let last = typed.len().saturating_sub(1);
    for (number, word) in typed.iter().enumerate() {
        let from = units.len();
        Reader { index, scribble }.word(&word.text, number == last, &mut units);
        places.push(from..units.len());
    }
    for count in [2, 3] {
        for (first, run) in typed.windows(count).enumerate() {
            let is_last = first + count == typed.len();
            let found = Reader { index, scribble }.joined(run, is_last);
            // Each of the words may mean the one they form.
            let (from, to) = (places.get(first), places.get(first + count - 1));
            let covered = from.zip(to).map(|(from, to)| from.start..to.end);
            for unit in covered
                .and_then(|covered| units.get_mut(covered))
                .into_iter()
                .flatten()
            {
                unit.alternatives.extend(&found);
            }
        }
    }
    for unit in &mut units {
        unit.alternatives
            .sort_unstable_by(|a, b| a.word.cmp(&b.word).then(b.sure.total_cmp(&a.sure)));
        unit.alternatives
            .dedup_by_key(|alternative| alternative.word);
        unit.weight *= weight(index, unit);
    }
    units
}

/// The query as it was understood, when some word of it was mended.
pub(super) fn mended(index: &Index, units: &[Unit]) -> Option<String> {
    let understood = |unit: &Unit| {
        unit.mended
            .map(|word| index.vocabulary.words.get(word).to_owned())
    };
    units.iter().any(|unit| unit.mended.is_some()).then(|| {
        let words: Vec<String> = units
            .iter()
            .map(|unit| understood(unit).unwrap_or_else(|| unit.text.clone()))
            .collect();
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
    scribble: &'a mut Scribble,
}

impl Reader<'_> {
    /// One typed word; the last may still be in the making.
    fn word(&mut self, text: &str, is_last: bool, units: &mut Vec<Unit>) {
        let vocabulary = &self.index.vocabulary;
        let mut unit = Unit {
            text: text.to_owned(),
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
        let weight = 1.0 / parts.len().max(1) as f32;
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
                weight,
                alternatives,
                mended: None,
            }
        };
        let found = parts.into_iter().filter_map(|at| whole.text.get(at));
        found.map(unit).collect()
    }

    /// The word itself, its other forms and its synonyms; empty for a word that is not known.
    fn whole(&self, text: &str, sure: f32) -> Vec<Alternative> {
        let vocabulary = &self.index.vocabulary;
        let mut found = Vec::new();
        let Some(stem) = vocabulary.stem_for(text) else {
            return found;
        };
        for &word in vocabulary.with_stem(stem) {
            let (factor, why) = if vocabulary.words.get(word) == text {
                (sure::EXACT, Why::Exact)
            } else {
                (sure::OTHER_FORM, Why::OtherForm)
            };
            found.push(Alternative {
                word,
                sure: sure * factor,
                why,
            });
        }
        self.synonyms(stem, sure, &mut found);
        found
    }

    fn synonyms(&self, stem: u32, sure: f32, found: &mut Vec<Alternative>) {
        let lists = [
            (&self.index.same, sure::SYNONYM),
            (&self.index.related, sure::RELATED),
        ];
        for (list, factor) in lists {
            for &other in list.get(stem) {
                let words = self.index.vocabulary.with_stem(other);
                found.extend(words.iter().map(|&word| Alternative {
                    word,
                    sure: sure * factor,
                    why: Why::Synonym,
                }));
            }
        }
    }

    /// What a known compound is about: `zorgtoeslag` is a `toeslag`.
    fn within(&self, word: u32, sure: f32, found: &mut Vec<Alternative>) {
        let vocabulary = &self.index.vocabulary;
        for &part in self.index.inside.get(word) {
            let words = vocabulary.with_stem(vocabulary.stem_of(part));
            found.extend(words.iter().map(|&word| Alternative {
                word,
                sure: sure * sure::WITHIN,
                why: Why::Part,
            }));
        }
    }

    /// Words that begin with what was typed: of one or two letters only words of names.
    fn starts(&self, text: &str, factor: f32, found: &mut Vec<Alternative>) {
        let vocabulary = &self.index.vocabulary;
        let heads = vocabulary.heads_starting_with(text).iter().copied();
        let others = if text.chars().count() < 3 {
            0..0
        } else {
            vocabulary.starting_with(text)
        };
        let others = others.filter(|&word| !vocabulary.is_in_head(word));
        let longer = heads
            .chain(others)
            .filter(|&word| vocabulary.words.bytes(word) != text.as_bytes());
        for word in longer.take(MOST_STARTS) {
            let share = share_of(text, vocabulary.words.get(word));
            let sure = factor * (1.0 - sure::START_LENGTH + sure::START_LENGTH * share);
            found.push(Alternative {
                word,
                sure,
                why: Why::Start,
            });
        }
    }

    /// The longest known end and the longest known start of a compound that did not come apart.
    fn tail_or_trunk(&self, text: &str, found: &mut Vec<Alternative>) {
        let mut ends = text
            .char_indices()
            .skip(3)
            .map(|(at, _)| at)
            .filter(|at| text.len() - at > 3);
        let tail = ends.find_map(|at| {
            let found = self.whole(text.get(at..)?, sure::TAIL);
            (!found.is_empty()).then_some(found)
        });
        let mut starts = text
            .char_indices()
            .skip(4)
            .map(|(at, _)| at)
            .collect::<Vec<_>>()
            .into_iter()
            .rev();
        let trunk = starts.find_map(|at| {
            let part = text.get(..at)?;
            let found = self.whole(part, sure::TRUNK * (0.6 + 0.4 * share_of(part, text)));
            (!found.is_empty()).then_some(found)
        });
        for mut alternative in tail.into_iter().chain(trunk).flatten() {
            alternative.why = Why::Part;
            found.push(alternative);
        }
    }
}

/// How much of a word its start is.
#[expect(clippy::cast_precision_loss, reason = "lengths of words")]
fn share_of(start: &str, word: &str) -> f32 {
    start.len() as f32 / word.len().max(1) as f32
}
