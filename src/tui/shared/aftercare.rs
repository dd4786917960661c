//! Changes as they reach the lists on the screen, and the steps that can be taken back.
//!
//! A change is in a list only when it is on disk. What belongs to an enquiry goes with it: taking one back ends its days
//! to look back and its contact, and putting it back brings them back. Begin reading at [`Shared::change`].

use jiff::civil::Date;

use crate::{
    conversation::{Aftercare, Reach},
    domain::{
        Answer, Change, Contact, ContactId, Enquiry, EnquiryId, FollowUp, FollowUpId,
        INTERVIEW_ROUTE, Interview, Left, LookedBack, Retention, Settled, Tempo, Trail, TrailId,
        UrgentUseId,
    },
    tui::{
        message::{Effect, Saving, Trouble},
        order,
        shared::Shared,
    },
};

/// How many steps can be taken back.
const UNDO_STEPS: usize = 20;

/// A change that is being saved. The lists follow when it is on disk, not before.
#[derive(Debug, Clone)]
pub(in crate::tui) struct Attempt {
    changes: Vec<Change>,
    /// What takes it back afterwards; none for a step that is itself taken back.
    back: Option<Vec<Change>>,
}

impl Shared {
    /// A new id for a day to look back.
    pub fn new_follow_up(&mut self) -> FollowUpId {
        FollowUpId(self.random())
    }

    /// A new id for the use of a red-flag card.
    pub fn new_urgent_use(&mut self) -> UrgentUseId {
        UrgentUseId(self.random())
    }

    /// Whoever may be called about an enquiry.
    #[must_use]
    pub fn contact_of(&self, enquiry: EnquiryId) -> Option<&Contact> {
        let contacts = &self.open()?.contacts;
        contacts.iter().find(|contact| contact.enquiry == enquiry)
    }

    /// The contact with this id.
    #[must_use]
    pub fn contact(&self, id: ContactId) -> Option<&Contact> {
        self.open()?
            .contacts
            .iter()
            .find(|contact| contact.id == id)
    }

    fn follow_ups_of(&self, enquiry: EnquiryId) -> Vec<FollowUp> {
        let all = self
            .open()
            .map_or(&[][..], |open| open.follow_ups.as_slice());
        let of_it = all.iter().filter(|each| each.enquiry == enquiry);
        of_it.cloned().collect()
    }

    /// What was kept of an interview, for the coordinator.
    fn interview_of(&self, enquiry: EnquiryId) -> Option<&Trail> {
        let trails = &self.open()?.trails;
        trails
            .iter()
            .find(|trail| matches!(&trail.left, Left::Interview(kept) if kept.enquiry == enquiry))
    }

    /// Keeps what an organisation told for the coordinator, who makes a card of it; none when that is kept already.
    fn keep_interview(&mut self, enquiry: &Enquiry) -> Option<Change> {
        let known = self.interview_of(enquiry.id).cloned();
        let (id, day) = match &known {
            Some(known) => (known.id, known.day),
            None => (TrailId(self.random()), enquiry.day),
        };
        let told = enquiry.answers.iter();
        let answers = told
            .filter(|(_, answer)| !matches!(answer, Answer::None(_)))
            .map(|(name, answer)| (name.clone(), answer.clone()))
            .collect();
        let is_kept =
            |known: &Trail| matches!(&known.left, Left::Interview(kept) if kept.answers == answers);
        if known.as_ref().is_some_and(is_kept) {
            return None;
        }
        let interview = Interview {
            enquiry: enquiry.id,
            answers,
            settled: None,
        };
        Some(Change::Trail(Trail {
            id,
            day,
            left: Left::Interview(interview),
        }))
    }

