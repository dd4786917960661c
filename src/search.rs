//! Lookup: cards in, hits out. A pure room: no clock, no disk, no thread.
//!
//! First form: `fuzzy-matcher` for each word of the query over names and aliases. A card fits when every
//! word stands, perhaps with letters skipped, in the same name. Begin reading at [`Index::find`].

use std::{cmp::Ordering, fmt};

use fuzzy_matcher::{FuzzyMatcher, skim::SkimMatcherV2};

use crate::{domain::ArticleId, knowledge::Article};

/// What a query can be looked up in.
pub struct Index {
    heads: Vec<Head>,
    matcher: SkimMatcherV2,
}

/// The names of one card; the first is the name on the card itself.
struct Head {
    id: ArticleId,
    names: Vec<String>,
}

/// What a query found.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// How sure the search is.
    pub verdict: Verdict,
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

/// One card that was found.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// The card.
    pub id: ArticleId,
    /// Its place in the slice the index was built from.
    pub position: usize,
    /// How well it fits; comparable only within one answer.
    pub score: f64,
    /// Byte ranges of the name to highlight, ascending and apart.
    pub highlights: Vec<std::ops::Range<usize>>,
}

impl fmt::Debug for Index {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Index")
            .field("cards", &self.heads.len())
            .finish_non_exhaustive()
    }
}

impl Index {
    /// Builds an index over all cards.
    #[must_use]
    pub fn new(articles: &[Article]) -> Self {
        let heads = articles
            .iter()
            .map(|article| Head {
                id: article.id.clone(),
                names: std::iter::once(&article.name)
                    .chain(&article.aka)
                    .cloned()
                    .collect(),
            })
            .collect();
        Self {
            heads,
            matcher: SkimMatcherV2::default().ignore_case(),
        }
    }

    /// Looks a query up; at most `limit` hits, the best first, equal ones by name.
    ///
    /// The verdict is [`Verdict::Found`] when some name holds every word of the query in one piece.
    #[must_use]
    pub fn find(&self, query: &str, limit: usize) -> Answer {
        let words: Vec<&str> = query.split_whitespace().take(MOST_WORDS).collect();
        if words.is_empty() {
            return Answer {
                verdict: Verdict::None,
                hits: Vec::new(),
            };
        }
        let mut ranked: Vec<(i64, usize, &Head)> = self
            .heads
            .iter()
            .enumerate()
            .filter_map(|(position, head)| Some((self.score(head, &words)?, position, head)))
            .collect();
        ranked.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| by_name(a.2, b.2)));
        ranked.truncate(limit);
        let whole = ranked.iter().any(|(_, _, head)| holds_whole(head, &words));
        let verdict = match (ranked.is_empty(), whole) {
            (true, _) => Verdict::None,
            (false, false) => Verdict::Unsure,
            (false, true) => Verdict::Found,
        };
        let hits = ranked
            .into_iter()
            .map(|(score, position, head)| Hit {
                id: head.id.clone(),
                position,
                #[expect(clippy::cast_precision_loss, reason = "skim scores are far below 2^52")]
                score: score as f64,
                highlights: self.highlights(head, &words),
            })
            .collect();
        Answer { verdict, hits }
    }

    /// The best sum over the names of a card that match every word.
    fn score(&self, head: &Head, words: &[&str]) -> Option<i64> {
        head.names
            .iter()
            .filter_map(|name| {
                words
                    .iter()
                    .map(|word| self.matcher.fuzzy_match(name, word))
                    .sum::<Option<i64>>()
            })
            .max()
    }

    /// Where the words stand in the name of the card; nothing where an alias matched.
    fn highlights(&self, head: &Head, words: &[&str]) -> Vec<std::ops::Range<usize>> {
        let Some(name) = head.names.first() else {
            return Vec::new();
        };
        let mut letters: Vec<usize> = words
            .iter()
            .filter_map(|word| self.matcher.fuzzy_indices(name, word))
            .flat_map(|(_, letters)| letters)
            .collect();
        letters.sort_unstable();
        letters.dedup();
        let mut ranges: Vec<std::ops::Range<usize>> = Vec::new();
        for (number, (start, letter)) in name.char_indices().enumerate() {
            if letters.binary_search(&number).is_err() {
                continue;
            }
            let end = start + letter.len_utf8();
            match ranges.last_mut() {
                Some(last) if last.end == start => last.end = end,
                _ => ranges.push(start..end),
            }
        }
        ranges
    }
}

/// More words than this in one query are noise, such as a pasted letter.
const MOST_WORDS: usize = 32;

fn by_name(a: &Head, b: &Head) -> Ordering {
    a.names.cmp(&b.names).then_with(|| a.id.cmp(&b.id))
}

fn holds_whole(head: &Head, words: &[&str]) -> bool {
    head.names.iter().any(|name| {
        let name = name.to_lowercase();
        words.iter().all(|word| name.contains(&word.to_lowercase()))
    })
}
