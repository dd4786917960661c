//! What the model says line by line: the screen on top, with what stands around every screen.

use crate::tui::{
    message::Status,
    screen::{Screen, home::Home},
    told::Told,
    widget::dates,
};

use super::Model;

impl Model {
    /// What the screen on top says.
    #[must_use]
    pub fn tell(&self) -> Told {
        match self.stack.last() {
            Some(screen) => screen.tell(&self.shared),
            None => Screen::from(Home::default()).tell(&self.shared),
        }
    }

    /// The name of the screen on top.
    #[must_use]
    pub fn title(&self) -> String {
        self.top_page().title(&self.shared)
    }

    /// Whether a talk is on top, or stands below what is on top.
    #[must_use]
    pub fn is_in_talk(&self) -> bool {
        self.stack
            .iter()
            .any(|screen| matches!(screen, Screen::Talk(_)))
    }

    /// Whether home is on top.
    #[must_use]
    pub fn is_home(&self) -> bool {
        matches!(self.stack.last(), Some(Screen::Home(_)) | None)
    }

    /// The places that are ticked in the question on top, from 0.
    #[must_use]
    pub fn ticked_places(&self) -> Vec<usize> {
        match self.stack.last() {
            Some(Screen::Talk(talk)) => talk.ticked_places(),
            _ => Vec::new(),
        }
    }

    /// What was saved and what must be known, as sentences.
    #[must_use]
    pub fn news(&self) -> Vec<String> {
        let shared = &self.shared;
        let at = |name, moment| {
            let time = dates::clock(moment, shared.stamp.now.time_zone());
            shared.words.with(name, &[("tijd", &time)])
        };
        let saved = match shared.status {
            Status::Quiet | Status::Busy | Status::Working(_) => None,
            Status::Saved(moment) => Some(at("bewaard", moment)),
            Status::Sealed(moment) => Some(at("bewaard-op-slot", moment)),
        };
        let notice = shared.notice.as_ref();
        let notice = notice.map(|notice| shared.sentence(notice));
        saved.into_iter().chain(notice).collect()
    }

    /// Where this desk stands, and the day.
    #[must_use]
    pub fn where_and_when_told(&self) -> String {
        let shared = &self.shared;
        let day = dates::long_day(&shared.words, shared.stamp.now.date());
        let place = shared.place.as_ref();
        match place.map(|place| shared.library.place_name(place)) {
            _ if shared.is_practice => shared.say("oefenen-kop"),
            Some(place) => format!("{place}, {day}"),
            None => day,
        }
    }
}
