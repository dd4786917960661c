//! Judged queries against the shipped cards: the right card on top, and doubt where no card fits.
//!
//! A file of judged queries has three columns, separated by tabs: class, query, relevant. `relevant` holds
//! `id:grade` pairs; grade 2 is the card a good adviser wants on top, grade 1 is useful too. Rows of the class
//! `negative` have no card. `cargo test --test it search_quality -- --nocapture` prints the table and the misses.
#![expect(
    clippy::unwrap_used,
    clippy::cast_precision_loss,
    reason = "a test that fails here fails rightly"
)]

use std::{collections::BTreeMap, fmt::Write as _};

use balie::{
    assets::{self, Folder},
    knowledge::{self, Article},
    search::{Answer, Index, Synonyms, Verdict},
};

/// Every card that is shipped.
fn shipped() -> Vec<Article> {
    let (files, _) = assets::load(None);
    files
        .iter()
        .filter(|file| file.folder == Folder::Knowledge)
        .map(|file| knowledge::parse_article(&file.name, &file.text).unwrap())
        .collect()
}

/// One judged query.
struct Row<'a> {
    class: &'a str,
    query: &'a str,
    grades: BTreeMap<&'a str, u32>,
}

fn rows(text: &str) -> Vec<Row<'_>> {
    text.lines()
        .skip(1)
        .filter(|line| !line.trim().is_empty())
        .map(|line| {
            let mut columns = line.split('\t');
            let (class, query) = (columns.next().unwrap(), columns.next().unwrap());
            let grades = columns
                .next()
                .unwrap_or_default()
                .split_whitespace()
                .map(|pair| {
                    let (id, grade) = pair.rsplit_once(':').unwrap();
                    (id, grade.parse().unwrap())
                })
                .collect();
            Row {
                class,
                query,
                grades,
            }
        })
        .collect()
}

/// Sums over the rows of one class, or of all.
#[derive(Default)]
struct Figures {
    rows: usize,
    first: usize,
    in_five: usize,
    gain: f64,
    doubt: usize,
}

impl Figures {
    fn add(&mut self, row: &Row, answer: &Answer) {
        let grade = |id: &str| row.grades.get(id).copied().unwrap_or(0);
        let rank = answer
            .hits
            .iter()
            .position(|hit| grade(hit.id.as_str()) == 2);
        self.rows += 1;
        self.first += usize::from(rank == Some(0));
        self.in_five += usize::from(rank.is_some_and(|rank| rank < 5));
        let worth = |grades: &mut dyn Iterator<Item = u32>| -> f64 {
            grades
                .take(5)
                .enumerate()
                .map(|(place, grade)| f64::from(2_u32.pow(grade) - 1) / (place as f64 + 2.0).log2())
                .sum()
        };
        let got = worth(&mut answer.hits.iter().map(|hit| grade(hit.id.as_str())));
        let mut best: Vec<u32> = row.grades.values().copied().collect();
        best.sort_unstable_by(|a, b| b.cmp(a));
        self.gain += got / worth(&mut best.into_iter());
        self.doubt += usize::from(answer.verdict != Verdict::Found);
    }

    fn gain(&self) -> f64 {
        self.gain / self.rows as f64
    }

    fn share(&self, count: usize) -> f64 {
        count as f64 / self.rows as f64
    }
}

struct Report {
    classes: BTreeMap<String, Figures>,
    all: Figures,
    /// Of the queries without a card, the share that was not answered with certainty.
    negative: f64,
    text: String,
}

