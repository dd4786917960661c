//! The frame around every screen: where and when, the keys that work now, what was saved.

use jiff::Timestamp;
use ratatui::{
    Frame,
    layout::{Position, Rect},
    text::{Line, Span},
    widgets::{Block, Widget},
};

use crate::tui::{
    message::Status,
    widget::{
        dates,
        paper::{MARGIN, Paper, wrap},
    },
};

use super::Model;

/// The least useful size; below it one sentence says so.
const LEAST_WIDTH: u16 = 40;
/// See [`LEAST_WIDTH`].
const LEAST_HEIGHT: u16 = 12;
/// A notice takes at most so many rows.
const MOST_NOTICE: usize = 3;
/// A clock before this year is wrong: Balie did not exist.
const FIRST_YEAR: i16 = 2026;

impl Model {
    /// Draws the whole screen.
    pub fn view(&self, frame: &mut Frame<'_>) {
        let area = frame.area();
        Block::new()
            .style(self.shared.theme.text)
            .render(area, frame.buffer_mut());
        if area.width < LEAST_WIDTH || area.height < LEAST_HEIGHT {
            let mut paper = Paper::new(frame.buffer_mut(), area, self.shared.theme);
            paper.text(self.shared.theme.text, &self.shared.say("te-klein"));
            return;
        }
        let cursor = self.view_in(frame, area);
        if let Some(position) = cursor {
            frame.set_cursor_position(position);
        }
    }

    fn view_in(&self, frame: &mut Frame<'_>, area: Rect) -> Option<Position> {
        let page = self.top_page();
        let theme = self.shared.theme;
        let mut paper = Paper::new(frame.buffer_mut(), Rect { height: 1, ..area }, theme);
        paper.sides(
            &Line::styled(page.title(&self.shared), theme.strong),
            &Line::styled(self.where_and_when(), theme.dim),
        );
        let notice = self.notice_lines(area.width);
        let notice_rows = u16::try_from(notice.len()).unwrap_or(u16::MAX);
        let body = Rect {
            y: area.y + 2,
            height: area.height.saturating_sub(3 + notice_rows.max(1)),
            ..area
        };
        let mut paper = Paper::new(frame.buffer_mut(), body, theme);
        page.view(&self.shared, &mut paper);
        let cursor = paper.cursor;
        let rows = Rect {
            y: area.bottom().saturating_sub(1 + notice_rows),
            height: notice_rows,
            ..area
        };
        let mut paper = Paper::new(frame.buffer_mut(), rows, theme);
        for line in notice {
            paper.line(&Line::styled(line, theme.doubt));
        }
        let last = Rect {
            y: area.bottom().saturating_sub(1),
            height: 1,
            ..area
        };
        let mut paper = Paper::new(frame.buffer_mut(), last, theme);
        let (keys, status) = (self.key_line(area.width), self.status_line());
        paper.sides(&keys, &status);
        cursor
    }

    /// The sentence over the last line, whole: it may say what to do.
    fn notice_lines(&self, width: u16) -> Vec<String> {
        let width = usize::from(width.saturating_sub(MARGIN * 2));
        let notice = self.shared.notice.as_ref();
        notice.map_or_else(Vec::new, |notice| {
            let mut lines = wrap(&self.shared.sentence(notice), width);
            lines.truncate(MOST_NOTICE);
            lines
        })
    }

    fn where_and_when(&self) -> String {
        let shared = &self.shared;
        let now = &shared.stamp.now;
        if now.year() < FIRST_YEAR {
            return shared
                .words
                .with("klok-fout", &[("jaar", &now.year().to_string())]);
        }
        let day = dates::short_day(&shared.words, now.date());
        let place = match (&shared.place, shared.is_practice) {
            (_, true) => shared.say("oefenen-kop"),
            (Some(place), false) => shared.library.place_name(place).to_owned(),
            (None, false) => return day,
        };
        format!("{place} · {day}")
    }

    /// The keys that are valid now, most important first; what does not fit is on the help page.
    fn key_line(&self, width: u16) -> Line<'static> {
        let status = self.status_line().width();
        let room = usize::from(width).saturating_sub(if status == 0 { 4 } else { status + 6 });
        let theme = self.shared.theme;
        let mut line = Line::default();
        for offer in self.offers().iter().filter(|offer| offer.is_shown) {
            let words = self.shared.say(offer.words);
            let taken = line.width() + offer.key_name().chars().count() + words.chars().count() + 1;
            if taken > room {
                continue;
            }
            line.push_span(Span::styled(offer.key_name(), theme.accent));
            line.push_span(Span::styled(format!(" {words}   "), theme.dim));
        }
        line
    }

    fn status_line(&self) -> Line<'static> {
        let shared = &self.shared;
        let at = |moment: Timestamp| dates::clock(moment, shared.stamp.now.time_zone());
        let theme = shared.theme;
        match shared.status {
            Status::Quiet => Line::default(),
            Status::Busy => Line::styled(shared.say("bezig"), theme.doubt),
            Status::Saved(moment) => Line::styled(
                shared.words.with("bewaard", &[("tijd", &at(moment))]),
                theme.good,
            ),
            Status::Sealed(moment) => Line::styled(
                shared
                    .words
                    .with("bewaard-op-slot", &[("tijd", &at(moment))]),
                theme.good,
            ),
        }
    }
}
