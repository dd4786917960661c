//! Days as they are understood, and cards that a question shows.
//!
//! A day that is typed is said back with its weekday and how far off it is, so that a slip is seen at once. A day to
//! look back is proposed on a day that the desk is open. Begin reading at [`Talk::view_understood`].

use jiff::{ToSpan, civil::Date};
use ratatui::text::{Line, Span};

use crate::{
    conversation::LOOK_BACK,
    domain::Answer,
    knowledge::phone_doubt,
    route::Field as Question,
    tui::{
        shared::Shared,
        theme::Theme,
        widget::{
            dates,
            paper::{Paper, cut},
        },
    },
};

use super::{CARD, Talk};

/// The word of a date by which something must be done.
const DEADLINE: &str = "termijn";
/// From so many days on a deadline is near (method 1.4).
const NEAR: i32 = 7;
/// The list of those with whom a volunteer can discuss something.
const DISCUSSED: &str = "besproken";
/// The word of a question that shows cards; their ids follow it.
const SHOWS_CARDS: &str = "toon-kaart";

impl Talk {
    /// What Enter would give, as the screen proposes it: a day to look back falls on an opening, and a second card is
    /// the one that was chosen before.
    pub(super) fn proposed(&self, shared: &Shared, question: &Question) -> Option<Answer> {
        let proposed = self.walk.default_of(question);
        if let Some(Answer::Date(day)) = proposed
            && question.appears_as(LOOK_BACK)
        {
            return Some(Answer::Date(self.opening_before(shared, question, day)));
        }
        if proposed.is_none() && question.appears_as(CARD) {
            let mut cards = self
                .walk
                .route()
                .fields
                .iter()
                .filter(|field| field.appears_as(CARD) && field.name != question.name);
            return cards.find_map(|field| match self.walk.answer_of(field.name.as_str()) {
                Some(Answer::Text(card)) => Some(Answer::Text(card.clone())),
                _ => None,
            });
        }
        proposed
    }

    /// The first opening from this day on. Where a day that the talk is about comes first, a ride or the end of a term,
    /// waiting for that opening is too late: then it is the last one before this day, or else today.
    fn opening_before(&self, shared: &Shared, question: &Question, day: Date) -> Date {
        let opens = shared.next_opening(day);
        let fields = &self.walk.route().fields;
        let mut others = fields.iter().filter(|field| field.name != question.name);
        let is_late = others.any(|field| {
            let told = self.walk.answer_of(field.name.as_str());
            matches!(told, Some(Answer::Date(told)) if day < *told && *told <= opens)
        });
        if !is_late {
            return opens;
        }
        let today = shared.stamp.now.date();
        let before = std::iter::successors(day.yesterday().ok(), |day| day.yesterday().ok());
        let mut before = before.take_while(|day| *day > today);
        before
            .find(|day| shared.next_opening(*day) == *day)
            .unwrap_or(today)
    }

    /// What the engine makes of the day or the time in the editor.
    pub(super) fn view_understood(
        &self,
        shared: &Shared,
        paper: &mut Paper<'_>,
        question: &Question,
    ) {
        let theme = paper.theme;
        let words = &shared.words;
        let day = match self.walk.understood(self.input.text(), &shared.stamp.now) {
            Some(Answer::Date(day)) => day,
            Some(Answer::Time(time)) => {
                let time = format!("{:02}:{:02}", time.hour(), time.minute());
                let said = words.with("tijd-uur", &[("tijd", &time)]);
                paper.text(theme.strong, &said);
                return;
            }
            _ => return,
        };
        let said = dates::long_day(words, day);
        let away = days_away(shared, day);
        let style = style_of(question, shared, day, theme);
        paper.line(&Line::from(vec![
            Span::styled(said, theme.strong),
            Span::styled(format!("  {away}"), style),
        ]));
        if question.appears_as(LOOK_BACK) {
            let opens = shared.next_opening(day);
            if opens != day {
                let opens = dates::long_day(words, opens);
                paper.text(theme.doubt, &words.with("dag-dicht", &[("dag", &opens)]));
            }
        } else if question.appears_as(DEADLINE) && day < shared.stamp.now.date() {
            paper.text(theme.danger, &shared.say("termijn-voorbij"));
        }
    }

