//! The coordinator's list as it is drawn: one line for each thing to do where that fits, below a heading of its kind.

use std::collections::BTreeMap;

use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use super::{INDENT, Task};
use crate::{
    domain::{Answer, ArticleId},
    knowledge::{Article, PartialDate},
    tui::{
        shared::Shared,
        widget::{
            choices, dates,
            list::Item,
            paper::{Paper, column, wrap},
        },
    },
    words::Words,
};

/// The lines of all tasks, and above the first of each kind its heading.
pub(super) fn items(
    shared: &Shared,
    paper: &Paper<'_>,
    tasks: &[Task<'_>],
    focus: usize,
) -> Vec<Item> {
    let width = paper.full_width().saturating_sub(INDENT + 1);
    let shown: Vec<_> = tasks
        .iter()
        .map(|task| {
            let (name, what) = said(shared, task);
            (task.heading(), name, what)
        })
        .collect();
    let columns = columns(&shown, width);
    let mut items = Vec::new();
    let mut heading = "";
    for (position, (of, name, what)) in shown.iter().enumerate() {
        let key = choices::key_of(position).filter(char::is_ascii_digit);
        let key = format!("{}  ", key.unwrap_or(' '));
        let column_width = columns.get(of).copied().unwrap_or_default();
        let mut item = told_of(paper, (key, name, what), position == focus, column_width);
        if *of != heading {
            heading = of;
            let said = Line::styled(shared.say(heading), paper.theme.strong);
            item.head = vec![Line::default(), said];
        }
        items.push(item);
    }
    items
}

/// What a task is about, and what is to be done.
pub(super) fn said(shared: &Shared, task: &Task<'_>) -> (String, String) {
    let words = &shared.words;
    let name = |id: &ArticleId| {
        let card = shared.library.article(id.as_str());
        card.map_or_else(|| id.to_string(), |card| card.name.clone())
    };
    match task {
        Task::Notice(notice) => {
            let what = match &notice.text {
                Some(text) => format!("\"{text}\""),
                None => words.label("melding", notice.what.code()),
            };
            let day = dates::short_day(words, notice.on);
            (name(&notice.card), format!("{what}, {day}"))
        }
        Task::Interview(trail, told) => {
            let name = match told.answers.get("naam") {
                Some(Answer::Text(name)) => name.clone(),
                _ => String::new(),
            };
            let day = dates::short_day(words, trail.day);
            (name, words.with("bijhouden-gesprek-van", &[("dag", &day)]))
        }
        Task::Missed(_, missed) => {
            let next = missed.opened.as_ref().map_or_else(String::new, |id| {
                words.with("bijhouden-daarna", &[("kaart", &name(id))])
            });
            (format!("\"{}\"", missed.query), next)
        }
        Task::Ending(card, amount, count) => {
            let end = amount
                .valid_to
                .map(|end| words.with("bedrag-tot", &[("tot", &dates::full_date(words, end))]));
            let what = if *count == 1 {
                amount.label.clone()
            } else {
                words.count("bijhouden-bedragen", *count)
            };
            (
                card.name.clone(),
                format!("{what}, {}", end.unwrap_or_default()),
            )
        }
        Task::Check(card) => (card.name.clone(), last_seen(words, card)),
        Task::Removed(id) => (id.to_string(), words.text("bijhouden-terug")),
    }
}

/// How wide the column of names is under each heading, in the order of the tasks: the longest name, but never so wide
/// that what is to be done would have to go below it.
fn columns(
    tasks: &[(&'static str, String, String)],
    width: usize,
) -> BTreeMap<&'static str, usize> {
    let mut widest: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for (heading, name, what) in tasks {
        let (names, whats) = widest.entry(heading).or_default();
        *names = name.width().max(*names);
        *whats = what.width().max(*whats);
    }
    let least = width * 2 / 5;
    let columns = widest.into_iter().map(|(heading, (names, whats))| {
        let room = width.saturating_sub(whats + 2);
        (heading, names.min(room).max(least))
    });
    columns.collect()
}

/// A task on one line where name and work fit beside each other, else the work below the name; nothing is cut.
fn told_of(
    paper: &Paper<'_>,
    (key, name, what): (String, &str, &str),
    has_focus: bool,
    column_width: usize,
) -> Item {
    let theme = paper.theme;
    let width = paper.full_width().saturating_sub(INDENT + 1);
    let key = Span::styled(key, theme.on(has_focus, theme.accent));
    // A name that is longer than its column has the work right behind it.
    let column_width = column_width.max(name.width());
    if column_width + 2 + what.width() <= width {
        return Item::of(Line::from(vec![
            key,
            column(name, column_width, theme.on(has_focus, theme.text)),
            Span::styled(format!("  {what}"), theme.on(has_focus, theme.dim)),
        ]));
    }
    let mut before = key;
    let mut names = Vec::new();
    for text in wrap(name, width) {
        let text = Span::styled(text, theme.on(has_focus, theme.text));
        names.push(Line::from(vec![before, text]));
        before = Span::raw(" ".repeat(INDENT));
    }
    let below = wrap(what, width.saturating_sub(2)).into_iter();
    let below =
        below.map(|text| Line::styled(format!("{}{text}", " ".repeat(INDENT + 2)), theme.dim));
    Item::with_more(
        names,
        below.filter(|line| line.width() > INDENT + 2).collect(),
    )
}

/// When a person, or else a page, last told that a card is right.
fn last_seen(words: &Words, card: &Article) -> String {
    if let Some(day) = card.checked {
        let day = dates::listed(words, PartialDate::from(day));
        return words.with("kaart-nagekeken", &[("datum", &day)]);
    }
    let pages = card.sources.iter().filter_map(|source| source.as_of);
    match pages.max() {
        Some(date) => {
            let date = dates::listed(words, date);
            words.with("bijhouden-bron-van", &[("datum", &date)])
        }
        None => words.text("bijhouden-nooit"),
    }
}
