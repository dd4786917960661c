//! What a conversation leaves to do: days to look back, and who may be called for it.
//!
//! A route says it with the appearance of its fields, so that an editor decides and no name of a field is known here:
//!
//! - `terugkijken` on a date: the desk looks back on that day;
//! - `afspraak` on a text: what was agreed, shown when it does;
//! - `toestemming C` (or `R`, `V`) on a question with the choice `ja`: the consent, and how long it lasts; a third word
//!   names the version of its sentence;
//! - `kluis`: goes to the vault only, never to the record, and only with that consent;
//! - `werk`: stands in the record, and beside the contact as long as the work is open.
//!
//! Begin reading at [`Conversation::aftercare`].

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{Conversation, is_unanswered};
use crate::{
    domain::{Answer, Consent, FieldName, Retention},
    route::{self, Field},
};

/// The word of a field whose answer goes to the vault.
pub const VAULT: &str = route::VAULT;
/// The word of a question that asks for consent.
pub const CONSENT: &str = "toestemming";
/// The word of a date on which the desk looks back.
pub const LOOK_BACK: &str = "terugkijken";
/// The word of a text that says what was agreed.
const AGREED: &str = "afspraak";
/// The word of an answer that whoever does the work must have.
const WORK: &str = "werk";
/// The choice that gives consent.
const YES: &str = "ja";

/// What a conversation leaves to do.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Aftercare {
    /// The days to look back, by the question that asked for each.
    pub days: Vec<(FieldName, Date)>,
    /// What was agreed; empty when nothing was noted.
    pub agreed: String,
    /// Who may be called; none without consent, or when nothing was given.
    pub contact: Option<Reach>,
}

/// Who may be called, as the conversation has it.
#[derive(Debug, Clone, PartialEq)]
pub struct Reach {
    /// How long it may be kept.
    pub class: Retention,
    /// The yes.
    pub consent: Consent,
    /// Name, phone and the like, and what is needed for the work.
    pub answers: BTreeMap<FieldName, Answer>,
}

impl Conversation {
    /// What this conversation leaves to do, as it stands at the day of the last step.
    #[must_use]
    pub fn aftercare(&self) -> Aftercare {
        let standing = self.standing();
        let answered: Vec<(&Field, &Answer)> = standing
            .applying()
            .filter_map(|place| self.route.fields.get(place))
            .filter_map(|field| Some((field, standing.answer(field)?)))
            .filter(|(_, answer)| !is_unanswered(Some(answer)))
            .collect();
        let with = |word: &'static str| {
            answered
                .iter()
                .filter(move |(field, _)| field.appears_as(word))
        };
        let days = with(LOOK_BACK).filter_map(|(field, answer)| {
            let Answer::Date(day) = answer else {
                return None;
            };
            Some((field.name.clone(), *day))
        });
        let agreed: Vec<&str> = with(AGREED)
            .filter_map(|(_, answer)| {
                let Answer::Text(text) = answer else {
                    return None;
                };
                Some(text.as_str())
            })
            .collect();
        let consent = with(CONSENT)
            .find(|(_, answer)| matches!(answer, Answer::One(code) if code == YES))
            .and_then(|(field, _)| self.consent(field));
        let contact = consent.and_then(|(class, consent)| {
            with(VAULT).next()?;
            let answers = with(VAULT)
                .chain(with(WORK))
                .map(|(field, answer)| (field.name.clone(), (*answer).clone()))
                .collect();
            Some(Reach {
                class,
                consent,
                answers,
            })
        });
        Aftercare {
            days: days.collect(),
            agreed: agreed.join(". "),
            contact,
        }
    }

    /// What a question for consent asks for; none when it does not say how long.
    fn consent(&self, field: &Field) -> Option<(Retention, Consent)> {
        let words = field.appearance.as_deref().unwrap_or_default();
        let mut rest = words.split_whitespace().skip_while(|word| *word != CONSENT);
        let class = rest.nth(1)?.parse().ok()?;
        let wording = rest.next().unwrap_or_default().to_owned();
        let given_on = self.now.date();
        Some((class, Consent { wording, given_on }))
    }
}
