//! The index as bytes, so that a large knowledge base need not be indexed anew at each start.
//!
//! Pure: who keeps the bytes does so elsewhere. Reading is five to ten times as fast as building, but worth a file only
//! from [`CACHE_FROM`] cards on, where building takes a tenth of a second. Begin reading at [`Index::to_cache`].
//!
//! # The format
//!
//! `BALIEIDX`, the version, the fingerprint of cards and synonyms, then every table as a count and that many
//! numbers of four bytes, little-endian, and last a CRC-32 of all before it. The cards themselves are not in it:
//! they are read anyway. Nor is what follows from the columns at once, such as the slots of words.
//!
//! # What happens if
//!
//! - the file is of another version, of other cards or synonyms, cut off, too long or changed on disk:
//!   [`Index::from_cache`] gives none, and the caller builds;
//! - a number in it is wrong although the CRC is right: it leads nowhere, because no place is looked up unchecked.

use std::sync::Mutex;

use super::{
    Index, Synonyms,
    index::{Card, by_name, is_local, texts, with_twins},
    jump::Jump,
    table::{Lists, Words, number},
    vocabulary::Vocabulary,
};
use crate::knowledge::Article;

/// From this many cards a cache makes the start faster.
pub const CACHE_FROM: usize = 2_000;

const MAGIC: &[u8; 8] = b"BALIEIDX";
/// Counts every change of the tables or of how they are made.
const VERSION: u32 = 4;

/// What an index was built from: differs as soon as a card or a synonym does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fingerprint {
    cards: u32,
    bytes: u64,
    sum: u32,
}

impl Fingerprint {
    /// Of these cards and synonyms.
    #[must_use]
    pub fn of(articles: &[Article], synonyms: &Synonyms) -> Self {
        let mut sum = crc32fast::Hasher::new();
        let mut bytes = 0_u64;
        let mut add = |text: &str| {
            // The length keeps "ab" + "c" apart from "a" + "bc".
            sum.update(&number(text.len()).to_le_bytes());
            sum.update(text.as_bytes());
            bytes += text.len() as u64;
        };
        for article in articles {
            add(article.id.as_str());
            add(&article.region);
            for (_, text) in texts(article) {
                add(text);
            }
        }
        for group in synonyms.zelfde.iter().chain(&synonyms.verwant) {
            add("groep");
            group.woorden.iter().for_each(|word| add(word));
        }
        for event in &synonyms.gebeurtenis {
            add("gebeurtenis");
            event.zeg.iter().for_each(|phrase| add(phrase));
            event.kaarten.iter().for_each(|id| add(id.as_str()));
        }
        Self {
            cards: number(articles.len()),
            bytes,
            sum: sum.finalize(),
        }
    }

    fn to_bytes(self) -> [u8; 16] {
        let mut bytes = [0; 16];
        let fields = self
            .cards
            .to_le_bytes()
            .into_iter()
            .chain(self.bytes.to_le_bytes())
            .chain(self.sum.to_le_bytes());
        for (slot, byte) in bytes.iter_mut().zip(fields) {
            *slot = byte;
        }
        bytes
    }
}

impl Index {
    /// The index as bytes, marked with what it was built from.
    #[must_use]
    pub fn to_cache(&self, fingerprint: Fingerprint) -> Vec<u8> {
        let mut out = Writer(Vec::new());
        out.0.extend(MAGIC);
        out.0.extend(VERSION.to_le_bytes());
        out.0.extend(fingerprint.to_bytes());
        let Vocabulary {
            words,
            traits,
            stem_of,
            stems,
            sound_of,
            sounds,
            ..
        } = &self.vocabulary;
        for words in [words, stems, sounds] {
            out.words(words);
        }
        for numbers in [traits, stem_of, sound_of, &self.head_card] {
            out.numbers(numbers);
        }
        for floats in [&self.rarity, &self.head_weight] {
            out.numbers(
                &floats
                    .iter()
                    .map(|float| float.to_bits())
                    .collect::<Vec<_>>(),
            );
        }
        for lists in [
            &self.inside,
            &self.head_places,
            &self.text_places,
            &self.same,
            &self.related,
            &self.twins,
        ] {
            out.numbers(&lists.ends);
            out.numbers(&lists.items);
        }
        let sum = crc32fast::hash(&out.0);
        out.0.extend(sum.to_le_bytes());
        out.0
    }

