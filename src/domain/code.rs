//! Codes that stand in files, exports and answers and never change.
//!
//! A retired code stays here for ever, so that an old record stays readable.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A code that no version of Balie knows.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{found}` is not a code of `{field}`; use one of: {known}")]
pub struct UnknownCode {
    /// The name of the field, as it stands in files.
    pub field: &'static str,
    /// What was found.
    pub found: String,
    /// The codes that exist, separated by commas.
    pub known: String,
}

macro_rules! codes {
    ($(#[$meta:meta])* $name:ident, $field:literal { $($(#[$doc:meta])* $variant:ident = $code:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name { $($(#[$doc])* $variant,)+ }

        impl $name {
            /// The name of the field that holds these codes, as it stands in files.
            pub const FIELD: &'static str = $field;
            /// Every code, in the order in which it is shown.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The code as it stands in files, exports and answers.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)+ }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.write_str(self.code()) }
        }

        impl FromStr for $name {
            type Err = UnknownCode;
            fn from_str(text: &str) -> Result<Self, UnknownCode> {
                match text {
                    $($code => Ok(Self::$variant),)+
                    _ => Err(UnknownCode {
                        field: Self::FIELD,
                        found: text.to_owned(),
                        known: Self::ALL.iter().map(|code| code.code()).collect::<Vec<_>>().join(", "),
                    }),
                }
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.code())
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                super::text::parsed(deserializer)
            }
        }
    };
}

codes! {
    /// What an enquiry is about (*thema*).
    Theme, "thema" {
        /// The resident did not want it noted, or it was not named.
        NotNamed = "niet-genoemd",
        /// Money and debts.
        Money = "geld",
        /// A letter, a form, something on a computer.
        LetterDigital = "brief-digitaal",
        /// Housing.
        Housing = "wonen",
        /// Care and help at home.
        Care = "zorg",
        /// Transport.
        Transport = "vervoer",
        /// A small job or help from a neighbour.
        NeighbourHelp = "burenhulp",
        /// Company and activities.
        Company = "contact",
        /// Informal care.
        InformalCare = "mantelzorg",
        /// Family and raising children.
        Family = "gezin",
        /// Work, study, volunteering.
        WorkStudy = "werk-studie",
        /// Neighbourhood and safety.
        Neighbourhood = "buurt-veiligheid",
        /// Rights, objections, complaints.
        Rights = "rechten",
        /// Health and low spirits.
        Health = "gezondheid",
        /// Something else.
        Other = "anders",
    }
}

codes! {
    /// How an enquiry ended (*uitkomst*).
    Outcome, "uitkomst" {
        /// Answered.
        Answered = "beantwoord",
        /// Arranged together: called, filled in.
        ArrangedTogether = "samen-geregeld",
        /// Referred; the resident goes alone.
        Referred = "verwezen",
        /// Handed over warmly: we called or went along.
        HandedOver = "warm-overgedragen",
        /// The standby takes over.
        Standby = "achterwacht",
        /// Matched with a helper, a ride or an activity.
        Matched = "gekoppeld",
        /// Still going on.
        Ongoing = "loopt-nog",
        /// Did not work out.
        Unsolved = "niet-gelukt",
        /// The resident stopped or did not come back.
        Stopped = "gestopt",
    }
}

codes! {
    /// Who solved an enquiry (*wie hielp*).
    SolvedBy, "wie_hielp" {
        /// A volunteer alone.
        Volunteer = "vrijwilliger",
        /// A volunteer after consulting the standby.
        AfterConsulting = "na-overleg",
        /// A professional.
        Professional = "professional",
        /// Nobody.
        Nobody = "niemand",
    }
}

codes! {
    /// Where on the ladder an enquiry ended (*trede*), own strength first.
    Rung, "trede" {
        /// The resident alone.
        Own = "zelf",
        /// The resident's own circle.
        OwnCircle = "eigen-kring",
        /// The neighbourhood, a volunteer.
        Neighbourhood = "buurt",
        /// A general service.
        GeneralService = "algemene-voorziening",
        /// The standby.
        Standby = "achterwacht",
        /// Another professional.
        Professional = "professional",
        /// The municipality.
        Municipality = "gemeente",
    }
}

codes! {
    /// How deep a conversation goes.
    Tempo, "tempo" {
        /// Under 30 seconds.
        Quick = "snel",
        /// About 3 minutes.
        Short = "kort",
        /// About 15 minutes.
        Long = "lang",
    }
}

codes! {
    /// How far the team is with a pattern (*rode draad*).
    PatternStage, "stand" {
        /// Nobody looked at it yet.
        New = "nieuw",
        /// Discussed in the team.
        Discussed = "besproken",
        /// Someone does something about it.
        Action = "actie",
        /// The volunteers heard what came of it.
        ReportedBack = "teruggemeld",
        /// Done.
        Done = "klaar",
    }
}

codes! {
    /// Why a field has no answer.
    Unanswered, "geen antwoord" {
        /// It was skipped.
        NotAsked = "niet-gevraagd",
        /// The resident does not know.
        DoesNotKnow = "weet-niet",
        /// The resident does not want to say.
        DoesNotSay = "wil-niet-zeggen",
    }
}

codes! {
    /// How long contact data is kept (*bewaarklasse*, method 5.3).
    Retention, "bewaarklasse" {
        /// A resident who may be called back.
        Resident = "C",
        /// A passenger of a ride.
        Ride = "R",
        /// A volunteer or helper.
        Volunteer = "V",
    }
}
