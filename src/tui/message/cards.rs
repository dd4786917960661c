//! What the screen asks about cards and hears of them: notices, mending, earlier versions.

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
