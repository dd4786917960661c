//! The guard on what is typed: a BSN must go, other traces of a person are pointed out once and can go with one key.
//!
//! In a field of the vault names and numbers belong, and what an organisation makes public may stand in a field that
//! says `openbaar`; a BSN may stand nowhere. Begin reading at [`Talk::must_warn`].

use crate::{
    conversation::{Reason, Refusal, VAULT},
    privacy::{self, About, Finding, Kind},
    route::FieldKind,
    tui::{shared::Shared, widget::field::Field},
};

use super::Talk;

/// The word of a field for what an organisation makes public.
const PUBLIC: &str = "openbaar";

impl Talk {
    pub(super) fn is_bsn_refused(&self) -> bool {
        matches!(
            &self.refusal,
            Some(Refusal {
                reason: Reason::Bsn,
                ..
            })
        )
    }

    /// Whether what is typed here may say nothing about a person.
    fn is_guarded(&self) -> bool {
        self.walk.question().is_some_and(|question| {
            question.kind == FieldKind::Text
                && !question.appears_as(VAULT)
                && !question.appears_as(PUBLIC)
        })
    }

    /// Traces of a person in the editor that the volunteer is warned of.
    fn traces(&self) -> Vec<Finding> {
        if self.is_guarded() {
            privacy::findings(self.input.text())
        } else {
            Vec::new()
        }
    }

    /// Whether Enter must first point out what stands here.
    pub(super) fn must_warn(&self) -> bool {
        let warns = |finding: &Finding| code_of(finding.kind).is_some();
        !self.is_warned && self.traces().iter().any(warns)
    }

    /// The sentence about what stands in the editor: the warning after Enter, or a quiet hint while typing.
    pub(super) fn warning(&self, shared: &Shared) -> Option<String> {
        let traces = self.traces();
        if let Some(code) = traces.iter().find_map(|finding| code_of(finding.kind)) {
            let what = shared.words.label("gevonden", code);
            let name = if self.is_warned {
                "antwoord-let-op"
            } else {
                "antwoord-hint"
            };
            return Some(shared.words.with(name, &[("wat", &what)]));
        }
        let has_nine = traces
            .iter()
            .any(|finding| finding.kind == Kind::NineDigits);
        if has_nine {
            return Some(shared.say("antwoord-negen-cijfers"));
        }
        self.quiet_hint(shared)
    }

    /// Words that may be about someone's health or name: said, never stopped by.
    fn quiet_hint(&self, shared: &Shared) -> Option<String> {
        if !self.is_guarded() {
            return None;
        }
        let hints = shared.library.guard.hints(self.input.text());
        let words = match hints.first()?.about {
            About::Health => "antwoord-gezondheid",
            About::Name => "antwoord-naam",
        };
        Some(shared.say(words))
    }

    /// Puts words in the place of every trace.
    pub(super) fn take_traces_away(&mut self, shared: &Shared) {
        let mut text = self.input.text().to_owned();
        for finding in self.traces().into_iter().rev() {
            if let Some(code) = code_of(finding.kind) {
                let what = shared.words.label("gevonden", code);
                let words = shared.words.with("antwoord-vervangen", &[("wat", &what)]);
                text.replace_range(finding.range, &words);
            }
        }
        self.input = Field::holding(&text);
        self.edited(shared);
    }
}

/// The code of the words for a trace; none for what is refused elsewhere or only hinted at.
const fn code_of(kind: Kind) -> Option<&'static str> {
    match kind {
        Kind::Bsn | Kind::NineDigits => None,
        Kind::Iban => Some("rekeningnummer"),
        Kind::Email => Some("mailadres"),
        Kind::Phone => Some("telefoonnummer"),
        Kind::BirthDate => Some("geboortedatum"),
        Kind::Address => Some("adres"),
    }
}
