//! One run that measures Balie's search and its peers on the same cards and the same key presses.
//!
//! `cargo run --release -- 225 264 2000 10000` prints one table a size: median and 99th percentile of a key press in
//! microseconds, the time to build (the best of five) and what the process grew by. `--only balie` leaves the peers out.
//! Each engine is asked every key press in the order of typing, three rounds long, so that none answers the same
//! question twice in a row; the best of the three counts.
//!
//! What each peer does is what its users do: fuzzy-matcher and nucleo match each word of the query against names and
//! aliases (all must match one name). Tantivy is set up to do what Balie does, as far as it can: in memory, names,
//! aliases and text, stemmed for Dutch; every word also misspelt, in both fields, with as many mistakes as Balie mends
//! (two is the most that tantivy can); the last word, which is still being typed, as the start of a word too. It has no
//! synonyms, compounds or sound.

mod corpus;

use std::{hint::black_box, time::Instant};

use balie::{
    knowledge::Article,
    search::{Index, Synonyms},
};
use fuzzy_matcher::{FuzzyMatcher, skim::SkimMatcherV2};
use nucleo_matcher::{
    Config, Matcher, Utf32String,
    pattern::{CaseMatching, Normalization, Pattern},
};
use tantivy::{
    IndexWriter, TantivyDocument, Term,
    collector::TopDocs,
    query::{BooleanQuery, BoostQuery, FuzzyTermQuery, Occur, Query, TermQuery},
    schema::{Field, IndexRecordOption, STORED, Schema, TextFieldIndexing, TextOptions},
    tokenizer::{Language, LowerCaser, SimpleTokenizer, Stemmer, TextAnalyzer, TokenStream as _},
};

/// How many hits an engine gives.
const LIMIT: usize = 20;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let only_balie = arguments.iter().any(|argument| argument == "balie");
    let sizes = arguments.iter().filter_map(|argument| argument.parse().ok());
    let keys = corpus::key_presses();
    for size in sizes {
        let cards = corpus::cards(size);
        println!("\n{} cards, {} key presses", cards.len(), keys.len());
        println!("{:<28}{:>10}{:>10}{:>10}{:>10}", "", "p50 us", "p99 us", "build ms", "grew MB");
        let synonyms = Synonyms::shipped();
        measure("balie", &keys, || Index::build(&cards, &synonyms), |index, query| index.find(query, LIMIT).hits.len());
        if only_balie {
            continue;
        }
        measure("fuzzy-matcher, names", &keys, || names(&cards), |names, query| skim(names, query));
        measure("nucleo-matcher, names", &keys, || Nucleo::new(&cards), |peer, query| peer.find(query));
        measure("tantivy, all text", &keys, || Tantivy::new(&cards), |peer, query| peer.find(query));
    }
}

/// Builds an engine, asks it every key press in three rounds and prints the best of each.
fn measure<E>(name: &str, keys: &[String], build: impl Fn() -> E, mut find: impl FnMut(&mut E, &str) -> usize) {
    let before = resident();
    let mut engine = build();
    let grew = (resident() - before).max(0.0);
    let mut built = f64::INFINITY;
    for _ in 0..5 {
        let began = Instant::now();
        black_box(build());
        built = built.min(began.elapsed().as_secs_f64() * 1e3);
    }
    let mut times = vec![f64::INFINITY; keys.len()];
    for _ in 0..3 {
        for (key, best) in keys.iter().zip(&mut times) {
            let began = Instant::now();
            black_box(find(&mut engine, black_box(key)));
            *best = best.min(began.elapsed().as_secs_f64() * 1e6);
        }
    }
    times.sort_by(f64::total_cmp);
    let at = |share: usize| times.get(times.len() * share / 100).copied().unwrap_or(0.0);
    println!("{name:<28}{:>10.1}{:>10.0}{built:>10.1}{grew:>10.1}", at(50), at(99));
}

/// Resident memory of this process in megabytes.
fn resident() -> f64 {
    let text = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
    let pages: f64 = text.split(' ').nth(1).and_then(|pages| pages.parse().ok()).unwrap_or(0.0);
    pages * 4096.0 / 1e6
}

fn names(cards: &[Article]) -> Vec<Vec<String>> {
    cards
        .iter()
        .map(|card| std::iter::once(&card.name).chain(&card.aka).cloned().collect())
        .collect()
}

