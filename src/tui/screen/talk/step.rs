//! The steps of a talk and what each saves: on, back to before, aside, done, taken back.

use jiff::Timestamp;

use crate::{
    domain::{Answer, Change, Enquiry, Session, Tempo, Typing},
    privacy,
    route::FieldKind,
    tui::{
        app::Shared,
        message::{Effect, Saving, Trouble},
        screen::Step,
    },
};

use super::Talk;

/// How many steps of a talk can be taken back.
const UNDO_STEPS: usize = 20;

impl Talk {
    /// The talk as it is saved: position, answers, and the text up to the last finished word.
    pub(super) fn draft(&self, now: Timestamp, parked: bool) -> Session {
        let typing = (self.is_text() && !self.input.is_empty())
            .then(|| Typing {
                text: privacy::storable(self.input.text()),
            })
            .filter(|typing| !typing.text.is_empty());
        Session {
            saved_at: now,
            parked,
            typing,
            ..self.walk.session().clone()
        }
    }

    /// The talk as it is saved when its field is left: the whole text, without a BSN.
    fn draft_left(&self, now: Timestamp, parked: bool) -> Session {
        let draft = self.draft(now, parked);
        let text = privacy::without_bsn(self.input.text());
        let typing = (self.is_text() && !text.trim().is_empty()).then_some(Typing { text });
        Session { typing, ..draft }
    }

    /// Saves what stands in the field before another screen comes over it, or the lock. None when nothing would change.
    pub(in crate::tui) fn leave_field(&mut self, shared: &mut Shared) -> Option<Effect> {
        if self.correcting.is_some() || !self.is_text() || self.input.is_empty() {
            return None;
        }
        let draft = self.draft_left(shared.stamp.now.timestamp(), false);
        self.is_saved = true;
        shared.keep_draft(&draft);
        Some(Effect::Save(Saving::Word, vec![Change::Draft(draft)]))
    }

    /// Takes what stands in the editor as the answer, moves on and saves.
    pub(super) fn go_on(&mut self, shared: &mut Shared) -> Step {
        let now = shared.stamp.now.clone();
        let Some(question) = self.walk.question() else {
            return self.conclude(shared);
        };
        let kind = question.kind.clone();
        let before = self.walk.session().clone();
        let answered = match kind {
            FieldKind::SelectOne(_) => match self.focused_code() {
                Some(code) => self.walk.answer(Answer::One(code), &now),
                None => Ok(()),
            },
            FieldKind::SelectMultiple(_) => {
                self.walk.answer(Answer::Many(self.ticked.clone()), &now)
            }
            FieldKind::Note => Ok(()),
            FieldKind::Text
            | FieldKind::Integer
            | FieldKind::Decimal
            | FieldKind::Date
            | FieldKind::Time => self.walk.answer_typed(self.input.text(), &now),
        };
        if let Err(refusal) = answered.and_then(|()| self.walk.next(&now)) {
            self.refusal = Some(refusal);
            return Step::none();
        }
        self.moved(shared, before)
    }

    /// After a step of the engine: the next question, or the end; saved either way.
    pub(super) fn moved(&mut self, shared: &mut Shared, before: Session) -> Step {
        self.remember(before.clone());
        self.before = Some(before);
        self.arrive();
        let is_end = self.walk.question().is_none();
        if is_end && (self.correcting.is_some() || self.walk.route().tempo == Tempo::Quick) {
            return self.conclude(shared);
        }
        if self.correcting.is_some() {
            return Step::none();
        }
        self.save(shared, Saving::Answer)
    }

    pub(super) fn remember(&mut self, before: Session) {
        self.history.push(before);
        if self.history.len() > UNDO_STEPS {
            self.history.remove(0);
        }
    }

    pub(super) fn save(&mut self, shared: &mut Shared, saving: Saving) -> Step {
        let draft = self.draft(shared.stamp.now.timestamp(), false);
        self.is_saved = true;
        shared.keep_draft(&draft);
        Effect::Save(saving, vec![Change::Draft(draft)]).into()
    }

