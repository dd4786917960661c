//! What a data key is for, and for how long the desk may open it.

use jiff::{
    Timestamp, ToSpan,
    civil::{Date, Weekday},
    tz::TimeZone,
};
use serde::{Deserialize, Serialize};

/// What a data key is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(crate) enum Scope {
    /// Rows of the ISO week that begins on this Monday.
    Week(Date),
    /// The free text of the week that begins on this Monday: ends before the rows do.
    Words(Date),
    /// Days to look back, done or not.
    FollowUps,
    /// Who may be called, as long as the work is open.
    Vault,
    /// Until when something may be kept, also of what the desk cannot read.
    Terms,
    /// Conversations in progress, whenever they began.
    Drafts,
    /// The hashed days of the index.
    Index,
    /// The audit log.
    Audit,
    /// The seed of the key that signs for the store: day logs, the audit log. It stays the same when the team gets
    /// new words, because others know its public half.
    Signing,
}

impl Scope {
    /// The week of a day.
    pub(crate) fn of_day(day: Date) -> Self {
        Self::Week(monday_of(day))
    }

    /// The free text of the week of a day.
    pub(crate) fn words_of(day: Date) -> Self {
        Self::Words(monday_of(day))
    }

    pub(super) fn name(self) -> String {
        match self {
            Self::Week(monday) => format!("week {monday}"),
            Self::Words(monday) => format!("words {monday}"),
            Self::FollowUps => "follow-ups".to_owned(),
            Self::Vault => "vault".to_owned(),
            Self::Terms => "terms".to_owned(),
            Self::Drafts => "drafts".to_owned(),
            Self::Index => "index".to_owned(),
            Self::Audit => "audit".to_owned(),
            Self::Signing => "signing".to_owned(),
        }
    }
}

/// The Monday of a day's ISO week.
pub(super) fn monday_of(day: Date) -> Date {
    let since = day.weekday().since(Weekday::Monday);
    day.saturating_sub(i32::from(since).days())
}

/// The day by which the weeks are counted. UTC: an hour or two around Monday's midnight do not matter here.
pub(crate) fn today(now: Timestamp) -> Date {
    now.to_zoned(TimeZone::UTC).date()
}

/// The desk reads the current and the two previous weeks: at least the last 14 days.
pub(super) fn is_open_to_desk(scope: Scope, now: Timestamp) -> bool {
    match scope {
        Scope::Week(monday) | Scope::Words(monday) => {
            monday >= monday_of(today(now)).saturating_sub(14.days())
        }
        Scope::FollowUps
        | Scope::Vault
        | Scope::Terms
        | Scope::Drafts
        | Scope::Index
        | Scope::Audit
        | Scope::Signing => true,
    }
}
