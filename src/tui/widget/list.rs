//! Lists and texts that are longer than the screen: the focus stays in sight, and a mark says how much more there is.

use ratatui::text::Line;

use crate::{tui::widget::paper::Paper, words::Words};

/// Below so many rows there is no room for marks.
const LEAST_FOR_MARKS: usize = 4;

/// One item of a list.
#[derive(Debug, Clone, Default)]
pub struct Item {
    /// What stands above it: a heading. It is never chosen.
    pub head: Vec<Line<'static>>,
    /// The item itself; the focus mark stands before the first line.
    pub lines: Vec<Line<'static>>,
    /// How many of the lines have the ground of the focus; the rest only tells of it.
    pub named: usize,
}

impl Item {
    /// An item of one line.
    #[must_use]
    pub fn of(line: Line<'static>) -> Self {
        Self::with_more(vec![line], Vec::new())
    }

    /// An item with a name, which may take more than one line, and what stands below it.
    #[must_use]
    pub fn with_more(name: Vec<Line<'static>>, more: Vec<Line<'static>>) -> Self {
        let named = name.len();
        let mut lines = name;
        lines.extend(more);
        Self {
            head: Vec::new(),
            lines,
            named,
        }
    }

    const fn height(&self) -> usize {
        self.head.len() + self.lines.len()
    }
}

/// Draws the items in at most so many rows, with the focus in sight.
pub fn view(
    paper: &mut Paper<'_>,
    words: &Words,
    items: &[Item],
    focus: Option<usize>,
    rows: usize,
) {
    let heights: Vec<usize> = items.iter().map(Item::height).collect();
    let (first, last) = window(&heights, focus.unwrap_or(0), rows);
    let theme = paper.theme;
    let has_marks = rows >= LEAST_FOR_MARKS;
    let mut left = rows;
    if has_marks && first > 0 {
        let above = words.with("lijst-boven", &[("n", &first.to_string())]);
        paper.line(&Line::styled(above, theme.dim));
        left -= 1;
    }
    let below = items.len().saturating_sub(last);
    left = left.saturating_sub(usize::from(has_marks && below > 0));
    for (position, item) in items.iter().enumerate().take(last).skip(first) {
        let has_focus = focus == Some(position);
        for line in item.head.iter().take(left) {
            paper.line(line);
        }
        left = left.saturating_sub(item.head.len());
        for (at, line) in item.lines.iter().enumerate().take(left) {
            if at == 0 {
                paper.row(has_focus, line);
            } else if at < item.named {
                paper.row_below(has_focus, line);
            } else {
                paper.line(line);
            }
        }
        left = left.saturating_sub(item.lines.len());
    }
    if has_marks && below > 0 {
        let below = words.with("lijst-onder", &[("n", &below.to_string())]);
        paper.line(&Line::styled(below, theme.dim));
    }
}

/// The items that are drawn: from the first up to, not with, the last. The marks have room too.
fn window(heights: &[usize], focus: usize, rows: usize) -> (usize, usize) {
    let count = heights.len();
    if heights.iter().sum::<usize>() <= rows || count == 0 {
        return (0, count);
    }
    let focus = focus.min(count - 1);
    let height = |at: usize| heights.get(at).copied().unwrap_or_default();
    let marks = |first: usize, last: usize| {
        if rows >= LEAST_FOR_MARKS {
            usize::from(first > 0) + usize::from(last < count)
        } else {
            0
        }
    };
    let (mut first, mut last, mut used) = (focus, focus + 1, height(focus));
    // Half of it stands above the focus, the rest below; what stays free at one end goes to the other.
    let half = rows / 2;
    while first > 0 && used + height(first - 1) + marks(first - 1, last) <= half.max(used) {
        first -= 1;
        used += height(first);
    }
    while last < count && used + height(last) + marks(first, last + 1) <= rows {
        used += height(last);
        last += 1;
    }
    while first > 0 && used + height(first - 1) + marks(first - 1, last) <= rows {
        first -= 1;
        used += height(first);
    }
    (first, last)
}

/// Draws a text from a line on, with a mark when there is more below. The last lines stay at the bottom: scrolling never
/// shows an empty sheet.
pub fn read(
    paper: &mut Paper<'_>,
    words: &Words,
    lines: &[Line<'static>],
    top: usize,
    rows: usize,
) {
    let top = top.min(lines.len().saturating_sub(rows));
    let has_more = lines.len() > top + rows && rows > 1;
    let shown = if has_more { rows - 1 } else { rows };
    for line in lines.iter().skip(top).take(shown) {
        paper.line(line);
    }
    if has_more {
        let more = words.count("kaart-meer", lines.len() - top - shown);
        paper.text(paper.theme.dim, &more);
    }
}

#[cfg(test)]
mod tests {
    use super::window;

    #[test]
    fn the_focus_is_always_in_sight_and_the_marks_have_room() {
        for height in 1..3 {
            let heights = vec![height; 23];
            for rows in 4..23 * height {
                for focus in 0..23 {
                    let (first, last) = window(&heights, focus, rows);
                    assert!(first <= focus && focus < last, "{focus} of {first}..{last}");
                    let marks = usize::from(first > 0) + usize::from(last < 23);
                    let taken = (last - first) * height + marks;
                    assert!(taken <= rows || last - first == 1, "{taken} of {rows}");
                }
            }
        }
    }

    #[test]
    fn what_fits_is_whole_and_a_list_of_nothing_is_nothing() {
        assert_eq!(window(&[1, 2, 1], 0, 4), (0, 3));
        assert_eq!(window(&[], 0, 4), (0, 0));
        assert_eq!(window(&[9], 0, 4), (0, 1));
    }
}
