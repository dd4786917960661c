//! What the screen asks about cards and hears of them: notices, mending, earlier versions.

use std::path::PathBuf;

use jiff::civil::Date;

use crate::{
    domain::{ArticleId, NoticeId},
    knowledge::Notice,
};

use super::Trouble;

/// Something to do with cards.
#[derive(Debug, Clone)]
pub enum CardTask {
    /// Keep what a volunteer says is wrong.
    Report(Notice),
    /// A notice was dealt with on this day; none brings it back.
    Settle(NoticeId, Option<Date>),
    /// Put this text in the place of a card. What stood there becomes an earlier version.
    Keep(ArticleId, String),
    /// Read the earlier versions of a card.
    ReadVersions(ArticleId),
    /// Put an earlier version back; none is the newest of them.
    PutBack(ArticleId, Option<u32>),
    /// Something to do with a pack.
    Pack(PackTask),
}

/// Something to do with a pack: cards of another desk, in one signed file.
#[derive(Debug, Clone)]
pub enum PackTask {
    /// Look which files in these folders may be one.
    Find(Vec<PathBuf>),
    /// Look what this one would change, or take it into use. With the fingerprint of who signed it, as it was heard; empty
    /// where it was not asked.
    Open {
        /// The file.
        file: PathBuf,
        /// The fingerprint.
        heard: String,
        /// It is taken into use.
        is_taken: bool,
    },
    /// Put back what was in use before.
    PutBack,
}

/// What came of it.
#[derive(Debug, Clone)]
pub enum CardReport {
    /// The notices as they are on disk now, or why they could not be kept.
    Notices(Result<Vec<Notice>, Trouble>),
    /// A card is on disk as it was asked, or not.
    Kept(ArticleId, Result<(), Trouble>),
    /// The earlier versions, newest first.
    Versions(ArticleId, Result<Vec<Version>, Trouble>),
    /// What came of a pack.
    Pack(Result<Packed, Trouble>),
}

impl CardReport {
    /// Whether the cards on disk are others than before.
    #[must_use]
    pub const fn has_changed_cards(&self) -> bool {
        matches!(
            self,
            Self::Kept(_, Ok(())) | Self::Pack(Ok(Packed::InUse(_)))
        )
    }
}

/// What came of a pack.
#[derive(Debug, Clone)]
pub enum Packed {
    /// The files that may be one.
    Found(Vec<PathBuf>),
    /// Nobody here knows who signed it: the fingerprint is asked.
    Stranger,
    /// What it is and what it would change, a sentence each.
    Seen(Vec<Trouble>),
    /// Other cards are in use now, and which.
    InUse(Trouble),
}

/// A card as it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// Counts the changes of the card, from 1.
    pub number: u32,
    /// The day it was replaced.
    pub replaced_on: Date,
    /// The text of its file.
    pub text: String,
}