fn skim(names: &[Vec<String>], query: &str) -> usize {
    let matcher = SkimMatcherV2::default().ignore_case();
    let words: Vec<&str> = query.split_whitespace().collect();
    let mut found: Vec<(i64, usize)> = names
        .iter()
        .enumerate()
        .filter_map(|(card, names)| {
            let score = names.iter().filter_map(|name| {
                words.iter().map(|word| matcher.fuzzy_match(name, word)).sum::<Option<i64>>()
            });
            Some((score.max()?, card))
        })
        .collect();
    found.sort_unstable_by(|a, b| b.cmp(a));
    found.truncate(LIMIT);
    found.len()
}

struct Nucleo {
    names: Vec<Vec<Utf32String>>,
    matcher: Matcher,
}

impl Nucleo {
    fn new(cards: &[Article]) -> Self {
        let names = names(cards)
            .into_iter()
            .map(|names| names.into_iter().map(Utf32String::from).collect())
            .collect();
        Self { names, matcher: Matcher::new(Config::DEFAULT) }
    }

    fn find(&mut self, query: &str) -> usize {
        let pattern = Pattern::parse(query, CaseMatching::Ignore, Normalization::Smart);
        let mut found: Vec<(u32, usize)> = self
            .names
            .iter()
            .enumerate()
            .filter_map(|(card, names)| {
                let score = names.iter().filter_map(|name| pattern.score(name.slice(..), &mut self.matcher)).max()?;
                Some((score, card))
            })
            .collect();
        found.sort_unstable_by(|a, b| b.cmp(a));
        found.truncate(LIMIT);
        found.len()
    }
}

struct Tantivy {
    searcher: tantivy::Searcher,
    analyzer: TextAnalyzer,
    names: Field,
    text: Field,
}

impl Tantivy {
    fn new(cards: &[Article]) -> Self {
        let mut schema = Schema::builder();
        let dutch = TextOptions::default().set_indexing_options(
            TextFieldIndexing::default().set_tokenizer("nl").set_index_option(IndexRecordOption::WithFreqsAndPositions),
        );
        let names = schema.add_text_field("names", dutch.clone());
        let text = schema.add_text_field("text", dutch);
        let number = schema.add_u64_field("number", STORED);
        let index = tantivy::Index::create_in_ram(schema.build());
        let analyzer = TextAnalyzer::builder(SimpleTokenizer::default())
            .filter(LowerCaser)
            .filter(Stemmer::new(Language::Dutch))
            .build();
        index.tokenizers().register("nl", analyzer.clone());
        let mut writer: IndexWriter = index.writer_with_num_threads(1, 64_000_000).expect("memory for tantivy");
        for (card, article) in cards.iter().enumerate() {
            let mut document = TantivyDocument::default();
            document.add_text(names, &article.name);
            for alias in &article.aka {
                document.add_text(names, alias);
            }
            for line in article.facts.iter().chain(&article.who_for).chain(&article.conditions).chain(&article.how) {
                document.add_text(text, line);
            }
            document.add_u64(number, card as u64);
            writer.add_document(document).expect("tantivy takes a card");
        }
        writer.commit().expect("tantivy commits");
        let searcher = index.reader().expect("tantivy reads").searcher();
        Self { searcher, analyzer, names, text }
    }

    /// The stems of the words, or one mistake away; of the last word also what begins with it.
    fn find(&mut self, query: &str) -> usize {
        let mut words = Vec::new();
        let mut stream = self.analyzer.token_stream(query);
        while let Some(token) = stream.next() {
            words.push(token.text.clone());
        }
        drop(stream);
        let mut either: Vec<(Occur, Box<dyn Query>)> = Vec::new();
        for (number, word) in words.iter().enumerate() {
            let mistakes = match word.chars().count() {
                0..=2 => 0,
                3..=5 => 1,
                _ => 2,
            };
            for (field, boost) in [(self.names, 4.0), (self.text, 1.0)] {
                let term = Term::from_field_text(field, word);
                let exact = TermQuery::new(term.clone(), IndexRecordOption::WithFreqs);
                either.push((Occur::Should, Box::new(BoostQuery::new(Box::new(exact), boost))));
                if number + 1 == words.len() {
                    either.push((Occur::Should, Box::new(FuzzyTermQuery::new_prefix(term, mistakes, true))));
                } else if mistakes > 0 {
                    either.push((Occur::Should, Box::new(FuzzyTermQuery::new(term, mistakes, true))));
                }
            }
        }
        self.searcher
            .search(&BooleanQuery::new(either), &TopDocs::with_limit(LIMIT))
            .map_or(0, |found| found.len())
    }
}
