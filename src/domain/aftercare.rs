//! What is left to do when a conversation is over: a day to look back, and someone who may be called for it.
//!
//! Names and phone numbers stand only in a [`Contact`], never in an enquiry: they are kept apart, with the consent that
//! allows it and the day they end (method 5.3). Begin reading at [`FollowUp`], then [`Contact`].

use std::collections::BTreeMap;

use jiff::{Timestamp, ToSpan, civil::Date};
use serde::{Deserialize, Serialize};

use super::{
    Answer, ContactId, Enquiry, EnquiryId, FieldName, FollowUpId, Outcome, PlaceId, Retention,
    RouteId, Theme, UrgentUseId,
};

/// A day on which the desk looks back at an enquiry (*terugkijken*): due, overdue or done.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FollowUp {
    /// Random id. The newest save of an id counts.
    pub id: FollowUpId,
    /// The enquiry it belongs to.
    pub enquiry: EnquiryId,
    /// Whom to call, when the resident agreed to that.
    pub contact: Option<ContactId>,
    /// The route that was walked.
    pub route: RouteId,
    /// What it was about.
    pub theme: Theme,
    /// How it had ended when the day was agreed: a warm handover waits for something else than a question that goes on.
    /// None for a signal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<Outcome>,
    /// Where it was agreed.
    pub place: PlaceId,
    /// The question that asked for the day, such as `terugkijken`.
    pub field: FieldName,
    /// The day to look back.
    pub due: Date,
    /// What was agreed, in the words of the record; guarded like every text. Empty for a signal.
    pub agreed: String,
    /// The day it was made.
    pub made_on: Date,
    /// What came of it; none while it is open.
    pub kept: Option<LookedBack>,
    /// Fields a newer program wrote; kept as they are.
    #[serde(flatten)]
    pub unknown: BTreeMap<String, serde_json::Value>,
}

impl FollowUp {
    /// Whether the desk should look back by now.
    #[must_use]
    pub fn is_due(&self, today: Date) -> bool {
        self.kept.is_none() && self.due <= today
    }

    /// The enquiry with what came of looking back; none when that changes nothing. A worry about a person never changes
    /// here: its coordinator closes it. Of an enquiry whose outcome was corrected meanwhile, the outcome stays.
    #[must_use]
    pub fn amended(&self, enquiry: &Enquiry) -> Option<Enquiry> {
        let kept = self.kept.as_ref()?;
        if self.enquiry != enquiry.id || enquiry.withdrawn || enquiry.is_concern() {
            return None;
        }
        let mut amended = enquiry.clone();
        amended.answers.extend(kept.noted.clone());
        if let Some(outcome) = kept.outcome
            && self.outcome == Some(enquiry.outcome)
        {
            amended.outcome = outcome;
        }
        (amended != *enquiry).then_some(amended)
    }
}

/// What came of looking back.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LookedBack {
    /// The day of it.
    pub on: Date,
    /// A code of the list `resultaat`, or of `resultaat_` and the route.
    pub result: String,
    /// What is noted with the enquiry by it, such as that the receiver confirmed. It stands here because the desk may look
    /// back on what it can no longer read.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub noted: BTreeMap<FieldName, Answer>,
    /// How the enquiry ends by it; none when that stays as it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<Outcome>,
}

/// That someone agreed to be called, and to what words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consent {
    /// The version of the sentence that was said.
    pub wording: String,
    /// The day of the yes.
    pub given_on: Date,
}

/// Someone who may be called: a resident, a passenger, a helper. A card of the vault (*kluis*).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Contact {
    /// Random id; the only link to an enquiry, and gone with it. The newest save of an id counts.
    pub id: ContactId,
    /// The enquiry it came from.
    pub enquiry: EnquiryId,
    /// The route that was walked.
    pub route: RouteId,
    /// Where it was agreed.
    pub place: PlaceId,
    /// What kind of contact it is: that decides when it ends.
    pub class: Retention,
    /// The yes that allows it.
    pub consent: Consent,
    /// The last day it may be kept.
    pub ends_on: Date,
    /// Name, phone and the like, and what of the record is needed to act: the day of a ride, the tasks of a helper.
    pub answers: BTreeMap<FieldName, Answer>,
    /// The last day someone worked with it.
    pub changed_on: Date,
    /// The day the work was done; from then on it is closed to the desk.
    pub closed_on: Option<Date>,
    /// The last day this helper was asked for something.
    pub asked_on: Option<Date>,
    /// Fields a newer program wrote; kept as they are.
    #[serde(flatten)]
    pub unknown: BTreeMap<String, serde_json::Value>,
}

impl Contact {
    /// The same after a day of work on it.
    #[must_use]
    pub fn worked_with(&self, today: Date) -> Self {
        Self {
            // A ride is kept from its own day on, whoever worked with it.
            ends_on: match self.class {
                Retention::Ride => self.ends_on,
                Retention::Resident | Retention::Volunteer => self.class.ends_on(today),
            },
            changed_on: today,
            ..self.clone()
        }
    }

    /// The same with its work done: it ends some weeks later.
    #[must_use]
    pub fn closed(&self, today: Date) -> Self {
        Self {
            ends_on: self.class.ends_after_closing(today),
            changed_on: today,
            closed_on: Some(today),
            ..self.clone()
        }
    }

    /// The words of a text answer; empty when there is none.
    #[must_use]
    pub fn text(&self, field: &str) -> &str {
        match self.answers.get(field) {
            Some(Answer::Text(text) | Answer::One(text)) => text,
            _ => "",
        }
    }
}

/// That a red-flag card was used: which, when, what was done, and with whom it was discussed. Nothing else is kept of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UrgentUse {
    /// Random id.
    pub id: UrgentUseId,
    /// The card, such as `R7`.
    pub card: String,
    /// When.
    pub at: Timestamp,
    /// The code of the action that was chosen on the card.
    pub action: String,
    /// A code of the list `besproken`; none when nobody was chosen.
    pub discussed_with: Option<String>,
}

impl Retention {
    /// The last day contact data of this class is kept while its work is open, seen from a day on which someone worked
    /// with it; for a ride that is the day of the ride. The terms are those of method 5.3; where it names none for open
    /// work of volunteers, a year without any contact counts as having left.
    #[must_use]
    pub fn ends_on(self, day: Date) -> Date {
        match self {
            Self::Resident => day.saturating_add(6.months()),
            Self::Ride => day.saturating_add(14.days()),
            Self::Volunteer => day.saturating_add(1.year()),
        }
    }

    /// The last day it is kept after the work was closed.
    #[must_use]
    pub fn ends_after_closing(self, closed_on: Date) -> Date {
        match self {
            Self::Resident => closed_on.saturating_add(30.days()),
            Self::Ride => closed_on.saturating_add(14.days()),
            Self::Volunteer => closed_on.saturating_add(4.weeks()),
        }
    }
}
