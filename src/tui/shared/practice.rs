//! What is known while someone practises: the cases, and the one that is being played. Nothing of it is kept.

use jiff::Timestamp;

use crate::{
    domain::Enquiry,
    knowledge::Notice,
    practice::{Case, Played},
};

use super::Shared;

/// Practice, from its beginning to its end.
#[derive(Debug, Default)]
pub struct Practice {
    /// The cases, in the order of their files; none before they were read.
    pub cases: Vec<Case>,
    /// Which of them were played to the end.
    pub done: Vec<usize>,
    /// The place of the one that was begun last: the list opens there.
    pub last: usize,
    /// The one that is being played.
    pub playing: Option<Playing>,
    /// What stood on cards before practice began.
    notices: Vec<Notice>,
}

/// A case that is being played.
#[derive(Debug)]
pub struct Playing {
    /// Its place among the cases.
    pub case: usize,
    /// When it began.
    pub since: Timestamp,
    /// What was seen so far.
    pub played: Played,
    /// What is being noted for it.
    pub noted: Option<Enquiry>,
}

impl Shared {
    /// The case that is being played.
    #[must_use]
    pub fn case(&self) -> Option<&Case> {
        let practice = self.practice.as_ref()?;
        practice.cases.get(practice.playing.as_ref()?.case)
    }

    /// Practice begins: what belongs to the real desk is set aside.
    pub(in crate::tui) fn begin_practice(&mut self) {
        self.forget_trails();
        self.undo.clear();
        let practice = Practice {
            notices: self.cards.notices.clone(),
            ..Practice::default()
        };
        self.practice.get_or_insert_with(|| Box::new(practice));
    }

    /// Practice is over: nothing of it stays.
    pub(in crate::tui) fn end_practice(&mut self) {
        if let Some(practice) = self.practice.take() {
            self.cards.notices = practice.notices;
            self.forget_trails();
            self.undo.clear();
        }
        self.is_practice = false;
        self.shift = None;
    }

    /// Begins a case anew.
    pub(in crate::tui) fn play(&mut self, case: usize) {
        let since = self.stamp.now.timestamp();
        // What was noted for the case before is no part of this one: not to repeat, and not to take back.
        self.undo.clear();
        if let Some(practice) = &mut self.practice {
            practice.last = case;
            practice.playing = Some(Playing {
                case,
                since,
                played: Played::default(),
                noted: None,
            });
        }
    }

    /// Leaves the case that is being played; it counts as not done.
    pub(in crate::tui) fn leave_case(&mut self) {
        if let Some(practice) = &mut self.practice {
            practice.playing = None;
        }
    }

    /// The case that is being played, to add to.
    pub(in crate::tui) fn playing(&mut self) -> Option<&mut Playing> {
        self.practice.as_mut()?.playing.as_mut()
    }
}

impl Playing {
    /// A red-flag card was opened.
    pub(in crate::tui) fn saw_urgent(&mut self, id: &str) {
        if !self.played.urgent.iter().any(|each| each == id) {
            self.played.urgent.push(id.to_owned());
        }
    }
}
