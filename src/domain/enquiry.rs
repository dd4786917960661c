//! One question with what came of it, as it is kept.

use std::{collections::BTreeMap, fmt};

use jiff::civil::{Date, Time};
use serde::{
    Deserialize, Deserializer, Serialize,
    de::{Error, MapAccess, Visitor},
};

use super::{
    Answer, EnquiryId, FieldName, Outcome, PlaceId, RouteId, Rung, ShiftId, SolvedBy, Tempo, Theme,
    VisitId,
};

/// One question with what came of it (*hulpvraag*): the unit that is counted.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Enquiry {
    /// Random id; it tells nothing about the time.
    pub id: EnquiryId,
    /// Counts the saves of this enquiry, from 1. The highest revision is the valid one.
    pub revision: u32,
    /// The visit it belongs to.
    pub visit: VisitId,
    /// The shift it was recorded in; none while no shift is open.
    pub shift: Option<ShiftId>,
    /// Where it was asked.
    pub place: PlaceId,
    /// The route that was walked.
    pub route: RouteId,
    /// How deep the conversation went.
    pub tempo: Tempo,
    /// The day in the time zone of the place.
    pub day: Date,
    /// The time of day at which it was concluded, in the time zone of the place.
    pub time: Time,
    /// What it is about.
    pub theme: Theme,
    /// How it ended.
    pub outcome: Outcome,
    /// Who solved it.
    pub solved_by: SolvedBy,
    /// Where on the ladder from own strength to municipality it ended.
    pub rung: Option<Rung>,
    /// Every other answer that applies, by field name. A field that was skipped is
    /// [`super::Unanswered::NotAsked`]; a field that did not apply is absent.
    pub answers: BTreeMap<FieldName, Answer>,
    /// Taken back by a volunteer: hidden from lists and figures, erased for good when the shift is locked.
    pub withdrawn: bool,
    /// Fields a newer program wrote; kept as they are.
    #[serde(flatten)]
    pub unknown: BTreeMap<String, serde_json::Value>,
}

/// The route of a worry about a person (*signaal*, *niet-pluis*).
pub const CONCERN_ROUTE: &str = "signaal";

/// The route of an interview with an organisation.
pub const INTERVIEW_ROUTE: &str = "sociale_kaart";

impl Enquiry {
    /// The answer that holds how long the conversation took, in seconds, without the time it lay aside. Absent for what was
    /// noted afterwards.
    pub const DURATION: &str = "duur";

    /// Whether this is a worry about a person: from its save on only the coordinator can read it.
    #[must_use]
    pub fn is_concern(&self) -> bool {
        self.route.as_str() == CONCERN_ROUTE
    }
}

/// By hand, because a year of enquiries is read at once: what serde makes of `flatten` copies every value, known or not,
/// before it reads it, which took two thirds of the time.
impl<'de> Deserialize<'de> for Enquiry {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Fields)
    }
}

#[derive(Deserialize)]
#[serde(field_identifier, rename_all = "snake_case")]
enum Name {
    Id,
    Revision,
    Visit,
    Shift,
    Place,
    Route,
    Tempo,
    Day,
    Time,
    Theme,
    Outcome,
    SolvedBy,
    Rung,
    Answers,
    Withdrawn,
    Unknown(String),
}

struct Fields;

impl<'de> Visitor<'de> for Fields {
    type Value = Enquiry;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the fields of an enquiry")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Enquiry, A::Error> {
        let (mut id, mut revision, mut visit, mut place) = (None, None, None, None);
        let (mut route, mut tempo, mut day, mut time) = (None, None, None, None);
        let (mut theme, mut outcome, mut solved_by, mut answers) = (None, None, None, None);
        let (mut shift, mut rung, mut withdrawn) = (None, None, false);
        let mut unknown = BTreeMap::new();
        while let Some(name) = map.next_key()? {
            match name {
                Name::Id => id = Some(map.next_value()?),
                Name::Revision => revision = Some(map.next_value()?),
                Name::Visit => visit = Some(map.next_value()?),
                Name::Shift => shift = map.next_value()?,
                Name::Place => place = Some(map.next_value()?),
                Name::Route => route = Some(map.next_value()?),
                Name::Tempo => tempo = Some(map.next_value()?),
                Name::Day => day = Some(map.next_value()?),
                Name::Time => time = Some(map.next_value()?),
                Name::Theme => theme = Some(map.next_value()?),
                Name::Outcome => outcome = Some(map.next_value()?),
                Name::SolvedBy => solved_by = Some(map.next_value()?),
                Name::Rung => rung = map.next_value()?,
                Name::Answers => answers = Some(map.next_value::<Answers>()?.0),
                Name::Withdrawn => withdrawn = map.next_value()?,
                Name::Unknown(name) => {
                    unknown.insert(name, map.next_value()?);
                }
            }
        }
        Ok(Enquiry {
            id: id.ok_or_else(|| A::Error::missing_field("id"))?,
            revision: revision.ok_or_else(|| A::Error::missing_field("revision"))?,
            visit: visit.ok_or_else(|| A::Error::missing_field("visit"))?,
            shift,
            place: place.ok_or_else(|| A::Error::missing_field("place"))?,
            route: route.ok_or_else(|| A::Error::missing_field("route"))?,
            tempo: tempo.ok_or_else(|| A::Error::missing_field("tempo"))?,
            day: day.ok_or_else(|| A::Error::missing_field("day"))?,
            time: time.ok_or_else(|| A::Error::missing_field("time"))?,
            theme: theme.ok_or_else(|| A::Error::missing_field("theme"))?,
            outcome: outcome.ok_or_else(|| A::Error::missing_field("outcome"))?,
            solved_by: solved_by.ok_or_else(|| A::Error::missing_field("solved_by"))?,
            rung,
            answers: answers.ok_or_else(|| A::Error::missing_field("answers"))?,
            withdrawn,
            unknown,
        })
    }
}

/// Built at once from a list: in a file they stand in order.
struct Answers(BTreeMap<FieldName, Answer>);

impl<'de> Deserialize<'de> for Answers {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Pairs)
    }
}

struct Pairs;

impl<'de> Visitor<'de> for Pairs {
    type Value = Answers;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("answers by field name")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Answers, A::Error> {
        let mut pairs = Vec::with_capacity(map.size_hint().unwrap_or_default().min(USUAL_ANSWERS));
        while let Some(pair) = map.next_entry()? {
            pairs.push(pair);
        }
        Ok(Answers(pairs.into_iter().collect()))
    }
}

/// Room for the answers of most conversations; a count in a file is not believed beyond it.
const USUAL_ANSWERS: usize = 64;
