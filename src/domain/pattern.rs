//! What the team does about a pattern (*rode draad*).

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::PatternStage;

/// What the team did about one flag. Never a name of a resident.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PatternWork {
    /// Which flag, such as `thema-buurt:geld+overdie`.
    pub id: String,
    /// How far it is.
    pub stage: PatternStage,
    /// What is done, by whom and when; empty while nothing was agreed.
    pub action: String,
    /// The day it was last changed; none while it is new.
    pub changed_on: Option<Date>,
}

impl PatternWork {
    /// A flag about which nothing was done yet.
    #[must_use]
    pub const fn new(id: String) -> Self {
        Self {
            id,
            stage: PatternStage::New,
            action: String::new(),
            changed_on: None,
        }
    }
}
