//! How the screen looks beside its words: colours, what is marked as found; and a program that begins anew.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on has failed; the place says why"
)]

use ratatui::{buffer::Cell, style::Color};

use super::Pilot;

/// Where the code of today comes from.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Code {
    /// Drawn by the screen: the same at each run, for pictures.
    Drawn,
    /// Signed for by the store, as outside tests: another one at each run.
    Signed,
}

impl Pilot {
    /// The first cell of this text.
    #[track_caller]
    pub(super) fn cell_of(&self, text: &str) -> Cell {
        let screen = self.screen();
        let row = screen.lines().position(|row| row.contains(text));
        let row = row.unwrap_or_else(|| panic!("`{text}` is not on\n{screen}"));
        let before = screen
            .lines()
            .nth(row)
            .and_then(|row| row.split(text).next());
        let column = before.unwrap_or_default().chars().count();
        let place = (u16::try_from(column).unwrap(), u16::try_from(row).unwrap());
        self.draw().cell(place).unwrap().clone()
    }

    /// The first letters of this text below the search box are marked as found.
    #[track_caller]
    pub(crate) fn is_marked(&self, text: &str) -> bool {
        let buffer = self.draw();
        let hit = self.model.shared.theme.hit.add_modifier;
        let screen = self.screen();
        let rows = screen.lines().enumerate().skip(4);
        let mut found = rows.filter_map(|(y, row)| {
            let x = row.get(..row.find(text)?)?.chars().count();
            let place = (u16::try_from(x).unwrap(), u16::try_from(y).unwrap());
            buffer.cell(place)
        });
        found.any(|cell| !hit.is_empty() && cell.modifier.contains(hit))
    }

    /// The colour of this text.
    #[track_caller]
    pub(crate) fn colour_of(&self, text: &str) -> Color {
        self.cell_of(text).fg
    }

    /// The colour behind this text.
    #[track_caller]
    pub(crate) fn ground_of(&self, text: &str) -> Color {
        self.cell_of(text).bg
    }

    /// A desk of which the code of today comes from its store, as it does outside tests.
    pub(crate) fn with_signed_code() -> Self {
        let mut pilot = Self::locked();
        pilot.code = Code::Signed;
        pilot.unlock();
        pilot.press("enter enter enter enter");
        pilot
    }

    /// The program ends, in practice too, and begins anew over the same folder.
    pub(crate) fn restart(&mut self) {
        let mut store = self.aside.take().or_else(|| self.store.take()).unwrap();
        store.lock(self.clock.timestamp()).unwrap();
        let (clock, made) = (self.clock.clone(), self.made + 1000);
        *self = Self::start(Some(store));
        (self.clock, self.made, self.code) = (clock, made, Code::Signed);
    }
}
