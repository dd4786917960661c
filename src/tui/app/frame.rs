//! The frame around every screen: where and when, the keys that work now, what was saved.

use jiff::Timestamp;
use ratatui::{
    Frame,
    layout::{Position, Rect},
    text::{Line, Span},
};
use unicode_width::UnicodeWidthStr;

use crate::tui::{
    keys::{Action, Offer},
    message::Status,
    order,
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
/// From this height on a row stays free under what a resident said, and over the keys.
const ROOMY: u16 = 24;
/// What a resident of an exercise said takes at most so many rows.
const MOST_SAID: u16 = 2;
/// A clock before this year is wrong: Balie did not exist.
const FIRST_YEAR: i16 = 2026;

impl Model {
    /// Draws the whole screen.
    pub fn view(&self, frame: &mut Frame<'_>) {
        let area = frame.area();
        // Cell by cell: looking each one up by its place would be a twentieth of what a key takes.
        for cell in &mut frame.buffer_mut().content {
            cell.set_style(self.shared.theme.text);
        }
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
        let (keys, more, status) = self.key_lines(area.width);
        // A row stays free over the keys; in a small window further keys or a notice take it.
        let more_rows = u16::from(more.width() > 0);
        let below = notice_rows + more_rows;
        let gap = u16::from(below == 0 || area.height >= ROOMY);
        let body = Rect {
            y: area.y + top,
            height: area.height.saturating_sub(top + 1 + below + gap),
            ..area
        };
        let mut paper = Paper::new(frame.buffer_mut(), body, theme);
        page.view(&self.shared, &mut paper);
        let cursor = paper.cursor;
        let rows = Rect {
            y: area.bottom().saturating_sub(1 + more_rows + notice_rows),
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
        paper.sides(&keys, &status);
        if more_rows > 0 {
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
            let text = place.map(|place| format!("{place} · {day}"));
            // Where both do not fit the day is whole.
            let text = text.filter(|text| text.width() <= room).unwrap_or(day);
            return Line::styled(cut(&text, room), theme.dim);
        };
        Line::styled(cut(&text, room), style)
    }

    /// The keys that are valid now, and what was saved: the way on, the way back and help stand on the last line of every
    /// screen; what does not fit there stands above it. What fits nowhere is on the page of help.
    fn key_lines(&self, width: u16) -> (Line<'static>, Line<'static>, Line<'static>) {
        let theme = self.shared.theme;
        let status = if self.is_together() {
            Line::default()
        } else {
            self.status_line()
        };
        let said = |offer: &Offer| {
            let key = Span::styled(offer.key_name(), theme.accent);
            let words = Span::styled(format!(" {}", self.shared.say(offer.words)), theme.dim);
            Line::from(vec![key, words])
        };
        let offers = in_order(self.offers());
        let help = offers.iter().find(|offer| offer.action == Action::Help);
        let help = help.map(said).unwrap_or_default();
        // The status is never crowded out: two columns at the reading edge, one at the end, two between.
        let taken = if status.width() == 0 {
            3
        } else {
            status.width() + 5
        };
        let room = usize::from(width).saturating_sub(taken + help.width());
        let shown: Vec<(Action, Line<'static>)> = offers
            .iter()
            .filter(|offer| offer.is_shown && offer.action != Action::Help)
            .map(|offer| (offer.action, said(offer)))
            .collect();
        let wide = |line: &Line<'_>| line.width() + GAP.len();
        let back = shown.iter().find(|(action, _)| *action == Action::Escape);
        let back = back.map_or(0, |(_, line)| wide(line));
        let urgent = shown.iter().find(|(action, _)| *action == Action::Urgent);
        let urgent = urgent.map_or(0, |(_, line)| wide(line));
        let (mut keys, mut more) = (Line::default(), Line::default());
        let (mut is_back_kept, mut is_urgent_kept) = (back > 0, urgent > 0);
        for (action, line) in shown {
            is_back_kept &= action != Action::Escape;
            is_urgent_kept &= action != Action::Urgent;
            let needed = wide(&line);
            // The way back stays on the last line, and the red-flag cards where there is room last.
            let back = if is_back_kept { back } else { 0 };
            let urgent = if is_urgent_kept { urgent } else { 0 };
            if keys.width() + needed + back <= room {
                keys.spans.extend(line.spans);
                keys.push_span(Span::styled(GAP, theme.text));
            } else if more.width() + needed + urgent <= usize::from(width) {
                more.spans.extend(line.spans);
                more.push_span(Span::styled(GAP, theme.text));
            }
        }
        keys.spans.extend(help.spans);
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

/// The keys in the order they are said: the way on, the way back, then as the screen offers them.
fn in_order(mut offers: Vec<Offer>) -> Vec<Offer> {
    order::by_key(&mut offers, |offer| match offer.action {
        Action::Enter => 0,
        Action::Escape => 1,
        _ => 2,
    });
    offers
}
