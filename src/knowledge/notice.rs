//! What a volunteer says is wrong with a card (*melding*): one key at the desk, a line in the coordinator's work list.
//!
//! Knows values and the text of their file, one JSON object a line; who reads and writes the file stands elsewhere.
//! Begin reading at [`Notice`].

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::domain::{ArticleId, NoticeId};

/// Something that is said to be wrong with a card.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// Random id.
    pub id: NoticeId,
    /// The card.
    pub card: ArticleId,
    /// What is wrong.
    pub what: Fault,
    /// In a few words, guarded; only for [`Fault::Other`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// The day it was said.
    pub on: Date,
    /// The day the coordinator had dealt with it; none while it stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub settled: Option<Date>,
}

/// What can be wrong with a card.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fault {
    /// The phone number.
    Telefoon,
    /// The place or organisation has another address.
    Verhuisd,
    /// An amount.
    Bedrag,
    /// The words.
    Onduidelijk,
    /// What the card describes is no more.
    BestaatNietMeer,
    /// Something else, told in words.
    Anders,
}

impl Fault {
    /// Every fault, in the order of the screen.
    pub const ALL: [Self; 6] = [
        Self::Telefoon,
        Self::Verhuisd,
        Self::Bedrag,
        Self::Onduidelijk,
        Self::BestaatNietMeer,
        Self::Anders,
    ];

    /// The code as it stands in the file and in the names of the words.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Telefoon => "telefoon",
            Self::Verhuisd => "verhuisd",
            Self::Bedrag => "bedrag",
            Self::Onduidelijk => "onduidelijk",
            Self::BestaatNietMeer => "bestaat-niet-meer",
            Self::Anders => "anders",
        }
    }
}

/// Every notice of a desk.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Notices {
    /// Oldest first.
    pub list: Vec<Notice>,
    /// Lines that cannot be read, such as those of a newer program: they are kept as they are.
    unread: Vec<String>,
}

impl Notices {
    /// Reads the file; a line that is no notice is kept and passed over.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let mut notices = Self::default();
        for line in text.lines().filter(|line| !line.trim().is_empty()) {
            match serde_json::from_str(line) {
                Ok(notice) => notices.list.push(notice),
                Err(_) => notices.unread.push(line.to_owned()),
            }
        }
        notices
    }

    /// The file with everything in it.
    #[must_use]
    pub fn to_text(&self) -> String {
        let lines = self.list.iter().filter_map(|notice| {
            // A notice has no form that JSON lacks.
            serde_json::to_string(notice).ok()
        });
        let lines = self.unread.iter().cloned().chain(lines);
        lines.map(|line| line + "\n").collect()
    }

    /// Adds a notice, or puts it in the place of the one with its id.
    pub fn put(&mut self, notice: Notice) {
        match self.list.iter_mut().find(|each| each.id == notice.id) {
            Some(place) => *place = notice,
            None => self.list.push(notice),
        }
    }
}

/// The notices that stand about a card: of each fault the newest one.
#[must_use]
pub fn standing<'a>(notices: &'a [Notice], card: &ArticleId) -> Vec<&'a Notice> {
    let mut found: Vec<&Notice> = Vec::new();
    let of_card = |notice: &&Notice| notice.settled.is_none() && notice.card == *card;
    for notice in notices.iter().rev().filter(of_card) {
        if !found.iter().any(|newer| newer.what == notice.what) {
            found.push(notice);
        }
    }
    found.reverse();
    found
}
