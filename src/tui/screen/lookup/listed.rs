//! The cards that were found, as a list: each name whole, with the letters that were hit, and where the card belongs.

use ratatui::{
    style::Style,
    text::{Line, Span},
};

use crate::{
    search::Hit,
    tui::{
        shared::Shared,
        theme::Theme,
        widget::{
            card,
            list::{self, Item},
            paper::{Paper, cut, wrap},
        },
    },
};

use super::{Lookup, why};

/// From so many rows on, a row stays empty between two cards.
const ROOMY: usize = 18;

/// Words that hold a name together and are no reason why it was found.
const SMALL: [&str; 21] = [
    "aan", "bij", "de", "des", "door", "een", "en", "het", "in", "met", "na", "naar", "niet", "of",
    "om", "op", "over", "te", "u", "van", "voor",
];

fn is_small(word: &str) -> bool {
    SMALL.iter().any(|small| word.eq_ignore_ascii_case(small))
}

impl Lookup {
    /// A card of the list: its name, whole, and where it belongs.
    fn item(&self, hit: &Hit, shared: &Shared, width: usize) -> Option<Item> {
        let theme = shared.theme;
        let article = shared.library.articles.get(hit.position)?;
        let mut marks = hit.highlights.clone();
        if !self.query.text().split_whitespace().all(is_small) {
            marks.retain(|mark| !article.name.get(mark.clone()).is_some_and(is_small));
        }
        let name = highlighted(&article.name, &marks, theme, width);
        let mut below = card::subtitle(&shared.words, article);
        // Marked letters tell it by themselves.
        if let Some(why) = why(hit.why).filter(|_| marks.is_empty()) {
            below = format!("{} · {below}", shared.say(why));
        }
        let below = Line::styled(cut(&below, width), theme.dim);
        Some(Item::with_more(name, vec![below]))
    }

    pub(super) fn view_list(&self, shared: &Shared, paper: &mut Paper<'_>) {
        let width = paper.full_width().saturating_sub(1);
        let rows = paper.rows_left();
        // Only what can be in sight is made, and each takes two rows at least; the others are counted.
        let item = |(position, hit): (usize, &Hit)| {
            let is_near = position.abs_diff(self.focus) <= rows / 2;
            let item = is_near.then(|| self.item(hit, shared, width)).flatten();
            let mut item = item.unwrap_or_else(|| Item::of(Line::default()));
            if rows >= ROOMY {
                item.lines.push(Line::default());
            }
            item
        };
        let items: Vec<Item> = self.hits.iter().enumerate().map(item).collect();
        list::view(paper, &shared.words, &items, Some(self.focus), rows);
    }
}

/// The name with the letters that the query hit, in as many lines as it takes.
fn highlighted(
    name: &str,
    ranges: &[std::ops::Range<usize>],
    theme: Theme,
    width: usize,
) -> Vec<Line<'static>> {
    let plain = Style::default();
    let mut lines = Vec::new();
    let mut begin = 0;
    for text in wrap(name, width) {
        // Where the line stands in the name: the blanks between two lines are on neither.
        let at = name
            .get(begin..)
            .and_then(|rest| rest.find(&text))
            .map_or(begin, |found| begin + found);
        let end = at + text.len();
        let mut line = Line::default();
        let mut from = at;
        for range in ranges {
            let (first, last) = (range.start.max(from), range.end.min(end));
            if let (Some(before), Some(hit)) = (name.get(from..first), name.get(first..last)) {
                line.push_span(Span::styled(before.to_owned(), plain));
                line.push_span(Span::styled(hit.to_owned(), theme.hit));
                from = last;
            }
        }
        let rest = name.get(from..end).unwrap_or_default();
        line.push_span(Span::styled(rest.to_owned(), plain));
        lines.push(line);
        begin = end;
    }
    lines
}
