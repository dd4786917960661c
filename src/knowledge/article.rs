//! One card.
//!
//! Plain values; how a card is read stands in `card.rs`. Begin reading at [`Article`].

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::domain::{ArticleId, UnknownCode};

/// One entry of the knowledge base (*kaart*).
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Article {
    /// Stable slug; equals the file name.
    pub id: ArticleId,
    /// What sort of thing it describes.
    pub kind: Kind,
    /// Its name as people say it.
    pub name: String,
    /// Other names: old ones, lay words, abbreviations.
    pub aka: Vec<String>,
    /// What it is: short facts, one sentence each. The text under "Wat is het".
    pub facts: Vec<String>,
    /// For whom.
    pub who_for: Vec<String>,
    /// Conditions.
    pub conditions: Vec<String>,
    /// Amounts, each with the dates it holds and its source.
    pub amounts: Vec<Amount>,
    /// Steps to take, in order.
    pub how: Vec<String>,
    /// Papers to bring.
    pub documents: Vec<String>,
    /// Deadlines, in words.
    pub deadlines: Vec<String>,
    /// Phone numbers as they are dialled.
    pub phone: Vec<String>,
    /// When the page the numbers were seen on is dated; none when only the sources as a whole say.
    pub phone_as_of: Option<PartialDate>,
    /// E-mail address.
    pub email: Option<String>,
    /// Web address.
    pub web: Option<String>,
    /// Where to go.
    pub address: Option<String>,
    /// Opening hours in words, as the source has them.
    pub hours: Option<String>,
    /// Opening hours in OSM `opening_hours` syntax, where the words allow it.
    pub opening_hours: Option<String>,
    /// When the page the hours were seen on is dated; none when only the sources as a whole say.
    pub hours_as_of: Option<PartialDate>,
    /// What it costs the resident.
    pub cost: Option<String>,
    /// The laws it rests on.
    pub law: Vec<Law>,
    /// The address of its uniform product name (UPL), the name every Dutch authority uses for the scheme.
    pub upl: Option<String>,
    /// Related cards.
    pub related: Vec<ArticleId>,
    /// Areas of life it belongs to (`geld`, `wonen`, …).
    pub domains: Vec<String>,
    /// `landelijk`, `alkmaar`, `oudorp`, `regio`, …
    pub region: String,
    /// Where the facts come from, each with the date it shows.
    pub sources: Vec<Source>,
    /// The editor's confidence in the whole card: `high`, `medium`, `low`.
    pub confidence: String,
    /// The day on which a person last checked the whole card, by phone or at the source.
    pub checked: Option<Date>,
    /// Notes for the editor; never shown to a resident.
    pub notes: Option<String>,
    /// The file it was read from, as a person would find it.
    #[serde(skip)]
    pub file: String,
}

/// What sort of thing a card describes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A service.
    Dienst,
    /// An organisation.
    Organisatie,
    /// A scheme or benefit.
    Regeling,
    /// A law.
    Wet,
    /// A right or procedure.
    RechtEnProcedure,
    /// An activity.
    Activiteit,
    /// A place.
    Locatie,
    /// Help in an emergency.
    Noodhulp,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 8] = [
        Self::Dienst,
        Self::Organisatie,
        Self::Regeling,
        Self::Wet,
        Self::RechtEnProcedure,
        Self::Activiteit,
        Self::Locatie,
        Self::Noodhulp,
    ];

    /// The code as it stands in a card.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Dienst => "dienst",
            Self::Organisatie => "organisatie",
            Self::Regeling => "regeling",
            Self::Wet => "wet",
            Self::RechtEnProcedure => "recht-en-procedure",
            Self::Activiteit => "activiteit",
            Self::Locatie => "locatie",
            Self::Noodhulp => "noodhulp",
        }
    }
}

impl std::str::FromStr for Kind {
    type Err = UnknownCode;

    fn from_str(text: &str) -> Result<Self, UnknownCode> {
        let found = Self::ALL.into_iter().find(|kind| kind.code() == text);
        found.ok_or_else(|| UnknownCode {
            field: "kind",
            found: text.to_owned(),
            known: Self::ALL.map(Self::code).join(", "),
        })
    }
}

/// An amount with the dates it holds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Amount {
    /// What the amount is.
    pub label: String,
    /// The number, in `unit`.
    pub value: f64,
    /// The unit in words, such as `EUR per maand` or `procent`.
    pub unit: String,
    /// First day it holds.
    pub valid_from: Option<Date>,
    /// Last day it holds; none when no end was seen.
    pub valid_to: Option<Date>,
    /// Address of the source.
    pub source: Option<String>,
}

/// A law a card rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Law {
    /// Its name.
    pub name: String,
    /// Its number in the national law register, such as `BWBR0018451`.
    pub bwb_id: Option<String>,
    /// The article or articles.
    pub article: Option<String>,
}

/// Where facts come from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Web address; none for a paper source.
    pub url: Option<String>,
    /// Title.
    pub title: String,
    /// The date the source shows.
    pub as_of: Option<PartialDate>,
}

/// A date as exact as the source gives it: a year, a month or a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct PartialDate {
    /// The year.
    pub year: i16,
    /// The month, 1 to 12.
    pub month: Option<i8>,
    /// The day of the month, from 1.
    pub day: Option<i8>,
}

impl PartialDate {
    /// The first day it can mean.
    #[must_use]
    pub fn first_day(self) -> Option<Date> {
        Date::new(self.year, self.month.unwrap_or(1), self.day.unwrap_or(1)).ok()
    }
}

impl From<Date> for PartialDate {
    fn from(day: Date) -> Self {
        Self {
            year: day.year(),
            month: Some(day.month()),
            day: Some(day.day()),
        }
    }
}

impl std::fmt::Display for PartialDate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
        }
        if let Some(day) = self.day {
            write!(f, "-{day:02}")?;
        }
        Ok(())
    }
}

impl std::str::FromStr for PartialDate {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("`{text}` is not a date; write 2026, 2026-01 or 2026-01-31");
        let mut parts = text.split('-');
        let year = parts
            .next()
            .filter(|part| part.len() == 4)
            .and_then(|part| part.parse().ok())
            .ok_or_else(wrong)?;
        let mut pair = || {
            parts
                .next()
                .map(|part| {
                    part.parse()
                        .ok()
                        .filter(|_| part.len() == 2)
                        .ok_or_else(wrong)
                })
                .transpose()
        };
        let (month, day) = (pair()?, pair()?);
        let date = Self { year, month, day };
        if parts.next().is_some() || date.first_day().is_none() {
            Err(wrong())
        } else {
            Ok(date)
        }
    }
}

impl Serialize for PartialDate {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for PartialDate {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(serde::de::Error::custom)
    }
}