    /// How far off a deadline is, for the check page.
    pub(super) fn days_left(
        shared: &Shared,
        question: &Question,
        answer: Option<&Answer>,
    ) -> Option<String> {
        match answer {
            Some(Answer::Date(day)) if question.appears_as(DEADLINE) => {
                Some(days_away(shared, *day))
            }
            _ => None,
        }
    }

    /// The names and numbers of the cards that a note shows.
    pub(super) fn view_named_cards(shared: &Shared, paper: &mut Paper<'_>, question: &Question) {
        let words = question.appearance.as_deref().unwrap_or_default();
        let mut ids = words.split_whitespace();
        if ids.any(|word| word == SHOWS_CARDS) {
            view_cards(shared, paper, ids);
        }
    }
}

impl Talk {
    /// Whom to call today, where it is asked with whom of us something was discussed, if a number is known.
    pub(super) fn view_standby(shared: &Shared, paper: &mut Paper<'_>, question: &Question) {
        if question.kind.list() == Some(DISCUSSED)
            && let Some(role) = shared.standby()
            && let Some(phone) = &role.phone
            && paper.rows_left() > 1
        {
            paper.skip();
            let line = format!("{}  {phone}", role.label);
            paper.text(paper.theme.accent, &line);
        }
    }
}

/// Cards by name, each with its numbers, and a word where a number is old.
pub fn view_cards<'a>(shared: &Shared, paper: &mut Paper<'_>, ids: impl Iterator<Item = &'a str>) {
    let theme = paper.theme;
    let today = shared.stamp.now.date();
    for article in ids.filter_map(|id| shared.library.article(id)) {
        if paper.rows_left() < 2 {
            return;
        }
        paper.line(&Line::styled(article.name.clone(), theme.strong));
        let doubt = phone_doubt(article, today).map(|_| shared.say("bel-eerst-na"));
        let doubt = doubt.unwrap_or_default();
        let width = paper.width().saturating_sub(doubt.chars().count() + 4);
        for phone in &article.phone {
            paper.line(&Line::from(vec![
                Span::styled(format!("  {}", cut(phone, width)), theme.accent),
                Span::styled(format!("  {doubt}"), theme.doubt),
            ]));
        }
        if article.phone.is_empty() {
            let reach = [&article.email, &article.web, &article.address];
            if let Some(reach) = reach.into_iter().flatten().next() {
                paper.line(&Line::styled(format!("  {reach}"), theme.text));
            }
        }
    }
}

/// `vandaag`, `morgen`, `over 9 dagen`, `3 dagen geleden`.
#[must_use]
pub fn days_away(shared: &Shared, day: Date) -> String {
    let words = &shared.words;
    match days_until(shared, day) {
        0 => words.text("dag-vandaag"),
        1 => words.text("dag-morgen"),
        ahead if ahead > 0 => words.count("dag-over", usize::try_from(ahead).unwrap_or_default()),
        ago => words.count(
            "dag-geleden",
            usize::try_from(ago.unsigned_abs()).unwrap_or_default(),
        ),
    }
}

fn days_until(shared: &Shared, day: Date) -> i32 {
    let today = shared.stamp.now.date();
    today
        .until(day)
        .map(|span| span.get_days())
        .unwrap_or_default()
}

fn style_of(
    question: &Question,
    shared: &Shared,
    day: Date,
    theme: Theme,
) -> ratatui::style::Style {
    let today = shared.stamp.now.date();
    if !question.appears_as(DEADLINE) {
        theme.dim
    } else if day < today {
        theme.danger
    } else if day <= today.saturating_add(NEAR.days()) {
        theme.doubt
    } else {
        theme.text
    }
}