    /// Ends the talk and saves the enquiry, or a new revision of it.
    pub(super) fn conclude(&mut self, shared: &mut Shared) -> Step {
        let now = shared.stamp.now.clone();
        let concluded = match &self.correcting {
            Some(old) => self.walk.correct(old, &now),
            None => self.walk.conclude(&now),
        };
        match (concluded, self.correcting.clone()) {
            (Err(refusals), _) => {
                if let Some(first) = refusals.into_iter().next() {
                    self.walk.jump(&first.field);
                    self.arrive();
                    self.refusal = Some(first);
                }
                Step::none()
            }
            (Ok(enquiry), Some(old)) => self.save_correction(shared, enquiry, old),
            (Ok(enquiry), None) => {
                let changes = vec![
                    Change::Enquiry(enquiry.clone()),
                    Change::EndDraft(enquiry.id),
                ];
                self.concluding = Some(enquiry);
                Effect::Save(Saving::Conclusion, changes).into()
            }
        }
    }

    pub(super) fn save_correction(
        &mut self,
        shared: &mut Shared,
        new: Enquiry,
        old: Enquiry,
    ) -> Step {
        if (Enquiry {
            revision: old.revision,
            ..new.clone()
        }) == old
        {
            return Step::none();
        }
        let new = Enquiry {
            revision: shared.revision_of(&old) + 1,
            ..new
        };
        shared.remember(old);
        shared.keep(&new);
        self.correcting = Some(new.clone());
        Effect::Save(Saving::Correction, vec![Change::Enquiry(new)]).into()
    }

    /// Sets the talk aside; it stays where it is until someone goes on with it.
    pub(super) fn park(&mut self, shared: &mut Shared) -> Step {
        if !self.has_content() {
            return self.drop(shared);
        }
        let draft = self.draft_left(shared.stamp.now.timestamp(), true);
        shared.keep_draft(&draft);
        let is_open = shared.open().is_some();
        shared.notice = Some(Trouble::new(if is_open {
            "geparkeerd"
        } else {
            "geparkeerd-op-slot"
        }));
        Step::home().and(Effect::Save(Saving::Answer, vec![Change::Draft(draft)]))
    }

    /// Leaves from the first question: a talk with answers is parked, an empty one ends.
    pub(super) fn leave(&mut self, shared: &mut Shared) -> Step {
        if self.correcting.is_some() {
            return Step::back();
        }
        let is_quick = self.walk.route().tempo == Tempo::Quick;
        if self.has_content() && (self.is_saved || !is_quick) {
            self.park(shared)
        } else {
            self.drop(shared)
        }
    }

    fn has_content(&self) -> bool {
        !self.walk.session().answers.is_empty() || !self.input.text().trim().is_empty()
    }

    /// Ends a talk in which nothing was said.
    fn drop(&mut self, shared: &mut Shared) -> Step {
        let id = self.walk.session().id;
        shared.drop_draft(id);
        if self.is_saved {
            Step::back().and(Effect::Save(Saving::Answer, vec![Change::EndDraft(id)]))
        } else {
            Step::back()
        }
    }

    pub(super) fn withdraw(&mut self, shared: &mut Shared) -> Step {
        let Some(old) = self.correcting.clone() else {
            return Step::none();
        };
        let gone = Enquiry {
            revision: shared.revision_of(&old) + 1,
            withdrawn: true,
            ..old.clone()
        };
        shared.remember(old);
        shared.keep(&gone);
        shared.notice = Some(Trouble::new("weggehaald"));
        Step::back().and(Effect::Save(
            Saving::Correction,
            vec![Change::Enquiry(gone)],
        ))
    }

    pub(super) fn undo(&mut self, shared: &mut Shared) -> Step {
        let Some(session) = self.history.pop() else {
            return Step::none();
        };
        self.renew(session);
        self.arrive();
        if self.correcting.is_some() {
            Step::none()
        } else {
            self.save(shared, Saving::Answer)
        }
    }
}
