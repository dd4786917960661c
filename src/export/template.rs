//! What a desk may change about its papers: name, logo line, colour, words, and the order of their parts.
//!
//! A template is a small TOML file. A bad one is refused with its line, and the shipped one is used. Knows no file
//! system: text comes in. Begin reading at [`Templates::load`].

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

use crate::{domain::Problem, figures::Measure};

/// The folder in the data folder with the desk's own templates.
pub const FOLDER: &str = "templates";

/// One sort of paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    /// The name of the desk; empty for the name of the place.
    pub name: String,
    /// A line above everything; empty for none.
    pub logo: String,
    /// The colour of headings and bars: red, green, blue.
    pub colour: [u8; 3],
    /// What stands above the paper.
    pub title: String,
    /// What stands at the foot of each page.
    pub foot: String,
    /// Its parts, in order.
    pub parts: Vec<String>,
}

/// How figures are printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FigureWords {
    /// What stands above them.
    pub title: String,
    /// What the period before is called.
    pub before: String,
    /// What is said of figures for outside the team.
    pub outside: String,
    /// What is said of small numbers for the team.
    pub warning: String,
    /// What figures with a name of their own are called.
    pub names: BTreeMap<String, String>,
    /// The tables, in order.
    pub tables: Vec<TableWords>,
}

/// One table of figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableWords {
    /// Which.
    pub measure: Measure,
    /// What stands above it.
    pub title: String,
    /// How it is counted; empty when the title says it.
    pub definition: String,
}

impl FigureWords {
    /// The tables, in order.
    #[must_use]
    pub fn set(&self) -> Vec<Measure> {
        self.tables.iter().map(|table| table.measure).collect()
    }

    /// The words of a table; none when it is not in the set.
    #[must_use]
    pub fn table(&self, measure: Measure) -> Option<&TableWords> {
        self.tables.iter().find(|table| table.measure == measure)
    }
}

/// Every template of a desk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Templates {
    /// The note a resident takes home.
    pub note: Template,
    /// The log of a day.
    pub day: Template,
    /// The report of a month, quarter or year.
    pub year: Template,
    /// The figures.
    pub figures: FigureWords,
}

/// The files: name, shipped text, and the parts a paper can have.
const FILES: [(&str, &str, &[&str]); 4] = [
    (
        "briefje.toml",
        include_str!("../../assets/templates/briefje.toml"),
        &[
            "afspraak", "wie", "waar", "meenemen", "datum", "terug", "web",
        ],
    ),
    (
        "dagverslag.toml",
        include_str!("../../assets/templates/dagverslag.toml"),
        &["totalen", "thema", "rijen"],
    ),
    (
        "jaarverslag.toml",
        include_str!("../../assets/templates/jaarverslag.toml"),
        &["cijfers", "verhalen", "uitleg"],
    ),
    (
        "cijfers.toml",
        include_str!("../../assets/templates/cijfers.toml"),
        &[],
    ),
];

impl Templates {
    /// The names of the files.
    #[must_use]
    pub fn names() -> [&'static str; 4] {
        FILES.map(|(name, ..)| name)
    }