    /// The changes that bring the lists in line with what an enquiry leaves to do.
    pub fn aftercare(&mut self, enquiry: &Enquiry, care: &Aftercare) -> Vec<Change> {
        let today = self.stamp.now.date();
        let mut changes = Vec::new();
        let known = self.contact_of(enquiry.id).cloned();
        let contact = care.contact.as_ref().map(|reach| {
            let id = match &known {
                Some(known) => known.id,
                None => ContactId(self.random()),
            };
            Contact {
                id,
                enquiry: enquiry.id,
                route: enquiry.route.clone(),
                place: enquiry.place.clone(),
                class: reach.class,
                consent: match &known {
                    Some(known) if known.consent.wording == reach.consent.wording => {
                        known.consent.clone()
                    }
                    _ => reach.consent.clone(),
                },
                ends_on: reach.class.ends_on(last_day(care, reach).max(today)),
                answers: reach.answers.clone(),
                changed_on: today,
                closed_on: None,
                asked_on: known.as_ref().and_then(|known| known.asked_on),
                unknown: known
                    .as_ref()
                    .map_or_else(Default::default, |known| known.unknown.clone()),
            }
        });
        match (&known, &contact) {
            (Some(known), None) => changes.push(Change::EndContact(known.id)),
            (Some(known), Some(new)) if known == new => {}
            (_, Some(new)) => changes.push(Change::Contact(new.clone())),
            (None, None) => {}
        }
        let contact = contact.map(|contact| contact.id);
        let open: Vec<FollowUp> = self
            .follow_ups_of(enquiry.id)
            .into_iter()
            .filter(|each| each.kept.is_none())
            .collect();
        // What was agreed about a person of whom there is concern does not stand in a list of the desk.
        let agreed = if enquiry.is_concern() {
            String::new()
        } else {
            // To whom someone went stands there as a card.
            let named = |part: &str| {
                let found = self.library.article(part);
                found.map_or_else(|| part.to_owned(), |found| found.name.clone())
            };
            let parts: Vec<String> = care.agreed.split(". ").map(named).collect();
            parts.join(". ")
        };
        let outcome = (!enquiry.is_concern()).then_some(enquiry.outcome);
        for (field, due) in &care.days {
            let before = open.iter().find(|each| each.field == *field);
            // Of a quick question nobody saw the day.
            let due = if enquiry.tempo == Tempo::Quick {
                self.next_opening(*due)
            } else {
                *due
            };
            let follow_up = FollowUp {
                id: match before {
                    Some(before) => before.id,
                    None => self.new_follow_up(),
                },
                enquiry: enquiry.id,
                contact,
                route: enquiry.route.clone(),
                theme: enquiry.theme,
                outcome,
                place: enquiry.place.clone(),
                field: field.clone(),
                due,
                agreed: agreed.clone(),
                made_on: before.map_or(today, |before| before.made_on),
                kept: None,
                unknown: before.map_or_else(Default::default, |before| before.unknown.clone()),
            };
            if before != Some(&follow_up) {
                changes.push(Change::FollowUp(follow_up));
            }
        }
        let is_asked = |each: &FollowUp| care.days.iter().any(|(field, _)| *field == each.field);
        let gone = open.iter().filter(|each| !is_asked(each));
        changes.extend(gone.map(|each| Change::EndFollowUp(each.id)));
        if enquiry.route.as_str() == INTERVIEW_ROUTE {
            changes.extend(self.keep_interview(enquiry));
        }
        changes
    }

    /// What must go when an enquiry is taken back.
    fn ends_of(&self, enquiry: EnquiryId) -> Vec<Change> {
        let follow_ups = self.follow_ups_of(enquiry).into_iter();
        let contact = self.contact_of(enquiry).map(|contact| contact.id);
        let interview = self.interview_of(enquiry);
        follow_ups
            .map(|each| Change::EndFollowUp(each.id))
            .chain(contact.map(Change::EndContact))
            .chain(interview.map(|trail| Change::Trail(self.settled(trail))))
            .collect()
    }

    /// An interview of which no card is made.
    fn settled(&self, trail: &Trail) -> Trail {
        let mut trail = trail.clone();
        if let Left::Interview(interview) = &mut trail.left {
            interview.settled.get_or_insert(Settled {
                on: self.stamp.now.date(),
                alias_of: None,
            });
        }
        trail
    }

