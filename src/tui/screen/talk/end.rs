//! The end of a talk: the enquiry, the days to look back and the contact go to disk together; then what follows from it.
//!
//! Begin reading at [`Talk::conclude`], then [`Talk::saved`].

use std::sync::Arc;

use crate::{
    conversation::{Conversation, HINGE, VAULT},
    domain::{Answer, Change, Enquiry, FieldName, Session},
    route::Route,
    tui::{
        message::{Effect, Report, Saving, Trouble},
        screen::{Go, Step, helpers::Helpers},
        shared::Shared,
    },
};

use super::Talk;

/// The choice that says another question waits.
const ANOTHER: &str = "nog-iets";
/// The calculation that says how many interviews are wanted.
const WANTED: &str = "doel_gesprekken";

impl Talk {
    /// Ends the talk and saves the enquiry, or a new revision of it.
    pub(super) fn conclude(&mut self, shared: &mut Shared) -> Step {
        let now = shared.stamp.now.clone();
        let concluded = if let Some(old) = &self.correcting {
            self.walk.correct(old, &now)
        } else {
            self.walk.fill_by_itself();
            self.walk.conclude(&now)
        };
        match (concluded, self.correcting.clone()) {
            (Err(refusals), _) => {
                if let Some(first) = refusals.into_iter().next() {
                    self.walk.jump(&first.field);
                    self.arrive(shared);
                    self.refusal = Some(first);
                }
                Step::none()
            }
            (Ok(enquiry), Some(old)) => self.save_correction(shared, enquiry, old),
            (Ok(enquiry), None) => {
                let more = shared.aftercare(&enquiry, &self.walk.aftercare());
                let mut changes = vec![
                    Change::Enquiry(enquiry.clone()),
                    Change::EndDraft(enquiry.id),
                ];
                changes.extend(more.iter().cloned());
                self.concluding = Some((enquiry, more));
                Effect::Save(Saving::Conclusion, changes).into()
            }
        }
    }

    /// Back on the page of an enquiry: what was changed is saved when it is whole, and else it is not shown as if it were.
    pub(super) fn end_correction(&mut self, shared: &mut Shared) -> Step {
        let Some(old) = self.correcting.clone() else {
            return Step::none();
        };
        if let Ok(enquiry) = self.walk.correct(&old, &shared.stamp.now) {
            return self.save_correction(shared, enquiry, old);
        }
        self.walk = reopened(shared, &self.route, &old);
        self.arrive(shared);
        shared.notice = Some(Trouble::new("wijziging-niet-af"));
        Step::none()
    }

    /// Saves a correction; nothing is saved when nothing changed.
    fn save_correction(&self, shared: &mut Shared, new: Enquiry, old: Enquiry) -> Step {
        let more = shared.aftercare(&new, &self.walk.aftercare());
        let is_same = Enquiry {
            revision: old.revision,
            ..new.clone()
        } == old;
        if is_same && more.is_empty() {
            return Step::none();
        }
        if is_same {
            return shared.change_aftercare(more).into();
        }
        let new = Enquiry {
            revision: shared.revision_of(&old) + 1,
            ..new
        };
        shared.change_with(old, new, more).into()
    }

    /// What came of a save.
    pub(super) fn saved(&mut self, shared: &mut Shared, report: &Report) -> Step {
        match report {
            Report::Saved(Saving::Conclusion, Ok(())) => {
                let Some((enquiry, more)) = self.concluding.take() else {
                    return Step::none();
                };
                shared.drop_draft(enquiry.id);
                shared.noted(&enquiry, &more);
                shared.notice = Some(noted(shared, &enquiry));
                next(shared, &enquiry)
            }
            Report::Saved(Saving::Answer, Ok(())) => {
                self.before = None;
                Step::none()
            }
            Report::Saved(Saving::Correction, _) => {
                self.reread(shared);
                Step::none()
            }
            // Nothing was written: the question comes back with its answer, and the sentence says why.
            Report::Saved(Saving::Answer | Saving::Conclusion, Err(_)) => {
                self.concluding = None;
                if let Some(session) = self.before.take() {
                    let answers = self.walk.session().answers.clone();
                    self.renew(shared, Session { answers, ..session });
                    self.arrive(shared);
                }
                Step::none()
            }
            // Meant for another screen.
            _ => Step::none(),
        }
    }

    /// Shows an enquiry that is corrected as it is on disk.
    fn reread(&mut self, shared: &Shared) {
        let Some(shown) = &self.correcting else {
            return;
        };
        let known = shared
            .open()
            .and_then(|open| open.today.iter().find(|each| each.id == shown.id));
        if let Some(known) = known {
            self.walk = reopened(shared, &self.route, known);
            self.correcting = Some(known.clone());
            self.arrive(shared);
        }
    }
}

/// An enquiry on its check page, with what stands in the vault beside it.
pub(super) fn reopened(shared: &Shared, route: &Arc<Route>, enquiry: &Enquiry) -> Conversation {
    let now = &shared.stamp.now;
    let walk = Conversation::reopen(Arc::clone(route), enquiry, now);
    let Some(contact) = shared.contact_of(enquiry.id) else {
        return walk;
    };
    let is_vault = |name: &FieldName| {
        route
            .field(name.as_str())
            .is_some_and(|field| field.appears_as(VAULT))
    };
    let mut session = walk.session().clone();
    let own = contact.answers.iter().filter(|(name, _)| is_vault(name));
    session
        .answers
        .extend(own.map(|(name, answer)| (name.clone(), answer.clone())));
    Conversation::new(Arc::clone(route), session).at_day(now)
}

/// The sentence that says what was noted.
fn noted(shared: &Shared, enquiry: &Enquiry) -> Trouble {
    if enquiry.is_concern() {
        return Trouble::new("signaal-bewaard");
    }
    if let Some(Answer::Decimal(wanted)) = enquiry.answers.get(WANTED) {
        let all = shared.open().map_or(0, |open| {
            let of_route = |each: &&crate::domain::FollowUp| each.route == enquiry.route;
            let mut ids: Vec<_> = open
                .follow_ups
                .iter()
                .filter(of_route)
                .map(|each| each.enquiry)
                .collect();
            ids.sort_unstable();
            ids.dedup();
            ids.len()
        });
        return Trouble::new("gesprek-telling")
            .with("aantal", all.max(1).to_string())
            .with("doel", wanted.to_string());
    }
    let library = &shared.library;
    Trouble::new("genoteerd")
        .with("thema", library.label("thema", enquiry.theme.code()))
        .with(
            "uitkomst",
            library.label("uitkomst", enquiry.outcome.code()),
        )
}

/// Where the talk leads: a second question of the same visit, helpers for a request, or home.
fn next(shared: &mut Shared, enquiry: &Enquiry) -> Step {
    let hinge = shared
        .library
        .routes
        .get(&enquiry.route)
        .and_then(|route| route.fields.iter().find(|field| field.appears_as(HINGE)));
    let wants_another = hinge.is_some_and(|hinge| {
        matches!(enquiry.answers.get(&hinge.name), Some(Answer::One(code)) if code == ANOTHER)
    });
    if wants_another
        && let Some(talk) = Talk::start_in_visit(shared, enquiry.route.as_str(), enquiry.visit)
    {
        return Step::home_then(talk);
    }
    if let Some(helpers) = Helpers::after(shared, enquiry) {
        return Step::home_then(helpers);
    }
    Step {
        effects: Vec::new(),
        go: Go::Home,
    }
}
