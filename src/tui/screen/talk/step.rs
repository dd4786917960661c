//! The steps of a talk and what each saves: on, back to before, aside, done, taken back.

use jiff::Timestamp;

use crate::{
    domain::{Answer, Change, Enquiry, Session, Tempo, Typing, Unanswered},
    privacy,
    route::FieldKind,
    tui::{
        message::{Effect, Saving, Trouble},
        screen::Step,
        shared::Shared,
    },
};

use super::Talk;

/// How many steps of a talk can be taken back.
const UNDO_STEPS: usize = 20;

impl Talk {
    /// The talk as it is saved while someone types: position, answers, and the text up to the last finished word.
    fn draft(&self, now: Timestamp) -> Session {
        self.draft_with(privacy::storable(self.input.text()), now)
    }

    /// The talk as it is saved when it is left: with all of the text but a BSN.
    fn left_draft(&self, now: Timestamp) -> Session {
        self.draft_with(privacy::without_bsn(self.input.text()), now)
    }

    fn draft_with(&self, text: String, now: Timestamp) -> Session {
        let typing = (self.is_text() && !text.is_empty()).then_some(Typing { text });
        Session {
            saved_at: now,
            parked: false,
            typing,
            ..self.walk.session().clone()
        }
    }

    /// What must be saved before this talk may go from the screen; none when nothing would be lost.
    #[must_use]
    pub fn unsaved(&self, now: Timestamp) -> Option<Effect> {
        let is_typing = self.is_text() && !self.input.is_empty();
        (self.correcting.is_none() && is_typing)
            .then(|| Effect::Save(Saving::Word, vec![Change::Draft(self.left_draft(now))]))
    }

    /// Takes what stands in the editor as the answer, moves on and saves.
    pub(super) fn go_on(&mut self, shared: &mut Shared) -> Step {
        let now = shared.stamp.now.clone();
        let Some(question) = self.walk.question() else {
            return self.conclude(shared);
        };
        if self.must_warn() {
            self.is_warned = true;
            return Step::none();
        }
        let kind = question.kind.clone();
        let name = question.name.clone();
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
        if let Err(refusal) = answered {
            self.refusal = Some(refusal);
            return Step::none();
        }
        if let Some(step) = self.opens_up(shared, &before) {
            return step;
        }
        if let Err(refusal) = self.walk.next(&now) {
            self.refusal = Some(refusal);
            return Step::none();
        }
        self.left.remove(&name);
        self.moved(shared, before)
    }

    /// After a step of the engine: the next question, or the end; saved either way.
    pub(super) fn moved(&mut self, shared: &mut Shared, before: Session) -> Step {
        if self.correcting.is_none() {
            self.remember(before.clone());
        }
        self.before = Some(before);
        self.arrive(shared);
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
        let draft = self.draft(shared.stamp.now.timestamp());
        self.is_saved = true;
        shared.keep_draft(&draft);
        Effect::Save(saving, vec![Change::Draft(draft)]).into()
    }

    /// Esc: one step back. A change of an enquiry is saved when it leads back to its page.
    pub(super) fn step_back(&mut self, shared: &mut Shared) -> Step {
        if self.walk.question().is_none() && self.correcting.is_some() {
            return Step::back();
        }
        self.set_aside(&shared.stamp.now);
        if !self.walk.back() {
            return self.leave(shared);
        }
        self.arrive(shared);
        if self.walk.question().is_none() {
            return self.end_correction(shared);
        }
        Step::none()
    }

    /// Sets the talk aside; it stays where it is until someone goes on with it.
    pub(super) fn park(&mut self, shared: &mut Shared) -> Step {
        if !self.has_content() {
            return self.drop(shared);
        }
        let draft = Session {
            parked: true,
            ..self.left_draft(shared.stamp.now.timestamp())
        };
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
        let is_said = |answer: &Answer| match answer {
            Answer::None(Unanswered::NotAsked) => false,
            Answer::Many(codes) => !codes.is_empty(),
            _ => true,
        };
        let mut answers = self.walk.session().answers.values();
        answers.any(is_said) || !self.input.text().trim().is_empty()
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

    /// An enquiry that was taken away, opened again.
    pub(super) fn is_withdrawn(&self) -> bool {
        self.correcting.as_ref().is_some_and(|old| old.withdrawn)
    }

    /// What Delete does on the page of an enquiry.
    pub(super) fn removal(&self) -> &'static str {
        if self.is_withdrawn() {
            "toets-terugzetten"
        } else {
            "toets-weghalen"
        }
    }

    /// What stands above the answers on the last page.
    pub(super) fn check_question(&self) -> &'static str {
        match (self.correcting.is_some(), self.is_withdrawn()) {
            (false, _) => "nakijken-vraag",
            (true, false) => "vandaag-een-vraag",
            (true, true) => "vandaag-een-weg",
        }
    }

    /// Takes an enquiry away, or puts it back.
    pub(super) fn withdraw(&mut self, shared: &mut Shared) -> Step {
        let Some(old) = self.correcting.clone() else {
            return Step::none();
        };
        let withdrawn = !old.withdrawn;
        let gone = Enquiry {
            revision: shared.revision_of(&old) + 1,
            withdrawn,
            ..old.clone()
        };
        shared.notice = Some(Trouble::new(if withdrawn {
            "weggehaald"
        } else {
            "teruggezet"
        }));
        Step::back().and(shared.change(old, gone))
    }

    pub(super) fn undo(&mut self, shared: &mut Shared) -> Step {
        let Some(session) = self.history.pop() else {
            return Step::none();
        };
        self.renew(shared, session);
        self.arrive(shared);
        self.save(shared, Saving::Answer)
    }
}