    /// What puts things back as they stand now, before these changes.
    fn back_from(&self, changes: &[Change]) -> Vec<Change> {
        let follow_ups = self
            .open()
            .map_or(&[][..], |open| open.follow_ups.as_slice());
        let follow_up = |id: FollowUpId| follow_ups.iter().find(|each| each.id == id).cloned();
        changes
            .iter()
            .filter_map(|change| match change {
                Change::FollowUp(new) => {
                    Some(follow_up(new.id).map_or(Change::EndFollowUp(new.id), Change::FollowUp))
                }
                Change::EndFollowUp(id) => follow_up(*id).map(Change::FollowUp),
                Change::Contact(new) => Some(
                    self.contact(new.id)
                        .cloned()
                        .map_or(Change::EndContact(new.id), Change::Contact),
                ),
                Change::EndContact(id) => self.contact(*id).cloned().map(Change::Contact),
                Change::Trail(new) => {
                    let trails = self.open().map_or(&[][..], |open| open.trails.as_slice());
                    let before = trails.iter().find(|each| each.id == new.id).cloned();
                    Some(Change::Trail(before.unwrap_or_else(|| self.settled(new))))
                }
                Change::Enquiry(_)
                | Change::Draft(_)
                | Change::EndDraft(_)
                | Change::Shift(_)
                | Change::UrgentUse(_)
                | Change::OwnNote(_) => None,
            })
            .collect()
    }

    /// Saves a new revision of an enquiry with what follows from it; it can be taken back.
    pub fn change_with(&mut self, old: Enquiry, new: Enquiry, mut more: Vec<Change>) -> Effect {
        if new.withdrawn {
            more.extend(self.ends_of(new.id));
        }
        let mut back = vec![Change::Enquiry(old)];
        back.extend(self.back_from(&more));
        let mut changes = vec![Change::Enquiry(new)];
        changes.extend(more);
        self.attempt(changes, Some(back))
    }

    /// Saves a new revision of an enquiry, which can be taken back.
    pub fn change(&mut self, old: Enquiry, new: Enquiry) -> Effect {
        self.change_with(old, new, Vec::new())
    }

    /// Saves changes of days to look back and of contacts, which can be taken back.
    pub fn change_aftercare(&mut self, changes: Vec<Change>) -> Effect {
        let back = self.back_from(&changes);
        self.attempt(changes, Some(back))
    }

    /// A new enquiry is on disk with what follows from it: the lists have it, and it can be taken back.
    pub fn noted(&mut self, enquiry: &Enquiry, more: &[Change]) {
        let mut back = vec![Change::Enquiry(Enquiry {
            withdrawn: true,
            ..enquiry.clone()
        })];
        back.extend(self.back_from(more));
        // What a signal says is not for the desk to read again.
        if !enquiry.is_concern() {
            self.keep(enquiry);
            self.remember(back);
        }
        self.absorb(more);
    }

    /// Saves the same quick question so many times more, each with an id and a visit of its own, now; all of them can
    /// be taken back together.
    pub fn note_again(&mut self, quick: &Enquiry, count: usize) -> Effect {
        let now = self.stamp.now.clone();
        let shift = self.shift.as_ref().map(|shift| shift.id);
        let mut changes = Vec::with_capacity(count);
        let mut back = Vec::with_capacity(count);
        let mut days = self.follow_ups_of(quick.id);
        days.retain(|each| each.kept.is_none());
        for _ in 0..count {
            let (id, visit) = self.new_enquiry();
            for day in &days {
                let again = FollowUp {
                    id: self.new_follow_up(),
                    enquiry: id,
                    ..day.clone()
                };
                back.push(Change::EndFollowUp(again.id));
                changes.push(Change::FollowUp(again));
            }
            let again = Enquiry {
                id,
                revision: 1,
                visit,
                shift,
                day: now.date(),
                time: now.time(),
                ..quick.clone()
            };
            back.push(Change::Enquiry(Enquiry {
                withdrawn: true,
                ..again.clone()
            }));
            changes.push(Change::Enquiry(again));
        }
        self.attempt(changes, Some(back))
    }

    /// Remembers what takes a step back, for the next Ctrl+Z.
    fn remember(&mut self, back: Vec<Change>) {
        self.undo.push(back);
        if self.undo.len() > UNDO_STEPS {
            self.undo.remove(0);
        }
    }

    /// Whether there is something to take back.
    #[must_use]
    pub fn can_undo(&self) -> bool {
        !self.undo.is_empty()
    }