fn judge(index: &Index, text: &str) -> Report {
    let mut classes: BTreeMap<String, Figures> = BTreeMap::new();
    let mut all = Figures::default();
    let mut negative = (0_u32, 0_u32);
    let mut misses = String::new();
    for row in rows(text) {
        let answer = index.find(row.query, 10);
        let top: Vec<&str> = answer
            .hits
            .iter()
            .take(5)
            .map(|hit| hit.id.as_str())
            .collect();
        let sure = answer.verdict == Verdict::Found;
        if row.grades.is_empty() {
            negative.0 += u32::from(!sure);
            negative.1 += 1;
            writeln!(misses, "  NEG {sure} {:?} {top:?}", row.query).unwrap();
            continue;
        }
        classes
            .entry(row.class.to_owned())
            .or_default()
            .add(&row, &answer);
        all.add(&row, &answer);
        let place = answer
            .hits
            .iter()
            .position(|hit| row.grades.get(hit.id.as_str()) == Some(&2));
        if place != Some(0) {
            let want: Vec<&&str> = row
                .grades
                .iter()
                .filter(|(_, grade)| **grade == 2)
                .map(|(id, _)| id)
                .collect();
            writeln!(
                misses,
                "  {} {:?} place {place:?} {top:?} wanted {want:?}",
                row.class, row.query
            )
            .unwrap();
        } else if !sure {
            writeln!(misses, "  DOUBT {} {:?} {top:?}", row.class, row.query).unwrap();
        }
    }
    let negative = f64::from(negative.0) / f64::from(negative.1.max(1));
    let mut text = format!(
        "{:<12}{:>5}{:>8}{:>8}{:>8}{:>8}\n",
        "class", "rows", "S@1", "S@5", "nDCG", "doubt"
    );
    for (class, figures) in classes
        .iter()
        .map(|(class, figures)| (class.as_str(), figures))
        .chain([("all", &all)])
    {
        writeln!(
            text,
            "{class:<12}{:>5}{:>8.3}{:>8.3}{:>8.3}{:>8.3}",
            figures.rows,
            figures.share(figures.first),
            figures.share(figures.in_five),
            figures.gain(),
            figures.share(figures.doubt)
        )
        .unwrap();
    }
    writeln!(text, "negative, not sure: {negative:.3}").unwrap();
    text.push_str(&misses);
    Report {
        classes,
        all,
        negative,
        text,
    }
}

/// Checks the floors of one file of queries: over all rows S@1, S@5 and nDCG, the least S@5 of a class, and doubt.
#[track_caller]
fn floors(report: &Report, first: f64, in_five: f64, gain: f64, class_in_five: f64) {
    println!("{}", report.text);
    let all = &report.all;
    assert!(all.share(all.first) >= first, "S@1\n{}", report.text);
    assert!(all.share(all.in_five) >= in_five, "S@5\n{}", report.text);
    assert!(all.gain() >= gain, "nDCG\n{}", report.text);
    assert!(report.negative >= 0.85, "negative\n{}", report.text);
    assert!(all.share(all.doubt) <= 0.05, "doubt\n{}", report.text);
    for (class, figures) in &report.classes {
        let share = figures.share(figures.in_five);
        assert!(share >= class_in_five, "S@5 of {class}\n{}", report.text);
    }
}

#[test]
fn judged_queries_meet_their_floors() {
    let index = Index::new(&shipped());
    let report = judge(&index, include_str!("../search/zichtbaar.tsv"));
    floors(&report, 0.90, 0.97, 0.88, 0.92);
}

/// Queries that nobody tuned with; see `tests/search/README.md`. The aim for S@1 is 0.88; it was 0.864 when first
/// measured, and the floor keeps it from falling.
#[test]
fn held_out_queries_meet_their_floors() {
    let index = Index::new(&shipped());
    let report = judge(&index, include_str!("../search/eigen.tsv"));
    println!("{}", report.text);
    let all = &report.all;
    assert!(all.share(all.first) >= 0.85, "S@1\n{}", report.text);
    assert!(all.share(all.in_five) >= 0.95, "S@5\n{}", report.text);
    for class in ["lay", "situation"] {
        let share = report
            .classes
            .get(class)
            .map_or(0.0, |figures| figures.share(figures.in_five));
        assert!(share >= 0.85, "S@5 of {class}\n{}", report.text);
    }
}

/// Written before the ranking of that morning; see `tests/search/README.md`. The floors keep what was measured.
#[test]
fn queries_written_before_the_last_change_meet_their_floors() {
    let index = Index::new(&shipped());
    let report = judge(&index, include_str!("../search/nieuw.tsv"));
    println!("{}", report.text);
    let all = &report.all;
    assert!(all.share(all.first) >= 0.88, "S@1\n{}", report.text);
    assert!(all.share(all.in_five) >= 0.95, "S@5\n{}", report.text);
}

#[test]
fn no_judged_query_is_copied_into_the_synonyms() {
    let files = [
        include_str!("../search/zichtbaar.tsv"),
        include_str!("../search/eigen.tsv"),
        include_str!("../search/nieuw.tsv"),
    ];
    let judged: Vec<String> = files
        .into_iter()
        .flat_map(rows)
        .map(|row| row.query.to_lowercase())
        .collect();
    let copied: Vec<String> = Synonyms::shipped()
        .gebeurtenis
        .into_iter()
        .flat_map(|event| event.zeg)
        .filter(|phrase| judged.contains(&phrase.to_lowercase()))
        .collect();
    assert!(copied.is_empty(), "{copied:?}");
}

#[test]
fn shipped_synonyms_are_sound() {
    let problems = Synonyms::check_shipped(&shipped(), &[]);
    assert!(problems.is_empty(), "{problems:#?}");
    assert!(!Synonyms::shipped().zelfde.is_empty());
}
