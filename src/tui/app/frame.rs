//! The frame around every screen: where and when, the keys that work now, what was saved.

use jiff::Timestamp;
use ratatui::{
    Frame,
    layout::{Position, Rect},
    text::{Line, Span},
    widgets::{Block, Widget},
};

use crate::tui::{
    keys::{Action, Offer},
    message::Status,
    screen::Screen,
    theme::in_plain_letters,
    widget::{
        dates,
        paper::{MARGIN, Paper, cut, wrap},
    },
};

use super::Model;

/// What stands between two keys.
const GAP: &str = "   ";

/// The least useful size; below it one sentence says so.
const LEAST_WIDTH: u16 = 40;
/// See [`LEAST_WIDTH`].
const LEAST_HEIGHT: u16 = 12;
/// A notice takes at most so many rows.
const MOST_NOTICE: usize = 3;
/// Below this width the keys take two lines where they need them.
const ONE_LINE: u16 = 100;
/// From this height on a row stays free under what a resident said.
const ROOMY: u16 = 24;
/// What a resident of an exercise said takes at most so many rows.
const MOST_SAID: u16 = 2;
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
        if self.shared.theme.is_plain_letters {
            in_plain_letters(frame.buffer_mut());
        }
        if let Some(position) = cursor {
            frame.set_cursor_position(position);
        }
    }

    fn view_in(&self, frame: &mut Frame<'_>, area: Rect) -> Option<Position> {
        let page = self.top_page();
        let theme = self.shared.theme;
        let mut paper = Paper::new(frame.buffer_mut(), Rect { height: 1, ..area }, theme);
        let title = Line::styled(page.title(&self.shared), theme.strong);
        let room = usize::from(area.width).saturating_sub(title.width() + 6);
        paper.sides(&title, &self.where_and_when(room));
        let top = self.view_case(frame, area);
        let notice = self.notice_lines(area.width);
        let notice_rows = u16::try_from(notice.len()).unwrap_or(u16::MAX);
        let body = Rect {
            y: area.y + top,
            height: area.height.saturating_sub(top + 1 + notice_rows.max(1)),
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
        let (keys, more, status) = self.key_lines(area.width);
        let last = Rect {
            y: area.bottom().saturating_sub(1),
            height: 1,
            ..area
        };
        let mut paper = Paper::new(frame.buffer_mut(), last, theme);
        paper.sides(&keys, &status);
        if notice_rows == 0 && area.width < ONE_LINE {
            let above = Rect {
                y: area.bottom().saturating_sub(2),
                ..last
            };
            let mut paper = Paper::new(frame.buffer_mut(), above, theme);
            paper.line(&more);
        }
        cursor
    }

    /// What the resident of an exercise said stands above every screen, so that nobody has to remember it. Gives the
    /// row on which the screen itself begins.
    fn view_case(&self, frame: &mut Frame<'_>, area: Rect) -> u16 {
        let Some(case) = self.shared.case().filter(|_| !self.is_together()) else {
            return 2;
        };
        let said = self
            .shared
            .words
            .with("oefening-bewoner", &[("woorden", &case.says)]);
        let row = Rect {
            y: area.y + 1,
            height: MOST_SAID,
            ..area
        };
        let mut paper = Paper::new(frame.buffer_mut(), row, self.shared.theme);
        let mut lines = wrap(&said, paper.width());
        lines.truncate(usize::from(MOST_SAID));
        let rows = u16::try_from(lines.len()).unwrap_or(MOST_SAID);
        for line in lines {
            paper.line(&Line::styled(line, self.shared.theme.accent));
        }
        let gap = u16::from(area.height >= ROOMY);
        1 + rows + gap
    }

    /// Whether a resident may be reading along.
    fn is_together(&self) -> bool {
        matches!(self.stack.last(), Some(Screen::Together(_)))
    }

    /// The sentence over the last line, whole: it may say what to do.
    fn notice_lines(&self, width: u16) -> Vec<String> {
        let width = usize::from(width.saturating_sub(MARGIN * 2));
        let notice = self.shared.notice.as_ref().filter(|_| !self.is_together());
        notice.map_or_else(Vec::new, |notice| {
            let mut lines = wrap(&self.shared.sentence(notice), width);
            lines.truncate(MOST_NOTICE);
            lines
        })
    }

    /// Place and day at the right of the first line; that nothing is kept comes before everything.
    fn where_and_when(&self, room: usize) -> Line<'static> {
        let (shared, theme) = (&self.shared, self.shared.theme);
        let now = &shared.stamp.now;
        let day = dates::short_day(&shared.words, now.date());
        let (text, style) = if now.year() < FIRST_YEAR {
            (
                shared
                    .words
                    .with("klok-fout", &[("jaar", &now.year().to_string())]),
                theme.danger,
            )
        } else if shared.is_practice {
            (shared.say("oefenen-kop"), theme.doubt)
        } else {
            let place = shared
                .place
                .as_ref()
                .map(|place| shared.library.place_name(place));
            let text = place.map_or_else(|| day.clone(), |place| format!("{place} · {day}"));
            return Line::styled(cut(&text, room), theme.dim);
        };
        Line::styled(cut(&text, room), style)
    }

    /// The keys that are valid now, most important first: those of the last line, with help at its end, those that did
    /// not fit there and stand above it in a narrow window, and what was saved. What fits nowhere is on the page of help.
    fn key_lines(&self, width: u16) -> (Line<'static>, Line<'static>, Line<'static>) {
        let theme = self.shared.theme;
        let status = if self.is_together() {
            Line::default()
        } else {
            self.status_line()
        };
        // The status is never crowded out: two columns at the reading edge, one at the end, two between.
        let taken = if status.width() == 0 {
            3
        } else {
            status.width() + 5
        };
        let room = usize::from(width).saturating_sub(taken);
        let said = |offer: &Offer| {
            let key = Span::styled(offer.key_name(), theme.accent);
            let words = Span::styled(format!(" {}", self.shared.say(offer.words)), theme.dim);
            Line::from(vec![key, words])
        };
        let mut offers = self.offers();
        // The way back has one place on every screen, right behind the way on, and is never crowded out.
        if let Some(back) = offers
            .iter()
            .position(|offer| offer.action == Action::Escape)
            .filter(|back| *back > 1)
        {
            let back = offers.remove(back);
            offers.insert(1, back);
        }
        let help = offers
            .iter()
            .find(|offer| offer.action == Action::Help)
            .map(said);
        let room = room.saturating_sub(help.as_ref().map_or(0, Line::width));
        let (mut keys, mut more) = (Line::default(), Line::default());
        // Nor are the red-flag cards: what stands before them leaves room for them.
        let urgent = offers
            .iter()
            .find(|offer| offer.is_shown && offer.action == Action::Urgent);
        let mut kept = urgent.map_or(0, |offer| said(offer).width() + GAP.len());
        for offer in offers
            .iter()
            .filter(|offer| offer.is_shown && offer.action != Action::Help)
        {
            let each = said(offer);
            let needed = each.width() + GAP.len();
            if offer.action == Action::Urgent {
                kept = 0;
            }
            if keys.width() + needed <= room {
                keys.spans.extend(each.spans);
                keys.push_span(Span::styled(GAP, theme.text));
            } else if more.width() + needed + kept <= usize::from(width) {
                more.spans.extend(each.spans);
                more.push_span(Span::styled(GAP, theme.text));
            }
        }
        keys.spans
            .extend(help.into_iter().flat_map(|help| help.spans));
        (keys, more, status)
    }

    fn status_line(&self) -> Line<'static> {
        let shared = &self.shared;
        let at = |moment: Timestamp| dates::clock(moment, shared.stamp.now.time_zone());
        let theme = shared.theme;
        match shared.status {
            Status::Quiet => Line::default(),
            Status::Busy | Status::Working(_) => Line::styled(shared.say("bezig"), theme.doubt),
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