    /// The index from bytes of [`Index::to_cache`], or none when they are not of these cards and this version, whole.
    #[must_use]
    pub fn from_cache(
        bytes: &[u8],
        articles: &[Article],
        fingerprint: Fingerprint,
    ) -> Option<Self> {
        let (body, sum) = bytes.split_last_chunk::<4>()?;
        let rest = body.strip_prefix(MAGIC)?;
        let rest = rest.strip_prefix(&VERSION.to_le_bytes())?;
        let rest = rest.strip_prefix(&fingerprint.to_bytes())?;
        if crc32fast::hash(body) != u32::from_le_bytes(*sum) {
            return None;
        }
        let mut from = Reader(rest);
        let (words, stems, sounds) = (from.words()?, from.words()?, from.words()?);
        let (traits, stem_of) = (from.numbers()?, from.numbers()?);
        let (sound_of, head_card) = (from.numbers()?, from.numbers()?);
        let (rarity, head_weight) = (from.floats()?, from.floats()?);
        let vocabulary = Vocabulary::assemble(words, traits, stem_of, stems, sound_of, sounds);
        let card = |article| Card::of(article, &vocabulary);
        let [inside, head_places, text_places] = [from.lists()?, from.lists()?, from.lists()?];
        let [same, related, twins] = [from.lists()?, from.lists()?, from.lists()?];
        let cards: Vec<Card> = articles.iter().map(card).collect();
        let index = Self {
            first_word: cards.iter().map(Card::first_word).collect(),
            cards,
            by_name: by_name(articles),
            vocabulary,
            rarity,
            inside,
            head_card,
            head_weight,
            head_places,
            text_places,
            same,
            related,
            with_twins: with_twins(&twins),
            twins,
            is_local: is_local(articles),
            jump: Jump::default(),
            scratch: Mutex::default(),
        };
        from.0.is_empty().then_some(index)
    }
}

struct Writer(Vec<u8>);

impl Writer {
    fn numbers(&mut self, numbers: &[u32]) {
        self.0.extend(number(numbers.len()).to_le_bytes());
        self.0
            .extend(numbers.iter().flat_map(|number| number.to_le_bytes()));
    }

    fn words(&mut self, words: &Words) {
        let (letters, ends) = words.columns();
        self.numbers(ends);
        self.0.extend(number(letters.len()).to_le_bytes());
        self.0.extend(letters.as_bytes());
    }
}

struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(taken)
    }

    fn count(&mut self) -> Option<usize> {
        let (count, rest) = self.0.split_first_chunk::<4>()?;
        self.0 = rest;
        usize::try_from(u32::from_le_bytes(*count)).ok()
    }

    fn numbers(&mut self) -> Option<Vec<u32>> {
        let count = self.count()?;
        let bytes = self.take(count.checked_mul(4)?)?;
        let (numbers, _) = bytes.as_chunks::<4>();
        Some(
            numbers
                .iter()
                .map(|bytes| u32::from_le_bytes(*bytes))
                .collect(),
        )
    }

    fn floats(&mut self) -> Option<Vec<f32>> {
        Some(self.numbers()?.into_iter().map(f32::from_bits).collect())
    }

    fn words(&mut self) -> Option<Words> {
        let ends = self.numbers()?;
        let count = self.count()?;
        let letters = std::str::from_utf8(self.take(count)?).ok()?;
        Words::from_columns(letters.to_owned(), ends)
    }

    fn lists(&mut self) -> Option<Lists> {
        Some(Lists {
            ends: self.numbers()?,
            items: self.numbers()?,
        })
    }
}