    /// Takes the last step back: new revisions with the old content.
    pub fn take_back(&mut self) -> Option<Effect> {
        let mut changes = self.undo.last()?.clone();
        let mut is_withdrawn = false;
        for change in &mut changes {
            if let Change::Enquiry(before) = change {
                is_withdrawn |= before.withdrawn;
                before.revision = self.revision_of(before) + 1;
            }
        }
        self.notice = Some(Trouble::new(match (is_withdrawn, self.open().is_some()) {
            (true, true) => "teruggenomen",
            (true, false) => "teruggenomen-op-slot",
            (false, _) => "teruggezet",
        }));
        Some(self.attempt(changes, None))
    }

    fn attempt(&mut self, changes: Vec<Change>, back: Option<Vec<Change>>) -> Effect {
        let effect = Effect::Save(Saving::Correction, changes.clone());
        self.attempt = Some(Attempt { changes, back });
        effect
    }

    /// The change is on disk: the lists follow.
    pub(in crate::tui) fn settle(&mut self) {
        let Some(Attempt { changes, back }) = self.attempt.take() else {
            return;
        };
        for change in &changes {
            if let Change::Enquiry(new) = change {
                self.keep(new);
            }
        }
        self.absorb(&changes);
        match back {
            Some(back) => self.remember(back),
            None => {
                self.undo.pop();
            }
        }
    }

    /// Puts days to look back and contacts in their lists, or takes them out.
    pub fn absorb(&mut self, changes: &[Change]) {
        let Some(open) = self.open_mut() else {
            return;
        };
        for change in changes {
            match change {
                Change::FollowUp(new) => {
                    open.follow_ups.retain(|each| each.id != new.id);
                    open.follow_ups.push(new.clone());
                }
                Change::EndFollowUp(id) => open.follow_ups.retain(|each| each.id != *id),
                Change::Contact(new) => {
                    open.contacts.retain(|each| each.id != new.id);
                    open.contacts.push(new.clone());
                }
                Change::EndContact(id) => open.contacts.retain(|each| each.id != *id),
                Change::Trail(new) => {
                    open.trails.retain(|each| each.id != new.id);
                    open.trails.push(new.clone());
                }
                Change::Enquiry(_)
                | Change::Draft(_)
                | Change::EndDraft(_)
                | Change::Shift(_)
                | Change::UrgentUse(_)
                | Change::OwnNote(_) => {}
            }
        }
        order::by_key(&mut open.follow_ups, |each| (each.due, each.id));
    }

    /// Whether the desk looks back on the same enquiry on another day as well.
    #[must_use]
    pub fn looks_back_again(&self, follow_up: &FollowUp) -> bool {
        let all = self.follow_ups_of(follow_up.enquiry);
        all.iter()
            .any(|each| each.id != follow_up.id && each.kept.is_none())
    }

    /// The changes that say what came of looking back: the day is done; another follows, or the contact is closed when
    /// nothing else is open for it.
    pub fn looked_back(
        &mut self,
        follow_up: &FollowUp,
        came_of_it: LookedBack,
        next: Option<Date>,
    ) -> Vec<Change> {
        let today = self.stamp.now.date();
        let kept = FollowUp {
            kept: Some(came_of_it),
            ..follow_up.clone()
        };
        let mut changes = vec![Change::FollowUp(kept)];
        if let Some(due) = next {
            changes.push(Change::FollowUp(FollowUp {
                id: self.new_follow_up(),
                due,
                made_on: today,
                kept: None,
                ..follow_up.clone()
            }));
        }
        let is_open_elsewhere = self.open().is_some_and(|open| {
            let mut others = open.follow_ups.iter();
            others.any(|each| {
                each.id != follow_up.id && each.kept.is_none() && each.contact == follow_up.contact
            })
        });
        let contact = follow_up.contact.and_then(|id| self.contact(id)).cloned();
        if let Some(contact) = contact {
            let afterwards =
                if next.is_none() && !is_open_elsewhere && contact.class == Retention::Resident {
                    contact.closed(today)
                } else {
                    contact.worked_with(today)
                };
            changes.push(Change::Contact(afterwards));
        }
        changes
    }
}

/// The last day that is named: a ride is kept from its own day on, not from the day it was asked for.
fn last_day(care: &Aftercare, reach: &Reach) -> Date {
    let days = care.days.iter().map(|(_, day)| *day);
    let own = reach.answers.values().filter_map(|answer| {
        if let Answer::Date(day) = answer {
            Some(*day)
        } else {
            None
        }
    });
    days.chain(own).max().unwrap_or_default()
}