    /// The shipped ones, each replaced by the text that `own` has for its name, when that is sound. Problems are those of
    /// the desk's own files.
    ///
    /// # Errors
    /// A shipped file is not sound: Balie was built wrong.
    pub fn load(own: &BTreeMap<String, String>) -> Result<(Self, Vec<Problem>), Vec<Problem>> {
        let mut problems = Vec::new();
        let [note, day, year, figures] = FILES;
        let mut paper = |(name, shipped, parts): (&str, &str, &[&str])| {
            if let Some(text) = own.get(name) {
                match parse(name, text, parts) {
                    Ok(template) => return Ok(template),
                    Err(found) => problems.push(found),
                }
            }
            parse(name, shipped, parts).map_err(|problem| vec![problem])
        };
        let (note, day, year) = (paper(note)?, paper(day)?, paper(year)?);
        let (name, shipped, _) = figures;
        let mine = own.get(name).map(|text| parse_figures(name, text));
        let figures = match mine {
            Some(Ok(words)) => words,
            other => {
                problems.extend(other.and_then(Result::err));
                parse_figures(name, shipped).map_err(|problem| vec![problem])?
            }
        };
        let templates = Self {
            note,
            day,
            year,
            figures,
        };
        Ok((templates, problems))
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PaperFile {
    naam: String,
    logo: String,
    kleur: Spanned<String>,
    kop: String,
    onderaan: String,
    delen: Vec<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FiguresFile {
    kop: String,
    ervoor: String,
    buiten: String,
    waarschuwing: String,
    namen: BTreeMap<String, String>,
    tabel: Vec<TableFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TableFile {
    id: Spanned<String>,
    titel: String,
    uitleg: String,
}

fn parse(file: &str, text: &str, known: &[&str]) -> Result<Template, Problem> {
    let paper: PaperFile = toml::from_str(text).map_err(|error| malformed(file, text, &error))?;
    let problem = |at: usize, field: &str, what: String, remedy: String| Problem {
        file: format!("{FOLDER}/{file}"),
        line: Some(line_of(text, at)),
        field: field.to_owned(),
        what,
        remedy,
    };
    let Some(colour) = colour_of(paper.kleur.get_ref()) else {
        return Err(problem(
            paper.kleur.span().start,
            "kleur",
            format!("`{}` is not a colour", paper.kleur.get_ref()),
            "write it as #1f4e79: two digits 0-9 a-f for red, green and blue".to_owned(),
        ));
    };
    for part in &paper.delen {
        if !known.contains(&part.get_ref().as_str()) {
            return Err(problem(
                part.span().start,
                "delen",
                format!("`{}` is no part of this paper", part.get_ref()),
                format!("choose from {}", known.join(", ")),
            ));
        }
    }
    Ok(Template {
        name: paper.naam,
        logo: paper.logo,
        colour,
        title: paper.kop,
        foot: paper.onderaan,
        parts: paper.delen.into_iter().map(Spanned::into_inner).collect(),
    })
}

fn parse_figures(file: &str, text: &str) -> Result<FigureWords, Problem> {
    let figures: FiguresFile =
        toml::from_str(text).map_err(|error| malformed(file, text, &error))?;
    let mut tables = Vec::new();
    for table in figures.tabel {
        let measure = table.id.get_ref().parse().map_err(|error| Problem {
            file: format!("{FOLDER}/{file}"),
            line: Some(line_of(text, table.id.span().start)),
            field: "id".to_owned(),
            what: format!("{error}"),
            remedy: "choose one of those, or delete the table".to_owned(),
        })?;
        tables.push(TableWords {
            measure,
            title: table.titel,
            definition: table.uitleg,
        });
    }
    Ok(FigureWords {
        title: figures.kop,
        before: figures.ervoor,
        outside: figures.buiten,
        warning: figures.waarschuwing,
        names: figures.namen,
        tables,
    })
}

fn malformed(file: &str, text: &str, error: &toml::de::Error) -> Problem {
    Problem {
        file: format!("{FOLDER}/{file}"),
        line: error.span().map(|span| line_of(text, span.start)),
        field: String::new(),
        what: error.message().to_owned(),
        remedy: "compare it with the shipped file; until then that one is used".to_owned(),
    }
}

/// The line, from 1, of a place in a text.
fn line_of(text: &str, at: usize) -> usize {
    let above = text.bytes().take(at).filter(|byte| *byte == b'\n');
    above.count() + 1
}

/// `#1f4e79` as red, green and blue.
fn colour_of(text: &str) -> Option<[u8; 3]> {
    let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6)?;
    let [_, red, green, blue] = u32::from_str_radix(digits, 16).ok()?.to_be_bytes();
    Some([red, green, blue])
}
